//! Tables of hashes: the weights of each feature of the model, the names of venues.
//!
//! In: features as a model file holds them. Out: tables that are searched where they are compiled in. Known to the build
//! script, too, which makes them.

/// Number of labels: at most the bits of the sets of labels in a model file.
pub const N_LABELS: usize = 12;
/// Number of kinds of boundary between two words (see [`super::model::boundaries`]).
pub const N_BOUNDARIES: usize = 17;
/// First bytes of a model file; the last digit is its version. The number of features follows (32 bits), the transitions
/// (16 bits each), and the features as [`pack`] has them.
pub(crate) const MAGIC: &[u8; 8] = b"cvcite-4";
/// Weights of a feature: a signed byte for each label.
pub(crate) type Weights = [i8; N_LABELS];

/// A feature of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// Its hash.
    pub key: u32,
    /// What it says for and against each label.
    pub weights: [i8; N_LABELS],
    /// Many references have it: it is looked for first (see [`mark_common`]).
    pub is_common: bool,
}

/// Bits of a set of labels that no label needs: the highest is set for common features, the others hold the lowest bits
/// of a distance of hashes.
const SPARE_BITS: u32 = u16::BITS - N_LABELS as u32 - 1;
/// Set for common features.
const COMMON: u16 = 1 << (u16::BITS - 1);
/// Bits that a byte of a distance holds; the highest bit says that another byte follows.
const VARINT_BITS: u32 = 7;

/// Features, which ascend by their hashes, as a model file has them: for each the set of labels that it has a weight
/// for, the distance of its hash from the one before, and those weights.
pub(crate) fn pack(features: &[Feature]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut last = 0;
    for feature in features {
        let distance = feature.key - last;
        last = feature.key;
        let low = (distance & ((1 << SPARE_BITS) - 1)) as u16;
        let common = if feature.is_common { COMMON } else { 0 };
        packed.extend((labels(&feature.weights) | low << N_LABELS | common).to_le_bytes());
        let mut rest = distance >> SPARE_BITS;
        while 1 << VARINT_BITS <= rest {
            packed.push(rest as u8 | 1 << VARINT_BITS);
            rest >>= VARINT_BITS;
        }
        packed.push(rest as u8);
        packed.extend(printed(&feature.weights));
    }
    packed
}

/// What [`pack`] packed; `None` where it breaks off.
pub(crate) fn unpack(mut packed: &[u8]) -> Option<Vec<Feature>> {
    let mut features = Vec::new();
    let mut key = 0u32;
    while let Some((head, rest)) = packed.split_first_chunk::<2>() {
        let head = u16::from_le_bytes(*head);
        let low = u32::from((head & !COMMON) >> N_LABELS);
        let (mut distance, mut shift, mut rest) = (low, SPARE_BITS, rest);
        loop {
            let (byte, after) = rest.split_first()?;
            distance |= u32::from(byte & !(1 << VARINT_BITS)).checked_shl(shift)?;
            (shift, rest) = (shift + VARINT_BITS, after);
            if byte >> VARINT_BITS == 0 {
                break;
            }
        }
        key = key.checked_add(distance)?;
        let labels = head & ((1 << N_LABELS) - 1);
        features.push(Feature { key, weights: weights(labels, rest), is_common: head & COMMON != 0 });
        packed = rest.get(labels.count_ones() as usize..)?;
    }
    packed.is_empty().then_some(features)
}

/// The set of labels that have a weight.
pub(crate) fn labels(weights: &Weights) -> u16 {
    let marked = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
    marked.fold(0, |labels, (label, _)| labels | 1 << label)
}

/// The weights that are not zero.
pub(crate) fn printed(weights: &Weights) -> impl Iterator<Item = u8> {
    weights.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned())
}

/// The weights of a set of labels, which stand at the start of `printed`.
fn weights(labels: u16, printed: &[u8]) -> Weights {
    let mut weights = [0; N_LABELS];
    let marked = weights.iter_mut().enumerate().filter(|(label, _)| labels >> label & 1 == 1);
    marked.zip(printed).for_each(|((_, weight), byte)| *weight = byte.cast_signed());
    weights
}

/// First bits of the hashes by which common features are found.
pub(crate) const COMMON_BITS: u32 = 13;
/// So many common features have those bits in common: as many as a line of the processor's cache holds.
pub(crate) const SLOTS: usize = 4;
/// Bytes of a common feature: its weights, and its hash (32 bits, little endian).
const RECORD: usize = N_LABELS + 4;
/// First bits of the hashes by which all others are found; the rest of the hash has 16 bits, too.
pub(crate) const REST_BITS: u32 = 16;

/// Marks as common those features that most references have, of each stretch of hashes as many as have a place. `count`
/// says how many have a feature.
pub(crate) fn mark_common(features: &mut [Feature], count: impl Fn(u32) -> u32) {
    features.sort_unstable_by_key(|feature| feature.key);
    for near in features.chunk_by_mut(|a, b| stretch(a.key, COMMON_BITS) == stretch(b.key, COMMON_BITS)) {
        let mut order: Vec<&mut Feature> = near.iter_mut().collect();
        order.sort_by_key(|feature| std::cmp::Reverse(count(feature.key)));
        order.iter_mut().take(SLOTS).for_each(|feature| feature.is_common = true);
    }
}

