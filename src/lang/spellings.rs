//! All headings of the packs spelt without spaces, as the build script lays them out: by their number of letters, then in
//! the order of the alphabet.

use std::ops::RangeInclusive;

use crate::section::SectionKind;

/// The headings.
#[derive(Debug)]
pub(super) struct Spellings {
    /// One behind the other.
    pub text: &'static str,
    /// Where each ends.
    pub ends: &'static [u32],
    /// Which letters each has (see [`super::joint::bag`]).
    pub bags: &'static [u32],
    pub kinds: &'static [SectionKind],
    /// For each number of letters, how many headings have fewer.
    pub shorter: &'static [u16],
}

/// A heading without spaces.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling {
    pub text: &'static str,
    pub bag: u32,
    pub kind: SectionKind,
}

impl Spellings {
    fn get(&self, at: usize) -> Option<Spelling> {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize);
        let text = self.text.get(start..*self.ends.get(at)? as usize)?;
        Some(Spelling { text, bag: *self.bags.get(at)?, kind: *self.kinds.get(at)? })
    }

    /// The place of the first heading of so many letters or more.
    fn first(&self, n_letters: usize) -> usize {
        self.shorter.get(n_letters).map_or(self.ends.len(), |at| usize::from(*at))
    }

    /// The headings with so many letters.
    pub fn of_length(&self, n_letters: RangeInclusive<usize>) -> impl Iterator<Item = Spelling> {
        (self.first(*n_letters.start())..self.first(n_letters.end() + 1)).filter_map(|at| self.get(at))
    }

    /// The headings of so many letters that start with `start`.
    pub fn from(&self, n_letters: usize, start: &str) -> impl Iterator<Item = Spelling> {
        let (mut low, mut high) = (self.first(n_letters), self.first(n_letters + 1));
        let end = high;
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.get(middle).is_some_and(|spelling| spelling.text < start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (low..end).map_while(move |at| self.get(at).filter(|spelling| spelling.text.starts_with(start)))
    }
}
