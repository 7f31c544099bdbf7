//! Headings that stand together above their contents: plain text reads a column of headings before the column beside it.
//!
//! In: the sections of plain text. Out: the same, the lines below several headings without content parted among them, in
//! their order, where the words of each fit best. Dates and labels that stood beside the headings stay with them.

use super::fit::Seen;
use super::{Part, Section, SectionKind};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::date;
use crate::span::Span;

/// Worth of a section starting below an empty line.
const GAP: f32 = 0.6;

/// What it costs to give lines to a heading that does not stand right above them.
const OPEN: f32 = -0.5;

/// What it costs to leave a heading without lines: whoever printed it had something to say.
const EMPTY: f32 = -1.0;

/// A gap is wider than this many ems.
const GAP_EM: f32 = 1.75;

/// A mark in figures has at most so many letters ("104/110").
const MARK: usize = 8;

/// A label in the column of headings has at most this many words.
const LABEL_WORDS: usize = 2;

/// Parts the lines of a section among the hollow sections right above it.
pub fn part(sections: &mut Vec<Section>, vocabulary: &Vocabulary) {
    join_wrapped(sections, vocabulary);
    let mut at = 0;
    while at < sections.len() {
        let n_hollow = n_hollow(sections.get(at..).unwrap_or_default(), at == 0, vocabulary);
        if 0 < n_hollow
            && let Some(group) = sections.get_mut(at..=at + n_hollow)
        {
            share(group, vocabulary);
        }
        at += n_hollow + 1;
    }
}

/// How many of the first of `sections` lost their content to the one behind them. The first is empty but for dates, or
/// it is the owner's block on top with nothing but labels.
fn n_hollow(sections: &[Section], is_top: bool, vocabulary: &Vocabulary) -> usize {
    let is_block = |section: &Section| is_top && section.heading.is_none() && has_labels(section, vocabulary);
    let n = sections.iter().enumerate().take_while(|(k, section)| {
        is_hollow(section, vocabulary) || (if *k == 0 { is_block(section) } else { has_labels(section, vocabulary) })
    });
    let n = n.count().min(sections.len().saturating_sub(1));
    if sections.iter().take(n).any(|section| is_hollow(section, vocabulary)) { n } else { 0 }
}

/// "PROFESSIONAL" above "EXPERIENCE", neither with content: one heading.
fn join_wrapped(sections: &mut Vec<Section>, vocabulary: &Vocabulary) {
    let mut joined: Vec<Section> = Vec::with_capacity(sections.len());
    for section in sections.drain(..) {
        let whole = joined.last().and_then(|above| joint(above, &section, vocabulary));
        match joined.last_mut().zip(whole) {
            Some((above, (heading, kind))) => {
                *above = Section { kind, heading: Some(heading), ..section };
            }
            None => joined.push(section),
        }
    }
    *sections = joined;
}

/// The heading that those of two sections are together, and its kind.
fn joint(above: &Section, below: &Section, vocabulary: &Vocabulary) -> Option<(Span, SectionKind)> {
    let (first, second) = (above.heading.as_ref()?, below.heading.as_ref()?);
    if !above.parts.is_empty() || !below.lines().next().is_some_and(|line| line.is_plain) && !below.parts.is_empty() {
        return None;
    }
    let is_near = (second.bbox().y1 - first.bbox().y1) / first.style().em < GAP_EM && first.page() == second.page();
    let mut whole = first.clone();
    whole.push(" ", second);
    let kind = vocabulary.heading(whole.text()).filter(|known| known.is_whole)?.kinds.first().copied()?;
    (is_near && (above.kind == SectionKind::Other || above.kind == below.kind)).then_some((whole, kind))
}

/// Nothing stands below its heading but dates, which lost the texts beside them.
fn is_hollow(section: &Section, vocabulary: &Vocabulary) -> bool {
    section.heading.is_some() && section.parts.iter().all(|part| is_loose(part, vocabulary))
}

/// A list of which nothing is left but the labels beside it: languages, names of groups.
fn has_labels(section: &Section, vocabulary: &Vocabulary) -> bool {
    let is_label = |part: &Part| {
        let Part::Line(line) = part else { return true };
        let text = line.text();
        let is_short = text.split_whitespace().count() <= LABEL_WORDS && !text.contains([',', ';', '@']);
        line.is_plain && line.marker.is_none() && line.cells.len() == 1 && is_short
    };
    match section.kind {
        SectionKind::Languages | SectionKind::Skills => section.parts.iter().all(is_label),
        SectionKind::Basics => section.parts.iter().all(|part| is_loose(part, vocabulary)),
        _ => false,
    }
}

/// Labels that stand beside what they name.
const LABELS: [WordClass; 9] = [
    WordClass::NameLabel,
    WordClass::EmailLabel,
    WordClass::PhoneLabel,
    WordClass::AddressLabel,
    WordClass::WebLabel,
    WordClass::PersonalLabel,
    WordClass::ScoreLabel,
    WordClass::PositionLabel,
    WordClass::PageLabel,
];

/// A date, or a label, and nothing else.
fn is_loose(part: &Part, vocabulary: &Vocabulary) -> bool {
    let Part::Line(line) = part else { return false };
    let text = line.text();
    let is_label = |text: &str| vocabulary.is_any(&LABELS, text);
    line.is_plain
        && line.cells.len() == 1
        && (date::is_whole(&text, vocabulary) || is_label(text.trim().trim_end_matches([':', '：'])))
}

