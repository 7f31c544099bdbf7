//! Marked content: what is switched off, and what text stands in for glyphs that say nothing.
//!
//! In: `BDC`, `BMC`, `EMC` and the catalogue's optional content. Out: whether what is painted now is switched off;
//! `/ActualText` on glyphs that have no characters of their own. Visible text is never replaced: what a person reads
//! wins over what the file says that it reads.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};
use smol_str::SmolStr;

use super::font::clean;
use super::objects::Objects;
use super::tokens::Operand;
use super::{Glyph, text_string};

/// Marked content within marked content; deeper marks are not read.
const MAX_MARKS: usize = 256;
/// Bytes of `/ActualText` that are used.
const MAX_ACTUAL: usize = 1_000;
/// Members of one group of optional content that are looked at.
const MAX_MEMBERS: usize = 1_000;

/// Optional content that is switched off when the file is opened.
#[derive(Debug, Default)]
pub struct SwitchedOff {
    groups: HashSet<ObjectId>,
}

impl SwitchedOff {
    /// From the catalogue's default configuration.
    pub fn read(objects: &Objects) -> Self {
        let mut groups = HashSet::new();
        let properties = objects.catalog().and_then(|catalog| objects.get_dict(catalog, b"OCProperties"));
        let Some(properties) = properties else { return Self { groups } };
        let Some(default) = objects.get_dict(properties, b"D") else { return Self { groups } };
        let ids = |dict, key| {
            let array = objects.get_array(dict, key).unwrap_or_default();
            array.iter().filter_map(|object| object.as_reference().ok())
        };
        if objects.get_name(default, b"BaseState") == Some(b"OFF") {
            groups.extend(ids(properties, b"OCGs".as_slice()));
        }
        for id in ids(default, b"ON") {
            groups.remove(&id);
        }
        groups.extend(ids(default, b"OFF"));
        Self { groups }
    }

    /// Whether a group, or a membership of groups, is switched off.
    pub fn holds(&self, objects: &Objects, entry: &Object) -> bool {
        if self.groups.is_empty() {
            return false;
        }
        if let Object::Reference(id) = entry
            && self.groups.contains(id)
        {
            return true;
        }
        let Some(dict) = objects.dict(Some(entry)) else { return false };
        let members: Vec<&Object> = match dict.get(b"OCGs") {
            Ok(Object::Array(members)) => members.iter().take(MAX_MEMBERS).collect(),
            Ok(member) => vec![member],
            Err(_) => return false,
        };
        let is_off = |member: &&Object| matches!(member, Object::Reference(id) if self.groups.contains(id));
        let n_off = members.iter().filter(|member| is_off(member)).count();
        match objects.get_name(dict, b"P") {
            Some(b"AllOn") => 0 < n_off,
            Some(b"AnyOff") => n_off == 0,
            Some(b"AllOff") => n_off < members.len(),
            _ => !members.is_empty() && n_off == members.len(),
        }
    }
}

/// Marked content that is open.
#[derive(Debug, Default)]
pub struct Marks {
    open: Vec<Mark>,
    n_too_deep: usize,
}

#[derive(Debug)]
struct Mark {
    is_off: bool,
    actual: Option<String>,
    first_glyph: usize,
}

impl Marks {
    /// Whether what is painted now is switched off.
    pub fn is_off(&self) -> bool {
        self.open.iter().any(|mark| mark.is_off)
    }

    /// `BMC`, `BDC`.
    pub fn open(
        &mut self,
        objects: &Objects,
        off: &SwitchedOff,
        operands: &[Operand],
        resources: &Dictionary,
        n_glyphs: usize,
    ) {
        if MAX_MARKS <= self.open.len() {
            self.n_too_deep += 1;
            return;
        }
        let mut mark = Mark { is_off: false, actual: None, first_glyph: n_glyphs };
        if let [tag, properties] = operands {
            let named = properties.name().and_then(|name| {
                let all = objects.get_dict(resources, b"Properties")?;
                all.get(name).ok()
            });
            mark.is_off = tag.name() == Some(b"OC") && named.is_some_and(|entry| off.holds(objects, entry));
            mark.actual = match properties.get(b"ActualText") {
                Some(Operand::Text(text)) => Some(text_string(text)),
                _ => objects.dict(named).and_then(|dict| objects.get_text(dict, b"ActualText")).map(text_string),
            };
        }
        self.open.push(mark);
    }

    /// `EMC`; drops the inks of glyphs that were joined.
    pub fn close(&mut self, glyphs: &mut [Glyph]) {
        if 0 < self.n_too_deep {
            self.n_too_deep -= 1;
            return;
        }
        let Some(Mark { actual: Some(actual), first_glyph, .. }) = self.open.pop() else { return };
        if let Some(text) = clean::text(&actual)
            && text.len() <= MAX_ACTUAL
        {
            stand_in(text, first_glyph, glyphs);
        }
    }
}

/// Gives the text to the first of the glyphs, if none of them says what it is.
fn stand_in(text: SmolStr, first_glyph: usize, glyphs: &mut [Glyph]) {
    let painted = glyphs.get_mut(first_glyph..).unwrap_or_default();
    let is_mute = |glyph: &Glyph| glyph.icon.is_none() && glyph.text.trim().is_empty();
    if painted.is_empty() || !painted.iter().all(is_mute) || painted.iter().all(|glyph| glyph.text == " ") {
        return;
    }
    let end = painted.last().map(|last| (last.x1, last.baseline));
    if let (Some(first), Some((x1, baseline))) = (painted.first_mut(), end) {
        first.text = text;
        if (first.baseline - baseline).abs() < first.em {
            first.x1 = first.x1.max(x1);
        }
    }
    for glyph in painted.iter_mut().skip(1) {
        glyph.text = SmolStr::default();
    }
}
