//! Wrapped lines: whether a line goes on on the next, and how the two are joined.

use crate::geom::Pt;
use crate::layout::{Line, is_cjk};
use crate::span::Span;

/// Lines of one paragraph are at most this many ems apart.
const LEADING_EM: f32 = 1.75;

/// A next line may start this much left of the line it continues (rounding of hanging indents).
const OUTDENT_EM: f32 = 0.3;

/// Slack in ems when asking whether the next word would still have fitted.
const FIT_SLACK_EM: f32 = 0.6;

/// Cells of one line that are both full keep about this distance, in ems.
const CELL_GAP_EM: f32 = 2.5;

/// Signs after which a text is not at its end.
const OPEN_ENDS: &[char] = &[',', '-', '\u{2010}', '&', '/', '、', '，', '–'];

/// Whether `next` goes on with the text of `line`.
#[must_use]
pub fn goes_on(line: &Line, next: &Line) -> bool {
    if next.marker.is_some() || next.has_label || line.flow != next.flow || 2 < next.cells.len() {
        return false;
    }
    // A line with a cell at the right, below another such: set alike, not wrapped.
    if 1 < next.cells.len() && 1 + usize::from(line.has_label) < line.cells.len() {
        return false;
    }
    let Some(first) = next.cells.first() else {
        return false;
    };
    let is_near =
        line.page != next.page || next.leading.is_none_or(|leading| leading / next.em.max(line.em) < LEADING_EM);
    if !is_near || (first.bbox().x0 - text_start(line)) / line.em < -OUTDENT_EM {
        return false;
    }
    let at = cell_above(line, next);
    let Some(cell) = line.cells.get(at) else {
        return false;
    };
    let right = line.cells.get(at + 1).map_or(line.right_edge(), |cell| cell.bbox().x0 - line.em * CELL_GAP_EM);
    same_style(cell, first) && (is_open(cell.text(), first.text()) || is_full(cell, right, line.em, first))
}

/// The cell of `line` under which `next` starts: text goes on under the cell in whose column it starts.
#[must_use]
pub fn cell_above(line: &Line, next: &Line) -> usize {
    let left = next.cells.first().map_or(next.bbox.x0, |cell| cell.bbox().x0);
    line.cells.iter().rposition(|cell| cell.bbox().x0 <= left + line.em).unwrap_or(0)
}

/// Where the text of a line starts: right of its label, at its marker.
fn text_start(line: &Line) -> Pt {
    if let Some(marker) = &line.marker {
        return marker.x0;
    }
    let cell = if line.has_label { line.cells.get(1) } else { line.cells.first() };
    cell.map_or(line.bbox.x0, |cell| cell.bbox().x0)
}

/// The text ends or begins in a way that no whole text does.
fn is_open(text: &str, next: &str) -> bool {
    let next_is_lower = next.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    is_open_end(text) || next_is_lower
}

/// No whole text ends like this: with a sign that joins, or within a bracket.
#[must_use]
pub fn is_open_end(text: &str) -> bool {
    let opened = text.matches('(').count() > text.matches(')').count();
    text.trim_end().ends_with(OPEN_ENDS) || opened
}

/// How far the first word of `next` would have reached on `line`, where the text evidently goes on: it breaks before a
/// small letter, and both are set alike.
#[must_use]
pub fn evident_reach(line: &Line, next: &Line) -> Option<Pt> {
    let (cell, first) = (line.cells.last()?, next.cells.first()?);
    let is_text = |line: &Line| line.cells.len() == 1 + usize::from(line.has_label);
    let is_one = is_text(line) && is_text(next) && next.marker.is_none() && line.flow == next.flow;
    let is_near = next.leading.is_some_and(|leading| leading / next.em.max(line.em) < LEADING_EM);
    let is_small = first.text().chars().next().is_some_and(char::is_lowercase);
    (is_one && is_near && is_small && same_style(cell, first)).then(|| reach(cell, line.em, first))
}

/// The first word of `next` would not have fitted behind `cell`, which may reach to `right`.
fn is_full(cell: &Span, right: Pt, em: Pt, next: &Span) -> bool {
    right < reach(cell, em, next)
}

/// How far right the first word of `next` would have ended behind `cell`.
fn reach(cell: &Span, em: Pt, next: &Span) -> Pt {
    let text = next.text();
    let first_word = text.split_whitespace().next().unwrap_or_default();
    let n_first = if first_word.chars().any(is_cjk) { 1 } else { first_word.chars().count() };
    let share = n_first as f32 / text.chars().count().max(1) as f32;
    let width = next.bbox().width() * share;
    cell.bbox().x1 + width + em * FIT_SLACK_EM
}

