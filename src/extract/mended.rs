//! Notes on single values of which a letter was mended: an e-mail address, a level of a language.
//!
//! In: the CV. Out: a note for each. (Names of authors are noted where they are mended: `garbled`.)

use crate::error::{Note, NoteCode};
use crate::model::{Cv, Text};

/// The notes on mended letters.
#[must_use]
pub fn notes(cv: &Cv) -> Vec<Note> {
    let email = cv.basics.email.iter().map(|email| ("/basics/email".to_owned(), email));
    let levels = cv.languages.iter().enumerate().filter_map(|(k, language)| {
        language.fluency.as_ref().map(|fluency| (format!("/languages/{k}/fluency"), fluency))
    });
    email.chain(levels).filter(|(_, text)| text.evidence.repaired).map(|(pointer, text)| note(pointer, text)).collect()
}

fn note(pointer: String, text: &Text) -> Note {
    Note {
        pointer: Some(pointer),
        page: Some(text.evidence.page),
        excerpt: Some(text.evidence.raw.clone()),
        ..Note::new(NoteCode::RepairedText, "a misread letter was mended")
    }
}
