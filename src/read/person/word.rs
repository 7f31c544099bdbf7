//! The words of a name, and of which kind each is.

use std::collections::HashSet;
use std::ops::Range;

use super::known;
use crate::lang::{Vocabulary, WordClass, fold};

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
    /// Two capitals or more, and nothing else.
    pub is_caps: bool,
    /// "GitHub", but not "McDonald".
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
    for printed in name.split_whitespace() {
        let start = name.get(at..).and_then(|rest| rest.find(printed)).map_or(at, |offset| at + offset);
        at = start + printed.len();
        let bare = printed.trim_end_matches(',');
        let is_behind_name = words.last().is_some_and(Word::is_full) && words.len() + 1 == n_words;
        words.push(word(bare, start..start + bare.len(), is_behind_name, vocabulary));
    }
    words
}

/// Whether `word` is a title, a degree or a suffix, and no name.
pub(super) fn is_title(word: &str, vocabulary: &Vocabulary) -> bool {
    let is_initial = word.trim_end_matches('.').chars().count() < 2;
    !is_initial && vocabulary.is(WordClass::Title, word) && !known::known().given.contains(fold(word).as_str())
}

fn word(printed: &str, range: Range<usize>, is_behind_name: bool, vocabulary: &Vocabulary) -> Word {
    let known = known::known();
    let letters: Vec<char> = printed.chars().filter(|c| c.is_alphabetic()).collect();
    let folded = fold(printed.trim_end_matches('.'));
    let is_in = |set: &HashSet<String>| {
        set.contains(folded.as_str()) || folded.split(['-', '‐', '’', '\'']).any(|part| 2 < part.len() && set.contains(part))
    };
    let has_end = |set: &HashSet<String>, stem: usize| {
        let ends = folded.char_indices().map(|(at, _)| at).skip(stem);
        ends.into_iter().any(|at| folded.get(at..).is_some_and(|end| set.contains(end)))
    };
    let (is_given, is_family) = (is_in(&known.given), is_in(&known.family));
    let is_caps = 1 < letters.len() && letters.iter().all(|c| !c.is_lowercase()) && letters.iter().any(|c| c.is_uppercase());
    Word {
        range,
        kind: kind(printed, &letters, is_caps && is_behind_name && !is_family, vocabulary),
        is_given,
        is_family,
        has_family_end: has_end(&known.family_ends, MIN_STEM),
        is_abstract: !is_family && MIN_ABSTRACT <= folded.chars().count() && has_end(&known.word_ends, MIN_STEM),
        is_caps,
        has_inner_capital: !is_caps && has_inner_capital(printed, vocabulary),
    }
}

fn kind(printed: &str, letters: &[char], may_be_initials: bool, vocabulary: &Vocabulary) -> Kind {
    let is_sign = |c: char| c.is_alphabetic() || matches!(c, '.' | '-' | '‐' | '‑' | '\'' | '’' | 'ʼ' | '`' | '·' | '\u{300}'..='\u{36f}');
    let Some(first) = letters.first() else { return Kind::Other };
    if !printed.chars().all(is_sign) {
        return Kind::Other;
    }
    let is_upper = first.is_uppercase();
    let is_dotted = printed.ends_with('.') && printed.split(['.', '-', '‐']).all(|part| part.chars().count() <= 2);
    if is_upper && is_dotted {
        return Kind::Initial;
    }
    if is_upper && (letters.len() == 1 || (may_be_initials && letters.len() <= MAX_LETTERS)) {
        return Kind::Letter;
    }
    // "al-Rashid", "d'Ávila"
    let has_particle = printed.split(['-', '\'', '’']).next().is_some_and(|part| part.len() < printed.len())
        && letters.iter().any(|c| c.is_uppercase());
    match (is_upper, vocabulary.is(WordClass::Particle, printed), vocabulary.is(WordClass::Stop, printed)) {
        (false, true, _) => Kind::Particle,
        (true, _, true) if !known::known().given.contains(fold(printed).as_str()) && !vocabulary.is(WordClass::Particle, printed) => {
            Kind::Stop
        }
        (true, ..) => Kind::Full,
        (false, _, true) => Kind::Stop,
        // Scripts without capitals.
        _ if letters.iter().all(|c| !c.is_lowercase()) || has_particle => Kind::Full,
        _ => Kind::Other,
    }
}

/// Whether a capital stands behind a small letter, and not behind a particle ("McDonald") or an apostrophe.
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
