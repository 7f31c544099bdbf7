//! Line accounting: which printed lines stand in no value of the CV.
//!
//! In: the sections and furniture that were read, and the CV that came out of them. Out: one note per line of which no
//! value, and no other note, holds what it says. A word counts as read when a value whose evidence stands on its line,
//! or started on the page before, holds it.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use super::Context;
use crate::error::{Note, NoteCode};
use crate::geom::{Pt, Rect};
use crate::keys::Hash;
use crate::lang::{Vocabulary, WordClass, is_letter_or_digit};
use crate::layout::{Line, is_cjk};
use crate::model::Cv;
use crate::read::date;
use crate::section::Section;

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
    let lines = || sections.iter().flat_map(Section::lines);
    let last = lines().chain(furniture).map(|line| line.page).max().unwrap_or_default();
    let read = Read::of(cv, &context.notes, last);
    let mut notes: Vec<Note> = lines().filter_map(|line| read.unread(line, context.vocabulary)).collect();
    let mut seen = HashSet::default();
    // A running line is told once, not once per page.
    let running = furniture.iter().filter(|line| seen.insert(line.text()));
    notes.extend(running.filter_map(|line| read.unread(line, context.vocabulary)));
    notes
}

/// What the values and notes hold, by page.
#[derive(Default)]
struct Read {
    /// Hashes of the words of all values and notes, one after the other.
    words: Vec<Hash>,
    by_page: HashMap<u32, Held>,
}

/// What the values and notes of a page hold.
#[derive(Default)]
struct Held {
    /// Their boxes, and where their words stand.
    boxes: Vec<(Rect, Range<usize>)>,
    /// For each band of the page's height the numbers of the boxes that may share a line's height there.
    bands: Vec<Vec<usize>>,
    /// Upper edge of the first band, and height of each.
    top: f32,
    height: f32,
    /// Hashes of the words of the values that started on the page before, in order.
    carried: Vec<Hash>,
}

impl Read {
    /// `last`: the last page that has a line.
    fn of(cv: &Cv, notes: &[Note], last: u32) -> Self {
        let mut read = Self::default();
        cv.each_evidence(|_, evidence| read.add(evidence.page, evidence.bbox, &evidence.raw));
        let mut carried: HashMap<u32, Vec<Hash>> = HashMap::default();
        for (page, held) in read.by_page.iter().filter(|(page, _)| **page < last) {
            let words = held.boxes.iter().filter_map(|(_, at)| read.words.get(at.clone())).flatten();
            carried.insert(page + 1, words.copied().collect());
        }
        for note in notes {
            if let (Some(page), Some(bbox)) = (note.page, note.bbox) {
                read.add(page, bbox, note.excerpt.as_deref().unwrap_or_default());
            }
        }
        for (page, mut words) in carried {
            words.sort_unstable();
            read.by_page.entry(page).or_default().carried = words;
        }
        read.by_page.values_mut().for_each(Held::settle);
        read
    }

    fn add(&mut self, page: u32, bbox: Rect, text: &str) {
        let start = self.words.len();
        words(text, |word, _| self.words.push(word));
        self.by_page.entry(page).or_default().boxes.push((bbox, start..self.words.len()));
    }

    /// A note when most of the line is in no value.
    fn unread(&self, line: &Line, vocabulary: &Vocabulary) -> Option<Note> {
        let text = line.as_text();
        let page = self.by_page.get(&line.page);
        let beside = page.map(|page| page.beside(line)).unwrap_or_default();
        let is_read = |hash: Hash| {
            beside.iter().any(|at| self.words.get(at.clone()).is_some_and(|words| words.contains(&hash)))
                || page.is_some_and(|page| page.carried.binary_search(&hash).is_ok())
        };
        let (mut n_letters, mut n_left) = (0, 0);
        words(&text, |word, n| {
            n_letters += n;
            n_left += if is_read(word) { 0 } else { n };
        });
        let is_most = |n_left: usize| n_left != 0 && UNREAD_SHARE * n_letters as f32 <= n_left as f32;
        if !is_most(n_left) {
            return None;
        }
        let mut word = String::new();
        letters(&text, |letter| {
            word.extend(letter);
            if letter.is_none() {
                if !word.is_empty() && !is_read(Hash::of(word.bytes())) && vocabulary.is_any(LABELS, &word) {
                    n_left -= word.chars().count();
                }
                word.clear();
            }
        });
        (is_most(n_left) && !is_said_otherwise(&text, vocabulary)).then(|| note(line, text.into_owned()))
    }
}

