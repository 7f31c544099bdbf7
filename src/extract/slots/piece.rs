//! The head of an entry to pieces, each in its slot; dates are taken out.
//!
//! In: an entry. Out: stretches of text between hard separators (cells, changes of weight or slant, bars, dashes, bullet
//! signs, dates), with the slot in which each stands. Commas part no pieces: that is for the vote to decide.

use super::{Context, only_dates};
use crate::entry::Entry;
use crate::lang::WordClass;
use crate::layout::Line;
use crate::read::Found;
use crate::read::date::{self, Period};
use crate::span::Span;

/// Where in an entry a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot {
    /// On the entry's first line.
    pub is_first: bool,
    /// Label column, left or right.
    pub side: Side,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// How many pieces of the same slot precede it in the entry.
    pub nth: u8,
}

/// Cell in which a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Side {
    Label,
    Left,
    Right,
}

/// Text in a slot.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The text, without separators at its ends.
    pub span: Span,
    /// Its slot.
    pub slot: Slot,
}

/// More pieces of one slot than this are told apart no longer.
const MAX_NTH: u8 = 3;

/// Signs that part pieces when they stand between spaces.
const SEPARATORS: &[char] =
    &['|', '•', '·', '–', '—', '∙', '⋅', '►', '◆', '●', '¦', '/', '~', '-', '‣', '▪', '♦', '⧫', '◦', '∣', '◊', '☆'];

/// Signs that never belong to the ends of a value.
pub const EDGES: &[char] = &[
    ',', ';', ':', '|', '•', '·', '–', '—', '∙', '⋅', '-', '/', '，', '、', '；', '：', '.', '。', '~', '◆', '♦', '∣',
];

/// The pieces of an entry's head. Its period goes to `period`: the first that is one, else the first date.
pub fn cut(entry: &Entry, customs: &Customs, context: &Context, period: &mut Option<(Period, Span)>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (n, line) in entry.head.iter().filter(|line| !customs.labels.contains(&line.text())).enumerate() {
        for (k, cell) in line.cells.iter().enumerate() {
            let side = side(line, k);
            let opens = n == 0 && k == 0 && customs.open_with_date;
            for part in without_dates(cell, opens, context, period) {
                for span in parts(&part) {
                    add(&mut pieces, &without_by(&span, context), n == 0, side);
                }
            }
        }
    }
    pieces
}

/// What the entries of a section have in common.
pub struct Customs {
    /// Lines that are labels, not values.
    labels: Vec<String>,
    /// Entries open with their date ("2024 Best Paper Award").
    open_with_date: bool,
}

impl Customs {
    /// Looks at all entries.
    pub fn of(entries: &[Entry], context: &Context) -> Self {
        let opens = |entry: &&Entry| {
            let cell = entry.head.first().and_then(|line| line.cells.first());
            cell.is_some_and(|cell| {
                date::find(cell.text(), context.vocabulary).first().is_some_and(|date| date.range.start == 0)
            })
        };
        let n_open = entries.iter().filter(opens).count();
        Self { labels: inner_labels(entries, context), open_with_date: 1 < n_open && entries.len() * 2 < n_open * 3 }
    }
}

/// Whether bold text follows plain text at byte `at`.
fn turns_bold(cell: &Span, at: usize) -> bool {
    let is_bold = |at: usize| cell.run_at(at).is_some_and(|run| run.style.bold);
    let next = cell.text().get(at..).map_or(at, |rest| at + rest.len() - rest.trim_start().len());
    0 < at && next < cell.text().len() && !is_bold(at - 1) && is_bold(next)
}

/// Lines that stand in several entries and are headings by their words ("Highlights"): labels, not values.
fn inner_labels(entries: &[Entry], context: &Context) -> Vec<String> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for line in entries.iter().flat_map(|entry| &entry.head) {
        let text = line.text();
        if !context.vocabulary.heading(&text).is_some_and(|heading| heading.is_whole) {
            continue;
        }
        match seen.iter_mut().find(|(other, _)| *other == text) {
            Some((_, n)) => *n += 1,
            None => seen.push((text, 1)),
        }
    }
    seen.into_iter().filter(|(_, n)| 1 < *n).map(|(text, _)| text).collect()
}

