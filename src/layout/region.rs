//! Words of a page to flows (header, sidebars, columns, footer), and of a flow to regions (cards), in reading order.
//!
//! In: the words of a page, in painting order. Out: parts of the page, each read on its own. Splits at gutters, the
//! tallest first, and then within the parts (a recursive XY cut); what a gutter parts is for [`super::evidence`].

use super::evidence;
use super::gutter::{Corridors, Gutter, MIN_STARTS};
use super::sides::{Band, Sides};
use super::table::{self, Row, Ruling};
use super::word::Word;
use crate::geom::{Pt, Rect};
use crate::pdf::Page;

/// Deepest nesting of gutters: each grid on a page takes one level, and one more for each of its columns.
const MAX_DEPTH: u8 = 12;

/// A gutter shorter than this share of the page parts two blocks of one flow and not two flows.
const SHORT_GUTTER: f32 = 0.25;

/// At least this many words start at the left edge of a column; of a card [`MIN_STARTS`] do.
const MIN_FLOW_STARTS: usize = 3;

/// Cards are at least this many ems high: two lines.
const MIN_CARD_EM: f32 = 1.5;

/// Labels share edge and baseline with their text within this share of the em.
const SAME_LABEL_EM: f32 = 0.2;

/// So many labels make a label column.
const MIN_LABELS: usize = 2;

/// The gutters of two pages are one within this many ems.
const SAME_GUTTER_EM: f32 = 1.0;

/// Words that are read together.
#[derive(Debug, Clone, Default)]
pub struct Region {
    /// The words, in painting order.
    pub words: Vec<Word>,
    /// The box of its words.
    pub bbox: Rect,
    /// It stands above a gutter of the same page: a header over columns.
    pub is_header: bool,
    /// It stands beside another region of the same flow.
    pub is_card: bool,
    /// It is a cell of a table that stands before what it names: the next region.
    pub label: Option<Label>,
    /// Its corridors, if they were looked for.
    corridors: Option<Corridors>,
}

/// What is known of a cell that stands before what it names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// Where the text starts that it stands before.
    pub edge: Pt,
    /// It names nothing, or several rows of cells.
    pub is_alone: bool,
    /// Its row stands beside the label of several rows.
    pub is_inner: bool,
}

impl Region {
    fn of(words: Vec<Word>, place: Place) -> Self {
        let bbox = words.iter().map(Word::bbox).reduce(|a, b| a.union(&b)).unwrap_or_default();
        let (is_header, is_card) = (place == Place::Above, place == Place::Beside);
        let label = match place {
            Place::Label { edge, is_inner } => Some(Label { edge, is_alone: false, is_inner }),
            _ => None,
        };
        Self { words, bbox, is_header, is_card, label, corridors: None }
    }
}

/// Words of a region up to which gutters are looked for, which takes time by their square: a page that is set solid in
/// the smallest type has fewer.
const MAX_WORDS: usize = 5_000;

/// Splits a page's words into flows in reading order.
///
/// `known` are the gutters between the flows of earlier pages; those of this page are added.
pub fn flows(words: Vec<Word>, page: &Page, known: &mut Vec<Pt>) -> Vec<Region> {
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let ruling = Ruling::of(page);
    let find = |words: &[Word], em| Corridors::of(words, em, true);
    let flows = split(words, None, find, |words, em, corridors| {
        let is_known = |gutter: &Gutter| known.iter().any(|x| (*x - gutter.x).abs() / em < SAME_GUTTER_EM);
        let is_tall = |gutter: &Gutter| {
            page.height * SHORT_GUTTER < gutter.height() || is_known(gutter) || evidence::is_shaded(gutter, page)
        };
        let fits = |gutter: &Gutter| {
            if !is_tall(gutter) {
                return None;
            }
            let sides = Sides::of(words, gutter);
            let is_parted = evidence::parts_flows(&sides, gutter, page, is_known(gutter));
            (is_parted && !table::parts_cells(words, &sides, &ruling, gutter, em)).then_some(())
        };
        let (gutter, ()) = tallest([corridors.gutters(MIN_FLOW_STARTS), corridors.ragged()].concat(), fits)?;
        found.push(gutter.x);
        Some(four(words, &ended(gutter, words)).to_vec())
    });
    known.extend(found);
    flows
}

