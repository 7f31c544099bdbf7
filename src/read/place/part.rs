//! A text to its parts between commas, and what each can be.

use std::ops::Range;

use super::gazetteer::{self, City, Name, PlaceWords, is_in};
use crate::lang::{Vocabulary, WordClass, is_sign, words};

/// Signs that part the parts of a place.
const SEPARATORS: [char; 15] = [',', ';', '|', '/', '·', '•', '，', '、', '；', '\n', '(', ')', '（', '）', '→'];
/// Signs that do so with spaces around them.
const SPACED_SEPARATORS: [char; 4] = ['-', '–', '—', '&'];
/// Unknown names of places have at most so many words ("Villanueva de la Cañada").
const MAX_UNKNOWN_WORDS: usize = 4;
/// Countries that print codes of regions in every address.
const CODED: [&str; 4] = ["AU", "BR", "CA", "US"];
/// Classes of words that stand in no name of a place.
const FOREIGN: [WordClass; 11] = [
    WordClass::Job,
    WordClass::School,
    WordClass::Organization,
    WordClass::Degree,
    WordClass::Language,
    WordClass::ServiceRole,
    WordClass::TeachingRole,
    WordClass::Award,
    WordClass::Venue,
    WordClass::Title,
    WordClass::Status,
];

/// Districts of a city have numbers of at most so many digits ("Dublin 4").
const MAX_DISTRICT_DIGITS: usize = 2;

/// What a part can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A country, with its code.
    Country(&'static str),
    /// A region that is no city.
    Region,
    /// The code of a region.
    Code {
        /// Of a country where it stands in every address.
        is_usual: bool,
    },
    /// A known city.
    City(City),
    /// A city with its region or country and no comma ("Chicago IL", "中国北京").
    CityInRegion,
    /// Instead of a place ("Remote").
    Unreal,
    /// An unknown name.
    Name {
        /// Number of its words.
        n_words: usize,
    },
    /// No place.
    Other,
}

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it can be.
    pub kind: Kind,
}

/// The parts of `text`; `None` when one of them is no place, or there are more than `max`.
pub(super) fn parts(text: &str, max: usize, vocabulary: &Vocabulary) -> Option<Vec<Part>> {
    let ranges = ranges(text);
    let part = |range: Range<usize>| {
        let kind = kind(text.get(range.clone())?, vocabulary);
        Some(Part { range, kind }).filter(|part| part.kind != Kind::Other)
    };
    Some(ranges).filter(|ranges| ranges.len() <= max)?.into_iter().map(part).collect()
}

/// Ranges of `text` between separators, without space around them, none empty.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let is_spaced = |at: usize| text.get(..at).is_some_and(|before| before.ends_with(' '));
        let parts = SEPARATORS.contains(&c)
            || (SPACED_SEPARATORS.contains(&c)
                && is_spaced(at)
                && text.get(after..).is_some_and(|t| t.starts_with(' ')));
        if parts {
            ranges.extend(trimmed(text, start..at));
            start = after;
        }
    }
    ranges.extend(trimmed(text, start..text.len()));
    ranges
}

/// `range` without space at its ends; `None` when nothing is left.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    (start < end).then_some(start..end)
}

/// What `part` can be.
pub(super) fn kind(part: &str, vocabulary: &Vocabulary) -> Kind {
    if part.chars().any(is_sign) {
        return han(part);
    }
    let part = without_district(part);
    if part.bytes().any(|byte| matches!(byte, b'0'..=b'9' | b'@' | b':' | b'_' | b'=' | b'+' | b'%' | b'#' | b'"')) {
        return Kind::Other;
    }
    let name = Name::of(part);
    if name.is_in(&PlaceWords::all().unreal) {
        return Kind::Unreal;
    }
    if !part.chars().next().is_some_and(|c| c.is_uppercase() || c == '\'') {
        return Kind::Other;
    }
    if let Some(code) = name.country() {
        return Kind::Country(code);
    }
    if let Some(code) = code(part).filter(|code| code == part || !vocabulary.is(WordClass::Degree, part)) {
        return gazetteer::region(&code).map_or(Kind::Other, |of| Kind::Code { is_usual: is_usual(of) });
    }
    let bare = without_words_around(part);
    let name = if bare.len() == part.len() { name } else { Name::of(bare) };
    match (name.city(), name.region()) {
        (Some(city), _) => Kind::City(city),
        (None, Some(_)) => Kind::Region,
        (None, None) if is_city_in_region(bare) => Kind::CityInRegion,
        (None, None) => unknown(part, vocabulary),
    }
}

/// The code that `part` is, with stops or without ("D.C.").
fn code(part: &str) -> Option<String> {
    let is_one = part.bytes().all(|byte| byte == b'.' || byte.is_ascii_uppercase());
    is_one.then(|| part.replace('.', "")).filter(|code| gazetteer::is_code(code))
}

/// "Dublin 4" without its number.
fn without_district(text: &str) -> &str {
    match text.rsplit_once(' ') {
        Some((name, number))
            if number.len() <= MAX_DISTRICT_DIGITS
                && number.bytes().all(|b| b.is_ascii_digit())
                && gazetteer::city(name).is_some() =>
        {
            name
        }
        _ => text,
    }
}

