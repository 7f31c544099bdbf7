//! Headings that stand together above their contents: plain text reads a column of headings before the column beside it.
//!
//! In: the sections of plain text. Out: the same, the lines below several headings without content parted among them, in
//! their order, where the words of each fit best. Dates and labels that stood beside the headings stay with them.

use super::content::{is_terms, speaks};
use super::{Part, Section, SectionKind};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{contact, date, person};
use crate::span::Span;

/// Worth of a section starting below an empty line.
const GAP: f32 = 0.6;

/// What it costs to give lines to a heading that does not stand right above them.
const OPEN: f32 = -0.5;

/// What it costs to leave a heading without lines: whoever printed it had something to say.
const EMPTY: f32 = -1.0;

/// A gap is wider than this many ems.
const GAP_EM: f32 = 1.75;

/// A line of so many words is prose.
const PROSE_WORDS: usize = 9;

/// Parts the lines of a section among the hollow sections right above it.
pub fn part(sections: &mut Vec<Section>, vocabulary: &Vocabulary) {
    join_wrapped(sections, vocabulary);
    let mut at = 0;
    while at < sections.len() {
        let n_hollow = sections.iter().skip(at).take_while(|section| is_hollow(section, vocabulary)).count();
        if 0 < n_hollow
            && let Some(group) = sections.get_mut(at..=at + n_hollow)
        {
            share(group, vocabulary);
        }
        at += n_hollow + 1;
    }
}

/// "PROFESSIONAL" above "EXPERIENCE", neither with content: one heading.
fn join_wrapped(sections: &mut Vec<Section>, vocabulary: &Vocabulary) {
    let mut joined: Vec<Section> = Vec::with_capacity(sections.len());
    for section in sections.drain(..) {
        let whole = joined.last().and_then(|above| joint(above, &section, vocabulary));
        match joined.last_mut().zip(whole) {
            Some((above, (heading, kind))) => {
                *above = Section { kind, heading: Some(heading), ..section };
            }
            None => joined.push(section),
        }
    }
    *sections = joined;
}

/// The heading that those of two sections are together, and its kind.
fn joint(above: &Section, below: &Section, vocabulary: &Vocabulary) -> Option<(Span, SectionKind)> {
    let (first, second) = (above.heading.as_ref()?, below.heading.as_ref()?);
    if !above.parts.is_empty() || !below.lines().next().is_some_and(|line| line.is_plain) && !below.parts.is_empty() {
        return None;
    }
    let is_near = (second.bbox().y1 - first.bbox().y1) / first.style().em < GAP_EM && first.page() == second.page();
    let mut whole = first.clone();
    whole.push(" ", second);
    let kind = vocabulary.heading(whole.text()).filter(|known| known.is_whole)?.kinds.first().copied()?;
    (is_near && (above.kind == SectionKind::Other || above.kind == below.kind)).then_some((whole, kind))
}

/// Nothing stands below its heading but dates, which lost the texts beside them.
fn is_hollow(section: &Section, vocabulary: &Vocabulary) -> bool {
    section.heading.is_some() && section.parts.iter().all(|part| is_loose(part, vocabulary))
}

/// Labels that stand beside what they name.
const LABELS: [WordClass; 7] = [
    WordClass::NameLabel,
    WordClass::EmailLabel,
    WordClass::PhoneLabel,
    WordClass::AddressLabel,
    WordClass::WebLabel,
    WordClass::PersonalLabel,
    WordClass::ScoreLabel,
];

/// A date, or a label, and nothing else.
fn is_loose(part: &Part, vocabulary: &Vocabulary) -> bool {
    let Part::Line(line) = part else { return false };
    let text = line.text();
    let is_label = |text: &str| LABELS.into_iter().any(|class| vocabulary.is(class, text));
    line.is_plain && line.cells.len() == 1 && (date::is_whole(&text, vocabulary) || is_label(text.trim()))
}

