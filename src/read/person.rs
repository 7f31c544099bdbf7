//! People's names and lists of them.

use std::ops::Range;

use crate::lang::Vocabulary;

/// How much `text` looks like one person's name: 0 (not at all) to 1.
#[must_use]
pub fn likeness(text: &str, vocabulary: &Vocabulary) -> f32 {
    let _ = (text, vocabulary);
    0.0
}

/// Byte ranges of the names in a list of people ("A. Bee, C. Dee, and E. Eff"; "Bee, A., & Dee, C."), without marks.
#[must_use]
pub fn list(text: &str, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let _ = (text, vocabulary);
    Vec::new()
}
