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

impl SectionKind {
    /// Whether such a section consists of entries with dates: lists of terms and the owner's block do not.
    #[must_use]
    pub fn has_entries(self) -> bool {
        !matches!(
            self,
            Self::Basics
                | Self::Summary
                | Self::Skills
                | Self::Languages
                | Self::Interests
                | Self::References
                | Self::Other
        )
    }
}
