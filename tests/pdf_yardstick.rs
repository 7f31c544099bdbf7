//! The words of the development corpus, as the PDF layer reads them and as poppler does.
//!
//! Skipped, visibly, where the corpus or `pdftotext` is not there; `cargo bench --bench fidelity` makes the whole table.

// A test may panic: that is how it fails. It says on standard output that it was skipped.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

mod yardstick;

use std::path::Path;

use yardstick::{CORPUS, f1, has_poppler, pdfs, poppler_text, words};

/// The mean over all files must not be below this.
const MEAN: f64 = 0.99;
/// No file may be below this without a reason.
const EACH: f64 = 0.97;
/// Files that are below it, and why that is as it should be. None today.
const REASONS: &[(&str, &str)] = &[];

#[test]
fn the_words_of_the_corpus_are_those_that_poppler_reads() {
    let files = pdfs(&Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS));
    if files.is_empty() || !has_poppler() {
        println!("skipped: no corpus at {CORPUS}, or no pdftotext");
        return;
    }
    let mut total = 0.0;
    let mut low = Vec::new();
    for (path, bytes) in &files {
        let ours = cvparse::pdf::read(bytes).map(|document| cvparse::pdf::crude_text(&document)).unwrap_or_default();
        let score = f1(&words(&ours), &words(&poppler_text(path).unwrap_or_default()));
        total += score;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if score < EACH && !REASONS.iter().any(|(file, _)| *file == name) {
            low.push(format!("{name} {score:.3}"));
        }
    }
    let mean = total / files.len() as f64;
    println!("{} files, mean F1 {mean:.4}", files.len());
    assert!(low.is_empty(), "below {EACH} without a reason: {}", low.join(", "));
    assert!(MEAN <= mean, "mean F1 {mean:.4}");
}
