//! Languages and how well they are spoken.
//!
//! In: a section of languages. Out: `cv.languages`. Language and fluency may stand in one text ("English (C1)",
//! "Native English"), in two cells, or in lines or rows of their own, the one above the other.

use super::{Context, pieces, skills, typed};
use crate::geom::Pt;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::model::{Confidence, Cv, Language};
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;

/// A word of the vocabulary says that it is a language.
const KNOWN: Confidence = Confidence(0.95);

/// Only its place says so.
const PLACED: Confidence = Confidence(0.8);

/// Levels of the Common European Framework; after the letter and figure a plus may stand.
const CEFR: &[&str] = &["A1", "A2", "B1", "B2", "C1", "C2"];

/// A language and its fluency while they are read.
struct Spoken {
    language: Span,
    fluency: Option<Span>,
}

/// What a text is by itself.
enum Said {
    Pair(Span, Span),
    Language(Span),
    Fluency(Span),
    Unknown(Span),
}

/// Reads a section of languages; one under skills that names none goes to them.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let vocabulary = context.vocabulary;
    let lines: Vec<Line> = section.parts.iter().map(as_line).collect();
    let said: Vec<Vec<Said>> = joined(&lines).iter().map(|line| said(line, vocabulary)).collect();
    let is_fluency = |said: &Said| matches!(said, Said::Pair(..) | Said::Fluency(_));
    let has_fluency = said.iter().flatten().any(is_fluency);
    let is_about_languages = has_fluency || lines.iter().any(|line| vocabulary.has(WordClass::Language, &line.text()));
    if !is_about_languages && context.before == Some(SectionKind::Skills) {
        // "Languages" among skills are those of programmers.
        skills::extract_group(section, context, cv);
        return;
    }
    let mut spoken: Vec<Spoken> = Vec::new();
    for said in said.into_iter().flatten() {
        place(said, has_fluency, &mut spoken);
    }
    cv.languages.extend(spoken.iter().map(|spoken| language(spoken, vocabulary)));
}

fn as_line(part: &Part) -> Line {
    match part {
        Part::Line(line) => line.clone(),
        Part::SubHeading(span) => Line { cells: vec![span.clone()], page: span.page(), ..Line::default() },
    }
}

/// Lines whose bracket closes on the next are one.
fn joined(lines: &[Line]) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for line in lines {
        match out.last_mut().and_then(|last| last.cells.last_mut()).filter(|cell| 0 < pieces::depth(cell.text())) {
            Some(cell) => crate::entry::wrap::join(cell, &line.span()),
            None => out.push(line.clone()),
        }
    }
    out
}

fn language(spoken: &Spoken, vocabulary: &Vocabulary) -> Language {
    let confidence = if vocabulary.has(WordClass::Language, spoken.language.text()) { KNOWN } else { PLACED };
    let text = |span: &Span| span.printed(typed::line(span.text(), vocabulary), confidence);
    let trimmed = |span: &Span| {
        span.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ',' | ';' | ':' | '：' | '.' | '–' | '—' | '-' | '•')
        })
    };
    let fluency = spoken.fluency.as_ref().map(|span| trimmed(&without_label(span, vocabulary)));
    Language {
        language: Some(text(&trimmed(&spoken.language))),
        fluency: fluency.map(|span| match level(span.text()) {
            Some(level) => {
                let mut level = span.printed(level, PLACED);
                level.evidence.repaired = true;
                level
            }
            None => text(&span),
        }),
    }
}

/// The level of the European framework whose figure OCR took for a letter ("Bl", "CI").
fn level(text: &str) -> Option<String> {
    let mut letters = text.chars();
    let (band, figure) = (letters.next()?, letters.next()?);
    let is_misread = matches!(band, 'A' | 'B' | 'C') && matches!(figure, 'I' | 'l' | '|') && letters.next().is_none();
    is_misread.then(|| format!("{band}1"))
}

/// "Fluency: B2" is "B2".
fn without_label(fluency: &Span, vocabulary: &Vocabulary) -> Span {
    let parted = pieces::labelled(fluency).filter(|(_, rest)| is_fluency(rest.text(), vocabulary));
    parted.map_or_else(|| fluency.clone(), |(_, rest)| rest)
}

/// Puts what a text says to the languages so far.
fn place(said: Said, has_fluency: bool, spoken: &mut Vec<Spoken>) {
    match said {
        Said::Pair(language, fluency) => spoken.push(Spoken { language, fluency: Some(fluency) }),
        Said::Language(language) => spoken.push(Spoken { language, fluency: None }),
        Said::Fluency(fluency) => {
            if let Some(open) = open_above(&fluency, spoken) {
                open.fluency = Some(fluency);
            }
        }
        Said::Unknown(span) => match open_above(&span, spoken).filter(|_| has_fluency) {
            Some(open) => open.fluency = Some(span),
            None => spoken.push(Spoken { language: span, fluency: None }),
        },
    }
}

