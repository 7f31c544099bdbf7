//! The owner's name.
//!
//! In: all sections and the page furniture. Out: `cv.basics.name`, and the sections without the line that says it. A
//! name is large, on top of page 1, looks like one, and is told again by the e-mail address and the running header;
//! none of these alone proves it.

use std::ops::Range;

use super::network;
use crate::entry::wrap;
use unicode_normalization::char::is_combining_mark;

use crate::extract::{Context, pieces, typed};
use crate::geom::Pt;
use crate::lang::WordClass;
use crate::layout::Line;
use crate::model::{Confidence, Cv};
use crate::read::{contact, person};
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;

/// Weight of looking like a name.
const LIKENESS: f32 = 1.0;
/// Weight of being the largest text of page 1.
const SIZE: f32 = 0.9;
/// Weight of being told again by an e-mail address, an account or a homepage.
const TOLD_AGAIN: f32 = 0.5;
/// Weight of standing in the running header or footer.
const RUNNING: f32 = 0.2;
/// Weight of standing at the very top; it fades with each line.
const TOP: f32 = 0.3;
/// Lines after which the top is left.
const TOP_LINES: f32 = 8.0;
/// Weight of a label that says that it is the name.
const NAMED: f32 = 1.0;
/// Against a word of jobs, schools or organisations, or a known heading.
const OTHER_WORDS: f32 = 0.6;
/// More than this share of the words.
const HALF: f32 = 0.5;
/// A name needs this score; a line of body text without any further sign does not reach it.
const ENOUGH: f32 = 0.75;
/// Text is larger than the body from this ratio on.
const LARGER: f32 = 1.12;
/// Ems that differ by less are the same.
const SAME_EM: f32 = 0.06;
/// The second line of a name stands among this many lines below the first.
const NAME_LINES: usize = 4;
/// Lines of a name at most: one for each word in a narrow sidebar.
const MAX_LINES: usize = 4;
/// Words of a name at most ("María de los Ángeles Núñez de la Fuente" has eight).
const MAX_WORDS: usize = 9;

/// A text that may be the name, and where it stands.
#[derive(Default)]
struct Candidate {
    section: usize,
    /// Number of the part, and of the cell on its line; `None`: the heading.
    at: Option<(usize, usize)>,
    /// The further parts and cells that hold the rest of a name on several lines, from top to bottom.
    rest: Vec<Place>,
    span: Span,
    /// Labels say that it is the name.
    is_named: bool,
    score: f32,
}

/// Finds the name, writes it to the CV and the context, and takes it out of its section.
pub fn take(sections: &mut [Section], furniture: &[Line], context: &mut Context, cv: &mut Cv) {
    let page = Page::of(sections, furniture);
    let mut best: Option<Candidate> = None;
    for mut candidate in candidates(sections, furniture, &page, context) {
        candidate.score = score(&candidate, sections, &page, context);
        if best.as_ref().is_none_or(|best| best.score < candidate.score) {
            best = Some(candidate);
        }
    }
    let Some(mut best) = best.filter(|best| ENOUGH <= best.score) else { return };
    take_suffix(&mut best, sections, context);
    let printed = &best.span;
    let value = typed::name(printed.text(), context.vocabulary);
    context.owner = Some(bare(&value, context));
    context.name_at = Some((printed.page(), printed.bbox()));
    cv.basics.name = Some(printed.printed(value, Confidence((best.score / 2.0).clamp(0.5, 0.97))));
    remove(&best, sections, context);
}

/// Adds the letters behind a name to it ("Ada Lovelace, PhD", "Ann Lee, RN, MSN").
fn take_suffix(best: &mut Candidate, sections: &[Section], context: &Context) {
    let part = best.at.and_then(|(p, c)| Some((sections.get(best.section)?.parts.get(p)?, c)));
    let Some((Part::Line(line), c)) = part.filter(|_| best.rest.is_empty()) else { return };
    let Some(cell) = line.cells.get(c) else { return };
    let Some(start) = cell.text().find(best.span.text()) else { return };
    let after = cell.text().get(start + best.span.text().len()..).unwrap_or_default().trim_end();
    let is_suffix = |part: &str| {
        let is_short = part.chars().count() <= SUFFIX && !part.chars().any(char::is_lowercase);
        !part.is_empty() && (is_short || context.vocabulary.is(WordClass::Degree, part))
    };
    if after.starts_with(',') && after.split(',').skip(1).all(|part| is_suffix(part.trim())) {
        best.span = cell.slice(start..start + best.span.text().len() + after.len());
    }
}