/// "Awarded by X" is X. A single word ("by", "da") counts only as printed small: it may start a name.
fn without_by(span: &Span, context: &Context) -> Span {
    let span = span.trim();
    let text = span.text();
    let Some(label) = context.vocabulary.find(WordClass::ByLabel, text).filter(|label| label.start == 0) else {
        return span;
    };
    let words = text.get(label.clone()).unwrap_or_default();
    let rest = span.slice(label.end..text.len()).trim_matches(|c| c.is_whitespace() || c == ':' || c == '：');
    let is_label = words.contains(' ') || words.starts_with(|c: char| !c.is_uppercase());
    if is_label && !rest.is_empty() { rest } else { span }
}

fn side(line: &Line, k: usize) -> Side {
    let middle = (line.column.x0 + line.column.x1) * 0.5;
    match k {
        0 if line.has_label => Side::Label,
        1 if line.has_label => Side::Left,
        0 if line.cells.first().is_none_or(|cell| cell.bbox().x0 < middle) => Side::Left,
        _ => Side::Right,
    }
}

fn add(pieces: &mut Vec<Piece>, span: &Span, is_first: bool, side: Side) {
    let span = trim(span);
    if !span.text().chars().any(char::is_alphanumeric) {
        return;
    }
    let style = span.style();
    let mut slot = Slot { is_first, side, bold: style.bold, italic: style.italic, nth: 0 };
    let n_same = pieces.iter().filter(|piece| Slot { nth: 0, ..piece.slot } == slot).count();
    slot.nth = u8::try_from(n_same).unwrap_or(MAX_NTH).min(MAX_NTH);
    pieces.push(Piece { span, slot });
}

/// The span without separators at its ends. A full stop stays where it may belong to an abbreviation.
pub fn trim(span: &Span) -> Span {
    let is_edge = |c: char| c.is_whitespace() || (EDGES.contains(&c) && c != '.');
    let span = span.trim_matches(is_edge);
    let text = span.text();
    let unopened = text.ends_with(')') && !text.contains('(');
    let span = if unopened { span.slice(0..text.len() - 1) } else { span };
    let starts_with_stop = span.text().starts_with(['.', '。']);
    let span = if starts_with_stop { span.trim_matches(|c| c == '.' || c == '。' || is_edge(c)) } else { span };
    let text = span.text();
    let last_word = text.trim_end_matches('.').rsplit([' ', ',', '.']).next().unwrap_or_default();
    // "Inc." and "Ph.D." keep their stop, "University." does not.
    if text.ends_with('.') && 4 < last_word.chars().count() {
        return span.slice(0..text.len() - 1);
    }
    span
}

/// The stretches of a cell beside its dates.
fn without_dates(cell: &Span, opens: bool, context: &Context, period: &mut Option<(Period, Span)>) -> Vec<Span> {
    let text = cell.text();
    let found: Vec<Found<Period>> = date::find(text, context.vocabulary);
    let is_only = only_dates(text, &found);
    let taken: Vec<&Found<Period>> = found
        .iter()
        .filter(|date| {
            let leads = date.range.start == 0 && (opens || turns_bold(cell, date.range.end));
            is_only || leads || stands_apart(text, date)
        })
        .collect();
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else {
        return vec![cell.clone()];
    };
    keep(period, merged(&taken), cell.slice(first.range.start..last.range.end));
    let mut rest = Vec::new();
    let mut at = 0;
    for date in &taken {
        rest.push(cell.slice(at..open_bracket(text, date.range.start)));
        at = close_bracket(text, date.range.end);
    }
    rest.push(cell.slice(at..text.len()));
    rest
}

