//! DOIs, arXiv identifiers and their kin.

use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::Found;

/// A DOI with what stands before it: the resolver, or the label. A space after the slash or after a hyphen is a lost
/// line break.
const DOI: &str = r#"(?i)(?:(?:https?://)?(?:dx\.|www\.)?doi\.org/|doi\s*[:=]?\s*)?\b(10\.\d{4,9}/(?:\s(?:[a-z]+\.)?\d)?(?:[^\s\u{85}\u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{3000}"<>{}|]+-\s+\d[^\s\u{85}\u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{3000}"<>{}|]*|[^\s\u{85}\u{a0}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{3000}"<>{}|]+))"#;

/// An arXiv identifier with its label or address: new style ("2005.12345v2") or old ("math.GT/0309136").
const ARXIV: &str = r"(?i)(?:https?://)?(?:www\.)?arxiv(?:\.org/(?:abs|pdf)/|\s*(?:preprint|e-print)?\s*(?:arxiv)?\s*[:.]?\s*)(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[a-z]{2})?/\d{7}(?:v\d+)?)";

/// Stands in every label and address of an arXiv identifier.
const ARCHIVE: &[u8] = b"arxiv";

/// Signs that end a sentence and not a DOI.
const TRAILING: [char; 13] = ['.', ',', ';', ':', '\'', '"', '’', '”', '*', '†', '!', '?', '。'];

/// The DOIs in `text`, bare ("10.1000/xyz"), with or without resolver or label; the range covers those too.
#[must_use]
pub fn find(text: &str) -> Vec<Found<String>> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(DOI).ok());
    if !text.contains("10.") {
        return Vec::new();
    }
    found(PATTERN.as_ref(), text, |identifier| trimmed(identifier).replace(char::is_whitespace, ""))
}

/// The arXiv identifiers in `text` that a label or an address marks; the range covers it, too.
#[must_use]
pub fn arxiv(text: &str) -> Vec<Found<String>> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ARXIV).ok());
    let has_name = text.as_bytes().windows(ARCHIVE.len()).any(|window| window.eq_ignore_ascii_case(ARCHIVE));
    if !has_name {
        return Vec::new();
    }
    found(PATTERN.as_ref(), text, str::to_owned)
}

/// What `pattern` finds: the value from its first group, the range from its start to the end of the kept value.
fn found(pattern: Option<&Regex>, text: &str, value: impl Fn(&str) -> String) -> Vec<Found<String>> {
    let read = |captures: Captures| {
        let (whole, identifier) = (captures.get(0)?, captures.get(1)?);
        let end = identifier.start() + trimmed(identifier.as_str()).len();
        Some(Found { value: value(identifier.as_str()), range: whole.start()..end })
    };
    pattern.into_iter().flat_map(|pattern| pattern.captures_iter(text)).filter_map(read).collect()
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
