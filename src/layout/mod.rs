//! Glyphs to runs, lines, columns and flows in reading order; page furniture.
//!
//! In: pages of positioned glyphs. Out: lines of text in the order in which a person reads them. Nothing here knows
//! any language, and nothing here can fail: a page without glyphs has no lines.

mod dot;
mod evidence;
mod flow;
mod flush;
mod furniture;
mod gutter;
mod label;
mod marker;
pub mod plain;
mod region;
mod row;
mod rules;
mod sides;
mod small_caps;
mod table;
mod tag;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod turned;
mod word;

use std::borrow::Cow;

pub use word::is_cjk;

use crate::geom::{Pt, Rect};
use crate::pdf::{Document, Page, Turn};
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
        let mut text = String::new();
        for (k, line) in self.lines.iter().enumerate() {
            text.push_str(if k == 0 { "" } else { "\n" });
            text.push_str(&line.as_text());
        }
        text
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
    /// It starts a row of a table, all of whose cells but the last are cells of it.
    pub is_row: bool,
    /// Its text, but for a label, stands in small boxes.
    pub has_tags: bool,
    /// It is a row of a table whose rows have a label in common: what it starts with names no more than the row.
    pub is_inner: bool,
    /// Distance from the baseline of the line above in the same flow and page; `None` for the first there. Where a card
    /// starts, at least three ems.
    pub leading: Option<Pt>,
    /// How far right of the flow's left edge the card starts in which it stands; zero where it stands in no card.
    pub inset: Pt,
    /// How far left of the column's right edge its text breaks, where the list that it stands in is set narrower; zero
    /// until the sections are known.
    pub right_indent: Pt,
    /// It ends at the right edge of its column, to which most lines there are set.
    pub is_flush_right: bool,
    /// A rule runs above it, between it and the line before.
    pub rule_above: bool,
    /// A rule runs below it, between it and the next line.
    pub rule_below: bool,
    /// It comes from plain text: its boxes are those of a grid of characters, and no style tells anything.
    pub is_plain: bool,
}

impl Line {
    /// Its text, cells separated by one space.
    #[must_use]
    pub fn text(&self) -> String {
        self.as_text().into_owned()
    }

    /// The same, borrowed where it has one cell only.
    #[must_use]
    pub fn as_text(&self) -> Cow<'_, str> {
        if let [only] = self.cells.as_slice() {
            return Cow::Borrowed(only.text());
        }
        let mut text = String::with_capacity(self.cells.iter().map(|cell| cell.text().len() + 1).sum());
        for (k, cell) in self.cells.iter().enumerate() {
            text.push_str(if k == 0 { "" } else { " " });
            text.push_str(cell.text());
        }
        Cow::Owned(text)
    }

    /// Where its text breaks at the right.
    #[must_use]
    pub fn right_edge(&self) -> Pt {
        if self.is_flush_right {
            // The room is at its left.
            return self.bbox.x1 + (self.bbox.x0 - self.column.x0);
        }
        self.column.x1 - self.right_indent
    }

    /// All cells as one span, separated by one space.
    #[must_use]
    pub fn span(&self) -> Span {
        if let [only] = self.cells.as_slice() {
            return only.clone();
        }
        let n_bytes = self.cells.iter().map(|cell| cell.text().len() + 1).sum();
        let mut span = Span::with_room(n_bytes, self.cells.iter().map(|cell| cell.runs().len()).sum());
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
    let mut flows = flow::Flows::default();
    let mut lines = Vec::new();
    let mut gutters = Vec::new();
    for page in &document.pages {
        let mut upright = word::words(page, &document.fonts, Turn::Upright);
        let turned = [Turn::Clockwise, Turn::Half, Turn::Counter].map(|turn| {
            if !page.glyphs.iter().any(|glyph| glyph.turn == turn) {
                return Vec::new();
            }
            turned::set_upright(&mut upright, word::words(page, &document.fonts, turn), turn, page)
        });
        let mut parts = region::flows(upright, page, &mut gutters);
        for words in turned {
            parts.extend(region::flows(words, page, &mut Vec::new()));
        }
        let numbers = flows.number(&parts);
        for (part, number) in parts.into_iter().zip(numbers) {
            lines.extend(flow_lines(part, number, flows.label_edge(number), page));
        }
    }
    let heights: Vec<Pt> = document.pages.iter().map(|page| page.height).collect();
    let furniture = furniture::take(&mut lines, &heights);
    // Stable: within a flow, lines stay in the order of pages and rows.
    lines.sort_by_key(|line| line.flow);
    Layout { lines, furniture }
}

/// The first line of a card stands at least this many ems below the line that is read before it, whatever the page.
const CARD_LEADING_EM: f32 = 3.0;

/// The lines of one flow on one page, with leading and rules. `edge` is where its label column ends, if it has one.
fn flow_lines(part: region::Region, flow: u16, edge: &mut Option<Pt>, page: &Page) -> Vec<Line> {
    let left = part.bbox.x0;
    *edge = row::label_edge(&row::rows(&part.words), *edge);
    let mut lines: Vec<Line> = Vec::new();
    let mut labels = label::Labels::default();
    for region in region::cards(part, page) {
        let edge = edge.filter(|edge| region.bbox.x0 < *edge);
        let mut of_region = region_lines(&region, edge, page);
        match region.label {
            Some(label) if !label.is_alone => {
                labels.push(of_region, label);
                continue;
            }
            Some(label) => of_region = labels.alone(of_region, label),
            None => of_region = labels.before(of_region),
        }
        let mut above = lines.iter().map(|line| line.baseline).reduce(Pt::max);
        for (k, line) in of_region.iter_mut().enumerate() {
            line.flow = flow;
            line.leading = above.map(|y| line.baseline - y);
            if region.is_card {
                line.inset = region.bbox.x0 - left;
            }
            if region.is_card && k == 0 {
                line.leading = line.leading.map(|leading| leading.max(line.em * CARD_LEADING_EM));
            }
            above = Some(line.baseline);
        }
        rules::mark(&mut of_region, &page.rules);
        lines.append(&mut of_region);
    }
    lines
}

/// The lines of a region from top to bottom.
fn region_lines(region: &region::Region, edge: Option<Pt>, page: &Page) -> Vec<Line> {
    let mut is_range = false;
    let rows = row::rows(&region.words).into_iter().map(|row| {
        let was_range = std::mem::replace(&mut is_range, row.ends_in_range());
        row.into_line(page.number, region.bbox, edge, was_range)
    });
    let mut lines: Vec<Line> = rows.collect();
    lines.retain(|line| line.cells.iter().any(|cell| !cell.is_empty() || cell.icon().is_some()));
    flush::mark(&mut lines);
    lines
}
