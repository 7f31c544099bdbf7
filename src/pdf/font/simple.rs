//! Simple fonts (Type 1, TrueType, Type 3): a table of 256 codes.
//!
//! What a code shows is asked of `/ToUnicode` first, then of the glyph name (from `/Differences`, the named encoding
//! or the font program), then of the font program's own characters.

use lopdf::{Dictionary, Object};
use smol_str::SmolStr;

use super::encoding::{self, Known, StandardFace, Tex};
use super::names::Names;
use super::program::Embedded;
use super::symbols::{self, Pictures};
use super::unicode::{Meaning, ToUnicode};
use super::{BULLET, Face, MAX_WIDTH, Shown, Table, UNKNOWN_WIDTH, clean, style};
use crate::error::Error;
use crate::pdf::Font;
use crate::pdf::limits::Budget;
use crate::pdf::objects::Objects;
use crate::span::Icon;

/// Codes of a simple font.
const N_CODES: usize = 256;
/// Width in ems that the widest glyph of a font has at least: a font of a single dot or accent has it.
const MIN_WIDEST: f32 = 0.05;
/// Bit of `/Flags`.
const SERIF: u32 = 1 << 1;
/// Heights of a Type 3 glyph box, in units of the font size, that say that the size is the em's.
const PLAUSIBLE_EM: std::ops::Range<f32> = 0.3..3.0;

/// Builds the tables of a simple font.
pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Face, Error> {
    let descriptor = objects.get_dict(dict, b"FontDescriptor");
    let font = style::style(objects, dict, descriptor);
    let to_unicode = ToUnicode::load(objects, dict, budget)?;
    let is_type3 = objects.get_name(dict, b"Subtype") == Some(b"Type3");
    let scale = if is_type3 { type3_scale(objects, dict) } else { 0.001 };
    let widths = Widths::read(objects, dict, descriptor, &font, scale);
    let names = Names::read(objects, dict, &font, descriptor);
    let reader = Reader {
        tex: names.tex(),
        names,
        is_type3,
        is_dingbat: is_dingbat(&font.name),
        pictures: symbols::pictures(&font.name),
        is_lying: to_unicode.is_lying((0..N_CODES as u32).filter(|&code| widths.is_listed(code as usize))),
        to_unicode,
        embedded: Embedded::of(objects, descriptor),
        scale,
        widths,
    };
    let em = if is_type3 { type3_em(objects, dict) } else { 1.0 };
    Ok(Face { font, is_vertical: false, em, table: Table::Simple(Box::new(Simple::new(reader))) })
}

/// A face without tables of its own.
pub fn unknown() -> Face {
    let reader = Reader {
        names: Names::of(Known::WinAnsi),
        is_type3: false,
        tex: Tex::Ot1,
        is_dingbat: false,
        pictures: Pictures::None,
        is_lying: false,
        to_unicode: ToUnicode::default(),
        embedded: Embedded::default(),
        scale: 0.001,
        widths: Widths { first: 0, list: Vec::new(), missing: None, standard: StandardFace::Helvetica },
    };
    let table = Table::Simple(Box::new(Simple::new(reader)));
    Face { font: Font::default(), is_vertical: false, em: 1.0, table }
}

/// The table of a simple font: what a code shows is looked up when it is first used, for most codes never are.
#[derive(Debug)]
pub struct Simple {
    reader: Reader,
    shown: Vec<Option<Shown>>,
}

impl Simple {
    fn new(reader: Reader) -> Self {
        Self { reader, shown: vec![None; N_CODES] }
    }

    /// What a code shows.
    pub fn get(&mut self, code: u8, objects: &Objects, budget: &mut Budget) -> Result<Option<&Shown>, Error> {
        let Some(slot) = self.shown.get_mut(usize::from(code)) else { return Ok(None) };
        if slot.is_none() {
            *slot = Some(self.reader.show(code, objects, budget)?);
        }
        Ok(slot.as_ref())
    }

