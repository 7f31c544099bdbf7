//! Which lines are headings: those that the vocabulary knows teach the look of the others.
//!
//! In: lines in reading order. Out: the role of each. A heading stands alone on its line, or in the label column beside
//! its content.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt};

use super::SectionKind;
use super::style::{Look, face_of, look};
use super::unknown;
use crate::geom::Rect;
use crate::lang::{Heading, Vocabulary, WordClass};
use crate::layout::{Line, Marker};
use crate::span::Span;

/// A heading has at most this many words ("Licences, Memberships and Continuing Professional Development" has seven).
const MAX_WORDS: usize = 8;

/// A heading has at most this many letters; CJK headings have no spaces to count words by.
const MAX_LETTERS: usize = 60;

/// Lines of a look are headings even when no vocabulary knows them, when at least this share of the look's lines are known.
const KNOWN_SHARE: f32 = 0.5;

/// A look in which the vocabulary knows so many lines may be that of headings.
const SEVERAL: usize = 2;

/// A look is that of headings beyond doubt when the vocabulary knows so many of its lines …
const CLEAR_HEADINGS: usize = 3;

/// … and this share of them.
const CLEAR_SHARE: f32 = 0.75;

/// So many headings with the same sign before them make the sign a mark of headings.
const MIN_MARKED: usize = 3;

/// Second line of a heading: its baseline is at most this many ems below the first.
const WRAPPED_LEADING_EM: f32 = 1.5;

/// What a line is.
pub enum Role {
    /// It opens a section.
    Heading {
        /// The heading as printed.
        span: Span,
        /// Kinds that it names; empty for an unknown one.
        kinds: Vec<SectionKind>,
        /// What stands beside a heading in the label column.
        content: Option<Line>,
    },
    /// The heading above goes on.
    GoesOn,
    /// A heading within the section.
    SubHeading,
    /// None of these.
    Text,
}

/// A line that may be a heading.
struct Candidate<'a> {
    text: &'a str,
    look: Look,
    known: Option<Heading>,
    /// It stands below an empty line of plain text.
    is_apart: bool,
    /// It opens no section of its own.
    is_inner: bool,
}

/// The roles of all lines.
pub fn roles(lines: &[Line], vocabulary: &Vocabulary) -> Vec<Role> {
    let signs = heading_signs(lines, vocabulary);
    let set: Vec<Look> = lines.iter().map(look).collect();
    let of_line = |(line, look): (_, &Look)| candidate(line, *look, &signs, vocabulary);
    let mut candidates: Vec<Option<Candidate>> = lines.iter().zip(&set).map(of_line).collect();
    drop_repeated(&mut candidates);
    let looks = Looks::of(&candidates, lines, &set, vocabulary);
    let mut roles: Vec<Role> = Vec::with_capacity(lines.len());
    let mut state = State::default();
    let mut opened_at = 0;
    for (k, (line, candidate)) in lines.iter().zip(&candidates).enumerate() {
        let is_heading = |k: usize| candidates.get(k).and_then(Option::as_ref).is_some_and(is_known);
        let next = lines.get(k + 1).filter(|next| next.flow == line.flow && !is_heading(k + 1));
        // "Резюме" at the very top is the title of the document; further down it heads the summary.
        let is_title = !state.is_below_top && vocabulary.is(WordClass::PageLabel, line.text().trim());
        let candidate = candidate.as_ref().filter(|_| !is_title);
        state.has_sorts = state.kind == Some(SectionKind::Skills)
            && candidate.is_some_and(|candidate| sorts(candidate.look, opened_at, &candidates));
        let is_head = state.is_opened && is_table_head(line, lines.get(k + 1));
        let role = if is_head { Role::SubHeading } else { role(line, next, candidate, &looks, &mut state, vocabulary) };
        opened_at = if matches!(role, Role::Heading { .. }) { k } else { opened_at };
        state.is_opened = matches!(role, Role::Heading { .. } | Role::GoesOn);
        state.has_groups = !state.is_opened && (state.has_groups || matches!(role, Role::SubHeading));
        roles.push(role);
        state.is_below_top = true;
    }
    roles
}

