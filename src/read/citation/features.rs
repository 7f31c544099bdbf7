//! Words to features: what the model may know of a word, each fact as one 32-bit number.
//!
//! In: the words of a reference, and where the page sets them in bold or italics. Out: for each word the hashes of
//! its features. A fact is about the word, its neighbours, the phrase (between commas and brackets) and the clause (between full
//! stops and quotes) in which it stands, or the whole reference.

use std::ops::Range;

use super::venues;
use super::words::{Hash, Shape, Word};

/// How a stretch of the reference is set.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Hint {
    /// Bytes of the reference.
    pub range: Range<usize>,
    /// Bold or underlined: the owner, or a title.
    pub is_strong: bool,
    /// Italic: a venue or a title.
    pub is_italic: bool,
}

/// A stretch of words between separators, with a summary of its shapes.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    /// Hash of the shapes of a short stretch, of their statistics for a long one.
    profile: u32,
    /// Number of words in it.
    n_words: u32,
    /// Hash of its first word.
    first: u32,
    /// Code of the sign that ends it.
    end: u32,
    /// Code of the sign that starts it.
    start: u32,
    /// Share of its words that start with a capital, in quarters.
    capitals: u32,
    /// It holds a digit.
    has_digit: bool,
}

/// Everything that is computed once per reference.
struct View<'a> {
    words: &'a [Word],
    phrases: Vec<Stretch>,
    phrase_of: Vec<usize>,
    clauses: Vec<Stretch>,
    clause_of: Vec<usize>,
    quoted: Vec<u32>,
    bracketed: Vec<u32>,
    styles: Vec<u32>,
    years: Vec<u32>,
    known: Vec<u32>,
    layout: u32,
    form: u32,
}

/// A stretch of up to this many words is known by all of its shapes.
const PROFILED_WORDS: usize = 6;
/// Position in the reference is told in this many steps.
const POSITION_STEPS: usize = 10;
/// Quoted stretches shorter than this (in words) may be an expression inside a title.
const QUOTED_TITLE_WORDS: usize = 3;

/// Calls `visit` with the number of the word and each of its features.
pub fn features(words: &[Word], hints: &[Hint], mut visit: impl FnMut(usize, u32)) {
    let view = View::new(words, hints);
    for at in 0..words.len() {
        let mut emit = |template: u32, facts: &[u32]| {
            let mut hash = Hash::new(template);
            for &fact in facts {
                hash.add(fact);
            }
            visit(at, hash.0);
        };
        view.neighbours(at, &mut emit);
        view.places(at, &mut emit);
        view.stretches(at, &mut emit);
    }
}

impl<'a> View<'a> {
    fn new(words: &'a [Word], hints: &[Hint]) -> Self {
        let (phrases, phrase_of) = stretches(words, is_phrase_end);
        let (clauses, clause_of) = stretches(words, is_clause_end);
        Self {
            words,
            phrases,
            phrase_of,
            clauses,
            clause_of,
            quoted: quoted(words),
            bracketed: bracketed(words),
            styles: styles(words, hints),
            years: years(words),
            known: venues::known(words),
            layout: layout(words),
            form: form(words),
        }
    }

    fn shape(&self, at: usize, offset: isize) -> u32 {
        at.checked_add_signed(offset).and_then(|k| self.words.get(k)).map_or(0, |word| word.shape.code())
    }

    fn hash(&self, at: usize, offset: isize) -> u32 {
        at.checked_add_signed(offset).and_then(|k| self.words.get(k)).map_or(0, |word| word.hash)
    }

    /// Hash of the `n`th word with letters before (−) or after (+) `at`.
    fn lettered(&self, at: usize, step: isize) -> u32 {
        let mut k = at;
        for _ in 0..6 {
            let Some(next) = k.checked_add_signed(step) else { return 0 };
            let Some(word) = self.words.get(next) else { return 0 };
            if word.is_letters() {
                return word.hash;
            }
            k = next;
        }
        1
    }

    /// The word and those beside it.
    fn neighbours(&self, at: usize, emit: &mut impl FnMut(u32, &[u32])) {
        let shape = |offset| self.shape(at, offset);
        let hash = |offset| self.hash(at, offset);
        let is_spaced = u32::from(self.words.get(at).is_some_and(|word| word.is_spaced));
        emit(1, &[hash(0)]);
        emit(2, &[shape(0), is_spaced]);
        emit(3, &[hash(-1), shape(0)]);
        emit(4, &[hash(1), shape(0)]);
        emit(7, &[shape(-1), shape(0)]);
        emit(8, &[shape(0), shape(1)]);
        emit(9, &[shape(-1), shape(0), shape(1)]);
        emit(10, &[shape(-2), shape(-1), shape(0)]);
        emit(11, &[shape(0), shape(1), shape(2)]);
        emit(12, &[shape(-2), shape(-1), shape(0), shape(1), shape(2)]);
        emit(13, &[shape(0), shape(1), shape(2), shape(3), shape(4)]);
        emit(14, &[shape(-4), shape(-3), shape(-2), shape(-1), shape(0)]);
        emit(17, &[self.lettered(at, -1)]);
        emit(18, &[self.lettered(at, 1)]);
        let known = |offset: isize| at.checked_add_signed(offset).and_then(|k| self.known.get(k)).copied().unwrap_or(0);
        // Most words are in no known name: no fact is told of them.
        if known(0) != 0 {
            emit(20, &[known(0), shape(0)]);
            emit(21, &[known(-1), known(0), known(1)]);
        } else if known(1) != 0 || known(-1) != 0 {
            emit(22, &[known(-1), shape(0), known(1)]);
        }
        emit(19, &[self.styles.get(at).copied().unwrap_or(0)]);
    }

