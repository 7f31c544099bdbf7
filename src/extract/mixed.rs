//! A section of several kinds ("Skills and Languages") to one section of each.
//!
//! In: a section whose heading names further kinds. Out: sections of one kind, in print order; neighbouring parts of
//! one kind stay together. A part that fits none of the kinds goes with the part before it.

use crate::lang::{Vocabulary, WordClass};
use crate::section::{Part, Section, SectionKind};

/// Splits `section` where its parts fit different ones of its kinds; one section where they do not.
pub fn split(section: &Section, vocabulary: &Vocabulary) -> Vec<Section> {
    if section.also.is_empty() {
        return vec![section.clone()];
    }
    let mut split: Vec<Section> = Vec::new();
    let mut kind = section.kind;
    for part in &section.parts {
        kind = fitting(part, section, vocabulary).unwrap_or(kind);
        match split.last_mut().filter(|last| last.kind == kind) {
            Some(last) => last.parts.push(part.clone()),
            None => split.push(Section { kind, also: Vec::new(), parts: vec![part.clone()], ..section.clone() }),
        }
    }
    split
}

/// Which of the section's kinds a part fits best; `None` when nothing in it tells.
fn fitting(part: &Part, section: &Section, vocabulary: &Vocabulary) -> Option<SectionKind> {
    let text = match part {
        Part::Line(line) => line.text(),
        Part::SubHeading(span) => span.text().to_owned(),
    };
    let kinds = || std::iter::once(&section.kind).chain(&section.also);
    let label = text.split([':', '：']).next().unwrap_or_default();
    let named = vocabulary.heading(label).filter(|heading| heading.is_whole);
    let by_label = named.and_then(|heading| heading.kinds.into_iter().find(|kind| kinds().any(|of| of == kind)));
    by_label.or_else(|| kinds().copied().find(|kind| fits(*kind, &text, vocabulary)))
}

/// Whether words in `text` speak for `kind`.
fn fits(kind: SectionKind, text: &str, vocabulary: &Vocabulary) -> bool {
    match kind {
        SectionKind::Languages => vocabulary.has(WordClass::Language, text) && vocabulary.has(WordClass::Fluency, text),
        SectionKind::Awards => vocabulary.has(WordClass::Award, text),
        SectionKind::Education => vocabulary.has(WordClass::Degree, text) || vocabulary.has(WordClass::School, text),
        SectionKind::Work => vocabulary.has(WordClass::Job, text),
        SectionKind::Service => vocabulary.has(WordClass::ServiceRole, text),
        SectionKind::Teaching => vocabulary.has(WordClass::TeachingRole, text),
        SectionKind::Grants => vocabulary.has(WordClass::GrantRole, text),
        SectionKind::Publications => vocabulary.has(WordClass::Venue, text),
        _ => false,
    }
}
