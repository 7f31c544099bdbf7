//! Makes `src/data/venues.hashes`: `cargo run --example make_venues -- JOURNALS.txt… > src/data/venues.hashes`.
//!
//! In: lists of journals, a line each, "Name = Abbreviation" (sources and licences in `src/data/SOURCES.md`); the
//! conferences and further journals are those of `train_citations/content.txt`. Out: the hash of each name and
//! abbreviation with its kind, ascending.

// A developer's tool on data of our own: it may stop with a panic.
#![allow(clippy::expect_used, clippy::print_stdout, missing_docs)]

use std::collections::BTreeMap;
use std::io::Write as _;

use cvparse::read::citation::venues::{Venue, entry};
use cvparse::read::citation::words::words;

fn main() {
    let mut kinds: BTreeMap<u32, u32> = BTreeMap::new();
    let mut add = |name: &str, kind: Venue| {
        let words = words(name.trim());
        let is_name = words.iter().any(|word| word.is_letters() && word.starts_large());
        let entry = entry(&words, kind);
        if is_name {
            // What is both a journal and a conference counts as the first.
            kinds.entry(entry & !1).or_insert(entry);
        }
    };
    let content = include_str!("train_citations/content.txt");
    let lists = content.lines().filter_map(|line| line.split_once(": "));
    for (list, names) in lists {
        match list {
            "acronym" | "confname" => names.split('|').for_each(|name| add(name, Venue::Conference)),
            "journal" | "cjkvenue" => names.split('|').for_each(|name| add(name, Venue::Journal)),
            _ => {}
        }
    }
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(file).expect("a list of journals");
        let names = text.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(" = "));
        names.for_each(|name| add(name, Venue::Journal));
    }
    let bytes: Vec<u8> = kinds.values().flat_map(|entry| entry.to_le_bytes()).collect();
    std::io::stdout().write_all(&bytes).expect("standard output can be written");
}