    /// Width in ems of a character.
    pub fn width_of(&mut self, text: &str, objects: &Objects, budget: &mut Budget) -> Result<f32, Error> {
        for code in 0..=u8::MAX {
            if let Some(shown) = self.get(code, objects, budget)?.filter(|shown| shown.text == text) {
                return Ok(shown.width);
            }
        }
        Ok(UNKNOWN_WIDTH)
    }
}

/// Everything that may say what a code shows.
#[derive(Debug)]
struct Reader {
    names: Names,
    to_unicode: ToUnicode,
    is_lying: bool,
    embedded: Embedded,
    pictures: Pictures,
    is_dingbat: bool,
    is_type3: bool,
    /// Its encoding, if it is a bitmap font of TeX.
    tex: Tex,
    widths: Widths,
    /// Units of the widths in ems.
    scale: f32,
}

impl Reader {
    fn show(&mut self, code: u8, objects: &Objects, budget: &mut Budget) -> Result<Shown, Error> {
        let meaning = self.to_unicode.get(u32::from(code));
        // The program is asked only where nothing else tells: most are never unpacked.
        let is_lettered = self.embedded.is_type1 || (!self.is_lying && meaning.letter().is_some());
        let mut embedded = std::mem::take(&mut self.embedded);
        let is_told = is_lettered && self.names.is_known(code);
        let program = if is_told { None } else { embedded.program(objects, budget)? };
        let name = self.names.get(code, program);
        let of_program = program.and_then(|program| program.chars.get(&code).copied());
        let (text, icon) = self.read(code, name, meaning, of_program);
        let width = self.widths.get(usize::from(code), name, self.scale);
        self.embedded = embedded;
        Ok(Shown { text: text.unwrap_or_default(), width, icon })
    }

    fn read(
        &self,
        code: u8,
        name: &str,
        meaning: Meaning,
        of_program: Option<char>,
    ) -> (Option<SmolStr>, Option<Icon>) {
        let letter = meaning.letter().or_else(|| encoding::char_of(name)).or(of_program);
        if symbols::is_bullet(self.pictures, name, letter) {
            return (Some(BULLET), None);
        }
        if let Some(icon) = symbols::icon(self.pictures, name, letter) {
            return (None, Some(icon));
        }
        let private = letter.filter(|&letter| clean::is_private(letter));
        if (self.pictures == Pictures::Wingdings || private.is_some())
            && let Some(sign) = symbols::sign(self.pictures, private.map_or(u32::from(code), u32::from))
        {
            return (Some(sign), None);
        }
        let by_unicode = if let Meaning::Text(text) = meaning { Some(text) } else { None };
        let by_name = || encoding::text_of(name, self.is_dingbat);
        let by_program = || clean::text(of_program?.encode_utf8(&mut [0; 4]));
        let is_tex = self.is_type3 && is_numbered(name, code);
        let by_tex = || encoding::text_in_tex(code, self.tex).filter(|_| is_tex);
        let by_code = || code.is_ascii_graphic().then(|| SmolStr::new(char::from(code).encode_utf8(&mut [0; 4])));
        let text = if self.is_lying {
            by_name().or_else(by_program).or(by_unicode)
        } else {
            by_unicode.or_else(by_name).or_else(by_program)
        };
        (text.or_else(by_tex).or_else(by_code), None)
    }
}

/// Whether a name is only the code again, as bitmap fonts of TeX have it ("a65").
pub(super) fn is_numbered(name: &str, code: u8) -> bool {
    name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse() == Ok(code)
}

pub(super) fn is_dingbat(name: &str) -> bool {
    name.to_ascii_lowercase().contains("dingbats")
}

pub(super) fn is_symbol(name: &str) -> bool {
    name.starts_with("Symbol")
}

/// Where widths come from.
#[derive(Debug)]
struct Widths {
    first: usize,
    list: Vec<Option<f32>>,
    missing: Option<f32>,
    standard: StandardFace,
}

