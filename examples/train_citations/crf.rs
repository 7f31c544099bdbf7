//! Training of the conditional random field: labelled words in, integer weights out.
//!
//! The likelihood is that of the set of labels which each word may have (one where the row says it, several where it
//! does not), so that rows which name only some fields can be used beside rows which name all. AdaGrad, one
//! reference a step (Duchi, Hazan and Singer 2011).

use std::collections::{BTreeMap, HashMap};

use cvparse::read::citation::features::{Hint, features};
use cvparse::read::citation::model::{self, Feature, N_BOUNDARIES, N_LABELS, Transitions, boundaries};
use cvparse::read::citation::words::{Hash, Word};

use crate::random::Random;

/// A reference whose labels are known, each word's as a set of bits.
pub struct Example {
    /// The words.
    pub words: Vec<Word>,
    /// How they are set.
    pub hints: Vec<Hint>,
    /// Labels that each word may have.
    pub allowed: Vec<u16>,
}

/// How to train.
pub struct Settings {
    /// Times that every reference is seen.
    pub n_epochs: usize,
    /// A feature must occur in this many references.
    pub min_count: u32,
    /// Share of the features left out at each step, so that none is relied upon alone.
    pub dropout: f32,
    /// L2 penalty for each step on the weights it touches.
    pub decay: f32,
    /// First step length.
    pub rate: f32,
}

struct Prepared {
    features: Vec<Vec<u32>>,
    boundaries: Vec<usize>,
    allowed: Vec<u16>,
}

type Row = [f32; N_LABELS];

struct Weights {
    features: Vec<Row>,
    squares: Vec<Row>,
    transitions: Vec<[Row; N_LABELS]>,
    transition_squares: Vec<[Row; N_LABELS]>,
}

/// The weights are the mean of those after each stretch of the last epochs (Polyak and Juditsky 1992): so many epochs …
const AVERAGED: usize = 3;
/// … of so many stretches.
const STRETCHES: usize = 8;

/// A sum of weights.
struct Mean {
    features: Vec<Row>,
    transitions: Vec<[Row; N_LABELS]>,
    count: f32,
}

