//! How much of each page's text four PDF layers give, and how long they take: ours, lopdf's own `extract_text`,
//! pdf-extract, and poppler's `pdftotext`, which is the yardstick.
//!
//! `cargo bench --bench fidelity [-- FOLDER]`; the folder of PDFs defaults to the development corpus and the bench says
//! so and ends when it, or `pdftotext`, is not there. `-- --test` takes a few files: it shows that the bench works.
//! `tests/yardstick/mod.rs` says how words are compared.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../tests/yardstick/mod.rs"]
mod yardstick;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use yardstick::{CORPUS, f1, has_poppler, pdfs, poppler_text, words};

/// Files whose F1 is below this are listed.
const LISTED: f64 = 0.97;
/// Files of a trial.
const N_TRIAL: usize = 2;

/// A layer: bytes and path to text.
type Layer = fn(&[u8], &Path) -> Option<String>;

const LAYERS: [(&str, Layer); 4] = [
    ("cvparse::pdf", ours),
    ("lopdf extract_text", lopdf_text),
    ("pdf-extract", pdf_extract_text),
    ("pdftotext -raw", |_, path| poppler_text(path)),
];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = folder.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS), PathBuf::from);
    let mut files = pdfs(&folder);
    if std::env::args().any(|argument| argument == "--test") {
        files.truncate(N_TRIAL);
    }
    if files.is_empty() || !has_poppler() {
        println!("skipped: no PDFs in {} or no pdftotext", folder.display());
        return;
    }
    std::panic::set_hook(Box::new(|_| {}));
    println!("{} files\n", files.len());
    println!("| layer | mean word F1 | median | files below {LISTED} | panics | no text | median ms | total s |");
    println!("|---|---|---|---|---|---|---|---|");
    let yardstick: Vec<HashMap<String, usize>> =
        files.iter().map(|(path, _)| words(&poppler_text(path).unwrap_or_default())).collect();
    for (name, layer) in LAYERS {
        measure(name, layer, &files, &yardstick);
    }
}

fn measure(name: &str, layer: Layer, files: &[(PathBuf, Vec<u8>)], yardstick: &[HashMap<String, usize>]) {
    let (mut scores, mut times, mut n_panics, mut n_empty) = (Vec::new(), Vec::new(), 0, 0);
    let mut low = Vec::new();
    for ((path, bytes), expected) in files.iter().zip(yardstick) {
        let start = Instant::now();
        let text = std::panic::catch_unwind(|| layer(bytes, path));
        times.push(start.elapsed());
        let text = text.unwrap_or_else(|_| {
            n_panics += 1;
            None
        });
        n_empty += usize::from(text.is_none());
        let score = f1(&words(&text.unwrap_or_default()), expected);
        scores.push(score);
        if score < LISTED {
            low.push(format!("{} {score:.3}", path.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    let total: Duration = times.iter().sum();
    scores.sort_by(f64::total_cmp);
    times.sort();
    println!(
        "| {name} | {mean:.4} | {:.4} | {} | {n_panics} | {n_empty} | {:.1} | {:.2} |",
        scores[scores.len() / 2],
        low.len(),
        times[times.len() / 2].as_secs_f64() * 1_000.0,
        total.as_secs_f64(),
    );
    if name == LAYERS[0].0 && !low.is_empty() {
        println!("| below {LISTED}: {} |", low.join(", "));
    }
}

fn ours(bytes: &[u8], _path: &Path) -> Option<String> {
    cvparse::pdf::read(bytes).ok().map(|document| cvparse::pdf::crude_text(&document))
}

fn lopdf_text(bytes: &[u8], _path: &Path) -> Option<String> {
    let document = lopdf::Document::load_mem(bytes).ok()?;
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).ok()
}

fn pdf_extract_text(bytes: &[u8], _path: &Path) -> Option<String> {
    pdf_extract::extract_text_from_mem(bytes).ok()
}
