//! JSON: the contract itself.
//!
//! In: a CV that was read. Out: one document, members in the order of the contract, with a line break at the end.

use std::fmt::Write;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::model::Cv;
use crate::write::schema::SCHEMA_ID;
use crate::{Note, Parsed};

/// How the document is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonOptions {
    /// Show where every value stood (`meta.cvparse.evidence`).
    pub with_evidence: bool,
    /// One line instead of indented.
    pub is_compact: bool,
}

/// The document: what describes it, then the CV.
#[derive(Serialize)]
struct Document {
    #[serde(rename = "$schema")]
    schema: &'static str,
    #[serde(flatten)]
    cv: Cv,
}

/// The CV as one JSON document, with a line break at the end.
#[must_use]
pub fn to_json(parsed: &Parsed, options: JsonOptions) -> String {
    into_json(parsed.clone(), options)
}

/// The same, for a CV that nobody needs any more.
#[must_use]
pub fn into_json(parsed: Parsed, options: JsonOptions) -> String {
    let mut cv = parsed.cv;
    if options.with_evidence {
        cv.meta.cvparse.evidence = Some(evidence(&cv));
    } else {
        cv.meta.cvparse.notes.iter_mut().for_each(hide_excerpt);
    }
    let document = Document { schema: SCHEMA_ID, cv };
    let text =
        if options.is_compact { serde_json::to_string(&document) } else { serde_json::to_string_pretty(&document) };
    let mut text = escape_controls(text.unwrap_or_default());
    text.push('\n');
    text
}

fn evidence(cv: &Cv) -> Map<String, Value> {
    let all = cv.evidence().into_iter();
    all.map(|(pointer, evidence)| (pointer, serde_json::to_value(evidence).unwrap_or_default())).collect()
}

fn hide_excerpt(note: &mut Note) {
    note.excerpt = None;
    note.bbox = None;
}

/// DEL and the C1 controls, which JSON allows as they are, drive terminals: they are escaped like the others.
#[must_use]
pub fn escape_controls(text: String) -> String {
    // In UTF-8 the C1 controls start with this byte.
    if !text.bytes().any(|byte| matches!(byte, 0x7f | 0xc2)) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if is_bare_control(c) {
            let _ = write!(escaped, "\\u{:04x}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn is_bare_control(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Confidence, Evidence, Printed};
    use crate::{NoteCode, geom::Rect};

    fn parsed(name: &str) -> Parsed {
        let evidence = Evidence {
            page: 1,
            bbox: Rect::new(72.004, 60.5, 200.0, 80.126),
            confidence: Confidence(0.9),
            raw: name.to_uppercase(),
            repaired: true,
        };
        let mut cv = Cv::default();
        cv.basics.name = Some(Printed { value: name.to_owned(), evidence });
        let mut note = Note::new(NoteCode::StrayText, "dropped");
        note.excerpt = Some("x".to_owned());
        cv.meta.cvparse.notes.push(note);
        Parsed { cv }
    }

    #[track_caller]
    fn check(name: &str, options: JsonOptions, expected: &str) {
        let json = to_json(&parsed(name), options);
        assert!(json.contains(expected), "{expected:?} is not in {json}");
    }

    const COMPACT: JsonOptions = JsonOptions { with_evidence: false, is_compact: true };

    #[test]
    fn what_describes_the_document_comes_first_and_absent_members_are_left_out() {
        check("Ada", COMPACT, r#"{"$schema":"urn:cvparse:schema:cv:1.0.0","basics":{"name":"Ada"},"meta":"#);
    }

    #[test]
    fn an_indented_document_ends_with_one_line_break() {
        check("Ada", JsonOptions::default(), "\n  }\n}\n");
    }

    #[test]
    fn evidence_says_page_box_and_raw_text() {
        let expected = r#""evidence":{"/basics/name":{"page":1,"bbox":[72.0,60.5,200.0,80.13],"confidence":0.9,"raw":"ADA","repaired":true}}"#;
        check("Ada", JsonOptions { with_evidence: true, is_compact: true }, expected);
    }

    #[test]
    fn excerpts_of_notes_are_evidence() {
        check("Ada", COMPACT, r#""notes":[{"code":"stray_text","message":"dropped"}]"#);
        check("Ada", JsonOptions { with_evidence: true, is_compact: true }, r#""excerpt":"x""#);
    }

    #[test]
    fn no_control_character_is_written_bare() {
        check("A\u{1b}\u{9b}\u{7f}", COMPACT, r#""A\u001b\u009b\u007f""#);
    }
}
