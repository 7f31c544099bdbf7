//! A section of several kinds ("Skills and Languages") to one section of each.
//!
//! In: a section whose heading names further kinds. Out: sections of one kind, in print order; neighbouring parts of
//! one kind stay together. A part that fits none of the kinds goes with the part before it.

use std::borrow::Cow;

use crate::lang::{Vocabulary, WordClass};
use crate::section::{Part, Section, SectionKind};

/// Splits `section` where its parts fit different ones of its kinds; one section where they do not.
pub fn split<'a>(section: &'a Section, vocabulary: &Vocabulary) -> Vec<Cow<'a, Section>> {
    let has_spoken = section.kind == SectionKind::Skills && section.parts.iter().any(|p| is_spoken(p, vocabulary));
    if section.also.is_empty() && !has_spoken {
        return vec![Cow::Borrowed(section)];
    }
    let mut split: Vec<Section> = Vec::new();
    let mut kind = section.kind;
    for part in &section.parts {
        kind = if has_spoken { of_skills(part, section, kind, vocabulary) } else { kind };
        kind = fitting(part, section, vocabulary).unwrap_or(kind);
        if let Some(last) = split.last_mut().filter(|last| last.kind == kind) {
            last.parts.push(part.clone());
        } else {
            let heading = section.heading.clone();
            split.push(Section { kind, also: Vec::new(), heading, parts: vec![part.clone()] });
        }
    }
    split.into_iter().map(Cow::Owned).collect()
}

/// The kind of a part of a section of skills that has a row of spoken languages; `above` is that of the part above it.
fn of_skills(part: &Part, section: &Section, above: SectionKind, vocabulary: &Vocabulary) -> SectionKind {
    let goes_on = above == SectionKind::Languages && label(part).is_none();
    let has_language = || matches!(part, Part::Line(line) if vocabulary.has(WordClass::Language, &line.text()));
    let is_language = is_spoken(part, vocabulary) || goes_on && has_language();
    if is_language { SectionKind::Languages } else { section.kind }
}

/// Whether a row of skills says which languages are spoken, after a label that says so ("Languages: French, Dutch").
fn is_spoken(part: &Part, vocabulary: &Vocabulary) -> bool {
    let Some((label, rest)) = label(part) else { return false };
    let named = vocabulary.heading(&label).filter(|heading| heading.is_whole);
    let is_named = named.is_some_and(|heading| heading.kinds == [SectionKind::Languages]);
    // "Mother tongue(s)" says how well.
    let is_fluency = || vocabulary.is(WordClass::Fluency, label.split('(').next().unwrap_or_default());
    vocabulary.has(WordClass::Language, &rest) && (is_named || is_fluency())
}

/// The label of a row, in the label column or before a colon, and what it labels.
fn label(part: &Part) -> Option<(String, String)> {
    let Part::Line(line) = part else { return None };
    let text = line.text();
    let at = match line.cells.first() {
        Some(first) if line.has_label && 1 < line.cells.len() => first.text().len(),
        _ => text.find([':', '：'])?,
    };
    let (label, rest) = text.split_at_checked(at)?;
    Some((label.trim_end_matches([':', '：']).to_owned(), rest.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;
    use crate::layout::Line;

    /// The kinds that a section of skills is split into, each with its first line.
    #[track_caller]
    fn check(text: &str, expected: &[(SectionKind, &str)]) {
        let section = testing::section(SectionKind::Skills, None, text);
        let split = split(&section, Vocabulary::all());
        let found: Vec<(SectionKind, String)> =
            split.iter().map(|part| (part.kind, part.lines().next().map(Line::text).unwrap_or_default())).collect();
        let found: Vec<(SectionKind, &str)> = found.iter().map(|(kind, text)| (*kind, text.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_row_of_skills_may_be_of_spoken_languages() {
        check(
            "Tools: Git, Make\nLanguages: French, Dutch\nMethods: review",
            &[
                (SectionKind::Skills, "Tools: Git, Make"),
                (SectionKind::Languages, "Languages: French, Dutch"),
                (SectionKind::Skills, "Methods: review"),
            ],
        );
        check("> Mother tongue(s)\tFrench", &[(SectionKind::Languages, "Mother tongue(s) French")]);
    }

    #[test]
    fn languages_of_programmers_are_skills() {
        check("Languages: Rust, Go", &[(SectionKind::Skills, "Languages: Rust, Go")]);
    }
}
