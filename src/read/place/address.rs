//! Postal addresses: street, postal code, city, region, country.
//!
//! In: a text of one or more lines. Out: where its parts stand. The postal code is looked for first, and what stands
//! beside it is the city; without one the city is the first name after the street, or the first of all.

use std::ops::Range;

use super::gazetteer::{PlaceWords, is_in};
use super::part::{self, Kind};
use super::{Address, likeness, postal};
use crate::lang::{Vocabulary, WordClass, is_sign};

/// No address has more characters.
const MAX_LEN: usize = 200;
/// Without street and postal code, a text must look like a place at least so much.
const MIN_LIKENESS: f32 = 0.35;
/// Postal codes of at least so many digits stand alone between commas; shorter numbers are of houses.
const MIN_LONE_DIGITS: usize = 5;

/// A part between commas.
#[derive(Debug)]
struct Segment<'a> {
    range: Range<usize>,
    text: &'a str,
    kind: Kind,
    has_digit: bool,
}

impl Segment<'_> {
    fn is_name(&self) -> bool {
        matches!(self.kind, Kind::City(_) | Kind::Name { .. } | Kind::Region | Kind::CityInRegion)
    }

    fn is_of_street(&self) -> bool {
        self.has_digit
            || (part::is_street(self.text) && !matches!(self.kind, Kind::City(_)))
            || part::is_unit(self.text)
    }
}

/// The parts of the address that `text` is.
pub(super) fn read(text: &str, vocabulary: &Vocabulary) -> Option<Address> {
    if MAX_LEN < text.chars().count() {
        return None;
    }
    let from = after_label(text, vocabulary);
    let body = text.get(from..)?;
    let found = if body.chars().any(is_sign) { han(body) } else { western(body, vocabulary) }?;
    Some(moved(found, from))
}

/// Where the address starts after "Address:".
fn after_label(text: &str, vocabulary: &Vocabulary) -> usize {
    let Some((label, rest)) = text.split_once([':', '：']) else { return 0 };
    if vocabulary.is(WordClass::AddressLabel, label) { text.len() - rest.len() } else { 0 }
}

/// `address` with all ranges moved by `by` bytes.
fn moved(address: Address, by: usize) -> Address {
    let shift = |range: Range<usize>| range.start + by..range.end + by;
    Address {
        street: address.street.map(shift),
        postal_code: address.postal_code.map(shift),
        city: address.city.map(shift),
        region: address.region.map(shift),
        country: address.country.map(|(range, code)| (shift(range), code)),
    }
}

fn western(text: &str, vocabulary: &Vocabulary) -> Option<Address> {
    let mut segments = segments(text, vocabulary);
    let mut address = Address::default();
    if let Some(Segment { kind: Kind::Country(code), range, .. }) = segments.last() {
        address.country = Some((range.clone(), code));
        if 1 < segments.len() {
            segments.pop();
        }
    }
    let first = match with_postal(text, &segments, &mut address, vocabulary) {
        Some(first) => first,
        None => without_postal(&segments, &mut address, likeness(text, vocabulary))?,
    };
    if address.street.is_none() {
        address.street = street(segments.get(..first)?);
    }
    if address.city.is_none() {
        address.city = city_state(text, &segments);
    }
    let is_address = address.city.is_some() || address.country.is_some() || address.street.is_some();
    is_address.then_some(address)
}

/// The segment that is city and country in one ("Singapore").
fn city_state(text: &str, segments: &[Segment]) -> Option<Range<usize>> {
    let mut ranges = segments.iter().map(|segment| segment.range.clone());
    ranges.find(|range| text.get(range.clone()).is_some_and(|t| is_in(&PlaceWords::all().city_state, t)))
}

fn segments<'a>(text: &'a str, vocabulary: &Vocabulary) -> Vec<Segment<'a>> {
    let segment = |range: Range<usize>| {
        let text = text.get(range.clone())?.trim_end_matches('.');
        let kind = part::kind(text, vocabulary);
        Some(Segment { has_digit: text.chars().any(|c| c.is_ascii_digit()), text, kind, range })
    };
    let mut segments: Vec<Segment> = part::ranges(text).into_iter().filter_map(segment).collect();
    for segment in &mut segments {
        if matches!(segment.kind, Kind::City(_)) {
            segment.has_digit = false;
        }
    }
    segments
}

