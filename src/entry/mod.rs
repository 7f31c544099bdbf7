//! The lines of a section to its entries: one degree, one job, one paper.
//!
//! In: a section. Out: entries with their head lines and the paragraphs below them. Segments by the repeated shape of
//! the section (style, dates, indents, markers, gaps): [`segment`] proposes a cut by each cue and keeps the one under
//! which the entries are most alike. Knows no fields.

mod label;
pub mod measure;
pub mod plain;
mod role;
mod role_bullets;
mod segment;
mod shape;
mod title;
pub mod wrap;

use crate::lang::Vocabulary;
use crate::layout::Line;
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;
use shape::Shape;

/// One degree, one job, one paper.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// The sub-heading under which it stands.
    pub group: Option<Span>,
    /// The lines that say what it is: title, dates, places. Wrapped lines are joined.
    pub head: Vec<Line>,
    /// Bullets and paragraphs below, wrapped lines joined.
    pub body: Vec<Paragraph>,
}

impl Entry {
    /// Head and body as one text, in reading order.
    #[must_use]
    pub fn span(&self) -> Span {
        let mut span = Span::default();
        for line in &self.head {
            wrap::join(&mut span, &line.span());
        }
        for paragraph in &self.body {
            wrap::join(&mut span, &paragraph.span);
        }
        span
    }
}

/// Wrapped lines joined to one text.
#[derive(Debug, Clone, Default)]
pub struct Paragraph {
    /// The text, line-end hyphens mended.
    pub span: Span,
    /// It had a bullet or number.
    pub has_marker: bool,
    /// Depth of nesting, 0 for the outermost.
    pub level: u8,
}

/// Splits a section into entries.
#[must_use]
pub fn split(section: &Section, vocabulary: &Vocabulary) -> Vec<Entry> {
    if plain::is_plain(section) && section.kind != SectionKind::Publications {
        return plain::split(section, vocabulary);
    }
    let (groups, mut blocks) = blocks(&title::lower(section, vocabulary));
    for lines in &mut blocks {
        label::join(lines, vocabulary);
    }
    role_bullets::unmark(&mut blocks, vocabulary);
    let shapes: Vec<Vec<Shape>> = blocks.iter().map(|lines| shape::shapes(lines, vocabulary)).collect();
    let cuts = segment::cut(&shapes);
    let mut entries = Vec::new();
    for (((group, lines), shapes), starts) in groups.iter().zip(blocks).zip(&shapes).zip(&cuts) {
        let mut lines = lines.into_iter();
        let mut from = 0;
        for to in starts.iter().copied().skip(1).chain([lines.len()]) {
            let Some(shapes) = shapes.get(from..to) else { continue };
            entries.extend(assemble(group.as_ref(), &mut lines, shapes));
            from = to;
        }
    }
    entries
}

/// The sub-headings, and the lines below each; what stands above the first sub-heading has none.
fn blocks(section: &Section) -> (Vec<Option<Span>>, Vec<Vec<Line>>) {
    let mut blocks: Vec<(Option<Span>, Vec<Line>)> = Vec::new();
    for part in &section.parts {
        match part {
            Part::SubHeading(span) => blocks.push((Some(span.clone()), Vec::new())),
            Part::Line(line) => match blocks.last_mut() {
                Some((_, lines)) => lines.push(line.clone()),
                None => blocks.push((None, vec![line.clone()])),
            },
        }
    }
    blocks.retain(|(_, lines)| !lines.is_empty());
    blocks.into_iter().unzip()
}

/// The entry that the next lines are, one for each shape; several where one head has several dated roles.
fn assemble(group: Option<&Span>, lines: &mut impl Iterator<Item = Line>, shapes: &[Shape]) -> Vec<Entry> {
    let roles = role::roles(shapes);
    let ends = roles.iter().skip(1).map(|role| role.from).chain([shapes.len()]);
    let mut entries: Vec<Entry> = Vec::with_capacity(roles.len());
    for (role, to) in roles.iter().zip(ends) {
        let Some(shapes) = shapes.get(role.from..to) else { continue };
        let mut entry = assemble_one(group, lines.take(shapes.len()), shapes);
        if let Some(first) = entries.first() {
            entry.head.splice(0..0, first.head.iter().take(role.n_shared).cloned());
        }
        entries.push(entry);
    }
    entries
}

/// Lines to head and body.
fn assemble_one(group: Option<&Span>, lines: impl Iterator<Item = Line>, shapes: &[Shape]) -> Entry {
    let mut entry = Entry { group: group.cloned(), ..Entry::default() };
    let mut head_shapes: Vec<&Shape> = Vec::new();
    let mut is_in_row = false;
    for (k, (mut line, shape)) in lines.zip(shapes).enumerate() {
        let opens_body = shape.is_bullet() && 0 < k;
        let is_row = is_label_row(&line) && MIN_ROWS <= entry.head.iter().filter(|line| is_label_row(line)).count();
        if opens_body && (shape.has_date_beside || is_row) {
            entry.head.extend(take_label(&mut line));
        } else if is_row && !entry.body.is_empty() {
            entry.head.push(line);
            is_in_row = true;
            continue;
        }
        is_in_row &= !opens_body && !line.has_label;
        if is_in_row && let Some(row) = entry.head.last_mut() {
            append(row, &line);
            continue;
        }
        if entry.body.is_empty() && !opens_body {
            if shape.is_wrapped
                && let Some(last) = entry.head.last_mut()
            {
                append(last, &line);
            } else {
                entry.head.push(line);
                head_shapes.push(shape);
            }
            continue;
        }
        // A date alone below the text is that of an entry without one.
        if shape.is_date && head_shapes.iter().all(|shape| shape.n_dates == 0) {
            head_shapes.push(shape);
            entry.head.push(line);
            continue;
        }
        entry.head.extend(take_right(&mut line));
        add_to_body(&mut entry.body, line, shape);
    }
    entry
}

