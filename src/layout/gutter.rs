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

/// At least so many words start at the right edge of any gutter.
pub const MIN_STARTS: usize = 2;

/// The corridors of some words, left of every edge at which a gutter may end.
#[derive(Debug, Clone, Default)]
pub struct Corridors {
    /// Left of edges at which words start.
    plain: Vec<Corridor>,
    /// Left of edges at which nothing need start.
    ragged: Vec<Corridor>,
}

/// A corridor, and the words around it.
#[derive(Debug, Clone, Copy)]
struct Corridor {
    gutter: Gutter,
    /// How many words start at its right edge.
    n_starts: usize,
    /// How many words stand left and right of it.
    n_beside: [usize; 2],
}

impl Corridors {
    /// The corridors of `words`, whose usual em is `em`; with those before text that is set flush right, or without.
    pub fn of(words: &[Word], em: Pt, with_ragged: bool) -> Self {
        let mut strips: Vec<Strip> = words.iter().map(Strip::of).collect();
        strips.sort_by(|a, b| a.middle.total_cmp(&b.middle));
        let leftmost = strips.iter().map(|word| word.x).reduce(Pt::min).unwrap_or_default();
        let mut plain = edges(words, em);
        let mut ragged = if with_ragged { ragged_edges(&strips, em) } else { Vec::new() };
        // Nothing stands left of the edge at which all text starts.
        plain.retain(|edge| leftmost < axis(edge.x, em));
        ragged.retain(|edge| leftmost < axis(edge.x, em));
        if plain.is_empty() && ragged.is_empty() {
            return Self::default();
        }
        let levels = levels(&strips);
        let blocking = blocking(words, em);
        let blocking = blocking.as_deref().unwrap_or(&strips);
        let corridors = |edges: Vec<Edge>| {
            let mut all = Vec::new();
            for (edge, blocked) in edges.iter().zip(blocked(blocking, &edges, &levels, em)) {
                add_corridors(&mut all, (&strips, &levels), &blocked, edge, axis(edge.x, em));
            }
            all
        };
        Self { plain: corridors(plain), ragged: corridors(ragged) }
    }

    /// The gutters at whose right edge nothing need start, for text that is set flush right stands behind them.
    pub fn ragged(&self) -> Vec<Gutter> {
        let mut gutters = gutters(self.ragged.iter());
        for gutter in &mut gutters {
            gutter.is_ragged = true;
        }
        gutters
    }

    /// The gutters at whose right edge at least `min_starts` words start ([`MIN_STARTS`] or more).
    pub fn gutters(&self, min_starts: usize) -> Vec<Gutter> {
        gutters(self.plain.iter().filter(|corridor| min_starts <= corridor.n_starts))
    }
}

