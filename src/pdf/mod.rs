//! Bytes to pages: every visible glyph with its place and style, links, rules, fills and images.
//!
//! In: the bytes of a file that a stranger wrote. Out: a [`Document`]. The only code that knows lopdf. Nothing here
//! knows words or lines. All budgets are in [`limits`]; hidden text is marked on its glyphs, never dropped.

mod accents;
mod color;
mod crude;
mod filters;
mod font;
mod hidden;
mod interpret;
mod layers;
mod lazy;
pub mod limits;
mod links;
mod marks;
mod matrix;
mod objects;
mod overprint;
mod pages;
mod paths;
mod repair;
mod revisions;
mod rtl;
mod shapes;
mod state;
mod strict;
mod structure;
mod suspicious;
mod tables;
mod text;
mod tokens;
mod transfer;
mod widgets;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::error::{Error, Note, NoteCode};
use crate::geom::{Pt, Rect};
use crate::model::TextLayer;
use crate::span::Icon;
use interpret::{Faces, Painted, Reading};
use limits::Budget;
use marks::SwitchedOff;
use objects::Objects;
use pages::Tree;

/// Curves and slanted lines beyond which a page without glyphs may hold text as outlines (a few letters' worth).
const OUTLINED_TEXT: usize = 200;

/// When more than one glyph in so many is mute, the fonts may be what is damaged.
const MUTE: usize = 4;

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
    /// Boxes that are drawn as outlines.
    pub frames: Vec<Rect>,
    /// Small round or square shapes, as browsers draw the bullets of lists.
    pub dots: Vec<Rect>,
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

impl Glyph {
    /// Whether nobody knows what it stands for.
    fn is_mute(&self) -> bool {
        self.text.is_empty() && self.icon.is_none()
    }
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
    let mut document = finish(read_whole(bytes, &mut budget)?)?;
    revisions::report(bytes, &mut document, &mut budget);
    Ok(document)
}

/// Reads a file as it is, and if that gives little, as it was before it was transferred as text: whichever gives more.
fn read_whole(bytes: &[u8], budget: &mut Budget) -> Result<Whole, Error> {
    let as_it_is = read_or_salvage(bytes, budget);
    if !is_poor(&as_it_is) {
        return as_it_is;
    }
    match transfer::undone(bytes) {
        Some(undone) => better(as_it_is, read_or_salvage(&undone, budget)).map(Whole::after_repair),
        None => as_it_is,
    }
}

/// Reads a file as it is written, and if that gives little, by looking for its objects: whichever gives more.
fn read_or_salvage(bytes: &[u8], budget: &mut Budget) -> Result<Whole, Error> {
    let first = read_as_written(bytes, budget);
    if !is_poor(&first) {
        return first;
    }
    better(first, Objects::salvage(bytes, budget).and_then(|objects| read_pages(&objects, budget)))
}

/// Reads a file as it is written: its objects when they are asked for, or all at once where it is not in order.
fn read_as_written(bytes: &[u8], budget: &mut Budget) -> Result<Whole, Error> {
    let unpacked = repair::object_streams(bytes, budget)?;
    if let Some(objects) = Objects::lazy(bytes, unpacked) {
        let mut own = budget.clone();
        let whole = read_pages(&objects, &mut own);
        if !objects.is_broken() {
            *budget = own;
            return whole;
        }
    }
    Objects::open(bytes).and_then(|objects| read_pages(&objects, budget))
}

/// Whether a reading may lack what another way of reading finds.
fn is_poor(read: &Result<Whole, Error>) -> bool {
    match read {
        Ok(whole) => whole.is_rebuilt || whole.is_torn || whole.is_damaged || whole.n_glyphs <= whole.n_mute * MUTE,
        Err(error) => matches!(error, Error::Damaged { .. } | Error::NeedsPassword),
    }
}

/// The reading that gives more.
fn better(first: Result<Whole, Error>, second: Result<Whole, Error>) -> Result<Whole, Error> {
    match (first, second) {
        (Err(_), Err(over @ Error::OverLimit { .. })) => Err(over),
        (first, Err(_)) => first,
        (Ok(first), Ok(second)) => Ok(if first.is_better_than(&second) { first } else { second }),
        (_, second) => second,
    }
}

/// A document before it is judged.
struct Whole {
    document: Document,
    is_repaired: bool,
    /// Its table of objects was made anew.
    is_rebuilt: bool,
    is_torn: bool,
    /// A stream broke off.
    is_damaged: bool,
    n_glyphs: usize,
    /// Glyphs of which nobody knows what they stand for, or whose font is missing.
    n_mute: usize,
    n_strokes: usize,
}

