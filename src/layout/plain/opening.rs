//! What opens a line of plain text: bullets, also as OCR sees them, and stray signs.
//!
//! In: all lines of a text. Out: for each its marker and where its text starts. A bullet is known by standing before
//! many lines; OCR makes several signs of one. Knows no language.

use std::collections::HashMap;

use super::super::marker;

/// Signs that are bullets and nothing else, however few they are.
const PURE: &str = "・･•◦▪▫‣⁃∙●○■□◆◇❖➢➤►▸▶▹✓✔✦★☆–—-−*";

/// What OCR makes of bullets.
const MISREAD: &str = "©¢«»®°+*·¤§›>=~€%^¥";

/// Signs that OCR makes of bullets and that stand alone within no line of any language.
const MISREAD_WITHIN: &str = "¢«©®¤";

/// Signs that OCR makes of what stands between the parts of a contact line.
const MISREAD_BETWEEN: &str = "@&©®¢«»*°¤§";

/// So many lines with such a sign within make a custom.
const MIN_WITHIN: usize = 2;

/// Letters that OCR makes of round bullets. They need a capital after them.
const MISREAD_LETTERS: &str = "eoO0cQa";

/// Letters that are no word in any language: before this many lines they are what a font of signs has in their place.
const GLYPH_LETTERS: &str = "bcdfghjlmnpqrtx";

/// So many lines make a custom of such a letter.
const MIN_GLYPHS: usize = 3;

/// So many misread bullets make a custom.
const MIN_MISREAD: usize = 2;

/// A sign is stray when the commonest bullet stands before this many times as many lines.
const STRAY_FACTOR: usize = 4;

/// Parts two markers of one line ("- · Coding") at most.
const MAX_MARKERS: usize = 2;

/// The signs that open lines of a text.
#[derive(Debug, Default)]
pub struct Openings {
    counts: HashMap<char, usize>,
    n_misread: usize,
    most: usize,
    /// Lines with a misread bullet within.
    n_within: usize,
}

impl Openings {
    /// Looks at all lines.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut openings = Self::default();
        for line in lines {
            openings.n_within +=
                usize::from(line.split_whitespace().skip(1).any(is_misread_within) && !line.contains('»'));
            let Some((sign, _)) = first_sign(line) else { continue };
            *openings.counts.entry(sign).or_default() += 1;
            openings.n_misread += usize::from(MISREAD.contains(sign));
        }
        openings.most = openings.counts.values().copied().max().unwrap_or_default();
        openings
    }

    /// The marker that opens `text`, and the byte where the text proper starts.
    pub fn split<'a>(&self, text: &'a str) -> (Option<&'a str>, usize) {
        let mut found: Option<&str> = None;
        let mut at = 0;
        for _ in 0..MAX_MARKERS {
            let Some(rest) = text.get(at..) else { break };
            if let Some((sign, next)) = first_sign(rest) {
                if self.is_bullet(sign) {
                    let shift = rest.len() - rest.trim_start().len();
                    found = found.or_else(|| rest.get(shift..shift + sign.len_utf8()));
                } else if !is_stray(sign) {
                    break;
                }
                at += next;
            } else if let Some((number, next)) = marker::split(rest).filter(|(sign, _)| is_clear(sign)) {
                found = found.or(Some(number));
                at += next;
            } else {
                break;
            }
        }
        (found, at)
    }

    /// Whether `word` is a bullet between two texts of a line, as OCR sees it: an odd sign, or behind a date the letter
    /// that is most like one.
    pub fn is_between(&self, before: &str, word: &str, after: &str) -> bool {
        let is_date = before.ends_with(|c: char| c.is_ascii_digit());
        let is_letter = || word == "e" && is_date && after.starts_with(char::is_uppercase);
        MIN_WITHIN <= self.n_within && (is_misread_within(word) || is_letter())
    }

    /// Whether a line is nothing but bullets, which lost the texts behind them.
    pub fn is_stray(&self, text: &str) -> bool {
        let is_sign = |word: &str| {
            let mut letters = word.chars();
            letters
                .next()
                .is_some_and(|sign| letters.next().is_none() && GLYPH_LETTERS.contains(sign) && self.is_bullet(sign))
        };
        !text.trim().is_empty() && text.split_whitespace().all(is_sign)
    }

    fn is_bullet(&self, sign: char) -> bool {
        let n = self.counts.get(&sign).copied().unwrap_or_default();
        let is_rare = n * STRAY_FACTOR < self.most;
        if PURE.contains(sign) || is_private(sign) {
            return true;
        }
        if GLYPH_LETTERS.contains(sign) && MIN_GLYPHS <= n {
            return true;
        }
        if MISREAD_LETTERS.contains(sign) {
            return MIN_MISREAD < self.n_misread + n;
        }
        MISREAD.contains(sign) && MIN_MISREAD <= self.n_misread && !(is_rare && n < MIN_MISREAD)
    }
}

