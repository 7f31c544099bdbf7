//! Degrees and schools.

use super::slots::{self, Field, Filled, Plan};
use super::{Context, claim};
use crate::entry::{self, Entry};
use crate::lang::{WordClass, fold};
use crate::layout::Line;
use crate::model::{Confidence, Cv, Education, Text};
use crate::read::degree;
use crate::section::Section;
use crate::span::Span;

const PLAN: Plan = Plan {
    fields: &[Field::School, Field::Degree, Field::Area, Field::Place],
    leads: 0.0,
    wanted: &[(Field::School, 1.4), (Field::Degree, 1.2), (Field::Area, 0.2), (Field::Place, 0.1)],
    claim: claim::of_degree,
    label: claim::lone_label,
};

/// Reads a section of degrees.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let mut entries = entry::split(section, context.vocabulary);
    for entry in &mut entries {
        raise_degree(entry, context);
    }
    for filled in slots::fill(&entries, &PLAN, context) {
        let (study_type, mut area) = degree_of(&filled, context);
        let score = filled.spans(Field::Score).next();
        let mut institution = filled.text(Field::School);
        // "BA University of Bonn": what follows the degree is no field of study.
        if institution.is_none() {
            institution = area.take_if(|area| context.vocabulary.has(WordClass::School, &area.value));
        }
        cv.education.push(Education {
            institution,
            study_type,
            area,
            location: filled.text(Field::Place),
            start_date: filled.start(),
            end_date: filled.end(),
            score: score.map(|(span, confidence)| span.as_text(confidence)),
            thesis: filled.text(Field::Thesis),
            advisor: filled.text(Field::Advisor),
            courses: filled.spans(Field::Courses).flat_map(|(span, confidence)| list(span, confidence)).collect(),
            highlights: filled.highlights(),
            ..Education::default()
        });
    }
}

/// A degree in a bullet below its school is of the head, as others are; not beside a degree in the head.
fn raise_degree(entry: &mut Entry, context: &Context) {
    let is_degree = |span: &Span| degree::split(span.text(), context.vocabulary).is_some();
    let Some(last) = entry.head.last().filter(|_| !entry.head.iter().flat_map(|line| &line.cells).any(is_degree))
    else {
        return;
    };
    let is_short = |span: &Span| span.text().split_whitespace().count() <= DEGREE_WORDS;
    if let Some(at) = entry.body.iter().position(|paragraph| is_short(&paragraph.span) && is_degree(&paragraph.span)) {
        let cell = entry.body.remove(at).span;
        let line = Line { bbox: cell.bbox(), cells: vec![cell], marker: None, has_label: false, ..last.clone() };
        entry.head.push(line);
    }
}

/// A degree with its field of study and mark has at most this many words; longer texts tell of it.
const DEGREE_WORDS: usize = 12;

/// Degree and field of study; an area that stands apart completes a degree without one.
fn degree_of(filled: &Filled, context: &Context) -> (Option<Text>, Option<Text>) {
    let apart = filled.text(Field::Area);
    let Some((span, confidence)) = fullest_degree(filled, context) else {
        return (None, apart);
    };
    match degree::split(span.text(), context.vocabulary) {
        Some(degree) => {
            let area = degree.area.map(|range| span.slice(range).as_text(confidence));
            (Some(span.slice(degree.study_type).as_text(confidence)), area.or(apart))
        }
        None => (Some(span.as_text(confidence)), apart),
    }
}

/// The first degree, or what says the same and names its field ("PhD" in the margin of "PhD in History").
fn fullest_degree<'a>(filled: &'a Filled, context: &Context) -> Option<(&'a Span, Confidence)> {
    let (first, confidence) = filled.spans(Field::Degree).next()?;
    let study_type = |span: &'a Span| {
        let degree = degree::split(span.text(), context.vocabulary)?;
        Some((span.text().get(degree.study_type)?, degree.area.is_some()))
    };
    let own = study_type(first).map_or(first.text(), |(text, _)| text);
    let says_more =
        |span: &'a Span| study_type(span).is_some_and(|(text, has_area)| has_area && fold(text) == fold(own));
    Some(filled.spans(Field::Degree).find(|(span, _)| says_more(span)).unwrap_or((first, confidence)))
}

/// The members of a list separated by commas.
fn list(span: &Span, confidence: Confidence) -> Vec<Text> {
    let text = span.text();
    let mut items = Vec::new();
    let mut from = 0;
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        if matches!(c, ',' | ';' | '，' | '、' | '；') {
            items.push(span.slice(from..at).trim_matches(|c| c.is_whitespace() || c == '.').as_text(confidence));
            from = at + c.len_utf8();
        }
    }
    items.retain(|item| !item.value.is_empty());
    items
}
