//! Streams and files: what is read, what is written, and what each failure is called.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use super::exit::Exit;
use super::say;
use crate::Error;
use crate::pdf::limits::MAX_FILE_BYTES;

/// How names of temporary files begin.
pub const TEMPORARY_PREFIX: &str = ".cvparse-";

/// Name of standard input and output on the command line.
const STREAM: &str = "-";

/// Why the command ends without an answer: one line and an exit code.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// File and cause, escaped.
    pub message: String,
}

impl Failure {
    /// A failure of the system with the file called `name`.
    #[must_use]
    pub fn of_io(name: &str, error: &io::Error) -> Self {
        Self { exit: Exit::Io, message: format!("{name}: {}", cause_of(error)) }
    }

    /// The command line asks for what cannot be done.
    #[must_use]
    pub fn of_use(message: &str) -> Self {
        Self { exit: Exit::Usage, message: message.to_owned() }
    }

    /// The file called `name` gives no CV.
    #[must_use]
    pub fn of_file(name: &str, error: &Error) -> Self {
        Self { exit: error.into(), message: format!("{name}: {}", say::escape(&error.to_string())) }
    }
}

/// What the system says, in the words of this program where it has some.
#[must_use]
pub fn cause_of(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "permission denied".to_owned(),
        ErrorKind::IsADirectory => "is a folder".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

/// Whether `path` stands for standard input or output.
#[must_use]
pub fn is_stream(path: &Path) -> bool {
    path.as_os_str() == STREAM
}

/// Reads a file or, for `-`, standard input; one byte more than the limit at most.
///
/// # Errors
/// Whatever the system says.
pub fn read_all(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    let read = if is_stream(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| {
            // Only a hint: a pipe has no length, and a file may grow while it is read.
            bytes.reserve(file.metadata().map_or(0, |meta| meta.len().min(limit)) as usize);
            file.take(limit).read_to_end(&mut bytes)
        })
    };
    read.map_err(|error| Failure::of_io(&say::name(path), &error))?;
    Ok(bytes)
}

/// Reads a regular file, one byte more than `limit` at most; `None` for anything else, which is not waited for.
///
/// # Errors
/// Whatever the system says.
pub fn read_regular(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let mut options = File::options();
    options.read(true);
    // What was a file a moment ago may be a pipe now: opening one would wait for a writer.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    let file = options.open(path)?;
    if !file.metadata()?.is_file() {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(Some(bytes))
}

/// Writes to standard output. A reader that has had enough is no failure.
///
/// # Errors
/// Whatever else the system says.
pub fn to_stdout(bytes: &[u8]) -> Result<(), Failure> {
    offer(bytes).map(|_| ())
}

/// Writes to standard output; `false` when nobody reads it any more.
///
/// # Errors
/// Whatever else the system says.
pub fn offer(bytes: &[u8]) -> Result<bool, Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::of_io("standard output", &error)),
    }
}

/// Writes a file so that it appears whole or not at all; anything but a regular file (a device) is written into.
///
/// # Errors
/// Whatever the system says.
pub fn to_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let is_special = path.metadata().is_ok_and(|meta| !meta.is_file());
    let written =
        if is_special { File::create(path).and_then(|mut file| file.write_all(bytes)) } else { replace(path, bytes) };
    written.map_err(|error| Failure::of_io(&say::name(path), &error))
}

/// Writes beside `path`, then renames: a crash or a full disk leaves the old file. Only the owner may read it.
///
/// # Errors
/// Whatever the system says.
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(TEMPORARY_PREFIX).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
