//! A list of references read as a whole: its citation style is one, and its owner stands in its author lists.
//!
//! In: the references of one list with their hints, and the owner's name where it is known. Out: [`Citation`]s. Each
//! is read alone first; the passages from field to field that the list prefers then weigh in a second reading, and
//! the order of given and family names is chosen for all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::Citation;
use super::features::Hint;
use super::fields::{author_field, fields};
use super::model::{Label, Model, N_BOUNDARIES, N_LABELS, Scores, Transitions, boundary, built_in};
use super::names::{Order, Owner, people_in_order};
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

struct Labelled<'a> {
    input: &'a Input<'a>,
    alone: Rc<Alone>,
    labels: Vec<Label>,
}

/// A reference as it is read without the others of its list.
#[derive(Debug)]
struct Alone {
    words: Vec<Word>,
    emissions: Vec<Scores>,
    labels: Vec<Label>,
}

/// The text of a reference and how it is set.
type Reference = (String, Vec<Hint>);

/// Reads lists, each of them perhaps cut in several ways: a reference that stood in an earlier cut is not labelled
/// anew.
#[derive(Debug, Default)]
pub struct Lists {
    seen: RefCell<HashMap<Reference, Rc<Alone>>>,
}

impl Lists {
    /// Reads a list, as [`super::read_list`] does.
    #[must_use]
    pub fn read(&self, inputs: &[Input], owner: Option<&str>) -> Vec<Citation> {
        let owner = owner.map(Owner::new);
        let labelled = inputs.iter().map(|input| self.labelled(input, owner.as_ref())).collect();
        read_labelled(built_in(), labelled, owner.as_ref())
    }

    fn labelled<'a>(&self, input: &'a Input<'a>, owner: Option<&Owner>) -> Labelled<'a> {
        let key = (input.text.to_owned(), input.hints.clone());
        let alone = Rc::clone(
            self.seen.borrow_mut().entry(key).or_insert_with(|| Rc::new(Alone::of(built_in(), input, owner))),
        );
        Labelled { input, labels: alone.labels.clone(), alone }
    }
}

/// Reads a list.
#[must_use]
pub fn read_list(model: &Model, inputs: &[Input], owner: Option<&str>) -> Vec<Citation> {
    let owner = owner.map(Owner::new);
    let labelled = inputs.iter().map(|input| {
        let alone = Alone::of(model, input, owner.as_ref());
        Labelled { input, labels: alone.labels.clone(), alone: Rc::new(alone) }
    });
    read_labelled(model, labelled.collect(), owner.as_ref())
}

fn read_labelled(model: &Model, mut labelled: Vec<Labelled>, owner: Option<&Owner>) -> Vec<Citation> {
    if LIST_OF <= labelled.len() {
        for _ in 0..ROUNDS {
            let bias = bias(&labelled);
            for one in &mut labelled {
                one.labels = model.decode(&one.alone.words, &one.alone.emissions, Some(&bias));
            }
        }
    }
    let lists: Vec<&str> =
        labelled.iter().map(|one| author_field(one.input.text, &one.alone.words, &one.labels)).collect();
    let order = common_order(&lists, owner);
    let read = labelled.iter().zip(&lists).map(|(one, authors)| {
        let own = own_order(authors, order, owner);
        fields(one.input.text, &one.alone.words, &one.labels, own)
    });
    read.collect()
}

impl Alone {
    fn of(model: &Model, input: &Input, owner: Option<&Owner>) -> Self {
        let words = words(input.text);
        let mut emissions = model.emissions(&words, &input.hints);
        if let Some(owner) = owner {
            anchor(input.text, &words, owner, &mut emissions);
        }
        let labels = model.decode(&words, &emissions, None);
        Self { words, emissions, labels }
    }
}

/// Weight for the owner's name as part of the authors (32 are one nat): it anchors the list of names.
const OWNER: i32 = 96;
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
fn bias(list: &[Labelled]) -> Vec<Transitions> {
    let mut counts = vec![[[0u32; N_LABELS]; N_LABELS]; N_BOUNDARIES];
    for one in list {
        let mut seen = Vec::new();
        for (at, pair) in one.labels.windows(2).enumerate() {
            let [from, to] = pair else { continue };
            let passage = (boundary(&one.alone.words, at + 1), *from as usize, *to as usize);
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
    weights(&counts, list.len() as f32)
}

/// Weight of each passage: for it where the list has a custom, against it where it has another one.
fn weights(counts: &[[[u32; N_LABELS]; N_LABELS]], n_all: f32) -> Vec<Transitions> {
    // The reference that is read again counts itself: one alone is no custom of the list.
    let share = |count: u32| count.saturating_sub(1) as f32 / (n_all - 1.0);
    let mut customs = [0.0_f32; N_LABELS];
    for row in counts.iter().flatten() {
        for (custom, count) in customs.iter_mut().zip(row) {
            *custom = custom.max(share(*count));
        }
    }
    let weight = |from: usize, to: usize, count: u32| {
        let custom = customs.get(to).copied().unwrap_or(0.0);
        let is_custom = CUSTOM * custom < share(count);
        match (from == to, is_custom) {
            (true, _) => 0,
            (false, true) => (SHARED * share(count)) as i32,
            (false, false) => -(FOREIGN + SHARED * custom) as i32 / 2,
        }
    };
    let rows = counts.iter().map(|rows| {
        let mut bias = [[0; N_LABELS]; N_LABELS];
        for (from, (row, counts)) in bias.iter_mut().zip(rows).enumerate() {
            for (to, (bias, count)) in row.iter_mut().zip(counts).enumerate() {
                *bias = weight(from, to, *count);
            }
        }
        bias
    });
    rows.collect()
}

const ORDERS: [Order; 3] = [Order::Given, Order::FirstInverted, Order::Inverted];

/// The order of names that suits all author lists together.
fn common_order(lists: &[&str], owner: Option<&Owner>) -> Order {
    let total = |order: Order| lists.iter().map(|list| people_in_order(list, order, owner).0).sum::<f32>();
    let mut best = (f32::MIN, Order::Unknown);
    for order in ORDERS {
        let total = total(order);
        if best.0 < total {
            best = (total, order);
        }
    }
    best.1
}

/// The common order, unless this list reads much better in another.
fn own_order(list: &str, common: Order, owner: Option<&Owner>) -> Order {
    let of_common = people_in_order(list, common, owner).0;
    let scored = ORDERS.into_iter().map(|order| (people_in_order(list, order, owner).0, order));
    let mut best = (of_common + ORDER_SLACK, common);
    for (score, order) in scored {
        if best.0 < score {
            best = (score, order);
        }
    }
    best.1
}
