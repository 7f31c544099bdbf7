//! Glyphs printed twice at one place: fake bold, shadows.
//!
//! In: the glyphs of a page. Out: the same without repeats; what was printed twice is bold.

use foldhash::{HashMap, HashMapExt};

use super::Glyph;
use super::limits::Budget;
use crate::error::Error;
use crate::geom::Pt;

/// How far, in ems, a repeat may be shifted: less than the narrowest letter is wide ("ll" is no repeat).
const SHIFT_EM: f32 = 0.1;

/// Width of a cell, in points: no shift is larger, so most glyphs look into one or two cells.
const CELL: f32 = 4.0;

/// No glyph has this number: there are far fewer.
const NONE: u32 = u32::MAX;

/// Looks at each glyph of a page, in the mean, after which the page may hold repeats.
const MAX_LOOKS: usize = 16;

/// Glyphs of a crowded cell that are compared with.
const MAX_IN_CELL: usize = 32;

/// Drops repeats of visible glyphs.
pub fn merge(glyphs: &mut Vec<Glyph>, budget: &mut Budget) -> Result<(), Error> {
    if !may_repeat(glyphs, budget)? {
        return Ok(());
    }
    let mut seen = Seen { cells: HashMap::with_capacity(glyphs.len()), after: vec![NONE; glyphs.len()] };
    let mut repeats = vec![false; glyphs.len()];
    let mut bold = Vec::new();
    for (k, glyph) in glyphs.iter().enumerate() {
        budget.step()?;
        if glyph.hidden.is_some() {
            continue;
        }
        let is_same = |&other: &u32| glyphs.get(other as usize).is_some_and(|first| is_repeat(first, glyph));
        let first = seen.near(glyph).find(is_same);
        let Some(first) = first else {
            seen.push(k as u32, glyph);
            continue;
        };
        if let Some(slot) = repeats.get_mut(k) {
            *slot = true;
        }
        bold.push((first, glyph.color));
    }
    for (first, color) in bold {
        if let Some(glyph) = glyphs.get_mut(first as usize) {
            glyph.fake_bold = true;
            glyph.color = color;
        }
    }
    if repeats.contains(&true) {
        let mut repeats = repeats.into_iter();
        glyphs.retain(|_| !repeats.next().unwrap_or(false));
    }
    Ok(())
}

/// Whether a glyph may repeat another; most pages print nothing twice, and a look at their lines tells it.
fn may_repeat(glyphs: &[Glyph], budget: &mut Budget) -> Result<bool, Error> {
    let mut stretches: Vec<Stretch> = Vec::new();
    let mut last_at: HashMap<i32, u32> = HashMap::new();
    let mut n_looks = 0;
    let mut rest = glyphs;
    while let Some(stretch) = Stretch::next(&mut rest) {
        budget.step()?;
        let rows = cell(stretch.y - stretch.reach)..=cell(stretch.y + stretch.reach);
        for mut near in rows.filter_map(|row| last_at.get(&row).copied()) {
            while let Some(earlier) = stretches.get(near as usize) {
                let meets = stretch.meets(earlier);
                n_looks += if meets { stretch.glyphs.len() * earlier.glyphs.len() } else { 1 };
                if glyphs.len() * MAX_LOOKS < n_looks || meets && stretch.repeats(earlier) {
                    return Ok(true);
                }
                near = earlier.before;
            }
        }
        let before = last_at.insert(cell(stretch.y), stretches.len() as u32).unwrap_or(NONE);
        stretches.push(Stretch { before, ..stretch });
    }
    Ok(false)
}

/// Visible glyphs on one baseline, each so far right of the one before that it is no repeat of it.
struct Stretch<'a> {
    glyphs: &'a [Glyph],
    y: Pt,
    /// The left edges of its first and its last glyph.
    x: (Pt, Pt),
    /// How far from another glyph one of these may be to repeat it.
    reach: Pt,
    /// The stretch before it whose baseline is in the same row of cells, or [`NONE`].
    before: u32,
}

impl<'a> Stretch<'a> {
    /// The stretch at the start of `rest`, which then starts behind it.
    fn next(rest: &mut &'a [Glyph]) -> Option<Self> {
        let n_hidden = rest.iter().take_while(|glyph| glyph.hidden.is_some()).count();
        let glyphs = rest.get(n_hidden..)?;
        let first = glyphs.first()?;
        let (mut last, mut em) = (first.x0, first.em);
        let goes_on = |glyph: &&Glyph| {
            let is_next =
                glyph.hidden.is_none() && glyph.baseline == first.baseline && reach(glyph.em) <= glyph.x0 - last;
            if is_next {
                (last, em) = (glyph.x0, em.max(glyph.em));
            }
            is_next
        };
        let n_more = glyphs.iter().skip(1).take_while(goes_on).count();
        let (glyphs, after) = glyphs.split_at_checked(1 + n_more)?;
        *rest = after;
        Some(Self { glyphs, y: first.baseline, x: (first.x0, last), reach: reach(em), before: NONE })
    }

