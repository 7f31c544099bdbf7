//! Where the owner lives.
//!
//! In: the remnants of a contact block. Out: `cv.basics.location`; its remnants are taken out. Street, city and country
//! may stand in one text, in pieces of one line or on lines of their own: they are read as one address.

use std::ops::Range;

use super::Remnant;
use crate::extract::{Context, typed};
use crate::lang::WordClass;
use crate::model::{Confidence, Cv, Location, Text};
use crate::read::date;
use crate::read::place::{self, Address};
use crate::section::Part;
use crate::span::Span;

/// From here on a text is believed to be a place.
const PLACE_LIKENESS: f32 = 0.5;

/// A street is printed on at most this many lines.
const STREET_LINES: usize = 2;

/// A street with its number has at most this many words.
const STREET_WORDS: usize = 9;

/// Longer texts are prose.
const TAIL_WORDS: usize = 16;

/// Parts of one address stand at most this many lines apart.
const ADDRESS_LINES: usize = 2;

/// Read as parts of one address that fit each other.
const READ: Confidence = Confidence(0.9);

/// Takes the address out of `rest`.
pub fn take(rest: &mut Vec<Remnant>, context: &Context, cv: &mut Cv) {
    if cv.basics.location.is_some() {
        return;
    }
    part_tails(rest, context);
    let chosen = block(rest, context);
    let mut whole = Span::default();
    for remnant in chosen.iter().filter_map(|&k| rest.get(k)) {
        let text = remnant.span.trim_matches(|c| c.is_whitespace() || c == ',' || c == ';');
        whole.push(", ", &text);
    }
    let Some(location) = read(&whole, context) else { return };
    cv.basics.location = Some(location);
    let mut k = 0;
    rest.retain(|_| {
        k += 1;
        !chosen.contains(&(k - 1))
    });
}

/// Cuts places off the ends of texts: "Postdoctoral Researcher, Delft, Netherlands".
fn part_tails(rest: &mut Vec<Remnant>, context: &Context) {
    let mut k = 0;
    while let Some(remnant) = rest.get_mut(k) {
        k += 1;
        let Some(cut) = tail(remnant, context) else { continue };
        let length = remnant.span.text().len();
        let place =
            Remnant { span: remnant.span.slice(cut..length).trim(), is_beside_contact: true, ..remnant.clone() };
        remnant.span = remnant.span.slice(0..cut).trim_matches(|c| c.is_whitespace() || c == ',');
        remnant.is_beside_contact = true;
        rest.insert(k, place);
        k += 1;
    }
}

/// Where the place at the end of a text that starts with a profession begins.
fn tail(remnant: &Remnant, context: &Context) -> Option<usize> {
    let text = remnant.span.text();
    if remnant.is_address || TAIL_WORDS < text.split_whitespace().count() {
        return None;
    }
    text.match_indices(',').find_map(|(at, _)| {
        let (head, tail) = (text.get(..at)?, text.get(at + 1..)?);
        let first = tail.split(',').next().unwrap_or_default();
        let is_tail = is_place(first, context) && (is_place(tail, context) || !tail.contains(','));
        // "Department of Biology, 410 Laurel Hall" is a street and no profession.
        let is_street = head.contains(|c: char| c.is_ascii_digit());
        (is_tail && !is_street && context.vocabulary.has(WordClass::Job, head)).then_some(at + 1)
    })
}

/// Numbers of the remnants that form the first address.
fn block(rest: &[Remnant], context: &Context) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    for (k, remnant) in rest.iter().enumerate() {
        if remnant.is_personal || !(remnant.is_address || is_place(remnant.span.text(), context)) {
            continue;
        }
        let last = chosen.last().and_then(|&k| rest.get(k));
        if last.is_none_or(|last| remnant.line - last.line <= ADDRESS_LINES) {
            chosen.push(k);
        }
    }
    with_street(rest, &mut chosen, context);
    chosen
}

