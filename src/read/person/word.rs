//! The words of a name, and of which kind each is.

use std::ops::Range;

use super::known;
use crate::lang::{Vocabulary, WordClass, WordSet, fold};

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

/// The words of `name`, parted at spaces.
pub(super) fn words(name: &str, vocabulary: &Vocabulary) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut at = 0;
    let n_words = name.split_whitespace().count();
    // Beside an initial or a comma, a capitalised little word is a name ("Su, M.").
    let has_stops = !name.contains(',') && !name.split_whitespace().any(is_initial);
    for printed in name.split_whitespace() {
        let start = name.get(at..).and_then(|rest| rest.find(printed)).map_or(at, |offset| at + offset);
        at = start + printed.len();
        let bare = printed.trim_end_matches(',');
        let is_last_behind_name = words.last().is_some_and(Word::is_full) && words.len() + 1 == n_words;
        let mut word = word(bare, start..start + bare.len(), vocabulary);
        let n_letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        if word.is_full() && word.is_caps && is_last_behind_name && !word.is_family && n_letters <= MAX_LETTERS {
            word.kind = Kind::Letter;
        }
        if word.is_full() && has_stops && is_stop(&word, bare, vocabulary) {
            word.kind = Kind::Stop;
        }
        words.push(word);
    }
    words
}

/// Whether `word` is a title, a degree or a suffix, and no name.
pub(super) fn is_title(word: &str, vocabulary: &Vocabulary) -> bool {
    1 < word.chars().filter(|c| c.is_alphabetic()).count()
        && vocabulary.is(WordClass::Title, word)
        && !known::known().given.contains(fold(word).as_str())
}

/// Whether a capitalised word is a little word of running text.
fn is_stop(word: &Word, printed: &str, vocabulary: &Vocabulary) -> bool {
    let may_be_name = word.is_given || word.is_family || vocabulary.is(WordClass::Particle, printed);
    !may_be_name && vocabulary.is(WordClass::Stop, printed)
}

/// "A.", "J.-P.", "Ch."
fn is_initial(printed: &str) -> bool {
    printed.starts_with(char::is_uppercase)
        && printed.trim_end_matches(',').ends_with('.')
        && printed.trim_end_matches(',').split(['.', '-', '‐']).all(|part| part.chars().count() <= 2)
}

fn word(printed: &str, range: Range<usize>, vocabulary: &Vocabulary) -> Word {
    let known = known::known();
    let letters: Vec<char> = printed.chars().filter(|c| c.is_alphabetic()).collect();
    let folded = fold(printed.trim_end_matches('.'));
    let parts = || folded.split(['-', '‐', '’', '\'']).filter(|part| 2 < part.len());
    let is_in = |set: &WordSet| set.contains(folded.as_str()) || parts().any(|part| set.contains(part));
    let has_end = |set: &WordSet| {
        let mut ends = folded.char_indices().map(|(at, _)| at).skip(MIN_STEM);
        ends.any(|at| folded.get(at..).is_some_and(|end| set.contains(end)))
    };
    let has_capitals = letters.iter().all(|c| !c.is_lowercase()) && letters.iter().any(|c| c.is_uppercase());
    let is_caps = 1 < letters.len() && has_capitals;
    let is_family = is_in(&known.family);
    Word {
        range,
        kind: kind(printed, &letters, vocabulary),
        is_given: is_in(&known.given),
        is_family,
        has_family_end: has_end(&known.family_ends),
        is_abstract: !is_family && MIN_ABSTRACT <= letters.len() && has_end(&known.word_ends),
        is_stop: vocabulary.is(WordClass::Stop, printed),
        is_caps,
        is_short: letters.len() <= MAX_LETTERS,
        is_letter: letters.len() == printed.split(['.', '-', '‐']).filter(|part| !part.is_empty()).count(),
        has_inner_capital: !is_caps && has_inner_capital(printed, vocabulary),
    }
}

/// The kind of a word by its own letters.
fn kind(printed: &str, letters: &[char], vocabulary: &Vocabulary) -> Kind {
    let is_sign = |c: char| c.is_alphabetic() || ".-‐‑'’ʼ`·".contains(c) || matches!(c, '\u{300}'..='\u{36f}');
    let Some(first) = letters.first() else { return Kind::Other };
    if !printed.chars().all(is_sign) {
        return Kind::Other;
    }
    if is_initial(printed) {
        return Kind::Initial;
    }
    if first.is_uppercase() {
        return if letters.len() == 1 { Kind::Letter } else { Kind::Full };
    }
    if vocabulary.is(WordClass::Particle, printed) {
        return Kind::Particle;
    }
    // "al-Rashid", "d'Ávila", "Hye-jin".
    let has_prefix = printed.contains(['-', '\'', '’']) && letters.iter().any(|c| c.is_uppercase());
    let has_no_case = letters.iter().all(|c| !c.is_lowercase());
    if vocabulary.is(WordClass::Stop, printed) {
        Kind::Stop
    } else if has_no_case || has_prefix {
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
