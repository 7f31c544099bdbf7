//! The names of `src/data/names.toml` to sets.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::table;

/// The file, below `src/data`.
const FILE: &str = "names.toml";

pub fn write() -> Result<(), String> {
    let lists: BTreeMap<String, Vec<String>> =
        toml::from_str(&table::read(FILE)?).map_err(|error| format!("src/data/{FILE}: {error}"))?;
    let mut literal = "Known {\n".to_owned();
    for (list, names) in &lists {
        let set = table::write_set(&format!("names.{list}"), names.iter().map(String::as_str))?;
        writeln!(literal, "    {list}: WordSet::new({set}),").map_err(|error| error.to_string())?;
    }
    literal.push_str("}\n");
    table::write_file("names.toml.rs", literal.as_bytes())
}
