//! What lies behind and over each glyph, and whether a reader of the page can see it.
//!
//! In: boxes, images and other paint in painting order, and for each glyph where and when it was painted. Out: marks
//! on the glyphs. A doubt speaks for the glyph: only what certainly cannot be seen is hidden.

use super::limits::{Budget, MAX_SHAPES};
use super::{Glyph, Hidden, Page};
use crate::error::Error;
use crate::geom::{Pt, Rect};

/// White.
const PAPER: u32 = 0x00FF_FFFF;
/// Colours whose channels differ by no more than this, of 255, look the same (light grey on white is still read).
const SAME_COLOR: u8 = 4;
/// Text smaller than this, in points, cannot be read.
pub const TINY: f32 = 1.0;
/// Share of the page that images must cover for invisible text to be their recognised text.
const SCAN_SHARE: f32 = 0.5;
/// Something painted that is no text.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Where.
    pub bbox: Rect,
    /// What.
    pub paint: Paint,
}

/// How a layer covers what lies under it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Wholly, in one colour.
    Color(u32),
    /// Wholly, with a picture.
    Picture,
    /// In part, or nobody knows how.
    Veil,
}

/// When and where a glyph was painted.
#[derive(Debug, Clone, Copy)]
pub struct Ink {
    /// Middle of the glyph on the page.
    pub x: f32,
    /// Middle of the glyph on the page.
    pub y: f32,
    /// How far from its middle a glyph may reach.
    pub reach: f32,
    /// Layers painted before it.
    pub n_below: usize,
    /// Why it is hidden, whatever lies around it.
    pub reason: Option<Hidden>,
    /// A second colour that it is painted in (its outline).
    pub outline: Option<u32>,
}

/// What lies behind and over one glyph.
#[derive(Debug, Clone, Copy)]
struct Sight {
    /// The uppermost layer under it, or the paper.
    behind: Paint,
    /// A layer over it covers it …
    is_covered: bool,
    /// … and one that does so is a picture.
    is_pictured: bool,
}

/// Everything painted on a page but its glyphs, and the ink of these.
#[derive(Debug, Default)]
pub struct Layers {
    all: Vec<Layer>,
    /// One for each glyph of the page.
    pub inks: Vec<Ink>,
    /// Curves and slanted lines painted: letters drawn as outlines have many.
    pub n_strokes: usize,
}

impl Layers {
    /// None yet, with room for the ink of so many glyphs.
    pub fn with_room(n_glyphs: usize) -> Self {
        Self { inks: Vec::with_capacity(n_glyphs), ..Self::default() }
    }

    /// Paints a layer over all that is there.
    pub fn push(&mut self, bbox: Rect, paint: Paint) {
        if self.all.len() < MAX_SHAPES {
            self.all.push(Layer { bbox, paint });
        }
    }

    /// How many layers there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Marks the glyphs that cannot be seen; returns whether the page's text was recognised from its scan.
    pub fn mark(&self, page: &mut Page, budget: &mut Budget) -> Result<bool, Error> {
        let sights = self.sights(budget)?;
        let is_scan = self.is_scan(page, &sights);
        let (width, height) = (page.width.0, page.height.0);
        for (glyph, (ink, sight)) in page.glyphs.iter_mut().zip(self.inks.iter().zip(&sights)) {
            let is_off =
                ink.x < -ink.reach || ink.y < -ink.reach || width + ink.reach < ink.x || height + ink.reach < ink.y;
            glyph.hidden = if is_off { Some(Hidden::OffPage) } else { reason(glyph, ink, *sight, is_scan) };
        }
        Ok(is_scan)
    }

    /// What lies behind and over each glyph.
    fn sights(&self, budget: &mut Budget) -> Result<Vec<Sight>, Error> {
        let mut sights = Vec::with_capacity(self.inks.len());
        // The glyphs of a line lie between the same layers, and few layers reach its height.
        let is_line = |one: &Ink, other: &Ink| one.y.to_bits() == other.y.to_bits() && one.n_below == other.n_below;
        for line in self.inks.chunk_by(is_line) {
            let Some(first) = line.first() else { continue };
            budget.looks(self.all.len())?;
            let is_near = |layer: &&Layer| layer.bbox.y0.0 <= first.y && first.y <= layer.bbox.y1.0;
            let (below, above) = self.all.split_at_checked(first.n_below).unwrap_or((&self.all, &[]));
            let below: Vec<&Layer> = below.iter().filter(is_near).collect();
            let above: Vec<&Layer> = above.iter().filter(is_near).filter(|layer| layer.paint != Paint::Veil).collect();
            if below.is_empty() && above.is_empty() {
                let paper = Sight { behind: Paint::Color(PAPER), is_covered: false, is_pictured: false };
                sights.resize(sights.len() + line.len(), paper);
                continue;
            }
            for ink in line {
                budget.looks(below.len() + above.len())?;
                let at = |layer: &&&Layer| layer.bbox.x0.0 <= ink.x && ink.x <= layer.bbox.x1.0;
                sights.push(Sight {
                    behind: below.iter().rev().find(at).map_or(Paint::Color(PAPER), |layer| layer.paint),
                    is_covered: above.iter().any(|layer| at(&layer)),
                    is_pictured: above.iter().filter(at).any(|layer| layer.paint == Paint::Picture),
                });
            }
        }
        Ok(sights)
    }

