//! The table of the model: the weights of each feature, found by its hash.
//!
//! In: features as a model file holds them. Out: a table that is searched where it is compiled in. Known to the build
//! script, too, which makes the table.

/// Number of labels: at most the bits of the sets of labels in a model file.
pub const N_LABELS: usize = 12;
/// Number of kinds of boundary between two words (see [`super::model::boundaries`]).
pub const N_BOUNDARIES: usize = 17;
/// First bytes of a model file; the last digit is its version. The number of features follows (32 bits), the transitions
/// (16 bits each), and for each feature its hash, the set of labels that it has a weight for (16 bits), and those weights.
pub(crate) const MAGIC: &[u8; 8] = b"cvcite-2";
/// Weights of a feature: a signed byte for each label.
pub(crate) type Weights = [i8; N_LABELS];

/// Bytes of a feature in the table: its weights, and its hash (32 bits, little endian).
const RECORD: usize = N_LABELS + 4;
/// The hashes are parted into so many stretches by their first bits: a few features each.
const N_STRETCHES: usize = 1 << STRETCH_BITS;
const STRETCH_BITS: u32 = 16;

/// The records of `features`, which ascend by their hashes, and the number of the first record of each stretch (32 bits
/// each).
pub(crate) fn table(features: &[(u32, Weights)]) -> (Vec<u8>, Vec<u8>) {
    let (mut records, mut index) = (Vec::with_capacity(RECORD * features.len()), Vec::with_capacity(4 * N_STRETCHES));
    let mut n_stretches = 0;
    for (k, (key, weights)) in features.iter().enumerate() {
        for _ in n_stretches..=stretch(*key) {
            index.extend((k as u32).to_le_bytes());
        }
        n_stretches = stretch(*key) + 1;
        records.extend(weights.map(i8::cast_unsigned));
        records.extend(key.to_le_bytes());
    }
    // Stretches behind the last record are empty.
    let end = (features.len() as u32).to_le_bytes();
    index.extend((n_stretches..N_STRETCHES).flat_map(|_| end));
    (records, index)
}

fn stretch(key: u32) -> usize {
    (key >> (u32::BITS - STRETCH_BITS)) as usize
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
pub(crate) fn find<'a>(records: &'a [u8], index: &[u8], key: u32) -> Option<&'a [u8; N_LABELS]> {
    let (starts, _) = index.as_chunks();
    let (records, _) = records.as_chunks::<RECORD>();
    let mut rest = records.get(u32::from_le_bytes(*starts.get(stretch(key))?) as usize..)?.iter();
    let record = rest.find(|record| key <= key_of(record))?;
    (key == key_of(record)).then(|| record.first_chunk())?
}
