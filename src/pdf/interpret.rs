//! Content operators to glyphs, rules, boxes and images.
//!
//! In: the content of a page and its resources. Out: a [`Page`]. This file dispatches operators and runs forms; what
//! they do to text is in `text`, to paths in `paths`.

use std::collections::HashMap;

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::color::Space;
use super::font::Face;
use super::limits::{Budget, MAX_FONTS, MAX_FORM_DEPTH, MAX_SHAPES, MAX_STATES};
use super::matrix::Matrix;
use super::objects::Objects;
use super::pages::Leaf;
use super::paths::{Path, is_rule};
use super::state::State;
use super::text::TextObject;
use super::tokens::{Operand, Tokens};
use super::{Fill, Page};
use crate::error::Error;
use crate::geom::Pt;

/// The fonts of a document, loaded when they are first used.
#[derive(Debug, Default)]
pub struct Faces {
    /// Loaded faces; glyphs carry the index.
    pub faces: Vec<Face>,
    by_id: HashMap<ObjectId, u16>,
}

impl Faces {
    fn get(&mut self, objects: &Objects, entry: Option<&Object>, budget: &mut Budget) -> Result<u16, Error> {
        let id = entry.and_then(|object| object.as_reference().ok());
        if let Some(face) = id.and_then(|id| self.by_id.get(&id)) {
            return Ok(*face);
        }
        if MAX_FONTS <= self.faces.len() {
            return Ok(0);
        }
        let face = match objects.dict(entry) {
            Some(dict) => Face::load(objects, dict, budget)?,
            None => Face::unknown(),
        };
        let index = self.faces.len() as u16;
        self.faces.push(face);
        if let Some(id) = id {
            self.by_id.insert(id, index);
        }
        Ok(index)
    }
}

/// Reads one page.
pub fn page(
    objects: &Objects,
    leaf: &Leaf,
    faces: &mut Faces,
    budget: &mut Budget,
    number: u32,
) -> Result<Page, Error> {
    let content = content(objects, leaf.dict, budget)?;
    let page = Page { number, width: Pt(leaf.width), height: Pt(leaf.height), ..Page::default() };
    let empty = Dictionary::new();
    let mut painter = Painter {
        objects,
        faces,
        budget,
        page,
        state: State::new(leaf.frame),
        saved: Vec::new(),
        text: TextObject::default(),
        path: Path::default(),
        point: (0.0, 0.0),
        local_faces: HashMap::new(),
    };
    painter.run(&content, leaf.resources.unwrap_or(&empty), 0)?;
    Ok(painter.page)
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
    pub(super) objects: &'a Objects,
    pub(super) faces: &'a mut Faces,
    pub(super) budget: &'a mut Budget,
    pub(super) page: Page,
    pub(super) state: State,
    saved: Vec<State>,
    pub(super) text: TextObject,
    path: Path,
    point: (f32, f32),
    /// Faces by the address of their resources and their name there.
    local_faces: HashMap<(usize, Vec<u8>), u16>,
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
                b"BI" => self.add_image(),
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
                if let Some(matrix) = Matrix::from_slice(&numbers(operands)) {
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
        let components = numbers(operands);
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
        let key = (std::ptr::from_ref(resources).addr(), name.to_vec());
        if let Some(face) = self.local_faces.get(&key) {
            self.state.text.face = Some(*face);
            return Ok(());
        }
        let fonts = self.objects.get_dict(resources, b"Font");
        let entry = fonts.and_then(|fonts| fonts.get(name).ok());
        let face = self.faces.get(self.objects, entry, self.budget)?;
        self.local_faces.insert(key, face);
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
            Some(b"Image") => self.add_image(),
            Some(b"Form") | None if depth < MAX_FORM_DEPTH => self.run_form(stream, resources, depth)?,
            _ => {}
        }
        Ok(())
    }

    fn run_form(&mut self, stream: &Stream, resources: &Dictionary, depth: usize) -> Result<(), Error> {
        let objects = self.objects;
        let content = objects.decode(stream, self.budget)?;
        let own = objects.get_dict(&stream.dict, b"Resources").unwrap_or(resources);
        let matrix = Matrix::from_slice(&objects.get_numbers(&stream.dict, b"Matrix")).unwrap_or(Matrix::IDENTITY);
        let state = self.state.clone();
        let saved = std::mem::take(&mut self.saved);
        let text = std::mem::take(&mut self.text);
        self.state.ctm = matrix.then(&self.state.ctm);
        self.run(&content, own, depth + 1)?;
        (self.state, self.saved, self.text) = (state, saved, text);
        Ok(())
    }

    /// An image fills the unit square.
    fn add_image(&mut self) {
        if self.page.images.len() < MAX_SHAPES {
            self.page.images.push(self.state.ctm.bounds(0.0, 0.0, 1.0, 1.0));
        }
    }

    fn path_operator(&mut self, operator: &[u8], operands: &[Operand]) {
        let numbers = numbers(operands);
        match (operator, numbers.as_slice()) {
            (b"m", &[x, y]) => {
                self.point = (x, y);
                self.path.move_to(self.state.ctm.apply(x, y));
            }
            (b"l", &[x, y]) => {
                self.point = (x, y);
                self.path.line_to(self.state.ctm.apply(x, y));
            }
            (b"c", &[.., x, y]) | (b"v" | b"y", &[_, _, x, y]) => {
                self.point = (x, y);
                self.path.curve_to(self.state.ctm.apply(x, y));
            }
            (b"re", &[x, y, width, height]) => self.path.rectangle(&self.state.ctm, x, y, width, height),
            (b"h", _) => self.path.close(),
            (b"f" | b"F" | b"f*", _) => self.finish_path(true, false),
            (b"B" | b"B*" | b"b" | b"b*", _) => self.finish_path(true, true),
            (b"S", _) => self.finish_path(false, true),
            (b"s", _) => {
                self.path.close();
                self.finish_path(false, true);
            }
            (b"n", _) => self.finish_path(false, false),
            _ => {}
        }
    }

    fn finish_path(&mut self, is_filled: bool, is_stroked: bool) {
        let path = std::mem::take(&mut self.path);
        if is_filled && 0.0 < self.state.fill_alpha {
            for bbox in path.boxes() {
                if is_rule(&bbox) {
                    push_bounded(&mut self.page.rules, bbox);
                } else {
                    push_bounded(&mut self.page.fills, Fill { bbox, color: self.state.fill });
                }
            }
        }
        if is_stroked && 0.0 < self.state.stroke_alpha {
            let width = self.state.line_width.abs() * self.state.ctm.area().sqrt();
            for rule in path.rules(width) {
                push_bounded(&mut self.page.rules, rule);
            }
        }
    }
}

fn push_bounded<T>(shapes: &mut Vec<T>, shape: T) {
    if shapes.len() < MAX_SHAPES {
        shapes.push(shape);
    }
}

/// The numbers among operands.
pub(super) fn numbers(operands: &[Operand]) -> Vec<f32> {
    operands.iter().filter_map(Operand::number).collect()
}

/// The last operand, or 0.
pub(super) fn last_number(operands: &[Operand]) -> f32 {
    operands.last().and_then(Operand::number).unwrap_or(0.0)
}