/// "FACHE", "MRCVS" and shorter.
const SUFFIX: usize = 5;

/// The name without titles and degrees, by which it is found in author lists.
fn bare(name: &str, context: &Context) -> String {
    let first = name.split([',', '，']).next().unwrap_or(name).trim();
    let mut rest = first;
    while let Some((word, after)) = rest.split_once(' ') {
        if !context.vocabulary.is(WordClass::Title, word) {
            break;
        }
        rest = after.trim_start();
    }
    rest.to_owned()
}

/// What a name is measured against.
struct Page {
    largest: Pt,
    body: Pt,
    /// Folded e-mail addresses, accounts and links.
    addresses: String,
    /// Folded lines of running headers and footers.
    furniture: String,
}

impl Page {
    fn of(sections: &[Section], furniture: &[Line]) -> Self {
        let lines: Vec<&Line> = sections.iter().flat_map(Section::lines).filter(|line| line.page == 1).collect();
        let headings = sections.iter().filter_map(|section| section.heading.as_ref()).filter(|span| span.page() == 1);
        let ems = lines.iter().flat_map(|line| &line.cells).chain(headings).map(|span| span.style().em);
        let largest = ems.reduce(Pt::max).unwrap_or_default();
        let mut all: Vec<Pt> = lines.iter().map(|line| line.em).collect();
        all.sort_by(Pt::total_cmp);
        let body = all.get(all.len() / 2).copied().unwrap_or(largest);
        let mut addresses = String::new();
        for line in lines.iter().copied().chain(furniture) {
            let text = line.as_text();
            let found = contact::emails(&text).into_iter().chain(contact::urls(&text));
            addresses.extend(found.map(|found| network::fold(&found.value) + " "));
            addresses.extend(line.cells.iter().filter_map(Span::link).map(|link| network::fold(link) + " "));
        }
        let furniture = furniture.iter().map(|line| network::fold(&line.text()) + " ").collect();
        Self { largest, body, addresses, furniture }
    }

    /// 0 for body text, 1 for the largest text of the page.
    fn size(&self, em: Pt) -> f32 {
        if self.largest / self.body < LARGER {
            return 0.0;
        }
        ((em - self.body) / (self.largest - self.body)).clamp(0.0, 1.0)
    }
}

/// All texts of page 1 that may be the name.
fn candidates(sections: &[Section], furniture: &[Line], page: &Page, context: &Context) -> Vec<Candidate> {
    // A name that every page repeats may be a running header on page 1, too.
    let running = furniture.iter().filter(|line| line.page == 1).flat_map(|line| &line.cells);
    let outside = |span| Candidate { section: usize::MAX, span, ..Candidate::default() };
    let mut all: Vec<Candidate> = running.flat_map(|cell| stretches(cell, context)).map(outside).collect();
    for (s, section) in sections.iter().enumerate() {
        let new = |at, span| Candidate { section: s, at, span, ..Candidate::default() };
        let heading = section.heading.iter().filter(|span| span.page() == 1 && section.kind == SectionKind::Other);
        all.extend(heading.map(|span| new(None, span.clone())));
        let is_basics = section.kind == SectionKind::Basics;
        all.extend(by_labels(section).into_iter().map(|(at, second, span)| Candidate {
            rest: vec![second],
            is_named: true,
            ..new(Some(at), span)
        }));
        for (p, part) in section.parts.iter().enumerate() {
            let Part::Line(line) = part else { continue };
            // What stands in a label column names its value.
            let labels = usize::from(line.has_label && 1 < line.cells.len());
            for (c, cell) in line.cells.iter().enumerate().skip(labels).filter(|(_, cell)| cell.page() == 1) {
                if is_basics || LARGER <= cell.style().em / page.body {
                    all.extend(stretches(cell, context).into_iter().map(|span| new(Some((p, c)), span)));
                    all.extend(
                        two_cells(line, c).map(|span| Candidate { rest: vec![(p, c + 1)], ..new(Some((p, c)), span) }),
                    );
                    let wholes = further_lines(section, p, c).into_iter();
                    all.extend(wholes.map(|(rest, span)| Candidate { rest, ..new(Some((p, c)), span) }));
                }
            }
        }
    }
    for candidate in &mut all {
        candidate.span = std::mem::take(&mut candidate.span).trimmed(is_margin);
    }
    all.retain(|candidate| is_possible(candidate.span.text()));
    all
}

