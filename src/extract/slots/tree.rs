//! The best readings of a slot: a walk over all orders of fields, and each separator that may part them.
//!
//! In: the texts of a slot, cut to atoms. Out: the readings that are worth most over all texts. What cannot come to one of
//! them, whatever follows, is left out of the walk.

use super::atom::Separator;
use super::cue::Field;
use super::reading::{Atoms, Fields, MAX_FIELDS, Reading, missing};

/// What a further field in a reading costs: the simpler reading wins a tie.
const FIELD_COST: f32 = 0.25;

/// What a slot asks of its readings.
pub struct Question<'a> {
    /// Fields that it may hold, besides a detail.
    pub fields: &'a [Field],
    /// The one that names an entry.
    pub lead: Option<Field>,
    /// The texts of the slot.
    pub texts: &'a [&'a Atoms<'a>],
    /// A reading that is wanted among the best, whatever its score.
    pub given: Option<Reading>,
}

impl Question<'_> {
    /// The best readings with their scores over all texts, the best first, `n` at most; of equal ones that which is met
    /// first on a walk through all counts. The given one, where it is none of them, goes first. `worth` is what it adds
    /// to the score of a reading that a field is its first.
    pub fn best(&self, n: usize, worth: impl Fn(Field) -> f32) -> Vec<(f32, Reading)> {
        let mut separators: Vec<Separator> = self.texts.iter().flat_map(|text| text.separators()).collect();
        separators.sort_unstable();
        separators.dedup();
        let empty: Vec<f32> = self.texts.iter().flat_map(|text| text.empty_row()).collect();
        let steps = self.fields.iter().copied().chain([Field::Detail]).enumerate();
        let steps = steps.map(|(number, field)| Step {
            number,
            field,
            missing: missing(field, self.lead),
            worth: worth(field),
        });
        let mut rows = empty.repeat(MAX_FIELDS + 2);
        let mut tree = Tree { asked: self, steps: steps.collect(), separator: None, rest: empty, best: Best::new(n) };
        // Readings of one field first: the sooner many are known, the sooner others are known to be worse.
        for separator in std::iter::once(None).chain(separators.into_iter().map(Some)) {
            tree.separator = separator;
            tree.look_ahead();
            tree.grow(Fields::NONE, 0, 0.0, &mut rows);
        }
        tree.best.into_readings(self.given)
    }
}

/// A field that may come next.
#[derive(Clone, Copy)]
struct Step {
    /// Its number in the tables of the texts.
    number: usize,
    field: Field,
    /// What it costs that a text has none.
    missing: f32,
    /// What it is worth that it comes first.
    worth: f32,
}

/// The tree of all readings, walked depth first: readings with a common start share its rows. What cannot come to one of
/// the best readings is left out.
struct Tree<'a> {
    asked: &'a Question<'a>,
    /// Fields that may come next, the detail last.
    steps: Vec<Step>,
    separator: Option<Separator>,
    /// For the atoms of all texts, as in their rows: what those from there on are worth at most, in whatever fields.
    rest: Vec<f32>,
    best: Best,
}

/// Bits of a place in the walk for each field of a path.
const BITS: usize = 5;

/// Readings of one field are met last.
const OF_ONE: u32 = 1 << ((MAX_FIELDS + 1) * BITS);

/// Sums of many numbers are wrong by so much of the numbers' sizes, at the very most.
const ROUNDING: f32 = 1e-3;

