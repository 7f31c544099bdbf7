//! Composite fonts (Type 0): codes of one to four bytes, through a CMap to CIDs, to widths and characters.

use std::collections::HashMap;

use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode};
use lopdf::{Dictionary, Object};
use smol_str::SmolStr;

use super::program::Program;
use super::unicode::{Meaning, ToUnicode};
use super::{Face, Shown, Table, clean, encoding, simple, style};
use crate::error::Error;
use crate::pdf::limits::{Budget, MAX_WIDTHS};
use crate::pdf::objects::Objects;

/// Bytes of the longest code.
const MAX_CODE_BYTES: usize = 4;
/// Width of a CID without an entry and without `/DW`, in thousandths of an em.
const DEFAULT_WIDTH: f32 = 1000.0;
/// Code that is a space where a CMap maps single bytes.
const MAX_SHOWN: usize = 70_000;

/// The tables of a composite font.
#[derive(Debug)]
pub struct Composite {
    cmap: CMap,
    to_unicode: ToUnicode,
    /// CID to characters, of the four Adobe collections.
    collection: Option<CMap>,
    program: Option<Program>,
    cid_to_gid: Option<Vec<u8>>,
    widths: HashMap<u32, f32>,
    ranges: Vec<(u32, u32, f32)>,
    default_width: f32,
    shown: HashMap<(u32, u8), Shown>,
}

/// Builds the tables of a composite font.
pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Face, Error> {
    let descendants = objects.get_array(dict, b"DescendantFonts").unwrap_or_default();
    let empty = Dictionary::new();
    let descendant = objects.dict(descendants.first()).unwrap_or(&empty);
    let descriptor = objects.get_dict(descendant, b"FontDescriptor");
    let font = style::style(objects, dict, descriptor);
    let cmap = code_map(objects, dict, budget)?;
    let is_vertical = cmap.metadata().writing_mode == Some(WritingMode::Vertical);
    let collection = collection(objects, descendant, &cmap);
    let cid_to_gid = match objects.get_stream(descendant, b"CIDToGIDMap") {
        Some(stream) => Some(objects.decode(stream, budget)?),
        None => None,
    };
    let mut composite = Composite {
        to_unicode: ToUnicode::load(objects, dict, budget)?,
        program: simple::embedded(objects, descriptor, budget)?,
        default_width: objects.get_number(descendant, b"DW").unwrap_or(DEFAULT_WIDTH),
        cmap,
        collection,
        cid_to_gid,
        widths: HashMap::new(),
        ranges: Vec::new(),
        shown: HashMap::new(),
    };
    composite.read_widths(objects, descendant);
    Ok(Face { font, is_vertical, em: 1.0, table: Table::Composite(Box::new(composite)) })
}

