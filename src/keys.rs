//! Sets of keys that are laid out at build time: words, phrases, names of places and glyphs.
//!
//! In: the hash of a key. Out: the number that stands with it. Only hashes are kept, 32 bits of them and those that say
//! where to look: of a billion words that a set of 50,000 keys lacks, one at most is taken for one of them. Nothing is
//! built at the start, and half of the words that a set lacks are told by where their records would start.
//!
//! Known to the build script, too, which makes the sets.

/// Bits of a hash that are kept beside those that say where to look.
const PRINT_BITS: u32 = u32::BITS;

/// Bytes of a record: the print of a key and its number, little endian.
const RECORD: usize = 6;

/// The hash of a word or a phrase: grows byte by byte, so that what a word starts with is hashed on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash(u64);

impl Hash {
    /// The hash of nothing.
    pub const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);
    /// An odd number whose bits are spread as if by chance: 2⁶⁴ by the golden ratio.
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    /// The hash of `bytes`.
    #[inline]
    #[must_use]
    pub fn of(bytes: impl IntoIterator<Item = u8>) -> Self {
        bytes.into_iter().fold(Self::EMPTY, Self::with)
    }

    /// The hash of the same bytes and one more.
    #[inline]
    #[must_use]
    pub fn with(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(Self::FACTOR))
    }

    /// Which records to look at: its first bits, but for `shift`.
    #[inline]
    pub(crate) fn place(self, shift: u32) -> usize {
        (self.0 >> shift) as usize
    }

    /// The bits behind those, which are kept.
    #[inline]
    pub(crate) fn print(self, shift: u32) -> u32 {
        (self.0 >> (shift - PRINT_BITS)) as u32
    }

    /// The hash of the phrase that goes on with a word.
    #[inline]
    #[must_use]
    pub fn and(self, word: Self) -> Self {
        Self((self.0.rotate_left(u32::BITS) ^ word.0).wrapping_mul(Self::FACTOR))
    }
}

/// A set of keys, each with a number.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    /// Where the records of the hashes with the same first bits start (16 bits each); at last, where all end.
    pub starts: &'static [u8],
    /// The records, by the first bits of their hashes.
    pub records: &'static [u8],
    /// Bits of a hash that do not say where to look.
    pub shift: u32,
}

impl Keys {
    /// The number of the key of that hash.
    #[inline]
    #[must_use]
    pub fn find(&self, hash: Hash) -> Option<u16> {
        let [a, b, c, d] = *self.starts.get(hash.place(self.shift) * 2..)?.first_chunk()?;
        let (start, end) = (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]));
        if start == end {
            return None;
        }
        let (records, _) = self.records.as_chunks::<RECORD>();
        let print = hash.print(self.shift).to_le_bytes();
        let record = records.get(start.into()..end.into())?.iter().find(|record| record.starts_with(&print))?;
        record.last_chunk().map(|number| u16::from_le_bytes(*number))
    }

    /// Whether the set has a key of that hash.
    #[must_use]
    pub fn contains(&self, hash: Hash) -> bool {
        self.find(hash).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_words_matters() {
        let [a, b] = ["a", "b"].map(|word| Hash::of(word.bytes()));
        assert_ne!(a.and(b), b.and(a));
        assert_ne!(a.and(b), Hash::of("ab".bytes()));
    }
}
