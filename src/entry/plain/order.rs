//! Lines that changed over: a bullet between the two lines of a head.
//!
//! In: the rows of a block. Out: the same, such bullets below the head. What the second line of a head is like shows
//! where the two stand together.

use super::row::{N_CLASSES, Row, Sort};

/// What tells the lines of a head apart: their words, and whether a date stands on them.
type Look = ([bool; N_CLASSES], bool);

fn look(row: &Row) -> Look {
    (row.classes, row.is_dated)
}

/// Puts bullets that stand within a head below it.
pub fn mend(rows: &mut [Row]) {
    let Some(second) = second(rows) else { return };
    for at in 2..rows.len() {
        let (Some(first), Some(bullet), Some(row)) = (rows.get(at - 2), rows.get(at - 1), rows.get(at)) else {
            continue;
        };
        let is_torn = opens(rows, at - 2) && look(first) != second && bullet.sort == Sort::Bullet && !row.is_body();
        if is_torn && look(row) == second {
            rows.swap(at - 1, at);
        }
    }
}

/// A head line at the start or below a body.
fn opens(rows: &[Row], at: usize) -> bool {
    let is_head = |at: usize| rows.get(at).is_some_and(|row| !row.is_body());
    is_head(at) && at.checked_sub(1).is_none_or(|above| !is_head(above))
}

/// What the second line of heads of two lines is like, most often; `None` where it is like the first.
fn second(rows: &[Row]) -> Option<Look> {
    let mut counts: Vec<(Look, usize)> = Vec::new();
    for at in 1..rows.len() {
        let (Some(first), Some(row)) = (rows.get(at - 1), rows.get(at)) else { continue };
        let is_last = rows.get(at + 1).is_none_or(Row::is_body);
        if !opens(rows, at - 1) || row.is_body() || !is_last || look(first) == look(row) {
            continue;
        }
        match counts.iter_mut().find(|(other, _)| *other == look(row)) {
            Some((_, n)) => *n += 1,
            None => counts.push((look(row), 1)),
        }
    }
    let best = counts.iter().max_by_key(|(_, n)| *n)?;
    // A look that opens heads is not that of their second lines.
    let n_first = (0..rows.len()).filter(|at| opens(rows, *at) && rows.get(at + 1).is_some_and(|next| !next.is_body()));
    let n_first = n_first.filter(|at| rows.get(*at).is_some_and(|row| look(row) == best.0)).count();
    (n_first < best.1).then_some(best.0)
}
