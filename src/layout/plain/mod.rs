//! Plain text and Markdown to lines, as if it had been set on one endless page.
//!
//! In: text. Out: lines with cells (tabs and wide gaps), markers, and bold, italic and headings where Markdown marks
//! them; running footers apart. Boxes are in a grid of characters: 5 by 12 points.

mod opening;
mod running;

use super::{Layout, Line, Marker, marker};
use crate::geom::{Pt, Rect};
use crate::span::{Run, Span, Style};
use opening::Openings;

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
/// A line is cut before it grows beyond this, in bytes: no line of a CV is as long, and who reads a line may look at it
/// more than once.
const MAX_LINE: usize = 4_000;
/// Lines this far above and below tell how wide the column is in which a line is set.
const COLUMN_REACH: usize = 20;
/// When so many of the lines stand below an empty one, every line does: the text is set with double spacing.
const DOUBLE_SPACED: f32 = 0.7;

/// A line of the text before it is read.
struct Row {
    page: u32,
    /// Number on its page, empty lines counted.
    number: u32,
    text: String,
}

/// Lays out plain text or Markdown.
#[must_use]
pub fn lay_out(text: &str) -> Layout {
    let mut rows = rows(text);
    rows.retain(|row| row.text.chars().any(char::is_alphanumeric));
    close_up(&mut rows);
    join_addresses(&mut rows);
    let openings = Openings::of(rows.iter().map(|row| row.text.as_str()));
    rows.retain(|row| !openings.is_stray(&row.text));
    let texts: Vec<String> = rows.iter().map(|row| row.text.clone()).collect();
    let footers = running::footers(&texts);
    let mut layout = Layout::default();
    for (row, is_footer) in rows.iter().zip(footers) {
        let into = if is_footer { &mut layout.furniture } else { &mut layout.lines };
        into.extend(read_line(row, &openings));
    }
    set_leading(&mut layout.lines);
    set_columns(&mut layout.lines);
    layout
}

/// The lines of a text, form feeds parting its pages.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut page, mut number) = (1, 0);
    for raw in text.split('\n') {
        number += 1;
        for (k, part) in raw.split('\u{c}').enumerate() {
            if 0 < k {
                page += 1;
                number = 1;
            }
            let is_junk = !part.trim().is_empty() && part.trim().chars().count() < MIN_RULER;
            if is_junk && !part.chars().any(char::is_alphanumeric) {
                number -= 1;
                continue;
            }
            let text: String = part.chars().filter(|c| *c == '\t' || !c.is_control()).collect();
            let mut rest = text.as_str();
            while let Some((line, after)) = long_line(rest) {
                rows.push(Row { page, number, text: line.to_owned() });
                number += 1;
                rest = after;
            }
            rows.push(Row { page, number, text: rest.to_owned() });
        }
    }
    rows
}

/// A line that is too long as its beginning, up to a space where there is one, and the rest.
fn long_line(text: &str) -> Option<(&str, &str)> {
    if text.len() <= MAX_LINE {
        return None;
    }
    let (head, _) = text.split_at_checked(text.floor_char_boundary(MAX_LINE))?;
    let end = head.rfind(char::is_whitespace).filter(|end| 0 < *end).unwrap_or(head.len());
    text.split_at_checked(end)
}

/// Takes the empty lines out of text that has one below every line: they say nothing there.
fn close_up(rows: &mut [Row]) {
    let gaps = rows.windows(2).filter_map(|pair| match pair {
        [a, b] if a.page == b.page => Some(b.number - a.number),
        _ => None,
    });
    let gaps: Vec<u32> = gaps.collect();
    let n_double = gaps.iter().filter(|gap| 1 < **gap).count();
    if (n_double as f32) < DOUBLE_SPACED * gaps.len() as f32 {
        return;
    }
    let (mut page, mut before, mut number) = (0, 0, 0);
    for row in rows {
        let gap = if row.page == page { row.number - before } else { row.number };
        (page, before, number) = (row.page, row.number, if row.page == page { number } else { 0 } + gap.max(2) - 1);
        row.number = number;
    }
}