/// The language without fluency that stands nearest to the left, of the row above.
fn open_above<'a>(span: &Span, spoken: &'a mut [Spoken]) -> Option<&'a mut Spoken> {
    let bbox = span.bbox();
    let open = spoken.iter_mut().filter(|spoken| spoken.fluency.is_none());
    open.min_by(|a, b| distance(bbox.x0, &a.language).total_cmp(&distance(bbox.x0, &b.language)))
}

fn distance(x: Pt, language: &Span) -> Pt {
    (language.bbox().x0 - x).abs()
}

/// What the texts of a line say.
fn said(line: &Line, vocabulary: &Vocabulary) -> Vec<Said> {
    let is_head = |cell: &Span| {
        let heading = vocabulary.heading(cell.text()).filter(|heading| heading.is_whole);
        heading.is_some_and(|heading| heading.kinds.contains(&SectionKind::Languages))
    };
    if let Some(said) = labelled(line, is_head, vocabulary) {
        return said;
    }
    if line.cells.len() > 1 && line.cells.first().is_some_and(is_head) {
        return Vec::new();
    }
    if let Some(pair) = two_cells(line, vocabulary) {
        return vec![pair];
    }
    line.cells.iter().flat_map(|cell| texts(cell, vocabulary)).map(|text| one(&text, vocabulary)).collect()
}

/// What stands behind a label that says that it is languages, or how well they are spoken ("Mother tongue(s)").
fn labelled(line: &Line, is_head: impl Fn(&Span) -> bool, vocabulary: &Vocabulary) -> Option<Vec<Said>> {
    let (label, rest) = line.cells.split_first().filter(|_| line.has_label)?;
    if !rest.iter().any(|cell| vocabulary.has(WordClass::Language, cell.text())) {
        return None;
    }
    let n_label = label.text().find('(').unwrap_or(label.text().len());
    let fluency = Some(label.slice(0..n_label).trim()).filter(|fluency| is_fluency(fluency.text(), vocabulary));
    if fluency.is_none() && !is_head(label) {
        return None;
    }
    let said = rest.iter().flat_map(|cell| texts(cell, vocabulary)).map(|text| one(&text, vocabulary));
    let with_fluency = |said: Said| match (said, &fluency) {
        (Said::Language(language), Some(fluency)) => Said::Pair(language, fluency.clone()),
        (said, _) => said,
    };
    Some(said.map(with_fluency).collect())
}

/// A language in the first cell and its fluency in the others.
fn two_cells(line: &Line, vocabulary: &Vocabulary) -> Option<Said> {
    let (first, rest) = line.cells.split_first()?;
    let second = rest.first()?;
    let is_language = |span: &Span| vocabulary.has(WordClass::Language, span.text());
    let is_level = |span: &Span| is_fluency(span.text(), vocabulary) && !is_language(span);
    let is_pair = line.has_label || is_language(first) || is_level(second) && !is_level(first);
    if !is_pair || matches!(one(first, vocabulary), Said::Pair(..)) || rest.iter().any(is_language) {
        return None;
    }
    let mut fluency = second.clone();
    let is_same = rest.iter().all(|cell| cell.text() == second.text());
    for cell in rest.iter().skip(1).filter(|_| !is_same) {
        fluency.push(" ", cell);
    }
    Some(Said::Pair(first.trim(), fluency))
}

/// The texts of a cell: one for each language that it lists.
fn texts(cell: &Span, vocabulary: &Vocabulary) -> Vec<Span> {
    let clauses = pieces::clauses(cell);
    clauses.iter().flat_map(|clause| listed(clause, vocabulary)).collect()
}

/// The members of a comma list, those that name no language staying with the one before: "English, fluent, French".
fn listed(clause: &Span, vocabulary: &Vocabulary) -> Vec<Span> {
    // "Languages: English (native), French" — the label says nothing new.
    let clause = match pieces::labelled(clause) {
        Some((label, rest))
            if !vocabulary.has(WordClass::Language, label.text())
                && vocabulary.has(WordClass::Language, rest.text())
                && pieces::is_list(rest.text()) =>
        {
            rest
        }
        _ => clause.clone(),
    };
    let members = pieces::members(&clause);
    let is_language = |member: &&Span| vocabulary.has(WordClass::Language, member.text());
    let is_fluent = |member: &&Span| is_fluency(member.text(), vocabulary) && !is_language(member);
    let n_fluent = members.iter().filter(is_fluent).count();
    if n_fluent == 0 && 1 < members.iter().filter(is_language).count() {
        return members;
    }
    let mut texts: Vec<Span> = Vec::new();
    for member in &members {
        match texts.last_mut().filter(|_| !is_language(&member)) {
            Some(last) => last.push(", ", member),
            None => texts.push(member.clone()),
        }
    }
    texts
}

