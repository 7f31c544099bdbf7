//! One file in, one document out: the main job.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{process, thread};

use super::args::{Args, Format, NAME};
use super::exit::Exit;
use super::output::{self, Failure};
use super::say;
use super::watch::Watch;
use crate::pdf::limits::{MAX_TIME_IN_ALL, too_slow};
use crate::write::json::{JsonOptions, into_json};
use crate::write::{bibtex, csl_json, ris};
use crate::{Error, Options, Parsed, input};

/// Parses the file of `args` and writes its document.
///
/// # Errors
/// The one [`Failure`] that leaves no document.
pub fn run(args: &Args) -> Result<(), Failure> {
    let Some(path) = args.inputs.first() else {
        return Err(Failure::of_use("no file given (see --help)"));
    };
    let options = Options { languages: args.lang.clone() };
    let parsed = guard(path, |bytes| crate::parse(bytes, &options))?;
    let json = document(args, parsed);
    match args.output.as_deref() {
        Some(output) if !output::is_stream(output) => output::to_file(output, json.as_bytes()),
        _ => output::to_stdout(json.as_bytes()),
    }
}

fn document(args: &Args, parsed: Parsed) -> String {
    match args.many.format {
        Format::Bibtex => bibtex::to_bibtex(&parsed.cv),
        Format::CslJson => csl_json::to_csl_json(&parsed.cv),
        Format::Ris => ris::to_ris(&parsed.cv),
        _ => into_json(parsed, JsonOptions { with_evidence: args.evidence, is_compact: args.compact }),
    }
}

/// Reads the file at `path` and runs `job` on it; a panic is a failure like any other, and so is a job that takes too
/// long: it ends with the process.
///
/// # Errors
/// A [`Failure`] that names the file and the cause.
pub fn guard<T>(path: &Path, job: impl FnOnce(&[u8]) -> Result<T, Error>) -> Result<T, Failure> {
    let bytes = output::read_all(path)?;
    let name = say::name(path);
    hush();
    let too_slow = Failure::of_file(&name, &too_slow(MAX_TIME_IN_ALL));
    let watch = Watch::start(MAX_TIME_IN_ALL, move || end(&too_slow)).map_err(|error| Failure::of_io(&name, &error))?;
    let result = caught(|| input::check_claim(&path.to_string_lossy(), &bytes).and_then(|()| job(&bytes)));
    while !watch.stop() {
        // The watch is about to end the process.
        thread::park();
    }
    let result = result.map_err(|_| Failure {
        exit: Exit::Internal,
        message: format!("{name}: a bug in {NAME} (RUST_BACKTRACE=1 tells where)"),
    })?;
    result.map_err(|error| Failure::of_file(&name, &error))
}

/// Ends the process where it stands.
fn end(failure: &Failure) {
    say::failure(failure);
    process::exit(failure.exit.code().into());
}

/// Runs `job`; a panic is an error, whose message nobody may see.
///
/// # Errors
/// What the job panicked with.
pub fn caught<T>(job: impl FnOnce() -> T) -> thread::Result<T> {
    // Nothing of the job is looked at after a panic: its input was only read, its output is lost.
    panic::catch_unwind(AssertUnwindSafe(job))
}

/// Keeps a panic from writing to standard error, where only our one line belongs, unless the user wants to see it.
pub fn hush() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        assert_eq!(caught(|| 1).unwrap(), 1);
        assert!(caught(|| panic!("as wanted")).is_err());
    }
}