/// The cell, its stretches of one size, its parts between bars, what a label names, and what stands before a comma or a
/// remark, behind "Curriculum vitae of" or at the end of a sentence.
fn stretches(cell: &Span, context: &Context) -> Vec<Span> {
    let mut all = vec![cell.clone()];
    all.extend(by_size(cell));
    all.extend(pieces::bars(cell).into_iter().map(|(_, span)| span));
    if let Some((before, _)) = cell.text().split_once([',', '，']) {
        all.push(cell.slice(0..before.len()));
    }
    all.extend(pieces::labelled(cell).map(|(_, rest)| rest));
    all.extend(pieces::remark(cell).map(|(before, _)| before));
    all.extend(behind_title(cell, context));
    all.extend(before_phone(cell));
    all.extend(sentence_end(cell, context));
    all.dedup();
    all
}

/// What stands before a telephone number, where plain text lost the gap between the two.
fn before_phone(cell: &Span) -> Option<Span> {
    let first = contact::phones(cell.text()).into_iter().next()?;
    // What is left of an icon stands before the number, too.
    Some(cell.slice(0..first.range.start).trim_matches(|c| !c.is_alphabetic())).filter(|span| !span.is_empty())
}

/// What follows the words that name the document: "Curriculum vitae – Ada Lovelace", "Resume of Ada Lovelace".
fn behind_title(cell: &Span, context: &Context) -> Option<Span> {
    let text = cell.text();
    let title = context.vocabulary.find(WordClass::PageLabel, text).filter(|title| title.start == 0)?;
    let rest = cell.slice(title.end..text.len()).trim_matches(is_glue);
    let word = rest.text().split_whitespace().next()?;
    let is_little = word.starts_with(char::is_lowercase) && context.vocabulary.is(WordClass::Stop, word);
    Some(if is_little { rest.slice(word.len()..rest.text().len()).trim() } else { rest })
}

/// The capitalised words that end a sentence: "Hi, I'm Ada Lovelace".
fn sentence_end(cell: &Span, context: &Context) -> Option<Span> {
    let text = cell.text().trim_end_matches([' ', '.', '!']);
    let is_large = |word: &str| word.starts_with(char::is_uppercase) && !word.contains(['\'', '’']);
    let mut from = text.len();
    while let Some(at) = text.get(..from).and_then(|t| t.trim_end().rfind(' ')) {
        if !is_large(text.get(at + 1..from)?.trim()) {
            break;
        }
        from = at + 1;
    }
    let before = text.get(..from)?;
    // "de" in "Thaís de Araújo Guimarães" is part of a name.
    let is_word = |word: &str| {
        let end = word.split(['\'', '’']).nth(1).unwrap_or(word);
        end.starts_with(char::is_lowercase) && !context.vocabulary.is(WordClass::Particle, word)
    };
    let is_sentence = before.split_whitespace().any(is_word) && text.get(from..)?.contains(' ');
    is_sentence.then(|| cell.slice(from..text.len()))
}

/// Line and cell of a value.
type Place = (usize, usize);

/// Given and family name from the rows of a form: where they stand, and both in the order in which names are said.
fn by_labels(section: &Section) -> Option<(Place, Place, Span)> {
    let given = labelled_value(section, person::is_given_label)?;
    let family = labelled_value(section, person::is_family_label)?;
    let mut name = given.1;
    name.push(" ", &family.1);
    Some((given.0, family.0, name))
}

/// Where the value behind a label stands, in the label's cell or in the next, and the value.
fn labelled_value(section: &Section, is_label: fn(&str) -> bool) -> Option<((usize, usize), Span)> {
    section.parts.iter().enumerate().find_map(|(p, part)| {
        let Part::Line(line) = part else { return None };
        line.cells.iter().enumerate().find_map(|(c, cell)| {
            let text = cell.text();
            let is_named = |range: &Range<usize>| text.get(range.clone()).is_some_and(|label| is_label(label.trim()));
            if let Some((_, value)) = pieces::label_and_value(text).filter(|(label, _)| is_named(label)) {
                let value = cell.slice(value).into_trimmed();
                return Some(((p, c), value)).filter(|(_, value)| !value.is_empty());
            }
            let label = text.trim().trim_end_matches([':', '：']);
            let next = line.cells.get(c + 1).filter(|_| is_label(label))?;
            Some(((p, c + 1), next.trim()))
        })
    })
}

