//! All caps to what would be typed: `MARY-KATE O'NEILL` → `Mary-Kate O'Neill`.
//!
//! In: text as printed. Out: the same text where it holds a small letter or has no case; else its words with a capital
//! and small letters. What only an acronym would be is kept.

use crate::lang::{Vocabulary, WordClass};
use crate::layout::is_cjk;

/// A word of at most this many letters in an all-caps line may be an acronym ("UX", "HR").
const ACRONYM_LETTERS: usize = 3;

/// Prefixes of surnames after which a capital follows.
const MAC: &str = "MC";

/// Whether `text` has at least two cased letters and none of them is small.
#[must_use]
pub fn is_all_caps(text: &str) -> bool {
    // Signs of scripts without case make the capitals between them acronyms.
    !text.chars().any(|c| c.is_lowercase() || is_cjk(c))
        && text.chars().filter(|c| c.is_uppercase()).take(2).count() == 2
}

/// A person's name as it would be typed.
#[must_use]
pub fn name(text: &str, vocabulary: &Vocabulary) -> String {
    let n_words = text.split_whitespace().count();
    words(text, |word, k| {
        let is_initials = word.chars().filter(|c| c.is_alphabetic()).count() <= 2 && word.contains('.');
        if is_initials || !is_all_caps(word) || (is_post_nominal(text, word) && 0 < k) {
            return word.to_owned();
        }
        let small = word.to_lowercase();
        if 0 < k && k + 1 < n_words && vocabulary.is(WordClass::Particle, &small) { small } else { capitalized(word) }
    })
}

/// A line of text (a job title, a place, a skill) as it would be typed.
#[must_use]
pub fn line(text: &str, vocabulary: &Vocabulary) -> String {
    if !is_all_caps(text) || text.split_whitespace().count() == 1 && text.chars().count() <= ACRONYM_LETTERS + 1 {
        return text.to_owned();
    }
    words(text, |word, k| {
        let small = word.to_lowercase();
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        if 0 < k && vocabulary.is(WordClass::Stop, &small) {
            small
        } else if letters <= ACRONYM_LETTERS || word.chars().any(|c| c.is_ascii_digit()) {
            word.to_owned()
        } else {
            capitalized(word)
        }
    })
}

/// After a comma, a word of few capitals is a degree and no part of the name.
fn is_post_nominal(text: &str, word: &str) -> bool {
    let comma = text.find(',');
    let at = text.find(word);
    matches!((comma, at), (Some(comma), Some(at)) if comma < at)
        && word.chars().filter(|c| c.is_alphabetic()).count() <= ACRONYM_LETTERS + 1
}

/// `text` with every word (by white space, which is kept) changed; `change` gets its number too.
fn words(text: &str, change: impl Fn(&str, usize) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut k = 0;
    for part in text.split_inclusive(char::is_whitespace) {
        let word = part.trim_end();
        if !word.is_empty() {
            out.push_str(&change(word, k));
            k += 1;
        }
        out.push_str(part.get(word.len()..).unwrap_or_default());
    }
    out
}

/// `word` in small letters, with a capital at its start and after a hyphen, an apostrophe or `Mc`.
fn capitalized(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut is_start = true;
    for c in word.chars() {
        if is_start && c.is_alphabetic() {
            out.extend(c.to_uppercase());
        } else {
            out.extend(c.to_lowercase());
        }
        is_start = !(c.is_alphanumeric() || c == '.' && out.len() < 2);
    }
    with_apostrophes(&after_mac(&out, word), word)
}

/// `Mcdonald` → `McDonald`.
fn after_mac(small: &str, printed: &str) -> String {
    let Some(rest) = small.get(MAC.len()..).filter(|rest| printed.starts_with(MAC) && rest.chars().count() > 2) else {
        return small.to_owned();
    };
    let mut letters = rest.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{}{first}{}", small.get(..MAC.len()).unwrap_or_default(), letters.as_str())
}

/// `D'Ávila` → `d'Ávila`, `L'Oréal` → `l'Oréal`, but `O'Neill`, and a short ending stays small (`John'S` → `John's`).
fn with_apostrophes(capital: &str, printed: &str) -> String {
    let Some((before, after)) = capital.split_once(['\'', '’']) else {
        return capital.to_owned();
    };
    let sign = if printed.contains('’') { '’' } else { '\'' };
    let is_elided = matches!(before, "D" | "L") && after.chars().count() > 1;
    let before = if is_elided { before.to_lowercase() } else { before.to_owned() };
    let after = if after.chars().count() <= 1 { after.to_lowercase() } else { after.to_owned() };
    format!("{before}{sign}{after}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(printed: &str, expected: &str) {
        assert_eq!(name(printed, Vocabulary::all()), expected);
    }

    #[test]
    fn a_name_in_capitals_is_set_as_it_would_be_typed() {
        check("MARY-KATE O'NEILL", "Mary-Kate O'Neill");
        check("RONALD MCDONALD", "Ronald McDonald");
        check("JOÃO D'ÁVILA", "João d'Ávila");
        check("JOHN Q. PUBLIC", "John Q. Public");
        check("ANN LEE, RN", "Ann Lee, RN");
    }

    #[test]
    fn a_surname_in_capitals_is_not_shouted() {
        check("ZHANG Zili", "Zhang Zili");
    }

    #[test]
    fn mixed_case_and_chinese_stay_as_they_are() {
        check("Leonardo DiCaprio", "Leonardo DiCaprio");
        check("陈思远", "陈思远");
    }

    #[test]
    fn a_title_line_keeps_what_may_be_an_acronym() {
        assert_eq!(line("SENIOR UX DESIGNER", Vocabulary::all()), "Senior UX Designer");
        assert_eq!(line("SAP", Vocabulary::all()), "SAP");
        assert_eq!(line("Lead at IBM", Vocabulary::all()), "Lead at IBM");
    }
}
