//! The CV: what comes out. JSON Resume 1.0.0 and the members that it lacks.
//!
//! Every printed value is a [`Printed`]: the value, and the [`Evidence`] of where it stood. The plain document
//! shows values alone; the evidence is collected by JSON Pointer with [`Cv::evidence`].

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use crate::error::Note;
use crate::geom::{Rect, hundredths};

/// Version of the contract, that is of the shape of the document (`schemas/cv.schema.json`).
pub const CONTRACT_VERSION: &str = "1.0.0";

/// How sure we are that a value is right: 0 (a guess) to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Confidence(pub f32);

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(hundredths(self.0))
    }
}

impl JsonSchema for Confidence {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Confidence".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "description": "How sure cvparse is: 0 (a guess) to 1",
            "minimum": 0,
            "maximum": 1
        })
    }
}

/// Where a value stood and how sure we are of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Page number, from 1.
    pub page: u32,
    /// Box in PDF points from the page's top left.
    pub bbox: Rect,
    /// How sure.
    pub confidence: Confidence,
    /// What was printed.
    pub raw: String,
    /// The value is not what was printed: it was mended.
    pub repaired: bool,
}

/// A value with its evidence. Serializes as the value alone.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Printed<T> {
    /// The value.
    pub value: T,
    /// Where it stood.
    pub evidence: Evidence,
}

impl<T> Printed<T> {
    /// The same evidence for another value made from this one.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Printed<U> {
        Printed { value: change(self.value), evidence: self.evidence }
    }
}

/// A printed string.
pub type Text = Printed<String>;
/// A printed date.
pub type Date = Printed<PartialDate>;

impl<T: Serialize> Serialize for Printed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Printed<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
    fn inline_schema() -> bool {
        true
    }
}

/// A date exactly as precise as the page. Ordered by time, the vaguer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// `2024`
    Year(u16),
    /// `2024-04`
    Month(u16, u8),
    /// `2024-04-17`
    Day(u16, u8, u8),
}

impl PartialDate {
    /// The year.
    #[must_use]
    pub fn year(self) -> u16 {
        match self {
            Self::Year(y) | Self::Month(y, _) | Self::Day(y, _, _) => y,
        }
    }

    /// The month, 1 to 12, where printed.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        match self {
            Self::Year(_) => None,
            Self::Month(_, m) | Self::Day(_, m, _) => Some(m),
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(y, m, d) => write!(f, "{y:04}-{m:02}-{d:02}"),
        }
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "Partial ISO 8601 date, exactly as precise as the page",
            "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
        })
    }
}

/// Anything that may stand in a [`Cv`]: it may be absent, and it can be walked for its evidence.
pub trait Member {
    /// Nothing to say: the member is left out.
    fn is_absent(&self) -> bool;
    /// Calls `visit` with place and evidence of every printed value in this member, which stands at `place`.
    fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence));
    /// Drops the members of lists that have nothing to say.
    fn prune(&mut self) {}
}

impl<T> Member for Printed<T> {
    fn is_absent(&self) -> bool {
        false
    }
    fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence)) {
        visit(place, &self.evidence);
    }
}

impl<T: Member> Member for Option<T> {
    fn is_absent(&self) -> bool {
        self.as_ref().is_none_or(Member::is_absent)
    }
    fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence)) {
        if let Some(member) = self {
            member.walk(place, visit);
        }
    }
}

impl<T: Member> Member for Vec<T> {
    fn is_absent(&self) -> bool {
        self.is_empty()
    }
    fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence)) {
        for (k, member) in self.iter().enumerate() {
            member.walk(&Place::Item(place, k), visit);
        }
    }
    fn prune(&mut self) {
        self.retain(|member| !member.is_absent());
    }
}

/// Where in a CV a member stands: the steps down to it.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// It is the CV.
    Whole,
    /// It is the field of that name.
    Member(&'a Self, &'static str),
    /// It is the item of that number in a list.
    Item(&'a Self, usize),
}

