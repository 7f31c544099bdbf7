//! The owner: name, profession, contact data, accounts, address; and the paragraph that stands under them.
//!
//! In: the block before the first heading, sections of contact and personal data, running headers and footers. Out:
//! `cv.basics`. Each step takes what it knows and hands the rest on: name, contact data, address, headline.

mod address;
mod contact;
mod headline;
mod name;
mod network;
mod piece;

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;
pub use name::take as take_name;

use super::Context;
use crate::geom::Pt;
use crate::lang::WordClass;
use crate::layout::Line;
use crate::model::Cv;
use crate::section::{Part, Section, SectionKind};
use crate::span::Span;

/// A running header holds at most this many letters besides the name ("Curriculum vitae", "page 2 of 3").
const RUNNING_LETTERS: usize = 24;

/// A part of a contact line that is no contact datum.
#[derive(Debug, Clone)]
pub struct Remnant {
    /// Its text.
    pub span: Span,
    /// Number of its line in the section.
    pub line: usize,
    /// Number of its cell on the line.
    pub cell: usize,
    /// Where in the cell it stands.
    pub range: Range<usize>,
    /// An icon or a label says that it is an address.
    pub is_address: bool,
    /// A label says that it is a personal detail that is no field.
    pub is_personal: bool,
    /// Something else in its cell is contact data.
    pub is_beside_contact: bool,
}

/// Reads a block of contact and personal data.
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let mut rest = contact::read(&section.parts, context, cv);
    address::take(&mut rest, context, cv);
    headline::take(&rest, section, context, cv);
}

/// A footer stands at least so many ems below the last line of its page.
const FOOTER_EM: f32 = 2.0;

/// Takes running headers and footers that no other page repeats out of the sections: the first line of a later page or
/// the last of any, apart from the others, when it says the owner's name and little else.
pub fn drop_running(sections: &mut [Section], context: &Context) {
    let Some(owner) = context.owner.as_deref().map(network::fold).filter(|owner| !owner.is_empty()) else { return };
    let ends = page_ends(sections);
    let is_running = |line: &Line| {
        let is_header = line.page > 1 && line.leading.is_none();
        let is_footer = !line.is_plain
            && ends.get(&line.page) == Some(&line.baseline)
            && line.leading.is_none_or(|leading| FOOTER_EM < leading / line.em);
        if !is_header && !is_footer {
            return false;
        }
        let text = network::fold(&line.text());
        let rest = text.chars().count().saturating_sub(owner.chars().count());
        text.contains(&owner) && rest <= RUNNING_LETTERS
    };
    let is_said = |line: &Line, kind| line.is_plain && is_name_of_page(line, kind, &owner, context);
    for section in sections {
        let kind = section.kind;
        section.parts.retain(|part| !matches!(part, Part::Line(line) if is_running(line) || is_said(line, kind)));
    }
}

/// One letter in this many of a running line may be misread.
const LETTERS_PER_ERROR: usize = 5;

/// A line of plain text that says the owner's name, though some letters be misread, and besides only what names the
/// document or its pages ("Jane Doe – CV"). A work may have the owner for its only author.
fn is_name_of_page(line: &Line, kind: SectionKind, owner: &str, context: &Context) -> bool {
    let text = line.text();
    let is_of_page = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().all(|c| c.is_ascii_digit()) || context.vocabulary.is(WordClass::PageLabel, word)
    };
    let words: Vec<&str> = text.split([' ', '/', '|']).collect();
    let n_name = words.iter().rposition(|word| !is_of_page(word)).map_or(0, |at| at + 1);
    let name: Vec<char> = network::fold(&words.get(..n_name).unwrap_or_default().join(" ")).chars().collect();
    let is_alone = n_name == words.len();
    // A handle is no line of its name.
    let is_handle = n_name < 2 && text.contains(['-', '_', '.']);
    let may_be_work = is_alone && matches!(kind, SectionKind::Publications | SectionKind::References);
    let owner: Vec<char> = owner.chars().collect();
    !is_handle && !may_be_work && crate::edit::is_near(&name, &owner, LETTERS_PER_ERROR)
}

/// The baseline of the last line of each page.
fn page_ends(sections: &[Section]) -> HashMap<u32, Pt> {
    let mut ends: HashMap<u32, Pt> = HashMap::default();
    for line in sections.iter().flat_map(Section::lines) {
        let end = ends.entry(line.page).or_insert(line.baseline);
        *end = end.max(line.baseline);
    }
    ends
}

/// Looks for what is still missing in running headers and footers.
pub fn complete(furniture: &[Line], context: &mut Context, cv: &mut Cv) {
    contact::read_furniture(furniture, context, cv);
}

/// Whether a section of unknown kind is about the owner: it lists contact data and nothing else ("Links", "Find me
/// online"), or it names the profession beside a label ("Position wanted").
#[must_use]
pub fn is_owners(section: &Section, context: &Context, cv: &Cv) -> bool {
    if section.kind != SectionKind::Other {
        return false;
    }
    contact::is_all_contact(&section.parts, context)
        || (cv.basics.label.is_none() && headline::is_label(section, context))
}

