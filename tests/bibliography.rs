//! What the bibliographic formats write is read back by the crates that others use.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use biblatex::{Bibliography, ChunksExt};
use cvparse::cli::cite::read;
use cvparse::model::Cv;
use cvparse::write::bibtex::to_bibtex;
use cvparse::write::csl_json::to_csl_json;

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
