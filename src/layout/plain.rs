//! Plain text and Markdown to lines, as if it had been set on one endless page.
//!
//! In: text. Out: lines with cells (tabs and wide gaps), markers, and bold, italic and headings where Markdown marks
//! them. Boxes are in a grid of characters: 5 by 12 points.

use super::{Layout, Line, Marker, marker};
use crate::geom::{Pt, Rect};
use crate::span::{Run, Span, Style};

/// Width of a character on the grid.
const CHAR: f32 = 5.0;
/// Height of a line on the grid.
const LINE: f32 = 12.0;
/// Em of body text on the grid.
const EM: f32 = 10.0;
/// This many spaces in a row part two cells.
const CELL_GAP: usize = 3;
/// A ruler has at least this many signs.
const MIN_RULER: usize = 3;
/// A line longer than this is cut: no line of a CV is, and quadratic readers would suffer.
const MAX_LINE: usize = 20_000;

/// Lays out plain text or Markdown.
#[must_use]
pub fn lay_out(text: &str) -> Layout {
    let mut lines: Vec<Line> = Vec::new();
    let mut page = 1;
    let mut row = 0;
    for raw in text.split('\n') {
        row += 1;
        for (k, part) in raw.split('\u{c}').enumerate() {
            if 0 < k {
                page += 1;
                row = 1;
            }
            let body: String = part.chars().filter(|c| *c == '\t' || !c.is_control()).take(MAX_LINE).collect();
            lines.extend(read_line(&body, page, row));
        }
    }
    let mut above: Option<(u32, Pt)> = None;
    let width = lines.iter().map(|line| line.bbox.x1).reduce(Pt::max).unwrap_or_default();
    for line in &mut lines {
        line.leading = above.filter(|(page, _)| *page == line.page).map(|(_, y)| line.baseline - y);
        above = Some((line.page, line.baseline));
        line.column = Rect { x0: Pt(0.0), x1: width, ..line.bbox };
    }
    Layout { lines, furniture: Vec::new() }
}

/// One line of text; `None` when nothing stands on it, or only a ruler ("-----").
fn read_line(text: &str, page: u32, row: u32) -> Option<Line> {
    let hashes = text.trim_start().chars().take_while(|c| *c == '#').count();
    let is_heading = (1..=6).contains(&hashes) && text.trim_start().get(hashes..).is_some_and(|t| t.starts_with(' '));
    let body = if is_heading { text.trim_start().get(hashes..)? } else { text };
    if body.chars().all(|c| c.is_whitespace() || "-_=*~".contains(c)) {
        return None;
    }
    // "Skills _____": a ruler drawn behind a heading.
    let ruled = body.trim_end_matches(|c: char| c.is_whitespace() || "_=".contains(c));
    let body = if ruled.len() + MIN_RULER <= body.trim_end().len() { ruled } else { body };
    let em = if is_heading { EM * (1.7 - 0.1 * hashes as f32) } else { EM };
    let style = Style { em: Pt(em), bold: is_heading, ..Style::default() };
    let baseline = Pt(LINE * row as f32);
    let mut cells: Vec<Span> =
        cut(body).into_iter().map(|(column, cell)| span(&cell, column, page, baseline, style)).collect();
    cells.retain(|cell| !cell.is_empty());
    let mut found = None;
    if let Some(first) = cells.first_mut()
        && let Some((sign, rest)) = marker::split(first.text())
        && rest < first.text().len()
    {
        found = Some(Marker { text: sign.to_owned(), is_number: marker::is_number(sign), x0: first.bbox().x0 });
        *first = first.slice(rest..first.text().len());
    }
    let bbox = cells.iter().map(Span::bbox).reduce(|a, b| a.union(&b))?;
    Some(Line { page, bbox, baseline, em: Pt(em), cells, marker: found, ..Line::default() })
}

/// The cells of a line with the column at which each starts.
fn cut(text: &str) -> Vec<(usize, String)> {
    let mut cells: Vec<(usize, String)> = Vec::new();
    let mut gap = CELL_GAP;
    for (column, c) in text.chars().enumerate() {
        if c.is_whitespace() {
            gap += if c == '\t' { CELL_GAP } else { 1 };
            continue;
        }
        match cells.last_mut() {
            Some((_, cell)) if gap < CELL_GAP => {
                cell.extend((0 < gap).then_some(' '));
                cell.push(c);
            }
            _ => cells.push((column, c.to_string())),
        }
        gap = 0;
    }
    cells
}

/// A cell as a span, Markdown's `**bold**` and `*italic*` taken as style.
fn span(cell: &str, column: usize, page: u32, baseline: Pt, style: Style) -> Span {
    let mut span = Span::default();
    let mut bold = false;
    let mut x = Pt(CHAR * column as f32);
    for (k, piece) in cell.split("**").enumerate() {
        if 0 < k {
            bold = !bold;
        }
        if piece.is_empty() {
            continue;
        }
        let x1 = x + Pt(CHAR * piece.chars().count() as f32);
        let bbox = Rect { x0: x, x1, y0: baseline - style.em * 0.8, y1: baseline + style.em * 0.2 };
        let style = Style { bold: style.bold || bold, ..style };
        span.push("", &Span::new(piece, Run { start: 0, page, bbox, style, link: None, icon: None }));
        x = x1;
    }
    span
}
