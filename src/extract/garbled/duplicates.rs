//! Lines that repeat another one in garbled form.
//!
//! In: the lines of a section. Out: the same without the garbled copies, which stand before or after what they repeat
//! (a bad scan read twice), and a note on each with its text. Two lines that differ in well-formed words are two lines.

use std::borrow::Cow;
use std::cell::OnceCell;

use foldhash::{HashMap, HashMapExt};

use super::alike::{Name, list_similarity};
use super::damage::is_malformed;
use crate::error::{Note, NoteCode};
use crate::layout::Line;
use crate::section::{Part, Section};

/// A garbled list is the clean one again from this mean similarity on.
const SAME_LIST: f32 = 0.45;
/// A clean list stands at most this many lines from the garbled one that repeats it.
const LINES_BETWEEN: usize = 4;
/// Share of malformed names from which a line is a garbled list.
const MALFORMED_SHARE: f32 = 0.6;
/// A list has so many names at least.
const LIST_NAMES: usize = 3;
/// A line is another one misread from this similarity on.
const SAME_LINE: f32 = 0.75;
/// Shorter lines are alike by chance.
const LINE_LETTERS: usize = 16;
/// A misread copy of a line stands beside it, or beside its continuation.
const COPY_DISTANCE: usize = 2;

/// The line is a list of at least three names most of which are malformed.
#[must_use]
pub fn is_garbled_list(text: &str) -> bool {
    // Most lines have fewer.
    if text.bytes().filter(|b| matches!(b, b',' | b';')).count() + 1 < LIST_NAMES {
        return false;
    }
    let names: Vec<&str> = names_of(text);
    let is_short = |name: &&str| name.split_whitespace().count() <= 4 && name.chars().count() < 40;
    // "vol. 19, no. 8, 2015, pp. 310" is no list of names: a scan puts digits into words, not in place of them.
    let has_number = |name: &&str| name.split_whitespace().any(|word| words(word).iter().any(|w| is_number(w)));
    LIST_NAMES <= names.len()
        && names.iter().all(is_short)
        && MALFORMED_SHARE * names.len() as f32 <= names.iter().filter(|name| is_malformed(name)).count() as f32
        && !names.iter().any(has_number)
}

fn names_of(text: &str) -> Vec<&str> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '•' | '.' | '†');
    text.split([',', ';']).map(|name| name.trim_matches(is_mark)).filter(|name| !name.is_empty()).collect()
}

/// Takes out lines that repeat another one in garbled form, and leaves a note on each.
#[must_use]
pub fn without_duplicates<'a>(section: Cow<'a, Section>, notes: &mut Vec<Note>) -> Cow<'a, Section> {
    let is_copy = copies(&section);
    if !is_copy.contains(&true) {
        return section;
    }
    let mut section = section.into_owned();
    let mut copied = is_copy.iter();
    section.parts.retain(|part| {
        let is_copy = copied.next() == Some(&true);
        notes.extend(line_of(part).filter(|_| is_copy).map(note));
        !is_copy
    });
    Cow::Owned(section)
}

/// For each part of the section whether it repeats another one in garbled form.
fn copies(section: &Section) -> Vec<bool> {
    let lines = section.parts.iter().map(line_of);
    let texts: Vec<String> = lines.map(|line| line.map(Line::text).unwrap_or_default()).collect();
    let seen: Vec<Seen> = texts.iter().map(|text| Seen::new(text)).collect();
    let counts = Counts { texts: &texts, counts: OnceCell::new() };
    let mut is_copy = vec![false; texts.len()];
    for (at, text) in seen.iter().enumerate() {
        for (next, other) in seen.iter().enumerate().skip(at + 1).take(LINES_BETWEEN) {
            let dropped = match worse(text, other, next - at, &counts) {
                Some(Worse::First) => at,
                Some(Worse::Second) => next,
                None => continue,
            };
            if let Some(place) = is_copy.get_mut(dropped) {
                *place = true;
            }
        }
    }
    is_copy
}

fn line_of(part: &Part) -> Option<&Line> {
    match part {
        Part::Line(line) => Some(line),
        Part::SubHeading(_) => None,
    }
}

