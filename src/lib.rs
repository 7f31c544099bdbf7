//! cvparse: a PDF CV goes in, schema-valid JSON comes out.
//!
//! One direction: bytes → [`input`] ([`pdf`], [`layout`]) → [`section`] → [`entry`] → [`extract`] → [`write`], with
//! the value readers of [`read`] and the vocabularies of [`lang`] beside it.
//!
//! Invariants: layout knows no language; read knows no section; write knows no PDF; only input, pdf and cli can fail,
//! and only cli does IO; no word of any language stands in a `.rs` file outside tests.
//!
//! ```
//! let cv = "Ada Lovelace\nada@example.org\n\nEducation\nBSc Mathematics, University of London, 1835";
//! let parsed = cvparse::parse(cv.as_bytes(), &cvparse::Options::default())?;
//! let json = cvparse::write::json::to_json(&parsed, cvparse::write::json::JsonOptions::default());
//! assert!(json.starts_with('{'));
//! # Ok::<(), cvparse::Error>(())
//! ```

pub mod cli;
pub mod edit;
pub mod entry;
pub mod error;
pub mod extract;
pub mod geom;
pub mod input;
mod keys;
pub mod lang;
pub mod layout;
pub mod model;
pub mod pdf;
pub mod read;
pub mod section;
pub mod span;
mod table;
pub mod write;

use sha2::{Digest, Sha256};

pub use error::{Error, Note, NoteCode};
pub use model::Cv;
use model::{CONTRACT_VERSION, Reading, Source};

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Tags of the languages in which the CV is worded ("de"): only their headings, dates and labels are known then, and
    /// English ones. Empty: all are, and the languages are detected.
    pub languages: Vec<String>,
}

/// A CV that was read.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// What it says.
    pub cv: Cv,
}

/// Reads a CV: a PDF, or plain text.
///
/// # Errors
/// One [`Error`] that says why the file gives no CV.
pub fn parse(bytes: &[u8], options: &Options) -> Result<Parsed, Error> {
    let mut input = input::read(bytes)?;
    let text = input.layout.text();
    let is_month_first = read::date::is_month_first(&text);
    let chosen;
    let vocabulary = if options.languages.is_empty() && !is_month_first {
        lang::Vocabulary::all()
    } else {
        chosen = lang::Vocabulary::of(&options.languages).with_month_first(is_month_first);
        &chosen
    };
    let mut sections = section::of_lines(std::mem::take(&mut input.layout.lines), vocabulary);
    entry::measure::settle(&mut sections);
    entry::plain::settle(&mut sections, vocabulary);
    let (mut cv, notes) = extract::extract(sections, &input.layout.furniture, vocabulary);
    let no_addresses = extract::uri::complete(&mut cv);
    let languages = match options.languages.as_slice() {
        [] => vocabulary.detect(&text),
        chosen => chosen.to_vec(),
    };
    cv.meta.version = CONTRACT_VERSION.into();
    cv.meta.cvparse = Reading {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        source: Source { file: None, sha256: sha256(bytes), pages: input.n_pages, text: input.text_layer },
        languages,
        confidence: cv.confidence(),
        notes: input.notes.into_iter().chain(notes).chain(no_addresses).collect(),
        evidence: None,
    };
    Ok(Parsed { cv })
}

/// SHA-256 of `bytes` in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
