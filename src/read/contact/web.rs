//! Web addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, WORDS, is_top_level};

/// With a scheme, everything up to a space; without, a host of at least two labels with perhaps a path.
const ADDRESS: &str = r#"(?i)\bhttps?://[^\s<>"|，。；、（）]+|\b(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+[a-z]{2,24}(?::\d{2,5})?(?:[/?#][^\s<>"|，。；、（）]*)?"#;

/// A host without scheme, "www." and path needs this many letters before its top level: "B.Sc", "S.A." are none.
const MIN_HOST_LETTERS: usize = 3;

/// The addresses in `text`, as printed.
pub(super) fn find(text: &str) -> Vec<Found<String>> {
    static PATTERN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ADDRESS).ok());
    let mut found = Vec::new();
    for address in PATTERN.iter().flat_map(|pattern| pattern.find_iter(text)) {
        let printed = trimmed(address.as_str());
        let before = text.get(..address.start()).and_then(|before| before.chars().next_back());
        let after = text.get(address.start() + printed.len()..).and_then(|after| after.chars().next());
        let is_free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '@' | '.' | '/' | '-' | '_'));
        if is_free && after != Some('@') && is_address(printed) {
            let range = address.start()..address.start() + printed.len();
            found.push(Found { value: printed.to_owned(), range });
        }
    }
    found
}

/// `address` without the signs of the sentence around it.
fn trimmed(address: &str) -> &str {
    let rest = address.trim_end_matches(['.', ',', ';', ':', '!', '\'', '’', '"', '”', '*', '•', '·']);
    let is_open = |open: char, close: char| rest.matches(open).count() < rest.matches(close).count();
    match rest.strip_suffix([')', ']', '}']) {
        Some(inner) if is_open('(', ')') || is_open('[', ']') || is_open('{', '}') => trimmed(inner),
        _ => rest,
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
        ] {
            assert_eq!(find(text).first().map_or("", |found| &found.value), expected, "{text:?}");
        }
    }
}
