//! Prizes and honours.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Award, Cv};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Award, Field::Organization, Field::Place],
    leads: true,
    wanted: &[(Field::Award, 1.5), (Field::Organization, 0.4)],
    claim: claim::nothing,
};

/// Reads a section of prizes.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.awards.push(Award {
            title: filled.text(Field::Award),
            awarder: filled.text(Field::Organization),
            location: filled.text(Field::Place),
            date: filled.date(),
            highlights: filled.highlights(),
            ..Award::default()
        });
    }
}