    /// Whether it stands where the other does, if only in part.
    fn meets(&self, other: &Self) -> bool {
        (self.y - other.y).abs() <= self.reach
            && other.x.0 - self.reach <= self.x.1
            && self.x.0 - self.reach <= other.x.1
    }

    fn repeats(&self, earlier: &Self) -> bool {
        self.glyphs.iter().any(|glyph| earlier.glyphs.iter().any(|first| is_repeat(first, glyph)))
    }
}

/// How far a repeat of that em may be shifted, and no further than [`Seen::near`] looks: over the cell where it ends.
fn reach(em: Pt) -> Pt {
    Pt((em.0 * SHIFT_EM).clamp(0.0, 2.0 * CELL))
}

/// Glyphs by the squares, [`CELL`] wide, that they are in.
struct Seen {
    /// The first and the last glyph of each square.
    cells: HashMap<u64, (u32, u32)>,
    /// For each glyph, the next one of its square, or [`NONE`].
    after: Vec<u32>,
}

impl Seen {
    fn push(&mut self, k: u32, glyph: &Glyph) {
        let (_, last) = self.cells.entry(square(cell(glyph.x0), cell(glyph.baseline))).or_insert((k, k));
        if *last != k
            && let Some(after) = self.after.get_mut(*last as usize)
        {
            *after = k;
        }
        *last = k;
    }

    /// Earlier glyphs near this one; only the first few of a crowded cell.
    fn near(&self, glyph: &Glyph) -> impl Iterator<Item = u32> {
        let reach = Pt((glyph.em.0 * SHIFT_EM).clamp(0.0, CELL));
        let (left, right) = (cell(glyph.x0 - reach), cell(glyph.x0 + reach));
        let (bottom, top) = (cell(glyph.baseline - reach), cell(glyph.baseline + reach));
        (left..=right)
            .flat_map(move |x| (bottom..=top).map(move |y| square(x, y)))
            .filter_map(|square| self.cells.get(&square).map(|(first, _)| *first))
            .flat_map(|first| std::iter::successors(Some(first), |k| self.next(*k)).take(MAX_IN_CELL))
    }

    fn next(&self, k: u32) -> Option<u32> {
        self.after.get(k as usize).copied().filter(|&next| next != NONE)
    }
}

/// One key for both numbers of a cell: half the work of hashing two.
fn square(x: i32, y: i32) -> u64 {
    u64::from(x.cast_unsigned()) << 32 | u64::from(y.cast_unsigned())
}

/// The number of the cell, along one axis, that a place is in.
fn cell(x: Pt) -> i32 {
    let x = x.0 / CELL;
    // `floor` is a call where the processor may be an old one.
    let whole = x as i32;
    if x < whole as f32 { whole.saturating_sub(1) } else { whole }
}

fn is_repeat(first: &Glyph, second: &Glyph) -> bool {
    let reach = second.em * SHIFT_EM;
    first.text == second.text
        && first.icon == second.icon
        && first.turn == second.turn
        && (first.x0 - second.x0).abs() < reach
        && (first.baseline - second.baseline).abs() < reach
        && (first.em - second.em).abs() < reach
        && !(first.text.is_empty() && first.icon.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::Turn;

    fn set(text: &str, x: f32) -> Vec<Glyph> {
        let place = |(k, letter): (usize, char)| Glyph {
            text: letter.to_string().into(),
            x0: Pt(x + 3.0 * k as f32),
            x1: Pt(x + 3.0 * k as f32 + 3.0),
            baseline: Pt(100.0),
            em: Pt(10.0),
            font: 0,
            color: 0,
            hidden: None,
            icon: None,
            turn: Turn::Upright,
            fake_bold: false,
        };
        text.chars().enumerate().map(place).collect()
    }

    #[track_caller]
    fn check(mut glyphs: Vec<Glyph>, expected: &str, is_bold: bool) {
        merge(&mut glyphs, &mut Budget::new()).unwrap();
        let text: String = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!((text.as_str(), glyphs.iter().all(|glyph| glyph.fake_bold)), (expected, is_bold));
    }

    #[test]
    fn a_text_printed_twice_is_once_and_bold() {
        check([set("Skills", 50.0), set("Skills", 50.4)].concat(), "Skills", true);
    }

    #[test]
    fn a_text_printed_once_stays_as_it_is() {
        check(set("llii", 50.0), "llii", false);
    }
}
