//! Labels and dates that wrap: "sept. 2021 –" above "aujourd’hui" in the margin is one period, "Fall 2019, Spring" above
//! "2020" at the right one list of terms, "Name and type of organisation" above "providing education" one label.
//!
//! In: the lines of a block. Out: the same, the second half of a wrapped label or date moved to the first.

use super::wrap;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::date;
use crate::span::Span;

/// The halves of a wrapped label are at most this many ems apart.
const LEADING_EM: f32 = 1.75;

/// Joins labels that run over several lines.
pub fn join(lines: &mut Vec<Line>, vocabulary: &Vocabulary) {
    for k in 1..lines.len() {
        let (above, below) = lines.split_at_mut(k);
        let (Some(above), Some(line)) = (above.last_mut(), below.first_mut()) else {
            continue;
        };
        if (goes_on(above, line, vocabulary) || is_half(above, line, vocabulary) || is_rest(above, line, vocabulary))
            && let Some(label) = above.cells.first_mut()
        {
            wrap::join(label, &line.cells.remove(0));
            line.has_label = false;
        }
        if let Some(which) = stacked(above, line, vocabulary)
            && let Some(label) = above.cells.first_mut()
        {
            *label = period_of(label, &line.cells.remove(0), which);
            line.has_label = false;
        }
        if terms_go_on(above, line, vocabulary)
            && let (Some(date), Some(rest)) = (above.cells.last_mut(), line.cells.pop())
        {
            wrap::join(date, &rest);
        }
    }
    // Nothing but the second half of a date stood on a line without cells.
    for k in 1..lines.len() {
        let gone = lines.get(k - 1).filter(|line| line.cells.is_empty()).and_then(|line| line.leading);
        if let Some(line) = lines.get_mut(k)
            && let (Some(leading), Some(gone)) = (&mut line.leading, gone)
        {
            *leading += gone;
        }
    }
    lines.retain(|line| !line.cells.is_empty());
}

/// Whether the last cells of two lines, both set to the right edge, are one list of dates that the first does not end.
fn terms_go_on(above: &Line, line: &Line, vocabulary: &Vocabulary) -> bool {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    let ([_, .., first], Some(second)) = (above.cells.as_slice(), line.cells.last()) else { return false };
    let is_aligned = (first.bbox().x1 - second.bbox().x1).abs() / line.em < ALIGNED_EM;
    if !is_near || !is_aligned || above.page != line.page {
        return false;
    }
    let (first, second) = (first.text().trim(), second.text().trim());
    let is_open = first.ends_with(',') || !date::is_all(first, vocabulary);
    second.contains(|c: char| c.is_ascii_digit()) && is_open && date::is_all(&format!("{first} {second}"), vocabulary)
}

/// Whether two lines that say nothing else are one date together ("October" above "2022"), or the first and the last
/// year of one period ("2019" above "2022").
fn is_half(above: &Line, line: &Line, vocabulary: &Vocabulary) -> bool {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    let ([first], [second]) = (above.cells.as_slice(), line.cells.as_slice()) else { return false };
    let is_aligned = (first.bbox().x0 - second.bbox().x0).abs() / line.em < ALIGNED_EM;
    if !is_near || !is_aligned || above.page != line.page || above.marker.is_some() || line.marker.is_some() {
        return false;
    }
    let (first, second) = (first.text().trim(), second.text().trim());
    if !date::is_whole(second, vocabulary) {
        return false;
    }
    let single = |text: &str| date::find(text, vocabulary).first()?.value.single();
    match (single(first).filter(|_| date::is_whole(first, vocabulary)), single(second)) {
        (Some(first), Some(second)) => first < second,
        (None, Some(_)) => first.len() < MAX_MONTH && date::is_whole(&format!("{first} {second}"), vocabulary),
        _ => false,
    }
}

/// Left edges within this many ems are the same.
const ALIGNED_EM: f32 = 0.5;

/// A month alone has fewer bytes than this.
const MAX_MONTH: usize = 24;

