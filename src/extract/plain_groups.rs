//! Names of groups in lists of plain text, which has no look to tell them by: "Tools Git, Make", "Tools" above
//! "Git, Make".
//!
//! In: a section of lists. Out: the same; names that run into their list, or stand on a line above it, are labels, where
//! all lists of the section have one.

use std::borrow::Cow;

use super::pieces;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::section::{Part, Section};

/// So many lists of a section make a custom.
const MIN_LISTS: usize = 2;

/// The name of a group on a line of its own has at most this many words.
const NAME_WORDS: usize = 4;

/// A name that runs into its list has at most this many words.
const LABEL_WORDS: usize = 3;

/// The section with its names as labels.
pub fn label<'a>(section: &'a Section, vocabulary: &Vocabulary) -> Cow<'a, Section> {
    if !section.lines().next().is_some_and(|line| line.is_plain) {
        return Cow::Borrowed(section);
    }
    let Some(parts) = above(&section.parts).or_else(|| run_in(&section.parts, vocabulary)) else {
        return Cow::Borrowed(section);
    };
    Cow::Owned(Section { parts, ..section.clone() })
}

/// The one text of a line without a mark or label.
fn text(part: &Part) -> Option<&str> {
    match part {
        Part::Line(line) if line.cells.len() == 1 && line.marker.is_none() && !line.has_label => {
            line.cells.first().map(|cell| cell.text().trim())
        }
        _ => None,
    }
}

/// Whether part `at` goes on with the list above it.
fn goes_on(parts: &[Part], at: usize) -> bool {
    let above = at.checked_sub(1).and_then(|above| parts.get(above)).and_then(text);
    above.is_some_and(pieces::is_open)
        || parts.get(at).and_then(text).is_some_and(|t| t.starts_with(char::is_lowercase))
}

/// Each name at the head of the list below it; `None` unless lines of names and of lists take turns to the end.
fn above(parts: &[Part]) -> Option<Vec<Part>> {
    let mut named: Vec<Line> = Vec::new();
    let mut name: Option<&Line> = None;
    for (at, part) in parts.iter().enumerate() {
        let (Part::Line(line), text) = (part, text(part)?) else { return None };
        let is_list = pieces::is_list(text) || text.split([':', '：']).count() != 1;
        match (name.take(), named.last_mut()) {
            (Some(name), _) if pieces::is_list(text) => {
                let cells = name.cells.iter().chain(&line.cells).cloned().collect();
                named.push(Line { cells, has_label: true, ..line.clone() });
            }
            (None, Some(_)) if goes_on(parts, at) => named.push(line.clone()),
            (None, _) if !is_list && text.split_whitespace().count() <= NAME_WORDS => name = Some(line),
            _ => return None,
        }
    }
    let n_lists = named.iter().filter(|line| line.has_label).count();
    (name.is_none() && MIN_LISTS <= n_lists).then(|| named.into_iter().map(Part::Line).collect())
}

/// The words that each list starts with cut off as its name; `None` unless a vocabulary knows one of them as such.
fn run_in(parts: &[Part], vocabulary: &Vocabulary) -> Option<Vec<Part>> {
    let is_start = |at: &usize| {
        let text = parts.get(*at).and_then(text);
        text.is_some_and(|text| pieces::is_list(text) && !text.contains([':', '：'])) && !goes_on(parts, *at)
    };
    let starts: Vec<usize> = (0..parts.len()).filter(is_start).collect();
    let known: Vec<Option<usize>> =
        starts.iter().map(|at| text(parts.get(*at)?).and_then(|t| known(t, vocabulary))).collect();
    let is_all = (0..parts.len()).all(|at| starts.contains(&at) || goes_on(parts, at));
    if starts.len() < MIN_LISTS || !is_all || known.iter().all(Option::is_none) {
        return None;
    }
    let mut labelled = parts.to_vec();
    for (at, known) in starts.iter().zip(known) {
        let Some(Part::Line(line)) = labelled.get_mut(*at) else { continue };
        let Some(cell) = line.cells.first().cloned() else { continue };
        let Some(end) = known.or_else(|| first_word(cell.text())) else { continue };
        line.cells = vec![cell.slice(0..end).trim(), cell.slice(end..cell.text().len()).trim()];
        line.has_label = true;
    }
    Some(labelled)
}

/// Where the words at the start of a list end that are a heading elsewhere.
fn known(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let first = text.split([',', '，', '、', ';', '|', '·', '•']).next().unwrap_or_default();
    let ends = first.match_indices(' ').map(|(at, _)| at).take(LABEL_WORDS);
    let is_known = |end: &usize| {
        text.get(..*end).and_then(|label| vocabulary.heading(label)).is_some_and(|heading| heading.is_whole)
    };
    ends.filter(is_known).last()
}

/// Where the first word of a list ends, where more words follow it before the first separator.
fn first_word(text: &str) -> Option<usize> {
    let end = text.find(char::is_whitespace)?;
    let word = text.get(..end)?;
    (word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::plain;
    use crate::section::SectionKind;

    /// The lines of a section, labels parted by a bar.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines = plain::lay_out(text).lines;
        let parts = lines.into_iter().map(Part::Line).collect();
        let section = Section { kind: SectionKind::Skills, also: Vec::new(), heading: None, parts };
        let labelled = label(&section, Vocabulary::all());
        let join = |line: &Line| line.cells.iter().map(|cell| cell.text().to_owned()).collect::<Vec<_>>().join(" | ");
        assert_eq!(labelled.lines().map(join).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn names_that_run_into_their_lists_are_cut_off_where_one_is_known() {
        check("Languages C, Rust\nStorage SPDK, RDMA", &["Languages | C, Rust", "Storage | SPDK, RDMA"]);
        check("Power BI, Excel\nGoogle Ads, SEO", &["Power BI, Excel", "Google Ads, SEO"]);
    }

    #[test]
    fn names_above_their_lists_are_their_labels() {
        check(
            "Design\nAnsys / GD&T\nMaking\nSMED / AMFE,\nCNC",
            &["Design | Ansys / GD&T", "Making | SMED / AMFE,", "CNC"],
        );
        check("Design\nMaking\nSMED, AMFE", &["Design", "Making", "SMED, AMFE"]);
    }
}
