//! Which paths the user means: arguments, patterns and lists of files.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use crate::cli::args::Args;
use crate::cli::exit::Exit;
use crate::cli::output::{self, Failure};
use crate::cli::say;

/// All paths that the arguments name, in order.
///
/// # Errors
/// A list that cannot be read, a pattern that fits nothing, or no path at all.
pub fn gather(args: &Args) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for input in &args.inputs {
        if output::is_stream(input) {
            return Err(Failure::of_use("standard input is read alone, without other files"));
        }
        paths.extend(expand(input)?);
    }
    for (list, separator) in [(&args.many.files_from, b'\n'), (&args.many.files0_from, b'\0')] {
        if let Some(list) = list {
            let bytes = output::read_all(list)?;
            paths.extend(bytes.split(|byte| *byte == separator).filter(|name| !name.is_empty()).map(path_of));
        }
    }
    if paths.is_empty() { Err(Failure::of_use("no file given (see --help)")) } else { Ok(paths) }
}

/// The paths that fit `input` where it is a pattern and no path of its own.
fn expand(input: &Path) -> Result<Vec<PathBuf>, Failure> {
    let Some(pattern) = input.to_str().filter(|_| is_pattern(input)) else {
        return Ok(vec![input.to_owned()]);
    };
    let of_pattern = |cause: String| Failure { exit: Exit::Usage, message: format!("{}: {cause}", say::name(input)) };
    let found = glob::glob(pattern).map_err(|error| of_pattern(say::escape(error.msg)))?;
    // A folder that may not be listed is no match; what is in it could not be read either.
    let paths: Vec<PathBuf> = found.filter_map(Result::ok).collect();
    if paths.is_empty() { Err(of_pattern("fits no file".to_owned())) } else { Ok(paths) }
}

/// Whether `input` has signs of a pattern and is not simply a name that holds them.
#[must_use]
pub fn is_pattern(input: &Path) -> bool {
    let has_signs = input.as_os_str().as_encoded_bytes().iter().any(|byte| matches!(byte, b'*' | b'?' | b'['));
    has_signs && matches!(input.symlink_metadata(), Err(error) if error.kind() == io::ErrorKind::NotFound)
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(bytes).into_owned()))
}
