//! Words of a language are data: none stands in a `.rs` file outside tests.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;

/// Headings that are names or values of the contract, too: members, kinds and states of publications, columns.
const NAMES_IN_CODE: &[&str] = &[
    "address",
    "awards",
    "basics",
    "book",
    "certificates",
    "degree",
    "description",
    "education",
    "forthcoming",
    "grants",
    "in preparation",
    "in press",
    "interests",
    "languages",
    "misc",
    "name",
    "note",
    "notes",
    "patent",
    "patents",
    "preprint",
    "projects",
    "publications",
    "references",
    "service",
    "skills",
    "software",
    "submitted",
    "summary",
    "talks",
    "teaching",
    "under review",
    "volunteer",
    "work",
];

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = ["src", "build"].map(|name| Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).to_vec();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_for_tests(&path) {
                files.push(path);
            }
        }
    }
    files
}

fn is_for_tests(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.to_string_lossy().contains("test"))
}

/// The string literals of a file, without its tests and comments.
fn literals(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let literal = Regex::new(r#"(?m)^\s*//.*$|\s// .*$|'(?:\\.|[^'\\])'|"((?:\\.|[^"\\])*)""#).unwrap();
    literal.captures_iter(code).filter_map(|found| found.get(1)).map(|inner| inner.as_str().to_owned()).collect()
}

/// Every heading of every pack, in small letters.
fn headings() -> BTreeSet<String> {
    let mut headings = BTreeSet::new();
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/lang")).unwrap() {
        let pack: toml::Table = fs::read_to_string(entry.unwrap().path()).unwrap().parse().unwrap();
        for list in pack["headings"].as_table().unwrap().values().filter_map(toml::Value::as_array) {
            headings.extend(list.iter().filter_map(toml::Value::as_str).map(str::to_lowercase));
        }
    }
    headings
}

#[test]
fn no_heading_of_any_pack_is_a_literal() {
    let headings = headings();
    let mut found = Vec::new();
    for path in sources() {
        for literal in literals(&path) {
            let word = literal.to_lowercase();
            if headings.contains(&word) && !NAMES_IN_CODE.contains(&word.as_str()) {
                found.push(format!("{}: {literal:?}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_literal_holds_letters_beyond_latin_a_to_z() {
    let mut found = Vec::new();
    for path in sources() {
        for literal in literals(&path) {
            if literal.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count() > 1 {
                found.push(format!("{}: {literal:?}", path.display()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
