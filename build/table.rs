//! Writes sets of keys, and the values that stand with them, as what [`crate::keys::Keys`] finds them in.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

use crate::keys::Hash;

/// Sets of fewer keys are small.
const SMALL: u16 = 2048;

/// Distinct values, in the order of their first use.
pub struct Values<T>(Vec<T>);

impl<T: Debug + PartialEq> Values<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// The place of `value`.
    pub fn place(&mut self, value: T) -> u16 {
        let at = self.0.iter().position(|other| *other == value).unwrap_or_else(|| {
            self.0.push(value);
            self.0.len() - 1
        });
        at as u16
    }

    /// The values as the value of a static.
    pub fn literal(&self) -> String {
        format!("&{:?}", self.0)
    }
}

/// Writes the tables of `keys`, each with its number, and returns the expression of the set.
pub fn write(name: &str, keys: impl Iterator<Item = (Hash, u16)>) -> Result<String, String> {
    let mut keys: Vec<(Hash, u16)> = keys.collect();
    keys.sort_unstable();
    let n_keys = u16::try_from(keys.len()).map_err(|_| format!("{name}: too many keys"))?;
    // Most words are in no set: in a small one, most places are empty.
    let n_places = if n_keys < SMALL { 4 * keys.len() } else { keys.len() };
    let n_bits = n_places.max(2).next_power_of_two().ilog2();
    let shift = u64::BITS - n_bits;
    let (mut starts, mut records, mut last) = (Vec::new(), Vec::new(), None);
    for (k, (hash, number)) in (0..n_keys).zip(&keys) {
        let kept = (hash.place(shift), hash.print(shift));
        if last.replace(kept) == Some(kept) {
            return Err(format!("{name}: two keys are one, or have one hash"));
        }
        // Places without a key start where the next one does.
        starts.resize(starts.len().max(kept.0 + 1), k);
        records.extend(kept.1.to_le_bytes().into_iter().chain(number.to_le_bytes()));
    }
    starts.resize((1 << n_bits) + 1, n_keys);
    write_file(&format!("{name}.starts"), &starts.into_iter().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())?;
    write_file(&format!("{name}.records"), &records)?;
    let file = |part: &str| format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.{part}\"))");
    Ok(format!("Keys {{ starts: {}, records: {}, shift: {shift} }}", file("starts"), file("records")))
}

/// Writes the set of `words`, and returns its expression.
pub fn write_set<'a>(name: &str, words: impl Iterator<Item = &'a str>) -> Result<String, String> {
    let words: BTreeSet<&str> = words.collect();
    let keys = write(name, words.into_iter().map(|word| (Hash::of(word.bytes()), 0)))?;
    Ok(format!("WordSet({keys})"))
}

/// Writes a file into `OUT_DIR`.
pub fn write_file(name: &str, bytes: &[u8]) -> Result<(), String> {
    let folder = std::env::var_os("OUT_DIR").map(PathBuf::from).ok_or("no OUT_DIR: run by Cargo only")?;
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap_or(&folder)).map_err(|error| format!("{name}: {error}"))?;
    std::fs::write(path, bytes).map_err(|error| format!("{name}: {error}"))
}

/// The text of a file of `src/data`.
pub fn read(name: &str) -> Result<String, String> {
    String::from_utf8(read_bytes(name)?).map_err(|error| format!("{name}: {error}"))
}

/// A file of `src/data`. Cargo starts build scripts in the root of the package: a path that is compiled in would read
/// the files of another checkout when the two share a build folder.
pub fn read_bytes(name: &str) -> Result<Vec<u8>, String> {
    let path = Path::new("src/data").join(name);
    std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
}
