//! What annotations print on the page: the values of form fields, free text, stamps.
//!
//! In: a page's annotations. Out: the glyphs of their appearance streams, painted over the page.

use lopdf::{Dictionary, Object, Stream};

use super::interpret::Painter;
use super::limits::MAX_LINKS;
use super::matrix::Matrix;
use super::objects::Objects;
use super::pages::Leaf;
use super::state::State;
use crate::error::Error;
use crate::geom::Rect;

/// Bits of `/F` by which an annotation is not shown: hidden, not viewed.
const NOT_SHOWN: u32 = 1 << 1 | 1 << 5;

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
            }
        }
        Ok(())
    }
}

/// The normal appearance of an annotation, and how it is fitted into its box.
fn appearance<'a>(objects: &'a Objects, dict: &'a Dictionary) -> Option<(&'a Stream, Matrix)> {
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
