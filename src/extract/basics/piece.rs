//! The lines of a contact block to its pieces, each with what its icon or label says about it.
//!
//! In: the parts of a section. Out: pieces in print order. A label may stand before its value on the line, in a cell
//! or on a line of its own; an icon before or behind it; an address may be broken over two lines.

use std::ops::Range;

use super::network;
use crate::entry::wrap;
use crate::extract::pieces;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::section::Part;
use crate::span::{Icon, Span};

/// A label of its own speaks for a piece at most this many lines below it.
const LABEL_REACH: usize = 1;

/// Signs beyond ASCII that may open a text.
const OPENING_SIGNS: &[char] =
    &['“', '”', '„', '«', '»', '‘', '’', '¿', '¡', '（', '）', '《', '》', '【', '】', '～', '。', '）'];

/// What an icon or a label says about a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    Phone,
    Email,
    Web,
    Address,
    /// A personal detail that is no field.
    Personal,
    Network(&'static str),
    /// A sign that an icon became in the text layer; which one is not known.
    Sign,
}

/// A value of a contact line.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Its text, without its label.
    pub span: Span,
    /// What its icon or label says.
    pub hint: Option<Hint>,
    /// Number of its line among the parts.
    pub line: usize,
    /// Number of its cell on the line.
    pub cell: usize,
    /// Where in the cell it stands.
    pub range: Range<usize>,
}

/// The pieces of `parts`, labels and icons turned to hints.
pub fn pieces(parts: &[Part], vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut all = Vec::new();
    for (n, part) in parts.iter().enumerate() {
        let mut on_line = match part {
            Part::Line(line) => of_cells(&line.cells, n),
            Part::SubHeading(span) => of_cells(std::slice::from_ref(span), n),
        };
        turn_icons(&mut on_line);
        all.extend(on_line);
    }
    mend_broken(turn_labels(join_wrapped(all, parts), vocabulary))
}

/// The pieces of furniture lines.
pub fn of_lines(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Piece> {
    let parts: Vec<Part> = lines.iter().cloned().map(Part::Line).collect();
    pieces(&parts, vocabulary)
}

fn of_cells(cells: &[Span], line: usize) -> Vec<Piece> {
    let cut = |(cell, span): (usize, &Span)| {
        let parts = pieces::bars(span).into_iter();
        parts.map(move |(range, span)| {
            let bare = span.trim_matches(is_icon_sign);
            let is_signed = bare.text().len() < span.text().len() && span.text().starts_with(is_icon_sign);
            let hint = span.icon().and_then(of_icon).or(is_signed.then_some(Hint::Sign));
            Piece { hint, span: if is_signed { bare.trim() } else { span }, line, cell, range }
        })
    };
    cells.iter().enumerate().flat_map(cut).collect()
}

/// A sign that opens no text: what is left of an icon.
fn is_icon_sign(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace() && !c.is_ascii() && !OPENING_SIGNS.contains(&c)
}

/// What an icon says; `None` for one without a meaning of its own.
fn of_icon(icon: Icon) -> Option<Hint> {
    Some(match icon {
        Icon::Phone => Hint::Phone,
        Icon::Email => Hint::Email,
        Icon::Web => Hint::Web,
        Icon::Place | Icon::Home => Hint::Address,
        Icon::Birthday => Hint::Personal,
        other => Hint::Network(network::of_icon(other)?),
    })
}

/// Hands icons that stand alone to the piece that they belong to: the next, or the one before where icons end the line.
fn turn_icons(on_line: &mut Vec<Piece>) {
    let is_icon = |piece: &Piece| piece.span.is_empty();
    let is_behind =
        on_line.last().is_some_and(is_icon) && on_line.first().is_some_and(|first| first.span.icon().is_none());
    let mut pending = None;
    let forward = |piece: &mut Piece| {
        let own = piece.hint;
        if piece.span.is_empty() {
            pending = own.or(pending);
        } else {
            piece.hint = own.or(pending.take());
        }
    };
    if is_behind {
        on_line.iter_mut().rev().for_each(forward);
    } else {
        on_line.iter_mut().for_each(forward);
    }
    on_line.retain(|piece| !is_icon(piece));
}

/// Cuts labels off their values, and hands those that stand alone to the next piece.
fn turn_labels(all: Vec<Piece>, vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut out = Vec::with_capacity(all.len());
    let mut pending: Option<(Hint, usize)> = None;
    for mut piece in all {
        if let Some(hint) = of_label(piece.span.text(), vocabulary) {
            // A label with a link behind it says all by itself.
            if piece.span.link().is_none() {
                pending = Some((hint, piece.line));
                continue;
            }
            piece.hint = Some(hint);
        }
        if let Some((label, rest)) = pieces::labelled(&piece.span)
            && let Some(hint) = of_label(label.text(), vocabulary)
        {
            if rest.is_empty() {
                pending = Some((hint, piece.line));
                continue;
            }
            piece.hint = Some(hint);
            piece.range.start = piece.range.end - (piece.range.len().min(rest.text().len()));
            piece.span = rest;
        } else if let Some((before, inside)) = pieces::remark(&piece.span)
            && let Some(hint) = of_label(inside.text(), vocabulary)
        {
            piece.hint = Some(hint);
            piece.span = before;
        }
        let reach = pending.take().filter(|(_, line)| piece.line - line <= LABEL_REACH);
        piece.hint = piece.hint.or(reach.map(|(hint, _)| hint));
        out.push(piece);
    }
    out
}

/// What a label says; `None` when `text` is not a label and nothing else.
fn of_label(text: &str, vocabulary: &Vocabulary) -> Option<Hint> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let classes = [
        (WordClass::PhoneLabel, Hint::Phone),
        (WordClass::EmailLabel, Hint::Email),
        (WordClass::WebLabel, Hint::Web),
        (WordClass::AddressLabel, Hint::Address),
        (WordClass::PersonalLabel, Hint::Personal),
    ];
    let by_class = classes.into_iter().find(|(class, _)| vocabulary.is(*class, text)).map(|(_, hint)| hint);
    by_class.or_else(|| network::named(text).map(Hint::Network))
}

