//! Line accounting: which printed lines stand in no value of the CV.
//!
//! In: the sections and furniture that were read, and the CV that came out of them. Out: one note per line of which no
//! value, and no other note, holds what it says. A word counts as read when a value whose evidence stands on its line,
//! or started on the page before, holds it.

use std::collections::HashMap;

use foldhash::HashSet;
use smol_str::SmolStr;

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

/// What the values and notes hold, by page.
struct Read {
    by_page: HashMap<u32, Vec<(Rect, HashSet<SmolStr>)>>,
    /// Words of the values that go over to the next page, by that page.
    carried: HashMap<u32, HashSet<SmolStr>>,
}

impl Read {
    fn of(cv: &Cv, notes: &[Note]) -> Self {
        let mut read = Self { by_page: HashMap::new(), carried: HashMap::new() };
        for (_, evidence) in cv.evidence() {
            read.add(evidence);
        }
        for note in notes {
            let words: HashSet<SmolStr> = words(note.excerpt.as_deref().unwrap_or_default()).into_iter().collect();
            if let (Some(page), Some(bbox)) = (note.page, note.bbox) {
                read.by_page.entry(page).or_default().push((bbox, words));
            }
        }
        read
    }

    fn add(&mut self, evidence: &Evidence) {
        let words: HashSet<SmolStr> = words(&evidence.raw).into_iter().collect();
        self.carried.entry(evidence.page + 1).or_default().extend(words.iter().cloned());
        self.by_page.entry(evidence.page).or_default().push((evidence.bbox, words));
    }

    /// A note when most of the line is in no value.
    fn unread(&self, line: &Line, vocabulary: &Vocabulary) -> Option<Note> {
        let text = line.text();
        let page = self.by_page.get(&line.page);
        let beside: Vec<&HashSet<SmolStr>> =
            page.into_iter().flatten().filter(|(bbox, _)| is_beside(bbox, line)).map(|(_, words)| words).collect();
        let carried = self.carried.get(&line.page);
        let is_read = |word: &SmolStr| {
            beside.iter().any(|words| words.contains(word)) || carried.is_some_and(|words| words.contains(word))
        };
        let printed: Vec<SmolStr> = words(&text);
        let left: Vec<&SmolStr> = printed.iter().filter(|word| !is_read(word) && !is_label(word, vocabulary)).collect();
        let n_letters = |words: &[&SmolStr]| words.iter().map(|word| word.chars().count()).sum::<usize>() as f32;
        let all: Vec<&SmolStr> = printed.iter().collect();
        let is_unread = !left.is_empty() && UNREAD_SHARE * n_letters(&all) <= n_letters(&left);
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

fn is_label(word: &str, vocabulary: &Vocabulary) -> bool {
    LABELS.iter().any(|class| vocabulary.is(*class, word))
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

/// The words of a text, folded; every CJK letter is one.
fn words(text: &str) -> Vec<SmolStr> {
    let mut words = Vec::new();
    let mut open = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() && !is_cjk(c) {
            open.push(c);
            continue;
        }
        if !open.is_empty() {
            words.push(SmolStr::new(&open));
            open.clear();
        }
        if c.is_alphanumeric() {
            words.push(SmolStr::new(c.encode_utf8(&mut [0; 4])));
        }
    }
    if !open.is_empty() {
        words.push(SmolStr::new(&open));
    }
    words
}
