//! Features to labels: a linear-chain conditional random field, its weights in `src/data/citations.model`.
//!
//! In: words and hints. Out: one label for each word, the best sequence by Viterbi. The weights are made by
//! `cargo run --example train_citations` (see `src/data/SOURCES.md`); nothing here trains.

use std::ops::Range;

use super::features::{Hint, features};
use super::record::{self, Table};
pub use super::record::{Feature, N_BOUNDARIES, N_LABELS, N_LANES};
use super::words::Word;

/// What a word of a reference belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Label {
    /// None of these: its number in the list, remarks.
    Other,
    Author,
    Editor,
    Title,
    Venue,
    Date,
    /// Volume and issue.
    Volume,
    Pages,
    Publisher,
    Place,
    /// Address or identifier.
    Link,
    /// Status or kind: "in press", "PhD thesis".
    Status,
}

impl Label {
    /// All labels, in the order of their numbers.
    pub const ALL: [Self; N_LABELS] = [
        Self::Other,
        Self::Author,
        Self::Editor,
        Self::Title,
        Self::Venue,
        Self::Date,
        Self::Volume,
        Self::Pages,
        Self::Publisher,
        Self::Place,
        Self::Link,
        Self::Status,
    ];
}

/// One score for each label. All weights of a word together are less than a quarter of what 16 bits hold.
pub type Scores = [i16; N_LANES];
/// Scores of passing from one label (outer) to another (inner).
pub type Transitions = [Scores; N_LABELS];

/// The weights: integers, all at one scale.
#[derive(Debug)]
pub struct Model {
    /// By kind of boundary.
    pub transitions: [Transitions; N_BOUNDARIES],
    /// Features and their weights.
    table: Table,
}

/// Features that are asked for have room for so many to a word: most have fewer.
const MOST_FEATURES: usize = 40;
/// And so many stretches of words have features in common.
const MOST_STRETCHES: usize = 2;

/// Bytes that start with a line of the processor's cache: a bucket of a table is one.
#[repr(align(64))]
struct Lines<T: ?Sized>(T);

/// The model that is built in: searched where it lies, as the build script laid it out.
#[must_use]
pub fn built_in() -> &'static Model {
    static BUCKETS: &Lines<[u8]> = &Lines(*include_bytes!(concat!(env!("OUT_DIR"), "/citations.buckets")));
    static REST: &Lines<[u8]> = &Lines(*include_bytes!(concat!(env!("OUT_DIR"), "/citations.rest")));
    static MODEL: Model = Model {
        transitions: include!(concat!(env!("OUT_DIR"), "/citations.transitions.rs")),
        table: Table { buckets: &BUCKETS.0, rest: &REST.0 },
    };
    &MODEL
}

/// The file of a model with these features, of which `count` says in how many references each is.
#[must_use]
pub fn to_bytes(transitions: &[Transitions], features: &[Feature], count: impl Fn(u32) -> u32) -> Vec<u8> {
    let mut features = features.to_vec();
    record::mark_common(&mut features, count);
    let mut bytes = record::MAGIC.to_vec();
    bytes.extend((features.len() as u32).to_le_bytes());
    for score in transitions.iter().flatten().flat_map(|row| row.iter().take(N_LABELS)) {
        bytes.extend(score.to_le_bytes());
    }
    bytes.extend(record::pack(&features));
    bytes
}

impl Model {
    /// Scores of each label for each word, neighbours' labels left out.
    #[must_use]
    pub fn emissions(&self, words: &[Word], hints: &[Hint]) -> Vec<Scores> {
        let mut keys = Vec::with_capacity(words.len() * MOST_FEATURES);
        let mut stretches: Vec<(Range<usize>, Range<usize>)> = Vec::with_capacity(words.len() * MOST_STRETCHES);
        features(words, hints, |range, facts| {
            let start = keys.len();
            keys.extend_from_slice(facts);
            match stretches.last_mut().filter(|(last, _)| *last == range) {
                Some((_, places)) => places.end = keys.len(),
                None => stretches.push((range, start..keys.len())),
            }
        });
        let (numbers, rare) = self.table.find(&keys);
        let mut rare = rare.into_iter().peekable();
        let mut scores = vec![[0; N_LANES]; words.len()];
        for (range, places) in stretches {
            let mut sum: Scores = [0; N_LANES];
            let mut add = |weights: &[u8; N_LABELS]| {
                sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i16::from(weight.cast_signed()));
            };
            let known = numbers.get(places.clone()).into_iter().flatten();
            known.filter_map(|number| self.table.weights(*number)).for_each(&mut add);
            while let Some((_, weights)) = rare.next_if(|(at, _)| *at < places.end) {
                add(weights);
            }
            for scores in scores.get_mut(range).into_iter().flatten() {
                scores.iter_mut().zip(sum).for_each(|(score, sum)| *score += sum);
            }
        }
        scores
    }

    /// The label of each word.
    #[must_use]
    pub fn labels(&self, words: &[Word], hints: &[Hint]) -> Vec<Label> {
        decode(&self.transitions, &boundaries(words), &self.emissions(words, hints))
    }
}

