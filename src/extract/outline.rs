//! A section of lists to its groups: "Tools: Git, Make", a label column, bold names over tags, bullets under a name.
//!
//! In: a section of skills or interests. Out: groups of members, each with its name where one is printed. What is a
//! name is told by the look that names share in this section, not by any word.

use crate::entry::wrap;
use crate::extract::{pieces, plain_groups};
use crate::geom::Pt;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::section::{Part, Section};
use crate::span::{Span, Style};

/// A label before a colon has at most this many words; longer ones are sentences.
const LABEL_WORDS: usize = 6;

/// A group's name, where nothing but its look says so, has at most this many words.
const NAME_WORDS: usize = 5;

/// Members of more words on average are no list but prose.
const PROSE_WORDS: usize = 7;

/// Ems that differ by less are the same.
const SAME_EM: f32 = 0.04;

/// A cell belongs to the name whose left edge is at most this many ems right of its own.
const COLUMN_SLACK_EM: f32 = 1.0;

/// Members are indented by more than this, in ems.
const INDENT_EM: f32 = 0.8;

/// Right edges, or middles, of two lines are one within this many ems.
const SAME_SIDE_EM: f32 = 0.2;

/// More ems are no indent but another column.
const MAX_INDENT_EM: f32 = 4.0;

/// Members under one name.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// Its name.
    pub name: Option<Span>,
    /// Its level, where a word of levels stands beside the name.
    pub level: Option<Span>,
    /// Its members.
    pub members: Vec<Span>,
}

/// A group while it is read.
#[derive(Default)]
struct Open {
    name: Option<Span>,
    level: Option<Span>,
    /// Its texts, wrapped lines joined.
    texts: Vec<Span>,
    /// The line on which the last text ended.
    last: Option<usize>,
    /// Number of the line that the name stands on.
    line: usize,
}

/// The groups of a section.
#[must_use]
pub fn groups(section: &Section, vocabulary: &Vocabulary) -> Vec<Group> {
    let section = plain_groups::label(section, vocabulary);
    let lines: Vec<&Line> = section.lines().collect();
    let mut outline =
        Outline { vocabulary, body: body(&lines), has_markers: has_markers(&lines), lines, open: Vec::new() };
    let mut n_line = 0;
    for part in &section.parts {
        match part {
            Part::SubHeading(span) => outline.part(span, n_line, true),
            Part::Line(line) => {
                outline.line(line, n_line);
                n_line += 1;
            }
        }
    }
    outline.open.into_iter().map(close).filter(|group| group.name.is_some() || !group.members.is_empty()).collect()
}

struct Outline<'a> {
    vocabulary: &'a Vocabulary,
    body: Style,
    has_markers: bool,
    lines: Vec<&'a Line>,
    open: Vec<Open>,
}

