//! What a line looks like among the lines of its section: the features that entries are told by.

use super::wrap;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::date;
use crate::section::SectionLook;
use crate::span::Span;

/// Indents are compared in steps of this share of an em.
const INDENT_STEP_EM: f32 = 0.6;

/// A line that starts this much left of a bullet's text does not belong to it.
const OUTDENT_EM: f32 = 0.4;

/// A line with a gap above it of more than this share over the usual leading starts something new.
const GAP_SHARE: f32 = 1.18;

/// The features of a line.
#[derive(Debug, Clone)]
pub struct Shape {
    /// How its first text is set.
    pub look: SectionLook,
    /// How far it is indented against the leftmost line of its block, in steps.
    pub indent: i32,
    /// No marker, a bullet or a number.
    pub marker: MarkerKind,
    /// It has text in the label column.
    pub has_label: bool,
    /// A date stands beside its text, in the label column or at the right.
    pub has_date_beside: bool,
    /// It is a date and nothing else.
    pub is_date: bool,
    /// Dates on it.
    pub n_dates: usize,
    /// The gap above it is wider than usual.
    pub has_gap: bool,
    /// It goes on with the line above.
    pub is_wrapped: bool,
    /// It starts left of the text of the marked line above.
    pub is_outdented: bool,
    /// It is the first line after a bulleted paragraph that does not belong to it.
    pub follows_bullet: bool,
    /// Depth of its marker.
    pub level: u8,
}

/// What opens a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum MarkerKind {
    None,
    Bullet,
    Number,
}

impl Shape {
    /// It has a bullet.
    pub fn is_bullet(&self) -> bool {
        self.marker == MarkerKind::Bullet
    }

    /// It has a number.
    pub fn is_number(&self) -> bool {
        self.marker == MarkerKind::Number
    }

    /// The same slot of two entries may look like this.
    pub fn is_alike(&self, other: &Self) -> bool {
        self.look == other.look
            && (self.indent - other.indent).abs() <= 1
            && self.marker == other.marker
            && self.has_label == other.has_label
    }
}

