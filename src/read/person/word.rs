//! The words of a name, and of which kind each is.

use std::ops::Range;

use super::known;
use crate::lang::{Vocabulary, WordClass, WordSet, fold, is_letter};

/// What a word may be in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A given or family name.
    Full,
    /// "A.", "J.-P."
    Initial,
    /// "A", or "AB" behind a family name.
    Letter,
    Particle,
    /// A little word of running text.
    Stop,
    /// In no name.
    Other,
}

/// A word of what may be a name.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub kind: Kind,
    pub is_given: bool,
    pub is_family: bool,
    pub has_family_end: bool,
    /// It ends as nouns of abstract things do.
    pub is_abstract: bool,
    /// Running text has it, too.
    pub is_stop: bool,
    /// Two capitals or more, and nothing else.
    pub is_caps: bool,
    /// One letter, or letters with dots.
    pub is_letter: bool,
    /// As short as an acronym.
    pub is_short: bool,
    /// `GitHub`, but not `McDonald`.
    pub has_inner_capital: bool,
}

/// Letters that an end of a family name leaves at least.
const MIN_STEM: usize = 3;

/// Letters of a noun of abstract things, at least.
const MIN_ABSTRACT: usize = 7;

/// Letters that initials without dots have at most ("Bee AB").
const MAX_LETTERS: usize = 3;

impl Word {
    /// Whether it is a given or family name, whole.
    pub(super) fn is_full(&self) -> bool {
        self.kind == Kind::Full
    }
}

/// The words of `name`, parted at spaces; `None` when one of them is in no name.
pub(super) fn words(name: &str, vocabulary: &Vocabulary) -> Option<Vec<Word>> {
    let mut parts: Vec<Part> = Vec::new();
    for (bare, range) in bare_words(name) {
        let letters = Letters::of(bare);
        let kind = kind(bare, &letters, || vocabulary.classes_of_whole(bare));
        if kind == Kind::Other {
            return None;
        }
        parts.push(Part { bare, range, letters, kind });
    }
    // Beside an initial or a comma, a capitalised little word is a name ("Su, M.").
    let has_stops = !name.contains(',') && !name.split_whitespace().any(is_initial);
    let n_words = parts.len();
    let mut words: Vec<Word> = Vec::with_capacity(n_words);
    for Part { bare, range, letters, kind } in parts {
        let is_last_behind_name = words.last().is_some_and(Word::is_full) && words.len() + 1 == n_words;
        let classes = vocabulary.classes_of_whole(bare);
        let mut word = word(bare, range, kind, &letters, vocabulary);
        word.is_stop = classes & WordClass::Stop.bit() != 0;
        if word.is_full() && word.is_caps && is_last_behind_name && !word.is_family && word.is_short {
            word.kind = Kind::Letter;
        }
        // A capitalised little word of running text.
        let may_be_name = word.is_given || word.is_family || classes & WordClass::Particle.bit() != 0;
        if word.is_full() && has_stops && word.is_stop && !may_be_name {
            word.kind = Kind::Stop;
        }
        words.push(word);
    }
    Some(words)
}

/// A word whose kind is told.
struct Part<'a> {
    bare: &'a str,
    range: Range<usize>,
    letters: Letters,
    kind: Kind,
}

/// The words of `name` between spaces, without commas behind them, and where each stands.
fn bare_words(name: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut end = 0;
    name.split_whitespace().map(move |printed| {
        let rest = name.get(end..).unwrap_or_default();
        let start = end + (rest.len() - rest.trim_start().len());
        end = start + printed.len();
        let bare = printed.trim_end_matches(',');
        (bare, start..start + bare.len())
    })
}

/// The letters of a word.
struct Letters {
    first: Option<char>,
    n: usize,
    has_small: bool,
    has_large: bool,
}

