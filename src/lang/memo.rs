//! What was made of the last texts: the readers and the slots ask the same short texts over and over.
//!
//! In: a text and how to make something of it. Out: what was made of it, now or before. Each thread has its own.

use foldhash::HashMap;

use super::Vocabulary;

/// Bytes of the texts that are kept: a CV of a thousand pages has fewer; when there are more, all are forgotten.
const MAX_KEPT: usize = 2 << 20;

/// Place for so many is made at once: most CVs need it, and a table that grows is filled anew each time.
const USUAL: usize = 448;

/// Longer texts (in bytes) are not kept: they are paragraphs, which few ask for.
const MAX_LENGTH: usize = 512;

/// What was made of texts with one vocabulary.
#[derive(Debug)]
pub struct Memo<T> {
    /// The vocabulary; what was made with another is forgotten.
    of: Option<(u32, bool)>,
    made: HashMap<Box<str>, T>,
    /// Bytes of their texts.
    n_bytes: usize,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self { of: None, made: HashMap::default(), n_bytes: 0 }
    }
}

impl<T: Clone> Memo<T> {
    /// What `read` makes of `text`.
    pub fn get(&mut self, text: &str, vocabulary: &Vocabulary, read: impl FnOnce() -> T) -> T {
        if MAX_LENGTH < text.len() {
            return read();
        }
        let of = Some((vocabulary.packs, vocabulary.is_month_first));
        if self.of != of || MAX_KEPT < self.n_bytes {
            self.made.clear();
            (self.of, self.n_bytes) = (of, 0);
        }
        if let Some(made) = self.made.get(text) {
            return made.clone();
        }
        let made = read();
        self.made.reserve(USUAL.saturating_sub(self.made.len()));
        self.made.insert(text.into(), made.clone());
        self.n_bytes += text.len();
        made
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_made_once_for_each_vocabulary() {
        let (all, german) = (Vocabulary::of(&[]), Vocabulary::of(&["de".to_owned()]));
        let mut memo = Memo::default();
        assert_eq!(memo.get("a", &all, || 1), 1);
        assert_eq!(memo.get("a", &all, || 2), 1);
        assert_eq!(memo.get("a", &german, || 3), 3);
    }
}
