//! Dates and places that left their entries: column layouts lose them when only text is left.
//!
//! In: the lines of a block, later its entries. Out: lines that are nothing but dates (with the places beside them) set
//! aside, and given in reading order to the entries that lack a date. What a section cannot use goes to the section
//! before it, where that lacks dates: the right column of one section often stands below the heading of the next.

use super::Block;
use crate::entry::Entry;
use crate::geom::Pt;
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::read::{date, place};
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;

/// From this likeness on, a line is a place.
const A_PLACE: f32 = 0.8;

/// Cost of a row between a date and its entry, when the date stands below it; above, it is twice that.
const ROW: f32 = 1.0;
/// Cost of leaving an entry without a date.
const UNDATED: f32 = 3.0;
/// Cost of leaving a date without an entry.
const UNUSED: f32 = 8.0;
/// Cost of giving a date to an entry that has one.
const SECOND: f32 = 6.0;

/// A date set aside.
#[derive(Debug, Clone)]
pub struct Adrift {
    /// The line, or lines, that say the date and perhaps a place.
    pub lines: Vec<Line>,
    /// How many rows stand before it.
    pub at: usize,
}

pub(super) fn is_date(line: &Line, vocabulary: &Vocabulary) -> bool {
    line.cells.len() == 1 && date::is_whole(&line.text(), vocabulary)
}

fn is_place(line: &Line, vocabulary: &Vocabulary) -> bool {
    line.cells.len() == 1 && line.marker.is_none() && A_PLACE <= place::likeness(&line.text(), vocabulary)
}

/// Sets the dates of a block aside that stand on lines of their own, each with the place beside it.
pub fn set_aside(lines: Vec<Line>, vocabulary: &Vocabulary) -> (Vec<Line>, Vec<Adrift>) {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut adrift: Vec<Adrift> = Vec::new();
    let loose: Vec<Loose> = lines.iter().map(|line| Loose::of(line, vocabulary)).collect();
    let mut lines = lines.into_iter().zip(loose).peekable();
    // Within a run of dates and places, each place goes with the date on the side that the first of the run tells.
    let mut place: Option<Line> = None;
    while let Some((line, sort)) = lines.next() {
        let next = lines.peek().map(|(_, sort)| *sort);
        match sort {
            Loose::Date => {
                let mut lines_of = vec![line];
                let is_led = place.is_some();
                lines_of.extend(place.take());
                if next == Some(Loose::Place) && !is_led {
                    lines_of.extend(lines.next().map(|(line, _)| line));
                }
                adrift.push(Adrift { lines: lines_of, at: kept.len() });
            }
            Loose::Place if next == Some(Loose::Date) => place = Some(line),
            Loose::Place | Loose::No => kept.push(line),
        }
    }
    merge_halves(&mut adrift, vocabulary);
    if leads_all(&adrift, kept.len()) {
        return (lead(kept, &adrift), Vec::new());
    }
    (kept, adrift)
}

/// So many dates, each above a line of its own, are a custom.
const MIN_LEADING: usize = 2;

/// Whether every date stands above the line that it belongs to, as labels in the margin do when only text is left.
fn leads_all(adrift: &[Adrift], n_lines: usize) -> bool {
    let is_first = adrift.first().is_some_and(|one| one.at == 0);
    let is_apart = adrift.windows(2).all(|pair| matches!(pair, [a, b] if a.at < b.at));
    let is_above = adrift.last().is_some_and(|one| one.at < n_lines);
    MIN_LEADING <= adrift.len() && is_first && is_apart && is_above
}

/// Each date as the first cell of the line below it.
fn lead(mut lines: Vec<Line>, adrift: &[Adrift]) -> Vec<Line> {
    for one in adrift {
        let cells = one.lines.iter().flat_map(|line| line.cells.iter().cloned());
        if let Some(line) = lines.get_mut(one.at) {
            let gap = one.lines.first().and_then(|first| first.leading);
            line.leading = line.leading.zip(gap).map(|(own, gap)| own.max(gap));
            line.cells.splice(0..0, cells);
        }
    }
    lines
}

/// What a line is, as far as it may have left its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loose {
    Date,
    Place,
    No,
}

impl Loose {
    fn of(line: &Line, vocabulary: &Vocabulary) -> Self {
        if is_date(line, vocabulary) {
            Self::Date
        } else if is_place(line, vocabulary) {
            Self::Place
        } else {
            Self::No
        }
    }
}