/// Whether all lines of a look that the vocabulary knows stand between the heading at `opened_at` and the next that is set
/// as large.
fn sorts(look: Look, opened_at: usize, candidates: &[Option<Candidate>]) -> bool {
    let known = |k: usize| candidates.get(k).and_then(Option::as_ref).filter(|candidate| is_known(candidate));
    let size = candidates.get(opened_at).and_then(Option::as_ref).map(|candidate| candidate.look.size);
    let is_large = |k: &usize| known(*k).is_some_and(|candidate| size <= Some(candidate.look.size));
    let end = (opened_at + 1..candidates.len()).find(is_large).unwrap_or(candidates.len());
    let is_outside = |k: usize| !(opened_at..end).contains(&k);
    (0..candidates.len()).all(|k| !is_outside(k) || known(k).is_none_or(|candidate| candidate.look != look))
}

/// The head of a table, which names its columns: all its cells are short and set alike, and the row below is set
/// otherwise.
fn is_table_head(line: &Line, below: Option<&Line>) -> bool {
    let Some(below) = below.filter(|below| line.is_row && below.is_row && 1 < line.cells.len()) else { return false };
    let is_name = |cell: &Span| {
        let text = cell.text();
        text.split_whitespace().count() <= MAX_GROUP_WORDS && !text.contains(|c: char| c.is_ascii_digit())
    };
    let first = line.cells.first().map(face_of);
    let is_alike = line.cells.iter().all(|cell| is_name(cell) && Some(face_of(cell)) == first);
    is_alike && below.cells.first().map(face_of) != first
}

/// The signs that mark headings in this CV ("■ 学歴", "◆ Skills"): those of [`MIN_MARKED`] headings and of hardly any
/// other line, each with content below it. Bullets of a list follow each other.
fn heading_signs<'a>(lines: &'a [Line], vocabulary: &Vocabulary) -> Vec<&'a str> {
    let sign = |line: &'a Line| line.marker.as_ref().filter(|marker| !marker.is_number).map(|m| m.text.as_str());
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (k, line) in lines.iter().enumerate() {
        let Some(marker) = sign(line) else { continue };
        let (n_lines, n_headings) = counts.entry(marker).or_default();
        *n_lines += 1;
        let is_known = line.cells.len() == 1
            && line.cells.first().and_then(|cell| vocabulary.heading(cell.text())).is_some_and(|known| known.is_whole);
        let has_content = lines.get(k + 1).is_some_and(|next| sign(next) != Some(marker));
        *n_headings += usize::from(is_known && has_content);
    }
    let is_sign = |(n_lines, n_headings): (usize, usize)| {
        MIN_MARKED <= n_headings && KNOWN_SHARE * n_lines as f32 <= n_headings as f32
    };
    counts.into_iter().filter(|(_, counts)| is_sign(*counts)).map(|(marker, _)| marker).collect()
}

/// What stands several times in one look ("Highlights" in every job) is a label within entries, not a heading.
fn drop_repeated(candidates: &mut [Option<Candidate>]) {
    let mut counts: HashMap<(Look, String), usize> = HashMap::new();
    let key = |candidate: &Candidate| (candidate.look, candidate.text.to_lowercase());
    for candidate in candidates.iter().flatten().filter(|candidate| is_known(candidate)) {
        *counts.entry(key(candidate)).or_default() += 1;
    }
    counts.retain(|_, n| 1 < *n);
    if counts.is_empty() {
        return;
    }
    for candidate in candidates {
        if candidate.as_ref().is_some_and(|candidate| counts.contains_key(&key(candidate))) {
            *candidate = None;
        }
    }
}

/// What the roles so far say about the next line.
#[derive(Default)]
struct State {
    kind: Option<SectionKind>,
    look: Option<Look>,
    /// The flow in which the heading stands.
    opened_in: Option<u16>,
    /// The line before was a heading of this look, set there.
    above: Option<(Look, Rect)>,
    flow: Option<u16>,
    /// Some line stands above.
    is_below_top: bool,
    /// The line above opens the section.
    is_opened: bool,
    /// The section has headings within it.
    has_groups: bool,
    /// The section is of skills, and all lines set like this one that the vocabulary knows are within it.
    has_sorts: bool,
}

/// What may stand below "Skills" under a smaller heading and is none.
const BESIDE_SKILLS: [SectionKind; 3] = [SectionKind::Languages, SectionKind::Certificates, SectionKind::Interests];

