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
    let filled = slots::fill(&entries, &PLAN, context);
    let refrain = refrain(&filled);
    for filled in filled {
        let (title, summary) = title(&filled, refrain.as_deref());
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

/// So many titles, and half of all, make a refrain of what they end with.
const REFRAIN_OF: usize = 3;

/// What stands behind the last comma of many titles ("Third Prize, University Award"): what all prizes have in common
/// is the name of none.
fn refrain(filled: &[Filled]) -> Option<String> {
    let tail = |filled: &Filled| {
        let (span, _) = filled.spans(Field::Award).next()?;
        span.text().rsplit_once(", ").map(|(_, tail)| tail.trim().to_owned())
    };
    let tails: Vec<String> = filled.iter().filter_map(tail).collect();
    let count = |tail: &String| tails.iter().filter(|other| *other == tail).count();
    let best = tails.iter().max_by_key(|tail| count(tail))?;
    (REFRAIN_OF.max(filled.len() / 2) <= count(best)).then(|| best.clone())
}

/// The title, and apart from it the rank among the candidates ("(4/200)") with what follows, or the refrain.
fn title(filled: &Filled, refrain: Option<&str>) -> (Option<Text>, Option<Text>) {
    let Some((span, confidence)) = filled.spans(Field::Award).next() else {
        return (None, None);
    };
    let text = span.text();
    let behind_comma = || text.rsplit_once(", ").filter(|(_, tail)| Some(tail.trim()) == refrain);
    let Some(at) = rank(text).or_else(|| behind_comma().map(|(title, _)| title.len())) else {
        return (Some(span.as_text(confidence)), None);
    };
    let is_edge = |c: char| c.is_whitespace() || EDGES.contains(&c);
    let title = span.slice(0..at).trim_matches(is_edge).as_text(confidence);
    let rest = span.slice(at..text.len()).trim_matches(is_edge).as_text(confidence);
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