fn note(line: &Line) -> Note {
    let message = "a line repeats another one in garbled form and was left out";
    Note {
        page: Some(line.page),
        excerpt: Some(line.text()),
        bbox: Some(line.bbox),
        ..Note::new(NoteCode::DuplicateText, message)
    }
}

/// In how many lines each word stands. Few sections have lines that are alike, and only those ask.
struct Counts<'a> {
    texts: &'a [String],
    counts: OnceCell<HashMap<&'a str, usize>>,
}

impl Counts<'_> {
    fn of(&self, word: &str) -> usize {
        self.counts.get_or_init(|| counts(self.texts)).get(word).copied().unwrap_or(0)
    }
}

fn counts(texts: &[String]) -> HashMap<&str, usize> {
    let mut counts = HashMap::new();
    for text in texts {
        let mut words = words(text);
        words.sort_unstable();
        words.dedup();
        for word in words {
            *counts.entry(word).or_default() += 1;
        }
    }
    counts
}

fn words(text: &str) -> Vec<&str> {
    let is_edge = |c: char| !c.is_alphanumeric();
    text.split_whitespace().map(|word| word.trim_matches(is_edge)).filter(|word| !word.is_empty()).collect()
}

/// Which of two lines is the garbled copy of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worse {
    First,
    Second,
}

/// A line that is compared with those around it.
#[derive(Debug)]
struct Seen<'a> {
    text: &'a str,
    is_garbled_list: bool,
    letters: String,
    n_letters: usize,
    /// For each two letters that stand side by side their number, of [`PAIRS`].
    pairs: Vec<u16>,
    /// A bit for each of those.
    has_pair: [u64; PAIRS / 64],
}

/// Pairs of letters are numbered up to here: so many that the pairs of a line seldom share a number.
const PAIRS: usize = 2048;

