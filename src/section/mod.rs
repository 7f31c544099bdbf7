//! Lines to sections: which lines are headings, and which kind of section each opens.
//!
//! In: the lines of a layout in reading order. Out: sections, the block before the first heading being the
//! [`SectionKind::Basics`] of the CV. Headings that the vocabulary knows teach the style by which others are found.

mod apart;
mod content;
mod fit;
mod form;
mod grid;
mod heading;
mod kind;
mod margin;
mod run_in;
mod style;
mod torn;
mod unknown;

pub use kind::SectionKind;
pub use style::SectionLook;

use std::borrow::Cow;

use crate::geom::Pt;
use crate::lang::Vocabulary;
use crate::layout::{Layout, Line};
use crate::span::Span;

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

impl Section {
    fn open(kind: SectionKind) -> Self {
        Self { kind, also: Vec::new(), heading: None, parts: Vec::new() }
    }

    /// Its lines without the sub-headings.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::SubHeading(_) => None,
        })
    }
}

/// A flow that starts in this share of the first page may hold contact data before its first heading.
const TOP_SHARE: f32 = 0.35;

/// Splits a layout into sections.
#[must_use]
pub fn split(layout: &Layout, vocabulary: &Vocabulary) -> Vec<Section> {
    of_lines(layout.lines.clone(), vocabulary)
}

/// Splits the lines of a layout into sections.
#[must_use]
pub fn of_lines(mut lines: Vec<Line>, vocabulary: &Vocabulary) -> Vec<Section> {
    let height = lines.iter().map(|line| line.bbox.y1).reduce(Pt::max).unwrap_or_default();
    let mut flow = lines.first().map(|line| line.flow);
    if lines.first().is_some_and(|line| line.is_plain) {
        torn::mend(&mut lines, vocabulary);
    }
    if let Cow::Owned(parted) = margin::join(run_in::part(&lines, vocabulary), vocabulary) {
        lines = parted;
    }
    let roles = heading::roles(&lines, vocabulary);
    let mut sections = vec![Section::open(SectionKind::Basics)];
    for (line, role) in lines.into_iter().zip(roles) {
        let is_new_flow = flow.replace(line.flow) != Some(line.flow);
        if is_new_flow && line.page == 1 && line.bbox.y0 < height * TOP_SHARE {
            sections.push(Section::open(SectionKind::Basics));
        }
        place(line, role, &mut sections);
    }
    sections.retain(|section| section.heading.is_some() || !section.parts.is_empty());
    apart::part(&mut sections, vocabulary);
    content::tell(&mut sections, vocabulary);
    for section in &mut sections {
        grid::unfold(section, vocabulary);
    }
    sections
}

/// Puts a line where its role says.
fn place(line: Line, role: heading::Role, sections: &mut Vec<Section>) {
    match role {
        heading::Role::Heading { span, kinds, content } => {
            let mut kinds = kinds.into_iter();
            let mut section = Section::open(kinds.next().unwrap_or(SectionKind::Other));
            section.also = kinds.collect();
            section.heading = Some(span);
            section.parts.extend(content.map(Part::Line));
            sections.push(section);
        }
        heading::Role::GoesOn => {
            // The second line of a wrapped heading.
            let heading = sections.last_mut().and_then(|section| section.heading.as_mut());
            if let Some(heading) = heading {
                heading.push(" ", &line.span());
            }
        }
        heading::Role::SubHeading => {
            if let Some(section) = sections.last_mut() {
                section.parts.push(Part::SubHeading(line.span()));
            }
        }
        heading::Role::Text => {
            if let Some(section) = sections.last_mut() {
                section.parts.push(Part::Line(line));
            }
        }
    }
}

#[cfg(test)]
mod tests;
