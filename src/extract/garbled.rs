//! Garbled names: repair by alignment with the names that the CV itself prints clearly.
//!
//! In: lists of names. Out: which of them are garbled, and what each stands for. Rules: a well-formed name in a list
//! without any sign of damage is never altered; a name is repaired only to one of the CV's own names, above a
//! threshold and with a margin over the runner-up; a garbled list beside the clean one that it repeats is dropped.

use std::collections::HashMap;

use crate::error::{Note, NoteCode};
use crate::model::{Confidence, Cv, Publication, Text};
use crate::section::{Part, Section};

/// A garbled name stands for a clean one from this similarity on …
const ALIKE: f32 = 0.75;
/// … and with this margin over every other clean name.
const MARGIN: f32 = 0.12;
/// A garbled list is the clean one again from this mean similarity on.
const SAME_LIST: f32 = 0.45;
/// A clean list stands at most this many lines above the garbled one that repeats it.
const LINES_BETWEEN: usize = 4;
/// Share of malformed names from which a line is a garbled list.
const MALFORMED_SHARE: f32 = 0.6;
/// A repaired name is this sure.
const REPAIRED: Confidence = Confidence(0.7);
/// A name that stays garbled is this sure.
const DOUBTFUL: Confidence = Confidence(0.3);
/// Letters of two names that this many times fewer are compared: the rest is too short to tell.
const LEAST_LETTERS: usize = 4;

/// Letters in small and without accents; initials keep their place, so that "A. Bee" and "C. Bee" differ.
fn letters(name: &str) -> Vec<char> {
    use unicode_normalization::UnicodeNormalization;
    let plain = name.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    let plain: String = plain.flat_map(char::to_lowercase).map(unconfused).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect()
}

/// Digits that stand for letters in a bad scan.
fn unconfused(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'l',
        '5' => 's',
        '6' | '8' => 'b',
        '9' => 'g',
        '2' => 'z',
        other => other,
    }
}

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

/// "van der Berg" starts small and ends with a capital; a longer name may end small ("Ali bin Abi talib").
const PARTICLE_WORDS: usize = 4;

fn starts_small(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// The line is a list of at least three names most of which are malformed.
#[must_use]
pub fn is_garbled_list(text: &str) -> bool {
    let names: Vec<&str> = names_of(text);
    let n_malformed = names.iter().filter(|name| is_malformed(name)).count();
    let is_short = names.iter().all(|name| name.split_whitespace().count() <= 4 && name.chars().count() < 40);
    3 <= names.len() && is_short && MALFORMED_SHARE * names.len() as f32 <= n_malformed as f32
}

fn names_of(text: &str) -> Vec<&str> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '•' | '.' | '†');
    text.split([',', ';']).map(|name| name.trim_matches(is_mark)).filter(|name| !name.is_empty()).collect()
}

/// Similarity of two names: 1 less the share of letters that differ, the better of the two orders of words.
#[must_use]
pub fn similarity(a: &str, b: &str) -> f32 {
    let (a, b) = (letters(a), letters(b));
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let without_spaces = |name: &[char]| name.iter().filter(|c| **c != ' ').copied().collect::<Vec<char>>();
    distance_share(&a, &b).max(distance_share(&without_spaces(&a), &without_spaces(&b)))
}

fn distance_share(a: &[char], b: &[char]) -> f32 {
    let mut row: Vec<f32> = (0..=b.len()).map(|k| k as f32).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i as f32;
        let mut left = i as f32 + 1.0;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, place) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *place;
            let best = (diagonal + cost(*x, *y)).min(above + 1.0).min(left + 1.0);
            *place = best;
            left = best;
            diagonal = above;
        }
    }
    let distance = row.last().copied().unwrap_or(0.0);
    1.0 - distance / a.len().max(b.len()) as f32
}

/// Letters of one group are easily taken for each other.
const CONFUSABLE: [&str; 6] = ["aeouc", "hbkl", "nmruh", "sxz", "iljtfr1", "gqypv"];
/// Cost of such a mistake.
const CONFUSED: f32 = 0.6;

fn cost(x: char, y: char) -> f32 {
    if x == y {
        return 0.0;
    }
    let is_near = CONFUSABLE.iter().any(|group| group.contains(x) && group.contains(y));
    if is_near { CONFUSED } else { 1.0 }
}

