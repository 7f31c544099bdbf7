//! Right-to-left text in reading order.
//!
//! In: the glyphs of a page, where they are painted. Out: the same, right-to-left stretches mirrored, so that whoever
//! reads a line from left to right reads its letters in the order in which they are read aloud. Words keep their
//! place and width on the page; within a stretch the boxes are those of its mirror image.

use std::ops::Range;

use unicode_bidi::{BidiClass, bidi_class};

use super::Glyph;
use crate::geom::Pt;

/// Glyphs whose baselines are this close, in ems, are of one line.
const LINE_STEP_EM: f32 = 0.3;

/// In which direction a glyph is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Right,
    Left,
    Number,
    Neutral,
}

/// Mirrors every right-to-left stretch.
pub fn reorder(glyphs: &mut [Glyph]) {
    // No letter of ASCII is read leftwards: most pages are done without a table.
    if !glyphs.iter().any(|glyph| !glyph.text.is_ascii() && direction(glyph) == Direction::Left) {
        return;
    }
    let is_level = |one: &Glyph, other: &Glyph| {
        one.turn == other.turn && (one.baseline - other.baseline).abs() < one.em.max(other.em) * LINE_STEP_EM
    };
    for line in glyphs.chunk_by_mut(is_level) {
        reorder_line(line);
    }
}

fn reorder_line(line: &mut [Glyph]) {
    let count = |line: &[Glyph], wanted| line.iter().filter(|glyph| direction(glyph) == wanted).count();
    let (n_left, n_right) = (count(line, Direction::Left), count(line, Direction::Right));
    if n_left == 0 {
        return;
    }
    line.sort_by(|one, other| one.x0.total_cmp(&other.x0));
    if n_right < n_left {
        // The line itself runs leftwards: all of it is mirrored, and what runs rightwards in it is mirrored back.
        mirror(line);
        for stretch in stretches(line, |direction| matches!(direction, Direction::Right | Direction::Number)) {
            mirror(line.get_mut(stretch).unwrap_or_default());
        }
        return;
    }
    for stretch in stretches(line, |direction| direction == Direction::Left) {
        let part = line.get_mut(stretch).unwrap_or_default();
        mirror(part);
        for number in stretches(part, |direction| direction == Direction::Number) {
            mirror(part.get_mut(number).unwrap_or_default());
        }
    }
}

/// Stretches from one wanted glyph to another with only neutral ones (and numbers, in letters) between them.
fn stretches(line: &[Glyph], is_wanted: impl Fn(Direction) -> bool) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut is_open = false;
    for (k, glyph) in line.iter().enumerate() {
        let direction = direction(glyph);
        if is_wanted(direction) {
            match found.last_mut() {
                Some(last) if is_open => last.end = k + 1,
                _ => found.push(k..k + 1),
            }
            is_open = true;
        } else if !matches!(direction, Direction::Neutral | Direction::Number) {
            is_open = false;
        }
    }
    found
}

/// Turns a stretch round in its own place.
fn mirror(stretch: &mut [Glyph]) {
    let left = stretch.iter().map(|glyph| glyph.x0).reduce(Pt::min);
    let right = stretch.iter().map(|glyph| glyph.x1).reduce(Pt::max);
    let Some((left, right)) = left.zip(right) else {
        return;
    };
    for glyph in stretch.iter_mut() {
        (glyph.x0, glyph.x1) = (left + right - glyph.x1, left + right - glyph.x0);
    }
    stretch.reverse();
}

fn direction(glyph: &Glyph) -> Direction {
    let classes = glyph.text.chars().map(bidi_class);
    for class in classes {
        match class {
            BidiClass::R | BidiClass::AL => return Direction::Left,
            BidiClass::L => return Direction::Right,
            BidiClass::EN | BidiClass::AN => return Direction::Number,
            _ => {}
        }
    }
    Direction::Neutral
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Turn;

    /// Glyphs of one width from left to right, as they are seen; what a reader from left to right then gets.
    #[track_caller]
    fn check(seen: &str, expected: &str) {
        let place = |(k, letter): (usize, char)| Glyph {
            text: letter.to_string().into(),
            x0: Pt(10.0 * k as f32),
            x1: Pt(10.0 * k as f32 + 10.0),
            baseline: Pt(100.0),
            em: Pt(10.0),
            font: 0,
            color: 0,
            hidden: None,
            icon: None,
            turn: Turn::Upright,
            fake_bold: false,
        };
        let mut glyphs: Vec<Glyph> = seen.chars().enumerate().map(place).collect();
        reorder(&mut glyphs);
        glyphs.sort_by(|one, other| one.x0.total_cmp(&other.x0));
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(text, expected);
    }

    #[test]
    fn a_line_that_runs_leftwards_is_read_from_its_right_end() {
        check("םלוע םולש", "שלום עולם");
        check("2024 תנש", "שנת 2024");
        check("PDF ץבוק הז", "זה קובץ PDF");
    }

    #[test]
    fn leftward_words_in_a_rightward_line_are_read_in_their_place() {
        check("Hebrew: םולש ok", "Hebrew: שלום ok");
        check("plain text", "plain text");
    }
}
