//! Entries set side by side, as cards in a grid, to entries one below the other.
//!
//! In: a section. Out: the same section; where its lines hold two or more columns of cards, their cells come card by card.
//! A table has one entry a row and its dates in one column; cards have dates in several, and open alike.

use super::{Part, Section};
use crate::geom::{Pt, Rect};
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::date;
use crate::section::style::{Look, face_of};
use crate::span::Span;

/// Left edges within this many ems are one column.
const EDGE_EM: f32 = 0.8;

/// So many cells make a column.
const MIN_CELLS: usize = 2;

/// Leading, in ems, that tells the first line of a card from those of the card before.
const CARD_LEADING_EM: f32 = 3.0;

/// A cell of the grid.
struct Cell<'a> {
    line: &'a Line,
    span: &'a Span,
    /// Number of its line in the section.
    row: usize,
    /// It is the first of its line: the marker is its own.
    is_first: bool,
}

/// A card: its cells from top to bottom.
struct Card<'a> {
    column: usize,
    cells: Vec<&'a Cell<'a>>,
}

/// Puts the cards of a section one below the other, where it has any.
pub fn unfold(section: &mut Section, vocabulary: &Vocabulary) {
    if !section.kind.has_entries() {
        return;
    }
    let Some(lines) = lines(section) else { return };
    let cells: Vec<Cell> = cells(&lines);
    let Some(columns) = columns(&cells) else { return };
    let by_column: Vec<Vec<&Cell>> = (0..columns.len())
        .map(|k| cells.iter().filter(|cell| column_of(cell, &columns) == Some(k)).collect())
        .collect();
    if !is_grid(&by_column, vocabulary) {
        return;
    }
    let mut cards: Vec<Card> = Vec::new();
    for (column, cells) in by_column.iter().enumerate() {
        cards.extend(cut(cells).into_iter().map(|cells| Card { column, cells }));
    }
    cards.sort_by_key(|card| (card.cells.first().map_or(0, |cell| cell.row), card.column));
    let unfolded = cards.iter().flat_map(|card| lines_of(card, &columns)).map(Part::Line).collect();
    section.parts = unfolded;
}

/// The lines of a section that may be a grid: no sub-headings, no labels (a table has those), no plain text.
fn lines(section: &Section) -> Option<Vec<&Line>> {
    let mut lines = Vec::new();
    for part in &section.parts {
        match part {
            Part::Line(line) if !line.has_label && !line.is_plain => lines.push(line),
            _ => return None,
        }
    }
    Some(lines)
}

fn cells<'a>(lines: &[&'a Line]) -> Vec<Cell<'a>> {
    let mut cells = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        cells.extend(line.cells.iter().enumerate().map(|(k, span)| Cell { line, span, row, is_first: k == 0 }));
    }
    cells
}

/// The left edges at which all cells start; `None` when there are not at least two columns, or a cell starts elsewhere.
fn columns(cells: &[Cell]) -> Option<Vec<Pt>> {
    let mut edges: Vec<(Pt, usize)> = Vec::new();
    for cell in cells {
        let x = left(cell);
        match edges.iter_mut().find(|(edge, _)| is_at(x, *edge, cell)) {
            Some((_, n)) => *n += 1,
            None => edges.push((x, 1)),
        }
    }
    edges.sort_by(|a, b| a.0.0.total_cmp(&b.0.0));
    let is_regular = edges.iter().all(|(_, n)| MIN_CELLS <= *n);
    (1 < edges.len() && is_regular).then(|| edges.into_iter().map(|(edge, _)| edge).collect())
}

fn left(cell: &Cell) -> Pt {
    let marker = cell.line.marker.as_ref().filter(|_| cell.is_first);
    marker.map_or(cell.span.bbox().x0, |marker| marker.x0)
}

fn is_at(x: Pt, edge: Pt, cell: &Cell) -> bool {
    (x - edge).abs() / cell.line.em < EDGE_EM
}

fn column_of(cell: &Cell, columns: &[Pt]) -> Option<usize> {
    columns.iter().position(|edge| is_at(left(cell), *edge, cell))
}

/// Every column opens in the look of the first, goes on in another, and more than one has dates.
fn is_grid(columns: &[Vec<&Cell>], vocabulary: &Vocabulary) -> bool {
    let Some(head) = columns.first().and_then(|cells| cells.first()).map(|cell| look(cell)) else { return false };
    let opens_alike = columns.iter().all(|cells| cells.first().is_some_and(|cell| look(cell) == head));
    let goes_on = columns.iter().all(|cells| cells.iter().any(|cell| look(cell) != head));
    let has_date = |cells: &&Vec<&Cell>| cells.iter().any(|cell| !date::find(cell.span.text(), vocabulary).is_empty());
    opens_alike && goes_on && 1 < columns.iter().filter(has_date).count()
}

fn look(cell: &Cell) -> Look {
    face_of(cell.span)
}

/// The cards of a column: each starts where the look of the first line comes back.
fn cut<'a>(cells: &[&'a Cell<'a>]) -> Vec<Vec<&'a Cell<'a>>> {
    let head = cells.first().map(|cell| look(cell));
    let mut cards: Vec<Vec<&Cell>> = Vec::new();
    let mut was_head = false;
    for cell in cells {
        let is_head = Some(look(cell)) == head;
        match cards.last_mut() {
            Some(card) if !is_head || was_head => card.push(cell),
            _ => cards.push(vec![cell]),
        }
        was_head = is_head;
    }
    cards
}

/// The lines that a card is.
fn lines_of(card: &Card, columns: &[Pt]) -> Vec<Line> {
    let left = columns.get(card.column).copied().unwrap_or_default();
    let right = columns.get(card.column + 1).copied();
    let mut above: Option<&Line> = None;
    let mut lines = Vec::new();
    for cell in &card.cells {
        let line = cell.line;
        let leading = match above {
            Some(above) if above.page == line.page => Some(line.baseline - above.baseline),
            Some(_) => None,
            None => Some(line.em * CARD_LEADING_EM),
        };
        let column = Rect { x0: left, x1: right.map_or(line.column.x1, |right| right - line.em), ..line.column };
        let marker = line.marker.clone().filter(|_| cell.is_first);
        lines.push(Line {
            cells: vec![cell.span.clone()],
            bbox: cell.span.bbox(),
            has_label: false,
            column,
            marker,
            leading,
            ..line.clone()
        });
        above = Some(line);
    }
    lines
}
