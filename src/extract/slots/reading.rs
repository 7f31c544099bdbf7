//! A reading of a slot: which fields it holds, in which order, and what parts them; and how a text is best cut under it.
//!
//! In: a piece's text. Out: for every reading the score of the best cut of the text at its separators, and for one
//! reading that cut. A dynamic programme over atoms and fields.

use std::ops::Range;

use super::atom::{self, Atom, Separator};
use super::cue::{Cues, Field, Scores, Words};
use crate::extract::Context;

/// Fields in the order in which a slot holds them, and the separator between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// In print order.
    pub fields: Vec<Field>,
    /// What mostly parts them; `None` for a single field.
    pub separator: Option<Separator>,
}

/// A slot holds at most this many fields, a detail at its end not counted.
const MAX_FIELDS: usize = 4;

/// What it costs that a text lacks a field of its slot's reading.
const MISSING: f32 = -1.2;

/// The same for what is often left out: places, and details behind the fields.
const MISSING_PLACE: f32 = -0.6;
const MISSING_DETAIL: f32 = -0.1;

/// The same for the field that names the entry.
const MISSING_LEAD: f32 = -4.0;

/// What a further field in a reading costs: the simpler reading wins a tie.
const FIELD_COST: f32 = 0.25;

/// A text's atoms and their scores for every stretch of them.
pub struct Atoms {
    atoms: Vec<Atom>,
    /// What the stretch from atom `a` to atom `b`, inclusive, says for each field, at `a * n + b`.
    scores: Vec<Scores>,
}

/// Where a field starts and ends, in atoms; `None` where the text lacks it.
type Taken = Option<(usize, usize)>;

impl Atoms {
    /// Cuts a text and looks at what every stretch of it says for `fields` and for a detail. `is_by`: a word like "by"
    /// stood before it.
    pub fn of(text: &str, is_by: bool, fields: &[Field], context: &Context) -> Self {
        let atoms = atom::cut(text, context);
        let n = atoms.len();
        let words: Vec<Words> =
            atoms.iter().map(|atom| Words::of(text.get(atom.outer.clone()).unwrap_or_default(), context)).collect();
        let mut scores = vec![Scores::default(); n * n];
        for (a, atom) in atoms.iter().enumerate() {
            let is_by = if a == 0 { is_by } else { atom.before == Separator::By };
            for b in a..n {
                let text = text.get(stretch(&atoms, a, b)).unwrap_or_default();
                let all = words.get(a..=b).map(Words::all).unwrap_or_default();
                if let Some(cell) = scores.get_mut(a * n + b) {
                    let mut cues = Cues::of(text, all, context);
                    cues.by = f32::from(u8::from(is_by));
                    *cell = cues.scores(fields);
                }
            }
        }
        Self { atoms, scores }
    }

    /// What the stretch from atom `a` to atom `b` says for `field`.
    fn score(&self, a: usize, b: usize, field: Field) -> f32 {
        self.scores.get(a * self.atoms.len() + b).map_or(0.0, |scores| scores.of(field))
    }

    /// Separators between its atoms.
    pub fn separators(&self) -> impl Iterator<Item = Separator> + '_ {
        self.atoms.iter().skip(1).map(|atom| atom.before)
    }

    /// The score of reading nothing, and of reading the first atoms as no fields, which cannot be.
    fn empty_row(&self) -> impl Iterator<Item = f32> {
        std::iter::once(0.0).chain(std::iter::repeat_n(f32::NEG_INFINITY, self.atoms.len()))
    }

    /// One step of the table: the next field takes some atoms, or none. A row has the score of reading the first atoms as
    /// the first fields, for each count of atoms; `after` is the next, nothing read yet. Calls `note` with the number of
    /// atoms read and what the field took whenever that is the best so far.
    fn step(
        &self,
        (field, usual, lead): (Field, Option<Separator>, Option<Field>),
        before: &[f32],
        after: &mut [f32],
        mut note: impl FnMut(usize, usize, Taken),
    ) {
        let n = self.atoms.len();
        for (a, score) in before.iter().enumerate().filter(|(_, score)| f32::NEG_INFINITY < **score) {
            let mut keep = |to: usize, score: f32, taken| {
                if let Some(cell) = after.get_mut(to).filter(|cell| **cell < score) {
                    *cell = score;
                    note(to, a, taken);
                }
            };
            keep(a, score + missing(field, lead), None);
            let mut inside = if a == 0 { 0.0 } else { self.before(a).map_or(0.0, |s| atom::parted(field, s, usual)) };
            for b in a..n {
                if a < b {
                    inside += self.before(b).map_or(0.0, |s| atom::absorbed(field, s));
                }
                keep(b + 1, score + self.score(a, b, field) - inside, Some((a, b)));
            }
        }
    }

    fn before(&self, k: usize) -> Option<Separator> {
        self.atoms.get(k).map(|atom| atom.before)
    }

    /// The best cut of the text under a reading: the range of each field that is there, and what speaks for it.
    pub fn read(&self, reading: &Reading, lead: Option<Field>) -> Vec<(Field, Range<usize>, f32)> {
        let n = self.atoms.len();
        let mut row: Vec<f32> = self.empty_row().collect();
        let mut after = row.clone();
        // For each field and each number of atoms: what was read before the field, and what it took.
        let mut back: Vec<(usize, Taken)> = vec![(0, None); (n + 1) * reading.fields.len()];
        for (field, from) in reading.fields.iter().zip(back.chunks_mut(n + 1)) {
            after.fill(f32::NEG_INFINITY);
            self.step((*field, reading.separator, lead), &row, &mut after, |to, a, taken| {
                if let Some(cell) = from.get_mut(to) {
                    *cell = (a, taken);
                }
            });
            std::mem::swap(&mut row, &mut after);
        }
        let mut found = Vec::new();
        let mut at = n;
        for (field, from) in reading.fields.iter().zip(back.chunks(n + 1)).rev() {
            let Some((a, taken)) = from.get(at) else { break };
            if let Some((a, b)) = taken {
                found.push((*field, stretch(&self.atoms, *a, *b), self.score(*a, *b, *field)));
            }
            at = *a;
        }
        found.reverse();
        found
    }
}

