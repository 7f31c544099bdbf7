//! Bytes to pages: every visible glyph with its place and style, links, rules, fills and images.
//!
//! In: the bytes of a file that a stranger wrote. Out: a [`Document`]. The only code that knows lopdf. Nothing here
//! knows words or lines. All budgets are in [`limits`]; hidden text is marked on its glyphs, never dropped.

mod color;
mod font;
mod interpret;
pub mod limits;
mod links;
mod matrix;
mod objects;
mod pages;
mod paths;
mod state;
mod text;
mod tokens;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::error::{Error, Note, NoteCode};
use crate::geom::{Pt, Rect};
use crate::model::TextLayer;
use crate::span::Icon;
use interpret::Faces;
use limits::Budget;
use objects::Objects;

/// A file's pages.
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Fonts, indexed by [`Glyph::font`].
    pub fonts: Vec<Font>,
    /// Native text or an OCR layer.
    pub text_layer: TextLayer,
    /// Language that the file declares (`/Lang`), if any.
    pub language: Option<String>,
    /// What was repaired or hidden.
    pub notes: Vec<Note>,
}

/// A page in our frame: origin at the top left of the visible (cropped, rotated) page, y down, points.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Number, from 1.
    pub number: u32,
    /// Visible width.
    pub width: Pt,
    /// Visible height.
    pub height: Pt,
    /// Glyphs in the order in which they are painted.
    pub glyphs: Vec<Glyph>,
    /// Links.
    pub links: Vec<Link>,
    /// Straight lines and thin filled boxes.
    pub rules: Vec<Rect>,
    /// Filled boxes that are no rules, in painting order.
    pub fills: Vec<Fill>,
    /// Boxes of images.
    pub images: Vec<Rect>,
}

/// One glyph as painted.
#[derive(Debug, Clone)]
pub struct Glyph {
    /// What it stands for: usually one character; a ligature's letters; empty for an icon.
    pub text: SmolStr,
    /// Left edge of its advance box.
    pub x0: Pt,
    /// Right edge of its advance box.
    pub x1: Pt,
    /// Baseline.
    pub baseline: Pt,
    /// Height of the em on the page.
    pub em: Pt,
    /// Index into [`Document::fonts`].
    pub font: u16,
    /// Fill colour, `0xRRGGBB`.
    pub color: u32,
    /// Why no reader can see it, if so.
    pub hidden: Option<Hidden>,
    /// The icon it is, if its font and glyph name say so.
    pub icon: Option<Icon>,
    /// Which way its text runs. For turned text, x and baseline are in the page turned the same way.
    pub turn: Turn,
    /// Bold by stroking or by being printed twice.
    pub fake_bold: bool,
}

/// Direction in which text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Turn {
    /// Left to right.
    #[default]
    Upright,
    /// Top to bottom, the head turned right.
    Clockwise,
    /// Upside down.
    Half,
    /// Bottom to top.
    Counter,
}

/// Why a glyph cannot be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hidden {
    /// Render mode 3 or 7 outside an OCR layer, or fully transparent.
    Invisible,
    /// The same colour as what lies behind it.
    SameColor,
    /// Below about 1 pt on the page.
    Tiny,
    /// Outside the visible page.
    OffPage,
    /// Under an image or a filled box.
    Covered,
    /// In optional content that is switched off.
    OptionalContent,
}

/// A face.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Font {
    /// PostScript name without subset tag.
    pub name: String,
    /// Bold by name, weight or flags.
    pub bold: bool,
    /// Italic or oblique.
    pub italic: bool,
    /// All glyphs of one width.
    pub mono: bool,
    /// A small-caps face by name.
    pub small_caps: bool,
}

/// A link annotation with a URI.
#[derive(Debug, Clone)]
pub struct Link {
    /// Where it can be clicked.
    pub bbox: Rect,
    /// Its target.
    pub uri: Arc<str>,
}

/// A filled box.
#[derive(Debug, Clone)]
pub struct Fill {
    /// Where.
    pub bbox: Rect,
    /// Colour, `0xRRGGBB`.
    pub color: u32,
}

/// Reads a PDF.
///
/// # Errors
/// [`Error`] for anything that leaves no page with text: damaged, encrypted, over a limit, a scan.
pub fn read(bytes: &[u8]) -> Result<Document, Error> {
    if limits::MAX_FILE_BYTES < bytes.len() {
        return Err(limits::over(limits::mebibytes(limits::MAX_FILE_BYTES, "of file"), "file"));
    }
    let mut budget = Budget::new();
    let objects = Objects::open(bytes)?;
    let leaves = pages::leaves(&objects, &mut budget)?;
    if leaves.is_empty() {
        return Err(Error::Damaged { what: "no page".to_owned() });
    }
    let mut document = Document::default();
    let mut faces = Faces::default();
    for (leaf, number) in leaves.iter().zip(1..) {
        let mut page = interpret::page(&objects, leaf, &mut faces, &mut budget, number)?;
        page.links = links::links(&objects, leaf, &mut budget)?;
        document.pages.push(page);
    }
    document.fonts = faces.faces.into_iter().map(|face| face.font).collect();
    document.language = objects.catalog().and_then(|catalog| objects.get_text(catalog, b"Lang")).map(text_string);
    if objects.is_repaired {
        document.notes.push(Note::new(NoteCode::RepairedFile, "the table of objects was rebuilt"));
    }
    if document.pages.iter().all(|page| page.glyphs.iter().all(|glyph| glyph.text.trim().is_empty())) {
        return Err(Error::NoText { pages: leaves.len() as u32 });
    }
    Ok(document)
}

/// A text string of a PDF: UTF-16 with its mark, else bytes.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units =
                rest.chunks_exact(2).map(|pair| pair.iter().fold(0_u16, |unit, byte| unit << 8 | u16::from(*byte)));
            char::decode_utf16(units).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A gap of this many ems ends a word where no space glyph says so.
const CRUDE_WORD_GAP_EM: f32 = 0.15;

/// The text of all pages in painting order, without layout: for measurements of this layer alone.
#[must_use]
pub fn crude_text(document: &Document) -> String {
    let mut text = String::new();
    for page in &document.pages {
        let mut last: Option<&Glyph> = None;
        for glyph in page.glyphs.iter().filter(|glyph| glyph.hidden.is_none()) {
            if let Some(last) = last {
                let is_same_line =
                    last.turn == glyph.turn && (last.baseline - glyph.baseline).abs() < last.em.max(glyph.em) * 0.5;
                let gap = (glyph.x0 - last.x1) / last.em.max(glyph.em);
                if !is_same_line {
                    text.push('\n');
                } else if !(-1.0..CRUDE_WORD_GAP_EM).contains(&gap) {
                    text.push(' ');
                }
            }
            text.push_str(&glyph.text);
            last = Some(glyph);
        }
        text.push('\n');
    }
    text
}
