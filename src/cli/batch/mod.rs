//! A folder of applicants: many files in; a document for each, or one stream, and a report out.
//!
//! Files are found (`inputs`, `find`), get their places (`plan`, `folder`), are read in worker processes (`run`,
//! `pool`, `worker`) and are accounted for (`record`, `journal`, `report`). What a CV is, only the worker knows.

mod find;
mod folder;
mod inputs;
mod journal;
mod plan;
mod pool;
mod progress;
mod record;
mod report;
mod run;
mod stop;
pub mod worker;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

use super::args::{Args, Format};
use super::exit::Exit;
use super::output::{self, Failure};
use super::say;
use find::Found;
use folder::Folder;
use pool::Settings;
use record::{Record, Status};
use report::Summary;
use run::Work;
use stop::Stop;

/// Name of the report in the output folder.
const REPORT: &str = "report.jsonl";

/// Whether `args` are about many files: a list, a folder, a pattern, a stream, or a folder to write to.
#[must_use]
pub fn is_meant(args: &Args) -> bool {
    let many = &args.many;
    let is_many = |input: &Path| input.is_dir() || inputs::is_pattern(input);
    args.inputs.len() != 1
        || many.files_from.is_some()
        || many.files0_from.is_some()
        || !(many.format == Format::Json || many.format.is_bibliography())
        || args.inputs.iter().any(|input| is_many(input))
        || args.output.as_deref().is_some_and(Path::is_dir)
}

/// Parses all files of `args`.
///
/// # Errors
/// What ends the run: wrong use, an output that cannot be written, a folder in use.
pub fn run(args: &Args) -> Result<Exit, Failure> {
    let stop = Stop::listen().map_err(|error| Failure::of_io("signals", &error))?;
    let paths = inputs::gather(args)?;
    let folder = take_folder(args)?;
    let root = folder.as_ref().map(Folder::root);
    refuse_output_among_inputs(&paths, root)?;
    let found = find::find(&paths, root);
    let relatives: Vec<&Path> = found.iter().map(|file| file.relative.as_path()).collect();
    let outputs = plan::outputs(&relatives);
    if let Some(folder) = &folder {
        folder.sweep(&outputs);
    }
    let work = work(args, &found, &outputs, folder.as_ref());
    if args.many.format == Format::Csv {
        output::to_stdout(crate::write::csv::header().as_bytes())?;
    }
    let records = with_bar(&work, &stop)?;
    if stop.is_set() && stop.exit().is_none() {
        // Whoever reads the stream has gone: no more words.
        return Ok(Exit::Parsed);
    }
    finish(args, folder.as_ref(), &records, found.len(), &stop)
}

/// The output folder, taken; `None` for a stream.
fn take_folder(args: &Args) -> Result<Option<Folder>, Failure> {
    match (args.many.format, args.output.as_deref()) {
        (Format::Json, Some(root)) if !output::is_stream(root) => {
            Folder::take(root, options_hash(args), args.many.force).map(Some)
        }
        (Format::Json, _) => {
            let first = args.inputs.first().map_or_else(String::new, |input| format!("{}: ", say::name(input)));
            Err(Failure::of_use(&format!("{first}many files need -o DIR (or --format jsonl or csv)")))
        }
        (format, _) if format.is_bibliography() => {
            Err(Failure::of_use("bibtex, csl-json and ris are written for one file at a time"))
        }
        (_, Some(path)) if !output::is_stream(path) => {
            Err(Failure::of_use("jsonl and csv go to standard output, without -o"))
        }
        _ => Ok(None),
    }
}

/// What decides over the content of a document; documents of other options are made again.
fn options_hash(args: &Args) -> String {
    let options =
        format!("{}\0{}\0{}\0{}", env!("CARGO_PKG_VERSION"), args.evidence, args.compact, args.lang.join(","));
    crate::sha256(options.as_bytes())
}

/// Nothing is written next to the inputs.
fn refuse_output_among_inputs(inputs: &[std::path::PathBuf], root: Option<&Path>) -> Result<(), Failure> {
    let is_root = |input: &std::path::PathBuf| input.canonicalize().ok().as_deref() == root;
    match inputs.iter().find(|input| root.is_some() && is_root(input)) {
        Some(input) => Err(Failure::of_use(&format!("{}: is the output folder, too", say::name(input)))),
        None => Ok(()),
    }
}

fn work<'a>(args: &Args, found: &'a [Found], outputs: &'a [String], folder: Option<&'a Folder>) -> Work<'a> {
    let many = &args.many;
    let n_cores = std::thread::available_parallelism().map_or(1, usize::from);
    Work {
        found,
        outputs,
        folder,
        n_jobs: many.jobs.map_or(n_cores, |jobs| jobs.get() as usize),
        max_bytes: many.max_size << 20,
        retries_failed: many.retry_failed,
        is_fresh: many.no_resume,
        settings: Settings {
            arguments: worker_arguments(args),
            timeout: Duration::from_secs(many.timeout),
            memory_mib: many.memory,
        },
    }
}

fn worker_arguments(args: &Args) -> Vec<OsString> {
    let format = match args.many.format {
        Format::Json => "json",
        Format::Jsonl => "jsonl",
        Format::Csv => "csv",
        Format::Bibtex => "bibtex",
        Format::CslJson => "csl-json",
        Format::Ris => "ris",
    };
    let mut arguments =
        vec!["worker".to_owned(), format!("--memory={}", args.many.memory), format!("--format={format}")];
    arguments.extend(args.evidence.then(|| "--evidence".to_owned()));
    arguments.extend(args.compact.then(|| "--compact".to_owned()));
    arguments.extend((!args.lang.is_empty()).then(|| format!("--lang={}", args.lang.join(","))));
    arguments.into_iter().map(OsString::from).collect()
}

fn with_bar(work: &Work, stop: &Stop) -> Result<Vec<Record>, Failure> {
    let bar = progress::bar(work.found.len());
    let mut n_failed = 0;
    let records = run::run(work, stop, &mut |record| {
        n_failed += u32::from(record.status == Status::Failed);
        bar.set_message(format!("{n_failed} failed"));
        bar.inc(1);
    });
    bar.finish_and_clear();
    records
}

fn finish(
    args: &Args,
    folder: Option<&Folder>,
    records: &[Record],
    n_files: usize,
    stop: &Stop,
) -> Result<Exit, Failure> {
    let summary = Summary::of(records, n_files);
    let report = report::lines(records, &summary, !args.many.reproducible);
    if let Some(folder) = folder {
        folder.close(&report)?;
    }
    if let Some(path) = &args.many.report {
        output::to_file(path, report.as_bytes())?;
    }
    // Nobody is left to tell when standard error is closed.
    let _ = std::io::stderr().write_all(summary.for_a_person(records).as_bytes());
    Ok(match stop.exit() {
        Some(exit) => exit,
        None if 0 < summary.failed => Exit::SomeFailed,
        None => Exit::Parsed,
    })
}
