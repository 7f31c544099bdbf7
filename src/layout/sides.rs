//! The two sides of a gutter as lines, and the bands that their order of painting makes of them.
//!
//! In: the words beside a gutter, in painting order. Out: the lines of either side, and *bands*: stretches from top to
//! bottom of which each is painted wholly before the next. Whoever made the page wrote it in some order: what is
//! painted side by side, line for line, are common lines; what is painted block after block was written as blocks.

use std::cell::OnceCell;
use std::ops::Range;

use super::gutter::Gutter;
use super::word::Word;
use crate::geom::Pt;

/// Words on one line of a side: baselines within this share of the em.
const SAME_LINE_EM: f32 = 0.4;

/// A gap wider than this parts a label from its text.
const CELL_GAP_EM: f32 = 0.6;

/// Lines of a side for which room is made at once.
const MAX_ROOM: usize = 32;

/// How a line is set, as far as like heads of cards are told by it: bold, italic, colour, size in half points. Not the
/// font: one head in ideographs may be set in several.
pub type Face = (bool, bool, u32, u32);

/// A line of one side.
#[derive(Debug, Clone)]
pub struct SideLine {
    /// Baseline of its first word.
    pub y: Pt,
    /// Largest em.
    pub em: Pt,
    /// Left edge.
    pub x0: Pt,
    /// Right edge.
    pub x1: Pt,
    /// Face of its leftmost word.
    pub face: Face,
    /// Face of the first word after its last wide gap: of the card, where a label stands before it.
    pub last_face: Face,
    /// The first and the last of its words in painting order.
    pub painted: (usize, usize),
    /// It was painted after what is above it and before what is below, as far as most of its side goes.
    pub is_in_turn: bool,
}

/// One side of a gutter: its lines from top to bottom.
#[derive(Debug, Clone, Default)]
pub struct Side {
    /// Its lines.
    pub lines: Vec<SideLine>,
    /// Letters, as a measure of how much stands there.
    pub n_letters: usize,
    /// … of which this many are light.
    pub n_light: usize,
}

/// Both sides of a gutter.
#[derive(Debug, Clone, Default)]
pub struct Sides {
    /// The left one.
    pub left: Side,
    /// The right one.
    pub right: Side,
    /// How often the painting went from one side to the other.
    pub n_switches: usize,
    bands: OnceCell<Vec<Band>>,
}

/// A stretch from top to bottom that is painted wholly before the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    /// Its lines on the left.
    pub left: Range<usize>,
    /// Its lines on the right.
    pub right: Range<usize>,
    /// Top of its first line.
    pub y0: Pt,
    /// Baseline of its last line.
    pub y1: Pt,
}

impl Sides {
    /// The sides of `gutter`.
    pub fn of(words: &[Word], gutter: &Gutter) -> Self {
        let room = || Vec::with_capacity(words.len());
        let (mut left, mut right) = (room(), room());
        let mut n_switches = 0;
        let mut last = None;
        for (k, word) in words.iter().enumerate().filter(|(_, word)| gutter.is_beside(word)) {
            let is_left = gutter.is_left(word);
            n_switches += usize::from(last.is_some_and(|last| last != is_left));
            last = Some(is_left);
            if is_left { left.push((k, word)) } else { right.push((k, word)) }
        }
        Self { left: Side::of(left), right: Side::of(right), n_switches, bands: OnceCell::new() }
    }

    /// The bands, from top to bottom.
    pub fn bands(&self) -> &[Band] {
        self.bands.get_or_init(|| self.find_bands())
    }

    fn find_bands(&self) -> Vec<Band> {
        let rows = self.rows();
        // A cut stands where nothing below was painted before anything above: suffix minima against prefix maxima.
        let mut earliest = usize::MAX;
        let mut earliest_below: Vec<usize> = Vec::with_capacity(rows.len());
        for row in rows.iter().rev() {
            earliest_below.push(earliest);
            earliest = row.painted.map_or(earliest, |(first, _)| earliest.min(first));
        }
        let mut bands: Vec<Band> = Vec::new();
        let mut latest = 0;
        let mut is_open = false;
        for row in &rows {
            latest = row.painted.map_or(latest, |(_, last)| latest.max(last));
            let ends = earliest_below.pop().is_none_or(|below| latest < below);
            match bands.last_mut() {
                Some(band) if is_open => {
                    (band.left.end, band.right.end) = (row.band.left.end, row.band.right.end);
                    band.y1 = row.band.y1;
                }
                _ => bands.push(row.band.clone()),
            }
            is_open = !ends;
        }
        bands
    }

