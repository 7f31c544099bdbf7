//! The words that references use around their fields, loaded from `src/data/citation.toml`.
//!
//! In: a word or phrase. Out: whether a list holds it. The words themselves are data.

use crate::lang::{Groups, List};

/// The lists of `citation.toml`.
#[derive(Debug)]
pub struct Lexicon {
    /// Before the name of a book or of proceedings.
    pub before_venue: List,
    /// Between the last two names of a list.
    pub and: List,
    /// In place of further names.
    pub others: List,
    /// Beside editors.
    pub editor: List,
    /// After a family name.
    pub suffix: List,
    /// Before a family name, part of it.
    pub particle: List,
    /// What a legend says of authors that a mark stands beside.
    pub equal: List,
    /// Labels of a volume.
    pub volume: List,
    /// Labels of an issue.
    pub issue: List,
    /// Labels of pages.
    pub pages: List,
    /// Repositories of preprints.
    pub archive: List,
    /// Phrases that tell the state of a work, by the value they stand for.
    pub status: Groups,
    /// Marks of kind that stand in square brackets after a title, by the CSL type each stands for.
    pub mark: Groups,
    /// Words that tell the kind of a work, by CSL type.
    pub kind: Groups,
}

/// The lexicon (laid out at build time).
#[must_use]
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: Lexicon = include!(concat!(env!("OUT_DIR"), "/citation.toml.rs"));
    &LEXICON
}

/// A word or phrase as the lists have it: small letters, no signs at its ends.
#[must_use]
pub fn folded(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric() && c != '&' && c != '°' && c != 'º').to_lowercase()
}

/// The key of the first of `lists` that holds a phrase of `text` on word boundaries, with the phrase's place in the
/// folded text; the longest phrase wins.
#[must_use]
pub fn key_of(lists: Groups, text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut best: Option<(&'static str, usize)> = None;
    for (key, phrases) in lists.iter() {
        for phrase in phrases.iter() {
            if best.is_none_or(|(_, length)| length < phrase.len()) && holds(&text, phrase) {
                best = Some((key, phrase.len()));
            }
        }
    }
    best.map(|(key, _)| key)
}

/// `text` holds `phrase` on word boundaries (scripts without spaces: anywhere). Both are in small letters.
#[must_use]
pub fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + phrase.len()..).and_then(|after| after.chars().next());
        let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() || super::words::is_ideograph(c));
        is_edge(before) && is_edge(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_read_whole() {
        assert!(lexicon().and.contains("and") && lexicon().status.iter().any(|(state, _)| state == "under review"));
    }

    #[test]
    fn a_phrase_counts_on_word_boundaries() {
        assert_eq!(key_of(lexicon().status, "Submitted to X"), Some("submitted"));
        assert!(!holds("presubmitted", "submitted"));
    }
}
