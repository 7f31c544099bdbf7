//! Nothing is invented and nothing is lost: on every fixture, and on the development corpus where it is at hand.
//!
//! Every word of the document stands on the page or in the target of one of its links, but for what DESIGN normalises
//! (dates to ISO, country codes, names of networks, types). Every line of the page is told: in a value or in a note.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

#[allow(dead_code, reason = "shared by several tests")]
mod common;

use std::fs;
use std::path::{Path, PathBuf};

use cvparse::input::{self, Input};
use cvparse::lang::{Vocabulary, WordClass, fold};
use cvparse::layout::Line;
use cvparse::section::{self, Part};
use serde_json::Value;

/// Members whose values are ours and not printed: derived, or a name that an icon or a link stands for.
const DERIVED: [&str; 6] = ["$schema", "meta", "countryCode", "network", "kind", "status"];

/// Members that hold dates.
const DATES: [&str; 4] = ["startDate", "endDate", "date", "releaseDate"];

/// A line is told when this share of its letters is; the rest is glue ("at", "and", a label).
const TOLD: f32 = 0.5;

/// The development corpus, beside the repository on the machines of those who have it.
const CORPUS: &str = "../shared/corpus/dev";

fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = common::fixtures().into_iter().map(|fixture| fixture.file).collect();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS);
    let Ok(entries) = fs::read_dir(&corpus) else {
        println!("SKIPPED: {CORPUS} is not here; the fixtures alone are read");
        return files;
    };
    let is_cv = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy();
        name.ends_with(".pdf") && !name.ends_with(".scan.pdf")
    };
    files.extend(entries.map(|entry| entry.unwrap().path()).filter(is_cv));
    files.sort();
    files
}

/// The document with its evidence: excerpts name the lines that are in no field.
fn document(bytes: &[u8]) -> Value {
    let parsed = cvparse::parse(bytes, &cvparse::Options::default()).expect("a CV can be read");
    let json = cvparse::write::json::to_json(
        &parsed,
        cvparse::write::json::JsonOptions { with_evidence: true, is_compact: true },
    );
    serde_json::from_str(&json).expect("a document is JSON")
}

/// Small letters and digits only.
fn bare(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(bare).filter(|word| !word.is_empty()).collect()
}

/// All that the page says, and where its links lead.
fn printed(input: &Input) -> String {
    let lines = input.layout.lines.iter().chain(&input.layout.furniture);
    let mut text = String::new();
    for line in lines {
        text.push_str(&bare(&line.text()));
        for run in line.cells.iter().flat_map(cvparse::span::Span::runs) {
            text.push('\n');
            text.push_str(&bare(run.link.as_deref().unwrap_or_default()));
            text.push('\n');
        }
    }
    // Words that are broken over two lines.
    text.push_str(&bare(&input.layout.text()));
    text
}

/// Calls `see` with the member's name and every string of `value`.
fn strings(value: &Value, member: &str, see: &mut impl FnMut(&str, &str)) {
    match value {
        Value::String(text) => see(member, text),
        Value::Array(values) => values.iter().for_each(|value| strings(value, member, see)),
        Value::Object(members) => {
            members.iter().filter(|(name, _)| !DERIVED.contains(&name.as_str())).for_each(|(name, value)| {
                strings(value, name, see);
            });
        }
        _ => {}
    }
}

/// The last two digits of a date's year, or the year of another calendar where the page prints that.
fn year_as_printed(date: &str, page: &str) -> String {
    let year: u32 = date[..4].parse().expect("a date starts with its year");
    let others = ERAS.iter().filter_map(|before| year.checked_sub(*before)).map(|year| year.to_string());
    let last = date[2..4].to_owned();
    if page.contains(&last) { last } else { others.into_iter().find(|year| page.contains(year)).unwrap_or(last) }
}

/// Years before the first of the Republic of China, and of the Japanese eras from Showa on.
const ERAS: [u32; 4] = [1911, 1925, 1988, 2018];

#[test]
fn every_word_of_a_document_stands_on_its_page() {
    let mut invented = Vec::new();
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let page = printed(&input::read(&bytes).unwrap());
        strings(&document(&bytes), "", &mut |member, text| {
            let parts = if DATES.contains(&member) { vec![year_as_printed(text, &page)] } else { words(text) };
            // The scheme is ours: "github.com/x" has "https://" in front.
            let is_scheme = |word: &str| matches!(word, "https" | "http" | "www");
            for word in parts.iter().filter(|word| !page.contains(word.as_str()) && !is_scheme(word)) {
                invented.push(format!("{}: {member}: {word:?} of {text:?}", file.display()));
            }
        });
    }
    assert!(invented.is_empty(), "{} invented:\n{}", invented.len(), invented.join("\n"));
}

#[test]
fn every_line_of_a_page_is_told() {
    let mut lost = Vec::new();
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        let input = input::read(&bytes).unwrap();
        let mut told = String::new();
        let document = document(&bytes);
        strings(&document, "", &mut |_, text| told.push_str(&bare(text)));
        told.push_str(&bare(&document["meta"].to_string()));
        told.push_str(&bare(&document["basics"].to_string()));
        let sections = section::split(&input.layout, Vocabulary::all());
        let lines = sections.iter().flat_map(|section| &section.parts).filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::SubHeading(_) => None,
        });
        for line in lines.filter(|line| !is_told(line, &told)) {
            lost.push(format!("{}: {:?}", file.display(), line.text()));
        }
    }
    assert!(lost.is_empty(), "{} lost:\n{}", lost.len(), lost.join("\n"));
}

/// Labels say what the value beside them is and are no value.
const LABELS: [WordClass; 7] = [
    WordClass::ScoreLabel,
    WordClass::ByLabel,
    WordClass::PageLabel,
    WordClass::AdvisorLabel,
    WordClass::ThesisLabel,
    WordClass::CoursesLabel,
    WordClass::AddressLabel,
];

/// Whether most of a line is in what is `told`; lines of dates are told by dates.
fn is_told(line: &Line, told: &str) -> bool {
    let text = line.text();
    let labels: Vec<_> = LABELS.iter().flat_map(|class| Vocabulary::all().find_all(*class, &text)).collect();
    let outside =
        text.char_indices().map(|(at, c)| if labels.iter().any(|label| label.contains(&at)) { ' ' } else { c });
    let words = words(&outside.collect::<String>());
    let n_letters = |words: &[&String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    let all: Vec<&String> = words.iter().collect();
    let held: Vec<&String> = words.iter().filter(|word| told.contains(word.as_str())).collect();
    let is_dated = !cvparse::read::date::find(&text, Vocabulary::all()).is_empty();
    is_dated || TOLD * n_letters(&all) as f32 <= n_letters(&held) as f32
}