/// "2019" above "2022": the first and last year of one period, where all dates of the block come in such pairs.
fn merge_halves(adrift: &mut Vec<Adrift>, vocabulary: &Vocabulary) {
    let single = |one: &Adrift| {
        let text = one.lines.first().map(Line::text).unwrap_or_default();
        let found = date::find(&text, vocabulary).into_iter().next()?;
        found.value.end.filter(|_| found.value.start.is_none() && one.lines.len() == 1)
    };
    let is_pair = |pair: &[Adrift]| match pair {
        [first, second] => first.at == second.at && single(first).zip(single(second)).is_some_and(|(a, b)| a < b),
        _ => false,
    };
    if adrift.is_empty() || !adrift.chunks(2).all(is_pair) {
        return;
    }
    let pairs: Vec<Adrift> = adrift
        .chunks(2)
        .map(|pair| Adrift {
            lines: pair.iter().flat_map(|one| one.lines.iter().cloned()).collect(),
            at: pair.first().map_or(0, |one| one.at),
        })
        .collect();
    *adrift = pairs;
}

/// For each date set aside from a block, the number of the entry it goes to.
pub fn give(block: &Block) -> Vec<Option<usize>> {
    let n_entries = block.starts.len();
    let n_adrift = block.adrift.len();
    let leads = block.adrift.first().is_some_and(|adrift| adrift.at == 0);
    // cost[i][j]: the least cost of the first i entries with the first j dates, and whether each was a match.
    let mut table: Vec<Vec<(f32, Step)>> = Vec::with_capacity(n_entries + 1);
    for i in 0..=n_entries {
        let mut row: Vec<(f32, Step)> = Vec::with_capacity(n_adrift + 1);
        for j in 0..=n_adrift {
            let mut best = if i + j == 0 { (0.0, Step::Match) } else { (f32::MAX, Step::Match) };
            let cell = |i: usize, j: usize| table.get(i).and_then(|row: &Vec<(f32, Step)>| row.get(j)).map(|(c, _)| *c);
            let skip_entry = i.checked_sub(1).and_then(|i| cell(i, j).map(|c| c + lack(block, i)));
            let skip_date = j.checked_sub(1).and_then(|j| row.get(j)).map(|(c, _)| c + UNUSED);
            let matched = i.checked_sub(1).zip(j.checked_sub(1));
            let matched = matched.and_then(|(i, j)| cell(i, j).map(|c| c + cost(block, i, j, leads)));
            for (cost, step) in [(matched, Step::Match), (skip_entry, Step::SkipEntry), (skip_date, Step::SkipDate)] {
                if let Some(cost) = cost.filter(|cost| *cost < best.0) {
                    best = (cost, step);
                }
            }
            row.push(best);
        }
        table.push(row);
    }
    trace(&table, n_entries, n_adrift)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Match,
    SkipEntry,
    SkipDate,
}

fn trace(table: &[Vec<(f32, Step)>], n_entries: usize, n_adrift: usize) -> Vec<Option<usize>> {
    let mut given = vec![None; n_adrift];
    let (mut i, mut j) = (n_entries, n_adrift);
    while 0 < i || 0 < j {
        let step = table.get(i).and_then(|row| row.get(j)).map(|(_, step)| *step);
        if step != Some(Step::SkipDate) {
            i = i.saturating_sub(1);
        }
        if step != Some(Step::SkipEntry) {
            j = j.saturating_sub(1);
        }
        if step == Some(Step::Match)
            && let Some(to) = given.get_mut(j)
        {
            *to = Some(i);
        }
        if step.is_none() {
            break;
        }
    }
    given
}

/// What it costs that entry `n` gets no date.
fn lack(block: &Block, n: usize) -> f32 {
    if block.is_dated(n) { 0.0 } else { UNDATED }
}

/// What it costs to give date number `k` to entry number `n`.
fn cost(block: &Block, n: usize, k: usize, leads: bool) -> f32 {
    let rows = block.rows_of(n);
    let Some(adrift) = block.adrift.get(k) else { return f32::MAX };
    // A column of dates stood beside its entries: how far it is from each says nothing.
    if block.is_column() {
        return if block.is_dated(n) { SECOND } else { 0.0 };
    }
    let below = adrift.at.saturating_sub(rows.end) as f32;
    let above = rows.start.saturating_sub(adrift.at) as f32;
    // On the edge of two entries: above its entry where dates lead, below it else.
    let on_edge = if leads { adrift.at == rows.end } else { adrift.at == rows.start };
    let edge = if on_edge { ROW } else { 0.0 };
    let second = if block.is_dated(n) { SECOND } else { 0.0 };
    ROW * below + 2.0 * ROW * above + edge + second
}

