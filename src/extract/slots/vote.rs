//! The vote: the best consistent assignment of readings to slots, once for all entries of a section.
//!
//! In: the pieces of every entry. Out: the fields of every entry. A beam search over slots, the most frequent first;
//! entries gain by having the fields that such entries have, and lose by having one twice.

use std::collections::BTreeMap;

use super::cue::Field;
use super::piece::{self, Piece, Slot};
use super::reading::{self, Atoms, Reading};
use super::{Filled, Plan};
use crate::extract::Context;
use crate::model::Confidence;

/// Assignments kept at each step of the search.
const BEAM: usize = 48;

/// What it costs an entry to have the same field twice.
const TWICE: f32 = -2.5;

/// Of the readings of a slot only this many best ones are tried.
const READINGS: usize = 12;

/// The readings of one slot with their scores over all entries, the best first.
struct Ballot {
    slot: Slot,
    readings: Vec<(f32, Reading)>,
    /// Entries in which the slot is filled.
    entries: Vec<usize>,
}

/// An assignment of readings to the slots so far.
#[derive(Clone)]
struct Choice {
    score: f32,
    /// Index into the readings of each ballot.
    picks: Vec<usize>,
    /// How often each entry has each field.
    held: Vec<Vec<Field>>,
}

/// Fills `filled` from the pieces of each entry.
pub fn assign(pieces: &[Vec<Piece>], plan: &Plan, context: &Context, filled: &mut [Filled]) {
    let atoms: Vec<Vec<Atoms>> = pieces
        .iter()
        .map(|entry| entry.iter().map(|piece| Atoms::of(piece.span.text(), piece.is_by, context)).collect())
        .collect();
    let ballots = ballots(pieces, &atoms, plan);
    let picks = search(&ballots, plan, pieces.len());
    let won: BTreeMap<Slot, Won> = won(&ballots, &picks, plan, pieces.len());
    for ((entry, atoms), filled) in pieces.iter().zip(&atoms).zip(filled) {
        for (piece, atoms) in entry.iter().zip(atoms) {
            let Some(won) = won.get(&piece.slot) else { continue };
            for (field, range, cue) in atoms.read(won.reading, plan.lead()) {
                let span = piece::trim(&piece.span.slice(range));
                if !span.is_empty() {
                    let lead = won.leads.iter().find(|(of, _)| *of == field).map_or(0.0, |(_, lead)| *lead);
                    filled.fields.push((field, span, confidence(lead, cue)));
                }
            }
        }
    }
}

/// The reading that a slot won, and for each of its fields the lead over the best assignment without it.
struct Won<'a> {
    reading: &'a Reading,
    leads: Vec<(Field, f32)>,
}

/// Weights of the confidence: a constant, the lead (both in log odds) and what speaks for the value itself.
///
/// Checked on the development corpus with `examples/calibrate`: of the values at 0.9 and more, at least 95 % are right.
const CONFIDENCE: [f32; 3] = [1.2, 0.25, 0.35];

/// Leads and cues count up to this.
const MOST: f32 = 6.0;

fn confidence(lead: f32, cue: f32) -> Confidence {
    let [base, of_lead, of_cue] = CONFIDENCE;
    let odds = base + of_lead * lead.clamp(-MOST, MOST) + of_cue * cue.clamp(-MOST, MOST);
    Confidence(1.0 / (1.0 + (-odds).exp()))
}

/// One ballot for each slot, the slots of most entries first.
fn ballots(pieces: &[Vec<Piece>], atoms: &[Vec<Atoms>], plan: &Plan) -> Vec<Ballot> {
    let mut voters: BTreeMap<Slot, Vec<(usize, &Atoms)>> = BTreeMap::new();
    for (n, (entry, atoms)) in pieces.iter().zip(atoms).enumerate() {
        for (piece, atoms) in entry.iter().zip(atoms) {
            voters.entry(piece.slot).or_default().push((n, atoms));
        }
    }
    let mut ballots: Vec<Ballot> = voters
        .into_iter()
        .map(|(slot, voters)| {
            let texts: Vec<&Atoms> = voters.iter().map(|(_, atoms)| *atoms).collect();
            let weight = voters.len() as f32;
            let mut readings = reading::scored(plan.fields, plan.lead(), &texts);
            for (score, reading) in &mut readings {
                *score += prior(slot, &reading.fields) + weight * leads(slot, &reading.fields, plan);
            }
            readings.sort_by(|a, b| b.0.total_cmp(&a.0));
            readings.truncate(READINGS);
            Ballot { slot, readings, entries: voters.iter().map(|(n, _)| *n).collect() }
        })
        .collect();
    ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.entries.len()));
    ballots
}