/// The best sequence of labels (Viterbi 1967): `transitions` by kind of boundary, and for each word the kind of the
/// boundary before it and its emissions.
#[must_use]
pub fn decode(transitions: &[Transitions], boundaries: &[usize], emissions: &[Scores]) -> Vec<Label> {
    let mut best: Vec<Scores> = Vec::with_capacity(emissions.len());
    for (boundary, emission) in boundaries.iter().zip(emissions) {
        let next = match (best.last(), transitions.get(*boundary)) {
            (Some(last), Some(transitions)) => step(last, transitions, emission),
            _ => *emission,
        };
        best.push(next);
    }
    trace_back(transitions, boundaries, &best)
}

/// The best score of a sequence that ends with each label: over the labels before it, which have the scores `last`. All
/// are less by what `last` has for the first label, so that they stay small.
fn step(last: &Scores, transitions: &Transitions, emission: &Scores) -> Scores {
    let [base, ..] = *last;
    let mut next = [i16::MIN; N_LANES];
    for (row, score) in transitions.iter().zip(last) {
        let score = score.saturating_sub(base);
        next.iter_mut().zip(row).for_each(|(next, step)| *next = (*next).max(step.saturating_add(score)));
    }
    next.iter_mut().zip(emission).for_each(|(next, score)| *next = next.saturating_add(*score));
    next
}

/// The labels that the best score of the last word comes from: the scores say it again, so that nothing but they is
/// written down on the way.
fn trace_back(transitions: &[Transitions], boundaries: &[usize], best: &[Scores]) -> Vec<Label> {
    let last = best.last().into_iter().flat_map(|scores| scores.iter().take(N_LABELS));
    let mut label = last.enumerate().max_by_key(|(_, score)| **score).map_or(0, |(label, _)| label);
    let mut labels = vec![Label::Other; best.len()];
    for (at, place) in labels.iter_mut().enumerate().rev() {
        *place = Label::ALL.get(label).copied().unwrap_or(Label::Other);
        let before = at.checked_sub(1).and_then(|before| best.get(before));
        let steps = boundaries.get(at).and_then(|boundary| transitions.get(*boundary));
        let (Some(before), Some(steps)) = (before, steps) else { break };
        let mut top = i32::MIN;
        let to = label;
        for (from, (row, score)) in steps.iter().zip(before).enumerate() {
            let score = i32::from(*score) + i32::from(row.get(to).copied().unwrap_or(0));
            (top, label) = if top < score { (score, from) } else { (top, label) };
        }
    }
    labels
}

/// Kinds of the boundaries before each word.
#[must_use]
pub fn boundaries(words: &[Word]) -> Vec<usize> {
    (0..words.len()).map(|at| boundary(words, at)).collect()
}

/// Kind of the boundary before word `at`: by the sign on either side of it.
fn boundary(words: &[Word], at: usize) -> usize {
    let sign = |k: Option<usize>| k.and_then(|k| words.get(k)).and_then(Word::sign);
    match (sign(at.checked_sub(1)), sign(Some(at))) {
        (None, None) => usize::from(words.get(at).is_some_and(|word| !word.is_spaced)),
        (None, Some('(' | '[' | '“' | '‘' | '"')) => 15,
        (None, Some(_)) => 16,
        (Some(before), _) => match before {
            ',' => 2,
            '.' => 3,
            ':' => 4,
            ';' => 5,
            '(' | '[' => 6,
            ')' | ']' => 7,
            '“' | '”' | '"' | '‘' | '’' | '\'' => 8,
            '\n' => 9,
            '\t' => 10,
            '-' => 11,
            '?' | '!' => 12,
            '|' => 14,
            _ => 13,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_feature_of_the_file_is_found() {
        let file = include_bytes!("../../data/citations.model");
        let head = record::MAGIC.len() + 4 + 2 * N_BOUNDARIES * N_LABELS * N_LABELS;
        let features = record::unpack(&file[head..]).unwrap();
        let table = &built_in().table;
        let weights = |key: u32| {
            let (numbers, rare) = table.find(&[key]);
            let common = table.weights(numbers[0]).unwrap();
            rare.first().map_or(common, |(_, weights)| *weights).map(u8::cast_signed)
        };
        for feature in &features {
            assert_eq!(weights(feature.key), feature.weights, "{feature:?}");
        }
        let mut gaps = features.windows(2).filter(|pair| pair[0].key + 1 < pair[1].key);
        assert!(gaps.all(|pair| weights(pair[0].key + 1) == [0; N_LABELS]));
    }
}