/// Finds the postal code and, from it, city and region. Returns the number of the segment before which the street ends.
fn with_postal(text: &str, segments: &[Segment], address: &mut Address, vocabulary: &Vocabulary) -> Option<usize> {
    for (at, segment) in segments.iter().enumerate().rev() {
        for code in postal::find(segment.text) {
            let start = segment.range.start;
            let shift = |range: &Range<usize>| range.start + start..range.end + start;
            let before = part::trimmed(text, start..start + code.whole.start);
            let after = part::trimmed(text, start + code.whole.end..segment.range.end);
            let place = Surroundings { text, segments, at, before, after, vocabulary };
            let Some(first) = place.read(&code, address) else { continue };
            address.postal_code = Some(shift(&code.range));
            return Some(first);
        }
    }
    None
}

/// What stands around a number that may be a postal code.
struct Surroundings<'a> {
    text: &'a str,
    segments: &'a [Segment<'a>],
    /// Number of its segment.
    at: usize,
    /// Text of its segment before it and after it.
    before: Option<Range<usize>>,
    after: Option<Range<usize>>,
    vocabulary: &'a Vocabulary,
}

impl Surroundings<'_> {
    /// Reads city and region if the number is a postal code; the number of the first segment that is no street.
    fn read(&self, code: &postal::Code, address: &mut Address) -> Option<usize> {
        let kind = |range: &Range<usize>| part::kind(self.text.get(range.clone()).unwrap_or_default(), self.vocabulary);
        match (&self.before, &self.after) {
            (None, Some(after)) => {
                self.city_after(after, kind(after), address)?;
                Some(self.at)
            }
            (Some(before), Some(after)) => {
                self.text.get(before.clone()).filter(|t| part::is_street(t) || t.contains(char::is_numeric))?;
                self.city_after(after, kind(after), address)?;
                address.street = Some(before.clone());
                Some(self.at)
            }
            (Some(before), None) => self.city_before(before, kind(before), code.is_certain, address),
            (None, None) => self.alone(code, address),
        }
    }

    /// "69004 Lyon", and perhaps ", IL" after it.
    fn city_after(&self, after: &Range<usize>, kind: Kind, address: &mut Address) -> Option<()> {
        if matches!(kind, Kind::Other | Kind::Unreal)
            || part::is_street(self.text.get(after.clone())?) && !matches!(kind, Kind::City(_))
        {
            return None;
        }
        if let Kind::CityInRegion = kind {
            let (city, region) = self.text.get(after.clone())?.rsplit_once(' ')?;
            address.city = Some(after.start..after.start + city.len());
            address.region = Some(after.end - region.len()..after.end);
        } else {
            address.city = Some(after.clone());
            address.region = self.region(self.at + 1);
        }
        Some(())
    }

    /// "London SW1A 1AA", "Chicago, IL 60622", "Chicago IL 60622".
    fn city_before(&self, before: &Range<usize>, kind: Kind, is_certain: bool, address: &mut Address) -> Option<usize> {
        match kind {
            Kind::Code { .. } | Kind::Region if 0 < self.at => {
                let city = self.segments.get(self.at - 1).filter(|segment| segment.is_name())?;
                address.region = Some(before.clone());
                address.city = Some(city.range.clone());
                Some(self.at - 1)
            }
            Kind::CityInRegion => {
                let (city, region) = self.text.get(before.clone())?.rsplit_once(' ')?;
                address.city = Some(before.start..before.start + city.len());
                address.region = Some(before.end - region.len()..before.end);
                Some(self.at)
            }
            Kind::City(_) => {
                address.city = Some(before.clone());
                Some(self.at)
            }
            Kind::Name { .. } if is_certain => {
                address.city = Some(before.clone());
                Some(self.at)
            }
            _ => None,
        }
    }

    /// The code has a segment of its own.
    fn alone(&self, code: &postal::Code, address: &mut Address) -> Option<usize> {
        if !code.is_certain && code.range.len() < MIN_LONE_DIGITS {
            return None;
        }
        let next = self.segments.get(self.at + 1).filter(|segment| segment.is_name() && !segment.is_of_street());
        if let Some(next) = next {
            address.city = Some(next.range.clone());
            address.region = self.region(self.at + 2);
            return Some(self.at);
        }
        let before = self.segments.get(..self.at)?;
        let is_region = |segment: &Segment| matches!(segment.kind, Kind::Code { .. } | Kind::Region);
        match before {
            [.., city, region] if is_region(region) && city.is_name() => {
                address.city = Some(city.range.clone());
                address.region = Some(region.range.clone());
                Some(self.at - 2)
            }
            [.., city] if city.is_name() && !city.is_of_street() => {
                address.city = Some(city.range.clone());
                Some(self.at - 1)
            }
            [.., street] if street.is_of_street() => Some(self.at),
            _ => None,
        }
    }

    /// The segment number `at` if it can be a region.
    fn region(&self, at: usize) -> Option<Range<usize>> {
        let segment = self.segments.get(at)?;
        matches!(segment.kind, Kind::Code { .. } | Kind::Region | Kind::City(_) | Kind::Name { .. })
            .then(|| segment.range.clone())
    }
}

