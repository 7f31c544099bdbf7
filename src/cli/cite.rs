//! `cvparse cite`: a list of references, one a line, to publications, one JSON object a line.
//!
//! In: text, a reference a line. Out: for each line, in order, `{"text": the line, …a publication}`. The lines are
//! read one by one, not as a list: they may come from anywhere.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use super::output::{self, Failure};
use crate::extract::publications::{Venues, publication};
use crate::geom::Rect;
use crate::lang::Vocabulary;
use crate::model::Publication;
use crate::read::citation;
use crate::span::{Run, Span, Style};

/// A line and what it says.
#[derive(Serialize)]
struct Answer<'a> {
    text: &'a str,
    #[serde(flatten)]
    publication: Publication,
}

/// Reads the references of the file at `path` and prints what they say.
///
/// # Errors
/// The one [`Failure`] of reading or writing.
pub fn run(path: &Path) -> Result<(), Failure> {
    let bytes = output::read_all(path)?;
    let text = String::from_utf8_lossy(&bytes);
    output::to_stdout(&answers(&text))
}

fn answers(text: &str) -> Vec<u8> {
    let mut out = BufWriter::new(Vec::new());
    for line in text.lines() {
        let answer = Answer { text: line, publication: read(line) };
        // Writing into memory does not fail; a line that could not be serialized would be left out.
        if serde_json::to_writer(&mut out, &answer).is_ok() {
            let _ = out.write_all(b"\n");
        }
    }
    out.into_inner().unwrap_or_default()
}

/// The publication that one reference string is about.
#[must_use]
pub fn read(reference: &str) -> Publication {
    let link: Option<Arc<str>> = None;
    let run = Run { start: 0, page: 1, bbox: Rect::default(), style: Style::default(), link, icon: None };
    let span = Span::new(reference, run);
    let citation = citation::read(reference, &[]);
    publication(&span, &citation, Venues::Only, Vocabulary::all())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_answered_in_order() {
        let out = String::from_utf8(answers("Bee, A. (2001). A title of note. Nature, 3(1), 5–9.\n\nx\n")).unwrap();
        let lines: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["name"], "A title of note");
        assert_eq!(lines[0]["authors"][0], "Bee, A.");
        assert_eq!(lines[0]["releaseDate"], "2001");
        assert_eq!(lines[1]["text"], "");
    }
}
