//! A reading of a slot: which fields it holds, in which order; and how a text is best cut under it.
//!
//! In: a piece's text and an ordered list of fields. Out: the best contiguous cut at its commas, with its score.

use std::ops::Range;

use super::cue::{Cues, Field};
use crate::extract::Context;
use crate::lang::WordClass;

/// Fields in the order in which a slot holds them.
pub type Reading = Vec<Field>;

/// A slot holds at most this many fields.
const MAX_FIELDS: usize = 4;

/// What it costs that a text lacks a field of its slot's reading.
const MISSING: f32 = -1.2;

/// A text has at most this many atoms; what follows stays with the last.
const MAX_ATOMS: usize = 12;

/// What a further field in a reading costs: the simpler reading wins a tie.
const FIELD_COST: f32 = 0.25;

/// All readings of a slot with `fields`.
pub fn all(fields: &[Field]) -> Vec<Reading> {
    let mut all: Vec<Reading> = vec![vec![Field::Detail]];
    let mut longest: Vec<Reading> = vec![Vec::new()];
    for _ in 0..MAX_FIELDS {
        let mut next = Vec::new();
        for reading in &longest {
            for field in fields.iter().filter(|field| !reading.contains(field)) {
                next.push(reading.iter().copied().chain([*field]).collect::<Reading>());
            }
        }
        all.extend(next.iter().cloned());
        longest = next;
    }
    all
}

/// A cut of the first atoms under the first fields: its score, and which atoms each field has (first and last).
type State = Option<(f32, Vec<(Field, usize, usize)>)>;

/// A text's atoms (what stands between its commas) and their cues for every stretch of them.
pub struct Atoms {
    /// Byte ranges of the atoms.
    ranges: Vec<Range<usize>>,
    /// Cues of the stretch from atom `a` to atom `b`, inclusive, at `a * n + b`.
    cues: Vec<Cues>,
}

impl Atoms {
    /// Cuts a text at its commas outside brackets.
    pub fn of(text: &str, context: &Context) -> Self {
        let ranges = cut(text, context);
        let n = ranges.len();
        let mut cues = vec![Cues::default(); n * n];
        for a in 0..n {
            for b in a..n {
                let range = stretch(&ranges, a, b);
                if let Some(cell) = cues.get_mut(a * n + b) {
                    *cell = Cues::of(text.get(range).unwrap_or_default(), context);
                }
            }
        }
        Self { ranges, cues }
    }

    /// The best cut of the text under a reading: its score, and the range of each field that is there.
    pub fn read(&self, reading: &[Field]) -> (f32, Vec<(Field, Range<usize>)>) {
        let n = self.ranges.len();
        // best[a] after k fields: score of reading the first a atoms as the first k fields, and how.
        let mut best: Vec<State> = vec![None; n + 1];
        if let Some(first) = best.first_mut() {
            *first = Some((0.0, Vec::new()));
        }
        for field in reading {
            best = self.take(*field, &best);
        }
        let Some(Some((score, cut))) = best.pop() else {
            return (f32::MIN, Vec::new());
        };
        let cost = FIELD_COST * (reading.len() as f32 - 1.0);
        let ranges = cut.into_iter().map(|(field, a, b)| (field, stretch(&self.ranges, a, b))).collect();
        (score - cost, ranges)
    }

    /// One step of the table: the next field takes some atoms, or none.
    fn take(&self, field: Field, before: &[State]) -> Vec<State> {
        let n = self.ranges.len();
        let mut after: Vec<State> = vec![None; n + 1];
        for (a, state) in before.iter().enumerate() {
            let Some((score, cut)) = state else {
                continue;
            };
            keep(&mut after, a, score + MISSING, cut, None);
            for b in a..n {
                let cues = self.cues.get(a * n + b).copied().unwrap_or_default();
                keep(&mut after, b + 1, score + cues.score(field), cut, Some((field, a, b)));
            }
        }
        after
    }
}

fn keep(after: &mut [State], at: usize, score: f32, cut: &[(Field, usize, usize)], new: Option<(Field, usize, usize)>) {
    let Some(cell) = after.get_mut(at) else {
        return;
    };
    if cell.as_ref().is_none_or(|(top, _)| *top < score) {
        *cell = Some((score, cut.iter().copied().chain(new).collect()));
    }
}

fn stretch(ranges: &[Range<usize>], a: usize, b: usize) -> Range<usize> {
    let start = ranges.get(a).map_or(0, |range| range.start);
    let end = ranges.get(b).map_or(start, |range| range.end);
    start..end
}

/// Byte ranges between commas, and between sentences, that stand outside brackets.
fn cut(text: &str, context: &Context) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    let mut depth = 0i32;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == '(' || c == '（') - i32::from(c == ')' || c == '）');
        let next_is_digit = text.get(at + 1..).is_some_and(|t| t.starts_with(|c: char| c.is_ascii_digit()));
        let parts = matches!(c, '，' | '；' | '、') || (matches!(c, ',' | ';') && !next_is_digit);
        let parts = parts || (c == '.' && ends_sentence(text, at, context));
        if parts && depth == 0 && ranges.len() + 1 < MAX_ATOMS {
            ranges.push(from..at);
            from = at + c.len_utf8();
        }
    }
    ranges.push(from..text.len());
    ranges
}

/// Whether the stop at byte `at` may end a part of the text: not that of an initial, a title or an abbreviation.
fn ends_sentence(text: &str, at: usize, context: &Context) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default();
    let word = before.rsplit([' ', '.', '(']).next().unwrap_or_default();
    let goes_on_large =
        after.strip_prefix(' ').and_then(|t| t.chars().next()).is_some_and(|c| c.is_uppercase() || c.is_numeric());
    2 < word.chars().count() && goes_on_large && !context.vocabulary.is(WordClass::Title, word)
}
