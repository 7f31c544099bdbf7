//! Words of a region to rows: which words share a baseline, and where wide gaps part a row into cells.
//!
//! In: the words of one region. Out: rows from top to bottom, each with its cells as spans. Knows nothing of other
//! regions.

use super::marker;
use super::word::{self, Word, WordRun, is_cjk};
use super::{Line, Marker};
use crate::geom::{Pt, Rect};
use crate::span::{Run, Script, Span, Style};

/// A word belongs to a row while its baseline is within this share of the em.
///
/// Must keep the ² of "km²" (raised by about a third of an em) and part two single-spaced lines (a leading of at
/// least one em).
const BASELINE_SLACK_EM: f32 = 0.4;

/// A gap wider than this parts two cells when nothing says that the words were painted as one text.
const CELL_GAP_EM: f32 = 0.8;

/// The same for words painted one after the other: justified lines stretch their word spaces up to here.
const STRETCHED_GAP_EM: f32 = 1.5;

/// Spaces of a justified line that are stretched further are alike: the least is at least this share of the widest, which
/// TeX makes wider after a comma; and there are at least so many of them, up to so many ems wide.
const LEAST_SPACE: f32 = 0.6;
const MIN_SPACES: usize = 2;
const MAX_SPACE_EM: f32 = 5.0;

/// A line reaches the right edge within this many ems.
const FLUSH_EM: f32 = 0.3;

/// The same for words that jump: labels in boxes of their own, entries of a list set side by side. Kerned letters and
/// icons are closer.
const JUMP_EM: f32 = 0.5;

/// Words that were painted one after the other and set alike are parted by a label column's edge from this gap on: a
/// heading or a name above the column may have a word there.
const WORD_SPACE_EM: f32 = 0.45;

/// Below this gap two words painted apart are one (a bold part of a word, kerning).
const TOUCH_EM: f32 = 0.12;

/// Ideographs are set without spaces up to this gap.
const CJK_TOUCH_EM: f32 = 0.5;

/// A raised or lowered run is smaller than this share of the row's em.
const SCRIPT_EM: f32 = 0.85;

/// A run smaller than this share of the row's em is no superscript of it.
const SCRIPT_MIN_EM: f32 = 0.55;

/// … and off the row's baseline by at least this share of the row's em.
const SCRIPT_SHIFT_EM: f32 = 0.12;

/// A row is cut before it grows beyond this, in bytes: no line of a CV is as long, and who reads a line may look at it
/// more than once.
const MAX_ROW: usize = 4_000;

/// Most rows have no more words than this: room for them is made at once.
const ROW: usize = 16;

/// Places that are looked at for the edge of a label column: more than the width of a page has, a point and a half each.
const MAX_EDGES: usize = 400;

/// Words on one baseline.
pub struct Row<'a> {
    words: Vec<&'a Word>,
    baseline: Pt,
    em: Pt,
}

/// Groups words by baseline, from top to bottom; words from left to right.
pub fn rows(words: &[Word]) -> Vec<Row<'_>> {
    let mut words: Vec<&Word> = words.iter().collect();
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x0.total_cmp(&b.x0)));
    let mut rows: Vec<Row<'_>> = Vec::new();
    for word in words {
        let near = rows.last_mut().filter(|row| (word.baseline - row.baseline).abs() < slack(row.em, word.em));
        let Some(row) = near else {
            let mut words = Vec::with_capacity(ROW);
            words.push(word);
            rows.push(Row { baseline: word.baseline, em: word.em, words });
            continue;
        };
        if row.em < word.em {
            row.em = word.em;
            row.baseline = word.baseline;
        }
        row.words.push(word);
    }
    for row in &mut rows {
        row.words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    if rows.iter().all(Row::is_short) { rows } else { rows.into_iter().flat_map(Row::cut).collect() }
}

/// How far apart two baselines on one row may be.
fn slack(a: Pt, b: Pt) -> Pt {
    let (small, large) = (a.min(b), a.max(b));
    // The larger em: a raised ² is too small to be its own yardstick. But small lines beside a name set twice as large
    // are no part of its row.
    if small / large < SCRIPT_MIN_EM { small * BASELINE_SLACK_EM } else { large * BASELINE_SLACK_EM }
}

/// A year has this many digits.
const YEAR_DIGITS: usize = 4;
/// A label column starts at the region's left and ends where at least this share of rows begins.
const LABEL_SHARE: f32 = 0.3;

/// A label column takes at most this share of the region's width.
const LABEL_WIDTH: f32 = 0.45;

