//! How much of each page's text four PDF layers give, and how long they take: ours, lopdf's own `extract_text`,
//! pdf-extract, and poppler's `pdftotext`, which is the yardstick.
//!
//! `cargo bench --bench fidelity [-- FOLDER]`; the folder of PDFs defaults to the development corpus and the bench says
//! so and ends when it, or `pdftotext`, is not there.
//!
//! Words are compared as multisets: NFKC, case folded, hyphens at line ends joined, hyphens alike, CJK by character,
//! without characters of private use (icon fonts and the bullets of word processors).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use unicode_normalization::UnicodeNormalization;

const CORPUS: &str = "../shared/corpus/dev";
/// Files whose F1 is below this are listed.
const LISTED: f64 = 0.97;

/// A layer: bytes and path to text.
type Layer = fn(&[u8], &Path) -> Option<String>;

const LAYERS: [(&str, Layer); 4] = [
    ("cvparse::pdf", ours),
    ("lopdf extract_text", lopdf_text),
    ("pdf-extract", pdf_extract_text),
    ("pdftotext -raw", poppler_text),
];

fn main() {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = folder.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(CORPUS), PathBuf::from);
    let files = pdfs(&folder);
    if files.is_empty() || Command::new("pdftotext").arg("-v").output().is_err() {
        println!("skipped: no PDFs in {} or no pdftotext", folder.display());
        return;
    }
    std::panic::set_hook(Box::new(|_| {}));
    println!("{} files\n", files.len());
    println!("| layer | mean word F1 | median | files below {LISTED} | panics | no text | median ms | total s |");
    println!("|---|---|---|---|---|---|---|---|");
    let yardstick: Vec<HashMap<String, usize>> =
        files.iter().map(|(path, bytes)| words(&poppler_text(bytes, path).unwrap_or_default())).collect();
    for (name, layer) in LAYERS {
        measure(name, layer, &files, &yardstick);
    }
}

fn pdfs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".pdf") && !name.ends_with(".scan.pdf")
    });
    paths.sort();
    paths.into_iter().filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?))).collect()
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

fn poppler_text(_bytes: &[u8], path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn words(text: &str) -> HashMap<String, usize> {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).map(plain).collect();
    let joined = folded.split('\n').map(str::trim).fold(String::new(), |mut joined, line| {
        match joined.strip_suffix('-') {
            Some(stem) => joined.truncate(stem.len()),
            None => joined.push('\n'),
        }
        joined + line
    });
    let mut counts = HashMap::new();
    let spaced: String = joined.chars().flat_map(spaced).collect();
    for word in spaced.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)) {
        *counts.entry(word.to_owned()).or_insert(0) += 1;
    }
    counts
}

/// Hyphens alike; what has no meaning outside its font is a space.
fn plain(letter: char) -> char {
    match letter {
        '\u{AD}' | '\u{2010}' | '\u{2011}' => '-',
        '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}' => ' ',
        _ => letter,
    }
}

/// A CJK character is a word.
fn spaced(letter: char) -> impl Iterator<Item = char> {
    let is_cjk = matches!(letter, '\u{3000}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF00}'..='\u{FFEF}');
    let around = is_cjk.then_some(' ');
    around.into_iter().chain(std::iter::once(letter)).chain(around)
}

fn f1(actual: &HashMap<String, usize>, expected: &HashMap<String, usize>) -> f64 {
    let total = actual.values().sum::<usize>() + expected.values().sum::<usize>();
    let common: usize = actual.iter().map(|(word, n)| (*n).min(expected.get(word).copied().unwrap_or(0))).sum();
    if total == 0 { 1.0 } else { 2.0 * common as f64 / total as f64 }
}
