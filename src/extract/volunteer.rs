//! Unpaid work.

use super::slots::{self, Field};
use super::{Context, work};
use crate::entry;
use crate::model::{Cv, Volunteer};
use crate::section::Section;

/// Reads a section of unpaid work.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &work::PLAN, context) {
        cv.volunteer.push(Volunteer {
            organization: filled.text(Field::Organization),
            position: filled.text(Field::Position),
            location: filled.text(Field::Place),
            url: filled.text(Field::Url),
            start_date: filled.start(),
            end_date: filled.end(),
            highlights: filled.highlights(),
            ..Volunteer::default()
        });
    }
}
