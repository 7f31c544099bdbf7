//! Phrases to what is known of them: the longest phrase that starts at a word is found in one walk.
//!
//! In: phrases as folded words. Out: for any place in a text, the values of the phrases that start there.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use smol_str::SmolStr;

use super::fold::Word;

/// Characters that may stand between the words of a phrase ("co-founder", "Dipl.-Ing.", "l'école", "HR & IT").
const GLUE: [char; 12] = [' ', '\u{a0}', '-', '‐', '\u{2011}', '.', '\'', '’', '/', '&', '*', ':'];

/// A set of phrases, each with a value.
#[derive(Debug, Default)]
pub struct Trie<T> {
    words: HashMap<SmolStr, u32, Quick>,
    edges: HashMap<(u32, u32), u32, Quick>,
    values: Vec<Option<T>>,
}

impl<T: Default> Trie<T> {
    /// An empty trie with room for `n_phrases`.
    pub fn with_room(n_phrases: usize) -> Self {
        Self {
            words: HashMap::with_capacity_and_hasher(n_phrases, Quick::default()),
            edges: HashMap::with_capacity_and_hasher(2 * n_phrases, Quick::default()),
            values: Vec::with_capacity(2 * n_phrases),
        }
    }

    /// Lets `act` change the value of the phrase that consists of `words`, made if it is new.
    pub fn edit(&mut self, words: impl IntoIterator<Item = SmolStr>, act: impl FnOnce(&mut T)) {
        if self.values.is_empty() {
            self.values.push(None);
        }
        let mut node = 0;
        for word in words {
            let n_words = self.words.len() as u32;
            let word = *self.words.entry(word).or_insert(n_words);
            let next = self.values.len() as u32;
            node = *self.edges.entry((node, word)).or_insert(next);
            if node == next {
                self.values.push(None);
            }
        }
        if let Some(slot) = self.values.get_mut(node as usize).filter(|_| node != 0) {
            act(slot.get_or_insert_with(T::default));
        }
    }
}

impl<T> Trie<T> {
    /// Calls `visit` with the number of words and the value of each phrase that starts at `words`' first, the
    /// shortest first. Words of a phrase are parted by nothing but [`GLUE`].
    pub fn walk<'a>(&'a self, text: &str, words: &[Word], mut visit: impl FnMut(usize, &'a T)) {
        let mut node = 0;
        let mut end = None;
        for (k, word) in words.iter().enumerate() {
            let is_joined = end.is_none_or(|end| is_glue(text.get(end..word.start).unwrap_or("\n")));
            let Some(&id) = self.words.get(&word.text).filter(|_| is_joined) else { return };
            let Some(&next) = self.edges.get(&(node, id)) else { return };
            if let Some(value) = self.values.get(next as usize).and_then(Option::as_ref) {
                visit(k + 1, value);
            }
            node = next;
            end = Some(word.end);
        }
    }

    /// The longest phrase that starts at `words`' first and has a value for which `wanted` holds.
    pub fn longest<'a>(&'a self, text: &str, words: &[Word], wanted: impl Fn(&T) -> bool) -> Option<(usize, &'a T)> {
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

/// Hashes short words and pairs of numbers quickly. The keys are ours, so no stranger can make them collide; what a
/// stranger writes is only looked up.
#[derive(Debug, Default)]
pub struct QuickHasher(u64);

/// Makes [`QuickHasher`]s.
pub type Quick = BuildHasherDefault<QuickHasher>;

/// An odd number near 2^64 divided by the golden ratio: multiplication by it spreads the bits (Knuth).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

impl QuickHasher {
    fn add(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(SPREAD);
    }
}

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let value = chunk.iter().fold(0_u64, |value, &byte| (value << 8) | u64::from(byte));
            self.add(value);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.add(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.add(u64::from(value));
    }

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}
