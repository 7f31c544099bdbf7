//! Where each publication of a section starts.
//!
//! In: the lines of a section. Out: one span for each publication, lines parted by line breaks and cells by tabs. The
//! general cut of [`crate::entry`] is one proposal; each cue that lists of publications use (number, gap, date, bold
//! start, hanging indent) is another. All are read, and the cut whose references read best is kept.

use std::cell::OnceCell;

use super::order;
use crate::entry::{self, Entry, wrap};
use crate::extract::pieces;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::citation::names::Owner;
use crate::read::citation::{self, Citation, Input, Reading};
use crate::read::date;
use crate::section::{Part, Section};
use crate::span::Span;

/// A publication before it is read.
#[derive(Debug, Clone, Default)]
pub struct Piece {
    /// The sub-heading above it.
    pub group: Option<Span>,
    /// All of its text.
    pub span: Span,
}

/// Another cut than the general one must be better by this much.
const BETTER_BY: f32 = 0.04;
/// A cut this good needs no rival.
const GOOD: f32 = 0.97;
/// A gap this much above the usual leading parts entries.
const GAP: f32 = 1.2;
/// Slack in ems for "at the left edge".
const EDGE_EM: f32 = 0.5;

/// Lines between two sub-headings.
#[derive(Debug, Default)]
struct Block<'a> {
    /// The sub-heading above them.
    group: Option<&'a Span>,
    lines: Vec<&'a Line>,
    goes_on: OnceCell<Vec<bool>>,
}

impl Block<'_> {
    /// For each line whether it goes on with the text above it.
    fn goes_on(&self) -> &[bool] {
        self.goes_on.get_or_init(|| goes_on(&self.lines))
    }

    /// For each line whether `holds` for it and the one above.
    fn each(&self, holds: impl Fn(Option<&Line>, &Line) -> bool) -> Vec<bool> {
        let above = std::iter::once(None).chain(self.lines.iter().map(|line| Some(*line)));
        above.zip(&self.lines).map(|(above, line)| holds(above, line)).collect()
    }
}

/// For each line of a block whether a publication starts there.
type Cue = fn(&Block) -> Vec<bool>;

/// The publications of a section, and what is read of them.
pub fn pieces(section: &Section, vocabulary: &Vocabulary, read: &dyn Fn(&[Piece]) -> Reading) -> (Vec<Piece>, Reading) {
    let best = best_cut(section, vocabulary, read);
    let reordered = order::reordered(&best.pieces, &best.read).map(|pieces| Cut::of(pieces, read));
    let Cut { pieces, read, .. } = reordered.filter(|other| best.quality < other.quality).unwrap_or(best);
    (pieces, read)
}

/// A section cut into pieces.
struct Cut {
    pieces: Vec<Piece>,
    read: Reading,
    /// How well it reads.
    quality: f32,
}

impl Cut {
    fn of(pieces: Vec<Piece>, read: &dyn Fn(&[Piece]) -> Reading) -> Self {
        let read = read(&pieces);
        let quality = quality(&pieces, &read);
        Self { pieces, read, quality }
    }
}

fn best_cut(section: &Section, vocabulary: &Vocabulary, read: &dyn Fn(&[Piece]) -> Reading) -> Cut {
    let base = entry::split(section, vocabulary).iter().map(of_entry).collect();
    let mut best = Cut::of(base, read);
    let mut least = best.quality;
    let blocks = blocks(section);
    if let Some(starts) = led_by_dates(&blocks, vocabulary) {
        let led = Cut::of(cut(&blocks, &starts), read);
        if least < led.quality + BETTER_BY {
            least = led.quality + BETTER_BY;
            best = led;
        }
    }
    if GOOD <= least {
        return best;
    }
    least += BETTER_BY;
    let mut tried: Vec<Vec<Vec<bool>>> = Vec::new();
    for cue in CUES {
        let starts: Vec<Vec<bool>> = blocks.iter().map(cue).collect();
        if tried.contains(&starts) {
            continue;
        }
        let other = Cut::of(cut(&blocks, &starts), read);
        if least < other.quality {
            least = other.quality;
            best = other;
        }
        tried.push(starts);
    }
    best
}

