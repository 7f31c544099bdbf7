//! Headings that OCR misread ("5elected Pub1ications", "Vounteeing"), by bounded edit distance.
//!
//! In: a short line. Out: the kind of the one heading that is near enough. Knows letters, no words.

use super::fold::words;
use super::joint::bag;
use super::spellings::Spellings;
use crate::edit::distance;
use crate::section::SectionKind;

/// One letter in this many may be wrong.
const LETTERS_PER_ERROR: usize = 5;

/// No more letters are wrong than this, however long the heading.
const MAX_ERRORS: usize = 3;

/// Shorter texts without a digit in them are as likely to be other words ("Tasks").
const MIN_CLEAN: usize = 8;

/// Longer lines are no headings.
const MAX_LETTERS: usize = 40;

/// Digits that OCR sees in letters, and the letters.
const LOOKALIKES: [(char, char); 6] = [('0', 'o'), ('1', 'l'), ('5', 's'), ('6', 'b'), ('8', 'b'), ('|', 'l')];

/// The kind of the heading that `line` names but for a few wrong letters; `None` where no heading, or several of
/// different kinds, are as near.
pub(super) fn nearest(line: &str, headings: &Spellings) -> Option<SectionKind> {
    let folded: String = words(line).iter().map(|word| word.text.as_str()).collect();
    let letters: Vec<char> = folded.chars().map(seen_as).collect();
    let n_digits = folded.chars().filter(char::is_ascii_digit).count();
    if letters.len() < 4 || MAX_LETTERS < letters.len() || letters.len() < 3 * n_digits {
        return None;
    }
    // A digit within a word is a sign of damage.
    if n_digits == 0 && letters.len() < MIN_CLEAN {
        return None;
    }
    let limit = (letters.len() / LETTERS_PER_ERROR + usize::from(0 < n_digits)).min(MAX_ERRORS);
    let own = bag(letters.iter().copied());
    let near = headings.of_length(letters.len().saturating_sub(limit)..=letters.len() + limit);
    let mut best: Option<(usize, SectionKind)> = None;
    let mut is_tied = false;
    for spelling in near.filter(|spelling| (spelling.bag ^ own).count_ones() as usize <= 2 * limit) {
        let other: Vec<char> = spelling.text.chars().collect();
        let Some(n_errors) = distance(&letters, &other, limit) else { continue };
        match best {
            Some((top, kind)) if top == n_errors => is_tied |= kind != spelling.kind,
            Some((top, _)) if top < n_errors => {}
            _ => (best, is_tied) = (Some((n_errors, spelling.kind)), false),
        }
    }
    best.filter(|_| !is_tied).map(|(_, kind)| kind)
}

/// The letter that a sign may be.
fn seen_as(c: char) -> char {
    LOOKALIKES.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Vocabulary;

    #[track_caller]
    fn check(line: &str, expected: Option<SectionKind>) {
        let heading = Vocabulary::all().misread_heading(line);
        assert_eq!(heading.map(|heading| heading.kinds), expected.map(|kind| vec![kind]), "{line:?}");
    }

    #[test]
    fn a_few_wrong_letters_do_not_hide_a_heading() {
        check("5elected Pub1ications", Some(SectionKind::Publications));
        check("Vounteeing", Some(SectionKind::Volunteer));
        check("Ta1s", Some(SectionKind::Talks));
        check("W0RK EXPERlENCE", Some(SectionKind::Work));
        check("Berufscrfahrung", Some(SectionKind::Work));
    }

    #[test]
    fn other_words_are_no_misread_headings() {
        for line in ["Tasks", "Exploration", "Ledgerlint", "Works", "2019", "Sociology", "Education"] {
            check(line, None);
        }
    }
}
