//! The tables of `src/data/citations.model` and `src/data/venues.hashes`.

use crate::record::{FEATURE_BITS, MAGIC, N_BOUNDARIES, N_LABELS, index, records, unpack};
use crate::table::{read_bytes, write_file};

/// First bits of the hashes by which names of venues are found.
const VENUE_BITS: u32 = 13;

pub fn write() -> Result<(), String> {
    let model = read_bytes("citations.model")?;
    let (transitions, packed) = parts(&model).ok_or("citations.model: no model")?;
    let features = unpack(packed).ok_or("citations.model: breaks off")?;
    write_file("citations.transitions.rs", format!("{transitions:?}").as_bytes())?;
    write_file("citations.records", &records(&features))?;
    write_file("citations.index", &index(features.iter().map(|(key, _)| *key), FEATURE_BITS))?;
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
