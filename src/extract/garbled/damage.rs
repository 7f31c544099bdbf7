//! Which names and which lists of names look damaged.
//!
//! In: the author lists of a CV. Out: for each whether it is damaged. A name alone is damaged where no name is printed
//! so (digits, small letters, capitals inside). A list of well-formed names is damaged where several of them are
//! nearly, and not quite, names of the cleaner lists: one such name is another person, several are a bad scan.

use std::collections::HashMap;

use super::alike::{Name, is_misread, is_near, similarity};
use crate::read::citation::lexicon::lexicon;
use crate::read::person;

/// A list is damaged where so many of its names are nearly those of other lists …
const NEAR_NAMES: usize = 2;
/// … and at least this share of it.
const NEAR_SHARE: f32 = 0.4;
/// One misread name alone is believed where the list that explains it is cleaner by so much.
const CLEANER_BY: f32 = 0.05;
/// A malformed name is a garbled one where it is as alike as this to a clean one …
const GARBLED: f32 = 0.6;
/// … or where this share of the list is malformed.
const MALFORMED_SHARE: f32 = 0.5;
/// Weights of what makes a list suspicious: the cleaner of two lists explains the other one.
const MALFORMED_WEIGHT: f32 = 2.0;
const NEAR_WEIGHT: f32 = 1.0;
const UNKNOWN_WEIGHT: f32 = 0.3;
/// A capital may stand inside a word after this many letters ("`McCarthy`", "`MacDonald`").
const PREFIX_LETTERS: usize = 3;
/// "van der Berg" starts small and ends with a capital; a longer name may end small ("Ali bin Abi talib").
const PARTICLE_WORDS: usize = 4;

/// The name looks damaged: small letters where a name has capitals, digits, capitals inside a word.
#[must_use]
pub fn is_malformed(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_caseless = !name.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if is_caseless {
        return false;
    }
    let has_digit = name.chars().any(|c| c.is_ascii_digit());
    let has_sign = name.chars().any(|c| matches!(c, '|' | '!' | '~' | '^' | '_' | '=' | '\\' | '{' | '}' | '<' | '>'));
    let has_capital = name.chars().any(char::is_uppercase);
    let ends_small = words.last().is_some_and(|word| starts_small(word)) && words.len() < PARTICLE_WORDS;
    has_digit || has_sign || !has_capital || ends_small && words.first().is_some_and(|word| starts_small(word))
}

fn starts_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The name has a word that no name has: small letters first and no particle, or capitals after small letters.
fn has_odd_word(name: &str) -> bool {
    name.split(|c: char| c.is_whitespace() || matches!(c, '.' | '-' | '‐' | '‑')).any(is_odd)
}

fn is_odd(word: &str) -> bool {
    let chars: Vec<char> = word.chars().collect();
    let Some(first) = chars.first() else { return false };
    if first.is_lowercase() {
        return 2 < chars.len() && !lexicon().particle.contains(word) && chars.iter().all(|c| c.is_alphabetic());
    }
    let pairs = chars.windows(2).enumerate();
    let inner = pairs.filter_map(|(at, pair)| match pair {
        [a, b] if a.is_lowercase() && b.is_uppercase() => Some(at + 1),
        _ => None,
    });
    // "HristoPaskow", "MuI", "SchimmelA".
    inner.into_iter().any(|at| PREFIX_LETTERS < at || at + 1 == chars.len())
}

/// The lists of names of a CV, with what is known of their words.
#[derive(Debug)]
#[allow(clippy::struct_field_names, reason = "`lists` is what they are")]
pub struct Lists {
    /// Each list, in the order of the CV.
    pub lists: Vec<Vec<Name>>,
    /// In how many lists each name stands.
    n_lists: HashMap<String, usize>,
    /// In how many names each word stands.
    n_names: HashMap<String, usize>,
    owner: Option<Name>,
}

impl Lists {
    /// Prepares the lists; `owner` is the person whose CV it is.
    #[must_use]
    pub fn new(lists: Vec<Vec<Name>>, owner: Option<&str>) -> Self {
        let (mut n_lists, mut n_names) = (HashMap::new(), HashMap::new());
        for list in &lists {
            let mut seen: Vec<&str> = list.iter().map(|name| name.text.as_str()).collect();
            seen.sort_unstable();
            seen.dedup();
            for name in seen {
                *n_lists.entry(name.to_owned()).or_default() += 1;
            }
            for word in list.iter().flat_map(Name::long_words) {
                *n_names.entry(word.to_owned()).or_default() += 1;
            }
        }
        Self { lists, n_lists, n_names, owner: owner.map(Name::new) }
    }

    /// The name stands in other lists, too, or is the owner's: it is as it should be.
    fn is_confirmed(&self, name: &Name) -> bool {
        1 < self.n_lists.get(&name.text).copied().unwrap_or(0)
            || self.owner.as_ref().is_some_and(|owner| owner.text == name.text)
    }

    /// All words are names of people, known or printed elsewhere in the CV: whoever it is, the name is well-formed.
    #[must_use]
    pub fn is_well_formed(&self, name: &Name) -> bool {
        let is_known = |word: &str| person::is_name(word) || 1 < self.n_names.get(word).copied().unwrap_or(0);
        !is_malformed(&name.text) && !has_odd_word(&name.text) && name.long_words().all(is_known)
    }

    fn is_damaged_name(&self, name: &Name) -> bool {
        (is_malformed(&name.text) || has_odd_word(&name.text)) && !self.is_confirmed(name)
    }