/// A band holds about so many boxes, so that short pages have one and a line of a long page looks at few.
const BOXES_PER_BAND: usize = 8;

/// More bands would hold tall boxes too often.
const MAX_BANDS: usize = 256;

impl Held {
    /// Puts the boxes into bands, once all are there.
    fn settle(&mut self) {
        let edges = || self.boxes.iter().flat_map(|(bbox, _)| [bbox.y0.0, bbox.y1.0]);
        let n = (self.boxes.len() / BOXES_PER_BAND).clamp(1, MAX_BANDS);
        self.top = edges().fold(f32::INFINITY, f32::min);
        self.height = (edges().fold(f32::NEG_INFINITY, f32::max) - self.top) / n as f32;
        let mut bands = vec![Vec::new(); n];
        for (k, (bbox, _)) in self.boxes.iter().enumerate() {
            for band in bands.get_mut(self.bands_of(bbox, n)).into_iter().flatten() {
                band.push(k);
            }
        }
        self.bands = bands;
    }

    /// The bands, of `n`, that a box touches or nearly does.
    fn bands_of(&self, bbox: &Rect, n: usize) -> Range<usize> {
        let band = |y: f32| (((y - self.top) / self.height) as usize).min(n.saturating_sub(1));
        let (low, high) = (bbox.y0.min(bbox.y1), bbox.y0.max(bbox.y1));
        band((low - SLACK).0)..band((high + SLACK).0) + 1
    }

    /// Where the words of the boxes stand that share the line's height.
    fn beside(&self, line: &Line) -> Vec<Range<usize>> {
        let bands = self.bands.get(self.bands_of(&line.bbox, self.bands.len())).unwrap_or_default();
        let boxes = bands.iter().flatten().filter_map(|k| self.boxes.get(*k));
        boxes.filter(|(bbox, _)| is_beside(bbox, line)).map(|(_, at)| at.clone()).collect()
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

/// Calls `visit` with the hash and the number of letters of each word of a text, folded; every CJK letter is one.
fn words(text: &str, mut visit: impl FnMut(Hash, usize)) {
    let (mut hash, mut n_letters) = (Hash::EMPTY, 0);
    letters(text, |letter| match letter {
        Some(c) if c.is_ascii() => {
            hash = hash.with(c as u8);
            n_letters += 1;
        }
        Some(c) => {
            hash = c.encode_utf8(&mut [0; 4]).bytes().fold(hash, Hash::with);
            n_letters += 1;
        }
        None if n_letters == 0 => {}
        None => visit(std::mem::replace(&mut hash, Hash::EMPTY), std::mem::take(&mut n_letters)),
    });
}

/// Calls `visit` with the letters of the words of a text, folded, and with `None` where a word ends, if there was one.
fn letters(text: &str, mut visit: impl FnMut(Option<char>)) {
    for c in text.chars() {
        if c.is_ascii() {
            visit(c.is_ascii_alphanumeric().then_some(c.to_ascii_lowercase()));
            continue;
        }
        for c in c.to_lowercase() {
            let is_letter = is_letter_or_digit(c);
            if !is_letter || is_cjk(c) {
                visit(None);
            }
            if is_letter {
                visit(Some(c));
            }
            if is_cjk(c) {
                visit(None);
            }
        }
    }
    visit(None);
}
