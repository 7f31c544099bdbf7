//! Bullets that open a role and not what was done in it: "Employer" above "■ Cook … 2015 – 2019", its tasks below under
//! bullets of their own.
//!
//! In: the lines of all blocks of a section. Out: the same, without the bullets that mark roles. The section votes: its
//! outermost bullets, or nearly all, stand on lines that end in a date in a cell of its own, and hardly any line without
//! a bullet does.

use crate::geom::Pt;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::date;

/// At least this share of the outermost bullets stands on dated lines.
const DATED_BULLETS: f32 = 0.75;

/// At most so many lines without a bullet are dated for one dated bullet: else the bullets tell what was done when.
const DATED_HEADS: f32 = 0.2;

/// Markers within this many ems are aligned.
const ALIGNED_EM: f32 = 0.6;

/// Takes the bullets off lines that open a role.
pub fn unmark(blocks: &mut [Vec<Line>], vocabulary: &Vocabulary) {
    let lines = || blocks.iter().flatten();
    let Some(outermost) = lines().filter_map(bullet).reduce(Pt::min) else { return };
    let opens_with_head = blocks.iter().all(|lines| lines.first().is_some_and(|line| line.marker.is_none()));
    if !opens_with_head {
        return;
    }
    let is_outer = |line: &Line| bullet(line).is_some_and(|x| (x - outermost) / line.em < ALIGNED_EM);
    let is_dated = |line: &Line| ends_in_date(line, vocabulary);
    let n_bullets = lines().filter(|line| is_outer(line)).count();
    let n_roles = lines().filter(|line| is_outer(line) && is_dated(line)).count();
    let n_heads = lines().filter(|line| line.marker.is_none() && is_dated(line)).count();
    let are_roles =
        DATED_BULLETS * n_bullets as f32 <= n_roles as f32 && n_heads as f32 <= DATED_HEADS * n_roles as f32;
    if !are_roles {
        return;
    }
    for line in blocks.iter_mut().flatten() {
        if is_outer(line) && is_dated(line) {
            line.marker = None;
        }
    }
}

/// Left edge of the bullet that a line has.
fn bullet(line: &Line) -> Option<Pt> {
    line.marker.as_ref().filter(|marker| !marker.is_number).map(|marker| marker.x0)
}

/// Whether the last cell of a line, and not its only one, is a date.
fn ends_in_date(line: &Line, vocabulary: &Vocabulary) -> bool {
    1 < line.cells.len() && line.cells.last().is_some_and(|cell| date::is_whole(cell.text(), vocabulary))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    /// Numbers of the lines that keep their bullets.
    #[track_caller]
    fn check(text: &str, expected: &[usize]) {
        let lines: Vec<Line> = text.lines().enumerate().map(|(n, text)| testing::line(text, n)).collect();
        let mut blocks = [lines];
        unmark(&mut blocks, Vocabulary::all());
        let kept = blocks.iter().flatten().enumerate().filter(|(_, line)| line.marker.is_some());
        assert_eq!(kept.map(|(k, _)| k).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_dated_bullet_below_an_undated_employer_is_a_role() {
        check("ACME, Berlin\n - Head Cook\t2015 – 2019\n   - Led ten\n - Cook\t2012 – 2015\n   - Cooked", &[2, 4]);
    }

    #[test]
    fn a_dated_bullet_below_a_dated_job_is_what_was_done() {
        check("Cook, ACME\t2012 – 2019\n - Won a star\t2015\n - Lost it\t2016", &[1, 2]);
    }

    #[test]
    fn bullets_that_open_the_section_are_entries() {
        check("- Star\t2015\nGuide Michelin\n- Spoon\t2016", &[0, 2]);
    }

    #[test]
    fn bullets_without_dates_are_tasks() {
        check("ACME\n - Cooked\n - Washed\n - Went\t2015", &[1, 2, 3]);
    }
}
