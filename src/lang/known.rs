//! What is known of a phrase: the values of the tables that the build script lays out.
//!
//! Known to the build script, too, which writes them as their `Debug` form, which is Rust.

use crate::section::SectionKind;

/// This bit of the number of a phrase says that longer ones start with it. The rest is 1 more than the place of its
/// value; 0: it is no phrase itself.
pub(crate) const GOES_ON: u16 = 1 << 15;

/// Stems and ends of compounds have so many bytes at least, and are found from there on byte by byte.
pub(crate) const MIN_BYTES: usize = 2;

/// What is known of a phrase.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// Bits of the classes that it is evidence for.
    pub words: u64,
    /// Bits of the classes that it is weak evidence for.
    pub hints: u64,
    /// Bits of the classes that it is evidence for where a run of signs without spaces ends with it.
    pub tails: u64,
    /// Bits of what it does in a date.
    pub dates: u32,
    /// The year before the first of the era that it names; 0: it names none.
    pub era: u16,
    /// Bits of the packs that it is in.
    pub packs: u32,
}

/// What a phrase does in a heading.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    /// It is a heading of this kind.
    pub kind: Option<SectionKind>,
    /// It may stand beside a heading.
    pub is_fill: bool,
    /// It joins two headings.
    pub is_joint: bool,
    /// Bits of the packs that it is in.
    pub packs: u32,
}
