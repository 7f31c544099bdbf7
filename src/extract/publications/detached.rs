//! Dates and venues that stand apart from their entries.
//!
//! In: the pieces of a section and the publications read from them. Out: a date or a venue that one entry has too
//! many goes, in reading order, to the first entry that lacks it and that it fits: a venue with its year ("NSDI'23")
//! goes with a date of that year. Each is noted. A list in which no entry has two of a kind is left as it is.

use std::ops::Range;

use super::cut::Piece;
use crate::error::{Note, NoteCode};
use crate::lang::Vocabulary;
use crate::model::{Confidence, Date, Evidence, PartialDate, Publication, Text};
use crate::read::citation::words::{Shape, words};
use crate::read::{date, place};
use crate::span::Span;

/// How sure we are of a fact that stood elsewhere.
const REATTACHED: Confidence = Confidence(0.6);
/// Two digits up to this one are a year of this century.
const CENTURY: u16 = 50;

/// What lines of an entry say by themselves.
#[derive(Debug, Default)]
struct Facts {
    dates: Vec<Date>,
    venues: Vec<Text>,
}

/// Gives detached dates and venues to the entries that lack them; `first` is the place of the first publication in the
/// CV. The publications stand beside the pieces that they were read from.
pub fn reattach(
    publications: &mut [Publication],
    pieces: &[&Piece],
    first: usize,
    vocabulary: &Vocabulary,
    notes: &mut Vec<Note>,
) {
    let mut spare = Facts::default();
    for (publication, piece) in publications.iter_mut().zip(pieces) {
        part_place(publication, vocabulary);
        let facts = facts(&piece.span, vocabulary);
        spare.venues.extend(too_many_venues(publication, facts.venues));
        spare.dates.extend(too_many_dates(publication, facts.dates));
    }
    for (k, publication) in publications.iter_mut().enumerate() {
        let at = first + k;
        if publication.venue.is_none() && publication.status.is_none() {
            let year = publication.release_date.as_ref().map(|date| date.value.year());
            let fits = |venue: &Text| year.is_none() || venue_year(&venue.value) == year;
            if let Some(venue) = take(&mut spare.venues, fits) {
                notes.push(note("venue", &venue.evidence.raw, venue.evidence.page, at));
                publication.publisher = Some(venue.clone());
                publication.venue = Some(venue);
            }
        }
        if publication.release_date.is_none() {
            let year = publication.venue.as_ref().and_then(|venue| venue_year(&venue.value));
            let fits = |date: &Date| year.is_none_or(|year| date.value.year() == year);
            if let Some(date) = take(&mut spare.dates, fits) {
                notes.push(note("releaseDate", &date.evidence.raw, date.evidence.page, at));
                publication.release_date = Some(date);
            }
        }
    }
}

/// Notes each publication whose venue and date are of different years; both stay as printed.
pub fn contradictions(publications: &[Publication], first: usize, notes: &mut Vec<Note>) {
    for (k, publication) in publications.iter().enumerate() {
        let year = publication.venue.as_ref().and_then(|venue| venue_year(&venue.value));
        let date = publication.release_date.as_ref();
        if let (Some(year), Some(date)) = (year, date.filter(|date| Some(date.value.year()) != year)) {
            let message = format!("the venue is of {year}, the date of {}; both are as printed", date.value.year());
            notes.push(Note {
                pointer: Some(format!("/publications/{}/venue", first + k)),
                page: Some(date.evidence.page),
                ..Note::new(NoteCode::Contradiction, message)
            });
        }
    }
}

