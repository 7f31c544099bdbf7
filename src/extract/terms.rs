//! Headings that are names of skill groups: sidebars that head their lists of terms "Tools", "Methods", "Leadership".
//!
//! In: the sections of a CV. Out: the same, where those that are nothing but short terms under a heading of no kind (or
//! of a kind whose entries have dates) are skills, if the CV has no section of skills.

use crate::lang::Vocabulary;
use crate::read::date;
use crate::section::{Part, Section, SectionKind};

/// A term has at most this many words ("Rewetting of coastal fens" is none).
const MAX_WORDS: usize = 4;

/// Makes sections of bare terms groups of skills.
pub fn as_skills(sections: &mut [Section], vocabulary: &Vocabulary) {
    if sections.iter().any(|section| section.kind == SectionKind::Skills) {
        return;
    }
    for section in sections {
        let has_dated_entries = matches!(
            section.kind,
            SectionKind::Other
                | SectionKind::Work
                | SectionKind::Projects
                | SectionKind::Volunteer
                | SectionKind::Service
        );
        if has_dated_entries && is_terms(section, vocabulary) {
            section.kind = SectionKind::Skills;
            // The heading is what a label would be: the name of the group.
            if let Some(heading) = section.heading.clone() {
                section.parts.insert(0, Part::SubHeading(heading));
            }
        }
    }
}

/// Nothing but short terms without dates and stops.
fn is_terms(section: &Section, vocabulary: &Vocabulary) -> bool {
    let mut n_lines = 0;
    for line in section.lines() {
        let text = line.text();
        let is_term = text.split_whitespace().count() <= MAX_WORDS && !text.trim_end().ends_with('.');
        if !is_term || text.contains('@') || !date::find(&text, vocabulary).is_empty() {
            return false;
        }
        n_lines += 1;
    }
    0 < n_lines
}
