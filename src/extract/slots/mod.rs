//! The slot vote: all entries of a section decide together which slot holds which field.
//!
//! In: the entries of a section and a [`Plan`] (which fields such a section has). Out: the fields of each entry. Within
//! a section all entries are set alike, so a *slot* (first line or later, cell, weight, slant, order) holds the same
//! field, or the same fields in the same order, each time. Every slot is scored under every reading from all entries
//! together; the best consistent assignment is taken once, for the whole section. One clear entry teaches the others.

mod atom;
mod claims;
mod cue;
mod form;
mod inner;
mod piece;
mod reading;
mod tree;
mod vote;

use super::{Context, claim};
use crate::entry::Entry;
use crate::model::{Confidence, Date, Text};
use crate::read::date::Period;
use crate::span::Span;

pub use cue::Field;
pub use piece::EDGES;

/// What the entries of a kind of section consist of.
pub struct Plan {
    /// Fields that a slot may hold, besides [`Field::Detail`].
    pub fields: &'static [Field],
    /// What it is worth, per entry, that it opens with the first of them: 0 where entries open with any.
    pub leads: f32,
    /// Those that nearly every entry has, and their worth: an entry without one is unlikely.
    pub wanted: &'static [(Field, f32)],
    /// Takes labelled and self-evident pieces (marks, theses, addresses) out before the vote.
    pub claim: fn(&Span, &Context) -> Option<(Field, Span)>,
    /// The field that a piece names which is nothing but a label ("Courses", "Grade").
    pub label: fn(&str, &Context) -> Option<Field>,
}

impl Plan {
    /// The field that names an entry, where one does.
    fn lead(&self) -> Option<Field> {
        self.fields.first().copied().filter(|_| 0.0 < self.leads)
    }

    /// Whether its entries are degrees, which have marks and theses.
    fn has_degrees(&self) -> bool {
        self.fields.contains(&Field::Degree)
    }
}

/// The fields of an entry.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// Field, where it stands, and how sure we are; in reading order.
    pub fields: Vec<(Field, Span, Confidence)>,
    /// The period, with the text that says it.
    pub period: Option<(Period, Span)>,
    /// Paragraphs and bullets.
    pub details: Vec<Span>,
}

/// Dates are read by form, and hardly ever wrong.
const DATE: Confidence = Confidence(0.97);
/// Details are what is left: their bounds may be wrong.
const DETAIL: Confidence = Confidence(0.93);

/// What stands around a title and is no part of it.
const TITLE_EDGES: &[char] = &['"', '“', '”', '„', '«', '»', '‘', '’', '《', '》', '「', '」', ' ', ',', '.'];

impl Filled {
    /// The first value of `field`.
    pub fn text(&self, field: Field) -> Option<Text> {
        self.spans(field).next().map(|(span, confidence)| span.as_text(confidence))
    }

    /// The first value of `field`, which is not what stands around it: quotation marks, the stop at its end.
    pub fn title(&self, field: Field) -> Option<Text> {
        let is_around = |c: char| TITLE_EDGES.contains(&c);
        self.spans(field).next().map(|(span, confidence)| span.trim_matches(is_around).as_text(confidence))
    }

    /// All values of `field`.
    pub fn spans(&self, field: Field) -> impl Iterator<Item = (&Span, Confidence)> {
        self.fields.iter().filter(move |(of, ..)| *of == field).map(|(_, span, confidence)| (span, *confidence))
    }

    /// First day.
    pub fn start(&self) -> Option<Date> {
        self.period.as_ref().and_then(|(period, span)| period.start.map(|date| span.printed(date, DATE)))
    }

    /// Last day, or the only date.
    pub fn end(&self) -> Option<Date> {
        self.period.as_ref().and_then(|(period, span)| period.end.map(|date| span.printed(date, DATE)))
    }

    /// The only date, or the last day, or the first.
    pub fn date(&self) -> Option<Date> {
        self.end().or_else(|| self.start())
    }

    /// Details in the head that the vote found, then the body's paragraphs.
    pub fn highlights(&self) -> Vec<Text> {
        let found = self.spans(Field::Detail).map(|(span, confidence)| span.as_text(confidence));
        found
            .chain(self.details.iter().map(|span| span.as_text(DETAIL)))
            .filter(|text| !text.value.is_empty())
            .collect()
    }
}