impl Letters {
    fn of(printed: &str) -> Self {
        let mut letters = Self { first: None, n: 0, has_small: false, has_large: false };
        for c in printed.chars().filter(|c| is_letter(*c)) {
            letters.first.get_or_insert(c);
            letters.n += 1;
            letters.has_small |= c.is_lowercase();
            letters.has_large |= c.is_uppercase();
        }
        letters
    }
}

/// Whether `word` is a title, a degree or a suffix, and no name.
pub(super) fn is_title(word: &str, vocabulary: &Vocabulary) -> bool {
    1 < word.chars().filter(|c| c.is_alphabetic()).count()
        && vocabulary.is(WordClass::Title, word)
        && !known::known().given.contains(fold(word).as_str())
}

/// "A.", "J.-P.", "Ch."
fn is_initial(printed: &str) -> bool {
    printed.starts_with(char::is_uppercase)
        && printed.trim_end_matches(',').ends_with('.')
        && printed.trim_end_matches(',').split(['.', '-', '‐']).all(|part| part.chars().count() <= 2)
}

fn word(printed: &str, range: Range<usize>, kind: Kind, letters: &Letters, vocabulary: &Vocabulary) -> Word {
    let known = known::known();
    let folded = fold(printed.trim_end_matches('.'));
    let parts = || folded.split(['-', '‐', '’', '\'']).filter(|part| 2 < part.len());
    let is_in = |set: &WordSet| set.contains(folded.as_str()) || parts().any(|part| set.contains(part));
    let has_end = |set: &WordSet| {
        let mut ends = folded.char_indices().map(|(at, _)| at).skip(MIN_STEM);
        ends.any(|at| folded.get(at..).is_some_and(|end| set.contains(end)))
    };
    let is_caps = 1 < letters.n && letters.has_large && !letters.has_small;
    let is_family = is_in(&known.family);
    Word {
        range,
        kind,
        is_given: is_in(&known.given),
        is_family,
        has_family_end: has_end(&known.family_ends),
        is_abstract: !is_family && MIN_ABSTRACT <= letters.n && has_end(&known.word_ends),
        is_stop: false,
        is_caps,
        is_short: letters.n <= MAX_LETTERS,
        is_letter: letters.n == printed.split(['.', '-', '‐']).filter(|part| !part.is_empty()).count(),
        has_inner_capital: !is_caps && has_inner_capital(printed, vocabulary),
    }
}

/// The kind of a word by its own letters, and by the classes that the vocabulary has it in.
fn kind(printed: &str, letters: &Letters, classes: impl FnOnce() -> u64) -> Kind {
    let is_sign = |c: char| is_letter(c) || ".-‐‑'’ʼ`·".contains(c) || matches!(c, '\u{300}'..='\u{36f}');
    let Some(first) = letters.first else { return Kind::Other };
    if !printed.chars().all(is_sign) {
        return Kind::Other;
    }
    if is_initial(printed) {
        return Kind::Initial;
    }
    if first.is_uppercase() {
        return if letters.n == 1 { Kind::Letter } else { Kind::Full };
    }
    let classes = classes();
    if classes & WordClass::Particle.bit() != 0 {
        return Kind::Particle;
    }
    // "al-Rashid", "d'Ávila", "Hye-jin".
    let has_prefix = printed.contains(['-', '\'', '’']) && letters.has_large;
    if classes & WordClass::Stop.bit() != 0 {
        Kind::Stop
    } else if !letters.has_small || has_prefix {
        Kind::Full
    } else {
        Kind::Other
    }
}

/// Whether a capital stands behind a small letter, and not behind a particle (`McDonald`) or an apostrophe.
fn has_inner_capital(printed: &str, vocabulary: &Vocabulary) -> bool {
    let parts = printed.split(['-', '‐', '\'', '’', '.']);
    parts.into_iter().any(|part| {
        let inner = part.char_indices().skip(1).find(|(_, c)| c.is_uppercase());
        inner.is_some_and(|(at, _)| {
            let (before, after) = part.split_at(at);
            let has_more = after.chars().skip(1).any(char::is_uppercase);
            has_more || !vocabulary.is(WordClass::Particle, before)
        })
    })
}
