//! What a section is about whose heading no vocabulary knows, told by what stands under it.
//!
//! In: all sections. Out: the same, those of no known kind with the kind that their content, the words of their heading
//! and their place among the others speak for; where that is not clear, they stay what they are. What a vocabulary knows
//! is never altered.

use super::{Section, SectionKind};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{date, doi, person};
use crate::span::Span;

/// A kind is told by at least this much evidence …
const LEAST: f32 = 0.5;

/// … and by so much more than the next.
const MARGIN: f32 = 0.15;

/// Evidence of a word of the heading that is itself a heading.
const WORD: f32 = 0.5;

/// Evidence of a word of the heading that shares its stem with one.
const STEM: f32 = 0.3;

/// Evidence against a kind that another section has already, and that stands apart from this one.
const TAKEN: f32 = 0.1;

/// Words of a line of prose.
const PROSE_WORDS: usize = 9;

/// A summary has at most so many lines.
const MAX_SUMMARY: usize = 12;

/// A term of a list has at most so many words.
const TERM_WORDS: usize = 5;

/// The kinds that are told by their content.
const KINDS: [SectionKind; 10] = [
    SectionKind::Summary,
    SectionKind::Work,
    SectionKind::Education,
    SectionKind::Awards,
    SectionKind::Certificates,
    SectionKind::Publications,
    SectionKind::Skills,
    SectionKind::Languages,
    SectionKind::Teaching,
    SectionKind::Grants,
];

/// Gives sections of no known kind the kind that their content tells.
pub fn tell(sections: &mut [Section], vocabulary: &Vocabulary) {
    let mut seen: Vec<SectionKind> = Vec::new();
    let known: Vec<SectionKind> = sections.iter().map(|section| section.kind).collect();
    for (k, section) in sections.iter_mut().enumerate() {
        if section.kind == SectionKind::Other && section.also.is_empty() && section.heading.is_some() {
            let later = known.get(k + 1..).unwrap_or_default();
            section.kind = kind(section, &seen, later, vocabulary).unwrap_or(SectionKind::Other);
        }
        seen.push(section.kind);
    }
}

/// What the content of a section speaks for; `None` where that is not clear.
fn kind(
    section: &Section,
    seen: &[SectionKind],
    later: &[SectionKind],
    vocabulary: &Vocabulary,
) -> Option<SectionKind> {
    let content = Content::of(section, vocabulary);
    let heading = section.heading.as_ref().map(Span::text).unwrap_or_default();
    let said = said_by(heading, vocabulary);
    let mut best: Option<(SectionKind, f32)> = None;
    let mut next = 0.0;
    for kind in KINDS {
        let is_taken = seen.contains(&kind) && seen.last() != Some(&kind) || later.contains(&kind);
        let is_first = seen.iter().all(|kind| *kind == SectionKind::Basics);
        let score = content.speaks_for(kind, is_first) + said.of(kind) - if is_taken { TAKEN } else { 0.0 };
        match best {
            Some((_, top)) if score <= top => next = f32::max(next, score),
            _ => next = best.replace((kind, score)).map_or(next, |(_, top)| top),
        }
    }
    let (kind, score) = best.filter(|(_, score)| LEAST <= *score && MARGIN <= score - next)?;
    let is_after_work = seen.contains(&SectionKind::Work) && seen.last() != Some(&SectionKind::Work);
    let is_unnamed = score - content.speaks_for(kind, false) <= 0.0;
    // Jobs that stand apart from the jobs, after all that a CV is about, are those one is not paid for.
    if kind == SectionKind::Work && is_after_work && is_unnamed && seen.contains(&SectionKind::Education) {
        return Some(SectionKind::Volunteer);
    }
    Some(kind)
}

/// What the words of a heading say: the kinds that each speaks for, and how much it does.
struct Said(Vec<(Vec<SectionKind>, f32)>);

impl Said {
    /// How much the words speak for `kind`.
    fn of(&self, kind: SectionKind) -> f32 {
        self.0.iter().filter(|(kinds, _)| kinds.contains(&kind)).map(|(_, weight)| *weight).fold(0.0, f32::max)
    }
}

fn said_by(heading: &str, vocabulary: &Vocabulary) -> Said {
    let words = heading.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/' | '‐' | '–'));
    let says = |word: &str| match vocabulary.heading(word) {
        Some(known) if known.is_whole => (known.kinds, WORD),
        _ => (vocabulary.akin_heading(word).into_iter().collect(), STEM),
    };
    Said(words.map(says).collect())
}

/// What the lines of a section hold: shares of its lines, or of its entries, 0 to 1.
#[derive(Debug, Default)]
struct Content {
    n_lines: usize,
    /// Lines of many words without a date.
    prose: f32,
    /// Lines that are lists of short terms.
    terms: f32,
    /// Lines with a language, or with a language and how well it is spoken.
    languages: f32,
    /// Lines with authors and a year, or a DOI.
    references: f32,
    /// Entries: periods or dates.
    n_dated: usize,
    /// Of the entries: those that last.
    periods: f32,
    jobs: f32,
    degrees: f32,
    awards: f32,
    teaching: f32,
    grants: f32,
    /// Entries of one line.
    short: f32,
    /// Entries with words of certificates.
    certificates: f32,
}