/// Adds the texts before the first part of an address where all together have a street: "Ährenweg 14" alone may be
/// anything.
fn with_street(rest: &[Remnant], chosen: &mut Vec<usize>, context: &Context) {
    let Some((first, remnant)) = chosen.first().and_then(|&k| Some((k, rest.get(k)?))) else { return };
    let mut joined = remnant.span.text().to_owned();
    let mut line = remnant.line;
    let mut has_figure = false;
    for k in (0..first).rev().take(STREET_LINES) {
        let Some(above) = rest.get(k) else { return };
        let text = above.span.text();
        if above.is_personal
            || !date::find(text, context.vocabulary).is_empty()
            || context.vocabulary.has(WordClass::Job, text)
            || STREET_WORDS < text.split_whitespace().count()
            || ADDRESS_LINES < line - above.line
        {
            return;
        }
        line = above.line;
        has_figure |= text.contains(|c: char| c.is_ascii_digit());
        joined = format!("{}, {joined}", text.trim_end_matches([',', ' ']));
        let street = place::address(&joined, context.vocabulary).and_then(|found| found.street);
        if has_figure && street.is_some_and(|street| street.start == 0) {
            chosen.splice(0..0, k..first.min(chosen.first().copied().unwrap_or(first)));
        }
    }
}

/// Whether lines together are an address and no prose.
pub fn is_lines(parts: &[&Part], context: &Context) -> bool {
    let lines = parts.iter().filter_map(|part| match part {
        Part::Line(line) => Some(line.text()),
        Part::SubHeading(_) => None,
    });
    let text = lines.collect::<Vec<_>>().join(" ");
    let n_words = text.split_whitespace().count();
    n_words < TAIL_WORDS && !text.ends_with('.') && is_place(&text, context)
}

fn is_place(text: &str, context: &Context) -> bool {
    if PLACE_LIKENESS <= place::likeness(text, context.vocabulary) {
        return true;
    }
    if let Some((at, _)) = trailing_code(text) {
        let bare = text.get(..at).unwrap_or_default().trim_end_matches([' ', ',']);
        if PLACE_LIKENESS <= place::likeness(bare, context.vocabulary) {
            return true;
        }
    }
    let address = place::address(text, context.vocabulary);
    address.is_some_and(|found| found.postal_code.is_some() || (found.street.is_some() && found.city.is_some()))
}

/// Where the code of a country ends the text ("London GB"), and the code.
fn trailing_code(text: &str) -> Option<(usize, &'static str)> {
    let at = text.trim_end().rfind([' ', ','])? + 1;
    let code = place::iso_code(text.get(at..)?.trim_end())?;
    Some((at, code))
}

/// The parts of an address; `None` when it says neither street nor city nor country.
fn read(whole: &Span, context: &Context) -> Option<Location> {
    let coded = place::address(whole.text(), context.vocabulary);
    let cut = trailing_code(whole.text()).filter(|(at, _)| {
        // "Boston MA" ends in a region, not in Morocco.
        coded.as_ref().is_none_or(|found| found.country.is_none() && found.region.as_ref().is_none_or(|r| r.end <= *at))
    });
    let bare = cut.and_then(|(at, _)| place::address(whole.text().get(..at)?.trim_end(), context.vocabulary));
    let mut found = match bare {
        Some(bare) => Address { country: cut.map(|(at, code)| (at..at + code.len(), code)), ..bare },
        None => coded?,
    };
    let country = found.country.take();
    let text = |range: Option<Range<usize>>| range.map(|range| as_typed(&whole.slice(range), context));
    let code = country.map(|(range, code)| whole.slice(range).printed(code.to_owned(), READ));
    Some(Location {
        address: text(found.street),
        postal_code: text(found.postal_code),
        city: text(found.city),
        country_code: code,
        region: text(found.region),
    })
}

fn as_typed(span: &Span, context: &Context) -> Text {
    let span = span.trim();
    span.printed(typed::line(span.text(), context.vocabulary), READ)
}