/// What was read as the venue and is nothing but a place ("Santa Clara") is where it was; the town at its end that a
/// country follows goes with the country ("EMNLP 2021, Punta Cana" in the "Dominican Republic").
fn part_place(publication: &mut Publication, vocabulary: &Vocabulary) {
    let is_place = |text: &str| PLACE <= place::likeness(text, vocabulary);
    if let Some(place) = publication.venue.take_if(|venue| is_place(&venue.value)) {
        publication.publisher.take_if(|publisher| publisher.value == place.value);
        publication.location.get_or_insert(place);
        return;
    }
    if publication.location.is_none() {
        part_whole_place(publication, &is_place);
        return;
    }
    let (Some(venue), Some(country)) = (&mut publication.venue, &mut publication.location) else { return };
    let Some((name, town)) = venue.value.rsplit_once(", ") else { return };
    let place = format!("{town}, {}", country.value);
    if is_place(town) && is_place(&place) {
        let name = name.to_owned();
        country.evidence = Evidence {
            raw: place.clone(),
            bbox: country.evidence.bbox.union(&venue.evidence.bbox),
            ..country.evidence.clone()
        };
        country.value = place;
        venue.evidence.raw.clone_from(&name);
        venue.value = name;
        publication.publisher = publication.venue.clone();
    }
}

/// The town with its country at the end of a venue ("EMNLP 2021, Punta Cana, Dominican Republic") is where it was.
fn part_whole_place(publication: &mut Publication, is_place: &dyn Fn(&str) -> bool) {
    let Some(venue) = &mut publication.venue else { return };
    let tails = venue.value.match_indices(", ").map(|(at, comma)| (at, at + comma.len()));
    let mut places = tails.filter_map(|(at, start)| Some((at, venue.value.get(start..)?)));
    let Some((at, place)) = places.find(|(_, place)| place.contains(", ") && is_place(place)) else { return };
    let (name, place) = (venue.value.get(..at).unwrap_or("").to_owned(), place.to_owned());
    let evidence = Evidence { raw: place.clone(), ..venue.evidence.clone() };
    publication.location = Some(Text { value: place, evidence });
    venue.evidence.raw.clone_from(&name);
    venue.value = name;
    publication.publisher = publication.venue.clone();
}

/// From this likeness on, a text is a place.
const PLACE: f32 = 0.9;

fn take<T>(all: &mut Vec<T>, fits: impl Fn(&T) -> bool) -> Option<T> {
    let at = all.iter().position(fits)?;
    Some(all.remove(at))
}

fn note(member: &str, raw: &str, page: u32, at: usize) -> Note {
    Note {
        pointer: Some(format!("/publications/{at}/{member}")),
        page: Some(page),
        excerpt: Some(raw.to_owned()),
        ..Note::new(
            NoteCode::Reattached,
            "it stood apart and was given to the first entry that lacks it and that it fits",
        )
    }
}

/// The venues beyond the publication's own.
fn too_many_venues(publication: &Publication, venues: Vec<Text>) -> Vec<Text> {
    let own = publication.venue.as_ref().map(|venue| venue.value.clone());
    let mut is_own_left = true;
    let others = venues.into_iter().filter(|venue| {
        let is_own = is_own_left && own.as_ref() == Some(&venue.value);
        is_own_left &= !is_own;
        !is_own
    });
    others.collect()
}

/// The dates beyond the publication's own, which becomes the one that goes with its venue.
fn too_many_dates(publication: &mut Publication, mut dates: Vec<Date>) -> Vec<Date> {
    if dates.len() < 2 {
        return Vec::new();
    }
    let year = publication.venue.as_ref().and_then(|venue| venue_year(&venue.value));
    let own = dates.iter().position(|date| year.is_none_or(|year| date.value.year() == year)).unwrap_or(0);
    publication.release_date = Some(dates.remove(own));
    dates
}

/// The year that a venue has in its name: "NSDI'24", "ICML 2024".
fn venue_year(venue: &str) -> Option<u16> {
    if !venue.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let words = words(venue);
    let last = words.iter().rev().find(|word| word.sign().is_none())?;
    let digits = venue.get(last.range.clone())?;
    match last.shape {
        Shape::Year => digits.get(..4)?.parse().ok(),
        Shape::ShortYear => {
            let year: u16 = digits.trim_start_matches(|c: char| !c.is_ascii_digit()).parse().ok()?;
            Some(if year < CENTURY { 2000 + year } else { 1900 + year })
        }
        _ => None,
    }
}