impl Content {
    fn of(section: &Section, vocabulary: &Vocabulary) -> Self {
        let lines: Vec<&Line> = section.lines().filter(|line| line.marker.is_none()).collect();
        let texts: Vec<String> = lines.iter().map(|line| line.text()).collect();
        let share =
            |is: &dyn Fn(&str) -> bool| texts.iter().filter(|text| is(text)).count() as f32 / texts.len().max(1) as f32;
        let dates: Vec<Vec<_>> = texts.iter().map(|text| date::find(text, vocabulary)).collect();
        let has_date = |text: &str| !date::find(text, vocabulary).is_empty();
        let is = |class| move |text: &str| vocabulary.has(class, text);
        let mut content = Self {
            n_lines: section.lines().count(),
            prose: share(&|text| PROSE_WORDS <= n_words(text) && !has_date(text)),
            terms: share(&|text| !has_date(text) && is_terms(text)),
            languages: share(&|text| speaks(text, vocabulary)),
            references: share(&|text| is_reference(text, vocabulary)),
            ..Self::default()
        };
        let entries: Vec<String> = entries(&texts, &dates.iter().map(|found| !found.is_empty()).collect::<Vec<_>>());
        content.n_dated = entries.len();
        let n = entries.len().max(1) as f32;
        let of = |is: &dyn Fn(&str) -> bool| entries.iter().filter(|text| is(text)).count() as f32 / n;
        let lasts = |found: &&Vec<crate::read::Found<date::Period>>| {
            found.iter().any(|date| date.value.is_ongoing || (date.value.start.is_some() && date.value.end.is_some()))
        };
        content.periods = dates.iter().filter(lasts).count() as f32 / n;
        content.jobs = of(&is(WordClass::Job));
        content.degrees =
            of(&|text| vocabulary.has(WordClass::Degree, text) || vocabulary.has(WordClass::School, text));
        content.awards = of(&is(WordClass::Award));
        content.teaching = of(&is(WordClass::TeachingRole));
        content.grants = of(&|text| text.contains(is_money));
        content.short = if texts.len() <= entries.len() { 1.0 } else { 0.0 };
        content.certificates = of(&|text| {
            let mut words = text.split_whitespace();
            words.any(|word| said_by(word, vocabulary).of(SectionKind::Certificates) > 0.0)
        });
        content
    }

    /// How much the content speaks for `kind`: 0 to 1.
    fn speaks_for(&self, kind: SectionKind, is_first: bool) -> f32 {
        let is_dated = self.n_dated != 0;
        let dated = |weight: f32| if is_dated { weight } else { 0.0 };
        match kind {
            SectionKind::Summary => {
                let is_text = !is_dated && self.n_lines <= MAX_SUMMARY && 0.5 <= self.prose;
                if is_text && is_first { 0.8 } else { 0.0 }
            }
            SectionKind::Work => {
                dated(0.7 * self.jobs.min(self.periods) + 0.3 * (self.periods - self.degrees).max(0.0))
            }
            SectionKind::Education => dated(0.9 * (self.degrees - 0.4 * self.jobs)),
            SectionKind::Awards => dated(0.9 * (self.awards - self.periods).max(0.0)),
            SectionKind::Certificates => {
                let is_single = self.periods <= 0.0 && 0.0 < self.short;
                dated(0.6 * self.certificates * (1.0 - self.periods).max(0.0))
                    + dated(if is_single { 0.3 } else { 0.0 })
            }
            SectionKind::Publications => self.references,
            SectionKind::Skills => (self.terms - self.languages).max(0.0),
            SectionKind::Languages => self.languages,
            SectionKind::Teaching => dated(0.9 * self.teaching),
            SectionKind::Grants => dated(0.9 * self.grants),
            _ => 0.0,
        }
    }
}

/// The text of each entry: a line with a date and its neighbours without.
fn entries(texts: &[String], is_dated: &[bool]) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for (k, text) in texts.iter().enumerate() {
        if !is_dated.get(k).copied().unwrap_or_default() {
            continue;
        }
        let mut entry = text.clone();
        if let Some(next) = texts.get(k + 1).filter(|_| is_dated.get(k + 1) == Some(&false)) {
            entry.push('\n');
            entry.push_str(next);
        }
        entries.push(entry);
    }
    entries
}

fn n_words(text: &str) -> usize {
    let n_signs = text.chars().filter(|c| crate::layout::is_cjk(*c)).count();
    text.split_whitespace().count() + n_signs / 2
}

/// "SEO, A/B tests", "Kitchen: Butchery, Fermentation": short terms and commas.
pub(super) fn is_terms(text: &str) -> bool {
    let (label, list) = text.split_once([':', '：']).map_or((None, text), |(label, list)| (Some(label), list));
    let terms: Vec<&str> = list.split([',', '、', '，', '·', '|', '•', ';']).collect();
    let is_short = terms.iter().all(|term| n_words(term) <= TERM_WORDS);
    let is_sentence = text.trim_end().ends_with(['.', '。']);
    let has_label = label.is_some_and(|label| n_words(label) <= TERM_WORDS);
    is_short && !is_sentence && (3 <= terms.len() || (has_label && 2 <= terms.len()))
}

/// A language, and nothing else but how well it is spoken.
pub(super) fn speaks(text: &str, vocabulary: &Vocabulary) -> bool {
    let has_language = vocabulary.has(WordClass::Language, text);
    has_language && n_words(text) <= 2 * TERM_WORDS && (vocabulary.has(WordClass::Fluency, text) || n_words(text) <= 2)
}

/// Several people and a year, or a DOI.
fn is_reference(text: &str, vocabulary: &Vocabulary) -> bool {
    let has_people = || 2 <= person::list(text, vocabulary).len() && !date::find(text, vocabulary).is_empty();
    !doi::find(text).is_empty() || (PROSE_WORDS <= n_words(text) && has_people())
}

fn is_money(c: char) -> bool {
    matches!(c, '€' | '$' | '£' | '¥' | '₹')
}
