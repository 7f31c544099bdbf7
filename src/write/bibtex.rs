//! `BibTeX`: the publications of a CV as a .bib file.
//!
//! In: a CV. Out: one entry a publication, in UTF-8 (as biber and today's `BibTeX` styles read it); what would be
//! markup in TeX is escaped.

use std::fmt::Write as _;

use super::works::{self, Work, text, works};
use crate::model::Cv;

/// The publications as `BibTeX`.
#[must_use]
pub fn to_bibtex(cv: &Cv) -> String {
    works(cv).iter().map(entry).collect::<Vec<_>>().join("\n")
}

/// Entry type and the field of the venue, by CSL type.
fn kind(work: &Work) -> (&'static str, &'static str) {
    match text(work.publication.kind.as_ref()) {
        "paper-conference" => ("inproceedings", "booktitle"),
        "article-journal" => ("article", "journal"),
        "chapter" => ("incollection", "booktitle"),
        "book" => ("book", "publisher"),
        "thesis" => ("phdthesis", "school"),
        "report" => ("techreport", "institution"),
        _ => ("misc", "howpublished"),
    }
}

fn entry(work: &Work) -> String {
    let publication = work.publication;
    let (kind, venue) = kind(work);
    let mut out = format!("@{kind}{{{},\n", work.key);
    let names = |all: &[crate::model::Text]| {
        let name = |author: &crate::model::Text| {
            let name = works::name(&author.value);
            if name.given.is_empty() {
                return format!("{{{}}}", escaped(&name.family));
            }
            let parts = [&name.family, &name.suffix, &name.given].map(|part| part_of_name(part));
            parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
        };
        all.iter().map(name).collect::<Vec<_>>().join(" and ")
    };
    let year = publication.release_date.as_ref().map(|date| date.value.year().to_string()).unwrap_or_default();
    let month = publication.release_date.as_ref().and_then(|date| date.value.month());
    let (first, last) = works::pages(text(publication.pages.as_ref()));
    let pages = last.map_or(first.clone(), |last| format!("{first}--{last}"));
    let fields = [
        // Braces keep the capitals of the title as printed.
        ("title", braced(text(publication.name.as_ref()))),
        ("author", names(&publication.authors)),
        ("editor", names(&publication.editors)),
        (venue, escaped(text(publication.venue.as_ref()))),
        ("volume", escaped(text(publication.volume.as_ref()))),
        ("number", escaped(text(publication.issue.as_ref()))),
        ("pages", escaped(&pages)),
        ("year", year),
        ("month", month.map(|month| month.to_string()).unwrap_or_default()),
        ("address", escaped(text(publication.location.as_ref()))),
        ("doi", text(publication.doi.as_ref()).to_owned()),
        ("url", text(publication.url.as_ref()).to_owned()),
        ("note", escaped(text(publication.status.as_ref()))),
    ];
    for (name, value) in fields.into_iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "  {name} = {{{value}}},");
    }
    out + "}\n"
}

/// A part of a name; where it has what parts names or their parts, in braces.
fn part_of_name(text: &str) -> String {
    let is_cut = text.contains(',') || text.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"));
    if is_cut { format!("{{{}}}", escaped(text)) } else { escaped(text) }
}

fn braced(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!("{{{}}}", escaped(title)) }
}

/// Signs of TeX as text; braces, which must balance, are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '{' | '}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::cite::read;

    #[track_caller]
    fn bib(references: &[&str]) -> String {
        let publications = references.iter().map(|reference| read(reference)).collect();
        to_bibtex(&Cv { publications, ..Cv::default() })
    }

    #[test]
    fn a_reference_becomes_an_entry() {
        let out = bib(&["Bee, A., & Dee, C. (2001). Cost & effect of 5% more. Journal of Things, 3, 5–9."]);
        for part in ["author = {Bee, A. and Dee, C.}", r"Cost \& effect of 5\% more", "year = {2001}", "pages = {5--9}"]
        {
            assert!(out.contains(part), "{part} not in {out}");
        }
    }

    #[test]
    fn keys_are_stable_and_differ() {
        let one = "Bee, A. (2001). A title of note. Journal of Things, 3, 5–9.";
        let out = bib(&[one, one]);
        assert!(out.contains("{bee2001title,") && out.contains("{bee2001title-2,"), "{out}");
    }

    #[test]
    fn braces_of_strangers_do_not_open_groups() {
        assert_eq!(escaped("a}b{c\\d"), "abc\\textbackslash{}d");
    }
}
