//! Lines to sections: which lines are headings, and which kind of section each opens.
//!
//! In: the lines of a layout in reading order. Out: sections, the block before the first heading being the
//! [`SectionKind::Basics`] of the CV. Headings that the vocabulary knows teach the style by which others are found.

use serde::Deserialize;

use crate::lang::Vocabulary;
use crate::layout::{Layout, Line};
use crate::span::Span;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum SectionKind {
    /// The block with name and contact data, and sections of personal details.
    Basics,
    Summary,
    Work,
    Volunteer,
    Education,
    Awards,
    Certificates,
    Publications,
    Skills,
    Languages,
    Interests,
    References,
    Projects,
    Teaching,
    Service,
    Talks,
    Patents,
    Grants,
    /// None of these: goes whole into `sections`.
    Other,
}

/// A section: its heading and what stands under it.
#[derive(Debug, Clone)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Further kinds that the heading names ("Skills and Languages").
    pub also: Vec<SectionKind>,
    /// The heading as printed; `None` for the block before the first heading.
    pub heading: Option<Span>,
    /// Its lines and sub-headings in reading order.
    pub parts: Vec<Part>,
}

/// A line of a section.
#[derive(Debug, Clone)]
pub enum Part {
    /// Text.
    Line(Line),
    /// A heading within the section ("2024", "Journal articles").
    SubHeading(Span),
}

/// Splits a layout into sections.
#[must_use]
pub fn split(layout: &Layout, vocabulary: &Vocabulary) -> Vec<Section> {
    let _ = (layout, vocabulary);
    Vec::new()
}