/// Where little starts at its edge because entries are indented further, so many labels …
const MIN_LABELS_INDENTED: usize = 3;

/// … stand left of a column that holds this share of the rows.
const INDENTED_SHARE: f32 = 0.5;

/// So many labels that are set to one right edge make a column: running text has no edge there.
const MIN_LABELS_RIGHT: usize = 4;

/// Right edges of labels are one within this distance: letters end at their advance, not at their ink.
const SAME_RIGHT: Pt = Pt(0.8);

/// At most this many rows cross the edge for one that does not.
const MAX_CROSSING: f32 = 0.34;

/// How the rows of a region stand to an edge.
struct Starts {
    /// Rows that start at it.
    flush: usize,
    /// Rows with text left of it that go on at it.
    labelled: usize,
    /// Rows that start at it or right of it.
    right: usize,
    /// Rows with a word across it.
    crossing: usize,
}

impl Starts {
    fn at(x: Pt, rows: &[Row<'_>]) -> Self {
        let is_at = |w: &&&Word| (w.x0 - x).abs() < Pt(2.0);
        let count = |fits: &dyn Fn(&Row<'_>) -> bool| rows.iter().filter(|row| fits(row)).count();
        Self {
            flush: count(&|row| row.words.first().is_some_and(|w| is_at(&w))),
            labelled: count(&|row| row.has_text_before(x) && row.words.iter().any(|w| is_at(&w))),
            right: count(&|row| row.words.first().is_some_and(|w| x - Pt(2.0) < w.x0)),
            crossing: count(&|row| row.crosses(x)),
        }
    }

    /// Entries that are indented from the edge, each section with its label.
    fn is_indented(&self, n_rows: usize) -> bool {
        0 < self.flush && MIN_LABELS_INDENTED <= self.labelled && INDENTED_SHARE * n_rows as f32 <= self.right as f32
    }

    /// Rows that the edge explains.
    fn n_all(&self) -> usize {
        self.labelled + self.flush.max(self.right)
    }

    fn make_column(&self, n_rows: usize, is_known: bool) -> bool {
        let is_flush = LABEL_SHARE * n_rows as f32 <= (self.flush + self.labelled) as f32;
        let n_all = if is_flush { self.flush + self.labelled } else { self.n_all() };
        2 <= self.labelled + usize::from(is_known)
            && self.labelled * 20 >= self.flush
            && (is_flush || self.is_indented(n_rows))
            && (self.crossing as f32) < MAX_CROSSING * n_all as f32
    }
}

/// How many labels before `x` end at the right edge that most of them share; 0 where these are not half of all, where as
/// many start at one left edge, or where many rows among them cross `x`.
fn set_right(x: Pt, rows: &[Row<'_>]) -> usize {
    let label = |row: &Row<'_>| row.label_before(x).filter(|_| row.has_text_before(x));
    let labels: Vec<(usize, Rect)> =
        rows.iter().enumerate().filter_map(|(k, row)| label(row).map(|label| (k, label))).collect();
    let at = |edge: fn(&Rect) -> Pt, x: Pt| {
        labels.iter().filter(move |(_, label)| (edge(label) - x).abs() < SAME_RIGHT).map(|(k, _)| *k)
    };
    let most_at = |edge: fn(&Rect) -> Pt| {
        let rows = labels.iter().map(|(_, label)| at(edge, edge(label)).collect::<Vec<usize>>());
        rows.max_by_key(Vec::len).unwrap_or_default()
    };
    let (left, right) = (most_at(|label| label.x0), most_at(|label| label.x1));
    let (Some(first), Some(last)) = (right.first(), right.last()) else { return 0 };
    let n_crossing = rows.get(*first..=*last).into_iter().flatten().filter(|row| row.crosses(x)).count();
    let is_column = (n_crossing as f32) < MAX_CROSSING * right.len() as f32;
    if is_column && left.len() < right.len() && labels.len() <= right.len() * 2 { right.len() } else { 0 }
}

/// The x at which text right of a label column starts, if the region has such a column.
///
/// There is one where at least two rows have text left of `x` and go on at `x`, many rows start at `x` or right of it, and
/// next to none crosses it. One row with text left of it will do where an earlier page of the flow has its edge there (`known`).
pub fn label_edge(rows: &[Row<'_>], known: Option<Pt>) -> Option<Pt> {
    let left = rows.iter().filter_map(|row| row.words.first()).map(|w| w.x0).reduce(Pt::min)?;
    let right = rows.iter().filter_map(|row| row.words.last()).map(|w| w.x1).reduce(Pt::max)?;
    let mut xs: Vec<Pt> = rows.iter().flat_map(|row| row.cell_starts().skip(1)).collect();
    xs.sort_by(Pt::total_cmp);
    xs.dedup_by(|b, a| *b - *a < Pt(1.5));
    let fits = |x: &Pt| *x - left < (right - left) * LABEL_WIDTH;
    let score = |x: Pt| {
        let starts = Starts::at(x, rows);
        let is_known = known.is_some_and(|known| (known - x).abs() < Pt(2.0));
        let is_column =
            starts.make_column(rows.len(), is_known) || 2 <= starts.labelled && MIN_LABELS_RIGHT <= set_right(x, rows);
        is_column.then_some(starts.n_all().saturating_sub(starts.crossing))
    };
    let best = xs.into_iter().filter(fits).take(MAX_EDGES).filter_map(|x| score(x).map(|s| (s, x)));
    best.max_by_key(|(s, _)| *s).map(|(_, x)| x).or(known)
}

impl Row<'_> {
    /// It need not be cut.
    fn is_short(&self) -> bool {
        self.words.iter().map(|word| n_bytes(word)).sum::<usize>() <= MAX_ROW
    }

    /// The row, or the rows that it is cut to.
    fn cut(self) -> Vec<Self> {
        if self.is_short() {
            return vec![self];
        }
        let mut rows: Vec<Self> = Vec::new();
        let mut room = 0;
        for word in self.words {
            if let Some(row) = rows.last_mut().filter(|_| n_bytes(word) <= room) {
                row.words.push(word);
            } else {
                room = MAX_ROW;
                rows.push(Row { words: vec![word], baseline: self.baseline, em: self.em });
            }
            room = room.saturating_sub(n_bytes(word));
        }
        rows
    }
}

/// Bytes of a word and the space before it.
fn n_bytes(word: &Word) -> usize {
    1 + word.runs.iter().map(|run| run.text.len()).sum::<usize>()
}

impl<'a> Row<'a> {
    /// Its words from left to right.
    pub fn words(&self) -> Vec<&'a Word> {
        self.words.clone()
    }
}

impl Row<'_> {
    /// Where words start after a wide gap, and where the row starts.
    fn cell_starts(&self) -> impl Iterator<Item = Pt> + '_ {
        let firsts = self.words.windows(2).filter_map(|pair| match pair {
            [a, b] if label_gap(b) < (b.x0 - a.x1) / a.em.max(b.em) => Some(b.x0),
            _ => None,
        });
        self.words.first().map(|w| w.x0).into_iter().chain(firsts)
    }