    /// Where in the reference it stands.
    fn places(&self, at: usize, emit: &mut impl FnMut(u32, &[u32])) {
        let n_words = self.words.len().max(1);
        let position = (at * POSITION_STEPS / n_words) as u32;
        let shape = self.shape(at, 0);
        let get = |facts: &[u32]| facts.get(at).copied().unwrap_or(0);
        emit(30, &[position]);
        emit(31, &[position, shape]);
        emit(32, &[(at as u32).min(8), shape]);
        emit(33, &[((n_words - at) as u32).min(6), shape]);
        emit(34, &[get(&self.quoted), shape]);
        emit(35, &[get(&self.quoted), get(&self.bracketed)]);
        emit(36, &[get(&self.bracketed), shape]);
        emit(37, &[get(&self.years), shape]);
        emit(38, &[get(&self.years), get(&self.quoted), position / 2]);
        emit(39, &[self.layout, position / 2]);
        emit(40, &[self.form, self.shape(at, -1), shape, self.shape(at, 1)]);
        emit(41, &[self.form, shape, self.shape(at, 1), self.shape(at, 2)]);
        emit(42, &[self.form, self.shape(at, -2), self.shape(at, -1), shape]);
        emit(43, &[self.form, position, shape]);
    }

    /// The phrase and the clause in which it stands, and those beside them.
    fn stretches(&self, at: usize, emit: &mut impl FnMut(u32, &[u32])) {
        let phrase = |offset| stretch(&self.phrases, &self.phrase_of, at, offset);
        let clause = |offset| stretch(&self.clauses, &self.clause_of, at, offset);
        let (here, before, after) = (phrase(0), phrase(-1), phrase(1));
        let shape = self.shape(at, 0);
        emit(50, &[here.profile]);
        emit(51, &[here.profile, before.profile]);
        emit(52, &[here.profile, after.profile]);
        emit(53, &[here.first, here.n_words.min(9)]);
        emit(54, &[before.first]);
        emit(55, &[after.first]);
        emit(56, &[here.start, here.end, here.n_words.min(12)]);
        emit(57, &[here.n_words.min(20), here.capitals, u32::from(here.has_digit), shape]);
        emit(58, &[phrase(-2).profile, before.profile]);
        emit(59, &[after.profile, phrase(2).profile]);
        let (here, before, after) = (clause(0), clause(-1), clause(1));
        let index = self.clause_of.get(at).copied().unwrap_or(0) as u32;
        emit(60, &[here.profile]);
        emit(61, &[here.first, index.min(4)]);
        emit(62, &[before.first]);
        emit(63, &[after.first]);
        emit(64, &[here.n_words.min(24), here.capitals, index.min(6)]);
        emit(65, &[before.profile, here.start]);
        emit(66, &[after.profile, here.end]);
        emit(67, &[here.start, here.end, u32::from(here.has_digit), here.n_words.min(12)]);
        emit(68, &[index.min(6), shape]);
        emit(69, &[before.n_words.min(12), before.capitals, here.n_words.min(12), here.capitals]);
    }
}

fn stretch(all: &[Stretch], of: &[usize], at: usize, offset: isize) -> Stretch {
    let index = of.get(at).copied().and_then(|k| k.checked_add_signed(offset));
    index.and_then(|k| all.get(k)).copied().unwrap_or_default()
}

