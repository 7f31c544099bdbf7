//! Text operators: where each glyph of a string is painted.
//!
//! In: text operators on the state of a [`Painter`]. Out: glyphs on its page. What a code shows is the font's
//! business; which glyphs make words is layout's.

use super::font::{Shown, clean};
use super::interpret::{Painted, Painter, last_number};
use super::layers::{Ink, TINY};
use super::matrix::Matrix;
use super::tokens::{Numbers, Operand};
use super::{Glyph, Hidden, Turn};
use crate::error::Error;
use crate::geom::{Pt, Rect};

/// Coordinates beyond this are of no page.
const MAX_COORDINATE: f32 = 1.0e6;
/// Where the centre line of vertical writing lies above a horizontal baseline, in ems.
const VERTICAL_AXIS_EM: f32 = 0.38;
/// Middle of a glyph above its baseline, in ems.
const MIDDLE_EM: f32 = 0.3;
/// Slope up to which text is level: over the width of a page it drifts by less than a third of a line.
const LEVEL_SLOPE: f32 = 0.005;
/// Opacity up to which nobody sees anything.
const BARELY_VISIBLE: f32 = 0.02;

/// Text matrices between `BT` and `ET`.
#[derive(Debug, Clone, Copy)]
pub struct TextObject {
    matrix: Matrix,
    line: Matrix,
}

impl TextObject {
    /// A text object whose text starts at a point.
    pub fn at(x: f32, y: f32) -> Self {
        let matrix = Matrix::shift(x, y);
        Self { matrix, line: matrix }
    }

    /// Moves on by `length` along the writing direction.
    fn advance(&mut self, length: f32, stretch: f32, is_vertical: bool) {
        let (x, y) = if is_vertical { (0.0, length) } else { (length * stretch, 0.0) };
        self.matrix = self.matrix.shifted(x, y);
    }
}

impl Default for TextObject {
    fn default() -> Self {
        Self { matrix: Matrix::IDENTITY, line: Matrix::IDENTITY }
    }
}

/// How all glyphs of a string are set; only where each stands differs.
struct Hand {
    font: u16,
    is_vertical: bool,
    /// User space to the page.
    ctm: Matrix,
    /// From the glyph's space to the page, for the first glyph.
    matrix: Matrix,
    rise: f32,
    /// Width of the em on the page.
    length: f32,
    /// Height of the em on the page.
    height: f32,
    /// The way up from a baseline on the page, of length 1.
    up: (f32, f32),
    frame: Frame,
    color: u32,
    is_bold: bool,
    /// Why nobody sees the string, wherever it stands.
    reason: Option<Hidden>,
    outline: Option<u32>,
    clip: Rect,
    n_below: usize,
}

