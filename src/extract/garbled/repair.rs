//! Repairs the garbled names of publications.
//!
//! In: the publications of a CV and its owner. Out: the same with garbled author lists mended, and a note on each name
//! that was mended or left in doubt; evidence keeps what was printed.

use super::alike::{Name, align, nearest};
use super::damage::{Lists, halves, is_malformed};
use super::twice::copied;
use crate::error::{Note, NoteCode};
use crate::model::{Confidence, Cv, Text};
use crate::read::citation::lexicon::lexicon;

/// A garbled name stands for a clean one from this similarity on …
const ALIKE: f32 = 0.75;
/// … and with this margin over every other clean name.
const MARGIN: f32 = 0.12;
/// Where the list aligns with a clean one, less will do for the name at the same place …
const ALIKE_IN_PLACE: f32 = 0.5;
/// … with this margin.
const MARGIN_IN_PLACE: f32 = 0.05;
/// Two lists are of the same people from this mean similarity of their pairs on.
const SAME_PEOPLE: f32 = 0.6;
/// Each of two names that ran together is as alike as this to a clean one.
const ALIKE_HALF: f32 = 0.7;
/// Names shorter than this are not repaired: the rest is too short to tell.
const LEAST_LETTERS: usize = 4;
/// A name that may be two has at least so many words.
const JOINT_WORDS: usize = 3;
/// What is left of a misread "and" has at most so many letters.
const JOINT_LETTERS: usize = 4;
/// A repaired name is this sure.
const REPAIRED: Confidence = Confidence(0.7);
/// A name that stays garbled is this sure.
const DOUBTFUL: Confidence = Confidence(0.3);

/// The lists of names of a CV: which are damaged, and the names of the others.
#[derive(Debug)]
pub struct Names {
    all: Lists,
    damaged: Vec<bool>,
    clean: Vec<Name>,
}

impl Names {
    /// Looks at the lists of names of a CV.
    #[must_use]
    pub fn new(lists: &[Vec<String>], owner: Option<&str>) -> Self {
        let all = Lists::new(lists, owner);
        let damaged = all.damaged();
        // Where nothing is to be mended, nobody asks for the clean names.
        let is_asked = damaged.contains(&true);
        let undamaged = all.names(|list| damaged.get(list) == Some(&false));
        let mut clean: Vec<Name> = undamaged.filter(|_| is_asked).cloned().collect();
        clean.sort_by(|a, b| a.text.cmp(&b.text));
        Self { all, damaged, clean }
    }

    /// What each name of list `k` stands for: one name, two where a comma was lost, or itself; `None` where the list is
    /// not damaged.
    #[must_use]
    pub fn mended(&self, k: usize) -> Option<Vec<Vec<String>>> {
        if self.damaged.get(k) != Some(&true) {
            return None;
        }
        let parted: Vec<Vec<Name>> = self.all.names_of(k).map(|name| self.parted(name)).collect();
        let flat: Vec<&Name> = parted.iter().flatten().collect();
        let mut places = self.in_place(&flat).into_iter();
        let mend =
            |part: &Name, place: Option<&Name>| self.mend(part, place).map_or(&part.text, |name| &name.text).clone();
        let mut mended = Vec::with_capacity(parted.len());
        for parts in &parted {
            mended.push(parts.iter().map(|part| mend(part, places.next().flatten())).collect());
        }
        Some(mended)
    }

    /// The names that a printed one is made of: two where a comma was lost between them.
    fn parted(&self, name: &Name) -> Vec<Name> {
        let nearest = |part: &Name, least| nearest(part, least, self.clean.iter()).map_or(0.0, |(_, alike)| alike);
        if self.is_clean(name) || ALIKE <= nearest(name, ALIKE) {
            return vec![name.clone()];
        }
        let nearest = |half: &Name| nearest(half, ALIKE_HALF);
        let scored = halves(&name.text, JOINT_WORDS, 1).map(|(a, b)| (nearest(&a).min(nearest(&b)), a, b));
        let best = scored.filter(|(score, ..)| ALIKE_HALF <= *score).max_by(|a, b| a.0.total_cmp(&b.0));
        best.map_or_else(|| vec![name.clone()], |(_, a, b)| vec![a, b])
    }

    /// For each name the one at its place in the clean list that is most like this one.
    fn in_place(&self, list: &[&Name]) -> Vec<Option<&Name>> {
        let undamaged = self.damaged.iter().enumerate().filter(|(_, damaged)| !**damaged);
        let mut best = (SAME_PEOPLE * list.len() as f32, vec![None; list.len()]);
        for (k, _) in undamaged {
            let clean: Vec<&Name> = self.all.names_of(k).collect();
            // No pair is more alike than the same name twice.
            if (list.len().min(clean.len()) as f32) < best.0 {
                continue;
            }
            let pairs = align(list, &clean);
            let total: f32 = pairs.iter().flatten().map(|(_, similarity)| similarity).sum();
            if best.0 <= total {
                best = (total, pairs.iter().map(|pair| pair.and_then(|(at, _)| clean.get(at).copied())).collect());
            }
        }
        best.1
    }

