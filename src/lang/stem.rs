//! Words that are like headings: other forms of their stem ("estudei", "estudos"), compounds that end with them.
//!
//! In: one word. Out: the kind of the headings of one word that share its stem. Knows letters, no words.

use super::fold::words;
use crate::section::SectionKind;

/// Two words of one stem share at least so many letters at their start.
const MIN_STEM: usize = 5;

/// What differs after the stem has at most so many letters.
const MAX_ENDING: usize = 3;

/// A compound ends with a heading of at least so many letters.
const MIN_TAIL: usize = 7;

/// The kind that most headings of the stem of `word` open; `None` where there are none, or two kinds have as many.
pub(super) fn kind(word: &str, headings: &[(String, SectionKind)]) -> Option<SectionKind> {
    let [word] = words(word).try_into().ok()?;
    let mut counts: Vec<(SectionKind, usize)> = Vec::new();
    for (heading, kind) in headings.iter().filter(|(heading, _)| is_akin(&word.text, heading)) {
        match counts.iter_mut().find(|(of, _)| of == kind) {
            Some((_, n)) => *n += heading.len(),
            None => counts.push((*kind, heading.len())),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    let mut first = counts.iter().filter(|(_, n)| *n == most).map(|(kind, _)| *kind);
    first.next().filter(|_| first.next().is_none())
}

fn is_akin(word: &str, heading: &str) -> bool {
    // Asked for each heading of all packs: most differ in their first letter and end nothing.
    if word.as_bytes().first() != heading.as_bytes().first() && !word.ends_with(heading) {
        return false;
    }
    let n_shared = word.chars().zip(heading.chars()).take_while(|(a, b)| a == b).count();
    let n_ending = word.chars().count().max(heading.chars().count()) - n_shared;
    let is_stem = MIN_STEM <= n_shared && n_ending <= MAX_ENDING;
    is_stem || (MIN_TAIL <= heading.chars().count() && word.ends_with(heading))
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
