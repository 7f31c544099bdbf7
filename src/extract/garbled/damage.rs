//! Which names and which lists of names look damaged.
//!
//! In: the author lists of a CV. Out: for each whether it is damaged. A name alone is damaged where no name is printed
//! so (digits, small letters, capitals inside). A list of well-formed names is damaged where several of them are
//! nearly, and not quite, names of the cleaner lists: one such name is another person, several are a bad scan.

use foldhash::{HashMap, HashMapExt};

use super::alike::{Name, Outlines, is_misread, is_near, is_similar};
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
/// A name confirms itself by standing in several lists unless it is another one misread that stands in so many times
/// as many.
const OFTEN: usize = 4;
/// A capital may stand inside a word after this many letters ("`McCarthy`", "`MacDonald`").
const PREFIX_LETTERS: usize = 3;
/// "van der Berg" starts small and ends with a capital; a longer name may end small ("Ali bin Abi talib").
const PARTICLE_WORDS: usize = 4;

/// The name looks damaged: small letters where a name has capitals, digits, capitals inside a word.
#[must_use]
pub fn is_malformed(name: &str) -> bool {
    let (mut has_small, mut has_capital, mut has_strange) = (false, false, false);
    for c in name.chars() {
        has_small |= c.is_lowercase();
        has_capital |= c.is_uppercase();
        has_strange |= c.is_ascii_digit() || STRANGE.contains(&c);
    }
    if !has_small && !has_capital {
        return false;
    }
    let words = || name.split_whitespace();
    let is_small = || words().next().is_some_and(starts_small) && words().next_back().is_some_and(starts_small);
    has_strange || !has_capital || is_small() && words().count() < PARTICLE_WORDS
}

/// Signs that stand in no name.
const STRANGE: [char; 11] = ['|', '!', '~', '^', '_', '=', '\\', '{', '}', '<', '>'];

/// How many things about a name are odd.
#[must_use]
pub fn oddness(name: &str) -> usize {
    let n_strange = name.split_whitespace().filter(|word| 2 < word.chars().count() && !person::is_name(word)).count();
    2 * usize::from(is_damaged(name)) + n_strange
}

/// No name is printed so, or some word of it is in no name.
#[must_use]
pub fn is_damaged(name: &str) -> bool {
    is_malformed(name) || has_odd_word(name)
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
        return 1 < chars.len() && !lexicon().particle.contains(word) && chars.iter().all(|c| c.is_alphabetic());
    }
    let pairs = chars.windows(2).enumerate();
    let inner = pairs.filter_map(|(at, pair)| match pair {
        [a, b] if a.is_lowercase() && b.is_uppercase() => Some(at + 1),
        _ => None,
    });
    // "HristoPaskow", "MuI", "SchimmelA".
    inner.into_iter().any(|at| PREFIX_LETTERS < at || at + 1 == chars.len())
}

/// A name of the lists, with what is known of it.
#[derive(Debug)]
struct Known {
    name: Name,
    /// The lists in which it stands, ascending.
    lists: Vec<usize>,
    /// How often it stands there.
    n_printed: usize,
    is_owner: bool,
    /// Neither confirmed nor well-formed.
    is_doubtful: bool,
    /// Damaged by its looks, and not confirmed.
    is_damaged: bool,
    /// Where it is doubtful: the names that it nearly is …
    near: Vec<usize>,
    /// … and, for each way to part it in two, those that each half is, nearly or just so.
    halves: Vec<[Vec<usize>; 2]>,
}

/// More names than this are not compared: each is with all others, and of so many people some have names alike.
const MOST_NAMES: usize = 4000;

/// The lists of names of a CV, with what is known of their words.
#[derive(Debug)]
pub struct Lists {
    /// The names of each list, as places in `names`.
    places: Vec<Vec<usize>>,
    /// Each name once, the owner's among them.
    names: Vec<Known>,
    /// Where each name is in `names`.
    known: HashMap<String, usize>,
    /// In how many names each word stands.
    n_names: HashMap<String, usize>,
}

impl Lists {
    /// Prepares the lists; `owner` is the person whose CV it is.
    #[must_use]
    pub fn new(lists: &[Vec<String>], owner: Option<&str>) -> Self {
        let mut all = Self { places: Vec::new(), names: Vec::new(), known: HashMap::new(), n_names: HashMap::new() };
        for list in lists {
            let places = list.iter().map(|name| all.print(name)).collect();
            all.places.push(places);
        }
        if let Some(owner) = owner {
            let place = all.place(owner);
            all.names.get_mut(place).into_iter().for_each(|known| known.is_owner = true);
        }
        for known in &all.names {
            for word in known.name.long_words() {
                match all.n_names.get_mut(word) {
                    Some(n_names) => *n_names += known.n_printed,
                    None => _ = all.n_names.insert(word.to_owned(), known.n_printed),
                }
            }
        }
        all.judge();
        all
    }

