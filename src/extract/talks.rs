//! Talks.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Talk};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Talk, Field::Event, Field::Place],
    leads: 1.0,
    wanted: &[(Field::Talk, 4.0), (Field::Event, 0.8), (Field::Place, 0.2)],
    claim: claim::of_address,
    label: claim::no_label,
};

/// Reads a section of talks.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.talks.push(Talk {
            name: filled.title(Field::Talk),
            event: filled.text(Field::Event),
            location: filled.text(Field::Place),
            url: filled.text(Field::Url),
            date: filled.date(),
            highlights: filled.highlights(),
        });
    }
}
