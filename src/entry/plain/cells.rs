//! Dates and places at the end of a line of plain text, which stood flush right on the page: cells of their own.
//!
//! In: a line. Out: the same line, its date and place cut off as cells.

use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{date, place};
use crate::span::Span;

/// A place at the end of a line has at most this many words.
const PLACE_WORDS: usize = 5;

/// From this likeness on, the end of a line is a place.
const A_PLACE: f32 = 0.84;

/// Signs after which a date or place goes on with its line and is no cell of its own.
const BOUND: &[char] = &[',', '-', '–', '—', ':', '(', '[', '/', '|', '·', '•', '&'];

/// Whether a line ends with a bare year that nothing binds to the text before it.
pub fn ends_with_year(line: &Line, vocabulary: &Vocabulary) -> bool {
    let Some(cell) = line.cells.last().filter(|_| line.marker.is_none()) else { return false };
    end_date(cell, vocabulary).is_some_and(|(_, is_year)| is_year)
}

/// Whether a line ends, before its date, with the bare name of a city that nothing binds to the text before it.
pub fn ends_with_city(line: &Line, vocabulary: &Vocabulary) -> bool {
    let Some(cell) = line.cells.last().filter(|_| line.marker.is_none()) else { return false };
    let end = end_date(cell, vocabulary).map_or(cell.text().len(), |(at, _)| at);
    cell.text().get(..end).is_some_and(|text| end_city(text.trim_end(), vocabulary).is_some())
}

/// What the lines of a section end with, each at least twice: chance alone does not do that.
#[derive(Debug, Clone, Copy)]
pub struct Ends {
    /// Bare years.
    pub years: bool,
    /// Bare names of cities.
    pub cities: bool,
}

/// Parts the date and the place at the end of a line from the text before them.
pub fn part(mut line: Line, ends: Ends, vocabulary: &Vocabulary) -> Line {
    let Some(last) = line.cells.pop() else { return line };
    let date = end_date(&last, vocabulary).filter(|(_, is_year)| ends.years || !is_year);
    let (rest, date) = match date {
        Some((at, _)) => (last.slice(0..at).trim(), Some(last.slice(at..last.text().len()).trim())),
        None => (last, None),
    };
    let city = || if ends.cities { end_city(rest.text(), vocabulary) } else { None };
    let place = if line.marker.is_some() { None } else { end_place(rest.text(), vocabulary).or_else(city) };
    match place {
        Some(at) => line.cells.extend([rest.slice(0..at).trim(), rest.slice(at..rest.text().len()).trim()]),
        None => line.cells.push(rest),
    }
    line.cells.extend(date);
    line
}

/// Where the date at the end of a cell starts, when text stands before it; and whether it is a bare year.
fn end_date(cell: &Span, vocabulary: &Vocabulary) -> Option<(usize, bool)> {
    let text = cell.text();
    let found = date::find(text, vocabulary).into_iter().last()?;
    let rest = text.get(found.range.end..)?;
    let before = text.get(..found.range.start)?.trim_end();
    let is_end = rest.chars().all(|c| !c.is_alphanumeric() && c != ')');
    let is_free = !before.is_empty() && !before.ends_with(BOUND);
    let is_year = found.value.start.is_none() && text.get(found.range.clone())?.trim().len() == 4;
    (is_end && is_free).then_some((found.range.start, is_year))
}

/// Where the place at the end of a text starts: the longest that opens with a city that is known, else the likeliest.
pub fn end_place(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let mut likeliest: Option<(f32, usize)> = None;
    let mut known: Option<usize> = None;
    let opens_with_known =
        |text: &str| A_CITY <= place::likeness(text.split_once(',').map_or(text, |(first, _)| first), vocabulary);
    // "New York, NY" has no name before it.
    if A_PLACE <= place::likeness(text, vocabulary) && opens_with_known(text) {
        return None;
    }
    for &at in starts.iter().rev().take(PLACE_WORDS) {
        let (before, tail) = (text.get(..at)?.trim_end(), text.get(at..)?);
        let word = before.rsplit(' ').next().unwrap_or_default();
        let is_free = !before.ends_with(BOUND) && !is_little(word, vocabulary);
        let likeness = place::likeness(tail.trim_end_matches(['.', ',']), vocabulary);
        if !is_free || likeness < A_PLACE || !opens_with_city(tail, vocabulary) {
            continue;
        }
        known = Some(at).filter(|_| opens_with_known(tail)).or(known);
        likeliest = likeliest.filter(|(top, _)| likeness <= *top).or(Some((likeness, at)));
    }
    known.or(likeliest.map(|(_, at)| at))
}

/// Words of the name of a city at most ("New York", "San Luis Potosí").
const CITY_WORDS: usize = 3;

/// Where the bare name of a city at the end of a text starts. Schools and firms are named after their cities: what
/// stands behind their words is part of them.
fn end_city(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    if A_CITY <= place::likeness(text, vocabulary) {
        return None;
    }
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let is_city = |at: &usize| {
        let (Some(before), Some(tail)) = (text.get(..*at), text.get(*at..)) else { return false };
        let before = before.trim_end();
        let word = before.rsplit(' ').next().unwrap_or_default();
        let is_free = !before.ends_with(BOUND) && !is_little(word, vocabulary) && !tail.contains(',');
        let is_of_name = || vocabulary.has_any(&[WordClass::School, WordClass::Organization], before);
        is_free && A_CITY <= place::likeness(tail, vocabulary) && !is_of_name()
    };
    let from = starts.len().saturating_sub(CITY_WORDS);
    starts.iter().skip(from).find(|at| is_city(at)).copied()
}

/// "of", "da": what follows belongs to it. "AI" is none, though "ai" is.
fn is_little(word: &str, vocabulary: &Vocabulary) -> bool {
    word.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, word)
}

/// A name and its region, or more parts of which the first is known: "Research, Cambridge, UK" is no place.
fn opens_with_city(text: &str, vocabulary: &Vocabulary) -> bool {
    let parts: Vec<&str> = text.split(',').collect();
    let is_city = |text: &&str| A_CITY <= place::likeness(text, vocabulary);
    2 == parts.len() || (2 < parts.len() && parts.first().is_some_and(is_city))
}

/// From this likeness on, a text alone is a city.
const A_CITY: f32 = 0.6;
