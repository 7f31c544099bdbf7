//! The page tree: pages in order, with what they inherit, and the frame of each.
//!
//! In: the objects of a file. Out: [`Leaf`]s. A tree that is broken or missing is replaced by all page objects of the
//! file in the order of their numbers.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::limits::{self, Budget, MAX_PAGES, MAX_REFERENCES};
use super::matrix::Matrix;
use super::objects::Objects;
use crate::error::Error;
use crate::geom::Rect;

/// US letter, for pages that give no size.
const DEFAULT_BOX: [f32; 4] = [0.0, 0.0, 612.0, 792.0];
/// Sides of a page in points; beyond them a box is taken for broken (half an inch is less than any label has).
const PLAUSIBLE_SIDE: std::ops::Range<f32> = 36.0..200_000.0;

/// A page of the tree with what it inherits.
#[derive(Debug)]
pub struct Leaf<'a> {
    /// Its own dictionary.
    pub dict: &'a Dictionary,
    /// Resources, its own or inherited.
    pub resources: Option<&'a Dictionary>,
    /// Default user space to our frame.
    pub frame: Matrix,
    /// Visible width in points.
    pub width: f32,
    /// Visible height in points.
    pub height: f32,
}

#[derive(Clone, Copy, Default)]
struct Inherited<'a> {
    resources: Option<&'a Dictionary>,
    media_box: Option<Rect>,
    crop_box: Option<Rect>,
    rotate: Option<i32>,
}

/// The pages of a file.
#[derive(Debug)]
pub struct Tree<'a> {
    /// All pages, in order.
    pub leaves: Vec<Leaf<'a>>,
    /// The tree holds what is no page, or a node twice.
    pub is_odd: bool,
    /// A page, or the content of one, should be there and is not.
    pub is_torn: bool,
}

/// All pages, in order.
pub fn tree<'a>(objects: &'a Objects<'a>, budget: &mut Budget) -> Result<Tree<'a>, Error> {
    let mut walk = Walk { objects, seen: HashSet::new(), leaves: Vec::new(), is_odd: false, is_torn: false };
    if let Some(root) = objects.catalog().and_then(|catalog| catalog.get(b"Pages").ok()) {
        walk.node(root, Inherited::default(), 0, budget)?;
    }
    if walk.leaves.is_empty() {
        walk.is_odd = true;
        for (id, object) in objects.all() {
            budget.step()?;
            if let Object::Dictionary(dict) = object
                && objects.get_name(dict, b"Type") == Some(b"Page")
                && walk.seen.insert(id)
            {
                walk.leaf(dict, Inherited::default())?;
            }
        }
    }
    Ok(Tree { leaves: walk.leaves, is_odd: walk.is_odd, is_torn: walk.is_torn })
}

struct Walk<'a> {
    objects: &'a Objects<'a>,
    seen: HashSet<ObjectId>,
    leaves: Vec<Leaf<'a>>,
    is_odd: bool,
    is_torn: bool,
}

impl<'a> Walk<'a> {
    fn node(&mut self, node: &'a Object, above: Inherited<'a>, depth: usize, budget: &mut Budget) -> Result<(), Error> {
        budget.step()?;
        if let Object::Reference(id) = node
            && !self.seen.insert(*id)
        {
            self.is_odd = true;
            return Ok(());
        }
        let Some(dict) = self.objects.dict(Some(node)) else {
            self.is_odd = true;
            self.is_torn |= self.objects.is_missing(node);
            return Ok(());
        };
        let here = self.inherit(dict, above);
        match self.objects.get_array(dict, b"Kids") {
            Some(kids) if depth < MAX_REFERENCES => {
                for kid in kids {
                    self.node(kid, here, depth + 1, budget)?;
                }
                Ok(())
            }
            Some(_) => Ok(()),
            None if self.objects.get_name(dict, b"Type") == Some(b"Pages") && !dict.has(b"Contents") => Ok(()),
            None => self.leaf(dict, above),
        }
    }

