//! A folder of many CVs, read by one worker and by as many as there are cores: files a second, what the parent's
//! memory grows to, and how many descriptors it holds.
//!
//! `cargo bench --bench batch [-- N [FOLDER]]`: N files (default 10,000) are copies of the PDFs in FOLDER (default:
//! the fixtures), each with a comment of its own behind its end, so that no two have the same bytes. `-- --test` reads
//! a few of them, once: it shows that the bench works and measures nothing.
//!
//! The two runs alternate, [`N_ROUNDS`] times each, since other work of the machine comes and goes; the ratio is that
//! of the medians. Memory and descriptors are those of the parent alone, looked at every [`LOOK`] (Linux only).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Files of a whole run.
const N_FILES: usize = 10_000;
/// Files of a trial.
const N_TRIAL: usize = 40;
/// Runs of each number of workers.
const N_ROUNDS: usize = 3;
/// Files of a folder: more than a person would open, fewer than slow down a file system.
const N_A_FOLDER: usize = 500;
/// Time between two looks at the parent.
const LOOK: Duration = Duration::from_millis(20);
/// After so many looks its memory counts as that of the start: threads and workers are there, few files are read.
const N_WARM_LOOKS: usize = 10;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_trial = arguments.iter().any(|argument| argument == "--test");
    let mut plain = arguments.iter().filter(|argument| !argument.starts_with('-'));
    let n_files = if is_trial { N_TRIAL } else { plain.next().map_or(N_FILES, |n| n.parse().expect("a number")) };
    let folder = plain.next().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), PathBuf::from);
    let stage = tempfile::tempdir().unwrap();
    let input = stage.path().join("in");
    fill(&input, &pdfs(&folder), n_files);
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    println!("{n_files} files, copies of those in {}; {n_cores} cores\n", folder.display());
    println!("| workers | files a second | parent's memory, MiB: at first, at most | descriptors at most |");
    println!("|---|---|---|---|");
    let mut rates = vec![Vec::new(); 2];
    for round in 0..if is_trial { 1 } else { N_ROUNDS } {
        for (rates, n_jobs) in rates.iter_mut().zip([1, n_cores]) {
            let output = stage.path().join(format!("out-{round}-{n_jobs}"));
            let run = measure(&input, &output, n_jobs);
            println!(
                "| {n_jobs} | {:.0} | {:.1}, {:.1} | {} |",
                n_files as f64 / run.took.as_secs_f64(),
                run.first_kib as f64 / 1024.0,
                run.peak_kib as f64 / 1024.0,
                run.n_descriptors
            );
            assert_eq!(n_documents(&output), n_files, "every file has a line in the report and none failed");
            fs::remove_dir_all(&output).unwrap();
            rates.push(n_files as f64 / run.took.as_secs_f64());
        }
    }
    println!("\n{n_cores} workers are {:.2} times as fast as one", median(&mut rates[1]) / median(&mut rates[0]));
}

/// PDFs below `folder`, one or two folders deep.
fn pdfs(folder: &Path) -> Vec<Vec<u8>> {
    let children = |folder: &Path| -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).into_iter().flatten().map(|one| one.unwrap().path()).collect();
        paths.sort();
        paths
    };
    let paths = children(folder).into_iter().flat_map(|path| if path.is_dir() { children(&path) } else { vec![path] });
    let is_cv = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "pdf") && !is_scan(path);
    paths.filter(is_cv).map(|path| fs::read(path).unwrap()).collect()
}

/// Whether a file of the development corpus is a scan without text.
fn is_scan(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".scan.pdf")
}

fn fill(input: &Path, originals: &[Vec<u8>], n_files: usize) {
    for (k, original) in originals.iter().cycle().take(n_files).enumerate() {
        let folder = input.join(format!("{:03}", k / N_A_FOLDER));
        fs::create_dir_all(&folder).unwrap();
        let mut file = fs::File::create(folder.join(format!("{k:05}.pdf"))).unwrap();
        file.write_all(original).unwrap();
        write!(file, "\n% copy {k}\n").unwrap();
    }
}

/// What a run took.
struct Run {
    took: Duration,
    first_kib: u64,
    peak_kib: u64,
    n_descriptors: usize,
}

fn measure(input: &Path, output: &Path, n_jobs: usize) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cvparse"));
    command.arg(input).arg("-o").arg(output).args(["--jobs", &n_jobs.to_string()]);
    let started = Instant::now();
    let mut child = command.stderr(Stdio::null()).spawn().unwrap();
    let mut run = Run { took: Duration::ZERO, first_kib: 0, peak_kib: 0, n_descriptors: 0 };
    let mut n_looks = 0;
    while child.try_wait().unwrap().is_none() {
        let (kib, n_descriptors) = look(&child);
        n_looks += 1;
        if n_looks <= N_WARM_LOOKS {
            run.first_kib = run.first_kib.max(kib);
        }
        run.peak_kib = run.peak_kib.max(kib);
        run.n_descriptors = run.n_descriptors.max(n_descriptors);
        std::thread::sleep(LOOK);
    }
    run.took = started.elapsed();
    run
}

/// Resident KiB and open descriptors of `child`; zeros where the system does not tell.
fn look(child: &Child) -> (u64, usize) {
    let process = PathBuf::from(format!("/proc/{}", child.id()));
    let status = fs::read_to_string(process.join("status")).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = resident.and_then(|kib| kib.trim().trim_end_matches("kB").trim().parse().ok());
    (kib.unwrap_or(0), fs::read_dir(process.join("fd")).map_or(0, Iterator::count))
}

/// Lines of the report about files with a document.
fn n_documents(output: &Path) -> usize {
    let report = fs::read_to_string(output.join("report.jsonl")).unwrap();
    report.lines().filter(|line| line.contains(r#""output":""#)).count()
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
