//! Lines that are set flush right.
//!
//! In: the lines of a region. Out: the same; where most of them end at one edge and fewer start at one, each that ends
//! there is told to be set to it, so that the room left on it is at its left.

use super::Line;
use crate::geom::Pt;

/// Lines end or start at one edge within this share of the em.
const SAME_EDGE_EM: f32 = 0.3;
/// So many lines make an edge.
const MIN_LINES: usize = 4;
/// At least this share of the lines ends at the right edge.
const MIN_FLUSH: f32 = 0.7;
/// At most this share starts at one left edge: lines of a justified paragraph do.
const MAX_LEFT: f32 = 0.4;

/// Marks the lines of a region that are set flush right.
pub fn mark(lines: &mut [Line]) {
    let n = lines.len();
    let n_flush = lines.iter().filter(|line| is_flush(line)).count();
    if n < MIN_LINES || (n_flush as f32) < n as f32 * MIN_FLUSH {
        return;
    }
    let mut starts: Vec<(Pt, Pt)> = lines.iter().map(|line| (line.bbox.x0, line.em)).collect();
    starts.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n_at = |(x, em): &(Pt, Pt)| {
        starts.partition_point(|(start, _)| *start <= *x + *em * SAME_EDGE_EM)
            - starts.partition_point(|(start, _)| start < x)
    };
    let most = starts.iter().map(n_at).max().unwrap_or_default();
    if most as f32 <= n as f32 * MAX_LEFT {
        for line in lines {
            line.is_flush_right = is_flush(line);
        }
    }
}

fn is_flush(line: &Line) -> bool {
    (line.column.x1 - line.bbox.x1) / line.em < SAME_EDGE_EM
}
