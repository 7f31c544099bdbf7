//! The profession under the name, and the paragraph about the owner that has no heading.
//!
//! In: the remnants of the owner's block. Out: `cv.basics.label` and `cv.basics.summary`.

use super::Remnant;
use crate::entry::wrap;
use crate::extract::{Context, typed};
use crate::geom::Rect;
use crate::lang::{WordClass, n_letters};
use crate::layout::{Line, is_cjk};
use crate::model::{Confidence, Cv};
use crate::read::date;
use crate::section::{Part, Section};
use crate::span::Span;

/// A profession has at most this many words; longer texts are sentences.
const LABEL_WORDS: usize = 14;
/// Letters of a CJK profession at most.
const LABEL_CJK: usize = 24;
/// A paragraph has at least this many words (or CJK letters).
const SUMMARY_WORDS: usize = 8;
/// A text of the block has at most this many lines; what follows is another text. (Each line asks how the text before
/// it is set.)
const BLOCK_LINES: usize = 200;
/// Cells with a smaller gap than this are words of one text.
const WORD_GAP_EM: f32 = 1.2;
/// A text without a word of professions that is the first below the name, whatever contact data stand between.
const FIRST: f32 = 0.6;
/// A figure is no part of a profession's name.
const FIGURE: f32 = 0.5;
/// Score of a word of professions.
const JOB_WORD: f32 = 1.0;
/// A label says that it is the profession.
const NAMED: Confidence = Confidence(0.9);
/// Loss with each line between name and profession.
const PER_LINE: f32 = 0.25;
/// A text without a word of professions is believed this near to the name.
const ENOUGH: f32 = 0.5;

/// A text of the block: a cell, or what contact data left of it, with wrapped lines joined.
struct Block {
    span: Span,
    first_line: usize,
    last_line: usize,
    is_beside_contact: bool,
}

/// Takes profession and paragraph from `rest`.
pub fn take(rest: &[Remnant], section: &Section, context: &Context, cv: &mut Cv) {
    let mut blocks = blocks(rest, section, context);
    if let Some(k) = blocks.iter().position(|block| cv.basics.label.is_none() && is_named(block, section, context)) {
        let span = blocks.remove(k).span.trim();
        let value = typed::line(span.text(), context.vocabulary);
        cv.basics.label = Some(span.printed(value, NAMED));
    }
    if cv.basics.label.is_none() && (section.heading.is_none() || is_label(section, context)) {
        let best = blocks.iter().enumerate().map(|(k, block)| (k, label_score(block, k == 0, section, context)));
        let best = best.filter(|(_, score)| ENOUGH <= *score).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        if let Some((k, score)) = best {
            let span = blocks.remove(k).span.trim();
            let value = typed::line(span.text(), context.vocabulary);
            cv.basics.label = Some(span.printed(value, Confidence((score / 2.0).clamp(0.5, 0.95))));
        }
    }
    if cv.basics.summary.is_none() {
        cv.basics.summary =
            blocks.iter().find(|block| is_paragraph(block)).map(|block| block.span.as_text(Confidence(0.85)));
    }
}

/// Whether a label of the row before the text says that it is the profession.
fn is_named(block: &Block, section: &Section, context: &Context) -> bool {
    let Some(line) = line(section, block.first_line) else { return false };
    let is_position = |cell: &Span| {
        let text = cell.text().trim().trim_end_matches([':', '：']);
        context.vocabulary.is(WordClass::PositionLabel, text)
    };
    let label =
        line.cells.windows(2).find(|pair| pair.last().is_some_and(|cell| cell.text().contains(block.span.text())));
    block.first_line == block.last_line && label.and_then(<[Span]>::first).is_some_and(is_position)
}

/// Whether the section is a profession with a label: one short text of page 1, with a word of professions.
#[must_use]
pub fn is_label(section: &Section, context: &Context) -> bool {
    let lines: Vec<&Line> = section.lines().collect();
    let [line] = lines.as_slice() else { return false };
    let text = line.text();
    let is_short = text.split_whitespace().count() <= LABEL_WORDS && !text.trim_end().ends_with('.');
    let is_plain = line.marker.is_none() && date::find(&text, context.vocabulary).is_empty();
    line.page == 1 && is_short && is_plain && context.vocabulary.has(WordClass::Job, &text)
}

/// The remnants of each cell together, and cells that wrap joined.
fn blocks(rest: &[Remnant], section: &Section, context: &Context) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut k = 0;
    while let Some(first) = rest.get(k) {
        let same = rest.iter().skip(k).take_while(|other| (other.line, other.cell) == (first.line, first.cell));
        let n_same = same.count();
        let last = rest.get(k + n_same - 1).unwrap_or(first);
        k += n_same;
        // "Curriculum Vitae", "Page" and the like are titles of the document.
        if first.is_personal || context.vocabulary.is(WordClass::PageLabel, first.span.text().trim()) {
            continue;
        }
        let cell = cell(section, first.line, first.cell);
        let is_whole = !first.is_beside_contact;
        if let Some(before) = blocks.last_mut().filter(|before| is_whole && is_same_text(before, first)) {
            before.span.push(" ", &first.span);
            continue;
        }
        let span = if is_whole { cell.slice(first.range.start..last.range.end).trim() } else { first.span.clone() };
        let before = blocks.last_mut().filter(|before| before.last_line + 1 == first.line);
        let before = before.filter(|before| is_whole && goes_on(section, before, &span, first.line));
        match before {
            Some(before) => {
                wrap::join(&mut before.span, &span);
                before.last_line = first.line;
            }
            None => {
                blocks.push(Block {
                    span,
                    first_line: first.line,
                    last_line: first.line,
                    is_beside_contact: !is_whole,
                });
            }
        }
    }
    blocks
}