impl Place<'_> {
    /// The JSON Pointer of the member.
    #[must_use]
    pub fn pointer(&self) -> String {
        match self {
            Self::Whole => String::new(),
            Self::Member(above, name) => above.pointer() + "/" + &camel(name),
            Self::Item(above, k) => above.pointer() + "/" + &k.to_string(),
        }
    }
}

/// `start_date` → `startDate`: the name that serde gives the field.
fn camel(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut is_upper = false;
    for c in name.chars() {
        if c == '_' {
            is_upper = true;
        } else if is_upper {
            out.extend(c.to_uppercase());
            is_upper = false;
        } else {
            out.push(c);
        }
    }
    out
}

/// Defines a part of the CV: its struct, how it serializes (absent members left out) and how it is walked.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_meta])* #[serde(skip_serializing_if = "Member::is_absent")] pub $field: $type,)*
        }

        impl Member for $name {
            fn is_absent(&self) -> bool {
                true $(&& self.$field.is_absent())*
            }
            fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence)) {
                $(self.$field.walk(&Place::Member(place, stringify!($field)), visit);)*
            }
            fn prune(&mut self) {
                $(self.$field.prune();)*
            }
        }
    };
}

part! {
    /// Where somebody lives: each part only where printed.
    Location {
        /// Street line only.
        address: Option<Text>,
        /// Postal code.
        postal_code: Option<Text>,
        /// City.
        city: Option<Text>,
        /// ISO 3166-1 alpha-2, derived from a printed country name and from nothing else.
        #[schemars(regex(pattern = "^[A-Z]{2}$"))]
        country_code: Option<Text>,
        /// State, canton, district …
        region: Option<Text>,
    }
}

part! {
    /// An account on a network, or a scholar's identifier.
    Profile {
        /// "GitHub", "LinkedIn", "ORCID", "Google Scholar" …
        network: Option<Text>,
        /// The handle or identifier.
        username: Option<Text>,
        /// The address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
    }
}

part! {
    /// Who the CV is about.
    Basics {
        /// The owner's name.
        name: Option<Text>,
        /// Profession, as printed under the name.
        label: Option<Text>,
        /// E-mail address.
        #[schemars(extend("format" = "email"))]
        email: Option<Text>,
        /// Telephone number, as printed.
        phone: Option<Text>,
        /// Homepage.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// The paragraph about the owner.
        summary: Option<Text>,
        /// Where the owner lives.
        location: Option<Location>,
        /// Accounts and identifiers.
        profiles: Vec<Profile>,
    }
}

