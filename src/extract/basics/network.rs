//! Names of networks ("LinkedIn", "Google Scholar"), and handles that look like their owner.
//!
//! In: a label, an icon or a single word. Out: the network; whether the word may be the owner's account. The names
//! are in `src/data/networks.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::lang::{Groups, List, without_marks};
use crate::span::Icon;

/// Letters that a handle must share in a row with the owner's name or address.
const SHARED_LETTERS: usize = 4;

/// Longest handle that we believe.
const MAX_HANDLE: usize = 40;

#[derive(Debug)]
struct Networks {
    networks: Groups,
}

static NETWORKS: Networks = include!(concat!(env!("OUT_DIR"), "/networks.toml.rs"));

/// The network that `label` names; `None` when it names none.
pub fn named(label: &str) -> Option<&'static str> {
    static BY_NAME: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
        let networks = NETWORKS.networks.iter();
        networks.flat_map(|(network, names)| names.0.iter().map(move |name| (fold(name), network))).collect()
    });
    let label = fold(label);
    (!label.is_empty()).then(|| BY_NAME.get(&label).copied()).flatten()
}

/// The network that an icon stands for.
pub fn of_icon(icon: Icon) -> Option<&'static str> {
    Some(match icon {
        Icon::GitHub => "GitHub",
        Icon::GitLab => "GitLab",
        Icon::LinkedIn => "LinkedIn",
        Icon::Orcid => "ORCID",
        Icon::Scholar => "Google Scholar",
        Icon::ResearchGate => "ResearchGate",
        Icon::Twitter => "Twitter",
        Icon::Mastodon => "Mastodon",
        Icon::StackOverflow => "Stack Overflow",
        Icon::Facebook => "Facebook",
        Icon::Instagram => "Instagram",
        Icon::YouTube => "YouTube",
        Icon::Xing => "XING",
        Icon::Skype => "Skype",
        Icon::Telegram => "Telegram",
        Icon::WhatsApp => "WhatsApp",
        Icon::Kaggle => "Kaggle",
        Icon::Medium => "Medium",
        _ => return None,
    })
}

/// Whether `text` has the shape of an account's name: one word of letters, digits and `@._-`.
pub fn is_handle(text: &str) -> bool {
    let bare = text.trim_start_matches('@');
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    (2..=MAX_HANDLE).contains(&bare.len())
        && bare.chars().all(is_sign)
        && bare.contains(|c: char| c.is_ascii_alphanumeric())
}

/// Whether `text` has the shape of an ORCID: four groups of four digits, the last of which may be an X.
pub fn is_orcid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_group = |g: &&str| g.len() == 4 && g.chars().all(|c| c.is_ascii_digit() || c == 'X');
    groups.len() == 4 && groups.iter().all(is_group)
}

/// Whether `handle` shares letters in a row with the owner's name or e-mail address.
pub fn resembles(handle: &str, owner: &str) -> bool {
    let (handle, owner) = (fold(handle), fold(owner));
    let letters: Vec<char> = handle.chars().collect();
    letters.windows(SHARED_LETTERS).any(|window| owner.contains(&window.iter().collect::<String>()))
}

/// Small letters and digits without accents; nothing else.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    }
    let bare = without_marks(text);
    bare.chars().flat_map(char::to_lowercase).map(unaccented).filter(|c| c.is_alphanumeric()).collect()
}

/// Letters whose stroke is no accent in Unicode.
fn unaccented(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'æ' => 'a',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_names_a_network_in_any_case() {
        let cases =
            [("LINKEDIN", Some("LinkedIn")), ("Google Scholar", Some("Google Scholar")), ("Phone", None), ("", None)];
        for (label, expected) in cases {
            assert_eq!(named(label), expected, "{label}");
        }
    }

    #[test]
    fn a_handle_resembles_its_owner() {
        let cases = [
            ("praghu", "Priya Raghunathan", true),
            ("soneillk", "Siobhán O'Neill-Kowalczyk", true),
            ("ycozturk", "Yusuf Çağlar Öztürk", true),
            ("Engineer", "Priya Raghunathan", false),
        ];
        for (handle, owner, expected) in cases {
            assert_eq!(resembles(handle, owner), expected, "{handle}");
        }
    }

    #[test]
    fn an_orcid_has_four_groups() {
        assert!(is_orcid("0000-0002-1694-233X"));
        assert!(!is_orcid("2019-2021"));
    }

    #[test]
    fn the_names_are_sorted_and_open_one_network_each() {
        let mut seen = BTreeMap::new();
        for (network, names) in NETWORKS.networks.iter() {
            for name in names.iter() {
                if let Some(other) = seen.insert(fold(name), network) {
                    assert_eq!(other, network, "{name}");
                }
            }
        }
    }
}
