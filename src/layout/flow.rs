//! Flows over pages: which region of a page goes on with which region of the page before.

use super::region::Region;
use crate::geom::Rect;

/// Two regions are one flow over a page break when they share this much of their width.
const SAME_FLOW: f32 = 0.3;

/// Numbers regions so that one that goes on over a page break keeps its number.
#[derive(Debug, Default)]
pub struct Flows {
    /// The last regions of the flows that may go on, with their numbers.
    open: Vec<(u16, Rect)>,
    next: u16,
}

impl Flows {
    /// Flow numbers for the regions of the next page, in their order.
    pub fn number(&mut self, regions: &[Region]) -> Vec<u16> {
        let mut before = std::mem::take(&mut self.open);
        let mut numbers = Vec::with_capacity(regions.len());
        for region in regions {
            let share = |bbox: &Rect| {
                let both = bbox.x1.max(region.bbox.x1) - bbox.x0.min(region.bbox.x0);
                bbox.overlap_x(&region.bbox) / both
            };
            let best = before.iter().enumerate().map(|(k, (_, bbox))| (share(bbox), k));
            let best = best.filter(|(s, _)| SAME_FLOW < *s).max_by(|a, b| a.0.total_cmp(&b.0));
            let number = match best {
                Some((_, k)) => before.remove(k).0,
                None => self.new_number(),
            };
            // Nothing goes on with a header: the columns below it do.
            if !region.is_header {
                self.open.push((number, region.bbox));
            }
            numbers.push(number);
        }
        // A flow that has no region on this page may go on on the next.
        self.open.extend(before);
        numbers
    }

    fn new_number(&mut self) -> u16 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }
}