fn by_size(cell: &Span) -> Vec<Span> {
    let mut all = Vec::new();
    let mut start = 0;
    for (k, pair) in cell.runs().windows(2).enumerate() {
        let [a, b] = pair else { continue };
        if SAME_EM < (a.style.em / b.style.em - 1.0).abs() {
            let end = cell.run_range(k).end;
            all.push(cell.slice(start..end).trim());
            start = end;
        }
    }
    if 0 < start {
        all.push(cell.slice(start..cell.text().len()).trim());
    }
    all
}

/// A name set in two cells that a wide space parts: cell `c` and the next, in the same size.
fn two_cells(line: &Line, c: usize) -> Option<Span> {
    let (first, second) = (line.cells.get(c)?, line.cells.get(c + 1)?);
    let is_alike = (first.style().em / second.style().em - 1.0).abs() <= SAME_EM;
    let gap = second.bbox().x0 - first.bbox().x1;
    let mut joined = first.clone();
    joined.push(" ", second);
    (is_alike && gap < first.style().em).then_some(joined)
}

/// A name set large on several lines: the cell at `(p, c)`, and cells below it in the same size, each below the last; all
/// starting at one edge, ending at one or set to one middle. With each further line where the rest stands, and the whole.
///
/// Contact data set small beside a large name may stand between them.
fn further_lines(section: &Section, p: usize, c: usize) -> Vec<(Vec<Place>, Span)> {
    let mut wholes: Vec<(Vec<Place>, Span)> = Vec::new();
    let Some(Part::Line(line)) = section.parts.get(p) else { return wholes };
    let Some(mut above) = line.cells.get(c) else { return wholes };
    let (mut whole, mut rest, mut from) = (above.clone(), Vec::new(), p + 1);
    while rest.len() + 1 < MAX_LINES {
        let mut parts = section.parts.iter().enumerate().skip(from).take(NAME_LINES);
        let below = parts.find_map(|(n, part)| match part {
            Part::Line(next) => Some((n, next.cells.iter().enumerate().find(|(_, cell)| is_below(above, cell))?)),
            Part::SubHeading(_) => None,
        });
        let Some((n, (k, cell))) = below else { break };
        wrap::join(&mut whole, cell);
        rest.push((n, k));
        wholes.push((rest.clone(), whole.clone()));
        (above, from) = (cell, n + 1);
    }
    wholes
}

/// Whether `cell` is set like the one `above`, right below it.
fn is_below(above: &Span, cell: &Span) -> bool {
    let em = above.style().em;
    let is_alike = (em / cell.style().em - 1.0).abs() <= SAME_EM && cell.page() == above.page();
    let (a, b) = (above.bbox(), cell.bbox());
    is_alike && a.is_aligned(&b, em) && a.y0 < b.y0 && b.y0 - a.y1 < em
}

