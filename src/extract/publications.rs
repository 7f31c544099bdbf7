//! Publications: each entry becomes one text, read by [`crate::read::citation`], the list as a whole.
//!
//! In: a section of publications. Out: `publications`. Lines and cells of an entry are told to the reader as breaks,
//! bold and italics as hints, so that one string and an entry spread over lines are read alike.

use std::borrow::Cow;
use std::ops::Range;

mod cut;
mod detached;
mod equal;
mod order;
mod slot;

use super::{Context, garbled};
use crate::lang::{Vocabulary, WordClass};
use crate::model::{Confidence, Cv, Date, PartialDate, Printed, Publication, Text};
use crate::read::citation::lexicon::{key_of, lexicon};
use crate::read::citation::names::Owner;
use crate::read::citation::{self, Citation, Hint};
use crate::read::{contact, date, doi, place};
use crate::section::{Part, Section};
use crate::span::Span;
use cut::Piece;

/// How sure we are of a field that the model marked.
const MARKED: Confidence = Confidence(0.9);
/// How sure we are of a field that an identifier or a label shows.
const SHOWN: Confidence = Confidence(0.98);

/// Reads a section of publications.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let owner = context.owner.clone();
    let section = &garbled::without_duplicates(without_footers(section, cv), &mut context.notes);
    let name = owner.as_deref().map(Owner::new);
    let lists = citation::Lists::new(name.as_ref());
    let read = |pieces: &[Piece]| lists.read(&cut::inputs(pieces, name.as_ref()));
    let (mut pieces, mut read_so) = cut::pieces(section, context.vocabulary, &read);
    let says_nothing = |piece: &Piece| !piece.span.text().chars().any(char::is_alphanumeric);
    if pieces.iter().any(says_nothing) {
        pieces.retain(|piece| !says_nothing(piece));
        read_so = read(&pieces);
    }
    let mut citations = lists.with_authors(&read_so);
    slot::fill(&pieces, &mut citations);
    let marks = equal::marks(section);
    let first = cv.publications.len();
    let mut read_from = Vec::new();
    for (piece, citation) in pieces.iter().zip(&citations) {
        if citation.title.is_none() {
            remark(&piece.span, cv);
            continue;
        }
        let mut publication = publication(&piece.span, citation, Venues::OrPublishers, context.vocabulary);
        publication.equal_contribution = equal::contributors(&piece.span, citation, &marks, &publication.authors);
        of_group(piece, &mut publication, context.vocabulary);
        cv.publications.push(publication);
        read_from.push(piece);
    }
    let read = cv.publications.get_mut(first..).unwrap_or_default();
    detached::reattach(read, &read_from, first, context.vocabulary, &mut context.notes);
    detached::contradictions(read, first, &mut context.notes);
    garbled::repair(cv, owner.as_deref(), &mut context.notes);
}

/// The section without the lines that are the date of the CV itself, printed once more.
fn without_footers<'a>(section: &'a Section, cv: &Cv) -> Cow<'a, Section> {
    let printed = cv.meta.last_modified.as_ref().map(|date| date.evidence.raw.to_lowercase());
    let Some(printed) = printed else { return Cow::Borrowed(section) };
    let is_footer =
        |part: &Part| matches!(part, Part::Line(line) if line.text().trim().to_lowercase() == printed.trim());
    if !section.parts.iter().any(is_footer) {
        return Cow::Borrowed(section);
    }
    let parts = section.parts.iter().filter(|part| !is_footer(part)).cloned().collect();
    let (also, heading) = (section.also.clone(), section.heading.clone());
    Cow::Owned(Section { kind: section.kind, also, heading, parts })
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
        let kind = key_of(lexicon().kind, group.text());
        publication.kind = kind.map(|kind| group.printed(kind.to_owned(), MARKED));
    }
    if publication.status.is_none() {
        let state = key_of(lexicon().status, group.text());
        publication.status = state.map(|state| group.printed(state.to_owned(), MARKED));
    }
}

