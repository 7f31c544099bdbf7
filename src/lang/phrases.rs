//! Phrases to what is known of them: all phrases that start at a word are found in one walk.
//!
//! In: the tables that the build script lays out. Out: for any place in a text, the values of the phrases that start
//! there. Phrases and what they start with are keys of one set, so that a walk ends at the first word that goes nowhere.

use super::fold::{Place, Word};
use super::known::{GOES_ON, MIN_BYTES};
use crate::keys::{Hash, Keys};

/// Characters that may stand between the words of a phrase ("co-founder", "Dipl.-Ing.", "l'école", "HR & IT").
const GLUE: [char; 12] = [' ', '\u{a0}', '-', '‐', '\u{2011}', '.', '\'', '’', '/', '&', '*', ':'];

/// A set of phrases, each with a value.
#[derive(Debug)]
pub(super) struct Phrases<T: 'static> {
    pub keys: Keys,
    pub values: &'static [T],
}

impl<T> Phrases<T> {
    /// The value of the phrase of that hash.
    pub fn get(&self, hash: Hash) -> Option<&'static T> {
        self.value(self.keys.find(hash)?)
    }

    /// The value that a number of the set stands for.
    fn value(&self, number: u16) -> Option<&'static T> {
        self.values.get(usize::from(number & !GOES_ON).checked_sub(1)?)
    }

    /// Calls `visit` with the number of bytes and the value of each key that `bytes` start with, the shortest first.
    pub fn starts(&self, bytes: impl Iterator<Item = u8>, mut visit: impl FnMut(usize, &'static T)) {
        let mut hash = Hash::EMPTY;
        for (n_bytes, byte) in (1..).zip(bytes) {
            hash = hash.with(byte);
            if n_bytes < MIN_BYTES {
                continue;
            }
            let Some(number) = self.keys.find(hash) else { return };
            if let Some(value) = self.value(number) {
                visit(n_bytes, value);
            }
            if number & GOES_ON == 0 {
                return;
            }
        }
    }

    /// Calls `visit` with the number of words and the value of each phrase that starts at `words`' first, the
    /// shortest first. Words of a phrase are parted by nothing but [`GLUE`].
    pub fn walk(&self, text: &str, words: &[Word], visit: impl FnMut(usize, &'static T)) {
        self.walk_places(text, words.iter().map(Word::place), visit);
    }

    /// The same, where only the places of the words are known.
    pub fn walk_places(
        &self,
        text: &str,
        words: impl Iterator<Item = Place>,
        mut visit: impl FnMut(usize, &'static T),
    ) {
        let mut before: Option<(Hash, usize)> = None;
        for (k, word) in words.enumerate() {
            let hash = match before {
                Some((hash, end)) if is_glue(text.get(end..word.start).unwrap_or("\n")) => hash.and(word.hash),
                Some(_) => return,
                None => word.hash,
            };
            let Some(number) = self.keys.find(hash) else { return };
            if let Some(value) = self.value(number) {
                visit(k + 1, value);
            }
            if number & GOES_ON == 0 {
                return;
            }
            before = Some((hash, word.end));
        }
    }

    /// The longest phrase that starts at `words`' first and has a value for which `wanted` holds.
    pub fn longest(&self, text: &str, words: &[Word], wanted: impl Fn(&T) -> bool) -> Option<(usize, &'static T)> {
        let mut longest = None;
        self.walk(text, words, |n_words, value| {
            if wanted(value) {
                longest = Some((n_words, value));
            }
        });
        longest
    }
}

/// Whether a phrase goes on across `gap`.
fn is_glue(gap: &str) -> bool {
    gap.len() <= 4 && gap.chars().all(|c| GLUE.contains(&c))
}
