//! Trains the model that reads references: `cargo run --example train_citations -- MODEL ROWS.jsonl…`
//!
//! In: annotated references (JSON lines; sources and licences in `src/data/SOURCES.md`). Made-up references are added,
//! typeset in made-up styles. Out: the model file. The same rows in the same order give the same bytes; the committed model
//! is what the command in `src/data/SOURCES.md` makes, with no further argument.
//! `--fold K/N` leaves every Nth row (by text) out, for cross-validation; `--made COUNT` says how many are made up.

// A developer's tool on data of our own: it may stop with a panic, and tells its progress on standard error.
#![allow(
    clippy::doc_markdown,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unused_self,
    clippy::unwrap_used,
    missing_docs
)]

mod crf;
mod names;
mod random;
mod rows;
mod scan;
mod typeset;

use std::process::ExitCode;

use crf::{Example, Settings, Trained};
use random::Random;
use rows::Annotated;

const SEED: u64 = 20_261_123;

struct Arguments {
    model: String,
    files: Vec<String>,
    fold: Option<(u32, u32)>,
    n_made: usize,
    n_copies: usize,
    n_trainings: u64,
    least: f32,
    sources: String,
    settings: Settings,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!(
            "usage: train_citations MODEL ROWS.jsonl... [--fold K/N] [--made COUNT] [--epochs N] [--trainings N] [--sources A,B]"
        );
        return ExitCode::FAILURE;
    };
    let rows = read(&arguments);
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/train_citations/");
    let data = |name: &str| std::fs::read_to_string(format!("{here}{name}")).expect("a data file beside this one");
    let stock = typeset::Stock::new(&data("styles.txt"), &data("content.txt"), &data("journals.txt"), &rows);
    let train = |seed: u64| {
        let mut random = Random::new(seed);
        let mut examples: Vec<Example> = Vec::new();
        for _ in 0..arguments.n_copies {
            examples.extend(rows.iter().filter_map(|row| rows::example(row, stock.list("connectors"))));
        }
        eprintln!("{} rows, {} usable", rows.len(), examples.len() / arguments.n_copies.max(1));
        examples.extend((0..arguments.n_made).map(|_| stock.example(&mut random)));
        crf::train(&examples, &arguments.settings, &mut random)
    };
    let seeds = (0..arguments.n_trainings).map(|k| SEED + k);
    let trainings: Vec<Trained> = std::thread::scope(|scope| {
        let threads: Vec<_> = seeds.map(|seed| scope.spawn(move || train(seed))).collect();
        threads.into_iter().map(|thread| thread.join().expect("a training ends")).collect()
    });
    let bytes = Trained::mean(&trainings).to_bytes(arguments.least);
    eprintln!("{} bytes", bytes.len());
    std::fs::write(&arguments.model, bytes).expect("the model can be written");
    ExitCode::SUCCESS
}

fn arguments() -> Option<Arguments> {
    let mut found = Arguments {
        model: String::new(),
        files: Vec::new(),
        fold: None,
        n_made: 60000,
        n_copies: 12,
        n_trainings: 1,
        least: 5.0,
        sources: String::new(),
        settings: Settings { n_epochs: 6, min_count: 5, dropout: 0.3, decay: 2e-4, rate: 0.05 },
    };
    let mut all = std::env::args().skip(1);
    while let Some(argument) = all.next() {
        match argument.as_str() {
            "--fold" => {
                found.fold = all.next()?.split_once('/').and_then(|(k, n)| Some((k.parse().ok()?, n.parse().ok()?)));
            }
            "--made" => found.n_made = all.next()?.parse().ok()?,
            "--epochs" => found.settings.n_epochs = all.next()?.parse().ok()?,
            "--min" => found.settings.min_count = all.next()?.parse().ok()?,
            "--dropout" => found.settings.dropout = all.next()?.parse().ok()?,
            "--decay" => found.settings.decay = all.next()?.parse().ok()?,
            "--least" => found.least = all.next()?.parse().ok()?,
            "--rate" => found.settings.rate = all.next()?.parse().ok()?,
            "--trainings" => found.n_trainings = all.next()?.parse().ok()?,
            "--copies" => found.n_copies = all.next()?.parse().ok()?,
            "--sources" => found.sources = all.next()?,
            _ if found.model.is_empty() => found.model = argument,
            _ => found.files.push(argument),
        }
    }
    (!found.files.is_empty()).then_some(found)
}

fn read(arguments: &Arguments) -> Vec<Annotated> {
    let mut rows: Vec<Annotated> = Vec::new();
    for file in &arguments.files {
        let text = std::fs::read_to_string(file).expect("a file of rows");
        rows.extend(text.lines().filter_map(|line| serde_json::from_str(line).ok()));
    }
    rows.retain(|row| arguments.sources.is_empty() || arguments.sources.split(',').any(|source| source == row.source));
    if let Some((k, n)) = arguments.fold {
        rows.retain(|row| crf::seed_of(&row.text) % n != k);
    }
    rows
}
