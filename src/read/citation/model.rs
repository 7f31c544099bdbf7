//! Features to labels: a linear-chain conditional random field, its weights in `src/data/citations.model`.
//!
//! In: words and hints. Out: one label for each word, the best sequence by Viterbi. The weights are made by
//! `cargo run --example train_citations` (see `src/data/SOURCES.md`); nothing here trains.

use std::borrow::Cow;
use std::iter;
use std::sync::LazyLock;

use super::features::{Hint, features};
use super::record;
pub use super::record::{N_BOUNDARIES, N_LABELS};
use super::words::{Word, words};

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

/// One score for each label.
pub type Scores = [i32; N_LABELS];
/// Scores of passing from one label (outer) to another (inner).
pub type Transitions = [Scores; N_LABELS];

/// The weights: integers, all at one scale.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// By kind of boundary.
    transitions: Vec<Transitions>,
    /// Features and their weights, by ascending key.
    records: Cow<'static, [u8]>,
    /// Where in `records` to look for a key.
    index: Cow<'static, [u8]>,
}

/// First bytes of a model file; the last digit is its version.
const MAGIC: &[u8; 8] = b"cvcite-2";

/// The model that is built in: searched where it lies, by the index that the build script made of it.
#[must_use]
pub fn built_in() -> &'static Model {
    static MODEL: LazyLock<Model> = LazyLock::new(|| {
        let index = include_bytes!(concat!(env!("OUT_DIR"), "/citations.index"));
        Model::from_file(include_bytes!("../../data/citations.model"), index).unwrap_or_default()
    });
    &MODEL
}

impl Model {
    /// A model from features and their weights.
    #[must_use]
    pub fn new(transitions: Vec<Transitions>, features: &[(u32, [i8; N_LABELS])]) -> Self {
        let mut features: Vec<_> = features.iter().collect();
        features.sort_unstable_by_key(|(key, _)| *key);
        let mut records = Vec::new();
        for (key, weights) in features {
            let labels = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
            let labels = labels.fold(0u16, |labels, (label, _)| labels | 1 << label);
            records.extend(key.to_le_bytes());
            records.extend(labels.to_le_bytes());
            records.extend(weights.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned()));
        }
        Self { transitions, index: record::index(&records).into(), records: records.into() }
    }

    /// What [`Model::to_bytes`] wrote, with its index; `None` when it is something else.
    fn from_file(bytes: &'static [u8], index: &'static [u8]) -> Option<Self> {
        let (head, records) = bytes.split_at_checked(record::HEAD)?;
        let (_, mut rest) = head.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
        let mut transitions = vec![[[0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
        for score in transitions.iter_mut().flatten().flatten() {
            let (bytes, after) = rest.split_first_chunk::<2>()?;
            *score = i32::from(i16::from_le_bytes(*bytes));
            rest = after;
        }
        Some(Self { transitions, records: records.into(), index: index.into() })
    }

    /// The model as a file: magic, number of features, transitions, then features in ascending order, each with the set
    /// of labels for which it has a weight, and those weights.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let n_features = iter::successors(record::first(&self.records), |(_, rest)| record::first(rest)).count();
        bytes.extend((n_features as u32).to_le_bytes());
        for score in self.transitions.iter().flatten().flatten() {
            let clamped = (*score).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
            bytes.extend(clamped.to_le_bytes());
        }
        bytes.extend_from_slice(&self.records);
        bytes
    }

    /// Scores of each label for each word, neighbours' labels left out.
    #[must_use]
    pub fn emissions(&self, words: &[Word], hints: &[Hint]) -> Vec<Scores> {
        let mut scores = vec![[0; N_LABELS]; words.len()];
        features(words, hints, |at, feature| {
            let (Some(record), Some(scores)) = (record::find(&self.records, &self.index, feature), scores.get_mut(at))
            else {
                return;
            };
            let mut labels = record.labels;
            for weight in record.weights {
                if let Some(score) = scores.get_mut(labels.trailing_zeros() as usize) {
                    *score += i32::from(weight.cast_signed());
                }
                labels &= labels - 1;
            }
        });
        scores
    }

    /// The best sequence of labels; `bias` is added to the transitions of each kind of boundary.
    #[must_use]
    pub fn decode(&self, words: &[Word], emissions: &[Scores], bias: Option<&[Transitions]>) -> Vec<Label> {
        let mut came_from: Vec<[u8; N_LABELS]> = Vec::with_capacity(emissions.len());
        let mut best: Scores = emissions.first().copied().unwrap_or_default();
        for (at, emission) in emissions.iter().enumerate().skip(1) {
            let kind = boundary(words, at);
            let (Some(transitions), extra) = (self.transitions.get(kind), bias.and_then(|all| all.get(kind))) else {
                break;
            };
            let mut next = [i32::MIN; N_LABELS];
            let mut from = [0; N_LABELS];
            for (prev, (row, &score)) in transitions.iter().zip(&best).enumerate() {
                let extra = extra.and_then(|rows| rows.get(prev));
                for (to, &step) in row.iter().enumerate() {
                    let total = score + step + extra.and_then(|row| row.get(to)).copied().unwrap_or(0);
                    if let (Some(next), Some(from)) = (next.get_mut(to), from.get_mut(to))
                        && *next < total
                    {
                        (*next, *from) = (total, prev as u8);
                    }
                }
            }
            next.iter_mut().zip(emission).for_each(|(next, &score)| *next += score);
            came_from.push(from);
            best = next;
        }
        trace_back(&best, &came_from, emissions.len())
    }
}

fn trace_back(best: &Scores, came_from: &[[u8; N_LABELS]], n_words: usize) -> Vec<Label> {
    let mut label = best.iter().enumerate().max_by_key(|(_, score)| **score).map_or(0, |(label, _)| label);
    let mut labels = Vec::with_capacity(n_words);
    for from in came_from.iter().rev() {
        labels.push(label);
        label = from.get(label).copied().map_or(0, usize::from);
    }
    if 0 < n_words {
        labels.push(label);
    }
    labels.iter().rev().map(|&label| Label::ALL.get(label).copied().unwrap_or(Label::Other)).collect()
}

/// Kind of the boundary before word `at`: by the sign on either side of it.
#[must_use]
pub fn boundary(words: &[Word], at: usize) -> usize {
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

/// Words of `text` with the best label of each.
#[must_use]
pub fn label(text: &str, hints: &[Hint]) -> (Vec<Word>, Vec<Label>) {
    let words = words(text);
    let model = built_in();
    let emissions = model.emissions(&words, hints);
    let labels = model.decode(&words, &emissions, None);
    (words, labels)
}
