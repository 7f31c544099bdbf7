//! The line that holds the venue: where entries are spread over lines, most of them say which line it is.
//!
//! In: the pieces of a list and what was read of each. Out: venues of those that were read without one, from the line
//! in which the others have theirs. A venue that no vocabulary knows ("Suma y Sigue") is found so.

use std::ops::Range;

use super::cut::Piece;
use super::rows;
use crate::read::citation::Citation;

/// So many entries at least must have their venue in the same line.
const MIN_VOTES: usize = 2;

/// Gives venues to the `citations` that lack one.
pub fn fill(pieces: &[Piece], citations: &mut [Citation]) {
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.span.text()).collect();
    let Some(slot) = venue_line(&texts, citations) else { return };
    for (text, citation) in texts.iter().zip(citations) {
        if citation.venue.is_none() && citation.title.is_some() {
            citation.venue = free_line(text, slot, citation);
        }
    }
}

/// The number of the line in which most venues stand, the title's line being no witness.
fn venue_line(texts: &[&str], citations: &[Citation]) -> Option<usize> {
    let line_of = |(text, citation): (&&str, &Citation)| {
        let venue = citation.venue.as_ref()?;
        let line = rows(text).iter().position(|line| line.start <= venue.start && venue.end <= line.end)?;
        (0 < line).then_some(line)
    };
    let found: Vec<usize> = texts.iter().zip(citations).filter_map(line_of).collect();
    let n_votes = |line: usize| found.iter().filter(|other| **other == line).count();
    let best = found.iter().copied().max_by_key(|line| n_votes(*line))?;
    let n_venues = citations.iter().filter(|citation| citation.venue.is_some()).count();
    (MIN_VOTES <= n_votes(best) && n_venues < 2 * n_votes(best)).then_some(best)
}

/// Line `slot` of `text` up to its date, where it holds no other field.
fn free_line(text: &str, slot: usize, citation: &Citation) -> Option<Range<usize>> {
    let line = rows(text).into_iter().nth(slot)?;
    let dates = citation.date.iter().chain(&citation.year).map(|date| date.start);
    let end = dates.filter(|start| line.contains(start)).fold(line.end, usize::min);
    let is_loose = |c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != ')' && c != '.';
    let kept = text.get(line.start..end)?.trim_end_matches(is_loose);
    let venue = line.start..line.start + kept.len();
    let taken = citation.title.iter().chain(&citation.authors).chain(&citation.place).chain(&citation.status);
    let is_free = taken.into_iter().all(|field| venue.end <= field.start || field.end <= venue.start);
    (is_free && kept.chars().any(char::is_alphabetic)).then_some(venue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Titles, venues and years where they stand in `text`; the year may be missing.
    fn citation(text: &str, venue: Option<&str>, year: &str) -> Citation {
        let find = |part: &str| text.find(part).map(|at| at..at + part.len());
        let title = rows(text).into_iter().next();
        Citation { title, venue: venue.and_then(find), year: find(year), ..Citation::default() }
    }

    #[track_caller]
    fn check(texts: &[(&str, Option<&str>)], last: Option<&str>) {
        let citations: Vec<Citation> = texts.iter().map(|(text, venue)| citation(text, *venue, "2018")).collect();
        let only: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
        let slot = venue_line(&only, &citations);
        let text = only.last().copied().unwrap();
        let found = slot.and_then(|slot| free_line(text, slot, citations.last().unwrap()));
        assert_eq!(found.and_then(|range| text.get(range)), last);
    }

    #[test]
    fn the_line_of_the_others_venues_is_the_venue() {
        let others = [("A\nRevista / 2018\nAda", Some("Revista")), ("B\nActas / 2018\nAda", Some("Actas"))];
        check(&[others[0], others[1], ("C\nSuma y Sigue / 2018\nAda", None)], Some("Suma y Sigue"));
    }

    #[test]
    fn one_witness_is_none() {
        check(&[("A\nRevista / 2018\nAda", Some("Revista")), ("C\nSuma y Sigue / 2018", None)], None);
    }

    #[test]
    fn a_line_that_is_all_date_holds_no_venue() {
        let others = [("A\nRevista / 2018\nAda", Some("Revista")), ("B\nActas / 2018\nAda", Some("Actas"))];
        check(&[others[0], others[1], ("C\n2018\nAda", None)], None);
    }
}
