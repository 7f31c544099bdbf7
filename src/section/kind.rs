//! Kinds of sections: the keys under which the packs list their headings.
//!
//! Known to the build script, too (`build/`).

use serde::Deserialize;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum SectionKind {
    /// The block with name and contact data, and sections of personal details.
    Basics,
    Summary,
    Work,
    Volunteer,
    Education,
    Awards,
    Certificates,
    Publications,
    Skills,
    Languages,
    Interests,
    References,
    Projects,
    Teaching,
    Service,
    Talks,
    Patents,
    Grants,
    /// None of these: goes whole into `sections`.
    Other,
}