impl Outline<'_> {
    fn line(&mut self, line: &Line, n: usize) {
        let Some(first) = line.cells.first() else { return };
        if self.goes_on(line, n) {
            self.rest(line, 0, n);
        } else if self.is_label_row(line) {
            self.open(first, n);
            self.rest(line, 1, n);
        } else if self.is_name_row(line, n) {
            for cell in &line.cells {
                self.cell(cell, n, true);
            }
        } else {
            self.rest(line, 0, n);
        }
    }

    /// The cells of a line from number `from` on.
    fn rest(&mut self, line: &Line, from: usize, n: usize) {
        for cell in line.cells.iter().skip(from) {
            self.cell(cell, n, false);
        }
    }

    /// A cell: a name, a level, or text that may start with a label of its own.
    fn cell(&mut self, cell: &Span, n: usize, is_name: bool) {
        if let Some(open) = self.levelled(cell, n) {
            open.level = Some(cell.trim());
        } else if is_name {
            self.open(cell, n);
        } else {
            for part in labelled_parts(cell) {
                self.part(&part, n, false);
            }
        }
    }

    /// The group whose level a cell on line `n` says: its name stands beside or just above.
    fn levelled(&mut self, cell: &Span, n: usize) -> Option<&mut Open> {
        if !self.vocabulary.is(WordClass::Level, cell.text().trim()) {
            return None;
        }
        let group = self.group_of(cell).and_then(|k| self.open.get_mut(k))?;
        let is_beside = group.line == n || (group.line + 1 == n && group.texts.is_empty());
        (group.name.is_some() && is_beside).then_some(group)
    }

    /// A text that may start with a label; one that `is_name` is no member.
    fn part(&mut self, part: &Span, n: usize, is_name: bool) {
        if let Some((name, rest)) = pieces::labelled(part).filter(|(name, _)| is_label(name.text())) {
            self.open(&name, n);
            self.text(&rest, n);
        } else if let Some((name, rest)) = self.bold_start(part).filter(|_| !is_name) {
            self.open(&name, n);
            self.text(&rest, n);
        } else if is_name {
            self.open(part, n);
        } else {
            self.text(part, n);
        }
    }

    fn open(&mut self, name: &Span, n: usize) {
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
        self.open.push(Open { name: Some(name), line: n, ..Open::default() });
    }

    /// Adds text to the group it belongs to, or to its last text where that goes on.
    fn text(&mut self, text: &Span, n: usize) {
        if text.is_empty() {
            return;
        }
        let goes_on = self.text_goes_on(text, n);
        let index = self.group_of(text);
        let Some(group) = index.and_then(|k| self.open.get_mut(k)) else {
            self.open.push(Open { texts: vec![text.clone()], last: Some(n), line: n, ..Open::default() });
            return;
        };
        match group.texts.last_mut().filter(|_| goes_on) {
            Some(last) => wrap::join(last, text),
            None => group.texts.push(text.clone()),
        }
        group.last = Some(n);
    }

    /// The group over whose column the text stands: the last, or one of those that share its line.
    fn group_of(&self, text: &Span) -> Option<usize> {
        let last = self.open.last()?;
        let mut row =
            self.open.iter().enumerate().rev().filter(|(_, open)| open.line == last.line && open.name.is_some());
        let x = text.bbox().x0;
        let left = row.find(|(_, open)| {
            let name = open.name.as_ref();
            name.is_some_and(|name| name.bbox().x0 <= x + name.style().em * COLUMN_SLACK_EM)
        });
        left.map(|(k, _)| k).or(Some(self.open.len() - 1))
    }

    /// Whether text on line `n` goes on with the last text of its group.
    fn text_goes_on(&self, text: &Span, n: usize) -> bool {
        let group = self.group_of(text).and_then(|k| self.open.get(k));
        let Some((last, at)) = group.and_then(|group| group.texts.last().zip(group.last)) else {
            return false;
        };
        if at == n {
            return false;
        }
        let (Some(above), Some(below)) = (self.lines.get(at), self.lines.get(n)) else {
            return false;
        };
        let is_wrapped = wrap::goes_on(above, below);
        let is_one_list = pieces::is_list(last.text()) || self.has_markers;
        below.marker.is_none() && (pieces::is_open(last.text()) || (is_wrapped && is_one_list))
    }

    /// Whether the whole line goes on with the text above it, whatever it looks like.
    fn goes_on(&self, line: &Line, n: usize) -> bool {
        let Some(cell) =
            line.cells.first().filter(|_| line.cells.len() == 1 && line.marker.is_none() && !line.has_label)
        else {
            return false;
        };
        let group = self.group_of(cell).and_then(|k| self.open.get(k));
        let last = group.filter(|group| group.last == n.checked_sub(1)).and_then(|group| group.texts.last());
        last.is_some_and(|last| pieces::is_open(last.text()))
    }

    /// A label in the margin, or a short first cell before a list.
    fn is_label_row(&self, line: &Line) -> bool {
        let [first, second, ..] = line.cells.as_slice() else {
            return line.has_label && line.cells.len() == 1;
        };
        let is_short = !pieces::is_list(first.text()) && first.text().split_whitespace().count() <= LABEL_WORDS;
        let is_level = self.vocabulary.is(WordClass::Level, second.text().trim());
        let is_name = |cell: &Span| self.is_name_look(&cell.style());
        let is_set_apart = is_name_text(first.text()) && is_name(first) && !line.cells.iter().skip(1).any(is_name);
        line.has_label
            || is_set_apart && !is_level
            || (is_short && !is_level && pieces::is_list(second.text()) && line.cells.len() == 2)
    }

    /// Every cell looks like a name and not like the members below.
    fn is_name_row(&self, line: &Line, n: usize) -> bool {
        let is_level = |cell: &Span| self.vocabulary.is(WordClass::Level, cell.text().trim());
        let by_look = line
            .cells
            .iter()
            .all(|cell| self.is_name_look(&cell.style()) && is_name_text(cell.text()) || is_level(cell));
        let is_above_tags = |next: &Line| next.has_tags && !line.has_tags && !next.has_label;
        let is_above_bullets = self
            .lines
            .get(n + 1)
            .is_some_and(|next| next.marker.is_some() || is_indented(line, next) || is_above_tags(next));
        let by_place =
            line.marker.is_none() && is_above_bullets && line.cells.iter().all(|cell| is_name_text(cell.text()));
        by_look && !line.cells.iter().all(is_level) || by_place
    }

    fn is_name_look(&self, style: &Style) -> bool {
        let body = &self.body;
        let ratio = style.em / body.em;
        let is_other = style.bold != body.bold || style.color != body.color || 1.0 + SAME_EM < ratio;
        // A fainter or smaller text is a remark.
        is_other && 1.0 - SAME_EM < ratio && (style.bold || !body.bold)
    }

    /// A text whose start is set like a name, bold or larger, and whose rest is not: name and rest.
    fn bold_start(&self, part: &Span) -> Option<(Span, Span)> {
        let is_large = |style: Style| 1.0 + SAME_EM < style.em / self.body.em;
        let is_name =
            |k: &usize| part.runs().get(*k).is_some_and(|run| run.style.bold && !self.body.bold || is_large(run.style));
        let n_bold = (0..part.runs().len()).take_while(is_name).count();
        let cut = part.runs().get(n_bold).filter(|_| 0 < n_bold)?.start;
        let (name, rest) = (part.slice(0..cut).trim(), part.slice(cut..part.text().len()).trim());
        let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | '–' | '—' | '-'));
        (is_name_text(name.text()) && !rest.is_empty()).then_some((name, rest))
    }
}

