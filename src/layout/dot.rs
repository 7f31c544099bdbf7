//! Bullets that are drawn and not printed: browsers paint the dots and squares of lists as shapes.
//!
//! In: the words of a page and its small shapes. Out: the words, a bullet before each that has such a shape before it.
//! Dots that rate a skill stand beside each other, those of a timeline on its rule, those between two texts close to
//! both: they are no bullets.

use super::word::Word;
use crate::geom::{Pt, Rect};
use crate::pdf::Page;

/// The bullet that a shape stands for.
const BULLET: &str = "•";

/// Size of a bullet, in ems of the text that it stands before.
const SIZE_EM: std::ops::Range<f32> = 0.1..0.7;

/// The middle of a bullet is this far above the baseline, in ems.
const RAISE_EM: std::ops::Range<f32> = 0.0..0.8;

/// Gap between a bullet and its text, in ems.
const GAP_EM: std::ops::Range<f32> = 0.1..2.0;

/// A text that ends this near, in ems, before a dot is parted by it from the next; so is a dot from a dot.
const NEAR_EM: f32 = 2.0;

/// The largest type of which dots are the bullets.
const MAX_EM: Pt = Pt(30.0);

/// Puts a bullet before each word that has one drawn before it.
pub fn insert(words: &mut Vec<Word>, page: &Page) {
    if page.dots.is_empty() {
        return;
    }
    let mut by_line: Vec<usize> = (0..words.len()).collect();
    let baseline = |k: &usize| words.get(*k).map_or(Pt(0.0), |word| word.baseline);
    by_line.sort_by(|a, b| baseline(a).total_cmp(&baseline(b)));
    let mut found: Vec<(usize, Rect)> = Vec::new();
    for dot in &page.dots {
        let from = by_line.partition_point(|k| baseline(k) < dot.y0);
        let beside = by_line.iter().skip(from).take_while(|k| baseline(k) < dot.y1 + MAX_EM);
        let beside = beside.filter_map(|k| Some((*k, words.get(*k)?))).filter(|(_, word)| is_level(dot, word));
        found.extend(text_of(dot, &beside.collect::<Vec<_>>(), page).map(|k| (k, *dot)));
    }
    found.sort_by_key(|(k, _)| *k);
    found.dedup_by_key(|(k, _)| *k);
    // From the last on, so that the places of the others stay.
    for (k, dot) in found.into_iter().rev() {
        let Some(next) = words.get_mut(k) else { continue };
        let Some(bullet) = Word::bullet(BULLET, &dot, next) else { continue };
        (next.follows, next.jumps) = (true, false);
        words.insert(k, bullet);
    }
}

/// The word that `dot` is the bullet of, among those on its line.
fn text_of(dot: &Rect, line: &[(usize, &Word)], page: &Page) -> Option<usize> {
    let after = line.iter().filter(|(_, word)| dot.x1 <= word.x0).min_by(|a, b| a.1.x0.total_cmp(&b.1.x0));
    let (k, next) = after.filter(|(_, word)| GAP_EM.contains(&((word.x0 - dot.x1) / word.em)))?;
    let is_near = |x0: Pt, x1: Pt| x0 < dot.x1 && (dot.x0 - x1) / next.em < NEAR_EM;
    let has_text = line.iter().any(|(_, word)| is_near(word.x0, word.x1));
    let is_rated = page.dots.iter().any(|other| {
        let is_beside = dot.overlap_y(other).0 * 2.0 > dot.height().0 && other != dot;
        is_beside && (is_near(other.x0, other.x1) || (0.0..NEAR_EM).contains(&((other.x0 - dot.x1) / next.em)))
    });
    let is_on_rule = page.rules.iter().any(|rule| rule.width() < rule.height() && rule.overlaps(dot));
    let size = dot.width().max(dot.height()) / next.em;
    (SIZE_EM.contains(&size) && !has_text && !is_rated && !is_on_rule).then_some(*k)
}

/// The dot stands on the line of the word.
fn is_level(dot: &Rect, word: &Word) -> bool {
    RAISE_EM.contains(&((word.baseline - (dot.y0 + dot.y1) * 0.5) / word.em))
}
