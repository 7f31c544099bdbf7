//! Addresses as printed to addresses that a program can open.
//!
//! In: a CV. Out: the same, every `url` a URI: one printed without its scheme ("www.ada.example") gets `https://`, and
//! what a URI must not hold is percent-encoded. What cannot be an address is none: it is taken out and noted.

use url::Url;

use crate::error::{Note, NoteCode};
use crate::model::{Cv, Text};

/// Scheme of an address that is printed without one.
const SCHEME: &str = "https://";

/// Makes every `url` of `cv` a URI; what is no address becomes a note.
pub fn complete(cv: &mut Cv) -> Vec<Note> {
    let mut notes = Vec::new();
    for url in urls(cv) {
        let Some(printed) = url.as_mut() else {
            continue;
        };
        match of_printed(&printed.value) {
            Some(uri) => printed.value = uri,
            None => notes.extend(url.take().map(|text| note(&text))),
        }
    }
    notes
}

/// Every member that is an address.
fn urls(cv: &mut Cv) -> impl Iterator<Item = &mut Option<Text>> {
    let basics = &mut cv.basics;
    std::iter::once(&mut basics.url)
        .chain(basics.profiles.iter_mut().map(|profile| &mut profile.url))
        .chain(cv.work.iter_mut().map(|work| &mut work.url))
        .chain(cv.volunteer.iter_mut().map(|volunteer| &mut volunteer.url))
        .chain(cv.education.iter_mut().map(|education| &mut education.url))
        .chain(cv.certificates.iter_mut().map(|certificate| &mut certificate.url))
        .chain(cv.publications.iter_mut().map(|publication| &mut publication.url))
        .chain(cv.interests.iter_mut().map(|interest| &mut interest.url))
        .chain(cv.projects.iter_mut().map(|project| &mut project.url))
        .chain(cv.talks.iter_mut().map(|talk| &mut talk.url))
        .chain(cv.patents.iter_mut().map(|patent| &mut patent.url))
}

fn of_printed(printed: &str) -> Option<String> {
    let printed = printed.trim();
    // "host:8080/x" parses with the scheme "host"; only what is written as one counts.
    let has_scheme = printed.contains("://") || printed.starts_with("mailto:");
    let address = if has_scheme { printed.to_owned() } else { format!("{SCHEME}{printed}") };
    let url = Url::parse(&address).ok()?;
    let is_uri = address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"{}|\\^`".contains(&byte));
    Some(if is_uri { address } else { url.into() })
}

fn note(text: &Text) -> Note {
    let mut note = Note::new(NoteCode::UnreadText, "what stands in the place of an address is none");
    note.page = Some(text.evidence.page);
    note.bbox = Some(text.evidence.bbox);
    note.excerpt = Some(text.value.clone());
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_uri() {
        let table = [
            ("www.ada.example/cv", Some("https://www.ada.example/cv")),
            ("http://ada.example", Some("http://ada.example")),
            ("ada.example:8080/x", Some("https://ada.example:8080/x")),
            ("https://ada.example/a b", Some("https://ada.example/a%20b")),
            ("https://zoë.example/ö", Some("https://xn--zo-ija.example/%C3%B6")),
            ("mailto:ada@ada.example", Some("mailto:ada@ada.example")),
            ("https://", None),
            ("not an address", None),
        ];
        for (printed, expected) in table {
            assert_eq!(of_printed(printed).as_deref(), expected, "{printed:?}");
        }
    }
}
