//! The records of the model: a feature, the labels for which it has a weight, and those weights.
//!
//! Known to the build script, too, which finds where each stretch of keys starts, so that the records can be searched
//! where they are compiled in.

/// Number of labels: at most the bits of [`Labels`].
pub const N_LABELS: usize = 12;
/// Number of kinds of boundary between two words (see [`super::model::boundary`]).
pub const N_BOUNDARIES: usize = 17;
/// Bytes of a model file before the records: magic, number of records, transitions of 16 bits.
pub(crate) const HEAD: usize = 8 + 4 + 2 * N_BOUNDARIES * N_LABELS * N_LABELS;

/// A set of labels.
type Labels = u16;

/// The keys are parted into so many stretches by their first bits: a few records each.
const N_STRETCHES: usize = 1 << STRETCH_BITS;
const STRETCH_BITS: u32 = 16;

/// One feature.
pub(crate) struct Record<'a> {
    /// Hash of the feature.
    pub key: u32,
    /// Bits of the labels that it has a weight for.
    pub labels: Labels,
    /// A signed byte for each of them.
    pub weights: &'a [u8],
}

/// The first of `records`, and the others.
pub(crate) fn first(records: &[u8]) -> Option<(Record<'_>, &[u8])> {
    let (key, rest) = records.split_first_chunk::<4>()?;
    let (labels, rest) = rest.split_first_chunk::<2>()?;
    let labels = Labels::from_le_bytes(*labels);
    let (weights, rest) = rest.split_at_checked(labels.count_ones() as usize)?;
    Some((Record { key: u32::from_le_bytes(*key), labels, weights }, rest))
}

/// Where the records of each stretch of keys start, as bytes of 32 bits; `records` ascend by their keys.
pub(crate) fn index(records: &[u8]) -> Vec<u8> {
    let mut index = Vec::with_capacity(4 * N_STRETCHES);
    let mut rest = records;
    let mut n_stretches = 0;
    while let Some((record, after)) = first(rest) {
        let start = (records.len() - rest.len()) as u32;
        while n_stretches <= stretch(record.key) {
            index.extend(start.to_le_bytes());
            n_stretches += 1;
        }
        rest = after;
    }
    // Stretches behind the last record are empty.
    let end = (records.len() as u32).to_le_bytes();
    index.extend((n_stretches..N_STRETCHES).flat_map(|_| end));
    index
}

fn stretch(key: u32) -> usize {
    (key >> (u32::BITS - STRETCH_BITS)) as usize
}

/// The record of `key`.
pub(crate) fn find<'a>(records: &'a [u8], index: &[u8], key: u32) -> Option<Record<'a>> {
    let (start, _) = index.get(4 * stretch(key)..)?.split_first_chunk::<4>()?;
    let mut rest = records.get(u32::from_le_bytes(*start) as usize..)?;
    loop {
        let (record, after) = first(rest)?;
        if key <= record.key {
            return (record.key == key).then_some(record);
        }
        rest = after;
    }
}
