//! A reading of a slot: which fields it holds, in which order, and what parts them; and how a text is best cut under it.
//!
//! In: a piece's text. Out: what every stretch of it is worth as each field, and for a reading the best cut of the text at
//! its separators. A dynamic programme over atoms and fields.

use std::ops::{Deref, Range};

use super::atom::{self, Atom, Separator};
use super::cue::{Cues, Field, OF_PATENTS, Words};
use super::piece::Piece;
use crate::extract::Context;

/// Fields in the order in which a slot holds them, and the separator between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// In print order.
    pub fields: Fields,
    /// What mostly parts them; `None` for a single field.
    pub separator: Option<Separator>,
}

/// A slot holds at most this many fields, a detail at its end not counted.
pub const MAX_FIELDS: usize = 4;

/// A row has a score for each count of atoms, and a text has a few less atoms than this.
const MAX_ROW: usize = atom::MAX_ATOMS + 4;

/// A few fields in order, none of them twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fields {
    of: [Field; MAX_FIELDS + 1],
    n: usize,
}

impl Fields {
    /// No field.
    pub const NONE: Self = Self { of: [Field::Detail; MAX_FIELDS + 1], n: 0 };

    /// The same with another at its end.
    pub fn and(mut self, field: Field) -> Self {
        if let Some(free) = self.of.get_mut(self.n) {
            *free = field;
            self.n += 1;
        }
        self
    }
}

impl Deref for Fields {
    type Target = [Field];

    fn deref(&self) -> &[Field] {
        self.of.get(..self.n).unwrap_or_default()
    }
}

/// What it costs that a text lacks a field of its slot's reading.
const MISSING: f32 = -1.2;

/// The same for what is often left out: places, and details behind the fields.
const MISSING_PLACE: f32 = -0.6;
const MISSING_DETAIL: f32 = -0.1;

/// The same for the field that names the entry.
const MISSING_LEAD: f32 = -4.0;

/// A text's atoms, and what every stretch of them is worth as each field.
pub struct Atoms<'a> {
    list: &'a [Atom],
    /// Fields that were asked for; the table has a detail behind them.
    fields: &'static [Field],
    /// Where there are `n` atoms, the stretch from atom `a` to atom `b`, inclusive, as the field of number `f` stands at
    /// `(f * n + a) * n + b`.
    table: Vec<Stretch>,
}

/// A stretch of atoms as a field.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    /// What its text says for the field.
    score: f32,
    /// What the separators before it and in it cost where the one before is the usual one of its slot.
    usual: f32,
    /// The same where another is.
    other: f32,
}

impl<'a> Atoms<'a> {
    /// Looks at what every stretch of a piece says for `fields` and for a detail.
    pub fn of(piece: &'a Piece, fields: &'static [Field], context: &Context) -> Self {
        let (text, atoms) = (piece.span.text(), piece.atoms.as_slice());
        let n = atoms.len();
        let words: Vec<Words> =
            atoms.iter().map(|atom| Words::of(text.get(atom.outer.clone()).unwrap_or_default(), context)).collect();
        let of_patents = fields.iter().any(|field| OF_PATENTS.contains(field));
        let mut of = Self { table: vec![Stretch::default(); n * n * (fields.len() + 1)], list: atoms, fields };
        for a in 0..n {
            let is_by = if a == 0 { piece.is_by } else { of.before(a) == Some(Separator::By) };
            for b in a..n {
                let text = text.get(stretch(atoms, a, b)).unwrap_or_default();
                let all = words.get(a..=b).map(Words::all).unwrap_or_default();
                let mut cues = Cues::of(text, all, of_patents, context);
                cues.by = f32::from(u8::from(is_by));
                let scores = cues.scores(fields.iter().copied().chain([Field::Detail]));
                for (cell, score) in of.table.iter_mut().skip(a * n + b).step_by(n * n).zip(scores) {
                    cell.score = score;
                }
            }
        }
        of.cost();
        of
    }

    /// Enters what the separators cost.
    fn cost(&mut self) {
        let Self { list: atoms, fields, table } = self;
        let (n, fields) = (atoms.len(), fields.iter().copied().chain([Field::Detail]));
        let starts = fields.flat_map(|field| atoms.iter().enumerate().map(move |(a, atom)| (field, a, atom.before)));
        for ((field, a, before), row) in starts.zip(table.chunks_mut(n.max(1))) {
            let (mut usual, mut other) = (atom::parted(field, before, Some(before)), atom::parted(field, before, None));
            if a == 0 {
                (usual, other) = (0.0, 0.0);
            }
            for (k, (cell, atom)) in row.iter_mut().zip(atoms.iter()).enumerate().skip(a) {
                if a < k {
                    let absorbed = atom::absorbed(field, atom.before);
                    (usual, other) = (usual + absorbed, other + absorbed);
                }
                (cell.usual, cell.other) = (usual, other);
            }
        }
    }

    /// Separators between its atoms.
    pub fn separators(&self) -> impl Iterator<Item = Separator> + '_ {
        self.list.iter().skip(1).map(|atom| atom.before)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    fn before(&self, k: usize) -> Option<Separator> {
        self.list.get(k).map(|atom| atom.before)
    }

    /// The number of a field in the table; that of a detail for others.
    fn number(&self, field: Field) -> usize {
        self.fields.iter().position(|of| *of == field).unwrap_or(self.fields.len())
    }

    /// The score of reading nothing, and of reading the first atoms as no fields, which cannot be.
    pub fn empty_row(&self) -> impl Iterator<Item = f32> {
        std::iter::once(0.0).chain(std::iter::repeat_n(f32::NEG_INFINITY, self.list.len()))
    }

