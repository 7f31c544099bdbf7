//! How well a line of plain text fits a kind of section, by its words.
//!
//! In: a line. Out: a worth for each kind; 0 says nothing, less speaks against it.

use super::content::{is_terms, speaks};
use super::{Part, SectionKind};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{contact, date, person};

/// A line of so many words is prose.
const PROSE_WORDS: usize = 9;

/// What is seen on a line, 0 or 1 each, or less where it is less sure.
#[derive(Debug, Default)]
pub struct Seen {
    degree: f32,
    school: f32,
    job: f32,
    organization: f32,
    award: f32,
    language: f32,
    venue: f32,
    people: f32,
    person: f32,
    service: f32,
    teaching: f32,
    grant: f32,
    quoted: f32,
    terms: f32,
    prose: f32,
    contact: f32,
    /// A date that lasts.
    period: f32,
    /// A date that does not.
    date: f32,
}

impl Seen {
    /// Looks at a line.
    pub fn of(part: &Part, vocabulary: &Vocabulary) -> Self {
        let Part::Line(line) = part else { return Self::default() };
        let text = line.text();
        let flag = |is: bool| f32::from(u8::from(is));
        let has = |class| flag(vocabulary.has(class, &text));
        let dates = date::find(&text, vocabulary);
        let lasts = dates.iter().any(|found| found.value.is_ongoing || found.value.start.is_some());
        let n_words = text.split_whitespace().count();
        let speaks_of = vocabulary.has(WordClass::Language, &text) && speaks(&text, vocabulary);
        Self {
            degree: has(WordClass::Degree),
            school: has(WordClass::School),
            job: has(WordClass::Job),
            organization: has(WordClass::Organization),
            award: has(WordClass::Award),
            language: flag(speaks_of).max(flag(n_words <= PROSE_WORDS) * has(WordClass::Fluency)),
            venue: has(WordClass::Venue),
            people: people(line),
            person: flag(A_PERSON <= person::likeness(text.split(',').next().unwrap_or_default(), vocabulary)),
            service: has(WordClass::ServiceRole),
            teaching: has(WordClass::TeachingRole),
            grant: flag(text.contains(['€', '$', '£', '¥', '₹'])),
            quoted: flag(text.contains(['“', '"', '„', '«'])),
            terms: flag(dates.is_empty() && is_terms(&text)),
            prose: flag(dates.is_empty() && line.marker.is_none() && PROSE_WORDS <= n_words),
            contact: flag(!contact::emails(&text).is_empty() || !contact::phones(&text).is_empty()),
            period: flag(lasts),
            date: flag(!dates.is_empty() && !lasts),
        }
    }

    /// How well a line fits a kind of section.
    pub fn fits(&self, kind: SectionKind) -> f32 {
        let is_none_of_these = self.contact.max(self.terms).max(self.language);
        match kind {
            SectionKind::Basics => 1.5 * self.contact - self.period,
            SectionKind::Summary => 0.5 * self.prose - self.period.max(self.date),
            SectionKind::Education => {
                self.degree.max(0.8 * self.school) + 0.2 * self.period - self.award - 0.5 * is_none_of_these
            }
            SectionKind::Work | SectionKind::Volunteer => {
                self.job.max(0.6 * self.organization) + 0.3 * self.period - 0.7 * self.degree - 0.5 * is_none_of_these
            }
            SectionKind::Projects => 0.2 * self.period - 0.5 * is_none_of_these,
            SectionKind::Awards => self.award + 0.3 * self.date - 0.5 * self.period - 0.5 * is_none_of_these,
            SectionKind::Certificates => {
                0.5 * self.date - 0.5 * (self.period + self.job + self.terms + self.language + self.contact).min(1.0)
            }
            SectionKind::Skills => self.terms - self.language - self.date.max(self.period) - self.contact,
            SectionKind::Interests => 0.6 * self.terms - self.language - self.date.max(self.period) - self.contact,
            SectionKind::Languages => 1.3 * self.language - self.date.max(self.period) - self.contact,
            SectionKind::References => (self.contact + self.person).min(1.0) - self.period.max(self.date),
            SectionKind::Publications => self.venue.max(0.6 * self.people) - 0.5 * self.period,
            SectionKind::Service => self.service,
            SectionKind::Talks => self.venue.max(self.quoted) - 0.5 * self.period,
            SectionKind::Teaching => self.teaching,
            SectionKind::Grants => self.grant,
            SectionKind::Patents | SectionKind::Other => 0.0,
        }
    }
}

/// From this likeness on, a text is a person's name.
const A_PERSON: f32 = 0.8;

/// Names between commas: at least two short parts, each with a capital.
fn people(line: &Line) -> f32 {
    let text = line.text();
    let parts: Vec<&str> = text.split([',', '、', '，']).map(str::trim).collect();
    let is_name = |part: &&str| {
        let n_words = part.split_whitespace().count();
        (2..=3).contains(&n_words) && part.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
    };
    f32::from(u8::from(1 < parts.len() && parts.iter().all(is_name)))
}
