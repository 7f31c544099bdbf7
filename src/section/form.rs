//! Labels of personal data that run into their values: "Name Ada Lovelace", "Telefon 030 …", where plain text lost the
//! label column.
//!
//! In: lines of plain text. Out: the same, such labels cut off. One line alone proves nothing: several of different
//! kinds near each other do.

use super::run_in::cut;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;

/// Labels of personal data.
const LABELS: [WordClass; 7] = [
    WordClass::NameLabel,
    WordClass::PositionLabel,
    WordClass::AddressLabel,
    WordClass::PhoneLabel,
    WordClass::EmailLabel,
    WordClass::WebLabel,
    WordClass::PersonalLabel,
];

/// So many labels of different kinds …
const MIN_LABELS: usize = 3;

/// … within this many lines of each other are a form.
const REACH: usize = 6;

/// Cuts the labels of a form off their values.
pub fn part(lines: &mut [Line], vocabulary: &Vocabulary) {
    let found: Vec<Option<(WordClass, usize)>> = lines.iter().map(|line| label(line, vocabulary)).collect();
    let is_form = |at: usize| {
        let near = found.iter().take(at + REACH + 1).skip(at.saturating_sub(REACH)).flatten();
        let mut classes: Vec<WordClass> = near.map(|(class, _)| *class).collect();
        classes.sort_unstable();
        classes.dedup();
        MIN_LABELS <= classes.len()
    };
    for (at, label) in found.iter().enumerate() {
        if let (Some((_, end)), Some(line), true) = (label, lines.get_mut(at), is_form(at)) {
            cut(line, *end);
        }
    }
}

/// The label that a line starts with, and where it ends; a value follows it, and no sign parts the two.
fn label(line: &Line, vocabulary: &Vocabulary) -> Option<(WordClass, usize)> {
    let cell = line.cells.first().filter(|_| line.is_plain && line.cells.len() == 1 && line.marker.is_none())?;
    let text = cell.text();
    if text.contains([':', '：', '|']) {
        return None;
    }
    let found = LABELS.into_iter().filter_map(|class| {
        let range = vocabulary.find(class, text).filter(|range| range.start == 0)?;
        Some((class, range.end))
    });
    let (class, end) = found.max_by_key(|(_, end)| *end)?;
    let is_apart = text.get(end..).is_some_and(|rest| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty());
    is_apart.then_some((class, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::plain;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut lines = plain::lay_out(text).lines;
        part(&mut lines, Vocabulary::all());
        let texts: Vec<String> = lines
            .iter()
            .map(|line| line.cells.iter().map(crate::span::Span::text).collect::<Vec<_>>().join(" | "))
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn labels_of_a_form_are_cut_off() {
        check(
            "Name Dr. Ada Lov\nBeruf Ärztin\nTelefon 030 5550\nE-Mail ada@lov.example",
            &["Name | Dr. Ada Lov", "Beruf | Ärztin", "Telefon | 030 5550", "E-Mail | ada@lov.example"],
        );
    }

    #[test]
    fn one_such_word_is_no_label() {
        check("Address books of Paris\nA history", &["Address books of Paris", "A history"]);
    }
}
