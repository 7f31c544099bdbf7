//! Field by field, how much of a truth a document holds.
//!
//! A leaf is one printed value. It is right when it stands in the item that it belongs to; items of truth and
//! document are paired by their key fields, and the leaves of an unpaired item are missed or spurious.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::fold;

/// When two values of a field are the same.
type Same = fn(&str, &str) -> bool;

/// Where the values of a field stand in an item.
enum Get {
    /// The first of these members that is there.
    First(&'static [&'static str]),
    /// All of these members.
    All(&'static [&'static str]),
    /// One text: of each list the first member that is there.
    Joined(&'static [&'static [&'static str]]),
    /// A status; "published" says nothing.
    Status,
}
use Get::{All, First, Joined, Status};

struct Section {
    name: &'static str,
    key: &'static [&'static [&'static str]],
    fields: &'static [(&'static str, Get, Same)],
}

const START: (&str, Get, Same) = ("startDate", First(&["startDate"]), fold::date);
const END: (&str, Get, Same) = ("endDate", First(&["endDate"]), fold::date);
const DATE: (&str, Get, Same) = ("date", First(&["date"]), fold::date);
const NAME: (&str, Get, Same) = ("name", First(&["name"]), fold::name);
const PLACE: (&str, Get, Same) = ("location", First(&["location"]), fold::words);
const TITLE: (&str, Get, Same) = ("title", First(&["name", "title"]), fold::text);

const SECTIONS: &[Section] = &[
    Section {
        name: "work",
        key: &[&["name"], &["position"]],
        fields: &[
            NAME,
            ("position", First(&["position"]), fold::name),
            START,
            END,
            PLACE,
            ("highlights", All(&["summary", "highlights"]), fold::text),
        ],
    },
    Section {
        name: "education",
        key: &[&["institution"], &["studyType"], &["area"]],
        fields: &[
            ("institution", First(&["institution"]), fold::name),
            ("degree", Joined(&[&["studyType"], &["area"]]), fold::words),
            START,
            END,
            ("score", First(&["score"]), fold::score),
            PLACE,
            ("courses", First(&["courses"]), fold::name),
        ],
    },
    Section {
        name: "publications",
        key: &[&["name"]],
        fields: &[
            ("name", First(&["name"]), fold::text),
            ("authors", First(&["authors"]), fold::name),
            ("venue", First(&["venue", "publisher"]), fold::venue),
            ("releaseDate", First(&["releaseDate"]), fold::date),
            ("doi", First(&["doi"]), fold::url),
            ("url", First(&["url"]), fold::url),
            PLACE,
            ("status", Status, fold::name),
        ],
    },
    Section {
        name: "projects",
        key: &[&["name"]],
        fields: &[NAME, START, END, ("highlights", All(&["description", "highlights"]), fold::text)],
    },
    Section {
        name: "volunteer",
        key: &[&["organization"], &["position"]],
        fields: &[
            ("organization", First(&["organization"]), fold::name),
            ("position", First(&["position"]), fold::name),
            START,
            END,
        ],
    },
    Section {
        name: "awards",
        key: &[&["title"]],
        fields: &[("title", First(&["title"]), fold::name), DATE, ("awarder", First(&["awarder"]), fold::name)],
    },
    Section {
        name: "certificates",
        key: &[&["name"]],
        fields: &[NAME, DATE, ("issuer", First(&["issuer"]), fold::name)],
    },
    Section {
        name: "languages",
        key: &[&["language"]],
        fields: &[("language", First(&["language"]), fold::name), ("fluency", First(&["fluency"]), fold::name)],
    },
    Section {
        name: "teaching",
        key: &[&["course"], &["institution"], &["position"]],
        fields: &[
            ("course", First(&["course"]), fold::name),
            ("institution", First(&["institution"]), fold::name),
            ("position", First(&["position"]), fold::name),
            START,
            END,
        ],
    },
    Section {
        name: "service",
        key: &[&["role"], &["organization", "event"]],
        fields: &[
            ("role", First(&["role"]), fold::name),
            ("organization", First(&["organization", "event"]), fold::name),
            ("startDate", First(&["startDate", "date"]), fold::date),
            END,
        ],
    },
    Section {
        name: "talks",
        key: &[&["name", "title"]],
        fields: &[TITLE, ("event", First(&["event"]), fold::name), PLACE, DATE],
    },
    Section {
        name: "patents",
        key: &[&["name", "title"]],
        fields: &[
            TITLE,
            ("number", First(&["number"]), fold::name),
            ("inventors", First(&["inventors"]), fold::name),
            DATE,
        ],
    },
    Section {
        name: "grants",
        key: &[&["name", "title"]],
        fields: &[
            TITLE,
            ("funder", First(&["funder"]), fold::name),
            ("amount", First(&["amount"]), fold::name),
            ("role", First(&["role"]), fold::name),
            ("startDate", First(&["startDate", "date"]), fold::date),
            END,
        ],
    },
    Section { name: "references", key: &[&["name"]], fields: &[NAME] },
];