impl Painter<'_> {
    /// Text objects, positions, parameters and strings; `false` for another operator.
    pub(super) fn text_operator(&mut self, operator: &[u8], operands: &[Operand]) -> Result<bool, Error> {
        match operator {
            b"BT" => self.text = TextObject::default(),
            b"Td" => self.next_line(operands),
            b"TD" => {
                self.state.text.leading = -last_number(operands);
                self.next_line(operands);
            }
            b"Tm" => {
                if let Some(matrix) = Matrix::from_slice(&Numbers::of(operands)) {
                    self.text = TextObject { matrix, line: matrix };
                }
            }
            b"T*" => self.shift_line(0.0, -self.state.text.leading),
            b"Tj" => self.show_operand(operands)?,
            b"TJ" => self.show_array(operands)?,
            b"'" => {
                self.shift_line(0.0, -self.state.text.leading);
                self.show_operand(operands)?;
            }
            b"\"" => {
                if let [word_space, char_space, ..] = operands {
                    self.state.text.word_space = word_space.number().unwrap_or(0.0);
                    self.state.text.char_space = char_space.number().unwrap_or(0.0);
                }
                self.shift_line(0.0, -self.state.text.leading);
                self.show_operand(operands)?;
            }
            _ => return Ok(self.text_parameter(operator, operands)),
        }
        Ok(true)
    }

    fn text_parameter(&mut self, operator: &[u8], operands: &[Operand]) -> bool {
        let value = last_number(operands);
        let text = &mut self.state.text;
        match operator {
            b"Tc" => text.char_space = value,
            b"Tw" => text.word_space = value,
            b"Tz" => text.stretch = value / 100.0,
            b"TL" => text.leading = value,
            b"Ts" => text.rise = value,
            b"Tr" => text.mode = value.clamp(0.0, 7.0) as u8,
            b"ET" => {}
            _ => return false,
        }
        true
    }

    fn next_line(&mut self, operands: &[Operand]) {
        if let [.., x, y] = *Numbers::of(operands) {
            self.shift_line(x, y);
        }
    }

    fn shift_line(&mut self, x: f32, y: f32) {
        let line = self.text.line.shifted(x, y);
        self.text = TextObject { matrix: line, line };
    }

    fn show_operand(&mut self, operands: &[Operand]) -> Result<(), Error> {
        match operands.last() {
            Some(Operand::Text(string)) => self.show(string),
            // `[(…)] Tj`, as careless producers write it.
            Some(Operand::Array(_)) => self.show_array(operands),
            _ => Ok(()),
        }
    }

    fn show_array(&mut self, operands: &[Operand]) -> Result<(), Error> {
        let Some(Operand::Array(parts)) = operands.last() else {
            return if let Some(Operand::Text(string)) = operands.last() { self.show(string) } else { Ok(()) };
        };
        let hand = self.hand_of_face();
        for part in parts {
            match (part, &hand) {
                (Operand::Text(string), Some(hand)) => self.show_by(hand, string)?,
                (Operand::Number(number), _) => self.advance(-number / 1000.0 * self.state.text.size),
                _ => {}
            }
        }
        Ok(())
    }

    /// Moves on by `length` along the writing direction, in unscaled text space.
    fn advance(&mut self, length: f32) {
        let face = self.state.text.face.and_then(|face| self.faces.faces.get(usize::from(face)));
        let is_vertical = face.is_some_and(|face| face.is_vertical);
        self.text.advance(length, self.state.text.stretch, is_vertical);
    }

    fn show(&mut self, string: &[u8]) -> Result<(), Error> {
        self.hand_of_face().map_or(Ok(()), |hand| self.show_by(&hand, string))
    }

    /// How the glyphs of the current face are set, if there is one.
    fn hand_of_face(&self) -> Option<Hand> {
        let font = self.state.text.face?;
        let face = self.faces.faces.get(usize::from(font))?;
        Some(self.hand(font, face.em, face.is_vertical))
    }

    fn show_by(&mut self, hand: &Hand, string: &[u8]) -> Result<(), Error> {
        let Some(face) = self.faces.get_mut(hand.font) else { return Ok(()) };
        let (painted, state) = (&mut self.painted, &self.state.text);
        let mut rest = string;
        while !rest.is_empty() {
            self.budget.glyph()?;
            let Some((shown, length)) = face.next(rest, self.objects, self.budget)? else {
                return Ok(());
            };
            let is_space = length == 1 && rest.first() == Some(&b' ');
            rest = rest.get(length..).unwrap_or_default();
            let width = shown.width;
            hand.paint(&self.text.matrix, shown, painted);
            let spacing = state.char_space + if is_space { state.word_space } else { 0.0 };
            let length = if hand.is_vertical { spacing - width * state.size } else { width * state.size + spacing };
            self.text.advance(length, state.stretch, hand.is_vertical);
        }
        Ok(())
    }

    /// Shows characters that have no codes, in the stand-in face.
    pub(super) fn show_characters(&mut self, characters: &str) -> Result<(), Error> {
        let font = self.faces.unknown()?;
        let hand = self.hand(font, 1.0, false);
        for letter in characters.chars() {
            self.budget.glyph()?;
            let Some(text) = clean::text(letter.encode_utf8(&mut [0; 4])) else { continue };
            let Some(face) = self.faces.get_mut(font) else { return Ok(()) };
            let width = face.width_of(&text, self.objects, self.budget)?;
            hand.paint(&self.text.matrix, &Shown { text, width, icon: None }, &mut self.painted);
            self.advance(width * self.state.text.size);
        }
        Ok(())
    }

    /// How the glyphs of a string are set in a face of that em.
    fn hand(&self, font: u16, em: f32, is_vertical: bool) -> Hand {
        let state = &self.state;
        let text = &state.text;
        let scale = Matrix::new(text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise);
        let matrix = scale.then(&self.text.matrix).then(&state.ctm);
        let along = if is_vertical { (-matrix.c, -matrix.d) } else { (matrix.a, matrix.b) };
        let length = along.0.hypot(along.1);
        let is_stroked = matches!(text.mode, 1 | 2 | 5 | 6);
        let is_filled = matches!(text.mode, 0 | 2 | 4 | 6);
        let is_painted =
            is_filled && BARELY_VISIBLE < state.fill_alpha || is_stroked && BARELY_VISIBLE < state.stroke_alpha;
        let is_off = self.is_off();
        let reason = if is_off { Hidden::OptionalContent } else { Hidden::Invisible };
        Hand {
            font,
            is_vertical,
            ctm: state.ctm,
            matrix,
            rise: text.rise,
            length,
            height: if 0.0 < length { matrix.area() / length * em } else { 0.0 },
            up: if 0.0 < length { (along.1 / length, -along.0 / length) } else { (0.0, -1.0) },
            frame: Frame::of(along, &self.painted.page),
            color: if text.mode % 4 == 1 { state.stroke } else { state.fill },
            is_bold: text.mode % 4 == 2,
            reason: (is_off || !is_painted).then_some(reason),
            outline: (is_filled && is_stroked).then_some(state.stroke),
            clip: state.clip,
            n_below: self.painted.layers.len(),
        }
    }
}

