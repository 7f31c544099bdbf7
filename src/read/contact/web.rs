//! Web addresses.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::{Found, WORDS, is_top_level};
use crate::lang::is_letter_or_digit;

/// A host without scheme, "www." and path needs this many letters before its top level: "B.Sc", "S.A." are none.
const MIN_HOST_LETTERS: usize = 3;

/// Letters of a top level.
const TOP_LETTERS: Range<usize> = 2..25;

/// Bytes of a host: names in the net have no more.
const MAX_HOST: usize = 253;

/// Schemes of the web.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// Digits of a port.
const PORT_DIGITS: Range<usize> = 2..6;

/// The addresses in `text`, as printed.
pub(super) fn find(text: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    // Most texts end here.
    while let Some(range) = text.get(at..).filter(|rest| may_hold_address(rest)).and_then(|_| next(text, at)) {
        at = range.end;
        let Some(printed) = text.get(range.clone()).map(trimmed) else { break };
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.start + printed.len()..).and_then(|after| after.chars().next());
        let is_free = before.is_none_or(|c| !is_letter_or_digit(c) && !matches!(c, '@' | '.' | '/' | '-' | '_'));
        if is_free && after != Some('@') && is_address(printed) {
            found.push(Found { value: printed.to_owned(), range: range.start..range.start + printed.len() });
        }
    }
    found
}

/// What no address is without: a scheme, or the first letters of a top level behind a dot.
fn may_hold_address(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'.', b':', bytes).any(|at| match bytes.get(at..) {
        Some([b'.', first, second, ..]) => first.is_ascii_alphabetic() && second.is_ascii_alphabetic(),
        Some([b':', b'/', b'/', ..]) => true,
        _ => false,
    })
}

/// The first stretch from byte `from` on that has the form of an address: with a scheme, everything up to a space;
/// without, a host of at least two labels with perhaps a port and a path. It starts where a word does.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let mut is_in_word = text.get(..from)?.chars().next_back().is_some_and(is_of_word);
    for (at, c) in text.get(from..)?.char_indices() {
        if is_letter_or_digit(c) && !is_in_word {
            let rest = text.get(from + at..)?;
            if let Some(length) = with_scheme(rest).or_else(|| host_and_path(rest)) {
                return Some(from + at..from + at + length);
            }
        }
        is_in_word = is_of_word(c);
    }
    None
}

fn is_of_word(c: char) -> bool {
    is_letter_or_digit(c) || c == '_' || is_combining_mark(c)
}

/// Bytes of an address with its scheme at the start of `text`.
fn with_scheme(text: &str) -> Option<usize> {
    let is_start = |scheme: &&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = SCHEMES.into_iter().find(is_start)?.len();
    let length = path_length(text.get(scheme..)?);
    (0 < length).then_some(scheme + length)
}

/// Bytes of a host with perhaps a port and a path at the start of `text`.
fn host_and_path(text: &str) -> Option<usize> {
    let mut end = host(text)?;
    let rest = text.get(end..)?;
    if let Some(port) = rest.strip_prefix(':') {
        let n_digits = port.bytes().take(PORT_DIGITS.end - 1).take_while(u8::is_ascii_digit).count();
        end += if PORT_DIGITS.contains(&n_digits) { 1 + n_digits } else { 0 };
    }
    let rest = text.get(end..)?;
    Some(end + if rest.starts_with(['/', '?', '#']) { path_length(rest) } else { 0 })
}

/// Bytes of the longest host at the start of `text` that ends in letters which may be a top level.
fn host(text: &str) -> Option<usize> {
    let mut end = None;
    let mut at = 0;
    while at <= MAX_HOST {
        let rest = text.get(at..)?;
        let is_of_label = |c: &char| c.is_alphanumeric() || *c == '-';
        let run = rest.chars().take(MAX_HOST).take_while(is_of_label).map(char::len_utf8).sum();
        let label = rest.get(..run)?;
        let n_letters = label.bytes().take(TOP_LETTERS.end - 1).take_while(u8::is_ascii_alphabetic).count();
        if 0 < at && TOP_LETTERS.contains(&n_letters) {
            end = Some(at + n_letters);
        }
        let is_label = label.starts_with(char::is_alphanumeric) && label.ends_with(char::is_alphanumeric);
        if !is_label || !rest.get(run..)?.starts_with('.') {
            return end;
        }
        at += run + 1;
    }
    None
}

/// Bytes up to what ends an address in running text.
fn path_length(text: &str) -> usize {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '|' | '，' | '。' | '；' | '、' | '（' | '）');
    text.find(is_end).unwrap_or(text.len())
}

/// `address` without the signs of the sentence around it.
fn trimmed(address: &str) -> &str {
    const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
    let count = |sign: char| address.matches(sign).count();
    let mut unopened = PAIRS.map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut rest = address;
    loop {
        rest = rest.trim_end_matches(['.', ',', ';', ':', '!', '\'', '’', '"', '”', '*', '•', '·']);
        let Some((close, n)) = unopened.iter_mut().find(|(close, n)| 0 < *n && rest.ends_with(*close)) else {
            return rest;
        };
        *n -= 1;
        rest = rest.strip_suffix(*close).unwrap_or(rest);
    }
}

fn is_address(printed: &str) -> bool {
    if let Some((_, rest)) = printed.split_once("://") {
        return rest.contains('.') || rest.starts_with("localhost");
    }
    let (host, path) = printed.find(['/', '?', '#', ':']).map_or((printed, ""), |at| printed.split_at(at));
    let Some((name, top)) = host.rsplit_once('.') else { return false };
    if !is_top_level(top) || WORDS.not_addresses.contains(&printed.to_ascii_lowercase()) {
        return false;
    }
    let is_www = name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www."));
    if is_www || 1 < path.len() {
        return true;
    }
    // A capital after the dot starts a sentence ("end.In 2019") unless all of it is in capitals.
    let is_typed =
        top.chars().all(|c| c.is_ascii_lowercase()) || (2 < top.len() && printed.chars().all(|c| !c.is_lowercase()));
    let longest = name.split('.').map(|label| label.chars().count()).max().unwrap_or_default();
    is_typed && MIN_HOST_LETTERS <= longest && name.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_with_and_without_scheme() {
        for (text, expected) in [
            ("https://ada.example/cv.", "https://ada.example/cv"),
            ("(see www.ada.org/a_(b))", "www.ada.org/a_(b)"),
            ("github.com/ada, gitlab.com/ada", "github.com/ada"),
            ("ada.dev", "ada.dev"),
            ("x.com/ada", "x.com/ada"),
            ("Web: ada-lovelace.co.uk | Tel", "ada-lovelace.co.uk"),
            ("linkedin.com/in/ada-lovelace-123/", "linkedin.com/in/ada-lovelace-123/"),
            ("scholar.google.com/citations?user=abc&hl=en", "scholar.google.com/citations?user=abc&hl=en"),
            ("ada@lovelace.org", ""),
            ("B.Sc. in Physics", ""),
            ("Node.js and ASP.NET", ""),
            ("Acme S.A.", ""),
            ("at the end.In 2019", ""),
            ("3.71/4.0", ""),
            ("e.g. this", ""),
            ("(ada.org/a])", "ada.org/a"),
        ] {
            assert_eq!(find(text).first().map_or("", |found| &found.value), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_without_spaces_is_read_once() {
        for unit in ["a.b.", "a-b-", "a://", ")", "(", "a"] {
            let text = format!("http://a.b/ {}", unit.repeat((1 << 17) / unit.len()));
            assert_eq!(find(&text).len(), 1, "{unit}");
            find(&text.replace(' ', ""));
        }
    }
}
