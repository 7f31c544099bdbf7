//! Ends of lines that were torn off: "Prairie State", and some lines below "University 2019 – 2022".
//!
//! In: lines of plain text in reading order. Out: the same, such ends back on their lines. An end is one word before a
//! date; its line lacks a date, and the CV says the words at the seam elsewhere, or one of them cannot stand alone.

use std::collections::HashSet;

use crate::entry::wrap;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::date;

/// An end stands at most this many lines below its line.
const REACH: usize = 6;

/// The line of a torn end has at most this many words: it is a head and no prose.
const HEAD_WORDS: usize = 9;

/// Puts torn ends back on their lines.
pub fn mend(lines: &mut Vec<Line>, vocabulary: &Vocabulary) {
    let sorts: Vec<Sort> = lines.iter().map(|line| Sort::of(line, vocabulary)).collect();
    if !sorts.iter().any(|sort| matches!(sort, Sort::End(_))) {
        return;
    }
    let pairs = pairs(lines);
    let mut given: Vec<(usize, usize)> = Vec::new();
    for (at, sort) in sorts.iter().enumerate() {
        let Sort::End(word) = sort else { continue };
        let is_taken = |head: &usize| given.iter().any(|(to, _)| to == head);
        if let Some(head) = head(at, word, &sorts, lines, &pairs, vocabulary).filter(|head| !is_taken(head)) {
            given.push((head, at));
        }
    }
    for (head, at) in &given {
        let Some(end) = lines.get(*at).and_then(|line| line.cells.first()).cloned() else { continue };
        if let Some(cell) = lines.get_mut(*head).and_then(|line| line.cells.last_mut()) {
            wrap::join(cell, &end);
        }
    }
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !given.iter().any(|(_, end)| end + 1 == at)
    });
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Sort {
    /// A word and a date: it may be the end of another line.
    End(String),
    /// A head without a date: it may have lost its end.
    Head,
    /// A line with a date.
    Dated,
    /// A heading or the body of an entry.
    Other,
}

impl Sort {
    fn of(line: &Line, vocabulary: &Vocabulary) -> Self {
        let cell = line.cells.first().filter(|_| line.is_plain && line.marker.is_none() && line.cells.len() == 1);
        let Some(text) = cell.map(|cell| cell.text().trim()) else { return Self::Other };
        let dates = date::find(text, vocabulary);
        if let Some(found) = dates.first() {
            let word = text.get(..found.range.start).unwrap_or_default().trim();
            let is_end = text.get(found.range.end..).is_some_and(|rest| rest.trim().is_empty());
            let is_word = word.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
            return if is_end && is_word { Self::End(word.to_owned()) } else { Self::Dated };
        }
        let is_heading = vocabulary.heading(text).is_some_and(|heading| heading.is_whole);
        let is_text = text.ends_with(['.', ':', ',']) || HEAD_WORDS < text.split_whitespace().count();
        if is_heading || is_text || !text.starts_with(char::is_alphanumeric) { Self::Other } else { Self::Head }
    }
}

/// The line whose end line `at` is: the nearest of those that are told by the words at the seam.
fn head(
    at: usize,
    word: &str,
    sorts: &[Sort],
    lines: &[Line],
    pairs: &HashSet<(String, String)>,
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let from = at.saturating_sub(REACH);
    let heads: Vec<usize> = (from..at).rev().filter(|k| sorts.get(*k) == Some(&Sort::Head)).collect();
    let last_word = |k: usize| {
        let text = lines.get(k).map(Line::text).unwrap_or_default();
        text.split_whitespace().next_back().map(str::to_owned).unwrap_or_default()
    };
    let is_said = |k: &usize| pairs.contains(&(last_word(*k).to_lowercase(), word.to_lowercase()));
    let is_open = |k: &usize| {
        let last = last_word(*k);
        last.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, &last)
    };
    let lone = || {
        let [only] = heads.as_slice() else { return None };
        let is_after_body = only.checked_sub(1).is_none_or(|above| sorts.get(above) == Some(&Sort::Other));
        (is_after_body && only + 1 < at && sorts.get(only + 1..at)?.iter().all(|sort| *sort == Sort::Other))
            .then_some(*only)
    };
    heads.iter().copied().find(|k| is_said(k) || is_open(k)).or_else(lone)
}

/// All words that follow each other on a line, in small letters.
fn pairs(lines: &[Line]) -> HashSet<(String, String)> {
    let mut pairs = HashSet::new();
    for line in lines {
        let text = line.text().to_lowercase();
        let words: Vec<&str> =
            text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).collect();
        for pair in words.windows(2) {
            if let [first, second] = pair {
                pairs.insert(((*first).to_owned(), (*second).to_owned()));
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::plain;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut lines = plain::lay_out(text).lines;
        mend(&mut lines, Vocabulary::all());
        assert_eq!(lines.iter().map(Line::text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn an_end_goes_back_to_the_line_whose_words_are_said_elsewhere() {
        check(
            "Prairie State\nNursing\nUniversity 2019 – 2022\nPrairie State University 2011 – 2015",
            &["Prairie State University 2019 – 2022", "Nursing", "Prairie State University 2011 – 2015"],
        );
    }

    #[test]
    fn an_end_goes_back_to_a_line_that_ends_with_a_little_word() {
        check("Universidade do\n• 15 valores\nMondego 2010–2013", &["Universidade do Mondego 2010–2013", "15 valores"]);
    }

    #[test]
    fn an_employer_of_one_word_stays() {
        check(
            "Engineer\nAcme 2010–2013\n• Wrote code\nBolt 2013–2015",
            &["Engineer", "Acme 2010–2013", "Wrote code", "Bolt 2013–2015"],
        );
    }
}