impl Mean {
    fn new(n_features: usize) -> Self {
        let transitions = vec![[[0.0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
        Self { features: vec![[0.0; N_LABELS]; n_features], transitions, count: 0.0 }
    }

    fn add(&mut self, weights: &Weights) {
        let sums = self.features.iter_mut().flatten().chain(self.transitions.iter_mut().flatten().flatten());
        let values = weights.features.iter().flatten().chain(weights.transitions.iter().flatten().flatten());
        sums.zip(values).for_each(|(sum, value)| *sum += value);
        self.count += 1.0;
    }

    fn into_trained(self, ids: &HashMap<u32, u32>, counts: HashMap<u32, u32>) -> Trained {
        let mean = |row: Row| row.map(|sum| sum / self.count.max(1.0));
        let features = ids.iter().map(|(&key, &id)| (key, mean(self.features[id as usize]))).collect();
        Trained { features, counts, transitions: self.transitions.iter().map(|rows| rows.map(mean)).collect() }
    }
}

/// Weights as a training leaves them.
pub struct Trained {
    features: BTreeMap<u32, Row>,
    /// In how many references each feature is.
    counts: HashMap<u32, u32>,
    transitions: Vec<[Row; N_LABELS]>,
}

impl Trained {
    /// The mean of several trainings: each made up references of its own, and what only one of them learnt is chance
    /// (bagging, Breiman 1996). A feature that a training does not know weighs nothing there.
    pub fn mean(trainings: &[Self]) -> Self {
        let share = 1.0 / trainings.len().max(1) as f32;
        let transitions = vec![[[0.0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
        let mut mean = Self { features: BTreeMap::new(), counts: HashMap::new(), transitions };
        for training in trainings {
            for (key, count) in &training.counts {
                *mean.counts.entry(*key).or_default() += count;
            }
            for (key, row) in &training.features {
                let sums = mean.features.entry(*key).or_insert([0.0; N_LABELS]);
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * share);
            }
            let values = training.transitions.iter().flatten().flatten();
            let sums = mean.transitions.iter_mut().flatten().flatten();
            sums.zip(values).for_each(|(sum, value)| *sum += value * share);
        }
        mean
    }

    /// The file of the model: scaled weights below `least` are dropped, and features that have none above; more of them
    /// until it fits.
    pub fn to_bytes(&self, mut least: f32) -> Vec<u8> {
        loop {
            let bytes = to_bytes(self, least);
            if bytes.len() <= MOST_BYTES {
                return bytes;
            }
            least += LEAST_STEP;
        }
    }
}

/// Integer weights are this many times the trained ones, at most: a weight must fit into eight bits.
const SCALE: f32 = 32.0;

/// A model file has at most so many bytes: smaller weights are left out until it fits.
const MOST_BYTES: usize = 1_950_000;
/// Steps in which that is found.
const LEAST_STEP: f32 = 0.5;

/// Trains on these references.
pub fn train(examples: &[Example], settings: &Settings, random: &mut Random) -> Trained {
    let counts = counts(examples, settings.min_count);
    let ids = ids(&counts);
    let prepared: Vec<Prepared> = examples.iter().map(|example| prepare(example, &ids)).collect();
    let mut weights = Weights {
        features: vec![[0.0; N_LABELS]; ids.len()],
        squares: vec![[1e-6; N_LABELS]; ids.len()],
        transitions: vec![[[0.0; N_LABELS]; N_LABELS]; N_BOUNDARIES],
        transition_squares: vec![[[1e-6; N_LABELS]; N_LABELS]; N_BOUNDARIES],
    };
    let mut order: Vec<usize> = (0..prepared.len()).collect();
    let mut mean = Mean::new(ids.len());
    for epoch in 0..settings.n_epochs {
        random.shuffle(&mut order);
        let mut loss = 0.0;
        for stretch in order.chunks(order.len().div_ceil(STRETCHES)) {
            for &k in stretch {
                loss += f64::from(step(&prepared[k], &mut weights, settings, random));
            }
            if settings.n_epochs <= epoch + AVERAGED {
                mean.add(&weights);
            }
        }
        eprintln!("epoch {epoch}: loss {:.4} per reference", loss / order.len() as f64);
    }
    mean.into_trained(&ids, counts)
}

/// In how many references each feature is, of those that are in enough of them.
fn counts(examples: &[Example], min_count: u32) -> HashMap<u32, u32> {
    let mut counts: HashMap<u32, (u32, usize)> = HashMap::new();
    for (k, example) in examples.iter().enumerate() {
        features(&example.words, &example.hints, |_, features| {
            for feature in features {
                let (count, last) = counts.entry(*feature).or_insert((0, usize::MAX));
                *count += u32::from(*last != k);
                *last = k;
            }
        });
    }
    let counts: HashMap<u32, u32> = counts
        .into_iter()
        .filter(|(key, (count, _))| min_count <= *count && *key != 0)
        .map(|(key, (count, _))| (key, count))
        .collect();
    eprintln!("{} features in {} references", counts.len(), examples.len());
    counts
}

/// A number for each feature, in the order of their hashes.
fn ids(counts: &HashMap<u32, u32>) -> HashMap<u32, u32> {
    let mut kept: Vec<u32> = counts.keys().copied().collect();
    kept.sort_unstable();
    kept.into_iter().zip(0..).collect()
}

fn prepare(example: &Example, ids: &HashMap<u32, u32>) -> Prepared {
    let mut found: Vec<Vec<u32>> = vec![Vec::new(); example.words.len()];
    features(&example.words, &example.hints, |range, features| {
        let known: Vec<u32> = features.iter().filter_map(|feature| ids.get(feature).copied()).collect();
        found[range].iter_mut().for_each(|found| found.extend(&known));
    });
    let boundaries = boundaries(&example.words);
    Prepared { features: found, boundaries, allowed: example.allowed.clone() }
}

/// One gradient step on one reference; returns its loss.
fn step(example: &Prepared, weights: &mut Weights, settings: &Settings, random: &mut Random) -> f32 {
    let mask: Vec<Vec<u32>> = example
        .features
        .iter()
        .map(|ids| ids.iter().copied().filter(|_| settings.dropout <= random.unit()).collect())
        .collect();
    let emissions: Vec<Row> = mask
        .iter()
        .map(|ids| {
            let mut row = [0.0; N_LABELS];
            for &id in ids {
                for (score, weight) in row.iter_mut().zip(&weights.features[id as usize]) {
                    *score += weight;
                }
            }
            row
        })
        .collect();
    let free = Posterior::new(&emissions, &example.boundaries, weights, None);
    let bound = Posterior::new(&emissions, &example.boundaries, weights, Some(&example.allowed));
    for (at, ids) in mask.iter().enumerate() {
        for &id in ids {
            for label in 0..N_LABELS {
                let weight = &mut weights.features[id as usize][label];
                let gradient = free.words[at][label] - bound.words[at][label] + settings.decay * *weight;
                let square = &mut weights.squares[id as usize][label];
                *square += gradient * gradient;
                *weight -= settings.rate * gradient / square.sqrt();
            }
        }
    }
    for (at, &kind) in example.boundaries.iter().enumerate().skip(1) {
        for from in 0..N_LABELS {
            for to in 0..N_LABELS {
                let weight = &mut weights.transitions[kind][from][to];
                let gradient = free.pairs[at][from][to] - bound.pairs[at][from][to] + settings.decay * *weight;
                let square = &mut weights.transition_squares[kind][from][to];
                *square += gradient * gradient;
                *weight -= settings.rate * gradient / square.sqrt();
            }
        }
    }
    free.log_total - bound.log_total
}

/// Probabilities of labels and of pairs of labels, by forward and backward sums.
struct Posterior {
    words: Vec<Row>,
    pairs: Vec<[Row; N_LABELS]>,
    log_total: f32,
}

impl Posterior {
    fn new(emissions: &[Row], boundaries: &[usize], weights: &Weights, allowed: Option<&[u16]>) -> Self {
        let n_words = emissions.len();
        let mut log_total = 0.0;
        let may = |at: usize, label: usize| allowed.is_none_or(|sets| sets[at] & (1 << label) != 0);
        let mut local = vec![[0.0_f32; N_LABELS]; n_words];
        for at in 0..n_words {
            let top = emissions[at].iter().copied().fold(f32::MIN, f32::max);
            log_total += top;
            for label in 0..N_LABELS {
                local[at][label] = if may(at, label) { (emissions[at][label] - top).exp().max(1e-20) } else { 0.0 };
            }
        }
        let steps: Vec<[Row; N_LABELS]> =
            weights.transitions.iter().map(|rows| rows.map(|row| row.map(f32::exp))).collect();
        let mut forward = vec![[0.0_f32; N_LABELS]; n_words];
        for at in 0..n_words {
            let mut row = local[at];
            if 0 < at {
                let step = &steps[boundaries[at]];
                for to in 0..N_LABELS {
                    let sum: f32 = (0..N_LABELS).map(|from| forward[at - 1][from] * step[from][to]).sum();
                    row[to] *= sum;
                }
            }
            let sum = row.iter().sum::<f32>().max(1e-37);
            log_total += sum.ln();
            forward[at] = row.map(|value| value / sum);
        }
        let mut backward = vec![[1.0_f32; N_LABELS]; n_words];
        for at in (0..n_words.saturating_sub(1)).rev() {
            let step = &steps[boundaries[at + 1]];
            let mut row = [0.0_f32; N_LABELS];
            for from in 0..N_LABELS {
                row[from] = (0..N_LABELS).map(|to| step[from][to] * local[at + 1][to] * backward[at + 1][to]).sum();
            }
            let sum = row.iter().sum::<f32>().max(1e-37);
            backward[at] = row.map(|value| value / sum);
        }
        let words = (0..n_words).map(|at| normal(product(&forward[at], &backward[at]))).collect();
        let mut pairs = vec![[[0.0_f32; N_LABELS]; N_LABELS]; n_words];
        for at in 1..n_words {
            let step = &steps[boundaries[at]];
            let after = product(&local[at], &backward[at]);
            let mut sum = 0.0;
            for from in 0..N_LABELS {
                for to in 0..N_LABELS {
                    let value = forward[at - 1][from] * step[from][to] * after[to];
                    pairs[at][from][to] = value;
                    sum += value;
                }
            }
            let sum = sum.max(1e-37);
            pairs[at].iter_mut().flatten().for_each(|value| *value /= sum);
        }
        Self { words, pairs, log_total }
    }
}

fn product(a: &Row, b: &Row) -> Row {
    std::array::from_fn(|k| a[k] * b[k])
}

fn normal(row: Row) -> Row {
    let sum = row.iter().sum::<f32>().max(1e-37);
    row.map(|value| value / sum)
}

fn to_bytes(trained: &Trained, least: f32) -> Vec<u8> {
    let scaled = |value: f32| (value * SCALE).round();
    let lanes = |row: Row| std::array::from_fn(|k| row.get(k).map_or(0, |value| scaled(*value) as i16));
    let transitions: Vec<Transitions> = trained.transitions.iter().map(|rows| rows.map(lanes)).collect();
    let weight = |value: f32| if scaled(value).abs() < least { 0 } else { scaled(value).clamp(-127.0, 127.0) as i8 };
    let features: Vec<Feature> = trained
        .features
        .iter()
        .map(|(&key, row)| Feature { key, weights: row.map(weight), is_common: false })
        .filter(|feature| feature.weights.iter().any(|value| least < f32::from(*value).abs()))
        .collect();
    eprintln!("{} features kept", features.len());
    model::to_bytes(&transitions, &features, |key| trained.counts.get(&key).copied().unwrap_or(0))
}

/// A number for a text, the same on every machine.
pub fn seed_of(text: &str) -> u32 {
    let mut hash = Hash::new(11);
    text.bytes().for_each(|byte| hash.add(u32::from(byte)));
    hash.0
}
