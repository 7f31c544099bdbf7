//! Where entries start: every cue proposes a cut of the section, the one with the most alike entries wins.
//!
//! In: the shapes of a section's lines, by block. Out: for each block the indices of the lines that start an entry, the
//! first always among them.

use super::role;
use super::shape::{MarkerKind, Shape};

/// A proposal: for each block, the first lines of its entries.
type Cut = Vec<Vec<usize>>;

/// What proposes a cut. The order breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// Numbered lines.
    Number,
    /// Lines with a label.
    Label,
    /// Outermost bullets.
    Bullet,
    /// Lines set like the first; of several in a row the first.
    Look,
    /// Lines set like the first, each.
    EachLook,
    /// Unmarked lines below bullets.
    AfterBullet,
    /// Lines below a gap.
    Gap,
    /// Lines at the left edge.
    Outdent,
    /// As many lines above each dated line as above the first dated one.
    Date,
    /// Every line that is not wrapped.
    Each,
    /// Only the first line of each block.
    One,
}

const CUES: [Cue; 11] = [
    Cue::Number,
    Cue::Label,
    Cue::Bullet,
    Cue::Look,
    Cue::EachLook,
    Cue::AfterBullet,
    Cue::Gap,
    Cue::Outdent,
    Cue::Date,
    Cue::Each,
    Cue::One,
];

/// Weight of every entry having one date.
const W_DATE: f32 = 2.0;
/// Weight of entries starting alike.
const W_ALIKE: f32 = 1.0;
/// Weight of lines that look like a start and are none.
const W_MISSED: f32 = 1.0;
/// Weight of gaps standing where entries start, and nowhere else.
const W_GAP: f32 = 0.9;
/// What an explicit numbering is worth beside these.
const W_NUMBER: f32 = 1.5;
/// What a label column is worth beside these.
const W_LABEL: f32 = 0.6;
/// Weight of a wrapped line that starts an entry: it never should.
const W_WRAPPED: f32 = 1.5;
/// Weight of every entry having bullets, where some have.
const W_BODY: f32 = 0.7;
/// The single entry is the reading of last resort.
const W_ONE: f32 = -0.15;

/// The best cut.
pub fn cut(blocks: &[Vec<Shape>]) -> Cut {
    let mut best: Option<(f32, Cut)> = None;
    for cue in CUES {
        let Some(cut) = propose(cue, blocks) else {
            continue;
        };
        let score = score(cue, &cut, blocks);
        if best.as_ref().is_none_or(|(top, _)| *top + 1e-4 < score) {
            best = Some((score, cut));
        }
    }
    best.map_or_else(|| blocks.iter().map(|_| vec![0]).collect(), |(_, cut)| cut)
}

/// The cut that a cue proposes; `None` when the cue is absent.
fn propose(cue: Cue, blocks: &[Vec<Shape>]) -> Option<Cut> {
    let first = blocks.iter().find_map(|block| block.first())?;
    let lead = blocks.iter().flatten().position(|shape| 0 < shape.n_dates).unwrap_or(0);
    let outermost = blocks.iter().flatten().filter(|s| s.is_bullet()).map(|s| s.indent).min();
    let mut any = false;
    let cut: Cut = blocks
        .iter()
        .map(|block| {
            let mut starts = vec![0];
            for (k, shape) in block.iter().enumerate().skip(1) {
                let above = k.checked_sub(1).and_then(|k| block.get(k));
                let is_start = match cue {
                    Cue::Number => shape.is_number(),
                    Cue::Label => shape.has_label && !shape.is_wrapped,
                    Cue::Bullet => shape.is_bullet() && Some(shape.indent) == outermost,
                    Cue::Look => {
                        shape.is_alike(first) && !shape.is_wrapped && above.is_none_or(|above| !above.is_alike(first))
                    }
                    Cue::EachLook => shape.is_alike(first) && !shape.is_wrapped,
                    Cue::AfterBullet => shape.follows_bullet,
                    Cue::Gap => shape.has_gap && !shape.is_bullet(),
                    Cue::Outdent => shape.indent <= 0 && shape.marker == MarkerKind::None && !shape.is_wrapped,
                    Cue::Date => block.get(k + lead).is_some_and(|dated| 0 < dated.n_dates && !dated.is_bullet()),
                    Cue::Each => !shape.is_wrapped && (first.is_bullet() || !shape.is_bullet()),
                    Cue::One => false,
                };
                any |= is_start;
                if is_start {
                    starts.push(k);
                }
            }
            starts
        })
        .collect();
    let fits = match cue {
        Cue::Bullet => first.is_bullet(),
        Cue::Number => first.is_number(),
        Cue::Label => first.has_label,
        _ => true,
    };
    (fits && (any || cue == Cue::One)).then_some(cut)
}

