//! Composite fonts (Type 0): codes of one to four bytes, through a CMap to CIDs, to widths and characters.

use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt};
use hayro_cmap::{BfString, CMap, CMapName, CidFamily, WritingMode};
use lopdf::{Dictionary, Object};
use smol_str::SmolStr;

use super::program::{Embedded, Program};
use super::symbols::{self, Pictures};
use super::unicode::{self, Meaning, ToUnicode};
use super::{BULLET, Face, MAX_WIDTH, Shown, Table, UNKNOWN_WIDTH, clean, encoding, style};
use crate::error::Error;
use crate::pdf::limits::{Budget, MAX_WIDTHS};
use crate::pdf::objects::Objects;
use crate::span::Icon;

/// Bytes of the longest code.
const MAX_CODE_BYTES: usize = 4;
/// Width of a CID without an entry and without `/DW`, and its height without `/DW2`, in thousandths of an em.
const DEFAULT_ADVANCE: f32 = 1000.0;
/// Codes whose glyphs are remembered.
const MAX_SHOWN: usize = 70_000;

/// The tables of a composite font.
#[derive(Debug)]
pub struct Composite {
    cmap: CMap,
    to_unicode: ToUnicode,
    collection: Collection,
    is_lying: bool,
    pictures: Pictures,
    embedded: Embedded,
    cid_to_gid: Option<Vec<u8>>,
    /// How far each CID moves on: its width, or its height in vertical writing.
    advances: Advances,
    /// What the codes show that were read so far …
    shown: Vec<Shown>,
    /// … which of them each code is …
    by_code: HashMap<(u32, u8), u32>,
    /// … and, where nothing but the next two bytes tells the code, how long it is and which.
    by_pair: HashMap<u16, (u32, u8)>,
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
    let collection = Collection::of(objects, descendant, &cmap);
    let cid_to_gid = match objects.get_stream(descendant, b"CIDToGIDMap") {
        Some(stream) => Some(objects.decode(stream, budget)?),
        None => None,
    };
    let mut composite = Composite {
        to_unicode: ToUnicode::load(objects, dict, budget)?,
        is_lying: false,
        pictures: symbols::pictures(&font.name),
        embedded: Embedded::of(objects, descriptor),
        cmap,
        collection,
        cid_to_gid,
        advances: if is_vertical { Advances::down(objects, descendant) } else { Advances::across(objects, descendant) },
        shown: Vec::new(),
        by_code: HashMap::new(),
        by_pair: HashMap::new(),
    };
    composite.is_lying = composite.to_unicode.is_lying(composite.advances.single.keys().copied());
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
            let decoded = objects.decoded(stream, budget)?;
            unicode::parse(&decoded.bytes, decoded.is_whole)
        }
        _ => None,
    };
    Ok(parsed.unwrap_or_else(CMap::identity_h))
}

/// CID to characters, where the font is of one of Adobe's four collections. Tables of ten thousands of characters,
/// which are read only when nothing else tells what a glyph shows.
#[derive(Debug)]
struct Collection {
    name: Option<CMapName<'static>>,
    table: OnceLock<Option<CMap>>,
}

impl Collection {
    fn of(objects: &Objects, descendant: &Dictionary, cmap: &CMap) -> Self {
        let declared = objects.get_dict(descendant, b"CIDSystemInfo").map(|info| {
            let text = |key| objects.get_text(info, key).unwrap_or_default();
            CidFamily::from_registry_ordering(text(b"Registry"), text(b"Ordering"))
        });
        let of_cmap = cmap.metadata().character_collection.as_ref().map(|collection| collection.family.clone());
        let name = [declared, of_cmap].into_iter().flatten().find_map(|family| family.ucs2_cmap());
        Self { name, table: OnceLock::new() }
    }

    fn lookup(&self, cid: u32) -> Option<BfString> {
        let read = || CMap::parse(hayro_cmap::load_embedded(self.name?)?, hayro_cmap::load_embedded);
        self.table.get_or_init(read).as_ref()?.lookup_bf_string(cid)
    }
}

