//! The date that a CV prints as its own: "Last updated: March 2024", in a line of its own or in a running footer.
//!
//! In: sections and page furniture. Out: the date; the line is taken out of its section, so that no extractor takes
//! it for a part of the last entry.

use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::model::{Confidence, Date};
use crate::read::date;
use crate::section::{Part, Section};
use crate::span::Span;

/// A label and a date beside it leave little doubt.
const LABELLED: Confidence = Confidence(0.97);

/// A line says nothing but its update when besides label and date it holds at most this many letters and digits
/// ("Page 1 of 2" beside it in a footer).
const REST_LETTERS: usize = 12;

/// Takes the line of the last update out of `sections`; in `furniture` it is only looked up.
pub fn take(sections: &mut [Section], furniture: &[Line], vocabulary: &Vocabulary) -> Option<Date> {
    let mut found = None;
    for section in sections.iter_mut() {
        section.parts.retain(|part| {
            let Part::Line(line) = part else { return true };
            let date = of_line(line, vocabulary);
            let is_kept = date.is_none();
            found = found.take().or(date);
            is_kept
        });
    }
    found.or_else(|| furniture.iter().find_map(|line| of_line(line, vocabulary)))
}

/// The date of a line that says when the CV was last updated, and little else.
fn of_line(line: &Line, vocabulary: &Vocabulary) -> Option<Date> {
    let span = line.span();
    let label = vocabulary.find(WordClass::UpdatedLabel, span.text())?;
    let found = date::find(span.text(), vocabulary).into_iter().next()?;
    let value = found.value.end.or(found.value.start)?;
    let is_inside = |at: usize| label.contains(&at) || found.range.contains(&at);
    let rest = span.text().char_indices().filter(|(at, c)| c.is_alphanumeric() && !is_inside(*at)).count();
    (rest <= REST_LETTERS).then(|| evidence_of(&span, value))
}

/// The whole line is the evidence: the label is a part of what says that this is the CV's date.
fn evidence_of(span: &Span, value: crate::model::PartialDate) -> Date {
    span.trim().printed(value, LABELLED)
}