/// The cut before each line that is a date alone, where every block opens with such a line: a date that stands before
/// the first publication closes none, so all of them open one.
fn led_by_dates(blocks: &[Block], vocabulary: &Vocabulary) -> Option<Vec<Vec<bool>>> {
    let is_date = |line: &Line| {
        let text = line.text();
        let found = date::find(&text, vocabulary);
        !found.is_empty() && pieces::only_dates(&text, &found)
    };
    let is_led = blocks.iter().all(|block| block.lines.first().is_some_and(|line| is_date(line)));
    let dates: Vec<Vec<bool>> =
        blocks.iter().filter(|_| is_led).map(|block| block.each(|_, line| is_date(line))).collect();
    (1 < dates.iter().flatten().filter(|is_date| **is_date).count()).then_some(dates)
}

const CUES: &[Cue] = &[has_marker, after_gap, dated, dated_above, strong, outdented, after_short_line, titled];

fn has_marker(block: &Block) -> Vec<bool> {
    block.each(|_, line| line.marker.is_some())
}

fn after_gap(block: &Block) -> Vec<bool> {
    let leading = |line: &Line| line.leading.map(|leading| leading / line.em);
    let mut all: Vec<f32> = block.lines.iter().filter_map(|line| leading(line)).collect();
    all.sort_by(f32::total_cmp);
    // Most lines of an entry are set at the least leading.
    let usual = all.get(all.len() / 4).copied().unwrap_or(1.0);
    let lines = block.lines.iter().zip(block.goes_on());
    lines.map(|(line, goes_on)| leading(line).map_or(!goes_on, |leading| usual * GAP < leading)).collect()
}

/// A date stands in a cell of its own beside the text.
fn dated(block: &Block) -> Vec<bool> {
    block.each(|_, line| {
        let n_cells = line.cells.len();
        1 < n_cells && [0, n_cells - 1].iter().any(|&k| line.cells.get(k).is_some_and(is_dated_cell))
    })
}

/// The line above is the last of an entry: a date alone or at its end.
fn dated_above(block: &Block) -> Vec<bool> {
    block.each(|above, _| above.is_some_and(|line| line.cells.last().is_some_and(ends_with_year)))
}

fn is_dated_cell(cell: &Span) -> bool {
    cell.text().len() < DATE_LENGTH && citation::words::words(cell.text()).iter().any(is_year)
}

fn ends_with_year(cell: &Span) -> bool {
    let words = citation::words::words(cell.text());
    words.iter().rev().find(|word| word.sign().is_none()).is_some_and(is_year)
}

/// A cell that is a date has fewer bytes than this.
const DATE_LENGTH: usize = 24;

fn is_year(word: &citation::words::Word) -> bool {
    word.shape == citation::words::Shape::Year
}

/// The line starts bold and the one above does not.
fn strong(block: &Block) -> Vec<bool> {
    let is_strong =
        |line: &Line| line.cells.first().and_then(|cell| cell.runs().first()).is_some_and(|run| run.style.bold);
    block.each(|above, line| is_strong(line) && !above.is_some_and(is_strong))
}

/// At the left edge, where other lines are indented.
fn outdented(block: &Block) -> Vec<bool> {
    let left = |line: &Line| line.marker.as_ref().map_or(line.bbox.x0, |marker| marker.x0) - line.column.x0;
    let edge = block.lines.iter().map(|line| left(line)).reduce(crate::geom::Pt::min).unwrap_or_default();
    let out = block.each(|_, line| (left(line) - edge) / line.em < EDGE_EM);
    if out.contains(&false) { out } else { vec![false; out.len()] }
}

