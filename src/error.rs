//! What can go wrong: [`Error`] when the file cannot be read, [`Note`] when its text is doubtful.
//!
//! A file gives either an answer or one error. Trouble with the text never costs the answer: it becomes a note.

use schemars::JsonSchema;
use serde::Serialize;

use crate::geom::Rect;

/// Why a file gave no CV. Each kind has its own exit code (`cli::exit`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No byte at all.
    #[error("the file is empty")]
    Empty,
    /// Neither a PDF nor text.
    #[error("neither a PDF nor plain text ({what})")]
    NotPdfOrText {
        /// What it looks like, from its first bytes.
        what: String,
    },
    /// A text whose name says that it is a PDF.
    #[error("no PDF, as its name says, but plain text: rename it to have it read as that")]
    NamedAsPdf,
    /// It opens only with a password that we do not have.
    #[error("encrypted: needs a password")]
    NeedsPassword,
    /// Broken so that no page can be recovered.
    #[error("damaged beyond repair: {what}")]
    Damaged {
        /// The first thing that could not be repaired.
        what: String,
    },
    /// Every page is an image or empty; there is no text to read without OCR.
    #[error("no text layer on any of {pages} pages")]
    NoText {
        /// How many pages were looked at.
        pages: u32,
    },
    /// A budget of `pdf::limits` was exceeded.
    #[error("over the limit of {limit}: {what}")]
    OverLimit {
        /// The budget, as printed in the documentation ("64 MiB decompressed").
        limit: String,
        /// What exceeded it.
        what: String,
    },
}

/// What a note is about; a closed list, documented in README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NoteCode {
    /// Text that a reader of the page cannot see; it is in no field.
    HiddenText,
    /// Text that gives orders to a reading machine.
    SuspiciousText,
    /// The file was damaged and was read after repair.
    RepairedFile,
    /// A font gave no reliable characters for some of its glyphs.
    UnreadableGlyphs,
    /// A value was mended (its raw text is kept).
    RepairedText,
    /// A line repeats another in garbled form and was left out.
    DuplicateText,
    /// A name is garbled and could not be mended safely.
    GarbledText,
    /// A date, place or venue that stood apart was given to an entry.
    Reattached,
    /// Two printed facts contradict each other; both are as printed.
    Contradiction,
    /// A printed line that is in no field.
    UnreadText,
    /// A value is a guess among near equals, or there is none at all.
    LowConfidence,
    /// Stray signs without meaning were dropped.
    StrayText,
}

/// A remark on what was repaired, doubted, hidden or left.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// What kind of remark.
    pub code: NoteCode,
    /// One sentence for a person.
    pub message: String,
    /// JSON Pointer to the value it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Page number, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// A short excerpt of the text it is about; shown in evidence mode only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub excerpt: Option<String>,
    /// Where that text stands; shown in evidence mode only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bbox: Option<Rect>,
}

impl Note {
    /// A note on nothing in particular.
    #[must_use]
    pub fn new(code: NoteCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), pointer: None, page: None, excerpt: None, bbox: None }
    }
}
