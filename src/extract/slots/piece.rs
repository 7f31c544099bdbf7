//! The head of an entry to pieces, each in its slot; dates are taken out.
//!
//! In: an entry. Out: stretches of text between cells, changes of weight or slant, and dates, with the slot in which each
//! stands. Commas, dashes and bars part no pieces: that is for the vote to decide.

use super::Context;
use super::atom::Atom;
use crate::entry::Entry;
use crate::extract::pieces;
use crate::lang::WordClass;
use crate::layout::{Line, is_cjk};
use crate::read::Found;
use crate::read::date::{self, Period};
use crate::span::{Run, Span, Style};

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
    /// A word like "by" or "at" stood before it.
    pub is_by: bool,
    /// Its text between separators, once they are looked for.
    pub atoms: Vec<Atom>,
}

/// More pieces of one slot than this are told apart no longer.
const MAX_NTH: u8 = 3;

/// Signs that never belong to the ends of a value.
pub const EDGES: &[char] = &[
    ',', ';', ':', '|', '•', '·', '–', '—', '∙', '⋅', '-', '/', '，', '、', '；', '：', '.', '。', '~', '◆', '♦', '∣',
];

/// The pieces of an entry's head. Its period goes to `period`: the first that is one, else the first date. Where
/// `is_title` holds ("Thesis: Dockers, 1921–1960"), years are none of the entry's dates.
pub fn cut(
    entry: &Entry,
    customs: &Customs,
    is_title: impl Fn(&Span) -> bool,
    context: &Context,
    period: &mut Option<(Period, Span)>,
) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let has_other = has_set_off_date(entry, context);
    // A word like "by" may be a piece of its own.
    let mut is_after_by = false;
    for (n, line) in entry.head.iter().enumerate() {
        for (k, cell) in line.cells.iter().enumerate() {
            let side = side(line, k);
            let opens = n == 0 && k == 0 && customs.open_with_date;
            if is_title(cell) {
                add(&mut pieces, cell.clone(), n == 0, side, false);
                continue;
            }
            for part in without_dates(cell, opens, has_other, context, period) {
                for span in at_styles(part, context) {
                    let (span, is_by) = without_by(without_duration(span, context), context);
                    is_after_by |= is_by;
                    if add(&mut pieces, span, n == 0, side, is_after_by) {
                        is_after_by = false;
                    }
                }
            }
        }
    }
    pieces
}

/// What the entries of a section have in common.
pub struct Customs {
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
        Self { open_with_date: entries.len() * 2 < n_open * 3 }
    }
}

/// Whether bold text follows plain text at byte `at`.
fn turns_bold(cell: &Span, at: usize) -> bool {
    let is_bold = |at: usize| cell.run_at(at).is_some_and(|run| run.style.bold);
    let next = cell.text().get(at..).map_or(at, |rest| at + rest.len() - rest.trim_start().len());
    0 < at && next < cell.text().len() && !is_bold(at - 1) && is_bold(next)
}

/// "Awarded by X" is X. A single word ("by", "da") counts only as printed small: it may start a name.
fn without_by(span: Span, context: &Context) -> (Span, bool) {
    let span = span.into_trimmed();
    let text = span.text();
    let Some(label) = context.vocabulary.find(WordClass::ByLabel, text).filter(|label| label.start == 0) else {
        return (span, false);
    };
    let words = text.get(label.clone()).unwrap_or_default();
    let rest = span.slice(label.end..text.len()).trimmed(|c| c.is_whitespace() || c == ':' || c == '：');
    let is_label = words.contains(' ') || words.starts_with(|c: char| !c.is_uppercase());
    if is_label { (rest, true) } else { (span, false) }
}

/// "4 years 1 month" beside a period is told by the period.
fn without_duration(span: Span, context: &Context) -> Span {
    let text = span.text();
    let start = text.rfind(['(', '·', '|', '•', '–', ',', '（']).map_or(0, |at| at);
    let tail = text.get(start..).unwrap_or_default();
    if is_duration(tail, context) { span.slice(0..start) } else { span }
}

/// Nothing but numbers, units of time and little words.
fn is_duration(text: &str, context: &Context) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '+').filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '+');
    let is_unit =
        |word: &str| context.vocabulary.is(WordClass::Duration, word.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_little = |word: &str| context.vocabulary.is(WordClass::Stop, word);
    words.len() <= DURATION_WORDS
        && words.iter().all(|word| is_number(word) || is_unit(word) || is_little(word))
        && words.iter().any(|word| is_unit(word))
}