/// Splits a flow into regions: blocks side by side, cards of a grid.
pub fn cards(flow: Region, page: &Page) -> Vec<Region> {
    let ruling = Ruling::of(page);
    let find = |words: &[Word], em| Corridors::of(words, em, false);
    split(flow.words, flow.corridors, find, |words, em, corridors| {
        let fits = |gutter: &Gutter| {
            if gutter.height() / em < MIN_CARD_EM {
                return None;
            }
            let rows = table::ruled(words, gutter, &ruling, em);
            if !rows.is_empty() {
                return Some(table(words, gutter, &rows));
            }
            let sides = Sides::of(words, gutter);
            let cards = evidence::cards(&sides, gutter);
            if !cards.is_empty() {
                return Some(grid(words, gutter, &cards));
            }
            let rows = table::painted(&sides);
            if !rows.is_empty() {
                return Some(table(words, gutter, &rows));
            }
            let trimmed = trimmed(gutter, &sides)?;
            let sides = if trimmed == *gutter { sides } else { Sides::of(words, &trimmed) };
            let gutter = trimmed;
            let is_parted = evidence::parts_flows(&sides, &gutter, page, false) && !is_label_column(&gutter, words, em);
            is_parted.then(|| four(words, &gutter).to_vec())
        };
        let gutters = [ruling.gutters(words, em), corridors.gutters(MIN_STARTS)].concat();
        tallest(gutters, fits).map(|(_, parts)| parts)
    })
}

/// Splits `words`, and then the parts, for as long as `cut` finds a gutter in the corridors that `find` finds; those of
/// all words may be known.
fn split(
    words: Vec<Word>,
    mut known: Option<Corridors>,
    find: impl Fn(&[Word], Pt) -> Corridors,
    mut cut: impl FnMut(&[Word], Pt, &Corridors) -> Option<Vec<Part>>,
) -> Vec<Region> {
    let mut regions = Vec::new();
    // Depth-first with an explicit stack: what is pushed last is read first.
    let mut open = vec![(words, 0u8, Place::Alone)];
    while let Some((words, depth, place)) = open.pop() {
        if words.is_empty() {
            continue;
        }
        let em = usual_em(&words);
        let is_sought = depth < MAX_DEPTH && words.len() <= MAX_WORDS;
        let corridors = is_sought.then(|| known.take().unwrap_or_else(|| find(&words, em)));
        let Some(parts) = corridors.as_ref().and_then(|corridors| cut(&words, em, corridors)) else {
            regions.push(Region { corridors, ..Region::of(words, place) });
            continue;
        };
        // A label of several rows names them all.
        if 1 < parts.iter().filter(|part| matches!(part.place, Place::Label { .. })).count() {
            regions.iter_mut().rev().map_while(|region| region.label.as_mut()).for_each(|label| label.is_alone = true);
        }
        let mut rooms: Vec<(Vec<Word>, u8, Place)> =
            parts.iter().map(|part| (Vec::new(), depth + 1, part.place.within(place))).collect();
        for word in words {
            let at = parts.iter().position(|part| part.holds(&word)).unwrap_or_default();
            if let Some((room, _, _)) = rooms.get_mut(at) {
                room.push(word);
            }
        }
        open.extend(rooms.into_iter().rev());
    }
    regions
}

/// Where a part of a page stands to the gutter that made it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    Alone,
    Above,
    Beside,
    Below,
    /// In a cell before the text that starts at `edge`; inner: in one beside another label.
    Label {
        edge: Pt,
        is_inner: bool,
    },
    /// What a label stands before.
    Named,
}

impl Place {
    /// The place of a part of a part: all cells of a label are labels.
    fn within(self, whole: Self) -> Self {
        match (whole, self) {
            (Self::Label { .. }, _) => whole,
            (Self::Named, Self::Label { edge, .. }) => Self::Label { edge, is_inner: true },
            (Self::Named, Self::Alone) => Self::Named,
            _ => self,
        }
    }
}

/// A part of a page: a stretch from top to bottom, on one side of a gutter or on both.
#[derive(Debug, Clone, Copy)]
struct Part {
    y0: Pt,
    y1: Pt,
    /// Left or right of this x; both sides when there is none.
    side: Option<(Pt, bool)>,
    place: Place,
}

impl Part {
    fn holds(&self, word: &Word) -> bool {
        let (x, y) = ((word.x0 + word.x1) * 0.5, word.middle());
        self.y0 <= y && y <= self.y1 && self.side.is_none_or(|(edge, is_left)| (x < edge) == is_left)
    }
}

/// The parts above, left of, right of and below a gutter.
fn four(words: &[Word], gutter: &Gutter) -> [Part; 4] {
    let [top, bottom] = extent(words);
    let Gutter { x, y0, y1, .. } = *gutter;
    let beside = |is_left| Part { y0, y1, side: Some((x, is_left)), place: Place::Beside };
    [
        Part { y0: top, y1: y0, side: None, place: Place::Above },
        beside(true),
        beside(false),
        Part { y0: y1, y1: bottom, side: None, place: Place::Below },
    ]
}

/// The parts of a grid: left and right cards, and what stands above, between and below them.
fn grid(words: &[Word], gutter: &Gutter, cards: &[Band]) -> Vec<Part> {
    let [_, left, right, below] = four(words, gutter);
    let [mut y, bottom] = extent(words);
    let mut parts = Vec::with_capacity(3 * cards.len() + 1);
    for Band { y0, y1, .. } in cards {
        parts.push(Part { y0: y, y1: *y0, side: None, place: Place::Above });
        parts.extend([left, right].map(|part| Part { y0: *y0, y1: *y1, ..part }));
        y = *y1;
    }
    parts.push(Part { y0: y, y1: bottom, ..below });
    parts
}

