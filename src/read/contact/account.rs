//! Web addresses to accounts.

use std::sync::LazyLock;

use super::WORDS;

/// An account on a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// "GitHub", "ORCID" …
    pub network: &'static str,
    /// Handle or identifier.
    pub username: String,
}

/// Where the table says "the user stands here".
const USER: &str = "{}";

/// A pattern of addresses: its parts between dots (host) and slashes (path).
struct Pattern {
    network: &'static str,
    host: Vec<&'static str>,
    path: Vec<&'static str>,
}

static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let mut patterns: Vec<Pattern> = (WORDS.accounts.iter())
        .flat_map(|(network, patterns)| patterns.0.iter().map(move |pattern| (network, *pattern)))
        .map(|(network, pattern)| {
            let (host, path) = pattern.split_once('/').unwrap_or((pattern, ""));
            let path = path.split(['/', '?']).filter(|part| !part.is_empty()).collect();
            Pattern { network, host: host.split('.').collect(), path }
        })
        .collect();
    // The longest first: "stackoverflow.com/users/*/{}" says more than "…/users/{}".
    patterns.sort_by_key(|pattern| std::cmp::Reverse((pattern.path.len(), pattern.host.len())));
    patterns
});

/// The account that `url` names.
pub(super) fn read(url: &str) -> Option<Account> {
    let url = url.trim().trim_end_matches(['.', ',', ';']);
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    if rest.starts_with("mailto:") || rest.starts_with("tel:") {
        return None;
    }
    if let Some(identifier) = orcid(rest) {
        return Some(Account { network: network("orcid.org")?, username: identifier });
    }
    let (host, path) = rest.find(['/', '?']).map_or((rest, ""), |at| rest.split_at(at));
    let host = host.to_lowercase();
    let host: Vec<&str> = host.split('.').filter(|part| !matches!(*part, "www" | "m")).collect();
    let path: Vec<&str> = path.split(['/', '?', '&', '#']).filter(|part| !part.is_empty()).collect();
    let account = PATTERNS.iter().find_map(|pattern| fits(pattern, &host, &path));
    account.or_else(|| fediverse(&host, &path))
}

/// The account, if the address is of that form.
fn fits(pattern: &Pattern, host: &[&str], path: &[&str]) -> Option<Account> {
    if pattern.host.len() != host.len() {
        return None;
    }
    let mut user = None;
    for (&wanted, &part) in pattern.host.iter().zip(host) {
        if wanted == USER {
            user = Some(part.to_owned());
        } else if wanted != "*" && wanted != part {
            return None;
        }
    }
    let mut parts = path.iter();
    for wanted in &pattern.path {
        if let Some((key, _)) = wanted.split_once('=') {
            // A parameter may stand anywhere in the query.
            user = Some(parts.find_map(|part| part.strip_prefix(key)?.strip_prefix('='))?.to_owned());
            continue;
        }
        let part = parts.next()?;
        if wanted.contains(USER) {
            user = Some(part.strip_prefix(wanted.trim_end_matches(USER))?.to_owned());
        } else if *wanted != "*" && !wanted.eq_ignore_ascii_case(part) {
            return None;
        }
    }
    // "github.com/ada/project" is a project, not her account: nothing may follow but a query.
    let is_whole = pattern.path.is_empty() || parts.next().is_none_or(|part| part.contains('='));
    let user = user.filter(|user| is_whole && !user.is_empty())?;
    Some(Account { network: pattern.network, username: user.trim_start_matches('@').to_owned() })
}

/// The network whose pattern starts with `host`.
fn network(host: &str) -> Option<&'static str> {
    let is_host = |pattern: &&Pattern| pattern.host.join(".") == host;
    PATTERNS.iter().find(is_host).map(|pattern| pattern.network)
}

/// An ORCID, bare or at the end of its address: four groups of four, the last sign may be an X.
fn orcid(text: &str) -> Option<String> {
    let last = text.trim_end_matches('/').rsplit(['/', ' ', ':']).next()?;
    let groups: Vec<&str> = last.split('-').collect();
    let is_group =
        |group: &&str| group.len() == 4 && group.chars().all(|c| c.is_ascii_digit() || matches!(c, 'X' | 'x'));
    (groups.len() == 4 && groups.iter().all(is_group)).then(|| last.to_uppercase())
}

/// "@ada@mastodon.social", "mastodon.social/@ada": any host may be of the fediverse.
fn fediverse(host: &[&str], path: &[&str]) -> Option<Account> {
    let network = network("mastodon.social")?;
    let whole = host.join(".");
    let user = match path {
        [] => whole.strip_prefix('@').filter(|rest| rest.contains('@'))?.to_owned(),
        [user] => user.strip_prefix('@').map(|user| format!("{user}@{whole}"))?,
        _ => return None,
    };
    Some(Account { network, username: user })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_known_by_their_address() {
        for (url, expected) in [
            ("https://github.com/ada", "GitHub ada"),
            ("github.com/ada/", "GitHub ada"),
            ("https://github.com/ada/engine", ""),
            ("ada.github.io", "GitHub ada"),
            ("https://www.linkedin.com/in/ada-lovelace/", "LinkedIn ada-lovelace"),
            ("de.linkedin.com/in/ada", "LinkedIn ada"),
            ("https://www.linkedin.com/in/ada?trk=x", "LinkedIn ada"),
            ("https://orcid.org/0000-0001-5109-370X", "ORCID 0000-0001-5109-370X"),
            ("0000-0001-5109-3700", "ORCID 0000-0001-5109-3700"),
            ("https://scholar.google.com/citations?user=AbC_12&hl=en", "Google Scholar AbC_12"),
            ("scholar.google.co.uk/citations?hl=en&user=AbC", "Google Scholar AbC"),
            ("https://stackoverflow.com/users/12/ada", "Stack Overflow ada"),
            ("https://stackoverflow.com/users/12", "Stack Overflow 12"),
            ("https://medium.com/@ada", "Medium ada"),
            ("https://mastodon.social/@ada", "Mastodon ada@mastodon.social"),
            ("@ada@fosstodon.org", "Mastodon ada@fosstodon.org"),
            ("https://www.researchgate.net/profile/Ada-Lovelace", "ResearchGate Ada-Lovelace"),
            ("https://huggingface.co/ada", "Hugging Face ada"),
            ("https://bsky.app/profile/ada.bsky.social", "Bluesky ada.bsky.social"),
            ("https://www.xing.com/profile/Ada_Lovelace", "XING Ada_Lovelace"),
            ("https://x.com/ada", "X ada"),
            ("https://ada.example/cv", ""),
            ("mailto:ada@lovelace.org", ""),
            ("ada@lovelace.org", ""),
        ] {
            let account = read(url).map(|account| format!("{} {}", account.network, account.username));
            assert_eq!(account.unwrap_or_default(), expected, "{url:?}");
        }
    }
}
