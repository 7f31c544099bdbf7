//! Classes of words, and what words do in dates: the keys of the packs.
//!
//! Known to the build script, too, which turns the packs into tables (`build/`).

use serde::Deserialize;

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
    /// Labels of the owner's name.
    NameLabel,
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
    /// Words before the name of who gives or publishes: "Awarded by".
    ByLabel,
    /// Words before a "last updated" date.
    UpdatedLabel,
    /// Words for "page" in running footers.
    PageLabel,
    /// Units of time by which a duration is told ("4 years 1 month").
    Duration,
    /// Labels of a form, before a position.
    PositionLabel,
    /// … an employer.
    EmployerLabel,
    /// … a school.
    SchoolLabel,
    /// … a degree.
    DegreeLabel,
    /// … a field of study.
    AreaLabel,
    /// … what was done, or what sort of place it was.
    DutiesLabel,
    /// … a period.
    PeriodLabel,
}

impl WordClass {
    /// All classes.
    pub const ALL: [Self; 38] = [
        Self::Job,
        Self::School,
        Self::Organization,
        Self::Degree,
        Self::Honours,
        Self::ScoreLabel,
        Self::AdvisorLabel,
        Self::ThesisLabel,
        Self::CoursesLabel,
        Self::PhoneLabel,
        Self::EmailLabel,
        Self::WebLabel,
        Self::AddressLabel,
        Self::PersonalLabel,
        Self::NameLabel,
        Self::Language,
        Self::Fluency,
        Self::Level,
        Self::ServiceRole,
        Self::TeachingRole,
        Self::GrantRole,
        Self::Award,
        Self::Venue,
        Self::Status,
        Self::Title,
        Self::Particle,
        Self::Stop,
        Self::ByLabel,
        Self::UpdatedLabel,
        Self::PageLabel,
        Self::Duration,
        Self::PositionLabel,
        Self::EmployerLabel,
        Self::SchoolLabel,
        Self::DegreeLabel,
        Self::AreaLabel,
        Self::DutiesLabel,
        Self::PeriodLabel,
    ];

    /// Its bit in a set of classes.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// The bits of `classes`.
    #[must_use]
    pub const fn bits(classes: &[Self]) -> u64 {
        match classes {
            [first, rest @ ..] => first.bit() | Self::bits(rest),
            [] => 0,
        }
    }
}

/// What a word does in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum DateWord {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
    /// Seasons, terms and quarters: the year beside them is the date.
    Terms,
    /// The item goes on.
    Present,
    /// What follows is the start, and the item goes on.
    Since,
    /// What follows is the start if an end follows, too.
    From,
    /// What follows is the end.
    Until,
    /// Between start and end.
    To,
    /// May stand before a date without changing it.
    About,
    /// Between the parts of a date ("17 de abril de 2019").
    Of,
    /// After the number of a day.
    Ordinal,
    /// After the number of a year.
    YearMark,
    /// After the number of a month.
    MonthMark,
    /// After the number of a day.
    DayMark,
    /// After a date: what it says is the start, and the item goes on ("2019 onwards", "2019年4月から").
    Onward,
    /// Stands for the number of the first year of an era (元).
    FirstYear,
}

impl DateWord {
    /// Its bit in a set of words.
    #[must_use]
    pub fn bit(self) -> u32 {
        1 << self as u32
    }

    /// The number of the month that it names.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        (self <= Self::December).then_some(self as u8 + 1)
    }
}
