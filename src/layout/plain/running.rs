//! Running footers in the midst of plain text: "Jane Doe – 2/4".
//!
//! In: the lines of a text. Out: which of them are footers. A footer ends with the number of its page, and what stands
//! before that is said again elsewhere. Knows no language.

use crate::edit::is_near;

/// A page's number has at most this many digits.
const MAX_DIGITS: usize = 3;

/// One letter in this many may be misread.
const LETTERS_PER_ERROR: usize = 5;

/// A longer line is no footer.
const MAX_LETTERS: usize = 80;

/// Which of `lines` are running footers.
pub fn footers(lines: &[String]) -> Vec<bool> {
    let stems: Vec<Option<(Vec<char>, bool)>> = lines.iter().map(|line| stem(line)).collect();
    let n_counted = stems.iter().flatten().filter(|(_, is_counted)| *is_counted).count();
    let is_footer = |at: usize, (stem, is_counted): &(Vec<char>, bool)| {
        if stem.is_empty() {
            return *is_counted;
        }
        let mut others = stems.iter().enumerate().filter(|(k, _)| *k != at).filter_map(|(_, other)| other.as_ref());
        let repeats = others.any(|(other, is_other_counted)| {
            (*is_counted || *is_other_counted) && is_near(stem, other, LETTERS_PER_ERROR)
        });
        repeats || (*is_counted && n_counted == 1 && is_said(stem, at, lines))
    };
    let is_counting = counts_pages(lines);
    let is_number = |at: usize| is_counting && lines.get(at).is_some_and(|line| number(line).is_some());
    let is_running = |(at, stem): (usize, &Option<(Vec<char>, bool)>)| {
        is_number(at) || stem.as_ref().is_some_and(|stem| is_footer(at, stem))
    };
    stems.iter().enumerate().map(is_running).collect()
}

/// Whether the lines that are nothing but a number count the pages: from 1 or 2 on, each once.
fn counts_pages(lines: &[String]) -> bool {
    let numbers: Vec<u32> = lines.iter().filter_map(|line| number(line)).collect();
    let is_next = |pair: &[u32]| matches!(pair, [a, b] if a + 1 == *b);
    numbers.first().is_some_and(|first| (1..=2).contains(first)) && numbers.windows(2).all(is_next)
}

/// The page number that a line is.
fn number(line: &str) -> Option<u32> {
    let line = line.trim();
    (line.len() <= MAX_DIGITS && line.bytes().all(|byte| byte.is_ascii_digit())).then(|| line.parse().ok())?
}

/// Another line says the same and nothing else.
fn is_said(stem: &[char], at: usize, lines: &[String]) -> bool {
    lines.iter().enumerate().any(|(k, line)| k != at && is_near(stem, &letters(line), LETTERS_PER_ERROR))
}

/// What stands before the page number of a line, as letters; and whether the number is one of several ("2/4").
fn stem(line: &str) -> Option<(Vec<char>, bool)> {
    let line = line.trim();
    if MAX_LETTERS < line.chars().count() {
        return None;
    }
    let before = without_number(line)?;
    let counted = before.trim_end().strip_suffix('/').and_then(without_number);
    let rest = counted.unwrap_or(before).trim_end();
    let is_set_off = rest.is_empty() || rest.ends_with(|c: char| !c.is_alphanumeric() && !",.:;)('’".contains(c));
    is_set_off.then(|| (letters(rest), counted.is_some()))
}

fn without_number(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let rest = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let n_digits = text.len() - rest.len();
    (1..=MAX_DIGITS).contains(&n_digits).then_some(rest)
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(MAX_LETTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let flags = footers(&lines);
        let actual: Vec<&str> = lines.iter().zip(flags).filter(|(_, is)| *is).map(|(line, _)| line.as_str()).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_footer_repeats_and_counts_its_pages() {
        check("Jane Doe\nText\nJane Doe – 1/2\nMore\nJane D0e – 2/2", &["Jane Doe – 1/2", "Jane D0e – 2/2"]);
        check("Jane Doe\nText\nJane Doe = 173\nMore\nJane Doe - 2/2", &["Jane Doe = 173", "Jane Doe - 2/2"]);
        check("Jane Doe\nText\nJane Doe – 1/1", &["Jane Doe – 1/1"]);
    }

    #[test]
    fn lone_numbers_count_the_pages_or_stay() {
        check("Text\n1\nMore\n2", &["1", "2"]);
        check("Text\n7\nMore\n95", &[]);
    }

    #[test]
    fn numbers_that_count_no_pages_stay() {
        check("Grade: 9/10\nLevel - 3\nLevel - 4\nRome, 12/15 March 20", &[]);
    }
}