/// What the place of a slot says: entries open with what they are, places stand last or at the right.
fn prior(slot: Slot, reading: &[Field]) -> f32 {
    let Some(first) = reading.first() else {
        return 0.0;
    };
    let opens = slot.is_first && slot.side == piece::Side::Left && slot.nth == 0;
    match first {
        Field::Detail if opens => -1.5,
        Field::Place if opens => -1.0,
        Field::Place if slot.side == piece::Side::Right => 0.6,
        Field::Detail if slot.bold || slot.side == piece::Side::Right => -0.6,
        _ => 0.0,
    }
}

/// What it is worth, per entry, that a slot opens entries with the field that names them.
fn leads(slot: Slot, reading: &[Field], plan: &Plan) -> f32 {
    let opens = slot.is_first && slot.side == piece::Side::Left && slot.nth == 0;
    if opens && reading.first() == plan.fields.first() { plan.leads } else { 0.0 }
}

/// The picks of the best assignment.
fn search(ballots: &[Ballot], plan: &Plan, n_entries: usize) -> Vec<usize> {
    let mut beam = vec![Choice::empty(n_entries)];
    for ballot in ballots {
        let mut next = Vec::with_capacity(beam.len() * READINGS);
        for choice in &beam {
            for pick in 0..ballot.readings.len() {
                let mut choice = choice.clone();
                choice.add(ballot, pick, plan);
                next.push(choice);
            }
        }
        next.sort_by(|a: &Choice, b: &Choice| b.score.total_cmp(&a.score));
        next.truncate(BEAM);
        beam = next;
    }
    beam.into_iter().next().map(|choice| choice.picks).unwrap_or_default()
}

/// What every slot won, all else being as picked.
fn won<'a>(ballots: &'a [Ballot], picks: &[usize], plan: &Plan, n_entries: usize) -> BTreeMap<Slot, Won<'a>> {
    let best = score(ballots, picks, plan, n_entries);
    let mut all = BTreeMap::new();
    for (k, (ballot, pick)) in ballots.iter().zip(picks).enumerate() {
        let Some((_, reading)) = ballot.readings.get(*pick) else { continue };
        let others: Vec<(f32, &Reading)> = (ballot.readings.iter().enumerate())
            .map(|(other, (_, reading))| {
                let mut picks = picks.to_vec();
                picks.splice(k..=k, [other]);
                (score(ballots, &picks, plan, n_entries), reading)
            })
            .collect();
        let lead = |field: &Field| {
            let without = others.iter().filter(|(_, reading)| !reading.fields.contains(field));
            best - without.map(|(score, _)| *score).fold(best - 2.0 * MOST, f32::max)
        };
        let leads = reading.fields.iter().map(|field| (*field, lead(field))).collect();
        all.insert(ballot.slot, Won { reading, leads });
    }
    all
}

/// The score of a whole assignment.
fn score(ballots: &[Ballot], picks: &[usize], plan: &Plan, n_entries: usize) -> f32 {
    let mut choice = Choice::empty(n_entries);
    for (ballot, pick) in ballots.iter().zip(picks) {
        choice.add(ballot, *pick, plan);
    }
    choice.score
}

impl Choice {
    fn empty(n_entries: usize) -> Self {
        Self { score: 0.0, picks: Vec::new(), held: vec![Vec::new(); n_entries] }
    }

    /// Gives the ballot's slot its reading number `pick`.
    fn add(&mut self, ballot: &Ballot, pick: usize, plan: &Plan) {
        let Some((score, reading)) = ballot.readings.get(pick) else { return };
        self.score += score;
        self.picks.push(pick);
        for n in &ballot.entries {
            let Some(held) = self.held.get_mut(*n) else {
                continue;
            };
            for field in reading.fields.iter().filter(|field| **field != Field::Detail) {
                if held.contains(field) {
                    self.score += TWICE;
                } else {
                    let worth = plan.wanted.iter().find(|(of, _)| of == field).map_or(0.0, |(_, worth)| *worth);
                    self.score += worth;
                    held.push(*field);
                }
            }
        }
    }
}