/// An unknown name, or no place.
fn unknown(part: &str, vocabulary: &Vocabulary) -> Kind {
    let is_large = |word: &str| word.starts_with(char::is_uppercase);
    let is_name = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic());
        is_large(bare) || vocabulary.is_any(&[WordClass::Particle, WordClass::Stop], bare)
    };
    let n_words = part.split_whitespace().count();
    let ends_in_name = part.split_whitespace().next_back().is_some_and(is_large);
    let is_abbreviation = !part.chars().any(char::is_lowercase);
    if MAX_UNKNOWN_WORDS < n_words
        || is_abbreviation
        || !ends_in_name
        || !part.split_whitespace().all(is_name)
        || vocabulary.has_any(&FOREIGN, part)
    {
        return Kind::Other;
    }
    if is_city_on_river(part, vocabulary) {
        return Kind::City(City { is_large: false, is_word: false });
    }
    Kind::Name { n_words }
}

/// `part` without "Greater" or "Area".
fn without_words_around(part: &str) -> &str {
    let around = &PlaceWords::all().around;
    let mut bare = part;
    while let Some((_, rest)) = bare.split_once(' ').filter(|(word, _)| is_in(around, word)) {
        bare = rest;
    }
    while let Some((rest, _)) = bare.rsplit_once(' ').filter(|(_, word)| is_in(around, word)) {
        bare = rest;
    }
    bare
}

/// Whether one of the countries `of` prints codes of regions in every address.
fn is_usual(of: &str) -> bool {
    of.split(' ').any(|country| CODED.contains(&country))
}

/// "Esslingen am Neckar", "Châlons-sur-Marne": a known city, a little word and a name.
fn is_city_on_river(part: &str, vocabulary: &Vocabulary) -> bool {
    let Some((city, rest)) = part.split_once([' ', '-']) else { return false };
    let mut words: Vec<&str> = rest.split([' ', '-']).collect();
    let is_little = |word: &&str| word.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, word);
    let is_name = words.pop().is_some_and(|name| name.starts_with(char::is_uppercase));
    is_name && !words.is_empty() && words.iter().all(is_little) && gazetteer::city(city).is_some()
}

/// "Chicago IL", "Paris France".
fn is_city_in_region(part: &str) -> bool {
    part.match_indices(' ').any(|(at, _)| {
        let (Some(city), Some(rest)) = (part.get(..at), part.get(at + 1..)) else { return false };
        let is_code = gazetteer::is_code(rest) && gazetteer::region(rest).is_some_and(is_usual);
        let is_region = is_code || gazetteer::country(rest).is_some();
        is_region && gazetteer::city(city).is_some()
    })
}

/// What a text in Han can be: names with their suffixes, one after the other.
fn han(part: &str) -> Kind {
    let words = PlaceWords::all();
    let mut rest = part.trim();
    let mut kind = Kind::Other;
    let mut n_names = 0;
    if is_in(&words.unreal, rest) {
        return Kind::Unreal;
    }
    while !rest.is_empty() {
        let Some((len, found)) = han_name(rest).or_else(|| han_district(rest).filter(|_| 0 < n_names)) else {
            return Kind::Other;
        };
        rest = rest.get(len..).unwrap_or_default().trim_start();
        n_names += 1;
        kind = if n_names == 1 { found } else { Kind::CityInRegion };
    }
    kind
}

/// The longest known name at the start of `text`, with its suffix: its length and what it is.
pub(super) fn han_name(text: &str) -> Option<(usize, Kind)> {
    let words = PlaceWords::all();
    let ends: Vec<usize> = (text.char_indices().map(|(at, c)| at + c.len_utf8())).take(MAX_HAN_NAME).collect();
    ends.into_iter().rev().find_map(|end| {
        let name = text.get(..end)?;
        let name = Name::of(name);
        let kind = if let Some(code) = name.country() {
            Kind::Country(code)
        } else if let Some(city) = name.city() {
            Kind::City(city)
        } else {
            name.region().map(|_| Kind::Region)?
        };
        let rest = text.get(end..)?;
        let suffixes = words.han_region.iter().chain(words.han_city.iter()).chain(words.han_district.iter());
        let suffix = suffixes.filter(|suffix| rest.starts_with(**suffix)).max_by_key(|suffix| suffix.len());
        // 京都府, 吉林省: also names of cities, but not with this end.
        let is_region = suffix.is_some_and(|suffix| words.han_region.contains(suffix));
        let kind = if is_region && matches!(kind, Kind::City(_)) { Kind::Region } else { kind };
        Some((end + suffix.map_or(0, |suffix| suffix.len()), kind))
    })
}

/// An unknown district at the start of `text` ("海淀区").
fn han_district(text: &str) -> Option<(usize, Kind)> {
    let words = PlaceWords::all();
    let suffixes = words.han_city.iter().chain(words.han_district.iter());
    let end = suffixes.filter_map(|suffix| Some(text.find(suffix)? + suffix.len())).min()?;
    let n_chars = text.get(..end)?.chars().count();
    (3..=MAX_HAN_NAME).contains(&n_chars).then_some((end, Kind::Region))
}

/// Names of places in Han have at most so many characters.
const MAX_HAN_NAME: usize = 8;

/// Whether a word of `text` makes it a street.
pub(super) fn is_street(text: &str) -> bool {
    let all = PlaceWords::all();
    if text.chars().any(is_sign) {
        return all.han_street.iter().any(|end| text.contains(*end));
    }
    words(text).iter().any(|word| {
        let is_end = |end: &&str| word.text.len() > end.len() + 1 && word.text.ends_with(*end);
        all.street.has(word.hash) || all.street_end.iter().any(is_end)
    })
}

/// Whether `text` is part of a house ("Apt 5B", "2.º Esq.").
pub(super) fn is_unit(text: &str) -> bool {
    let all = PlaceWords::all();
    words(text).iter().any(|word| all.unit.has(word.hash))
}