impl Composite {
    /// What the first code of `rest` shows, and how many bytes it has.
    pub fn next(
        &mut self,
        rest: &[u8],
        objects: &Objects,
        budget: &mut Budget,
    ) -> Result<Option<(&Shown, usize)>, Error> {
        if rest.is_empty() {
            return Ok(None);
        }
        let pair = rest.first_chunk().map(|pair| u16::from_be_bytes(*pair));
        let known = pair.and_then(|pair| self.by_pair.get(&pair)).copied();
        let (k, length) = match known {
            Some(known) => known,
            None => self.first_seen(rest, objects, budget)?,
        };
        Ok(self.shown.get(k as usize).map(|shown| (shown, usize::from(length))))
    }

    /// Which of those shown the first code of `rest` is, and how many bytes it has.
    fn first_seen(&mut self, rest: &[u8], objects: &Objects, budget: &mut Budget) -> Result<(u32, u8), Error> {
        let (code, cid, length) = self.code(rest);
        let k = match self.by_code.get(&(code, length)) {
            Some(k) => *k,
            None => self.add(code, cid, length, objects, budget)?,
        };
        if let Some(pair) = rest.first_chunk()
            && length <= 2
            && self.cmap.lookup_cid_code(code, length).is_some()
        {
            self.by_pair.insert(u16::from_be_bytes(*pair), (k, length));
        }
        Ok((k, length))
    }

    fn add(&mut self, code: u32, cid: u32, length: u8, objects: &Objects, budget: &mut Budget) -> Result<u32, Error> {
        if MAX_SHOWN < self.shown.len() {
            self.shown.clear();
            self.by_code.clear();
            self.by_pair.clear();
        }
        let (text, icon) = self.show(code, cid, objects, budget)?;
        let k = self.shown.len() as u32;
        self.shown.push(Shown { text: text.unwrap_or_default(), width: self.advances.get(cid), icon });
        self.by_code.insert((code, length), k);
        Ok(k)
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

    /// What a code shows, by everything that may say it.
    fn show(
        &mut self,
        code: u32,
        cid: u32,
        objects: &Objects,
        budget: &mut Budget,
    ) -> Result<(Option<SmolStr>, Option<Icon>), Error> {
        let meaning = self.to_unicode.get(code);
        // The program is asked only where the table says nothing: large programs take time to read.
        let is_mute = self.is_lying || !matches!(meaning, Meaning::Text(_)) || self.pictures != Pictures::None;
        let mut embedded = std::mem::take(&mut self.embedded);
        let program = if is_mute { embedded.program(objects, budget)? } else { None };
        let shown = self.read(cid, meaning, program);
        self.embedded = embedded;
        Ok(shown)
    }

    fn read(&self, cid: u32, meaning: Meaning, program: Option<&Program>) -> (Option<SmolStr>, Option<Icon>) {
        let glyph = self.glyph(cid);
        let of_program = program.zip(glyph).and_then(|(program, glyph)| program.glyph_chars.get(&glyph).copied());
        let name = program.zip(glyph).and_then(|(program, glyph)| program.glyph_names.get(&glyph));
        // Icon fonts keep their order of glyphs even where their names are lost.
        let numbered = if name.is_none() && self.pictures != Pictures::None { glyph } else { None };
        let numbered = numbered.map(|glyph| format!("g{glyph}"));
        let name = name.or(numbered.as_ref()).map_or("", String::as_str);
        let letter = meaning.letter().or(of_program).or_else(|| encoding::char_of(name));
        if symbols::is_bullet(self.pictures, name, letter) {
            return (Some(BULLET), None);
        }
        if let Some(icon) = symbols::icon(self.pictures, name, letter) {
            return (None, Some(icon));
        }
        if let Some(private) = letter.filter(|&letter| clean::is_private(letter))
            && let Some(sign) = symbols::sign(self.pictures, u32::from(private))
        {
            return (Some(sign), None);
        }
        let by_unicode = if let Meaning::Text(text) = meaning { Some(text) } else { None };
        let by_program = || {
            let by_letter = of_program.and_then(|letter| clean::text(letter.encode_utf8(&mut [0; 4])));
            by_letter.or_else(|| encoding::text_of(name, false))
        };
        let text = if self.is_lying { by_program().or(by_unicode) } else { by_unicode.or_else(by_program) };
        (text.or_else(|| self.by_collection(cid)).or_else(|| Self::by_common_order(cid, program)), None)
    }

    fn by_collection(&self, cid: u32) -> Option<SmolStr> {
        match self.collection.lookup(cid)? {
            BfString::Char(letter) => clean::text(letter.encode_utf8(&mut [0; 4])),
            BfString::String(text) => clean::text(&text),
        }
    }

    /// A font that is not embedded is one of the system's, and these order their first glyphs alike: space at 3.
    fn by_common_order(cid: u32, program: Option<&Program>) -> Option<SmolStr> {
        const SPACE: u32 = 3;
        const LAST: u32 = 97;
        if program.is_some() || !(SPACE..=LAST).contains(&cid) {
            return None;
        }
        char::from_u32(cid - SPACE + u32::from(b' ')).and_then(|letter| clean::text(letter.encode_utf8(&mut [0; 4])))
    }

    fn glyph(&self, cid: u32) -> Option<u16> {
        let Some(map) = &self.cid_to_gid else {
            return u16::try_from(cid).ok();
        };
        let at = cid as usize * 2;
        let pair = map.get(at..at + 2)?;
        Some(u16::from_be_bytes(pair.try_into().ok()?))
    }
}

/// How far each CID moves on, in thousandths of an em.
#[derive(Debug)]
struct Advances {
    single: HashMap<u32, f32>,
    ranges: Vec<(u32, u32, f32)>,
    default: f32,
}

impl Advances {
    /// Widths: `/W` and `/DW`.
    fn across(objects: &Objects, descendant: &Dictionary) -> Self {
        let default = objects.get_number(descendant, b"DW").unwrap_or(DEFAULT_ADVANCE);
        Self::read(objects, objects.get_array(descendant, b"W").unwrap_or_default(), 1, default)
    }

