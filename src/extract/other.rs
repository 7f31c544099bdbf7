//! A section of no known kind: whole into `sections`, nothing interpreted.
//!
//! In: any section. Out: its heading as printed, and its text as items, wrapped lines joined.

use super::Context;
use crate::entry;
use crate::lang::Vocabulary;
use crate::model::{Confidence, Cv, OtherSection, Text};
use crate::section::{Part, Section};
use crate::span::Span;

/// The text is as printed; only where an item ends may be wrong.
const WHOLE: Confidence = Confidence(0.9);

/// Puts the whole section into `cv.sections`.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let items = items(section, context.vocabulary);
    let heading = section.heading.as_ref().map(|heading| heading.as_text(WHOLE));
    if !items.is_empty() || heading.is_some() {
        cv.sections.push(OtherSection { heading, items });
    }
}

/// One text for each sub-heading, head line and paragraph.
fn items(section: &Section, vocabulary: &Vocabulary) -> Vec<Text> {
    let entries = entry::split(section, vocabulary);
    if entries.is_empty() {
        return section
            .parts
            .iter()
            .map(part_span)
            .filter(|span| !span.is_empty())
            .map(|span| span.as_text(WHOLE))
            .collect();
    }
    let mut items = Vec::new();
    let mut group: Option<&Span> = None;
    for entry in &entries {
        if entry.group.as_ref() != group {
            group = entry.group.as_ref();
            items.extend(group.map(|span| span.as_text(WHOLE)));
        }
        items.extend(entry.head.iter().map(|line| line.span().as_text(WHOLE)));
        items.extend(entry.body.iter().map(|paragraph| paragraph.span.as_text(WHOLE)));
    }
    items.retain(|item| !item.value.is_empty());
    items
}

fn part_span(part: &Part) -> Span {
    match part {
        Part::Line(line) => line.span(),
        Part::SubHeading(span) => span.clone(),
    }
}