impl State {
    /// Whether a candidate, set smaller than the heading above it, says no more than that: "Tools" below "Skills". Below
    /// "Skills" it is a sort of skills ("Research", "Management"), unless it names what often is part of them.
    fn is_within(&self, candidate: &Candidate, flow: u16) -> bool {
        let is_smaller = self.look.is_some_and(|look| candidate.look.size < look.size) && self.opened_in == Some(flow);
        let is_same_kind = match &candidate.known {
            Some(known) if self.has_sorts => known.kinds.iter().all(|kind| !BESIDE_SKILLS.contains(kind)),
            Some(known) => known.is_whole && known.kinds.first() == self.kind.as_ref(),
            None => self.kind == Some(SectionKind::Skills),
        };
        is_smaller && is_same_kind
    }

    /// Whether a candidate may open a section in a look of which most lines are no headings. Below "Skills" the title or
    /// label "Languages" opens what is often part of them, and "Teaching" is one of them; elsewhere labels of a form may
    /// stand before sections, and before the first of them any heading.
    fn is_free(&self, candidate: &Candidate) -> bool {
        let is_beside = |known: &Heading| known.kinds.iter().any(|kind| BESIDE_SKILLS.contains(kind));
        let is_among = |kind| kind == SectionKind::Skills || BESIDE_SKILLS.contains(&kind);
        self.kind.is_none_or(|kind| kind == SectionKind::Basics)
            || self.kind.is_some_and(is_among) && candidate.known.as_ref().is_some_and(is_beside)
            || self.kind != Some(SectionKind::Skills) && candidate.look.is_label
    }
}

fn role(
    line: &Line,
    next: Option<&Line>,
    candidate: Option<&Candidate>,
    looks: &Looks,
    state: &mut State,
    vocabulary: &Vocabulary,
) -> Role {
    if state.flow.replace(line.flow) != Some(line.flow) {
        state.above = None;
    }
    let above = state.above.take();
    let Some(candidate) = candidate else {
        return Role::Text;
    };
    if above.is_some_and(|above| is_wrapped(line, candidate, above)) {
        state.above = above;
        return Role::GoesOn;
    }
    let is_own_label = line.is_plain
        && line.has_label
        && candidate.known.as_ref().is_some_and(|known| known.kinds.first() == state.kind.as_ref());
    if is_own_label {
        return Role::Text;
    }
    if candidate.is_inner || !looks.opens_section(candidate, state, vocabulary) {
        let is_sub = looks.opens_group(line, next, candidate, above.is_some(), state, vocabulary);
        return if is_sub { Role::SubHeading } else { Role::Text };
    }
    let is_alone = line.cells.len() == 1 && !line.has_label;
    let is_skill = state.kind == Some(SectionKind::Skills) && !line.is_plain;
    if (is_alone || is_skill) && state.is_within(candidate, line.flow) {
        return if is_alone { Role::SubHeading } else { Role::Text };
    }
    let kinds = candidate.known.as_ref().map(|known| known.kinds.clone()).unwrap_or_default();
    state.kind = kinds.first().copied().or(Some(SectionKind::Other));
    state.look = Some(candidate.look);
    state.opened_in = Some(line.flow);
    let (span, content) = cut_label(line);
    // A heading that looks like body text (plain text has one look) says nothing of the line below it.
    state.above = (looks.body != Some(candidate.look)).then_some((candidate.look, span.bbox()));
    Role::Heading { span, kinds, content }
}

/// The heading's span and, for one in the label column, the rest of its line.
fn cut_label(line: &Line) -> (Span, Option<Line>) {
    let first = line.cells.first().cloned().unwrap_or_default();
    if !line.has_label && line.cells.len() == 1 {
        return (first, None);
    }
    let cells: Vec<Span> = line.cells.iter().skip(1).cloned().collect();
    let content = Line { cells, has_label: false, rule_above: false, leading: None, ..line.clone() };
    (first, Some(content).filter(|line| !line.cells.is_empty()))
}

/// Whether a line goes on with the heading right above it, which has that look and stands there.
fn is_wrapped(line: &Line, candidate: &Candidate, (look, above): (Look, Rect)) -> bool {
    // "EDUCATION" in the middle, and below it at the left an employer who is set alike.
    let is_aligned = above.is_aligned(&line.bbox, line.em);
    let is_near = line.leading.is_some_and(|leading| leading / line.em < WRAPPED_LEADING_EM);
    // What stands in the label column with content of its own beside it opens a row of its own.
    let is_no_start = line.text().starts_with(char::is_lowercase);
    let is_own = candidate.known.as_ref().is_some_and(|known| known.is_whole);
    look == candidate.look && is_aligned && is_near && line.cells.len() == 1 && (is_no_start || !is_own)
}

