//! Vocabulary packs: loading, detection, look-up. The words themselves are in `src/data/lang/*.toml`.
//!
//! In: a word or a line. Out: what kind of word it is in some language. There is no word of any language here.

use serde::Deserialize;

use crate::section::SectionKind;

/// Classes of words by which fields are told apart. Each is a list in every language pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WordClass {
    /// Words of job titles: engineer, professor, Krankenpflegerin.
    Job,
    /// Words in names of schools: university, lycée, 大学.
    School,
    /// Words and legal forms in names of firms: GmbH, Inc., S.A., hospital, institute, council.
    Organization,
    /// Words of degrees: PhD, Bachelor, Licence, 硕士.
    Degree,
    /// Honours of a degree: cum laude, first class honours.
    Honours,
    /// Labels of a mark: GPA, Note, Média, 绩点.
    ScoreLabel,
    /// Labels of an advisor.
    AdvisorLabel,
    /// Labels of a thesis.
    ThesisLabel,
    /// Labels of a list of courses.
    CoursesLabel,
    /// Labels of a telephone number.
    PhoneLabel,
    /// Labels of an e-mail address.
    EmailLabel,
    /// Labels of a homepage.
    WebLabel,
    /// Labels of a postal address.
    AddressLabel,
    /// Labels of personal details that are no field (date of birth, nationality, marital status).
    PersonalLabel,
    /// Names of languages.
    Language,
    /// Words for how well a language is spoken.
    Fluency,
    /// Levels of a skill.
    Level,
    /// Roles in service to the profession: reviewer, committee, chair.
    ServiceRole,
    /// Roles in teaching.
    TeachingRole,
    /// Roles in a grant: PI.
    GrantRole,
    /// Words in names of prizes.
    Award,
    /// Words in names of venues: journal, proceedings, conference.
    Venue,
    /// Status of a publication: preprint, under review.
    Status,
    /// Academic titles before a name: Dr., Prof.
    Title,
    /// Particles of surnames: van, de, al-.
    Particle,
    /// Little words that carry no meaning alone: and, of, the.
    Stop,
    /// Words before a "last updated" date.
    UpdatedLabel,
    /// Words for "page" in running footers.
    PageLabel,
}

/// What a line says as a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Kinds of section that it names, the foremost first.
    pub kinds: Vec<SectionKind>,
    /// The vocabulary holds the whole line (after folding), not only words in it.
    pub is_whole: bool,
}

/// The words of some languages.
#[derive(Debug, Default)]
pub struct Vocabulary {}

impl Vocabulary {
    /// The words of all packs (built once).
    #[must_use]
    pub fn all() -> &'static Self {
        static ALL: std::sync::LazyLock<Vocabulary> = std::sync::LazyLock::new(Vocabulary::default);
        &ALL
    }

    /// Tags of the languages in which `text` is written, the foremost first; never empty.
    #[must_use]
    pub fn detect(&self, text: &str) -> Vec<String> {
        let _ = text;
        vec!["en".to_owned()]
    }

    /// What `line` says as a heading (case, accents and punctuation do not matter).
    #[must_use]
    pub fn heading(&self, line: &str) -> Option<Heading> {
        let _ = line;
        None
    }

    /// Whether `text` holds a word or phrase of `class`, on word boundaries, case folded (CJK: anywhere).
    #[must_use]
    pub fn has(&self, class: WordClass, text: &str) -> bool {
        self.find(class, text).is_some()
    }

    /// Byte range of the first (longest) word or phrase of `class` in `text`.
    #[must_use]
    pub fn find(&self, class: WordClass, text: &str) -> Option<std::ops::Range<usize>> {
        let _ = (class, text);
        None
    }

    /// Whether all of `text` is one word or phrase of `class`.
    #[must_use]
    pub fn is(&self, class: WordClass, text: &str) -> bool {
        let _ = (class, text);
        false
    }
}
