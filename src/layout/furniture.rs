//! Running headers, footers and page numbers: lines that repeat at the edge of the pages.
//!
//! In: the lines of all pages. Out: the same, furniture taken out. Knows no language: furniture shows by place,
//! repetition and its page number.

use foldhash::{HashMap, HashMapExt};

use super::Line;
use crate::geom::Pt;

/// Furniture stands within this share of the page's height from its top or bottom.
const MARGIN: f32 = 0.1;

/// A page number outside the text stands within this share: wide margins of a printed page.
const NUMBER_MARGIN: f32 = 0.2;

/// Takes furniture out of `lines` (all pages, any order). `heights` are those of the pages, from page 1.
pub fn take(lines: &mut Vec<Line>, heights: &[Pt]) -> Vec<Line> {
    let keys: Vec<Option<String>> = lines.iter().map(|line| edge_key(line, heights)).collect();
    let mut places: HashMap<&str, Vec<Place>> = HashMap::new();
    for (line, key) in lines.iter().zip(&keys) {
        if let Some(key) = key {
            places.entry(key).or_default().push(Place::of(line));
        }
    }
    let extents = extents(lines, heights);
    let is_furniture: Vec<bool> = lines
        .iter()
        .zip(&keys)
        .map(|(line, key)| {
            let alike = key.as_ref().and_then(|key| places.get(key.as_str())).into_iter().flatten();
            let here = Place::of(line);
            let extent = line.page.checked_sub(1).and_then(|page| extents.get(page as usize));
            let is_outermost = || extent.is_some_and(|extent| is_outermost(place(line, heights), *extent));
            alike.into_iter().any(|other| here.repeats(other))
                || ((key.is_some() || is_outermost()) && is_numbered(line, heights))
        })
        .collect();
    let mut flags = is_furniture.into_iter();
    let (taken, kept) = std::mem::take(lines).into_iter().partition(|_| flags.next().unwrap_or(false));
    *lines = kept;
    taken
}

/// Whether a line stands outside the text of its page, whose first and last lines stand at `extent`.
fn is_outermost(y: f32, extent: (f32, f32)) -> bool {
    (y < NUMBER_MARGIN && y <= extent.0) || (1.0 - NUMBER_MARGIN < y && extent.1 <= y)
}

/// Where the first and the last line of each page stand.
fn extents(lines: &[Line], heights: &[Pt]) -> Vec<(f32, f32)> {
    let mut extents = vec![(1.0, 0.0); heights.len()];
    for line in lines {
        let extent: Option<&mut (f32, f32)> = line.page.checked_sub(1).and_then(|page| extents.get_mut(page as usize));
        if let Some((first, last)) = extent {
            let y = place(line, heights);
            (*first, *last) = (first.min(y), last.max(y));
        }
    }
    extents
}

/// How far down its page a line stands, as a share of the page's height; the middle where the page is unknown.
fn place(line: &Line, heights: &[Pt]) -> f32 {
    let height = line.page.checked_sub(1).and_then(|page| heights.get(page as usize));
    height.map_or(0.5, |height| line.baseline / *height)
}

/// The text with its digits masked, when the line stands at the edge of its page.
fn edge_key(line: &Line, heights: &[Pt]) -> Option<String> {
    let y = place(line, heights);
    if MARGIN < y && y < 1.0 - MARGIN {
        return None;
    }
    Some(line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect())
}

/// Where a line stands, on which page, and how large.
struct Place {
    page: u32,
    baseline: Pt,
    em: Pt,
}

impl Place {
    fn of(line: &Line) -> Self {
        Self { page: line.page, baseline: line.baseline, em: line.em }
    }

    /// Whether the other, of the same text (digits apart), stands at the same height of another page.
    fn repeats(&self, other: &Self) -> bool {
        let near = (other.baseline - self.baseline).abs() / self.em.max(other.em) < 1.0;
        other.page != self.page && near
    }
}

/// The line is its page's number, or ends with "n/N" or "n of N" of this page and document.
fn is_numbered(line: &Line, heights: &[Pt]) -> bool {
    let text = line.text();
    let numbers: Vec<u32> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match numbers.as_slice() {
        [n] => *n == line.page && n_letters == 0,
        [.., n, total] => {
            *n == line.page && *total as usize == heights.len() && text.trim().ends_with(&total.to_string())
        }
        _ => false,
    }
}
