//! People who vouch for the owner.
//!
//! In: a section of references. Out: `cv.references`: who, what is printed about or by them, and how to reach them.
//! "Available on request" is a reference without a name.

use super::{Context, pieces, typed};
use crate::entry;
use crate::lang::WordClass;
use crate::layout::Line;
use crate::model::{Confidence, Cv, Reference};
use crate::read::{contact, person};
use crate::section::{Part, Section};
use crate::span::Span;

/// From here on a text is believed to be a person's name.
const NAME_LIKENESS: f32 = 0.5;

/// A name in a section of references.
const NAMED: Confidence = Confidence(0.9);

/// The rest of the entry, whole.
const WHOLE: Confidence = Confidence(0.85);

/// A degree behind a name has at most this many letters ("MSN", "FRCP(UK)").
const DEGREE_LETTERS: usize = 6;

/// Reads a section of references.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    for section in columns(section, context) {
        for entry in entry::split(&section, context.vocabulary) {
            let mut texts: Vec<Span> = entry.group.into_iter().collect();
            texts.extend(entry.head.iter().flat_map(|line| line.cells.clone()));
            texts.extend(entry.body.iter().map(|paragraph| paragraph.span.clone()));
            read(&joined(&texts), context, cv);
        }
    }
}

/// Texts that end in a comma go on with the next: "Jane Doe, RN," / "MSN".
fn joined(texts: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for text in texts {
        match out.last_mut().filter(|last| pieces::is_open(last.text())) {
            Some(last) => entry::wrap::join(last, text),
            None => out.push(text.clone()),
        }
    }
    out
}

/// People side by side: one section for each column.
fn columns(section: &Section, context: &Context) -> Vec<Section> {
    let lines: Vec<&Line> = section.lines().collect();
    let is_row =
        |line: &&Line| 1 < line.cells.len() && line.cells.iter().all(|cell| name_range(cell, context).is_some());
    let Some(row) = lines.first().filter(|line| is_row(line)) else {
        return vec![section.clone()];
    };
    let edges: Vec<_> = row.cells.iter().map(|cell| cell.bbox().x0).collect();
    let column_of = |cell: &Span| edges.iter().filter(|edge| **edge <= cell.bbox().x0 + cell.style().em).count();
    let of_column = |k: usize| {
        let part = |line: &&Line| {
            let cells: Vec<Span> = line.cells.iter().filter(|cell| column_of(cell) == k).cloned().collect();
            let line = Line { cells, has_label: false, ..(*line).clone() };
            (!line.cells.is_empty()).then_some(Part::Line(line))
        };
        Section { parts: lines.iter().filter_map(part).collect(), ..section.clone() }
    };
    (1..=edges.len()).map(of_column).collect()
}

/// One entry, or what several entries cut apart belong to: a text without a name goes to the person before it.
fn read(texts: &[Span], context: &Context, cv: &mut Cv) {
    let named = texts.iter().enumerate().find_map(|(k, text)| name_range(text, context).map(|range| (k, range)));
    let mut reference = Reference::default();
    let mut rest = Span::default();
    for (k, text) in texts.iter().enumerate() {
        match &named {
            Some((at, range)) if *at == k => {
                let name = text.slice(range.clone());
                reference.name = Some(name.printed(typed::name(name.text(), context.vocabulary), NAMED));
                let after = text.slice(range.end..text.text().len());
                push(&mut rest, &text.slice(0..range.start));
                push(&mut rest, &after);
            }
            _ => push(&mut rest, text),
        }
    }
    contacts(&rest, &mut reference);
    let is_rest_of_last =
        named.is_none() && cv.references.last().is_some_and(|last| last.name.is_some() && last.reference.is_none());
    if is_rest_of_last && let Some(last) = cv.references.last_mut() {
        last.reference = Some(rest.as_text(WHOLE));
        last.email = last.email.take().or(reference.email);
        last.phone = last.phone.take().or(reference.phone);
        return;
    }
    // A name alone below a quote signs it.
    let is_signature = rest.is_empty()
        && reference.name.is_some()
        && cv.references.last().is_some_and(|last| last.name.is_none() && last.reference.is_some());
    if is_signature && let Some(last) = cv.references.last_mut() {
        last.name = reference.name;
        return;
    }
    reference.reference = (!rest.is_empty()).then(|| rest.as_text(WHOLE));
    if reference != Reference::default() {
        cv.references.push(reference);
    }
}

