//! Rules between lines: the strokes that set off headings.

use super::Line;
use crate::geom::{Pt, Rect};

/// A rule must be at least this wide, in ems of the line: shorter ones underline a word.
const MIN_WIDTH_EM: f32 = 3.0;

/// A rule belongs to the gap next to a line within this many ems.
const REACH_EM: f32 = 1.6;

/// Marks for every line whether a horizontal rule runs right above or below it.
pub fn mark(lines: &mut [Line], rules: &[Rect]) {
    let bands: Vec<(Pt, Pt)> = lines.iter().map(|line| (line.baseline, line.em)).collect();
    for rule in rules.iter().filter(|rule| rule.height() < rule.width()) {
        for (k, line) in lines.iter_mut().enumerate() {
            if rule.width() / line.em < MIN_WIDTH_EM || rule.overlap_x(&line.column) / line.em < 1.0 {
                continue;
            }
            let y = (rule.y0 + rule.y1) * 0.5;
            let next = bands.get(k + 1).map_or(line.baseline + line.em * REACH_EM, |(y, em)| *y - *em * 0.5);
            let last = k.checked_sub(1).and_then(|k| bands.get(k)).map_or(line.baseline - line.em * 2.0, |(y, _)| *y);
            let is_below = line.baseline < y && y < next.min(line.baseline + line.em * REACH_EM);
            let is_above = last < y && y < line.baseline - line.em * 0.5 && line.baseline - line.em * 2.5 < y;
            line.rule_below |= is_below;
            line.rule_above |= is_above;
        }
    }
}
