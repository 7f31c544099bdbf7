//! One file in, one document out: the main job.

use std::any::Any;
use std::panic;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::args::{Args, Format, NAME};
use super::exit::Exit;
use super::output::{self, Failure};
use super::say;
use crate::pdf::limits::{MAX_TIME_IN_ALL, MAX_WAIT, Worker, too_slow, worked};
use crate::write::json::{JsonOptions, to_json};
use crate::write::{bibtex, csl_json, ris};
use crate::{Error, Options, Parsed, input};

/// Stack for reading one file. Nesting is bounded in the code; this keeps the bound far from the end.
const STACK_BYTES: usize = 64 << 20;

/// The clock is read again after this time.
const TICK: Duration = Duration::from_millis(50);

/// Parses the file of `args` and writes its document.
///
/// # Errors
/// The one [`Failure`] that leaves no document.
pub fn run(args: &Args) -> Result<(), Failure> {
    let Some(path) = args.inputs.first() else {
        return Err(Failure::of_use("no file given (see --help)"));
    };
    let options = Options { languages: args.lang.clone() };
    let parsed = guard(path, move |bytes| crate::parse(bytes, &options))?;
    let json = document(args, &parsed);
    match args.output.as_deref() {
        Some(output) if !output::is_stream(output) => output::to_file(output, json.as_bytes()),
        _ => output::to_stdout(json.as_bytes()),
    }
}

fn document(args: &Args, parsed: &Parsed) -> String {
    match args.many.format {
        Format::Bibtex => bibtex::to_bibtex(&parsed.cv),
        Format::CslJson => csl_json::to_csl_json(&parsed.cv),
        Format::Ris => ris::to_ris(&parsed.cv),
        _ => to_json(parsed, JsonOptions { with_evidence: args.evidence, is_compact: args.compact }),
    }
}

/// Reads the file at `path` and runs `job` on it, on a stack of its own; a panic is a failure like any other.
///
/// # Errors
/// A [`Failure`] that names the file and the cause.
pub fn guard<T: Send + 'static>(
    path: &Path,
    job: impl FnOnce(&[u8]) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let bytes = output::read_all(path)?;
    let name = say::name(path);
    hush();
    let file = path.to_string_lossy().into_owned();
    let job = move || input::check_claim(&file, &bytes).and_then(|()| job(&bytes));
    let result = in_time(MAX_TIME_IN_ALL, job).map_err(|_| Failure {
        exit: Exit::Internal,
        message: format!("{name}: a bug in {NAME} (RUST_BACKTRACE=1 tells where)"),
    })?;
    result.map_err(|error| Failure::of_file(&say::name(path), &error))
}

/// Keeps a panic from writing to standard error, where only our one line belongs, unless the user wants to see it.
pub fn hush() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        panic::set_hook(Box::new(|_| {}));
    }
}

/// Runs `job` on a stack of its own, but no longer than `limit` of work: what then still runs ends with the process.
fn in_time<T: Send + 'static>(
    limit: Duration,
    job: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> thread::Result<Result<T, Error>> {
    let (done, result) = mpsc::channel();
    let (started, before) = (Instant::now(), worked(Worker::Process));
    let worker = spawn(move || {
        // Nobody waits any more for a job that took too long.
        let _ = done.send(job());
    })?;
    loop {
        match result.recv_timeout(TICK) {
            // What the worker kept for itself is freed while the result is written.
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => {
                return worker.join().and_then(|()| Err(Box::new("a job without a result")));
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        if limit < worked(Worker::Process).saturating_sub(before) || MAX_WAIT < started.elapsed() {
            return Ok(Err(too_slow(limit)));
        }
    }
}

/// Runs `job` on a stack that is large enough for it; a panic is an error.
///
/// # Errors
/// The panic's message, or the system's where there is no thread to be had.
pub fn on_own_stack<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> thread::Result<T> {
    spawn(job)?.join()
}

fn spawn<T: Send + 'static>(job: impl FnOnce() -> T + Send + 'static) -> thread::Result<JoinHandle<T>> {
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(job);
    worker.map_err(|error| Box::new(error) as Box<dyn Any + Send>)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_that_takes_too_long_is_over_the_limit() {
        let quick = in_time(Duration::from_mins(1), || Ok(1));
        assert_eq!(quick.unwrap(), Ok(1));
        let slow = in_time(Duration::from_millis(20), || {
            let mut n = 0_u64;
            while worked(Worker::Thread) < Duration::from_secs(1) {
                n = n.wrapping_add(1);
            }
            Ok(n)
        });
        assert!(matches!(slow.unwrap(), Err(Error::OverLimit { .. })));
        assert!(in_time(Duration::from_mins(1), || -> Result<(), Error> { panic!("as wanted") }).is_err());
    }
}
