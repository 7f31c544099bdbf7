//! Headings that stand together above their contents: plain text reads a column of headings before the column beside it.
//!
//! In: the sections of plain text. Out: the same, the lines below several headings without content parted among them, in
//! their order, where the words of each fit best.

use super::{Part, Section, SectionKind};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;

/// Worth of a section starting below an empty line.
const GAP: f32 = 0.6;

/// What it costs to give lines to a heading that does not stand right above them.
const OPEN: f32 = -0.5;

/// A gap is wider than this many ems.
const GAP_EM: f32 = 1.75;

/// Parts the lines of a section among the empty sections right above it.
pub fn part(sections: &mut [Section], vocabulary: &Vocabulary) {
    let mut at = 0;
    while at < sections.len() {
        let is_empty = |section: &Section| section.parts.is_empty() && section.heading.is_some();
        let n_empty = sections.iter().skip(at).take_while(|section| is_empty(section)).count();
        if 0 < n_empty
            && let Some(group) = sections.get_mut(at..=at + n_empty)
        {
            share(group, vocabulary);
        }
        at += n_empty + 1;
    }
}

/// Shares the lines of the last of some sections among all of them.
fn share(group: &mut [Section], vocabulary: &Vocabulary) {
    if !group.iter().all(|section| is_told_by_words(section.kind)) {
        return;
    }
    let Some(last) = group.last_mut().filter(|last| last.lines().all(|line| line.is_plain)) else { return };
    let parts = std::mem::take(&mut last.parts);
    let kinds: Vec<SectionKind> = group.iter().map(|section| section.kind).collect();
    let starts = starts(&parts, &kinds, vocabulary);
    let mut parts = parts.into_iter();
    for (k, section) in group.iter_mut().enumerate() {
        let from = starts.get(k).copied().unwrap_or_default();
        let to = starts.get(k + 1).copied().unwrap_or(usize::MAX);
        section.parts.extend(parts.by_ref().take(to.saturating_sub(from)));
    }
}

/// Where the lines of each kind start, by dynamic programming over lines and kinds. A heading may have lost its content:
/// what fits none of the others stays with the last, right above it.
fn starts(parts: &[Part], kinds: &[SectionKind], vocabulary: &Vocabulary) -> Vec<usize> {
    let last = kinds.len().saturating_sub(1);
    let cost = |k: usize| if k == last { 0.0 } else { OPEN };
    // best[k]: the worth of the lines so far when the last of them is of kind k, and where each kind up to k started.
    let mut best: Vec<Option<(f32, Vec<usize>)>> = vec![None; kinds.len()];
    for (n, part) in parts.iter().enumerate() {
        let mut next = vec![None; kinds.len()];
        for (k, kind) in kinds.iter().enumerate() {
            let mut top = best.get(k).cloned().flatten();
            if n == 0 {
                top = Some((cost(k), vec![0; k + 1]));
            }
            for (worth, starts) in best.iter().take(k).flatten() {
                let worth = worth + gap(part) + cost(k);
                if top.as_ref().is_none_or(|(top, _)| *top < worth) {
                    let mut starts = starts.clone();
                    starts.resize(k + 1, n);
                    top = Some((worth, starts));
                }
            }
            if let Some(cell) = next.get_mut(k) {
                *cell = top.map(|(worth, starts)| (worth + fit(part, *kind, vocabulary), starts));
            }
        }
        best = next;
    }
    let best = best.into_iter().flatten().reduce(|a, b| if a.0 <= b.0 { b } else { a });
    let mut starts = best.map(|(_, starts)| starts).unwrap_or_default();
    starts.resize(kinds.len(), parts.len());
    starts
}

fn gap(part: &Part) -> f32 {
    match part {
        Part::Line(line) if line.leading.is_none_or(|leading| GAP_EM < leading / line.em) => GAP,
        Part::Line(_) => -GAP,
        Part::SubHeading(_) => GAP,
    }
}

/// How well a line fits a kind of section.
fn fit(part: &Part, kind: SectionKind, vocabulary: &Vocabulary) -> f32 {
    let Part::Line(line) = part else { return 0.0 };
    let text = line.text();
    let has = |class| f32::from(u8::from(vocabulary.has(class, &text)));
    match kind {
        SectionKind::Education => has(WordClass::Degree).max(0.8 * has(WordClass::School)) - has(WordClass::Award),
        SectionKind::Work | SectionKind::Volunteer => has(WordClass::Job).max(0.6 * has(WordClass::Organization)),
        SectionKind::Awards => has(WordClass::Award),
        SectionKind::Languages => has(WordClass::Language).max(has(WordClass::Fluency)),
        SectionKind::Publications => has(WordClass::Venue).max(0.6 * people(line)),
        SectionKind::Service => has(WordClass::ServiceRole),
        SectionKind::Talks => has(WordClass::Venue).max(f32::from(u8::from(text.contains(['“', '"', '„', '«'])))),
        SectionKind::Teaching => has(WordClass::TeachingRole),
        _ => 0.0,
    }
}

/// Kinds that words tell.
fn is_told_by_words(kind: SectionKind) -> bool {
    matches!(
        kind,
        SectionKind::Education
            | SectionKind::Work
            | SectionKind::Volunteer
            | SectionKind::Awards
            | SectionKind::Languages
            | SectionKind::Publications
            | SectionKind::Service
            | SectionKind::Talks
            | SectionKind::Teaching
    )
}

/// Names between commas: at least two short parts, each with a capital.
fn people(line: &Line) -> f32 {
    let text = line.text();
    let parts: Vec<&str> = text.split([',', '、', '，']).map(str::trim).collect();
    let is_name = |part: &&str| {
        let n_words = part.split_whitespace().count();
        (2..=3).contains(&n_words) && part.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    f32::from(u8::from(1 < parts.len() && parts.iter().all(is_name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::plain;

    /// Sections as kind and number of lines.
    #[track_caller]
    fn check(text: &str, expected: &[(SectionKind, usize)]) {
        let sections = super::super::split(&plain::lay_out(text), Vocabulary::all());
        let actual: Vec<(SectionKind, usize)> =
            sections.iter().map(|section| (section.kind, section.lines().count())).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn lines_go_to_the_heading_that_they_fit() {
        check(
            "Jane Doe\n\nEducation\n\nAwards\n\nB.Sc. Physics\nUniversity of Bonn\n2012\n\nMargalef Prize of Ecology\n2014\n",
            &[(SectionKind::Basics, 1), (SectionKind::Education, 3), (SectionKind::Awards, 2)],
        );
    }

    #[test]
    fn a_heading_with_content_keeps_it() {
        check(
            "Jane Doe\n\nEducation\nB.Sc. Physics, University of Bonn\n\nAwards\nMargalef Prize of Ecology\n",
            &[(SectionKind::Basics, 1), (SectionKind::Education, 1), (SectionKind::Awards, 1)],
        );
    }
}
