//! The names of `src/data/names.toml`.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// Names that are known, in small letters without accents.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Known {
    pub given: HashSet<String>,
    pub family: HashSet<String>,
    /// Ends of family names.
    pub family_ends: HashSet<String>,
    /// Ends of nouns of abstract things.
    pub word_ends: HashSet<String>,
    /// Chinese family names.
    pub han: HashSet<String>,
    /// Japanese family names.
    pub japanese: HashSet<String>,
    /// Korean family names.
    pub hangul: HashSet<String>,
}

/// The known names. A table that does not parse is empty: a test holds that it does.
pub(super) fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> =
        LazyLock::new(|| toml::from_str(include_str!("../../data/names.toml")).unwrap_or_default());
    &KNOWN
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    fn every_list_is_sorted_and_folded() {
        let lists: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("../../data/names.toml")).unwrap();
        assert_eq!(lists.len(), 7);
        for (name, list) in lists {
            assert!(list.is_sorted_by(|a, b| a < b), "{name} is not sorted");
            assert!(list.iter().all(|word| crate::lang::fold(word) == word.as_str()), "{name} is not folded");
        }
    }
}