    /// It ends within a range of pages ("384-"); a year before the dash may be a date that goes on to this day.
    pub fn ends_in_range(&self) -> bool {
        let text = self.words.last().map(|word| word.text()).unwrap_or_default();
        let Some(number) = text.strip_suffix(['-', '–']) else { return false };
        let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (1..YEAR_DIGITS).contains(&digits)
    }

    /// The box of what stands left of `x`, where something stands right of it and a gap between the two.
    fn label_before(&self, x: Pt) -> Option<Rect> {
        let n = self.words.iter().take_while(|w| w.ends_before(x)).count();
        let (label, rest) = self.words.split_at(n);
        let (last, next) = (label.last()?, rest.first()?);
        let is_apart = x - Pt(2.0) < next.x0 && label_gap(next) < (next.x0 - last.x1) / last.em.max(next.em);
        let bbox = label.iter().map(|word| word.bbox()).reduce(|a, b| a.union(&b))?;
        is_apart.then_some(bbox)
    }

    /// Whether more than a marker stands left of `x`.
    fn has_text_before(&self, x: Pt) -> bool {
        let mut before = self.words.iter().take_while(|w| w.ends_before(x)).peekable();
        let alone = before.next().is_some_and(|first| before.peek().is_none() && marker::is_marker(&first.text()));
        !alone && self.words.first().is_some_and(|w| w.ends_before(x) && 1.0 < (x - w.x0) / w.em)
    }

