//! Words of which nothing is asked but whether they are known, to sets: the names of `src/data/names.toml`, and plain lists.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::table;

/// The file, below `src/data`.
const FILE: &str = "names.toml";
/// Plain lists of words, below `src/data`.
const LISTS: [&str; 2] = ["legal_forms", "tlds"];

pub fn write() -> Result<(), String> {
    let lists: BTreeMap<String, Vec<String>> =
        toml::from_str(&table::read(FILE)?).map_err(|error| format!("src/data/{FILE}: {error}"))?;
    let mut literal = "Known {\n".to_owned();
    for (list, names) in &lists {
        let set = table::write_set(&format!("names.{list}"), names.iter().map(String::as_str))?;
        writeln!(literal, "    {list}: {set},").map_err(|error| error.to_string())?;
    }
    literal.push_str("}\n");
    table::write_file("names.toml.rs", literal.as_bytes())?;
    for list in LISTS {
        let set = table::write_set(list, table::read(&format!("{list}.txt"))?.split_whitespace())?;
        table::write_file(&format!("{list}.rs"), set.as_bytes())?;
    }
    Ok(())
}
