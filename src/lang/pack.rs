//! The packs as they stand in `src/data/lang/`: one file a language.
//!
//! A new language is one file and one line in [`PACKS`]. Read by the build script, which turns the packs into tables,
//! and by the tests; the program itself never parses a pack.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{DateWord, WordClass};
use crate::section::SectionKind;

/// The packs by their tags. Where two say different things of one phrase, the first is believed.
pub(crate) const PACKS: [&str; 16] =
    ["en", "de", "fr", "es", "pt", "it", "zh", "nl", "pl", "sv", "tr", "cs", "ru", "ja", "ko", "zh-Hant"];

/// One language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pack {
    /// BCP 47 tag.
    pub tag: String,
    /// Its own name for itself.
    #[allow(dead_code)]
    pub name: String,
    /// Whole headings of each kind of section.
    pub headings: BTreeMap<SectionKind, Vec<String>>,
    /// Words around headings.
    pub heading_words: HeadingWords,
    /// Names of eras, each with the year before its first: years are counted from there ("令和2年" is 2018 + 2).
    #[serde(default)]
    pub eras: BTreeMap<String, u16>,
    /// Words of dates.
    pub dates: BTreeMap<DateWord, Vec<String>>,
    /// Words that are evidence for a class. `*word` is the end of a compound, `word*` a stem;
    /// in scripts without word spaces, `*word` counts only where a run of signs ends.
    pub words: BTreeMap<WordClass, Vec<String>>,
    /// Words that are weak evidence for a class.
    pub hints: BTreeMap<WordClass, Vec<String>>,
    /// Words by which the language is known.
    pub detect: Detect,
}

/// Words around headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeadingWords {
    /// Words that join two headings.
    pub and: Vec<String>,
    /// Words that may stand in a heading without making one.
    pub fill: Vec<String>,
}

/// Words by which a language is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Detect {
    /// Frequent words of running text and of CVs.
    pub common: Vec<String>,
}

/// The packs, parsed; or which of them does not parse, and where.
pub(crate) fn packs() -> Result<Vec<Pack>, String> {
    let parsed = |tag: &&str| {
        // Build scripts and tests are both started in the root of the package.
        let path = format!("src/data/lang/{tag}.toml");
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        toml::from_str(&text).map_err(|error| format!("{path}: {error}"))
    };
    PACKS.iter().map(parsed).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::lang::{is_sign, words};

    fn parsed() -> Vec<Pack> {
        packs().unwrap()
    }

    #[test]
    fn every_list_is_sorted_and_says_nothing_twice() {
        for pack in parsed() {
            let lists = (pack.headings.iter().map(|(kind, list)| (format!("{kind:?}"), list)))
                .chain(pack.words.iter().map(|(class, list)| (format!("{class:?}"), list)))
                .chain(pack.hints.iter().map(|(class, list)| (format!("hint {class:?}"), list)))
                .chain(pack.dates.iter().map(|(word, list)| (format!("{word:?}"), list)))
                .chain([("fill".to_owned(), &pack.heading_words.fill), ("common".to_owned(), &pack.detect.common)]);
            for (name, list) in lists {
                assert!(list.is_sorted_by(|a, b| a < b), "{}: {name} is not sorted", pack.tag);
                assert!(
                    list.iter().all(|phrase| !words(phrase).is_empty()),
                    "{}: {name} has an empty phrase",
                    pack.tag
                );
            }
        }
    }

    #[test]
    fn a_heading_opens_one_kind_of_section_in_all_languages() {
        let mut seen: HashMap<String, (SectionKind, String)> = HashMap::new();
        for pack in parsed() {
            for (kind, list) in &pack.headings {
                for heading in list {
                    let folded: Vec<String> = words(heading).into_iter().map(|word| word.text.to_string()).collect();
                    let (other, tag) = seen.entry(folded.join(" ")).or_insert((*kind, pack.tag.clone()));
                    assert_eq!(other, kind, "{heading:?} of {} opens another kind in {tag}", pack.tag);
                }
            }
        }
    }

    #[test]
    fn eras_are_named_in_signs() {
        // The reader of dates looks for no year in a text of one digit and no sign.
        let names: Vec<String> = parsed().into_iter().flat_map(|pack| pack.eras.into_keys()).collect();
        assert!(!names.is_empty() && names.iter().all(|name| name.chars().all(is_sign)));
    }

    #[test]
    fn every_pack_has_every_month_and_class() {
        for pack in parsed() {
            assert_eq!(pack.dates.keys().filter(|word| word.month().is_some()).count(), 12, "{}", pack.tag);
            for class in WordClass::ALL {
                assert!(pack.words.get(&class).is_some_and(|list| !list.is_empty()), "{}: {class:?}", pack.tag);
            }
        }
    }
}