    /// Whether the page is a picture with its recognised text: images fill it, and all text is invisible or covered.
    fn is_scan(&self, page: &Page, sights: &[Sight]) -> bool {
        let area = |rect: &Rect| (rect.width().0 * rect.height().0).max(0.0);
        let pictures = page.images.iter().map(area).sum::<f32>();
        if pictures < SCAN_SHARE * page.width.0 * page.height.0 || self.inks.is_empty() {
            return false;
        }
        let is_visible = |(ink, sight): &(&Ink, &Sight)| ink.reason != Some(Hidden::Invisible) && !sight.is_pictured;
        // A stamp or a page number over the scan does not make it native text.
        let n_visible = self.inks.iter().zip(sights).filter(is_visible).count();
        n_visible * 4 < self.inks.len()
    }
}

/// Why nobody can see the glyph, if so.
fn reason(glyph: &Glyph, ink: &Ink, sight: Sight, is_scan: bool) -> Option<Hidden> {
    match ink.reason {
        Some(Hidden::Invisible) if is_scan => return None,
        Some(reason) => return Some(reason),
        None => {}
    }
    if glyph.em < Pt(TINY) {
        return Some(Hidden::Tiny);
    }
    if !is_scan && sight.is_covered {
        return Some(Hidden::Covered);
    }
    let Paint::Color(behind) = sight.behind else { return None };
    let is_lost = is_same(glyph.color, behind) && ink.outline.is_none_or(|outline| is_same(outline, behind));
    is_lost.then_some(Hidden::SameColor)
}

fn is_same(one: u32, other: u32) -> bool {
    let pairs = one.to_be_bytes().into_iter().zip(other.to_be_bytes());
    one == other || pairs.into_iter().all(|(one, other)| one.abs_diff(other) <= SAME_COLOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(color: u32, em: f32) -> Glyph {
        Glyph {
            text: "a".into(),
            x0: Pt(100.0),
            x1: Pt(106.0),
            baseline: Pt(100.0),
            em: Pt(em),
            font: 0,
            color,
            hidden: None,
            icon: None,
            turn: crate::pdf::Turn::Upright,
            fake_bold: false,
        }
    }

    #[track_caller]
    fn check(color: u32, em: f32, below: &[(Rect, Paint)], above: &[(Rect, Paint)], expected: Option<Hidden>) {
        let mut layers = Layers::default();
        for (bbox, paint) in below {
            layers.push(*bbox, *paint);
        }
        layers.inks.push(Ink { x: 103.0, y: 97.0, reach: 5.0, n_below: layers.len(), reason: None, outline: None });
        for (bbox, paint) in above {
            layers.push(*bbox, *paint);
        }
        let mut page = Page { width: Pt(595.0), height: Pt(842.0), glyphs: vec![glyph(color, em)], ..Page::default() };
        layers.mark(&mut page, &mut Budget::new()).unwrap();
        assert_eq!(page.glyphs[0].hidden, expected);
    }

    const BAR: Rect = Rect { x0: Pt(0.0), y0: Pt(80.0), x1: Pt(595.0), y1: Pt(120.0) };

    #[test]
    fn white_on_paper_is_hidden_and_black_is_not() {
        check(0x00FF_FFFF, 10.0, &[], &[], Some(Hidden::SameColor));
        check(0x0000_0000, 10.0, &[], &[], None);
    }

    #[test]
    fn white_on_a_dark_bar_or_a_picture_is_seen() {
        check(0x00FF_FFFF, 10.0, &[(BAR, Paint::Color(0x0020_2040))], &[], None);
        check(0x00FF_FFFF, 10.0, &[(BAR, Paint::Picture)], &[], None);
        check(0x00FF_FFFF, 10.0, &[(BAR, Paint::Veil)], &[], None);
    }

    #[test]
    fn dark_on_a_bar_of_its_color_is_hidden() {
        check(0x0020_2040, 10.0, &[(BAR, Paint::Color(0x0020_2040))], &[], Some(Hidden::SameColor));
    }

    #[test]
    fn what_a_box_or_a_picture_covers_is_hidden_but_not_what_a_veil_covers() {
        check(0, 10.0, &[], &[(BAR, Paint::Color(0))], Some(Hidden::Covered));
        check(0, 10.0, &[], &[(BAR, Paint::Picture)], Some(Hidden::Covered));
        check(0, 10.0, &[], &[(BAR, Paint::Veil)], None);
    }

    #[test]
    fn tiny_text_is_hidden() {
        check(0, 0.1, &[], &[], Some(Hidden::Tiny));
    }
}
