//! Equal contributors: authors beside whom stands a mark that a legend of the list explains so.
//!
//! In: a section, and an entry with its author ranges. Out: the authors with such a mark.

use std::cell::OnceCell;

use crate::model::Text;
use crate::read::citation::Citation;
use crate::read::citation::lexicon::{lexicon, place};
use crate::section::{Part, Section};
use crate::span::Span;

/// A sign that is set beside names.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '∗' | '†' | '‡' | '§' | '¶' | '⋆' | '★' | '☆' | '#' | '=' | '♯')
}

/// The marks that some line of the section explains as equal contribution.
pub fn marks(section: &Section) -> Vec<char> {
    let mut marks = Vec::new();
    for part in &section.parts {
        marks.extend(match part {
            Part::Line(line) if line.cells.iter().any(|cell| cell.text().contains(is_mark)) => explained(&line.text()),
            Part::Line(_) => None,
            Part::SubHeading(span) => explained(span.text()),
        });
    }
    marks.extend(section.heading.iter().filter_map(|heading| explained(heading.text())));
    marks
}

/// The mark that `text` explains as equal contribution: the last one before the words.
fn explained(text: &str) -> Option<char> {
    // Most lines hold no mark.
    text.find(is_mark)?;
    let text = text.to_lowercase();
    let before = text.get(..place(&text, lexicon().equal)?)?;
    before.chars().rev().find(|c| is_mark(*c))
}

/// `text` says nothing but what a mark means.
pub fn is_legend(text: &str) -> bool {
    explained(text).is_some() && text.split_whitespace().count() <= LEGEND_WORDS
}

/// A legend has at most this many words.
const LEGEND_WORDS: usize = 12;

/// The authors of an entry beside whom one of `marks` stands.
pub fn contributors(span: &Span, citation: &Citation, marks: &[char], authors: &[Text]) -> Vec<Text> {
    let own = OnceCell::new();
    let is_own = |c: char| is_mark(c) && *own.get_or_init(|| explained(span.text())) == Some(c);
    let is_marked = |end: usize| {
        let after = span.text().get(end..).unwrap_or("");
        let mut near = after.chars().take_while(|c| !c.is_alphabetic() && !matches!(c, ',' | ';' | '\n' | '('));
        near.any(|c| marks.contains(&c) || is_own(c))
    };
    let ends = citation.authors.iter().map(|range| range.end);
    ends.zip(authors).filter(|(end, _)| is_marked(*end)).map(|(_, author)| author.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_before_the_words() {
        assert_eq!(explained("(* indicates equal contribution)"), Some('*'));
        assert_eq!(explained("† Contributed equally."), Some('†'));
        assert_eq!(explained("An equal contribution to art"), None);
    }
}
