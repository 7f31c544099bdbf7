//! A reference cut into stretches: phrases between commas and brackets, clauses between full stops and quotes.
//!
//! In: the words of a reference. Out: its stretches, each with a summary of the shapes in it.

use std::ops::Range;

use super::words::{Hash, Shape, Word};

/// A stretch of up to this many words is known by all of its shapes.
const PROFILED_WORDS: usize = 6;

/// A stretch of words between separators, with a summary of its shapes.
#[derive(Debug, Clone, Default)]
pub(super) struct Stretch {
    /// Its words, signs included.
    pub words: Range<usize>,
    /// Hash of the shapes of a short stretch, of their statistics for a long one.
    pub profile: u32,
    /// Number of words in it.
    pub n_words: u32,
    /// Hash of its first word.
    pub first: u32,
    /// Code of the sign that ends it.
    pub end: u32,
    /// Code of the sign that starts it.
    pub start: u32,
    /// Share of its words that start with a capital, in quarters.
    pub capitals: u32,
    /// It holds a digit.
    pub has_digit: bool,
}

/// Splits the words after each one for which `ends` holds; each word is told the number of its stretch.
pub(super) fn stretches(words: &[Word], ends: impl Fn(&[Word], usize) -> bool) -> (Vec<Stretch>, Vec<usize>) {
    let (mut all, mut of) = (Vec::new(), Vec::with_capacity(words.len()));
    let (mut first, mut start) = (0, 1);
    for at in 0..words.len() {
        of.push(all.len());
        let is_last = at + 1 == words.len();
        if is_last || ends(words, at) {
            let stretch = words.get(first..=at).unwrap_or(&[]);
            let end = if is_last { 1 } else { words.get(at).map_or(1, |word| word.shape.code()) };
            all.push(Stretch { words: first..at + 1, ..summary(stretch, start, end) });
            (first, start) = (at + 1, end);
        }
    }
    (all, of)
}

fn summary(stretch: &[Word], start: u32, end: u32) -> Stretch {
    let content = || stretch.iter().filter(|word| word.sign().is_none() || stretch.len() == 1);
    let n_words = content().count();
    let n_letters = content().filter(|word| word.is_letters()).count();
    let is_capital = |word: &&Word| word.is_letters() && !matches!(word.shape, Shape::Lower | Shape::Alphanumeric);
    let n_capitals = content().filter(is_capital).count();
    let capitals = (n_capitals * 4).checked_div(n_letters).map_or(5, |quarters| quarters as u32);
    let has_digit = content().any(|word| !word.is_letters() && word.sign().is_none());
    let mut profile = Hash::new(7);
    if n_words <= PROFILED_WORDS {
        for word in stretch {
            profile.add(word.shape.code());
        }
    } else {
        let facts = [capitals, u32::from(has_digit), (n_words as u32).min(16) / 2, end];
        for fact in facts {
            profile.add(fact);
        }
    }
    let first = content().next().map_or(0, |word| word.hash);
    Stretch { words: 0..0, profile: profile.0, n_words: n_words as u32, first, end, start, capitals, has_digit }
}

pub(super) fn is_phrase_end(words: &[Word], at: usize) -> bool {
    let sign = words.get(at).and_then(Word::sign);
    matches!(sign, Some(',' | ';' | ':' | '|' | '(' | ')' | '[' | ']')) || is_clause_end(words, at)
}

/// A full stop that ends a sentence, a quote, a break.
pub(super) fn is_clause_end(words: &[Word], at: usize) -> bool {
    let Some(sign) = words.get(at).and_then(Word::sign) else { return false };
    match sign {
        '.' => is_full_stop(words, at),
        '?' | '!' | '“' | '”' | '"' | '\n' | '\t' => true,
        _ => false,
    }
}

/// The dot at `at` ends a sentence: a space follows, and no initial stands before it.
fn is_full_stop(words: &[Word], at: usize) -> bool {
    let is_free = words.get(at + 1).is_none_or(|next| next.is_spaced || next.sign().is_some_and(|sign| sign != '-'));
    let before = at.checked_sub(1).and_then(|k| words.get(k));
    is_free && before.is_none_or(|word| word.shape != Shape::Initial)
}
