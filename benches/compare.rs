//! Ours beside others, on the same files in one run: as processes that start anew for each file, and warm in one
//! process. Only ratios say something on a machine that does other work, too; so each file is measured in turn by all,
//! some rounds, and the medians of the ratios are printed.
//!
//! `cargo bench --bench compare [-- FOLDER]`; the folder of PDFs defaults to the development corpus, and without that
//! to the fixtures. `pdftotext` (poppler) and `mutool` (`MuPDF`) are measured where they are installed. `-- --test` takes
//! a few files once: it shows that the bench works and measures nothing.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use cvparse::Options;

const CORPUS: &str = "../shared/corpus/dev";
/// Runs of each program on each file; the least counts.
const N_ROUNDS: usize = 5;
/// Files of a trial.
const N_TRIAL: usize = 2;

/// Measures of one kind: names, and for each file what each took, in milliseconds.
struct Table {
    names: Vec<&'static str>,
    rows: Vec<Vec<f64>>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_trial = arguments.iter().any(|argument| argument == "--test");
    let folder = arguments.iter().find(|argument| !argument.starts_with('-')).map(PathBuf::from);
    let mut files = folder.map_or_else(default_files, |folder| pdfs(&folder));
    let mut n_rounds = N_ROUNDS;
    if is_trial {
        files.truncate(N_TRIAL);
        n_rounds = 1;
    }
    std::panic::set_hook(Box::new(|_| {}));
    println!("{} files\n\ncold: one process a file", files.len());
    cold(&files, n_rounds).print(0);
    println!("\nwarm: in one process");
    warm(&files, n_rounds).print(0);
}

fn default_files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let corpus = pdfs(&root.join(CORPUS));
    if !corpus.is_empty() {
        return corpus;
    }
    let fixtures = std::fs::read_dir(root.join("fixtures")).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = fixtures.flat_map(|entry| pdfs(&entry.path())).collect();
    files.sort();
    files
}

/// The PDFs of a folder that hold text.
fn pdfs(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.to_string_lossy();
        name.ends_with(".pdf") && !name.ends_with(".scan.pdf")
    });
    files.sort();
    files
}

/// A program, its arguments before the file, and those behind it.
type Program = (&'static str, &'static str, &'static [&'static str], &'static [&'static str]);

fn cold(files: &[PathBuf], n_rounds: usize) -> Table {
    let mut programs: Vec<Program> = vec![("cvparse", env!("CARGO_BIN_EXE_cvparse"), &[], &[])];
    if Command::new("pdftotext").arg("-v").output().is_ok() {
        programs.push(("pdftotext -layout", "pdftotext", &["-layout"], &["-"]));
    }
    if Command::new("mutool").arg("-v").output().is_ok() {
        programs.push(("mutool draw -F txt", "mutool", &["draw", "-q", "-F", "txt", "-o", "-"], &[]));
    }
    let row = |file: &PathBuf| {
        let run = |(_, program, before, behind): &Program| process(program, before, file, behind);
        least_of_each(&programs, n_rounds, run)
    };
    Table { names: programs.iter().map(|program| program.0).collect(), rows: files.iter().map(row).collect() }
}

/// Milliseconds from the start of a program to its end.
fn process(program: &str, before: &[&str], file: &Path, behind: &[&str]) -> f64 {
    let mut command = Command::new(program);
    command.args(before).arg(file).args(behind).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status().expect("the program runs");
    start.elapsed().as_secs_f64() * 1_000.0
}

/// A reader: its name, and the work on the bytes of a file.
type Reader = (&'static str, fn(&[u8]));

const READERS: [Reader; 3] = [
    ("cvparse::parse", |bytes| drop(black_box(cvparse::parse(bytes, &Options::default())))),
    ("cvparse::pdf alone", |bytes| drop(black_box(cvparse::pdf::read(bytes)))),
    ("pdf-extract, text alone", |bytes| {
        // It panics on some files: what it took until then counts.
        drop(black_box(std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem(bytes))));
    }),
];

fn warm(files: &[PathBuf], n_rounds: usize) -> Table {
    let row = |file: &PathBuf| {
        let bytes = std::fs::read(file).expect("a file that can be read");
        let run = |(_, read): &Reader| {
            let start = Instant::now();
            read(&bytes);
            start.elapsed().as_secs_f64() * 1_000.0
        };
        least_of_each(&READERS, n_rounds + 1, run)
    };
    Table { names: READERS.iter().map(|reader| reader.0).collect(), rows: files.iter().map(row).collect() }
}

/// All take turns, so that none has the machine at its quietest alone.
fn least_of_each<T>(all: &[T], n_rounds: usize, run: impl Fn(&T) -> f64) -> Vec<f64> {
    let mut least = vec![f64::MAX; all.len()];
    for _ in 0..n_rounds {
        for (least, one) in least.iter_mut().zip(all) {
            *least = least.min(run(one));
        }
    }
    least
}

impl Table {
    /// Medians, and medians of the ratio of `ours` to each.
    fn print(&self, ours: usize) {
        println!("| | median ms | {} ÷ it, median of ratios |", self.names[ours]);
        println!("|---|---|---|");
        for (k, name) in self.names.iter().enumerate() {
            let own = median(self.rows.iter().map(|row| row[k]));
            let ratio = median(self.rows.iter().map(|row| row[ours] / row[k]));
            println!("| {name} | {own:.2} | {ratio:.2} |");
        }
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
