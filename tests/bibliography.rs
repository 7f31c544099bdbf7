//! What the bibliographic formats write is read back by the crates that others use.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use biblatex::{Bibliography, ChunksExt};
use cvparse::cli::cite::read;
use cvparse::model::{Cv, PartialDate, Printed, Publication, Text};
use cvparse::write::bibtex::to_bibtex;
use cvparse::write::csl_json::to_csl_json;
use cvparse::write::ris::to_ris;

const REFERENCES: [&str; 4] = [
    "Bee, A. M., & de Souza, C. (2019). Cost & effect of 5% more: a_b in {C#}. Journal of Things, 12(3), 45–67. https://doi.org/10.1234/jas.2019.045",
    "Anna Bee and Björn Ås. In search of x^2 ~ y. In Proceedings of the 12th Symposium on Things, Kirkwall, 2021.",
    "Bee, A. (2018). Small things. Oxford University Press.",
    "陈思远，赵琳. 面向司法文书的事件抽取方法[J]. 软件学报, 2022, 33(1): 45-67.",
];

fn cv() -> Cv {
    Cv { publications: REFERENCES.iter().map(|reference| read(reference)).collect(), ..Cv::default() }
}

/// Letters and digits: braces keep capitals in BibTeX, and signs that must balance are left out.
fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[test]
fn bibtex_is_read_back() {
    let cv = cv();
    let bibliography = Bibliography::parse(&to_bibtex(&cv)).unwrap();
    assert_eq!(bibliography.len(), REFERENCES.len());
    for (entry, publication) in bibliography.iter().zip(&cv.publications) {
        let title = entry.title().unwrap().format_verbatim();
        assert_eq!(plain(&title), plain(&publication.name.as_ref().unwrap().value));
        assert_eq!(entry.author().unwrap().len(), publication.authors.len());
        let year = entry.get("year").unwrap().format_verbatim();
        assert_eq!(year, publication.release_date.as_ref().unwrap().value.year().to_string());
    }
    let first = bibliography.iter().next().unwrap();
    assert_eq!(first.author().unwrap()[1].name, "Souza");
    assert_eq!(first.doi().unwrap(), "10.1234/jas.2019.045");
}

#[test]
fn csl_json_is_read_back() {
    let cv = cv();
    let items: Vec<citationberg::json::Item> = serde_json::from_str(&to_csl_json(&cv)).unwrap();
    assert_eq!(items.len(), REFERENCES.len());
    assert!(items.iter().all(|item| item.0.contains_key("title") && item.0.contains_key("author")));
}

#[test]
fn keys_are_stable() {
    assert_eq!(to_bibtex(&cv()), to_bibtex(&cv()));
    let out = to_bibtex(&cv());
    assert!(out.contains("{bee2019cost,") && out.contains("{bee2018small,"), "{out}");
}

/// Values that a format may take for its own signs.
const HOSTILE: [&str; 14] = [
    "100% of {C#} & {Rust}: a_b for $5",
    "x^2 ~ y~z",
    "\\input{/etc/passwd} \\\\ \\",
    "an { unbalanced brace",
    "another } unbalanced }} brace",
    "\"Quoted\" ‘and’ “so” 'on",
    "@article{evil, title = {no}}",
    "Ångström, Dvořák, Łukasz, Nguyễn, Ólafsdóttir",
    "面向司法文书的事件抽取方法",
    "Об одном свойстве",
    "two\nlines\r\nER  - ",
    "TY  - JOUR",
    "a,b = c # d",
    "comment % here",
];

fn text(value: &str) -> Text {
    Printed { value: value.to_owned(), ..Printed::default() }
}

/// A work whose every value is hostile.
fn hostile(value: &str) -> Publication {
    Publication {
        name: Some(text(value)),
        authors: vec![text("Anna Bee"), text("Anneke van der Berg"), text("the ATLAS Collaboration")],
        venue: Some(text(value)),
        release_date: Some(Printed { value: PartialDate::Month(2019, 3), evidence: text("").evidence }),
        location: Some(text(value)),
        kind: Some(text("article-journal")),
        ..Publication::default()
    }
}

fn hostile_cv() -> Cv {
    Cv { publications: HOSTILE.iter().map(|value| hostile(value)).collect(), ..Cv::default() }
}

