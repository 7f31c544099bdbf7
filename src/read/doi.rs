//! DOIs, arXiv identifiers and their kin.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::Found;

/// An arXiv identifier with its label or address: new style ("2005.12345v2") or old ("math.GT/0309136").
const ARXIV: &str = r"(?i)(?:https?://)?(?:www\.)?arxiv(?:\.org/(?:abs|pdf)/|\s*(?:preprint|e-print)?\s*(?:arxiv)?\s*[:.]?\s*)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)";

/// Stands in every label and address of an arXiv identifier.
const ARCHIVE: &[u8] = b"arxiv";

/// Signs that end a sentence and not a DOI.
const TRAILING: [char; 13] = ['.', ',', ';', ':', '\'', '"', '’', '”', '*', '†', '!', '?', '。'];

/// What every DOI starts with.
const REGISTRY: &str = "10.";
/// Digits of a registrant.
const REGISTRANT_DIGITS: RangeInclusive<usize> = 4..=9;
/// Host of the resolver.
const RESOLVER: &str = "doi.org/";
/// A label before a DOI.
const LABEL: &str = "doi";

/// The DOIs in `text`, bare ("10.1000/xyz"), with or without resolver or label; the range covers those too. A space after
/// the slash or after a hyphen is a lost line break.
#[must_use]
pub fn find(text: &str) -> Vec<Found<String>> {
    let (mut found, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(start) = text.get(at..).and_then(|rest| rest.find(REGISTRY)).map(|start| at + start) {
        at = start + REGISTRY.len();
        let (Some(before), Some(rest)) = (text.get(end..start), text.get(start..)) else { break };
        let is_inside = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if text.get(..start).is_some_and(|before| before.ends_with(is_inside)) {
            continue;
        }
        let Some(identifier) = length(rest).and_then(|length| rest.get(..length)) else { continue };
        let kept = trimmed(identifier);
        let range = start - prefix_length(before)..start + kept.len();
        found.push(Found { value: kept.replace(char::is_whitespace, ""), range });
        (at, end) = (start + identifier.len(), start + identifier.len());
    }
    found
}

/// Bytes of the DOI at the start of `text`, signs behind it included.
fn length(text: &str) -> Option<usize> {
    let registrant = text.get(REGISTRY.len()..)?;
    let n_digits = registrant.bytes().take_while(u8::is_ascii_digit).count();
    let name = registrant.get(n_digits..)?.strip_prefix('/').filter(|_| REGISTRANT_DIGITS.contains(&n_digits))?;
    let broken = lost_break_length(name);
    let length = name_length(name.get(broken..)?).map(|length| broken + length).or_else(|| name_length(name))?;
    Some(text.len() - name.len() + length)
}

/// Bytes of a lost line break behind the slash, with the digit after it: " 3341301.3359888", " ics.2019".
fn lost_break_length(name: &str) -> usize {
    let Some(line) = name.strip_prefix(is_break) else { return 0 };
    let word = line.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let rest = if word.len() < line.len() { word.strip_prefix('.') } else { Some(line) };
    let rest = rest.and_then(|rest| rest.strip_prefix(|c: char| c.is_ascii_digit()));
    rest.map_or(0, |rest| name.len() - rest.len())
}

/// Bytes of the name of a work at the start of `text`; a hyphen at the end of a line goes on with a digit.
fn name_length(text: &str) -> Option<usize> {
    let n_bytes = run_length(text);
    let (run, rest) = text.split_at_checked(n_bytes)?;
    let line = rest.trim_start_matches(is_break);
    let goes_on = line.len() < rest.len() && line.starts_with(|c: char| c.is_ascii_digit());
    if goes_on && run.strip_suffix('-').is_some_and(|run| !run.is_empty()) {
        return Some(text.len() - line.len() + run_length(line));
    }
    (0 < n_bytes).then_some(n_bytes)
}

/// Bytes before what ends a DOI.
fn run_length(text: &str) -> usize {
    let is_space = |c: char| {
        matches!(c, '\u{85}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{3000}')
    };
    let is_end = |c: char| is_break(c) || is_space(c) || matches!(c, '"' | '<' | '>' | '{' | '}' | '|');
    text.find(is_end).unwrap_or(text.len())
}

fn is_break(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

/// Bytes of the resolver or the label at the end of `before`.
fn prefix_length(before: &str) -> usize {
    let without = |text: &'_ str, end: &str| {
        let start = text.len().checked_sub(end.len())?;
        text.get(start..).filter(|found| found.eq_ignore_ascii_case(end)).map(|_| start)
    };
    let strip = |at: usize, ends: [&str; 2]| {
        let text = before.get(..at).unwrap_or_default();
        ends.into_iter().find_map(|end| without(text, end)).unwrap_or(at)
    };
    if let Some(at) = without(before, RESOLVER) {
        return before.len() - strip(strip(at, ["dx.", "www."]), ["https://", "http://"]);
    }
    let bare = before.trim_end_matches(is_break);
    let bare = bare.strip_suffix([':', '=']).unwrap_or(bare).trim_end_matches(is_break);
    without(bare, LABEL).map_or(0, |at| before.len() - at)
}

/// The arXiv identifiers in `text` that a label or an address marks; the range covers it, too.
#[must_use]
pub fn arxiv(text: &str) -> Vec<Found<String>> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ARXIV).ok());
    let has_name = text.as_bytes().windows(ARCHIVE.len()).any(|window| window.eq_ignore_ascii_case(ARCHIVE));
    if !has_name {
        return Vec::new();
    }
    let read = |captures: Captures| {
        let (whole, identifier) = (captures.get(0)?, captures.get(1)?);
        let end = identifier.start() + trimmed(identifier.as_str()).len();
        Some(Found { value: identifier.as_str().to_owned(), range: whole.start()..end })
    };
    PATTERN.iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(read).collect()
}

