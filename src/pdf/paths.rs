//! Paths to rules and filled boxes: what lines and rectangles a page is ruled with.
//!
//! In: path operators. Out: axis-parallel strokes and boxes in our frame. Curves and slanted lines draw no rule; a
//! box with round corners is a box.

use super::limits::MAX_SHAPES;
use super::matrix::Matrix;
use crate::geom::{Pt, Rect};

/// Points kept of one path.
const MAX_POINTS: usize = 10_000;
/// Boxes of one path that are looked at for a frame.
const MAX_FRAME: usize = 100;
/// Slant, in points, up to which a line counts as parallel to the page's edges.
const STRAIGHT: f32 = 0.3;
/// A filled box is a rule while it is thinner than this, in points, …
const RULE_THICKNESS: f32 = 3.0;
/// … and this many times longer than thick.
const RULE_ASPECT: f32 = 4.0;

/// A bullet is at most this large, in points, …
const MAX_DOT: f32 = 8.0;
/// … and its width and height differ by less than this share.
const DOT_ASPECT: f32 = 0.25;
/// Share of its bounds that a circle takes: half with its four arcs read as chords, π/4 at most.
const ROUND: std::ops::Range<f32> = 0.45..0.82;
/// A box with round corners takes at least this share of its bounds: a pill twice as wide as high, its arcs read as chords.
const ROUNDED: f32 = 0.7;

/// A path under construction, in our frame.
#[derive(Debug, Default)]
pub struct Path {
    subpaths: Vec<Subpath>,
    n_points: usize,
}

#[derive(Debug, Default)]
struct Subpath {
    points: Vec<(f32, f32)>,
    has_curve: bool,
    is_closed: bool,
}

impl Path {
    /// `m`.
    pub fn move_to(&mut self, point: (f32, f32)) {
        if self.n_points < MAX_POINTS {
            self.n_points += 1;
            self.subpaths.push(Subpath { points: vec![point], ..Subpath::default() });
        }
    }

    /// `l`.
    pub fn line_to(&mut self, point: (f32, f32)) {
        if self.n_points < MAX_POINTS
            && let Some(last) = self.subpaths.last_mut()
        {
            self.n_points += 1;
            last.points.push(point);
        }
    }

    /// The end of `c`, `v` and `y`.
    pub fn curve_to(&mut self, point: (f32, f32)) {
        self.line_to(point);
        if let Some(last) = self.subpaths.last_mut() {
            last.has_curve = true;
        }
    }

    /// `h`.
    pub fn close(&mut self) {
        if let Some(last) = self.subpaths.last_mut() {
            last.is_closed = true;
        }
    }

    /// `re`.
    pub fn rectangle(&mut self, ctm: &Matrix, x: f32, y: f32, width: f32, height: f32) {
        self.move_to(ctm.apply(x, y));
        self.line_to(ctm.apply(x + width, y));
        self.line_to(ctm.apply(x + width, y + height));
        self.line_to(ctm.apply(x, y + height));
        self.close();
    }

    /// Boxes that a fill paints.
    pub fn boxes(&self) -> impl Iterator<Item = Rect> {
        self.subpaths.iter().filter_map(Subpath::as_box).take(MAX_SHAPES)
    }

    /// Whether one box of the path lies in another: a frame, of which only the border is painted.
    pub fn is_frame(&self) -> bool {
        let mut boxes = self.subpaths.iter().filter_map(Subpath::bounds).take(MAX_FRAME);
        let Some(first) = boxes.next() else { return false };
        boxes.any(|bbox| is_inside(&bbox, &first) || is_inside(&first, &bbox))
    }

    /// Box around the whole path.
    pub fn bounds(&self) -> Option<Rect> {
        let boxes = self.subpaths.iter().filter_map(Subpath::bounds);
        boxes.reduce(|all, bounds| all.union(&bounds))
    }

    /// Whether the path is one box.
    pub fn is_one_box(&self) -> bool {
        matches!(self.subpaths.as_slice(), [only] if !only.has_curve && only.as_box().is_some())
    }

    /// The circle or square that it is, if it is as small as a bullet.
    pub fn dot(&self) -> Option<Rect> {
        let [only] = self.subpaths.as_slice() else { return None };
        let bounds = only.bounds()?;
        let (width, height) = (bounds.width().0, bounds.height().0);
        let is_dot = 0.0 < width && width.max(height) <= MAX_DOT && (1.0 - height / width).abs() < DOT_ASPECT;
        (is_dot && (only.is_round() || only.as_box().is_some())).then_some(bounds)
    }

    /// Curves and slanted lines in it.
    pub fn n_strokes(&self) -> usize {
        let slanted = |subpath: &Subpath| subpath.segments().filter(|&(from, to)| !is_straight(from, to)).count();
        self.subpaths.iter().map(slanted).sum()
    }

