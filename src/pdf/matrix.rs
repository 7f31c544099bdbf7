//! Affine maps of the page: from one space of a PDF into another. Knows no operator and no glyph.

use crate::geom::Rect;

/// `[a b c d e f]` as PDF writes it: x' = a·x + c·y + e, y' = b·x + d·y + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Matrix {
    /// x to x.
    pub a: f32,
    /// x to y.
    pub b: f32,
    /// y to x.
    pub c: f32,
    /// y to y.
    pub d: f32,
    /// Shift in x.
    pub e: f32,
    /// Shift in y.
    pub f: f32,
}

// The six letters are those of the PDF specification.
#[allow(clippy::many_single_char_names)]
impl Matrix {
    /// Leaves everything in its place.
    pub const IDENTITY: Self = Self::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    /// A matrix from its six numbers.
    pub const fn new(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32) -> Self {
        Self { a, b, c, d, e, f }
    }

    /// A matrix from an array as PDF writes it; `None` when it has not six numbers that can be reckoned with.
    pub fn from_slice(numbers: &[f32]) -> Option<Self> {
        let &[a, b, c, d, e, f] = numbers else {
            return None;
        };
        numbers.iter().all(|number| number.is_finite()).then(|| Self::new(a, b, c, d, e, f))
    }

    /// A shift.
    pub const fn shift(x: f32, y: f32) -> Self {
        Self::new(1.0, 0.0, 0.0, 1.0, x, y)
    }

    /// This map first, then `next`.
    pub fn then(&self, next: &Self) -> Self {
        Self {
            a: self.a * next.a + self.b * next.c,
            b: self.a * next.b + self.b * next.d,
            c: self.c * next.a + self.d * next.c,
            d: self.c * next.b + self.d * next.d,
            e: self.e * next.a + self.f * next.c + next.e,
            f: self.e * next.b + self.f * next.d + next.f,
        }
    }

    /// This map, with its origin at a point of the space that it maps from.
    pub fn shifted(&self, x: f32, y: f32) -> Self {
        let (e, f) = self.apply(x, y);
        Self { e, f, ..*self }
    }

    /// Where a point goes.
    pub fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// Whether boxes stay boxes: turned by quarters at most.
    pub fn is_straight(&self) -> bool {
        const SLANT: f32 = 1.0e-3;
        let slant = |one: f32, other: f32| one.abs().min(other.abs()) <= SLANT * one.abs().max(other.abs());
        slant(self.a, self.b) && slant(self.c, self.d)
    }

    /// By how much areas grow, without sign.
    pub fn area(&self) -> f32 {
        (self.a * self.d - self.b * self.c).abs()
    }

    /// Box around the image of the box with corners (`x0`, `y0`) and (`x1`, `y1`).
    pub fn bounds(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> Rect {
        let corners = [self.apply(x0, y0), self.apply(x1, y0), self.apply(x0, y1), self.apply(x1, y1)];
        let mut bounds = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        for (x, y) in corners {
            bounds = [bounds[0].min(x), bounds[1].min(y), bounds[2].max(x), bounds[3].max(y)];
        }
        Rect::new(bounds[0], bounds[1], bounds[2], bounds[3])
    }
}
