//! How much of a text another text gives, in words: shared by the bench and the test of the PDF layer's fidelity.
//!
//! Words are compared as multisets: NFKC, case folded, hyphens at line ends joined, hyphens alike, CJK by character,
//! without characters of private use (icon fonts and the bullets of word processors).

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_normalization::UnicodeNormalization;

/// The corpus that files are compared on, where it is there.
pub const CORPUS: &str = "../shared/corpus/dev";

/// The PDFs of a folder with a text layer, sorted.
pub fn pdfs(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.retain(|path| {
        let name = path.to_string_lossy();
        name.ends_with(".pdf") && !name.ends_with(".scan.pdf")
    });
    paths.sort();
    paths.into_iter().filter_map(|path| Some((path.clone(), std::fs::read(path).ok()?))).collect()
}

/// Whether poppler's `pdftotext`, the yardstick, is there.
pub fn has_poppler() -> bool {
    Command::new("pdftotext").arg("-v").output().is_ok()
}

/// The text of a file as poppler reads it.
pub fn poppler_text(path: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-raw").arg(path).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words of a text, each with how often it stands there.
pub fn words(text: &str) -> HashMap<String, usize> {
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

/// Harmonic mean of the shares of words that two texts have in common.
pub fn f1(actual: &HashMap<String, usize>, expected: &HashMap<String, usize>) -> f64 {
    let total = actual.values().sum::<usize>() + expected.values().sum::<usize>();
    let common: usize = actual.iter().map(|(word, n)| (*n).min(expected.get(word).copied().unwrap_or(0))).sum();
    if total == 0 { 1.0 } else { 2.0 * common as f64 / total as f64 }
}