/// "1 year and 6 months" is the longest way to say it.
const DURATION_WORDS: usize = 6;

fn side(line: &Line, k: usize) -> Side {
    let middle = (line.column.x0 + line.column.x1) * 0.5;
    match k {
        0 if line.has_label => Side::Label,
        1 if line.has_label => Side::Left,
        0 if line.cells.first().is_none_or(|cell| cell.bbox().x0 < middle) => Side::Left,
        _ => Side::Right,
    }
}

/// Adds a piece; `false` where the text says nothing.
fn add(pieces: &mut Vec<Piece>, span: Span, is_first: bool, side: Side, is_by: bool) -> bool {
    let span = trim(span);
    if !span.text().chars().any(char::is_alphanumeric) {
        return false;
    }
    let style = span.style();
    let mut slot = Slot { is_first, side, bold: style.bold, italic: style.italic, nth: 0 };
    let n_same = pieces.iter().filter(|piece| Slot { nth: 0, ..piece.slot } == slot).count();
    slot.nth = u8::try_from(n_same).unwrap_or(MAX_NTH).min(MAX_NTH);
    pieces.push(Piece { span, slot, is_by, atoms: Vec::new() });
    true
}

/// The span without separators at its ends. A full stop stays where it may belong to an abbreviation.
pub fn trim(span: Span) -> Span {
    let is_edge = |c: char| !c.is_ascii_alphanumeric() && (c.is_whitespace() || (EDGES.contains(&c) && c != '.'));
    let span = span.trimmed(is_edge);
    let text = span.text();
    let unopened = text.ends_with(')') && !text.contains('(');
    let span = if unopened { span.slice(0..text.len() - 1) } else { span };
    let starts_with_stop = span.text().starts_with(['.', '。']);
    let span = if starts_with_stop { span.trimmed(|c| c == '.' || c == '。' || is_edge(c)) } else { span };
    let text = span.text();
    let last_word = text.trim_end_matches('.').rsplit([' ', ',', '.']).next().unwrap_or_default();
    // "Inc." and "Ph.D." keep their stop, "University." does not.
    if text.ends_with('.') && 4 < last_word.chars().count() {
        return span.slice(0..text.len() - 1);
    }
    span
}

/// The stretches of a cell beside its dates.
fn without_dates(
    cell: &Span,
    opens: bool,
    has_other: bool,
    context: &Context,
    period: &mut Option<(Period, Span)>,
) -> Vec<Span> {
    let text = cell.text();
    let found: Vec<Found<Period>> = date::find(text, context.vocabulary);
    let is_only = pieces::only_dates(text, &found);
    let taken: Vec<&Found<Period>> = found
        .iter()
        .filter(|date| {
            let leads = date.range.start == 0 && (opens || turns_bold(cell, date.range.end));
            is_only
                || leads
                || is_set_off(text, date)
                || (!has_other && (date.value.start.is_some() || ends_in_month(text, date)))
        })
        .collect();
    let (Some(first), Some(last)) = (taken.first(), taken.last()) else {
        return vec![cell.clone()];
    };
    keep(period, merged(&taken), cell.slice(first.range.start..last.range.end));
    let mut rest = Vec::new();
    let mut at = 0;
    for date in &taken {
        rest.push(without_label(cell.slice(at..open_bracket(text, date.range.start))));
        at = close_bracket(text, date.range.end);
    }
    rest.push(cell.slice(at..text.len()));
    rest
}

/// What stands before a date without the label of the date ("Issued on:").
fn without_label(span: Span) -> Span {
    let text = span.text();
    if !text.trim_end().ends_with([':', '：']) {
        return span;
    }
    let start = text.trim_end().trim_end_matches([':', '：']).rfind([',', ';', '|', '·', '•', '，', '.']).unwrap_or(0);
    let n_words = text.get(start..).unwrap_or_default().split_whitespace().count();
    if n_words <= DATE_LABEL_WORDS { span.slice(0..start) } else { span }
}

/// "Date of the award:" and shorter.
const DATE_LABEL_WORDS: usize = 4;

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

/// Whether a month and a year end the text: "Ada Lovelace, Charles Babbage Nov 1843". A year alone may be of a name.
fn ends_in_month(text: &str, date: &Found<Period>) -> bool {
    let rest = text.get(date.range.end..).unwrap_or_default();
    let has_month = date.value.end.is_some_and(|date| date.month().is_some());
    has_month && !rest.chars().any(char::is_alphanumeric)
}

