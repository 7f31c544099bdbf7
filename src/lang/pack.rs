//! The packs as they stand in `src/data/lang/`: one file a language.
//!
//! A new language is one file and one line in [`PACKS`].

use std::collections::BTreeMap;

use serde::Deserialize;

use super::WordClass;
use crate::section::SectionKind;

/// The packs, compiled in. Where two say different things of one phrase, the first is believed.
pub(super) const PACKS: [&str; 11] = [
    include_str!("../data/lang/en.toml"),
    include_str!("../data/lang/de.toml"),
    include_str!("../data/lang/fr.toml"),
    include_str!("../data/lang/es.toml"),
    include_str!("../data/lang/pt.toml"),
    include_str!("../data/lang/it.toml"),
    include_str!("../data/lang/zh.toml"),
    include_str!("../data/lang/nl.toml"),
    include_str!("../data/lang/pl.toml"),
    include_str!("../data/lang/sv.toml"),
    include_str!("../data/lang/tr.toml"),
];

/// One language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pack {
    /// BCP 47 tag.
    pub tag: String,
    /// Its own name for itself.
    #[allow(dead_code)]
    pub name: String,
    /// Whole headings of each kind of section.
    pub headings: BTreeMap<SectionKind, Vec<String>>,
    /// Words around headings.
    pub heading_words: HeadingWords,
    /// Words of dates.
    pub dates: BTreeMap<DateWord, Vec<String>>,
    /// Words that are evidence for a class. `*word` is the end of a compound, `word*` a stem.
    pub words: BTreeMap<WordClass, Vec<String>>,
    /// Words that are weak evidence for a class.
    pub hints: BTreeMap<WordClass, Vec<String>>,
    /// Words by which the language is known.
    pub detect: Detect,
}

impl Pack {
    /// How many words and phrases it has, headings aside.
    pub fn n_phrases(&self) -> usize {
        let n_words: usize = self.words.values().chain(self.hints.values()).map(Vec::len).sum();
        n_words + self.dates.values().map(Vec::len).sum::<usize>() + self.detect.common.len()
    }
}

/// Words around headings.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HeadingWords {
    /// Words that join two headings.
    pub and: Vec<String>,
    /// Words that may stand in a heading without making one.
    pub fill: Vec<String>,
}

/// Words by which a language is known.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Detect {
    /// Frequent words of running text and of CVs.
    pub common: Vec<String>,
}

/// What a word does in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DateWord {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
    /// Seasons, terms and quarters: the year beside them is the date.
    Terms,
    /// The item goes on.
    Present,
    /// What follows is the start, and the item goes on.
    Since,
    /// What follows is the start if an end follows, too.
    From,
    /// What follows is the end.
    Until,
    /// Between start and end.
    To,
    /// May stand before a date without changing it.
    About,
    /// Between the parts of a date ("17 de abril de 2019").
    Of,
    /// After the number of a day.
    Ordinal,
    /// After the number of a year.
    YearMark,
    /// After the number of a month.
    MonthMark,
    /// After the number of a day.
    DayMark,
}

impl DateWord {
    /// The number of the month that it names.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self <= Self::December).then_some(self as u8 + 1)
    }
}

/// The packs, parsed. A pack that does not parse is left out: a test holds that all do.
pub(super) fn packs() -> Vec<Pack> {
    PACKS.iter().filter_map(|text| toml::from_str(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;
    use crate::lang::words;

    fn parsed() -> Vec<Pack> {
        PACKS.iter().map(|text| toml::from_str(text).unwrap()).collect()
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
    fn every_pack_has_every_month_and_class() {
        for pack in parsed() {
            assert_eq!(pack.dates.keys().filter(|word| word.month().is_some()).count(), 12, "{}", pack.tag);
            for class in WordClass::ALL {
                assert!(pack.words.get(&class).is_some_and(|list| !list.is_empty()), "{}: {class:?}", pack.tag);
            }
        }
    }
}
