//! Labels within entries: below "Highlights", in job after job, stands what was done and no field of the head.
//!
//! In: the entries of a section. Out: the same, the lines below such a label in the body, the label gone.

use std::borrow::Cow;

use super::Context;
use super::cue::Field;
use crate::entry::{Entry, Paragraph};

/// A heading in the heads of so many entries is a label.
const MIN_ENTRIES: usize = 2;

/// The entries, what stands below an inner label in their bodies. `label` says which labels name a field.
pub fn settle<'a>(entries: &'a [Entry], label: impl Fn(&str) -> Option<Field>, context: &Context) -> Cow<'a, [Entry]> {
    let labels: Vec<String> =
        repeated(entries, context).into_iter().filter(|text| label(text.trim()).is_none()).collect();
    if labels.is_empty() {
        return Cow::Borrowed(entries);
    }
    Cow::Owned(entries.iter().map(|entry| parted(entry, &labels)).collect())
}

/// Lines that stand in the heads of several entries and are headings by their words.
fn repeated(entries: &[Entry], context: &Context) -> Vec<String> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    for line in entries.iter().flat_map(|entry| &entry.head) {
        let text = line.as_text();
        if !context.vocabulary.heading(&text).is_some_and(|heading| heading.is_whole) {
            continue;
        }
        match seen.iter_mut().find(|(other, _)| *other == text) {
            Some((_, n)) => *n += 1,
            None => seen.push((text.into_owned(), 1)),
        }
    }
    seen.into_iter().filter(|(_, n)| MIN_ENTRIES <= *n).map(|(text, _)| text).collect()
}

/// An entry whose lines from the first label on are paragraphs.
fn parted(entry: &Entry, labels: &[String]) -> Entry {
    let is_label = |text: &str| labels.iter().any(|label| label == text);
    let Some(at) = entry.head.iter().position(|line| is_label(&line.text())) else { return entry.clone() };
    let (head, below) = entry.head.split_at(at);
    let below = below.iter().filter(|line| !is_label(&line.text()));
    let paragraphs = below.map(|line| Paragraph { span: line.span(), has_marker: true, level: 0 });
    let body = paragraphs.chain(entry.body.iter().cloned()).collect();
    Entry { group: entry.group.clone(), head: head.to_vec(), body }
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{run, section};
    use crate::extract::work;
    use crate::section::SectionKind;

    /// The tasks of the jobs of a section, by job.
    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let cv = run(work::extract, &section(SectionKind::Work, None, text));
        let found: Vec<Vec<&str>> =
            cv.work.iter().map(|job| job.highlights.iter().map(|text| text.value.as_str()).collect()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_stands_below_a_label_in_every_job_was_done_there() {
        check(
            "**ACME**\t2015 – 2019\nCook\nHighlights\nCooked for Berlin\n**Globex**\t2010 – 2015\nWaiter\nHighlights\nServed in Bonn",
            &[&["Cooked for Berlin"], &["Served in Bonn"]],
        );
    }

    #[test]
    fn a_label_of_one_job_is_no_label() {
        check("**ACME**\t2015 – 2019\nProjects\n**Globex**\t2010 – 2015\nWaiter", &[&[], &[]]);
    }
}
