//! Lists of words, as the build script lays them out: searched where they are compiled in.

use std::ops::Deref;

use crate::keys::{Hash, Keys};

/// A short list of words, in the order of its file.
#[derive(Debug, Clone, Copy, Default)]
pub struct List(pub &'static [&'static str]);

impl List {
    /// Whether `word` is one of them.
    #[must_use]
    pub fn contains(self, word: &str) -> bool {
        // Most words differ in length from most others: this beats a hash for a hundred words.
        self.0.contains(&word)
    }
}

impl Deref for List {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.0
    }
}

/// Lists by the value that their words stand for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Groups {
    /// The lists with their values, sorted by value.
    pub lists: &'static [(&'static str, List)],
    /// Each word with its value, sorted by word.
    pub words: &'static [(&'static str, &'static str)],
    /// The signs of ASCII that some word starts with, a bit each.
    pub firsts: u128,
}

impl Groups {
    /// The lists with their values.
    pub fn iter(self) -> impl Iterator<Item = (&'static str, List)> {
        self.lists.iter().copied()
    }

    /// The value of `word`.
    #[must_use]
    pub fn value(self, word: &str) -> Option<&'static str> {
        let at = self.words.partition_point(|(other, _)| *other < word);
        self.words.get(at).filter(|(other, _)| *other == word).map(|(_, value)| *value)
    }

    /// The words that `text` starts with, with their values.
    pub fn starting(self, text: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
        let first = |word: &str| word.as_bytes().first().copied();
        // Most texts start like no word.
        let may_be = first(text).is_some_and(|byte| !byte.is_ascii() || self.firsts >> byte & 1 == 1);
        let all = if may_be { self.words } else { &[] };
        let start = all.partition_point(|(word, _)| first(word) < first(text));
        let words = all.get(start..).unwrap_or_default();
        let alike = words.iter().take_while(move |(word, _)| first(word) == first(text));
        alike.filter(move |(word, _)| text.starts_with(word)).copied()
    }
}

/// A long list of words: the build script writes it.
#[derive(Debug, Clone, Copy)]
pub struct WordSet(pub Keys);

impl WordSet {
    /// Whether `word` is one of them.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.has(Hash::of(word.bytes()))
    }

    /// Whether the word of that hash is one of them.
    #[must_use]
    pub(crate) fn has(&self, word: Hash) -> bool {
        self.0.contains(word)
    }
}
