//! Earlier revisions of an updated file: text that was taken away and is still in its bytes.
//!
//! In: the bytes of a file, and the document that its last revision is. Out: a note for each page of which an earlier
//! revision printed what is no longer printed. That text never becomes a value.

use std::collections::HashSet;

use super::limits::Budget;
use super::{Document, Glyph, Page, crude, hidden, read_whole};
use crate::error::{Note, NoteCode};

/// Earlier revisions that are looked at, from the latest on.
const MAX_REVISIONS: usize = 3;
/// Bytes before the end of a revision in which its `startxref` stands.
const TAIL: usize = 64;
/// Baselines this far apart, in ems, are of two lines.
const LINE_STEP_EM: f32 = 0.5;
/// The mark at the end of each revision.
const END: &[u8] = b"%%EOF";

/// Adds the notes. A revision that cannot be read, or not within what is left of the budget, has none.
pub fn report(bytes: &[u8], document: &mut Document, budget: &mut Budget) {
    let ends = ends(bytes);
    if ends.is_empty() {
        return;
    }
    let text = crude_words(document);
    let words: HashSet<&str> = text.split_whitespace().collect();
    let mut notes: Vec<Note> = Vec::new();
    for end in ends {
        let Some(earlier) = bytes.get(..end) else { continue };
        let Ok(whole) = read_whole(earlier, budget) else { continue };
        let lost = whole.document.pages.iter().filter_map(|page| note(page, &words));
        notes.extend(lost);
    }
    // What two revisions had is told once.
    let mut told = HashSet::new();
    notes.retain(|note| told.insert((note.page, note.excerpt.clone())));
    document.notes.extend(notes);
}

/// Where earlier revisions end, from the latest on.
fn ends(bytes: &[u8]) -> Vec<usize> {
    let marks: Vec<usize> = memchr::memmem::find_iter(bytes, END).collect();
    let earlier = marks.iter().rev().skip(1).map(|at| at + END.len());
    earlier.filter(|&end| is_revision(bytes, end)).take(MAX_REVISIONS).collect()
}

/// Whether an update follows that refers to what stands before `end`; the head of a linearized file is no revision.
fn is_revision(bytes: &[u8], end: usize) -> bool {
    let tail = bytes.get(end.saturating_sub(TAIL)..end).unwrap_or_default();
    let number = memchr::memmem::rfind(tail, b"startxref").and_then(|at| tail.get(at + b"startxref".len()..));
    let first = number.and_then(|number| number.iter().find(|byte| byte.is_ascii_digit()));
    let update = bytes.get(end..).unwrap_or_default();
    first.is_some_and(|digit| *digit != b'0') && memchr::memmem::find(update, b"/Prev").is_some()
}

fn crude_words(document: &Document) -> String {
    let pages = document.pages.iter().map(|page| crude::text(page.glyphs.iter()));
    pages.collect::<Vec<_>>().join("\n")
}

/// The note on the lines of a page that hold a word which is nowhere in the document any more.
fn note(page: &Page, words: &HashSet<&str>) -> Option<Note> {
    let is_level = |one: &Glyph, other: &Glyph| {
        one.turn == other.turn && (one.baseline - other.baseline).abs() < one.em.max(other.em) * LINE_STEP_EM
    };
    let mut lost = Vec::new();
    let mut texts = Vec::new();
    for line in page.glyphs.chunk_by(is_level) {
        let text = crude::text(line.iter());
        if text.split_whitespace().any(|word| !words.contains(word)) {
            lost.extend(line.iter().cloned());
            texts.push(text.trim().to_owned());
        }
    }
    let text = texts.join("\n");
    let n_characters = text.chars().count();
    let message = format!("{n_characters} characters of text of an earlier revision of the file");
    let mut note = Note::new(NoteCode::HiddenText, message);
    note.page = Some(page.number);
    note.bbox = hidden::bounds(&lost);
    note.excerpt = Some(hidden::excerpt(&text));
    (!texts.is_empty()).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &[usize]) {
        assert_eq!(ends(bytes), expected);
    }

    #[test]
    fn a_revision_ends_where_an_update_begins() {
        check(b"startxref\n9\n%%EOF\n4 0 obj trailer << /Prev 9 >> startxref\n30\n%%EOF\n", &[17]);
        check(b"startxref\n9\n%%EOF\n", &[]);
    }

    #[test]
    fn the_head_of_a_linearized_file_is_no_revision() {
        check(b"<< /Prev 200 >> startxref\n0\n%%EOF\n 4 0 obj /Prev startxref\n30\n%%EOF\n", &[]);
        check(b"startxref\n9\n%%EOF\n startxref\n9\n%%EOF", &[]);
    }
}
