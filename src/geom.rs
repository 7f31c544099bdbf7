//! Lengths and boxes on a page.
//!
//! One frame everywhere after `pdf`: origin at the top left of the visible page, x to the right, y down,
//! in PDF points (1/72 inch). Two lengths divide to a bare ratio, so `gap / em` is a gap in ems.

use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A length or coordinate in PDF points.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, JsonSchema)]
pub struct Pt(pub f32);

impl Pt {
    /// The smaller of two lengths; a NaN loses.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }

    /// The larger of two lengths; a NaN loses.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    /// The length without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// A total order, for sorting.
    #[must_use]
    pub fn total_cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Add for Pt {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl AddAssign for Pt {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl Sub for Pt {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Neg for Pt {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl Mul<f32> for Pt {
    type Output = Self;
    fn mul(self, factor: f32) -> Self {
        Self(self.0 * factor)
    }
}
impl Div<f32> for Pt {
    type Output = Self;
    fn div(self, divisor: f32) -> Self {
        Self(self.0 / divisor)
    }
}
impl Div for Pt {
    type Output = f32;
    fn div(self, divisor: Self) -> f32 {
        self.0 / divisor.0
    }
}

/// A box on a page: `x0 <= x1`, `y0 <= y1`, y grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    /// Left edge.
    pub x0: Pt,
    /// Top edge.
    pub y0: Pt,
    /// Right edge.
    pub x1: Pt,
    /// Bottom edge.
    pub y1: Pt,
}

/// Shown as `[x0, y0, x1, y1]`, in hundredths of a point: finer than any printer, and it keeps documents small.
impl Serialize for Rect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.x0, self.y0, self.x1, self.y1].map(|edge| hundredths(edge.0)).serialize(serializer)
    }
}

impl JsonSchema for Rect {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Rect".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "array",
            "description": "Box [x0, y0, x1, y1] in PDF points from the top left of the page",
            "items": { "type": "number" },
            "minItems": 4,
            "maxItems": 4
        })
    }
}

/// `value` to two decimals; 0 for what is no number.
#[must_use]
pub fn hundredths(value: f32) -> f64 {
    // Adding zero turns -0.0, which JSON would show, into 0.0.
    if value.is_finite() { (f64::from(value) * 100.0).round() / 100.0 + 0.0 } else { 0.0 }
}

impl Rect {
    /// A box from its four edges in points.
    #[must_use]
    pub fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0: Pt(x0), y0: Pt(y0), x1: Pt(x1), y1: Pt(y1) }
    }

    /// Width.
    #[must_use]
    pub fn width(&self) -> Pt {
        self.x1 - self.x0
    }

    /// Height.
    #[must_use]
    pub fn height(&self) -> Pt {
        self.y1 - self.y0
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }

    /// Whether the two boxes share an area (touching edges do not count).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// Whether the point lies in the box, edges included.
    #[must_use]
    pub fn contains(&self, x: Pt, y: Pt) -> bool {
        self.x0 <= x && x <= self.x1 && self.y0 <= y && y <= self.y1
    }

    /// Whether the two start at one edge, end at one or are set to one middle, within `reach`.
    #[must_use]
    pub fn is_aligned(&self, other: &Self, reach: Pt) -> bool {
        let (start, end) = (other.x0 - self.x0, other.x1 - self.x1);
        [start, end, (start + end) * 0.5].iter().any(|shift| shift.abs() < reach)
    }

    /// How far the two boxes overlap from left to right; negative when they are apart.
    #[must_use]
    pub fn overlap_x(&self, other: &Self) -> Pt {
        self.x1.min(other.x1) - self.x0.max(other.x0)
    }

    /// How far the two boxes overlap from top to bottom; negative when they are apart.
    #[must_use]
    pub fn overlap_y(&self, other: &Self) -> Pt {
        self.y1.min(other.y1) - self.y0.max(other.y0)
    }
}
