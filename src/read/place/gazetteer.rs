//! Names of cities, regions and countries to what is known of them.
//!
//! In: a name as printed. Out: whether the lists under `src/data/places` have it. They are searched as they are compiled
//! in, so that nothing is built at the start; `make_places.py` beside them says how they are made.

use crate::keys::{Hash, Keys};
use crate::lang::{List, WordSet, Words, is_sign};
use crate::table::{Table, table};

/// Cities of 15,000 people and more.
static CITIES: Table = table!("places/cities");
/// First-level divisions of all countries, and the codes of some.
static REGIONS: Table = table!("places/regions");
/// Countries in all languages of the packs, and in their own.
static COUNTRIES: Table = table!("places/countries");
/// The ISO codes of all of them.
static CODES: List = include!(concat!(env!("OUT_DIR"), "/country_codes.rs"));

/// Names of countries of at most so many letters are abbreviations, which are printed in capitals.
const MAX_ABBREVIATION: usize = 3;
/// Longer texts are no name of a place.
const MAX_NAME_WORDS: usize = 20;

/// What is known of the name of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct City {
    /// 100,000 people or more.
    pub is_large: bool,
    /// It is a common word or a person's name as well.
    pub is_word: bool,
}

/// A name that is looked up in several lists: it is folded once.
#[derive(Debug)]
pub(super) struct Name<'a> {
    printed: &'a str,
    /// `None` when it can be no name of a place.
    key: Option<Key>,
}

/// The folded words of a name as the lists have them, with a space between words but not between signs.
#[derive(Debug)]
struct Key {
    hash: Hash,
    n_bytes: usize,
    is_ascii: bool,
}

impl<'a> Name<'a> {
    pub fn of(printed: &'a str) -> Self {
        Self { printed, key: key(printed) }
    }

    /// The city of that name.
    pub fn city(&self) -> Option<City> {
        let mark = CITIES.get(self.key.as_ref()?.hash)?;
        Some(City { is_large: mark.contains('L'), is_word: mark.contains('W') })
    }

    /// Countries (ISO codes) that have a region of that name, or of that code if it is in capitals.
    pub fn region(&self) -> Option<&'static str> {
        let trimmed = self.printed.trim().trim_end_matches('.');
        if is_code(trimmed) { REGIONS.find(trimmed) } else { REGIONS.get(self.key.as_ref()?.hash) }
    }

    /// ISO code of the country of that name.
    pub fn country(&self) -> Option<&'static str> {
        let key = self.key.as_ref()?;
        let is_abbreviation = key.is_ascii && key.n_bytes <= MAX_ABBREVIATION;
        if is_abbreviation && self.printed.chars().any(char::is_lowercase) {
            return None;
        }
        COUNTRIES.get(key.hash)
    }

    /// Whether `set` has all of it.
    pub fn is_in(&self, set: &WordSet) -> bool {
        self.key.as_ref().is_some_and(|key| set.has(key.hash))
    }
}

/// The city of that name.
pub(super) fn city(name: &str) -> Option<City> {
    Name::of(name).city()
}

/// Countries (ISO codes) that have a region of that name, or of that code if it is in capitals.
pub(super) fn region(name: &str) -> Option<&'static str> {
    Name::of(name).region()
}

/// Whether `text` has the form of a region's code ("IL", "NSW").
pub(super) fn is_code(text: &str) -> bool {
    (2..=MAX_ABBREVIATION).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase())
}

/// ISO code of the country of that name.
pub(super) fn country(name: &str) -> Option<&'static str> {
    Name::of(name).country()
}

/// The ISO code that `code` is, where it is a country's.
pub(super) fn code(code: &str) -> Option<&'static str> {
    CODES.iter().copied().find(|known| *known == code)
}