/// Shares the lines of the last of some sections among all of them.
fn share(group: &mut [Section], vocabulary: &Vocabulary) {
    if group.iter().any(|section| section.kind == SectionKind::Other) {
        return;
    }
    let Some(last) = group.last_mut().filter(|last| last.lines().all(|line| line.is_plain)) else { return };
    let n_own = last.parts.iter().take_while(|part| is_loose(part, vocabulary)).count();
    let parts = last.parts.split_off(n_own);
    let kinds: Vec<SectionKind> = group.iter().map(|section| section.kind).collect();
    let starts = starts(&parts, &kinds, vocabulary);
    let mut parts = parts.into_iter();
    for (k, section) in group.iter_mut().enumerate() {
        let from = starts.get(k).copied().unwrap_or_default();
        let to = starts.get(k + 1).copied().unwrap_or(usize::MAX);
        section.parts.extend(parts.by_ref().take(to.saturating_sub(from)));
    }
}

/// The best parting so far: what it is worth, and where each kind up to one started.
type Best = Option<(f32, Vec<usize>)>;

/// Where the lines of each kind start, by dynamic programming over lines and kinds. A heading may have lost its content:
/// what fits none of the others stays with the last, right above it.
fn starts(parts: &[Part], kinds: &[SectionKind], vocabulary: &Vocabulary) -> Vec<usize> {
    let last = kinds.len().saturating_sub(1);
    let cost = |k: usize| if k == last { 0.0 } else { OPEN };
    let mut best: Vec<Best> = vec![None; kinds.len()];
    for (n, part) in parts.iter().enumerate() {
        let seen = Seen::of(part, vocabulary);
        let mut next: Vec<Best> = vec![None; kinds.len()];
        for (k, kind) in kinds.iter().enumerate() {
            let mut top = best.get(k).cloned().flatten();
            if n == 0 {
                top = Some((cost(k) + EMPTY * k as f32, vec![0; k + 1]));
            }
            for (j, best) in best.iter().take(k).enumerate() {
                let Some((worth, starts)) = best else { continue };
                let worth = worth + gap(part) + cost(k) + EMPTY * (k - j - 1) as f32;
                if top.as_ref().is_none_or(|(top, _)| *top < worth) {
                    let mut starts = starts.clone();
                    starts.resize(k + 1, n);
                    top = Some((worth, starts));
                }
            }
            if let Some(cell) = next.get_mut(k) {
                *cell = top.map(|(worth, starts)| (worth + seen.fits(*kind), starts));
            }
        }
        best = next;
    }
    let ends = best
        .into_iter()
        .enumerate()
        .filter_map(|(k, best)| best.map(|(worth, starts)| (worth + EMPTY * (last - k) as f32, starts)));
    let best = ends.reduce(|a, b| if a.0 <= b.0 { b } else { a });
    let mut starts = best.map(|(_, starts)| starts).unwrap_or_default();
    starts.resize(kinds.len(), parts.len());
    starts
}

fn gap(part: &Part) -> f32 {
    match part {
        Part::Line(line) if line.leading.is_none_or(|leading| GAP_EM < leading / line.em) => GAP,
        Part::Line(_) => -GAP,
        Part::SubHeading(_) => GAP,
    }
}

/// What is seen on a line, 0 or 1 each, or less where it is less sure.
#[derive(Debug, Default)]
struct Seen {
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
    fn of(part: &Part, vocabulary: &Vocabulary) -> Self {
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
    fn fits(&self, kind: SectionKind) -> f32 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::plain;

    /// Sections as kind and number of lines.
    #[track_caller]
    fn check(text: &str, expected: &[(SectionKind, usize)]) {
        let sections = super::super::split(&plain::lay_out(text), Vocabulary::all());
        let actual: Vec<(SectionKind, usize)> =
            sections.iter().map(|section| (section.kind, section.lines().count())).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn lines_go_to_the_heading_that_they_fit() {
        check(
            "Jane Doe\n\nEducation\n\nAwards\n\nB.Sc. Physics\nUniversity of Bonn\n2012\n\nMargalef Prize of Ecology\n2014\n",
            &[(SectionKind::Basics, 1), (SectionKind::Education, 3), (SectionKind::Awards, 2)],
        );
    }

    #[test]
    fn a_heading_with_content_keeps_it() {
        check(
            "Jane Doe\n\nEducation\nB.Sc. Physics, University of Bonn\n\nAwards\nMargalef Prize of Ecology\n",
            &[(SectionKind::Basics, 1), (SectionKind::Education, 1), (SectionKind::Awards, 1)],
        );
    }
}