/// The value as a format has it that knows no line breaks.
fn on_one_line(value: &str) -> String {
    value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

#[test]
fn hostile_values_survive_bibtex() {
    let bibliography = Bibliography::parse(&to_bibtex(&hostile_cv())).unwrap();
    assert_eq!(bibliography.len(), HOSTILE.len());
    for (entry, value) in bibliography.iter().zip(HOSTILE) {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        // Braces cannot be written in a way that all readers balance.
        let expected = words(&on_one_line(value).replace(['{', '}'], ""));
        assert_eq!(words(&entry.title().unwrap().format_verbatim()), expected);
        assert_eq!(words(&entry.get("journal").unwrap().format_verbatim()), expected);
    }
}

#[test]
fn names_survive_bibtex() {
    let names = [
        ("Anna Bee", "Anna", "", "Bee", ""),
        ("Bee, A. M.", "A. M.", "", "Bee", ""),
        ("Anneke van der Berg", "Anneke", "van der", "Berg", ""),
        ("King, M. L., Jr.", "M. L.", "", "King", "Jr."),
        ("Martin King III", "Martin", "", "King", "III"),
        ("the ATLAS Collaboration", "", "", "the ATLAS Collaboration", ""),
        ("Food and Agriculture Organization", "", "", "Food and Agriculture Organization", ""),
        ("Jürgen Müller-Lüdenscheidt", "Jürgen", "", "Müller-Lüdenscheidt", ""),
        ("陈思远", "", "", "陈思远", ""),
        ("D’Arcy O'Neill", "D’Arcy", "", "O'Neill", ""),
    ];
    let work = Publication {
        authors: names.iter().map(|(printed, ..)| text(printed)).collect(),
        ..hostile("A title of its own")
    };
    let bibliography = Bibliography::parse(&to_bibtex(&Cv { publications: vec![work], ..Cv::default() })).unwrap();
    let authors = bibliography.iter().next().unwrap().author().unwrap();
    assert_eq!(authors.len(), names.len());
    for (author, (printed, given, prefix, family, suffix)) in authors.iter().zip(names) {
        let parts = [&author.given_name, &author.prefix, &author.name, &author.suffix];
        assert_eq!(parts, [given, prefix, family, suffix], "{printed}");
    }
}

#[test]
fn hostile_values_survive_csl_json() {
    let items: Vec<citationberg::json::Item> = serde_json::from_str(&to_csl_json(&hostile_cv())).unwrap();
    assert_eq!(items.len(), HOSTILE.len());
    for (item, value) in items.iter().zip(HOSTILE) {
        let title = serde_json::to_value(&item.0["title"]).unwrap();
        assert_eq!(title, *value);
        let authors = serde_json::to_value(&item.0["author"]).unwrap();
        assert_eq!(authors[0]["family"], "Bee");
        assert_eq!(authors[2]["literal"], "the ATLAS Collaboration");
    }
}

/// A reader of RIS as its description has it: a tag of two signs, two spaces, a dash and a space on each line; a record
/// is opened by `TY` and closed by `ER`.
fn read_ris(ris: &str) -> Vec<Vec<(&str, &str)>> {
    let mut records = Vec::new();
    let mut open: Option<Vec<(&str, &str)>> = None;
    for line in ris.split("\r\n").filter(|line| !line.is_empty()) {
        let (tag, value) = line.split_once("  - ").unwrap_or_else(|| panic!("no tag on {line:?}"));
        let is_tag = tag.len() == 2 && tag.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        assert!(is_tag && !value.contains(['\n', '\r']), "{line:?}");
        match (tag, &mut open) {
            ("TY", None) => open = Some(vec![(tag, value)]),
            ("ER", Some(_)) => records.extend(open.take()),
            (_, Some(record)) if tag != "TY" => record.push((tag, value)),
            _ => panic!("{tag} out of place"),
        }
    }
    assert!(open.is_none(), "a record is not closed");
    records
}

#[test]
fn ris_is_read_back() {
    let cv = cv();
    let ris = to_ris(&cv);
    let records = read_ris(&ris);
    assert_eq!(records.len(), REFERENCES.len());
    for (record, publication) in records.iter().zip(&cv.publications) {
        let of = |tag: &str| record.iter().filter(|(other, _)| *other == tag).map(|(_, v)| *v).collect::<Vec<_>>();
        let value = |value: &Option<Text>| value.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
        assert_eq!(of("TI"), value(&publication.name));
        assert_eq!(of("T2"), value(&publication.venue));
        assert_eq!(of("DO"), value(&publication.doi));
        assert_eq!(of("VL"), value(&publication.volume));
        assert_eq!(of("AU").len(), publication.authors.len());
        let year = publication.release_date.as_ref().unwrap().value.year().to_string();
        assert_eq!(of("PY"), [year.as_str()]);
    }
}

#[test]
fn hostile_values_survive_ris() {
    let ris = to_ris(&hostile_cv());
    let records = read_ris(&ris);
    assert_eq!(records.len(), HOSTILE.len());
    for (record, value) in records.iter().zip(HOSTILE) {
        let title = record.iter().find(|(tag, _)| *tag == "TI").unwrap().1;
        assert_eq!(title.trim(), on_one_line(value));
        let authors: Vec<&str> = record.iter().filter(|(tag, _)| *tag == "AU").map(|(_, value)| *value).collect();
        assert_eq!(authors, ["Bee, Anna", "van der Berg, Anneke", "the ATLAS Collaboration"]);
    }
}

#[test]
fn keys_do_not_depend_on_what_follows() {
    let one = Cv { publications: vec![hostile(HOSTILE[0])], ..Cv::default() };
    let bib = to_bibtex(&hostile_cv());
    let keys: Vec<&str> = bib.lines().filter_map(|line| line.strip_prefix("@article{")).collect();
    assert!(to_bibtex(&one).contains(keys[0]));
    let mut unique = keys.clone();
    unique.sort_unstable();
    unique.dedup();
    assert_eq!((unique.len(), keys.len()), (HOSTILE.len(), HOSTILE.len()), "{keys:?}");
    let is_plain = |key: &str| key.trim_end_matches(',').chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    assert!(keys.iter().all(|key| is_plain(key)), "{keys:?}");
}
