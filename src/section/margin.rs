//! Headings in the label column that are broken over several lines: "PROFESSIONAL" above "EXPERIENCE", both beside their
//! content.
//!
//! In: lines in reading order. Out: the same, each such heading whole in its first line and gone from the others. Labels
//! are joined only where the vocabulary knows more of the whole than of its first line: the rows of a table stay apart.

use std::borrow::Cow;

use super::style::{Look, look_of};
use crate::geom::Pt;
use crate::lang::Vocabulary;
use crate::layout::{Line, is_cjk};
use crate::span::Span;

/// A heading in a margin is broken into at most so many lines ("Professional | Affiliations | & Other | Activities").
const MAX_PIECES: usize = 4;

/// Lines of smaller content that may stand between the baselines of two lines of the label.
const MAX_BETWEEN: usize = 2;

/// The baselines of a label's lines are at most this many of its ems apart.
const LEADING_EM: f32 = 1.5;

/// A line of a label.
struct Piece<'a> {
    line: usize,
    label: &'a Span,
    look: Look,
}

/// The lines, headings in the label column joined.
pub fn join<'a>(lines: Cow<'a, [Line]>, vocabulary: &Vocabulary) -> Cow<'a, [Line]> {
    let mut joined: Vec<(Vec<usize>, Span)> = Vec::new();
    let mut from = 0;
    while from < lines.len() {
        let pieces = pieces(&lines, from);
        let Some((n, whole)) = heading(&pieces, vocabulary) else {
            from += 1;
            continue;
        };
        let taken: Vec<usize> = pieces.iter().take(n).map(|piece| piece.line).collect();
        from = taken.last().map_or(from, |last| *last) + 1;
        joined.push((taken, whole));
    }
    if joined.is_empty() { lines } else { Cow::Owned(apply(lines.into_owned(), joined)) }
}

/// The label of line `from`, and what may be its further lines.
fn pieces(lines: &[Line], from: usize) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::new();
    let mut n_between = 0;
    for (k, line) in lines.iter().enumerate().skip(from) {
        // A bullet may stand between the label and its content.
        let is_first = |label: &&Span| line.marker.as_ref().is_none_or(|marker| label.bbox().x0 < marker.x0);
        let label = line.cells.first().filter(|_| line.has_label).filter(is_first);
        let Some(label) = label else {
            n_between += 1;
            if pieces.is_empty() || MAX_BETWEEN < n_between {
                break;
            }
            continue;
        };
        let piece = Piece { line: k, label, look: look_of(label, true) };
        if pieces.last().is_some_and(|above| !goes_on(above, &piece, lines)) || pieces.len() == MAX_PIECES {
            break;
        }
        n_between = 0;
        pieces.push(piece);
    }
    pieces
}

/// Whether `below` may be the next line of the label that `above` belongs to.
fn goes_on(above: &Piece<'_>, below: &Piece<'_>, lines: &[Line]) -> bool {
    let at = |piece: &Piece<'_>| lines.get(piece.line).map(|line| (line.page, line.flow));
    let em = above.label.style().em;
    let leading = below.label.bbox().y1 - above.label.bbox().y1;
    at(above) == at(below) && above.look == below.look && Pt::default() < leading && leading / em < LEADING_EM
}

/// How many pieces are one heading, and the heading.
fn heading(pieces: &[Piece<'_>], vocabulary: &Vocabulary) -> Option<(usize, Span)> {
    let first = pieces.first()?;
    let is_first_known = vocabulary.heading(first.label.text()).is_some_and(|heading| heading.is_whole);
    let mut whole = first.label.clone();
    let mut found = None;
    for (k, piece) in pieces.iter().enumerate().skip(1) {
        // "Mother tongue(s)" above "Other language(s)": labels of a form, each whole.
        if is_of_form(first.label) && is_of_form(piece.label) {
            break;
        }
        whole = with(&whole, piece.label);
        let Some(known) = vocabulary.heading(whole.text()) else { continue };
        // Several kinds: a joint ("&") stands between the lines.
        let is_one = known.is_whole || 1 < known.kinds.len() || (k == 1 && !is_first_known);
        if is_one {
            found = Some((k + 1, whole.clone()));
        }
    }
    found
}

/// Whether a label leaves open of how many things it is: "language(s)".
fn is_of_form(label: &Span) -> bool {
    let text = label.text();
    let at = text.find('(').unwrap_or(0);
    text.ends_with(')') && text.get(..at).is_some_and(|before| before.ends_with(char::is_alphabetic))
}

/// A label and its next line; a word that is broken at the end of the line is made whole.
fn with(label: &Span, next: &Span) -> Span {
    let text = label.text();
    let before_hyphen = text.strip_suffix('-').filter(|stem| stem.ends_with(char::is_alphabetic));
    let is_joined = text.ends_with(is_cjk) && next.text().starts_with(is_cjk);
    let mut whole = before_hyphen.map_or_else(|| label.clone(), |stem| label.slice(0..stem.len()));
    whole.push(if is_joined || before_hyphen.is_some() { "" } else { " " }, next);
    whole
}

/// Puts each whole heading into its first line and takes it out of the others.
fn apply(mut lines: Vec<Line>, joined: Vec<(Vec<usize>, Span)>) -> Vec<Line> {
    for (taken, whole) in joined {
        for line in taken.iter().skip(1) {
            if let Some(line) = lines.get_mut(*line) {
                line.cells.drain(..line.cells.len().min(1));
                line.has_label = false;
            }
        }
        let first = taken.first().and_then(|line| lines.get_mut(*line));
        if let Some(label) = first.and_then(|line| line.cells.first_mut()) {
            *label = whole;
        }
    }
    lines.retain(|line| !line.cells.is_empty());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    /// The first cells of the lines that `text` makes; "> " opens a line of the label column, "^ " stands hardly below the
    /// line above.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut n = 0;
        let lines = text.lines().map(|line| {
            n += usize::from(!line.starts_with("^ "));
            testing::line(line.trim_start_matches("^ "), n)
        });
        let lines: Vec<Line> = lines.collect();
        let joined = join(Cow::Owned(lines), Vocabulary::all());
        let found: Vec<&str> = joined.iter().filter_map(|line| line.cells.first()).map(Span::text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_heading_that_wraps_beside_its_content_is_one() {
        check(
            "> PROFESSIONAL\tSociety of Chefs\n> AFFILIATIONS\tMember\n> & ACTIVITIES\t2009",
            &["PROFESSIONAL AFFILIATIONS & ACTIVITIES", "Member", "2009"],
        );
    }

    #[test]
    fn content_may_stand_between_the_lines_of_the_heading() {
        check("> RESEARCH\n^ Institute\n> EXPERIENCE\tAssistant", &["RESEARCH EXPERIENCE", "Institute", "Assistant"]);
    }

    #[test]
    fn a_hyphenated_heading_is_made_whole() {
        check("> PUBLI-\tA. Bee\n> CATIONS\tC. Dee", &["PUBLICATIONS", "C. Dee"]);
    }

    #[test]
    fn the_rows_of_a_table_stay_apart() {
        check("> Languages\tGerman\n> Skills\tBaking", &["Languages", "Skills"]);
        check("> Dates\t2009\n> Employer\tACME", &["Dates", "Employer"]);
    }
}