/// The key of `name`; `None` when it can be no name.
fn key(name: &str) -> Option<Key> {
    let mut key = Key { hash: Hash::EMPTY, n_bytes: 0, is_ascii: true };
    let (mut n_words, mut is_after_sign) = (0, false);
    for word in Words::of(name) {
        let is_close = key.n_bytes == 0 || is_after_sign && word.text.starts_with(is_sign);
        let gap = if is_close { "" } else { " " };
        key.hash = gap.bytes().chain(word.text.bytes()).fold(key.hash, Hash::with);
        key.n_bytes += gap.len() + word.text.len();
        key.is_ascii &= word.text.is_ascii();
        is_after_sign = word.text.ends_with(is_sign);
        n_words += 1;
        if MAX_NAME_WORDS < n_words {
            return None;
        }
    }
    (0 < n_words).then_some(key)
}

/// Words around places.
#[derive(Debug)]
pub(super) struct PlaceWords {
    /// Stand instead of a place.
    pub unreal: WordSet,
    /// Stand around a name.
    pub around: WordSet,
    /// Make a text a street.
    pub street: WordSet,
    /// Make a word a street, at its end.
    pub street_end: List,
    /// Parts of a house.
    pub unit: WordSet,
    /// Are city and country in one.
    pub city_state: WordSet,
    /// After the name of a region in Han.
    pub han_region: List,
    /// After the name of a city in Han.
    pub han_city: List,
    /// After the name of a district in Han.
    pub han_district: List,
    /// After the name of a street, or the number of a house, in Han.
    pub han_street: List,
}

impl PlaceWords {
    /// The words, folded (laid out at build time).
    pub fn all() -> &'static Self {
        static ALL: PlaceWords = include!(concat!(env!("OUT_DIR"), "/places_words.toml.rs"));
        &ALL
    }
}

/// Whether `set` has all of `text` after folding.
pub(super) fn is_in(set: &WordSet, text: &str) -> bool {
    Name::of(text).is_in(set)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rows;

    const LISTS: [(&str, &Table); 3] =
        [("places/cities", &CITIES), ("places/countries", &COUNTRIES), ("places/regions", &REGIONS)];

    #[test]
    fn the_lists_are_sorted_and_folded() {
        for (list, _) in LISTS {
            let names: Vec<String> = rows(list).into_iter().map(|(name, _)| name).collect();
            assert!(names.is_sorted_by(|a, b| a < b));
            let is_odd = |name: &&String| key(name).is_none_or(|key| key.hash != Hash::of(name.bytes()));
            let odd: Vec<&String> = names.iter().filter(|name| !is_code(name)).filter(is_odd).collect();
            assert!(odd.is_empty(), "{} {odd:?}", odd.len());
        }
    }

    #[test]
    fn every_name_is_found() {
        for (name, list) in LISTS {
            assert!(rows(name).iter().all(|(name, value)| list.find(name) == Some(value)));
        }
        assert_eq!(CITIES.find("zzzz"), None);
        assert_eq!(CITIES.find(""), None);
    }

    #[test]
    fn the_words_can_be_read() {
        let words = PlaceWords::all();
        assert!(is_in(&words.unreal, "Remote") && is_in(&words.street, "Rue") && !words.han_city.is_empty());
    }

    #[test]
    fn countries_in_many_languages() {
        let cases = [
            ("Iceland", Some("IS")),
            ("Ísland", Some("IS")),
            ("DEUTSCHLAND", Some("DE")),
            ("Pays-Bas", Some("NL")),
            ("U.S.A.", Some("US")),
            ("USA", Some("US")),
            ("us", None),
            ("UK", Some("GB")),
            ("Scotland", Some("GB")),
            ("P.R. China", Some("CN")),
            ("Republic of China", None),
            ("Taiwan", Some("TW")),
            ("中国", Some("CN")),
            ("日本", Some("JP")),
            ("Côte d'Ivoire", Some("CI")),
            ("The Netherlands", Some("NL")),
            ("Estados Unidos", Some("US")),
            ("Svizzera", Some("CH")),
            ("Boston", None),
            ("", None),
        ];
        for (name, code) in cases {
            assert_eq!(country(name), code, "{name:?}");
        }
    }
}
