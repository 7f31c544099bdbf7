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
}

/// Every file of lists.
const FILES: [File; 5] = [
    File { path: "citation.toml", of: "Lexicon", is_folded: false },
    File { path: "contact.toml", of: "Words", is_folded: false },
    File { path: "degrees.toml", of: "DegreeWords", is_folded: false },
    File { path: "networks.toml", of: "Networks", is_folded: false },
    File { path: "places/words.toml", of: "PlaceWords", is_folded: true },
];

pub fn write() -> Result<(), String> {
    for file in FILES {
        let text = table::read(file.path)?;
        let lists: Table = text.parse().map_err(|error| format!("src/data/{}: {error}", file.path))?;
        let literal = file.literal(&lists).ok_or_else(|| format!("src/data/{}: only lists of words", file.path))?;
        table::write_file(&format!("{}.rs", file.path.replace('/', "_")), literal.as_bytes())?;
    }
    Ok(())
}

impl File {
    /// The value of the struct; `None` where something is neither a list of words nor a table of such lists.
    fn literal(&self, lists: &Table) -> Option<String> {
        let mut literal = format!("{} {{\n", self.of);
        for (key, value) in lists {
            let value = match value {
                Value::Table(groups) => self.groups(groups)?,
                list => self.list(list)?,
            };
            writeln!(literal, "    {key}: {value},").ok()?;
        }
        Some(literal + "}\n")
    }

    fn groups(&self, groups: &Table) -> Option<String> {
        let mut lists = String::new();
        let mut words: Vec<(String, &str)> = Vec::new();
        for (key, list) in groups {
            write!(lists, "({key:?}, {}), ", self.list(list)?).ok()?;
            words.extend(self.words(list)?.into_iter().map(|word| (word, key.as_str())));
        }
        words.sort();
        Some(format!("Groups {{ lists: &[{lists}], words: &{words:?} }}"))
    }

    fn list(&self, list: &Value) -> Option<String> {
        Some(format!("List(&{:?})", self.words(list)?))
    }

    fn words(&self, list: &Value) -> Option<Vec<String>> {
        let words = list.as_array()?.iter().map(Value::as_str);
        words.map(|word| Some(if self.is_folded { fold(word?).to_string() } else { word?.to_owned() })).collect()
    }
}
