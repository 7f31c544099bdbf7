//! Tables: what stands at the left and at the right of a gutter as the cells of rows.
//!
//! In: a gutter, the words around it, the rules of its page. Out: the rows whose cells are not simply lines beside each
//! other: cells that wrap, labels set in the middle of what they name. Rules around the cells tell them; where there are
//! none, the order of painting does, for a table is written cell by cell. Labels that stand level with their text need
//! no table: their lines are read across.

use super::evidence::is_block_after;
use super::gutter::Gutter;
use super::sides::{Band, SideLine, Sides};
use super::word::Word;
use crate::geom::{Pt, Rect};
use crate::pdf::Page;

/// Rules whose places differ by less than this, in points, are one; so are those with a smaller gap between.
const SAME_RULE: Pt = Pt(2.0);

/// The rule below a row reaches at least this far, in ems, to both sides of the one between its cells.
const REACH_EM: f32 = 1.0;

/// A rule between two cells is as high as this share of their row.
const COVER: f32 = 0.8;

/// So many rows must not be readable across, for a table without rules.
const MIN_TELLING: usize = 2;

/// A column of labels takes at most this share of the width.
const LABEL_WIDTH: f32 = 0.45;

/// Baselines are level within this share of the em.
const LEVEL_EM: f32 = 0.4;

/// A label has at least so many letters: bullets and numbers have fewer.
const LABEL_LETTERS: usize = 2;

/// The rules of a page, those in one line joined.
#[derive(Debug, Default)]
pub struct Ruling {
    level: Vec<Rect>,
    upright: Vec<Rect>,
}

/// A stretch of a table from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// Its top.
    pub y0: Pt,
    /// Its bottom.
    pub y1: Pt,
    /// Text stands left of the gutter: a label of what stands right of it.
    pub has_label: bool,
}

impl Ruling {
    /// The rules of `page`.
    pub fn of(page: &Page) -> Self {
        let (level, upright): (Vec<Rect>, Vec<Rect>) = page.rules.iter().partition(|r| r.height() <= r.width());
        Self { level: joined(level, |r| (r.y0, r.x0, r.x1)), upright: joined(upright, |r| (r.x0, r.y0, r.y1)) }
    }

    /// The gutters that upright rules draw through `words`, whose usual em is `em`.
    pub fn gutters(&self, words: &[Word], em: Pt) -> Vec<Gutter> {
        let gutters = self.upright.iter().filter(|rule| em < rule.height()).filter_map(|rule| {
            let (x, y0, y1) = (rule.x0, rule.y0, rule.y1);
            let beside = || words.iter().filter(|word| (y0..y1).contains(&word.middle()));
            let edge = beside().filter(|word| x <= word.x0).map(|word| word.x0).reduce(Pt::min)?;
            let is_clear = beside().all(|word| word.x1 < x + SAME_RULE || x - SAME_RULE < word.x0);
            (is_clear && beside().any(|word| word.x0 < x)).then_some(Gutter { x, edge, y0, y1, is_ragged: false })
        });
        gutters.collect()
    }

    /// The rows of `gutter` that have rules above, below, and between their cells.
    fn rows(&self, words: &[Word], gutter: &Gutter, em: Pt) -> Vec<(Pt, Pt)> {
        if self.upright.is_empty() || self.level.is_empty() {
            return Vec::new();
        }
        let beside = || words.iter().filter(|word| gutter.is_beside(word));
        let left = beside().filter(|word| gutter.is_left(word)).map(|word| word.x1).reduce(Pt::max).unwrap_or_default();
        let between: Vec<&Rect> = self
            .upright
            .iter()
            .filter(|rule| left - SAME_RULE < rule.x0 && rule.x1 < gutter.edge + SAME_RULE)
            .collect();
        let Some(x) = between.first().map(|rule| rule.x0) else { return Vec::new() };
        let reach = em * REACH_EM;
        let crosses = |rule: &&Rect| rule.x0 < x - reach && x + reach < rule.x1;
        let mut ys: Vec<Pt> = self.level.iter().filter(crosses).map(|rule| rule.y0).collect();
        ys.sort_by(Pt::total_cmp);
        let pairs = ys.windows(2).filter_map(|pair| pair.first().copied().zip(pair.get(1).copied()));
        let is_row = |(y0, y1): &(Pt, Pt)| {
            let covered = between.iter().map(|rule| rule.y1.min(*y1) - rule.y0.max(*y0)).reduce(Pt::max);
            gutter.y0 < *y1 && *y0 < gutter.y1 && covered.is_some_and(|covered| (*y1 - *y0) * COVER < covered)
        };
        pairs.filter(is_row).collect()
    }
}

