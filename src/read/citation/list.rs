//! A list of references read as a whole: its citation style is one, and its owner stands in its author lists.
//!
//! In: the references of one list with their hints, and the owner's name where it is known. Out: [`Citation`]s. Each
//! is read alone first; the passages from field to field that the list prefers then weigh in a second reading, and
//! the order of given and family names is chosen for all.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Citation;
use super::features::Hint;
use super::fields::{author_list, fields, read_authors};
use super::model::{Label, Model, N_BOUNDARIES, N_LABELS, N_LANES, Scores, Transitions, boundaries, built_in, decode};
use super::names::{self, Order, Owner};
use super::words::{Word, words};

/// One reference of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Input<'a> {
    /// The reference.
    pub text: &'a str,
    /// How it is set.
    pub hints: Vec<Hint>,
}

/// A list has a style of its own from this many references on.
const LIST_OF: usize = 3;
/// A list is read this many times more: what it prefers is clearer after each.
const ROUNDS: usize = 2;
/// Weight of a passage that all references of the list have, in the model's units (32 are one nat).
const SHARED: f32 = 80.0;
/// A passage into a field is the custom of the list when it is at least this often as the commonest one.
const CUSTOM: f32 = 0.5;
/// Weight against a passage that is not the custom of the list.
const FOREIGN: f32 = 40.0;
/// A list keeps to the common order of names unless its own best one is better by this much.
const ORDER_SLACK: f32 = 1.2;

/// A reference as it is read without the others of its list.
#[derive(Debug)]
struct Alone {
    text: String,
    hints: Vec<Hint>,
    words: Vec<Word>,
    /// The number of the line or cell in which each word stands.
    rows: Vec<usize>,
    /// Kinds of the boundaries before the words.
    boundaries: Vec<usize>,
    emissions: Vec<Scores>,
    labels: Vec<Label>,
    /// What labels were read as: few of them change from list to list.
    read: RefCell<Vec<(Vec<Label>, Rc<Citation>)>>,
}

/// A list that was read but for the names of its authors.
#[derive(Debug, Clone)]
pub struct Reading {
    references: Vec<Rc<Alone>>,
    labels: Rc<[Vec<Label>]>,
    /// The fields of each reference.
    pub citations: Vec<Rc<Citation>>,
}

impl Reading {
    /// The words of reference `at`, each with what it belongs to.
    pub fn marked(&self, at: usize) -> impl Iterator<Item = (&Word, Label)> {
        let words = self.references.get(at).into_iter().flat_map(|one| &one.words);
        words.zip(self.labels.get(at).into_iter().flatten().copied())
    }
}

/// Reads lists, each of them perhaps cut in several ways: a reference that stood in an earlier cut is not labelled
/// anew.
#[derive(Debug)]
pub struct Lists<'a> {
    owner: Option<&'a Owner>,
    references: RefCell<HashMap<String, Vec<Rc<Alone>>>>,
    read: RefCell<Vec<Reading>>,
}

impl<'a> Lists<'a> {
    /// Nothing was read yet; `owner` is the person whose lists they are.
    #[must_use]
    pub fn new(owner: Option<&'a Owner>) -> Self {
        Self { owner, references: RefCell::default(), read: RefCell::default() }
    }

    /// Reads the fields of a list, the names of its authors left out.
    #[must_use]
    pub fn read(&self, inputs: &[Input]) -> Reading {
        let references: Vec<Rc<Alone>> = inputs.iter().map(|input| self.alone(input)).collect();
        let is_same = |read: &&Reading| {
            read.references.len() == references.len()
                && read.references.iter().zip(&references).all(|(a, b)| Rc::ptr_eq(a, b))
        };
        if let Some(read) = self.read.borrow().iter().find(is_same) {
            return read.clone();
        }
        let labels = labels(built_in(), &references);
        let citations = references.iter().zip(&labels).map(|(one, labels)| one.citation(labels)).collect();
        let read = Reading { references, labels: labels.into(), citations };
        self.read.borrow_mut().push(read.clone());
        read
    }

    /// The citations of a list with the names of their authors: their order is chosen for all.
    #[must_use]
    pub fn with_authors(&self, read: &Reading) -> Vec<Citation> {
        let all = || read.references.iter().zip(&read.citations);
        let lists: Vec<names::List> =
            all().map(|(one, citation)| author_list(&one.text, &one.words, citation)).collect();
        let scores: Vec<[f32; ORDERS.len()]> =
            lists.iter().map(|list| ORDERS.map(|order| list.score(order, self.owner))).collect();
        let common = common_order(&scores);
        let citations = all().zip(&lists).zip(&scores).map(|(((_, citation), list), scores)| {
            let mut citation = Citation::clone(citation);
            read_authors(list, own_order(scores, common), &mut citation);
            citation
        });
        citations.collect()
    }

