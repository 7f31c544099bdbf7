//! Simple fonts (Type 1, TrueType, Type 3): a table of 256 codes.
//!
//! What a code shows is asked of `/ToUnicode` first, then of the glyph name (from `/Differences`, the named encoding
//! or the font program), then of the font program's own characters.

use std::borrow::Cow;

use lopdf::{Dictionary, Object};
use smol_str::SmolStr;

use super::encoding::{self, Known, StandardFace};
use super::program::{self, Program};
use super::symbols::{self, Pictures};
use super::unicode::{Meaning, ToUnicode};
use super::{BULLET, Face, Shown, Table, UNKNOWN_WIDTH, clean, style};
use crate::error::Error;
use crate::pdf::Font;
use crate::pdf::limits::Budget;
use crate::pdf::objects::Objects;
use crate::span::Icon;

/// Codes of a simple font.
const N_CODES: usize = 256;
/// Bits of `/Flags`.
const SYMBOLIC: u32 = 1 << 2;
const SERIF: u32 = 1 << 1;
/// Heights of a Type 3 glyph box, in units of the font size, that say that the size is the em's.
const PLAUSIBLE_EM: std::ops::Range<f32> = 0.3..3.0;

/// Builds the tables of a simple font.
pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Face, Error> {
    let descriptor = objects.get_dict(dict, b"FontDescriptor");
    let font = style::style(objects, dict, descriptor);
    let to_unicode = ToUnicode::load(objects, dict, budget)?;
    let bytes = embedded(objects, descriptor, budget)?;
    let program = (!bytes.is_empty()).then(|| program::read(&bytes));
    let is_type3 = objects.get_name(dict, b"Subtype") == Some(b"Type3");
    let widths = Widths::read(objects, dict, descriptor, &font);
    let reader = Reader {
        names: glyph_names(objects, dict, &font, descriptor, program.as_ref()),
        is_type3,
        is_dingbat: is_dingbat(&font.name),
        pictures: symbols::pictures(&font.name),
        is_lying: to_unicode.is_lying((0..N_CODES as u32).filter(|&code| widths.is_listed(code as usize))),
        to_unicode,
        program,
        scale: if is_type3 { type3_scale(objects, dict) } else { 0.001 },
        widths,
    };
    let em = if is_type3 { type3_em(objects, dict) } else { 1.0 };
    Ok(Face { font, is_vertical: false, em, table: Table::Simple(Box::new(Simple::new(reader))) })
}

/// A face without tables of its own.
pub fn unknown() -> Face {
    let reader = Reader {
        names: names_of(Known::WinAnsi),
        is_type3: false,
        is_dingbat: false,
        pictures: Pictures::None,
        is_lying: false,
        to_unicode: ToUnicode::default(),
        program: None,
        scale: 0.001,
        widths: Widths { first: 0, list: Vec::new(), missing: None, standard: StandardFace::Helvetica },
    };
    let table = Table::Simple(Box::new(Simple::new(reader)));
    Face { font: Font::default(), is_vertical: false, em: 1.0, table }
}

/// The bytes of the embedded font program.
pub fn embedded(objects: &Objects, descriptor: Option<&Dictionary>, budget: &mut Budget) -> Result<Vec<u8>, Error> {
    let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
    let stream = descriptor.and_then(|descriptor| keys.iter().find_map(|key| objects.get_stream(descriptor, key)));
    stream.map_or_else(|| Ok(Vec::new()), |stream| objects.decode(stream, budget))
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
    pub fn get(&mut self, code: u8) -> Option<&Shown> {
        let shown = self.shown.get_mut(usize::from(code))?;
        Some(shown.get_or_insert_with(|| self.reader.show(code)))
    }
}

/// Everything that may say what a code shows.
#[derive(Debug)]
struct Reader {
    /// Glyph name of every code.
    names: Vec<Cow<'static, str>>,
    to_unicode: ToUnicode,
    is_lying: bool,
    program: Option<Program>,
    pictures: Pictures,
    is_dingbat: bool,
    is_type3: bool,
    widths: Widths,
    /// Units of the widths in ems.
    scale: f32,
}

