//! Glyph names of the codes of a simple font: by `/Differences`, by the named encoding, else by the font program or as a
//! well-known face has them.

use lopdf::{Dictionary, Object};

use super::encoding::{Known, Tex};
use super::program::Program;
use super::simple::{is_dingbat, is_numbered, is_symbol};
use crate::pdf::Font;
use crate::pdf::objects::Objects;

/// Codes of a simple font.
const N_CODES: usize = 256;
/// Bit of `/Flags`.
const SYMBOLIC: u32 = 1 << 2;

/// Dashes and ligatures of T1, where OT1 has accents and letters of few languages …
const T1_ONLY: &[u8] = &[0x15, 0x16, 0x1B, 0x1C];
/// … and those of OT1.
const OT1_ONLY: &[u8] = &[0x0B, 0x0C, 0x0D, 0x0E, 0x0F, 0x7B, 0x7C];

/// Glyph names by code.
#[derive(Debug)]
pub struct Names {
    /// Those that the font dictionary lists itself.
    differences: Vec<Option<String>>,
    /// The encoding that it names.
    base: Option<Known>,
    /// The encoding of a well-known face of its kind.
    fallback: Known,
    is_symbolic: bool,
    is_truetype: bool,
}

impl Names {
    /// The names of an encoding.
    pub fn of(base: Known) -> Self {
        Self { differences: Vec::new(), base: Some(base), fallback: base, is_symbolic: false, is_truetype: false }
    }

    /// The names of a font.
    pub fn read(objects: &Objects, dict: &Dictionary, font: &Font, descriptor: Option<&Dictionary>) -> Self {
        let encoding = objects.get(dict, b"Encoding");
        let (base, differences) = match encoding {
            Some(Object::Name(name)) => (Known::by_name(name), Vec::new()),
            Some(Object::Dictionary(encoding)) => {
                let base = objects.get_name(encoding, b"BaseEncoding").and_then(Known::by_name);
                (base, differences(objects, encoding))
            }
            _ => (None, Vec::new()),
        };
        let flags = descriptor.and_then(|descriptor| objects.get_number(descriptor, b"Flags"));
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
        let is_symbolic = flags.map_or(0, |flags| flags as u32) & SYMBOLIC != 0;
        Self { differences, base, fallback, is_symbolic, is_truetype }
    }

    fn listed(&self, code: u8) -> Option<&str> {
        self.differences.get(usize::from(code))?.as_deref()
    }

    /// The encoding of TeX that names are of which are only the codes again: T1 has letters in the upper half, where OT1 has
    /// nothing, and its dashes and ligatures at other codes; a font of signs has no ASCII letters.
    pub fn tex(&self) -> Tex {
        let has = |code: u8| self.listed(code).is_some_and(|name| is_numbered(name, code));
        let has_upper = (0x80..=u8::MAX).any(has);
        let is_t1 = T1_ONLY.iter().any(|&code| has(code)) && !OT1_ONLY.iter().any(|&code| has(code));
        match (b'A'..=b'z').any(has) {
            false if has_upper => Tex::Ts1,
            _ if has_upper || is_t1 => Tex::T1,
            _ => Tex::Ot1,
        }
    }

    /// Whether the name of a code is known without the font program.
    pub fn is_known(&self, code: u8) -> bool {
        self.base.is_some() || self.listed(code).is_some()
    }

    /// The name of a code; empty where there is none. `program` is only asked where [`Self::is_known`] says no.
    pub fn get<'a>(&'a self, code: u8, program: Option<&'a Program>) -> &'a str {
        if let Some(name) = self.listed(code) {
            return name;
        }
        if let Some(base) = self.base {
            return base.name(code);
        }
        let is_own = program.is_some_and(|program| !program.names.is_empty() || !program.chars.is_empty());
        let fallback = if is_own && (self.is_symbolic || !self.is_truetype) { "" } else { self.fallback.name(code) };
        if self.is_truetype && !self.is_symbolic {
            return fallback;
        }
        program.and_then(|program| program.names.get(&code)).map_or(fallback, String::as_str)
    }
}

/// The names that an encoding lists, by code.
fn differences(objects: &Objects, encoding: &Dictionary) -> Vec<Option<String>> {
    let mut names = vec![None; N_CODES];
    let mut code = 0_usize;
    for entry in objects.get_array(encoding, b"Differences").unwrap_or_default() {
        match objects.resolve(entry) {
            Some(Object::Integer(number)) => code = usize::try_from(*number).unwrap_or(N_CODES),
            Some(Object::Name(name)) => {
                if let Some(slot) = names.get_mut(code) {
                    *slot = Some(String::from_utf8_lossy(name).into_owned());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    names
}