    /// The place of `name` in the list that is being read.
    fn print(&mut self, name: &str) -> usize {
        let (place, list) = (self.place(name), self.places.len());
        if let Some(known) = self.names.get_mut(place) {
            known.n_printed += 1;
            if known.lists.last() != Some(&list) {
                known.lists.push(list);
            }
        }
        place
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.known.get(name) {
            return *place;
        }
        let place = self.names.len();
        self.known.insert(name.to_owned(), place);
        self.names.push(Known {
            name: Name::new(name),
            lists: Vec::new(),
            n_printed: 0,
            is_owner: false,
            is_doubtful: false,
            is_damaged: false,
            near: Vec::new(),
            halves: Vec::new(),
        });
        place
    }

    /// Finds out what is to be known of each name.
    fn judge(&mut self) {
        let is_compared = self.names.len() <= MOST_NAMES;
        let outlines = Outlines::new(self.names.iter().take_while(|_| is_compared).map(|known| &known.name));
        // No name that stands in several lists is the misreading of one that stands in fewer than these.
        let often: Vec<usize> = (0..self.names.len()).filter(|at| 2 * OFTEN <= self.n_lists(*at)).collect();
        for at in 0..self.names.len() {
            let Some(known) = self.names.get(at) else { break };
            let is_confirmed = known.is_owner || 1 < known.lists.len() && !self.is_often_misread(known, &often);
            if is_confirmed {
                continue;
            }
            let text = &known.name.text;
            let is_damaged = is_damaged(text);
            let is_doubtful = is_damaged || !self.has_known_words(&known.name);
            let (mut near, mut parted) = (Vec::new(), Vec::new());
            if is_doubtful && is_compared {
                near = self.near(&known.name, &outlines);
                let found = |half: &Name| {
                    let same = self.known.get(&half.text).copied();
                    same.into_iter().chain(self.near(half, &outlines)).collect::<Vec<usize>>()
                };
                parted = halves(text, JOINT_WORDS, HALF_WORDS).map(|(a, b)| [found(&a), found(&b)]).collect();
            }
            if let Some(known) = self.names.get_mut(at) {
                (known.is_damaged, known.is_doubtful, known.near, known.halves) =
                    (is_damaged, is_doubtful, near, parted);
            }
        }
    }

    /// Where the names are that `name` nearly is.
    fn near(&self, name: &Name, outlines: &Outlines) -> Vec<usize> {
        let is_near = |place: &usize| self.names.get(*place).is_some_and(|known| is_near(name, &known.name));
        outlines.near(name).filter(is_near).collect()
    }

    /// The name is another one misread that stands in many more lists: a scan makes one slip several times.
    fn is_often_misread(&self, known: &Known, often: &[usize]) -> bool {
        let is_often = |other: &&Known| OFTEN * known.lists.len() <= other.lists.len();
        let often = || often.iter().filter_map(|place| self.names.get(*place));
        known.lists.len() < OFTEN && often().filter(is_often).any(|other| is_misread(&known.name, &other.name))
    }

    fn n_lists(&self, place: usize) -> usize {
        self.names.get(place).map_or(0, |known| known.lists.len())
    }

    /// All words are names of people, known or printed elsewhere in the CV: whoever it is, the name is well-formed.
    #[must_use]
    pub fn is_well_formed(&self, name: &Name) -> bool {
        !is_damaged(&name.text) && self.has_known_words(name)
    }

    fn has_known_words(&self, name: &Name) -> bool {
        // What the name itself has printed confirms none of its words.
        let own = self.known.get(&name.text).and_then(|place| self.names.get(*place));
        let n_own = own.map_or(1, |known| known.n_printed.max(1));
        name.long_words().all(|word| n_own < self.n_names.get(word).copied().unwrap_or(0) || person::is_name(word))
    }

    /// No name looks damaged, and none is nearly another one: no list is damaged.
    fn is_sound(&self) -> bool {
        let is_joint = |known: &Known| known.halves.iter().any(|[a, b]| !a.is_empty() && !b.is_empty());
        self.names.iter().all(|known| !known.is_damaged && known.near.is_empty() && !is_joint(known))
    }

