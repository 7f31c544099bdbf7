//! Pages for tests: text set in a fixed pitch at given places.

use smol_str::SmolStr;

use crate::geom::Pt;
use crate::pdf::{Document, Font, Glyph, Page, Turn};

/// Size of the text on a test page.
pub const EM: f32 = 10.0;

/// Width of every letter on a test page.
pub const PITCH: f32 = 5.0;

/// An A4 page without text.
#[must_use]
pub fn page() -> Page {
    Page { number: 1, width: Pt(595.0), height: Pt(842.0), ..Page::default() }
}

/// Sets `text` at (`x`, `y`) in font `font`; spaces are gaps without glyphs.
pub fn set(page: &mut Page, x: f32, y: f32, text: &str, font: u16) {
    for (k, c) in text.chars().enumerate().filter(|(_, c)| *c != ' ') {
        page.glyphs.push(glyph(x + PITCH * k as f32, y, c, font));
    }
}

/// Sets `text` at (`x`, `y`); spaces are glyphs too, as browsers print them.
pub fn set_spaced(page: &mut Page, x: f32, y: f32, text: &str) {
    page.glyphs.extend(text.chars().enumerate().map(|(k, c)| glyph(x + PITCH * k as f32, y, c, 0)));
}

/// A document of these pages with a regular font 0 and a bold font 1.
#[must_use]
pub fn document(pages: Vec<Page>) -> Document {
    let bold = Font { bold: true, ..Font::default() };
    Document { pages, fonts: vec![Font::default(), bold], ..Document::default() }
}

fn glyph(x: f32, y: f32, letter: char, font: u16) -> Glyph {
    Glyph {
        text: SmolStr::new(letter.to_string()),
        x0: Pt(x),
        x1: Pt(x + PITCH),
        baseline: Pt(y),
        em: Pt(EM),
        font,
        color: 0,
        hidden: None,
        icon: None,
        turn: Turn::Upright,
        fake_bold: false,
    }
}
