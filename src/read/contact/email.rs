//! E-mail addresses, plain and disguised.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, WORDS, is_top_level};
use crate::lang::List;

/// Patterns: what stands for "@" and for the dots of the host.
struct Patterns {
    /// "name@host.org", also with spaces or OCR's © around the sign.
    plain: Option<Regex>,
    /// "name (at) host (dot) org", "name [at] host.org".
    bracketed: Option<Regex>,
    /// "name at host dot org": every dot of the host is spelt.
    spelt: Option<Regex>,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let list = |words: List| words.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
    let (at, dot) = (list(WORDS.at), list(WORDS.dot));
    let (name, label) = (r"[\p{L}\d][\p{L}\d._%+'’-]*", r"[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?");
    let bracket = |words: &str| format!(r"\s?[(\[{{<]\s?(?:{words}|@|\.)\s?[)\]}}>]\s?");
    let any_dot = format!(r"(?:\.|{})", bracket(&dot));
    Patterns {
        plain: Regex::new(&format!(r"({name})(?:\s?[@＠]\s?|[©®])({label}(?:\.{label})+)")).ok(),
        bracketed: Regex::new(&format!(
            r"(?i)({name}(?:{}{name})*){}({label}(?:{any_dot}{label})+)",
            bracket(&dot),
            bracket(&at)
        ))
        .ok(),
        spelt: Regex::new(&format!(
            r"(?i)({name}(?:\s(?:{dot})\s{name})*)\s(?:{at}|@)\s({label}(?:\s(?:{dot})\s{label})+)"
        ))
        .ok(),
    }
});

/// The addresses in `text`, as they would be typed.
pub(super) fn find(text: &str) -> Vec<Found<String>> {
    let mut found: Vec<Found<String>> = Vec::new();
    for pattern in [&PATTERNS.plain, &PATTERNS.bracketed, &PATTERNS.spelt].into_iter().flatten() {
        for captures in pattern.captures_iter(text) {
            let (Some(whole), Some(name), Some(host)) = (captures.get(0), captures.get(1), captures.get(2)) else {
                continue;
            };
            let host = undisguised(host.as_str());
            let is_known = host.rsplit('.').next().is_some_and(is_top_level);
            let is_new = found.iter().all(|other| other.range.end <= whole.start() || whole.end() <= other.range.start);
            if is_known && is_new {
                let value = format!("{}@{host}", undisguised(name.as_str()));
                found.push(Found { value, range: whole.range() });
            }
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// A name or host with its dots as dots.
fn undisguised(text: &str) -> String {
    let is_dot = |word: &str| WORDS.dot.iter().any(|dot| dot.eq_ignore_ascii_case(word));
    let words = text.split(|c: char| c.is_whitespace() || "()[]{}<>".contains(c)).filter(|word| !word.is_empty());
    words.map(|word| if is_dot(word) { "." } else { word }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_out_as_they_would_be_typed() {
        for (text, expected) in [
            ("ada@lovelace.org", "ada@lovelace.org"),
            ("E-Mail: ada.lovelace+cv@cs.uni-a.de | Tel", "ada.lovelace+cv@cs.uni-a.de"),
            ("<o'neill@host.example>", "o'neill@host.example"),
            ("ada (at) lovelace.org", "ada@lovelace.org"),
            ("ada [at] lovelace [dot] org", "ada@lovelace.org"),
            ("ada.l(at)lovelace(dot)org", "ada.l@lovelace.org"),
            ("ada at lovelace dot org", "ada@lovelace.org"),
            ("ada dot l at cs dot uni dot edu", "ada.l@cs.uni.edu"),
            ("ada @ lovelace.org", "ada@lovelace.org"),
            ("ada©lovelace.org", "ada@lovelace.org"),
            ("ada{at}lovelace.org", "ada@lovelace.org"),
            ("works at acme.com", ""),
            ("ada@lovelace", ""),
            ("C@T.nothing", ""),
            ("@ada", ""),
        ] {
            assert_eq!(find(text).first().map_or("", |found| &found.value), expected, "{text:?}");
        }
    }

    #[test]
    fn several_addresses_stand_in_order() {
        let found = find("a@b.org / c (at) d.org");
        assert_eq!(found.iter().map(|found| found.value.as_str()).collect::<Vec<_>>(), ["a@b.org", "c@d.org"]);
    }
}
