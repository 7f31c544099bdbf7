//! Certificates and licences.

use super::slots::{self, Field, Plan};
use super::{Context, claim};
use crate::entry;
use crate::model::{Certificate, Cv};
use crate::section::Section;

const PLAN: Plan = Plan {
    fields: &[Field::Certificate, Field::Organization, Field::Place],
    leads: 3.0,
    wanted: &[(Field::Certificate, 4.0), (Field::Organization, 0.5)],
    claim: claim::of_address,
    label: claim::no_label,
};

/// Reads a section of certificates.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let entries = entry::split(section, context.vocabulary);
    for filled in slots::fill(&entries, &PLAN, context) {
        cv.certificates.push(Certificate {
            name: filled.text(Field::Certificate),
            issuer: filled.text(Field::Organization),
            location: filled.text(Field::Place),
            url: filled.text(Field::Url),
            date: filled.date(),
            highlights: filled.highlights(),
        });
    }
}
