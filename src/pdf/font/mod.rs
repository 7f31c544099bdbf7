//! Fonts: what each code of a string shows, how wide it is, and what face it is set in.
//!
//! In: a font dictionary. Out: a [`Face`], whose tables are built once and then only looked up.

pub mod clean;
mod composite;
mod encoding;
mod mend;
mod names;
mod program;
mod simple;
mod style;
mod symbols;
mod unicode;

use lopdf::Dictionary;
use smol_str::SmolStr;

use super::Font;
use super::limits::Budget;
use super::objects::Objects;
use crate::error::Error;
use crate::span::Icon;

/// Width of a glyph of which nothing is known, in ems.
const UNKNOWN_WIDTH: f32 = 0.5;
/// Widths of more ems than this are damage: the widest honest glyphs are rules and logos, as wide as a page.
const MAX_WIDTH: f32 = 100.0;

/// What the bullets of icon fonts print.
const BULLET: SmolStr = SmolStr::new_inline("•");

/// What one code shows.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// What it stands for; empty when nobody can tell.
    pub text: SmolStr,
    /// Width in ems; the height in vertical writing.
    pub width: f32,
    /// Icon that it is.
    pub icon: Option<Icon>,
}

/// A font that is ready to decode strings.
#[derive(Debug)]
pub struct Face {
    /// Its style.
    pub font: Font,
    /// Vertical writing.
    pub is_vertical: bool,
    /// Height of its em in units of the font size (not 1 for some Type 3 fonts).
    pub em: f32,
    table: Table,
}

#[derive(Debug)]
enum Table {
    /// One byte, one glyph.
    Simple(Box<simple::Simple>),
    /// Codes of one to four bytes.
    Composite(Box<composite::Composite>),
}

impl Face {
    /// Builds the tables of a font.
    pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Self, Error> {
        budget.time()?;
        if objects.get_name(dict, b"Subtype") == Some(b"Type0") {
            return composite::load(objects, dict, budget);
        }
        simple::load(objects, dict, budget)
    }

    /// The face that stands in for a font that is missing from the resources.
    pub fn unknown() -> Self {
        simple::unknown()
    }

    /// Width in ems of a character in a face of one-byte codes.
    pub fn width_of(&mut self, text: &str, objects: &Objects, budget: &mut Budget) -> Result<f32, Error> {
        match &mut self.table {
            Table::Simple(simple) => simple.width_of(text, objects, budget),
            Table::Composite(_) => Ok(UNKNOWN_WIDTH),
        }
    }

    /// What the first code of `rest` shows, and how many bytes it has; `None` at the end.
    pub fn next(
        &mut self,
        rest: &[u8],
        objects: &Objects,
        budget: &mut Budget,
    ) -> Result<Option<(&Shown, usize)>, Error> {
        match (&mut self.table, rest.first()) {
            (Table::Simple(simple), Some(code)) => Ok(simple.get(*code, objects, budget)?.map(|shown| (shown, 1))),
            (Table::Composite(composite), _) => composite.next(rest, objects, budget),
            (Table::Simple(_), None) => Ok(None),
        }
    }
}
