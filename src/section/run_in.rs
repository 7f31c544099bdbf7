//! Headings that run into their content: "Education University of Bonn", where plain text lost the label column.
//!
//! In: lines of plain text. Out: the same, such headings cut off as labels. One line alone proves nothing ("Teaching
//! Assistant"): several of different kinds do, where no heading of these kinds stands alone.

use std::borrow::Cow;

use super::SectionKind;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::{Line, is_cjk};

/// So many headings of different kinds prove that headings run into their content.
const MIN_KINDS: usize = 3;

/// Where they stand one below the other, so many do.
const MIN_NEIGHBOURS: usize = 2;

/// Words in which a job title would show ("Teaching Assistant", "Research Intern of X").
const TITLE_WORDS: usize = 2;

/// A heading at the start of a line.
struct RunIn {
    line: usize,
    end: usize,
    kind: SectionKind,
    /// What follows it is a title: it may be a part of that ("Teaching Assistant").
    is_weak: bool,
}

/// The lines, headings that run into their content cut off as labels.
pub fn part<'a>(lines: &'a [Line], vocabulary: &Vocabulary) -> Cow<'a, [Line]> {
    if !lines.first().is_some_and(|line| line.is_plain) {
        return Cow::Borrowed(lines);
    }
    let mut alone: Vec<SectionKind> = Vec::new();
    let mut found: Vec<RunIn> = Vec::new();
    for (k, line) in lines.iter().enumerate() {
        let text = line.text();
        match vocabulary.heading(&text) {
            Some(heading) if heading.is_whole => alone.extend(heading.kinds),
            _ => found.extend(run_in(line, k, vocabulary)),
        }
    }
    found.retain(|one| !alone.contains(&one.kind));
    // What might be a part of a title is a heading only where others run into their content, and below a gap.
    let (weak, mut found): (Vec<RunIn>, Vec<RunIn>) = found.into_iter().partition(|one| one.is_weak);
    let n_sure = found.iter().enumerate().filter(|(k, one)| !found.iter().take(*k).any(|o| o.kind == one.kind)).count();
    if MIN_KINDS <= n_sure {
        let is_new = |one: &RunIn| !found.iter().any(|other| other.kind == one.kind);
        let apart: Vec<RunIn> = weak.into_iter().filter(|one| is_new(one) && is_below_gap(lines, one.line)).collect();
        found.extend(apart);
    }
    let firsts: Vec<&RunIn> = found
        .iter()
        .enumerate()
        .filter(|(k, one)| !found.iter().take(*k).any(|o| o.kind == one.kind))
        .map(|(_, o)| o)
        .collect();
    let is_custom = MIN_KINDS <= firsts.len() && alone.len() <= firsts.len();
    let has_neighbour = |one: &RunIn| {
        let near = firsts.iter().filter(|other| other.line.abs_diff(one.line) < MIN_NEIGHBOURS);
        MIN_NEIGHBOURS <= near.count()
    };
    let mut parted = lines.to_vec();
    for one in firsts.iter().filter(|one| is_custom || has_neighbour(one)) {
        if let Some(line) = parted.get_mut(one.line) {
            cut(line, one.end);
        }
    }
    super::form::part(&mut parted, vocabulary);
    Cow::Owned(parted)
}

/// A gap above a line is wider than this many ems.
const GAP_EM: f32 = 1.75;

fn is_below_gap(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.leading.is_none_or(|leading| GAP_EM < leading / line.em))
}

/// The heading that a line starts with, where what follows it is content.
fn run_in(line: &Line, at: usize, vocabulary: &Vocabulary) -> Option<RunIn> {
    let first = line.cells.first().filter(|_| line.marker.is_none())?;
    let text = first.text();
    let (heading, end) = vocabulary.opening_heading(text)?;
    let rest = text.get(end..)?;
    let content = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let starts = |text: &str| text.chars().next().is_some_and(|c| c.is_alphanumeric() && !c.is_lowercase());
    // "Skills编程" changes its script; "主要研究方向为" goes on in its own.
    let changes_script =
        content.starts_with(is_cjk) && text.get(..end).is_some_and(|heading| !heading.ends_with(is_cjk));
    let is_apart = rest.starts_with(char::is_whitespace) || changes_script;
    let words: Vec<&str> = content.split_whitespace().take(TITLE_WORDS).collect();
    let words = words.join(" ");
    let titles = [WordClass::Job, WordClass::TeachingRole, WordClass::ServiceRole, WordClass::Award];
    let is_title = vocabulary.has_any(&titles, &words);
    // "WORK EXPERIENCE Teacher": OCR makes a small letter of one in small capitals at most.
    let n_small = text.get(..end)?.chars().filter(|c| c.is_lowercase()).count();
    let changes_case = n_small <= 1 && content.chars().nth(1).is_some_and(char::is_lowercase);
    let is_weak = is_title && !changes_script && !changes_case;
    let is_phrase = || vocabulary.find(WordClass::Job, text).is_some_and(|job| job.start < end && end < job.end);
    let is_run_in = starts(text) && starts(content) && is_apart && !(is_weak && is_phrase());
    is_run_in.then_some(RunIn { line: at, end, kind: *heading.kinds.first()?, is_weak })
}

/// Cuts the first cell of a line at byte `at` into a label and the rest.
pub(super) fn cut(line: &mut Line, at: usize) {
    let Some(first) = line.cells.first().cloned() else { return };
    let rest =
        first.slice(at..first.text().len()).trim_matches(|c| !c.is_alphanumeric() && !"([（【《「“\"".contains(c));
    line.cells.splice(0..1, [first.slice(0..at).trim(), rest]);
    line.has_label = true;
}