fn missing(field: Field, lead: Option<Field>) -> f32 {
    match field {
        _ if lead == Some(field) => MISSING_LEAD,
        Field::Place => MISSING_PLACE,
        Field::Detail => MISSING_DETAIL,
        _ => MISSING,
    }
}

/// The readings of a slot with `fields`, each with its score over all `texts`.
pub fn scored(fields: &[Field], lead: Option<Field>, texts: &[&Atoms]) -> Vec<(f32, Reading)> {
    let mut separators: Vec<Separator> = texts.iter().flat_map(|text| text.separators()).collect();
    separators.sort_unstable();
    separators.dedup();
    let rows: Vec<f32> = texts.iter().flat_map(|text| text.empty_row()).collect();
    let mut tree = Tree { fields, lead, texts, separator: None, path: Vec::new(), found: Vec::new(), n_kept: 0 };
    for separator in separators.into_iter().map(Some) {
        tree.separator = separator;
        tree.n_kept = 0;
        tree.grow(&rows);
    }
    tree.separator = None;
    tree.grow(&rows);
    tree.found
}

/// The tree of all readings, walked depth first: readings with a common start share its rows.
struct Tree<'a> {
    fields: &'a [Field],
    lead: Option<Field>,
    texts: &'a [&'a Atoms],
    separator: Option<Separator>,
    path: Vec<Field>,
    found: Vec<(f32, Reading)>,
    /// How many readings were kept since the walk began: with each separator the same ones come in the same order.
    n_kept: usize,
}

impl Tree<'_> {
    /// Adds the readings that go on from the path (never deeper than [`MAX_FIELDS`] and a detail). `rows` are those of all
    /// texts, one after the other.
    fn grow(&mut self, rows: &[f32]) {
        let more = if self.path.len() < MAX_FIELDS { self.fields } else { &[] };
        let mut next = vec![f32::NEG_INFINITY; rows.len()];
        for field in more.iter().copied().chain([Field::Detail]) {
            if self.path.contains(&field) {
                continue;
            }
            next.fill(f32::NEG_INFINITY);
            let score = self.step(field, rows, &mut next);
            self.path.push(field);
            self.keep(score);
            // Details come last, and a single field is parted by nothing.
            if field != Field::Detail && self.separator.is_some() {
                self.grow(&next);
            }
            self.path.pop();
        }
    }

    /// One step of all texts; returns the score of those that are read to their end by it.
    fn step(&self, field: Field, rows: &[f32], next: &mut [f32]) -> f32 {
        let cost = FIELD_COST * self.path.len() as f32;
        let (mut rows, mut next) = (rows, next);
        let scores = self.texts.iter().map(|text| {
            let length = (text.atoms.len() + 1).min(rows.len());
            let (row, others) = rows.split_at(length);
            let (after, free) = std::mem::take(&mut next).split_at_mut(length);
            (rows, next) = (others, free);
            text.step((field, self.separator, self.lead), row, after, |_, _, _| {});
            after.last().copied().unwrap_or(f32::MIN) - cost
        });
        scores.sum()
    }

    fn keep(&mut self, score: f32) {
        // A single field is parted by nothing, several are.
        if (self.path.len() == 1) != self.separator.is_none() {
            return;
        }
        let known = self.found.get_mut(self.n_kept).filter(|(_, other)| other.fields == self.path);
        self.n_kept += 1;
        match known {
            Some((best, reading)) if *best < score => (*best, reading.separator) = (score, self.separator),
            Some(_) => {}
            None => {
                let reading = Reading { fields: self.path.clone(), separator: self.separator };
                self.found.push((score, reading));
            }
        }
    }
}

fn stretch(atoms: &[Atom], a: usize, b: usize) -> Range<usize> {
    match (atoms.get(a), atoms.get(b)) {
        (Some(first), _) if a == b => first.inner.clone(),
        (Some(first), Some(last)) => first.outer.start..last.outer.end,
        _ => 0..0,
    }
}