/// Whether `text` is a label and nothing else.
pub fn is_label(text: &str, vocabulary: &Vocabulary) -> bool {
    of_label(text, vocabulary).is_some()
}

/// Joins the last piece of a contact line with the first of the next where the line ran out of room between bars.
fn join_wrapped(all: Vec<Piece>, parts: &[Part]) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(all.len());
    for piece in all {
        let is_one_of_several = matches!(out.as_slice(), [.., a, b] if a.line == b.line);
        match out.last_mut().filter(|last| is_one_of_several && is_wrapped(last, &piece, parts)) {
            Some(last) => wrap::join(&mut last.span, &piece.span),
            None => out.push(piece),
        }
    }
    out
}

fn is_wrapped(last: &Piece, next: &Piece, parts: &[Part]) -> bool {
    let (Some(Part::Line(above)), Some(Part::Line(below))) = (parts.get(last.line), parts.get(next.line)) else {
        return false;
    };
    let ends_whole = above.cells.last().is_some_and(|cell| pieces::is_open(cell.text()));
    let is_text = !last.span.text().contains(['@', '/']) && !next.span.text().contains(['@', '/']);
    last.line + 1 == next.line && !ends_whole && is_text && next.hint.is_none() && wrap::goes_on(above, below)
}

/// Joins an address that is broken at the end of a line with its rest on the next.
fn mend_broken(all: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(all.len());
    for piece in all {
        match out.last_mut() {
            Some(last) if is_broken(last, &piece) => last.span.push("", &piece.span),
            _ => out.push(piece),
        }
    }
    out
}

fn is_broken(last: &Piece, next: &Piece) -> bool {
    let (text, after) = (last.span.text(), next.span.text());
    let is_word = |text: &str| !text.contains(char::is_whitespace);
    let is_address = text.contains('@') || (text.contains('/') && text.contains('.'));
    let is_below = next.line == last.line + 1 && last.span.bbox().overlap_x(&next.span.bbox()).0 > 0.0;
    is_below
        && is_address
        && is_word(text)
        && is_word(after)
        && !after.contains('@')
        && text.ends_with(['-', '.', '@', '/', '_'])
}
