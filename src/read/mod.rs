//! Text to values: context-free readers, shared by all sections.
//!
//! In: a `&str` (and the vocabulary). Out: values with the byte range where each stands, so that the caller can cut
//! the evidence out of its span. No reader knows sections or pages, and none can fail: nothing found is an answer.

pub mod citation;
pub mod contact;
pub mod date;
pub mod degree;
pub mod doi;
pub mod person;
pub mod place;

use std::ops::Range;

/// A value and the bytes of the text that say it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found<T> {
    /// The value.
    pub value: T,
    /// Where in the text.
    pub range: Range<usize>,
}
