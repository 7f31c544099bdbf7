//! What the report and the journal say of a file.
//!
//! Nothing here is text of a CV: names of files, hashes, codes and counts only.

use std::collections::BTreeMap;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::cli::say;

/// How a file ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// There is a document.
    Parsed,
    /// There is a document, and text of the file is missing from it.
    Partial,
    /// There is none.
    Failed,
    /// It was no file to parse.
    Skipped,
}

/// Why there is no document; a closed list, documented in README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Neither a PDF nor text.
    NotPdfOrText,
    /// Encrypted with a password.
    NeedsPassword,
    /// Damaged beyond repair.
    Damaged,
    /// No text layer: a scan.
    NoText,
    /// Over a limit of the parser or on the size of files.
    OverLimit,
    /// A panic: a bug in cvparse.
    Internal,
    /// The system could not open or read it.
    Io,
    /// Not done in time.
    Timeout,
    /// Over the worker's memory.
    Memory,
    /// The worker died.
    Crashed,
    /// There is a file at the place of its document that this folder's journal does not know.
    OutputExists,
    /// A pipe, socket or device.
    NotRegular,
    /// Its name, or its folder's, begins with a dot.
    Hidden,
    /// A link that leads out of the folder.
    LinkOutside,
    /// A link to a folder; what lies there is found by its own path.
    LinkToFolder,
}

impl Cause {
    /// Whether a file with this cause was never meant to be parsed.
    #[must_use]
    pub fn status(self) -> Status {
        match self {
            Self::NotRegular | Self::Hidden | Self::LinkOutside | Self::LinkToFolder => Status::Skipped,
            _ => Status::Failed,
        }
    }
}

impl From<&Error> for Cause {
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

/// A file's path in the folder, without loss: `path_b64` holds the bytes where they are not UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Name {
    /// The path, wrong bytes replaced.
    pub path: String,
    /// Its bytes in Base64, where some are wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path_b64: Option<String>,
}

impl From<&Path> for Name {
    fn from(path: &Path) -> Self {
        let path_b64 = path.to_str().is_none().then(|| STANDARD.encode(path.as_os_str().as_encoded_bytes()));
        Self { path: path.to_string_lossy().into_owned(), path_b64 }
    }
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Which file.
    #[serde(flatten)]
    pub name: Name,
    /// How it ended.
    pub status: Status,
    /// Why there is no document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Cause>,
    /// The same for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Where its document is, in the output folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// SHA-256 of its bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// How long the worker took, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ms: Option<u64>,
    /// The worker's peak memory, in KiB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peak_kib: Option<u64>,
    /// How many notes of each code its document holds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, u32>,
    /// The first file with the same bytes; it was parsed for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_bytes_as: Option<String>,
    /// The first file with the same e-mail address, or the same name and telephone number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_person_as: Option<String>,
}

impl Record {
    /// A file with a document.
    #[must_use]
    pub fn parsed(name: Name) -> Self {
        Self {
            name,
            status: Status::Parsed,
            code: None,
            message: None,
            output: None,
            sha256: None,
            ms: None,
            peak_kib: None,
            notes: BTreeMap::new(),
            same_bytes_as: None,
            same_person_as: None,
        }
    }

    /// A file without one.
    #[must_use]
    pub fn without(name: Name, cause: Cause, message: &str) -> Self {
        let message = Some(say::escape(message));
        Self { status: cause.status(), code: Some(cause), message, ..Self::parsed(name) }
    }

    /// Whether it has a document.
    #[must_use]
    pub fn has_document(&self) -> bool {
        matches!(self.status, Status::Parsed | Status::Partial)
    }
}