    fn alone(&self, input: &Input) -> Rc<Alone> {
        let mut references = self.references.borrow_mut();
        if let Some(known) = references.get(input.text).and_then(|all| all.iter().find(|one| one.hints == input.hints))
        {
            return Rc::clone(known);
        }
        let alone = Rc::new(Alone::of(built_in(), input, self.owner));
        references.entry(input.text.to_owned()).or_default().push(Rc::clone(&alone));
        alone
    }
}

/// The labels of the words of each reference, in the custom of the list.
fn labels(model: &Model, references: &[Rc<Alone>]) -> Vec<Vec<Label>> {
    let mut labels: Vec<Vec<Label>> = references.iter().map(|one| one.labels.clone()).collect();
    if LIST_OF <= references.len() {
        for _ in 0..ROUNDS {
            let transitions = biased(&model.transitions, &bias(references, &labels));
            let slots = slots(references, &labels);
            let again: Vec<_> =
                references.iter().map(|one| decode(&transitions, &one.boundaries, &one.emissions_in(&slots))).collect();
            // What prefers the same as before chooses the same.
            if again == labels {
                break;
            }
            labels = again;
        }
    }
    labels
}

impl Alone {
    fn of(model: &Model, input: &Input, owner: Option<&Owner>) -> Self {
        let words = words(input.text);
        let mut emissions = model.emissions(&words, &input.hints);
        if let Some(owner) = owner {
            anchor(input.text, &words, owner, &mut emissions);
        }
        let boundaries = boundaries(&words);
        let labels = decode(&model.transitions, &boundaries, &emissions);
        let (text, hints) = (input.text.to_owned(), input.hints.clone());
        let rows = rows(&words);
        Self { text, hints, words, rows, boundaries, emissions, labels, read: RefCell::default() }
    }

    /// The emissions with what the list says of each line.
    fn emissions_in(&self, slots: &Slots) -> Cow<'_, [Scores]> {
        if self.rows.last().is_none_or(|last| *last == 0) {
            return Cow::Borrowed(&self.emissions);
        }
        let mut emissions = self.emissions.clone();
        for (at, scores) in emissions.iter_mut().enumerate().filter(|(at, _)| self.counts(*at)) {
            let Some((n_rows, slot)) = self.slot(at).and_then(|slot| slots.get(&slot)) else { continue };
            // The reference that is read again counts itself.
            if LIST_OF <= *n_rows {
                scores.iter_mut().zip(slot).for_each(|(score, share)| *score += (SLOT * share / *n_rows as f32) as i16);
            }
        }
        Cow::Owned(emissions)
    }

    /// The line in which word `at` stands, and how many there are.
    fn slot(&self, at: usize) -> Option<Slot> {
        Some((*self.rows.get(at)?, *self.rows.last()?))
    }

    /// Word `at` tells what its line is.
    fn counts(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(Word::is_letters)
    }

    /// The fields that `labels` mark.
    fn citation(&self, labels: &[Label]) -> Rc<Citation> {
        let mut read = self.read.borrow_mut();
        if let Some((_, citation)) = read.iter().find(|(known, _)| *known == labels) {
            return Rc::clone(citation);
        }
        let citation = Rc::new(fields(&self.text, &self.words, labels));
        read.push((labels.to_vec(), Rc::clone(&citation)));
        citation
    }
}

/// Weight of a label that all words of a line have in all references of a list that are set in as many lines.
const SLOT: f32 = 96.0;

/// A line of references in so many lines: its number, and that of the last.
type Slot = (usize, usize);
/// For each line the number of references that have it, and the sum of the shares that each label has of its words.
type Slots = HashMap<Slot, (usize, [f32; N_LABELS])>;

/// What stands in each line of the references that have several.
fn slots(references: &[Rc<Alone>], labels: &[Vec<Label>]) -> Slots {
    let mut slots = Slots::new();
    for (one, labels) in references.iter().zip(labels).filter(|(one, _)| one.rows.last().is_some_and(|last| 0 < *last))
    {
        let mut counts: HashMap<Slot, [f32; N_LABELS]> = HashMap::new();
        for (at, label) in labels.iter().enumerate().filter(|(at, _)| one.counts(*at)) {
            let Some(slot) = one.slot(at) else { continue };
            if let Some(count) = counts.entry(slot).or_default().get_mut(*label as usize) {
                *count += 1.0;
            }
        }
        for (slot, counts) in counts {
            let n_words: f32 = counts.iter().sum();
            let (n_rows, sums) = slots.entry(slot).or_default();
            *n_rows += 1;
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count / n_words);
        }
    }
    slots
}

/// The number of the line or cell of each word; a break belongs to the line above.
fn rows(words: &[Word]) -> Vec<usize> {
    let mut row = 0;
    let rows = words.iter().map(|word| {
        let at = row;
        row += usize::from(matches!(word.sign(), Some('\n' | '\t')));
        at
    });
    rows.collect()
}

/// Weight for the owner's name as part of the authors (32 are one nat): it anchors the list of names.
const OWNER: i16 = 96;
/// The owner's name has at most this many words and signs.
const OWNER_WORDS: usize = 9;

