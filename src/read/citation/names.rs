//! The author field to names: "Bee, A., Dee, C., & Eff, E. et al." is three people, and others.
//!
//! In: the text of the field. Out: the byte range of each name as printed, without marks. A list is read as a whole:
//! family names stand first in all of it, in its first name only, or nowhere, and the reading whose names look best
//! is taken.

use std::borrow::Cow;
use std::ops::Range;

use super::lexicon::{folded, lexicon};
use super::words::{Shape, Word, words};
use crate::lang::without_marks;

/// The people of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct People {
    /// Where each name stands.
    pub names: Vec<Range<usize>>,
    /// "et al." or the like stands after them.
    pub has_more: bool,
}

/// How the names of a list are ordered, where that is known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Not known: judge by the list.
    #[default]
    Unknown,
    /// Given names first.
    Given,
    /// "Family, Given" in the first name only.
    FirstInverted,
    /// "Family, Given" in all names.
    Inverted,
}

/// A stretch between commas.
#[derive(Debug, Clone)]
struct Part {
    range: Range<usize>,
    /// Words without particles and initials.
    n_long: usize,
    n_initials: usize,
    n_particles: usize,
    /// A word in small letters that is no particle.
    has_lower: bool,
    is_ideographic: bool,
    is_suffix: bool,
    /// It follows a comma; otherwise a semicolon or "and".
    after_comma: bool,
}

/// Reads a list of people in `text`.
#[must_use]
pub fn people(text: &str, order: Order) -> People {
    List::new(text, &words(text)).people(order)
}

/// A list of people, cut where names may end.
#[derive(Debug)]
pub struct List<'a> {
    text: &'a str,
    parts: Vec<Part>,
    has_more: bool,
}

impl<'a> List<'a> {
    /// The list whose `words` stand in `text`.
    #[must_use]
    pub fn new(text: &'a str, words: &[Word]) -> Self {
        let (parts, has_more) = parts(text, words);
        Self { text, parts, has_more }
    }

    /// The people, with names in the given order.
    #[must_use]
    pub fn people(&self, order: Order) -> People {
        let (_, names) = best_reading(self.text, &self.parts, order, None);
        let mut names: Vec<Range<usize>> =
            names.into_iter().map(|range| trimmed(self.text, range)).filter(|range| !range.is_empty()).collect();
        drop_full_stop(self.text, &mut names);
        People { names, has_more: self.has_more }
    }

    /// How well the list reads in `order`; the owner stands in it once, if at all.
    #[must_use]
    pub fn score(&self, order: Order, owner: Option<&Owner>) -> f32 {
        best_reading(self.text, &self.parts, order, owner).0
    }
}

/// "Bee AM, Dee C.": where no initial of the list has a dot, the last one ends the sentence.
fn drop_full_stop(text: &str, names: &mut [Range<usize>]) {
    let dots = |range: &Range<usize>| text.get(range.clone()).map_or(0, |name| name.matches('.').count());
    let n_names = names.len();
    let n_dots: usize = names.iter().map(dots).sum();
    let Some(last) = names.last_mut().filter(|_| 1 < n_names && n_dots == 1) else { return };
    let stem = text.get(last.clone()).and_then(|name| name.strip_suffix('.'));
    let is_initials =
        |stem: &str| stem.rsplit([' ', ',']).next().is_some_and(|word| word.chars().all(char::is_uppercase));
    if stem.is_some_and(is_initials) {
        last.end -= 1;
    }
}

/// The owner of the list: the words of the name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    words: Vec<String>,
}

