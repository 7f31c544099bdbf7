//! Names in Han characters, kana and Hangul: a known family name and one or two characters.

use std::ops::Range;

use super::known::known;
use crate::lang::{WordSet, is_sign};

/// A family name and two characters are hardly anything else; with one, it may be a word.
const THREE: f32 = 0.85;
const TWO: f32 = 0.65;

/// Family and given name stand apart.
const APART: f32 = 0.9;

/// A foreign name in kana or with a dot between.
const DOTTED: f32 = 0.6;

/// A name whose family name we do not know.
const UNKNOWN: f32 = 0.2;

/// How much `signs`, the characters of `name`, look like one person's name.
pub(super) fn likeness(name: &str, signs: &str) -> f32 {
    let n_signs = signs.chars().count();
    let is_dotted = name.contains(['·', '・', '•']);
    let is_kana = signs.chars().all(|c| matches!(c, '\u{3040}'..='\u{30ff}'));
    let is_hangul = signs.chars().all(|c| matches!(c, '\u{ac00}'..='\u{d7a3}'));
    let n_parts = name.split_whitespace().filter(|part| part.chars().any(is_sign)).count();
    match n_signs {
        _ if is_dotted => DOTTED,
        _ if is_kana => {
            if n_parts == 2 && n_signs < 12 {
                DOTTED
            } else {
                0.05
            }
        }
        _ if 2 < n_parts => 0.0,
        2..=4 if is_hangul => of_hangul(signs, n_signs),
        2..=7 if is_hangul || signs.is_empty() => 0.0,
        2..=6 => of_han(signs, n_signs, n_parts == 2),
        _ => 0.0,
    }
}

fn of_hangul(signs: &str, n_signs: usize) -> f32 {
    let Some(first) = signs.chars().next() else { return 0.0 };
    match n_signs {
        _ if !known().hangul.contains(first.encode_utf8(&mut [0; 4]) as &str) => UNKNOWN * 0.5,
        3 => THREE,
        _ => TWO * 0.7,
    }
}

fn of_han(signs: &str, n_signs: usize, is_apart: bool) -> f32 {
    let starts = |set: &WordSet, n: usize| {
        let end = signs.char_indices().nth(n).map(|(at, _)| at);
        end.and_then(|end| signs.get(..end)).is_some_and(|start| set.contains(start))
    };
    let (single, double) = (starts(&known().han, 1), starts(&known().han, 2));
    let is_japanese = (1..=3).any(|n| starts(&known().japanese, n));
    let is = |n: Range<usize>| n.contains(&n_signs);
    match () {
        () if double && is(3..5) => THREE,
        () if is_apart && (single && is(2..4) || is_japanese && is(3..7)) => APART,
        () if single && is(3..4) || is_japanese && is(3..6) => THREE,
        () if single && is(2..3) => TWO,
        () if is_apart && is(4..5) => 2.0 * UNKNOWN,
        () if is(2..5) => UNKNOWN,
        () => 0.0,
    }
}

/// The names in `range`: where spaces part names of Han characters ("陈思远 王伟"), each of them.
pub(super) fn parted(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let printed = text.get(range.clone()).unwrap_or_default();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for part in printed.split_whitespace() {
        let start = printed.get(at..).and_then(|rest| rest.find(part)).map_or(at, |offset| at + offset);
        at = start + part.len();
        parts.push(range.start + start..range.start + at);
    }
    let is_name = |part: &Range<usize>| {
        let signs = text.get(part.clone()).unwrap_or_default();
        signs.chars().all(is_sign) && TWO <= likeness(signs, signs)
    };
    if 1 < parts.len() && parts.iter().all(is_name) { parts } else { vec![range] }
}
