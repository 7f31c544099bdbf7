//! Content operators to glyphs, rules, boxes and images.
//!
//! In: the content of a page and its resources. Out: a [`Page`]. This file dispatches operators and runs forms; what
//! they do to text is in `text`, to paths in `paths`.

use foldhash::{HashMap, HashMapExt};
use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::Page;
use super::color::Space;
use super::font::Face;
use super::layers::{Layers, Paint};
use super::limits::{self, Budget, MAX_FONTS, MAX_FORM_DEPTH, MAX_SHAPES, MAX_STATES};
use super::marks::{Marks, SwitchedOff};
use super::matrix::Matrix;
use super::objects::Objects;
use super::pages::Leaf;
use super::paths::Path;
use super::state::State;
use super::text::TextObject;
use super::tokens::{Numbers, Operand, Tokens};
use crate::error::Error;
use crate::geom::{Pt, Rect};

/// Opacity from which nothing shines through.
const OPAQUE: f32 = 0.99;

/// Bytes of content that a glyph takes, positions included, on pages that are full of text …
const BYTES_PER_GLYPH: usize = 4;
/// … and the most glyphs that room is made for at once.
const MAX_ROOM: usize = 4_096;

/// The fonts of a document, loaded when they are first used.
#[derive(Debug, Default)]
#[allow(clippy::struct_field_names, reason = "`faces` is what they are")]
pub struct Faces {
    /// Loaded faces; glyphs carry the index.
    pub faces: Vec<Face>,
    by_id: HashMap<ObjectId, u16>,
    unknown: Option<u16>,
}

impl Faces {
    fn get(&mut self, objects: &Objects, entry: Option<&Object>, budget: &mut Budget) -> Result<u16, Error> {
        let id = entry.and_then(|object| object.as_reference().ok());
        if let Some(face) = id.and_then(|id| self.by_id.get(&id)) {
            return Ok(*face);
        }
        let Some(dict) = objects.dict(entry) else {
            return self.unknown();
        };
        let index = self.add(Face::load(objects, dict, budget)?)?;
        if let Some(id) = id {
            self.by_id.insert(id, index);
        }
        Ok(index)
    }

    /// The face of that number.
    pub(super) fn get_mut(&mut self, face: u16) -> Option<&mut Face> {
        self.faces.get_mut(usize::from(face))
    }

    /// Whether a face stands in for fonts that are missing.
    pub(super) fn is_stand_in(&self, face: u16) -> bool {
        self.unknown == Some(face)
    }

    /// The face that stands in for fonts that are missing.
    pub(super) fn unknown(&mut self) -> Result<u16, Error> {
        if let Some(face) = self.unknown {
            return Ok(face);
        }
        let face = self.add(Face::unknown())?;
        self.unknown = Some(face);
        Ok(face)
    }

    fn add(&mut self, face: Face) -> Result<u16, Error> {
        if MAX_FONTS <= self.faces.len() {
            return Err(limits::over(format!("{MAX_FONTS} fonts"), "file"));
        }
        self.faces.push(face);
        Ok((self.faces.len() - 1) as u16)
    }
}

/// A page as it was painted.
#[derive(Debug, Default)]
pub struct Painted {
    /// The page; its glyphs are not yet marked as hidden.
    pub page: Page,
    /// What lies under and over its glyphs.
    pub layers: Layers,
}