/// Parts contact data from the paragraph of a section "About me" that holds both; and from any section of plain text,
/// where the columns of the page ran together, as long as no other has told an address to write to.
#[must_use]
pub fn part_contact<'a>(section: Cow<'a, Section>, context: &Context, cv: &Cv) -> Vec<Cow<'a, Section>> {
    let is_lost = cv.basics.email.is_none() && is_of_columns(&section);
    if section.kind != SectionKind::Summary && !is_lost {
        return vec![section];
    }
    let is_contact = contact::contact_parts(&section.parts, context);
    let mut contact = Vec::new();
    let mut prose = Vec::new();
    let parts: Vec<(&Part, bool)> = section.parts.iter().zip(is_contact).collect();
    for group in parts.chunk_by(|a, b| a.1 == b.1) {
        let lines: Vec<&Part> = group.iter().map(|(part, _)| *part).collect();
        let is_owners = group.iter().all(|(_, is_contact)| *is_contact) || address::is_lines(&lines, context);
        let into = if is_owners { &mut contact } else { &mut prose };
        into.extend(lines.into_iter().cloned());
    }
    let of = |kind, parts| Section { kind, also: section.also.clone(), heading: section.heading.clone(), parts };
    let both = [of(SectionKind::Basics, contact), of(section.kind, prose)];
    both.into_iter().filter(|section| !section.parts.is_empty()).map(Cow::Owned).collect()
}

/// A section of plain text with an e-mail address on a line of its own, of a kind that has none.
fn is_of_columns(section: &Section) -> bool {
    let has_addresses = matches!(
        section.kind,
        SectionKind::Basics | SectionKind::References | SectionKind::Publications | SectionKind::Other
    );
    let is_address =
        |line: &Line| line.is_plain && line.cells.len() == 1 && !crate::read::contact::emails(&line.text()).is_empty();
    !has_addresses && section.lines().any(is_address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::section;
    use crate::lang::Vocabulary;

    /// Reads a block and shows its fields, one per line.
    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let sections = [section(SectionKind::Basics, None, text)];
        let (cv, _) = crate::extract::extract(sections.to_vec(), &[], Vocabulary::all());
        let json = serde_json::to_value(&cv.basics).unwrap();
        for (pointer, value) in expected {
            assert_eq!(json.pointer(pointer).and_then(|value| value.as_str()), Some(*value), "{pointer} of {json:#}");
        }
    }

    #[test]
    fn a_name_stands_large_over_profession_and_contact_line() {
        check(
            "! Jane Q. Doe\nSoftware Engineer\nBoston, MA • USA • +1 (617) 555-0142 • jane@doe.example • github.com/jdoe",
            &[
                ("/name", "Jane Q. Doe"),
                ("/label", "Software Engineer"),
                ("/email", "jane@doe.example"),
                ("/phone", "+1 (617) 555-0142"),
                ("/profiles/0/network", "GitHub"),
                ("/profiles/0/username", "jdoe"),
                ("/location/city", "Boston"),
                ("/location/countryCode", "US"),
            ],
        );
    }

    #[test]
    fn a_name_in_capitals_is_as_it_would_be_typed() {
        check("! MARY-KATE O'NEILL\nmk.oneill@x.example", &[("/name", "Mary-Kate O'Neill")]);
    }

    #[test]
    fn a_title_of_the_document_is_no_name() {
        check("! Curriculum Vitae\nJane Doe\njane.doe@x.example", &[("/name", "Jane Doe")]);
    }

    #[test]
    fn a_name_may_follow_the_title_of_the_document_or_end_a_sentence() {
        check("Resume of Jane Doe\njane.doe@x.example", &[("/name", "Jane Doe")]);
        check("Curriculum Vitae – Jane Doe\njane.doe@x.example", &[("/name", "Jane Doe")]);
        check("Hi, I'm Jane Doe\njane.doe@x.example", &[("/name", "Jane Doe")]);
    }

    #[test]
    fn a_form_names_the_parts_of_a_name() {
        check("Surname: Doe\nFirst name: Jane\njane.doe@x.example", &[("/name", "Jane Doe")]);
        check("> Nachname\tDoe\n> Vorname\tJane\njane.doe@x.example", &[("/name", "Jane Doe")]);
    }

    #[test]
    fn letters_behind_a_name_belong_to_it_and_remarks_do_not() {
        check("! Dr. Jane Doe, PhD\njane.doe@x.example", &[("/name", "Dr. Jane Doe, PhD")]);
        check("! Jane Doe (she/her)\njane.doe@x.example", &[("/name", "Jane Doe")]);
    }

    #[test]
    fn what_stands_before_a_name_behind_a_lost_icon_is_kept() {
        check(
            "PhD student\njane@doe.example | ☆ www.doe.example | ≈ Jane Doe",
            &[("/name", "Jane Doe"), ("/email", "jane@doe.example"), ("/url", "https://www.doe.example")],
        );
    }

    #[test]
    fn a_single_word_is_a_name_where_the_address_says_so() {
        check("! Suryani\nProduct Designer\nhello@suryani.example", &[("/name", "Suryani")]);
    }

    #[test]
    fn labels_may_stand_in_cells_or_lines_of_their_own() {
        check(
            "! Jane Doe\nEmail\tjane@doe.example\nPhone\t+44 20 5555 0171\nLinkedIn\njane-doe-7",
            &[
                ("/phone", "+44 20 5555 0171"),
                ("/profiles/0/network", "LinkedIn"),
                ("/profiles/0/username", "jane-doe-7"),
            ],
        );
    }

    #[test]
    fn a_paragraph_without_a_heading_is_the_summary() {
        check(
            "! Jane Doe\nSoftware Engineer\njane@doe.example\nI build storage systems that stay predictable when everybody wants them at once.",
            &[("/summary", "I build storage systems that stay predictable when everybody wants them at once.")],
        );
    }
}