/// How well two lists align (Needleman and Wunsch 1970, over names): the mean similarity of the pairs.
#[must_use]
pub fn list_similarity(a: &[&str], b: &[&str]) -> f32 {
    let mut row = vec![0.0_f32; b.len() + 1];
    for x in a {
        let mut diagonal = 0.0;
        let mut left = 0.0_f32;
        for (y, place) in b.iter().zip(row.iter_mut().skip(1)) {
            let above = *place;
            let best = (diagonal + similarity(x, y)).max(above).max(left);
            *place = best;
            left = best;
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0.0) / a.len().max(b.len()).max(1) as f32
}

/// Takes out lines that repeat a clean list above them in garbled form, and leaves a note on each.
#[must_use]
pub fn without_duplicates(section: &Section, notes: &mut Vec<Note>) -> Section {
    let mut kept = Section { parts: Vec::new(), ..section.clone() };
    for part in &section.parts {
        if let Part::Line(line) = part
            && is_garbled_list(&line.text())
            && repeats(&kept.parts, &line.text())
        {
            let message = "a line repeats the list of authors above it in garbled form and was left out";
            let excerpt = Some(line.text());
            notes.push(Note {
                page: Some(line.page),
                excerpt,
                bbox: Some(line.bbox),
                ..Note::new(NoteCode::DuplicateText, message)
            });
            continue;
        }
        kept.parts.push(part.clone());
    }
    kept
}

fn repeats(above: &[Part], garbled: &str) -> bool {
    let garbled = names_of(garbled);
    above.iter().rev().take(LINES_BETWEEN).any(|part| {
        let Part::Line(line) = part else { return false };
        let text = line.text();
        let clean = names_of(&text);
        clean.len().abs_diff(garbled.len()) <= 1
            && !is_garbled_list(&text)
            && SAME_LIST <= list_similarity(&clean, &garbled)
    })
}

/// Repairs the garbled names of all publications against the clean ones; what stays garbled is marked.
pub fn repair(cv: &mut Cv, owner: Option<&str>, notes: &mut Vec<Note>) {
    let damaged: Vec<bool> = cv.publications.iter().map(is_damaged).collect();
    if !damaged.contains(&true) {
        return;
    }
    let clean = clean_names(&cv.publications, &damaged, owner);
    for (k, (publication, _)) in
        cv.publications.iter_mut().zip(&damaged).enumerate().filter(|(_, (_, damaged))| **damaged)
    {
        for (n, author) in publication.authors.iter_mut().enumerate() {
            let pointer = format!("/publications/{k}/authors/{n}");
            mend(author, &clean, &pointer, notes);
        }
    }
}

/// The author list shows damage: at least one name is malformed.
fn is_damaged(publication: &Publication) -> bool {
    publication.authors.iter().any(|author| is_malformed(&author.value))
}

/// Names of the lists without damage, and the owner's.
fn clean_names(publications: &[Publication], damaged: &[bool], owner: Option<&str>) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (publication, _) in publications.iter().zip(damaged).filter(|(_, damaged)| !**damaged) {
        for author in &publication.authors {
            *counts.entry(author.value.as_str()).or_default() += 1;
        }
    }
    let mut names: Vec<String> = counts.into_keys().chain(owner).map(str::to_owned).collect();
    names.sort();
    names.dedup();
    names
}

fn mend(author: &mut Text, clean: &[String], pointer: &str, notes: &mut Vec<Note>) {
    if clean.contains(&author.value) {
        return;
    }
    if let Some(name) = best_match(&author.value, clean) {
        let message = "a garbled name was repaired to one that the CV prints elsewhere";
        notes.push(note(NoteCode::RepairedText, message, author, pointer));
        author.value = name.to_owned();
        author.evidence.repaired = true;
        author.evidence.confidence = REPAIRED;
    } else if is_malformed(&author.value) {
        let message = "a garbled name that no other name of the CV explains safely; left as printed";
        notes.push(note(NoteCode::GarbledText, message, author, pointer));
        author.evidence.confidence = DOUBTFUL;
    }
}

fn note(code: NoteCode, message: &str, author: &Text, pointer: &str) -> Note {
    Note {
        pointer: Some(pointer.to_owned()),
        page: Some(author.evidence.page),
        excerpt: Some(author.evidence.raw.clone()),
        ..Note::new(code, message)
    }
}

/// The clean name that `garbled` stands for, where one is near enough and no other comes near.
#[must_use]
pub fn best_match<'a>(garbled: &str, clean: &'a [String]) -> Option<&'a str> {
    if letters(garbled).len() < LEAST_LETTERS {
        return None;
    }
    let mut best: Option<(&str, f32)> = None;
    let mut second = 0.0_f32;
    for name in clean {
        let score = similarity(garbled, name);
        match best {
            Some((_, top)) if score <= top => second = second.max(score),
            _ => {
                second = best.map_or(0.0, |(_, top)| top);
                best = Some((name, score));
            }
        }
    }
    best.filter(|(_, top)| ALIKE <= *top && MARGIN <= *top - second).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean() -> Vec<String> {
        ["Xin Liu", "Xin Jin", "Xuanzhe Liu", "Bingyang Wu", "Zili Zhang", "Ruidong Zhu"].map(str::to_owned).to_vec()
    }

    #[track_caller]
    fn check(garbled: &str, expected: Option<&str>) {
        assert_eq!(best_match(garbled, &clean()), expected);
    }

    #[test]
    fn a_near_name_is_found_again() {
        check("bingyang wa", Some("Bingyang Wu"));
        check("Bingyanq W u", Some("Bingyang Wu"));
    }

    #[test]
    fn names_alike_are_never_merged() {
        check("xin lin", None);
        check("hir bin", None);
    }

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
    fn a_garbled_list_aligns_with_its_clean_one() {
        let clean = ["Bingyang Wu", "Ruidong Zhu", "Zili Zhang", "Peng Sun", "Xuanzhe Liu", "Xin Jin"];
        let garbled = ["bingyang wa", "halaong zha", "zha zhang", "r eng ban", "haanzhe zha", "hir bin"];
        let other = ["Anna Bee", "Carl Dee", "Eve Eff", "Gus Aitch", "Ida Jay", "Kay Ell"];
        assert!(SAME_LIST < list_similarity(&clean, &garbled));
        assert!(list_similarity(&other, &garbled) < SAME_LIST);
    }
}
