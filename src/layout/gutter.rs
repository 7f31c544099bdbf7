//! Gutters: empty vertical corridors with text on both sides.
//!
//! In: the words of a part of a page. Out: every corridor in which no word stands, as tall as it goes. Nothing here
//! decides what a corridor parts: that is [`super::evidence`].

use foldhash::{HashMap, HashMapExt};

use super::word::Word;
use crate::geom::Pt;

/// A corridor is at least this wide. Label columns of Word tables come as near as 0.9 em.
const WIDTH_EM: f32 = 0.7;

/// Words whose left edges differ by less than this share of the em start at one edge.
const SAME_EDGE_EM: f32 = 0.15;

/// How far a word may reach over the edge of a corridor, in ems (italics and rounding).
const OVERHANG_EM: f32 = 0.1;

/// A word alone on its line may reach over a corridor when it is longer than this many ems …
const LONG_EM: f32 = 8.0;

/// … and not larger than the text by this factor: that would be a name or a heading.
const LARGE: f32 = 1.15;

/// An icon before it does not count.
const ICON_EM: f32 = 1.6;

/// An empty corridor with text on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gutter {
    /// Its middle.
    pub x: Pt,
    /// Its right edge, where the text on the right starts.
    pub edge: Pt,
    /// Top of the text beside it.
    pub y0: Pt,
    /// Bottom of the text beside it.
    pub y1: Pt,
    /// Nothing need start at its right edge.
    pub is_ragged: bool,
}

impl Gutter {
    /// Its height.
    pub fn height(&self) -> Pt {
        self.y1 - self.y0
    }

    /// Whether a word stands beside it, neither above nor below.
    pub fn is_beside(&self, word: &Word) -> bool {
        let middle = word.middle();
        self.y0 <= middle && middle <= self.y1
    }

    /// Whether a word stands left of it.
    pub fn is_left(&self, word: &Word) -> bool {
        (word.x0 + word.x1) * 0.5 < self.x
    }
}

/// A word as far as it stands in the way of a corridor or beside it.
struct Strip {
    x0: Pt,
    x1: Pt,
    /// Half way between them.
    x: Pt,
    /// Top and bottom of what it blocks.
    band: (Pt, Pt),
    middle: Pt,
}

impl Strip {
    fn of(word: &Word) -> Self {
        let (x0, x1) = (word.x0, word.x1);
        Self { x0, x1, x: (x0 + x1) * 0.5, band: word.band(), middle: word.middle() }
    }
}

/// All gutters of `words`, whose usual em is `em`, at whose right edge at least `min_starts` words start.
pub fn find(words: &[Word], em: Pt, min_starts: usize) -> Vec<Gutter> {
    at_edges(words, em, edges(words, em, min_starts))
}

/// The gutters of `words` at whose right edge nothing need start, for text that is set flush right stands behind them.
pub fn find_ragged(words: &[Word], em: Pt) -> Vec<Gutter> {
    let mut gutters = at_edges(words, em, ragged_edges(words, em));
    gutters.iter_mut().for_each(|gutter| gutter.is_ragged = true);
    gutters
}

/// The gutters whose right edge is one of `edges`.
fn at_edges(words: &[Word], em: Pt, mut edges: Vec<Pt>) -> Vec<Gutter> {
    let mut strips: Vec<Strip> = words.iter().map(Strip::of).collect();
    strips.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    let mut found: Vec<Option<Gutter>> = Vec::new();
    let mut by_sides: HashMap<[u32; 4], usize> = HashMap::new();
    let leftmost = strips.iter().map(|word| word.x).reduce(Pt::min).unwrap_or_default();
    // Nothing stands left of the edge at which all text starts.
    edges.retain(|x| leftmost < axis(*x, em));
    if edges.is_empty() {
        return Vec::new();
    }
    let levels = levels(&strips);
    let blocking = blocking(words, em);
    let blocked = blocked(blocking.as_deref().unwrap_or(&strips), &edges, &levels, em);
    for (x, blocked) in edges.into_iter().zip(blocked) {
        for (gutter, [n_left, n_right]) in corridors(&strips, &levels, &blocked, x, axis(x, em)) {
            // Two edges with the same words on either side are one gutter: the one that is nearer to the text.
            let sides = [n_left as u32, n_right as u32, gutter.y0.0.to_bits(), gutter.y1.0.to_bits()];
            let same = by_sides.insert(sides, found.len());
            if let Some(same) = same.and_then(|same| found.get_mut(same)) {
                *same = None;
            }
            found.push(Some(gutter));
        }
    }
    found.into_iter().flatten().collect()
}

/// The words that may block a corridor: all but long ones that stand alone on their line. An address of the web too long
/// for its sidebar reaches into the gutter. `None` where all may.
fn blocking(words: &[Word], em: Pt) -> Option<Vec<Strip>> {
    let is_long = |word: &Word| {
        LONG_EM < (word.x1 - word.x0) / em && word.em / em < LARGE && !word.text().contains(super::is_cjk)
    };
    // Most pages have no such word: what stands alone on its line need not be known.
    if !words.iter().any(is_long) {
        return None;
    }
    let mut blocking: Vec<Strip> = Vec::with_capacity(words.len());
    for row in super::row::rows(words) {
        let words = row.words();
        let is_text = |word: &&&Word| ICON_EM < (word.x1 - word.x0) / em;
        match words.iter().filter(is_text).collect::<Vec<_>>().as_slice() {
            [only] if is_long(only) => {}
            _ => blocking.extend(words.into_iter().map(Strip::of)),
        }
    }
    Some(blocking)
}

