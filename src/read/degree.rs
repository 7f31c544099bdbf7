//! Degrees and fields of study ("Ph.D. in Computer Science", "硕士 计算机科学"), marks and honours.
//!
//! In: a text. Out: where degree and field, or mark and rank, stand in it. Knows no sections.

mod mark;
mod phrase;

use std::ops::Range;

use super::place;
use crate::lang::{Vocabulary, WordClass, is_sign};
pub use mark::{Score, score};

/// A degree is named within this many letters of the start: "Doctoral degree (Dr. rer. nat.)", not deep in a sentence.
const MAX_BEFORE: usize = 24;
/// A field before its degree has at most so many letters ("Civil and Environmental Engineering, MA").
const MAX_FIELD_BEFORE: usize = 56;
/// A degree with its field has at most this many words; longer texts are prose.
const MAX_WORDS: usize = 16;
/// From here on a text is a place: "Cambridge, MA" is no degree.
const IS_PLACE: f32 = 0.5;
/// Signs between degree and field.
const SIGNS: &str = ",:;–—-|·，、：/";

/// Where degree and field stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degree {
    /// The degree: "Ph.D.", "Bachelor of Science".
    pub study_type: Range<usize>,
    /// The field: "Computer Science".
    pub area: Option<Range<usize>>,
}

/// Reads a degree with its field; `None` when `text` names no degree.
///
/// Together, degree and field are the whole text but for the signs and the little word between them.
#[must_use]
pub fn split(text: &str, vocabulary: &Vocabulary) -> Option<Degree> {
    if 2 * MAX_WORDS < text.len() && text.split_whitespace().nth(MAX_WORDS).is_some() {
        return None;
    }
    let found = phrase::first(text, vocabulary)?;
    if IS_PLACE <= place::likeness(text, vocabulary) {
        return None;
    }
    let before = text.get(..found.start)?;
    if is_foreign(before, vocabulary) {
        return None;
    }
    let end = phrase::end(text, without_connector(text, &found, vocabulary), vocabulary);
    let after = text.get(end..)?;
    if after.chars().all(|c| !c.is_alphanumeric()) {
        return last(text, &found, end, vocabulary);
    }
    if !is_start(before) || is_job(text.get(found.clone())?, after, vocabulary) {
        return None;
    }
    let area = trimmed(text, end + connector(after, vocabulary)..text.len());
    Some(Degree { study_type: trimmed(text, 0..end), area: Some(area).filter(|area| !area.is_empty()) })
}

/// Whether what stands before the degree's words tells that they are none: a school, a job, half a sentence.
fn is_foreign(before: &str, vocabulary: &Vocabulary) -> bool {
    let last = before.trim_end().rsplit(|c: char| c.is_whitespace() || c == '-').next().unwrap_or_default();
    ends_sentence(before)
        || (!last.is_empty() && vocabulary.is(WordClass::Stop, last))
        || vocabulary.has(WordClass::School, before)
        || vocabulary.has(WordClass::Job, before)
}

/// Whether a sentence ends in `text`: a stop after a long word.
fn ends_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text.get(..at).and_then(|t| t.rsplit([' ', '.']).next()).unwrap_or_default();
        3 < word.chars().count()
    })
}

/// Whether a degree with its field may follow `before`: little does, and no sign parts it off.
fn is_start(before: &str) -> bool {
    let is_short = before.chars().count() <= MAX_BEFORE || before.chars().any(is_sign);
    is_short && !before.trim_end().ends_with(|c| SIGNS.contains(c))
}

/// The degree stands last: "Executive MBA", "Physics PhD", "Computer Science (BSc)", "工学学士".
fn last(text: &str, found: &Range<usize>, end: usize, vocabulary: &Vocabulary) -> Option<Degree> {
    let before = text.get(..found.start)?;
    let field = before.trim_end_matches(|c: char| c.is_whitespace() || SIGNS.contains(c) || "(（".contains(c));
    if field.is_empty() || phrase::is_before(field, vocabulary) {
        return Some(Degree { study_type: trimmed(text, 0..end), area: None });
    }
    let name = text.get(found.clone())?;
    let is_parted = field.len() < before.trim_end().len();
    let is_abbreviation = 2 <= name.chars().filter(|c| c.is_uppercase()).count() && !name.contains(' ');
    let is_joined = before.ends_with(is_sign);
    if MAX_FIELD_BEFORE < field.chars().count() || !(is_parted || is_abbreviation || before.chars().any(is_sign)) {
        return None;
    }
    if is_joined {
        return Some(Degree { study_type: trimmed(text, 0..end), area: None });
    }
    let study_type = trimmed(text, found.start..end);
    Some(Degree { study_type, area: Some(trimmed(text, 0..field.len())) })
}

/// "Master Chef", "Bachelor thesis supervisor": the word right after the degree's `name` makes it a job.
fn is_job(name: &str, after: &str, vocabulary: &Vocabulary) -> bool {
    if after.trim_start().starts_with(|c| SIGNS.contains(c) || "(（.".contains(c)) || phrase::is_of_trade(name) {
        return false;
    }
    let next = first_words(after);
    vocabulary.find(WordClass::Job, next).is_some_and(|job| next.get(..job.start).is_some_and(|t| t.trim().is_empty()))
        || vocabulary.has(WordClass::ThesisLabel, next)
}

/// Where the degree's words end; packs hold "licence en" as one phrase.
fn without_connector(text: &str, found: &Range<usize>, vocabulary: &Vocabulary) -> usize {
    let words = text.get(found.clone()).unwrap_or_default();
    match words.rsplit_once(' ') {
        Some((before, last)) if vocabulary.is(WordClass::Stop, last) => found.start + before.len(),
        _ => found.end,
    }
}

/// The first two words: enough to tell "Master Chef" from "Master Engineering Management".
fn first_words(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Bytes between degree and field: signs, and one little word ("in", "en", "für").
fn connector(field: &str, vocabulary: &Vocabulary) -> usize {
    let is_gap = |c: char| c.is_whitespace() || SIGNS.contains(c);
    let rest = field.trim_start_matches(is_gap);
    let start = field.len() - rest.len();
    let word = rest.split_whitespace().next().unwrap_or_default();
    let is_little =
        word.chars().all(char::is_lowercase) && word.len() < rest.len() && vocabulary.is(WordClass::Stop, word);
    if is_little { start + word.len() } else { start }
}

/// `range` without white space and separators at its ends, nor a bracket around all of it.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let is_edge = |c: char| c.is_whitespace() || SIGNS.contains(c);
    let rest = part.trim_start_matches(is_edge);
    let start = range.start + part.len() - rest.len();
    let rest = rest.trim_end_matches(is_edge);
    match phrase::bracket(rest) {
        Some((inside, "")) if !inside.is_empty() => {
            let open = rest.chars().next().map_or(0, char::len_utf8);
            start + open..start + open + inside.len()
        }
        _ => start..start + rest.len(),
    }
}

#[cfg(test)]
mod tests;
