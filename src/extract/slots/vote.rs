//! The vote: the best consistent assignment of readings to slots, once for all entries of a section.
//!
//! In: the pieces of every entry. Out: the fields of every entry. A beam search over slots, the most frequent first;
//! entries gain by having the fields that such entries have, and lose by having one twice.

use std::collections::BTreeMap;

use super::cue::Field;
use super::piece::{self, Piece, Slot};
use super::reading::{Atoms, Reading};
use super::tree::Question;
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
    /// How many texts the slot has.
    n_texts: usize,
    readings: Vec<(f32, Reading)>,
    /// For each reading the fields that it gives to entries, in order.
    gifts: Vec<Vec<Gift>>,
}

/// A field that a reading gives to an entry, no detail.
#[derive(Debug, Clone, Copy)]
struct Gift {
    /// Number of the entry.
    entry: usize,
    /// The field's bit; none where the slot gave the field to the entry before.
    field: u32,
    /// What it is worth to an entry that has no such field yet.
    worth: f32,
}

/// An assignment of readings to the slots so far.
#[derive(Debug)]
struct Choice {
    score: f32,
    /// Index into the readings of each ballot.
    picks: Vec<usize>,
    /// The fields of each entry, a bit each.
    held: Vec<u32>,
}

/// Entries that vote together: their pieces and the atoms of these.
type Voters<'a> = [&'a [(&'a Piece, Atoms<'a>)]];

/// Fills `filled` from the pieces of each entry.
pub fn assign(pieces: &[Vec<Piece>], plan: &Plan, context: &Context, filled: &mut [Filled]) {
    let with_atoms = |piece| (piece, Atoms::of(piece, plan.fields, context));
    let all: Vec<Vec<(&Piece, Atoms)>> = pieces.iter().map(|entry| entry.iter().map(with_atoms).collect()).collect();
    let voters: Vec<&[(&Piece, Atoms)]> = all.iter().map(Vec::as_slice).collect();
    let ballots = ballots(&voters, plan, &BTreeMap::new());
    let picks = search(&ballots, voters.len());
    let section = won(&ballots, &picks, voters.len());
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
            let span = piece::trim(piece.span.slice(range));
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
    let picks = search(&ballots, own.len());
    let given = |ballot: &Ballot| {
        let reading = section.get(&ballot.slot).map(|won| &won.reading);
        ballot.readings.iter().position(|(_, of)| Some(of) == reading).unwrap_or(0)
    };
    let given: Vec<usize> = ballots.iter().map(given).collect();
    let gain = score(&ballots, &picks, own.len()) - score(&ballots, &given, own.len());
    (DEPARTS < gain).then(|| won(&ballots, &picks, own.len()))
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
    ballots.sort_by_key(|ballot| std::cmp::Reverse(ballot.n_texts));
    ballots
}

/// The ballot of one slot.
fn ballot(slot: Slot, voters: &[(usize, &Atoms)], plan: &Plan, given: Option<&Won>) -> Ballot {
    let texts: Vec<&Atoms> = voters.iter().map(|(_, atoms)| *atoms).collect();
    let weight = voters.len() as f32;
    let given = given.map(|won| won.reading);
    let question = Question { fields: plan.fields, lead: plan.lead(), texts: &texts, given };
    let readings = question.best(READINGS, |first| prior(slot, first) + weight * leads(slot, first, plan));
    let gifts = readings.iter().map(|(_, reading)| gifts(reading, voters, plan)).collect();
    Ballot { slot, n_texts: voters.len(), readings, gifts }
}

/// What a reading of a slot gives to the entries.
fn gifts(reading: &Reading, voters: &[(usize, &Atoms)], plan: &Plan) -> Vec<Gift> {
    let mut gifts = Vec::with_capacity(voters.len() * reading.fields.len());
    // The entry of the text before, and what the slot gave to it.
    let mut last = (usize::MAX, 0);
    for (entry, atoms) in voters {
        if last.0 != *entry {
            last = (*entry, 0);
        }
        let held = atoms.held(reading, plan.lead());
        for field in reading.fields.iter().filter(|field| **field != Field::Detail && held & field.bit() != 0) {
            let gift = if last.1 & field.bit() == 0 {
                let wanted = plan.wanted.iter().find(|(of, _)| of == field);
                Gift { entry: *entry, field: field.bit(), worth: wanted.map_or(0.0, |(_, worth)| *worth) }
            } else {
                Gift { entry: *entry, field: 0, worth: TWICE }
            };
            gifts.push(gift);
        }
        last.1 |= held;
    }
    gifts
}

