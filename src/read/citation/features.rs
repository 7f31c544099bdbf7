//! Words to features: what the model may know of a word, each fact as one 32-bit number.
//!
//! In: the words of a reference, and where the page sets them in bold or italics. Out: for each word the hashes of
//! its features. A fact is about the word, its neighbours, the phrase (between commas and brackets) and the clause (between full
//! stops and quotes) in which it stands, the line, or the whole reference.

use std::ops::Range;

use super::stretch::{Stretch, is_clause_end, is_phrase_end, stretches};
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

/// Position in the reference is told in this many steps.
const POSITION_STEPS: usize = 10;
/// Quoted stretches shorter than this (in words) may be an expression inside a title.
const QUOTED_TITLE_WORDS: usize = 3;
/// A word knows the shapes of so many words before and after it.
const NEAR: usize = 4;
/// And the next word with letters, where it is at most so many words away.
const NEAR_LETTERS: usize = 6;

/// Calls `visit` with words of the reference, by their numbers, and the features that all of them have.
pub fn features(words: &[Word], hints: &[Hint], mut visit: impl FnMut(Range<usize>, &[u32])) {
    let view = View::new(words, hints);
    for (at, word) in words.iter().enumerate() {
        visit(at..at + 1, &view.neighbours(at, word));
        visit(at..at + 1, &view.places(at));
        let [before, style, after] = window(&view.styles, at);
        if style != 0 {
            visit(at..at + 1, &[key(23, &[before, style, after])]);
        }
        // Most words are in no known name: no fact is told of them.
        match window(&view.known, at) {
            [0, 0, 0] => {}
            [before, 0, after] => visit(at..at + 1, &[key(22, &[before, word.shape.code(), after])]),
            [before, known, after] => {
                visit(at..at + 1, &[key(20, &[known, word.shape.code()]), key(21, &[before, known, after])]);
            }
        }
    }
    for position in 0..POSITION_STEPS {
        let start = |position: usize| (position * words.len()).div_ceil(POSITION_STEPS);
        let facts = [key(30, &[position as u32]), key(39, &[view.layout, position as u32 / 2])];
        visit(start(position)..start(position + 1), &facts);
    }
    view.phrases.iter().enumerate().for_each(|(k, phrase)| visit(phrase.words.clone(), &view.phrase(k)));
    view.clauses.iter().enumerate().for_each(|(k, clause)| visit(clause.words.clone(), &view.clause(k)));
    if 1 < view.rows.len() {
        view.rows.iter().enumerate().for_each(|(k, row)| visit(row.words.clone(), &view.row(k)));
    }
}

/// The hash of a fact: the number of its kind, and what makes it up.
fn key(kind: u32, facts: &[u32]) -> u32 {
    let mut hash = Hash::new(kind);
    for fact in facts {
        hash.add(*fact);
    }
    hash.0
}

/// Everything that is computed once per reference. What is told of each word and looked at from its neighbours, too,
/// has zeros before and after it.
struct View<'a> {
    words: &'a [Word],
    /// The code of its shape, with those of [`NEAR`] words on either side.
    shapes: Vec<u32>,
    hashes: Vec<u32>,
    known: Vec<u32>,
    quoted: Vec<u32>,
    bracketed: Vec<u32>,
    styles: Vec<u32>,
    years: Vec<u32>,
    phrases: Vec<Stretch>,
    phrase_of: Vec<usize>,
    clauses: Vec<Stretch>,
    clause_of: Vec<usize>,
    rows: Vec<Row>,
    layout: u32,
    form: u32,
}

impl<'a> View<'a> {
    fn new(words: &'a [Word], hints: &[Hint]) -> Self {
        let (phrases, phrase_of) = stretches(words, is_phrase_end);
        let (clauses, clause_of) = stretches(words, is_clause_end);
        let styles = styles(words, hints);
        Self {
            words,
            shapes: padded(NEAR, words.iter().map(|word| word.shape.code())),
            hashes: padded(1, words.iter().map(|word| word.hash)),
            known: padded(1, venues::known(words).into_iter()),
            quoted: quoted(words),
            bracketed: bracketed(words),
            styles: padded(1, styles.iter().copied()),
            years: years(words),
            phrases,
            phrase_of,
            clauses,
            clause_of,
            rows: rows(words, &styles),
            layout: layout(words),
            form: form(words),
        }
    }

