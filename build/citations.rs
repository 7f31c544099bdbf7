//! The tables of `src/data/citations.model` and `src/data/venues.hashes`.

use crate::record::{
    BUCKET_BITS, Feature, MAGIC, N_BOUNDARIES, N_LABELS, N_LANES, Rest, SLOTS, filter, index, record, stretch, unpack,
};
use crate::table::{read_bytes, write_file};

/// First bits of the hashes by which names of venues are found.
const VENUE_BITS: u32 = 13;

pub fn write() -> Result<(), String> {
    let model = read_bytes("citations.model")?;
    let (transitions, packed) = parts(&model).ok_or("citations.model: no model")?;
    let features = unpack(packed).ok_or("citations.model: breaks off")?;
    let lanes = |row: [i16; N_LABELS]| row.into_iter().chain([0; N_LANES - N_LABELS]).collect();
    let rows: Vec<Vec<Vec<i16>>> = transitions.into_iter().map(|rows| rows.map(lanes).into()).collect();
    write_file("citations.transitions.rs", format!("{rows:?}").as_bytes())?;
    let (buckets, rest) = tables(&features);
    write_file("citations.buckets", &buckets)?;
    write_file("citations.rest", &rest)?;
    let venues = read_bytes("venues.hashes")?;
    let (venues, _) = venues.as_chunks();
    let hashes = venues.iter().map(|entry| u32::from_le_bytes(*entry));
    write_file("venues.filter", &filter(hashes.clone()))?;
    write_file("venues.index", &index(hashes, VENUE_BITS))
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

/// A bucket for each stretch of hashes with its common features, others where there is room; and the features that are in
/// no bucket. `features` ascend by their hashes.
fn tables(features: &[Feature]) -> (Vec<u8>, Vec<u8>) {
    let mut stretches: Vec<Vec<&Feature>> = vec![Vec::new(); 1 << BUCKET_BITS];
    for feature in features {
        stretches.get_mut(stretch(feature.key, BUCKET_BITS)).into_iter().for_each(|near| near.push(feature));
    }
    let (mut buckets, mut all) = (Vec::new(), Vec::new());
    let mut n_rest = 0;
    for (k, mut near) in stretches.into_iter().enumerate() {
        near.sort_by_key(|feature| !feature.is_common);
        let mut rest = near.split_off(SLOTS.min(near.len()));
        rest.sort_by_key(|feature| feature.key);
        // An empty slot has a hash of another stretch.
        let elsewhere = if k == 0 { u32::MAX } else { 0 };
        let mut records: Vec<Vec<u8>> = near.iter().map(|feature| record(feature.weights, feature.key)).collect();
        records.resize(SLOTS, record([0; N_LABELS], elsewhere));
        let mut known = Rest::starting(n_rest);
        n_rest += rest.len() as u32;
        for feature in rest {
            known.add(feature.key);
            all.extend(record(feature.weights, feature.key));
        }
        buckets.extend(records.concat());
        buckets.extend(known.to_bytes());
    }
    buckets.extend([record([0; N_LABELS], 0), record([0; N_LABELS], 0)].concat());
    (buckets, all)
}
