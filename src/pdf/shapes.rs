//! Path operators: what is drawn, filled and clipped.
//!
//! In: path operators on the state of a [`Painter`]. Out: rules and boxes on its page, layers over its glyphs.

use super::Fill;
use super::color::Space;
use super::interpret::Painter;
use super::layers::Paint;
use super::limits::MAX_SHAPES;
use super::paths::{Path, is_rule, is_thin};
use super::tokens::{Numbers, Operand};
use crate::geom::Rect;

impl Painter<'_> {
    /// Path construction, painting and clipping; other operators do nothing.
    pub(super) fn path_operator(&mut self, operator: &[u8], operands: &[Operand]) {
        let ctm = self.state.ctm;
        match (operator, &*Numbers::of(operands)) {
            (b"m", &[x, y]) => self.path.move_to(ctm.apply(x, y)),
            (b"l", &[x, y]) => self.path.line_to(ctm.apply(x, y)),
            (b"c", &[.., x, y]) | (b"v" | b"y", &[_, _, x, y]) => self.path.curve_to(ctm.apply(x, y)),
            (b"re", &[x, y, width, height]) => self.path.rectangle(&ctm, x, y, width, height),
            (b"h", _) => self.path.close(),
            (b"f" | b"F" | b"f*", _) => self.finish_path(true, false),
            (b"B" | b"B*" | b"b" | b"b*", _) => self.finish_path(true, true),
            (b"S", _) => self.finish_path(false, true),
            (b"s", _) => {
                self.path.close();
                self.finish_path(false, true);
            }
            (b"n", _) => self.finish_path(false, false),
            (b"W" | b"W*", _) => self.pending_clip = true,
            (b"sh", _) => self.painted.layers.push(self.state.clip, Paint::Veil),
            _ => {}
        }
    }

    fn finish_path(&mut self, is_filled: bool, is_stroked: bool) {
        let path = std::mem::take(&mut self.path);
        if !self.is_off() {
            if let Some(dot) = path.dot().filter(|_| is_filled || is_stroked).and_then(|dot| self.state.clipped(&dot)) {
                push_bounded(&mut self.painted.page.dots, dot);
            }
            if is_filled && 0.0 < self.state.fill_alpha {
                self.fill(&path);
            }
            if is_stroked && 0.0 < self.state.stroke_alpha {
                self.stroke(&path);
            }
        }
        if std::mem::take(&mut self.pending_clip)
            && let Some(bounds) = path.bounds()
        {
            self.clip_to(&bounds, !path.is_one_box());
        }
    }

    fn fill(&mut self, path: &Path) {
        self.painted.layers.n_strokes += path.n_strokes();
        let is_pattern = self.state.fill_space == Space::Pattern;
        let is_whole = self.covers() && !is_pattern && !path.is_frame();
        let color = self.state.fill;
        let mut n_boxes = 0;
        for bbox in path.boxes().filter_map(|bbox| self.state.clipped(&bbox)).collect::<Vec<_>>() {
            n_boxes += 1;
            self.painted.layers.push(bbox, if is_whole { Paint::Color(color) } else { Paint::Veil });
            if is_rule(&bbox) {
                push_bounded(&mut self.painted.page.rules, bbox);
            } else {
                push_bounded(&mut self.painted.page.fills, Fill { bbox, color });
            }
        }
        if n_boxes == 0
            && let Some(bounds) = path.bounds().and_then(|bounds| self.state.clipped(&bounds))
        {
            self.painted.layers.push(bounds, Paint::Veil);
        }
    }

    fn stroke(&mut self, path: &Path) {
        let width = self.state.line_width.abs() * self.state.ctm.area().sqrt();
        let color = self.state.stroke;
        let rules: Vec<Rect> = path.rules(width).filter_map(|rule| self.state.clipped(&rule)).collect();
        for frame in path.boxes().filter_map(|frame| self.state.clipped(&frame)).collect::<Vec<_>>() {
            push_bounded(&mut self.painted.page.frames, frame);
        }
        for rule in rules {
            if is_thin(&rule) {
                push_bounded(&mut self.painted.page.rules, rule);
            } else {
                // A bar drawn as one thick line.
                let is_whole = self.covers() && 1.0 <= self.state.stroke_alpha;
                self.painted.layers.push(rule, if is_whole { Paint::Color(color) } else { Paint::Veil });
                push_bounded(&mut self.painted.page.fills, Fill { bbox: rule, color });
            }
        }
    }
}

fn push_bounded<T>(shapes: &mut Vec<T>, shape: T) {
    if shapes.len() < MAX_SHAPES {
        shapes.push(shape);
    }
}