/// Reads one page.
pub fn page(document: &mut Reading, leaf: &Leaf, number: u32) -> Result<Painted, Error> {
    let objects = document.objects;
    let content = content(objects, leaf.dict, document.budget)?;
    let room = (content.len() / BYTES_PER_GLYPH).min(MAX_ROOM);
    let glyphs = Vec::with_capacity(room);
    let page = Page { number, width: Pt(leaf.width), height: Pt(leaf.height), glyphs, ..Page::default() };
    let empty = Dictionary::new();
    // Text outside the page is hidden by what it is, not by a clip.
    let everywhere = Rect::new(f32::MIN, f32::MIN, f32::MAX, f32::MAX);
    let mut painter = Painter {
        objects,
        faces: document.faces,
        budget: document.budget,
        off: document.off,
        painted: Painted { page, layers: Layers::with_room(room) },
        state: State::new(leaf.frame, everywhere),
        saved: Vec::new(),
        text: TextObject::default(),
        marks: Marks::default(),
        path: Path::default(),
        pending_clip: false,
        is_form_off: false,
        open_forms: Vec::new(),
        local_faces: HashMap::new(),
    };
    painter.run(&content, leaf.resources.unwrap_or(&empty), 0)?;
    painter.annotations(leaf)?;
    Ok(painter.painted)
}

/// What all pages of a document share while they are read.
pub struct Reading<'a> {
    /// The objects.
    pub objects: &'a Objects<'a>,
    /// Fonts that were loaded so far.
    pub faces: &'a mut Faces,
    /// What is left.
    pub budget: &'a mut Budget,
    /// Optional content that is switched off.
    pub off: &'a SwitchedOff,
}

/// The content streams of a page as one.
fn content(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Vec<u8>, Error> {
    let parts: Vec<&Object> = match objects.get(dict, b"Contents") {
        Some(Object::Array(parts)) => parts.iter().collect(),
        Some(single) => vec![single],
        None => Vec::new(),
    };
    let mut content = Vec::new();
    for part in parts {
        if let Some(Object::Stream(stream)) = objects.resolve(part) {
            content.extend(objects.decode(stream, budget)?);
            content.push(b'\n');
        }
    }
    Ok(content)
}

/// What the operators of a page work on.
pub(super) struct Painter<'a> {
    pub(super) objects: &'a Objects<'a>,
    pub(super) faces: &'a mut Faces,
    pub(super) budget: &'a mut Budget,
    off: &'a SwitchedOff,
    pub(super) painted: Painted,
    pub(super) state: State,
    saved: Vec<State>,
    pub(super) text: TextObject,
    pub(super) marks: Marks,
    pub(super) path: Path,
    /// `W` was said: the path that is finished next is the clip.
    pub(super) pending_clip: bool,
    /// Inside a form that is switched off.
    pub(super) is_form_off: bool,
    /// Addresses of the forms that are being run, the innermost last.
    open_forms: Vec<usize>,
    /// Faces by the address of their resources and then by their name there.
    local_faces: HashMap<usize, HashMap<Vec<u8>, u16>>,
}

