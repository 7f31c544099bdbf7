//! Tables of hashes: the weights of each feature of the model, the names of venues.
//!
//! In: features as a model file holds them. Out: tables that are searched where they are compiled in. Known to the build
//! script, too, which makes them.

/// Number of labels: at most the bits of the sets of labels in a model file.
pub const N_LABELS: usize = 12;
/// Scores of all labels fill so many places: the processor adds eight at once. Those behind the labels mean nothing.
pub const N_LANES: usize = 16;
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
    /// Many references have it (see [`mark_common`]).
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
fn labels(weights: &Weights) -> u16 {
    let marked = weights.iter().enumerate().filter(|(_, weight)| **weight != 0);
    marked.fold(0, |labels, (label, _)| labels | 1 << label)
}

/// The weights that are not zero.
fn printed(weights: &Weights) -> impl Iterator<Item = u8> {
    weights.iter().filter(|weight| **weight != 0).map(|weight| weight.cast_unsigned())
}

/// The weights of a set of labels, which stand at the start of `printed`.
fn weights(labels: u16, printed: &[u8]) -> Weights {
    let mut weights = [0; N_LABELS];
    let marked = weights.iter_mut().enumerate().filter(|(label, _)| labels >> label & 1 == 1);
    marked.zip(printed).for_each(|((_, weight), byte)| *weight = byte.cast_signed());
    weights
}

/// So many features are common of those whose hashes have so many first bits in common.
const MOST_COMMON: (usize, u32) = (4, 13);

/// Marks as common those features that most references have. `count` says how many have a feature.
pub(crate) fn mark_common(features: &mut [Feature], count: impl Fn(u32) -> u32) {
    let (n_common, n_bits) = MOST_COMMON;
    features.sort_unstable_by_key(|feature| feature.key);
    for near in features.chunk_by_mut(|a, b| stretch(a.key, n_bits) == stretch(b.key, n_bits)) {
        let mut order: Vec<&mut Feature> = near.iter_mut().collect();
        order.sort_by_key(|feature| std::cmp::Reverse(count(feature.key)));
        order.iter_mut().take(n_common).for_each(|feature| feature.is_common = true);
    }
}

/// First bits of the hashes by which features are found.
pub(crate) const BUCKET_BITS: u32 = 14;
/// So many features of a bucket stand in it: with what is known of the others it fills a line of the processor's cache.
pub(crate) const SLOTS: usize = 3;
/// Bytes of a feature: its weights, and its hash (32 bits, little endian).
const RECORD: usize = N_LABELS + 4;
/// The number of a feature without weights, behind all buckets: that of features which the table lacks.
const NONE: u32 = (SLOTS as u32 + 1) << BUCKET_BITS;
/// The number of another one: that of features which may stand elsewhere.
const ELSEWHERE: u32 = NONE + 1;

/// The weights of all features. Most words have a few thousand features in common, so those lie close together; and of
/// most features that it lacks the same look says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table {
    /// For each stretch of hashes its common features and a [`Rest`]; two features without weights behind all.
    pub buckets: &'static [u8],
    /// The other features, which ascend by their hashes.
    pub rest: &'static [u8],
}

/// What a bucket knows of the features that stand elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rest {
    /// Which hashes they may have: a filter (Bloom 1970) in two parts.
    filter: (u64, u32),
    /// The number of the first of them.
    place: u32,
}

impl Rest {
    /// The bits of a hash, in either part.
    fn bits(key: u32) -> (u32, u32) {
        (key % u64::BITS, key / u64::BITS % u32::BITS)
    }

    /// None yet; the first of them has this number.
    pub(crate) fn starting(place: u32) -> Self {
        Self { place, ..Self::default() }
    }

    pub(crate) fn add(&mut self, key: u32) {
        let (a, b) = Self::bits(key);
        self.filter = (self.filter.0 | 1 << a, self.filter.1 | 1 << b);
    }

    fn may_have(&self, key: u32) -> bool {
        let (a, b) = Self::bits(key);
        (self.filter.0 >> a) as u32 & self.filter.1 >> b & 1 == 1
    }

