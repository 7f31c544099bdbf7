//! Tables as people edit them: lines of a key, a tab and a value, in the order of their keys.
//!
//! In: a key. Out: its value. The text is compiled in as it is; a key is found by a transducer that the build script
//! makes of the keys, and whose numbers say where in the text the values stand.

use fst::Map;

/// A table of `src/data`, compiled in.
#[derive(Debug)]
pub struct Table {
    text: &'static str,
    places: &'static [u8],
}

/// The table `src/data/$name.tsv`.
macro_rules! table {
    ($name:literal) => {
        $crate::table::Table::new(
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/data/", $name, ".tsv")),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fst")),
        )
    };
}
pub(crate) use table;

impl Table {
    /// The table of a text and of the places of its values.
    #[must_use]
    pub const fn new(text: &'static str, places: &'static [u8]) -> Self {
        Self { text, places }
    }

    /// The value of `key`; empty where the table only has the key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<&'static str> {
        let at = Map::new(self.places).ok()?.get(key)?;
        self.text.get(at as usize..)?.split('\n').next()
    }

    /// Its keys and values in order.
    #[cfg(test)]
    pub fn rows(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.text.lines().map(|line| line.split_once('\t').unwrap_or((line, "")))
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn every_key_has_its_value() {
        for table in [table!("places/regions"), table!("glyphs/names"), table!("icons")] {
            assert!(table.rows().all(|(key, value)| table.find(key) == Some(value)));
            assert_eq!((table.find(""), table.find("zzzz")), (None, None));
        }
    }
}
