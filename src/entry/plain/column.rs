//! A column of dates that was read before all else: it goes down to the entries that it stood beside.
//!
//! In: the sections of plain text. Out: the same; the dates that stand one below the other in the owner's block are given
//! in their order to the sections below it, to each as many as its entries lack.

use super::adrift::{MIN_RUN, is_date, n_lacking};
use crate::lang::Vocabulary;
use crate::section::{Part, Section, SectionKind};

/// Hands the dates of the owner's block down.
pub fn hand_down(sections: &mut [Section], vocabulary: &Vocabulary) {
    let Some((block, below)) = sections.split_first_mut() else { return };
    let is_dated = |part: &Part| matches!(part, Part::Line(line) if line.is_plain && is_date(line, vocabulary));
    let n_dates = block.parts.iter().rev().take_while(|part| is_dated(part)).count();
    if block.kind != SectionKind::Basics || n_dates < MIN_RUN {
        return;
    }
    let mut dates = block.parts.split_off(block.parts.len() - n_dates);
    for section in below.iter_mut().filter(|section| super::is_plain(section) && section.kind.has_entries()) {
        let n_lacking = n_lacking(section, vocabulary);
        // A list may go on on other pages: how many of its works stood beside the column nobody knows.
        if section.kind == SectionKind::Publications || dates.len() < n_lacking {
            break;
        }
        section.parts.splice(0..0, dates.drain(..n_lacking));
    }
    block.parts.append(&mut dates);
}
