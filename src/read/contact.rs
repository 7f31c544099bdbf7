//! E-mail addresses, telephone numbers, web addresses and accounts.
//!
//! What is a word in them (how "@" is spelt, which address is an account where) is data: `src/data/contact.toml`.

mod account;
mod email;
mod phone;
mod web;

use super::Found;
use crate::keys::Keys;
use crate::lang::{Groups, List, WordSet};
pub use account::Account;

/// The words of contact data.
#[derive(Debug)]
struct Words {
    /// Spelt "@".
    at: List,
    /// Spelt ".".
    dot: List,
    /// Names that look like addresses.
    not_addresses: List,
    /// Patterns of addresses by network.
    accounts: Groups,
}

static WORDS: Words = include!(concat!(env!("OUT_DIR"), "/contact.toml.rs"));

/// E-mail addresses in `text`, also obfuscated ones ("name (at) host dot org"), as they would be typed.
#[must_use]
pub fn emails(text: &str) -> Vec<Found<String>> {
    email::find(text)
}

/// Telephone numbers in `text`, as printed. Years, postal codes and identifiers are none.
#[must_use]
pub fn phones(text: &str) -> Vec<Found<String>> {
    phone::find(text)
}

/// Web addresses in `text`, with or without scheme, as printed.
#[must_use]
pub fn urls(text: &str) -> Vec<Found<String>> {
    web::find(text)
}

/// The account that a web address or identifier names ("github.com/x", "orcid.org/0000-…", "mailto:" is none).
#[must_use]
pub fn account(url: &str) -> Option<Account> {
    account::read(url)
}

/// Whether `name` is a top-level domain. Case does not matter.
fn is_top_level(name: &str) -> bool {
    static NAMES: WordSet = include!(concat!(env!("OUT_DIR"), "/tlds.rs"));
    NAMES.contains(&name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_contact_data_parse() {
        assert!(WORDS.accounts.iter().next().is_some() && !WORDS.at.is_empty() && !WORDS.dot.is_empty());
        assert!(WORDS.dot.iter().all(|word| word.is_ascii()), "small and capital letters are told apart by bytes");
    }
}