/// Puts dates set aside into the head of their entry: cells at the right of its first line.
pub fn attach<'a>(entry: &mut Entry, adrift: impl Iterator<Item = &'a Adrift>) {
    for one in adrift {
        // The halves of one period are one cell.
        let mut cells: Vec<Span> = Vec::new();
        for cell in one.lines.iter().flat_map(|line| &line.cells) {
            match cells.last_mut() {
                Some(last) if is_number(last.text()) && is_number(cell.text()) => last.push(" ", cell),
                _ => cells.push(cell.clone()),
            }
        }
        match (entry.head.first_mut(), one.lines.first()) {
            (Some(first), _) => first.cells.extend(cells),
            (None, Some(line)) => entry.head.push(Line { cells, ..line.clone() }),
            (None, None) => {}
        }
    }
}

/// Digits and nothing else.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A section that lacks dates takes them from at most this many sections below.
const REACH: usize = 2;

/// Moves dates from below a heading to the section above it that lacks them.
pub fn settle(sections: &mut [Section], vocabulary: &Vocabulary) {
    super::column::hand_down(sections, vocabulary);
    for at in 0..sections.len() {
        let Some(section) = sections.get(at).filter(|section| super::is_plain(section) && section.kind.has_entries())
        else {
            continue;
        };
        if section.kind == SectionKind::Publications {
            settle_list(sections, at, vocabulary);
            continue;
        }
        let mut lack = n_lacking(section, vocabulary);
        for below in (at + 1..sections.len()).take(REACH) {
            if lack == 0 {
                break;
            }
            let taken = sections.get_mut(below).map(|from| take(from, lack, vocabulary)).unwrap_or_default();
            lack = lack.saturating_sub(taken.iter().filter(|line| is_date(line, vocabulary)).count());
            if let Some(section) = sections.get_mut(at) {
                section.parts.extend(taken.into_iter().map(Part::Line));
            }
        }
    }
}

/// So many dates, one below the other with nothing between, left a column.
pub(super) const MIN_RUN: usize = 3;

/// Gives a list its column of dates back: each run of them, in the list or at the top of the section below it, to as
/// many entries without date right above, in their order.
fn settle_list(sections: &mut [Section], at: usize, vocabulary: &Vocabulary) {
    let is_dated = |part: &Part| matches!(part, Part::Line(line) if is_date(line, vocabulary));
    let Some(below) = sections.get(at + 1).filter(|below| super::is_plain(below)) else { return };
    let n_top = below.parts.iter().take_while(|part| is_dated(part)).count();
    let top: Vec<Part> = below.parts.iter().take(n_top).cloned().collect();
    let Some(list) = sections.get_mut(at) else { return };
    let mut parts: Vec<Part> = Vec::new();
    let mut run: Vec<Part> = Vec::new();
    let mut from = 0;
    for part in std::mem::take(&mut list.parts) {
        if is_dated(&part) {
            run.push(part);
            continue;
        }
        if !give_run(&mut parts, from, &run, vocabulary) {
            parts.append(&mut run);
        } else if !run.is_empty() {
            from = parts.len();
        }
        run.clear();
        parts.push(part);
    }
    if !give_run(&mut parts, from, &run, vocabulary) {
        parts.append(&mut run);
    }
    let is_given = 0 < n_top && give_run(&mut parts, from, &top, vocabulary);
    list.parts = parts;
    if let Some(below) = sections.get_mut(at + 1).filter(|_| is_given) {
        below.parts.drain(..n_top);
    }
}