/// Where the span is bold, underlined or italic. The owner's name is set off in any author list: that is no hint.
fn hints(span: &Span, owner: Option<&Owner>) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for (k, run) in span.runs().iter().enumerate() {
        let range = span.run_range(k);
        let text = span.text().get(range.clone()).unwrap_or("");
        let (is_strong, is_italic) = (run.style.bold || run.style.underline, run.style.italic);
        let is_owner = (is_strong || is_italic) && owner.is_some_and(|owner| owner.is(text));
        let hint = Hint { range, is_strong: is_strong && !is_owner, is_italic: is_italic && !is_owner };
        match hints.last_mut() {
            Some(last) if (last.is_strong, last.is_italic) == (hint.is_strong, hint.is_italic) => {
                last.range.end = hint.range.end;
            }
            _ => hints.push(hint),
        }
    }
    hints
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
    let torn = torn_place(span, citation, vocabulary);
    let printed_place = citation.place.as_ref().map(|place| whole_place(span, place, vocabulary));
    let printed_place = printed_place.or_else(|| place_alone(span, citation, vocabulary));
    let (title, place) = torn.map_or((citation.title.clone(), printed_place), |(t, p)| (Some(t), Some(p)));
    let (date, date_range) = release_date(span, citation, vocabulary).unzip();
    let venue = citation.venue.as_ref().map(|venue| text(&before_date(span, venue, date_range.as_ref())));
    // "In Preprint Aug 2024": without its date it is no venue.
    let venue = venue.filter(|venue| citation::fields::says_venue(&venue.value));
    let publisher = venue.clone().or_else(|| optional(&citation.publisher));
    let identifier = doi::find(span.text()).into_iter().next();
    let is_free = |range: &&Range<usize>| {
        date_range.as_ref().is_none_or(|date| range.end <= date.start || date.end <= range.start)
    };
    let number = |range: &Option<Range<usize>>| range.as_ref().filter(is_free).map(text);
    Publication {
        name: optional(&title),
        authors: citation.authors.iter().map(text).collect(),
        venue: if venues == Venues::OrPublishers { publisher.clone() } else { venue },
        publisher,
        release_date: date,
        volume: number(&citation.volume),
        issue: number(&citation.issue),
        pages: number(&citation.pages),
        url: url(span, identifier.as_ref().map(|found| &found.range)),
        doi: identifier.map(|found| span.slice(found.range).printed(found.value, SHOWN)),
        location: optional(&place),
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

/// The date around the year of `citation`, a month before it included, and where it stands. A date that has a line or
/// cell of its own is read whole, whatever was marked on it.
fn release_date(span: &Span, citation: &Citation, vocabulary: &Vocabulary) -> Option<(Date, Range<usize>)> {
    let text = span.text();
    let year = citation.year.clone();
    let alone = rows(text).into_iter().find_map(|row| date_of_row(text, row, vocabulary));
    let holds = |range: &Range<usize>, year: &Range<usize>| range.start <= year.start && year.end <= range.end;
    if let Some((date, range)) = alone.filter(|(_, range)| year.as_ref().is_none_or(|year| holds(range, year))) {
        return Some((span.slice(range.clone()).printed(date, MARKED), range));
    }
    let year = year?;
    let value: u16 = text.get(year.clone())?.parse().ok()?;
    let around = citation.date.clone().filter(|date| holds(date, &year));
    let around = around.unwrap_or(year.clone());
    let part = month_before(text, around.start)..around.end;
    let found = date::find(text.get(part.clone())?, vocabulary).into_iter().find_map(|found| {
        let range = part.start + found.range.start..part.start + found.range.end;
        let date = found.value.end.or(found.value.start)?;
        (holds(&range, &year) && date.year() == value).then_some((date, range))
    });
    let (date, range) = found.unwrap_or((PartialDate::Year(value), year));
    Some((span.slice(range.clone()).printed(date, MARKED), range))
}

/// The lines and cells of a text.
fn rows(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let rows = text.split(['\n', '\t']).map(|row| {
        let range = start..start + row.len();
        start = range.end + 1;
        range
    });
    rows.collect()
}

/// The date that `row` holds and nothing beside it but a label ("Published on: 2021-01-04").
fn date_of_row(text: &str, row: Range<usize>, vocabulary: &Vocabulary) -> Option<(PartialDate, Range<usize>)> {
    let printed = text.get(row.clone()).filter(|printed| printed.contains(|c: char| c.is_ascii_digit()))?;
    let found = date::find(printed, vocabulary).into_iter().next()?;
    let (before, after) = (printed.get(..found.range.start)?.trim(), printed.get(found.range.end..)?);
    let is_label = before.ends_with([':', '：']) && before.split_whitespace().count() <= LABEL_WORDS;
    let is_alone = before.is_empty() || is_label;
    let (start, end) = (found.value.start, found.value.end);
    let is_one = start.is_none() || end.is_none() || start == end;
    let date = end.or(start).filter(|_| is_alone && is_one && !after.contains(char::is_alphanumeric))?;
    Some((date, row.start + found.range.start..row.start + found.range.end))
}

/// A label before a date has at most this many words.
const LABEL_WORDS: usize = 3;

/// A month stands at most this many words before the date that was marked.
const WORDS_BEFORE_DATE: usize = 2;

/// Start of the words before `at` on its line that may still be part of a date.
fn month_before(text: &str, at: usize) -> usize {
    let line = text.get(..at).unwrap_or("").rsplit(['\n', '\t']).next().unwrap_or("");
    let mut start = line.trim_end().len();
    for _ in 0..WORDS_BEFORE_DATE {
        let before = line.get(..start).unwrap_or("").trim_end();
        start = before.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    }
    at - line.len() + start
}

/// A venue ends where the date begins ("ATC'21 / Jul 2021").
fn before_date(span: &Span, venue: &Range<usize>, date: Option<&Range<usize>>) -> Range<usize> {
    // "'21, Oct. 2021": the year of the conference stays, the month goes.
    let month = date.and_then(|date| span.text().get(date.clone())?.find(char::is_alphabetic).map(|k| date.start + k));
    let Some(month) = month.filter(|month| venue.start < *month && *month < venue.end) else {
        return venue.clone();
    };
    let kept = span.text().get(venue.start..month).unwrap_or("");
    let is_loose =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '/' | '(' | '–' | '-' | '|' | '·' | '.');
    venue.start..venue.start + kept.trim_end_matches(is_loose).len()
}