fn after_short_line(block: &Block) -> Vec<bool> {
    block.goes_on().iter().map(|goes_on| !goes_on).collect()
}

/// A title after names, a venue or a date.
fn titled(block: &Block) -> Vec<bool> {
    let is_title = block.each(|_, line| is_title(&line.text()));
    let above = std::iter::once(&false).chain(&is_title);
    above.zip(&is_title).map(|(above, is_title)| *is_title && !above).collect()
}

/// A title has at least this many words in small letters or in all.
const TITLE_WORDS: (usize, usize) = (2, 4);
/// Names and places are capitals in at least this share.
const CAPITALS_OF_NAMES: f32 = 0.8;

/// The line reads like a title: several words, neither a list of names nor a venue with its year.
fn is_title(text: &str) -> bool {
    let words = citation::words::words(text);
    let lettered: Vec<_> = words.iter().filter(|word| word.is_letters()).collect();
    let n_lower = lettered.iter().filter(|word| word.shape == citation::words::Shape::Lower).count();
    let n_commas = words.iter().filter(|word| word.sign() == Some(',')).count();
    let share = (lettered.len() - n_lower) as f32 / lettered.len().max(1) as f32;
    let is_names = 2 <= n_commas && CAPITALS_OF_NAMES <= share || crate::extract::garbled::is_garbled_list(text);
    TITLE_WORDS.1 <= lettered.len() && (TITLE_WORDS.0 <= n_lower || n_commas < 2) && !is_names
}

/// For each line whether it goes on with the text above it: nothing starts there, and its first word did not fit above.
///
/// Unlike [`wrap::goes_on`] it does not look at weight: the owner's name is bold wherever a line happens to break.
fn goes_on(lines: &[&Line]) -> Vec<bool> {
    // In plain text, where widths tell little, a line that ends with its year is whole.
    let is_whole = |above: &Line| above.is_plain && above.cells.last().is_some_and(ends_with_year);
    let goes_on = |above: &Line, line: &Line| {
        wrap::goes_on(above, line) && !turns(above, line) && !is_whole(above)
            || is_full(above, line) && !turns(above, line) && !is_whole(above)
            || is_torn_name(above, line)
    };
    let pairs = lines.iter().zip(lines.iter().skip(1));
    std::iter::once(false).take(lines.len()).chain(pairs.map(|(above, line)| goes_on(above, line))).collect()
}

/// The line above is whole, and this one is set otherwise: in italics (a venue), or light below a bold one (a title).
fn turns(above: &Line, line: &Line) -> bool {
    let (Some(last), Some(first)) = (above.cells.last(), line.cells.first()) else { return false };
    let (Some(end), Some(start)) = (last.runs().last(), first.runs().first()) else { return false };
    let is_other = end.style.italic != start.style.italic || last.is_bold() != first.is_bold() && last.is_bold();
    is_other && !wrap::is_open_end(last.text())
}

/// The line above ends with an initial and this one is what is left of the name.
fn is_torn_name(above: &Line, line: &Line) -> bool {
    let text = line.text();
    if line.marker.is_some() || TORN_WORDS < text.split_whitespace().count() {
        return false;
    }
    let (above, words) = (citation::words::words(&above.text()), citation::words::words(&text));
    let ends = above.iter().rev().filter(|word| word.sign().is_none()).take(2);
    let is_initial = |word: &&citation::words::Word| word.shape == citation::words::Shape::Initial;
    let n_initials = ends.take_while(is_initial).count();
    let is_name = words.iter().all(|word| word.shape == citation::words::Shape::Capitalised);
    0 < n_initials && is_name && words.len() <= TORN_WORDS
}

/// A family name has at most this many words.
const TORN_WORDS: usize = 3;
/// Slack in ems when asking whether the next word would still have fitted.
const FIT_SLACK_EM: f32 = 0.6;
/// Lines of one paragraph are at most this many ems apart.
const LEADING_EM: f32 = 1.75;

