//! What a line of plain text is like: the sorts of words on it, and how it stands.
//!
//! In: the joined lines of a block. Out: rows.

use foldhash::HashMap;

use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{date, place};

/// A line of so many words is prose.
const PROSE_WORDS: usize = 10;

/// A line that ends with a full stop is prose from this many words on.
const SENTENCE_WORDS: usize = 6;

/// So large a share of words in small letters makes prose of a line.
const SMALL_SHARE: f32 = 0.45;

/// So large a share makes prose even of a line with words of titles: those of some languages are written small.
const SMALL_SHARE_OF_TITLE: f32 = 0.75;

/// A gap above a line is wider than this many ems.
const GAP_EM: f32 = 1.75;

/// From this likeness on, a line is a place.
const A_PLACE: f32 = 0.8;

/// What a row is among the rows of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It has a bullet.
    Bullet,
    /// It has a number.
    Number,
    /// A heading that several entries repeat ("Highlights"): what follows is the body.
    Label,
    /// Prose without a bullet.
    Prose,
    /// A place and nothing else.
    Place,
    /// None of these.
    Plain,
}

/// Sorts of words of which an entry has one each, mostly.
pub const N_CLASSES: usize = 3;

/// A line with what is seen on it.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line.
    pub line: Line,
    /// What it is.
    pub sort: Sort,
    /// A date stands on it as a date.
    pub is_dated: bool,
    /// A period stands at its very start.
    pub leads_with_period: bool,
    /// It has words of a job, of an employer or school, of a degree.
    pub classes: [bool; N_CLASSES],
    /// An empty line stands above it.
    pub has_gap: bool,
    /// Indent, in letters.
    pub indent: i32,
    /// All capitals.
    pub is_caps: bool,
}

impl Row {
    /// It belongs to the body of an entry.
    pub fn is_body(&self) -> bool {
        matches!(self.sort, Sort::Bullet | Sort::Label | Sort::Prose)
    }
}

/// The rows of a block.
pub fn rows(lines: Vec<Line>, vocabulary: &Vocabulary) -> Vec<Row> {
    let texts: Vec<String> = lines.iter().map(|line| line.text().to_lowercase()).collect();
    let mut n_times: HashMap<&str, usize> = HashMap::default();
    for text in &texts {
        *n_times.entry(text).or_default() += 1;
    }
    let repeats = |text: &str| n_times.get(text).is_some_and(|n| 1 < *n);
    let is_heading = |line: &Line| vocabulary.heading(&line.text()).is_some_and(|heading| heading.is_whole);
    let is_label: Vec<bool> = lines.iter().zip(&texts).map(|(line, text)| repeats(text) && is_heading(line)).collect();
    lines.into_iter().zip(is_label).map(|(line, is_label)| row(line, is_label, vocabulary)).collect()
}

fn row(line: Line, is_label: bool, vocabulary: &Vocabulary) -> Row {
    let text = line.text();
    let text = text.trim();
    let n_words = text.split_whitespace().count();
    let n_small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count();
    let has = |class| vocabulary.has(class, text);
    let classes = [has(WordClass::Job), has(WordClass::School) || has(WordClass::Organization), has(WordClass::Degree)];
    let share = n_small as f32 / n_words.max(1) as f32;
    let is_running = if classes.contains(&true) { SMALL_SHARE_OF_TITLE <= share } else { SMALL_SHARE <= share };
    let is_sentence = text.ends_with(['.', '。']) || is_running;
    let is_long = PROSE_WORDS <= n_words && SMALL_SHARE <= share;
    let is_quoted = text.starts_with(['"', '“', '„', '«', '《', '‘', '「']);
    let is_prose = !is_quoted && (is_long || (SENTENCE_WORDS <= n_words && is_sentence));
    let is_dated = is_dated(&line, vocabulary);
    let leads_with_period = leads_with_period(&line, vocabulary);
    let sort = match &line.marker {
        Some(marker) if marker.is_number => Sort::Number,
        Some(_) => Sort::Bullet,
        None if is_label => Sort::Label,
        None if is_prose && !is_dated => Sort::Prose,
        // A name and a place parted before are no place together.
        None if line.cells.len() == 1 && A_PLACE <= place::likeness(text, vocabulary) => Sort::Place,
        None => Sort::Plain,
    };
    let x = line.marker.as_ref().map_or(line.bbox.x0, |marker| marker.x0);
    Row {
        classes,
        has_gap: line.leading.is_none_or(|leading| GAP_EM < leading / line.em),
        indent: (x / line.em * 2.0).round() as i32,
        is_caps: is_caps(text),
        sort,
        is_dated,
        leads_with_period,
        line,
    }
}

fn leads_with_period(line: &Line, vocabulary: &Vocabulary) -> bool {
    let text = line.cells.first().map(crate::span::Span::text).unwrap_or_default();
    let first = date::find(text, vocabulary).into_iter().next().filter(|found| found.range.start == 0);
    first.is_some_and(|found| found.value.start.is_some() || found.value.is_ongoing)
}

fn is_caps(text: &str) -> bool {
    2 < text.chars().filter(|c| c.is_uppercase()).count() && !text.chars().any(char::is_lowercase)
}

/// A date stands on the line as a date: a period, or at an end of a cell.
fn is_dated(line: &Line, vocabulary: &Vocabulary) -> bool {
    line.cells.iter().any(|cell| {
        let text = cell.text();
        date::find(text, vocabulary).iter().any(|found| {
            let before = text.get(..found.range.start).unwrap_or_default().trim();
            let after = text.get(found.range.end..).unwrap_or_default();
            found.value.start.is_some() || before.is_empty() || !after.chars().any(char::is_alphanumeric)
        })
    })
}
