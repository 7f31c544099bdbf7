//! Words that are like headings: other forms of their stem ("estudei", "estudos"), compounds that end with them.
//!
//! In: one word. Out: the kind of the headings of one word that share its stem. Knows letters, no words.

use super::fold::words;
use super::heading::Headings;
use crate::keys::Hash;
use crate::section::SectionKind;

/// Two words of one stem share at least so many letters at their start.
const MIN_STEM: usize = 5;

/// What differs after the stem has at most so many letters.
const MAX_ENDING: usize = 3;

/// A compound ends with a heading of at least so many letters.
const MIN_TAIL: usize = 7;

/// The kind that most of the `headings` (without spaces) of the stem of `word` open; `None` where there are none, or two
/// kinds have as many.
pub(super) fn kind(word: &str, headings: &Headings) -> Option<SectionKind> {
    let [word] = words(word).try_into().ok()?;
    let word = word.text.as_str();
    let places: Vec<usize> = word.char_indices().map(|(at, _)| at).chain([word.len()]).collect();
    let start = word.get(..*places.get(MIN_STEM)?)?;
    let mut counts: Vec<(SectionKind, usize)> = Vec::new();
    let mut count = |kind: SectionKind, n_bytes: usize| match counts.iter_mut().find(|(of, _)| *of == kind) {
        Some((_, n)) => *n += n_bytes,
        None => counts.push((kind, n_bytes)),
    };
    let lengths = MIN_STEM..places.len() + MAX_ENDING;
    for heading in lengths.flat_map(|n_letters| headings.spellings.from(n_letters, start)) {
        if has_stem(word, heading.text) || is_tail(word, heading.text) {
            count(heading.kind, heading.text.len());
        }
    }
    // Those that start like the word have been counted.
    let tails = places.iter().filter_map(|at| word.get(*at..)).filter(|tail| !tail.starts_with(start));
    for tail in tails.filter(|tail| is_tail(word, tail)) {
        if let Some(kind) = headings.squeezed.get(Hash::of(tail.bytes())) {
            count(*kind, tail.len());
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    let mut first = counts.iter().filter(|(_, n)| *n == most).map(|(kind, _)| *kind);
    first.next().filter(|_| first.next().is_none())
}

fn has_stem(word: &str, heading: &str) -> bool {
    let n_shared = word.chars().zip(heading.chars()).take_while(|(a, b)| a == b).count();
    let n_ending = word.chars().count().max(heading.chars().count()) - n_shared;
    MIN_STEM <= n_shared && n_ending <= MAX_ENDING
}

fn is_tail(word: &str, heading: &str) -> bool {
    MIN_TAIL <= heading.chars().count() && word.ends_with(heading)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Vocabulary;

    #[track_caller]
    fn check(word: &str, expected: Option<SectionKind>) {
        assert_eq!(Vocabulary::all().akin_heading(word), expected, "{word:?}");
    }

    #[test]
    fn forms_of_one_stem_are_akin() {
        check("estudei", Some(SectionKind::Education));
        check("languages", Some(SectionKind::Languages));
    }

    #[test]
    fn compounds_end_with_headings() {
        check("Klinikerfahrung", Some(SectionKind::Work));
        check("Fantasiewort", None);
    }
}
