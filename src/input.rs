//! Bytes to lines: what kind of file it is, told by its content alone, and its layout.
//!
//! In: the bytes of a file that a stranger wrote and named. Out: an [`Input`], or the [`Error`] that names what the
//! file looks like. Which vocabulary reads it later is not known here.

use crate::error::{Error, Note};
use crate::layout::{self, Layout};
use crate::model::TextLayer;
use crate::pdf;
use crate::pdf::limits::{MAX_CHARACTERS, MAX_FILE_BYTES};

mod sniff;
mod text;

pub use sniff::Kind;

/// How the names of PDF files end.
const PDF_SUFFIX: &str = ".pdf";

/// The lines of a file, and what is known of it before a word is understood.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Its lines in reading order.
    pub layout: Layout,
    /// Number of pages; 1 for text.
    pub n_pages: u32,
    /// What kind of text it holds.
    pub text_layer: TextLayer,
    /// Language that the file declares, if any.
    pub language: Option<String>,
    /// What was repaired or hidden.
    pub notes: Vec<Note>,
}

/// Reads a PDF or a text to its lines.
///
/// # Errors
/// Any [`Error`]: this is the only stage that can fail.
pub fn read(bytes: &[u8]) -> Result<Input, Error> {
    if MAX_FILE_BYTES < bytes.len() {
        let limit = format!("{} MiB", MAX_FILE_BYTES >> 20);
        return Err(Error::OverLimit { limit, what: "the file".to_owned() });
    }
    match Kind::of(bytes)? {
        Kind::Pdf => Ok(of_pdf(pdf::read(bytes)?)),
        Kind::Text(text) if text.chars().nth(MAX_CHARACTERS).is_some() => {
            Err(Error::OverLimit { limit: format!("{MAX_CHARACTERS} characters"), what: "text".to_owned() })
        }
        Kind::Text(text) => Ok(of_text(&text)),
    }
}

/// Refuses a text whose name says that it is a PDF.
///
/// What is saved as `cv.pdf` and is text is a failed download (an error page, a pointer to a store, base64) far more
/// often than a CV, and a document made of it would be an invention. The name decides nothing else.
///
/// # Errors
/// [`Error::NamedAsPdf`].
pub fn check_claim(name: &str, bytes: &[u8]) -> Result<(), Error> {
    let is_claimed = name.len().checked_sub(PDF_SUFFIX.len()).and_then(|at| name.get(at..));
    if is_claimed.is_some_and(|end| end.eq_ignore_ascii_case(PDF_SUFFIX))
        && matches!(Kind::of(bytes), Ok(Kind::Text(_)))
    {
        return Err(Error::NamedAsPdf);
    }
    Ok(())
}

fn of_pdf(document: pdf::Document) -> Input {
    Input {
        layout: layout::lay_out(&document),
        n_pages: document.pages.len() as u32,
        text_layer: document.text_layer,
        language: document.language,
        notes: document.notes,
    }
}

fn of_text(text: &str) -> Input {
    Input { layout: layout::plain::lay_out(text), n_pages: 1, text_layer: TextLayer::Plain, ..Input::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_text_that_is_named_as_a_pdf_is_refused() {
        let table: [(&str, &[u8], bool); 6] = [
            ("cv.pdf", b"Ada Byron", false),
            ("CV.PDF", b"Ada Byron", false),
            ("cv.pdf.txt", b"Ada Byron", true),
            ("cv", b"Ada Byron", true),
            ("cv.pdf", b"%PDF-1.7 ...", true),
            ("cv.txt", b"%PDF-1.7 ...", true),
        ];
        for (name, bytes, expected) in table {
            assert_eq!(check_claim(name, bytes).is_ok(), expected, "{name}");
        }
    }
}