/// Appends what a text says, without the signs that parted it from the name.
fn push(rest: &mut Span, text: &Span) {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '：' | '–' | '—' | '|' | '-'));
    if !text.is_empty() {
        rest.push(", ", &text);
    }
}

fn contacts(rest: &Span, reference: &mut Reference) {
    let email = contact::emails(rest.text()).into_iter().next();
    reference.email = email.map(|found| rest.slice(found.range).printed(found.value, NAMED));
    let phone = contact::phones(rest.text()).into_iter().next();
    reference.phone = phone.map(|found| rest.slice(found.range).printed(found.value, NAMED));
}

/// Where a name stands at the start of a text (or after a dash), with the degrees behind it.
fn name_range(text: &Span, context: &Context) -> Option<std::ops::Range<usize>> {
    let all = text.text();
    let start = all.find(|c: char| c.is_alphabetic())?;
    let whole = text.slice(start..all.len());
    let head = pieces::labelled(&whole).map_or(whole.clone(), |(name, _)| name);
    let head = pieces::bars(&head).into_iter().next().map_or(head, |(_, first)| first);
    let head = pieces::dashed(&head).map_or(head, |(first, _)| first);
    let name = head.text().split([',', '，', '(']).next().unwrap_or_default().trim_end();
    let vocabulary = context.vocabulary;
    let bare = without_titles(name, context);
    let is_other = vocabulary.has_any(&[WordClass::Job, WordClass::School, WordClass::Organization], bare);
    if is_other || person::likeness(name, vocabulary).max(person::likeness(bare, vocabulary)) < NAME_LIKENESS {
        return None;
    }
    let mut end = start + name.len();
    for part in head.text().get(name.len()..).unwrap_or_default().split_inclusive(',') {
        let word = part.trim_matches(|c: char| c == ',' || c.is_whitespace());
        if word.is_empty() {
            continue;
        }
        if !is_degree(word) {
            break;
        }
        end = start + head.text().get(..).and_then(|t| t.find(word)).unwrap_or_default() + word.len();
    }
    Some(start..end.max(start + name.len()))
}

/// "Professor Jane Doe" holds a word of jobs, but one that stands before names.
fn without_titles<'a>(name: &'a str, context: &Context) -> &'a str {
    let mut rest = name;
    while let Some((word, after)) = rest.split_once(' ') {
        if !context.vocabulary.is(WordClass::Title, word.trim_end_matches('.'))
            && !context.vocabulary.is(WordClass::Title, word)
        {
            break;
        }
        rest = after;
    }
    rest
}

/// A degree or licence behind a name: few letters, most of them capitals ("RN", "PhD", "M.D.").
fn is_degree(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let n_capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    (1..=DEGREE_LETTERS).contains(&letters.len()) && letters.len() < 2 * n_capitals + 1 && !word.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{run, section};
    use crate::section::SectionKind;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cv = run(extract, &section(SectionKind::References, None, text));
        let value =
            |text: &Option<crate::model::Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        let show = |reference: &Reference| format!("{}|{}", value(&reference.name), value(&reference.reference));
        let actual: Vec<String> = cv.references.iter().map(show).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn degrees_belong_to_the_name() {
        check(
            "Gloria Hightower, RN, MSN: Nurse Manager, Lakeshore Hospital",
            &["Gloria Hightower, RN, MSN|Nurse Manager, Lakeshore Hospital"],
        );
    }

    #[test]
    fn a_quote_may_stand_before_its_name() {
        check(
            "Nurse Manager, Lakeshore Hospital\n— Gloria Hightower",
            &["Gloria Hightower|Nurse Manager, Lakeshore Hospital"],
        );
    }

    #[test]
    fn references_may_be_available_on_request() {
        check("Available on request", &["|Available on request"]);
    }
}