impl Tree<'_> {
    /// Adds the readings that go on from `path` (never deeper than [`MAX_FIELDS`] and a detail), which was met at `place`
    /// of the walk and whose first field is worth `worth`. The first of `rows` are those of all texts, one after the
    /// other; behind them is room for those of each further field.
    fn grow(&mut self, path: Fields, place: u32, worth: f32, rows: &mut [f32]) {
        let (row, further) = rows.split_at_mut(self.rest.len().min(rows.len()));
        let is_full = MAX_FIELDS <= path.len();
        for k in 0..self.steps.len() {
            let Some(step) = self.steps.get(k).copied() else { break };
            if path.contains(&step.field) || is_full && step.field != Field::Detail {
                continue;
            }
            let worth = if path.is_empty() { step.worth } else { worth };
            let place = place | (k as u32 + 1) << ((MAX_FIELDS - path.len()) * BITS);
            let to = path.and(step.field);
            // Details come last, and a single field is parted by nothing.
            if step.field == Field::Detail || self.separator.is_none() {
                self.keep(self.end(step, path.len(), row), to, place, worth);
                continue;
            }
            let Some(next) = further.get_mut(..row.len()) else { return };
            let score = self.step(step, path.len(), row, next);
            self.keep(score, to, place, worth);
            if self.may_be_best(to, worth, next) {
                self.grow(to, place, worth, further);
            }
        }
    }

    /// One step of all texts; returns the score of those that are read to their end by it, where `n_before` fields came
    /// before it.
    fn step(&self, step: Step, n_before: usize, rows: &[f32], next: &mut [f32]) -> f32 {
        next.fill(f32::NEG_INFINITY);
        let cost = FIELD_COST * n_before as f32;
        let (mut rows, mut next) = (rows, next);
        let scores = self.asked.texts.iter().map(|text| {
            let length = (text.len() + 1).min(rows.len());
            let (row, others) = rows.split_at(length);
            let (after, free) = std::mem::take(&mut next).split_at_mut(length);
            (rows, next) = (others, free);
            text.step((step.number, self.separator, step.missing), row, after, |_, _| {});
            after.last().copied().unwrap_or(f32::MIN) - cost
        });
        scores.sum()
    }

    /// The score that [`Tree::step`] returns, for a step that is the last.
    fn end(&self, step: Step, n_before: usize, rows: &[f32]) -> f32 {
        let cost = FIELD_COST * n_before as f32;
        let mut rows = rows;
        let scores = self.asked.texts.iter().map(|text| {
            let (row, others) = rows.split_at((text.len() + 1).min(rows.len()));
            rows = others;
            text.end((step.number, self.separator, step.missing), row) - cost
        });
        scores.sum()
    }

    /// Enters what the rest of each text is worth at most.
    fn look_ahead(&mut self) {
        if self.separator.is_none() {
            return;
        }
        let mut rest = self.rest.as_mut_slice();
        for text in self.asked.texts {
            let (own, others) = rest.split_at_mut((text.len() + 1).min(rest.len()));
            text.look_ahead(self.separator, own);
            rest = others;
        }
    }

    /// Whether a reading that goes on from `path` may be one of the best; `rows` are those of `path`.
    fn may_be_best(&self, path: Fields, worth: f32, rows: &[f32]) -> bool {
        let Some(worst) = self.best.worst() else { return true };
        if self.asked.given.is_some_and(|given| given.fields.starts_with(&path)) {
            return true;
        }
        let cost = FIELD_COST * path.len() as f32;
        let (mut rows, mut rest) = (rows, self.rest.as_slice());
        let (mut sum, mut size) = (worth, worth.abs());
        for text in self.asked.texts {
            let length = (text.len() + 1).min(rows.len());
            let ((row, others), (own, further)) = (rows.split_at(length), rest.split_at(length));
            (rows, rest) = (others, further);
            let most = row.iter().zip(own).map(|(read, rest)| read + rest).fold(f32::NEG_INFINITY, f32::max) - cost;
            (sum, size) = (sum + most, size + most.abs());
        }
        worst <= sum + ROUNDING * (1.0 + size)
    }

    fn keep(&mut self, raw: f32, fields: Fields, place: u32, worth: f32) {
        let place = if fields.len() == 1 { place | OF_ONE } else { place };
        // A single field is parted by nothing, several are.
        if (fields.len() == 1) == self.separator.is_none() {
            let reading = Reading { fields, separator: self.separator };
            self.best.add(Scored { raw, score: raw + worth, place, reading }, self.asked.given);
        }
    }
}

/// A reading with its score.
#[derive(Clone, Copy)]
struct Scored {
    /// Its score over all texts, and with what its place is worth.
    raw: f32,
    score: f32,
    /// When its fields are met on the walk.
    place: u32,
    reading: Reading,
}

/// The best readings so far, one for each order of fields.
struct Best {
    n: usize,
    list: Vec<Scored>,
    /// That with the fields of the given one.
    given: Option<Scored>,
}

impl Best {
    fn new(n: usize) -> Self {
        Self { n, list: Vec::with_capacity(n + 1), given: None }
    }

    /// The least score among them, once there are enough.
    fn worst(&self) -> Option<f32> {
        self.list.get(self.n.checked_sub(1)?).map(|last| last.score)
    }

    /// Adds a reading. Of two with the same fields and other separators the better one counts, of equal ones the first.
    fn add(&mut self, one: Scored, given: Option<Reading>) {
        if given.is_some_and(|given| given.fields == one.reading.fields)
            && self.given.is_none_or(|other| other.raw < one.raw)
        {
            self.given = Some(one);
        }
        // With other separators the same fields are one of the best already, if they are worth more.
        if self.worst().is_some_and(|worst| one.score < worst) {
            return;
        }
        if let Some(at) = self.list.iter().position(|other| other.place == one.place) {
            if self.list.get(at).is_some_and(|other| one.raw <= other.raw) {
                return;
            }
            self.list.remove(at);
        }
        let is_before = |other: &Scored| other.score.total_cmp(&one.score).then(one.place.cmp(&other.place)).is_gt();
        let at = self.list.partition_point(is_before);
        if at < self.n {
            self.list.insert(at, one);
            self.list.truncate(self.n);
        }
    }

    /// Scores and readings; the given one, where it is none of them, goes first.
    fn into_readings(mut self, given: Option<Reading>) -> Vec<(f32, Reading)> {
        let is_given = |one: &Scored| given == Some(one.reading);
        if let Some(one) = self.given.filter(is_given)
            && !self.list.iter().any(is_given)
        {
            self.list.insert(0, one);
            self.list.truncate(self.n);
        }
        self.list.into_iter().map(|one| (one.score, one.reading)).collect()
    }
}
