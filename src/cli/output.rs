//! Streams and files: what is read, what is written, and what each failure is called.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use super::exit::Exit;
use super::say;
use crate::Error;
use crate::input::MAX_FILE_BYTES;

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
        let cause = match error.kind() {
            ErrorKind::NotFound => "no such file or folder".to_owned(),
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            ErrorKind::IsADirectory => "is a folder".to_owned(),
            _ => error.to_string(),
        };
        Self { exit: Exit::Io, message: format!("{name}: {cause}") }
    }

    /// The file called `name` gives no CV.
    #[must_use]
    pub fn of_file(name: &str, error: &Error) -> Self {
        Self { exit: error.into(), message: format!("{name}: {}", say::escape(&error.to_string())) }
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
/// Whatever the system says, and [`Error::OverLimit`] as a failure.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = say::name(path);
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    let read = if is_stream(path) {
        io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    read.map_err(|error| Failure::of_io(&name, &error))?;
    Ok(bytes)
}

/// Writes to standard output. A reader that has had enough is no failure.
///
/// # Errors
/// Whatever else the system says.
pub fn to_stdout(bytes: &[u8]) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::of_io("standard output", &error)),
        _ => Ok(()),
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

/// Writes beside `path`, then renames: a crash or a full disk leaves the old file.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".cvparse-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}