/// What the place of a slot says: entries open with what they are, places stand last or at the right.
fn prior(slot: Slot, first: Field) -> f32 {
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
fn leads(slot: Slot, first: Field, plan: &Plan) -> f32 {
    let opens = slot.is_first && slot.side == piece::Side::Left && slot.nth == 0;
    if opens && plan.fields.first() == Some(&first) { plan.leads } else { 0.0 }
}

/// The picks of the best assignment.
fn search(ballots: &[Ballot], n_entries: usize) -> Vec<usize> {
    let mut beam = vec![Choice::empty(n_entries)];
    let mut spent: Vec<Choice> = Vec::new();
    for (k, ballot) in ballots.iter().enumerate() {
        let width = if k + 1 == ballots.len() { 1 } else { BEAM };
        let mut next = Vec::with_capacity(width.min(beam.len() * READINGS));
        for (score, from, pick) in continued(&beam, ballot, width) {
            let Some(from) = beam.get(from) else { continue };
            let mut choice = spent.pop().unwrap_or_else(|| Choice::with_room(n_entries, ballots.len()));
            choice.copy(from);
            choice.take(ballot, pick, score);
            next.push(choice);
        }
        spent.append(&mut beam);
        beam = next;
    }
    beam.into_iter().next().map(|choice| choice.picks).unwrap_or_default()
}

/// The best ways to go on with a ballot, the best first and of equal ones the first: score, choice and reading.
fn continued(beam: &[Choice], ballot: &Ballot, width: usize) -> Vec<(f32, usize, usize)> {
    let mut all: Vec<(f32, usize, usize)> = Vec::with_capacity(beam.len() * ballot.readings.len());
    for (k, choice) in beam.iter().enumerate() {
        all.extend((0..ballot.readings.len()).map(|pick| (choice.score_with(ballot, pick), k, pick)));
    }
    let by_score = |a: &(f32, usize, usize), b: &(f32, usize, usize)| {
        b.0.total_cmp(&a.0).then_with(|| (a.1, a.2).cmp(&(b.1, b.2)))
    };
    if width < all.len() {
        all.select_nth_unstable_by(width, by_score);
        all.truncate(width);
    }
    all.sort_unstable_by(by_score);
    all
}

/// What every slot won, all else being as picked.
fn won(ballots: &[Ballot], picks: &[usize], n_entries: usize) -> BTreeMap<Slot, Won> {
    let best = score(ballots, picks, n_entries);
    let mut all = BTreeMap::new();
    let mut before = Choice::empty(n_entries);
    let mut other = Choice::empty(n_entries);
    for (k, (ballot, pick)) in ballots.iter().zip(picks).enumerate() {
        let mut scores: Vec<f32> = Vec::with_capacity(ballot.readings.len());
        for pick in 0..ballot.readings.len() {
            other.copy(&before);
            other.add(ballot, pick);
            for (ballot, pick) in ballots.iter().zip(picks).skip(k + 1) {
                other.add(ballot, *pick);
            }
            scores.push(other.score);
        }
        before.add(ballot, *pick);
        let Some((_, reading)) = ballot.readings.get(*pick) else { continue };
        let lead = |field: &Field| {
            let others = scores.iter().zip(&ballot.readings);
            let without = others.filter(|(_, (_, reading))| !reading.fields.contains(field));
            best - without.map(|(score, _)| *score).fold(best - 2.0 * MOST, f32::max)
        };
        let leads = reading.fields.iter().map(|field| (*field, lead(field))).collect();
        all.insert(ballot.slot, Won { reading: *reading, leads });
    }
    all
}

/// The score of a whole assignment.
fn score(ballots: &[Ballot], picks: &[usize], n_entries: usize) -> f32 {
    let mut choice = Choice::empty(n_entries);
    for (ballot, pick) in ballots.iter().zip(picks) {
        choice.add(ballot, *pick);
    }
    choice.score
}

impl Choice {
    fn empty(n_entries: usize) -> Self {
        Self { score: 0.0, picks: Vec::new(), held: vec![0; n_entries] }
    }

    /// Room for the fields of so many entries and for so many picks.
    fn with_room(n_entries: usize, n_picks: usize) -> Self {
        Self { score: 0.0, picks: Vec::with_capacity(n_picks), held: Vec::with_capacity(n_entries) }
    }

    /// Gives the ballot's slot its reading number `pick`.
    fn add(&mut self, ballot: &Ballot, pick: usize) {
        let score = self.score_with(ballot, pick);
        self.take(ballot, pick, score);
    }

    /// The same, where the score with it is known.
    fn take(&mut self, ballot: &Ballot, pick: usize, score: f32) {
        self.score = score;
        self.picks.push(pick);
        for gift in ballot.gifts.get(pick).into_iter().flatten() {
            if let Some(held) = self.held.get_mut(gift.entry) {
                *held |= gift.field;
            }
        }
    }

    /// Becomes a copy of another, in the same memory.
    fn copy(&mut self, other: &Self) {
        self.score = other.score;
        self.picks.clone_from(&other.picks);
        self.held.clone_from(&other.held);
    }

    /// Its score when the ballot's slot gets its reading number `pick`.
    fn score_with(&self, ballot: &Ballot, pick: usize) -> f32 {
        let Some(((score, _), gifts)) = ballot.readings.get(pick).zip(ballot.gifts.get(pick)) else {
            return self.score;
        };
        let mut sum = self.score + score;
        for gift in gifts {
            let held = self.held.get(gift.entry).copied().unwrap_or_default();
            sum += if held & gift.field == 0 { gift.worth } else { TWICE };
        }
        sum
    }
}