/// A line that could be a heading by its form.
fn candidate<'a>(line: &'a Line, look: Look, signs: &[&str], vocabulary: &Vocabulary) -> Option<Candidate<'a>> {
    let first = line.cells.first()?;
    // A bullet between the label and its content marks the content.
    let is_bullet =
        |marker: &Marker| !marker.is_number && !signs.contains(&marker.text.as_str()) && marker.x0 <= first.bbox().x0;
    // Rows of a table that have a label in common have labels of their own, which name no sections.
    if line.is_inner || line.marker.as_ref().is_some_and(is_bullet) {
        return None;
    }
    let text = first.text().trim();
    // Most lines are too long.
    if MAX_LETTERS < text.chars().count() {
        return None;
    }
    let n_words = text.split_whitespace().count();
    if MAX_WORDS < n_words || !text.contains(char::is_alphanumeric) || text.contains('@') {
        return None;
    }
    let known = vocabulary.heading(text).or_else(|| vocabulary.heading(unnumbered(text)?));
    let known = known.or_else(|| misread(line, text, n_words, vocabulary));
    let is_whole = known.as_ref().is_some_and(|known| known.is_whole);
    // "Service." is a heading with a stop; an unknown text with a stop is a sentence.
    let is_sentence = text.ends_with(['.', ',', ';']) && !is_whole;
    let is_alone = line.cells.len() == 1 || line.has_label || is_whole;
    if is_sentence || !is_alone {
        return None;
    }
    // Nothing but words of headings, below an empty line: plain text has no better look.
    let is_apart = line.is_plain && line.cells.len() == 1 && has_gap(line);
    let is_apart = is_apart && n_words <= MAX_GROUP_WORDS && !text.starts_with(char::is_lowercase);
    // "UNIVERSITY AWARDS" may stand within a section, whatever else its words name.
    let is_inner = known.is_none() && line.is_plain && !may_be_unknown(text, vocabulary);
    let is_none = is_inner && (!look.caps || named(text, vocabulary).is_empty());
    (!is_none).then_some(Candidate { text, look, known, is_apart, is_inner })
}

/// A heading without the number before it: "2 Education", "III. Work", "一、…"; `None` where it has none.
fn unnumbered(text: &str) -> Option<&str> {
    let end = text.find(|c: char| c.is_whitespace() || "、.)．）".contains(c))?;
    let (number, rest) = text.split_at_checked(end)?;
    let is_roman = number.bytes().all(|c| b"IVX".contains(&c));
    let is_arabic = number.bytes().all(|c| c.is_ascii_digit()) && number.len() <= MAX_DIGITS;
    // One ideograph and an enumeration comma: no list of terms starts so.
    let is_ideograph = rest.starts_with('、') && number.chars().count() == 1;
    (is_roman || is_arabic || is_ideograph).then(|| rest.trim_start_matches(|c: char| !c.is_alphabetic()))
}

/// The number of a heading has at most so many digits.
const MAX_DIGITS: usize = 2;

/// A heading that no vocabulary knows has at least this many letters: shorter capitals are an abbreviation.
const MIN_UNKNOWN_LETTERS: usize = 5;

/// Plain text has no look but capitals, and an entry may have those too: a title, a degree, an employer is no heading.
fn may_be_unknown(text: &str, vocabulary: &Vocabulary) -> bool {
    let is_entry =
        vocabulary.has_any(&[WordClass::Job, WordClass::Degree, WordClass::School, WordClass::Organization], text);
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    !is_entry
        && MIN_UNKNOWN_LETTERS <= n_letters
        && !text.contains([',', '(', '|'])
        && !text.contains(|c: char| c.is_ascii_digit())
}

/// An empty line stands above it, in plain text.
fn has_gap(line: &Line) -> bool {
    line.leading.is_none_or(|leading| WRAPPED_LEADING_EM < leading / line.em)
}

/// A misread heading has at most this many words.
const MAX_MISREAD_WORDS: usize = 4;

