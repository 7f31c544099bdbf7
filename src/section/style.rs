//! How a line is set, as far as headings are told by it.

use crate::geom::Pt;
use crate::layout::Line;
use crate::span::{Span, Style};

/// Sizes are compared in steps of this share of a point: PDF writers round.
const SIZE_STEP: f32 = 2.0;

/// The look of a heading. Equal looks, equal rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Look {
    /// Size in half points.
    pub size: u32,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// All letters are capitals, or small capitals.
    pub caps: bool,
    /// Colour.
    pub color: u32,
    /// It stands in the label column.
    pub is_label: bool,
}

/// The look of a line's first cell.
pub fn look(line: &Line) -> Look {
    match line.cells.first() {
        Some(cell) => look_of(cell, line.has_label),
        None => look_of(&Span::default(), line.has_label),
    }
}

/// The look of a span.
pub fn look_of(span: &Span, is_label: bool) -> Look {
    let style = span.style();
    Look { caps: style.small_caps || is_caps(span.text()), is_label, ..face(style) }
}

/// The look of a span, whether its letters are capitals or not.
pub fn face_of(span: &Span) -> Look {
    face(span.style())
}

fn face(style: Style) -> Look {
    Look {
        size: half_points(style.em),
        bold: style.bold,
        italic: style.italic,
        caps: false,
        color: style.color,
        is_label: false,
    }
}

fn half_points(em: Pt) -> u32 {
    (em.0 * SIZE_STEP).round().max(0.0) as u32
}

/// One letter in this many may be small in a line of capitals: OCR and small capitals slip ("`WoRK EXPERIENCE`").
const CAPS_PER_SLIP: usize = 6;

/// At least two letters, and all of those that have case are capitals, but for a slip.
pub fn is_caps(text: &str) -> bool {
    let (mut n_large, mut n_small) = (0, 0);
    for c in text.chars() {
        n_large += usize::from(c.is_uppercase());
        n_small += usize::from(c.is_lowercase());
        // More small letters than all others could make a slip: nearly all lines end here.
        if text.len() < n_small * CAPS_PER_SLIP {
            return false;
        }
    }
    2 <= n_large && n_small <= n_large / CAPS_PER_SLIP
}

/// How the text of a line is set, for comparing lines of one section: without label, with the sort of its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct SectionLook {
    /// Size in half points.
    pub size: u32,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// Colour.
    pub color: u32,
}

impl Look {
    /// The same, whether its letters are capitals or not and wherever it stands: what [`face_of`] says.
    pub fn face(self) -> Self {
        Self { caps: false, is_label: false, ..self }
    }
}

impl SectionLook {
    /// The look of the first text of a line, right of its label.
    #[must_use]
    pub fn of(line: &Line) -> Self {
        let n_skip = usize::from(line.has_label && 1 < line.cells.len());
        let cell = line.cells.get(n_skip).or_else(|| line.cells.first());
        let has_letters = |span: &Span, k: usize| {
            span.text().get(span.run_range(k)).is_some_and(|t| t.chars().any(char::is_alphanumeric))
        };
        let style = cell
            .and_then(|cell| cell.runs().iter().enumerate().find(|(k, _)| has_letters(cell, *k)))
            .map(|(_, run)| run.style)
            .unwrap_or_default();
        Self { size: half_points(style.em), bold: style.bold, italic: style.italic, color: style.color }
    }
}