/// City and region of an address without postal code. Returns the number of the first segment that is no street;
/// `None` when there is neither street nor a text that looks like a place.
fn without_postal(segments: &[Segment], address: &mut Address, likeness: f32) -> Option<usize> {
    let first = segments.iter().rposition(Segment::is_of_street).map_or(0, |at| at + 1);
    if first == 0 && likeness < MIN_LIKENESS {
        return None;
    }
    let rest = segments.get(first..)?;
    let mut names = rest.iter().filter(|segment| segment.is_name());
    if let Some(city) = names.next() {
        if let (Kind::CityInRegion, Some((name, region))) = (city.kind, city.text.rsplit_once(' ')) {
            address.city = Some(city.range.start..city.range.start + name.len());
            address.region = Some(city.range.start + name.len() + 1..city.range.start + name.len() + 1 + region.len());
            return Some(first);
        }
        address.city = Some(city.range.clone());
        let after = rest.iter().skip_while(|segment| segment.range != city.range).skip(1);
        address.region =
            after.filter(|s| matches!(s.kind, Kind::Code { .. }) || s.is_name()).map(|s| s.range.clone()).next();
    }
    let has_street =
        first == 0 || segments.iter().any(|s| s.has_digit && part::is_street(s.text)) || address.city.is_some();
    has_street.then_some(first)
}

/// From the first to the last segment of the street.
fn street(segments: &[Segment]) -> Option<Range<usize>> {
    let first = segments.iter().position(Segment::is_of_street)?;
    let last = segments.iter().rposition(Segment::is_of_street)?;
    Some(segments.get(first)?.range.start..segments.get(last)?.range.end)
}

/// An address in Han: from the largest to the smallest part.
fn han(text: &str) -> Option<Address> {
    let mut address = Address::default();
    let is_marked = |range: &Range<usize>| text.get(range.clone()).is_some_and(|code| code.starts_with(POSTAL_MARK));
    let mut codes = postal::find(text).into_iter();
    let code = codes.find(|code| code.range.len() == HAN_POSTAL_DIGITS || is_marked(&code.range));
    let body = match &code {
        Some(code) if text.get(..code.whole.start)?.trim().is_empty() => code.whole.end..text.len(),
        Some(code) => 0..code.whole.start,
        None => 0..text.len(),
    };
    let bare =
        |range: Range<usize>| range.start + if is_marked(&range) { POSTAL_MARK.len_utf8() } else { 0 }..range.end;
    address.postal_code = code.map(|code| bare(code.range));
    let mut body = trimmed_signs(text, body)?;
    while let Some((len, kind)) = part::han_name(text.get(body.clone())?) {
        let range = body.start..body.start + len;
        match kind {
            Kind::Country(code) if address.country.is_none() => address.country = Some((range, code)),
            Kind::Region if address.region.is_none() && address.city.is_none() => address.region = Some(range),
            Kind::City(_) if address.city.is_none() => address.city = Some(range),
            _ => break,
        }
        let Some(rest) = trimmed_signs(text, body.start + len..body.end) else {
            return Some(address);
        };
        body = rest;
    }
    let street = text.get(body.clone()).filter(|street| part::is_street(street));
    address.street = street.map(|_| body.clone());
    let is_known = address.city.is_some() || address.region.is_some() || address.country.is_some();
    let is_district = part::kind(text.get(..body.end)?, Vocabulary::all()) == Kind::CityInRegion;
    if address.street.is_none() && is_district {
        address.region.get_or_insert(body);
        return Some(address);
    }
    (is_known && address.street.is_some()).then_some(address)
}

/// Stands before postal codes in Japan.
const POSTAL_MARK: char = '〒';

/// Digits of postal codes in China.
const HAN_POSTAL_DIGITS: usize = 6;

/// `range` without spaces and commas at its ends.
fn trimmed_signs(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = text.get(range.clone())?;
    let is_gap = |c: char| c.is_whitespace() || matches!(c, ',' | '，' | '、' | '·');
    let start = range.start + (part.len() - part.trim_start_matches(is_gap).len());
    let end = start + part.trim_matches(is_gap).len();
    (start < end).then_some(start..end)
}