/// The weights of all features. Most words have a few thousand features in common, so those lie close together: of the
/// whole table, a reference needs but little.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// [`SLOTS`] records for each stretch of hashes, empty ones at its end.
    pub common: &'static [u8],
    /// For each stretch of hashes where in `rest` it starts, and which hashes it may have (see [`filter_bits`]).
    pub starts: &'static [u8],
    /// The other features, which ascend by their hashes: the last bits of the hash, the set of labels, the weights.
    pub rest: &'static [u8],
}

/// Of an entry of `starts`, the first bits are a place; the others are a filter (Bloom 1970) of the hashes there.
const PLACE_BITS: u32 = 32;

/// The bits of a hash in that filter.
pub(crate) fn filter_bits(key: u32) -> u64 {
    let bit = |k: u32| 1u64 << (PLACE_BITS + k % (u64::BITS - PLACE_BITS));
    bit(key) | bit(key >> 8)
}

impl Table {
    /// The weights of the feature `key`.
    #[inline]
    pub(crate) fn find(&self, key: u32) -> Option<Weights> {
        let (buckets, _) = self.common.as_chunks::<{ RECORD * SLOTS }>();
        let (records, _) = buckets.get(stretch(key, COMMON_BITS))?.as_chunks::<RECORD>();
        for record in records {
            let (weights, found) = record.split_first_chunk::<N_LABELS>()?;
            if *found == key.to_le_bytes() {
                return Some(weights.map(u8::cast_signed));
            }
        }
        let (starts, _) = self.starts.as_chunks();
        let start = u64::from_le_bytes(*starts.get(stretch(key, REST_BITS))?);
        let bits = filter_bits(key);
        if start & bits == bits { self.find_rare(key, start) } else { None }
    }

    #[cold]
    fn find_rare(&self, key: u32, start: u64) -> Option<Weights> {
        let (starts, _) = self.starts.as_chunks();
        let end = u64::from_le_bytes(*starts.get(stretch(key, REST_BITS) + 1)?);
        let place = |start: u64| start as u32 as usize;
        let mut rest = self.rest.get(place(start)..place(end))?;
        while let Some(([a, b, c, d], after)) = rest.split_first_chunk() {
            let (found, labels) = (u16::from_le_bytes([*a, *b]), u16::from_le_bytes([*c, *d]));
            if found == key as u16 {
                return Some(weights(labels, after));
            }
            rest = after.get(labels.count_ones() as usize..)?;
        }
        None
    }
}

/// The number of the stretch that holds `key`: hashes are parted by their first bits.
pub(crate) fn stretch(key: u32, n_bits: u32) -> usize {
    (key >> (u32::BITS - n_bits)) as usize
}

/// Where each stretch of ascending hashes starts: the number of its first one (32 bits). Hashes are parted into so many
/// stretches by their first bits.
pub(crate) fn index(keys: impl ExactSizeIterator<Item = u32>, n_bits: u32) -> Vec<u8> {
    let (n_keys, n_stretches) = (keys.len() as u32, 1 << n_bits);
    let mut starts = Vec::with_capacity(n_stretches);
    for (k, key) in (0u32..).zip(keys) {
        // Stretches without a hash start where the next one does.
        starts.resize(starts.len().max(stretch(key, n_bits) + 1), k);
    }
    starts.resize(n_stretches, n_keys);
    starts.into_iter().flat_map(u32::to_le_bytes).collect()
}

/// Where to look for `key`: the number of the first hash of its stretch.
#[inline]
pub(crate) fn start(index: &[u8], key: u32) -> Option<usize> {
    let (starts, _) = index.as_chunks();
    let n_bits = starts.len().checked_ilog2()?;
    starts.get(stretch(key, n_bits)).map(|start| u32::from_le_bytes(*start) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let feature = |key: u32, first: i8, last: i8, is_common: bool| {
            let mut weights = [0; N_LABELS];
            (weights[0], weights[N_LABELS - 1]) = (first, last);
            Feature { key, weights, is_common }
        };
        let features = vec![
            feature(0, 1, 0, false),
            feature(15, -1, 2, true),
            feature(16, 0, 3, false),
            feature(u32::MAX, 0, -128, true),
        ];
        assert_eq!(unpack(&pack(&features)), Some(features));
        assert_eq!(unpack(&[1, 2]), None);
    }

    #[test]
    fn the_commonest_of_a_stretch_are_common() {
        let mut features: Vec<Feature> =
            (0..6).map(|key| Feature { key, weights: [1; N_LABELS], is_common: false }).collect();
        mark_common(&mut features, |key| key);
        let common: Vec<u32> = features.iter().filter(|feature| feature.is_common).map(|feature| feature.key).collect();
        assert_eq!(common, [2, 3, 4, 5]);
    }
}
