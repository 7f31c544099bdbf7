//! Patents.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Patent};
use crate::read::person;
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Patent, Field::Number, Field::Status, Field::People],
    leads: 1.0,
    wanted: &[(Field::Patent, 4.0), (Field::Number, 0.6), (Field::People, 0.4)],
    claim: claim::of_address,
    label: claim::no_label,
};

/// Reads a section of patents.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        let people = filled.spans(Field::People).flat_map(|(span, confidence)| {
            let names = person::list(span.text(), context.vocabulary);
            names.into_iter().map(move |name| span.slice(name).as_text(confidence))
        });
        let inventors = people.collect();
        cv.patents.push(Patent {
            name: filled.text(Field::Patent),
            number: filled.text(Field::Number),
            status: filled.text(Field::Status),
            inventors,
            date: filled.date(),
            url: filled.text(Field::Url),
        });
    }
}
