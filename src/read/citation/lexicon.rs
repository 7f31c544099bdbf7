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
    /// In the name of a group of people.
    pub group: List,
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

/// The value of the longest phrase of `groups` that stands in `text` on word boundaries; the first in the alphabet of
/// several.
#[must_use]
pub fn key_of(groups: Groups, text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let mut best: (usize, Option<&'static str>) = (0, None);
    for at in edges(&text) {
        let rest = text.get(at..).unwrap_or("");
        for (phrase, value) in groups.starting(rest).filter(|(phrase, _)| ends(rest, phrase.len())) {
            let is_first = phrase.len() == best.0 && best.1.is_some_and(|best| value < best);
            if best.0 < phrase.len() || is_first {
                best = (phrase.len(), Some(value));
            }
        }
    }
    best.1
}

/// Where one of `phrases` stands in `text` on word boundaries (scripts without spaces: anywhere). All are in small
/// letters.
#[must_use]
pub fn place(text: &str, phrases: List) -> Option<usize> {
    edges(text).find(|at| {
        let rest = text.get(*at..).unwrap_or("");
        phrases.iter().any(|phrase| rest.starts_with(phrase) && ends(rest, phrase.len()))
    })
}

/// Where words may start.
fn edges(text: &str) -> impl Iterator<Item = usize> {
    let mut is_edge = true;
    text.char_indices().filter_map(move |(at, c)| std::mem::replace(&mut is_edge, is_edge_beside(c)).then_some(at))
}

/// A word may end after so many bytes of `rest`.
fn ends(rest: &str, n_bytes: usize) -> bool {
    rest.get(n_bytes..).is_some_and(|after| after.chars().next().is_none_or(is_edge_beside))
}

/// Words beside `c` end there.
fn is_edge_beside(c: char) -> bool {
    !c.is_alphanumeric() || super::words::is_ideograph(c)
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
        assert_eq!(key_of(lexicon().status, "presubmitted"), None);
        assert_eq!(place("an arxiv preprint", lexicon().archive), Some(3));
        assert_eq!(place("arxivs", lexicon().archive), None);
    }
}