/// Every cell of `next` stands right of one of `line`: bullets that are drawn and no text leave only their indent.
fn is_indented(line: &Line, next: &Line) -> bool {
    // Lines that are set to one right edge, or around one middle, have other left edges and no indents.
    let is_one = |a: Pt, b: Pt| (a - b).abs() / line.em < SAME_SIDE_EM;
    let (a, b) = (line.bbox, next.bbox);
    if is_one(a.x1, b.x1) || is_one((a.x0 + a.x1) * 0.5, (b.x0 + b.x1) * 0.5) {
        return false;
    }
    let is_right = |cell: &Span| {
        let x = cell.bbox().x0;
        let name = line.cells.iter().rev().find(|name| name.bbox().x0 <= x);
        name.is_some_and(|name| {
            INDENT_EM < (x - name.bbox().x0) / line.em && (x - name.bbox().x0) / line.em < MAX_INDENT_EM
        })
    };
    line.flow == next.flow && !next.has_label && next.cells.iter().all(is_right)
}

/// A cell cut before every label in it: "Languages: Rust, Go; Tools: Git" holds two.
fn labelled_parts(cell: &Span) -> Vec<Span> {
    let parts = pieces::clauses(cell);
    let n_labelled =
        parts.iter().filter(|part| pieces::labelled(part).is_some_and(|(name, _)| is_label(name.text()))).count();
    if n_labelled < 2 { vec![cell.clone()] } else { parts }
}

fn is_label(text: &str) -> bool {
    text.split_whitespace().count() <= LABEL_WORDS && !pieces::is_list(text) && pieces::depth(text) == 0
}

fn is_name_text(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    (1..=NAME_WORDS).contains(&n_words)
        && !text.contains([',', ';', '，', '、'])
        && !text.trim_end_matches([':', '：']).contains([':', '：'])
        && pieces::depth(text) == 0
}

