//! Worker processes as seen from the parent: start, ask, watch the clock, replace.
//!
//! In: the name and bytes of a file. Out: what the worker says, or how it died. A worker that dies or hangs costs the
//! file it was reading and nothing else.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::record::Cause;
use super::stop::Stop;
use super::worker::{Answer, read_answer, write_request};

/// How long a wait for a worker lasts before the signals are looked at again.
const TICK: Duration = Duration::from_millis(50);

/// Bytes of a dead worker's last words that are looked at.
const MAX_LAST_WORDS: u64 = 4096;

/// A file to be read.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its place among all files.
    pub index: usize,
    /// Its path below the common folder.
    pub name: String,
    /// Its bytes.
    pub bytes: Arc<Vec<u8>>,
    /// Their hash.
    pub sha256: String,
}

/// What a worker made of a job.
#[derive(Debug)]
pub enum Outcome {
    /// It answered.
    Answered(Answer, Vec<u8>),
    /// It did not.
    Died(Cause, String),
    /// The run was stopped first.
    Stopped,
}

/// How workers are started and when they are given up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Arguments of the program that make it a worker.
    pub arguments: Vec<OsString>,
    /// Longest time for one file.
    pub timeout: Duration,
    /// Memory of a worker in MiB, for messages.
    pub memory_mib: u64,
}

/// A place for one worker, which is started when it is first needed.
#[derive(Debug)]
pub struct Slot {
    settings: Settings,
    worker: Option<Worker>,
}

impl Slot {
    /// A place without a worker.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self { settings, worker: None }
    }

    /// Has `job` read; `stop` ends the wait.
    ///
    /// # Errors
    /// When no worker can be started.
    pub fn read(&mut self, job: &Job, stop: &Stop) -> io::Result<Outcome> {
        let was_used = self.worker.is_some();
        let outcome = self.read_once(job, stop)?;
        // What a worker leaves behind in memory must not decide over the next file: a new one has the last word.
        if was_used && matches!(outcome, Outcome::Died(Cause::Memory | Cause::Crashed, _)) {
            return self.read_once(job, stop);
        }
        Ok(outcome)
    }

    fn read_once(&mut self, job: &Job, stop: &Stop) -> io::Result<Outcome> {
        let worker = match &mut self.worker {
            Some(worker) => worker,
            none => none.insert(Worker::start(&self.settings.arguments)?),
        };
        let outcome = worker.read(job, self.settings.timeout, stop);
        if matches!(outcome, Ok(Outcome::Answered(..))) {
            return outcome;
        }
        let last_words = self.worker.take().map(Worker::end).unwrap_or_default();
        match outcome {
            Err(_) if last_words.contains("memory allocation") => {
                Ok(Outcome::Died(Cause::Memory, format!("over the limit of {} MiB memory", self.settings.memory_mib)))
            }
            Err(_) => Ok(Outcome::Died(Cause::Crashed, "the worker that read it died".to_owned())),
            other => other,
        }
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            worker.end();
        }
    }
}

/// A running worker and the thread that talks to it.
#[derive(Debug)]
struct Worker {
    child: Child,
    jobs: Sender<Job>,
    answers: Receiver<io::Result<(Answer, Vec<u8>)>>,
    talk: JoinHandle<()>,
}

impl Worker {
    fn start(arguments: &[OsString]) -> io::Result<Self> {
        let mut command = Command::new(program()?);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // A group of its own: an interrupt from the terminal is for the parent, which ends its workers itself.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn()?;
        let (Some(mut requests), Some(mut replies)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        let (jobs, of_jobs) = channel::<Job>();
        let (to_answers, answers) = channel();
        let talk = thread::spawn(move || {
            for job in of_jobs {
                let asked = write_request(&mut requests, &job.name, &job.bytes);
                let answer = asked.and_then(|()| read_answer(&mut replies));
                if to_answers.send(answer).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, jobs, answers, talk })
    }

    /// Errors are the worker's death.
    fn read(&mut self, job: &Job, timeout: Duration, stop: &Stop) -> io::Result<Outcome> {
        let started = Instant::now();
        self.jobs.send(job.clone()).map_err(|_| io::ErrorKind::BrokenPipe)?;
        loop {
            match self.answers.recv_timeout(TICK) {
                Ok(answer) => return answer.map(|(answer, document)| Outcome::Answered(answer, document)),
                Err(RecvTimeoutError::Disconnected) => return Err(io::ErrorKind::BrokenPipe.into()),
                Err(RecvTimeoutError::Timeout) if stop.is_set() => return Ok(Outcome::Stopped),
                Err(RecvTimeoutError::Timeout) if timeout <= started.elapsed() => {
                    let message = format!("not done within {} s", timeout.as_secs());
                    return Ok(Outcome::Died(Cause::Timeout, message));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Ends the process and returns its last words.
    fn end(mut self) -> String {
        // It may be gone already; either way it is waited for and its pipes end.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let mut last_words = Vec::new();
        if let Some(stderr) = self.child.stderr.take() {
            let _ = stderr.take(MAX_LAST_WORDS).read_to_end(&mut last_words);
        }
        drop(self.jobs);
        let _ = self.talk.join();
        String::from_utf8_lossy(&last_words).into_owned()
    }
}

/// This program; on Linux by a name that stays right when its file is replaced while it runs.
fn program() -> io::Result<PathBuf> {
    let own = Path::new("/proc/self/exe");
    if own.exists() { Ok(own.to_owned()) } else { std::env::current_exe() }
}
