//! Flows over pages: which region of a page goes on with which region of the page before.

use std::collections::HashMap;

use super::region::Region;
use crate::geom::{Pt, Rect};

/// Two regions are one flow over a page break when they share this much of their width.
const SAME_FLOW: f32 = 0.3;

/// Numbers regions so that one that goes on over a page break keeps its number.
#[derive(Debug, Default)]
pub struct Flows {
    /// The last regions of the flows that may go on, with their numbers.
    open: Vec<(u16, Rect)>,
    /// Where the label column of each flow ends, as far as is known.
    label_edges: HashMap<u16, Option<Pt>>,
    next: u16,
}

impl Flows {
    /// Flow numbers for the regions of the next page, in their order.
    pub fn number(&mut self, regions: &[Region]) -> Vec<u16> {
        let before = self.open.clone();
        let mut free = std::mem::take(&mut self.open);
        let mut numbers = Vec::with_capacity(regions.len());
        for region in regions {
            // What stands above columns goes on with one of them, and they go on all the same.
            let flows = if region.is_header { &before } else { &free };
            let best = flows.iter().map(|(number, bbox)| (share(bbox, &region.bbox), *number));
            let best = best.filter(|(share, _)| SAME_FLOW < *share).max_by(|a, b| a.0.total_cmp(&b.0));
            let number = best.map_or_else(|| self.new_number(), |(_, number)| number);
            if !region.is_header {
                free.retain(|(other, _)| *other != number);
                self.open.push((number, region.bbox));
            }
            numbers.push(number);
        }
        // A flow that has no region on this page may go on on the next.
        self.open.extend(free);
        numbers
    }

    /// Where the label column of a flow ended on its last page.
    pub fn label_edge(&mut self, number: u16) -> &mut Option<Pt> {
        self.label_edges.entry(number).or_default()
    }

    fn new_number(&mut self) -> u16 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }
}

/// The share of their common width that two boxes have both.
fn share(a: &Rect, b: &Rect) -> f32 {
    a.overlap_x(b) / (a.x1.max(b.x1) - a.x0.min(b.x0))
}