/// The end of `a` and the start of `b` are set alike.
fn same_style(a: &Span, b: &Span) -> bool {
    let (Some(last), Some(first)) = (a.runs().last(), b.runs().first()) else {
        return false;
    };
    let (last, first) = (last.style, first.style);
    last.bold == first.bold && (last.em / first.em - 1.0).abs() < 0.12 && last.color == first.color
}

/// Appends `next` to `text`, with a space, or mending a hyphen at the line's end.
///
/// A hyphen stays before a capital or a digit ("O’Neill-Kowalczyk", "COVID-19") and goes before a small letter.
pub fn join(text: &mut Span, next: &Span) {
    let end = text.text().trim_end().len();
    let before = text.text().get(..end).unwrap_or_default();
    let is_hyphen = before.ends_with(['-', '\u{2010}', '\u{ad}']);
    let letter = before.trim_end_matches(['-', '\u{2010}', '\u{ad}']).chars().next_back();
    // A hyphen of the word may be printed on both lines ("Pós-", "-graduação").
    let again = next.text().trim_start().strip_prefix(['-', '\u{2010}']);
    if is_hyphen && again.is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
        let from = next.text().find(char::is_alphabetic).unwrap_or(0);
        let rest = next.slice(from..next.text().len());
        text.cut_end(text.text().len() - end);
        text.push("", &rest);
        return;
    }
    let starts_small = next.text().trim_start().chars().next().is_some_and(char::is_lowercase);
    let both_cjk = before.chars().next_back().is_some_and(is_cjk) && next.text().chars().next().is_some_and(is_cjk);
    let n_after = text.text().len() - end;
    if is_hyphen && letter.is_some_and(char::is_alphabetic) {
        let n_hyphen = before.chars().next_back().map_or(0, char::len_utf8);
        text.cut_end(if starts_small { n_after + n_hyphen } else { n_after });
        text.push("", next);
    } else {
        let is_torn = is_torn_doi(before, next.text());
        text.push(if both_cjk || is_torn { "" } else { " " }, next);
    }
}

/// `before` ends within a DOI: behind a sign inside it ("10.1111/ele."), or before a rest that stands alone on its line.
fn is_torn_doi(before: &str, next: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut words = next.split_whitespace();
    let (Some(first), is_alone) = (words.next(), words.next().is_none()) else { return false };
    let is_doi = last.contains("doi.org/") || last.starts_with("10.") && last.contains('/');
    let is_rest = first.starts_with(|c: char| c.is_ascii_digit()) && !first.contains(':');
    is_doi && is_rest && (is_alone || last.ends_with(['.', '/', '-', '_']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Run;

    fn span(text: &str) -> Span {
        let run = Run {
            start: 0,
            page: 1,
            bbox: crate::geom::Rect::default(),
            style: crate::span::Style::default(),
            link: None,
            icon: None,
        };
        Span::new(text, run)
    }

    #[track_caller]
    fn check(first: &str, second: &str, expected: &str) {
        let mut text = span(first);
        join(&mut text, &span(second));
        assert_eq!(text.text(), expected);
    }

    #[test]
    fn lines_are_joined_by_a_space() {
        check("Lead the", "group", "Lead the group");
    }

    #[test]
    fn a_hyphen_goes_before_a_small_letter_and_stays_before_a_capital() {
        check("predict-", "able", "predictable");
        check("O’Neill-", "Kowalczyk", "O’Neill-Kowalczyk");
        check("2019 –", "2020", "2019 – 2020");
    }

    #[test]
    fn a_doi_torn_at_the_line_end_is_whole_again() {
        check("https://doi.org/10.1111/ele.", "14512", "https://doi.org/10.1111/ele.14512");
        check("Notes. https://doi.org/10.", "1111/x.1 Online.", "Notes. https://doi.org/10.1111/x.1 Online.");
        check("doi: 10.1111/ele.14512.", "Online", "doi: 10.1111/ele.14512. Online");
        check("of 10.5", "2019 was", "of 10.5 2019 was");
    }

    #[test]
    fn ideographs_are_joined_without_a_space() {
        check("计算机科", "学与技术", "计算机科学与技术");
    }
}
