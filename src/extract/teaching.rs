//! Courses taught.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Teaching};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Course, Field::School, Field::Role, Field::Place],
    leads: 0.6,
    wanted: &[(Field::Course, 4.0), (Field::School, 0.6), (Field::Role, 0.6)],
    claim: claim::of_place,
    label: claim::no_label,
};

/// Reads a section of courses taught.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.teaching.push(Teaching {
            course: filled.text(Field::Course),
            institution: filled.text(Field::School),
            position: filled.text(Field::Role),
            location: filled.text(Field::Place),
            start_date: filled.start(),
            end_date: filled.end(),
            highlights: filled.highlights(),
        });
    }
}
