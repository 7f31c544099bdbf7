//! Tables of hashes: the weights of each feature of the model, the names of venues.
//!
//! In: features as a model file holds them. Out: records and an index, which are searched where they are compiled in.
//! Known to the build script, too, which makes them.

/// Number of labels: at most the bits of the sets of labels in a model file.
pub const N_LABELS: usize = 12;
/// Number of kinds of boundary between two words (see [`super::model::boundaries`]).
pub const N_BOUNDARIES: usize = 17;
/// First bytes of a model file; the last digit is its version. The number of features follows (32 bits), the transitions
/// (16 bits each), and the features as [`pack`] has them.
pub(crate) const MAGIC: &[u8; 8] = b"cvcite-3";
/// Weights of a feature: a signed byte for each label.
pub(crate) type Weights = [i8; N_LABELS];

/// Bytes of a feature in the table: its weights, and its hash (32 bits, little endian).
const RECORD: usize = N_LABELS + 4;
/// First bits of the hashes by which features are found: a few have them in common.
pub(crate) const FEATURE_BITS: u32 = 16;

/// Bits of a set of labels that no label needs: they hold the lowest bits of a distance of hashes.
const SPARE_BITS: u32 = u16::BITS - N_LABELS as u32;
/// Bits that a byte of a distance holds; the highest bit says that another byte follows.
const VARINT_BITS: u32 = 7;

/// Features, which ascend by their hashes, as a model file has them: for each the set of labels that it has a weight
/// for, the distance of its hash from the one before, and those weights.
pub(crate) fn pack(features: &[(u32, Weights)]) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut last = 0;
    for (key, weights) in features {
        let distance = key - last;
        last = *key;
        let marked = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
        let labels = marked.fold(0u16, |labels, (label, _)| labels | 1 << label);
        let low = (distance & ((1 << SPARE_BITS) - 1)) as u16;
        packed.extend((labels | low << N_LABELS).to_le_bytes());
        let mut rest = distance >> SPARE_BITS;
        while 1 << VARINT_BITS <= rest {
            packed.push(rest as u8 | 1 << VARINT_BITS);
            rest >>= VARINT_BITS;
        }
        packed.push(rest as u8);
        packed.extend(weights.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned()));
    }
    packed
}

/// What [`pack`] packed; `None` where it breaks off.
pub(crate) fn unpack(mut packed: &[u8]) -> Option<Vec<(u32, Weights)>> {
    let mut features = Vec::new();
    let mut key = 0u32;
    while let Some((head, rest)) = packed.split_first_chunk::<2>() {
        let head = u16::from_le_bytes(*head);
        let (mut distance, mut shift, mut rest) = (u32::from(head >> N_LABELS), SPARE_BITS, rest);
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
        let (printed, after) = rest.split_at_checked(labels.count_ones() as usize)?;
        let mut weights = [0; N_LABELS];
        let marked = weights.iter_mut().enumerate().filter(|(label, _)| labels >> label & 1 == 1);
        marked.zip(printed).for_each(|((_, weight), byte)| *weight = byte.cast_signed());
        features.push((key, weights));
        packed = after;
    }
    packed.is_empty().then_some(features)
}

/// The records of `features`, which ascend by their hashes.
pub(crate) fn records(features: &[(u32, Weights)]) -> Vec<u8> {
    features
        .iter()
        .flat_map(|(key, weights)| weights.map(i8::cast_unsigned).into_iter().chain(key.to_le_bytes()))
        .collect()
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

fn stretch(key: u32, n_bits: u32) -> usize {
    (key >> (u32::BITS - n_bits)) as usize
}

/// The features of a table.
pub(crate) fn features(records: &[u8]) -> Vec<(u32, Weights)> {
    let (records, _) = records.as_chunks::<RECORD>();
    records.iter().filter_map(|record| Some((key_of(record), record.first_chunk()?.map(u8::cast_signed)))).collect()
}

fn key_of(record: &[u8; RECORD]) -> u32 {
    record.last_chunk().map_or(0, |key| u32::from_le_bytes(*key))
}

/// The weights of the feature `key`, as bytes.
#[inline]
pub(crate) fn find<'a>(records: &'a [u8], index: &[u8], key: u32) -> Option<&'a [u8; N_LABELS]> {
    let (records, _) = records.as_chunks::<RECORD>();
    let record = records.get(start(index, key)?..)?.iter().find(|record| key <= key_of(record))?;
    (key == key_of(record)).then(|| record.first_chunk())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let weights = |first: i8, last: i8| {
            let mut weights = [0; N_LABELS];
            (weights[0], weights[N_LABELS - 1]) = (first, last);
            weights
        };
        let features =
            vec![(0, weights(1, 0)), (15, weights(-1, 2)), (16, weights(0, 3)), (u32::MAX, weights(0, -128))];
        assert_eq!(unpack(&pack(&features)), Some(features));
        assert_eq!(unpack(&[1, 2]), None);
    }
}
