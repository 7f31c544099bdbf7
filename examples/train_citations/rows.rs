//! Annotated rows (JSON lines) to examples: each field is found in the text, the rest is left open.

use cvparse::read::citation::model::Label;
use cvparse::read::citation::words::{Word, words};

use crate::crf::Example;

/// An annotated reference.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Annotated {
    pub text: String,
    pub authors: Vec<String>,
    pub title: String,
    pub venue: String,
    pub year: String,
    pub volume: String,
    pub pages: String,
    pub source: String,
}

/// Set of one label.
pub fn bit(label: Label) -> u16 {
    1 << label as u16
}

/// What an unannotated word may be: all that the rows do not name.
fn open() -> u16 {
    [Label::Other, Label::Editor, Label::Date, Label::Publisher, Label::Place, Label::Link, Label::Status]
        .into_iter()
        .map(bit)
        .sum()
}

/// Stands for "not annotated" until neighbours are known.
const OPEN: u16 = 0;

/// The example that a row gives; `None` where a field is not to be found in the text.
pub fn example(row: &Annotated, connectors: &[String]) -> Option<Example> {
    let words = words(&row.text);
    let mut allowed = vec![OPEN; words.len()];
    let mut from = 0;
    for author in &row.authors {
        let at = from + row.text.get(from..)?.find(author.as_str())?;
        mark(&words, &mut allowed, at, at + author.len(), bit(Label::Author));
        from = at + author.len();
    }
    let first = row.text.find(row.authors.first()?.as_str())?;
    mark(&words, &mut allowed, first, from, bit(Label::Author));
    for (value, set) in [
        (&row.title, bit(Label::Title)),
        (&row.venue, bit(Label::Venue)),
        (&row.volume, bit(Label::Volume) | bit(Label::Pages)),
        (&row.pages, bit(Label::Pages)),
        (&row.year, bit(Label::Date)),
    ] {
        if value.is_empty() {
            continue;
        }
        let at = free_place(&row.text, value, &words, &allowed)?;
        mark(&words, &mut allowed, at, at + value.len(), set);
    }
    Some(Example { allowed: opened(&row.text, &words, &allowed, connectors, open()), words, hints: Vec::new() })
}

/// First place of `value` where no word is taken.
fn free_place(text: &str, value: &str, words: &[Word], allowed: &[u16]) -> Option<usize> {
    text.match_indices(value).map(|(at, _)| at).find(|&at| {
        let inside = |word: &&(&Word, &u16)| at < word.0.range.end && word.0.range.start < at + value.len();
        words.iter().zip(allowed).filter(|word| inside(&word)).all(|(_, set)| *set == OPEN)
    })
}

fn mark(words: &[Word], allowed: &mut [u16], from: usize, to: usize, set: u16) {
    for (word, place) in words.iter().zip(allowed) {
        if from <= word.range.start && word.range.end <= to {
            *place = set;
        }
    }
}

/// Gives the words that are not annotated their sets: signs may belong to either neighbour, a connector ("in") to the
/// field that follows.
pub fn opened(text: &str, words: &[Word], marked: &[u16], connectors: &[String], open: u16) -> Vec<u16> {
    let mut allowed = marked.to_vec();
    for at in 0..words.len() {
        if marked[at] != OPEN {
            continue;
        }
        let before = marked[..at].iter().rev().zip(words[..at].iter().rev());
        let before = before.take_while(|(set, word)| **set != OPEN || word.sign().is_some());
        let before = before.map(|(set, _)| *set).find(|set| *set != OPEN).unwrap_or(0);
        let is_light = |word: &Word| word.sign().is_some() || is_connector(text, word, connectors);
        let after = marked[at..].iter().zip(&words[at..]).take_while(|(set, word)| **set != OPEN || is_light(word));
        let after = after.map(|(set, _)| *set).find(|set| *set != OPEN).unwrap_or(0);
        allowed[at] = if words[at].sign().is_some() {
            before | after | open
        } else if is_connector(text, &words[at], connectors) {
            after | open
        } else if words[at].is_letters() || open == bit(Label::Other) {
            open
        } else {
            open | bit(Label::Volume) | bit(Label::Pages)
        };
    }
    allowed
}

fn is_connector(text: &str, word: &Word, connectors: &[String]) -> bool {
    let word = text[word.range.clone()].to_lowercase();
    connectors.contains(&word)
}
