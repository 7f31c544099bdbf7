//! Exit codes: the one place where they are given and documented.

use std::process::ExitCode;

use crate::Error;

/// What the command's exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was parsed.
    Parsed = 0,
    /// A file could not be opened, read or written.
    Io = 1,
    /// Wrong use of the command line.
    Usage = 2,
    /// Of many files, some failed; the rest is written.
    SomeFailed = 3,
    /// Neither a PDF nor text.
    NotPdfOrText = 10,
    /// Encrypted with a password.
    NeedsPassword = 11,
    /// Damaged beyond repair.
    Damaged = 12,
    /// No text layer: a scan.
    NoText = 13,
    /// Over a limit.
    OverLimit = 14,
    /// A bug in cvparse.
    Internal = 15,
    /// Stopped by SIGINT.
    Interrupted = 130,
    /// Stopped by SIGTERM.
    Terminated = 143,
}

impl Exit {
    /// The code as a number.
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        match error {
            Error::Empty | Error::NotPdfOrText { .. } | Error::NamedAsPdf => Self::NotPdfOrText,
            Error::NeedsPassword => Self::NeedsPassword,
            Error::Damaged { .. } => Self::Damaged,
            Error::NoText { .. } => Self::NoText,
            Error::OverLimit { .. } => Self::OverLimit,
        }
    }
}

/// The table for `--help`.
pub const HELP: &str = "\
Exit codes:
  0   parsed
  1   a file could not be opened, read or written
  2   wrong use of the command line
  3   of many files some failed, the rest is written
  10  neither a PDF nor text
  11  needs a password
  12  damaged beyond repair
  13  no text layer (a scan)
  14  over a limit
  15  a bug in cvparse
  130 stopped by SIGINT, 143 by SIGTERM: what is done is written";