impl<'a> Seen<'a> {
    fn new(text: &'a str) -> Self {
        let (mut letters, mut pairs) = (String::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut has_pair = [0; PAIRS / 64];
        let (mut n_letters, mut last) = (0, 0);
        for letter in text.chars().filter(|c| c.is_alphanumeric()) {
            if 0 < n_letters {
                let pair = (last as usize).wrapping_mul(37).wrapping_add(letter as usize) % PAIRS;
                pairs.push(pair as u16);
                has_pair.get_mut(pair / 64).into_iter().for_each(|bits: &mut u64| *bits |= 1 << (pair % 64));
            }
            letters.push(letter);
            n_letters += 1;
            last = letter as u32;
        }
        Self { text, is_garbled_list: is_garbled_list(text), letters, n_letters, pairs, has_pair }
    }

    /// How many pairs of letters of the other line this one has, at least the true number.
    fn n_shared(&self, other: &Self) -> usize {
        let bit = |pair: &u16| self.has_pair.get(usize::from(pair / 64)).map_or(0, |bits| bits >> (pair % 64) & 1);
        other.pairs.iter().map(bit).sum::<u64>() as usize
    }

    fn is_alike(&self, other: &Self) -> bool {
        let (n_mine, n_yours) = (self.n_letters, other.n_letters);
        let longest = n_mine.max(n_yours);
        let allowed = (1.0 - SAME_LINE) * longest as f32;
        // A letter that differs spoils two pairs at most (Ukkonen 1992): most lines need not be aligned.
        let least_shared = longest.saturating_sub(1 + 2 * allowed as usize);
        LINE_LETTERS <= n_mine.min(n_yours)
            && n_mine.abs_diff(n_yours) as f32 <= allowed
            && least_shared <= self.n_shared(other)
            && strsim::levenshtein(&self.letters, &other.letters) as f32 <= allowed
    }
}

fn worse(first: &Seen, second: &Seen, distance: usize, counts: &Counts) -> Option<Worse> {
    match (first.is_garbled_list, second.is_garbled_list) {
        (true, false) if is_list_of(second.text, first.text) => return Some(Worse::First),
        (false, true) if is_list_of(first.text, second.text) => return Some(Worse::Second),
        _ => {}
    }
    if COPY_DISTANCE < distance || !first.is_alike(second) {
        return None;
    }
    let (mine, yours) = (words(first.text), words(second.text));
    let numbers =
        |words: &[&str]| words.iter().filter(|word| is_number(word)).map(ToString::to_string).collect::<Vec<_>>();
    let of = |all: &[&str], others: &[&str]| damage(all, others, counts);
    let (a, b) = (of(&mine, &yours), of(&yours, &mine));
    // A copy has the numbers of what it repeats: "Part 1" and "Part 2" are two lines.
    match numbers(&mine) == numbers(&yours) {
        true if b < a => Some(Worse::First),
        true if a < b => Some(Worse::Second),
        _ => None,
    }
}

fn is_list_of(clean: &str, garbled: &str) -> bool {
    let names = |text: &str| names_of(text).into_iter().map(Name::new).collect::<Vec<_>>();
    let (clean, garbled) = (names(clean), names(garbled));
    clean.len().abs_diff(garbled.len()) <= 1 && SAME_LIST <= list_similarity(&garbled, &clean)
}

/// How damaged the words are that `others` lacks: those which no text has count for it, those which other lines have,
/// too, against it.
fn damage(all: &[&str], others: &[&str], counts: &Counts) -> i32 {
    let own = all.iter().filter(|word| !others.contains(word));
    own.map(|word| match () {
        () if is_broken(word) => 1,
        () if 2 <= counts.of(word) => -1,
        () => 0,
    })
    .sum()
}

fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

/// Letters with a digit or a capital among them ("Proporfiona1", "`TllIisch`").
fn is_broken(word: &str) -> bool {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let n_digits = word.chars().filter(char::is_ascii_digit).count();
    let chars: Vec<char> = word.chars().collect();
    let has_inner_capital = chars.windows(2).any(|pair| matches!(pair, [a, b] if a.is_lowercase() && b.is_uppercase()));
    let is_mixed = 0 < n_digits && n_digits < n_letters;
    2 < n_letters && (is_mixed || has_inner_capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(lines: &[&str], expected: Option<Worse>) {
        let texts: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        let counts = Counts { texts: &texts, counts: OnceCell::new() };
        assert_eq!(worse(&Seen::new(lines[0]), &Seen::new(lines[1]), 1, &counts), expected, "{lines:?}");
    }

    const CLEAN: &str = "Thandeka Abernathy, Ruidong Zhu, Zili Zhang, Peng Sun, Xuanzhe Liu, Xin Jin";

    #[test]
    fn a_garbled_copy_is_found_on_either_side() {
        let garbled = "thandoka aberrathy, halaong zha, **zha zhang**, r eng ban, haanzhe zha, hir bin";
        check(&[CLEAN, garbled], Some(Worse::Second));
        check(&[garbled, CLEAN], Some(Worse::First));
    }

    #[test]
    fn a_copy_with_misread_words_is_found() {
        let copy = "Thandeka Abcrnathy, Ruidong Zhu, Zili Zhang, Peng 5un, Xuanzhe Liu, Xin J in";
        check(&[copy, CLEAN, "Peng Sun, Thandeka Abernathy"], Some(Worse::First));
        let line = "[2] T. Abernathy and P. Sun, “Energy-Proportional Flash: Ten";
        check(&[line, "[2] T. Abrnathy ancl P. Sun, “Energ-Proporfiona1 Flash: Ten"], Some(Worse::Second));
    }

    #[test]
    fn lines_that_differ_in_sound_words_are_two() {
        check(
            &["Bee, A. Caches that remember, part one. Note 3.", "Bee, A. Caches that remember, part two. Note 3."],
            None,
        );
        check(&["Bee, A. A tale of caches. Nature, 2019.", "Bee, A. A tale of caches. Nature, 2020."], None);
        check(&[CLEAN, "Thandeka Abernathy, Ruidong Zhu, Zili Zhang, Peng Sun, Xuanzhe Liu, Xin Liu"], None);
    }

    #[test]
    fn volume_and_pages_are_no_garbled_names() {
        let names = "Fang, Lin, Abramson, Ruth, Deshmukh, Priyanka. “First report";
        check(&["Magazine, vol. 19, no. 8, 2015, pp. 310–334.", names], None);
    }

    #[test]
    fn a_list_of_other_people_is_no_copy() {
        check(
            &[
                "Anna Bee, Carl Dee, Eve Eff, Gus Aitch, Ida Jay, Kay Ell",
                "b ing, r eng ban, haanzhe, hir bin, uu vo, xi",
            ],
            None,
        );
    }
}