/// `identifier` without the signs of the sentence around it: a closing bracket is kept where its partner is inside.
fn trimmed(identifier: &str) -> &str {
    let mut rest = identifier;
    loop {
        let before = rest;
        rest = rest.trim_end_matches(TRAILING);
        for (open, close) in [('(', ')'), ('[', ']')] {
            if rest.ends_with(close) && rest.matches(open).count() < rest.matches(close).count() {
                rest = rest.trim_end_matches(close);
            }
        }
        if rest.len() == before.len() {
            return rest;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, value: &str, printed: &str) {
        let found = find(text);
        assert_eq!(found.first().map_or("", |found| &found.value), value, "{text:?}");
        assert_eq!(found.first().map_or("", |found| &text[found.range.clone()]), printed, "{text:?}");
    }

    #[test]
    fn a_doi_is_found_with_or_without_its_resolver() {
        check("See 10.1000/xyz123.", "10.1000/xyz123", "10.1000/xyz123");
        check(
            "https://doi.org/10.1038/s41586-020-2649-2",
            "10.1038/s41586-020-2649-2",
            "https://doi.org/10.1038/s41586-020-2649-2",
        );
        check("doi: 10.1145/3544548.3581234, 2023", "10.1145/3544548.3581234", "doi: 10.1145/3544548.3581234");
        check(
            "DOI 10.1016/S0140-6736(20)30183-5.",
            "10.1016/S0140-6736(20)30183-5",
            "DOI 10.1016/S0140-6736(20)30183-5",
        );
        check("(http://dx.doi.org/10.1002/abc)", "10.1002/abc", "http://dx.doi.org/10.1002/abc");
    }

    #[test]
    fn a_doi_may_be_broken_at_the_end_of_a_line() {
        check("10.1038/s41534-\n021-00499-1, 2021", "10.1038/s41534-021-00499-1", "10.1038/s41534-\n021-00499-1");
        check("doi: 10.1145/ 3341301.3359888.", "10.1145/3341301.3359888", "doi: 10.1145/ 3341301.3359888");
    }

    #[test]
    fn other_numbers_are_no_dois() {
        check("10.5 million / 3", "", "");
        check("210.1000/xyz", "", "");
    }

    #[test]
    fn arxiv_identifiers_need_their_label() {
        for (text, value) in [
            ("arXiv:2005.12345v2 [cs.CL]", "2005.12345v2"),
            ("https://arxiv.org/abs/1706.03762", "1706.03762"),
            ("arXiv preprint arXiv:1706.03762", "1706.03762"),
            ("arXiv:math.GT/0309136", "math.GT/0309136"),
            ("pages 2005.12345", ""),
        ] {
            assert_eq!(arxiv(text).first().map_or("", |found| &found.value), value, "{text:?}");
        }
    }
}