    fn is_clean(&self, name: &Name) -> bool {
        self.clean.iter().any(|clean| clean.text == name.text)
    }

    /// The clean name that `name` of a damaged list stands for, where one is near enough and no other comes near.
    fn mend(&self, name: &Name, place: Option<&Name>) -> Option<&Name> {
        if self.is_clean(name) {
            return None;
        }
        // "ancl Zili Zhang": what is left of "and" is no part of the name.
        let bare = without_joint(&name.text);
        if let Some(clean) = bare.and_then(|bare| self.clean.iter().find(|clean| clean.text == bare)) {
            return Some(clean);
        }
        let mut same = self.clean.iter().filter(|clean| clean.is_same(name));
        if let (Some(one), None) = (same.next(), same.next()) {
            return Some(one);
        }
        if name.n_letters() < LEAST_LETTERS || self.all.is_well_formed(name) {
            return None;
        }
        // Less than alike will do for the name in its place alone.
        let in_place = place.and_then(|place| nearest(name, ALIKE_IN_PLACE, std::iter::once(place)));
        let least = in_place.map_or(ALIKE, |(_, alike)| alike.min(ALIKE));
        let (best, top) = nearest(name, least, self.clean.iter())?;
        let others = self.clean.iter().filter(|other| !other.is_form_of(best));
        // Those that do not come near need not be told apart.
        let second = nearest(name, top - 2.0 * MARGIN, others).map_or(0.0, |(_, similarity)| similarity);
        let is_there = place.is_some_and(|place| place.text == best.text);
        let is_alone = ALIKE <= top && MARGIN <= top - second;
        let is_in_place = is_there && ALIKE_IN_PLACE <= top && MARGIN_IN_PLACE <= top - second;
        (is_alone || is_in_place).then_some(best)
    }

    /// Some list is damaged.
    #[must_use]
    pub fn has_damage(&self) -> bool {
        self.damaged.contains(&true)
    }
}

/// The name without a short word in small letters before it, which is no particle.
fn without_joint(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once(' ')?;
    let is_small = first.chars().all(char::is_lowercase) && first.chars().count() <= JOINT_LETTERS;
    (is_small && !lexicon().particle.contains(first) && rest.contains(' ')).then_some(rest)
}

/// Repairs the garbled names of all publications against the clean ones; what stays garbled is marked.
pub fn repair(cv: &mut Cv, owner: Option<&str>, notes: &mut Vec<Note>) {
    let cut = drop_copies(cv, |_| true, |_| false, notes);
    let lists: Vec<Vec<String>> = cv.publications.iter().map(|publication| values(&publication.authors)).collect();
    let names = Names::new(&lists, owner);
    for (k, publication) in cv.publications.iter_mut().enumerate() {
        let Some(mended) = names.mended(k) else { continue };
        let printed = std::mem::take(&mut publication.authors);
        for (author, parts) in printed.into_iter().zip(mended) {
            for part in parts {
                let pointer = format!("/publications/{k}/authors/{}", publication.authors.len());
                publication.authors.push(repaired(&author, part, &pointer, notes));
            }
        }
    }
    // What ran together was two names: a list that is there twice may show only now.
    let is_damaged = |k: usize| names.damaged.get(k) == Some(&true);
    drop_copies(cv, |k| cut.contains(&k) || is_damaged(k), is_damaged, notes);
}

fn values(authors: &[Text]) -> Vec<String> {
    authors.iter().map(|author| author.value.clone()).collect()
}

/// Takes out lists that an entry has twice, of those that are looked at, and in damaged lists names that stand there
/// twice. Returns the entries from which something was taken.
fn drop_copies(
    cv: &mut Cv,
    is_seen: impl Fn(usize) -> bool,
    is_damaged: impl Fn(usize) -> bool,
    notes: &mut Vec<Note>,
) -> Vec<usize> {
    let mut cut = Vec::new();
    for (k, publication) in cv.publications.iter_mut().enumerate().filter(|(k, _)| is_seen(*k)) {
        let names = values(&publication.authors);
        let copy = copied(&names).unwrap_or(0..0);
        let is_repeated = |at: usize, name: &String| is_damaged(k) && names.iter().take(at).any(|other| other == name);
        let is_dropped: Vec<bool> =
            names.iter().enumerate().map(|(at, name)| copy.contains(&at) || is_repeated(at, name)).collect();
        if is_dropped.contains(&true) {
            drop_names(k, &mut publication.authors, &is_dropped, notes);
            cut.push(k);
        }
    }
    cut
}