/// Fields of `basics` that are one member each.
const BASICS: &[(&str, Same)] = &[
    ("name", fold::name),
    ("label", fold::name),
    ("email", fold::email),
    ("phone", fold::phone),
    ("url", fold::url),
    ("location", fold::words),
    ("summary", fold::text),
];

/// How alike the keys of an item and its truth must be.
const SAME_ITEM: f64 = 0.42;

/// Leaves of a field.
#[derive(Debug, Clone, Copy, Default)]
pub struct Count {
    pub right: usize,
    pub printed: usize,
    pub found: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.printed += other.printed;
        self.found += other.found;
    }

    fn f1(self) -> f64 {
        2.0 * self.right as f64 / (self.printed + self.found).max(1) as f64
    }
}

/// Counts by field.
#[derive(Debug, Clone, Default)]
pub struct Score(BTreeMap<String, Count>);

impl Score {
    /// Counts the leaves of `document` against `truth`.
    pub fn of(truth: &Value, document: &Value) -> Self {
        let mut score = Self::default();
        for (field, same, values) in basics(truth) {
            let found = basics(document).into_iter().find(|(other, ..)| *other == field).map(|(.., values)| values);
            score.count(&field, &values, &found.unwrap_or_default(), same);
        }
        for section in SECTIONS {
            score.count_section(section, &items(truth, section.name), &items(document, section.name));
        }
        if let Some(only) = truth.get("_scored").and_then(Value::as_array) {
            let only: Vec<&str> = only.iter().filter_map(Value::as_str).collect();
            score.0.retain(|field, _| is_scored(field, &only));
        }
        score
    }

    /// Adds the counts of another document.
    pub fn add(&mut self, other: &Self) {
        for (field, count) in &other.0 {
            self.0.entry(field.clone()).or_default().add(*count);
        }
    }

    /// F1 over all leaves.
    pub fn micro(&self) -> f64 {
        let mut all = Count::default();
        self.leaves().for_each(|count| all.add(count));
        all.f1()
    }

    /// Mean of the F1 of all fields that truth holds.
    pub fn macro_mean(&self) -> f64 {
        let fields: Vec<f64> = self.leaves().filter(|count| 0 < count.printed).map(Count::f1).collect();
        fields.iter().sum::<f64>() / fields.len().max(1) as f64
    }

    fn leaves(&self) -> impl Iterator<Item = Count> {
        self.0.iter().filter(|(field, _)| !field.starts_with("items.")).map(|(_, count)| *count)
    }

    fn count(&mut self, field: &str, truth: &[String], found: &[String], same: Same) {
        let count = Count { right: n_right(truth, found, same), printed: truth.len(), found: found.len() };
        self.0.entry(field.to_owned()).or_default().add(count);
    }

    fn count_section(&mut self, section: &Section, truth: &[Value], found: &[Value]) {
        let pairs = pair(section, truth, found);
        let items = Count { right: pairs.len(), printed: truth.len(), found: found.len() };
        self.0.insert(format!("items.{}", section.name), items);
        for (field, get, same) in section.fields {
            let n_values = |items: &[Value]| items.iter().map(|item| get.values(item).len()).sum();
            let right = |(t, f): &(usize, usize)| n_right(&get.values(&truth[*t]), &get.values(&found[*f]), *same);
            let right = pairs.iter().map(right).sum();
            let count = Count { right, printed: n_values(truth), found: n_values(found) };
            self.0.insert(format!("{}.{field}", section.name), count);
        }
    }
}

impl Get {
    fn values(&self, item: &Value) -> Vec<String> {
        match self {
            First(members) => strings(first(item, members)),
            All(members) => members.iter().flat_map(|member| strings(item.get(member))).collect(),
            Joined(parts) => Some(joined(item, parts)).filter(|text| !text.is_empty()).into_iter().collect(),
            Status => {
                let values = strings(item.get("status")).into_iter();
                values.filter(|status| fold::fold(status) != "published").collect()
            }
        }
    }
}

fn is_scored(field: &str, only: &[&str]) -> bool {
    let of_section = |section: &str| only.iter().any(|other| other.starts_with(&format!("{section}.")));
    only.contains(&field) || field.strip_prefix("items.").is_some_and(of_section)
}

