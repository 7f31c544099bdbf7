//! What the bibliographic formats have in common: the parts of a publication, and citation keys.
//!
//! In: the publications of a CV. Out: for each a key that depends on it and its forerunners alone, the kind of work,
//! and names split into family and given.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::model::{Cv, Publication, Text};
use crate::read::citation::lexicon::{folded, lexicon, place};

/// A publication with its key.
#[derive(Debug, Clone)]
pub struct Work<'a> {
    /// "bee2024title": family name of the first author, year, first long word of the title; a letter where needed.
    pub key: String,
    /// The publication.
    pub publication: &'a Publication,
}

/// A name in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Family name, with its particles.
    pub family: String,
    /// Given names or initials; empty for groups and mononyms.
    pub given: String,
    /// "Jr.", "III".
    pub suffix: String,
}

/// Words shorter than this do not stand in a key.
const KEY_WORD_LETTERS: usize = 4;

/// The works of a CV, in its order.
#[must_use]
pub fn works(cv: &Cv) -> Vec<Work<'_>> {
    let mut taken: HashMap<String, u32> = HashMap::new();
    let work = |publication| {
        let base = key(publication);
        let count = taken.entry(base.clone()).or_default();
        *count += 1;
        let key = if *count == 1 { base } else { format!("{base}-{count}") };
        Work { key, publication }
    };
    cv.publications.iter().map(work).collect()
}

fn key(publication: &Publication) -> String {
    let family = publication.authors.first().map(|author| name(&author.value).family).unwrap_or_default();
    let year = publication.release_date.as_ref().map(|date| date.value.year().to_string()).unwrap_or_default();
    let title = text(publication.name.as_ref());
    let is_long = |word: &&str| KEY_WORD_LETTERS <= word.chars().count();
    let word = title.split(|c: char| !c.is_alphanumeric()).find(is_long).unwrap_or_default();
    let key = plain(&format!("{family}{year}{word}"));
    if key.is_empty() { "work".to_owned() } else { key }
}

/// Small letters and digits of ASCII, accents left out.
fn plain(text: &str) -> String {
    text.nfkd().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// The value, or nothing.
#[must_use]
pub fn text(value: Option<&Text>) -> &str {
    value.map_or("", |value| value.value.as_str())
}

/// "Bee, A.", "A. Bee", "Bee AB", "Bee, A., Jr." and "van der Berg" in parts; the name of a group is a family name.
#[must_use]
pub fn name(printed: &str) -> Name {
    let lexicon = lexicon();
    let (printed, suffix) = without_suffix(printed.trim());
    let part = |family: &str, given: &str| Name {
        family: family.trim().to_owned(),
        given: given.trim().to_owned(),
        suffix: suffix.to_owned(),
    };
    if let Some((family, given)) = printed.split_once(',') {
        return part(family, given);
    }
    if place(&printed.to_lowercase(), lexicon.group).is_some() {
        return part(printed, "");
    }
    let words: Vec<&str> = printed.split_whitespace().collect();
    let is_initials =
        |word: &&str| word.chars().count() <= 3 && word.chars().all(|c| c.is_uppercase() || c == '.' || c == '-');
    if let Some((last, family)) = words.split_last().filter(|(last, family)| is_initials(last) && !family.is_empty()) {
        return part(&family.join(" "), last);
    }
    let is_particle = |word: &&str| lexicon.particle.contains(word);
    let first_particle = words.iter().position(is_particle).filter(|at| 0 < *at);
    let at = first_particle.unwrap_or(words.len().saturating_sub(1));
    let (given, family) = words.split_at(at);
    part(&family.join(" "), &given.join(" "))
}

/// The name, and the suffix at its end ("King, M. L., Jr.", "Martin King III").
fn without_suffix(printed: &str) -> (&str, &str) {
    let Some((name, last)) = printed.rsplit_once([' ', ',']) else { return (printed, "") };
    let is_suffix = lexicon().suffix.contains(&folded(last)) && name.contains([' ', ',']);
    if is_suffix { (name.trim_end_matches([' ', ',']), last.trim()) } else { (printed, "") }
}

/// First and last page.
#[must_use]
pub fn pages(printed: &str) -> (String, Option<String>) {
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '‐' | '‑');
    match printed.split_once(is_dash) {
        Some((first, last)) => (first.trim().to_owned(), Some(last.trim_start_matches(is_dash).trim().to_owned())),
        None => (printed.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_split_however_it_is_printed() {
        for (printed, family, given, suffix) in [
            ("Bee, A. C.", "Bee", "A. C.", ""),
            ("Ann C. Bee", "Bee", "Ann C.", ""),
            ("Bee AC", "Bee", "AC", ""),
            ("Anneke van der Berg", "van der Berg", "Anneke", ""),
            ("King, M. L., Jr.", "King", "M. L.", "Jr."),
            ("Martin King III", "King", "Martin", "III"),
            ("Jr.", "Jr.", "", ""),
            ("the ATLAS Collaboration", "the ATLAS Collaboration", "", ""),
            ("Food and Agriculture Organization", "Food and Agriculture Organization", "", ""),
            ("陈思远", "陈思远", "", ""),
        ] {
            let expected = Name { family: family.to_owned(), given: given.to_owned(), suffix: suffix.to_owned() };
            assert_eq!(name(printed), expected, "{printed}");
        }
    }

    #[test]
    fn pages_are_parted_at_the_dash() {
        assert_eq!(pages("12–34"), ("12".to_owned(), Some("34".to_owned())));
        assert_eq!(pages("e17"), ("e17".to_owned(), None));
    }
}
