//! Embedded font programs: which glyph or character a code means when the PDF does not say.
//!
//! In: the bytes of a Type 1, CFF, OpenType or TrueType program. Out: the glyph name of each code (built-in encodings)
//! or the characters of each glyph (a `cmap` turned round). A program that cannot be read knows nothing.

use foldhash::{HashMap, HashMapExt};
use lopdf::{Dictionary, Object};
use ttf_parser::{Face, GlyphId, PlatformId, cff};

use crate::error::Error;
use crate::pdf::limits::Budget;
use crate::pdf::objects::Objects;

/// Bytes of a Type 1 program in which its encoding must stand.
const TYPE1_HEAD: usize = 64 << 10;

/// What a font program says.
#[derive(Debug, Default)]
pub struct Program {
    /// Glyph name of each code, by the program's own encoding.
    pub names: HashMap<u8, String>,
    /// Character of each code, where the program maps codes to glyphs and glyphs to characters.
    pub chars: HashMap<u8, char>,
    /// Character of each glyph.
    pub glyph_chars: HashMap<u16, char>,
    /// Name of each glyph.
    pub glyph_names: HashMap<u16, String>,
}

/// The program of a font, unpacked and read when it is first asked for.
#[derive(Debug, Default)]
pub struct Embedded {
    /// Its stream, until it is read.
    stream: Option<Object>,
    program: Option<Program>,
    /// It is of Type 1: it knows names and no characters.
    pub is_type1: bool,
}

impl Embedded {
    /// The program that a descriptor names, if any.
    pub fn of(objects: &Objects, descriptor: Option<&Dictionary>) -> Self {
        let keys: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        let at = |key: &&&[u8]| descriptor.is_some_and(|descriptor| objects.get_stream(descriptor, key).is_some());
        let key = keys.iter().find(at);
        let stream = key.zip(descriptor).and_then(|(key, descriptor)| descriptor.get(key).ok().cloned());
        Self { stream, program: None, is_type1: key == keys.first() }
    }

    /// The program; `None` where the font has none.
    pub fn program(&mut self, objects: &Objects, budget: &mut Budget) -> Result<Option<&Program>, Error> {
        if let Some(Object::Stream(stream)) = self.stream.take().as_ref().and_then(|stream| objects.resolve(stream)) {
            let bytes = objects.decode(stream, budget)?;
            self.program = (!bytes.is_empty()).then(|| read(&bytes));
        }
        Ok(self.program.as_ref())
    }
}

/// Reads a program of any kind.
pub fn read(bytes: &[u8]) -> Program {
    match bytes {
        [b'%', b'!', ..] | [0x80, 1, ..] => Program { names: type1_encoding(bytes), ..Program::default() },
        [1, 0, _, _, ..] if bytes.get(1..4) != Some(&[0, 0, 0]) => bare_cff(bytes),
        _ => sfnt(bytes).unwrap_or_default(),
    }
}

/// `dup 65 /A put` in the clear part of a Type 1 program.
fn type1_encoding(bytes: &[u8]) -> HashMap<u8, String> {
    let mut names = HashMap::new();
    let head = bytes.get(..TYPE1_HEAD.min(bytes.len())).unwrap_or_default();
    let Some(start) = memchr::memmem::find(head, b"/Encoding") else {
        return names;
    };
    let rest = head.get(start..).unwrap_or_default();
    let end = memchr::memmem::find(rest, b"readonly").or_else(|| memchr::memmem::find(rest, b"currentfile"));
    let text = String::from_utf8_lossy(rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()).replace('/', " /");
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    for window in words.windows(4) {
        if let ["dup", code, name, "put"] = window
            && let (Ok(code), Some(name)) = (type1_number(code).try_into(), name.strip_prefix('/'))
        {
            names.insert(code, name.to_owned());
        }
    }
    names
}

/// A number, maybe with its radix ("8#101"); out of range when it is none.
fn type1_number(word: &str) -> u32 {
    let parsed = match word.split_once('#') {
        Some((radix, digits)) => match radix.parse() {
            Ok(radix @ 2..=36) => u32::from_str_radix(digits, radix).ok(),
            _ => None,
        },
        None => word.parse().ok(),
    };
    parsed.unwrap_or(u32::MAX)
}

fn bare_cff(bytes: &[u8]) -> Program {
    let mut program = Program::default();
    if let Some(table) = cff::Table::parse(bytes) {
        add_cff(&mut program, &table);
    }
    program
}

fn add_cff(program: &mut Program, table: &cff::Table) {
    for code in 0..=u8::MAX {
        if let Some(name) = table.glyph_index(code).and_then(|glyph| table.glyph_name(glyph)) {
            program.names.insert(code, name.to_owned());
        }
    }
    for glyph in 0..table.number_of_glyphs() {
        if let Some(name) = table.glyph_name(GlyphId(glyph)) {
            program.glyph_names.insert(glyph, name.to_owned());
        }
    }
}

fn sfnt(bytes: &[u8]) -> Option<Program> {
    let face = Face::parse(bytes, 0).ok()?;
    let mut program = Program::default();
    if let Some(table) = face.tables().cff {
        add_cff(&mut program, &table);
    }
    for glyph in 0..face.number_of_glyphs() {
        if let Some(name) = face.glyph_name(GlyphId(glyph)) {
            program.glyph_names.insert(glyph, name.to_owned());
        }
    }
    let Some(cmap) = face.tables().cmap else {
        return Some(program);
    };
    for subtable in cmap.subtables {
        if subtable.is_unicode() && !is_symbol(&subtable) {
            subtable.codepoints(|code| {
                if let (Some(glyph), Some(letter)) = (subtable.glyph_index(code), char::from_u32(code)) {
                    keep_better(&mut program.glyph_chars, glyph.0, letter);
                }
            });
        }
    }
    for subtable in cmap.subtables {
        add_codes(&mut program, &subtable);
    }
    Some(program)
}

/// Several characters may share a glyph: the one that people type wins (a space over a no-break space, 人 over ⼈).
fn keep_better(chars: &mut HashMap<u16, char>, glyph: u16, letter: char) {
    let is_odd = |letter: char| {
        super::clean::is_private(letter)
            || matches!(letter, '\u{A0}' | '\u{AD}' | '\u{2010}'..='\u{2011}' | '\u{2E80}'..='\u{2FDF}')
    };
    let kept = chars.entry(glyph).or_insert(letter);
    if is_odd(*kept) && !is_odd(letter) {
        *kept = letter;
    }
}

fn is_symbol(subtable: &ttf_parser::cmap::Subtable) -> bool {
    subtable.platform_id == PlatformId::Windows && subtable.encoding_id == 0
}

/// Codes of a symbolic TrueType font: (3,0) at U+F000 + code, or (1,0) at the code.
fn add_codes(program: &mut Program, subtable: &ttf_parser::cmap::Subtable) {
    let is_mac = subtable.platform_id == PlatformId::Macintosh;
    if !is_mac && !is_symbol(subtable) {
        return;
    }
    for code in 0..=u8::MAX {
        let at = |base: u32| subtable.glyph_index(base + u32::from(code));
        let Some(glyph) = at(0).or_else(|| if is_mac { None } else { at(0xF000) }) else {
            continue;
        };
        if let Some(letter) = program.glyph_chars.get(&glyph.0) {
            program.chars.entry(code).or_insert(*letter);
        }
        if let Some(name) = program.glyph_names.get(&glyph.0) {
            program.names.entry(code).or_insert_with(|| name.clone());
        }
    }
}
