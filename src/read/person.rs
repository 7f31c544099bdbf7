//! People's names and lists of them.
//!
//! In: a line or field. Out: how much it looks like one person's name; where the names of a list stand. Names known in
//! `src/data/names.toml` are evidence and no condition: most names stand in no list.

mod ideographs;
mod known;
mod word;

use std::cell::RefCell;
use std::ops::Range;

use crate::lang::{Memo, Vocabulary, WordClass, fold, is_sign};
use crate::read::citation::names::{Order, people};
use crate::read::place;

use word::{Kind, Word, is_title, words};

/// Words of a name, initials and particles among them ("María José Núñez de la Fuente" has six).
const MAX_WORDS: usize = 7;

/// Words of the halves of "Family, Given", particles among them.
const MAX_FAMILY: usize = 4;
const MAX_GIVEN: usize = 4;

/// Two or three capitalised words are a name or something else that we do not know.
const PLAIN: f32 = 0.5;

/// The same for four words and more: names are shorter than titles.
const PLAIN_LONG: f32 = 0.35;

/// Full words beside an initial are a name, unless the initial counts something ("Vitamin C").
const WITH_INITIAL: f32 = 0.85;
const WITH_LETTER: f32 = 0.45;

/// "Words, Words": inverted names are rarer than other things with a comma.
const GUESS: f32 = 0.4;

/// One word may be a name, but most are none.
const SINGLE: f32 = 0.15;
const SINGLE_KNOWN: f32 = 0.35;

/// What a known given name, a known family name and the end of one add.
const GIVEN: f32 = 0.4;
const FAMILY: f32 = 0.2;
const FAMILY_END: f32 = 0.2;
const PARTICLE: f32 = 0.15;
const TITLE: f32 = 0.3;

/// What is left when a word tells of something else: surely, or perhaps.
const FOREIGN: f32 = 0.12;
const HINTED: f32 = 0.5;

/// What is left of a text with a particle that joins other words, too ("Guitarra de Coimbra").
const JOINED: f32 = 0.8;

/// What a text loses that is certainly a place.
const PLACE: f32 = 0.8;

/// What is left of a text with a noun of abstract things in it ("Engineering").
const ABSTRACT: f32 = 0.4;

/// What is left of a name with an acronym ("NASA Ames") or a word with capitals inside ("GitHub Actions").
const ODD: f32 = 0.25;

/// Classes of words that are in no name.
const OTHERS: [WordClass; 16] = [
    WordClass::Job,
    WordClass::School,
    WordClass::Organization,
    WordClass::Degree,
    WordClass::Honours,
    WordClass::Language,
    WordClass::Fluency,
    WordClass::Level,
    WordClass::ServiceRole,
    WordClass::TeachingRole,
    WordClass::Award,
    WordClass::Venue,
    WordClass::Status,
    WordClass::PersonalLabel,
    WordClass::ThesisLabel,
    WordClass::CoursesLabel,
];

/// Whether `label` stands before a given name in a form ("First name").
#[must_use]
pub fn is_given_label(label: &str) -> bool {
    known::known().given_label.contains(fold(label.trim()).as_str())
}

/// Whether `label` stands before a family name in a form ("Surname").
#[must_use]
pub fn is_family_label(label: &str) -> bool {
    known::known().family_label.contains(fold(label.trim()).as_str())
}

/// How much `text` looks like one person's name: 0 (not at all) to 1.
///
/// From a half on, it rather is one; two capitalised words of which nothing is known are at the half.
///
/// ```
/// use cvparse::{lang::Vocabulary, read::person::likeness};
/// assert!(0.8 < likeness("Anneke van der Berg", Vocabulary::all()));
/// assert!(likeness("Delft University of Technology", Vocabulary::all()) < 0.2);
/// ```
#[must_use]
pub fn likeness(text: &str, vocabulary: &Vocabulary) -> f32 {
    thread_local! {
        static KEPT: RefCell<Memo<f32>> = RefCell::default();
    }
    KEPT.with_borrow_mut(|kept| kept.get(text, vocabulary, || likeness_of(text.trim(), vocabulary)))
}

/// Likeness of a text without white space around it.
fn likeness_of(text: &str, vocabulary: &Vocabulary) -> f32 {
    if let Some((before, inside)) = bracketed(text) {
        let inside = likeness_of_bare(inside, vocabulary);
        return likeness_of_bare(before, vocabulary).max(if before.chars().any(is_sign) { inside } else { 0.0 });
    }
    likeness_of_bare(text, vocabulary)
}

