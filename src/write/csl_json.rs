//! CSL-JSON: the publications of a CV for Zotero, pandoc and every citation processor.
//!
//! In: a CV. Out: an array of items; names in parts, dates as date-parts, as exact as printed.

use serde_json::{Map, Value, json};

use super::works::{self, Work, text, works};
use crate::model::{Cv, PartialDate, Text};

/// The publications as CSL-JSON, with a line break at the end.
#[must_use]
pub fn to_csl_json(cv: &Cv) -> String {
    let items: Vec<Value> = works(cv).iter().map(item).collect();
    let mut text = serde_json::to_string_pretty(&items).unwrap_or_default();
    text.push('\n');
    text
}

fn item(work: &Work) -> Value {
    let publication = work.publication;
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(work.key));
    let kind = text(publication.kind.as_ref());
    item.insert("type".to_owned(), json!(if kind.is_empty() { "document" } else { kind }));
    if !publication.authors.is_empty() {
        item.insert("author".to_owned(), names(&publication.authors));
    }
    if !publication.editors.is_empty() {
        item.insert("editor".to_owned(), names(&publication.editors));
    }
    if let Some(date) = &publication.release_date {
        item.insert("issued".to_owned(), json!({ "date-parts": [parts(date.value)] }));
    }
    let venue = if matches!(kind, "book" | "thesis" | "report") { "publisher" } else { "container-title" };
    for (name, value) in [
        ("title", &publication.name),
        (venue, &publication.venue),
        ("volume", &publication.volume),
        ("issue", &publication.issue),
        ("page", &publication.pages),
        ("event-place", &publication.location),
        ("DOI", &publication.doi),
        ("URL", &publication.url),
        ("status", &publication.status),
    ] {
        if let Some(value) = value {
            item.insert(name.to_owned(), json!(value.value));
        }
    }
    Value::Object(item)
}

fn names(all: &[Text]) -> Value {
    let name = |printed: &Text| {
        let name = works::name(&printed.value);
        match (name.given.is_empty(), name.suffix.is_empty()) {
            (true, _) => json!({ "literal": name.family }),
            (false, true) => json!({ "family": name.family, "given": name.given }),
            (false, false) => json!({ "family": name.family, "given": name.given, "suffix": name.suffix }),
        }
    };
    all.iter().map(name).collect()
}

fn parts(date: PartialDate) -> Value {
    match date {
        PartialDate::Year(year) => json!([year]),
        PartialDate::Month(year, month) => json!([year, month]),
        PartialDate::Day(year, month, day) => json!([year, month, day]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::cite::read;

    #[test]
    fn a_reference_becomes_an_item() {
        let reference = "Bee, A., & Dee, C. (2001). A title of note. Journal of Things, 3(1), 5–9.";
        let out = to_csl_json(&Cv { publications: vec![read(reference)], ..Cv::default() });
        let items: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(items[0]["author"][1]["family"], "Dee");
        assert_eq!(items[0]["issued"]["date-parts"][0][0], 2001);
        assert_eq!(items[0]["container-title"], "Journal of Things");
    }
}
