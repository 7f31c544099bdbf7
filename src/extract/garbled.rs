//! Garbled names: repair by alignment with the names that the CV itself prints clearly.
//!
//! In: lists of names. Out: which of them are garbled ([`damage`]), and what each stands for ([`repair`]). Rules: a
//! well-formed name is never altered; a name is repaired only to one of the CV's own names, above a threshold and with
//! a margin over the runner-up ([`alike`]); a line that repeats another in garbled form is dropped ([`duplicates`]).

mod alike;
mod damage;
mod duplicates;
mod repair;
mod twice;

pub use duplicates::{is_garbled_list, without_duplicates};
pub use repair::{Names, repair};
