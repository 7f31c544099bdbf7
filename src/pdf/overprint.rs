//! Glyphs printed twice at one place: fake bold, shadows.
//!
//! In: the glyphs of a page. Out: the same without repeats; what was printed twice is bold.

use std::collections::HashMap;

use super::Glyph;
use super::limits::Budget;
use crate::error::Error;
use crate::geom::Pt;

/// How far, in ems, a repeat may be shifted: less than the narrowest letter is wide ("ll" is no repeat).
const SHIFT_EM: f32 = 0.1;

/// Drops repeats of visible glyphs.
pub fn merge(glyphs: &mut Vec<Glyph>, budget: &mut Budget) -> Result<(), Error> {
    let mut seen: HashMap<(i32, i32), Vec<usize>> = HashMap::with_capacity(glyphs.len());
    let mut repeats = vec![false; glyphs.len()];
    let mut bold = Vec::new();
    for (k, glyph) in glyphs.iter().enumerate() {
        budget.step()?;
        if glyph.hidden.is_some() {
            continue;
        }
        let is_same = |&other: &usize| glyphs.get(other).is_some_and(|first| is_repeat(first, glyph));
        let first = neighbours(glyph, &seen).find(is_same);
        let Some(first) = first else {
            seen.entry(cell(glyph.x0, glyph.baseline)).or_default().push(k);
            continue;
        };
        if let Some(slot) = repeats.get_mut(k) {
            *slot = true;
        }
        bold.push((first, glyph.color));
    }
    for (first, color) in bold {
        if let Some(glyph) = glyphs.get_mut(first) {
            glyph.fake_bold = true;
            glyph.color = color;
        }
    }
    let mut repeats = repeats.into_iter();
    glyphs.retain(|_| !repeats.next().unwrap_or(false));
    Ok(())
}

/// The square, [`CELL`] wide, that a place is in.
fn cell(x: Pt, y: Pt) -> (i32, i32) {
    ((x.0 / CELL).floor() as i32, (y.0 / CELL).floor() as i32)
}

/// Width of a cell, in points: no shift is larger, so most glyphs look into one or two cells.
const CELL: f32 = 4.0;

/// Earlier glyphs near this one; only the first few of a crowded cell.
fn neighbours<'a>(glyph: &Glyph, seen: &'a HashMap<(i32, i32), Vec<usize>>) -> impl Iterator<Item = usize> + use<'a> {
    const MAX_IN_CELL: usize = 32;
    let reach = Pt((glyph.em.0 * SHIFT_EM).clamp(0.0, CELL));
    let (left, bottom) = cell(glyph.x0 - reach, glyph.baseline - reach);
    let (right, top) = cell(glyph.x0 + reach, glyph.baseline + reach);
    (left..=right)
        .flat_map(move |x| (bottom..=top).map(move |y| (x, y)))
        .filter_map(|cell| seen.get(&cell))
        .flat_map(|indices| indices.iter().copied().take(MAX_IN_CELL))
}

fn is_repeat(first: &Glyph, second: &Glyph) -> bool {
    let reach = second.em * SHIFT_EM;
    first.text == second.text
        && first.icon == second.icon
        && first.turn == second.turn
        && (first.x0 - second.x0).abs() < reach
        && (first.baseline - second.baseline).abs() < reach
        && (first.em - second.em).abs() < reach
        && !(first.text.is_empty() && first.icon.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Turn;

    fn set(text: &str, x: f32) -> Vec<Glyph> {
        let place = |(k, letter): (usize, char)| Glyph {
            text: letter.to_string().into(),
            x0: Pt(x + 3.0 * k as f32),
            x1: Pt(x + 3.0 * k as f32 + 3.0),
            baseline: Pt(100.0),
            em: Pt(10.0),
            font: 0,
            color: 0,
            hidden: None,
            icon: None,
            turn: Turn::Upright,
            fake_bold: false,
        };
        text.chars().enumerate().map(place).collect()
    }

    #[track_caller]
    fn check(mut glyphs: Vec<Glyph>, expected: &str, is_bold: bool) {
        merge(&mut glyphs, &mut Budget::new()).unwrap();
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!((text.as_str(), glyphs.iter().all(|glyph| glyph.fake_bold)), (expected, is_bold));
    }

    #[test]
    fn a_text_printed_twice_is_once_and_bold() {
        check([set("Skills", 50.0), set("Skills", 50.4)].concat(), "Skills", true);
    }

    #[test]
    fn a_text_printed_once_stays_as_it_is() {
        check(set("llii", 50.0), "llii", false);
    }
}