impl Painter<'_> {
    fn run(&mut self, content: &[u8], resources: &Dictionary, depth: usize) -> Result<(), Error> {
        let mut tokens = Tokens::new(content);
        let mut operands = Vec::new();
        while let Some(operator) = tokens.next(&mut operands) {
            self.budget.operator()?;
            match operator {
                b"Do" => self.paint_object(&operands, resources, depth)?,
                b"Tf" => self.set_font(&operands, resources)?,
                b"gs" => self.set_parameters(&operands, resources)?,
                b"cs" | b"CS" => self.set_space(operator == b"cs", &operands, resources),
                b"BI" => self.add_image(None),
                b"BDC" | b"BMC" => {
                    let n_glyphs = self.painted.page.glyphs.len();
                    self.marks.open(self.objects, self.off, &operands, resources, n_glyphs);
                }
                b"EMC" => self.marks.close(&mut self.painted.page.glyphs),
                _ => {
                    let is_known = self.text_operator(operator, &operands)?;
                    if !is_known && !self.state_operator(operator, &operands) {
                        self.path_operator(operator, &operands);
                    }
                }
            }
        }
        Ok(())
    }

    /// State and colour; `false` for another operator.
    fn state_operator(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        match operator {
            b"q" => {
                if self.saved.len() < MAX_STATES {
                    self.saved.push(self.state.clone());
                }
            }
            b"Q" => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            b"cm" => {
                if let Some(matrix) = Matrix::from_slice(&Numbers::of(operands)) {
                    self.state.ctm = matrix.then(&self.state.ctm);
                }
            }
            b"w" => self.state.line_width = last_number(operands),
            b"g" => self.set_color(true, Some(Space::Gray), operands),
            b"G" => self.set_color(false, Some(Space::Gray), operands),
            b"rg" => self.set_color(true, Some(Space::Rgb), operands),
            b"RG" => self.set_color(false, Some(Space::Rgb), operands),
            b"k" => self.set_color(true, Some(Space::Cmyk), operands),
            b"K" => self.set_color(false, Some(Space::Cmyk), operands),
            b"sc" | b"scn" => self.set_color(true, None, operands),
            b"SC" | b"SCN" => self.set_color(false, None, operands),
            _ => return false,
        }
        true
    }

    fn set_color(&mut self, is_fill: bool, space: Option<Space>, operands: &[Operand]) {
        let components = Numbers::of(operands);
        let state = &mut self.state;
        let (kept, color) = if is_fill {
            (&mut state.fill_space, &mut state.fill)
        } else {
            (&mut state.stroke_space, &mut state.stroke)
        };
        if let Some(space) = space {
            *kept = space;
        }
        *color = kept.color(&components);
    }

    fn set_space(&mut self, is_fill: bool, operands: &[Operand], resources: &Dictionary) {
        let Some(name) = operands.last().and_then(Operand::name) else {
            return;
        };
        let space = Space::by_name(self.objects, resources, name);
        let initial = space.initial();
        if is_fill {
            (self.state.fill_space, self.state.fill) = (space, initial);
        } else {
            (self.state.stroke_space, self.state.stroke) = (space, initial);
        }
    }

    fn set_font(&mut self, operands: &[Operand], resources: &Dictionary) -> Result<(), Error> {
        let [.., name, size] = operands else {
            return Ok(());
        };
        self.state.text.size = size.number().unwrap_or(0.0);
        let name = name.name().unwrap_or_default();
        let local = self.local_faces.entry(std::ptr::from_ref(resources).addr()).or_default();
        if let Some(face) = local.get(name) {
            self.state.text.face = Some(*face);
            return Ok(());
        }
        let fonts = self.objects.get_dict(resources, b"Font");
        let entry = fonts.and_then(|fonts| fonts.get(name).ok());
        let face = self.faces.get(self.objects, entry, self.budget)?;
        local.insert(name.to_vec(), face);
        self.state.text.face = Some(face);
        Ok(())
    }

    /// `gs`: opacity, line width and font.
    fn set_parameters(&mut self, operands: &[Operand], resources: &Dictionary) -> Result<(), Error> {
        let objects = self.objects;
        let name = operands.last().and_then(Operand::name).unwrap_or_default();
        let all = objects.get_dict(resources, b"ExtGState");
        let Some(dict) = all.and_then(|all| objects.get_dict(all, name)) else {
            return Ok(());
        };
        if let Some(alpha) = objects.get_number(dict, b"ca") {
            self.state.fill_alpha = alpha;
        }
        if let Some(alpha) = objects.get_number(dict, b"CA") {
            self.state.stroke_alpha = alpha;
        }
        if let Some(blend) = objects.get_name(dict, b"BM") {
            self.state.is_blended = !matches!(blend, b"Normal" | b"Compatible");
        }
        if let Some(mask) = objects.get(dict, b"SMask") {
            self.state.is_blended |= matches!(mask, Object::Dictionary(_));
        }
        if let Some(width) = objects.get_number(dict, b"LW") {
            self.state.line_width = width;
        }
        if let Some([font, size]) = objects.get_array(dict, b"Font") {
            self.state.text.face = Some(self.faces.get(objects, Some(font), self.budget)?);
            self.state.text.size = objects.number(size).unwrap_or(0.0);
        }
        Ok(())
    }

    fn paint_object(&mut self, operands: &[Operand], resources: &Dictionary, depth: usize) -> Result<(), Error> {
        let objects = self.objects;
        let name = operands.last().and_then(Operand::name).unwrap_or_default();
        let all = objects.get_dict(resources, b"XObject");
        let Some(stream) = all.and_then(|all| objects.get_stream(all, name)) else {
            return Ok(());
        };
        match objects.get_name(&stream.dict, b"Subtype") {
            Some(b"Image") => self.add_image(Some(&stream.dict)),
            Some(b"Form") | None => self.run_form(stream, resources, depth)?,
            _ => {}
        }
        Ok(())
    }

    /// Runs a form, unless it is running already.
    pub(super) fn run_form(&mut self, stream: &Stream, resources: &Dictionary, depth: usize) -> Result<(), Error> {
        let objects = self.objects;
        let address = std::ptr::from_ref(stream).addr();
        if self.open_forms.contains(&address) {
            return Ok(());
        }
        if MAX_FORM_DEPTH <= depth {
            return Err(limits::over(format!("{MAX_FORM_DEPTH} forms within each other"), "content streams"));
        }
        let content = objects.decode(stream, self.budget)?;
        let own = objects.get_dict(&stream.dict, b"Resources").unwrap_or(resources);
        let matrix = Matrix::from_slice(&objects.get_numbers(&stream.dict, b"Matrix")).unwrap_or(Matrix::IDENTITY);
        let is_off = stream.dict.get(b"OC").is_ok_and(|entry| self.off.holds(objects, entry));
        let was_off = self.is_form_off;
        self.is_form_off |= is_off;
        let state = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        let text = std::mem::take(&mut self.text);
        self.state.ctm = matrix.then(&self.state.ctm);
        if let &[x0, y0, x1, y1] = objects.get_numbers(&stream.dict, b"BBox").as_slice() {
            self.clip_to(&self.state.ctm.bounds(x0, y0, x1, y1), !self.state.ctm.is_straight());
        }
        self.open_forms.push(address);
        self.run(&content, own, depth + 1)?;
        self.open_forms.pop();
        (self.state, self.saved, self.text, self.is_form_off) = (state, saved, text, was_off);
        Ok(())
    }

    /// An image fills the unit square.
    fn add_image(&mut self, dict: Option<&Dictionary>) {
        let bbox = self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0);
        let Some(bbox) = self.state.clipped(&bbox) else { return };
        if self.is_off() || self.state.fill_alpha <= 0.0 {
            return;
        }
        let is_solid = dict.is_some_and(|dict| !dict.has(b"SMask") && !dict.has(b"Mask") && !dict.has(b"ImageMask"));
        let is_whole = is_solid && self.covers() && self.state.ctm.is_straight();
        self.painted.layers.push(bbox, if is_whole { Paint::Picture } else { Paint::Veil });
        if self.painted.page.images.len() < MAX_SHAPES {
            self.painted.page.images.push(bbox);
        }
    }

    /// Whether what is painted now is switched off.
    pub(super) fn is_off(&self) -> bool {
        self.is_form_off || self.marks.is_off()
    }

    /// Whether a fill hides what lies under it, within its box.
    pub(super) fn covers(&self) -> bool {
        OPAQUE <= self.state.fill_alpha && !self.state.is_blended && !self.state.is_clip_vague
    }

    /// Narrows the clip.
    pub(super) fn clip_to(&mut self, bbox: &Rect, is_vague: bool) {
        // A clip that leaves nothing keeps its place as an empty box.
        let empty = Rect { x1: bbox.x0, y1: bbox.y0, ..*bbox };
        self.state.clip = self.state.clipped(bbox).unwrap_or(empty);
        self.state.is_clip_vague |= is_vague;
    }
}

/// The last operand, or 0.
pub(super) fn last_number(operands: &[Operand]) -> f32 {
    operands.last().and_then(Operand::number).unwrap_or(0.0)
}