/// How alike the entries of a cut are.
fn score(cue: Cue, cut: &Cut, blocks: &[Vec<Shape>]) -> f32 {
    let mut tally = Tally::default();
    let first = blocks.iter().find_map(|block| block.first());
    for (starts, block) in cut.iter().zip(blocks) {
        tally.count_block(starts, block, first);
    }
    let bonus = match cue {
        Cue::Number => W_NUMBER,
        Cue::Label => W_LABEL,
        Cue::One => W_ONE,
        _ => 0.0,
    };
    bonus + tally.score()
}

/// Counts over all entries of a cut.
#[derive(Default)]
struct Tally {
    n_entries: usize,
    n_dated_once: usize,
    n_dates: usize,
    n_alike: usize,
    n_missed: usize,
    n_inner: usize,
    n_wrapped: usize,
    n_with_bullets: usize,
    gap_at_start: usize,
    n_starts: usize,
    gap_inside: usize,
}

impl Tally {
    fn count_block(&mut self, starts: &[usize], block: &[Shape], first: Option<&Shape>) {
        let ends = starts.iter().copied().skip(1).chain([block.len()]);
        for (n, (from, to)) in starts.iter().zip(ends).enumerate() {
            let Some(entry) = block.get(*from..to) else { continue };
            if 0 < n {
                self.n_starts += 1;
                self.gap_at_start += usize::from(entry.first().is_some_and(|shape| shape.has_gap));
            }
            let roles = role::roles(entry);
            let ends = roles.iter().skip(1).map(|role| role.from).chain([entry.len()]);
            for (role, to) in roles.iter().zip(ends) {
                self.count_role(entry.get(role.from..to).unwrap_or_default(), role.n_shared, first);
            }
        }
    }

    /// Counts an entry, or one role under a head that it shares with others.
    fn count_role(&mut self, entry: &[Shape], n_shared: usize, first: Option<&Shape>) {
        let opens_bulleted = entry.first().is_some_and(Shape::is_bullet);
        let is_dated = |(k, s): &(usize, &Shape)| {
            0 < s.n_dates && (*k == 0 || opens_bulleted || s.has_date_beside || !s.is_bullet())
        };
        let n_dates = entry.iter().enumerate().filter(is_dated).count();
        self.n_entries += 1;
        self.n_dates += n_dates;
        self.n_dated_once += usize::from(n_dates == 1);
        self.n_with_bullets += usize::from(!opens_bulleted && entry.iter().skip(1).any(Shape::is_bullet));
        for (k, shape) in entry.iter().enumerate() {
            let is_alike = first.is_some_and(|first| shape.is_alike(first));
            if k == 0 {
                // What a role shares is set like the start of others.
                self.n_alike += usize::from(is_alike || 0 < n_shared);
                self.n_wrapped += usize::from(shape.is_wrapped);
            } else {
                self.n_inner += 1;
                self.n_missed += usize::from(is_alike && !shape.is_wrapped);
                self.gap_inside += usize::from(shape.has_gap && !shape.is_bullet());
            }
        }
    }

    fn score(&self) -> f32 {
        let share = |n: usize, all: usize| if all == 0 { 0.0 } else { n as f32 / all as f32 };
        let dated = if self.n_dates == 0 { 0.0 } else { share(self.n_dated_once, self.n_entries) };
        let gaps = if self.gap_at_start + self.gap_inside == 0 {
            0.0
        } else {
            let precise = share(self.gap_at_start, self.gap_at_start + self.gap_inside);
            let complete = share(self.gap_at_start, self.n_starts);
            if precise + complete == 0.0 { 0.0 } else { 2.0 * precise * complete / (precise + complete) }
        };
        let missed = share(self.n_missed, self.n_missed + self.n_alike);
        W_DATE * dated + W_ALIKE * share(self.n_alike, self.n_entries) - W_MISSED * missed
            + W_GAP * gaps
            + W_BODY * share(self.n_with_bullets, self.n_entries)
            - W_WRAPPED * share(self.n_wrapped, self.n_entries)
    }
}
