//! Reference strings to fields: authors, title, venue, date and the rest.
//!
//! In: one reference, or a list of them, with hints on how they are set. Out: [`Citation`]s: where each field stands
//! in the text. Words are labelled by a small model ([`model`]); what the labels mean is read by rules ([`fields`],
//! [`names`]). A line break or a tab in a reference says that a new line or a new cell starts there.

pub mod features;
pub mod fields;
pub mod lexicon;
mod link;
pub mod list;
pub mod model;
pub mod names;
#[allow(dead_code, reason = "shared with the build script")]
mod record;
mod stretch;
pub mod venues;
pub mod words;

pub use features::Hint;
pub use fields::Citation;
pub use list::{Input, Lists, Reading};
pub use names::Order;

/// Reads one reference.
#[must_use]
pub fn read(text: &str, hints: &[Hint]) -> Citation {
    read_with(model::built_in(), text, hints)
}

/// Reads one reference with a given model.
#[must_use]
pub fn read_with(model: &model::Model, text: &str, hints: &[Hint]) -> Citation {
    let words = words::words(text);
    let labels = model.labels(&words, hints);
    let mut citation = fields::fields(text, &words, &labels);
    fields::read_authors(&fields::author_list(text, &words, &citation), Order::Unknown, &mut citation);
    citation
}

/// Reads a list of references, all of one CV or bibliography; `owner` is the person whose list it is.
#[must_use]
pub fn read_list(inputs: &[Input], owner: Option<&str>) -> Vec<Citation> {
    let owner = owner.map(names::Owner::new);
    let lists = Lists::new(owner.as_ref());
    lists.with_authors(&lists.read(inputs))
}