    /// The row as a line of page `page`, cut into cells at wide gaps and at `label_edge`.
    ///
    /// `is_range` says that the row above ends within a range of numbers: what this one starts with is no number in a list.
    pub fn into_line(self, page: u32, column: Rect, label_edge: Option<Pt>, is_range: bool) -> Line {
        let bbox = self.words.iter().map(|word| word.bbox()).reduce(|a, b| a.union(&b)).unwrap_or_default();
        let has_label = label_edge.is_some_and(|x| self.has_text_before(x) && self.parts_at(x));
        let edge = label_edge.filter(|_| has_label);
        let is_one_text = self.is_justified(edge, column.x1);
        let is_label = |w: &&&Word| edge.is_some_and(|x| w.ends_before(x));
        let has_tags = self.words.iter().skip_while(is_label).all(|w| w.tag.is_some());
        let is_cell = |last: &&Word, word: &&Word| {
            !(if is_one_text { parts_label(last, word, edge) } else { parts(last, word, edge) })
        };
        let cells = self.words.chunk_by(is_cell);
        let mut spans: Vec<Span> = cells.map(|cell| cell_span(cell, page, self.baseline, self.em)).collect();
        let marker = take_marker(&mut spans, is_range);
        drop_bullets(&mut spans);
        let column =
            Rect { x0: label_edge.filter(|x| *x - Pt(2.0) <= bbox.x0 || has_label).unwrap_or(column.x0), ..column };
        let (baseline, em) = (self.baseline, self.em);
        Line { page, column, bbox, baseline, em, cells: spans, marker, has_label, has_tags, ..Line::default() }
    }

    /// Its text, right of a label before `edge`, is one line of a justified paragraph whose spaces are stretched as wide as
    /// gaps between cells: all alike, painted in one go, up to the `right` edge.
    fn is_justified(&self, edge: Option<Pt>, right: Pt) -> bool {
        let text = self.words.iter().skip_while(|w| edge.is_some_and(|x| w.ends_before(x)));
        let text: Vec<&Word> = text.copied().collect();
        let gaps =
            || text.windows(2).filter_map(|pair| if let [a, b] = pair { Some((b.x0 - a.x1) / b.em) } else { None });
        let is_flush = text.last().is_some_and(|last| (right - last.x1).abs() / last.em < FLUSH_EM);
        let (least, most) = (gaps().fold(f32::MAX, f32::min), gaps().fold(0.0, f32::max));
        let is_even = most < MAX_SPACE_EM && most * LEAST_SPACE < least;
        is_flush
            && STRETCHED_GAP_EM < most
            && is_even
            && MIN_SPACES < text.len()
            && text.iter().skip(1).all(|w| w.follows)
    }

    /// No word crosses `x`, and more than the space between two words of one text stands there.
    fn parts_at(&self, x: Pt) -> bool {
        let is_text = |pair: &[&Word]| match pair {
            [a, b] => {
                a.x1 < x && x - Pt(2.0) < b.x0 && b.follows && same_face(a, b) && (b.x0 - a.x1) / b.em < WORD_SPACE_EM
            }
            _ => false,
        };
        !self.crosses(x) && !self.words.windows(2).any(is_text)
    }

    fn crosses(&self, x: Pt) -> bool {
        let starts = self.words.iter().any(|w| (w.x0 - x).abs() < Pt(2.0));
        self.words.iter().any(|w| w.x0 < x - Pt(2.0) && x < w.x1 && !(starts && w.ends_before(x)))
    }
}

/// Whether the edge of the label column parts two neighbours on a row.
fn parts_label(last: &Word, next: &Word, label_edge: Option<Pt>) -> bool {
    label_edge.is_some_and(|x| last.ends_before(x) && x - Pt(2.0) < next.x0)
}

/// Whether two neighbours on a row stand in different cells.
fn parts(last: &Word, next: &Word, label_edge: Option<Pt>) -> bool {
    if parts_label(last, next, label_edge) {
        return true;
    }
    // Tags beside each other are as many cells; a bar within a bar is none.
    if last.tag.zip(next.tag).is_some_and(|(a, b)| a.x1 <= b.x0) {
        return true;
    }
    let gap = (next.x0 - last.x1) / last.em.max(next.em);
    let most = match next.follows && same_face(last, next) {
        true if next.jumps => JUMP_EM,
        true => STRETCHED_GAP_EM,
        false => CELL_GAP_EM,
    };
    most < gap
}

/// Whether the end of one word and the start of the next are set alike.
fn same_face(last: &Word, next: &Word) -> bool {
    let (last, next) = (last.runs.last().map(|run| run.style), next.runs.first().map(|run| run.style));
    last.zip(next).is_some_and(|(a, b)| a.font == b.font && a.color == b.color && (a.em / b.em - 1.0).abs() < 0.1)
}