/// "Siyuan Chen (陈思远)": what stands before and in the bracket at the end.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let (before, inside) = text.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    (!before.trim().is_empty()).then_some((before.trim(), inside.trim()))
}

fn likeness_of_bare(text: &str, vocabulary: &Vocabulary) -> f32 {
    let (name, has_title) = without_titles(text, vocabulary);
    if name.is_empty() || name.contains(is_of_no_name) {
        return 0.0;
    }
    let signs: String = name.chars().filter(|&c| is_sign(c)).collect();
    let score = if signs.is_empty() {
        of_letters(name, vocabulary)
    } else {
        let letters = name.trim_matches(|c: char| is_sign(c) || c.is_whitespace());
        let of_letters = if letters.chars().any(is_latin) { of_letters(letters, vocabulary) } else { 1.0 };
        ideographs::likeness(name, &signs).min(of_letters.max(PLAIN)) * foreign(name, &[], vocabulary)
    };
    if score <= 0.0 {
        return 0.0;
    }
    let of_heading = if vocabulary.heading(name).is_some_and(|heading| heading.is_whole) { FOREIGN } else { 1.0 };
    let title = if has_title && SINGLE <= score { TITLE } else { 0.0 };
    (score * of_heading + title * score).clamp(0.0, 1.0)
}

/// Digits, and signs that stand in no name.
fn is_of_no_name(c: char) -> bool {
    matches!(
        c,
        '0'..='9' | '@' | '/' | ':' | ';' | '|' | '&' | '+' | '=' | '<' | '>' | '#' | '%' | '$' | '€' | '£' | '_'
    ) || matches!(c, '"' | '“' | '”' | '?' | '!')
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && !is_sign(c)
}

/// `text` without titles before it and degrees after it, and whether there was one before it.
fn without_titles<'a>(text: &'a str, vocabulary: &Vocabulary) -> (&'a str, bool) {
    let mut name = text.trim_matches(|c: char| c.is_whitespace() || ",*†‡§¶".contains(c));
    let mut has_title = false;
    while let Some((first, rest)) = name.split_once([' ', '\u{a0}'])
        && is_title(first, vocabulary)
    {
        (name, has_title) = (rest.trim_start(), true);
    }
    while let Some((rest, last)) = name.rsplit_once([' ', ','])
        && is_title(last.trim_matches(['(', ')']), vocabulary)
        && 2 <= rest.split_whitespace().count()
    {
        name = rest.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    }
    // 张伟教授: titles stand behind names there.
    if name.chars().any(is_sign)
        && let Some(title) = vocabulary.find_all(WordClass::Title, name).into_iter().next_back()
        && title.end == name.len()
        && 0 < title.start
    {
        return (name.get(..title.start).unwrap_or(name).trim_end(), true);
    }
    (name, has_title)
}

/// Likeness of a name in a script with words.
fn of_letters(name: &str, vocabulary: &Vocabulary) -> f32 {
    let (family, given) = match name.split_once(',') {
        Some((family, given)) => (family, Some(given)),
        None => (name, None),
    };
    if given.is_some_and(|given| {
        given.contains(',') || MAX_GIVEN < given.split_whitespace().count() || given.trim().is_empty()
    }) || (given.is_some() && MAX_FAMILY < family.split_whitespace().count())
    {
        return 0.0;
    }
    if MAX_WORDS < name.split_whitespace().count() {
        return 0.0;
    }
    let Some(words) = words(name, vocabulary).filter(|words| !words.is_empty()) else { return 0.0 };
    let score = shape(&words, given.is_some()) * odds(&words, given.is_some()) * foreign(name, &words, vocabulary);
    let of_place =
        if words.iter().any(|word| word.kind == Kind::Initial) { 0.0 } else { place::likeness(name, vocabulary) };
    // Squared: many towns are named like people, and what is but likely a place is no evidence.
    (score * (1.0 - PLACE * of_place.powi(2))).clamp(0.0, 1.0)
}

