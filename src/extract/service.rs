//! Service to the profession.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Service};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Role, Field::Event, Field::Place],
    leads: 0.0,
    wanted: &[(Field::Role, 1.2), (Field::Event, 1.2)],
    claim: claim::of_place,
    label: claim::no_label,
};

/// Reads a section of service.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        let start = filled.start();
        let (date, end) = if start.is_some() { (None, filled.end()) } else { (filled.date(), None) };
        cv.service.push(Service {
            role: filled.text(Field::Role),
            organization: filled.text(Field::Event),
            location: filled.text(Field::Place),
            date,
            start_date: start,
            end_date: end,
            highlights: filled.highlights(),
        });
    }
}