/// What one text says.
fn one(text: &Span, vocabulary: &Vocabulary) -> Said {
    let text = text.trim();
    if vocabulary.is(WordClass::Language, text.text()) {
        return Said::Language(text);
    }
    if is_fluency(text.text(), vocabulary) && !vocabulary.has(WordClass::Language, text.text()) {
        return Said::Fluency(text);
    }
    if let Some((before, after)) = parted(&text) {
        return if vocabulary.has(WordClass::Language, after.text())
            && !vocabulary.has(WordClass::Language, before.text())
        {
            Said::Pair(after, before)
        } else {
            Said::Pair(before, after)
        };
    }
    by_word(&text, vocabulary)
}

/// Language and fluency parted by a sign: colon, brackets, dash, comma.
fn parted(text: &Span) -> Option<(Span, Span)> {
    let colon = pieces::labelled(text).filter(|(_, fluency)| !fluency.is_empty());
    colon.or_else(|| pieces::dashed(text)).or_else(|| pieces::remark(text)).or_else(|| {
        let at = text.text().find([',', '，'])?;
        let width = text.text().get(at..)?.chars().next()?.len_utf8();
        let (before, after) = (text.slice(0..at).trim(), text.slice(at + width..text.text().len()).trim());
        (!before.is_empty() && !after.is_empty()).then_some((before, after))
    })
}

/// Language and fluency parted by nothing but the word: "English C1", "Native English".
fn by_word(text: &Span, vocabulary: &Vocabulary) -> Said {
    let Some(range) = vocabulary.find(WordClass::Language, text.text()) else {
        return Said::Unknown(text.clone());
    };
    let language = text.slice(range.clone());
    let (before, after) = (text.slice(0..range.start).trim(), text.slice(range.end..text.text().len()).trim());
    let before = without_stop(&before, vocabulary);
    match (before.is_empty(), after.is_empty()) {
        (true, false) => Said::Pair(language, after),
        (false, true) if is_fluency(before.text(), vocabulary) => Said::Pair(language, before),
        _ => Said::Language(text.clone()),
    }
}

/// "Fluent in" → "Fluent".
fn without_stop(text: &Span, vocabulary: &Vocabulary) -> Span {
    match text.text().rsplit_once(' ') {
        Some((before, last)) if vocabulary.is(WordClass::Stop, last) => text.slice(0..before.len()),
        _ => text.clone(),
    }
}

fn is_fluency(text: &str, vocabulary: &Vocabulary) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    vocabulary.has(WordClass::Fluency, text) || words.any(|word| CEFR.contains(&word.to_uppercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::{run, section};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cv = run(extract, &section(SectionKind::Languages, None, text));
        let value =
            |text: &Option<crate::model::Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        let show = |language: &Language| format!("{}={}", value(&language.language), value(&language.fluency));
        let actual: Vec<String> = cv.languages.iter().map(show).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_sign_parts_language_and_fluency() {
        check("English: Native\nFrench (B1)\nGerman – fluent", &["English=Native", "French=B1", "German=fluent"]);
    }

    #[test]
    fn a_level_whose_figure_was_misread_is_mended() {
        check("English: Bl\nFrench: CI", &["English=B1", "French=C1"]);
    }

    #[test]
    fn a_line_may_list_several() {
        check("English (native), French (B1)", &["English=native", "French=B1"]);
        check("English, French, German", &["English=", "French=", "German="]);
        check("English: C1; French: B1", &["English=C1", "French=B1"]);
    }

    #[test]
    fn fluency_may_stand_in_a_cell_of_its_own() {
        check("> English\tC1\n> French\tB1", &["English=C1", "French=B1"]);
        check("English\tNative\nYorùbá\tNative", &["English=Native", "Yorùbá=Native"]);
    }

    #[test]
    fn fluency_may_stand_below_its_language() {
        check("English\nNative\nTwi\nConversational", &["English=Native", "Twi=Conversational"]);
        check("English\tFrench\nFluent\tNative", &["English=Fluent", "French=Native"]);
    }

    #[test]
    fn a_word_parts_language_and_fluency() {
        check("English C1\nNative French", &["English=C1", "French=Native"]);
    }

    #[test]
    fn a_bracket_may_close_on_the_next_line() {
        check("Français (langue\nmaternelle)", &["Français=langue maternelle"]);
    }
}
