//! What a gutter parts: two flows, the cards of a grid, or nothing (its sides are the cells of common lines).
//!
//! In: a gutter, the words around it, its page. Out: the verdicts. The rule, and what it was measured on, is in
//! ARCHITECTURE.md ("Columns and reading order").

use super::gutter::Gutter;
use super::sides::{Band, Side, SideLine, Sides};
use crate::geom::Pt;
use crate::pdf::Page;

/// Baselines of two columns are the same within this share of the em.
const SAME_BASELINE_EM: f32 = 0.25;

/// Lines of running text are at most this many ems apart.
const DENSE_LEADING_EM: f32 = 1.8;

/// Edges of lines are the same within this share of the em.
const SAME_EDGE_EM: f32 = 0.2;

/// The narrower side must have this many lines to be a flow, if no earlier page has the same gutter.
const MIN_LINES: usize = 4;

/// A side painted in so few pieces was written as a flow: 0 is one piece, 1 is a piece for every line.
///
/// Measured: sidebars and columns have 0 to 0.08, label and date columns 0.35 and more.
const WHOLE: f32 = 0.12;

/// A side painted in so many pieces belongs to the lines of its neighbour, whatever stands behind it.
const TORN: f32 = 0.34;

/// With more than this share of its lines off the other side's baselines the narrower side may be a flow of its own.
const LOOSE: f32 = 0.48;

/// … or with this share, where the painting speaks for common lines (text painted from top to bottom).
const VERY_LOOSE: f32 = 0.62;

/// … when at least this share of its lines follows the one above closely: labels stand apart, a sidebar is text.
const DENSE: f32 = 0.33;

/// More than this share of the blocks of a date column start on a line of the text beside it.
const LEVEL_STARTS: f32 = 0.6;

/// More than this share of the lines of a side that is set flush right end at its edge: some are cells of two columns.
const FLUSH: f32 = 0.6;

/// A filled box of at least this share of the page's height is a sidebar's background.
const SHADE_HEIGHT: f32 = 0.4;

/// A sidebar's background takes between these shares of the page's width …
const SHADE_WIDTH: std::ops::Range<f32> = 0.1..0.7;

/// … and ends within this share of the page's width from the gutter.
const SHADE_EDGE: f32 = 0.06;

/// One side is printed in light letters, the other not, when their shares of light letters differ by this.
const CONTRAST: f32 = 0.8;

/// Sides that are set in turns (entries left and right of a line of time) take turns at least so many times.
const MIN_TURNS: usize = 2;

/// … and the next turn starts at least so many ems below the last.
const APART_EM: f32 = 0.8;

/// What stands under the head of a card is set otherwise, or starts at least this many ems to its right.
const HEAD_INDENT_EM: f32 = 0.8;

/// Whether `gutter` parts two flows: a sidebar and the main text, two columns.
///
/// `is_known`: an earlier page has two flows on both sides of the same gutter.
pub fn parts_flows(sides: &Sides, gutter: &Gutter, page: &Page, is_known: bool) -> bool {
    // One row of cards is like two columns; more than one are read row by row.
    is_parted(sides, gutter, page, is_known) && cards(sides, gutter).iter().filter(|band| band.is_block()).count() < 2
}

/// The rows of cards on both sides of `gutter`, from top to bottom: bands with a block of lines at the left, and then
/// one at the right that starts alike. None when most of the bands that stand on both sides are something else.
pub fn cards(sides: &Sides, gutter: &Gutter) -> Vec<Band> {
    let two_sided = || sides.bands().iter().filter(|band| band.is_two_sided());
    let n_two_sided = two_sided().count();
    let is_card = |band: &&Band| {
        let left = sides.left.lines.get(band.left.clone()).unwrap_or_default();
        let right = sides.right.lines.get(band.right.clone()).unwrap_or_default();
        is_block_after(left, right) && is_like(left, right, gutter)
    };
    let bands: Vec<Band> = two_sided().filter(is_card).cloned().collect();
    let n_blocks = bands.iter().filter(|band| band.is_block()).count();
    let n_others = n_two_sided - bands.len();
    if n_others < n_blocks { bands } else { Vec::new() }
}

