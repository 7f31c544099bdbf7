//! Headings that are turned by a quarter beside what they name.
//!
//! In: the upright words of a page and those that run upwards or downwards. Out: the words, such headings made upright
//! labels on the first line of what they name; the turned words that are none of them.

use super::row;
use super::word::Word;
use crate::geom::Pt;
use crate::pdf::{Page, Turn};

/// So many turned texts in one strip are headings: a single one is a stamp in the margin.
const MIN_HEADINGS: usize = 2;

/// Turned texts whose places differ by less than this many ems stand in one strip.
const STRIP_EM: f32 = 1.0;

/// A heading has at most so many words.
const MAX_WORDS: usize = 8;

/// A wider gap than this, in ems, parts two headings.
const GAP_EM: f32 = 1.5;

/// What a heading names starts at most this many ems above the heading itself.
const REACH_EM: f32 = 6.0;

/// A turned text where it stands on the page.
struct Heading {
    word: Word,
    /// Top and bottom of the text.
    y0: Pt,
    y1: Pt,
}

/// Puts turned headings among the `upright` words; returns the other turned words.
pub fn set_upright(upright: &mut Vec<Word>, turned: Vec<Word>, turn: Turn, page: &Page) -> Vec<Word> {
    if !matches!(turn, Turn::Clockwise | Turn::Counter) {
        return turned;
    }
    let rows: Vec<Vec<&Word>> = row::rows(&turned).iter().map(row::Row::words).collect();
    let is_one = |a: &&Word, b: &&Word| (b.x0 - a.x1) / a.em.max(b.em) < GAP_EM;
    let texts = rows.iter().flat_map(|row| row.chunk_by(is_one));
    let headings: Vec<Heading> = texts.filter_map(|words| heading(words, turn, page)).collect();
    let in_strip = |one: &Heading| {
        let near = |other: &&Heading| (one.word.x0 - other.word.x0).abs() / one.word.em < STRIP_EM;
        MIN_HEADINGS <= headings.iter().filter(near).count()
    };
    let mut found: Vec<(usize, Word)> = Vec::new();
    for one in headings.iter().filter(|one| in_strip(one)) {
        let Some(at) = named(one, upright) else { continue };
        let baseline = upright.get(at).map_or(one.y0, |word| word.baseline);
        found.push((at, Word { baseline, ..one.word.clone() }));
    }
    if found.len() < headings.len() || found.is_empty() {
        return turned;
    }
    found.sort_by_key(|(at, _)| *at);
    for (at, word) in found.into_iter().rev() {
        upright.insert(at, word);
    }
    Vec::new()
}

/// The words of a turned line as one upright word in the strip where they stand.
fn heading(words: &[&Word], turn: Turn, page: &Page) -> Option<Heading> {
    let first = words.first().filter(|_| words.len() <= MAX_WORDS)?;
    let last = words.last()?;
    let mut runs = Vec::with_capacity(1);
    let mut run = first.runs.first()?.clone();
    run.text = words.iter().map(|word| word.text()).collect::<Vec<_>>().join(" ");
    let (x, y0, y1) = match turn {
        Turn::Clockwise => (page.width - first.baseline, first.x0, last.x1),
        _ => (first.baseline, page.height - last.x1, page.height - first.x0),
    };
    // A bar behind the heading is as high as what it names.
    let middle = (y0 + y1) * 0.5;
    let bars =
        page.fills.iter().map(|fill| fill.bbox).filter(|bar| bar.width() < bar.height() && bar.contains(x, middle));
    let bar = bars.min_by(|a, b| a.height().total_cmp(&b.height()));
    let (y0, y1) = bar.map_or((y0, y1), |bar| (bar.y0.min(y0), bar.y1.max(y1)));
    let (x0, x1) = (x - first.em * 0.5, x + first.em * 0.2);
    (run.x0, run.x1) = (x0, x1);
    runs.push(run);
    let word = Word { runs, x0, x1, follows: false, jumps: false, link: None, tag: None, ..(*first).clone() };
    Some(Heading { word, y0, y1 })
}

/// The first word of what a heading names: it is painted right after the heading, or else stands highest beside it.
fn named(heading: &Heading, upright: &[Word]) -> Option<usize> {
    let Heading { word, y0, y1 } = heading;
    let is_right = |other: &Word| word.x1 < other.x0;
    let next = upright.iter().enumerate().filter(|(_, other)| word.painted < other.painted);
    let next = next.min_by_key(|(_, other)| other.painted);
    let is_near = |other: &Word| *y0 - word.em * REACH_EM < other.baseline && other.middle() < *y1;
    let beside = || {
        let beside = upright.iter().enumerate().filter(|(_, o)| is_right(o) && *y0 < o.baseline && o.middle() < *y1);
        beside.min_by(|a, b| a.1.baseline.total_cmp(&b.1.baseline).then(a.1.x0.total_cmp(&b.1.x0)))
    };
    next.filter(|(_, other)| is_right(other) && is_near(other)).or_else(beside).map(|(at, _)| at)
}
