//! Features to labels: a linear-chain conditional random field, its weights in `src/data/citations.model`.
//!
//! In: words and hints. Out: one label for each word, the best sequence by Viterbi. The weights are made by
//! `cargo run --release --example train_citations` (see `src/data/SOURCES.md`); nothing here trains.

use std::sync::LazyLock;

use super::features::{Hint, features};
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
    pub const ALL: [Self; 12] = [
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

/// Number of labels.
pub const N_LABELS: usize = Label::ALL.len();
/// Number of kinds of boundary between two words (see [`boundary`]).
pub const N_BOUNDARIES: usize = 17;
/// One score for each label.
pub type Scores = [i32; N_LABELS];
/// Scores of passing from one label (outer) to another (inner).
pub type Transitions = [Scores; N_LABELS];

/// The weights: integers, all at one scale.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// By kind of boundary.
    transitions: Vec<Transitions>,
    /// Open addressing: features in `keys`, their weights at the same place. 0 is an empty place.
    keys: Vec<u32>,
    weights: Vec<[i8; N_LABELS]>,
}

/// First bytes of a model file; the last digit is its version.
const MAGIC: &[u8; 8] = b"cvcite-2";
/// The table has this many places for each feature.
const PLACES_PER_FEATURE: usize = 2;

/// The model that is built in.
#[must_use]
pub fn built_in() -> &'static Model {
    static MODEL: LazyLock<Model> =
        LazyLock::new(|| Model::from_bytes(include_bytes!("../../data/citations.model")).unwrap_or_default());
    &MODEL
}

impl Model {
    /// A model from features and their weights.
    #[must_use]
    pub fn new(transitions: Vec<Transitions>, features: &[(u32, [i8; N_LABELS])]) -> Self {
        let n_places = (features.len() * PLACES_PER_FEATURE).next_power_of_two();
        let mut model = Self { transitions, keys: vec![0; n_places], weights: vec![[0; N_LABELS]; n_places] };
        for &(key, weights) in features {
            let mut place = key as usize & (n_places - 1);
            while model.keys.get(place).is_some_and(|&taken| taken != 0) {
                place = (place + 1) & (n_places - 1);
            }
            if let (Some(k), Some(w)) = (model.keys.get_mut(place), model.weights.get_mut(place)) {
                (*k, *w) = (key, weights);
            }
        }
        model
    }

    /// Reads what [`Model::to_bytes`] wrote; `None` when it is something else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (count, mut rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let mut transitions = vec![[[0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
        for score in transitions.iter_mut().flatten().flatten() {
            let (bytes, after) = rest.split_first_chunk::<2>()?;
            *score = i32::from(i16::from_le_bytes(*bytes));
            rest = after;
        }
        let mut features = Vec::with_capacity(count.min(rest.len()));
        for _ in 0..count {
            let (key, after) = rest.split_first_chunk::<4>()?;
            let (which, mut after) = after.split_first_chunk::<2>()?;
            let which = u16::from_le_bytes(*which);
            let mut weights = [0; N_LABELS];
            let given = weights.iter_mut().enumerate().filter(|(label, _)| which & (1 << label) != 0);
            for (_, weight) in given {
                let (byte, next) = after.split_first()?;
                *weight = byte.cast_signed();
                after = next;
            }
            features.push((u32::from_le_bytes(*key), weights));
            rest = after;
        }
        Some(Self::new(transitions, &features))
    }

    /// The model as a file: magic, number of features, transitions, then features in ascending order, each with the set
    /// of labels for which it has a weight, and those weights.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let pairs = self.keys.iter().zip(&self.weights);
        let mut features: Vec<_> = pairs.filter(|(key, _)| **key != 0).collect();
        features.sort_unstable_by_key(|(key, _)| **key);
        let mut bytes = MAGIC.to_vec();
        bytes.extend((features.len() as u32).to_le_bytes());
        for score in self.transitions.iter().flatten().flatten() {
            let clamped = (*score).clamp(i32::from(i16::MIN), i32::from(i16::MAX)) as i16;
            bytes.extend(clamped.to_le_bytes());
        }
        for (key, weights) in features {
            let labels = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
            let which = labels.fold(0u16, |which, (label, _)| which | 1 << label);
            bytes.extend(key.to_le_bytes());
            bytes.extend(which.to_le_bytes());
            bytes.extend(weights.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned()));
        }
        bytes
    }

    fn weights_of(&self, key: u32) -> Option<&[i8; N_LABELS]> {
        let mask = self.keys.len().checked_sub(1)?;
        let mut place = key as usize & mask;
        loop {
            match self.keys.get(place) {
                Some(&found) if found == key => return self.weights.get(place),
                Some(&0) | None => return None,
                Some(_) => place = (place + 1) & mask,
            }
        }
    }

    /// Scores of each label for each word, neighbours' labels left out.
    #[must_use]
    pub fn emissions(&self, words: &[Word], hints: &[Hint]) -> Vec<Scores> {
        let mut scores = vec![[0; N_LABELS]; words.len()];
        features(words, hints, |at, feature| {
            if let (Some(weights), Some(scores)) = (self.weights_of(feature), scores.get_mut(at)) {
                for (score, &weight) in scores.iter_mut().zip(weights) {
                    *score += i32::from(weight);
                }
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
