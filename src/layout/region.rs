//! Words of a page to regions: header, sidebars, columns, footer, in reading order.
//!
//! In: the words of a page. Out: regions, each a text flow of its own. A *gutter* is an empty vertical corridor. Text
//! left and right of it is two flows (a sidebar, two columns) unless the baselines of the narrower side sit on those of
//! the other: then it is a label column or a date column, and belongs to the lines of its neighbour.

use super::word::Word;
use crate::geom::{Pt, Rect};
use crate::pdf::Page;

/// Deepest nesting of gutters: a page with a header over two columns, one of which is a table, has two.
const MAX_DEPTH: u8 = 4;

/// A corridor is at least this wide. Label columns of Word tables come as near as 0.9 em.
const GUTTER_EM: f32 = 0.7;

/// Baselines of two columns are the same within this share of the em.
const SAME_BASELINE_EM: f32 = 0.25;

/// The narrower side must have this many lines to be a flow.
const MIN_LINES: usize = 4;

/// With more than this share of its lines off the other side's baselines the narrower side is a flow of its own.
///
/// On the development corpus sidebars have 0.57 and more, label and date columns 0.42 and less (the section headings
/// among the labels of Europass stand on no baseline of the text): see the table in ARCHITECTURE.md.
const LOOSE_SHARE: f32 = 0.48;

/// … when at least this share of its lines follows the one above closely: labels stand apart, a sidebar is text.
///
/// Sidebars of the development corpus have 0.38 and more, label columns on loose baselines 0.29 and less.
const DENSE_SHARE: f32 = 0.33;

/// Lines of running text are at most this many ems apart.
const DENSE_LEADING_EM: f32 = 1.8;

/// A gutter shorter than this share of the page parts two blocks and not two columns: what follows the shorter block
/// follows both.
const SHORT_GUTTER: f32 = 0.25;

/// A filled box of at least this share of the page's height is a sidebar's background.
const SHADE_HEIGHT: f32 = 0.4;

/// Words that are read together.
#[derive(Debug, Clone, Default)]
pub struct Region {
    /// The words, in painting order.
    pub words: Vec<Word>,
    /// The box of its words.
    pub bbox: Rect,
    /// It stands above a gutter of the same page: a header over columns.
    pub is_header: bool,
}

impl Region {
    fn of(words: Vec<Word>, is_header: bool) -> Self {
        let bbox = words.iter().map(Word::bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
        Self { words, bbox, is_header }
    }
}

/// Words of a region up to which gutters are looked for, which takes time by their square: a page that is set solid in
/// the smallest type has fewer.
const MAX_WORDS: usize = 5_000;

/// An empty corridor with text on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gutter {
    /// Its middle.
    pub x: Pt,
    /// Top of the text beside it.
    pub y0: Pt,
    /// Bottom of the text beside it.
    pub y1: Pt,
}

/// Splits a page's words into regions in reading order.
pub fn split(words: Vec<Word>, page: &Page) -> Vec<Region> {
    let mut regions = Vec::new();
    // Depth-first with an explicit stack: what is pushed last is read first.
    let mut open = vec![(words, 0u8, false)];
    while let Some((words, depth, is_header)) = open.pop() {
        if words.is_empty() {
            continue;
        }
        let is_searched = depth < MAX_DEPTH && words.len() <= MAX_WORDS;
        let gutter = if is_searched { best_gutter(&words, page) } else { None };
        let Some(gutter) = gutter else {
            regions.push(Region::of(words, is_header));
            continue;
        };
        let gutter = trimmed(gutter, &words, page);
        let [above, left, right, below] = part(words, &gutter);
        open.push((below, depth + 1, false));
        open.push((right, depth + 1, false));
        open.push((left, depth + 1, false));
        open.push((above, depth + 1, true));
    }
    regions
}

/// A short gutter ends where its shorter side ends: what follows there follows both.
fn trimmed(gutter: Gutter, words: &[Word], page: &Page) -> Gutter {
    if page.height * SHORT_GUTTER < gutter.y1 - gutter.y0 || is_shaded(&gutter, page) {
        return gutter;
    }
    let beside = || words.iter().filter(|w| gutter.y0 <= w.baseline && w.baseline - w.em * 0.3 <= gutter.y1);
    let is_left = |w: &&Word| (w.x0 + w.x1) * 0.5 < gutter.x;
    let left = beside().filter(is_left).map(|w| w.baseline).reduce(Pt::max);
    let right = beside().filter(|w| !is_left(w)).map(|w| w.baseline).reduce(Pt::max);
    let (Some(left), Some(right)) = (left, right) else {
        return gutter;
    };
    Gutter { y1: left.min(right), ..gutter }
}

/// The words above, left of, right of and below a gutter.
fn part(words: Vec<Word>, gutter: &Gutter) -> [Vec<Word>; 4] {
    let [mut above, mut left, mut right, mut below] = [const { Vec::new() }; 4];
    for word in words {
        let y = word.baseline - word.em * 0.3;
        let side = if y < gutter.y0 {
            &mut above
        } else if gutter.y1 < y {
            &mut below
        } else if (word.x0 + word.x1) * 0.5 < gutter.x {
            &mut left
        } else {
            &mut right
        };
        side.push(word);
    }
    [above, left, right, below]
}

/// The tallest gutter that parts two flows, if any.
fn best_gutter(words: &[Word], page: &Page) -> Option<Gutter> {
    let mut boxes: Vec<(Rect, Pt)> = words.iter().map(|w| (w.bbox(), w.em)).collect();
    boxes.sort_by(|a, b| a.0.y0.total_cmp(&b.0.y0));
    let mut best: Option<(f32, Gutter)> = None;
    for x in candidates(&boxes) {
        for gutter in corridors(&boxes, x) {
            let Some(score) = flow_score(words, &gutter, page) else {
                continue;
            };
            if best.is_none_or(|(top, _)| top < score) {
                best = Some((score, gutter));
            }
        }
    }
    best.map(|(_, gutter)| gutter)
}