/// Whether the two sides are flows of their own.
fn is_parted(sides: &Sides, gutter: &Gutter, page: &Page, is_known: bool) -> bool {
    let Sides { left, right, .. } = sides;
    let n_lines = left.lines.len().min(right.lines.len());
    let torn = torn(sides);
    let is_tall = MIN_LINES <= n_lines;
    let is_shaded = is_shaded(gutter, page);
    let is_colored = is_shaded || CONTRAST < (left.light() - right.light()).abs();
    match n_lines {
        0 => false,
        _ if gutter.is_ragged && !is_shaded && !is_flush_right(sides) => false,
        _ if takes_turns(sides) => false,
        _ if is_known && torn < TORN => true,
        1 => false,
        _ if is_colored => torn < TORN || is_tall && DENSE < by_weight(sides).0.dense_share(),
        _ if TORN < torn => is_tall && is_loose(sides, VERY_LOOSE),
        _ if is_date_column(sides) => false,
        _ if torn < WHOLE => is_tall || is_loose(sides, LOOSE),
        _ => is_tall && is_loose(sides, LOOSE),
    }
}

/// The sides are set in turns from top to bottom, and no line has text beside it.
fn takes_turns(sides: &Sides) -> bool {
    let reach = sides.left.lines.iter().map(|line| line.em).reduce(Pt::min).unwrap_or_default() * APART_EM;
    let mut lines: Vec<(Pt, bool)> = sides.left.lines.iter().map(|line| (line.y, true)).collect();
    lines.extend(sides.right.lines.iter().map(|line| (line.y, false)));
    lines.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_turns = lines.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 != b.1)).count();
    let is_apart = |pair: &[(Pt, bool)]| matches!(pair, [a, b] if a.1 == b.1 || reach < b.0 - a.0);
    MIN_TURNS <= n_turns && lines.windows(2).all(is_apart)
}

/// In how many pieces the side with fewer lines is painted: 0 for one piece, 1 for a piece for each line.
fn torn(sides: &Sides) -> f32 {
    let n_lines = sides.left.lines.len().min(sides.right.lines.len());
    sides.n_switches.saturating_sub(1) as f32 / (2 * n_lines.max(2) - 2) as f32
}

/// The narrower side first.
fn by_weight(sides: &Sides) -> (&Side, &Side) {
    let Sides { left, right, .. } = sides;
    if left.n_letters <= right.n_letters { (left, right) } else { (right, left) }
}

/// The lines of the narrower side are running text off the baselines of the other.
fn is_loose(sides: &Sides, least: f32) -> bool {
    let (narrow, wide) = by_weight(sides);
    least < narrow.loose_share(wide) && DENSE < narrow.dense_share()
}

/// Dates and places at the right: their right edges are one, and each block of them starts on a line of the text.
fn is_date_column(sides: &Sides) -> bool {
    let (narrow, wide) = by_weight(sides);
    let is_right = std::ptr::eq(narrow, &raw const sides.right);
    let left_edge = narrow.edge_share(|line| line.x0);
    is_right && left_edge < narrow.edge_share(|line| line.x1) && LEVEL_STARTS < narrow.level_starts(wide)
}

/// Most lines of the right side end at one edge, and fewer start at one.
fn is_flush_right(sides: &Sides) -> bool {
    let right = sides.right.edge_share(|line| line.x1);
    FLUSH < right && sides.right.edge_share(|line| line.x0) < right
}

/// All of `left` is painted before all of `right`.
pub fn is_block_after(left: &[SideLine], right: &[SideLine]) -> bool {
    let last = left.iter().filter(|line| line.is_in_turn).map(|line| line.painted.1).max();
    let first = right.iter().filter(|line| line.is_in_turn).map(|line| line.painted.0).min();
    last < first
}

