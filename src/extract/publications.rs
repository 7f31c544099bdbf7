//! Publications: each entry becomes one text, read by [`crate::read::citation`], the list as a whole.
//!
//! In: a section of publications. Out: `publications`. Lines and cells of an entry are told to the reader as breaks,
//! bold and italics as hints, so that one string and an entry spread over lines are read alike.

use std::ops::Range;

mod cut;
mod equal;

use super::{Context, garbled};
use crate::lang::Vocabulary;
use crate::model::{Confidence, Cv, Date, PartialDate, Printed, Publication, Text};
use crate::read::citation::lexicon::{key_of, lexicon};
use crate::read::citation::names::Owner;
use crate::read::citation::{self, Citation, Hint};
use crate::read::{contact, date, doi};
use crate::section::Section;
use crate::span::Span;
use cut::Piece;

/// How sure we are of a field that the model marked.
const MARKED: Confidence = Confidence(0.9);
/// How sure we are of a field that an identifier or a label shows.
const SHOWN: Confidence = Confidence(0.98);

/// Reads a section of publications.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let owner = context.owner.clone();
    let section = &garbled::without_duplicates(section, &mut context.notes);
    let name = owner.as_deref().map(Owner::new);
    let read = |pieces: &[Piece]| citation::read_list(&cut::inputs(pieces, name.as_ref()), owner.as_deref());
    let mut pieces = cut::pieces(section, context.vocabulary, &read);
    pieces.retain(|piece| piece.span.text().chars().any(char::is_alphanumeric));
    let citations = read(&pieces);
    let marks = equal::marks(section);
    for (piece, citation) in pieces.iter().zip(&citations) {
        if citation.title.is_none() {
            remark(&piece.span, cv);
            continue;
        }
        let mut publication = publication(&piece.span, citation, Venues::OrPublishers, context.vocabulary);
        publication.equal_contribution = equal::contributors(&piece.span, citation, &marks, &publication.authors);
        of_group(piece, &mut publication, context.vocabulary);
        cv.publications.push(publication);
    }
    garbled::repair(cv, owner.as_deref(), &mut context.notes);
}

/// Text without a title under a publication is a remark on it ("Best paper award"); a legend of marks is none.
fn remark(span: &Span, cv: &mut Cv) {
    let Some(last) = cv.publications.last_mut() else { return };
    if last.summary.is_none() && !equal::is_legend(span.text()) {
        last.summary = Some(clean(span, &(0..span.text().len())));
    }
}

/// What the sub-heading says of all works below it ("2024", "Books").
fn of_group(piece: &Piece, publication: &mut Publication, vocabulary: &Vocabulary) {
    let Some(group) = &piece.group else { return };
    if publication.release_date.is_none() {
        publication.release_date = date_of_group(group, vocabulary);
    }
    if publication.kind.is_none() {
        let kind = key_of(&lexicon().kind, group.text());
        publication.kind = kind.map(|kind| group.printed(kind.to_owned(), MARKED));
    }
    if publication.status.is_none() {
        let state = key_of(&lexicon().status, group.text());
        publication.status = state.map(|state| group.printed(state.to_owned(), MARKED));
    }
}

/// Where the span is bold, underlined or italic. The owner's name is set off in any author list: that is no hint.
fn hints(span: &Span, owner: Option<&Owner>) -> Vec<Hint> {
    let hint = |(k, run): (usize, &crate::span::Run)| {
        let range = span.run_range(k);
        let text = span.text().get(range.clone()).unwrap_or("");
        let is_owner = owner.is_some_and(|owner| owner.is(text));
        let is_strong = (run.style.bold || run.style.underline) && !is_owner;
        Hint { range, is_strong, is_italic: run.style.italic && !is_owner }
    };
    span.runs().iter().enumerate().map(hint).collect()
}

/// What may stand as the venue of a work that has appeared nowhere but at its publisher.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Venues {
    /// The publisher, as in a CV.
    OrPublishers,
    /// Nothing, as in a bibliography.
    Only,
}

/// The publication that `citation` found in `span`.
#[must_use]
pub fn publication(span: &Span, citation: &Citation, venues: Venues, vocabulary: &Vocabulary) -> Publication {
    let text = |range: &Range<usize>| clean(span, range);
    let optional = |range: &Option<Range<usize>>| range.as_ref().map(text);
    let venue = optional(&citation.venue);
    let publisher = venue.clone().or_else(|| optional(&citation.publisher));
    let identifier = doi::find(span.text()).into_iter().next();
    Publication {
        name: optional(&citation.title),
        authors: citation.authors.iter().map(text).collect(),
        venue: if venues == Venues::OrPublishers { publisher.clone() } else { venue },
        publisher,
        release_date: release_date(span, citation, vocabulary),
        volume: optional(&citation.volume),
        issue: optional(&citation.issue),
        pages: optional(&citation.pages),
        url: url(span, identifier.as_ref().map(|found| found.range.clone())),
        doi: identifier.map(|found| span.slice(found.range).printed(found.value, SHOWN)),
        location: optional(&citation.place),
        status: status(span, citation),
        kind: citation.kind.clone().map(|kind| span.printed(kind, MARKED)),
        equal_contribution: Vec::new(),
        editors: citation.editors.iter().map(text).collect(),
        summary: None,
    }
}

/// The text at `range`, breaks turned to spaces.
fn clean(span: &Span, range: &Range<usize>) -> Text {
    let part = span.slice(range.clone());
    let words: Vec<&str> = part.text().split_whitespace().collect();
    part.printed(words.join(" "), MARKED)
}

fn release_date(span: &Span, citation: &Citation, vocabulary: &Vocabulary) -> Option<Date> {
    let year = citation.year.clone()?;
    let around = citation.date.clone().filter(|date| date.start <= year.start && year.end <= date.end);
    let part = span.slice(around.unwrap_or(year.clone()));
    let periods = date::find(part.text(), vocabulary);
    let found = periods.into_iter().find_map(|found| {
        let date = found.value.end.or(found.value.start)?;
        Some(part.slice(found.range).printed(date, MARKED))
    });
    let bare = || {
        let printed = span.slice(year.clone());
        let value = printed.text().parse().ok()?;
        Some(printed.printed(PartialDate::Year(value), MARKED))
    };
    let is_of_year = |date: &Date| span.text().get(year.clone()).is_some_and(|y| y.parse() == Ok(date.value.year()));
    found.filter(is_of_year).or_else(bare)
}

fn status(span: &Span, citation: &Citation) -> Option<Text> {
    let state = citation.state.clone()?;
    let part = citation.status.clone().map_or_else(|| span.clone(), |range| span.slice(range));
    Some(part.printed(state, MARKED))
}

/// The first printed address that is no DOI.
fn url(span: &Span, identifier: Option<Range<usize>>) -> Option<Text> {
    let is_other = |range: &Range<usize>| {
        identifier.as_ref().is_none_or(|taken| range.end <= taken.start || taken.end <= range.start)
    };
    let found = contact::urls(span.text()).into_iter().find(|found| is_other(&found.range))?;
    Some(span.slice(found.range).printed(found.value, SHOWN))
}

/// A date that a sub-heading says, for entries that have none ("2024").
fn date_of_group(group: &Span, vocabulary: &Vocabulary) -> Option<Printed<PartialDate>> {
    let found = date::find(group.text(), vocabulary).into_iter().next()?;
    let date = found.value.end.or(found.value.start)?;
    Some(group.slice(found.range).printed(date, MARKED))
}
