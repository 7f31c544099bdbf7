//! The tables of `src/data/citations.model` and `src/data/venues.hashes`.

use crate::record::{
    COMMON_BITS, Feature, MAGIC, N_BOUNDARIES, N_LABELS, REST_BITS, SLOTS, filter_bits, index, labels, printed,
    stretch, unpack,
};
use crate::table::{read_bytes, write_file};

/// First bits of the hashes by which names of venues are found.
const VENUE_BITS: u32 = 13;

pub fn write() -> Result<(), String> {
    let model = read_bytes("citations.model")?;
    let (transitions, packed) = parts(&model).ok_or("citations.model: no model")?;
    let features = unpack(packed).ok_or("citations.model: breaks off")?;
    write_file("citations.transitions.rs", format!("{transitions:?}").as_bytes())?;
    let (common, rare): (Vec<Feature>, Vec<Feature>) = features.iter().partition(|feature| feature.is_common);
    write_file("citations.common", &buckets(&common))?;
    let (starts, rest) = rest(&rare);
    write_file("citations.starts", &starts)?;
    write_file("citations.rest", &rest)?;
    let venues = read_bytes("venues.hashes")?;
    let (venues, _) = venues.as_chunks();
    write_file("venues.index", &index(venues.iter().map(|entry| u32::from_le_bytes(*entry)), VENUE_BITS))
}

/// Weights from each label to each.
type Transitions = [[i16; N_LABELS]; N_LABELS];

/// The transitions of a model file, by kind of boundary, and its features as they are packed.
fn parts(model: &[u8]) -> Option<(Vec<Transitions>, &[u8])> {
    let (_, mut rest) = model.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    let mut transitions = vec![[[0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
    for score in transitions.iter_mut().flatten().flatten() {
        let (bytes, after) = rest.split_first_chunk::<2>()?;
        *score = i16::from_le_bytes(*bytes);
        rest = after;
    }
    Some((transitions, rest))
}

/// The common features, a bucket for each stretch of hashes. An empty slot has a hash of another stretch.
fn buckets(features: &[Feature]) -> Vec<u8> {
    let mut buckets = vec![Vec::new(); 1 << COMMON_BITS];
    for feature in features {
        if let Some(bucket) = buckets.get_mut(stretch(feature.key, COMMON_BITS)) {
            bucket.push(record(feature.weights, feature.key));
        }
    }
    for (k, bucket) in buckets.iter_mut().enumerate() {
        let elsewhere = if k == 0 { u32::MAX } else { 0 };
        bucket.resize(SLOTS, record([0; N_LABELS], elsewhere));
    }
    buckets.into_iter().flatten().flatten().collect()
}

fn record(weights: [i8; N_LABELS], key: u32) -> Vec<u8> {
    weights.map(i8::cast_unsigned).into_iter().chain(key.to_le_bytes()).collect()
}

/// The other features, and where those of each stretch of hashes start; one entry more tells where the last one ends.
fn rest(features: &[Feature]) -> (Vec<u8>, Vec<u8>) {
    let mut stretches = vec![(Vec::new(), 0u64); (1 << REST_BITS) + 1];
    for feature in features {
        if let Some((rest, filter)) = stretches.get_mut(stretch(feature.key, REST_BITS)) {
            rest.extend((feature.key as u16).to_le_bytes());
            rest.extend(labels(&feature.weights).to_le_bytes());
            rest.extend(printed(&feature.weights));
            *filter |= filter_bits(feature.key);
        }
    }
    let (mut starts, mut all) = (Vec::new(), Vec::new());
    for (rest, filter) in stretches {
        starts.extend((all.len() as u64 | filter).to_le_bytes());
        all.extend(rest);
    }
    (starts, all)
}
