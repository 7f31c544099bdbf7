//! The lines of a section to its entries: one degree, one job, one paper.
//!
//! In: a section. Out: entries with their head lines and the paragraphs below them. Segments by the repeated shape of
//! the section (style, dates, indents, markers, gaps). Knows no fields.

use crate::layout::Line;
use crate::section::Section;
use crate::span::Span;

/// One degree, one job, one paper.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The sub-heading under which it stands.
    pub group: Option<Span>,
    /// The lines that say what it is: title, dates, places.
    pub head: Vec<Line>,
    /// Bullets and paragraphs below, wrapped lines joined.
    pub body: Vec<Paragraph>,
}

/// Wrapped lines joined to one text.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The text, line-end hyphens mended.
    pub span: Span,
    /// It had a bullet or number.
    pub has_marker: bool,
    /// Depth of nesting, 0 for the outermost.
    pub level: u8,
}

/// Splits a section into entries.
#[must_use]
pub fn split(section: &Section) -> Vec<Entry> {
    let _ = section;
    Vec::new()
}
