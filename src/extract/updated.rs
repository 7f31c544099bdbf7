//! The date that a CV prints as its own: "Last updated: March 2024", in a line of its own or in a running footer.
//!
//! In: sections and page furniture. Out: the date; the line is taken out of its section, so that no extractor takes
//! it for a part of the last entry.

use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::model::{Confidence, Date, PartialDate};
use crate::read::date::{self, Period};
use crate::read::{Found, place};
use crate::section::{Part, Section};
use crate::span::Span;

/// A label and a date beside it leave little doubt.
const LABELLED: Confidence = Confidence(0.97);

/// A day in a running header or footer.
const RUNNING: Confidence = Confidence(0.8);

/// Bytes that a page number and its space take beside a date.
const PAGE_NUMBER: usize = 4;

/// A line says nothing but its update when besides label and date it holds at most this many letters and digits
/// ("Page 1 of 2" beside it in a footer).
const REST_LETTERS: usize = 12;

/// No label has more letters ("última atualização do currículo em").
const LABEL_LETTERS: usize = 40;

/// Takes the line of the last update out of `sections`; in `furniture` it is only looked up.
pub fn take(sections: &mut [Section], furniture: &[Line], vocabulary: &Vocabulary) -> Option<Date> {
    let said: Vec<Date> =
        sections.iter().flat_map(Section::lines).filter_map(|line| of_line(line, vocabulary)).collect();
    // A CV has one date of its own: labelled dates that differ are those of entries ("Release date: …").
    let found = said.first().filter(|first| said.iter().all(|date| date.value == first.value)).cloned();
    if found.is_some() {
        for section in sections.iter_mut() {
            section.parts.retain(|part| !matches!(part, Part::Line(line) if of_line(line, vocabulary).is_some()));
        }
    }
    let found = found.or_else(|| furniture.iter().find_map(|line| of_line(line, vocabulary)));
    let found = found.or_else(|| take_signature(sections, vocabulary));
    let found = found.or_else(|| furniture.iter().find_map(|line| of_running(line, vocabulary)));
    found.or_else(|| take_running(sections, vocabulary))
}

/// Takes place and day under which a CV is signed ("Leipzig, den 2. Mai 2024"), its last line, out of its section.
fn take_signature(sections: &mut [Section], vocabulary: &Vocabulary) -> Option<Date> {
    let section = sections.iter_mut().rev().find(|section| section.lines().next().is_some())?;
    let at = section.parts.iter().rposition(|part| matches!(part, Part::Line(_)))?;
    let Some(Part::Line(line)) = section.parts.get(at) else { return None };
    let date = of_signature(line, vocabulary)?;
    section.parts.remove(at);
    Some(date)
}

/// The day of a line that is a place and a day, and nothing else but a little word.
fn of_signature(line: &Line, vocabulary: &Vocabulary) -> Option<Date> {
    let span = line.span();
    let text = span.text();
    let [found] = date::find(text, vocabulary).try_into().ok()?;
    let value = found.value.end.filter(|_| found.value.start.is_none() && !found.value.is_ongoing)?;
    let before = text.get(..found.range.start)?.trim_end();
    let (place, little) = before.rsplit_once([',', '，']).unwrap_or((before, ""));
    let is_little = little.split_whitespace().all(|word| vocabulary.is(WordClass::Stop, word));
    let ends = !text.get(found.range.end..)?.contains(char::is_alphanumeric);
    let is_place = SIGNED_AT <= place::likeness(place, vocabulary);
    (matches!(value, PartialDate::Day(..)) && line.marker.is_none() && is_place && is_little && ends)
        .then(|| evidence_of(&span, value))
}

/// Likeness to a place from which on the text before the last day of a CV is where it was signed.
const SIGNED_AT: f32 = 0.35;

/// Takes a day that several lines repeat, and nothing else, out of the sections: a footer that plain text has in its
/// midst.
fn take_running(sections: &mut [Section], vocabulary: &Vocabulary) -> Option<Date> {
    let mut found: Vec<Date> = Vec::new();
    let lines = sections.iter().flat_map(Section::lines);
    found.extend(lines.filter_map(|line| of_running(line, vocabulary).filter(|_| is_alone(line, vocabulary))));
    let first = found.first()?.clone();
    if found.len() < 2 || found.iter().any(|date| date.value != first.value) {
        return None;
    }
    for section in sections {
        let is_running = |line: &Line| of_running(line, vocabulary).is_some() && is_alone(line, vocabulary);
        section.parts.retain(|part| !matches!(part, Part::Line(line) if is_running(line)));
    }
    Some(first)
}

/// Whether a line says a date, a page number at most, and nothing else.
fn is_alone(line: &Line, vocabulary: &Vocabulary) -> bool {
    let text = line.text();
    let n_dated: usize = date::find(&text, vocabulary).iter().map(|found| found.range.len()).sum();
    text.trim().len() <= n_dated + PAGE_NUMBER
}

/// The day that a running header or footer prints.
fn of_running(line: &Line, vocabulary: &Vocabulary) -> Option<Date> {
    let (span, found) = dated(line, vocabulary)?;
    let value = found.value.end.filter(|_| found.value.start.is_none() && !found.value.is_ongoing)?;
    matches!(value, PartialDate::Day(..)).then(|| span.slice(found.range).printed(value, RUNNING))
}

/// The date of a line that says when the CV was last updated, and little else.
fn of_line(line: &Line, vocabulary: &Vocabulary) -> Option<Date> {
    let (span, found) = dated(line, vocabulary)?;
    let value = found.value.end.or(found.value.start)?;
    let letters = || span.text().char_indices().filter(|(at, c)| c.is_alphanumeric() && !found.range.contains(at));
    // No label is found in a long text that leaves little of it.
    if LABEL_LETTERS + REST_LETTERS < letters().count() {
        return None;
    }
    let label = vocabulary.find(WordClass::UpdatedLabel, &line.text())?;
    let rest = letters().filter(|(at, _)| !label.contains(at)).count();
    (rest <= REST_LETTERS).then(|| evidence_of(&span, value))
}

/// A line as one span, and the first date on it.
fn dated(line: &Line, vocabulary: &Vocabulary) -> Option<(Span, Found<Period>)> {
    // Spans are costly to join, and few lines have a date.
    date::find(&line.text(), vocabulary).first()?;
    let span = line.span();
    let found = date::find(span.text(), vocabulary).into_iter().next()?;
    Some((span, found))
}

/// The whole line is the evidence: the label is a part of what says that this is the CV's date.
fn evidence_of(span: &Span, value: PartialDate) -> Date {
    span.trim().printed(value, LABELLED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::section;
    use crate::section::SectionKind;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let mut sections = [section(SectionKind::Interests, None, text)];
        let date = take_signature(&mut sections, Vocabulary::all());
        assert_eq!(date.map(|date| date.value.to_string()).as_deref(), expected);
    }

    #[test]
    fn place_and_day_below_all_are_a_signature() {
        check("Chess\nLeipzig, den 02.11.2026", Some("2026-11-02"));
    }

    #[test]
    fn a_dated_certificate_is_none() {
        check("First aid, Red Cross, 2 May 2024", None);
    }
}
