//! Notes on text that nobody can see.
//!
//! In: a page whose glyphs are marked. Out: one note for each stretch of hidden text, with a short excerpt.

use super::{Glyph, Hidden, Page, crude};
use crate::error::{Note, NoteCode};
use crate::geom::{Pt, Rect};

/// Notes on hidden text that one file gets; further stretches are counted in the last one's place.
const MAX_NOTES: usize = 50;
/// Characters of an excerpt.
const MAX_EXCERPT: usize = 120;

/// Adds a note for each stretch of hidden glyphs.
pub fn report(page: &Page, notes: &mut Vec<Note>) {
    let is_same = |one: &Glyph, other: &Glyph| one.hidden == other.hidden;
    for stretch in page.glyphs.chunk_by(is_same) {
        let Some(reason) = stretch.first().and_then(|glyph| glyph.hidden) else { continue };
        let text = crude::text(stretch.iter());
        let text = text.trim();
        if text.is_empty() || MAX_NOTES <= notes.len() {
            continue;
        }
        let n_characters = text.chars().count();
        let mut note = Note::new(NoteCode::HiddenText, format!("{n_characters} characters of text {}", why(reason)));
        note.page = Some(page.number);
        note.bbox = bounds(stretch);
        note.excerpt = Some(excerpt(text));
        notes.push(note);
    }
}

/// The beginning of a text, for a note.
pub fn excerpt(text: &str) -> String {
    text.chars().take(MAX_EXCERPT).collect()
}

fn why(reason: Hidden) -> &'static str {
    match reason {
        Hidden::Invisible => "that is not painted",
        Hidden::SameColor => "in the colour of what lies behind it",
        Hidden::Tiny => "too small to read",
        Hidden::OffPage => "outside the visible page",
        Hidden::Covered => "under a picture or a box",
        Hidden::OptionalContent => "in content that is switched off",
    }
}

/// The box around some glyphs.
pub fn bounds(glyphs: &[Glyph]) -> Option<Rect> {
    let boxes = glyphs.iter().map(|glyph| Rect {
        x0: glyph.x0,
        y0: glyph.baseline - glyph.em.max(Pt(0.0)),
        x1: glyph.x1,
        y1: glyph.baseline,
    });
    boxes.reduce(|all, bbox| all.union(&bbox))
}