/// Labels of forms.
const LABELS: [WordClass; 7] = [
    WordClass::PositionLabel,
    WordClass::EmployerLabel,
    WordClass::SchoolLabel,
    WordClass::DegreeLabel,
    WordClass::AreaLabel,
    WordClass::DutiesLabel,
    WordClass::PeriodLabel,
];

/// Whether the label of a line is the rest of the one above: words that start small ("providing education"), or that are a
/// label of forms together with those above ("Bezeichnung der erworbenen", "Qualifikation").
fn is_rest(above: &Line, line: &Line, vocabulary: &Vocabulary) -> bool {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    let (Some(first), Some(second)) = (above.cells.first(), line.cells.first()) else { return false };
    let is_worded = |text: &str| !text.chars().any(char::is_numeric);
    let is_bare = line.cells.len() == 1 && line.bbox.x1 < above.column.x0;
    let are_labels = above.has_label && (line.has_label || is_bare) && line.marker.is_none() && above.page == line.page;
    if !are_labels || !is_near || !is_worded(first.text()) || !is_worded(second.text()) {
        return false;
    }
    let is_label = |text: &str| vocabulary.is_any(&LABELS, text);
    let both = || format!("{} {}", first.text().trim(), second.text().trim());
    second.text().starts_with(char::is_lowercase) || !is_label(first.text().trim()) && is_label(&both())
}

/// Whether the labels of two lines are one date together.
fn goes_on(above: &Line, line: &Line, vocabulary: &Vocabulary) -> bool {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    let is_label = line.has_label || (line.cells.len() == 1 && line.bbox.x1 < above.column.x0);
    if !above.has_label || !is_label || !is_near || above.page != line.page {
        return false;
    }
    let (Some(first), Some(second)) = (above.cells.first(), line.cells.first()) else {
        return false;
    };
    // A word of the date may be broken at the end of the line ("aujour-", "d’hui").
    let mut both = first.trim();
    let n_first = both.text().trim_end_matches('-').len();
    wrap::join(&mut both, &second.trim());
    let together = date::find(both.text(), vocabulary);
    matches!(together.as_slice(), [whole] if whole.value.start.is_some() && n_first < whole.range.end)
}

/// Whether the labels of two lines are the ends of one period, the last day above the first ("present" above "2019") or
/// below it, and which of the two stands below.
///
/// Lines that are set alike are entries of their own ("2019 A prize" above "2018 A prize").
fn stacked(above: &Line, line: &Line, vocabulary: &Vocabulary) -> Option<Stacked> {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    let is_bare = line.cells.len() == 1 && line.bbox.x1 < above.column.x0;
    if !above.has_label || !(line.has_label || is_bare) || !is_near || above.page != line.page {
        return None;
    }
    let (first, second) = (above.cells.first()?.text().trim(), line.cells.first()?.text().trim());
    let is_alike = match (above.cells.get(1), line.cells.get(1)) {
        (Some(text), Some(below)) => {
            let is_bold = |span: &Span| span.runs().first().map(|run| run.style.bold);
            line.marker.is_some() == above.marker.is_some() && is_bold(text) == is_bold(below)
        }
        _ => !is_bare,
    };
    if is_alike || !date::is_whole(second, vocabulary) || MAX_MONTH < first.len() {
        return None;
    }
    let is_period = |from: &str, to: &str| {
        let whole = format!("{from} – {to}");
        let found = date::find(&whole, vocabulary);
        let is_one = |value: &date::Period| value.is_ongoing && to == first || value.start < value.end;
        matches!(found.as_slice(), [only] if only.value.start.is_some() && is_one(&only.value)
            && only.range == (0..whole.len()))
    };
    match () {
        () if is_period(second, first) => Some(Stacked::FirstDay),
        () if is_period(first, second) => Some(Stacked::LastDay),
        () => None,
    }
}

/// Which end of a period stands below the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stacked {
    FirstDay,
    LastDay,
}

/// The ends of a period as one text.
fn period_of(above: &Span, below: &Span, which: Stacked) -> Span {
    let (from, to) = if which == Stacked::FirstDay { (below, above) } else { (above, below) };
    let mut whole = from.trim();
    whole.push(" – ", &to.trim());
    whole
}
