//! Lines that a bad scan put out of order go back to their publications.
//!
//! In: the pieces of a list and how they were read. Out: other pieces, or none. A list whose publications are set in
//! the same lines (title, venue, people) has a custom; where some lines break it, each venue and each list of people
//! goes to the title that it would stand beside, in reading order, if no line had moved. Lists without a custom, and
//! those that keep to theirs but for lines left out, are left as they are.

use super::cut::Piece;
use crate::entry::wrap;
use crate::read::citation::Reading;
use crate::read::citation::model::Label;
use crate::read::citation::words::Shape;
use crate::span::Span;

/// Share of the lines that keep to a custom.
const CUSTOM: f32 = 0.5;
/// So many publications have all of its lines.
const CUSTOM_OF: usize = 3;
/// A line strays so many lines from its place at most.
const DRIFT: usize = 4;
/// Cost of a line, or of the place of one, that is left without the other; a line that strays costs as many as it
/// strays by.
const ALONE: usize = 3;
/// Longer stretches are left as they are: the time to match lines grows with their square.
const MOST_UNITS: usize = 1500;

/// Lines that are one field.
#[derive(Debug)]
struct Unit {
    label: Label,
    /// A year stands in it.
    has_year: bool,
    span: Span,
}

/// The pieces with their lines in order, where the list has a custom that some lines break.
pub fn reordered(pieces: &[Piece], read: &Reading) -> Option<Vec<Piece>> {
    let mut units: Vec<Vec<Unit>> = pieces.iter().enumerate().map(|(at, piece)| units(&piece.span, at, read)).collect();
    let custom = custom(&units)?;
    if units.iter().all(|units| keeps(units, &custom)) {
        return None;
    }
    let mut all = Vec::new();
    let mut start = 0;
    for run in pieces.chunk_by(|a, b| group(a) == group(b)) {
        let units: Vec<Vec<Unit>> = units.get_mut(start..start + run.len())?.iter_mut().map(std::mem::take).collect();
        start += run.len();
        let n_units: usize = units.iter().map(Vec::len).sum();
        let is_kept = units.iter().all(|units| keeps(units, &custom));
        if is_kept || MOST_UNITS < n_units {
            all.extend(run.iter().cloned());
        } else {
            let units: Vec<Unit> = units.into_iter().flatten().collect();
            all.extend(rebuilt(&units, &custom, run.first()?));
        }
    }
    Some(all)
}

fn group(piece: &Piece) -> Option<&str> {
    piece.group.as_ref().map(Span::text)
}

/// The lines of a piece by what most of their words are; a line that goes on with the one above is one with it.
fn units(span: &Span, at: usize, read: &Reading) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut start = 0;
    for row in span.text().split('\n') {
        let range = start..start + row.len();
        start = range.end + 1;
        let words =
            || read.marked(at).filter(|(word, _)| range.start <= word.range.start && word.range.end <= range.end);
        let label = mostly(words().filter(|(word, _)| word.is_letters()).map(|(_, label)| label))
            .or_else(|| mostly(words().filter(|(word, _)| word.sign().is_none()).map(|(_, label)| label)));
        let has_year = words().any(|(word, _)| word.shape == Shape::Year);
        let unit = Unit { label: label.unwrap_or(Label::Other), has_year, span: span.slice(range) };
        match units.last_mut().filter(|last| goes_on(last, &unit)) {
            Some(last) => {
                last.has_year |= unit.has_year;
                last.span.push("\n", &unit.span);
            }
            None => units.push(unit),
        }
    }
    units
}

/// The commonest of `labels`.
fn mostly(labels: impl Iterator<Item = Label>) -> Option<Label> {
    let mut counts = [0_usize; Label::ALL.len()];
    labels.for_each(|label| {
        if let Some(count) = counts.get_mut(label as usize) {
            *count += 1;
        }
    });
    let (label, count) = Label::ALL.into_iter().zip(counts).rev().max_by_key(|(_, count)| *count)?;
    (0 < count).then_some(label)
}

/// Lines between fields, and those that go on with a field.
fn goes_on(above: &Unit, unit: &Unit) -> bool {
    let is_field = matches!(unit.label, Label::Title | Label::Author | Label::Venue | Label::Date);
    let is_open = above.label == unit.label && wrap::is_open_end(above.span.text());
    // A title may take two lines; one with a year at its end is whole.
    let is_title = above.label == Label::Title && unit.label == Label::Title && !(above.has_year && unit.has_year);
    !is_field || is_open || is_title
}

/// The order of fields, each on lines of its own, that most lines keep to.
fn custom(units: &[Vec<Unit>]) -> Option<Vec<Label>> {
    let mut orders: Vec<(Vec<Label>, usize)> = Vec::new();
    // Each once: most references of a list are alike. Of several that are as good the last one counts.
    for units in units.iter().rev() {
        let is_same = |(order, _): &&mut (Vec<Label>, usize)| order.iter().eq(units.iter().map(|unit| &unit.label));
        match orders.iter_mut().find(is_same) {
            Some((_, n_same)) => *n_same += 1,
            None => orders.push((units.iter().map(|unit| unit.label).collect(), 1)),
        }
    }
    let is_order = |(order, n_same): &&(Vec<Label>, usize)| {
        let is_once = (1..order.len()).all(|at| !order.iter().skip(at).any(|label| order.get(at - 1) == Some(label)));
        1 < order.len() && is_once && order.contains(&Label::Title) && CUSTOM_OF <= *n_same
    };
    let n_kept = |order: &[Label]| units.iter().filter(|units| keeps(units, order)).map(Vec::len).sum::<usize>();
    let (best, _) = orders.iter().rev().filter(is_order).max_by_key(|(order, _)| n_kept(order))?;
    let n_units: usize = units.iter().map(Vec::len).sum();
    (CUSTOM * n_units as f32 <= n_kept(best) as f32).then(|| best.clone())
}