/// A date stands apart when it is set off by a separator, a bracket or the cell's end.
fn is_set_off(text: &str, date: &Found<Period>) -> bool {
    let before = text.get(..date.range.start).unwrap_or_default().trim_end();
    let after = text.get(date.range.end..).unwrap_or_default().trim_start();
    let opens = before.is_empty() || before.ends_with(EDGES) || before.ends_with(['(', '[', '（', '.']);
    let closes = after.is_empty() || after.starts_with(EDGES) || after.starts_with([')', ']', '）']);
    let is_period = date.value.start.is_some() && (opens || (closes && !date.value.is_ongoing));
    is_period || (opens && closes)
}

/// Whether a date of an entry stands apart: then a year within its text ("Writing since 1950") is none of its dates.
fn has_set_off_date(entry: &Entry, context: &Context) -> bool {
    let mut cells = entry.head.iter().flat_map(|line| &line.cells);
    cells.any(|cell| {
        let found = date::find(cell.text(), context.vocabulary);
        pieces::only_dates(cell.text(), &found) && !found.is_empty()
            || found.iter().any(|date| is_set_off(cell.text(), date))
    })
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

/// Cuts where weight or slant change, if what is set apart is not a word within a sentence.
fn at_styles(cell: Span, context: &Context) -> Vec<Span> {
    // Most cells are set in one face; a run without text is an icon.
    let is_whole = |run: &Run| cell.runs().first().is_some_and(|first| is_one_face(first.style, run.style));
    if cell.runs().iter().enumerate().all(|(k, run)| is_whole(run) && !cell.run_range(k).is_empty()) {
        return vec![cell];
    }
    let mut parts: Vec<Span> = Vec::new();
    for k in 0..cell.runs().len() {
        let part = cell.slice(cell.run_range(k));
        let is_sign = !part.text().chars().any(char::is_alphanumeric);
        match parts.last_mut() {
            Some(last)
                if is_sign
                    || same_face(last, &part)
                    || is_other_script(last, &part)
                    || goes_on(last.text(), context) =>
            {
                last.push("", &part);
            }
            _ => parts.push(part),
        }
    }
    if MAX_STYLED < parts.len() { vec![cell] } else { parts }
}

/// More changes of style in a cell than this set single words apart, and no fields.
const MAX_STYLED: usize = 4;

/// Whether a text goes on in another style: a label ("Grade:"), or a little word at its end ("Master in").
fn goes_on(text: &str, context: &Context) -> bool {
    let text = text.trim_end();
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_little = last.chars().all(char::is_lowercase)
        && context.vocabulary.is(WordClass::Stop, last)
        && !context.vocabulary.is(WordClass::ByLabel, last);
    text.ends_with([':', '：']) || is_little
}

/// Letters of another script come from another font, whose slant says nothing: "首年销售额1.6亿元".
fn is_other_script(a: &Span, b: &Span) -> bool {
    let ends_cjk = a.text().chars().next_back().map(is_cjk);
    let starts_cjk = b.text().chars().next().map(is_cjk);
    let is_apart = a.text().ends_with(char::is_whitespace) || b.text().starts_with(char::is_whitespace);
    ends_cjk != starts_cjk && !is_apart && a.is_bold() == b.is_bold()
}

fn same_face(a: &Span, b: &Span) -> bool {
    let (a, b) = (a.style(), b.style());
    a.bold == b.bold && a.italic == b.italic && (a.color == b.color || a.em == b.em)
}

/// Whether texts in these styles are of one face, whatever stands around them.
fn is_one_face(a: Style, b: Style) -> bool {
    a.bold == b.bold && a.italic == b.italic && a.color == b.color
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    /// Whether text in italics after plain text is read as one with it.
    #[track_caller]
    fn check(plain: &str, italic: &str, expected: bool) {
        let a = testing::span(plain);
        let mut b = testing::span(italic);
        let style = Style { italic: true, ..b.style() };
        b = Span::new(italic, crate::span::Run { style, ..b.runs()[0].clone() });
        assert_eq!(same_face(&a, &b) || is_other_script(&a, &b), expected);
    }

    #[test]
    fn letters_of_another_script_need_another_font() {
        check("首年销售额", "1.6", true);
        check("1.6", "亿元", true);
        check("ACME", "Cook", false);
        check("岭南食品", " Cook", false);
    }
}
