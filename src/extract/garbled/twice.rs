//! Author lists that an entry has twice: a bad scan reads a line and reads it again.
//!
//! In: the names of one list. Out: which of them are a copy of the others. No team is made of two halves that are alike
//! name by name.

use std::ops::Range;

use super::alike::{Name, is_misread, list_similarity};
use super::damage::{is_damaged, oddness};

/// Two halves are one list from this mean similarity on …
const SAME_LIST: f32 = 0.75;
/// … where each has so many names at least.
const LIST_NAMES: usize = 3;

/// The names that are the worse copy of those before or after them.
#[must_use]
pub fn copied(names: &[String]) -> Option<Range<usize>> {
    let middle = names.len() / 2;
    let ways = if names.len().is_multiple_of(2) { middle..middle + 1 } else { middle..middle + 2 };
    for at in ways.filter(|at| 0 < *at && *at < names.len()) {
        let (first, second) = names.split_at(at);
        if is_one_list(first, second) {
            let odd = |names: &[String]| names.iter().map(|name| oddness(name)).sum::<usize>();
            let is_first_worse = odd(second) < odd(first) || odd(second) == odd(first) && first.len() < second.len();
            return Some(if is_first_worse { 0..at } else { at..names.len() });
        }
    }
    None
}

fn is_one_list(first: &[String], second: &[String]) -> bool {
    // Most lists are told by their first two names: no other is prepared.
    let is_one = |(a, b): (&String, &String)| {
        let (a, b) = (Name::new(a), Name::new(b));
        a.is_same(&b) || is_misread(&a, &b) || is_misread(&b, &a)
    };
    if first.len() == second.len() && first.iter().zip(second).all(is_one) {
        return true;
    }
    // Where no name is damaged, people with names alike are a team.
    let is_damaged = |names: &[String]| names.iter().any(|name| is_damaged(name));
    LIST_NAMES <= first.len().min(second.len())
        && first.len().abs_diff(second.len()) <= 1
        && is_damaged(first) != is_damaged(second)
        && SAME_LIST <= list_similarity(&prepared(first), &prepared(second))
}

fn prepared(names: &[String]) -> Vec<Name> {
    names.iter().map(|name| Name::new(name)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expected: Option<&Range<usize>>) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(copied(&names).as_ref(), expected, "{names:?}");
    }

    #[test]
    fn the_worse_half_is_the_copy() {
        let garbled = ["Thandeka Abcrnathy", "ruidong zhu", "Zili Zhanq"];
        let clean = ["Thandeka Abernathy", "Ruidong Zhu", "Zili Zhang"];
        check(&[garbled, clean].concat(), Some(&(0..3)));
        check(&[clean, garbled].concat(), Some(&(3..6)));
        check(&["Zili Zhang", "Zili Zhang"], Some(&(1..2)));
    }

    #[test]
    fn people_with_names_alike_are_a_team() {
        check(&["Xin Liu", "Xin Lin"], None);
        check(&["Anna Bee", "Carl Dee", "Eve Foxglove", "Anna Dee", "Carl Bee", "Eve Hollis"], None);
        check(&["Zili Zhang"], None);
        check(&[], None);
    }
}