    fn inherit(&self, dict: &'a Dictionary, above: Inherited<'a>) -> Inherited<'a> {
        let rotate = self.objects.get_number(dict, b"Rotate").map(|rotate| rotate as i32);
        Inherited {
            resources: self.objects.get_dict(dict, b"Resources").or(above.resources),
            media_box: page_box(self.objects, dict, b"MediaBox").or(above.media_box),
            crop_box: page_box(self.objects, dict, b"CropBox").or(above.crop_box),
            rotate: rotate.or(above.rotate),
        }
    }

    fn leaf(&mut self, dict: &'a Dictionary, above: Inherited<'a>) -> Result<(), Error> {
        if MAX_PAGES <= self.leaves.len() {
            return Err(limits::over(format!("{MAX_PAGES} pages"), "page tree"));
        }
        self.is_torn |= dict.get(b"Contents").is_ok_and(|content| self.is_torn_content(content));
        let here = self.inherit(dict, above);
        let unit = self.objects.get_number(dict, b"UserUnit").filter(|unit| 0.0 < *unit).unwrap_or(1.0);
        let visible = visible_box(&here);
        let (frame, width, height) = frame(&visible, here.rotate.unwrap_or(0), unit);
        self.leaves.push(Leaf { dict, resources: here.resources, frame, width, height });
        Ok(())
    }
}

impl Walk<'_> {
    fn is_torn_content(&self, content: &Object) -> bool {
        match self.objects.resolve(content) {
            Some(Object::Array(parts)) => parts.iter().any(|part| self.objects.is_missing(part)),
            _ => self.objects.is_missing(content),
        }
    }
}

fn visible_box(here: &Inherited) -> Rect {
    let [x0, y0, x1, y1] = DEFAULT_BOX;
    let media = here.media_box.unwrap_or_else(|| Rect::new(x0, y0, x1, y1));
    let Some(crop) = here.crop_box.filter(|crop| crop.overlaps(&media)) else {
        return media;
    };
    Rect { x0: crop.x0.max(media.x0), y0: crop.y0.max(media.y0), x1: crop.x1.min(media.x1), y1: crop.y1.min(media.y1) }
}

/// A box with its corners in order; `None` when it is no box or of no plausible size.
fn page_box(objects: &Objects, dict: &Dictionary, key: &[u8]) -> Option<Rect> {
    let numbers = objects.get_numbers(dict, key);
    let &[x0, y0, x1, y1] = numbers.get(..4)? else {
        return None;
    };
    let rect = Rect::new(x0.min(x1), y0.min(y1), x0.max(x1), y0.max(y1));
    let is_plausible = PLAUSIBLE_SIDE.contains(&rect.width().0) && PLAUSIBLE_SIDE.contains(&rect.height().0);
    is_plausible.then_some(rect)
}

/// Default user space to our frame (origin top left of the turned page, y down), and the page's size there.
fn frame(visible: &Rect, rotate: i32, unit: f32) -> (Matrix, f32, f32) {
    let (x0, y0, x1, y1) = (visible.x0.0, visible.y0.0, visible.x1.0, visible.y1.0);
    let (width, height) = (visible.width().0 * unit, visible.height().0 * unit);
    match rotate.rem_euclid(360) {
        90 => (Matrix::new(0.0, unit, unit, 0.0, -y0 * unit, -x0 * unit), height, width),
        180 => (Matrix::new(-unit, 0.0, 0.0, unit, x1 * unit, -y0 * unit), width, height),
        270 => (Matrix::new(0.0, -unit, -unit, 0.0, y1 * unit, x1 * unit), height, width),
        _ => (Matrix::new(unit, 0.0, 0.0, -unit, -x0 * unit, y1 * unit), width, height),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_left_corner_goes_where_the_page_is_turned() {
        let visible = Rect::new(10.0, 20.0, 110.0, 220.0);
        for (rotate, expected) in
            [(0, (0.0, 200.0)), (90, (0.0, 0.0)), (180, (100.0, 0.0)), (270, (200.0, 100.0)), (-90, (200.0, 100.0))]
        {
            let (matrix, ..) = frame(&visible, rotate, 1.0);
            assert_eq!(matrix.apply(10.0, 20.0), expected, "{rotate}");
        }
    }
}