impl Hand {
    /// Paints a glyph at the origin of `text`, unless that is nowhere.
    fn paint(&self, text: &Matrix, shown: &Shown, painted: &mut Painted) {
        let height = self.height;
        let (x, y) = text.apply(0.0, self.rise);
        let (e, f) = self.ctm.apply(x, y);
        let matrix = Matrix { e, f, ..self.matrix };
        let (start, end) = if self.is_vertical {
            (matrix.apply(-VERTICAL_AXIS_EM, 0.0), matrix.apply(-VERTICAL_AXIS_EM, -shown.width))
        } else {
            (matrix.apply(0.0, 0.0), matrix.apply(shown.width, 0.0))
        };
        let ((x0, y0), (x1, _)) = (self.frame.straightened(start), self.frame.straightened(end));
        if ![x0, x1, y0, height].iter().all(|value| value.abs() < MAX_COORDINATE) {
            return;
        }
        let middle = |from: f32, to: f32, up: f32| f32::midpoint(from, to) + up * MIDDLE_EM * height;
        let middle = (middle(start.0, end.0, self.up.0), middle(start.1, end.1, self.up.1));
        painted.layers.inks.push(self.ink(middle, (x1 - x0).abs().max(height)));
        painted.page.glyphs.push(Glyph {
            text: shown.text.clone(),
            x0: Pt(x0.min(x1)),
            x1: Pt(x0.max(x1)),
            baseline: Pt(y0),
            em: Pt(height),
            font: self.font,
            color: self.color,
            hidden: None,
            icon: shown.icon,
            turn: self.frame.turn,
            fake_bold: self.is_bold,
        });
    }

    /// How visibly a glyph of that size is painted around a point.
    fn ink(&self, (x, y): (f32, f32), size: f32) -> Ink {
        let reach = size / 2.0;
        let touched = Rect::new(x - reach, y - reach, x + reach, y + reach);
        let reason = if self.reason.is_some() {
            self.reason
        } else if !touched.overlaps(&self.clip) {
            Some(Hidden::OffPage)
        } else if self.length < TINY {
            // Letters that are squeezed to a stroke are as little to be read as those that are low.
            Some(Hidden::Tiny)
        } else {
            None
        };
        Ink { x, y, reach, n_below: self.n_below, reason, outline: self.outline }
    }
}

/// The page turned so that text of one direction is level.
struct Frame {
    turn: Turn,
    width: f32,
    height: f32,
    /// Cosine and sine of the angle by which text is set aslant after that turn, if it is.
    slant: Option<(f32, f32)>,
}

impl Frame {
    /// The frame for text that runs `along` on the page.
    fn of((along_x, along_y): (f32, f32), page: &super::Page) -> Self {
        let turn = turn_of((along_x, along_y));
        let (run, rise) = match turn {
            Turn::Upright => (along_x, along_y),
            Turn::Clockwise => (along_y, -along_x),
            Turn::Half => (-along_x, -along_y),
            Turn::Counter => (-along_y, along_x),
        };
        let is_level = rise.abs() <= run.abs() * LEVEL_SLOPE;
        let length = run.hypot(rise);
        let slant = if is_level { None } else { Some((run / length, rise / length)) };
        Self { turn, width: page.width.0, height: page.height.0, slant }
    }

    /// A point of the page in the page turned so that text of that turn is upright.
    #[inline]
    fn turned(&self, (x, y): (f32, f32)) -> (f32, f32) {
        match self.turn {
            Turn::Upright => (x, y),
            Turn::Clockwise => (y, self.width - x),
            Turn::Half => (self.width - x, self.height - y),
            Turn::Counter => (self.height - y, x),
        }
    }

    /// A point as [`Self::turned`], in text that is set aslant: in the page turned by so much more that the text is level.
    #[inline]
    fn straightened(&self, point: (f32, f32)) -> (f32, f32) {
        let (x, y) = self.turned(point);
        match self.slant {
            None => (x, y),
            Some(slant) => self.levelled((x, y), slant),
        }
    }

    fn levelled(&self, (x, y): (f32, f32), (cos, sin): (f32, f32)) -> (f32, f32) {
        let (width, height) = (self.width, self.height);
        let is_upright = matches!(self.turn, Turn::Upright | Turn::Half);
        let (middle_x, middle_y) = if is_upright { (width / 2.0, height / 2.0) } else { (height / 2.0, width / 2.0) };
        let (x, y) = (x - middle_x, y - middle_y);
        (middle_x + x * cos + y * sin, middle_y - x * sin + y * cos)
    }
}

/// The quarter turn nearest to a direction (y down).
fn turn_of((x, y): (f32, f32)) -> Turn {
    if y.abs() <= x.abs() {
        if x < 0.0 { Turn::Half } else { Turn::Upright }
    } else if 0.0 < y {
        Turn::Clockwise
    } else {
        Turn::Counter
    }
}