    /// One step of the table: the next field takes some atoms, or none, which is worth `missing`. A row has the score of
    /// reading the first atoms as the first fields, for each count of atoms; `after` is the next, nothing read yet. Calls
    /// `note` with the numbers of atoms read with the field and without it whenever that is the best so far.
    pub fn step(
        &self,
        (field, usual, missing): (usize, Option<Separator>, f32),
        before: &[f32],
        after: &mut [f32],
        mut note: impl FnMut(usize, usize),
    ) {
        let n = self.list.len();
        for (a, score) in before.iter().copied().enumerate() {
            let Some((own, further)) = after.get_mut(a..).and_then(<[f32]>::split_first_mut) else { return };
            if score == f32::NEG_INFINITY {
                continue;
            }
            if *own < score + missing {
                *own = score + missing;
                note(a, a);
            }
            let is_usual = usual.is_some() && self.before(a) == usual;
            let from = (field * n + a) * n + a;
            let stretches = self.table.get(from..from + n - a).unwrap_or_default();
            for (to, (cell, stretch)) in (a + 1..).zip(further.iter_mut().zip(stretches)) {
                let score = score + stretch.score - if is_usual { stretch.usual } else { stretch.other };
                if *cell < score {
                    *cell = score;
                    note(to, a);
                }
            }
        }
    }

    /// The score of reading all atoms when the field is the last: what [`Atoms::step`] makes of the last cell of a row.
    pub fn end(&self, (field, usual, missing): (usize, Option<Separator>, f32), before: &[f32]) -> f32 {
        let n = self.list.len();
        let mut best = before.get(n).map_or(f32::MIN, |score| score + missing);
        let Some(last) = n.checked_sub(1) else { return best };
        let stretches = self.table.get(field * n * n..).unwrap_or_default().iter().skip(last).step_by(n);
        for ((a, score), stretch) in before.iter().enumerate().take(n).zip(stretches) {
            let is_usual = usual.is_some() && self.before(a) == usual;
            best = best.max(score + stretch.score - if is_usual { stretch.usual } else { stretch.other });
        }
        best
    }

    /// What the atoms from each on are worth at most, in whatever fields.
    pub fn look_ahead(&self, usual: Option<Separator>, rest: &mut [f32]) {
        let n = self.list.len();
        rest.fill(0.0);
        for a in (0..n).rev() {
            let is_usual = usual.is_some() && self.before(a) == usual;
            let mut most = f32::NEG_INFINITY;
            for of_field in self.table.chunks(n * n) {
                let stretches = of_field.get(a * n + a..(a + 1) * n).unwrap_or_default();
                for (stretch, rest) in stretches.iter().zip(rest.iter().skip(a + 1)) {
                    let cost = if is_usual { stretch.usual } else { stretch.other };
                    most = most.max(stretch.score - cost + rest);
                }
            }
            if let Some(cell) = rest.get_mut(a) {
                *cell = most;
            }
        }
    }

    /// The best cut of the text under a reading: calls `found` with each field that is there, the last first, and with
    /// its first and last atom.
    fn cut(&self, reading: &Reading, lead: Option<Field>, mut found: impl FnMut(Field, usize, usize)) {
        let n = self.list.len();
        if let ([only], Some(last)) = (&*reading.fields, n.checked_sub(1)) {
            return found(*only, 0, last);
        }
        let mut row = [f32::NEG_INFINITY; MAX_ROW];
        let mut after = row;
        if let Some(nothing) = row.first_mut() {
            *nothing = 0.0;
        }
        // For each field and each number of atoms: how many were read before the field.
        let mut back = [[0_u8; MAX_ROW]; MAX_FIELDS + 1];
        for (field, from) in reading.fields.iter().zip(&mut back) {
            after.fill(f32::NEG_INFINITY);
            let step = (self.number(*field), reading.separator, missing(*field, lead));
            let (Some(before), Some(next)) = (row.get(..=n), after.get_mut(..=n)) else { return };
            self.step(step, before, next, |to, a| {
                if let Some(cell) = from.get_mut(to) {
                    *cell = a as u8;
                }
            });
            std::mem::swap(&mut row, &mut after);
        }
        let mut at = n;
        for (field, from) in reading.fields.iter().zip(&back).rev() {
            let before = from.get(at).copied().map_or(0, usize::from);
            if let Some(last) = at.checked_sub(1).filter(|_| before < at) {
                found(*field, before, last);
            }
            at = before;
        }
    }

    /// The fields that the text has under a reading, each with its range and with what speaks for it.
    pub fn read(&self, reading: &Reading, lead: Option<Field>) -> Vec<(Field, Range<usize>, f32)> {
        let n = self.list.len();
        let mut all = Vec::new();
        self.cut(reading, lead, |field, a, b| {
            let own = self.table.get((self.number(field) * n + a) * n + b).map_or(0.0, |cell| cell.score);
            all.push((field, stretch(self.list, a, b), own));
        });
        all.reverse();
        all
    }

    /// The fields that the text has under a reading, a bit each.
    pub fn held(&self, reading: &Reading, lead: Option<Field>) -> u32 {
        let mut held = 0;
        self.cut(reading, lead, |field, _, _| held |= field.bit());
        held
    }
}

/// What it costs that a text has no such field.
pub fn missing(field: Field, lead: Option<Field>) -> f32 {
    match field {
        _ if lead == Some(field) => MISSING_LEAD,
        Field::Place => MISSING_PLACE,
        Field::Detail => MISSING_DETAIL,
        _ => MISSING,
    }
}

fn stretch(atoms: &[Atom], a: usize, b: usize) -> Range<usize> {
    match (atoms.get(a), atoms.get(b)) {
        (Some(first), _) if a == b => first.inner.clone(),
        (Some(first), Some(last)) => first.outer.start..last.outer.end,
        _ => 0..0,
    }
}
