//! Which words of a text name a degree, and how far the degree reaches.
//!
//! In: a text. Out: byte ranges. Many short words are degrees only as they are printed: "MA" but not "Ma".

use std::ops::Range;

use crate::lang::{List, Vocabulary, WordClass, Words, fold, is_sign, words};

/// Words of at most so many letters are abbreviations, or little words that look like one.
const MAX_ABBREVIATION: usize = 4;
/// Abbreviations hold so many capitals, unless they have a stop.
const MIN_CAPITALS: usize = 2;
/// A bracket that belongs to the degree has at most so many characters ("Doctorado (en curso)").
const MAX_BRACKET: usize = 24;
/// "(FH)", "(PGCE)".
const MAX_BRACKET_CAPITALS: usize = 6;

/// Words around degrees.
#[derive(Debug)]
struct DegreeWords {
    trade: List,
    before: List,
    after: List,
}

static WORDS: DegreeWords = include!(concat!(env!("OUT_DIR"), "/degrees.toml.rs"));

/// Where the first degree of `text` is named.
pub(super) fn first(text: &str, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    vocabulary.find_all(WordClass::Degree, text).into_iter().find(|range| is_printed_as_degree(text, range, vocabulary))
}

/// Whether a phrase is printed as degrees are.
fn is_printed_as_degree(text: &str, range: &Range<usize>, vocabulary: &Vocabulary) -> bool {
    let phrase = text.get(range.clone()).unwrap_or_default();
    let folded = words(phrase);
    // "A. S. Boateng": initials of a name.
    let has_initial = folded.first().is_some_and(|word| word.end - word.start == 1);
    let [word] = folded.as_slice() else { return !has_initial || !phrase.contains(". ") };
    let is_month = vocabulary.date_phrase(phrase, &folded).is_some_and(|(_, date)| date.month().is_some());
    if phrase.chars().any(is_sign) || MAX_ABBREVIATION < word.text.len() && !is_month {
        return true;
    }
    let is_stop = vocabulary.is(WordClass::Stop, phrase);
    let n_capitals = phrase.chars().filter(|c| c.is_uppercase()).count();
    if MIN_CAPITALS <= n_capitals {
        // All of a title may be in capitals.
        return !is_stop || phrase.contains('.') || text.chars().any(char::is_lowercase) || text.len() == phrase.len();
    }
    let rest = text.get(range.end..).unwrap_or_default();
    let has_stop = phrase.contains('.') || (rest.starts_with('.') && !rest.trim_end_matches('.').is_empty());
    1 <= n_capitals && !is_month && (has_stop || (range.start == 0 && !is_stop))
}

/// Whether a word of a job may follow the degree.
pub(super) fn is_of_trade(degree: &str) -> bool {
    let degree = fold(degree);
    WORDS
        .trade
        .iter()
        .any(|trade| degree.strip_prefix(trade).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// Whether nothing but words like "Executive" stand in `before`.
pub(super) fn is_before(before: &str, vocabulary: &Vocabulary) -> bool {
    before.split_whitespace().all(|word| {
        let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
        WORDS.before.contains(&folded) || before_hyphen(&folded) || 0.0 < vocabulary.weight(WordClass::Degree, word)
    })
}

fn before_hyphen(word: &str) -> bool {
    WORDS.before.contains(&word.replace('-', " "))
}

/// Where the degree ends that is named up to `end`: after its stop, a word like "Candidate" and a bracket.
pub(super) fn end(text: &str, end: usize, vocabulary: &Vocabulary) -> usize {
    let mut end = end;
    let rest = text.get(end..).unwrap_or_default();
    if rest.starts_with('.') {
        end += 1;
    }
    let rest = text.get(end..).unwrap_or_default();
    let gap = rest.len() - rest.trim_start().len();
    let word = Words::of(rest).next().filter(|word| word.start == gap);
    if let Some(word) = word.filter(|word| WORDS.after.contains(&word.text)) {
        end += word.end;
    }
    with_bracket(text, end, vocabulary)
}

/// `end`, or the end of the bracket behind it if that is part of the degree ("B.A. (Mod.)", "BSc (Hons)").
fn with_bracket(text: &str, end: usize, vocabulary: &Vocabulary) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let gap = rest.len() - rest.trim_start().len();
    let Some((inside, after)) = bracket(rest.trim_start()) else { return end };
    let is_last = after.trim().is_empty();
    let is_capitals = inside.chars().count() <= MAX_BRACKET_CAPITALS && !inside.chars().any(char::is_lowercase);
    let is_kept = !is_last
        || (is_capitals && !inside.chars().any(is_sign))
        || inside.contains('.')
        || inside.starts_with(char::is_lowercase)
        || vocabulary.has(WordClass::Honours, inside)
        || vocabulary.has(WordClass::Degree, inside);
    if !is_kept || MAX_BRACKET < inside.chars().count() {
        return end;
    }
    end + gap + (rest.trim_start().len() - after.len())
}

/// The inside of the bracket that opens `text`, and what follows it.
pub(super) fn bracket(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix(['(', '（'])?;
    inside.split_once([')', '）'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_read_and_are_sorted() {
        assert!(!WORDS.trade.is_empty());
        for list in [&WORDS.trade, &WORDS.before, &WORDS.after] {
            assert!(list.is_sorted_by(|a, b| a < b));
            assert!(list.iter().all(|word| fold(word) == *word));
        }
    }
}