/// The parts of a table: of each row what stands before the gutter, and then what it names.
fn table(words: &[Word], gutter: &Gutter, rows: &[Row]) -> Vec<Part> {
    let [_, left, right, below] = four(words, gutter);
    let [mut y, bottom] = extent(words);
    let mut parts = Vec::with_capacity(3 * rows.len() + 1);
    for &Row { y0, y1, has_label } in rows {
        parts.push(Part { y0: y, y1: y0, side: None, place: Place::Alone });
        if has_label {
            parts.push(Part { y0, y1, place: Place::Label { edge: gutter.edge, is_inner: false }, ..left });
        }
        parts.push(Part { y0, y1, place: if has_label { Place::Named } else { Place::Alone }, ..right });
        y = y1;
    }
    parts.push(Part { y0: y, y1: bottom, ..below });
    parts
}

/// Top and bottom of all words, with room to spare.
fn extent(words: &[Word]) -> [Pt; 2] {
    let boxes = || words.iter().map(Word::bbox);
    let top = boxes().map(|bbox| bbox.y0).reduce(Pt::min).unwrap_or_default();
    let bottom = boxes().map(|bbox| bbox.y1).reduce(Pt::max).unwrap_or_default();
    [top - Pt(1.0), bottom + Pt(1.0)]
}

/// The usual em of words: their median.
fn usual_em(words: &[Word]) -> Pt {
    let mut ems: Vec<Pt> = words.iter().map(|word| word.em).collect();
    let middle = ems.len() / 2;
    if ems.is_empty() {
        return Pt(1.0);
    }
    *ems.select_nth_unstable_by(middle, Pt::total_cmp).1
}

/// The tallest of the gutters that fit, and what `fits` made of it.
fn tallest<T>(mut gutters: Vec<Gutter>, fits: impl Fn(&Gutter) -> Option<T>) -> Option<(Gutter, T)> {
    // Of those of one height the leftmost: the columns of a table are cut from the left.
    gutters.sort_by(|a, b| b.height().total_cmp(&a.height()).then(a.x.total_cmp(&b.x)));
    gutters.into_iter().find_map(|gutter| fits(&gutter).map(|fit| (gutter, fit)))
}

/// A block with one label beside it looks like two columns; but above or below it more text starts at the same edge,
/// with labels before it.
fn is_label_column(gutter: &Gutter, words: &[Word], em: Pt) -> bool {
    let elsewhere = || words.iter().filter(|word| !gutter.is_beside(word));
    let mut labels: Vec<Pt> = elsewhere().filter(|w| w.x1 < gutter.edge).map(|w| w.baseline).collect();
    labels.sort_by(Pt::total_cmp);
    let has_label = |word: &&Word| {
        let k = labels.partition_point(|y| *y < word.baseline - em * SAME_LABEL_EM);
        labels.get(k).is_some_and(|y| *y < word.baseline + em * SAME_LABEL_EM)
    };
    let starts = elsewhere().filter(|word| (word.x0 - gutter.edge).abs() < em * SAME_LABEL_EM);
    MIN_LABELS <= starts.filter(has_label).count()
}

/// A gutter that ends where text goes across it ends above the heading of that text: at the widest gap between lines
/// after its shorter side has ended.
fn ended(gutter: Gutter, words: &[Word]) -> Gutter {
    let below = words.iter().map(Word::middle).filter(|y| gutter.y1 < *y).reduce(Pt::min);
    let beside = || words.iter().filter(|word| gutter.is_beside(word));
    let last = |is_left| beside().filter(|w| gutter.is_left(w) == is_left).map(|w| w.baseline).reduce(Pt::max);
    let (Some(below), Some(left), Some(right)) = (below, last(true), last(false)) else {
        return gutter;
    };
    let both = left.min(right);
    let mut ys: Vec<Pt> = beside().map(|word| word.baseline).filter(|y| both <= *y).collect();
    ys.push(below);
    ys.sort_by(Pt::total_cmp);
    let gaps = ys.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((*b - *a, *a)),
        _ => None,
    });
    gaps.max_by(|a, b| a.0.total_cmp(&b.0)).map_or(gutter, |(_, y1)| Gutter { y1, ..gutter })
}

/// The gutter without the bands at its ends in which text stands on one side only: they are read before or after it.
fn trimmed(gutter: &Gutter, sides: &Sides) -> Option<Gutter> {
    let bands = sides.bands();
    let first = bands.iter().find(|band| band.is_two_sided())?;
    let last = bands.iter().rfind(|band| band.is_two_sided())?;
    Some(Gutter { y0: first.y0.max(gutter.y0), y1: last.y1.min(gutter.y1), ..*gutter })
}