impl Whole {
    /// The same, told to be repaired.
    fn after_repair(self) -> Self {
        Self { is_repaired: true, ..self }
    }

    /// Whether more can be read of it. Of two that give as much, one that was rebuilt lacks what its table could not
    /// place, a width or an encoding.
    fn is_better_than(&self, salvaged: &Self) -> bool {
        let (own, other) = (self.n_glyphs - self.n_mute, salvaged.n_glyphs - salvaged.n_mute);
        other < own || other == own && !self.is_rebuilt
    }
}

fn read_pages(objects: &Objects, budget: &mut Budget) -> Result<Whole, Error> {
    let Tree { leaves, is_odd, is_torn } = pages::tree(objects, budget)?;
    if leaves.is_empty() {
        return Err(Error::Damaged { what: "no page".to_owned() });
    }
    let off = SwitchedOff::read(objects);
    let mut faces = Faces::default();
    let mut whole = Whole {
        document: Document::default(),
        is_repaired: objects.is_repaired || is_odd,
        is_rebuilt: objects.is_repaired,
        is_torn,
        is_damaged: false,
        n_glyphs: 0,
        n_mute: 0,
        n_strokes: 0,
    };
    for (leaf, number) in leaves.iter().zip(1..) {
        let mut reading = Reading { objects, faces: &mut faces, budget, off: &off };
        let painted = interpret::page(&mut reading, leaf, number)?;
        let Painted { mut page, layers } = painted;
        page.links = links::links(objects, leaf, budget)?;
        whole.n_glyphs += page.glyphs.len();
        whole.n_mute += page.glyphs.iter().filter(|glyph| glyph.is_mute() || faces.is_stand_in(glyph.font)).count();
        whole.n_strokes += layers.n_strokes;
        if layers.mark(&mut page, budget)? {
            whole.document.text_layer = TextLayer::Ocr;
        }
        hidden::report(&page, &mut whole.document.notes);
        overprint::merge(&mut page.glyphs, budget)?;
        accents::compose(&mut page.glyphs);
        rtl::reorder(&mut page.glyphs);
        whole.document.pages.push(page);
    }
    whole.is_damaged = objects.is_damaged();
    whole.document.fonts = faces.faces.into_iter().map(|face| face.font).collect();
    let language = objects.catalog().and_then(|catalog| objects.get_text(catalog, b"Lang"));
    whole.document.language = language.map(text_string);
    Ok(whole)
}

/// Adds the notes on the whole document, unless it is a scan.
fn finish(whole: Whole) -> Result<Document, Error> {
    let Whole { mut document, is_repaired, is_torn, is_damaged, n_glyphs, n_strokes, .. } = whole;
    let n_images: usize = document.pages.iter().map(|page| page.images.len()).sum();
    let n_pages = document.pages.len() as u32;
    let glyphs = || document.pages.iter().flat_map(|page| &page.glyphs);
    let is_text = |glyph: &Glyph| glyph.icon.is_none() && !(glyph.text.trim().is_empty() && glyph.text.contains(' '));
    let n_mute = glyphs().filter(|glyph| glyph.is_mute()).count();
    if !glyphs().any(is_text) && (0 < n_images || OUTLINED_TEXT < n_strokes || 0 < n_glyphs) {
        return Err(Error::NoText { pages: n_pages });
    }
    if 0 < n_mute {
        let message = format!("{n_mute} glyphs have no characters: their fonts do not say which");
        document.notes.push(Note::new(NoteCode::UnreadableGlyphs, message));
    }
    if n_glyphs == 0 {
        document.notes.push(Note::new(NoteCode::UnreadableGlyphs, "nothing is printed on the pages"));
    }
    if is_repaired || is_torn || is_damaged {
        document.notes.push(Note::new(NoteCode::RepairedFile, "the file is damaged and was read after repair"));
    }
    suspicious::report(&document.pages, &mut document.notes);
    Ok(document)
}

/// The bytes of a text string: UTF-16 or UTF-8 with their marks, else the first 256 characters.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok());
    char::decode_utf16(pairs.map(unit)).map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The text of all pages in painting order, without layout: for measurements of this layer alone.
#[must_use]
pub fn crude_text(document: &Document) -> String {
    let pages =
        document.pages.iter().map(|page| crude::text(page.glyphs.iter().filter(|glyph| glyph.hidden.is_none())));
    pages.collect::<Vec<_>>().join("\n")
}