/// The heading that OCR may have misread: only plain text comes from OCR, and only a line that is nothing else.
fn misread(line: &Line, text: &str, n_words: usize, vocabulary: &Vocabulary) -> Option<Heading> {
    let is_apart = line.is_plain && line.cells.len() == 1 && line.marker.is_none() && n_words <= MAX_MISREAD_WORDS;
    let is_large = text.chars().next().is_some_and(|c| !c.is_lowercase());
    // "Akademischer Rat" is a job, however near it is to the heading of a section.
    let is_job = || text.chars().any(char::is_lowercase) && vocabulary.is(WordClass::Job, text);
    if is_apart && is_large && !text.contains([',', '@', ':', '(']) && !is_job() {
        vocabulary.misread_heading(text)
    } else {
        None
    }
}

/// A heading within a section has at most this many words.
const MAX_GROUP_WORDS: usize = 4;

/// The kinds that single words of a short text name ("University Awards").
fn named(text: &str, vocabulary: &Vocabulary) -> Vec<SectionKind> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if MAX_GROUP_WORDS < words.len() {
        return Vec::new();
    }
    let headings = words.into_iter().filter_map(|word| vocabulary.heading(word)).filter(|heading| heading.is_whole);
    headings.flat_map(|heading| heading.kinds).collect()
}

/// The looks of this CV's headings.
struct Looks {
    /// Look → (lines that the vocabulary knows whole, all lines of that look).
    counts: BTreeMap<Look, (usize, usize)>,
    /// The look of most letters.
    body: Option<Look>,
    /// Looks of several known headings.
    headings: Vec<Look>,
    /// Of these, looks whose lines all stand as headings do, whether a vocabulary knows them or not.
    regular: Vec<Look>,
    /// One look is that of headings beyond doubt.
    is_clear: bool,
}

impl Looks {
    /// `set`: the looks of the lines.
    fn of(candidates: &[Option<Candidate>], lines: &[Line], set: &[Look], vocabulary: &Vocabulary) -> Self {
        // In an order of their own: of two looks with as many letters, it is always the same one that wins.
        let mut counts: BTreeMap<Look, (usize, usize)> = BTreeMap::new();
        let mut letters: BTreeMap<Look, usize> = BTreeMap::new();
        for ((candidate, line), look) in candidates.iter().zip(lines).zip(set) {
            for (k, cell) in line.cells.iter().enumerate() {
                let face = if k == 0 { look.face() } else { face_of(cell) };
                *letters.entry(face).or_default() += cell.text().len();
            }
            let count = counts.entry(*look).or_default();
            count.1 += 1;
            count.0 += usize::from(candidate.as_ref().is_some_and(is_known));
        }
        let body = letters.into_iter().max_by_key(|(look, n)| (*n, look.size)).map(|(look, _)| look);
        let headings = counts.iter().filter(|(_, (n_known, _))| SEVERAL <= *n_known).map(|(look, _)| *look).collect();
        let mut looks = Self { counts, body, headings, regular: Vec::new(), is_clear: false };
        looks.drop_mixed();
        looks.find_regular(candidates, lines, set, vocabulary);
        looks
    }

    /// Where one look is that of headings beyond doubt, another of which most lines are unknown is none: labels of tables
    /// and titles of cards happen to be words of headings ("Research", "Languages").
    fn drop_mixed(&mut self) {
        let Self { counts, headings, .. } = &*self;
        let share = |look: &Look| {
            let (n_known, n_all) = counts.get(look).copied().unwrap_or_default();
            (n_known, n_known as f32 / n_all.max(1) as f32)
        };
        let is_clear = |look: &Look| {
            let (n_known, share) = share(look);
            CLEAR_HEADINGS <= n_known && CLEAR_SHARE <= share && self.stands_out(&Look { is_label: false, ..*look })
        };
        if headings.iter().any(is_clear) {
            let is_one = |look: &&Look| KNOWN_SHARE <= share(look).1;
            self.headings = headings.iter().filter(is_one).copied().collect();
            self.is_clear = true;
        }
    }

    /// Looks that stand as headings do: those of known headings; where there are none, the one with most known lines.
    fn find_regular(
        &mut self,
        candidates: &[Option<Candidate>],
        lines: &[Line],
        set: &[Look],
        vocabulary: &Vocabulary,
    ) {
        let may_be: Vec<bool> = candidates.iter().map(Option::is_some).collect();
        let found = unknown::looks(lines, set, &may_be, vocabulary).into_iter().filter(|look| self.stands_out(look));
        let mut found: Vec<Look> = found.collect();
        if self.headings.is_empty() {
            let n_known = |look: &Look| self.counts.get(look).map_or(0, |(n_known, _)| *n_known);
            let most = found.iter().map(n_known).max();
            self.headings.extend(found.iter().find(|look| Some(n_known(look)) == most));
        }
        found.retain(|look| self.headings.contains(look));
        self.regular = found;
    }