/// Likeness by the kinds of words, and by those that are known.
fn shape(words: &[Word], is_inverted: bool) -> f32 {
    let n_full = words.iter().filter(|word| word.is_full()).count();
    let n_initials = words.iter().filter(|word| word.kind == Kind::Initial).count();
    let n_letters = words.iter().filter(|word| word.kind == Kind::Letter).count();
    let has_given = words.iter().any(|word| word.is_given);
    let has_family = words.iter().any(|word| word.is_family);
    let has_end = words.last().is_some_and(|word| word.has_family_end);
    let has_particle = words.iter().any(|word| word.kind == Kind::Particle && !word.is_stop);
    let base = match (n_full, n_initials + n_letters) {
        (0, _) => return 0.02,
        (1, 0) if has_particle || words.len() == 2 => PLAIN_LONG,
        (1, 0) => return if has_given || has_family { SINGLE_KNOWN } else { SINGLE },
        (1..=3, 1..=4) if 0 < n_initials || is_inverted => WITH_INITIAL,
        (1, 1..=4) => WITH_LETTER,
        (2..=3, _) => PLAIN,
        _ => PLAIN_LONG,
    };
    let sum = [(has_given, GIVEN), (has_family, FAMILY), (has_end, FAMILY_END), (has_particle, PARTICLE)];
    let known: f32 = sum.into_iter().filter(|(has, _)| *has).map(|(_, weight)| weight).sum();
    // "Nimbus, Search": a comma between words of which nothing is known.
    // "DUPONT, Carène": only family names are set like that.
    let is_marked = words.first().is_some_and(|word| word.is_caps) && words.last().is_some_and(|word| !word.is_caps);
    let is_guess = is_inverted && !is_marked && !has_given && n_initials + n_letters == 0;
    (if is_guess { base.min(GUESS) + known } else { base + known }).min(0.98)
}

/// What is left when words are written as no name is.
fn odds(words: &[Word], is_inverted: bool) -> f32 {
    let mut share = 1.0;
    let is_all_caps = words.iter().all(|word| word.is_caps || word.kind != Kind::Full);
    let is_known = words.iter().any(|word| word.is_given || word.is_family || word.kind == Kind::Initial);
    let has_given = words.iter().any(|word| word.is_given && !word.is_caps);
    for word in words {
        let is_acronym =
            word.is_caps && word.is_full() && !is_all_caps && (word.is_short || !has_given && !is_inverted);
        if word.has_inner_capital || is_acronym {
            share *= ODD;
        }
        if word.kind == Kind::Stop {
            share *= FOREIGN;
        }
        if word.kind == Kind::Particle && word.is_stop && !is_known {
            share *= JOINED;
        }
        if word.is_abstract && !is_known {
            share *= ABSTRACT;
        }
    }
    share
}

/// What is left when words tell of something else. Words that are names, too ("Baker"), tell less.
fn foreign(name: &str, words: &[Word], vocabulary: &Vocabulary) -> f32 {
    // "John Baker", but not "Head Baker": another word must be a name.
    let is_inverted = name.contains(',');
    let is_sure =
        |word: &Word| word.is_given || word.kind == Kind::Initial || (is_inverted && word.kind == Kind::Letter);
    let is_name = |range: &Range<usize>| {
        let is_in = |word: &&Word| range.start < word.range.end && word.range.start < range.end;
        let has_other = words.iter().filter(|word| !is_in(word)).any(is_sure);
        let mut inside = words.iter().filter(is_in).peekable();
        inside.peek().is_some()
            && inside.all(|word| match word.kind {
                Kind::Initial | Kind::Letter => word.is_letter,
                Kind::Particle => true,
                _ => has_other && (word.is_given || word.is_family),
            })
    };
    let (said, hinted) = vocabulary.evidence(name);
    let is_said = |class: &WordClass| said & class.bit() != 0;
    let tells = |class| vocabulary.find_all(class, name).iter().any(|range| !is_name(range));
    if OTHERS.into_iter().filter(is_said).any(tells) {
        return FOREIGN;
    }
    let is_hinted = hinted & !said & WordClass::bits(&OTHERS) != 0 && !words.iter().any(is_sure);
    if is_hinted { HINTED } else { 1.0 }
}

/// `word` (in small letters, without accents) is known as a given or family name.
#[must_use]
pub fn is_name(word: &str) -> bool {
    let known = known::known();
    known.given.contains(word) || known.family.contains(word)
}

/// Byte ranges of the names in a list of people ("A. Bee, C. Dee, and E. Eff"; "Bee, A., & Dee, C."), without marks.
#[must_use]
pub fn list(text: &str, vocabulary: &Vocabulary) -> Vec<Range<usize>> {
    let _ = vocabulary;
    let names = people(text, Order::Unknown).names;
    names.into_iter().flat_map(|range| ideographs::parted(text, range)).collect()
}

#[cfg(test)]
mod tests;