/// Where a corridor may stand: just left of every x at which at least three words start.
fn candidates(boxes: &[(Rect, Pt)]) -> Vec<Pt> {
    let mut starts: Vec<Pt> = boxes.iter().map(|(b, _)| b.x0).collect();
    starts.sort_by(Pt::total_cmp);
    let mut xs = Vec::new();
    let mut k = 0;
    while let Some(&x) = starts.get(k) {
        let n_same = starts.iter().skip(k).take_while(|&&other| other - x < Pt(1.5)).count();
        if 3 <= n_same {
            xs.push(x);
        }
        k += n_same.max(1);
    }
    xs
}

/// The stretches of the page in which no word crosses the corridor left of `x`. `boxes` are sorted by their tops.
fn corridors(boxes: &[(Rect, Pt)], x: Pt) -> Vec<Gutter> {
    let crosses = |bbox: &Rect, em: Pt| bbox.x0 < x - Pt(1.0) && x - em * GUTTER_EM < bbox.x1;
    let blocked: Vec<&Rect> = boxes.iter().filter(|(bbox, em)| crosses(bbox, *em)).map(|(bbox, _)| bbox).collect();
    let mut gutters = Vec::new();
    let mut stretch: Option<(Gutter, usize)> = None;
    for (bbox, em) in boxes {
        let middle = (bbox.y0 + bbox.y1) * 0.5;
        if blocked.iter().any(|b| b.y0 <= middle && middle <= b.y1) {
            continue;
        }
        let n_above = blocked.partition_point(|b| b.y0 < middle);
        if let Some((gutter, _)) = stretch.filter(|(_, n)| *n != n_above) {
            gutters.push(gutter);
            stretch = None;
        }
        let new = Gutter { x: x - *em * (GUTTER_EM * 0.5), y0: bbox.y0, y1: bbox.y1 };
        let (gutter, _) = stretch.get_or_insert((new, n_above));
        gutter.y1 = gutter.y1.max(bbox.y1);
    }
    gutters.extend(stretch.map(|(gutter, _)| gutter));
    gutters
}

/// How much a corridor parts two flows (its height in points); `None` when it does not.
fn flow_score(words: &[Word], gutter: &Gutter, page: &Page) -> Option<f32> {
    let beside = words.iter().filter(|w| gutter.y0 <= w.baseline && w.baseline - w.em * 0.3 <= gutter.y1);
    let (left, right): (Vec<&Word>, Vec<&Word>) = beside.partition(|w| (w.x0 + w.x1) * 0.5 < gutter.x);
    let (left, right) = (Side::of(&left), Side::of(&right));
    if left.baselines.len() < MIN_LINES || right.baselines.len() < MIN_LINES {
        return None;
    }
    let height = (gutter.y1 - gutter.y0).0;
    if is_shaded(gutter, page) {
        return Some(height * 2.0);
    }
    let (narrow, wide) = if left.n_letters <= right.n_letters { (&left, &right) } else { (&right, &left) };
    (LOOSE_SHARE < narrow.loose_share(wide) && DENSE_SHARE < narrow.dense_share()).then_some(height)
}

/// One side of a gutter.
struct Side {
    /// Distinct baselines from top to bottom, with the em there.
    baselines: Vec<(Pt, Pt)>,
    /// Letters, as a measure of how much stands there.
    n_letters: usize,
}

impl Side {
    fn of(words: &[&Word]) -> Self {
        let mut all: Vec<(Pt, Pt)> = words.iter().map(|w| (w.baseline, w.em)).collect();
        all.sort_by(|a, b| a.0.total_cmp(&b.0));
        all.dedup_by(|b, a| (b.0 - a.0) / a.1.max(b.1) < 0.4);
        let n_letters = words.iter().flat_map(|w| &w.runs).map(|run| run.text.chars().count()).sum();
        Self { baselines: all, n_letters }
    }

    /// Share of this side's lines that follow the one above closely.
    fn dense_share(&self) -> f32 {
        let is_dense = |pair: &&[(Pt, Pt)]| matches!(pair, [a, b] if (b.0 - a.0) / a.1.max(b.1) < DENSE_LEADING_EM);
        let n_dense = self.baselines.windows(2).filter(is_dense).count();
        n_dense as f32 / (self.baselines.len().max(2) - 1) as f32
    }

    /// Share of this side's lines that sit on no baseline of the `other`.
    fn loose_share(&self, other: &Self) -> f32 {
        let sits = |(y, em): &(Pt, Pt)| {
            other.baselines.iter().any(|(y2, em2)| (*y - *y2).abs() / em.max(*em2) < SAME_BASELINE_EM)
        };
        let n_loose = self.baselines.iter().filter(|line| !sits(line)).count();
        n_loose as f32 / self.baselines.len().max(1) as f32
    }
}

/// Whether the text on exactly one side of the gutter stands on a tall filled box.
fn is_shaded(gutter: &Gutter, page: &Page) -> bool {
    page.fills.iter().any(|fill| {
        let is_tall = page.height * SHADE_HEIGHT < fill.bbox.height();
        let is_part = fill.bbox.width() < page.width * 0.7 && page.width * 0.1 < fill.bbox.width();
        let edge = (fill.bbox.x1 - gutter.x).abs().min((fill.bbox.x0 - gutter.x).abs());
        is_tall && is_part && edge < page.width * 0.06 && fill.color != 0x00FF_FFFF
    })
}