    /// Rules that a stroke of `width` points paints.
    pub fn rules(&self, width: f32) -> impl Iterator<Item = Rect> {
        self.subpaths.iter().flat_map(move |subpath| subpath.rules(width)).take(MAX_SHAPES)
    }
}

impl Subpath {
    fn bounds(&self) -> Option<Rect> {
        let points = self.points.iter().map(|&(x, y)| Rect::new(x, y, x, y));
        points
            .reduce(|all, point| all.union(&point))
            .filter(|bounds| bounds.width().0.is_finite() && bounds.height().0.is_finite())
    }

    /// The share of its bounds that it takes, curves read as chords.
    fn fullness(&self) -> f32 {
        let Some(bounds) = self.bounds() else { return 0.0 };
        let closing = self.points.last().zip(self.points.first());
        let pairs = self.points.windows(2).filter_map(|pair| pair.first().zip(pair.get(1))).chain(closing);
        let twice: f32 = pairs.map(|((x0, y0), (x1, y1))| x0 * y1 - x1 * y0).sum();
        twice.abs() / 2.0 / (bounds.width().0 * bounds.height().0)
    }

    /// A circle, drawn in four arcs or more.
    fn is_round(&self) -> bool {
        self.has_curve && ROUND.contains(&self.fullness())
    }

    /// Two opposite sides of its bounds are straight: a box, whatever its corners are.
    fn has_straight_sides(&self, bounds: &Rect) -> bool {
        let runs_on = |edge: Pt, of: fn((f32, f32)) -> f32, across: fn((f32, f32)) -> f32| {
            self.segments().any(|(a, b)| {
                STRAIGHT < (across(a) - across(b)).abs()
                    && (of(a) - edge.0).abs().max((of(b) - edge.0).abs()) <= STRAIGHT
            })
        };
        let [x, y]: [fn((f32, f32)) -> f32; 2] = [|point| point.0, |point| point.1];
        runs_on(bounds.y0, y, x) && runs_on(bounds.y1, y, x) || runs_on(bounds.x0, x, y) && runs_on(bounds.x1, x, y)
    }

    fn segments(&self) -> impl Iterator<Item = ((f32, f32), (f32, f32))> {
        let closing = self.is_closed.then(|| self.points.last().copied().zip(self.points.first().copied())).flatten();
        let pairs = self.points.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
        pairs.chain(closing)
    }

    /// The box, if its sides are parallel to the page's edges and enclose one; its corners may be round.
    fn as_box(&self) -> Option<Rect> {
        const CORNERS: usize = 4;
        let bounds = self.bounds().filter(|_| CORNERS <= self.points.len())?;
        if self.has_curve {
            return (self.has_straight_sides(&bounds) && ROUNDED <= self.fullness()).then_some(bounds);
        }
        let n_sides = self.segments().count();
        let is_box = n_sides <= CORNERS + 1 && self.segments().all(|(from, to)| is_straight(from, to));
        is_box.then_some(bounds)
    }

    fn rules(&self, width: f32) -> Vec<Rect> {
        if self.has_curve {
            return Vec::new();
        }
        let straight = self.segments().filter(|&(from, to)| is_straight(from, to) && from != to);
        straight.map(|(from, to)| thick(from, to, width)).collect()
    }
}

fn is_inside(inner: &Rect, outer: &Rect) -> bool {
    outer.contains(inner.x0, inner.y0) && outer.contains(inner.x1, inner.y1)
}

fn is_straight(from: (f32, f32), to: (f32, f32)) -> bool {
    (from.0 - to.0).abs() <= STRAIGHT || (from.1 - to.1).abs() <= STRAIGHT
}

fn thick(from: (f32, f32), to: (f32, f32), width: f32) -> Rect {
    let half = width / 2.0;
    let is_level = (from.1 - to.1).abs() <= STRAIGHT;
    let (grow_x, grow_y) = if is_level { (0.0, half) } else { (half, 0.0) };
    Rect {
        x0: Pt(from.0.min(to.0) - grow_x),
        y0: Pt(from.1.min(to.1) - grow_y),
        x1: Pt(from.0.max(to.0) + grow_x),
        y1: Pt(from.1.max(to.1) + grow_y),
    }
}

/// Whether a box is no thicker than a rule.
pub fn is_thin(bbox: &Rect) -> bool {
    bbox.width().min(bbox.height()).0 <= RULE_THICKNESS
}

/// Whether a filled box is a rule.
pub fn is_rule(bbox: &Rect) -> bool {
    let (short, long) = (bbox.width().min(bbox.height()).0, bbox.width().max(bbox.height()).0);
    short <= RULE_THICKNESS && short * RULE_ASPECT <= long
}
