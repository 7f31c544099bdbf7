//! A reading of a slot: which fields it holds, in which order, and what parts them; and how a text is best cut under it.
//!
//! In: a piece's text. Out: for every reading the score of the best cut of the text at its separators, and for one
//! reading that cut. A dynamic programme over atoms and fields.

use std::ops::Range;

use super::atom::{self, Atom, Separator};
use super::cue::{Cues, Field, Words};
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
    /// Cues of the stretch from atom `a` to atom `b`, inclusive, at `a * n + b`.
    cues: Vec<Cues>,
}

/// Score of reading the first atoms as the first fields: one number for each count of atoms.
type Row = Vec<f32>;

/// Where a field starts and ends, in atoms; `None` where the text lacks it.
type Taken = Option<(usize, usize)>;

impl Atoms {
    /// Cuts a text and looks at every stretch of it. `is_by`: a word like "by" stood before it.
    pub fn of(text: &str, is_by: bool, context: &Context) -> Self {
        let atoms = atom::cut(text, context);
        let n = atoms.len();
        let words: Vec<Words> =
            atoms.iter().map(|atom| Words::of(text.get(atom.outer.clone()).unwrap_or_default(), context)).collect();
        let mut cues = vec![Cues::default(); n * n];
        for (a, atom) in atoms.iter().enumerate() {
            let is_by = if a == 0 { is_by } else { atom.before == Separator::By };
            for b in a..n {
                let text = text.get(stretch(&atoms, a, b)).unwrap_or_default();
                let all = words.get(a..=b).map(Words::all).unwrap_or_default();
                if let Some(cell) = cues.get_mut(a * n + b) {
                    *cell = Cues::of(text, all, context);
                    cell.by = f32::from(u8::from(is_by));
                }
            }
        }
        Self { atoms, cues }
    }

    /// Separators between its atoms.
    pub fn separators(&self) -> impl Iterator<Item = Separator> + '_ {
        self.atoms.iter().skip(1).map(|atom| atom.before)
    }

    /// Nothing read yet.
    pub fn empty_row(&self) -> Row {
        std::iter::once(0.0).chain(std::iter::repeat_n(f32::NEG_INFINITY, self.atoms.len())).collect()
    }

    /// One step of the table: the next field takes some atoms, or none.
    pub fn step(&self, field: Field, usual: Option<Separator>, lead: Option<Field>, before: &Row) -> Row {
        self.step_with(field, usual, lead, before, |_, _, _| {})
    }

    /// The same; calls `note` with the number of atoms read and what the field took whenever that is the best so far.
    fn step_with(
        &self,
        field: Field,
        usual: Option<Separator>,
        lead: Option<Field>,
        before: &Row,
        mut note: impl FnMut(usize, usize, Taken),
    ) -> Row {
        let n = self.atoms.len();
        let mut after = vec![f32::NEG_INFINITY; n + 1];
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
                let cue = self.cues.get(a * n + b).map_or(0.0, |cues| cues.score(field));
                keep(b + 1, score + cue - inside, Some((a, b)));
            }
        }
        after
    }

    fn before(&self, k: usize) -> Option<Separator> {
        self.atoms.get(k).map(|atom| atom.before)
    }

    /// The best cut of the text under a reading: the range of each field that is there, and what speaks for it.
    pub fn read(&self, reading: &Reading, lead: Option<Field>) -> Vec<(Field, Range<usize>, f32)> {
        let n = self.atoms.len();
        let mut row = self.empty_row();
        let mut back: Vec<Vec<(usize, Taken)>> = Vec::with_capacity(reading.fields.len());
        for field in &reading.fields {
            let mut from = vec![(0, None); n + 1];
            row = self.step_with(*field, reading.separator, lead, &row, |to, a, taken| {
                if let Some(cell) = from.get_mut(to) {
                    *cell = (a, taken);
                }
            });
            back.push(from);
        }
        let mut found = Vec::new();
        let mut at = n;
        for (field, from) in reading.fields.iter().zip(&back).rev() {
            let Some((a, taken)) = from.get(at) else { break };
            if let Some((a, b)) = taken {
                let cue = self.cues.get(a * n + b).map_or(0.0, |cues| cues.score(*field));
                found.push((*field, stretch(&self.atoms, *a, *b), cue));
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
    let mut tree = Tree { fields, lead, texts, separator: None, path: Vec::new(), found: Vec::new() };
    for separator in separators.into_iter().map(Some).chain([None]) {
        tree.separator = separator;
        let rows: Vec<Row> = texts.iter().map(|text| text.empty_row()).collect();
        tree.grow(&rows);
    }
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
}

impl Tree<'_> {
    /// Adds the readings that go on from the path (never deeper than [`MAX_FIELDS`] and a detail).
    fn grow(&mut self, rows: &[Row]) {
        let more = if self.path.len() < MAX_FIELDS { self.fields } else { &[] };
        let next: Vec<Field> = more.iter().copied().chain([Field::Detail]).filter(|f| !self.path.contains(f)).collect();
        for field in next {
            let steps = rows.iter().zip(self.texts).map(|(row, text)| text.step(field, self.separator, self.lead, row));
            let rows: Vec<Row> = steps.collect();
            self.path.push(field);
            self.keep(&rows);
            // Details come last.
            if field != Field::Detail {
                self.grow(&rows);
            }
            self.path.pop();
        }
    }

    fn keep(&mut self, rows: &[Row]) {
        // A single field is parted by nothing, several are.
        if (self.path.len() == 1) != self.separator.is_none() {
            return;
        }
        let cost = FIELD_COST * (self.path.len() as f32 - 1.0);
        let score = rows.iter().map(|row| row.last().copied().unwrap_or(f32::MIN) - cost).sum();
        let reading = Reading { fields: self.path.clone(), separator: self.separator };
        match self.found.iter_mut().find(|(_, other)| other.fields == reading.fields) {
            Some(other) if other.0 < score => *other = (score, reading),
            Some(_) => {}
            None => self.found.push((score, reading)),
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