/// Splits the words after each one for which `ends` holds; each word is told the number of its stretch.
fn stretches(words: &[Word], ends: impl Fn(&[Word], usize) -> bool) -> (Vec<Stretch>, Vec<usize>) {
    let (mut all, mut of) = (Vec::new(), Vec::with_capacity(words.len()));
    let (mut first, mut start) = (0, 1);
    for at in 0..words.len() {
        of.push(all.len());
        let is_last = at + 1 == words.len();
        if is_last || ends(words, at) {
            let stretch = words.get(first..=at).unwrap_or(&[]);
            let end = if is_last { 1 } else { words.get(at).map_or(1, |word| word.shape.code()) };
            all.push(summary(stretch, start, end));
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
    Stretch { profile: profile.0, n_words: n_words as u32, first, end, start, capitals, has_digit }
}

fn is_phrase_end(words: &[Word], at: usize) -> bool {
    let sign = words.get(at).and_then(Word::sign);
    matches!(sign, Some(',' | ';' | ':' | '|' | '(' | ')' | '[' | ']')) || is_clause_end(words, at)
}

/// A full stop that ends a sentence, a quote, a break.
fn is_clause_end(words: &[Word], at: usize) -> bool {
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

/// For each word: before (1), inside (2), between (3) or after (4) quoted stretches long enough for a title; 0 where
/// nothing is quoted.
fn quoted(words: &[Word]) -> Vec<u32> {
    let mut inside: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, word) in words.iter().enumerate() {
        let Some(sign) = word.sign() else { continue };
        match (open, sign) {
            (None, '“' | '"' | '‘' | '\'' | '’') if opens(words, at, sign) => open = Some((at, sign)),
            (Some((from, mark)), _) if closes(words, at, mark, sign) => {
                if QUOTED_TITLE_WORDS < at - from {
                    inside.push(from..at + 1);
                }
                open = None;
            }
            _ => {}
        }
    }
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return vec![0; words.len()] };
    let (first, last) = (first.start, last.end);
    let place = |at: usize| match at {
        at if at < first => 1,
        at if last <= at => 4,
        at if inside.iter().any(|range| range.contains(&at)) => 2,
        _ => 3,
    };
    (0..words.len()).map(place).collect()
}

fn opens(words: &[Word], at: usize, sign: char) -> bool {
    let is_free = words.get(at).is_some_and(|word| word.is_spaced || at == 0)
        || at.checked_sub(1).and_then(|k| words.get(k)).and_then(Word::sign).is_some();
    let is_tight = words.get(at + 1).is_some_and(|next| !next.is_spaced);
    matches!(sign, '“' | '"') || is_free && is_tight
}

fn closes(words: &[Word], at: usize, mark: char, sign: char) -> bool {
    let is_end = words.get(at + 1).is_none_or(|next| next.is_spaced || next.sign().is_some());
    match mark {
        '“' => matches!(sign, '”' | '"') || sign == '“' && is_end,
        '"' => sign == '"' || sign == '”',
        _ => matches!(sign, '’' | '\'' | '"') && is_end,
    }
}

/// For each word: outside (0), in round (1) or square (2) brackets.
fn bracketed(words: &[Word]) -> Vec<u32> {
    let mut depth = 0;
    let place = |word: &Word| match word.sign() {
        Some('(') => std::mem::replace(&mut depth, 1).max(1),
        Some('[') => std::mem::replace(&mut depth, 2).max(2),
        Some(')' | ']') => std::mem::replace(&mut depth, 0),
        _ => depth,
    };
    words.iter().map(place).collect()
}

/// For each word: whether strong (1) and italic (2); 4 is added where anything in the reference is either.
fn styles(words: &[Word], hints: &[Hint]) -> Vec<u32> {
    if hints.iter().all(|hint| !hint.is_strong && !hint.is_italic) {
        return vec![0; words.len()];
    }
    let style = |word: &Word| {
        let hint = hints.iter().find(|hint| hint.range.contains(&word.range.start));
        hint.map_or(4, |hint| 4 + u32::from(hint.is_strong) + 2 * u32::from(hint.is_italic))
    };
    words.iter().map(style).collect()
}

/// For each word: how many years stand before it (up to 2), and whether any does after it.
fn years(words: &[Word]) -> Vec<u32> {
    let total = words.iter().filter(|word| word.shape == Shape::Year).count() as u32;
    let mut before = 0;
    let place = |word: &Word| {
        let fact = before.min(2) * 3 + (total - before).min(2);
        before += u32::from(word.shape == Shape::Year);
        fact
    };
    words.iter().map(place).collect()
}

/// Number of lines and cells, up to three each.
fn layout(words: &[Word]) -> u32 {
    let count = |mark| words.iter().filter(|word| word.sign() == Some(mark)).count().min(3) as u32;
    count('\n') * 4 + count('\t')
}

/// Words that tell the form of the first name.
const FORM_WORDS: usize = 5;

/// Hash of the shapes with which the reference starts, its number in the list left out: "Bee, A." and "A. Bee" differ.
fn form(words: &[Word]) -> u32 {
    let is_number = |word: &Word| word.is_number() || matches!(word.sign(), Some('[' | ']' | '(' | ')' | '.'));
    let first = words.iter().position(|word| !is_number(word)).unwrap_or(0);
    let mut hash = Hash::new(9);
    for word in words.iter().skip(first).take(FORM_WORDS) {
        // Names may be hyphenated or all capitals; that does not change the form.
        let code = match word.shape {
            Shape::Mixed | Shape::Upper => Shape::Capitalised.code(),
            shape => shape.code(),
        };
        hash.add(code);
        if matches!(word.sign(), Some(',' | ';')) {
            break;
        }
    }
    hash.0
}
