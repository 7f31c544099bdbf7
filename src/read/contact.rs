//! E-mail addresses, telephone numbers, web addresses and accounts.

use super::Found;

/// E-mail addresses in `text`, also obfuscated ones ("name (at) host dot org"), as they would be typed.
#[must_use]
pub fn emails(text: &str) -> Vec<Found<String>> {
    let _ = text;
    Vec::new()
}

/// Telephone numbers in `text`, as printed. Years, postal codes and identifiers are none.
#[must_use]
pub fn phones(text: &str) -> Vec<Found<String>> {
    let _ = text;
    Vec::new()
}

/// Web addresses in `text`, with or without scheme, as printed.
#[must_use]
pub fn urls(text: &str) -> Vec<Found<String>> {
    let _ = text;
    Vec::new()
}

/// An account on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// "GitHub", "ORCID" …
    pub network: &'static str,
    /// Handle or identifier.
    pub username: String,
}

/// The account that a web address or identifier names ("github.com/x", "orcid.org/0000-…", "mailto:" is none).
#[must_use]
pub fn account(url: &str) -> Option<Account> {
    let _ = url;
    None
}