impl Owner {
    /// The owner called `name`.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self { words: plain_words(&plain(name)).map(str::to_lowercase).collect() }
    }

    /// Whether a name that starts with `first` may be the owner's: its first letter without accent is that of a word.
    #[must_use]
    pub fn may_start(&self, first: char) -> bool {
        !first.is_ascii() || self.words.iter().any(|own| own.starts_with(first.to_ascii_lowercase()))
    }

    /// Whether the first word of `name` may be the owner's: most names of other people need not be folded.
    fn may_be(&self, name: &str) -> bool {
        name.chars().find(|c| is_of_word(*c) || !c.is_ascii()).is_some_and(|first| self.may_start(first))
    }

    /// `name` is the owner's, or a part of it: all its words and initials are.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.may_be(name) && self.is_plain(&plain(name))
    }

    /// The same for a name without accents.
    fn is_plain(&self, name: &str) -> bool {
        let has_long = plain_words(name).any(|word| word.chars().nth(1).is_some() && self.is_word(word));
        has_long && plain_words(name).all(|word| self.starts(word))
    }

    /// All words of `name` are words or initials of the owner's name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        if !self.may_be(name) {
            return false;
        }
        let name = plain(name);
        let mut words = plain_words(&name).peekable();
        words.peek().is_some() && words.all(|word| self.starts(word))
    }

    /// `name` is the owner's, with a given name or its initial: more than a family name alone.
    #[must_use]
    pub fn is_whole(&self, name: &str) -> bool {
        if !self.may_be(name) {
            return false;
        }
        let name = plain(name);
        let is_alone = plain_words(&name).count() < self.words.len().min(2);
        !is_alone && self.is_plain(&name)
    }

    fn is_word(&self, word: &str) -> bool {
        self.words.iter().any(|own| own.eq_ignore_ascii_case(word))
    }

    fn starts(&self, word: &str) -> bool {
        self.is_word(word) || self.words.iter().any(|own| is_initial(word, own))
    }
}

/// `word` is the first letter of `own`.
fn is_initial(word: &str, own: &str) -> bool {
    let is_start = || own.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    word.chars().nth(1).is_none() && is_start()
}

