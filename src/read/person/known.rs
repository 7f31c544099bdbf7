//! The names of `src/data/names.toml`.

use crate::keys::Keys;
use crate::lang::WordSet;

/// Names that are known, in small letters without accents.
#[derive(Debug)]
pub(super) struct Known {
    pub given: WordSet,
    pub family: WordSet,
    /// Ends of family names.
    pub family_ends: WordSet,
    /// Ends of nouns of abstract things.
    pub word_ends: WordSet,
    /// Chinese family names.
    pub han: WordSet,
    /// Japanese family names.
    pub japanese: WordSet,
    /// Korean family names.
    pub hangul: WordSet,
    /// Before a given name in a form.
    pub given_label: WordSet,
    /// Before a family name in a form.
    pub family_label: WordSet,
}

/// The known names (laid out at build time).
pub(super) fn known() -> &'static Known {
    static KNOWN: Known = include!(concat!(env!("OUT_DIR"), "/names.toml.rs"));
    &KNOWN
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    fn every_list_is_sorted_and_folded() {
        let lists: BTreeMap<String, Vec<String>> = toml::from_str(include_str!("../../data/names.toml")).unwrap();
        assert_eq!(lists.len(), 9);
        for (name, list) in lists {
            assert!(list.is_sorted_by(|a, b| a < b), "{name} is not sorted");
            assert!(list.iter().all(|word| crate::lang::fold(word) == word.as_str()), "{name} is not folded");
        }
    }
}