/// The lines are those of the custom, some of them perhaps left out.
fn keeps(units: &[Unit], custom: &[Label]) -> bool {
    let mut rest = custom.iter();
    units.iter().all(|unit| rest.any(|label| *label == unit.label))
}

/// The publications of a stretch of lines.
fn rebuilt(units: &[Unit], custom: &[Label], first: &Piece) -> Vec<Piece> {
    let of = |label: Label| -> Vec<usize> {
        units.iter().enumerate().filter(|(_, unit)| unit.label == label).map(|(at, _)| at).collect()
    };
    let titles = of(Label::Title);
    let place = |label: Label| custom.iter().position(|other| *other == label).unwrap_or(0);
    let mut owners: Vec<Option<usize>> = vec![None; units.len()];
    for label in custom.iter().filter(|label| **label != Label::Title) {
        let shift = place(*label).cast_signed() - place(Label::Title).cast_signed();
        for (title, line) in matched(&titles, &of(*label), shift) {
            if let Some(owner) = owners.get_mut(line) {
                *owner = Some(title);
            }
        }
    }
    let mut spans: Vec<Vec<(usize, &Span)>> = vec![Vec::new(); titles.len()];
    for (at, (unit, owner)) in units.iter().zip(&owners).enumerate() {
        // What no title claims stays below the one above it.
        let above = titles.partition_point(|title| *title <= at).saturating_sub(1);
        let rank = if owner.is_some() || unit.label == Label::Title { place(unit.label) } else { custom.len() };
        if let Some(spans) = spans.get_mut(owner.unwrap_or(above)) {
            spans.push((rank, &unit.span));
        }
    }
    spans.into_iter().map(|spans| joined(spans, first)).collect()
}

/// One publication of lines with their ranks.
fn joined(mut spans: Vec<(usize, &Span)>, first: &Piece) -> Piece {
    spans.sort_by_key(|(rank, _)| *rank);
    let mut piece = Piece { group: first.group.clone(), span: Span::default() };
    for (k, (_, span)) in spans.into_iter().enumerate() {
        piece.span.push(if k == 0 { "" } else { "\n" }, span);
    }
    piece
}

/// Which title each line belongs to: pairs of the number of the title and the line, both ascending, at the least cost
/// (Needleman and Wunsch 1970). A line's place is `shift` lines below its title.
fn matched(titles: &[usize], lines: &[usize], shift: isize) -> Vec<(usize, usize)> {
    let width = lines.len() + 1;
    let mut costs = vec![0_usize; (titles.len() + 1) * width];
    let pair = |title: usize, line: usize| {
        let stray = titles.get(title)?.checked_add_signed(shift)?.abs_diff(*lines.get(line)?);
        (stray <= DRIFT).then_some(stray)
    };
    let at = |i: usize, j: usize| i * width + j;
    let cost = |costs: &[usize], i: usize, j: usize| costs.get(at(i, j)).copied().unwrap_or(usize::MAX / 2);
    for i in 0..=titles.len() {
        for j in 0..=lines.len() {
            let both = i.checked_sub(1).zip(j.checked_sub(1));
            let options = [
                both.and_then(|(a, b)| Some(cost(&costs, a, b) + pair(a, b)?)),
                i.checked_sub(1).map(|a| cost(&costs, a, j) + ALONE),
                j.checked_sub(1).map(|b| cost(&costs, i, b) + ALONE),
            ];
            if let (Some(place), Some(least)) = (costs.get_mut(at(i, j)), options.into_iter().flatten().min()) {
                *place = least;
            }
        }
    }
    let (mut i, mut j) = (titles.len(), lines.len());
    let mut pairs = Vec::new();
    while let (Some(a), Some(b)) = (i.checked_sub(1), j.checked_sub(1)) {
        let here = cost(&costs, i, j);
        if pair(a, b).is_some_and(|stray| cost(&costs, a, b) + stray == here) {
            pairs.extend(lines.get(b).map(|line| (a, *line)));
            (i, j) = (a, b);
        } else if cost(&costs, a, j) + ALONE == here {
            i = a;
        } else {
            j = b;
        }
    }
    pairs.reverse();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(titles: &[usize], lines: &[usize], expected: &[(usize, usize)]) {
        assert_eq!(matched(titles, lines, 1), expected);
    }

    #[test]
    fn lines_in_order_go_to_the_titles_above() {
        check(&[0, 3, 6], &[1, 4, 7], &[(0, 1), (1, 4), (2, 7)]);
    }

    #[test]
    fn a_line_that_strayed_goes_back() {
        check(&[0, 3, 5, 8], &[1, 2, 7, 9], &[(0, 1), (1, 2), (2, 7), (3, 9)]);
    }

    #[test]
    fn a_title_may_lack_its_line() {
        check(&[0, 3, 5], &[1, 6], &[(0, 1), (2, 6)]);
    }
}