impl Widths {
    fn read(objects: &Objects, dict: &Dictionary, descriptor: Option<&Dictionary>, font: &Font, scale: f32) -> Self {
        let first = objects.get_number(dict, b"FirstChar").map_or(0, |first| first.max(0.0) as usize);
        let array = objects.get_array(dict, b"Widths").unwrap_or_default();
        let plausible = |width: &Object| objects.number(width).filter(|width| (width * scale).abs() <= MAX_WIDTH);
        let mut list: Vec<Option<f32>> = array.iter().take(N_CODES).map(plausible).collect();
        if list.iter().flatten().all(|width| (width * scale).abs() < MIN_WIDEST) {
            // Nobody can have set text with it.
            list.clear();
        }
        let number = |key| descriptor.and_then(|descriptor| objects.get_number(descriptor, key));
        let flags = number(b"Flags".as_slice()).map_or(0, |flags| flags as u32);
        let missing = number(b"MissingWidth").filter(|width| *width != 0.0);
        Self { first, list, missing, standard: standard_face(font, flags) }
    }

    fn listed(&self, code: usize) -> Option<f32> {
        code.checked_sub(self.first).and_then(|k| self.list.get(k)).copied().flatten()
    }

    /// Whether the font has a glyph of that code.
    fn is_listed(&self, code: usize) -> bool {
        self.listed(code).is_some_and(|width| width != 0.0)
    }

    /// Width in ems.
    fn get(&self, code: usize, name: &str, scale: f32) -> f32 {
        if let Some(width) = self.listed(code) {
            return width * scale;
        }
        let standard = self.standard.width(name);
        let width = if !self.list.is_empty() {
            self.missing.or(standard).unwrap_or(0.0)
        } else if name.is_empty() && code < usize::from(b' ') {
            // A line end within a string prints nothing.
            0.0
        } else {
            standard.or(self.missing).unwrap_or(UNKNOWN_WIDTH * 1000.0)
        };
        width / 1000.0
    }
}

/// The standard face that is nearest to a font.
fn standard_face(font: &Font, flags: u32) -> StandardFace {
    let name = font.name.to_ascii_lowercase();
    if is_dingbat(&name) {
        return StandardFace::Dingbats;
    }
    if is_symbol(&font.name) {
        return StandardFace::Symbol;
    }
    if font.mono {
        return StandardFace::Courier;
    }
    let is_serif =
        name.contains("times") || name.contains("serif") || (flags & SERIF != 0 && !name.contains("helvetica"));
    match (is_serif, font.bold, font.italic) {
        (true, true, true) => StandardFace::TimesBoldItalic,
        (true, true, false) => StandardFace::TimesBold,
        (true, false, true) => StandardFace::TimesItalic,
        (true, false, false) => StandardFace::Times,
        (false, true, _) => StandardFace::HelveticaBold,
        (false, false, _) => StandardFace::Helvetica,
    }
}

/// Width units of a Type 3 font in ems.
fn type3_scale(objects: &Objects, dict: &Dictionary) -> f32 {
    let matrix = objects.get_numbers(dict, b"FontMatrix");
    matrix.first().copied().filter(|scale| *scale != 0.0).unwrap_or(0.001)
}

/// Height of a Type 3 font's em in units of the font size; by its widest glyph where its box says nothing.
fn type3_em(objects: &Objects, dict: &Dictionary) -> f32 {
    let matrix = objects.get_numbers(dict, b"FontMatrix");
    let (Some(across), Some(along)) = (matrix.first(), matrix.get(3)) else {
        return 1.0;
    };
    let height = match objects.get_numbers(dict, b"FontBBox").as_slice() {
        &[_, bottom, _, top] => ((top - bottom) * along).abs(),
        _ => 0.0,
    };
    let widest = objects.get_numbers(dict, b"Widths").into_iter().fold(0.0, f32::max);
    let em = if height == 0.0 { (widest * across).abs() } else { height };
    if em == 0.0 || !em.is_finite() || PLAUSIBLE_EM.contains(&em) { 1.0 } else { em }
}
