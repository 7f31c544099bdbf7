//! Tables as people edit them: lines of a key, a tab and a value.
//!
//! In: a key. Out: its value. The build script makes a set of the keys, whose numbers say where in the text of all
//! distinct values theirs stands.

use crate::keys::{Hash, Keys};

/// A table of `src/data`, compiled in.
#[derive(Debug)]
pub struct Table {
    keys: Keys,
    /// The distinct values, each with the end of its line.
    values: &'static str,
}

/// The table `src/data/$name.tsv`.
macro_rules! table {
    ($name:literal) => {{
        use $crate::{keys::Keys, table::Table};
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"))
    }};
}
pub(crate) use table;

impl Table {
    /// The table of such keys and values.
    #[must_use]
    pub const fn new(keys: Keys, values: &'static str) -> Self {
        Self { keys, values }
    }

    /// The value of `key`; empty where the table only has the key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        self.get(Hash::of(key.bytes()))
    }

    /// The value of the key of that hash.
    #[must_use]
    pub fn get(&self, key: Hash) -> Option<&'static str> {
        let at = self.keys.find(key)?;
        self.values.get(at.into()..)?.split('\n').next()
    }
}

/// Keys and values of a file of `src/data`.
#[cfg(test)]
pub(crate) fn rows(name: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(format!("src/data/{name}.tsv")).unwrap();
    let row = |line: &str| {
        let (key, value) = line.split_once('\t').unwrap_or((line, ""));
        (key.to_owned(), value.to_owned())
    };
    text.lines().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::rows;

    #[test]
    fn every_key_has_its_value() {
        let tables = [("places/regions", table!("places/regions")), ("glyphs/names", table!("glyphs/names"))];
        for (name, table) in tables {
            assert!(rows(name).iter().all(|(key, value)| table.find(key) == Some(value)));
            assert_eq!((table.find(""), table.find("zzzz")), (None, None));
        }
    }
}
