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

/// Parts the date and the place at the end of a line from the text before them.
pub fn part(mut line: Line, takes_years: bool, vocabulary: &Vocabulary) -> Line {
    let Some(last) = line.cells.pop() else { return line };
    let date = end_date(&last, vocabulary).filter(|(_, is_year)| takes_years || !is_year);
    let (rest, date) = match date {
        Some((at, _)) => (last.slice(0..at).trim(), Some(last.slice(at..last.text().len()).trim())),
        None => (last, None),
    };
    let place = if line.marker.is_some() { None } else { end_place(rest.text(), vocabulary) };
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

/// Where the place at the end of a text starts.
fn end_place(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let mut best: Option<(f32, usize)> = None;
    for &at in starts.iter().rev().take(PLACE_WORDS) {
        let (before, tail) = (text.get(..at)?.trim_end(), text.get(at..)?);
        let word = before.rsplit(' ').next().unwrap_or_default();
        let is_free = !before.ends_with(BOUND) && !vocabulary.is(WordClass::Stop, word);
        let likeness = place::likeness(tail.trim_end_matches(['.', ',']), vocabulary);
        if is_free
            && A_PLACE <= likeness
            && opens_with_city(tail, vocabulary)
            && best.is_none_or(|(top, _)| top < likeness)
        {
            best = Some((likeness, at));
        }
    }
    best.map(|(_, at)| at)
}

/// A name and its region, or more parts of which the first is known: "Research, Cambridge, UK" is no place.
fn opens_with_city(text: &str, vocabulary: &Vocabulary) -> bool {
    let parts: Vec<&str> = text.split(',').collect();
    let is_city = |text: &&str| A_CITY <= place::likeness(text, vocabulary);
    2 == parts.len() || (2 < parts.len() && parts.first().is_some_and(is_city))
}

/// From this likeness on, a text alone is a city.
const A_CITY: f32 = 0.6;
