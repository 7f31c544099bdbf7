//! What kind of file these bytes are.
//!
//! In: bytes. Out: a PDF, a text (decoded), or the [`Error`] that says what they look like. Names of files are not
//! known here: they lie.

use memchr::memmem;

use super::text;
use crate::error::Error;

/// A kind of file that can be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A PDF, however damaged.
    Pdf,
    /// A text, decoded.
    Text(String),
}

/// A PDF header may stand this far into the file (PDF 1.7, implementation note 13).
const HEADER_WINDOW: usize = 1024;

/// First bytes of kinds of file that people take for a CV, and what to call them; the first that fits counts.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "an RTF document"),
];

/// What a ZIP archive is, by the name of a file in it.
const ZIP_PARTS: &[(&[u8], &str)] = &[
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"opendocument", "an OpenDocument file"),
    (b"Index/Document.iwa", "a Pages document"),
];

/// How mark-up begins, in small letters.
const MARKUP: &[(&str, &str)] =
    &[("<!doctype html", "an HTML page"), ("<html", "an HTML page"), ("<?xml", "an XML document")];

impl Kind {
    /// The kind of `bytes`.
    ///
    /// # Errors
    /// [`Error::Empty`] for no byte, [`Error::NotPdfOrText`] for anything that is neither.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(Error::Empty);
        }
        if has_pdf_header(bytes.get(..HEADER_WINDOW).unwrap_or(bytes)) {
            return Ok(Self::Pdf);
        }
        if let Some(what) = signature(bytes) {
            return Err(other(what));
        }
        match text::decode(bytes) {
            Some(_) if has_pdf_objects(bytes) => Ok(Self::Pdf),
            Some(text) => of_text(text),
            None if has_pdf_header(bytes) || memmem::find(bytes, b"startxref").is_some() => Ok(Self::Pdf),
            None => Err(other("unknown binary data")),
        }
    }
}

/// `%PDF-1`: the version keeps a text that merely speaks of PDF files from being taken for one.
fn has_pdf_header(bytes: &[u8]) -> bool {
    let mut versions = memmem::find_iter(bytes, b"%PDF-").filter_map(|at| bytes.get(at + 5));
    versions.any(u8::is_ascii_digit)
}

/// Objects as only PDFs have them: the head is lost, or stands behind too much else, and no stream is compressed.
fn has_pdf_objects(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b" 0 obj", b"<<", b"endobj"];
    marks.iter().all(|mark| memmem::find(bytes, mark).is_some())
}

fn signature(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(b"PK\x03\x04") {
        let part = ZIP_PARTS.iter().find(|(name, _)| memmem::find(bytes, name).is_some());
        return Some(part.map_or("a ZIP archive", |(_, what)| what));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("a WebP image");
    }
    let fits = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start));
    // "BM" and "MZ" may begin a text, too; the others hold a byte that no text has, or say what they are.
    fits.filter(|(start, _)| 2 < start.len() || start.iter().any(|b| !b.is_ascii()) || text::decode(bytes).is_none())
        .map(|(_, what)| *what)
}

fn of_text(text: String) -> Result<Kind, Error> {
    let start: String = text.trim_start().chars().take(16).flat_map(char::to_lowercase).collect();
    if start.is_empty() {
        return Err(other("only white space"));
    }
    if start.starts_with(['{', '[']) && serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok() {
        return Err(other("a JSON document"));
    }
    match MARKUP.iter().find(|(tag, _)| start.starts_with(tag)) {
        Some((_, what)) => Err(other(what)),
        None => Ok(Kind::Text(text)),
    }
}

fn other(what: &str) -> Error {
    Error::NotPdfOrText { what: what.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str) {
        let actual = match Kind::of(bytes) {
            Ok(Kind::Pdf) => "pdf".to_owned(),
            Ok(Kind::Text(text)) => format!("text {text}"),
            Err(Error::NotPdfOrText { what }) => what,
            Err(error) => error.to_string(),
        };
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_header_behind_junk_is_a_pdf() {
        check(b"\r\n\x00junk%PDF-1.4\n\xe2\xe3", "pdf");
    }

    #[test]
    fn a_binary_file_that_lost_its_head_but_has_a_cross_reference_is_a_pdf() {
        check(b"\x00\x01\xfe\n3 0 obj\nendobj\nstartxref\n9\n%%EOF", "pdf");
    }

    #[test]
    fn a_text_of_objects_that_lost_its_head_is_a_pdf() {
        check(b"4 0 obj\n<< /Type /Catalog >>\nendobj\n", "pdf");
    }

    #[test]
    fn a_text_about_pdf_files_is_a_text() {
        check(b"Writes %PDF-files all day", "text Writes %PDF-files all day");
    }

    #[test]
    fn no_byte_is_empty() {
        check(b"", "the file is empty");
    }

    #[test]
    fn white_space_is_no_cv() {
        check(b" \r\n\t\n", "only white space");
    }

    #[test]
    fn images_archives_and_mark_up_are_named() {
        check(b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image");
        check(b"PK\x03\x04....word/document.xml", "a Word document");
        check(b"PK\x03\x04....other", "a ZIP archive");
        check(b"<!DOCTYPE html><p>Ada", "an HTML page");
        check(b"{\\rtf1 Ada}", "an RTF document");
        check(b"{\"basics\": {}}", "a JSON document");
        check(b"[Ada] Lovelace", "text [Ada] Lovelace");
        check(b"\x00\x01\x02\x03\x04", "unknown binary data");
    }

    #[test]
    fn a_name_that_begins_like_an_image_is_a_text() {
        check(b"BMW Group, Munich", "text BMW Group, Munich");
    }
}