part! {
    /// A job.
    Work {
        /// Employer.
        name: Option<Text>,
        /// Job title.
        position: Option<Text>,
        /// Employer's homepage.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
        /// What the employer does.
        description: Option<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day; absent while it goes on.
        end_date: Option<Date>,
        /// A remark that is no highlight.
        summary: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// Unpaid work.
    Volunteer {
        /// Organisation.
        organization: Option<Text>,
        /// Role.
        position: Option<Text>,
        /// Homepage.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// A remark.
        summary: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A degree or a school.
    Education {
        /// School.
        institution: Option<Text>,
        /// School's homepage.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
        /// Field of study.
        area: Option<Text>,
        /// Degree.
        study_type: Option<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// Mark or honours, without its label.
        score: Option<Text>,
        /// Place among the others ("top 9%").
        rank: Option<Text>,
        /// Supervisor.
        advisor: Option<Text>,
        /// Title of the thesis.
        thesis: Option<Text>,
        /// A remark.
        summary: Option<Text>,
        /// Courses.
        courses: Vec<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A prize or an honour.
    Award {
        /// What.
        title: Option<Text>,
        /// When.
        date: Option<Date>,
        /// From whom.
        awarder: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
        /// A remark.
        summary: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A certificate or licence.
    Certificate {
        /// What.
        name: Option<Text>,
        /// When.
        date: Option<Date>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// From whom.
        issuer: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A paper, book, thesis, data set …
    Publication {
        /// Title.
        name: Option<Text>,
        /// All authors, as printed, without marks.
        authors: Vec<Text>,
        /// Where it appeared, as printed.
        venue: Option<Text>,
        /// The same as `venue`, for JSON Resume readers.
        publisher: Option<Text>,
        /// When.
        release_date: Option<Date>,
        /// Volume.
        volume: Option<Text>,
        /// Issue.
        issue: Option<Text>,
        /// Pages or article number.
        pages: Option<Text>,
        /// DOI, bare ("10.…").
        #[schemars(regex(pattern = "^10\\.[0-9]{4,9}/"))]
        doi: Option<Text>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Place of the conference, as printed.
        location: Option<Text>,
        /// How far it is; absent: published.
        #[schemars(extend("enum" = ["in preparation", "submitted", "under review", "accepted", "forthcoming", "in press", "preprint"]))]
        status: Option<Text>,
        /// CSL type name ("article-journal", "paper-conference", "book", …).
        kind: Option<Text>,
        /// Those marked as equal contributors.
        equal_contribution: Vec<Text>,
        /// Editors, where printed.
        editors: Vec<Text>,
        /// A remark.
        summary: Option<Text>,
    }
}

part! {
    /// A group of skills.
    Skill {
        /// Name of the group, or the only skill.
        name: Option<Text>,
        /// Level, as printed.
        level: Option<Text>,
        /// The skills.
        keywords: Vec<Text>,
    }
}

part! {
    /// A language.
    Language {
        /// Which.
        language: Option<Text>,
        /// How well, as printed.
        fluency: Option<Text>,
    }
}

part! {
    /// An interest.
    Interest {
        /// What.
        name: Option<Text>,
        /// Details.
        keywords: Vec<Text>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
    }
}

part! {
    /// Somebody who vouches.
    Reference {
        /// Who.
        name: Option<Text>,
        /// What is printed about or by them.
        reference: Option<Text>,
        /// Position.
        position: Option<Text>,
        /// Where they work.
        organization: Option<Text>,
        /// E-mail address.
        #[schemars(extend("format" = "email"))]
        email: Option<Text>,
        /// Telephone number.
        phone: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
    }
}

part! {
    /// A project.
    Project {
        /// What.
        name: Option<Text>,
        /// One sentence about it.
        description: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
        /// Tools and topics.
        keywords: Vec<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Roles.
        roles: Vec<Text>,
        /// For whom.
        entity: Option<Text>,
        /// Place, as printed.
        location: Option<Text>,
    }
}

part! {
    /// A course taught.
    Teaching {
        /// Course.
        course: Option<Text>,
        /// School.
        institution: Option<Text>,
        /// Role.
        position: Option<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// Place, as printed.
        location: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// Service to the profession.
    Service {
        /// Role.
        role: Option<Text>,
        /// For whom.
        organization: Option<Text>,
        /// When, where one date is printed.
        date: Option<Date>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// Place, as printed.
        location: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A talk.
    Talk {
        /// Title.
        name: Option<Text>,
        /// Where it was given.
        event: Option<Text>,
        /// When.
        date: Option<Date>,
        /// Place, as printed.
        location: Option<Text>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A patent.
    Patent {
        /// Title.
        name: Option<Text>,
        /// Number, as printed.
        number: Option<Text>,
        /// All inventors.
        inventors: Vec<Text>,
        /// When.
        date: Option<Date>,
        /// Status, as printed ("pending").
        status: Option<Text>,
        /// Address.
        #[schemars(extend("format" = "uri"))]
        url: Option<Text>,
    }
}

part! {
    /// Money for research.
    Grant {
        /// Title.
        name: Option<Text>,
        /// From whom.
        funder: Option<Text>,
        /// How much, as printed.
        amount: Option<Text>,
        /// Role ("PI").
        role: Option<Text>,
        /// First day.
        start_date: Option<Date>,
        /// Last day.
        end_date: Option<Date>,
        /// Bullets and paragraphs.
        highlights: Vec<Text>,
    }
}

part! {
    /// A section of no known kind, whole.
    OtherSection {
        /// Heading, as printed.
        heading: Option<Text>,
        /// Its paragraphs.
        items: Vec<Text>,
    }
}

/// The file that was read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its path, in streams of many documents only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    #[schemars(regex(pattern = "^[0-9a-f]{64}$"))]
    pub sha256: String,
    /// Number of pages.
    pub pages: u32,
    /// What kind of text it holds.
    pub text: TextLayer,
}

/// What kind of text a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TextLayer {
    /// Set by the program that made the PDF.
    #[default]
    Native,
    /// Recognised from a scan, below or above its image.
    Ocr,
    /// A plain text file.
    Plain,
}

/// What cvparse says about its own reading.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Version of cvparse.
    pub version: String,
    /// The file.
    pub source: Source,
    /// Languages of the CV, BCP 47, the foremost first.
    pub languages: Vec<String>,
    /// Mean confidence of all values, 0 to 1.
    pub confidence: Confidence,
    /// What was repaired, doubted, hidden or left.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// JSON Pointer → evidence; in evidence mode only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<BTreeMap<String, Evidence>>")]
    pub evidence: Option<serde_json::Map<String, serde_json::Value>>,
}

/// About the document.
#[derive(Debug, Clone, PartialEq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Meta {
    /// Version of this contract.
    pub version: String,
    /// The date that the CV prints as its own.
    #[serde(skip_serializing_if = "Member::is_absent")]
    pub last_modified: Option<Date>,
    /// What cvparse says about its own reading.
    pub cvparse: Reading,
}

impl Member for Meta {
    fn is_absent(&self) -> bool {
        false
    }
    fn walk<'a>(&'a self, place: &Place, visit: &mut dyn FnMut(&Place, &'a Evidence)) {
        self.last_modified.walk(&Place::Member(place, "last_modified"), visit);
    }
}

part! {
    /// A CV.
    Cv {
        /// Who the CV is about.
        basics: Basics,
        /// Jobs.
        work: Vec<Work>,
        /// Unpaid work.
        volunteer: Vec<Volunteer>,
        /// Degrees and schools.
        education: Vec<Education>,
        /// Prizes and honours.
        awards: Vec<Award>,
        /// Certificates and licences.
        certificates: Vec<Certificate>,
        /// Papers, books, theses.
        publications: Vec<Publication>,
        /// Skills in groups.
        skills: Vec<Skill>,
        /// Languages.
        languages: Vec<Language>,
        /// Interests.
        interests: Vec<Interest>,
        /// People who vouch.
        references: Vec<Reference>,
        /// Projects.
        projects: Vec<Project>,
        /// Courses taught.
        teaching: Vec<Teaching>,
        /// Service to the profession.
        service: Vec<Service>,
        /// Talks.
        talks: Vec<Talk>,
        /// Patents.
        patents: Vec<Patent>,
        /// Grants.
        grants: Vec<Grant>,
        /// Sections of no known kind, whole.
        sections: Vec<OtherSection>,
        /// About the document.
        meta: Meta,
    }
}

impl Cv {
    /// JSON Pointer and evidence of every printed value, in document order.
    #[must_use]
    pub fn evidence(&self) -> Vec<(String, &Evidence)> {
        let mut all = Vec::new();
        self.each_evidence(|place, evidence| all.push((place.pointer(), evidence)));
        all
    }

    /// Calls `visit` with place and evidence of every printed value, in document order.
    pub fn each_evidence<'a>(&'a self, mut visit: impl FnMut(&Place, &'a Evidence)) {
        self.walk(&Place::Whole, &mut visit);
    }

    /// Mean confidence of all values; 0 when there is none.
    #[must_use]
    pub fn confidence(&self) -> Confidence {
        let mut all: Vec<f32> = Vec::new();
        self.each_evidence(|_, evidence| all.push(evidence.confidence.0));
        Confidence(all.iter().sum::<f32>() / all.len().max(1) as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_says_nothing_is_dropped() {
        let named = Work { name: Some(Text::default()), ..Work::default() };
        let mut cv = Cv { work: vec![Work::default(), named.clone()], ..Cv::default() };
        cv.prune();
        assert_eq!(cv.work, [named]);
    }
}