/// The gutters that some corridors are, from left to right.
fn gutters<'a>(corridors: impl Iterator<Item = &'a Corridor>) -> Vec<Gutter> {
    let mut found: Vec<Option<Gutter>> = Vec::new();
    let mut by_sides: HashMap<[u32; 4], usize> = HashMap::new();
    for Corridor { gutter, n_beside: [n_left, n_right], .. } in corridors {
        // Two edges with the same words on either side are one gutter: the one that is nearer to the text.
        let sides = [*n_left as u32, *n_right as u32, gutter.y0.0.to_bits(), gutter.y1.0.to_bits()];
        let same = by_sides.insert(sides, found.len());
        if let Some(same) = same.and_then(|same| found.get_mut(same)) {
            *same = None;
        }
        found.push(Some(*gutter));
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
fn blocked(words: &[Strip], edges: &[Edge], levels: &[Level], em: Pt) -> Vec<Vec<u64>> {
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
        let first = edges.partition_point(|edge| edge.x - em * OVERHANG_EM <= word.x0);
        let across = edges.iter().zip(&mut blocked).skip(first);
        for (_, levels) in across.take_while(|(edge, _)| edge.x - em * WIDTH_EM < word.x1) {
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

/// Where the right edge of a corridor may be.
struct Edge {
    x: Pt,
    /// How many words start there, if that was asked.
    n_starts: usize,
}

/// Every x at which several words start, from left to right.
fn edges(words: &[Word], em: Pt) -> Vec<Edge> {
    let mut starts: Vec<Pt> = words.iter().map(|word| word.x0).collect();
    starts.sort_unstable_by(Pt::total_cmp);
    let mut edges = Vec::new();
    let mut rest = starts.as_slice();
    while let Some(&x) = rest.first() {
        let n_starts = rest.partition_point(|&other| other - x < em * SAME_EDGE_EM).max(1);
        if MIN_STARTS <= n_starts {
            edges.push(Edge { x, n_starts });
        }
        rest = rest.get(n_starts..).unwrap_or_default();
    }
    edges
}

/// Where text ends and, a corridor later, other text starts, though not at an edge of its own: for what stands on the
/// stretch between reaches across it. The words are sorted by their middles.
fn ragged_edges(words: &[Strip], em: Pt) -> Vec<Edge> {
    let width = em * WIDTH_EM;
    let mut ends: Vec<(Pt, bool)> = Vec::with_capacity(words.len() + 1);
    let mut line: Vec<(Pt, Pt)> = Vec::new();
    for words in words.chunk_by(|a, b| a.middle == b.middle) {
        line.clear();
        line.extend(words.iter().map(|word| (word.x0, word.x1 + width)));
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        // What stands nearer than a corridor is wide is one.
        let mut end = Pt(f32::NEG_INFINITY);
        for (x0, x1) in &line {
            if end < *x0 {
                ends.extend([(end, false), (*x0, true)]);
            }
            end = end.max(*x1);
        }
        ends.push((end, false));
    }
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_low = |pair: &[(Pt, bool)]| match pair {
        [(_, false), (x, true)] => Some(Edge { x: *x, n_starts: 0 }),
        _ => None,
    };
    ends.windows(2).filter_map(is_low).collect()
}

/// The middle of a corridor whose right edge is `x`.
fn axis(x: Pt, em: Pt) -> Pt {
    (x - em * WIDTH_EM + x) * 0.5
}

/// Adds the stretches between the levels that are `blocked` in which words stand on both sides of `axis`, the middle of
/// the corridor left of `edge`. The words are sorted by their middles.
fn add_corridors(
    corridors: &mut Vec<Corridor>,
    (words, levels): (&[Strip], &[Level]),
    blocked: &[u64],
    edge: &Edge,
    axis: Pt,
) {
    let first_word = |level: usize| levels.get(level).map_or(words.len(), |level| level.first);
    let mut at = 0;
    loop {
        let from = next_level(blocked, at, levels.len(), false);
        if from == levels.len() {
            return;
        }
        at = next_level(blocked, from, levels.len(), true);
        let open = levels.get(from..at).unwrap_or_default();
        // Most stretches have words on one side only.
        if !(open.iter().any(|level| level.leftmost < axis) && open.iter().any(|level| axis <= level.rightmost)) {
            continue;
        }
        let beside = words.get(first_word(from)..first_word(at)).unwrap_or_default();
        let n_left = beside.iter().filter(|word| word.x < axis).count();
        let band = open.iter().map(|level| level.band).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        let (y0, y1) = band.unwrap_or_default();
        let gutter = Gutter { x: axis, edge: edge.x, y0, y1, is_ragged: false };
        corridors.push(Corridor { gutter, n_starts: edge.n_starts, n_beside: [n_left, beside.len() - n_left] });
    }
}

/// The words whose middles are at one height.
struct Level {
    middle: Pt,
    /// The number of the first of them.
    first: usize,
    /// The least and the greatest of the places half way between their ends.
    leftmost: Pt,
    rightmost: Pt,
    /// Top and bottom of what they block.
    band: (Pt, Pt),
}

/// The levels of words that are sorted by their middles.
fn levels(words: &[Strip]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for (first, &Strip { x, middle, band, .. }) in words.iter().enumerate() {
        match levels.last_mut() {
            Some(level) if level.middle == middle => {
                (level.leftmost, level.rightmost) = (level.leftmost.min(x), level.rightmost.max(x));
                level.band = (level.band.0.min(band.0), level.band.1.max(band.1));
            }
            _ => levels.push(Level { middle, first, leftmost: x, rightmost: x, band }),
        }
    }
    levels
}
