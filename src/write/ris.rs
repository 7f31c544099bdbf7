//! RIS: the publications of a CV for reference managers.
//!
//! In: a CV. Out: one record a publication, a tag a line, lines ended as the format demands (CR LF).

use super::works::{self, Work, text, works};
use crate::model::{Cv, PartialDate};

/// The publications as RIS.
#[must_use]
pub fn to_ris(cv: &Cv) -> String {
    works(cv).iter().map(record).collect()
}

/// Reference type, by CSL type.
fn kind(work: &Work) -> &'static str {
    match text(work.publication.kind.as_ref()) {
        "paper-conference" => "CPAPER",
        "article-journal" => "JOUR",
        "chapter" => "CHAP",
        "book" => "BOOK",
        "thesis" => "THES",
        "report" => "RPRT",
        "patent" => "PAT",
        "dataset" => "DATA",
        "software" => "COMP",
        "article" => "UNPB",
        _ => "GEN",
    }
}

fn record(work: &Work) -> String {
    let publication = work.publication;
    let mut lines = vec![("TY", kind(work).to_owned()), ("ID", work.key.clone())];
    let name = |printed: &str| {
        let name = works::name(printed);
        let parts = [name.family, name.given, name.suffix];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    };
    lines.extend(publication.authors.iter().map(|author| ("AU", name(&author.value))));
    lines.extend(publication.editors.iter().map(|editor| ("A2", name(&editor.value))));
    let (first, last) = works::pages(text(publication.pages.as_ref()));
    lines.extend([
        ("TI", text(publication.name.as_ref()).to_owned()),
        ("T2", text(publication.venue.as_ref()).to_owned()),
        ("PY", publication.release_date.as_ref().map(|date| date.value.year().to_string()).unwrap_or_default()),
        ("DA", publication.release_date.as_ref().map(|date| day(date.value)).unwrap_or_default()),
        ("VL", text(publication.volume.as_ref()).to_owned()),
        ("IS", text(publication.issue.as_ref()).to_owned()),
        ("SP", first),
        ("EP", last.unwrap_or_default()),
        ("CY", text(publication.location.as_ref()).to_owned()),
        ("DO", text(publication.doi.as_ref()).to_owned()),
        ("UR", text(publication.url.as_ref()).to_owned()),
        ("N1", text(publication.status.as_ref()).to_owned()),
    ]);
    let line = |(tag, value): &(&str, String)| format!("{tag}  - {}\r\n", one_line(value));
    let body: String = lines.iter().filter(|(_, value)| !value.is_empty()).map(line).collect();
    body + "ER  - \r\n\r\n"
}

/// `YYYY/MM/DD/`, parts that are not printed left empty.
fn day(date: PartialDate) -> String {
    match date {
        PartialDate::Year(year) => format!("{year:04}///"),
        PartialDate::Month(year, month) => format!("{year:04}/{month:02}//"),
        PartialDate::Day(year, month, day) => format!("{year:04}/{month:02}/{day:02}/"),
    }
}

/// A line break in a value would begin a tag.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::cite::read;

    #[test]
    fn a_reference_becomes_a_record() {
        let reference = "Bee, A., & Dee, C. (2001). A title of note. Journal of Things, 3, 5–9.";
        let out = to_ris(&Cv { publications: vec![read(reference)], ..Cv::default() });
        let expected = [
            "TY  - JOUR",
            "AU  - Bee, A.",
            "AU  - Dee, C.",
            "TI  - A title of note",
            "PY  - 2001",
            "SP  - 5",
            "EP  - 9",
        ];
        for line in expected {
            assert!(out.contains(&format!("{line}\r\n")), "{line} not in {out}");
        }
        assert!(out.ends_with("ER  - \r\n\r\n"));
    }
}