/// Gives each date of a run to an entry among `parts` from number `from` on: a cell beside its first line. `false` when
/// there are fewer dates than make a run, or fewer entries without date than dates.
fn give_run(parts: &mut [Part], from: usize, run: &[Part], vocabulary: &Vocabulary) -> bool {
    if run.is_empty() {
        return true;
    }
    let mut section = Section { kind: SectionKind::Publications, also: Vec::new(), heading: None, parts: Vec::new() };
    section.parts = parts.get(from..).unwrap_or_default().to_vec();
    let entries = crate::entry::split(&section, vocabulary);
    let undated = entries.iter().filter(|entry| date::find(entry.span().text(), vocabulary).is_empty());
    let firsts: Vec<(u32, Pt)> =
        undated.filter_map(|entry| entry.head.first()).map(|line| (line.page, line.baseline)).collect();
    if run.len() < MIN_RUN || firsts.len() < run.len() {
        return false;
    }
    for (first, date) in firsts.iter().skip(firsts.len() - run.len()).zip(run) {
        let is_first = |part: &&mut Part| matches!(part, Part::Line(line) if (line.page, line.baseline) == *first);
        if let (Some(Part::Line(line)), Part::Line(date)) = (parts.iter_mut().find(is_first), date) {
            line.cells.extend(date.cells.iter().cloned());
        }
    }
    true
}

/// Entries without a date.
pub(super) fn n_lacking(section: &Section, vocabulary: &Vocabulary) -> usize {
    let blocks = super::read(section, vocabulary);
    let of_block = |block: &Block| {
        let n_undated = (0..block.starts.len()).filter(|n| !block.is_dated(*n)).count();
        n_undated.saturating_sub(block.adrift.len())
    };
    blocks.iter().map(of_block).sum()
}

/// Takes the dates (and the places among them) out of a section that it has too many of, at most `n` dates: several that
/// stand at its top one below the other, or what its entries cannot use.
fn take(section: &mut Section, n: usize, vocabulary: &Vocabulary) -> Vec<Line> {
    let is_loose = |part: &Part| match part {
        Part::Line(line) => is_date(line, vocabulary) || is_place(line, vocabulary),
        Part::SubHeading(_) => false,
    };
    let is_dated = |part: &Part| matches!(part, Part::Line(line) if is_date(line, vocabulary));
    let n_top = section.parts.iter().take_while(|part| is_loose(part)).count();
    let n_dates_at_top = section.parts.iter().take(n_top).filter(|part| is_dated(part)).count();
    let n_spare = n_spare(section, vocabulary);
    let n_taken = if 1 < n_dates_at_top { n.min(n_dates_at_top) } else { n.min(n_spare) };
    let reach = if 1 < n_dates_at_top { n_top } else { section.parts.len() };
    take_first(section, n_taken, reach, &is_loose, &is_dated)
}

/// Dates on lines of their own beyond those that the section's entries can use.
fn n_spare(section: &Section, vocabulary: &Vocabulary) -> usize {
    if section.kind == SectionKind::Publications {
        return 0;
    }
    let blocks = super::read(section, vocabulary);
    let n_adrift: usize = blocks.iter().map(|block| block.adrift.len()).sum();
    if !section.kind.has_entries() {
        return n_adrift;
    }
    let n_undated = |block: &Block| (0..block.starts.len()).filter(|n| !block.is_dated(*n)).count();
    n_adrift.saturating_sub(blocks.iter().map(n_undated).sum())
}

/// Takes the first `n` dates of the first `reach` parts, with the places beside them.
fn take_first(
    section: &mut Section,
    n: usize,
    reach: usize,
    is_loose: &dyn Fn(&Part) -> bool,
    is_dated: &dyn Fn(&Part) -> bool,
) -> Vec<Line> {
    let mut taken = Vec::new();
    let mut kept = Vec::new();
    let mut n_left = n;
    // Where places stand above their dates, the last date ends the run; where they stand below, its place follows.
    let first_loose = section.parts.iter().find(|part| is_loose(part));
    let places_lead = first_loose.is_some_and(|part| !is_dated(part));
    let mut is_beside = places_lead;
    for (k, part) in std::mem::take(&mut section.parts).into_iter().enumerate() {
        let takes_date = k < reach && 0 < n_left && is_dated(&part);
        let takes_place = k < reach && is_beside && is_loose(&part) && !is_dated(&part) && (0 < n_left || !places_lead);
        if takes_date {
            n_left -= 1;
        }
        is_beside = takes_date || (places_lead && 0 < n_left && (takes_place || k == 0));
        match part {
            Part::Line(line) if takes_date || takes_place => taken.push(line),
            part => kept.push(part),
        }
    }
    section.parts = kept;
    taken
}
