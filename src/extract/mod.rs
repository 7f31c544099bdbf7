//! Entries to fields: one file per kind of section, one row each in `EXTRACTORS`.
//!
//! In: the sections of a CV and its page furniture. Out: the [`Cv`]. Nothing is invented: every value is a part of a
//! span, or a stated normalisation of it; and nothing is lost: a line that no value holds is named in a note.
//!
//! To add a section: write its file with an [`Extractor`], and give it a row.

mod account;
mod awards;
mod basics;
mod certificates;
mod claim;
mod education;
pub mod garbled;
mod grants;
mod interests;
mod known;
mod languages;
mod mended;
mod mixed;
mod other;
mod outline;
mod patents;
mod pieces;
mod plain_groups;
mod projects;
pub mod publications;
mod references;
mod service;
mod skills;
mod slots;
mod summary;
mod talks;
mod teaching;
mod terms;
#[cfg(test)]
pub(crate) mod testing;
mod typed;
mod updated;
pub mod uri;
mod volunteer;
mod work;

use std::borrow::Cow;

use crate::error::{Note, NoteCode};
use crate::geom::Rect;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::model::{Cv, Member};
use crate::section::{Section, SectionKind};

/// Reads one section into the CV. May be called more than once for a kind (a CV with two "Experience" sections).
pub type Extractor = fn(&Section, &mut Context, &mut Cv);

/// Who reads which kind. A kind without a row goes whole into `sections`.
const EXTRACTORS: &[(SectionKind, Extractor)] = &[
    (SectionKind::Basics, basics::extract),
    (SectionKind::Summary, summary::extract),
    (SectionKind::Skills, skills::extract),
    (SectionKind::Languages, languages::extract),
    (SectionKind::Interests, interests::extract),
    (SectionKind::References, references::extract),
    (SectionKind::Work, work::extract),
    (SectionKind::Volunteer, volunteer::extract),
    (SectionKind::Education, education::extract),
    (SectionKind::Projects, projects::extract),
    (SectionKind::Awards, awards::extract),
    (SectionKind::Certificates, certificates::extract),
    (SectionKind::Teaching, teaching::extract),
    (SectionKind::Service, service::extract),
    (SectionKind::Talks, talks::extract),
    (SectionKind::Grants, grants::extract),
    (SectionKind::Patents, patents::extract),
    (SectionKind::Publications, publications::extract),
];

/// What every extractor may look at and write to.
pub struct Context<'a> {
    /// Words of the CV's languages.
    pub vocabulary: &'a Vocabulary,
    /// The owner's name, known before any section is read.
    pub owner: Option<String>,
    /// Page and box of the owner's name.
    pub name_at: Option<(u32, Rect)>,
    /// What the CV has told so far.
    pub known: known::Known,
    /// Kind of the section before this one.
    pub before: Option<SectionKind>,
    /// What was doubted, mended or left.
    pub notes: Vec<Note>,
}

impl<'a> Context<'a> {
    /// Nothing known yet.
    #[must_use]
    pub fn new(vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary, owner: None, name_at: None, known: known::Known::default(), before: None, notes: Vec::new() }
    }
}

/// Fills a CV from its sections; `furniture` are its running headers and footers.
#[must_use]
pub fn extract(mut sections: Vec<Section>, furniture: &[Line], vocabulary: &Vocabulary) -> (Cv, Vec<Note>) {
    let mut cv = Cv::default();
    let mut context = Context::new(vocabulary);
    terms::as_skills(&mut sections, vocabulary);
    cv.meta.last_modified = updated::take(&mut sections, furniture, vocabulary);
    basics::take_name(&mut sections, furniture, &mut context, &mut cv);
    basics::drop_running(&mut sections, &context);
    let split: Vec<Cow<Section>> = sections.iter().flat_map(|section| mixed::split(section, vocabulary)).collect();
    for section in split {
        for section in basics::part_contact(section, &context, &cv) {
            let kind = if basics::is_owners(&section, &context, &cv) { SectionKind::Basics } else { section.kind };
            extractor(kind)(&section, &mut context, &mut cv);
            context.known.learn(&cv);
            context.before = Some(kind);
        }
    }
    basics::complete(furniture, &mut context, &mut cv);
    cv.prune();
    let unread = account::unread(&sections, furniture, &cv, &context);
    context.notes.extend(unread);
    context.notes.extend(mended::notes(&cv));
    let mut is_said = false;
    cv.each_evidence(|_, _| is_said = true);
    if !is_said {
        context.notes.push(Note::new(NoteCode::LowConfidence, "the text holds nothing that a CV would"));
    }
    (cv, context.notes)
}

/// Who reads sections of `kind`.
fn extractor(kind: SectionKind) -> Extractor {
    let row = EXTRACTORS.iter().find(|(of, _)| *of == kind);
    row.map_or(other::extract, |(_, extractor)| *extractor)
}

#[cfg(test)]
mod tests {
    use crate::error::NoteCode;

    #[test]
    fn a_text_without_a_value_is_no_silent_success() {
        let parsed = crate::parse(b"Curriculum Vitae\n\nPage 1\n", &crate::Options::default()).unwrap();
        let notes = &parsed.cv.meta.cvparse.notes;
        assert!(notes.iter().any(|note| note.code == NoteCode::LowConfidence), "{notes:?}");
    }
}
