//! Tags: words in small boxes of their own, as skills are often set.
//!
//! In: the words of a page, its filled and outlined boxes. Out: the words, each with the box that it stands in.

use super::word::Word;
use crate::geom::{Pt, Rect};
use crate::pdf::Page;

/// Height of a tag, in ems of its text.
const HEIGHT_EM: std::ops::Range<f32> = 0.9..3.0;

/// A tag is at most this share of the page wide: wider boxes stand behind headings and paragraphs.
const MAX_WIDTH: f32 = 0.4;

/// Tags of a page that are looked at.
const MAX_TAGS: usize = 1_000;

/// Gives each word in a tag that tag.
pub fn mark(words: &mut [Word], page: &Page) {
    let boxes = page.fills.iter().map(|fill| fill.bbox).chain(page.frames.iter().copied());
    let mut tags: Vec<Rect> = boxes.filter(|bbox| bbox.width() < page.width * MAX_WIDTH).take(MAX_TAGS).collect();
    tags.sort_by(|a, b| a.y0.total_cmp(&b.y0));
    let tallest = tags.iter().map(Rect::height).reduce(Pt::max).unwrap_or_default();
    for word in words {
        let (x, y) = ((word.x0 + word.x1) * 0.5, word.middle());
        let from = tags.partition_point(|tag| tag.y0 < y - tallest);
        let near = tags.iter().skip(from).take_while(|tag| tag.y0 <= y);
        let fits = |tag: &&Rect| tag.contains(x, y) && HEIGHT_EM.contains(&(tag.height() / word.em));
        word.tag = near.filter(fits).min_by(|a, b| a.width().total_cmp(&b.width())).copied();
    }
}