    /// The word and those beside it.
    fn neighbours(&self, at: usize, word: &Word) -> [u32; 15] {
        let [b4, b3, b2, b1, shape, a1, a2, a3, a4] = window(&self.shapes, at);
        let [before, hash, after] = window(&self.hashes, at);
        let (words_before, words_after) = (self.words.get(..at), self.words.get(at + 1..));
        [
            key(1, &[hash]),
            key(2, &[shape, u32::from(word.is_spaced)]),
            key(3, &[before, shape]),
            key(4, &[after, shape]),
            key(7, &[b1, shape]),
            key(8, &[shape, a1]),
            key(9, &[b1, shape, a1]),
            key(10, &[b2, b1, shape]),
            key(11, &[shape, a1, a2]),
            key(12, &[b2, b1, shape, a1, a2]),
            key(13, &[shape, a1, a2, a3, a4]),
            key(14, &[b4, b3, b2, b1, shape]),
            key(17, &[lettered(words_before.unwrap_or(&[]).iter().rev())]),
            key(18, &[lettered(words_after.unwrap_or(&[]).iter())]),
            key(19, &[get(&self.styles, at + 1)]),
        ]
    }

    /// Where in the reference it stands.
    fn places(&self, at: usize) -> [u32; 14] {
        let [_, _, b2, b1, shape, a1, a2, _, _] = window(&self.shapes, at);
        let position = (at * POSITION_STEPS / self.words.len().max(1)) as u32;
        let (quoted, bracketed, years) = (get(&self.quoted, at), get(&self.bracketed, at), get(&self.years, at));
        let phrase = self.phrase_of.get(at).and_then(|k| self.phrases.get(*k));
        let (n_words, capitals, has_digit) =
            phrase.map_or((0, 0, false), |phrase| (phrase.n_words, phrase.capitals, phrase.has_digit));
        let clause = self.clause_of.get(at).map_or(0, |k| *k as u32);
        [
            key(31, &[position, shape]),
            key(32, &[(at as u32).min(8), shape]),
            key(33, &[(self.words.len().saturating_sub(at) as u32).min(6), shape]),
            key(34, &[quoted, shape]),
            key(35, &[quoted, bracketed]),
            key(36, &[bracketed, shape]),
            key(37, &[years, shape]),
            key(38, &[years, quoted, position / 2]),
            key(40, &[self.form, b1, shape, a1]),
            key(41, &[self.form, shape, a1, a2]),
            key(42, &[self.form, b2, b1, shape]),
            key(43, &[self.form, position, shape]),
            key(57, &[n_words.min(20), capitals, u32::from(has_digit), shape]),
            key(68, &[clause.min(6), shape]),
        ]
    }

    /// A phrase and those beside it.
    fn phrase(&self, at: usize) -> [u32; 9] {
        let [before_last, before, here, after, after_next] = around(&self.phrases, at);
        [
            key(50, &[here.profile]),
            key(51, &[here.profile, before.profile]),
            key(52, &[here.profile, after.profile]),
            key(53, &[here.first, here.n_words.min(9)]),
            key(54, &[before.first]),
            key(55, &[after.first]),
            key(56, &[here.start, here.end, here.n_words.min(12)]),
            key(58, &[before_last.profile, before.profile]),
            key(59, &[after.profile, after_next.profile]),
        ]
    }

    /// A clause and those beside it.
    fn clause(&self, at: usize) -> [u32; 9] {
        let [_, before, here, after, _] = around(&self.clauses, at);
        let index = at as u32;
        [
            key(60, &[here.profile]),
            key(61, &[here.first, index.min(4)]),
            key(62, &[before.first]),
            key(63, &[after.first]),
            key(64, &[here.n_words.min(24), here.capitals, index.min(6)]),
            key(65, &[before.profile, here.start]),
            key(66, &[after.profile, here.end]),
            key(67, &[here.start, here.end, u32::from(here.has_digit), here.n_words.min(12)]),
            key(69, &[before.n_words.min(12), before.capitals, here.n_words.min(12), here.capitals]),
        ]
    }
}