/// The style of members: that of most letters, or a fainter one where the section starts with a name.
fn body(lines: &[&Line]) -> Style {
    let mut counts: Vec<(Style, usize)> = Vec::new();
    for cell in lines.iter().flat_map(|line| &line.cells) {
        for (k, run) in cell.runs().iter().enumerate() {
            let text = cell.text().get(cell.run_range(k)).unwrap_or_default();
            let n_letters = pieces::n_letters(text);
            match counts.iter_mut().find(|(style, _)| is_alike(style, &run.style)) {
                Some((_, count)) => *count += n_letters,
                None => counts.push((run.style, n_letters)),
            }
        }
    }
    counts.retain(|(_, n_letters)| 0 < *n_letters);
    let Some(most) = counts.iter().max_by_key(|(_, n_letters)| *n_letters).map(|(style, _)| *style) else {
        return Style::default();
    };
    let first = lines.first().and_then(|line| line.cells.first()).map_or(most, Span::style);
    let fainter = counts.iter().filter(|(style, _)| is_stronger(&first, style)).max_by_key(|(_, n_letters)| *n_letters);
    if is_alike(&first, &most) { fainter.map_or(most, |(style, _)| *style) } else { most }
}

fn is_alike(a: &Style, b: &Style) -> bool {
    a.bold == b.bold && a.color == b.color && is_same(a.em, b.em)
}

/// Set to be seen first: bold, or larger, or darker.
fn is_stronger(a: &Style, b: &Style) -> bool {
    if a.bold != b.bold {
        return a.bold;
    }
    1.0 + SAME_EM < a.em / b.em || (is_same(a.em, b.em) && lightness(a.color) < lightness(b.color))
}

/// Sum of red, green and blue.
fn lightness(color: u32) -> u32 {
    (color >> 16 & 0xff) + (color >> 8 & 0xff) + (color & 0xff)
}

fn is_same(a: Pt, b: Pt) -> bool {
    (a / b - 1.0).abs() <= SAME_EM
}

fn has_markers(lines: &[&Line]) -> bool {
    1 < lines.iter().filter(|line| line.marker.is_some()).count()
}

fn close(open: Open) -> Group {
    let members = open.texts.iter().flat_map(members).collect();
    Group { name: open.name.filter(|name| !name.is_empty()), level: open.level, members }
}

/// The members of a text; prose is one.
fn members(text: &Span) -> Vec<Span> {
    let members: Vec<Span> = pieces::members(text)
        .iter()
        .flat_map(tags)
        .map(|member| member.trim_matches(is_end))
        .filter(|member| !member.is_empty())
        .collect();
    let n_words: usize = members.iter().map(|member| member.text().split_whitespace().count()).sum();
    if 1 < members.len() && PROSE_WORDS * members.len() < n_words {
        vec![text.trim()]
    } else {
        members.iter().map(without_stop).collect()
    }
}

/// Tags stand at least so many ems apart: a space between words has about a third.
const TAG_GAP_EM: f32 = 0.6;

/// … and at least this many times as far as the words within a tag.
const TAG_GAP: f32 = 2.0;

/// … and at least this many letters: in a font of fixed pitch a space is as wide as a letter.
const TAG_GAP_LETTERS: f32 = 1.25;

/// Width of the letters of a run.
fn letter(text: &Span, k: usize) -> Option<Pt> {
    let printed = text.text().get(text.run_range(k))?.trim_end();
    let bbox = text.runs().get(k)?.bbox;
    Some(Pt((bbox.x1 - bbox.x0) / Pt(printed.chars().count().max(1) as f32)))
}

/// Where run `k` + 1 starts, and the gap before it in ems; `None` where nothing but a word space may stand.
fn gap(text: &Span, k: usize, narrowest: Pt) -> Option<(usize, f32)> {
    let (a, b) = (text.runs().get(k)?, text.runs().get(k + 1)?);
    let width = b.bbox.x0 - a.bbox.x1;
    let is_apart = a.page == b.page && text.text().get(..b.start)?.ends_with(' ');
    let is_wide = narrowest * TAG_GAP_LETTERS <= width;
    (is_apart && is_wide).then(|| (b.start, width / a.style.em.max(b.style.em)))
}

