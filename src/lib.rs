//! cvparse: a PDF CV goes in, schema-valid JSON comes out.
//!
//! One direction: bytes → [`pdf`] → [`layout`] → [`section`] → [`entry`] → [`extract`] → [`write`], with the value
//! readers of [`read`] and the vocabularies of [`lang`] beside it.
//!
//! Invariants: layout knows no language; read knows no section; write knows no PDF; only pdf and cli do IO or can
//! fail; no word of any language stands in a `.rs` file outside tests.

pub mod cli;
pub mod entry;
pub mod error;
pub mod extract;
pub mod geom;
pub mod lang;
pub mod layout;
pub mod model;
pub mod pdf;
pub mod read;
pub mod section;
pub mod span;
pub mod write;

pub use error::{Error, Note, NoteCode};
pub use model::Cv;

/// How to read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Language tags that override detection ("de"); empty: detect.
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
    let document = pdf::read(bytes)?;
    let layout = layout::lay_out(&document);
    let vocabulary = lang::Vocabulary::all();
    let sections = section::split(&layout, vocabulary);
    let (cv, _notes) = extract::extract(&sections, &layout.furniture, vocabulary);
    let _ = options;
    Ok(Parsed { cv })
}
