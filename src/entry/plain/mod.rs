//! Entries of plain text: there is no geometry, so words, order and what entries have in common must do.
//!
//! In: a section whose lines come from plain text. Out: its entries. Lines are joined where they wrap ([`joined`]), dates
//! and places at their ends become cells ([`cells`]), lines that are nothing but a date are set aside ([`adrift`]), the
//! rest is cut where the entries come out most alike ([`best`]), and each date set aside goes to an entry that lacks one.

mod adrift;
mod best;
mod cells;
mod column;
mod joined;
mod order;
mod row;

use super::{Entry, Paragraph, blocks};
use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::section::{Section, SectionKind};
use crate::span::Span;
pub use adrift::settle;
use row::{Row, Sort};

/// Whether a section is made of plain text.
#[must_use]
pub fn is_plain(section: &Section) -> bool {
    section.lines().next().is_some_and(|line| line.is_plain)
}

/// A block of a section, cut into entries.
struct Block {
    group: Option<Span>,
    rows: Vec<Row>,
    /// Where entries start.
    starts: Vec<usize>,
    /// What was set aside.
    adrift: Vec<adrift::Adrift>,
}

impl Block {
    /// The rows of entry number `n`.
    fn rows_of(&self, n: usize) -> std::ops::Range<usize> {
        let end = |n: usize| self.starts.get(n).copied().unwrap_or(self.rows.len());
        end(n)..end(n + 1)
    }

    /// Whether all dates set aside stood together: they were a column.
    fn is_column(&self) -> bool {
        let first = self.adrift.first().map(|adrift| adrift.at);
        1 < self.adrift.len() && self.adrift.iter().all(|adrift| Some(adrift.at) == first)
    }

    /// Whether entry number `n` has a date of its own.
    fn is_dated(&self, n: usize) -> bool {
        let rows = self.rows.get(self.rows_of(n)).unwrap_or_default();
        rows.iter().enumerate().any(|(k, row)| row.is_dated && (k == 0 || row.sort != Sort::Bullet))
    }
}

/// Reads the blocks of a section.
fn read(section: &Section, vocabulary: &Vocabulary) -> Vec<Block> {
    let mut read: Vec<Block> = Vec::new();
    let (groups, blocks) = blocks(section);
    let is_custom = |is: &dyn Fn(&Line) -> bool| 1 < blocks.iter().flatten().filter(|line| is(line)).count();
    let ends = cells::Ends {
        years: is_custom(&|line| cells::ends_with_year(line, vocabulary)),
        cities: is_custom(&|line| cells::ends_with_city(line, vocabulary)),
    };
    for (group, lines) in groups.into_iter().zip(blocks) {
        let lines = joined::join(&lines, vocabulary);
        let lines: Vec<Line> = lines.into_iter().map(|line| cells::part(line, ends, vocabulary)).collect();
        let (lines, adrift) = adrift::set_aside(lines, vocabulary);
        let mut rows = row::rows(lines, vocabulary);
        order::mend(&mut rows);
        read.push(Block { group, rows, starts: Vec::new(), adrift });
    }
    let rows: Vec<(&[Row], Vec<usize>)> = read
        .iter()
        .map(|block| (block.rows.as_slice(), block.adrift.iter().map(|adrift| adrift.at).collect()))
        .collect();
    let cut = best::cut(&rows);
    for (block, starts) in read.iter_mut().zip(cut) {
        block.starts = starts;
    }
    read
}

/// Splits a section of plain text into entries.
#[must_use]
pub fn split(section: &Section, vocabulary: &Vocabulary) -> Vec<Entry> {
    let mut entries = Vec::new();
    for block in read(section, vocabulary) {
        let given = adrift::give(&block);
        for n in 0..block.starts.len() {
            let rows = block.rows.get(block.rows_of(n)).unwrap_or_default();
            let mut entry = assemble(block.group.as_ref(), rows, section.kind);
            let own = given.iter().zip(&block.adrift).filter(|(to, _)| **to == Some(n)).map(|(_, adrift)| adrift);
            adrift::attach(&mut entry, own);
            entries.push(entry);
        }
        if block.starts.is_empty() && !block.adrift.is_empty() {
            let mut entry = Entry { group: block.group.clone(), ..Entry::default() };
            adrift::attach(&mut entry, block.adrift.iter());
            entries.push(entry);
        }
    }
    entries
}

/// So many commas in the first line of an entry part all that its head says.
const WHOLE_HEAD: usize = 2;

/// The entry that a stretch of rows is: the head ends at the first bullet, label or prose; and with the first line, where
/// that says when, what, where and at whose.
fn assemble(group: Option<&Span>, rows: &[Row], kind: SectionKind) -> Entry {
    let mut entry = Entry { group: group.cloned(), ..Entry::default() };
    let is_job = matches!(kind, SectionKind::Work | SectionKind::Volunteer);
    let is_whole = |row: &Row| row.leads_with_period && WHOLE_HEAD <= row.line.text().matches([',', '，']).count();
    let is_line = is_job && rows.first().is_some_and(is_whole);
    let mut is_body = false;
    for (k, row) in rows.iter().enumerate() {
        is_body |= 0 < k && (is_line || row.is_body());
        if row.sort == Sort::Label {
            continue;
        }
        if is_body {
            let has_marker = row.sort == Sort::Bullet;
            entry.body.push(Paragraph { span: row.line.span(), has_marker, level: 0 });
        } else {
            entry.head.push(row.line.clone());
        }
    }
    entry
}