/// Joins a web address that wraps after a slash ("linkedin.com/in/" above "jane-doe").
fn join_addresses(rows: &mut Vec<Row>) {
    let is_cut = |text: &str| {
        let last = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
        last.ends_with('/') && last.contains('.') && last.is_ascii()
    };
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        match joined.last_mut() {
            Some(last) if is_cut(&last.text) && row.text.starts_with(|c: char| c.is_ascii_alphanumeric()) => {
                last.text.truncate(last.text.trim_end().len());
                last.text.push_str(&row.text);
            }
            _ => joined.push(row),
        }
    }
    *rows = joined;
}

/// One line of text; `None` when nothing stands on it, or only a ruler ("-----").
fn read_line(row: &Row, openings: &Openings) -> Option<Line> {
    let text = row.text.as_str();
    let hashes = text.trim_start().chars().take_while(|c| *c == '#').count();
    let is_heading = (1..=6).contains(&hashes) && text.trim_start().get(hashes..).is_some_and(|t| t.starts_with(' '));
    let body = if is_heading { text.trim_start().get(hashes..)? } else { text };
    // "Skills _____": a ruler drawn behind a heading.
    let ruled = body.trim_end_matches(|c: char| c.is_whitespace() || "_=".contains(c));
    let body = if ruled.len() + MIN_RULER <= body.trim_end().len() { ruled } else { body };
    let em = if is_heading { EM * (1.7 - 0.1 * hashes as f32) } else { EM };
    let style = Style { em: Pt(em), bold: is_heading, ..Style::default() };
    let baseline = Pt(LINE * row.number as f32);
    let (sign, start) = if is_heading { (None, 0) } else { openings.split(body) };
    let n_before = body.get(..start)?.chars().count();
    let indent = body.chars().take_while(|c| c.is_whitespace()).count();
    let cells = cut(body.get(start..)?, openings);
    let cells = cells.into_iter().map(|(column, cell)| span(&cell, n_before + column, row.page, baseline, style));
    let cells: Vec<Span> = cells.filter(|cell| !cell.is_empty()).collect();
    let marker = sign.map(|sign| Marker {
        text: sign.to_owned(),
        is_number: marker::is_number(sign),
        x0: Pt(CHAR * indent as f32),
    });
    let bbox = cells.iter().map(Span::bbox).reduce(|a, b| a.union(&b))?;
    Some(Line { page: row.page, bbox, baseline, em: Pt(em), cells, marker, is_plain: true, ..Line::default() })
}

fn set_leading(lines: &mut [Line]) {
    let mut above: Option<(u32, Pt)> = None;
    for line in lines {
        line.leading = above.filter(|(page, _)| *page == line.page).map(|(_, y)| line.baseline - y);
        above = Some((line.page, line.baseline));
    }
}

/// The column of a line is as wide as the lines around it.
fn set_columns(lines: &mut [Line]) {
    let ends: Vec<Pt> = lines.iter().map(|line| line.bbox.x1).collect();
    for (k, line) in lines.iter_mut().enumerate() {
        let around = ends.iter().skip(k.saturating_sub(COLUMN_REACH)).take(2 * COLUMN_REACH + 1);
        let width = around.copied().reduce(Pt::max).unwrap_or(line.bbox.x1);
        line.column = Rect { x0: Pt(0.0), x1: width, ..line.bbox };
    }
}

/// The cells of a line with the column at which each starts: tabs, wide gaps and misread bullets part them.
fn cut(text: &str, openings: &Openings) -> Vec<(usize, String)> {
    let mut cells: Vec<(usize, String)> = Vec::new();
    let mut at = 0;
    let mut column = 0;
    let mut is_open = false;
    let is_contact = opening::is_contact_line(text);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let n_space = rest.len() - rest.trim_start().len();
        let (space, rest) = rest.split_at_checked(n_space).unwrap_or(("", rest));
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let gap: usize = space.chars().map(|c| if c == '\t' { CELL_GAP } else { 1 }).sum();
        column += space.chars().count();
        at += n_space + word.len();
        let after = text.get(at..).unwrap_or_default().trim_start();
        let before = text.get(..at - word.len()).unwrap_or_default().trim_end();
        if (is_contact && opening::is_between_contacts(word)) || (is_open && openings.is_between(before, word, after)) {
            is_open = false;
        } else if !word.is_empty() {
            match cells.last_mut() {
                Some((_, cell)) if is_open && gap < CELL_GAP => {
                    cell.extend((0 < gap).then_some(' '));
                    cell.push_str(word);
                }
                _ => cells.push((column, word.to_owned())),
            }
            is_open = true;
        }
        column += word.chars().count();
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