    /// Whether a candidate opens a section.
    fn opens_section(&self, candidate: &Candidate, state: &State, vocabulary: &Vocabulary) -> bool {
        let (n_known, n_all) = self.counts.get(&candidate.look).copied().unwrap_or_default();
        let share = n_known as f32 / n_all.max(1) as f32;
        let is_heading_look = self.headings.contains(&candidate.look);
        // "Best Paper Award" among awards is an entry.
        let names_other = |known: &Heading| known.kinds.first() != state.kind.as_ref();
        if is_known(candidate) || (candidate.is_apart && candidate.known.as_ref().is_some_and(names_other)) {
            if self.is_clear && share < KNOWN_SHARE {
                let is_free = state.is_free(candidate);
                let is_usual = SEVERAL <= n_known && !candidate.look.is_label;
                return is_free && (is_usual || self.is_rank_of_heading(&candidate.look, state));
            }
            return is_heading_look || self.is_rank_of_heading(&candidate.look, state);
        }
        // An unknown line opens a section only after a known one: the name of the owner is often set like a heading.
        let is_regular = self.regular.contains(&candidate.look);
        let may_be_first = || candidate.known.is_none() && unknown::may_be_first(candidate.text, vocabulary);
        let may_open = || state.kind.is_some() || (is_regular && state.is_below_top && may_be_first());
        is_heading_look && (KNOWN_SHARE <= share || is_regular) && self.stands_out(&candidate.look) && may_open()
    }

    /// A known heading in a look of its own counts when it is set no less than the others.
    fn is_rank_of_heading(&self, look: &Look, state: &State) -> bool {
        let least = self.headings.iter().filter(|h| self.stands_out(h)).map(|h| h.size).min();
        match least {
            Some(size) if state.look.is_some() => size <= look.size && self.stands_out(look),
            Some(size) => size <= look.size + 2,
            None => true,
        }
    }

    /// Whether a look differs from that of the body.
    fn stands_out(&self, look: &Look) -> bool {
        self.body.is_none_or(|body| {
            body.size < look.size || (look.bold && !body.bold) || look.caps || look.color != body.color || look.is_label
        })
    }

    /// Whether a candidate is a heading within the section: a year, or a kind of the section's own.
    fn opens_group(
        &self,
        line: &Line,
        next: Option<&Line>,
        candidate: &Candidate,
        is_first: bool,
        state: &State,
        vocabulary: &Vocabulary,
    ) -> bool {
        let Some(kind) = state.kind else {
            return false;
        };
        if line.has_label || line.cells.len() != 1 || line.marker.is_some() || next.is_none() {
            return false;
        }
        let text = line.text();
        // "Tools: Git, Make" is a label and its content.
        if text.trim_end_matches([':', '：']).contains([':', '：']) {
            return false;
        }
        let digits = text.trim().trim_end_matches(':');
        let is_year = digits.len() == 4
            && (digits.starts_with("19") || digits.starts_with("20"))
            && digits.bytes().all(|b| b.is_ascii_digit());
        // In plain text nothing but capitals sets a heading apart.
        let is_first = is_first || (state.is_opened && candidate.look.caps);
        let names_kind = || {
            candidate.known.as_ref().is_some_and(|known| known.kinds.contains(&kind))
                || (is_first && named(candidate.text, vocabulary).contains(&kind))
        };
        let takes_groups =
            !matches!(kind, SectionKind::Work | SectionKind::Education | SectionKind::Basics | SectionKind::Summary);
        let differs = || next.is_some_and(|next| look(next) != candidate.look);
        // Years that group a list stand before its first work; one that stands after a title is that work's date.
        (is_year && kind == SectionKind::Publications && (state.is_opened || state.has_groups))
            || (takes_groups && self.stands_out(&candidate.look) && names_kind() && differs())
    }
}

/// The vocabulary holds the whole line, or it joins two kinds and nothing else ("Skills & Interests").
fn is_known(candidate: &Candidate) -> bool {
    candidate.known.as_ref().is_some_and(|known| known.is_whole || 1 < known.kinds.len())
}
