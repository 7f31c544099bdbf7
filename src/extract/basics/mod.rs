//! The owner: name, profession, contact data, accounts, address; and the paragraph that stands under them.
//!
//! In: the block before the first heading, sections of contact and personal data, running headers and footers. Out:
//! `cv.basics`. Each step takes what it knows and hands the rest on: name, contact data, address, headline.

mod address;
mod contact;
mod headline;
mod name;
mod network;
mod piece;

use std::ops::Range;

pub use name::take as take_name;

use super::Context;
use crate::layout::Line;
use crate::model::Cv;
use crate::section::{Section, SectionKind};
use crate::span::Span;

/// A part of a contact line that is no contact datum.
#[derive(Debug, Clone)]
pub struct Remnant {
    /// Its text.
    pub span: Span,
    /// Number of its line in the section.
    pub line: usize,
    /// Number of its cell on the line.
    pub cell: usize,
    /// Where in the cell it stands.
    pub range: Range<usize>,
    /// An icon or a label says that it is an address.
    pub is_address: bool,
    /// A label says that it is a personal detail that is no field.
    pub is_personal: bool,
    /// Something else on its line is contact data.
    pub is_beside_contact: bool,
}

/// Reads a block of contact and personal data.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let mut rest = contact::read(&section.parts, context, cv);
    address::take(&mut rest, context, cv);
    headline::take(&rest, section, context, cv);
}

/// Looks for what is still missing in running headers and footers.
pub fn complete(furniture: &[Line], context: &mut Context, cv: &mut Cv) {
    contact::read_furniture(furniture, context, cv);
}

/// Whether a section of unknown kind lists contact data and nothing else ("Links", "Find me online").
pub fn is_contact(section: &Section, context: &Context) -> bool {
    section.kind == SectionKind::Other && contact::is_all_contact(&section.parts, context)
}