impl View<'_> {
    /// A line of several, and those beside it.
    fn row(&self, at: usize) -> [u32; 6] {
        let row = |k: Option<usize>| k.and_then(|k| self.rows.get(k));
        let (before, here, after) = (row(at.checked_sub(1)), row(Some(at)), row(at.checked_add(1)));
        let look = |row: Option<&Row>| row.map_or(0, |row| row.look);
        let style = |row: Option<&Row>| row.map_or(0, |row| row.style);
        let place = (at.min(MOST_ROWS) * MOST_ROWS * 2 + self.rows.len().min(MOST_ROWS)) as u32;
        [
            key(71, &[place, look(here)]),
            key(72, &[look(before), look(here)]),
            key(73, &[look(here), look(after)]),
            key(74, &[place, look(before), look(here), look(after)]),
            key(75, &[place, style(here), style(before), style(after)]),
            key(76, &[style(here), look(here)]),
        ]
    }
}

fn get(facts: &[u32], at: usize) -> u32 {
    facts.get(at).copied().unwrap_or(0)
}

/// Facts with `n_zeros` zeros before and after them.
fn padded(n_zeros: usize, facts: impl Iterator<Item = u32>) -> Vec<u32> {
    let zeros = || std::iter::repeat_n(0, n_zeros);
    zeros().chain(facts).chain(zeros()).collect()
}

/// The fact of word `at` in the middle of those beside it.
fn window<const N: usize>(padded: &[u32], at: usize) -> [u32; N] {
    padded.get(at..).and_then(|facts| facts.first_chunk()).copied().unwrap_or([0; N])
}

/// Stretch `at` in the middle of those beside it.
fn around(all: &[Stretch], at: usize) -> [Stretch; 5] {
    [-2, -1, 0, 1, 2].map(|offset| {
        let stretch = at.checked_add_signed(offset).and_then(|k| all.get(k));
        stretch.cloned().unwrap_or_default()
    })
}

/// The hash of the first word with letters in `near`: 0 where the reference ends first, 1 where it is far.
fn lettered<'a>(near: impl ExactSizeIterator<Item = &'a Word>) -> u32 {
    let is_far = NEAR_LETTERS <= near.len();
    near.take(NEAR_LETTERS).find(|word| word.is_letters()).map_or(u32::from(is_far), |word| word.hash)
}

/// Lines are counted up to here.
const MOST_ROWS: usize = 5;

/// A line or cell of a reference, seen from afar.
#[derive(Debug, Clone, Default)]
struct Row {
    /// Its words, the break behind them included.
    words: Range<usize>,
    /// How long it is, and what it holds: capitals, commas, digits, a year.
    look: u32,
    /// How its first word is set.
    style: u32,
}

/// The lines and cells of a reference.
fn rows(words: &[Word], styles: &[u32]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut first = 0;
    for (at, word) in words.iter().enumerate() {
        let is_break = matches!(word.sign(), Some('\n' | '\t'));
        if is_break || at + 1 == words.len() {
            let row = words.get(first..if is_break { at } else { at + 1 }).unwrap_or(&[]);
            rows.push(Row { words: first..at + 1, look: look(row), style: get(styles, first) });
            first = at + 1;
        }
    }
    rows
}

/// From so many words with letters on, a line is of the next length.
const LENGTHS: [usize; 6] = [1, 2, 3, 5, 8, 13];

/// Length, share of capitals, commas, digits and years of a line, as one number.
fn look(row: &[Word]) -> u32 {
    let count = |is: &dyn Fn(&Word) -> bool| row.iter().filter(|word| is(word)).count();
    let n_letters = count(&|word| word.is_letters());
    let n_capitals = count(&|word| word.is_letters() && !matches!(word.shape, Shape::Lower | Shape::Alphanumeric));
    let n_commas = count(&|word| matches!(word.sign(), Some(',' | ';' | '、')));
    let n_ideographs = count(&|word| matches!(word.shape, Shape::IdeographShort | Shape::IdeographLong));
    let facts = [
        LENGTHS.iter().filter(|length| **length <= n_letters).count(),
        (n_capitals * 4).checked_div(n_letters).unwrap_or(0),
        n_commas.min(2),
        usize::from(row.iter().any(|word| word.shape == Shape::Year)),
        usize::from(row.iter().any(|word| word.is_number() || word.shape == Shape::Alphanumeric)),
        usize::from(row.iter().any(|word| word.shape == Shape::Link)),
        n_ideographs.min(2),
    ];
    facts.iter().fold(0, |code, fact| code * 7 + *fact as u32)
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
