//! Pieces that say themselves what they are: labelled marks, theses, advisors, courses, addresses.
//!
//! In: a piece of an entry, or a paragraph of its body. Out: its field and the value without the label.

use super::Context;
use super::slots::Field;
use crate::lang::WordClass;
use crate::read::{contact, degree};
use crate::span::Span;

/// A place behind its label ("City: Palermo").
pub fn of_place(span: &Span, context: &Context) -> Option<(Field, Span)> {
    let text = span.text();
    if !text.contains(COLONS) {
        return None;
    }
    let label = context.vocabulary.find(WordClass::AddressLabel, text).filter(|label| label.start == 0)?;
    let value = text.get(label.end..)?.trim_start().strip_prefix(COLONS)?;
    let is_short = (1..=PLACE_WORDS).contains(&value.split_whitespace().count());
    is_short.then(|| (Field::Place, span.slice(text.len() - value.len()..text.len()).trim()))
}

/// Signs behind labels.
const COLONS: [char; 2] = [':', '：'];

/// "San Cristóbal de La Laguna, Spain" and shorter.
const PLACE_WORDS: usize = 7;

/// What any entry with a place and an address may say: a web address, or a place behind its label.
pub fn of_address(span: &Span, context: &Context) -> Option<(Field, Span)> {
    web_address(span).or_else(|| of_place(span, context))
}

/// Nothing is a label.
pub fn no_label(_: &str, _: &Context) -> Option<Field> {
    None
}

/// The field of a degree that a text names which is nothing but a label.
pub fn lone_label(text: &str, context: &Context) -> Option<Field> {
    let text = text.trim().trim_end_matches([':', '：']);
    let labels = [
        (WordClass::ThesisLabel, Field::Thesis),
        (WordClass::AdvisorLabel, Field::Advisor),
        (WordClass::CoursesLabel, Field::Courses),
        (WordClass::ScoreLabel, Field::Score),
    ];
    if !context.vocabulary.is_any(&labels.map(|(class, _)| class), text) {
        return None;
    }
    labels.into_iter().find(|(class, _)| context.vocabulary.is(*class, text)).map(|(_, field)| field)
}

/// What an entry of a degree may say with a label, or as a quotation: thesis, advisor, courses.
pub fn of_title(span: &Span, context: &Context) -> Option<(Field, Span)> {
    let labels = [
        (WordClass::ThesisLabel, Field::Thesis),
        (WordClass::AdvisorLabel, Field::Advisor),
        (WordClass::CoursesLabel, Field::Courses),
    ];
    for (class, field) in labels {
        if let Some(value) = after_label(span, class, context) {
            return Some((field, value));
        }
    }
    quoted(span).map(|title| (Field::Thesis, title))
}

/// What an entry of a degree may say itself: a thesis, an advisor, courses, a mark, a place.
pub fn of_degree(span: &Span, context: &Context) -> Option<(Field, Span)> {
    if let Some(claim) = of_title(span, context) {
        return Some(claim);
    }
    let v = context.vocabulary;
    if degree::split(span.text(), v).is_some() && !v.has(WordClass::ScoreLabel, span.text()) {
        return None;
    }
    if let Some(score) = degree::score(span.text(), v) {
        return Some((Field::Score, span.slice(score.score)));
    }
    of_place(span, context)
}

/// A piece that is nothing but a web address.
fn web_address(span: &Span) -> Option<(Field, Span)> {
    let text = span.text().trim();
    let urls = contact::urls(text);
    let [url] = urls.as_slice() else {
        return None;
    };
    (text.len() <= url.range.len() + 2).then(|| (Field::Url, span.trim().slice(url.range.clone())))
}

/// The inside of a text that is a quotation: beside a degree, the title of a thesis.
fn quoted(span: &Span) -> Option<Span> {
    let is_around = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
    let text = span.text().trim_matches(is_around);
    if !text.starts_with(OPENING) || !text.ends_with(CLOSING) {
        return None;
    }
    let span = span.trim_matches(is_around);
    let inside = span.trimmed(|c| OPENING.contains(&c) || CLOSING.contains(&c) || c.is_whitespace());
    inside.text().contains(' ').then_some(inside)
}

const OPENING: &[char] = &['"', '“', '„', '«', '《', '「'];
const CLOSING: &[char] = &['"', '”', '“', '»', '》', '」'];

/// The text after a label at the start of `span` ("Thesis: …").
fn after_label(span: &Span, class: WordClass, context: &Context) -> Option<Span> {
    let text = span.text();
    if !text.contains(SIGNS) {
        return None;
    }
    let label = context.vocabulary.find(class, text)?;
    let rest = text.get(label.end..)?;
    let sign = rest.trim_start().chars().next().filter(|c| SIGNS.contains(c))?;
    let at_start = text.get(..label.start)?.chars().filter(|c| c.is_alphanumeric()).count() < MAX_BEFORE_LABEL;
    let from = label.end + rest.find(sign)? + sign.len_utf8();
    at_start.then(|| span.slice(from..text.len()).trim()).filter(|value| !value.is_empty())
}

/// Signs between a label and what it labels.
const SIGNS: [char; 5] = [':', '：', '–', '-', '—'];

/// A label may follow a short word ("PhD thesis:", "Relevant coursework:").
const MAX_BEFORE_LABEL: usize = 16;
