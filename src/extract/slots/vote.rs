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
    /// Entries in which the slot is filled, each with the fields that its text has under each of the readings.
    entries: Vec<(usize, Vec<Vec<Field>>)>,
}

/// An assignment of readings to the slots so far.
#[derive(Debug, Clone)]
struct Choice {
    score: f32,
    /// Index into the readings of each ballot.
    picks: Vec<usize>,
    /// The fields of each entry, a bit each.
    held: Vec<u32>,
}

/// Entries that vote together: their pieces and the atoms of these.
type Voters<'a> = [&'a [(&'a Piece, Atoms)]];

/// Fills `filled` from the pieces of each entry.
pub fn assign(pieces: &[Vec<Piece>], plan: &Plan, context: &Context, filled: &mut [Filled]) {
    let atoms_of = |piece: &'_ Piece| Atoms::of(piece.span.text(), piece.is_by, plan.fields, context);
    let all: Vec<Vec<(&Piece, Atoms)>> =
        pieces.iter().map(|entry| entry.iter().map(|piece| (piece, atoms_of(piece))).collect()).collect();
    let voters: Vec<&[(&Piece, Atoms)]> = all.iter().map(Vec::as_slice).collect();
    let ballots = ballots(&voters, plan, &BTreeMap::new());
    let picks = search(&ballots, plan, voters.len());
    let section = won(&ballots, &picks, plan, voters.len());
    let groups: Vec<(Vec<usize>, BTreeMap<Slot, Won>)> = set_otherwise(&voters)
        .into_iter()
        .filter_map(|group| depart(&group, &voters, &section, plan).map(|won| (group, won)))
        .collect();
    for (n, (entry, filled)) in voters.iter().zip(filled).enumerate() {
        let own = groups.iter().find(|(group, _)| group.contains(&n)).map(|(_, won)| won);
        fill(entry, own.unwrap_or(&section), plan, filled);
    }
}

/// Fills the fields of one entry as its slots have won.
fn fill(entry: &[(&Piece, Atoms)], won: &BTreeMap<Slot, Won>, plan: &Plan, filled: &mut Filled) {
    for (piece, atoms) in entry {
        let Some(won) = won.get(&piece.slot) else { continue };
        for (field, range, cue) in atoms.read(&won.reading, plan.lead()) {
            let span = piece::trim(&piece.span.slice(range));
            if !span.is_empty() {
                let lead = won.leads.iter().find(|(of, _)| *of == field).map_or(0.0, |(_, lead)| *lead);
                filled.fields.push((field, span, confidence(lead, cue)));
            }
        }
    }
}

/// Groups of entries with other slots than most have: a few may be set otherwise than the rest of their section.
fn set_otherwise(voters: &Voters) -> Vec<Vec<usize>> {
    let mut groups: BTreeMap<Vec<Slot>, Vec<usize>> = BTreeMap::new();
    for (n, entry) in voters.iter().enumerate() {
        let mut slots: Vec<Slot> = entry.iter().map(|(piece, _)| piece.slot).collect();
        slots.sort_unstable();
        groups.entry(slots).or_default().push(n);
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups.into_iter().skip(1).take(MAX_GROUPS).collect()
}

/// Groups that may depart from their section.
const MAX_GROUPS: usize = 4;

/// What its own vote must be worth more to a group than the vote of the section, in log odds.
const DEPARTS: f32 = 4.0;

/// What a group of entries, all with the same slots, wins when it votes alone; `None` where the section's vote fits it.
fn depart(group: &[usize], voters: &Voters, section: &BTreeMap<Slot, Won>, plan: &Plan) -> Option<BTreeMap<Slot, Won>> {
    let own: Vec<&[(&Piece, Atoms)]> = group.iter().filter_map(|n| voters.get(*n).copied()).collect();
    let ballots = ballots(&own, plan, section);
    let picks = search(&ballots, plan, own.len());
    let given = |ballot: &Ballot| {
        let reading = section.get(&ballot.slot).map(|won| &won.reading);
        ballot.readings.iter().position(|(_, of)| Some(of) == reading).unwrap_or(0)
    };
    let given: Vec<usize> = ballots.iter().map(given).collect();
    let gain = score(&ballots, &picks, plan, own.len()) - score(&ballots, &given, plan, own.len());
    (DEPARTS < gain).then(|| won(&ballots, &picks, plan, own.len()))
}

/// The reading that a slot won, and for each of its fields the lead over the best assignment without it.
struct Won {
    reading: Reading,
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

/// One ballot for each slot, the slots of most entries first. The readings of `given` are among the candidates.
fn ballots(voters: &Voters, plan: &Plan, given: &BTreeMap<Slot, Won>) -> Vec<Ballot> {
    let mut slots: BTreeMap<Slot, Vec<(usize, &Atoms)>> = BTreeMap::new();
    for (n, entry) in voters.iter().enumerate() {
        for (piece, atoms) in *entry {
            slots.entry(piece.slot).or_default().push((n, atoms));
        }
    }
    let mut ballots: Vec<Ballot> =
        slots.into_iter().map(|(slot, voters)| ballot(slot, &voters, plan, given.get(&slot))).collect();
    ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.entries.len()));
    ballots
}

/// The ballot of one slot.
fn ballot(slot: Slot, voters: &[(usize, &Atoms)], plan: &Plan, given: Option<&Won>) -> Ballot {
    let texts: Vec<&Atoms> = voters.iter().map(|(_, atoms)| *atoms).collect();
    let weight = voters.len() as f32;
    let mut readings = reading::scored(plan.fields, plan.lead(), &texts);
    for (score, reading) in &mut readings {
        *score += prior(slot, &reading.fields) + weight * leads(slot, &reading.fields, plan);
    }
    readings.sort_by(|a, b| b.0.total_cmp(&a.0));
    let is_given = |reading: &Reading| given.is_some_and(|won| won.reading == *reading);
    let at = readings.iter().position(|(_, reading)| is_given(reading)).filter(|at| READINGS <= *at);
    if let Some(reading) = at.map(|at| readings.remove(at)) {
        readings.insert(0, reading);
    }
    readings.truncate(READINGS);
    let fields = |atoms: &Atoms| {
        let under = |(_, reading): &(f32, Reading)| {
            atoms.read(reading, plan.lead()).into_iter().map(|(field, ..)| field).collect()
        };
        readings.iter().map(under).collect()
    };
    let entries = voters.iter().map(|(n, atoms)| (*n, fields(atoms))).collect();
    Ballot { slot, readings, entries }
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
        let mut next: Vec<(f32, &Choice, usize)> = Vec::with_capacity(beam.len() * READINGS);
        for choice in &beam {
            next.extend((0..ballot.readings.len()).map(|pick| (choice.score_with(ballot, pick, plan), choice, pick)));
        }
        next.sort_by(|(a, ..), (b, ..)| b.total_cmp(a));
        next.truncate(BEAM);
        beam = next.into_iter().map(|(_, choice, pick)| choice.with(ballot, pick, plan)).collect();
    }
    beam.into_iter().next().map(|choice| choice.picks).unwrap_or_default()
}

/// What every slot won, all else being as picked.
fn won(ballots: &[Ballot], picks: &[usize], plan: &Plan, n_entries: usize) -> BTreeMap<Slot, Won> {
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
        all.insert(ballot.slot, Won { reading: reading.clone(), leads });
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
        Self { score: 0.0, picks: Vec::new(), held: vec![0; n_entries] }
    }

    /// Gives the ballot's slot its reading number `pick`.
    fn add(&mut self, ballot: &Ballot, pick: usize, plan: &Plan) {
        self.score = self.score_with(ballot, pick, plan);
        self.picks.push(pick);
        for (n, readings) in &ballot.entries {
            let Some((held, fields)) = self.held.get_mut(*n).zip(readings.get(pick)) else { continue };
            for field in fields.iter().filter(|field| **field != Field::Detail) {
                *held |= field.bit();
            }
        }
    }

    /// The same choice with that reading.
    fn with(&self, ballot: &Ballot, pick: usize, plan: &Plan) -> Self {
        let mut picks = Vec::with_capacity(self.picks.len() + 1);
        picks.extend(&self.picks);
        let mut choice = Self { score: self.score, picks, held: self.held.clone() };
        choice.add(ballot, pick, plan);
        choice
    }

    /// Its score when the ballot's slot gets its reading number `pick`.
    fn score_with(&self, ballot: &Ballot, pick: usize, plan: &Plan) -> f32 {
        let Some((score, _)) = ballot.readings.get(pick) else { return self.score };
        let mut sum = self.score + score;
        for (k, (n, readings)) in ballot.entries.iter().enumerate() {
            let Some((held, fields)) = self.held.get(*n).zip(readings.get(pick)) else { continue };
            for field in fields.iter().filter(|field| **field != Field::Detail) {
                if held & field.bit() != 0 || ballot.has_before(k, pick, *field) {
                    sum += TWICE;
                } else {
                    sum += plan.wanted.iter().find(|(of, _)| of == field).map_or(0.0, |(_, worth)| *worth);
                }
            }
        }
        sum
    }
}

impl Ballot {
    /// Whether the slot stood earlier in the entry of place `k`, with that field.
    fn has_before(&self, k: usize, pick: usize, field: Field) -> bool {
        let Some((before, (n, _))) = self.entries.get(..k).zip(self.entries.get(k)) else { return false };
        let mut same = before.iter().rev().take_while(|(other, _)| other == n);
        same.any(|(_, readings)| readings.get(pick).is_some_and(|fields| fields.contains(&field)))
    }
}