/// The shapes of a block's lines.
pub fn shapes(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Shape> {
    let left = lines.iter().map(start).min_by(f32::total_cmp).unwrap_or(0.0);
    let usual = usual_leading(lines);
    let mut shapes: Vec<Shape> = Vec::with_capacity(lines.len());
    let mut text_left: Option<f32> = None;
    let mut bullets: Vec<i32> = Vec::new();
    let mut in_bullet = false;
    let opens_with_date = |line: &Line| {
        let text = line.cells.first().map(Span::text).unwrap_or_default();
        line.marker.is_none() && date::find(text, vocabulary).first().is_some_and(|found| found.range.start == 0)
    };
    for (k, line) in lines.iter().enumerate() {
        let above = k.checked_sub(1).and_then(|k| lines.get(k));
        let em = line.em.0.max(1.0);
        let indent = ((start(line) - left) / (em * INDENT_STEP_EM)).round() as i32;
        // "– 2022" says until when.
        let is_date = date::is_whole(line.as_text().trim(), vocabulary);
        let marker = match &line.marker {
            None => MarkerKind::None,
            Some(_) if is_date => MarkerKind::None,
            Some(marker) if marker.is_number => MarkerKind::Number,
            Some(_) => MarkerKind::Bullet,
        };
        if marker != MarkerKind::None {
            text_left = line.cells.first().map(|cell| (cell.bbox().x0 - line.inset).0);
            bullets.push(indent);
        }
        // What starts with a date, as the first line does, is another entry however full the line above is.
        let is_dated_start =
            || 0 < k && [lines.first(), Some(line)].into_iter().all(|of| of.is_some_and(opens_with_date));
        let is_wrapped = above.is_some_and(|above| wrap::goes_on(above, line)) && !is_dated_start();
        let is_outdented = text_left.is_none_or(|x| (start(line) - x) / em < -OUTDENT_EM);
        let leaves_bullet = in_bullet && marker == MarkerKind::None && is_outdented && !is_wrapped;
        // Dates within the text of a bullet are none of the entry's, where bullets are not the entries.
        let opens_marked = lines.first().is_some_and(|line| line.marker.is_some());
        let is_in_bullet = in_bullet && !opens_marked && marker == MarkerKind::None && !leaves_bullet && !is_date;
        in_bullet = marker == MarkerKind::Bullet || (in_bullet && !leaves_bullet);
        // A date that wraps is one date, and a wrapped text has one at most.
        let is_dated = shapes.iter().rev().take_while(|shape| shape.is_wrapped).any(|shape| 0 < shape.n_dates)
            || shapes.iter().rev().find(|shape| !shape.is_wrapped).is_some_and(|shape| 0 < shape.n_dates);
        let has_date_beside = has_date_beside(line, vocabulary);
        let outermost = bullets.iter().min().copied().unwrap_or(indent);
        shapes.push(Shape {
            look: SectionLook::of(line),
            indent,
            marker,
            has_label: line.has_label,
            has_date_beside,
            is_date,
            n_dates: match has_date_beside {
                _ if is_wrapped && is_dated => 0,
                false if is_in_bullet => 0,
                _ => dates_of(line, vocabulary),
            },
            has_gap: line.leading.is_some_and(|leading| usual * GAP_SHARE < leading / line.em),
            is_wrapped,
            is_outdented,
            follows_bullet: leaves_bullet,
            level: u8::try_from((indent - outermost).clamp(0, 6) / 2).unwrap_or(0),
        });
    }
    shapes
}

/// Where a line starts: at its marker, if it has one; in a card, as if the card stood at the left.
fn start(line: &Line) -> f32 {
    let text = line.cells.first().map_or(line.bbox.x0, |cell| cell.bbox().x0);
    (line.marker.as_ref().map_or(text, |marker| marker.x0.min(text)) - line.inset).0
}

/// The leading, in ems, of lines set without a gap: the smallest that is common.
fn usual_leading(lines: &[Line]) -> f32 {
    let mut all: Vec<f32> = lines.iter().filter_map(|line| line.leading.map(|leading| leading / line.em)).collect();
    all.retain(|leading| 0.6 < *leading);
    all.sort_by(f32::total_cmp);
    // The lower quartile: sections of many one-line entries have more gaps than wrapped lines.
    all.get(all.len() / 4).copied().unwrap_or(1.2)
}

/// Dates on a line, at most one.
fn dates_of(line: &Line, vocabulary: &Vocabulary) -> usize {
    usize::from(line.cells.iter().any(|cell| has_date(cell, vocabulary)))
}

/// Whether a date stands beside the text of a line: in the label column, or alone in a cell at the right.
fn has_date_beside(line: &Line, vocabulary: &Vocabulary) -> bool {
    let (label, text) = line.cells.split_at(usize::from(line.has_label).min(line.cells.len()));
    let is_alone = |cell: &Span| date::is_whole(cell.text(), vocabulary);
    label.iter().any(|cell| has_date(cell, vocabulary)) || text.iter().skip(1).any(is_alone)
}

/// A sentence has at least this many words before its date.
const MIN_SENTENCE: usize = 4;

/// What stands before a date is a sentence that goes on with it: "Awarded two stars in".
fn is_sentence(before: &str, vocabulary: &Vocabulary) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_little = last.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, last);
    is_little && MIN_SENTENCE <= before.split_whitespace().count()
}

/// Whether a date stands as one: a cell of its own, a period, or at an end of the cell.
fn has_date(cell: &Span, vocabulary: &Vocabulary) -> bool {
    let text = cell.text();
    date::find(text, vocabulary).iter().any(|found| {
        let before = text.get(..found.range.start).unwrap_or_default().trim();
        let after = text.get(found.range.end..).unwrap_or_default().trim();
        let at_end = after.chars().all(|c| !c.is_alphanumeric());
        before.is_empty() || at_end && !is_sentence(before, vocabulary) || found.value.start.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        let line = testing::line(text, 0);
        assert_eq!(dates_of(&line, Vocabulary::all()) == 1, expected, "{text}");
    }

    #[test]
    fn a_date_that_a_sentence_ends_with_is_none_of_its_entry() {
        check("Awarded two rosettes in 2023", false);
        check("Head Chef, Brasserie Malabar, 2019", true);
        check("Diploma in 2012", true);
        check("Led a team of nine in Mumbai 2012 – 2014", true);
        check("2023", true);
    }
}