/// The two start alike, and their heads stand out from what follows, if anything does.
fn is_like(left: &[SideLine], right: &[SideLine], gutter: &Gutter) -> bool {
    let (Some(a), Some(b)) = (left.first(), right.first()) else {
        return false;
    };
    let has_head = |lines: &[SideLine], head: &SideLine| {
        lines.len() < 2
            || lines.iter().any(|line| line.face != b.face || HEAD_INDENT_EM < (line.x0 - head.x0) / line.em)
    };
    let starts_level = (a.y - b.y).abs() / a.em.max(b.em) < SAME_BASELINE_EM;
    let is_alike = a.face == b.face || a.last_face == b.face;
    // Dates and places at the right are set alike too, but to the right edge.
    let is_left = if right.len() < 2 { starts_at(gutter, b) } else { !has_right_edge_alone(right) };
    starts_level && is_alike && is_left && has_head(left, a) && has_head(right, b)
}

/// The line starts where the right side of the gutter does.
fn starts_at(gutter: &Gutter, line: &SideLine) -> bool {
    (line.x0 - gutter.edge) / line.em < SAME_EDGE_EM
}

/// The lines have one right edge and several left ones.
fn has_right_edge_alone(lines: &[SideLine]) -> bool {
    let is_one = |edge: fn(&SideLine) -> Pt| {
        lines.windows(2).all(|pair| matches!(pair, [a, b] if (edge(a) - edge(b)).abs() / a.em < SAME_EDGE_EM))
    };
    is_one(|line| line.x1) && !is_one(|line| line.x0)
}

impl Side {
    /// Share of its letters that are light.
    fn light(&self) -> f32 {
        self.n_light as f32 / self.n_letters.max(1) as f32
    }

    /// Share of its lines that follow the one above closely.
    fn dense_share(&self) -> f32 {
        let is_dense = |pair: &&[SideLine]| matches!(pair, [a, b] if (b.y - a.y) / a.em.max(b.em) < DENSE_LEADING_EM);
        let n_dense = self.lines.windows(2).filter(is_dense).count();
        n_dense as f32 / (self.lines.len().max(2) - 1) as f32
    }

    /// Share of its lines that sit on no baseline of the `other`.
    fn loose_share(&self, other: &Self) -> f32 {
        let n_loose = self.lines.iter().filter(|line| !other.has_line_at(line)).count();
        n_loose as f32 / self.lines.len().max(1) as f32
    }

    /// Share of its blocks of close lines whose first sits on a baseline of the `other`.
    fn level_starts(&self, other: &Self) -> f32 {
        let mut above: Option<&SideLine> = None;
        let (mut n_starts, mut n_level) = (0, 0);
        for line in &self.lines {
            let is_start = above.is_none_or(|above| DENSE_LEADING_EM < (line.y - above.y) / line.em.max(above.em));
            n_starts += usize::from(is_start);
            n_level += usize::from(is_start && other.has_line_at(line));
            above = Some(line);
        }
        n_level as f32 / n_starts.max(1) as f32
    }

    /// Whether one of its lines is on the baseline of `line`.
    fn has_line_at(&self, line: &SideLine) -> bool {
        let reach = line.em * SAME_BASELINE_EM;
        let k = self.lines.partition_point(|l| l.y < line.y - reach);
        self.lines.get(k).is_some_and(|l| l.y < line.y + reach)
    }

    /// The largest share of its lines that have one edge in common.
    fn edge_share(&self, edge: fn(&SideLine) -> Pt) -> f32 {
        let mut edges: Vec<Pt> = self.lines.iter().map(edge).collect();
        edges.sort_by(Pt::total_cmp);
        let em = self.lines.first().map_or(Pt(1.0), |line| line.em);
        let n_at = |&x: &Pt| edges.partition_point(|&e| e - x < em * SAME_EDGE_EM) - edges.partition_point(|&e| e < x);
        edges.iter().map(n_at).max().unwrap_or_default() as f32 / self.lines.len().max(1) as f32
    }
}

/// Whether the text on exactly one side of the gutter stands on a tall filled box.
pub fn is_shaded(gutter: &Gutter, page: &Page) -> bool {
    page.fills.iter().any(|fill| {
        let is_tall = page.height * SHADE_HEIGHT < fill.bbox.height();
        let is_part = SHADE_WIDTH.contains(&(fill.bbox.width() / page.width));
        let edge = (fill.bbox.x1 - gutter.x).abs().min((fill.bbox.x0 - gutter.x).abs());
        is_tall && is_part && edge / page.width < SHADE_EDGE && fill.color != 0x00FF_FFFF
    })
}