/// For each of `edges`, from left to right, the levels at which `words` block the corridor left of it.
fn blocked(words: &[Strip], edges: &[Pt], levels: &[Level], em: Pt) -> Vec<Vec<u64>> {
    let mut blocked = vec![vec![0; levels.len().div_ceil(BITS)]; edges.len()];
    let mut band = None;
    let mut at = 0..0;
    for word in words {
        // The words of a line block the same levels.
        if band != Some(word.band) {
            let (top, bottom) = word.band;
            let from = levels.partition_point(|level| level.middle < top);
            at = from..levels.partition_point(|level| level.middle <= bottom);
            band = Some(word.band);
        }
        // The corridors that a word reaches into lie side by side.
        let first = edges.partition_point(|x| *x - em * OVERHANG_EM <= word.x0);
        let across = edges.iter().zip(&mut blocked).skip(first);
        for (_, levels) in across.take_while(|(x, _)| **x - em * WIDTH_EM < word.x1) {
            for k in at.clone() {
                if let Some(bits) = levels.get_mut(k / BITS) {
                    *bits |= 1 << (k % BITS);
                }
            }
        }
    }
    blocked
}

/// Levels in one number of bits.
const BITS: usize = u64::BITS as usize;

/// The first of `n_levels` from `from` on that is blocked, or is not; their number where there is none.
fn next_level(blocked: &[u64], from: usize, n_levels: usize, is_blocked: bool) -> usize {
    let mut mask = u64::MAX << (from % BITS);
    for (k, bits) in blocked.iter().enumerate().skip(from / BITS) {
        let found = mask & if is_blocked { *bits } else { !bits };
        if found != 0 {
            return n_levels.min(k * BITS + found.trailing_zeros() as usize);
        }
        mask = u64::MAX;
    }
    n_levels
}

/// Where the right edge of a corridor may be: every x at which several words start.
fn edges(words: &[Word], em: Pt, min_starts: usize) -> Vec<Pt> {
    let mut starts: Vec<Pt> = words.iter().map(|word| word.x0).collect();
    starts.sort_by(Pt::total_cmp);
    let mut edges = Vec::new();
    let mut rest = starts.as_slice();
    while let Some(&x) = rest.first() {
        let n_same = rest.partition_point(|&other| other - x < em * SAME_EDGE_EM).max(1);
        if min_starts <= n_same {
            edges.push(x);
        }
        rest = rest.get(n_same..).unwrap_or_default();
    }
    edges
}

/// Where text ends and, a corridor later, other text starts, though not at an edge of its own: for what stands on the
/// stretch between reaches across it.
fn ragged_edges(words: &[Word], em: Pt) -> Vec<Pt> {
    let width = em * WIDTH_EM;
    let mut words: Vec<Strip> = words.iter().map(Strip::of).collect();
    words.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    let mut ends: Vec<(Pt, bool)> = Vec::new();
    for line in words.chunk_by(|a, b| a.middle == b.middle) {
        let mut line: Vec<(Pt, Pt)> = line.iter().map(|word| (word.x0, word.x1 + width)).collect();
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        // What stands nearer than a corridor is wide is one.
        let mut end = Pt(f32::NEG_INFINITY);
        for (x0, x1) in line {
            if end < x0 {
                ends.extend([(end, false), (x0, true)]);
            }
            end = end.max(x1);
        }
        ends.push((end, false));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_low = |pair: &[(Pt, bool)]| match pair {
        [(_, false), (x, true)] => Some(*x),
        _ => None,
    };
    ends.windows(2).filter_map(is_low).collect()
}

/// The middle of a corridor whose right edge is `x`.
fn axis(x: Pt, em: Pt) -> Pt {
    (x - em * WIDTH_EM + x) * 0.5
}

/// The stretches between the levels that are `blocked` in which words stand on both sides of `axis`, the middle of the
/// corridor left of `edge`, with the number of words left and right of it. `words` are sorted by their middles.
fn corridors(words: &[Strip], levels: &[Level], blocked: &[u64], edge: Pt, axis: Pt) -> Vec<Corridor> {
    let mut corridors: Vec<Corridor> = Vec::new();
    let first_word = |level: usize| levels.get(level).map_or(words.len(), |level| level.first);
    let mut at = 0;
    loop {
        let from = next_level(blocked, at, levels.len(), false);
        if from == levels.len() {
            return corridors;
        }
        at = next_level(blocked, from, levels.len(), true);
        let open = words.get(first_word(from)..first_word(at)).unwrap_or_default();
        corridors.extend(corridor(open, edge, axis));
    }
}

/// The corridor beside the words that stand next to it; `None` where they stand on one side only.
fn corridor(open: &[Strip], edge: Pt, axis: Pt) -> Option<Corridor> {
    let n_left = open.iter().filter(|word| word.x < axis).count();
    if n_left == 0 || n_left == open.len() {
        return None;
    }
    let band = open.iter().map(|word| word.band).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    let (y0, y1) = band.unwrap_or_default();
    Some((Gutter { x: axis, edge, y0, y1, is_ragged: false }, [n_left, open.len() - n_left]))
}

/// The words whose middles are at one height.
struct Level {
    middle: Pt,
    /// The number of the first of them.
    first: usize,
}

/// The levels of words that are sorted by their middles.
fn levels(words: &[Strip]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for (first, &Strip { middle, .. }) in words.iter().enumerate() {
        if levels.last().is_none_or(|last| last.middle != middle) {
            levels.push(Level { middle, first });
        }
    }
    levels
}

/// A gutter, and how many words stand left and right of it.
type Corridor = (Gutter, [usize; 2]);
