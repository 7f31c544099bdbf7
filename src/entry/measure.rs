//! Where the text of a list of references breaks: it may be set narrower than its column.
//!
//! In: sections. Out: the same, each line of such a list told how far left of its column's right edge its text breaks
//! ([`Line::right_indent`]). Lines that evidently go on (the next starts with a small letter) say so: if the longest
//! line is where they break, then each of them is full up to there.

use super::wrap;
use crate::geom::Pt;
use crate::layout::Line;
use crate::section::{Part, Section, SectionKind};

/// So many lines that evidently go on make a measure.
const MIN_WRAPPED: usize = 2;
/// The longest line must end this many ems left of the column's edge, or the column is the measure.
const MIN_INDENT_EM: f32 = 1.5;

/// Finds the measure of each section of publications. In other sections short lines (heads) stand beside running text,
/// and one that happens to be as long as the text is no reason to join it with the next.
pub fn settle(sections: &mut [Section]) {
    for section in sections.iter_mut().filter(|section| section.kind == SectionKind::Publications) {
        let indents = indents(section);
        let lines = section.parts.iter_mut().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::SubHeading(_) => None,
        });
        for line in lines {
            let indent = indents.iter().find(|(flow, edge, _)| *flow == line.flow && *edge == line.column.x1);
            line.right_indent = indent.map_or(Pt(0.0), |(.., indent)| *indent);
        }
    }
}

/// The indents that differ from zero, with the flow and the right edge of the columns that they are of.
fn indents(section: &Section) -> Vec<(u16, Pt, Pt)> {
    let mut columns: Vec<(u16, Pt)> = Vec::new();
    for line in section.lines().filter(|line| !line.is_plain) {
        if !columns.contains(&(line.flow, line.column.x1)) {
            columns.push((line.flow, line.column.x1));
        }
    }
    let found = columns.into_iter().filter_map(|(flow, edge)| {
        let lines: Vec<&Line> = section.lines().filter(|line| line.flow == flow && line.column.x1 == edge).collect();
        Some((flow, edge, indent(&lines, edge)?))
    });
    found.collect()
}

/// How far left of `edge` the text of `lines` breaks.
fn indent(lines: &[&Line], edge: Pt) -> Option<Pt> {
    let texts = || lines.iter().filter(|line| line.cells.len() == 1 + usize::from(line.has_label));
    let longest = texts().map(|line| line.bbox.x1).reduce(Pt::max)?;
    let em = lines.first()?.em;
    if (edge - longest) / em < MIN_INDENT_EM {
        return None;
    }
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let reaches: Vec<Pt> = pairs.filter_map(|(line, next)| wrap::evident_reach(line, next)).collect();
    let is_measure = MIN_WRAPPED <= reaches.len() && reaches.iter().all(|reach| longest < *reach);
    is_measure.then_some(edge - longest)
}