/// A place at the end of the title's line that the model tore: title and place.
fn torn_place(span: &Span, citation: &Citation, vocabulary: &Vocabulary) -> Option<(Range<usize>, Range<usize>)> {
    let title = citation.title.clone()?;
    let text = span.text();
    let line_end = text.get(title.end..)?.find(['\n', '\t']).map_or(text.len(), |k| title.end + k);
    let end =
        citation.venue.iter().map(|venue| venue.start).filter(|start| title.end <= *start).fold(line_end, usize::min);
    let words = text.get(title.clone())?.match_indices([' ', '\n', '\t']).map(|(at, _)| title.start + at + 1);
    let words = words.collect::<Vec<_>>();
    let mut best: Option<(f32, Range<usize>, Range<usize>)> = None;
    for &at in words.iter().rev().take(PLACE_WORDS) {
        let tail = text.get(at..end)?;
        let place = tail.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
        let before = text.get(title.start..at)?.trim_end();
        let last = before.rsplit(' ').next().unwrap_or("");
        let is_torn = title.end < at + place.len() && place.contains(',');
        let is_free = || !before.ends_with([',', ':', '-']) && !vocabulary.is(WordClass::Stop, last);
        if !is_torn || !is_free() {
            continue;
        }
        // A line that is a place is one whole.
        let is_line = text.get(..at)?.ends_with(['\n', '\t']);
        let likeness = place::likeness(place, vocabulary);
        let worth = likeness + f32::from(u8::from(is_line));
        if A_PLACE <= likeness && best.as_ref().is_none_or(|(top, ..)| *top < worth) {
            best = Some((worth, title.start..title.start + before.len(), at..at + place.len()));
        }
    }
    best.map(|(_, title, place)| (title, place))
}

