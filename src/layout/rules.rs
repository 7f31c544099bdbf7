//! Rules between lines: the strokes that set off headings.

use super::Line;
use crate::geom::{Pt, Rect};

/// A rule must be at least this wide, in ems of the line: shorter ones underline a word.
const MIN_WIDTH_EM: f32 = 3.0;

/// A rule belongs to the gap next to a line within this many ems.
const REACH_EM: f32 = 1.6;

/// How far above the baseline of a line a rule may belong to it, in ems.
const ABOVE_EM: f32 = 2.5;

/// Rules near a line that are looked at; a page full of rules has no more to say with the others.
const MAX_NEAR: usize = 1_000;

/// Marks for every line whether a horizontal rule runs right above or below it.
pub fn mark(lines: &mut [Line], rules: &[Rect]) {
    let bands: Vec<(Pt, Pt)> = lines.iter().map(|line| (line.baseline, line.em)).collect();
    let level = rules.iter().filter(|rule| rule.height() < rule.width());
    let mut level: Vec<(Pt, &Rect)> = level.map(|rule| ((rule.y0 + rule.y1) * 0.5, rule)).collect();
    level.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    for (k, line) in lines.iter_mut().enumerate() {
        let reach = line.baseline + line.em * REACH_EM;
        let next = bands.get(k + 1).map_or(reach, |(y, em)| *y - *em * 0.5);
        let last = k.checked_sub(1).and_then(|k| bands.get(k)).map_or(line.baseline - line.em * 2.0, |(y, _)| *y);
        let top = line.baseline - line.em * ABOVE_EM;
        let near = level.iter().skip(level.partition_point(|(y, _)| *y <= top));
        for (y, rule) in near.take_while(|(y, _)| *y < reach).take(MAX_NEAR) {
            if rule.width() / line.em < MIN_WIDTH_EM || rule.overlap_x(&line.column) / line.em < 1.0 {
                continue;
            }
            line.rule_below |= line.baseline < *y && *y < next.min(reach);
            line.rule_above |= last < *y && *y < line.baseline - line.em * 0.5;
        }
    }
}