/// The dates and venues that fill a line or a cell of their own.
fn facts(span: &Span, vocabulary: &Vocabulary) -> Facts {
    let mut facts = Facts::default();
    for cell in super::rows(span.text()) {
        let text = span.text().get(cell.clone()).unwrap_or("");
        let at = |range: Range<usize>| span.slice(cell.start + range.start..cell.start + range.end);
        if let Some(date) = whole_date(text, vocabulary) {
            facts.dates.push(span.slice(cell.clone()).printed(date, REATTACHED));
        } else if let Some(venue) = whole_venue(text) {
            let name = text.get(venue.clone()).unwrap_or("").to_owned();
            facts.venues.push(at(venue).printed(name, REATTACHED));
        }
    }
    facts
}

/// The date that is all of `text`.
fn whole_date(text: &str, vocabulary: &Vocabulary) -> Option<PartialDate> {
    let found = date::find(text, vocabulary).into_iter().next()?;
    let is_loose = |part: Option<&str>| part.is_some_and(|part| !part.chars().any(char::is_alphanumeric));
    let is_whole = is_loose(text.get(..found.range.start)) && is_loose(text.get(found.range.end..));
    let (start, end) = (found.value.start, found.value.end);
    if start.is_some() && end.is_some() && start != end { None } else { end.or(start).filter(|_| is_whole) }
}

/// The conference with its short year that is all of `text`, or all before its date.
fn whole_venue(text: &str) -> Option<Range<usize>> {
    // A short year starts with an apostrophe.
    if !text.contains(['\'', '’', '‘']) {
        return None;
    }
    let words = words(text);
    let year = words.iter().position(|word| word.shape == Shape::ShortYear)?;
    let before = words.get(..year)?;
    let is_acronym = |shape: Shape| matches!(shape, Shape::Initials | Shape::Upper | Shape::Mixed | Shape::Capitalised);
    let is_name = (1..=2).contains(&before.len()) && before.iter().all(|word| is_acronym(word.shape));
    let is_end = words.get(year + 1..)?.iter().all(|word| word.sign().is_some());
    (is_name && is_end)
        .then(|| words.first().map_or(0, |word| word.range.start)..words.get(year).map_or(0, |word| word.range.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_venue_may_have_its_year() {
        for (venue, expected) in
            [("NSDI'24", Some(2024)), ("EuroSys ’98", Some(1998)), ("ICML 2024", Some(2024)), ("Nature", None)]
        {
            assert_eq!(venue_year(venue), expected, "{venue}");
        }
    }

    #[test]
    fn a_venue_alone_on_its_line_is_a_fact() {
        assert_eq!(whole_venue("NSDI'23"), Some(0..7));
        assert_eq!(whole_venue("Don't Trust the Queue '23 of it"), None);
        assert_eq!(whole_venue("Anna Bee, Carl Dee"), None);
    }

    #[test]
    fn a_place_is_no_venue() {
        let text = |value: &str| Some(crate::extract::testing::span(value).as_text(REATTACHED));
        for (venue, place) in [("Santa Clara", Some("Santa Clara")), ("Nature", None)] {
            let mut publication = Publication { venue: text(venue), publisher: text(venue), ..Publication::default() };
            part_place(&mut publication, Vocabulary::all());
            let location = publication.location.as_ref().map(|text| text.value.as_str());
            assert_eq!((location, publication.venue.is_none()), (place, place.is_some()));
            assert_eq!(publication.publisher, publication.venue);
        }
    }

    #[test]
    fn a_town_at_the_end_of_the_venue_goes_with_its_country() {
        let text = |value: &str| Some(crate::extract::testing::span(value).as_text(REATTACHED));
        let mut publication = Publication {
            venue: text("EMNLP 2021, Punta Cana"),
            location: text("Dominican Republic"),
            ..Publication::default()
        };
        part_place(&mut publication, Vocabulary::all());
        let value = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone()).unwrap_or_default();
        assert_eq!(value(&publication.venue), "EMNLP 2021");
        assert_eq!(value(&publication.location), "Punta Cana, Dominican Republic");
    }
}
