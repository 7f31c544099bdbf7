//! Jobs.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Work};
use crate::section::Section;

/// What an entry of paid or unpaid work consists of.
pub const PLAN: Plan = Plan {
    fields: &[Field::Organization, Field::Position, Field::Place],
    leads: 0.0,
    wanted: &[(Field::Organization, 1.2), (Field::Position, 1.2), (Field::Place, 0.2)],
    claim: claim::of_address,
    label: claim::no_label,
};

/// Reads a section of jobs.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.work.push(Work {
            name: filled.text(Field::Organization),
            position: filled.text(Field::Position),
            location: filled.text(Field::Place),
            url: filled.text(Field::Url),
            start_date: filled.start(),
            end_date: filled.end(),
            highlights: filled.highlights(),
            ..Work::default()
        });
    }
}