    /// For each list whether it is damaged.
    #[must_use]
    pub fn damaged(&self) -> Vec<bool> {
        let suspicion: Vec<f32> = (0..self.lists.len()).map(|k| self.suspicion(k)).collect();
        let mut order: Vec<usize> = (0..self.lists.len()).collect();
        let of = |k: usize| suspicion.get(k).copied().unwrap_or(0.0);
        order.sort_by(|a, b| of(*a).total_cmp(&of(*b)));
        let mut damaged = vec![false; self.lists.len()];
        let mut clean: Vec<usize> = Vec::new();
        for k in order {
            let Some(list) = self.lists.get(k) else { continue };
            // A list explains only those that are more suspicious than itself.
            let cleaner = |by: f32| {
                let lists = clean.iter().filter(move |j| of(**j) + by < of(k)).filter_map(|j| self.lists.get(*j));
                lists.flatten().chain(&self.owner).collect::<Vec<&Name>>()
            };
            let pool = cleaner(0.0);
            let n_near = self.n_near(list, &pool);
            let is_near_list = NEAR_NAMES <= n_near && NEAR_SHARE * list.len() as f32 <= n_near as f32;
            let is_damaged =
                is_near_list || self.is_misread(list, &cleaner(CLEANER_BY)) || self.is_garbled(list, &pool);
            match damaged.get_mut(k) {
                Some(place) if is_damaged => *place = true,
                _ => clean.push(k),
            }
        }
        damaged
    }

    /// Some name of the list is another one with letters misread, and no name that is known.
    fn is_misread(&self, list: &[Name], pool: &[&Name]) -> bool {
        let mut doubtful = list.iter().filter(|name| !self.is_confirmed(name) && !self.is_well_formed(name));
        doubtful.any(|name| pool.iter().any(|other| is_misread(name, other)))
    }

    /// Half of the list is malformed, or a malformed name has a clean one that it resembles.
    fn is_garbled(&self, list: &[Name], pool: &[&Name]) -> bool {
        let malformed: Vec<&Name> = list.iter().filter(|name| self.is_damaged_name(name)).collect();
        let resembles = |name: &Name| pool.iter().any(|other| GARBLED <= similarity(name, other));
        !malformed.is_empty()
            && (MALFORMED_SHARE * list.len() as f32 <= malformed.len() as f32 || malformed.into_iter().any(resembles))
    }

    /// Names of `list` that are nearly, and not quite, one of `pool`; two names run together count twice.
    fn n_near(&self, list: &[Name], pool: &[&Name]) -> usize {
        let doubtful = list.iter().filter(|name| !self.is_confirmed(name) && !self.is_well_formed(name));
        let is_other = |name: &Name| pool.iter().all(|other| other.text != name.text);
        let count = |name: &Name| {
            if pool.iter().any(|other| is_near(name, other)) { 1 } else { 2 * usize::from(is_joint(name, pool)) }
        };
        doubtful.filter(|name| is_other(name)).map(count).sum()
    }

    fn suspicion(&self, k: usize) -> f32 {
        let Some(list) = self.lists.get(k) else { return 0.0 };
        let others = self.lists.iter().enumerate().filter(|(j, _)| *j != k).flat_map(|(_, list)| list);
        let pool: Vec<&Name> = others.chain(&self.owner).collect();
        let n_malformed = list.iter().filter(|name| self.is_damaged_name(name)).count();
        let words: Vec<&str> = list.iter().flat_map(Name::long_words).collect();
        let n_unknown = words.iter().filter(|word| !person::is_name(word)).count();
        let unknown = n_unknown as f32 / words.len().max(1) as f32;
        // Counts, not shares: a clean list of one name beside its garbled copy in a longer list is not the worse one.
        MALFORMED_WEIGHT * n_malformed as f32 + NEAR_WEIGHT * self.n_near(list, &pool) as f32 + UNKNOWN_WEIGHT * unknown
    }
}

/// Two names run together have at least so many words …
const JOINT_WORDS: usize = 4;
/// … of which each has at least so many.
const HALF_WORDS: usize = 2;

/// The name is two of `pool` without the comma between them.
fn is_joint(name: &Name, pool: &[&Name]) -> bool {
    let is_one = |half: &Name| pool.iter().any(|other| other.text == half.text || is_near(half, other));
    halves(&name.text, JOINT_WORDS, HALF_WORDS).any(|(a, b)| is_one(&a) && is_one(&b))
}

/// All ways to part a name of at least `n_words` words in two of at least `n_each`.
pub(super) fn halves(name: &str, n_words: usize, n_each: usize) -> impl Iterator<Item = (Name, Name)> + '_ {
    let words: Vec<&str> = name.split_whitespace().collect();
    let n_all = words.len();
    let ways = if n_words <= n_all { n_each..(n_all + 1).saturating_sub(n_each) } else { 0..0 };
    ways.map(move |at| {
        let (a, b) = words.split_at(at.min(n_all));
        (Name::new(&a.join(" ")), Name::new(&b.join(" ")))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_and_scripts_without_case_are_well_formed() {
        for name in ["van der Berg, A.", "陈思远", "O’Neill-Kowalczyk S", "bell hooks Jr", "H.-j. Park", "de Souza CM"]
        {
            assert!(!is_malformed(name), "{name}");
        }
        for name in ["zha zhang", "B1ngyang Wu", "r eng ban"] {
            assert!(is_malformed(name), "{name}");
        }
    }

    #[test]
    fn words_that_no_name_has_are_odd() {
        for name in ["McCarthy J", "MacDonald A", "Le Goff", "DeLillo", "van der Berg", "Ng’endo M", "陈思远"] {
            assert!(!has_odd_word(name), "{name}");
        }
        for name in ["HristoPaskow", "J. wanq", "C. MuI", "SchimmelA"] {
            assert!(has_odd_word(name), "{name}");
        }
    }
}