    /// Heights: the first of the three numbers that `/W2` gives, and the second of `/DW2`; down is negative.
    fn down(objects: &Objects, descendant: &Dictionary) -> Self {
        let default = objects.get_numbers(descendant, b"DW2").get(1).copied().unwrap_or(-DEFAULT_ADVANCE);
        let mut heights = Self::read(objects, objects.get_array(descendant, b"W2").unwrap_or_default(), 3, default);
        heights.single.values_mut().for_each(|height| *height = -*height);
        heights.ranges.iter_mut().for_each(|(_, _, height)| *height = -*height);
        heights.default = -heights.default;
        heights
    }

    /// `first [w w w]` and `first last w`, where each `w` is `n_numbers` numbers, of which the first counts.
    fn read(objects: &Objects, entries: &[Object], n_numbers: usize, default: f32) -> Self {
        let mut advances = Self { single: HashMap::new(), ranges: Vec::new(), default };
        let mut entries = entries.iter();
        while let Some(first) = entries.next() {
            let Some(first) = objects.number(first).map(|first| first.max(0.0) as u32) else {
                continue;
            };
            match entries.next().and_then(|entry| objects.resolve(entry)) {
                Some(Object::Array(list)) => {
                    for (k, numbers) in list.chunks(n_numbers).enumerate() {
                        if MAX_WIDTHS <= advances.single.len() {
                            return advances;
                        }
                        let advance = numbers.first().and_then(|number| objects.number(number)).unwrap_or(default);
                        advances.single.insert(first.saturating_add(k as u32), advance);
                    }
                }
                Some(last) => {
                    let last = objects.number(last).map_or(0, |last| last.max(0.0) as u32);
                    let numbers: Vec<&Object> = entries.by_ref().take(n_numbers).collect();
                    let advance = numbers.first().and_then(|number| objects.number(number)).unwrap_or(default);
                    if advances.ranges.len() < MAX_WIDTHS {
                        advances.ranges.push((first, last, advance));
                    }
                }
                None => {}
            }
        }
        advances
    }

    /// In ems.
    fn get(&self, cid: u32) -> f32 {
        let in_range = || self.ranges.iter().find(|(first, last, _)| (first..=last).contains(&&cid));
        let single = self.single.get(&cid).copied();
        let advance = single.or_else(|| in_range().map(|(_, _, advance)| *advance)).unwrap_or(self.default) / 1000.0;
        if advance.abs() <= MAX_WIDTH { advance } else { UNKNOWN_WIDTH }
    }
}