/// So many rows of a label and its value make a form.
const MIN_ROWS: usize = 2;

/// Whether a line is a label and what stands beside it.
fn is_label_row(line: &Line) -> bool {
    line.has_label && 1 < line.cells.len()
}

/// What stands in the margin beside a bullet (the dates of the entry, one line below its name) belongs to the head.
fn take_label(line: &mut Line) -> Option<Line> {
    if !is_label_row(line) {
        return None;
    }
    let cell = line.cells.remove(0);
    line.has_label = false;
    Some(Line { bbox: cell.bbox(), cells: vec![cell], marker: None, ..line.clone() })
}

/// What stands flush right beside a bullet (the dates of the entry, set below its place) belongs to the head.
fn take_right(line: &mut Line) -> Option<Line> {
    let last = line.cells.last()?.bbox();
    let is_flush = (line.column.x1 - last.x1).abs() / line.em < FLUSH_EM;
    if line.cells.len() < 2 || !is_flush || line.has_label {
        return None;
    }
    let cell = line.cells.pop()?;
    Some(Line { bbox: cell.bbox(), cells: vec![cell], marker: None, ..line.clone() })
}

/// Text ends flush with its column within this many ems.
const FLUSH_EM: f32 = 0.5;

/// Joins a wrapped line to the line above it: to its last cell.
fn append(above: &mut Line, line: &Line) {
    let Some(first) = line.cells.first() else {
        return;
    };
    let at = wrap::cell_above(above, line);
    if let Some(cell) = above.cells.get_mut(at) {
        wrap::join(cell, first);
    }
    above.cells.extend(line.cells.iter().skip(1).cloned());
    above.bbox.y1 = line.bbox.y1;
}

fn add_to_body(body: &mut Vec<Paragraph>, mut line: Line, shape: &Shape) {
    let is_one = line.cells.len() == 1;
    let span = line.cells.pop_if(|_| is_one).unwrap_or_else(|| line.span());
    let goes_on = !shape.is_bullet() && !shape.is_number();
    let last_is_open = body.last().is_some_and(|last| last.has_marker && !shape.is_outdented || shape.is_wrapped);
    if goes_on
        && last_is_open
        && let Some(last) = body.last_mut()
    {
        wrap::join(&mut last.span, &span);
        return;
    }
    body.push(Paragraph { span, has_marker: !goes_on, level: shape.level });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing;

    /// The head lines of each entry.
    #[track_caller]
    fn check(text: &str, expected: &[&[&str]]) {
        let section = testing::section(SectionKind::Work, None, text);
        let entries = split(&section, Vocabulary::all());
        let heads: Vec<Vec<String>> = entries.iter().map(|entry| entry.head.iter().map(Line::text).collect()).collect();
        assert_eq!(heads, expected);
    }

    #[test]
    fn each_role_at_one_employer_is_an_entry() {
        let roles = "**ACME**\nHead Cook\t2015 – 2019\nCook\t2012 – 2015\n - Cooked\n**Globex**\nWaiter\t2010 – 2012";
        check(
            roles,
            &[&["ACME", "Head Cook 2015 – 2019"], &["ACME", "Cook 2012 – 2015"], &["Globex", "Waiter 2010 – 2012"]],
        );
    }

    #[test]
    fn the_ends_of_a_period_may_stand_below_each_other_in_the_margin() {
        check(
            "> heute\t**Cook**, ACME\n> 2015\tBaked bread\n> 2014\t**Waiter**, Globex\n> 2010\tServed it",
            &[&["2015 – heute Cook, ACME", "Baked bread"], &["2010 – 2014 Waiter, Globex", "Served it"]],
        );
        check("> 2015\tA prize\n> 2014\tAnother", &[&["2015 A prize"], &["2014 Another"]]);
    }

    #[test]
    fn a_line_that_starts_with_a_date_as_the_first_does_is_no_rest_of_the_line_above() {
        let first =
            "2024 A prize that fills its line to the right edge of the column, from a foundation that has a long name";
        check(&format!("{first}\n2023 Another"), &[&[first], &["2023 Another"]]);
    }

    #[test]
    fn the_rows_of_a_form_are_of_the_head_below_bullets_too() {
        check(
            "> Dates\t2015 – 2019\n> Position\tCook\n> Duties\t- Cooked\n - Washed\n> Name and\tACME\n> address\tBerlin",
            &[&["Dates 2015 – 2019", "Position Cook", "Duties - Cooked", "Name and address ACME Berlin"]],
        );
    }
}