/// The tags in a text that nothing but wide gaps part; the text itself where it has none.
fn tags(text: &Span) -> Vec<Span> {
    let n_runs = text.runs().len();
    let narrowest = (0..n_runs).filter_map(|k| letter(text, k)).reduce(Pt::min).unwrap_or_default();
    let gaps: Vec<(usize, f32)> = (0..n_runs).filter_map(|k| gap(text, k, narrowest)).collect();
    let widest_space = gaps.iter().map(|(_, gap)| *gap).filter(|gap| *gap < TAG_GAP_EM).fold(0.0, f32::max);
    let is_cut = |gap: f32| TAG_GAP_EM <= gap && widest_space * TAG_GAP <= gap;
    let mut tags = Vec::new();
    let mut start = 0;
    for (at, _) in gaps.into_iter().filter(|(_, gap)| is_cut(*gap)) {
        tags.push(text.slice(start..at).trim());
        start = at;
    }
    tags.push(text.slice(start..text.text().len()).trim());
    tags
}

/// Signs that end a list and belong to no member.
fn is_end(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '–' | '—' | '。' | ':')
}

/// A full stop at the end of a member closes the list, unless the member holds others ("Node.js", "Inc.").
fn without_stop(member: &Span) -> Span {
    let text = member.text();
    let is_stop = text.ends_with('.') && text.matches('.').count() == 1 && 4 < text.chars().count();
    if is_stop { member.slice(0..text.len() - 1) } else { member.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::section;
    use crate::section::SectionKind;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let groups = groups(&section(SectionKind::Skills, None, text), Vocabulary::all());
        let show = |group: &Group| {
            let name = group.name.as_ref().map_or("", Span::text);
            let members: Vec<&str> = group.members.iter().map(Span::text).collect();
            format!("{name}={}", members.join("+"))
        };
        let actual: Vec<String> = groups.iter().map(show).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_colon_names_a_group() {
        check("Tools: Git, Make\nMethods: design (a, b), review", &["Tools=Git+Make", "Methods=design (a, b)+review"]);
    }

    #[test]
    fn a_label_column_names_groups() {
        check("> Tools\tGit, Make\n> Methods\treview", &["Tools=Git+Make", "Methods=review"]);
    }

    #[test]
    fn a_short_cell_before_a_list_names_a_group() {
        check("Tools\tGit, Make\nMethods\treview, talk", &["Tools=Git+Make", "Methods=review+talk"]);
    }

    #[test]
    fn a_list_goes_on_after_a_comma() {
        check("Tools: Git,\nMake", &["Tools=Git+Make"]);
    }

    #[test]
    fn bold_cells_name_the_columns_below_them() {
        check(
            "**Tools**\t**Methods**\nGit\treview\nMake\n**More**\nall",
            &["Tools=Git+Make", "Methods=review", "More=all"],
        );
    }

    #[test]
    fn a_bold_cell_before_tags_names_them() {
        check("**Tools**\tGit\tMake\n**Methods**\treview\ttalk", &["Tools=Git+Make", "Methods=review+talk"]);
    }

    #[test]
    fn a_bold_start_names_a_group() {
        check(
            "**Tools** Git, Make\n**Methods** review, talk, drafts",
            &["Tools=Git+Make", "Methods=review+talk+drafts"],
        );
    }

    #[test]
    fn a_line_over_bullets_names_them() {
        check("Tools\n - Git\n - Make\nMethods\n - review", &["Tools=Git+Make", "Methods=review"]);
    }

    #[test]
    fn drawn_bullets_leave_their_indent() {
        check("Tools\n   Git\n   Make\nMethods\n   review", &["Tools=Git+Make", "Methods=review"]);
    }

    #[test]
    fn bullets_without_a_name_are_one_group() {
        check("- Git\n- Make", &["=Git+Make"]);
    }

    #[test]
    fn tags_are_parted_by_wide_gaps() {
        let word = |text: &str, x: f32| crate::extract::testing::styled(text, x, 10.0, 10.0);
        let mut line = word("Project", 0.0);
        for (text, x) in [("finance", 37.5), ("Power", 80.0), ("SQL", 115.0)] {
            line.push(" ", &word(text, x));
        }
        let tags: Vec<String> = tags(&line).iter().map(|tag| tag.text().to_owned()).collect();
        assert_eq!(tags, ["Project finance", "Power", "SQL"]);
    }

    #[test]
    fn several_groups_may_share_a_line() {
        check("Tools: Git, Make; Methods: review", &["Tools=Git+Make", "Methods=review"]);
    }
}
