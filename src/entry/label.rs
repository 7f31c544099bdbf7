//! Labels that wrap: "sept. 2021 –" above "aujourd’hui" in the margin is one period.
//!
//! In: the lines of a block. Out: the same, the second half of a wrapped date label moved to the first.

use super::wrap;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::date;

/// The halves of a wrapped label are at most this many ems apart.
const LEADING_EM: f32 = 1.75;

/// Joins date labels that run over two lines.
pub fn join(lines: &mut [Line], vocabulary: &Vocabulary) {
    for k in 1..lines.len() {
        let (above, below) = lines.split_at_mut(k);
        let (Some(above), Some(line)) = (above.last_mut(), below.first_mut()) else {
            continue;
        };
        if goes_on(above, line, vocabulary)
            && let Some(label) = above.cells.first_mut()
            && 1 < line.cells.len()
        {
            wrap::join(label, &line.cells.remove(0));
            line.has_label = false;
        }
    }
}

/// Whether the labels of two lines are one date together and were none, or less, apart.
fn goes_on(above: &Line, line: &Line, vocabulary: &Vocabulary) -> bool {
    let is_near = line.leading.is_some_and(|leading| leading / line.em < LEADING_EM);
    if !above.has_label || !line.has_label || !is_near || above.page != line.page {
        return false;
    }
    let (Some(first), Some(second)) = (above.cells.first(), line.cells.first()) else {
        return false;
    };
    let both = format!("{} {}", first.text().trim(), second.text().trim());
    let together = date::find(&both, vocabulary);
    let [whole] = together.as_slice() else {
        return false;
    };
    let apart = date::find(first.text(), vocabulary);
    let spans_both = first.text().trim().len() < whole.range.end;
    let is_more = whole.value.start.is_some() && apart.first().is_none_or(|half| half.value != whole.value);
    spans_both && is_more
}
