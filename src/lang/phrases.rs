//! Phrases to what is known of them: all phrases that start at a word are found in one walk.
//!
//! In: the tables that the build script lays out. Out: for any place in a text, the values of the phrases that start
//! there. The keys are a finite state transducer, which is searched where it is compiled in.

use fst::automaton::Str;
use fst::raw::{Fst, Node, Output};

use fst::{Automaton, IntoStreamer, Map, Streamer};

use super::fold::Word;

/// Characters that may stand between the words of a phrase ("co-founder", "Dipl.-Ing.", "l'école", "HR & IT").
const GLUE: [char; 12] = [' ', '\u{a0}', '-', '‐', '\u{2011}', '.', '\'', '’', '/', '&', '*', ':'];

/// Stands between two words of a phrase in the table: no byte of UTF-8.
pub(crate) const WORD_END: u8 = 0xff;

/// A set of phrases, each with a value.
#[derive(Debug)]
pub(super) struct Phrases<T: 'static> {
    /// Phrases to places in `values`; `None` if the table is damaged.
    keys: Option<Map<&'static [u8]>>,
    values: &'static [T],
}

impl<T> Phrases<T> {
    /// The phrases of a table of the build script.
    pub fn new(keys: &'static [u8], values: &'static [T]) -> Self {
        Self { keys: Map::new(keys).ok(), values }
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&'static T> {
        let place = self.keys.as_ref()?.get(key)?;
        self.values.get(place as usize)
    }

    /// All keys with their values.
    pub fn all(&self) -> Vec<(String, T)>
    where
        T: Copy,
    {
        let Some(keys) = &self.keys else { return Vec::new() };
        let pairs = keys.stream().into_str_vec().unwrap_or_default().into_iter();
        pairs.filter_map(|(key, place)| self.values.get(place as usize).map(|value| (key, *value))).collect()
    }

    /// Calls `visit` with each key that starts with `start`, and its value.
    pub fn each_from(&self, start: &str, mut visit: impl FnMut(&[u8], &'static T)) {
        let Some(keys) = &self.keys else { return };
        let mut found = keys.search(Str::new(start).starts_with()).into_stream();
        while let Some((key, place)) = found.next() {
            if let Some(value) = self.values.get(place as usize) {
                visit(key, value);
            }
        }
    }

    /// Calls `visit` with the number of bytes and the value of each key that `bytes` start with, the shortest first.
    pub fn starts<'a>(&self, bytes: impl Iterator<Item = &'a u8>, mut visit: impl FnMut(usize, &'static T)) {
        let Some(mut walk) = Walk::new(self) else { return };
        for (k, &byte) in bytes.enumerate() {
            if !walk.step(byte) {
                return;
            }
            if let Some(value) = walk.value() {
                visit(k + 1, value);
            }
        }
    }

    /// Calls `visit` with the number of words and the value of each phrase that starts at `words`' first, the
    /// shortest first. Words of a phrase are parted by nothing but [`GLUE`].
    pub fn walk(&self, text: &str, words: &[Word], mut visit: impl FnMut(usize, &'static T)) {
        let Some(mut walk) = Walk::new(self) else { return };
        let mut end = None;
        for (k, word) in words.iter().enumerate() {
            let goes_on = match end {
                Some(end) => is_glue(text.get(end..word.start).unwrap_or("\n")) && walk.step(WORD_END),
                None => true,
            };
            if !goes_on || !word.text.bytes().all(|byte| walk.step(byte)) {
                return;
            }
            if let Some(value) = walk.value() {
                visit(k + 1, value);
            }
            end = Some(word.end);
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

/// A place in the table, reached from its root byte by byte.
struct Walk<'a, T: 'static> {
    keys: &'a Fst<&'static [u8]>,
    values: &'static [T],
    node: Node<'a>,
    place: Output,
}

impl<'a, T> Walk<'a, T> {
    fn new(phrases: &'a Phrases<T>) -> Option<Self> {
        let keys = phrases.keys.as_ref()?.as_fst();
        Some(Self { keys, values: phrases.values, node: keys.root(), place: Output::zero() })
    }

    /// Goes on by `byte`; `false` where no key does.
    fn step(&mut self, byte: u8) -> bool {
        let Some(which) = self.node.find_input(byte) else { return false };
        let transition = self.node.transition(which);
        self.node = self.keys.node(transition.addr);
        self.place = self.place.cat(transition.out);
        true
    }

    /// The value of the key that ends here.
    fn value(&self) -> Option<&'static T> {
        let place = self.node.is_final().then(|| self.place.cat(self.node.final_output()))?;
        self.values.get(place.value() as usize)
    }
}

/// Whether a phrase goes on across `gap`.
fn is_glue(gap: &str) -> bool {
    gap.len() <= 4 && gap.chars().all(|c| GLUE.contains(&c))
}
