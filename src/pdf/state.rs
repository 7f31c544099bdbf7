//! The graphics state: what `q` saves and `Q` brings back.

use super::color::{BLACK, Space};
use super::matrix::Matrix;

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
    /// The state at the start of a page.
    pub fn new(ctm: Matrix) -> Self {
        Self {
            ctm,
            fill: BLACK,
            stroke: BLACK,
            fill_space: Space::Gray,
            stroke_space: Space::Gray,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
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