/// The cell stands close behind the block on its line, in the same look: the gap is a wide word space.
fn is_same_text(block: &Block, next: &Remnant) -> bool {
    let (a, b) = (block.span.style(), next.span.style());
    let gap = (next.span.bbox().x0 - block.span.bbox().x1) / a.em;
    let is_alike = a.font == b.font && a.color == b.color && (a.em / b.em - 1.0).abs() < 0.05;
    block.last_line == next.line && !block.is_beside_contact && is_alike && (0.0..WORD_GAP_EM).contains(&gap)
}

/// Whether the text of `block` goes on in the cell `next` of the next line.
fn goes_on(section: &Section, block: &Block, next: &Span, n: usize) -> bool {
    let (Some(above), Some(below)) = (line(section, block.last_line), line(section, n)) else {
        return false;
    };
    if block.is_beside_contact || below.marker.is_some() || BLOCK_LINES <= n - block.first_line {
        return false;
    }
    let is_paragraph = block.first_line < block.last_line && is_paragraph(block);
    let is_lone = above.cells.len() == 1 && below.cells.len() == 1;
    is_lone && wrap::goes_on(above, below)
        || is_paragraph && same_leading(above, below)
        || is_set_on(block, next, above)
}

/// The cell stands below the block in the same look, and the block's line is full or ends openly.
fn is_set_on(block: &Block, next: &Span, above: &Line) -> bool {
    let (a, b) = (block.span.style(), next.style());
    let is_alike = a.bold == b.bold && a.italic == b.italic && a.color == b.color && (a.em / b.em - 1.0).abs() < 0.05;
    let (upper, lower) = (block.span.bbox(), next.bbox());
    let is_below = (lower.x0 - upper.x0).abs() < a.em || (lower.x0 - above.bbox.x0).abs() < a.em;
    let starts_small = next.text().chars().next().is_some_and(|c| c.is_lowercase() || c == '(' || c == '&');
    let ends_open = block.span.text().trim_end().ends_with([',', '-', '&', '/']);
    is_alike && is_below && lower.y0 - upper.y1 < a.em && (starts_small || ends_open)
}

fn same_leading(above: &Line, below: &Line) -> bool {
    matches!((above.leading, below.leading), (Some(a), Some(b)) if (a.0 - b.0).abs() < 0.5) && below.marker.is_none()
}

fn line(section: &Section, n: usize) -> Option<&Line> {
    match section.parts.get(n)? {
        Part::Line(line) => Some(line),
        Part::SubHeading(_) => None,
    }
}

fn cell(section: &Section, n: usize, cell: usize) -> Span {
    match section.parts.get(n) {
        Some(Part::Line(line)) => line.cells.get(cell).cloned().unwrap_or_default(),
        Some(Part::SubHeading(span)) => span.clone(),
        None => Span::default(),
    }
}

/// How much a text is the profession: a word of professions, and near below the name.
fn label_score(block: &Block, is_first: bool, section: &Section, context: &Context) -> f32 {
    let text = block.span.text();
    let n_cjk = text.chars().filter(|c| is_cjk(*c)).count();
    let is_sentence = text.trim_end().ends_with(['.', '。', '!', '?']) && text.split_whitespace().count() > 4;
    if text.split_whitespace().count() > LABEL_WORDS || LABEL_CJK < n_cjk || is_sentence || n_letters(text) < 2 {
        return 0.0;
    }
    let job = if context.vocabulary.has(WordClass::Job, text) { JOB_WORD } else { 0.0 };
    let near = match context.name_at {
        // A label of its own says more than the place.
        Some(_) if section.heading.is_some() => 0.0,
        Some((page, name)) if page == block.span.page() && is_first && is_below_name(section, &name) => {
            FIRST.max(1.0 - PER_LINE * lines_below(&name, &block.span))
        }
        Some((page, name)) if page == block.span.page() => 1.0 - PER_LINE * lines_below(&name, &block.span),
        _ => 0.0,
    };
    let figure = if text.contains(|c: char| c.is_ascii_digit()) { FIGURE } else { 0.0 };
    job + near.max(-JOB_WORD) - figure
}

/// Whether the section starts right below the name.
fn is_below_name(section: &Section, name: &Rect) -> bool {
    let first = section.lines().next().map(|line| line.bbox);
    first.is_some_and(|first| (first.y0 - name.y1).abs() < name.height() * 1.5 && first.overlap_x(name).0 > 0.0)
}

/// How many lines of its own size the text stands below (or above) the name.
fn lines_below(name: &Rect, span: &Span) -> f32 {
    let bbox = span.bbox();
    let gap = if bbox.y1 < name.y0 { (name.y0 - bbox.y1) * 2.0 } else { bbox.y0 - name.y1 };
    (gap / span.style().em.max(crate::geom::Pt(1.0))).max(0.0)
}

fn is_paragraph(block: &Block) -> bool {
    let text = block.span.text();
    let has_words = || text.split_whitespace().nth(SUMMARY_WORDS - 1).is_some();
    let has_cjk = || text.chars().filter(|c| is_cjk(*c)).nth(SUMMARY_WORDS - 1).is_some();
    !block.is_beside_contact && (has_words() || has_cjk())
}