/// Keeps the better of two readings: a period beats a single date, what stands first beats what follows.
fn keep(period: &mut Option<(Period, Span)>, new: Period, span: Span) {
    let is_better = period.as_ref().is_none_or(|(old, _)| old.start.is_none() && new.start.is_some());
    if is_better {
        *period = Some((new, span));
    }
}

/// A list of terms runs from the first to the last.
fn merged(dates: &[&Found<Period>]) -> Period {
    let (Some(first), Some(last)) = (dates.first(), dates.last()) else {
        return Period::default();
    };
    if dates.len() == 1 {
        return first.value;
    }
    let all = || dates.iter().flat_map(|date| [date.value.start, date.value.end]).flatten();
    Period {
        start: all().min(),
        end: all().max().filter(|_| !last.value.is_ongoing),
        is_ongoing: last.value.is_ongoing,
    }
}

/// A date stands apart when it is a period, or when it is set off by a separator, a bracket or the cell's end.
fn stands_apart(text: &str, date: &Found<Period>) -> bool {
    if date.value.start.is_some() {
        return true;
    }
    let before = text.get(..date.range.start).unwrap_or_default().trim_end();
    let after = text.get(date.range.end..).unwrap_or_default().trim_start();
    let opens = before.is_empty() || before.ends_with(EDGES) || before.ends_with(['(', '[', '（', '.']);
    let closes = after.is_empty() || after.starts_with(EDGES) || after.starts_with([')', ']', '）']);
    opens && closes
}

fn open_bracket(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default().trim_end();
    before.strip_suffix(['(', '[', '（']).map_or(at, str::len)
}

fn close_bracket(text: &str, at: usize) -> usize {
    let after = text.get(at..).unwrap_or_default();
    let rest = after.trim_start();
    let skip = after.len() - rest.len();
    rest.chars().next().filter(|c| [')', ']', '）'].contains(c)).map_or(at, |c| at + skip + c.len_utf8())
}

/// A cell cut at separators between spaces and where weight or slant change.
fn parts(cell: &Span) -> Vec<Span> {
    let mut parts = Vec::new();
    for piece in at_separators(cell) {
        parts.extend(at_styles(&piece));
    }
    parts
}

fn at_separators(cell: &Span) -> Vec<Span> {
    let text = cell.text();
    let mut parts = Vec::new();
    let mut from = 0;
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(' || c == '（') - i32::from(c == ')' || c == '）');
        if depth != 0 || !SEPARATORS.contains(&c) {
            continue;
        }
        let after = at + c.len_utf8();
        let spaced_before = text.get(..at).is_some_and(|t| t.is_empty() || t.ends_with(char::is_whitespace));
        let spaced_after = text.get(after..).is_some_and(|t| t.is_empty() || t.starts_with(char::is_whitespace));
        let is_bar = matches!(c, '|' | '•' | '·' | '∙' | '∣');
        if (spaced_before && spaced_after) || (is_bar && (spaced_before || spaced_after)) {
            parts.push(cell.slice(from..at));
            from = after;
        }
    }
    parts.push(cell.slice(from..text.len()));
    parts
}

/// Cuts where weight or slant change, if what is set apart is not a word within a sentence.
fn at_styles(piece: &Span) -> Vec<Span> {
    let mut parts: Vec<Span> = Vec::new();
    for k in 0..piece.runs().len() {
        let part = piece.slice(piece.run_range(k));
        let is_sign = !part.text().chars().any(char::is_alphanumeric);
        match parts.last_mut() {
            Some(last) if is_sign || same_face(last, &part) => last.push("", &part),
            _ => parts.push(part),
        }
    }
    if 3 < parts.len() { vec![piece.clone()] } else { parts }
}

fn same_face(a: &Span, b: &Span) -> bool {
    let (a, b) = (a.style(), b.style());
    a.bold == b.bold && a.italic == b.italic && (a.color == b.color || a.em == b.em)
}
