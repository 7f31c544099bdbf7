//! What annotations print on the page: the values of form fields, free text, stamps.
//!
//! In: a page's annotations. Out: the glyphs of their appearance streams, painted over the page. Where a form field or
//! a free text has no appearance, as scripts leave it that fill forms, its value is set as a viewer would set it.

use lopdf::{Dictionary, Object, Stream};

use super::interpret::{Painter, last_number};
use super::limits::{MAX_LINKS, MAX_REFERENCES};
use super::matrix::Matrix;
use super::objects::Objects;
use super::pages::Leaf;
use super::state::State;
use super::text::TextObject;
use super::text_string;
use super::tokens::Tokens;
use crate::error::Error;
use crate::geom::Rect;

/// Bits of `/F` by which an annotation is not shown: hidden, not viewed.
const NOT_SHOWN: u32 = 1 << 1 | 1 << 5;
/// Bit of `/Ff`: a password, whose characters are not shown.
const PASSWORD: u32 = 1 << 13;
/// Size of a value that gives none, in points.
const VALUE_SIZE: f32 = 10.0;
/// Distance between its baselines, in ems.
const VALUE_LEADING_EM: f32 = 1.15;
/// Where the baseline of a single line lies under the middle of its field, in ems.
const VALUE_DROP_EM: f32 = 0.35;
/// Margin of a field, in points.
const VALUE_MARGIN: f32 = 2.0;

impl Painter<'_> {
    /// Paints the annotations of a page that print text of their own.
    pub(super) fn annotations(&mut self, leaf: &Leaf) -> Result<(), Error> {
        let objects = self.objects;
        for annotation in objects.get_array(leaf.dict, b"Annots").unwrap_or_default().iter().take(MAX_LINKS) {
            self.budget.step()?;
            let Some(dict) = objects.dict(Some(annotation)) else { continue };
            let prints = matches!(objects.get_name(dict, b"Subtype"), Some(b"Widget" | b"FreeText" | b"Stamp"));
            let flags = objects.get_number(dict, b"F").map_or(0, |flags| flags as u32);
            if !prints || flags & NOT_SHOWN != 0 {
                continue;
            }
            if let Some((stream, matrix)) = appearance(objects, dict) {
                self.state = State::new(matrix.then(&leaf.frame), Rect::new(f32::MIN, f32::MIN, f32::MAX, f32::MAX));
                self.run_form(stream, &Dictionary::new(), 0)?;
            } else if let (Some(value), Some(rect)) = (value(objects, dict), rect(objects, dict)) {
                self.state = State::new(leaf.frame, Rect::new(f32::MIN, f32::MIN, f32::MAX, f32::MAX));
                self.set_value(&value, rect, value_size(objects, dict))?;
            }
        }
        Ok(())
    }

    /// Sets the value of a field in its box (in default user space).
    fn set_value(&mut self, value: &str, [x0, y0, _, y1]: [f32; 4], size: f32) -> Result<(), Error> {
        let lines: Vec<&str> = value.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect();
        self.state.text.size = size;
        let first = if lines.len() == 1 { f32::midpoint(y0, y1) - VALUE_DROP_EM * size } else { y1 - size };
        for (k, line) in lines.into_iter().enumerate() {
            self.text = TextObject::at(x0 + VALUE_MARGIN, first - k as f32 * VALUE_LEADING_EM * size);
            self.show_characters(line)?;
        }
        Ok(())
    }
}

/// What a field says that has no appearance: its value, or its parent's; a free text's contents.
fn value(objects: &Objects, dict: &Dictionary) -> Option<String> {
    if objects.get_name(dict, b"Subtype") == Some(b"FreeText") {
        return objects.get_text(dict, b"Contents").map(text_string);
    }
    let kind = of_parents(objects, dict, |dict| objects.get_name(dict, b"FT"));
    let flags = of_parents(objects, dict, |dict| objects.get_number(dict, b"Ff")).map_or(0, |flags| flags as u32);
    let value = of_parents(objects, dict, |dict| objects.get_text(dict, b"V"))?;
    (matches!(kind, Some(b"Tx" | b"Ch")) && flags & PASSWORD == 0).then(|| text_string(value))
}

/// The first answer of a field, its parent, its parent's parent …
fn of_parents<'a, T>(
    objects: &'a Objects<'a>,
    mut dict: &'a Dictionary,
    ask: impl Fn(&'a Dictionary) -> Option<T>,
) -> Option<T> {
    for _ in 0..MAX_REFERENCES {
        if let Some(answer) = ask(dict) {
            return Some(answer);
        }
        dict = objects.get_dict(dict, b"Parent")?;
    }
    None
}

/// The box of an annotation, its corners in order.
fn rect(objects: &Objects, dict: &Dictionary) -> Option<[f32; 4]> {
    let &[x0, y0, x1, y1] = objects.get_numbers(dict, b"Rect").as_slice() else { return None };
    Some([x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1)])
}

/// The size that a field's `/DA` sets ("/Helv 10 Tf").
fn value_size(objects: &Objects, dict: &Dictionary) -> f32 {
    let look = of_parents(objects, dict, |dict| objects.get_text(dict, b"DA")).unwrap_or_default();
    let mut tokens = Tokens::new(look);
    let mut operands = Vec::new();
    while let Some(operator) = tokens.next(&mut operands) {
        if operator == b"Tf" {
            return Some(last_number(&operands)).filter(|size| 0.0 < *size).unwrap_or(VALUE_SIZE);
        }
    }
    VALUE_SIZE
}

/// The normal appearance of an annotation, and how it is fitted into its box.
fn appearance<'a>(objects: &'a Objects<'a>, dict: &'a Dictionary) -> Option<(&'a Stream, Matrix)> {
    let all = objects.get_dict(dict, b"AP")?;
    let stream = match objects.get(all, b"N")? {
        Object::Stream(stream) => stream,
        Object::Dictionary(states) => objects.get_stream(states, objects.get_name(dict, b"AS")?)?,
        _ => return None,
    };
    let (rect, bbox) = (objects.get_numbers(dict, b"Rect"), objects.get_numbers(&stream.dict, b"BBox"));
    let (&[left, bottom, right, top], &[x0, y0, x1, y1]) = (rect.as_slice(), bbox.as_slice()) else { return None };
    let own = Matrix::from_slice(&objects.get_numbers(&stream.dict, b"Matrix")).unwrap_or(Matrix::IDENTITY);
    let shown = own.bounds(x0, y0, x1, y1);
    let scale = |wanted: f32, own: f32| if own == 0.0 { 1.0 } else { wanted / own };
    let (x, y) = (scale((right - left).abs(), shown.width().0), scale((top - bottom).abs(), shown.height().0));
    let (left, bottom) = (left.min(right), bottom.min(top));
    Matrix::from_slice(&[x, 0.0, 0.0, y, left - shown.x0.0 * x, bottom - shown.y0.0 * y]).map(|fit| (stream, fit))
}
