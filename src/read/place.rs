//! Places: cities, regions, countries, postal addresses.
//!
//! In: a text. Out: how much it looks like a place, or the parts of an address. Cities that no list has are known by
//! their company ("Fairhaven, MA"). Nothing here knows in which section the text stands.

mod address;
mod gazetteer;
mod part;
mod postal;

use std::cell::RefCell;
use std::ops::Range;

use crate::lang::{Memo, Vocabulary, WordClass};
use part::{Kind, Part};

/// Longer texts (in characters) are prose or a whole address.
const MAX_LEN: usize = 64;
/// A place has at most so many parts ("Mitte, Berlin, Brandenburg, Germany").
const MAX_PARTS: usize = 4;

/// A known city with its region or country.
const CERTAIN: f32 = 0.97;
/// An unknown name with a country ("Reyðarfjörður, Iceland"): firms are seldom printed like that.
const UNKNOWN_IN_COUNTRY: f32 = 0.85;
/// An unknown name of one word with the code of a region ("Fairhaven, MA"); letters after a name look like that, too.
const UNKNOWN_IN_CODE: f32 = 0.75;
/// An unknown name of several words with a code that may be letters after a name ("Jane Doe, MD").
const INITIALS: f32 = 0.3;
/// Names of persons have more words.
const MIN_NAME: usize = 1;
/// An unknown name with the name of a region.
const UNKNOWN_IN_REGION: f32 = 0.7;
/// An unknown name with a city: a district, or a firm ("Google, London").
const UNKNOWN_IN_CITY: f32 = 0.35;
/// A country alone.
const COUNTRY: f32 = 0.9;
/// A region alone.
const REGION: f32 = 0.65;
/// A city alone, by size; where it is also a word or a person's name; and both.
const LARGE_CITY: f32 = 0.9;
const SMALL_CITY: f32 = 0.7;
const LARGE_WORD: f32 = 0.7;
const SMALL_WORD: f32 = 0.4;
/// A country that is a language as well in one of our languages ("Italien").
const ALSO_LANGUAGE: f32 = 0.5;
/// An unknown name before a city with its region or country: what precedes is told by other words ("Cardiac ICU").
const UNKNOWN_BEFORE_CITY: f32 = 0.4;
/// Nothing but cities.
const CITIES: f32 = 0.8;
/// "Remote".
const UNREAL: f32 = 0.9;

/// How much `text` looks like a place and nothing else ("Boston, MA", "Zürich, Schweiz", "北京"): 0 to 1.
#[must_use]
pub fn likeness(text: &str, vocabulary: &Vocabulary) -> f32 {
    thread_local! {
        static KEPT: RefCell<Memo<f32>> = RefCell::default();
    }
    let text = text.trim();
    if text.is_empty() || MAX_LEN < text.chars().count() {
        return 0.0;
    }
    KEPT.with_borrow_mut(|kept| kept.get(text, vocabulary, || likeness_of_short(text, vocabulary)))
}

/// Likeness of a text that is short enough.
fn likeness_of_short(text: &str, vocabulary: &Vocabulary) -> f32 {
    let Some(parts) = part::parts(text, MAX_PARTS, vocabulary) else { return 0.0 };
    match parts.as_slice() {
        [only] => match alone(only) {
            likeness if 0.0 < likeness && vocabulary.is(WordClass::Language, text) => likeness * ALSO_LANGUAGE,
            likeness => likeness,
        },
        [first @ .., last] => together(first, last, text, vocabulary),
        [] => 0.0,
    }
}

/// Likeness of a text of one part.
fn alone(part: &Part) -> f32 {
    match part.kind {
        Kind::Country(_) => COUNTRY,
        Kind::Region => REGION,
        Kind::CityInRegion => CERTAIN,
        Kind::City(city) => match (city.is_large, city.is_word) {
            (true, false) => LARGE_CITY,
            (false, false) => SMALL_CITY,
            (true, true) => LARGE_WORD,
            (false, true) => SMALL_WORD,
        },
        Kind::Unreal => UNREAL,
        Kind::Code { .. } | Kind::Name { .. } | Kind::Other => 0.0,
    }
}

/// Likeness of a text of several parts.
fn together(first: &[Part], last: &Part, text: &str, vocabulary: &Vocabulary) -> f32 {
    let is_initials = MIN_NAME < first.iter().map(n_unknown_words).sum()
        && (vocabulary.has(WordClass::Title, text) || vocabulary.has(WordClass::Degree, text));
    let n_unknown = first.iter().filter(|part| matches!(part.kind, Kind::Name { .. })).count();
    let is_short = first.iter().all(|part| !matches!(part.kind, Kind::Name { n_words } if 1 < n_words));
    let after_unknown = first.iter().skip_while(|part| !matches!(part.kind, Kind::Name { .. }));
    let holds_city = after_unknown.skip(1).any(|part| matches!(part.kind, Kind::City(_)));
    let is_open = first.iter().all(|part| part.kind == Kind::Unreal);
    match last.kind {
        _ if is_open => UNREAL,
        Kind::Country(_) | Kind::CityInRegion | Kind::Code { .. } | Kind::Region if n_unknown == 0 => CERTAIN,
        Kind::Country(_) | Kind::CityInRegion | Kind::Code { .. } | Kind::Region if n_unknown == 1 && holds_city => {
            UNKNOWN_BEFORE_CITY
        }
        Kind::Country(_) | Kind::CityInRegion if n_unknown == 1 => UNKNOWN_IN_COUNTRY,
        Kind::Code { .. } if is_initials => INITIALS,
        Kind::Code { is_usual: true } if n_unknown == 1 && is_short => UNKNOWN_IN_CODE,
        Kind::Code { is_usual: true } | Kind::Region if n_unknown == 1 => UNKNOWN_IN_REGION,
        Kind::City(_) | Kind::Unreal if n_unknown == 0 => CITIES,
        Kind::City(_) if n_unknown == 1 && is_short => UNKNOWN_IN_CITY,
        _ => 0.0,
    }
}

/// Words of an unknown name.
fn n_unknown_words(part: &Part) -> usize {
    if let Kind::Name { n_words } = part.kind { n_words } else { 0 }
}

/// ISO 3166-1 alpha-2 code of the country that `name` is a name of, in any language of the packs.
#[must_use]
pub fn country_code(name: &str) -> Option<&'static str> {
    gazetteer::country(name.trim())
}

/// The ISO 3166-1 alpha-2 code that `text` is, where it is a country's ("PT").
#[must_use]
pub fn iso_code(text: &str) -> Option<&'static str> {
    gazetteer::code(text)
}

/// The parts of a postal address or "city, country", each where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// Street line(s).
    pub street: Option<Range<usize>>,
    /// Postal code.
    pub postal_code: Option<Range<usize>>,
    /// City.
    pub city: Option<Range<usize>>,
    /// State, canton, district.
    pub region: Option<Range<usize>>,
    /// Country name, with its code.
    pub country: Option<(Range<usize>, &'static str)>,
}

/// Reads an address; `None` when `text` holds none.
#[must_use]
pub fn address(text: &str, vocabulary: &Vocabulary) -> Option<Address> {
    address::read(text, vocabulary)
}

#[cfg(test)]
mod tests;