    /// The lines of both sides by common baseline, from top to bottom.
    fn rows(&self) -> Vec<Row> {
        let (left, right) = (&self.left.lines, &self.right.lines);
        let (mut l, mut r) = (0, 0);
        let mut rows = Vec::with_capacity(left.len() + right.len());
        while l < left.len() || r < right.len() {
            let (a, b) = (left.get(l), right.get(r));
            let is_common = a.zip(b).is_some_and(|(a, b)| (a.y - b.y).abs() / a.em.max(b.em) < SAME_LINE_EM);
            let takes_left = is_common || b.is_none_or(|b| a.is_some_and(|a| a.y <= b.y));
            let takes_right = is_common || !takes_left;
            let (a, b) = (a.filter(|_| takes_left), b.filter(|_| takes_right));
            let band = Band {
                left: l..l + usize::from(takes_left),
                right: r..r + usize::from(takes_right),
                y0: a.into_iter().chain(b).map(|line| line.y - line.em).reduce(Pt::min).unwrap_or_default(),
                y1: a.into_iter().chain(b).map(|line| line.y).reduce(Pt::max).unwrap_or_default(),
            };
            let in_turn = || a.into_iter().chain(b).filter(|line| line.is_in_turn);
            let first = in_turn().map(|line| line.painted.0).min();
            let last = in_turn().map(|line| line.painted.1).max();
            (l, r) = (band.left.end, band.right.end);
            rows.push(Row { band, painted: first.zip(last) });
        }
        rows
    }
}

/// The lines on one baseline.
struct Row {
    band: Band,
    /// First and last word in painting order, if it was painted in its turn.
    painted: Option<(usize, usize)>,
}

impl Band {
    /// Text stands on both sides.
    pub fn is_two_sided(&self) -> bool {
        !self.left.is_empty() && !self.right.is_empty()
    }

    /// It is more than one line on both sides.
    pub fn is_block(&self) -> bool {
        1 < self.left.len().min(self.right.len())
    }
}

impl Side {
    fn of(mut words: Vec<(usize, &Word)>) -> Self {
        words.sort_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline).then(a.1.x0.total_cmp(&b.1.x0)));
        let mut side = Self { lines: Vec::with_capacity(words.len().min(MAX_ROOM)), ..Self::default() };
        for (k, word) in words {
            side.count(word);
            match side.lines.last_mut() {
                Some(line) if (word.baseline - line.y) / line.em.max(word.em) < SAME_LINE_EM => line.add(k, word),
                _ => side.lines.push(SideLine::of(k, word)),
            }
        }
        side.mark_in_turn();
        side
    }

    /// Marks the most lines that were painted from top to bottom: the longest increasing subsequence (by patience
    /// sorting, as Fredman 1975 has it).
    fn mark_in_turn(&mut self) {
        // The last line of the best sequence of each length, and for each line the one before it.
        let mut tails: Vec<usize> = Vec::new();
        let mut before: Vec<Option<usize>> = Vec::with_capacity(self.lines.len());
        let painted = |k: &usize| self.lines.get(*k).map_or(0, |line| line.painted.0);
        for (k, line) in self.lines.iter().enumerate() {
            let at = tails.partition_point(|tail| painted(tail) < line.painted.0);
            before.push(at.checked_sub(1).and_then(|at| tails.get(at)).copied());
            match tails.get_mut(at) {
                Some(tail) => *tail = k,
                None => tails.push(k),
            }
        }
        let mut next = tails.last().copied();
        while let Some(k) = next {
            if let Some(line) = self.lines.get_mut(k) {
                line.is_in_turn = true;
            }
            next = before.get(k).copied().flatten();
        }
    }

    fn count(&mut self, word: &Word) {
        for run in &word.runs {
            let n_letters = run.text.chars().count();
            self.n_letters += n_letters;
            self.n_light += if is_light(run.style.color) { n_letters } else { 0 };
        }
    }
}

impl SideLine {
    fn of(k: usize, word: &Word) -> Self {
        let Word { x0, x1, baseline, em, .. } = *word;
        let face = face(word);
        Self { y: baseline, em, x0, x1, face, last_face: face, painted: (k, k), is_in_turn: false }
    }

    fn add(&mut self, k: usize, word: &Word) {
        if word.x0 < self.x0 {
            (self.x0, self.face) = (word.x0, face(word));
        }
        if CELL_GAP_EM < (word.x0 - self.x1) / word.em.max(self.em) {
            self.last_face = face(word);
        }
        self.x1 = self.x1.max(word.x1);
        self.em = self.em.max(word.em);
        self.painted = (self.painted.0.min(k), self.painted.1.max(k));
    }
}

fn face(word: &Word) -> Face {
    let style = word.runs.first().map(|run| run.style).unwrap_or_default();
    (style.bold, style.italic, style.color, (style.em.0 * 2.0).round() as u32)
}

/// A colour in which nobody prints on white: its luminance (ITU-R BT.601, in tenths) is above 0.78.
fn is_light(color: u32) -> bool {
    let [_, red, green, blue] = color.to_be_bytes().map(u32::from);
    2000 < red * 3 + green * 6 + blue
}
