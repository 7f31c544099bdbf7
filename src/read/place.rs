//! Places: cities, regions, countries, postal addresses.

use std::ops::Range;

use crate::lang::Vocabulary;

/// How much `text` looks like a place and nothing else ("Boston, MA", "Zürich, Schweiz", "北京"): 0 to 1.
#[must_use]
pub fn likeness(text: &str, vocabulary: &Vocabulary) -> f32 {
    let _ = (text, vocabulary);
    0.0
}

/// ISO 3166-1 alpha-2 code of the country that `name` is a name of, in any language of the packs.
#[must_use]
pub fn country_code(name: &str) -> Option<&'static str> {
    let _ = name;
    None
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
    let _ = (text, vocabulary);
    None
}
