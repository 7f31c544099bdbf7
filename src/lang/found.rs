//! What the vocabulary finds in a text: looked up once, asked for many classes.
//!
//! In: a text. Out: its folded words, and every phrase, stem and end of a compound in it. The readers and the slots ask
//! the same short texts for one class after the other (some thirty times each); so the last texts are kept, by thread.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::known::Entry;
use super::{Vocabulary, Word, words};

/// Texts that are kept. A CV of two pages has about a thousand; when there are more, all are forgotten.
const MAX_KEPT: usize = 4096;

/// Longer texts (in bytes) are not kept: they are paragraphs, which few ask for.
const MAX_LENGTH: usize = 512;

/// What is found in a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub words: Vec<Word>,
    /// By the place of their first word; at one place, the longest last.
    phrases: Vec<Phrase>,
}

/// A phrase of the vocabulary in a text.
#[derive(Debug, Clone, Copy)]
struct Phrase {
    /// Number of its first word.
    at: usize,
    n_words: usize,
    /// What it is evidence for as it is printed.
    entry: Entry,
}

impl Found {
    fn new(vocabulary: &Vocabulary, text: &str) -> Self {
        let words = words(text);
        let mut phrases = Vec::new();
        for at in 0..words.len() {
            let Some(rest) = words.get(at..) else { break };
            vocabulary.visit(text, rest, |n_words, entry| {
                if entry.words | entry.hints != 0 {
                    phrases.push(Phrase { at, n_words, entry: *entry });
                }
            });
        }
        Self { words, phrases }
    }

    /// What is found in `text`.
    pub fn of(vocabulary: &Vocabulary, text: &str) -> Rc<Self> {
        thread_local! {
            static KEPT: RefCell<HashMap<Box<str>, Rc<Found>>> = RefCell::default();
        }
        if MAX_LENGTH < text.len() {
            return Rc::new(Self::new(vocabulary, text));
        }
        KEPT.with_borrow_mut(|kept| {
            if let Some(found) = kept.get(text) {
                return Rc::clone(found);
            }
            if MAX_KEPT <= kept.len() {
                kept.clear();
            }
            let found = Rc::new(Self::new(vocabulary, text));
            kept.insert(text.into(), Rc::clone(&found));
            found
        })
    }

    /// Byte ranges of the phrases for which `wanted` holds: the longest at each word, overlapping or not.
    pub fn ranges(&self, wanted: impl Fn(&Entry) -> bool) -> impl Iterator<Item = Range<usize>> {
        let mut phrases = self.phrases.iter().filter(move |phrase| wanted(&phrase.entry)).peekable();
        std::iter::from_fn(move || {
            let mut longest = phrases.next()?;
            while let Some(longer) = phrases.next_if(|next| next.at == longest.at) {
                longest = longer;
            }
            let last = self.words.get((longest.at + longest.n_words).checked_sub(1)?)?;
            Some(self.words.get(longest.at)?.start..last.end)
        })
    }

    /// What the phrases are evidence for.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.phrases.iter().map(|phrase| &phrase.entry)
    }
}
