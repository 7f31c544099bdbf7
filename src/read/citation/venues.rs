//! Known venues: is a run of words the name or the abbreviation of a journal or a conference?
//!
//! In: words. Out: which of them stand in a name that `src/data/venues.hashes` holds. The file holds hashes of names
//! and no text: thirty thousand names are looked up without being loaded. It is evidence only: a venue that nobody
//! has listed is read by its place, and a listed name inside a title stays in the title.

use super::record;
use super::words::{Hash, Word};

/// What kind of venue a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Venue {
    /// A journal.
    Journal,
    /// A conference.
    Conference,
}

/// Names of more words than this are not looked up.
const MAX_WORDS: usize = 9;
/// This bit of an entry (hash and kind in 32 bits, little endian, ascending) is set for conferences.
const CONFERENCE: u32 = 1;

static NAMES: &[u8] = include_bytes!("../../data/venues.hashes");
/// Tells of most hashes that the list has none like them.
static FILTER: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/venues.filter"));
/// Where in the list to look for a hash.
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/venues.index"));

/// The entry of the list for a name: what the list holds for it.
#[must_use]
pub fn entry(words: &[Word], kind: Venue) -> u32 {
    hash(words.iter()) & !CONFERENCE | if kind == Venue::Conference { CONFERENCE } else { 0 }
}

fn hash<'a>(words: impl Iterator<Item = &'a Word>) -> u32 {
    let mut hash = Hash::new(12);
    words.filter(|word| word.sign().is_none()).for_each(|word| hash.add(word.hash));
    hash.0
}

fn find(hash: u32) -> Option<Venue> {
    let (byte, bit) = record::filter_bit(hash);
    if FILTER.get(byte)? & bit == 0 {
        return None;
    }
    let (entries, _) = NAMES.as_chunks();
    let mut near = entries.get(record::start(INDEX, hash)?..)?.iter().map(|entry| u32::from_le_bytes(*entry));
    let found = near.find(|entry| hash & !CONFERENCE <= entry & !CONFERENCE)?;
    let kind = if found & CONFERENCE == 0 { Venue::Journal } else { Venue::Conference };
    (found & !CONFERENCE == hash & !CONFERENCE).then_some(kind)
}

/// The kind of the venue whose whole name `words` are.
#[must_use]
pub fn kind(words: &[Word]) -> Option<Venue> {
    find(hash(words.iter()))
}

/// For each word 0, or what it is in the longest known name around it: a journal of one word (1), the first (2) or a
/// later (3) word of a longer one, the first (4) or a later (5) word of a conference.
#[must_use]
pub fn known(words: &[Word]) -> Vec<u32> {
    let mut codes = vec![0; words.len()];
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        at += match longest(rest) {
            Some((n_words, kind)) => {
                for (k, code) in codes.iter_mut().skip(at).take(n_words).enumerate() {
                    *code = code_of(kind, n_words, k == 0);
                }
                n_words
            }
            None => 1,
        };
    }
    codes
}

fn code_of(kind: Venue, n_words: usize, is_first: bool) -> u32 {
    match (kind, is_first) {
        (Venue::Journal, true) if n_words == 1 => 1,
        (Venue::Journal, true) => 2,
        (Venue::Journal, false) => 3,
        (Venue::Conference, true) => 4,
        (Venue::Conference, false) => 5,
    }
}

/// Number of words, signs between them included, of the longest known name at the start of `words`.
fn longest(words: &[Word]) -> Option<(usize, Venue)> {
    words.first().filter(|first| first.is_letters() && first.starts_large())?;
    let mut best = None;
    let (mut hash, mut n_letters) = (Hash::new(12), 0);
    for (at, word) in words.iter().enumerate() {
        match word.sign() {
            Some('.' | ',' | '-' | ':') => continue,
            Some(_) => break,
            None => {}
        }
        hash.add(word.hash);
        n_letters += 1;
        if let Some(kind) = find(hash.0) {
            best = Some((at + 1, kind));
        }
        if n_letters == MAX_WORDS {
            break;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        assert_eq!(known(&words(text)), expected, "{text}");
    }

    #[test]
    fn names_and_abbreviations_are_known() {
        check("in Academic Radiology 3", &[0, 2, 3, 0]);
        check("Acad. Radiol. 3", &[2, 3, 3, 0, 0]);
        check("at ICML", &[0, 4]);
    }

    #[test]
    fn a_whole_name_has_a_kind() {
        assert_eq!(kind(&words("Academic Radiology")), Some(Venue::Journal));
        assert_eq!(kind(&words("ICML")), Some(Venue::Conference));
        assert_eq!(kind(&words("A Note on Nothing")), None);
    }

    #[test]
    fn the_list_is_sorted() {
        let entries: Vec<u32> = NAMES.chunks(4).map(|bytes| u32::from_le_bytes(bytes.try_into().unwrap())).collect();
        assert!(entries.is_sorted());
    }
}