    /// For each list whether it is damaged.
    #[must_use]
    pub fn damaged(&self) -> Vec<bool> {
        let n_lists = self.places.len();
        if self.is_sound() {
            return vec![false; n_lists];
        }
        let suspicion: Vec<f32> = (0..n_lists).map(|k| self.suspicion(k)).collect();
        let mut order: Vec<usize> = (0..n_lists).collect();
        let of = |k: usize| suspicion.get(k).copied().unwrap_or(0.0);
        order.sort_by(|a, b| of(*a).total_cmp(&of(*b)));
        let mut damaged = vec![false; n_lists];
        let mut is_clean = vec![false; n_lists];
        for k in order {
            // A list explains only those that are more suspicious than itself.
            let is_cleaner = |by: f32, other: usize| is_clean.get(other) == Some(&true) && of(other) + by < of(k);
            let cleaner = |other: usize| is_cleaner(0.0, other);
            let n_near = self.n_near(k, &cleaner);
            let n_names = self.known_of(k).count() as f32;
            let is_near_list = NEAR_NAMES <= n_near && NEAR_SHARE * n_names <= n_near as f32;
            let is_damaged = is_near_list
                || self.is_misread(k, &|other| is_cleaner(CLEANER_BY, other))
                || self.is_garbled(k, &cleaner);
            let place = if is_damaged { damaged.get_mut(k) } else { is_clean.get_mut(k) };
            if let Some(place) = place {
                *place = true;
            }
        }
        damaged
    }

    /// The names of a list.
    pub fn names_of(&self, list: usize) -> impl Iterator<Item = &Name> {
        self.known_of(list).map(|known| &known.name)
    }

    /// Each name once that stands in a list for which `is_meant` holds or is the owner's.
    pub fn names(&self, is_meant: impl Fn(usize) -> bool) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(move |known| known.is_in(&is_meant)).map(|known| &known.name)
    }

    fn known_of(&self, list: usize) -> impl Iterator<Item = &Known> {
        self.places.get(list).into_iter().flatten().filter_map(|place| self.names.get(*place))
    }

    /// Some of the names is the owner's or stands in a list that is `among` those to compare with.
    fn any(&self, places: &[usize], among: &impl Fn(usize) -> bool) -> bool {
        places.iter().filter_map(|place| self.names.get(*place)).any(|known| known.is_in(among))
    }

    /// Some name of the list is another one with letters misread, and no name that is known.
    fn is_misread(&self, list: usize, among: &impl Fn(usize) -> bool) -> bool {
        let mut doubtful = self.known_of(list).filter(|known| known.is_doubtful);
        doubtful.any(|known| {
            let mut near = known.near.iter().filter_map(|place| self.names.get(*place));
            near.any(|other| other.is_in(among) && is_misread(&known.name, &other.name))
        })
    }

    /// Half of the list is malformed, or a malformed name has a clean one that it resembles.
    fn is_garbled(&self, list: usize, among: &impl Fn(usize) -> bool) -> bool {
        let malformed: Vec<&Known> = self.known_of(list).filter(|known| known.is_damaged).collect();
        let resembles = |known: &&Known| {
            let mut pool = self.names.iter().filter(|other| other.is_in(among));
            pool.any(|other| is_similar(&known.name, &other.name, GARBLED))
        };
        let n_names = self.known_of(list).count() as f32;
        !malformed.is_empty()
            && (MALFORMED_SHARE * n_names <= malformed.len() as f32 || malformed.iter().any(resembles))
    }

    /// Names of the list that are nearly, and not quite, those of other lists; two names run together count twice.
    fn n_near(&self, list: usize, among: &impl Fn(usize) -> bool) -> usize {
        let is_joint = |known: &Known| known.halves.iter().any(|[a, b]| self.any(a, among) && self.any(b, among));
        let count = |known: &Known| if self.any(&known.near, among) { 1 } else { 2 * usize::from(is_joint(known)) };
        self.known_of(list).filter(|known| known.is_doubtful && !known.is_in(among)).map(count).sum()
    }

    fn suspicion(&self, list: usize) -> f32 {
        let n_malformed = self.known_of(list).filter(|known| known.is_damaged).count();
        let words: Vec<&str> = self.known_of(list).flat_map(|known| known.name.long_words()).collect();
        let n_unknown = words.iter().filter(|word| !person::is_name(word)).count();
        let unknown = n_unknown as f32 / words.len().max(1) as f32;
        // Counts, not shares: a clean list of one name beside its garbled copy in a longer list is not the worse one.
        MALFORMED_WEIGHT * n_malformed as f32
            + NEAR_WEIGHT * self.n_near(list, &|other| other != list) as f32
            + UNKNOWN_WEIGHT * unknown
    }
}

impl Known {
    /// It is the owner's or stands in a list that is `among` those to compare with.
    fn is_in(&self, among: &impl Fn(usize) -> bool) -> bool {
        self.is_owner || self.lists.iter().any(|list| among(*list))
    }
}

/// Two names run together have at least so many words …
const JOINT_WORDS: usize = 4;
/// … of which each has at least so many.
const HALF_WORDS: usize = 2;

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