/// Letters without accents, small but for those of ASCII.
fn plain(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    Cow::Owned(without_marks(name).replace('’', "'").to_lowercase())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

fn plain_words(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(|c: char| !is_of_word(c)).filter(|word| !word.is_empty())
}

/// Splits at commas, semicolons and "and"; what says "et al." ends the list.
fn parts(text: &str, words: &[Word]) -> (Vec<Part>, bool) {
    let mut parts = Vec::new();
    let (mut first, mut after_comma) = (0, false);
    for at in 0..=words.len() {
        let separator = if at == words.len() { Some(false) } else { separator(text, words, at) };
        let Some(is_comma) = separator else { continue };
        let inside = words.get(first..at).unwrap_or(&[]);
        first = at + 1;
        match part(text, inside, after_comma) {
            Some(part) if is_others(text, &part) => return (parts, true),
            Some(mut part) => {
                let has_more = cut_others(text, inside, &mut part);
                parts.push(part);
                if has_more {
                    return (parts, true);
                }
                after_comma = is_comma;
            }
            // ", and": the "and" decides.
            None => after_comma &= is_comma,
        }
    }
    (parts, false)
}

/// Whether word `at` separates names: `Some(true)` a comma, `Some(false)` something stronger.
fn separator(text: &str, words: &[Word], at: usize) -> Option<bool> {
    let word = words.get(at)?;
    match word.sign() {
        Some(',') => Some(true),
        // A colon ends the names.
        Some(';' | '|' | '/' | ':' | '…') => Some(false),
        // "Xin Liu* Xin Jin*": where marks stand after names, they part them, too.
        Some('*') => {
            let is_break = words.get(at + 1).and_then(Word::sign) == Some('\n');
            (is_whole_name(words, at) && is_letters(words, Some(at + 1 + usize::from(is_break)))).then_some(false)
        }
        Some(_) => None,
        None => {
            let is_lower = matches!(word.shape, Shape::Lower | Shape::IdeographShort);
            let printed = text.get(word.range.clone())?;
            // "j. e. bates": a letter with a dot is an initial, also in small letters.
            let is_initial =
                printed.chars().count() == 1 && words.get(at + 1).is_some_and(|next| next.sign() == Some('.'));
            let is_inner = 0 < at && at + 1 < words.len() && !is_initial;
            (is_lower && is_inner && lexicon().and.contains(printed) && !is_particle_here(words, at, printed))
                .then_some(false)
        }
    }
}

/// The words before `at` end a name: a word behind another one or behind an initial.
fn is_whole_name(words: &[Word], at: usize) -> bool {
    let is_behind_initial = at.checked_sub(2).and_then(|k| words.get(k)).and_then(Word::sign) == Some('.');
    let is_word = |k: Option<usize>| k.and_then(|k| words.get(k)).is_some_and(Word::is_letters);
    is_letters(words, at.checked_sub(2)) || is_behind_initial && is_word(at.checked_sub(1))
}

fn is_letters(words: &[Word], at: Option<usize>) -> bool {
    at.is_some_and(|at| words.get(at).is_some_and(|word| word.is_letters() && (word.is_spaced || at == 0)))
}

/// "y" and "e" join two surnames as well as two people: between people a surname or an initial stands before, and
/// more than one word after.
fn is_particle_here(words: &[Word], at: usize, printed: &str) -> bool {
    let before = at.checked_sub(1).and_then(|k| words.get(k)).and_then(Word::sign);
    lexicon().particle.contains(printed)
        && !matches!(before, Some(',' | '.'))
        && words.get(at + 2).is_none_or(|next| matches!(next.sign(), Some(',' | ';')))
        && words.get(at + 1).is_some_and(|next| next.shape == Shape::Capitalised)
}

fn part(text: &str, words: &[Word], after_comma: bool) -> Option<Part> {
    let is_kept = |word: &&Word| !matches!(word.sign(), Some('*' | '^' | '(' | ')' | '“' | '”' | '"'));
    let first = words.iter().find(is_kept)?;
    let last = words.iter().rev().find(is_kept)?;
    let range = first.range.start..last.range.end;
    let lettered: Vec<&Word> = words.iter().filter(|word| word.is_letters()).collect();
    let printed = |word: &Word| text.get(word.range.clone()).unwrap_or("");
    let is_particle = |word: &Word| word.shape == Shape::Lower && lexicon().particle.contains(printed(word));
    let is_initial = |k: usize, word: &Word| {
        let next = words.iter().find(|next| next.range.start == word.range.end);
        let has_dot = next.is_some_and(|next| next.sign() == Some('.'));
        match word.shape {
            Shape::Initial => true,
            // "JD" after a family name; "ICE" alone is a name.
            Shape::Initials => 0 < k || lettered.len() == 1,
            // "Ph." and "Yu." are initials of sorts.
            Shape::Capitalised => has_dot && printed(word).chars().count() <= 2,
            _ => false,
        }
    };
    let n_initials = lettered.iter().enumerate().filter(|(k, word)| is_initial(*k, word)).count();
    let n_particles = lettered.iter().filter(|word| is_particle(word)).count();
    let is_suffix =
        lettered.len() == 1 && lexicon().suffix.contains(&folded(lettered.first().map_or("", |word| printed(word))));
    (!lettered.is_empty()).then(|| Part {
        range,
        n_long: lettered.len() - n_initials - n_particles,
        n_initials,
        n_particles,
        has_lower: lettered.iter().any(|word| word.shape == Shape::Lower && !is_particle(word)),
        is_ideographic: lettered.iter().all(|word| matches!(word.shape, Shape::IdeographShort | Shape::IdeographLong)),
        is_suffix,
        after_comma,
    })
}

/// The whole part says "and others" or "12 others".
fn is_others(text: &str, part: &Part) -> bool {
    let printed = folded(text.get(part.range.clone()).unwrap_or(""));
    let bare = printed.trim_start_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    lexicon().others.contains(&printed) || lexicon().others.contains(bare)
}

/// Cuts "et al." off the end of a part ("Sigurd et al."); whether there was any.
fn cut_others(text: &str, words: &[Word], part: &mut Part) -> bool {
    let lettered: Vec<&Word> = words.iter().filter(|word| word.is_letters()).collect();
    for n_words in [2, 1] {
        let Some(first) = lettered.len().checked_sub(n_words).filter(|k| 0 < *k).and_then(|k| lettered.get(k)) else {
            continue;
        };
        let tail = text.get(first.range.start..part.range.end).unwrap_or("");
        let is_small = matches!(first.shape, Shape::Lower | Shape::IdeographShort);
        if is_small && lexicon().others.contains(&folded(tail)) {
            part.range.end = first.range.start;
            part.has_lower = false;
            return true;
        }
    }
    false
}

/// The names under the reading that looks best.
fn best_reading(text: &str, parts: &[Part], order: Order, owner: Option<&Owner>) -> (f32, Vec<Range<usize>>) {
    let readings: &[Order] = match order {
        Order::Unknown => &[Order::Given, Order::FirstInverted, Order::Inverted],
        Order::Given => &[Order::Given],
        // Where the style inverts names, a list may still hold a single group or a name without comma.
        Order::FirstInverted => &[Order::FirstInverted],
        Order::Inverted => &[Order::Inverted],
    };
    let read = readings.iter().map(|order| reading(parts, *order));
    let mut best: (f32, Vec<Range<usize>>) = (f32::MIN, Vec::new());
    for (score, names) in read {
        let n_owners = names.iter().filter(|name| is_owner(text, name, owner)).count();
        let score = score - OWNER_TWICE * n_owners.saturating_sub(1) as f32;
        if best.0 < score {
            best = (score, names);
        }
    }
    best
}

fn is_owner(text: &str, name: &Range<usize>, owner: Option<&Owner>) -> bool {
    owner.is_some_and(|owner| text.get(name.clone()).is_some_and(|name| owner.is(name)))
}

/// Penalty for a name of one word: groups and mononyms exist, but are rare.
const LONE_WORD: f32 = 1.0;
/// Penalty for a given name of several long words after a comma: it is a name of its own as likely.
const LONG_GIVEN: f32 = 0.6;
/// Penalty for a family name of two words before a comma ("Ibáñez Murillo, José"): two names as likely.
const LONG_FAMILY: f32 = 0.7;
/// Penalty for joining a part that holds a family name and initials already.
const FULL_NAME_JOINED: f32 = 1.5;

/// Penalty where the owner stands in a list twice: a name was torn.
const OWNER_TWICE: f32 = 1.5;

/// Reads the parts in one order; the score is the sum of their penalties, negative.
fn reading(parts: &[Part], order: Order) -> (f32, Vec<Range<usize>>) {
    let mut names: Vec<Range<usize>> = Vec::new();
    let mut penalty = 0.0;
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let mut range = part.range.clone();
        let may_invert = match order {
            Order::Given | Order::Unknown => false,
            Order::FirstInverted => names.is_empty(),
            Order::Inverted => true,
        };
        let next = parts.get(at + 1).filter(|next| next.after_comma && !part.is_ideographic);
        // Initials alone never are a name: they go with the family name before them in every reading.
        let joined = next
            .filter(|next| next.n_long == 0 && 0 < next.n_initials && 0 < part.n_long || may_invert && !next.is_suffix);
        if let Some(given) = joined {
            penalty += joint_penalty(part, given);
            range.end = given.range.end;
            at += 1;
        } else {
            penalty += lone_penalty(part);
        }
        at += 1;
        if let Some(suffix) = parts.get(at).filter(|next| next.is_suffix && next.after_comma) {
            range.end = suffix.range.end;
            at += 1;
        }
        names.push(range);
    }
    (-penalty, names)
}

