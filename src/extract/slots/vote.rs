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

/// Steepness of the confidence in the margin: calibrated so that values at 0.9 are right in at least 95 %.
const CONFIDENCE_SLOPE: f32 = 0.6;

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
    let atoms: Vec<Vec<Atoms>> =
        pieces.iter().map(|entry| entry.iter().map(|piece| Atoms::of(piece.span.text(), context)).collect()).collect();
    let ballots = ballots(pieces, &atoms, plan);
    let best = search(&ballots, plan, pieces.len());
    let readings: BTreeMap<Slot, (&Reading, f32)> = ballots
        .iter()
        .zip(&best)
        .filter_map(|(ballot, pick)| {
            ballot.readings.get(*pick).map(|(_, reading)| (ballot.slot, (reading, ballot.margin(*pick))))
        })
        .collect();
    for ((entry, atoms), filled) in pieces.iter().zip(&atoms).zip(filled) {
        for (piece, atoms) in entry.iter().zip(atoms) {
            let Some((reading, margin)) = readings.get(&piece.slot) else {
                continue;
            };
            let confidence = confidence(*margin);
            for (field, range) in atoms.read(reading).1 {
                let span = piece::trim(&piece.span.slice(range));
                if !span.is_empty() {
                    filled.fields.push((field, span, confidence));
                }
            }
        }
    }
}

fn confidence(margin: f32) -> Confidence {
    Confidence(1.0 / (1.0 + (-CONFIDENCE_SLOPE * (margin + 1.5)).exp()))
}

/// One ballot for each slot, the slots of most entries first.
fn ballots(pieces: &[Vec<Piece>], atoms: &[Vec<Atoms>], plan: &Plan) -> Vec<Ballot> {
    let readings = reading::all(plan.fields);
    let mut voters: BTreeMap<Slot, Vec<(usize, &Atoms)>> = BTreeMap::new();
    for (n, (entry, atoms)) in pieces.iter().zip(atoms).enumerate() {
        for (piece, atoms) in entry.iter().zip(atoms) {
            voters.entry(piece.slot).or_default().push((n, atoms));
        }
    }
    let mut ballots: Vec<Ballot> = voters
        .into_iter()
        .map(|(slot, voters)| {
            let total = |reading: &Reading| voters.iter().map(|(_, atoms)| atoms.read(reading).0).sum::<f32>();
            let weight = voters.len() as f32;
            let prior = |r: &Reading| prior(slot, r) + weight * leads(slot, r, plan);
            let mut scored: Vec<(f32, Reading)> = readings.iter().map(|r| (total(r) + prior(r), r.clone())).collect();
            scored.sort_by(|a, b| b.0.total_cmp(&a.0));
            scored.truncate(READINGS);
            Ballot { slot, readings: scored, entries: voters.iter().map(|(n, _)| *n).collect() }
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

/// What it is worth, per entry, that entries open with the field that names them (the plan's first).
const LEAD: f32 = 0.5;

fn leads(slot: Slot, reading: &[Field], plan: &Plan) -> f32 {
    let opens = slot.is_first && slot.side == piece::Side::Left && slot.nth == 0;
    if opens && plan.leads && reading.first() == plan.fields.first() { LEAD } else { 0.0 }
}

impl Ballot {
    /// How far the picked reading leads over the best other one, per entry.
    fn margin(&self, pick: usize) -> f32 {
        let own = self.readings.get(pick).map_or(0.0, |(score, _)| *score);
        let other = self.readings.iter().enumerate().filter(|(k, _)| *k != pick).map(|(_, (score, _))| *score);
        let other = other.fold(f32::MIN, f32::max);
        ((own - other) / self.entries.len().max(1) as f32).clamp(-4.0, 8.0)
    }
}

/// The picks of the best assignment.
fn search(ballots: &[Ballot], plan: &Plan, n_entries: usize) -> Vec<usize> {
    let mut beam = vec![Choice { score: 0.0, picks: Vec::new(), held: vec![Vec::new(); n_entries] }];
    for ballot in ballots {
        let mut next = Vec::with_capacity(beam.len() * READINGS);
        for choice in &beam {
            for (k, (score, reading)) in ballot.readings.iter().enumerate() {
                next.push(choice.with(ballot, k, *score, reading, plan));
            }
        }
        next.sort_by(|a: &Choice, b: &Choice| b.score.total_cmp(&a.score));
        next.truncate(BEAM);
        beam = next;
    }
    beam.into_iter().next().map(|choice| choice.picks).unwrap_or_default()
}

impl Choice {
    fn with(&self, ballot: &Ballot, pick: usize, score: f32, reading: &[Field], plan: &Plan) -> Self {
        let mut next = self.clone();
        next.score += score;
        next.picks.push(pick);
        for n in &ballot.entries {
            let Some(held) = next.held.get_mut(*n) else {
                continue;
            };
            for field in reading.iter().filter(|field| **field != Field::Detail) {
                if held.contains(field) {
                    next.score += TWICE;
                } else {
                    let worth = plan.wanted.iter().find(|(of, _)| of == field).map_or(0.0, |(_, worth)| *worth);
                    next.score += worth;
                    held.push(*field);
                }
            }
        }
        next
    }
}