/// Rules in one line that touch as one. `place` gives where the line is, and from where to where the rule goes.
fn joined(mut rules: Vec<Rect>, place: fn(&Rect) -> (Pt, Pt, Pt)) -> Vec<Rect> {
    rules.sort_by(|a, b| place(a).0.total_cmp(&place(b).0));
    let mut joined: Vec<Rect> = Vec::new();
    for line in rules.chunk_by(|a, b| place(b).0 - place(a).0 < SAME_RULE) {
        let mut line = line.to_vec();
        line.sort_by(|a, b| place(a).1.total_cmp(&place(b).1));
        let first = joined.len();
        for rule in line {
            match joined.get_mut(first..).and_then(<[Rect]>::last_mut) {
                Some(last) if place(&rule).1 < place(last).2 + SAME_RULE => *last = last.union(&rule),
                _ => joined.push(rule),
            }
        }
    }
    joined
}

/// Whether `gutter` parts the cells of a table and not two flows.
pub fn parts_cells(words: &[Word], sides: &Sides, ruling: &Ruling, gutter: &Gutter, em: Pt) -> bool {
    1 < ruling.rows(words, gutter, em).len() || !painted(sides).is_empty()
}

/// The rows of `gutter` that rules tell, from top to bottom: those with text at both sides.
pub fn ruled(words: &[Word], gutter: &Gutter, ruling: &Ruling, em: Pt) -> Vec<Row> {
    let rows = ruling.rows(words, gutter, em).into_iter().map(|(y0, y1)| {
        let within = || words.iter().filter(|word| (y0..y1).contains(&word.middle()));
        let is_left = |is: bool| within().any(|word| gutter.is_left(word) == is);
        Row { y0, y1, has_label: is_left(true) && is_left(false) }
    });
    rows.filter(|row| row.has_label).collect()
}

/// The rows of `gutter` by the order of painting, from top to bottom: each label wholly before what stands beside it,
/// and some of them not level with it. None where reading the lines across does as well.
pub fn painted(sides: &Sides) -> Vec<Row> {
    let mut bands = sides.bands().to_vec();
    let lines = |band: &Band| {
        let left = sides.left.lines.get(band.left.clone()).unwrap_or_default();
        (left, sides.right.lines.get(band.right.clone()).unwrap_or_default())
    };
    while bands.last().is_some_and(|band| !band.is_two_sided()) {
        bands.pop();
    }
    let n_before = bands.iter().take_while(|band| !band.is_two_sided()).count();
    bands.drain(..n_before);
    let two_sided = || bands.iter().filter(|band| band.is_two_sided()).map(lines);
    let rows = || two_sided().filter(|(left, right)| is_block_after(left, right));
    let n_rows = rows().count();
    let n_telling = rows().filter(|(left, right)| left.len() <= right.len() && !is_level(left, right)).count();
    let n_others = two_sided().count() - n_rows;
    let (left, right) = (&sides.left, &sides.right);
    let has_labels = LABEL_LETTERS * left.lines.len() < left.n_letters && left.n_letters <= right.n_letters;
    if n_telling < MIN_TELLING || n_rows < 3 * n_others || !has_labels || !is_narrow(sides) {
        return Vec::new();
    }
    bands.iter().map(|band| Row { y0: band.y0, y1: band.y1, has_label: !band.left.is_empty() }).collect()
}

/// Both start on one baseline, and no line at the left is off the baselines at the right.
fn is_level(left: &[SideLine], right: &[SideLine]) -> bool {
    let is_on = |a: &SideLine, b: &SideLine| (a.y - b.y).abs() / a.em.max(b.em) < LEVEL_EM;
    let starts = left.first().zip(right.first()).is_some_and(|(a, b)| is_on(a, b));
    starts && left.iter().all(|a| right.iter().any(|b| is_on(a, b)))
}

/// The left side is a narrow column.
fn is_narrow(sides: &Sides) -> bool {
    let lines = || sides.left.lines.iter().chain(&sides.right.lines);
    let x0 = lines().map(|line| line.x0).reduce(Pt::min).unwrap_or_default();
    let x1 = lines().map(|line| line.x1).reduce(Pt::max).unwrap_or_default();
    let edge = sides.left.lines.iter().map(|line| line.x1).reduce(Pt::max).unwrap_or_default();
    (edge - x0) / (x1 - x0) < LABEL_WIDTH
}