/// The marker that the first cell (or the second, after a label) starts with; it is cut off.
fn take_marker(cells: &mut Vec<Span>, is_range: bool) -> Option<Marker> {
    let n_cells = cells.len();
    for k in 0..n_cells.min(2) {
        let cell = cells.get_mut(k)?;
        if cell.icon().is_some() {
            return None;
        }
        let Some((text, rest)) = marker::split(cell.text()) else {
            continue;
        };
        if (k == 1 || is_range) && marker::is_number(text) {
            continue;
        }
        let found = Marker { text: text.to_owned(), is_number: marker::is_number(text), x0: cell.bbox().x0 };
        *cell = cell.slice(rest..cell.text().len());
        if cell.is_empty() && 1 < n_cells {
            cells.remove(k);
        } else if cell.is_empty() {
            continue;
        }
        return Some(found);
    }
    None
}

/// Cuts the bullets off which the later cells start with: lists set side by side.
fn drop_bullets(cells: &mut [Span]) {
    for cell in cells.iter_mut().skip(1).filter(|cell| cell.icon().is_none()) {
        if let Some((text, rest)) = marker::split(cell.text())
            && marker::is_dot(text)
            && rest < cell.text().len()
        {
            *cell = cell.slice(rest..cell.text().len());
        }
    }
}

/// Least gap, in ems, between a label and the text beside it: narrower when the two were painted apart.
fn label_gap(text: &Word) -> f32 {
    if text.follows { CELL_GAP_EM } else { CELL_GAP_EM * 0.6 }
}

/// The words of a cell as one span.
fn cell_span(words: &[&Word], page: u32, baseline: Pt, em: Pt) -> Span {
    let spaced = letter_space(words);
    let n_bytes = words.iter().map(|word| n_bytes(word)).sum();
    let mut span = Span::with_room(n_bytes, words.iter().map(|word| word.runs.len()).sum());
    let mut last: Option<&Word> = None;
    for word in words {
        let glue = last.map_or("", |last| glue(last, word, spaced));
        push_word(&mut span, glue, word, page, (baseline, em));
        last = Some(word);
    }
    super::small_caps::mend(span)
}

fn glue(last: &Word, next: &Word, letter_space: Option<f32>) -> &'static str {
    let gap = (next.x0 - last.x1) / last.em.max(next.em);
    let ends_cjk = last.runs.last().and_then(|r| r.text.chars().next_back()).is_some_and(is_cjk);
    let starts_cjk = next.runs.first().and_then(|r| r.text.chars().next()).is_some_and(is_cjk);
    let touch = match letter_space {
        Some(space) => space,
        None if ends_cjk && starts_cjk => CJK_TOUCH_EM,
        None => TOUCH_EM,
    };
    let ends = last.runs.last().zip(next.runs.first());
    let is_new = ends.is_some_and(|(a, b)| word::starts_anew(&a.text, &a.style, &b.text, &b.style));
    if gap < touch && !is_new { "" } else { " " }
}

/// In a letter-spaced cell ("E D U C A T I O N") the gap, in ems, below which letters are one word.
///
/// A cell is letter-spaced when it has at least four words and nearly all are single letters.
fn letter_space(words: &[&Word]) -> Option<f32> {
    let is_single = |w: &&&Word| w.runs.iter().flat_map(|run| run.text.chars()).take(2).count() == 1;
    let n_single = words.iter().filter(is_single).count();
    if n_single < 4 || n_single * 10 < words.len() * 8 {
        return None;
    }
    let gaps = words.windows(2).filter_map(|pair| match pair {
        [a, b] => Some((b.x0 - a.x1) / a.em.max(b.em)),
        _ => None,
    });
    let mut gaps: Vec<f32> = gaps.collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).map(|median| median * 1.6)
}

/// Appends a word of a row with that baseline and em to a cell.
fn push_word(cell: &mut Span, glue: &str, word: &Word, page: u32, (baseline, em): (Pt, Pt)) {
    for (k, run) in word.runs.iter().enumerate() {
        let style = Style { script: script(word, run, baseline, em), ..run.style };
        let bbox = Rect {
            x0: run.x0,
            x1: run.x1,
            y0: word.baseline - run.style.em * 0.8,
            y1: word.baseline + run.style.em * 0.2,
        };
        let placed = Run { start: 0, page, bbox, style, link: word.link.clone(), icon: run.icon };
        cell.push_run(if k == 0 { glue } else { "" }, &run.text, placed);
    }
}

/// Whether a run is raised or lowered against the row.
fn script(word: &Word, run: &WordRun, baseline: Pt, em: Pt) -> Script {
    let shift = (baseline - word.baseline) / em;
    if SCRIPT_EM < run.style.em / em || shift.abs() < SCRIPT_SHIFT_EM {
        Script::Normal
    } else if 0.0 < shift {
        Script::Super
    } else {
        Script::Sub
    }
}
