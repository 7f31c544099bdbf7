//! Titles that look like sub-headings: the only award of a section, set in bold above its giver.
//!
//! In: a section. Out: the same, its sub-headings lines again, where none of them is a heading by its words or a year.

use std::borrow::Cow;

use crate::geom::Pt;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::date;
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;

/// Kinds whose sub-headings group entries, whatever they say.
const GROUPED: [SectionKind; 3] = [SectionKind::Publications, SectionKind::References, SectionKind::Other];

/// Makes sub-headings lines that only their look made headings.
pub fn lower<'a>(section: &'a Section, vocabulary: &Vocabulary) -> Cow<'a, Section> {
    let mut titles = section.parts.iter().filter_map(|part| match part {
        Part::SubHeading(span) => Some(span),
        Part::Line(_) => None,
    });
    let is_known = |span: &Span| {
        vocabulary.heading(span.text()).is_some_and(|heading| heading.is_whole)
            || date::is_whole(span.text(), vocabulary)
            || names_many(span.text(), section.kind, vocabulary)
    };
    // Several that look alike group what stands below them.
    let is_lone = titles.next().is_some_and(|span| !is_known(span)) && titles.next().is_none();
    if !is_lone || GROUPED.contains(&section.kind) {
        return Cow::Borrowed(section);
    }
    let mut lowered = section.clone();
    for k in 0..lowered.parts.len() {
        let next = lowered.parts.get(k + 1).and_then(|part| match part {
            // The head of a table is no title of its first row.
            Part::Line(line) if !line.is_row => Some(line.clone()),
            _ => None,
        });
        if let Some(part @ Part::SubHeading(_)) = lowered.parts.get_mut(k)
            && let Some(next) = next
            && let Part::SubHeading(span) = part
        {
            *part = Part::Line(line_of(span, &next));
        }
    }
    Cow::Owned(lowered)
}

/// Whether a text ends in the heading of such a section, in capitals: "UNIVERSITY AWARDS" groups awards, "Best Paper Award"
/// is one.
fn names_many(text: &str, kind: SectionKind, vocabulary: &Vocabulary) -> bool {
    let last = text.split_whitespace().next_back().and_then(|word| vocabulary.heading(word));
    let is_kind = last.is_some_and(|heading| heading.is_whole && heading.kinds.contains(&kind));
    let n_small = text.chars().filter(|c| c.is_lowercase()).count();
    is_kind && n_small * CAPITALS_PER_SLIP <= text.chars().filter(|c| c.is_uppercase()).count()
}

/// One letter in this many may be small in a line of capitals ("`UNiVERSiTY AWARDS`").
const CAPITALS_PER_SLIP: usize = 4;

/// The line of a title above `next`.
fn line_of(span: &Span, next: &Line) -> Line {
    let (bbox, em) = (span.bbox(), span.style().em);
    let baseline = Pt(bbox.y1.0 - em.0 * DESCENT);
    Line {
        bbox,
        baseline,
        em,
        cells: vec![span.clone()],
        marker: None,
        has_label: false,
        leading: None,
        ..next.clone()
    }
}

/// Share of the em below the baseline, in boxes of text.
const DESCENT: f32 = 0.2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    /// How many sub-headings are left of `titles`, each above a line.
    #[track_caller]
    fn check(titles: &[&str], expected: usize) {
        let mut section = testing::section(SectionKind::Awards, None, "");
        for title in titles {
            section.parts.push(Part::SubHeading(testing::span(title)));
            section.parts.push(Part::Line(testing::line("Guild of Cooks, 2022", 0)));
        }
        let lowered = lower(&section, Vocabulary::all());
        assert_eq!(lowered.parts.len() - lowered.lines().count(), expected);
    }

    #[test]
    fn a_lone_title_is_a_line() {
        check(&["Golden Spoon"], 0);
    }

    #[test]
    fn years_headings_and_groups_stay() {
        check(&["2022"], 1);
        check(&["UNiVERSiTY AWARDS"], 1);
        check(&["Golden Spoon", "Silver Fork"], 2);
    }
}