/// Adds weight to the label of authors where the owner's name stands.
fn anchor(text: &str, words: &[Word], owner: &Owner, emissions: &mut [Scores]) {
    let mut at = 0;
    while at < words.len() {
        let n_words = owner_length(text, words.get(at..).unwrap_or(&[]), owner);
        for scores in emissions.iter_mut().skip(at).take(n_words) {
            if let Some(score) = scores.get_mut(Label::Author as usize) {
                *score += OWNER;
            }
        }
        at += n_words.max(1);
    }
}

/// Number of words of the owner's name, in any form, at the start of `words`.
fn owner_length(text: &str, words: &[Word], owner: &Owner) -> usize {
    let Some(first) = words.first().filter(|first| first.starts_large() && first.is_letters()) else { return 0 };
    let letter = text.get(first.range.clone()).and_then(|word| word.chars().next());
    if !letter.is_some_and(|letter| owner.may_start(letter)) {
        return 0;
    }
    let mut best = 0;
    for (k, word) in words.iter().take(OWNER_WORDS).enumerate().filter(|(_, word)| word.is_letters()) {
        let name = text.get(first.range.start..word.range.end).unwrap_or("");
        if !owner.has(name) {
            break;
        }
        if owner.is_whole(name) {
            best = k + 1;
        }
    }
    best
}

/// What the list says for or against each passage from one field to another.
fn bias(references: &[Rc<Alone>], labels: &[Vec<Label>]) -> Vec<Transitions> {
    let mut counts = vec![[[0u32; N_LABELS]; N_LABELS]; N_BOUNDARIES];
    for (one, labels) in references.iter().zip(labels) {
        let mut seen = Vec::new();
        for (pair, boundary) in labels.windows(2).zip(one.boundaries.iter().skip(1)) {
            let [from, to] = pair else { continue };
            let passage = (*boundary, *from as usize, *to as usize);
            if from != to && !seen.contains(&passage) {
                seen.push(passage);
            }
        }
        for (kind, from, to) in seen {
            if let Some(count) =
                counts.get_mut(kind).and_then(|rows| rows.get_mut(from)).and_then(|row| row.get_mut(to))
            {
                *count += 1;
            }
        }
    }
    weights(&counts, references.len() as f32)
}

/// Weight of each passage: for it where the list has a custom, against it where it has another one.
fn weights(counts: &[[[u32; N_LABELS]; N_LABELS]], n_all: f32) -> Vec<Transitions> {
    // The reference that is read again counts itself: one alone is no custom of the list.
    let share = |count: u32| count.saturating_sub(1) as f32 / (n_all - 1.0);
    let mut most = [0; N_LABELS];
    for row in counts.iter().flatten() {
        most.iter_mut().zip(row).for_each(|(most, count)| *most = *count.max(most));
    }
    let customs = most.map(share);
    let mut foreign: Scores = [0; N_LANES];
    foreign.iter_mut().zip(customs).for_each(|(weight, custom)| *weight = -(FOREIGN + SHARED * custom) as i16 / 2);
    let rows = counts.iter().map(|rows| {
        let mut bias = [foreign; N_LABELS];
        for (from, (row, counts)) in bias.iter_mut().zip(rows).enumerate() {
            row.get_mut(from).into_iter().for_each(|weight| *weight = 0);
            let others = row.iter_mut().zip(counts).zip(customs).enumerate().filter(|(to, _)| *to != from);
            for (_, ((weight, count), custom)) in others.filter(|(_, ((_, count), _))| 1 < **count) {
                if CUSTOM * custom < share(*count) {
                    *weight = (SHARED * share(*count)) as i16;
                }
            }
        }
        bias
    });
    rows.collect()
}

/// The transitions with what the list says for or against each.
fn biased(transitions: &[Transitions], bias: &[Transitions]) -> Vec<Transitions> {
    let mut biased = transitions.to_vec();
    let scores = biased
        .iter_mut()
        .zip(bias)
        .flat_map(|(rows, bias)| rows.as_flattened_mut().iter_mut().zip(bias.as_flattened()));
    scores.for_each(|(score, bias)| *score += bias);
    biased
}

const ORDERS: [Order; 3] = [Order::Given, Order::FirstInverted, Order::Inverted];

/// The order of names that suits all author lists together, by the scores of each list in each order.
fn common_order(scores: &[[f32; ORDERS.len()]]) -> usize {
    let mut best = (f32::MIN, 0);
    for order in 0..ORDERS.len() {
        let total = scores.iter().filter_map(|scores| scores.get(order)).sum();
        if best.0 < total {
            best = (total, order);
        }
    }
    best.1
}

/// The common order, unless this list reads much better in another.
fn own_order(scores: &[f32; ORDERS.len()], common: usize) -> Order {
    let of_common = scores.get(common).copied().unwrap_or_default();
    let mut best = (of_common + ORDER_SLACK, common);
    for (order, score) in scores.iter().enumerate() {
        if best.0 < *score {
            best = (*score, order);
        }
    }
    ORDERS.get(best.1).copied().unwrap_or_default()
}
