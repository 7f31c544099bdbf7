//! The calibration table: of the values given some confidence, how many are right?
//!
//! `cargo run --example calibrate -- FOLDER…` reads every `X.pdf` beside an `X.truth.json` and compares each value with
//! the values of the same field in the truth, with the comparisons of `tests/score`. Fields that no truth of the folders
//! has cannot be judged and are left out. `--fields` adds the table of each field.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, dead_code)]

#[path = "../tests/score/fold.rs"]
mod fold;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Lower ends of the bins.
const BINS: [f32; 8] = [0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.25, 0.0];

/// Values in a bin, and those of them that are right.
type Counts = [(usize, usize); BINS.len()];

/// A value of a document: its field, its text, how sure it is.
struct Leaf {
    field: String,
    text: String,
    confidence: f32,
}

/// What a page says: fields and values.
type Truth = Vec<(String, String)>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let files: Vec<PathBuf> =
        arguments.iter().filter(|a| !a.starts_with("--")).flat_map(|folder| cvs(folder)).collect();
    let read: Vec<(Vec<Leaf>, Truth)> = files.iter().map(|file| (leaves(file), truth(file))).collect();
    let judged: BTreeSet<&str> = read.iter().flat_map(|(_, truth)| truth).map(|(field, _)| field.as_str()).collect();
    let mut all = Counts::default();
    let mut by_field: BTreeMap<&str, Counts> = BTreeMap::new();
    for (leaves, truth) in &read {
        for leaf in leaves.iter().filter(|leaf| judged.contains(leaf.field.as_str())) {
            let is_right = truth.iter().any(|(field, text)| *field == leaf.field && same(field)(&leaf.text, text));
            let bin = BINS.iter().position(|from| *from <= leaf.confidence).unwrap_or(BINS.len() - 1);
            for counts in [&mut all, by_field.entry(&leaf.field).or_default()] {
                counts[bin].0 += 1;
                counts[bin].1 += usize::from(is_right);
            }
        }
    }
    println!("{} files", files.len());
    print("all", &all);
    if arguments.iter().any(|a| a == "--fields") {
        for (field, counts) in &by_field {
            print(field, counts);
        }
    }
}

fn print(name: &str, counts: &Counts) {
    println!("\n| {name}: confidence | values | right |\n|---|---|---|");
    for (bin, (n, n_right)) in counts.iter().enumerate().filter(|(_, (n, _))| 0 < *n) {
        let to = if bin == 0 { 1.0 } else { BINS[bin - 1] };
        println!("| {:.2} – {to:.2} | {n} | {:.3} |", BINS[bin], *n_right as f32 / *n as f32);
    }
    let (n, n_right) = counts[..2].iter().fold((0, 0), |sum, bin| (sum.0 + bin.0, sum.1 + bin.1));
    println!("| 0.90 – 1.00 | {n} | {:.3} |", n_right as f32 / n.max(1) as f32);
}

fn cvs(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder of CVs with their truths");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "pdf") && truth_of(file).exists());
    files.sort();
    files
}

fn truth_of(file: &Path) -> PathBuf {
    file.with_extension("truth.json")
}

fn leaves(file: &Path) -> Vec<Leaf> {
    let bytes = fs::read(file).expect("a CV can be read");
    let Ok(parsed) = cvparse::parse(&bytes, &cvparse::Options::default()) else { return Vec::new() };
    let document = serde_json::to_value(&parsed.cv).expect("a CV is JSON");
    let leaf = |(pointer, evidence): (String, &cvparse::model::Evidence)| {
        let text = document.pointer(&pointer)?.as_str()?.to_owned();
        Some(Leaf { field: field(&pointer), text, confidence: evidence.confidence.0 })
    };
    parsed.cv.evidence().into_iter().filter_map(leaf).collect()
}

/// "/work/0/name" is "work.name".
fn field(pointer: &str) -> String {
    let members = pointer.split('/').filter(|part| !part.is_empty() && !part.bytes().all(|b| b.is_ascii_digit()));
    members.collect::<Vec<_>>().join(".")
}

fn truth(file: &Path) -> Truth {
    let text = fs::read_to_string(truth_of(file)).expect("a truth can be read");
    let mut all = Vec::new();
    walk(&serde_json::from_str(&text).expect("a truth is JSON"), "", &mut all);
    // A single date is the end in some sections and the date in others, a summary of a job one of its highlights.
    let others = [
        (".summary", ".highlights"),
        (".event", ".organization"),
        (".description", ".highlights"),
        (".title", ".name"),
    ];
    for (from, to) in others {
        let more: Vec<(String, String)> = (all.iter())
            .filter_map(|(field, text)| Some((format!("{}{to}", field.strip_suffix(from)?), text.clone())))
            .collect();
        all.extend(more);
    }
    all
}

fn walk(value: &Value, pointer: &str, all: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => all.push((field(pointer), text.clone())),
        Value::Array(values) => values.iter().for_each(|value| walk(value, pointer, all)),
        Value::Object(members) => {
            for (name, value) in members {
                walk(value, &format!("{pointer}/{name}"), all);
            }
        }
        _ => {}
    }
}

/// When two values of a field are the same.
fn same(field: &str) -> fn(&str, &str) -> bool {
    let (section, member) = field.split_once('.').unwrap_or(("", field));
    match member {
        "url" | "doi" | "profiles.url" => fold::url,
        "phone" => fold::phone,
        "location" => fold::words,
        "score" => fold::score,
        "venue" | "publisher" => fold::venue,
        "highlights" | "summary" | "description" => fold::text,
        "name" if matches!(section, "publications" | "talks" | "patents" | "grants") => fold::text,
        _ => fold::name,
    }
}
