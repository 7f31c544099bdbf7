//! The tables of `src/data/citations.model`.

use std::path::Path;

use crate::record::{MAGIC, N_BOUNDARIES, N_LABELS, Weights, table};
use crate::table::write_file;

pub fn write() -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/citations.model");
    let model = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let (transitions, features) = parts(&model).ok_or_else(|| format!("{}: no model", path.display()))?;
    let (records, index) = table(&unpack(features).ok_or_else(|| format!("{}: breaks off", path.display()))?);
    write_file("citations.transitions.rs", format!("{transitions:?}").as_bytes())?;
    write_file("citations.records", &records)?;
    write_file("citations.index", &index)
}

/// The transitions of a model file, by kind of boundary, and its features as they are packed.
fn parts(model: &[u8]) -> Option<(Vec<[[i16; N_LABELS]; N_LABELS]>, &[u8])> {
    let (_, mut rest) = model.strip_prefix(MAGIC)?.split_first_chunk::<4>()?;
    let mut transitions = vec![[[0; N_LABELS]; N_LABELS]; N_BOUNDARIES];
    for score in transitions.iter_mut().flatten().flatten() {
        let (bytes, after) = rest.split_first_chunk::<2>()?;
        *score = i16::from_le_bytes(*bytes);
        rest = after;
    }
    Some((transitions, rest))
}

/// The features with their weights; `None` where they break off.
fn unpack(mut packed: &[u8]) -> Option<Vec<(u32, Weights)>> {
    let mut features = Vec::new();
    while let Some((key, rest)) = packed.split_first_chunk::<4>() {
        let (labels, rest) = rest.split_first_chunk::<2>()?;
        let labels = u16::from_le_bytes(*labels);
        let (printed, rest) = rest.split_at_checked(labels.count_ones() as usize)?;
        let mut weights = [0; N_LABELS];
        let marked = weights.iter_mut().enumerate().filter(|(label, _)| labels >> label & 1 == 1);
        for ((_, weight), byte) in marked.zip(printed) {
            *weight = byte.cast_signed();
        }
        features.push((u32::from_le_bytes(*key), weights));
        packed = rest;
    }
    packed.is_empty().then_some(features)
}
