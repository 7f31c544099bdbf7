//! Glyphs to runs, lines, columns and flows in reading order; page furniture.
//!
//! In: pages of positioned glyphs. Out: lines of text in the order in which a person reads them. Nothing here knows
//! any language, and nothing here can fail: a page without glyphs has no lines.

pub mod plain;

use crate::geom::{Pt, Rect};
use crate::pdf::Document;
use crate::span::Span;

/// The lines of a document in reading order.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// Lines; those of one flow stand together, flows in reading order.
    pub lines: Vec<Line>,
    /// Running headers, footers and page numbers: lines that belong to no flow.
    pub furniture: Vec<Line>,
}

impl Layout {
    /// The text of all lines, one below the other.
    #[must_use]
    pub fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(Line::text).collect();
        lines.join("\n")
    }
}

/// A line of a flow.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Page number, from 1.
    pub page: u32,
    /// Number of the flow: main text, each sidebar; equal numbers read on over pages.
    pub flow: u16,
    /// The column in which the line is set (not only its text): indents are measured from `column.x0`.
    pub column: Rect,
    /// Box of its text.
    pub bbox: Rect,
    /// Baseline of its first cell.
    pub baseline: Pt,
    /// Largest em on it.
    pub em: Pt,
    /// Its parts between wide gaps, from left to right; at least one. The bullet or number is not in them.
    pub cells: Vec<Span>,
    /// The bullet, dash or number that it starts with.
    pub marker: Option<Marker>,
    /// The first cell stands in a narrow column left of the text (labels or dates in the margin).
    pub has_label: bool,
    /// Distance from the baseline of the line above in the same flow and page; `None` for the first there.
    pub leading: Option<Pt>,
    /// A rule runs above it, between it and the line before.
    pub rule_above: bool,
    /// A rule runs below it, between it and the next line.
    pub rule_below: bool,
}

impl Line {
    /// Its text, cells separated by one space.
    #[must_use]
    pub fn text(&self) -> String {
        let cells: Vec<&str> = self.cells.iter().map(Span::text).collect();
        cells.join(" ")
    }

    /// All cells as one span, separated by one space.
    #[must_use]
    pub fn span(&self) -> Span {
        let mut span = Span::default();
        for cell in &self.cells {
            span.push(" ", cell);
        }
        span
    }
}

/// What a line starts with, where that is no part of its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// The sign as printed: "•", "–", "[12]", "3.".
    pub text: String,
    /// Numbered ("3.", "[12]", "(a)") and not a bullet.
    pub is_number: bool,
    /// Left edge.
    pub x0: Pt,
}

/// Lays out a document.
#[must_use]
pub fn lay_out(document: &Document) -> Layout {
    let _ = document;
    Layout::default()
}