fn basics(document: &Value) -> Vec<(String, Same, Vec<String>)> {
    let none = Value::Null;
    let basics = document.get("basics").unwrap_or(&none);
    let mut fields: Vec<(String, Same, Vec<String>)> =
        BASICS.iter().map(|(member, same)| (format!("basics.{member}"), *same, strings(basics.get(member)))).collect();
    let profiles = array(basics.get("profiles")).filter_map(|profile| {
        let handle = joined(profile, &[&["username", "url"]]);
        let network = joined(profile, &[&["network"]]);
        (!handle.is_empty()).then(|| format!("{network}{}{handle}", fold::PROFILE_SEPARATOR))
    });
    fields.push(("basics.profiles".to_owned(), fold::profile, profiles.collect()));
    let skills = array(document.get("skills")).flat_map(|skill| strings(first(skill, &["keywords", "name"])));
    fields.push(("skills".to_owned(), fold::name, skills.collect()));
    let interests = array(document.get("interests")).flat_map(|skill| strings(first(skill, &["name", "keywords"])));
    fields.push(("interests".to_owned(), fold::start, interests.collect()));
    fields
}

/// The items of a section; one printed date is the end.
fn items(document: &Value, section: &str) -> Vec<Value> {
    let mut items: Vec<Value> = array(document.get(section)).filter(|item| item.is_object()).cloned().collect();
    for item in items.iter_mut().filter_map(Value::as_object_mut) {
        if item.get("startDate").is_some() && item.get("startDate") == item.get("endDate") {
            item.remove("startDate");
        }
    }
    items
}

fn array(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn first<'a>(item: &'a Value, members: &[&str]) -> Option<&'a Value> {
    members.iter().filter_map(|member| item.get(member)).find(|value| !strings(Some(value)).is_empty())
}

fn joined(item: &Value, parts: &[&[&str]]) -> String {
    let parts: Vec<String> =
        parts.iter().filter_map(|members| strings(first(item, members)).into_iter().next()).collect();
    parts.join(" ")
}

/// The texts of a member: one, a list, or a place with its parts.
fn strings(value: Option<&Value>) -> Vec<String> {
    let texts: Vec<String> = match value {
        Some(Value::Array(values)) => values.iter().map(text).collect(),
        Some(value @ Value::Object(_)) => {
            let parts = ["address", "city", "region", "postalCode", "countryCode", "country"];
            let parts: Vec<String> = parts.iter().filter_map(|part| value.get(part)).map(text).collect();
            vec![parts.join(" ")]
        }
        Some(value) => vec![text(value)],
        None => Vec::new(),
    };
    texts.into_iter().filter(|text| !text.trim().is_empty()).collect()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// How many of `truth` are matched one to one in `found`.
fn n_right(truth: &[String], found: &[String], same: Same) -> usize {
    let mut left: Vec<&String> = found.iter().collect();
    let mut n_right = 0;
    for value in truth {
        if let Some(k) = left.iter().position(|other| same(value, other)) {
            left.remove(k);
            n_right += 1;
        }
    }
    n_right
}

/// Pairs of items by the likeness of their keys and dates, the most alike first.
fn pair(section: &Section, truth: &[Value], found: &[Value]) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (t, item) in truth.iter().enumerate() {
        for (f, other) in found.iter().enumerate() {
            let alike = 0.75 * key_ratio(section, item, other) + 0.25 * date_ratio(item, other);
            if SAME_ITEM <= alike {
                candidates.push((alike, t.abs_diff(f), t, f));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then((b.2, b.3).cmp(&(a.2, a.3))));
    let (mut seen_truth, mut seen_found, mut pairs) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    for (_, _, t, f) in candidates {
        if !seen_truth.contains(&t) && !seen_found.contains(&f) {
            seen_truth.insert(t);
            seen_found.insert(f);
            pairs.push((t, f));
        }
    }
    pairs
}

fn key_ratio(section: &Section, item: &Value, other: &Value) -> f64 {
    let (a, b) = (joined(item, section.key), joined(other, section.key));
    let ratio = fold::ratio(&a, &b);
    let (a, b) = (fold::fold(&a), fold::fold(&b));
    // Very different lengths: does one hold the other?
    let is_held = !a.is_empty() && !b.is_empty() && (a.contains(&b) || b.contains(&a));
    if ratio == 0.0 && is_held { 0.5 } else { ratio }
}

fn date_ratio(item: &Value, other: &Value) -> f64 {
    let dates = |item: &Value| {
        let members = ["startDate", "endDate", "releaseDate", "date"];
        members.iter().flat_map(|member| strings(item.get(member))).collect::<BTreeSet<String>>()
    };
    let (a, b) = (dates(item), dates(other));
    a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64
}