    pub(crate) fn to_bytes(self) -> Vec<u8> {
        let (a, b) = self.filter;
        [&a.to_le_bytes()[..], &b.to_le_bytes(), &self.place.to_le_bytes()].concat()
    }

    fn read(record: &[u8; RECORD]) -> Option<Self> {
        let (a, rest) = record.split_first_chunk()?;
        let (b, place) = (rest.first_chunk()?, rest.last_chunk()?);
        Some(Self { filter: (u64::from_le_bytes(*a), u32::from_le_bytes(*b)), place: u32::from_le_bytes(*place) })
    }
}

impl Table {
    /// The weights of features that stand in buckets, by their numbers.
    pub(crate) fn weights(&self, number: u32) -> Option<&'static [u8; N_LABELS]> {
        let (records, _) = self.buckets.as_chunks::<RECORD>();
        records.get(number as usize)?.first_chunk()
    }

    /// The numbers of the features `keys`, for those that are in no bucket that of a feature without weights; and the
    /// weights of the others, with their places in `keys`.
    ///
    /// Most of the time goes by until the memory answers. So first all is asked for, without a look at any answer: that
    /// makes the processor wait for many answers at once.
    pub(crate) fn find(&self, keys: &[u32]) -> (Vec<u32>, Vec<(usize, &'static [u8; N_LABELS])>) {
        let numbers: Vec<u32> = keys.iter().map(|key| self.number(*key)).collect();
        let elsewhere = numbers.iter().zip(keys).enumerate().filter(|(_, (number, _))| **number == ELSEWHERE);
        let found = elsewhere.filter_map(|(at, (_, key))| Some((at, self.find_rare(*key)?))).collect();
        (numbers, found)
    }

    fn number(&self, key: u32) -> u32 {
        let (bucket, records) = self.bucket(key);
        let may_be = records.last().and_then(Rest::read).is_some_and(|rest| rest.may_have(key));
        let mut number = if may_be { ELSEWHERE } else { NONE };
        for (at, record) in ((bucket * (SLOTS + 1)) as u32..).zip(records.iter().take(SLOTS)) {
            number = if key_of(record) == key { at } else { number };
        }
        number
    }

    fn find_rare(&self, key: u32) -> Option<&'static [u8; N_LABELS]> {
        let rest = Rest::read(self.bucket(key).1.last()?)?;
        let (records, _) = self.rest.as_chunks::<RECORD>();
        let record = records.get(rest.place as usize..)?.iter().find(|record| key <= key_of(record))?;
        record.first_chunk().filter(|_| key == key_of(record))
    }

    /// The number of the bucket of `key`, and what stands in it.
    fn bucket(&self, key: u32) -> (usize, &'static [[u8; RECORD]]) {
        let bucket = stretch(key, BUCKET_BITS);
        let (buckets, _) = self.buckets.as_chunks::<{ RECORD * (SLOTS + 1) }>();
        (bucket, buckets.get(bucket).map_or(&[], |bucket| bucket.as_chunks::<RECORD>().0))
    }
}

fn key_of(record: &[u8; RECORD]) -> u32 {
    record.last_chunk().map_or(0, |key| u32::from_le_bytes(*key))
}

/// The record of a feature.
pub(crate) fn record(weights: Weights, key: u32) -> Vec<u8> {
    weights.map(i8::cast_unsigned).into_iter().chain(key.to_le_bytes()).collect()
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

/// First bits of the hashes of which a filter knows whether any has them.
const FILTER_BITS: u32 = 18;

/// A bit for each stretch of hashes that has one.
pub(crate) fn filter(keys: impl Iterator<Item = u32>) -> Vec<u8> {
    let mut filter = vec![0; 1 << (FILTER_BITS - u8::BITS.ilog2())];
    for (byte, bit) in keys.map(filter_bit) {
        filter.get_mut(byte).into_iter().for_each(|bits| *bits |= bit);
    }
    filter
}

/// Where the bit for `key` is: the number of a byte, and the bit in it.
#[inline]
pub(crate) fn filter_bit(key: u32) -> (usize, u8) {
    let at = stretch(key, FILTER_BITS);
    (at / 8, 1 << (at % 8))
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
