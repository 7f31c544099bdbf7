//! Cells of a table to the lines of what they name: a label of several lines becomes one cell, on the first of them.
//!
//! In: the lines of the cells of a row, from left to right. Out: the lines of the last one, the others as cells before the
//! first. Lines of a label that are set apart (a heading above a date) stay lines, before the others.

use super::region::Label;
use super::{Line, is_cjk};
use crate::geom::{Pt, Rect};
use crate::span::Span;

/// Slack in ems when asking whether the next word would have fitted on the line.
const FIT_SLACK_EM: f32 = 0.6;

/// The cells of a row that stand before its last one.
#[derive(Debug, Default)]
pub struct Labels {
    /// Lines of each.
    cells: Vec<Vec<Line>>,
    /// What is known of the first of them.
    first: Option<Label>,
}

impl Labels {
    /// Adds the lines of the next cell.
    pub fn push(&mut self, lines: Vec<Line>, label: Label) {
        self.first = self.first.or(Some(label));
        self.cells.push(lines);
    }

    /// The labels so far with `lines`, as lines of their own.
    pub fn alone(&mut self, lines: Vec<Line>, label: Label) -> Vec<Line> {
        self.push(lines, label);
        self.before(Vec::new())
    }

    /// `lines` with the labels before the first of them; nothing is left here.
    pub fn before(&mut self, mut lines: Vec<Line>) -> Vec<Line> {
        let Self { cells, first } = std::mem::take(self);
        let Some(Label { edge, is_inner, .. }) = first else { return lines };
        let (mut own, label) = label_line(cells);
        let Some(mut label) = label else { return lines };
        for line in &mut lines {
            line.column.x0 = edge;
        }
        if let Some(first) = lines.first_mut().filter(|line| line.marker.is_none()) {
            label.cells.append(&mut first.cells);
            let bbox = first.bbox.union(&label.bbox);
            *first = Line { cells: label.cells, bbox, has_label: true, is_row: true, ..first.clone() };
        } else {
            label.is_row = true;
            own.push(label);
        }
        for line in &mut own {
            line.has_label = true;
            line.column.x0 = edge;
        }
        own.append(&mut lines);
        for line in &mut own {
            line.is_inner = is_inner;
        }
        own
    }
}

/// The cells of a row as one line, and the lines of the first that are set apart from its last.
fn label_line(cells: Vec<Vec<Line>>) -> (Vec<Line>, Option<Line>) {
    let is_one = cells.len() == 1;
    let mut own = Vec::new();
    let mut whole: Option<Line> = None;
    for lines in cells {
        let mut groups = groups(lines);
        let Some(mut last) = groups.pop() else { continue };
        if is_one {
            own.append(&mut groups);
        } else {
            for group in groups.into_iter().rev() {
                last = joined(group, &last, " ");
            }
        }
        whole = Some(match whole {
            Some(mut line) => {
                line.bbox = line.bbox.union(&last.bbox);
                line.cells.append(&mut last.cells);
                line
            }
            None => last,
        });
    }
    (own, whole)
}

/// The lines of a cell, those joined that are one text: set alike, and the next word would not have fitted.
fn groups(lines: Vec<Line>) -> Vec<Line> {
    let right = lines.iter().map(|line| line.bbox.x1).reduce(Pt::max).unwrap_or_default();
    let mut groups: Vec<Line> = Vec::new();
    let mut end = Pt(0.0);
    for line in lines {
        let x1 = line.bbox.x1;
        match groups.last_mut().filter(|group| wraps(group, &line, right - end)) {
            Some(group) => {
                let glue = if meet_cjk(group, &line) { "" } else { " " };
                *group = joined(std::mem::take(group), &line, glue);
            }
            None => groups.push(line),
        }
        end = x1;
    }
    groups
}

/// Whether `next` goes on with the text of `line`, right of which there is `room`.
fn wraps(line: &Line, next: &Line, room: Pt) -> bool {
    let ([.., last], [first, ..]) = (line.cells.as_slice(), next.cells.as_slice()) else { return false };
    let (Some(a), Some(b)) = (last.runs().last(), first.runs().first()) else { return false };
    let is_alike = a.style.bold == b.style.bold && a.style.color == b.style.color && a.style.em == b.style.em;
    let text = first.text();
    let word = text.split_whitespace().next().unwrap_or_default();
    let n_word = if word.chars().any(is_cjk) { 1 } else { word.chars().count() };
    let width = first.bbox().width() * (n_word as f32 / text.chars().count().max(1) as f32);
    is_alike && next.marker.is_none() && room < width + next.em * FIT_SLACK_EM
}

fn meet_cjk(line: &Line, next: &Line) -> bool {
    let last = line.cells.last().and_then(|cell| cell.text().chars().next_back());
    let first = next.cells.first().and_then(|cell| cell.text().chars().next());
    last.is_some_and(is_cjk) && first.is_some_and(is_cjk)
}

/// Two lines of a cell as one.
fn joined(mut line: Line, next: &Line, glue: &str) -> Line {
    let bbox: Rect = line.bbox.union(&next.bbox);
    let mut text: Span = line.span();
    text.push(glue, &next.span());
    line.cells = vec![text];
    line.bbox = bbox;
    line
}