/// Fills the fields of all entries of a section.
pub fn fill(entries: &[Entry], plan: &Plan, context: &Context) -> Vec<Filled> {
    let entries = &*inner::settle(entries, |text| (plan.label)(text, context), context);
    let customs = piece::Customs::of(entries, context);
    let mut filled: Vec<Filled> = Vec::with_capacity(entries.len());
    let mut pieces: Vec<Vec<piece::Piece>> = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut one = Filled::default();
        let is_title = |cell: &Span| {
            let claim = Some(cell).filter(|_| plan.has_degrees()).and_then(|cell| claim::of_title(cell, context));
            claim.is_some_and(|(field, _)| matches!(field, Field::Thesis | Field::Courses))
        };
        let mut all = piece::cut(entry, &customs, is_title, context, &mut one.period);
        drop_repeated_labels(&mut all);
        pieces.push(claims::take(all, &entry.body, plan, context, &mut one));
        filled.push(one);
    }
    vote::assign(&pieces, plan, context, &mut filled);
    filled
}

/// Drops labels in the margin that the text beside them says again: "PhD" beside "Leeds, PhD in History".
fn drop_repeated_labels(pieces: &mut Vec<piece::Piece>) {
    if pieces.iter().all(|piece| piece.slot.side != piece::Side::Label) {
        return;
    }
    let texts: Vec<String> = pieces.iter().map(|piece| piece.span.text().to_owned()).collect();
    let mut n = 0;
    pieces.retain(|piece| {
        n += 1;
        let label = piece.span.text();
        let others = texts.iter().enumerate().filter(|(k, _)| k + 1 != n).map(|(_, text)| text);
        piece.slot.side != piece::Side::Label || !others.into_iter().any(|text| holds_words(text, label))
    });
}