fn joint_penalty(family: &Part, given: &Part) -> f32 {
    // A joint costs a little, or "Li, Wang" would be one person as readily as two.
    let mut penalty = 0.05;
    if 0 < family.n_initials {
        penalty += FULL_NAME_JOINED;
    }
    if 1 < family.n_long {
        penalty += LONG_FAMILY * (family.n_long - 1) as f32;
    }
    if 1 < given.n_long {
        penalty += LONG_GIVEN * (given.n_long - 1) as f32;
    }
    if given.has_lower || family.has_lower {
        penalty += 0.3;
    }
    penalty
}

fn lone_penalty(part: &Part) -> f32 {
    if part.is_ideographic || part.n_long + part.n_initials + part.n_particles != 1 || part.has_lower {
        return 0.0;
    }
    LONE_WORD
}

/// Without marks, quotes and separators at the ends; the dot of an initial stays.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(name) = text.get(range.clone()) else { return 0..0 };
    let is_mark = |c: char| !(c.is_alphabetic() || c == '.' || unicode_normalization::char::is_combining_mark(c));
    let start = name.len() - name.trim_start_matches(|c: char| is_mark(c) || c == '.').len();
    let end = name.trim_end_matches(is_mark).len();
    let bare = name.get(..end).unwrap_or("").trim_end_matches('.');
    let last = bare.rsplit([' ', '.', '-', '\u{a0}']).next().unwrap_or("");
    // "Peters OA." ends a list, "A. S." is an initial, "Jr." a suffix.
    let keeps_dot = last.chars().count() == 1 || lexicon().suffix.contains(&last.to_lowercase());
    let end = if keeps_dot { end.min(bare.len() + 1) } else { bare.len() };
    range.start + start..range.start + end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = people(text, Order::Unknown);
        let names: Vec<&str> = found.names.into_iter().map(|range| &text[range]).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn initials_after_a_comma_belong_to_the_name_before() {
        check("Thorn, H. and Kirem, A. S.", &["Thorn, H.", "Kirem, A. S."]);
    }

    #[test]
    fn given_names_first() {
        check("R. Ames, Jo B. Stone, and Xin Jin", &["R. Ames", "Jo B. Stone", "Xin Jin"]);
    }

    #[test]
    fn the_first_name_alone_is_inverted() {
        check("Cone, Kalman J. and Richard M. Cyr", &["Cone, Kalman J.", "Richard M. Cyr"]);
    }

    #[test]
    fn y_behind_a_comma_joins_people() {
        check("Bee, A., y Dee, C.", &["Bee, A.", "Dee, C."]);
        check("Martín-Gómez, L. y Ferrer, J.", &["Martín-Gómez, L.", "Ferrer, J."]);
        check("Ortega y Gasset, J.", &["Ortega y Gasset, J."]);
    }

    #[test]
    fn all_names_are_inverted() {
        check("Flaj, Philippe; Sedge, Robert", &["Flaj, Philippe", "Sedge, Robert"]);
        check("Abel, Ann, Bell, Bob, and Cray, Cid", &["Abel, Ann", "Bell, Bob", "Cray, Cid"]);
    }

    #[test]
    fn bare_initials_need_no_comma() {
        check("Perez-Higu JJ, de la Mac JC, Peters OA.", &["Perez-Higu JJ", "de la Mac JC", "Peters OA"]);
    }

    #[test]
    fn a_full_stop_is_no_part_of_bare_initials() {
        check("Bee AM, Dee C.", &["Bee AM", "Dee C"]);
        check("Bee, A. M., Dee, C.", &["Bee, A. M.", "Dee, C."]);
    }

    #[test]
    fn left_out_names_do_not_end_the_list() {
        check("Bee, A., Dee, C., ... & Foxglove, E.", &["Bee, A.", "Dee, C.", "Foxglove, E."]);
        check("Bee, A., Dee, C., … Foxglove, E.", &["Bee, A.", "Dee, C.", "Foxglove, E."]);
    }

    #[test]
    fn others_are_no_name() {
        check("Hof, Sigurd et al.", &["Hof, Sigurd"]);
        check("Kang CM, Chang SC, et al.", &["Kang CM", "Chang SC"]);
        check("A. Bee, C. Dee, and 12 others", &["A. Bee", "C. Dee"]);
    }

    #[test]
    fn marks_are_no_part_of_a_name() {
        check("Xin Liu*, Xin Jin†, and Peng Sun*", &["Xin Liu", "Xin Jin", "Peng Sun"]);
    }

    #[test]
    fn marks_part_names_without_commas() {
        check("Xin Liu* Xin Jin* Peng Sun", &["Xin Liu", "Xin Jin", "Peng Sun"]);
        check("**Varo GE** Berg MS, Wils CB", &["Varo GE", "Berg MS", "Wils CB"]);
        check("j. e. bates, k. a. dodge", &["j. e. bates", "k. a. dodge"]);
    }

    #[test]
    fn a_suffix_stays_with_its_name() {
        check("Wag, W.H. Jr. and F.S. Wag", &["Wag, W.H. Jr.", "F.S. Wag"]);
        check("King, M. L., Jr., & Abe, R.", &["King, M. L., Jr.", "Abe, R."]);
    }

    #[test]
    fn ideographic_names_need_no_space() {
        check("陈思远，赵琳，吴浩然", &["陈思远", "赵琳", "吴浩然"]);
    }
}