/// Takes names out of the list of publication `k`; notes on the names that stay follow them.
fn drop_names(k: usize, authors: &mut Vec<Text>, is_dropped: &[bool], notes: &mut Vec<Note>) {
    let list = format!("/publications/{k}/authors");
    notes.retain_mut(|note| {
        let rest = note.pointer.as_deref().and_then(|at| at.strip_prefix(&list)?.strip_prefix('/'));
        let Some(number) = rest.and_then(|rest| rest.parse::<usize>().ok()) else { return true };
        let n_before = is_dropped.iter().take(number).filter(|dropped| **dropped).count();
        note.pointer = Some(format!("{list}/{}", number - n_before));
        is_dropped.get(number) != Some(&true)
    });
    let mut dropped = is_dropped.iter();
    let gone: Vec<Text> = authors.extract_if(.., |_| dropped.next() == Some(&true)).collect();
    let raw: Vec<&str> = gone.iter().map(|author| author.evidence.raw.as_str()).collect();
    let message = "a list of authors repeats itself, one time in garbled form, and was left out once";
    notes.push(Note {
        pointer: Some(list),
        page: gone.first().map(|author| author.evidence.page),
        excerpt: Some(raw.join(", ")),
        ..Note::new(NoteCode::DuplicateText, message)
    });
}

/// The author called `name`, with a note where that is not what was printed, or where the name stays garbled.
fn repaired(author: &Text, name: String, pointer: &str, notes: &mut Vec<Note>) -> Text {
    let mut author = author.clone();
    if author.value != name {
        let message = "a garbled name was repaired to one that the CV prints elsewhere";
        notes.push(note(NoteCode::RepairedText, message, &author, pointer));
        author.value = name;
        author.evidence.repaired = true;
        author.evidence.confidence = REPAIRED;
    } else if is_malformed(&author.value) {
        let message = "a garbled name that no other name of the CV explains safely; left as printed";
        notes.push(note(NoteCode::GarbledText, message, &author, pointer));
        author.evidence.confidence = DOUBTFUL;
    }
    author
}

fn note(code: NoteCode, message: &str, author: &Text, pointer: &str) -> Note {
    Note {
        pointer: Some(pointer.to_owned()),
        page: Some(author.evidence.page),
        excerpt: Some(author.evidence.raw.clone()),
        ..Note::new(code, message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLEAN: [&[&str]; 3] = [
        &["Bingyang Wu", "Ruidong Zhu", "Zili Zhang", "Xin Jin"],
        &["Zili Zhang", "Xin Liu", "Xuanzhe Liu", "Xin Jin"],
        &["Thandeka Abernathy", "Zili Zhang", "Carlos de Souza"],
    ];

    #[track_caller]
    fn check(printed: &[&str], expected: &[&str]) {
        let owned = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let mut lists: Vec<Vec<String>> = CLEAN.iter().map(|list| owned(list)).collect();
        lists.push(owned(printed));
        let names = Names::new(&lists, Some("Zili Zhang"));
        assert!((0..CLEAN.len()).all(|k| names.mended(k).is_none()), "a clean list was touched");
        let mended = names.mended(CLEAN.len()).map_or(owned(printed), |mended| mended.concat());
        assert_eq!(mended, owned(expected));
    }

    #[test]
    fn a_misread_list_is_repaired() {
        check(&["bingyang wa", "ruiclong zhu", "zili zhanq"], &["Bingyang Wu", "Ruidong Zhu", "Zili Zhang"]);
        check(&["Thanoeka Abernathv", "Zi1i Zhang"], &["Thandeka Abernathy", "Zili Zhang"]);
    }

    #[test]
    fn a_lost_comma_is_found_again() {
        check(
            &["thandeka abernathy zili zhong", "carlos de scuza"],
            &["Thandeka Abernathy", "Zili Zhang", "Carlos de Souza"],
        );
    }

    #[test]
    fn names_alike_are_never_merged() {
        check(&["Xin Liu", "Xin Lin", "Xuanzhe Lin"], &["Xin Liu", "Xin Lin", "Xuanzhe Lin"]);
        check(&["xin lin", "z1li zhang"], &["xin lin", "Zili Zhang"]);
    }

    #[test]
    fn one_near_name_is_another_person() {
        check(&["Carla de Souza", "Zili Zhang"], &["Carla de Souza", "Zili Zhang"]);
    }
}