/// Whether `text` holds `words` between signs or spaces.
fn holds_words(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::testing::{run, section};
    use crate::extract::{Extractor, certificates, education, grants, talks, work};
    use crate::section::SectionKind;

    /// Reads a section and shows the members of its first entries, in order: "name | position | location".
    #[track_caller]
    fn check(extractor: Extractor, list: &str, members: &[&str], text: &str, expected: &[&str]) {
        let cv = run(extractor, &section(SectionKind::Work, None, text));
        let json = serde_json::to_value(&cv).unwrap();
        let entries = json.get(list).and_then(|list| list.as_array()).cloned().unwrap_or_default();
        let show = |entry: &serde_json::Value| {
            let values = members.iter().map(|member| entry.get(*member).and_then(|v| v.as_str()).unwrap_or("-"));
            values.collect::<Vec<_>>().join(" | ")
        };
        let actual: Vec<String> = entries.iter().map(show).collect();
        assert_eq!(actual, expected, "{json:#}");
    }

    #[track_caller]
    fn check_work(text: &str, expected: &[&str]) {
        check(work::extract, "work", &["position", "name", "location"], text, expected);
    }

    #[test]
    fn title_company_and_place_may_stand_in_any_order_and_between_any_separators() {
        let expected = ["Software Engineer | Acme GmbH | Berlin, Germany", "Data Analyst | Beta Ltd | Leeds, UK"];
        for text in [
            "Software Engineer, Acme GmbH, Berlin, Germany\t2019–2021\nData Analyst, Beta Ltd, Leeds, UK\t2015–2018",
            "Acme GmbH – Software Engineer – Berlin, Germany\t2019–2021\nBeta Ltd – Data Analyst – Leeds, UK\t2015–2018",
            "Software Engineer at Acme GmbH (Berlin, Germany)\t2019–2021\nData Analyst at Beta Ltd (Leeds, UK)\t2015–2018",
            "Acme GmbH | Berlin, Germany | Software Engineer | 2019–2021\nBeta Ltd | Leeds, UK | Data Analyst | 2015–2018",
        ] {
            check_work(text, &expected);
        }
    }

    #[test]
    fn one_clear_entry_teaches_the_others() {
        check_work(
            "Engineer, Acme GmbH\t2019–2021\nSunrise, Moonlight\t2015–2018",
            &["Engineer | Acme GmbH | -", "Sunrise | Moonlight | -"],
        );
    }

    #[test]
    fn a_duration_beside_a_period_is_no_field() {
        check_work("**Engineer**\t2019–2021\nAcme GmbH\t2 years 1 month", &["Engineer | Acme GmbH | -"]);
    }

    #[test]
    fn a_label_says_what_a_place_is() {
        check_work("2019–2021\n**Engineer**\nAcme GmbH\nCity: Leeds", &["Engineer | Acme GmbH | Leeds"]);
    }

    #[test]
    fn a_dash_may_stand_in_a_name() {
        check(
            certificates::extract,
            "certificates",
            &["name", "issuer"],
            "Certified Architect – Professional, Cloud Institute, 2020\nCertified Operator, Grid Foundation, 2019",
            &["Certified Architect – Professional | Cloud Institute", "Certified Operator | Grid Foundation"],
        );
    }

    #[test]
    fn marks_and_theses_are_claimed_with_or_without_label() {
        check(
            education::extract,
            "education",
            &["studyType", "area", "institution", "score", "thesis"],
            "BSc, Biology, Kenilworth College (summa cum laude)\t2006–2010\n- “On the growth of small things, 1900–1950”",
            &["BSc | Biology | Kenilworth College | summa cum laude | On the growth of small things, 1900–1950"],
        );
    }

    #[test]
    fn a_sum_ends_what_stands_before_it() {
        check(
            grants::extract,
            "grants",
            &["name", "funder", "amount", "endDate"],
            "Small things that grow. National Science Foundation. $120,000\t2020–2022",
            &["Small things that grow | National Science Foundation | $120,000 | 2022"],
        );
    }

    #[test]
    fn a_stop_before_a_quotation_parts_fields() {
        check(
            grants::extract,
            "grants",
            &["role", "name", "funder", "amount"],
            "PI. “Small things that grow.” National Science Foundation. $120,000.\t2020–2022",
            &["PI | Small things that grow | National Science Foundation | $120,000"],
        );
    }

    #[test]
    fn a_quotation_is_the_title_of_a_talk() {
        check(
            talks::extract,
            "talks",
            &["name", "event", "location"],
            "“Rest, at last.” Spring Meeting, Dresden, Germany\t2020",
            &["Rest, at last | Spring Meeting | Dresden, Germany"],
        );
    }

    #[track_caller]
    fn check_education(text: &str, expected: &[&str]) {
        check(education::extract, "education", &["studyType", "area", "institution"], text, expected);
    }

    #[test]
    fn a_degree_in_the_margin_is_completed_by_the_line_beside_it() {
        check_education(
            "> PhD\t**Hall College**, PhD in History\t2009 – 2013\n> MA\t**Bonn University**, MA in Law\t2007 – 2008",
            &["PhD | History | Hall College", "MA | Law | Bonn University"],
        );
    }

    #[test]
    fn a_school_after_a_degree_is_no_field_of_study() {
        check_education("BA University of Bonn\t2004 – 2007", &["BA | - | University of Bonn"]);
    }

    #[test]
    fn the_labels_of_a_form_name_the_fields_beside_them() {
        check_work(
            "> Dates\t2015 – 2019\n> Occupation or position held\tHydrologist\n> Name and address of employer\tAcme, \
             4 Quai Perrache, 69002 Lyon, France\n> Type of business or sector\tWater\n> Dates\t2010 – 2015\n\
             > Occupation or position held\tAnalyst\n> Name and address of employer\tBeta\n\
             > Type of business or sector\tFuel",
            &["Hydrologist | Acme | 4 Quai Perrache, 69002 Lyon, France", "Analyst | Beta | -"],
        );
    }

    #[test]
    fn a_label_may_stand_before_a_colon() {
        check_work(
            "Zeitraum: 2015 – 2019\nFirma: Acme GmbH\nPosition: Koch\nZeitraum: 2010 – 2015\nFirma: Beta AG\nPosition: Kellner",
            &["Koch | Acme GmbH | -", "Kellner | Beta AG | -"],
        );
    }
}