impl Reader {
    fn show(&self, code: u8) -> Shown {
        let name = self.names.get(usize::from(code)).map_or("", AsRef::as_ref);
        let (text, icon) = self.read(code, name);
        Shown { text: text.unwrap_or_default(), width: self.widths.get(usize::from(code), name, self.scale), icon }
    }

    fn read(&self, code: u8, name: &str) -> (Option<SmolStr>, Option<Icon>) {
        let meaning = self.to_unicode.get(u32::from(code));
        let of_program = self.program.as_ref().and_then(|program| program.chars.get(&code).copied());
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
        let by_tex = || if self.is_type3 && is_numbered(name, code) { encoding::text_in_ot1(code) } else { None };
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
fn is_numbered(name: &str, code: u8) -> bool {
    name.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse() == Ok(code)
}

/// Glyph name of every code.
fn glyph_names(
    objects: &Objects,
    dict: &Dictionary,
    font: &Font,
    descriptor: Option<&Dictionary>,
    program: Option<&Program>,
) -> Vec<Cow<'static, str>> {
    let encoding = objects.get(dict, b"Encoding");
    let base = match encoding {
        Some(Object::Name(name)) => Known::by_name(name),
        Some(Object::Dictionary(encoding)) => objects.get_name(encoding, b"BaseEncoding").and_then(Known::by_name),
        _ => None,
    };
    let mut names = match base {
        Some(known) => names_of(known),
        None => implicit_names(objects, dict, font, descriptor, program),
    };
    if let Some(Object::Dictionary(encoding)) = encoding {
        apply_differences(objects, encoding, &mut names);
    }
    names
}

fn names_of(known: Known) -> Vec<Cow<'static, str>> {
    (0..=u8::MAX).map(|code| Cow::Borrowed(known.name(code))).collect()
}

/// Glyph names where the PDF names no encoding: those of the font program, or of a well-known face.
fn implicit_names(
    objects: &Objects,
    dict: &Dictionary,
    font: &Font,
    descriptor: Option<&Dictionary>,
    program: Option<&Program>,
) -> Vec<Cow<'static, str>> {
    let flags =
        descriptor.and_then(|descriptor| objects.get_number(descriptor, b"Flags")).map_or(0, |flags| flags as u32);
    let is_truetype = objects.get_name(dict, b"Subtype") == Some(b"TrueType");
    let fallback = if is_dingbat(&font.name) {
        Known::Dingbats
    } else if is_symbol(&font.name) {
        Known::Symbol
    } else if is_truetype {
        Known::WinAnsi
    } else {
        Known::Standard
    };
    let is_own = program.is_some_and(|program| !program.names.is_empty() || !program.chars.is_empty());
    let mut names = if is_own && (flags & SYMBOLIC != 0 || !is_truetype) {
        vec![Cow::Borrowed(""); N_CODES]
    } else {
        names_of(fallback)
    };
    if is_truetype && flags & SYMBOLIC == 0 {
        return names;
    }
    for (code, name) in program.iter().flat_map(|program| &program.names) {
        if let Some(slot) = names.get_mut(usize::from(*code)) {
            *slot = Cow::Owned(name.clone());
        }
    }
    names
}

fn apply_differences(objects: &Objects, encoding: &Dictionary, names: &mut [Cow<'static, str>]) {
    let mut code = 0_usize;
    for entry in objects.get_array(encoding, b"Differences").unwrap_or_default() {
        match objects.resolve(entry) {
            Some(Object::Integer(number)) => code = usize::try_from(*number).unwrap_or(N_CODES),
            Some(Object::Name(name)) => {
                if let Some(slot) = names.get_mut(code) {
                    *slot = Cow::Owned(String::from_utf8_lossy(name).into_owned());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

fn is_dingbat(name: &str) -> bool {
    name.to_ascii_lowercase().contains("dingbats")
}

fn is_symbol(name: &str) -> bool {
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
    fn read(objects: &Objects, dict: &Dictionary, descriptor: Option<&Dictionary>, font: &Font) -> Self {
        let first = objects.get_number(dict, b"FirstChar").map_or(0, |first| first.max(0.0) as usize);
        let array = objects.get_array(dict, b"Widths").unwrap_or_default();
        let mut list: Vec<Option<f32>> = array.iter().take(N_CODES).map(|width| objects.number(width)).collect();
        if !list.iter().flatten().any(|width| *width != 0.0) {
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
