//! Degrees and fields of study: "Ph.D. in Computer Science", "硕士 计算机科学".

use std::ops::Range;

use crate::lang::Vocabulary;

/// Where degree and field stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degree {
    /// The degree: "Ph.D.", "Bachelor of Science".
    pub study_type: Range<usize>,
    /// The field: "Computer Science".
    pub area: Option<Range<usize>>,
}

/// Reads a degree with its field; `None` when `text` names no degree.
#[must_use]
pub fn split(text: &str, vocabulary: &Vocabulary) -> Option<Degree> {
    let _ = (text, vocabulary);
    None
}

/// A mark or honours line without its label ("Overall GPA: 3.71/4.0 (top 9%)" → score, rank).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// "3.71/4.0", "First Class Honours".
    pub score: Range<usize>,
    /// "top 9%".
    pub rank: Option<Range<usize>>,
}

/// Reads a mark or honours; `None` when `text` is neither.
#[must_use]
pub fn score(text: &str, vocabulary: &Vocabulary) -> Option<Score> {
    let _ = (text, vocabulary);
    None
}
