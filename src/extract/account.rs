//! Line accounting: which printed lines stand in no value of the CV.
//!
//! In: the sections and furniture that were read, and the CV that came out of them. Out: one note per line of which no
//! value, and no other note, holds what it says. A word counts as read when a value whose evidence stands on its line,
//! or started on the page before, holds it.

use foldhash::{HashMap, HashSet};

use super::Context;
use crate::error::{Note, NoteCode};
use crate::geom::{Pt, Rect};
use crate::lang::{Vocabulary, WordClass};
use crate::layout::{Line, is_cjk};
use crate::model::{Cv, Evidence};
use crate::read::date;
use crate::section::{Part, Section};

/// A line is unread from this share of its letters on; less is glue ("at", "and", a label).
const UNREAD_SHARE: f32 = 0.5;

/// Words are about so many bytes long, with the space behind them.
const WORD: usize = 6;

/// Evidence of values that run over lines knows only the box around them all: this slack in points joins the rest.
const SLACK: Pt = Pt(1.0);

/// Classes of labels, which say what the value beside them is and are no value.
const LABELS: &[WordClass] = &[
    WordClass::PhoneLabel,
    WordClass::EmailLabel,
    WordClass::WebLabel,
    WordClass::AddressLabel,
    WordClass::ScoreLabel,
    WordClass::AdvisorLabel,
    WordClass::ThesisLabel,
    WordClass::CoursesLabel,
    WordClass::UpdatedLabel,
    WordClass::PageLabel,
    WordClass::PositionLabel,
    WordClass::EmployerLabel,
    WordClass::SchoolLabel,
    WordClass::DegreeLabel,
    WordClass::AreaLabel,
    WordClass::DutiesLabel,
    WordClass::PeriodLabel,
    WordClass::Stop,
];

/// One note for each line that is in no field.
pub fn unread(sections: &[Section], furniture: &[Line], cv: &Cv, context: &Context) -> Vec<Note> {
    let read = Read::of(cv, &context.notes);
    let lines = sections.iter().flat_map(|section| &section.parts).filter_map(|part| match part {
        Part::Line(line) => Some(line),
        Part::SubHeading(_) => None,
    });
    let mut notes: Vec<Note> = lines.filter_map(|line| read.unread(line, context.vocabulary)).collect();
    let mut seen = HashSet::default();
    // A running line is told once, not once per page.
    let running = furniture.iter().filter(|line| seen.insert(line.text()));
    notes.extend(running.filter_map(|line| read.unread(line, context.vocabulary)));
    notes
}

/// What the values and notes hold, by page; words as numbers.
#[derive(Default)]
struct Read {
    /// The number of each word that a value or a note holds.
    numbers: HashMap<String, u32>,
    /// Boxes of values and notes, each with its words in order.
    by_page: HashMap<u32, Vec<(Rect, Vec<u32>)>>,
    /// Words of the values that go over to the next page, by that page: those whose number has a mark.
    carried: HashMap<u32, Vec<bool>>,
}

impl Read {
    fn of(cv: &Cv, notes: &[Note]) -> Self {
        let mut read = Self::default();
        cv.each_evidence(|_, evidence| read.add(evidence));
        for note in notes {
            if let (Some(page), Some(bbox)) = (note.page, note.bbox) {
                let words = read.numbered(note.excerpt.as_deref().unwrap_or_default());
                read.by_page.entry(page).or_default().push((bbox, words));
            }
        }
        read
    }

    fn add(&mut self, evidence: &Evidence) {
        let words = self.numbered(&evidence.raw);
        let carried = self.carried.entry(evidence.page + 1).or_default();
        carried.resize(carried.len().max(self.numbers.len()), false);
        for number in &words {
            if let Some(mark) = carried.get_mut(*number as usize) {
                *mark = true;
            }
        }
        self.by_page.entry(evidence.page).or_default().push((evidence.bbox, words));
    }

    /// The numbers of the words of `text`, in order.
    fn numbered(&mut self, text: &str) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(text.len() / WORD);
        words(text, |word| {
            let next = self.numbers.len() as u32;
            numbers.push(match self.numbers.get(word) {
                Some(number) => *number,
                None => *self.numbers.entry(word.to_owned()).or_insert(next),
            });
        });
        numbers.sort_unstable();
        numbers
    }

    /// A note when most of the line is in no value.
    fn unread(&self, line: &Line, vocabulary: &Vocabulary) -> Option<Note> {
        let text = line.text();
        let page = self.by_page.get(&line.page);
        let beside: Vec<&[u32]> =
            page.into_iter().flatten().filter(|(bbox, _)| is_beside(bbox, line)).map(|(_, words)| &**words).collect();
        let carried = self.carried.get(&line.page);
        let is_read = |number: &u32| {
            beside.iter().any(|words| words.binary_search(number).is_ok())
                || carried.is_some_and(|marks| marks.get(*number as usize) == Some(&true))
        };
        let (mut n_letters, mut n_left) = (0, 0);
        words(&text, |word| {
            let n = word.chars().count();
            n_letters += n;
            if !self.numbers.get(word).is_some_and(is_read) && !vocabulary.is_any(LABELS, word) {
                n_left += n;
            }
        });
        let is_unread = n_left != 0 && UNREAD_SHARE * n_letters as f32 <= n_left as f32;
        (is_unread && !is_said_otherwise(&text, vocabulary)).then(|| note(line, text))
    }
}

/// Dates, labels and page numbers are read into values of another form, or say nothing of the owner.
fn is_said_otherwise(text: &str, vocabulary: &Vocabulary) -> bool {
    if text.chars().all(|c| !c.is_alphabetic()) {
        return true;
    }
    let dates = date::find(text, vocabulary);
    let n_dated: usize = dates.iter().map(|found| found.range.len()).sum();
    text.trim().len() <= n_dated + 2
}

/// The box shares the line's height.
fn is_beside(bbox: &Rect, line: &Line) -> bool {
    Pt(0.0) < bbox.overlap_y(&line.bbox) + SLACK && Pt(0.0) < bbox.overlap_x(&line.bbox) + SLACK
}

fn note(line: &Line, text: String) -> Note {
    Note {
        page: Some(line.page),
        excerpt: Some(text),
        bbox: Some(line.bbox),
        ..Note::new(NoteCode::UnreadText, "a printed line is in no field")
    }
}

/// Calls `visit` with the words of a text, folded; every CJK letter is one.
fn words(text: &str, mut visit: impl FnMut(&str)) {
    let mut open = String::new();
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            open.push(c.to_ascii_lowercase());
            continue;
        }
        for c in c.to_lowercase() {
            let is_part = c.is_alphanumeric();
            if is_part && !is_cjk(c) {
                open.push(c);
                continue;
            }
            if !open.is_empty() {
                visit(&open);
                open.clear();
            }
            if is_part {
                visit(c.encode_utf8(&mut [0; 4]));
            }
        }
    }
    if !open.is_empty() {
        visit(&open);
    }
}
