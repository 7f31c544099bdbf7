//! Money for research.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Grant};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Grant, Field::Organization, Field::Amount, Field::Role],
    leads: 0.8,
    wanted: &[(Field::Grant, 4.0), (Field::Organization, 0.8), (Field::Amount, 0.5), (Field::Role, 0.3)],
    claim: claim::of_place,
    label: claim::no_label,
};

/// Reads a section of grants.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.grants.push(Grant {
            name: filled.title(Field::Grant),
            funder: filled.text(Field::Organization),
            amount: filled.title(Field::Amount),
            role: filled.text(Field::Role),
            start_date: filled.start(),
            end_date: filled.end(),
            highlights: filled.highlights(),
        });
    }
}
