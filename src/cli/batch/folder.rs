//! The output folder: who holds it, what may be written in it, and how.
//!
//! Besides the documents it holds `report.jsonl` and `.cvparse/` (the lock and the journal). Nothing is ever written
//! outside it, and no file that it did not write is replaced unless the user says so.

use std::fs::{self, DirBuilder, File, TryLockError};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::REPORT;
use super::journal::{Entry, Journal};
use super::record::Name;
use crate::cli::exit::Exit;
use crate::cli::output::{Failure, TEMPORARY_PREFIX, replace};
use crate::cli::say;

/// Our own folder in the output folder.
const STATE: &str = ".cvparse";

/// An output folder that this run holds.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    run: String,
    is_forced: bool,
    journal: Mutex<Journal>,
    /// Held as long as the folder is.
    _lock: File,
}

impl Folder {
    /// Takes the folder at `root` for a run of the options hashed in `run`, making it where it is missing.
    ///
    /// # Errors
    /// When another run holds it, when a strange report lies in it, and whatever the system says.
    pub fn take(root: &Path, run: String, is_forced: bool) -> Result<Self, Failure> {
        let of_io = |error: io::Error| Failure::of_io(&say::name(root), &error);
        let state = root.join(STATE);
        make_folder(&state).map_err(of_io)?;
        let lock = lock(&state, root)?;
        let is_new = !state.join("journal.jsonl").exists();
        if is_new && !is_forced && root.join(REPORT).symlink_metadata().is_ok() {
            let message = format!("{}: holds a {REPORT} of something else (--force replaces it)", say::name(root));
            return Err(Failure { exit: Exit::Io, message });
        }
        let journal = Mutex::new(Journal::open(&state.join("journal.jsonl")).map_err(of_io)?);
        let root = root.canonicalize().map_err(of_io)?;
        Ok(Self { root, run, is_forced, journal, _lock: lock })
    }

    /// Where it is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What an earlier run of the same options made of the same bytes, as long as its document is still there.
    #[must_use]
    pub fn known(&self, name: &Name, sha256: &str) -> Option<Entry> {
        let journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = journal.entry(name, &self.run, sha256)?;
        let size_of = |output: &String| self.root.join(output).symlink_metadata().ok().filter(fs::Metadata::is_file);
        let is_whole = match &entry.record.output {
            Some(output) => size_of(output).is_some_and(|meta| meta.len() == entry.size),
            None => true,
        };
        is_whole.then(|| entry.clone())
    }

    /// Whether the document `output` may be written: nothing is there, or it is ours.
    #[must_use]
    pub fn is_free(&self, output: &str) -> bool {
        let journal = self.journal.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_forced || journal.is_ours(output) || self.root.join(output).symlink_metadata().is_err()
    }

    /// Writes a document, whole or not at all.
    ///
    /// # Errors
    /// Whatever the system says; the folder is then as it was.
    pub fn write(&self, output: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.place(output, |path| replace(path, bytes))
    }

    /// Makes `output` the same file as the document `original`.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn link(&self, original: &str, output: &str) -> Result<(), Failure> {
        let original = self.root.join(original);
        self.place(output, |path| {
            // Where the document is there already, it is left: a link cannot replace it in one step.
            if fs::read(path).ok().is_some_and(|bytes| fs::read(&original).ok() == Some(bytes)) {
                return Ok(());
            }
            replace(path, &fs::read(&original)?)
        })
    }

    fn place(&self, output: &str, write: impl FnOnce(&Path) -> io::Result<()>) -> Result<(), Failure> {
        let path = self.root.join(output);
        let placed = self.make_parents(output).and_then(|()| {
            self.journal.lock().unwrap_or_else(PoisonError::into_inner).writing(output)?;
            write(&path)
        });
        placed.map_err(|error| Failure::of_io(&say::name(&path), &error))
    }

    /// Makes the folders above `output`. A link among them could lead out of the folder: it is refused.
    fn make_parents(&self, output: &str) -> io::Result<()> {
        let mut path = self.root.clone();
        for folder in output.rsplit_once('/').map_or("", |(folders, _)| folders).split('/') {
            path.push(folder);
            make_folder(&path)?;
            if !path.symlink_metadata()?.is_dir() {
                return Err(io::Error::new(ErrorKind::NotADirectory, "a link stands in the way of a folder"));
            }
        }
        Ok(())
    }

    /// Notes what was made of a file.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn done(&self, mut entry: Entry) -> Result<(), Failure> {
        entry.run.clone_from(&self.run);
        let done = self.journal.lock().unwrap_or_else(PoisonError::into_inner).done(entry);
        done.map_err(|error| Failure::of_io(&say::name(&self.root), &error))
    }

    /// Writes the report and waits until the journal is on the disk.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn close(&self, report: &str) -> Result<(), Failure> {
        let path = self.root.join(REPORT);
        let synced = self.journal.lock().unwrap_or_else(PoisonError::into_inner).sync();
        let written = replace(&path, report.as_bytes()).and(synced);
        written.map_err(|error| Failure::of_io(&say::name(&path), &error))
    }

    /// Removes temporary files that a killed run left beside the documents `outputs`.
    pub fn sweep(&self, outputs: &[String]) {
        let mut folders: Vec<&str> =
            outputs.iter().map(|output| output.rsplit_once('/').map_or("", |(folder, _)| folder)).collect();
        folders.push("");
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            let files = fs::read_dir(self.root.join(folder)).into_iter().flatten().filter_map(Result::ok);
            for file in
                files.filter(|file| file.file_name().as_encoded_bytes().starts_with(TEMPORARY_PREFIX.as_bytes()))
            {
                // One that cannot be removed harms nobody.
                let _ = fs::remove_file(file.path());
            }
        }
    }
}

/// Makes a folder that only its owner may look into; one that is there stays as it is.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn lock(state: &Path, root: &Path) -> Result<File, Failure> {
    let of_io = |error: io::Error| Failure::of_io(&say::name(root), &error);
    let path = state.join("lock");
    let mut lock = File::options().read(true).write(true).create(true).truncate(false).open(path).map_err(of_io)?;
    match lock.try_lock() {
        Ok(()) => {
            let written = lock.set_len(0).and_then(|()| write!(lock, "{}", std::process::id()));
            written.map_err(of_io).map(|()| lock)
        }
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Only a number is shown of it, and at most as many digits as a process has.
            let _ = (&lock).take(20).read_to_string(&mut holder);
            let holder = holder.trim().parse::<u32>().map_or_else(|_| "another".to_owned(), |id| id.to_string());
            let message = format!("{}: in use by process {holder}", say::name(root));
            Err(Failure { exit: Exit::Io, message })
        }
        Err(TryLockError::Error(error)) => Err(of_io(error)),
    }
}
