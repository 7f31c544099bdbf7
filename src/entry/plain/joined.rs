//! Lines of plain text that go on on the next: joined to one.
//!
//! In: the lines of a block. Out: the same, each with the lines that it wraps to. What wraps shows by its words: an open
//! end, a small letter at the start, a date in two halves; and by a line that is full.

use super::cells;
use crate::entry::{append, wrap};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::date;

/// A line of fewer words is no prose: it does not wrap by being full.
const PROSE_WORDS: usize = 6;

/// A line is full when the next word would have come within this share of the column's end.
const FULL_SHARE: f32 = 0.92;

/// A line that reaches this share of the column may go on with a word in small letters.
const LONG_SHARE: f32 = 0.5;

/// So many words in small letters go on whatever stands above.
const SMALL_WORDS: usize = 3;

/// Lines of one paragraph are at most this many ems apart.
const LEADING_EM: f32 = 1.75;

/// Width of a letter in ems of the grid.
const LETTER_EM: f32 = 0.5;

/// The rest of a period stands at most this many lines below its start ("Jan 2020 –", the job, "present").
const PERIOD_REACH: usize = 3;

/// Joins the lines of a block.
pub fn join(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::with_capacity(lines.len());
    let mut above: Option<&Line> = None;
    for line in lines {
        if let Some(open) = open_period(&joined, line, vocabulary).and_then(|at| joined.get_mut(at)) {
            append(open, line);
            continue;
        }
        match joined.last_mut() {
            Some(last) if above.is_some_and(|above| goes_on(last, above, line, vocabulary)) => append(last, line),
            _ => joined.push(line.clone()),
        }
        above = Some(line);
    }
    joined
}

/// The line of nothing but the start of a period that `line` ends, and nothing else.
fn open_period(joined: &[Line], line: &Line, vocabulary: &Vocabulary) -> Option<usize> {
    let text = line.text();
    let reach = joined.len().saturating_sub(PERIOD_REACH);
    let completes = |above: &Line| {
        let open = above.text();
        let is_open = open.trim_end().ends_with(['-', '–', '—']) && open.len() < DATE_LENGTH;
        is_open && text.len() < DATE_LENGTH && date::is_whole(&format!("{} {}", open.trim(), text.trim()), vocabulary)
    };
    joined.iter().enumerate().skip(reach).rev().find(|(_, above)| completes(above)).map(|(at, _)| at)
}

/// Whether `next` goes on with `text`, whose last printed line is `above`.
fn goes_on(text: &Line, above: &Line, next: &Line, vocabulary: &Vocabulary) -> bool {
    let (Some(last), Some(first)) = (text.cells.last(), next.cells.first()) else { return false };
    if next.marker.is_some() || 1 < next.cells.len() {
        return false;
    }
    let (before, after) = (last.text().trim_end(), first.text().trim());
    if completes_date(before, after, vocabulary) {
        return true;
    }
    if date::is_whole(after, vocabulary) {
        // "(2021 – 2025)" ends the text above; a bare date stands for itself.
        return after.starts_with(['(', '（']);
    }
    if is_rest_of_name(before, after, vocabulary) {
        return true;
    }
    let is_near = next.leading.is_none_or(|leading| leading / next.em < LEADING_EM);
    let starts_small = after.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    let is_open = is_open(before, vocabulary);
    if !is_near {
        return is_open && starts_small;
    }
    let width = above.column.x1.0.max(1.0);
    let reach = above.bbox.x1.0 / width;
    let n_words = after.split_whitespace().count();
    // A line without a bullet that starts small, right below one that has one.
    let is_of_bullet = text.marker.is_some() && 1 < n_words;
    if starts_small && (is_of_bullet || is_open || LONG_SHARE <= reach || SMALL_WORDS <= n_words) {
        return true;
    }
    let first_word = after.split_whitespace().next().map_or(0, |word| word.chars().count());
    let is_full = FULL_SHARE * width < above.bbox.x1.0 + above.em.0 * LETTER_EM * (first_word as f32 + 1.0);
    let opens = n_words <= TITLE_WORDS
        && (is_title(after, vocabulary) || cells::end_place(after, vocabulary).is_some())
        || starts_with_date(after, vocabulary);
    // "Jan 2020 –" is the start of a period, not of a text.
    let is_open = is_open && !starts_with_date(before, vocabulary);
    (is_open && !opens) || (is_full && is_prose(text, before) && !opens && !ends_with_date(before, vocabulary))
}

/// Words in small letters make at least this share of prose; a title has fewer.
const SMALL_SHARE: f32 = 0.3;

/// A text that may wrap because its line is full: a bullet, or prose.
fn is_prose(line: &Line, text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    let n_small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let is_running = line.marker.is_some() || SMALL_SHARE * n_words as f32 <= n_small as f32;
    PROSE_WORDS <= n_words && is_running && !text.ends_with(['.', ')', '。'])
}

fn starts_with_date(text: &str, vocabulary: &Vocabulary) -> bool {
    date::find(text, vocabulary).first().is_some_and(|found| found.range.start == 0)
}

/// A title, school or degree that opens an entry has at most this many words.
const TITLE_WORDS: usize = 6;

/// Words of a job, a school or a degree.
fn is_title(text: &str, vocabulary: &Vocabulary) -> bool {
    vocabulary.has_any(&[WordClass::Job, WordClass::School, WordClass::Degree], text)
}

/// "University" below "Prairie State": the word that says what it is stands alone, and nothing above says so.
fn is_rest_of_name(before: &str, after: &str, vocabulary: &Vocabulary) -> bool {
    let is_kind = |class| vocabulary.is(class, after);
    let n_words = before.split_whitespace().count();
    let is_alone = after.split_whitespace().count() == 1
        && n_words < PROSE_WORDS
        && !before.contains(|c: char| c.is_ascii_digit());
    is_alone
        && (is_kind(WordClass::School) || is_kind(WordClass::Organization))
        && !vocabulary.has(WordClass::School, before)
}

/// The two texts are one date or period together, and not two.
fn completes_date(before: &str, after: &str, vocabulary: &Vocabulary) -> bool {
    let tail =
        before.char_indices().rev().nth(DATE_LENGTH).map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
    let both = format!("{tail} {after}");
    let ends = |text: &str| date::find(text, vocabulary).last().map(|found| (found.value, found.range.clone()));
    let Some((value, range)) = ends(&both) else { return false };
    // "October" above "2022".
    if ends(before).is_none() && date::is_whole(&both, vocabulary) && !date::is_whole(before, vocabulary) {
        return true;
    }
    let is_across = range.start < tail.len() && tail.len() < range.end && both.len() <= range.end + 1;
    let was_open = ends(tail).is_none_or(|(value, _)| value.start.is_none());
    is_across && value.start.is_some() && was_open
}

/// A period is no longer than this, in characters.
const DATE_LENGTH: usize = 32;

fn ends_with_date(text: &str, vocabulary: &Vocabulary) -> bool {
    date::find(text, vocabulary).last().is_some_and(|found| text.len() <= found.range.end + 1)
}

/// No whole text ends like this: with a comma, a hyphen, an open bracket, a little word.
fn is_open(text: &str, vocabulary: &Vocabulary) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_little = last.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, last);
    wrap::is_open_end(text) || is_little
}