/// Whether a line is one of contact data whose separators OCR misread: it holds an e-mail address, and at least
/// [`MIN_WITHIN`] odd signs stand alone on it.
pub fn is_contact_line(text: &str) -> bool {
    let has_address = || text.split_whitespace().any(|word| word.trim_matches('@').contains('@'));
    MIN_WITHIN <= text.split_whitespace().filter(|word| is_between_contacts(word)).count() && has_address()
}

/// An odd sign alone.
pub fn is_between_contacts(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|sign| MISREAD_BETWEEN.contains(sign)) && letters.next().is_none()
}

/// "¢", "«", also with a letter beside it: "e¢".
fn is_misread_within(word: &str) -> bool {
    let mut letters = word.chars();
    let is_sign = |c: char| MISREAD_WITHIN.contains(c);
    word.chars().any(is_sign) && letters.all(|c| is_sign(c) || MISREAD_LETTERS.contains(c))
}

/// A sign without meaning when it stands alone before a text. Brackets, quotes and money belong to what follows.
fn is_stray(sign: char) -> bool {
    !sign.is_alphanumeric() && !"([{（【《「$£€¥#@&+|/\\".contains(sign)
}

fn is_private(sign: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&sign)
}

/// A marker that the PDF side knows too, and that needs no custom: a number, or a bullet set close to its text.
fn is_clear(sign: &str) -> bool {
    marker::is_number(sign) || sign.chars().all(|c| PURE.contains(c) && c != '*')
}

/// The sign that stands alone before the text of a line, and the byte where that text starts.
fn first_sign(text: &str) -> Option<(char, usize)> {
    let body = text.trim_start();
    let sign = body.chars().next()?;
    let rest = body.get(sign.len_utf8()..)?;
    let after = rest.trim_start();
    let next = after.chars().next()?;
    let is_apart = rest.len() != after.len() || is_private(sign);
    let is_letter = MISREAD_LETTERS.contains(sign) || GLYPH_LETTERS.contains(sign);
    let is_sign = if is_letter {
        next.is_uppercase() || (next.is_alphabetic() && !next.is_lowercase()) || next == '“' || next == '"'
    } else {
        !sign.is_alphanumeric() && !"([{（【《「$£#@&|/\\".contains(sign)
    };
    // "+ 49 170": a telephone number.
    let is_number = sign == '+' && next.is_ascii_digit();
    (is_apart && is_sign && !is_number).then(|| (sign, text.len() - after.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each line as its marker, a bar, and its text.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let openings = Openings::of(text.lines());
        let actual: Vec<String> = text
            .lines()
            .map(|line| {
                let (marker, at) = openings.split(line);
                format!("{}|{}", marker.unwrap_or_default(), line.get(at..).unwrap())
            })
            .collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn ocr_makes_several_signs_of_one_bullet() {
        check(
            "e Led a team\n© Raised money\n¢ Cut costs\n« Built a house\nand went home",
            &["e|Led a team", "©|Raised money", "¢|Cut costs", "«|Built a house", "|and went home"],
        );
    }

    #[test]
    fn a_lone_sign_among_bullets_is_stray() {
        check(
            "• a\n• b\n• c\n• d\n• f\n§ Graduate tutor\n“ Education\n¬ A. Bee",
            &["•|a", "•|b", "•|c", "•|d", "•|f", "|Graduate tutor", "|Education", "|A. Bee"],
        );
    }

    #[test]
    fn words_of_one_letter_are_no_bullets() {
        check("e Finanças\no Brasil\nA dog", &["|e Finanças", "|o Brasil", "|A dog"]);
    }

    #[test]
    fn a_letter_that_is_no_word_is_a_bullet_where_several_lines_have_it() {
        check("f Ran a team\nf Built a house\nf Went home", &["f|Ran a team", "f|Built a house", "f|Went home"]);
        check("f Ran a team\nBuilt a house", &["|f Ran a team", "|Built a house"]);
    }

    #[test]
    fn two_markers_are_one() {
        check("- · Coding\n- · Writing\n[3] A. Bee", &["-|Coding", "-|Writing", "[3]|A. Bee"]);
    }

    #[test]
    fn numbers_money_and_quotes_stay() {
        check("+ 49 170 1\n“Ledgers”, a talk\n$ 5,000", &["|+ 49 170 1", "|“Ledgers”, a talk", "|$ 5,000"]);
    }
}