fn code_map(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<CMap, Error> {
    let parsed = match objects.get(dict, b"Encoding") {
        Some(Object::Name(name)) => match CMapName::from_bytes(name) {
            CMapName::IdentityH => None,
            CMapName::IdentityV => Some(CMap::identity_v()),
            known => hayro_cmap::load_embedded(known).and_then(|bytes| CMap::parse(bytes, hayro_cmap::load_embedded)),
        },
        Some(Object::Stream(stream)) => {
            let bytes = objects.decode(stream, budget)?;
            CMap::parse(&bytes, hayro_cmap::load_embedded)
        }
        _ => None,
    };
    Ok(parsed.unwrap_or_else(CMap::identity_h))
}

/// The characters of a CID, where the font is of one of Adobe's collections.
fn collection(objects: &Objects, descendant: &Dictionary, cmap: &CMap) -> Option<CMap> {
    let declared = objects.get_dict(descendant, b"CIDSystemInfo").map(|info| {
        let text = |key| objects.get_text(info, key).unwrap_or_default();
        CidFamily::from_registry_ordering(text(b"Registry"), text(b"Ordering"))
    });
    let of_cmap = cmap.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
    let name = [declared, of_cmap].into_iter().flatten().find_map(|family| family.ucs2_cmap())?;
    CMap::parse(hayro_cmap::load_embedded(name)?, hayro_cmap::load_embedded)
}

impl Composite {
    /// What the first code of `rest` shows, and how many bytes it has.
    pub fn next(&mut self, rest: &[u8]) -> Option<(&Shown, usize)> {
        if rest.is_empty() {
            return None;
        }
        let (code, cid, length) = self.code(rest);
        if !self.shown.contains_key(&(code, length)) {
            if MAX_SHOWN < self.shown.len() {
                self.shown.clear();
            }
            let shown =
                Shown { text: self.text(code, cid).unwrap_or_default(), width: self.width(cid) / 1000.0, icon: None };
            self.shown.insert((code, length), shown);
        }
        let shown = self.shown.get(&(code, length))?;
        Some((shown, usize::from(length)))
    }

    /// The first code, its CID and its length; what the CMap does not know is a code of two bytes.
    fn code(&self, rest: &[u8]) -> (u32, u32, u8) {
        let mut code = 0;
        for (k, byte) in rest.iter().take(MAX_CODE_BYTES).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = k as u8 + 1;
            if let Some(cid) = self.cmap.lookup_cid_code(code, length) {
                return (code, cid, length);
            }
        }
        match rest {
            [high, low, ..] => (u32::from(*high) << 8 | u32::from(*low), 0, 2),
            _ => (rest.first().copied().map_or(0, u32::from), 0, 1),
        }
    }

    fn text(&self, code: u32, cid: u32) -> Option<SmolStr> {
        if let Meaning::Text(text) = self.to_unicode.get(code) {
            return Some(text);
        }
        if let Some(collection) = &self.collection {
            return match collection.lookup_bf_string(cid)? {
                BfString::Char(letter) => clean::text(letter.encode_utf8(&mut [0; 4])),
                BfString::String(text) => clean::text(&text),
            };
        }
        self.text_by_program(cid)
    }

    fn text_by_program(&self, cid: u32) -> Option<SmolStr> {
        let program = self.program.as_ref()?;
        let glyph = match &self.cid_to_gid {
            Some(map) => {
                let at = cid as usize * 2;
                let pair = map.get(at..at + 2)?;
                u16::from_be_bytes(pair.try_into().ok()?)
            }
            None => u16::try_from(cid).ok()?,
        };
        if let Some(letter) = program.glyph_chars.get(&glyph)
            && let Some(text) = clean::text(letter.encode_utf8(&mut [0; 4]))
        {
            return Some(text);
        }
        encoding::text_of(program.glyph_names.get(&glyph)?, false)
    }

    fn width(&self, cid: u32) -> f32 {
        if let Some(width) = self.widths.get(&cid) {
            return *width;
        }
        let range = self.ranges.iter().find(|(first, last, _)| (first..=last).contains(&&cid));
        range.map_or(self.default_width, |(_, _, width)| *width)
    }

    /// `/W`: `first [w w w]` and `first last w`.
    fn read_widths(&mut self, objects: &Objects, descendant: &Dictionary) {
        let mut entries = objects.get_array(descendant, b"W").unwrap_or_default().iter();
        while let Some(first) = entries.next() {
            let Some(first) = objects.number(first).map(|first| first.max(0.0) as u32) else {
                continue;
            };
            match entries.next().and_then(|entry| objects.resolve(entry)) {
                Some(Object::Array(list)) => {
                    for (k, width) in list.iter().enumerate() {
                        if MAX_WIDTHS <= self.widths.len() {
                            return;
                        }
                        let width = objects.number(width).unwrap_or(DEFAULT_WIDTH);
                        self.widths.insert(first.saturating_add(k as u32), width);
                    }
                }
                Some(last) => {
                    let last = objects.number(last).map_or(0, |last| last.max(0.0) as u32);
                    let width = entries.next().and_then(|width| objects.number(width)).unwrap_or(DEFAULT_WIDTH);
                    if self.ranges.len() < MAX_WIDTHS {
                        self.ranges.push((first, last, width));
                    }
                }
                None => {}
            }
        }
    }
}