/// No figure, no address, not too long.
fn is_possible(text: &str) -> bool {
    let n_words = text.split_whitespace().count();
    let is_sign = |c: char| c.is_ascii_digit() || matches!(c, '@' | '/' | ':' | '|' | '•');
    (1..=MAX_WORDS).contains(&n_words)
        && !text.contains(is_sign)
        && contact::urls(text).is_empty()
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

fn score(candidate: &Candidate, sections: &[Section], page: &Page, context: &Context) -> f32 {
    let text = candidate.span.text();
    let vocabulary = context.vocabulary;
    let mut score = LIKENESS * person::likeness(text, vocabulary);
    let size = page.size(candidate.span.style().em);
    score += SIZE * size;
    let told = told_again(text, &page.addresses);
    score += TOLD_AGAIN * told;
    if candidate.is_named || is_named(candidate, sections, context).is_some_and(|is_named| is_named) {
        score += NAMED;
    }
    if page.furniture.contains(&network::fold(text)) {
        score += RUNNING;
    }
    let above = sections.iter().take(candidate.section).map(|section| section.parts.len()).sum::<usize>();
    let line = above + candidate.at.map_or(0, |(part, _)| part);
    score += TOP * (1.0 - line as f32 / TOP_LINES).max(0.0);
    let classes = [WordClass::Job, WordClass::School, WordClass::Organization, WordClass::Degree];
    let bare = bare(text, context);
    // "Lo Greco" is a family: names of languages are names of people, too.
    let is_language = HALF < vocabulary.coverage(WordClass::Language, &bare);
    if is_language || vocabulary.has_any(&classes, &bare) {
        score -= OTHER_WORDS;
    }
    let is_heading = vocabulary.heading(text).is_some_and(|heading| heading.is_whole);
    let labels = [WordClass::PageLabel, WordClass::NameLabel, WordClass::PhoneLabel, WordClass::EmailLabel];
    let is_label = |text: &str| vocabulary.is_any(&labels, text);
    if is_heading || is_label(text) || text.split(' ').next().is_some_and(is_label) {
        score -= 2.0 * OTHER_WORDS;
    }
    // A single word is a name where the e-mail address says so.
    if told < 1.0 && bare.split_whitespace().count() == 1 && !bare.chars().any(crate::lang::is_sign) {
        score -= OTHER_WORDS;
    }
    // A part of a name is worth less than the whole of it.
    score + if candidate.rest.is_empty() { 0.0 } else { size * (OTHER_WORDS + TOP * candidate.rest.len() as f32) }
}

/// Whether a label stands before the candidate, in its cell or in the one before; `None` for headings and furniture.
fn is_named(candidate: &Candidate, sections: &[Section], context: &Context) -> Option<bool> {
    let (part, cell) = candidate.at?;
    let Part::Line(line) = sections.get(candidate.section)?.parts.get(part)? else { return None };
    let before = line.cells.get(cell)?.text().split(candidate.span.text()).next()?.trim();
    let label = if before.is_empty() { line.cells.get(cell.checked_sub(1)?)?.text() } else { before };
    let label = label.trim().trim_end_matches([':', '：']);
    Some(context.vocabulary.is(WordClass::NameLabel, label))
}

/// Share of the name's words that addresses tell again.
fn told_again(name: &str, addresses: &str) -> f32 {
    let words: Vec<String> = name
        .split([' ', '-', '\u{a0}', '’', '\''])
        .map(network::fold)
        .filter(|word| word.chars().count() > 2)
        .collect();
    let told = words.iter().filter(|word| addresses.contains(word.as_str())).count();
    if words.is_empty() { 0.0 } else { told as f32 / words.len() as f32 }
}

/// What stands around a name and is no part of it: white space, bars, what is left of an icon.
fn is_margin(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '.' | ')' | '(' | '"' | '“' | '”' | '\'' | '’') && !is_combining_mark(c)
}

/// Signs between a name and what stands on its line.
fn is_glue(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | ':' | '|' | '–' | '—' | '-' | '·' | '•' | '，' | '：')
}

/// Takes the name out of its section; a section that it headed is the owner's block.
fn remove(best: &Candidate, sections: &mut [Section], context: &Context) {
    let Some(section) = sections.get_mut(best.section) else { return };
    let Some(at) = best.at else {
        section.heading = None;
        section.kind = SectionKind::Basics;
        return;
    };
    // The last first: what is taken out of a line moves the cells behind it.
    for (p, c) in best.rest.iter().rev().copied().chain([at]) {
        let Some(Part::Line(line)) = section.parts.get_mut(p) else { continue };
        let Some(cell) = line.cells.get_mut(c) else { continue };
        let text = cell.text();
        let found = text.find(best.span.text()).filter(|_| best.rest.is_empty());
        let range = found.map_or(0..text.len(), |start| start..start + best.span.text().len());
        let (before, after) = (cell.slice(0..range.start), cell.slice(range.end..text.len()));
        // "Hi, I'm", "Resume of", "(she/her)": only what a sign or another size parts from the name is a text of its own.
        let is_apart = |span: &Span| {
            let is_other = (span.style().em / best.span.style().em - 1.0).abs() > SAME_EM;
            is_other
                || !contact::phones(span.text()).is_empty()
                || span.text().trim_end().ends_with(is_margin)
                || span.text().trim_start().starts_with(is_margin)
        };
        let rest = [before, after].into_iter().filter(is_apart).map(|span| span.trim_matches(is_glue));
        let is_title = |span: &Span| context.vocabulary.is(WordClass::PageLabel, span.text());
        let rest = rest.filter(|span| span.text().chars().any(char::is_alphanumeric) && !is_title(span));
        let rest: Vec<Span> = rest.collect();
        line.cells.splice(c..=c, rest);
    }
    section.parts.retain(|part| !matches!(part, Part::Line(line) if line.cells.is_empty()));
}
