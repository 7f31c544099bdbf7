//! Lists of words to Rust literals: a TOML file becomes the value of the struct that has its keys as fields.
//!
//! A key without a field, or a field without a key, is an error of the compiler that names it.

use std::fmt::Write;

use toml::{Table, Value};

use crate::fold::fold;
use crate::table;

/// A file of lists.
struct File {
    /// Below `src/data`.
    path: &'static str,
    /// The struct whose value it becomes.
    of: &'static str,
    /// Whether its words are compared as folded words.
    is_folded: bool,
    /// Lists of which nothing is asked but whether they have a word.
    sets: &'static [&'static str],
}

/// Every file of lists.
const FILES: [File; 5] = [
    File { path: "citation.toml", of: "Lexicon", is_folded: false, sets: &[] },
    File { path: "contact.toml", of: "Words", is_folded: false, sets: &[] },
    File { path: "degrees.toml", of: "DegreeWords", is_folded: false, sets: &[] },
    File { path: "networks.toml", of: "Networks", is_folded: false, sets: &[] },
    File {
        path: "places/words.toml",
        of: "PlaceWords",
        is_folded: true,
        sets: &["unreal", "around", "city_state", "street", "unit"],
    },
];

pub fn write() -> Result<(), String> {
    for file in FILES {
        let text = table::read(file.path)?;
        let lists: Table = text.parse().map_err(|error| format!("src/data/{}: {error}", file.path))?;
        let literal = file.literal(&lists)?;
        table::write_file(&format!("{}.rs", file.path.replace('/', "_")), literal.as_bytes())?;
    }
    Ok(())
}

impl File {
    /// The value of the struct.
    fn literal(&self, lists: &Table) -> Result<String, String> {
        let mut literal = format!("{} {{\n", self.of);
        for (key, value) in lists {
            let name = format!("{}.{key}", self.path);
            let value = match value {
                Value::Table(groups) => self.groups(groups),
                list if self.sets.contains(&key.as_str()) => self
                    .words(list)
                    .map(|words| table::write_set(&name, words.iter().map(String::as_str)))
                    .transpose()?,
                list => self.list(list),
            };
            let value = value.ok_or_else(|| format!("src/data/{name}: neither words nor a table of lists of words"))?;
            writeln!(literal, "    {key}: {value},").map_err(|error| error.to_string())?;
        }
        Ok(literal + "}\n")
    }

    fn groups(&self, groups: &Table) -> Option<String> {
        let mut lists = String::new();
        let mut words: Vec<(String, &str)> = Vec::new();
        for (key, list) in groups {
            write!(lists, "({key:?}, {}), ", self.list(list)?).ok()?;
            words.extend(self.words(list)?.into_iter().map(|word| (word, key.as_str())));
        }
        words.sort();
        let firsts = words.iter().filter_map(|(word, _)| word.bytes().next().filter(u8::is_ascii));
        let firsts = firsts.fold(0u128, |firsts, byte| firsts | 1 << byte);
        let firsts = format!("u128::from_le_bytes({:?})", firsts.to_le_bytes());
        Some(format!("Groups {{ lists: &[{lists}], words: &{words:?}, firsts: {firsts} }}"))
    }

    fn list(&self, list: &Value) -> Option<String> {
        Some(format!("List(&{:?})", self.words(list)?))
    }

    fn words(&self, list: &Value) -> Option<Vec<String>> {
        let words = list.as_array()?.iter().map(Value::as_str);
        words.map(|word| Some(if self.is_folded { fold(word?).to_string() } else { word?.to_owned() })).collect()
    }
}
