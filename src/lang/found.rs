//! What the vocabulary finds in a text: looked up once, asked for many classes.
//!
//! In: a text. Out: its folded words, and every phrase, stem and end of a compound in it. The readers and the slots ask
//! the same short texts for one class after the other (some thirty times each); so the last texts are kept.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use super::memo::Memo;
use super::{Vocabulary, Word, WordClass, words};

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
    /// Bits of the classes that it is evidence for as it is printed, and of those that it is weak evidence for.
    words: u64,
    hints: u64,
}

impl Found {
    fn new(vocabulary: &Vocabulary, text: &str) -> Self {
        let words = words(text);
        let mut phrases = Vec::with_capacity(words.len());
        for at in 0..words.len() {
            let Some(rest) = words.get(at..) else { break };
            vocabulary.visit(text, rest, |n_words, entry| {
                if entry.words | entry.hints != 0 {
                    phrases.push(Phrase { at, n_words, words: entry.words, hints: entry.hints });
                }
            });
        }
        Self { words, phrases }
    }

    /// What is found in `text`.
    pub fn of(vocabulary: &Vocabulary, text: &str) -> Rc<Self> {
        thread_local! {
            static KEPT: RefCell<Memo<Rc<Found>>> = RefCell::default();
        }
        KEPT.with_borrow_mut(|kept| kept.get(text, vocabulary, || Rc::new(Self::new(vocabulary, text))))
    }

    /// Byte ranges of the phrases of `class`: the longest at each word, overlapping or not.
    pub fn ranges(&self, class: WordClass) -> impl Iterator<Item = Range<usize>> {
        let mut phrases = self.phrases.iter().filter(move |phrase| phrase.words & class.bit() != 0).peekable();
        std::iter::from_fn(move || {
            let mut longest = phrases.next()?;
            while let Some(longer) = phrases.next_if(|next| next.at == longest.at) {
                longest = longer;
            }
            let last = self.words.get((longest.at + longest.n_words).checked_sub(1)?)?;
            Some(self.words.get(longest.at)?.start..last.end)
        })
    }

    /// Bits of the classes that the whole text is a phrase of.
    pub fn whole(&self) -> u64 {
        let is_whole = |phrase: &&Phrase| phrase.at == 0 && phrase.n_words == self.words.len();
        self.phrases.iter().filter(is_whole).fold(0, |classes, phrase| classes | phrase.words)
    }

    /// Bits of the classes that the phrases are evidence for, and of those that they are weak evidence for.
    pub fn evidence(&self) -> (u64, u64) {
        self.phrases.iter().fold((0, 0), |(words, hints), phrase| (words | phrase.words, hints | phrase.hints))
    }
}
