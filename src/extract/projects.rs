//! Projects.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Cv, Project};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Project, Field::Organization, Field::Place],
    leads: 2.0,
    wanted: &[(Field::Project, 4.0)],
    claim: claim::of_address,
    label: claim::no_label,
};

/// Reads a section of projects.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.projects.push(Project {
            name: filled.text(Field::Project),
            entity: filled.text(Field::Organization),
            location: filled.text(Field::Place),
            url: filled.text(Field::Url),
            start_date: filled.start(),
            end_date: filled.end(),
            highlights: filled.highlights(),
            ..Project::default()
        });
    }
}
