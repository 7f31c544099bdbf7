//! Bytes to pages: every visible glyph with its place and style, links, rules, fills and images.
//!
//! In: the bytes of a file that a stranger wrote. Out: a [`Document`]. The only code that knows lopdf. Nothing here
//! knows words or lines. All budgets are in [`limits`]; hidden text is marked on its glyphs, never dropped.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::error::{Error, Note};
use crate::geom::{Pt, Rect};
use crate::model::TextLayer;
use crate::span::Icon;

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
    let _ = bytes;
    Err(Error::Damaged { what: "not written yet".to_owned() })
}
