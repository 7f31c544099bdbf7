//! Writes tables: keys as a transducer, values as a Rust literal.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::path::{Path, PathBuf};

/// Distinct values, in the order of their first use.
pub struct Values<T>(Vec<T>);

impl<T: Debug + PartialEq + Copy> Values<T> {
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// The place of `value`.
    fn place(&mut self, value: T) -> u64 {
        let at = self.0.iter().position(|other| *other == value).unwrap_or_else(|| {
            self.0.push(value);
            self.0.len() - 1
        });
        at as u64
    }

    /// The values as the value of a static.
    pub fn literal(&self) -> String {
        format!("&{:?}", self.0)
    }
}

/// Writes `keys` as a transducer from keys to places in `values`, and returns the expression that includes it.
pub fn write<T: Debug + PartialEq + Copy>(
    name: &str,
    keys: &BTreeMap<Vec<u8>, T>,
    values: &mut Values<T>,
) -> Result<String, String> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in keys {
        builder.insert(key, values.place(*value)).map_err(|error| format!("{name}: {error}"))?;
    }
    file(name, &builder.into_inner().map_err(|error| format!("{name}: {error}"))?)
}

/// Writes a set of keys as a transducer, and returns the expression that includes it.
pub fn write_set<'a>(name: &str, keys: impl Iterator<Item = &'a str>) -> Result<String, String> {
    let set = fst::Set::from_iter(keys).map_err(|error| format!("{name} is not sorted: {error}"))?;
    file(name, set.as_fst().as_bytes())
}

fn file(name: &str, bytes: &[u8]) -> Result<String, String> {
    write_file(&format!("{name}.fst"), bytes)?;
    Ok(format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.fst\"))"))
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
