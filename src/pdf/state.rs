//! The graphics state: what `q` saves and `Q` brings back.

use super::color::{BLACK, Space};
use super::matrix::Matrix;
use crate::geom::{Pt, Rect};

/// Everything that operators set and painting asks for.
#[derive(Debug, Clone)]
pub struct State {
    /// User space to our page.
    pub ctm: Matrix,
    /// Fill colour, packed.
    pub fill: u32,
    /// Stroke colour, packed.
    pub stroke: u32,
    /// Space in which `sc` reads fill colours.
    pub fill_space: Space,
    /// Space in which `SC` reads stroke colours.
    pub stroke_space: Space,
    /// Opacity of fills, 0 to 1.
    pub fill_alpha: f32,
    /// Opacity of strokes, 0 to 1.
    pub stroke_alpha: f32,
    /// Blends with what lies below, or is masked: nothing painted now covers anything.
    pub is_blended: bool,
    /// Box outside which nothing is painted.
    pub clip: Rect,
    /// The clip is smaller than its box.
    pub is_clip_vague: bool,
    /// Line width in user space.
    pub line_width: f32,
    /// Text parameters.
    pub text: TextState,
}

/// Text parameters; they outlive `ET`.
#[derive(Debug, Clone)]
pub struct TextState {
    /// Index of the face.
    pub face: Option<u16>,
    /// Font size.
    pub size: f32,
    /// Extra space after every glyph.
    pub char_space: f32,
    /// Extra space after a space of one byte.
    pub word_space: f32,
    /// Horizontal scaling, 1 is none.
    pub stretch: f32,
    /// Leading of `T*`.
    pub leading: f32,
    /// Rise above the baseline.
    pub rise: f32,
    /// Render mode.
    pub mode: u8,
}

impl State {
    /// The part of a box that is inside the clip; `None` when nothing is.
    pub fn clipped(&self, bbox: &Rect) -> Option<Rect> {
        let clip = &self.clip;
        let cut = Rect {
            x0: bbox.x0.max(clip.x0),
            y0: bbox.y0.max(clip.y0),
            x1: bbox.x1.min(clip.x1),
            y1: bbox.y1.min(clip.y1),
        };
        (Pt(0.0) <= cut.width() && Pt(0.0) <= cut.height()).then_some(cut)
    }

    /// The state at the start of a page.
    pub fn new(ctm: Matrix, clip: Rect) -> Self {
        Self {
            ctm,
            fill: BLACK,
            stroke: BLACK,
            fill_space: Space::Gray,
            stroke_space: Space::Gray,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            is_blended: false,
            clip,
            is_clip_vague: false,
            line_width: 1.0,
            text: TextState {
                face: None,
                size: 0.0,
                char_space: 0.0,
                word_space: 0.0,
                stretch: 1.0,
                leading: 0.0,
                rise: 0.0,
                mode: 0,
            },
        }
    }
}
