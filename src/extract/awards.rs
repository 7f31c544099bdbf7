//! Prizes and honours.

use super::slots::{self, EDGES, Field, Filled, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Award, Cv, Text};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Award, Field::Organization, Field::Place],
    leads: 2.0,
    wanted: &[(Field::Award, 4.0), (Field::Organization, 0.4)],
    claim: claim::of_place,
    label: claim::no_label,
};

/// Reads a section of prizes.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        let (title, summary) = title(&filled);
        cv.awards.push(Award {
            title,
            summary,
            awarder: filled.text(Field::Organization),
            location: filled.text(Field::Place),
            date: filled.date(),
            highlights: filled.highlights(),
        });
    }
}

/// The title, and apart from it the rank among the candidates ("(4/200)") with what follows.
fn title(filled: &Filled) -> (Option<Text>, Option<Text>) {
    let Some((span, confidence)) = filled.spans(Field::Award).next() else {
        return (None, None);
    };
    let Some(at) = rank(span.text()) else {
        return (Some(span.as_text(confidence)), None);
    };
    let is_edge = |c: char| c.is_whitespace() || EDGES.contains(&c);
    let title = span.slice(0..at).trim_matches(is_edge).as_text(confidence);
    let rest = span.slice(at..span.text().len()).trim_matches(is_edge).as_text(confidence);
    (Some(title), Some(rest))
}

/// Where a rank in brackets starts, after some text.
fn rank(text: &str) -> Option<usize> {
    let open = text.find(['(', '（']).filter(|at| 0 < *at)?;
    let inside = text.get(open..)?.trim_start_matches(['(', '（']).split([')', '）']).next()?;
    let (place, all) = inside.split_once('/')?;
    let is_number = |part: &str| !part.trim().is_empty() && part.trim().bytes().all(|b| b.is_ascii_digit());
    (is_number(place) && is_number(all)).then_some(open)
}
