//! The section about the owner: one text.
//!
//! In: a section "Profile". Out: `cv.basics.summary`; a second such section goes whole into `sections`.

use super::{Context, other};
use crate::entry::wrap;
use crate::model::{Confidence, Cv};
use crate::section::Section;
use crate::span::Span;

/// Only where the section ends may be wrong.
const SECTION: Confidence = Confidence(0.95);

/// Joins the lines of the section to the summary.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    if cv.basics.summary.is_some() {
        other::extract(section, context, cv);
        return;
    }
    let mut whole = Span::default();
    for line in section.lines() {
        wrap::join(&mut whole, &line.span());
    }
    if !whole.is_empty() {
        cv.basics.summary = Some(whole.as_text(SECTION));
    }
}