/// Shares the lines of the last of some sections among all of them.
fn share(group: &mut [Section], vocabulary: &Vocabulary) {
    if group.iter().any(|section| section.kind == SectionKind::Other) {
        return;
    }
    let n = group.len();
    let is_owed =
        |(k, section): (usize, &Section)| k + 1 == n || section.heading.is_some() && is_hollow(section, vocabulary);
    let kinds = group.iter().enumerate().map(|one| (one.1.kind, if is_owed(one) { EMPTY } else { 0.0 }));
    let kinds: Vec<(SectionKind, f32)> = kinds.collect();
    let Some(last) = group.last_mut().filter(|last| last.lines().all(|line| line.is_plain)) else { return };
    let n_own = last.parts.iter().take_while(|part| is_loose(part, vocabulary)).count();
    let parts = last.parts.split_off(n_own);
    let starts = starts(&parts, &kinds, vocabulary);
    let mut parts = parts.into_iter();
    for (k, section) in group.iter_mut().enumerate() {
        let from = starts.get(k).copied().unwrap_or_default();
        let to = starts.get(k + 1).copied().unwrap_or(usize::MAX);
        let own = std::mem::take(&mut section.parts);
        section.parts = beside(own, parts.by_ref().take(to.saturating_sub(from)).collect(), section.kind, vocabulary);
    }
}

/// The lines that a section kept and those that it was given: labels beside their values where there are as many.
fn beside(own: Vec<Part>, given: Vec<Part>, kind: SectionKind, vocabulary: &Vocabulary) -> Vec<Part> {
    if kind == SectionKind::Education {
        return with_scores(own, given, vocabulary);
    }
    let is_list = matches!(kind, SectionKind::Languages | SectionKind::Skills | SectionKind::Basics);
    if !is_list || own.len() != given.len() {
        return own.into_iter().chain(given).collect();
    }
    own.into_iter().zip(given).map(|(own, given)| labelled(own, given)).collect()
}

fn labelled(label: Part, value: Part) -> Part {
    match (label, value) {
        (Part::Line(label), Part::Line(value)) => {
            let cells = label.cells.iter().chain(&value.cells).cloned().collect();
            Part::Line(Line { cells, has_label: true, ..value })
        }
        (_, value) => value,
    }
}

/// The dates of a section of degrees above what it was given, each label of a mark before a line that is one; where
/// there are as many of both.
fn with_scores(own: Vec<Part>, mut given: Vec<Part>, vocabulary: &Vocabulary) -> Vec<Part> {
    let text = |part: &Part| match part {
        Part::Line(line) => line.text().trim().to_owned(),
        Part::SubHeading(_) => String::new(),
    };
    let (labels, mut parts): (Vec<Part>, Vec<Part>) =
        own.into_iter().partition(|part| vocabulary.is(WordClass::ScoreLabel, text(part).trim_end_matches(':')));
    let is_mark = |part: &Part| {
        let text = text(part);
        let is_number = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= MARK;
        is_number && !date::is_whole(&text, vocabulary) || vocabulary.is(WordClass::Honours, &text)
    };
    let marks: Vec<usize> = given.iter().enumerate().filter(|(_, part)| is_mark(part)).map(|(k, _)| k).collect();
    let is_pair = marks.len() == labels.len();
    for (at, label) in marks.iter().zip(labels.iter().filter(|_| is_pair)) {
        if let Some(mark) = given.get_mut(*at) {
            *mark = labelled(label.clone(), mark.clone());
        }
    }
    parts.extend(given);
    parts.extend(labels.into_iter().filter(|_| !is_pair));
    parts
}

/// The best parting so far: what it is worth, and where each kind up to one started.
type Best = Option<(f32, Vec<usize>)>;

/// Where the lines of each kind start, by dynamic programming over lines and kinds. A heading may have lost its content:
/// what fits none of the others stays with the last, right above it.
fn starts(parts: &[Part], kinds: &[(SectionKind, f32)], vocabulary: &Vocabulary) -> Vec<usize> {
    let last = kinds.len().saturating_sub(1);
    let cost = |k: usize| if k == last { 0.0 } else { OPEN };
    // What it costs to leave the kinds from one to another without lines.
    let empty = |from: usize, to: usize| kinds.iter().take(to).skip(from).map(|(_, cost)| cost).sum::<f32>();
    let mut best: Vec<Best> = vec![None; kinds.len()];
    for (n, part) in parts.iter().enumerate() {
        let seen = Seen::of(part, vocabulary);
        let mut next: Vec<Best> = vec![None; kinds.len()];
        for (k, (kind, _)) in kinds.iter().enumerate() {
            let mut top = best.get(k).cloned().flatten();
            if n == 0 {
                top = Some((cost(k) + empty(0, k), vec![0; k + 1]));
            }
            for (j, best) in best.iter().take(k).enumerate() {
                let Some((worth, starts)) = best else { continue };
                let worth = worth + gap(part) + cost(k) + empty(j + 1, k);
                if top.as_ref().is_none_or(|(top, _)| *top < worth) {
                    let mut starts = starts.clone();
                    starts.resize(k + 1, n);
                    top = Some((worth, starts));
                }
            }
            if let Some(cell) = next.get_mut(k) {
                *cell = top.map(|(worth, starts)| (worth + seen.fits(*kind), starts));
            }
        }
        best = next;
    }
    let ends = best
        .into_iter()
        .enumerate()
        .filter_map(|(k, best)| best.map(|(worth, starts)| (worth + empty(k + 1, kinds.len()), starts)));
    let best = ends.reduce(|a, b| if a.0 <= b.0 { b } else { a });
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