fn is_full(above: &Line, line: &Line) -> bool {
    let Some(first) = line.cells.first().filter(|_| line.marker.is_none() && !line.has_label) else { return false };
    let is_near = line.leading.is_none_or(|leading| leading / line.em < LEADING_EM) && above.flow == line.flow;
    let is_alike = (above.em / line.em - 1.0).abs() < 0.1;
    let text = first.text();
    let word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let width = first.bbox().width() * (word as f32 / text.chars().count().max(1) as f32);
    // A cell at the right is a date or a place: the line is as long as the page, its text is not.
    let is_plain = above.cells.len() == 1 + usize::from(above.has_label);
    let end = above.bbox.x1;
    is_plain && is_near && is_alike && above.right_edge() < end + width + line.em * FIT_SLACK_EM
}

fn blocks(section: &Section) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block> = Vec::new();
    for part in &section.parts {
        match part {
            Part::SubHeading(span) => blocks.push(Block { group: Some(span), ..Block::default() }),
            Part::Line(line) => match blocks.last_mut() {
                Some(block) => block.lines.push(line),
                None => blocks.push(Block { lines: vec![line], ..Block::default() }),
            },
        }
    }
    blocks.retain(|block| !block.lines.is_empty());
    blocks
}

/// Cuts every block before the lines that start a publication.
fn cut(blocks: &[Block], starts: &[Vec<bool>]) -> Vec<Piece> {
    blocks.iter().zip(starts).flat_map(|(block, starts)| cut_block(block, starts)).collect()
}

fn cut_block(block: &Block, starts: &[bool]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece { group: block.group.cloned(), span: Span::default() };
    for (at, ((line, goes_on), starts)) in block.lines.iter().zip(block.goes_on()).zip(starts).enumerate() {
        if 0 < at && *starts {
            let next = Piece { group: block.group.cloned(), span: Span::default() };
            pieces.push(std::mem::replace(&mut piece, next));
        }
        append(&mut piece.span, line, *goes_on);
    }
    pieces.push(piece);
    pieces.retain(|piece| !piece.span.is_empty());
    pieces
}

fn append(span: &mut Span, line: &Line, goes_on: bool) {
    for (k, cell) in line.cells.iter().enumerate() {
        if k == 0 && goes_on && !span.is_empty() {
            wrap::join(span, cell);
        } else {
            span.push(if k == 0 { "\n" } else { "\t" }, cell);
        }
    }
}

fn of_entry(entry: &Entry) -> Piece {
    let mut span = Span::default();
    let head: Vec<&Line> = entry.head.iter().collect();
    for (line, goes_on) in head.iter().zip(goes_on(&head)) {
        append(&mut span, line, goes_on);
    }
    for paragraph in &entry.body {
        span.push("\n", &paragraph.span);
    }
    Piece { group: entry.group.clone(), span }
}

/// How well a cut reads: 1 when each piece is a whole reference and no piece is two.
fn quality(pieces: &[Piece], read: &Reading) -> f32 {
    let total: f32 = read.citations.iter().map(|citation| whole(citation)).sum();
    total / pieces.len().max(1) as f32
}

/// Weights of the fields of a whole reference, and against a field that comes twice.
fn whole(citation: &Citation) -> f32 {
    let mut score = 0.0;
    for (has, weight) in [
        (citation.title.is_some(), 0.4),
        (citation.author_field.is_some(), 0.3),
        (citation.year.is_some(), 0.15),
        (citation.venue.is_some() || citation.publisher.is_some() || citation.state.is_some(), 0.15),
    ] {
        score += if has { weight } else { 0.0 };
    }
    score - 0.35 * citation.n_repeated as f32
}

/// The pieces as inputs of the reader.
pub fn inputs<'a>(pieces: &'a [Piece], owner: Option<&Owner>) -> Vec<Input<'a>> {
    pieces.iter().map(|piece| Input { text: piece.span.text(), hints: super::hints(&piece.span, owner) }).collect()
}
