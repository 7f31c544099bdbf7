//! The date that a CV prints as its own: "Last updated: March 2024", in a line of its own or in a running footer.
//!
//! In: sections and page furniture. Out: the date; the line is taken out of its section, so that no extractor takes
//! it for a part of the last entry.

use std::borrow::Cow;
use std::ops::Range;

use crate::lang::{Vocabulary, WordClass, is_letter_or_digit};
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

/// Label, date and what stands beside them have at most this many letters and digits.
const MAX_LETTERS: usize = 80;

/// Takes the line of the last update out of `sections`; in `furniture` it is only looked up.
pub fn take(sections: &mut [Section], furniture: &[Line], vocabulary: &Vocabulary) -> Option<Date> {
    let (mut said, mut running): (Vec<Date>, Vec<Date>) = (Vec::new(), Vec::new());
    for line in sections.iter().flat_map(Section::lines).filter_map(|line| Dated::of(line, vocabulary)) {
        said.extend(line.updated(vocabulary));
        running.extend(line.running().filter(|_| line.is_alone(vocabulary)));
    }
    // A CV has one date of its own: labelled dates that differ are those of entries ("Release date: …").
    let found = said.first().filter(|first| said.iter().all(|date| date.value == first.value)).cloned();
    if found.is_some() {
        drop_dated(sections, vocabulary, |line| line.updated(vocabulary).is_some());
    }
    let furniture: Vec<Dated> = furniture.iter().filter_map(|line| Dated::of(line, vocabulary)).collect();
    let found = found.or_else(|| furniture.iter().find_map(|line| line.updated(vocabulary)));
    let found = found.or_else(|| take_signature(sections, vocabulary));
    let found = found.or_else(|| furniture.iter().find_map(Dated::running));
    found.or_else(|| take_running(sections, &running, vocabulary))
}

/// Drops the lines with a date for which `holds` does.
fn drop_dated(sections: &mut [Section], vocabulary: &Vocabulary, holds: impl Fn(&Dated) -> bool) {
    let is_dropped = |line: &Line| Dated::of(line, vocabulary).is_some_and(|line| holds(&line));
    for section in sections {
        section.parts.retain(|part| !matches!(part, Part::Line(line) if is_dropped(line)));
    }
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
    let value = found.value.single()?;
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
/// midst. `found`: the days of all such lines.
fn take_running(sections: &mut [Section], found: &[Date], vocabulary: &Vocabulary) -> Option<Date> {
    let first = found.first()?.clone();
    if found.len() < 2 || found.iter().any(|date| date.value != first.value) {
        return None;
    }
    drop_dated(sections, vocabulary, |line| line.running().is_some() && line.is_alone(vocabulary));
    Some(first)
}

/// A line with a date, and the first one on it.
struct Dated<'a> {
    line: &'a Line,
    text: Cow<'a, str>,
    found: Found<Period>,
}

impl<'a> Dated<'a> {
    /// `None` for a line without a date, and for one that says too much besides.
    fn of(line: &'a Line, vocabulary: &Vocabulary) -> Option<Self> {
        let text = line.as_text();
        let is_long = || text.chars().filter(|c| is_letter_or_digit(*c)).nth(MAX_LETTERS).is_some();
        if !date::may_hold_year(&text) || MAX_LETTERS < text.len() && is_long() {
            return None;
        }
        let found = date::find(&text, vocabulary).into_iter().next()?;
        Some(Self { line, text, found })
    }

    /// Whether the line says its dates, a page number at most, and nothing else.
    fn is_alone(&self, vocabulary: &Vocabulary) -> bool {
        let n_dated: usize = date::find(&self.text, vocabulary).iter().map(|found| found.range.len()).sum();
        self.text.trim().len() <= n_dated + PAGE_NUMBER
    }

    /// The day that a running header or footer prints.
    fn running(&self) -> Option<Date> {
        let Found { value, range } = &self.found;
        let value = value.single()?;
        matches!(value, PartialDate::Day(..)).then(|| self.line.span().slice(range.clone()).printed(value, RUNNING))
    }

    /// The date of a line that says when the CV was last updated, and little else.
    fn updated(&self, vocabulary: &Vocabulary) -> Option<Date> {
        let Found { value, range } = &self.found;
        let value = value.single()?;
        let letters = || self.text.char_indices().filter(|(at, c)| is_letter_or_digit(*c) && !range.contains(at));
        // No label is found in a long text that leaves little of it.
        if letters().nth(LABEL_LETTERS + REST_LETTERS).is_some() {
            return None;
        }
        let label = vocabulary.find(WordClass::UpdatedLabel, &self.text)?;
        let rest = letters().filter(|(at, _)| !label.contains(at)).count();
        (rest <= REST_LETTERS && self.is_beside(&label, vocabulary)).then(|| evidence_of(&self.line.span(), value))
    }

    /// Nothing but little words, numbers or a place stands between `label` and the date: "Data" is a label in some
    /// languages, and "Data Scientist, 2018" is a job in all.
    fn is_beside(&self, label: &Range<usize>, vocabulary: &Vocabulary) -> bool {
        let date = &self.found.range;
        let between = if label.end <= date.start { label.end..date.start } else { date.end..label.start };
        let between = self.text.get(between).unwrap_or_default();
        let between = between.trim_matches(|c| !is_letter_or_digit(c));
        let mut words = between.split(|c| !is_letter_or_digit(c)).filter(|word| word.contains(char::is_alphabetic));
        words.all(|word| vocabulary.is(WordClass::Stop, word)) || SIGNED_AT <= place::likeness(between, vocabulary)
    }
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

    #[track_caller]
    fn check_updated(text: &str, expected: Option<&str>) {
        let mut sections = [section(SectionKind::Work, None, text)];
        let date = take(&mut sections, &[], Vocabulary::all());
        assert_eq!(date.map(|date| date.value.to_string()).as_deref(), expected, "{text}");
        assert_eq!(sections.iter().flat_map(Section::lines).next().is_none(), expected.is_some(), "{text}");
    }

    #[test]
    fn a_label_beside_a_date_is_an_update() {
        check_updated("Last updated: March 2024", Some("2024-03"));
        check_updated("Version 3 of 2 May 2024", Some("2024-05-02"));
        check_updated("Data: 12.05.2023", Some("2023-05-12"));
        check_updated("2024-03-05 更新", Some("2024-03-05"));
        check_updated("Datum: Berlin, 03.04.2024", Some("2024-04-03"));
    }

    #[test]
    fn a_word_that_is_a_label_elsewhere_is_no_update() {
        check_updated("Data Scientist II\tJuly 2018 – August 2022", None);
        check_updated("Data Analyst\t2019", None);
        check_updated("Data Science, 2020", None);
        check_updated("Data 2018 – 2020", None);
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