/// The place with the country behind it, or all of its line where that is a place.
fn whole_place(span: &Span, place: &Range<usize>, vocabulary: &Vocabulary) -> Range<usize> {
    let text = span.text();
    let is_break = |c: char| c == '\n' || c == '\t';
    let start = text.get(..place.start).and_then(|before| before.rfind(is_break)).map_or(0, |at| at + 1);
    let end = text.get(place.end..).and_then(|after| after.find(is_break)).map_or(text.len(), |at| place.end + at);
    let line = text.get(start..end).unwrap_or("");
    let is_longer = place.len() < line.trim().len() && !line.contains(|c: char| c.is_ascii_digit());
    if is_longer && A_PLACE <= place::likeness(line.trim(), vocabulary) {
        return start + line.len() - line.trim_start().len()..start + line.trim_end().len();
    }
    let next = text.get(place.end..end).and_then(|after| after.strip_prefix(", "));
    let country = next.map(|next| next.split([',', '.', ';', '(', ')', ':']).next().unwrap_or("").trim_end());
    match country.filter(|country| !country.is_empty() && place::country_code(country).is_some()) {
        Some(country) => place.start..place.end + ", ".len() + country.len(),
        None => place.clone(),
    }
}

/// A line or cell that is a place and no part of another field.
fn place_alone(span: &Span, citation: &Citation, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let text = span.text();
    let taken = || {
        let fields = [&citation.title, &citation.author_field, &citation.venue, &citation.publisher, &citation.date];
        fields.into_iter().flatten()
    };
    let is_free = |row: &Range<usize>| taken().all(|field| field.end <= row.start || row.end <= field.start);
    let is_place = |row: &Range<usize>| {
        let printed = text.get(row.clone()).unwrap_or("").trim();
        printed.contains(", ") && A_PLACE <= place::likeness(printed, vocabulary)
    };
    let mut places = rows(text).into_iter().filter(|row| is_free(row) && is_place(row));
    places.next().map(|row| {
        let printed = text.get(row.clone()).unwrap_or("");
        row.start + printed.len() - printed.trim_start().len()..row.start + printed.trim_end().len()
    })
}

/// A torn place begins within this many words of the title's end.
const PLACE_WORDS: usize = 4;
/// From this likeness on a text is a place.
const A_PLACE: f32 = 0.8;

fn status(span: &Span, citation: &Citation) -> Option<Text> {
    let state = citation.state.clone()?;
    let part = citation.status.clone().map_or_else(|| span.clone(), |range| span.slice(range));
    Some(part.printed(state, MARKED))
}

/// The first printed address that is no DOI.
fn url(span: &Span, identifier: Option<&Range<usize>>) -> Option<Text> {
    let is_other =
        |range: &Range<usize>| identifier.is_none_or(|taken| range.end <= taken.start || taken.end <= range.start);
    let found = contact::urls(span.text()).into_iter().find(|found| is_other(&found.range))?;
    Some(span.slice(found.range).printed(found.value, SHOWN))
}

/// A date that a sub-heading says, for entries that have none ("2024").
fn date_of_group(group: &Span, vocabulary: &Vocabulary) -> Option<Printed<PartialDate>> {
    let found = date::find(group.text(), vocabulary).into_iter().next()?;
    let date = found.value.end.or(found.value.start)?;
    Some(group.slice(found.range).printed(date, MARKED))
}
