//! What a text says about the field it is: cues with weights, one row a field.
//!
//! In: a text. Out: a score for each field, as log odds against an unknown text. The weights are ours, set by hand on
//! half of the development templates and checked on the other; they are few and coarse on purpose.

use crate::extract::Context;
use crate::lang::{Vocabulary, WordClass};
use crate::read::{degree, person, place};
use crate::section::SectionKind;

/// A field that a slot may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Field {
    Organization,
    School,
    Position,
    Place,
    Degree,
    Area,
    Score,
    Advisor,
    Thesis,
    Courses,
    Award,
    Certificate,
    Project,
    Course,
    Talk,
    Event,
    Grant,
    Amount,
    Patent,
    Number,
    People,
    Status,
    Role,
    Url,
    Detail,
}

impl Field {
    /// Its bit in a set of fields.
    pub fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// What is seen on a text, each 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Cues {
    school: f32,
    organization: f32,
    job: f32,
    degree: f32,
    place: f32,
    person: f32,
    award: f32,
    venue: f32,
    role: f32,
    teaching_role: f32,
    grant_role: f32,
    money: f32,
    quoted: f32,
    code: f32,
    /// Share of words that start small, over 0.4.
    prose: f32,
    /// Words over eight, in eights.
    long: f32,
    stop: f32,
    short: f32,
    /// One word of two to six capitals.
    acronym: f32,
    /// How much its parts between commas look like people.
    people: f32,
    /// It is a country's letters and many digits.
    number: f32,
    status: f32,
    /// It starts small: it goes on with what stands before it.
    small: f32,
    /// It is a school or firm that this CV has named before.
    known: f32,
    /// One of its words may head a section of certificates.
    certified: f32,
    /// It follows a word like "by" or "at".
    pub by: f32,
}

/// What the words of a text speak for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Words(u64);

/// Classes of words that are cues.
const CLASSES: [WordClass; 7] = [
    WordClass::School,
    WordClass::Organization,
    WordClass::Job,
    WordClass::Award,
    WordClass::Venue,
    WordClass::ServiceRole,
    WordClass::TeachingRole,
];

/// Shorter words, in bytes, are no headings of certificates.
const MIN_HEADING: usize = 3;

/// Weights of a word that may head a section of certificates ("Certification", "Zertifikat", "证书").
const CERTIFIED: [(Field, f32); 3] = [(Field::Certificate, 2.0), (Field::Organization, -0.6), (Field::Place, -1.0)];

impl Words {
    /// Looks words up.
    pub fn of(text: &str, context: &Context) -> Self {
        let v = context.vocabulary;
        // As in [`Cues::of`]: a text is looked up once.
        let text = text.trim();
        let classes = v.classes(text);
        let has = CLASSES.iter().enumerate().filter(|(_, class)| classes & class.bit() != 0);
        let is_certificate = |word: &str| {
            let heading = v.heading(word).filter(|heading| heading.is_whole);
            heading.is_some_and(|heading| heading.kinds.contains(&SectionKind::Certificates))
        };
        let certified =
            text.split(|c: char| !c.is_alphanumeric()).any(|word| MIN_HEADING < word.len() && is_certificate(word));
        Self(has.map(|(k, _)| 1 << k).sum::<u64>() | u64::from(certified) << CLASSES.len())
    }

    /// What the words of several texts speak for.
    pub fn all(words: &[Self]) -> Self {
        Self(words.iter().fold(0, |all, one| all | one.0))
    }

    fn certified(self) -> f32 {
        (self.0 >> CLASSES.len() & 1) as f32
    }

    fn has(self, class: WordClass) -> f32 {
        let bit = CLASSES.iter().position(|of| *of == class);
        bit.map_or(0.0, |bit| (self.0 >> bit & 1) as f32)
    }
}

/// Weights of the cues, in the order of [`Cues::list`].
type Weights = [f32; 26];

/// school org job degree place person award venue role teach grant money quoted code prose long stop short acronym people number
/// status small known bias by
const WEIGHTS: &[(Field, Weights)] = &[
    (
        Field::Organization,
        [
            2.0, 2.4, -1.8, -2.0, -1.6, -1.0, -1.0, 0.3, -0.8, -2.0, -2.0, -3.0, -1.0, -0.5, -1.5, -3.0, -0.8, 0.0,
            1.0, 0.0, 0.0, 0.0, -1.5, 2.0, 0.0, 1.5,
        ],
    ),
    (
        Field::School,
        [
            3.0, 1.2, -1.5, -2.5, -1.5, -1.0, -1.0, -1.0, -1.0, -1.5, -2.0, -3.0, -1.0, -0.8, -1.5, -3.0, -0.8, 0.0,
            0.4, 0.0, 0.0, 0.0, -1.5, 2.0, 0.0, 1.0,
        ],
    ),
    (
        Field::Position,
        [
            -2.0, -1.6, 2.8, -1.2, -1.6, -0.8, -1.0, -1.0, 0.8, 1.0, 0.0, -3.0, -1.0, -0.5, -1.0, -3.0, -0.8, 0.0,
            -0.5, 0.0, 0.0, 0.0, -0.4, -2.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Place,
        [
            -2.5, -2.0, -2.5, -2.5, 4.0, -1.0, -2.0, -2.0, -2.0, -2.0, -2.0, -3.0, -2.0, -1.0, -2.0, -4.0, -1.0, 0.0,
            -0.3, 0.0, 0.0, 0.0, -2.5, -2.0, -0.7, -0.5,
        ],
    ),
    (
        Field::Area,
        [
            -2.2, -1.5, -0.3, -1.2, -2.0, -1.8, -1.0, -1.0, -1.0, -1.5, -2.0, -3.0, -1.0, -0.5, -1.0, -2.5, -0.8, 0.1,
            -0.3, 0.0, 0.0, 0.0, -0.3, -2.0, 0.0, -1.0,
        ],
    ),
    (
        Field::Degree,
        [
            -2.0, -1.5, -1.2, 3.5, -1.5, -1.5, -0.5, -1.0, -1.0, -1.0, -1.0, -3.0, -0.5, -0.5, -1.0, -2.5, -0.8, -0.2,
            -0.2, 0.0, 0.0, 0.0, -0.6, -2.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Award,
        [
            -0.5, -0.4, -0.8, -0.2, -2.0, -1.0, 2.5, -0.3, -1.0, -1.0, -1.0, -1.0, 0.3, 0.0, -0.3, -1.0, -0.3, 0.2,
            -0.4, 0.0, 0.0, 0.0, -1.5, -1.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Certificate,
        [
            -0.6, -0.4, 0.2, 0.6, -2.0, -1.2, 0.5, -0.3, -0.5, -0.5, -1.0, -1.5, 0.3, 0.5, -0.2, -1.0, -0.3, 0.2, -0.2,
            0.0, 0.0, 0.0, -1.5, -1.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Project,
        [
            -1.0, -0.4, -1.0, -0.5, -2.0, -1.2, -0.5, 0.0, -1.0, -1.0, -1.0, -1.0, 0.8, 0.0, -0.8, -1.5, -0.8, 0.2,
            0.0, 0.0, 0.0, 0.0, -0.8, -0.5, 0.0, -1.5,
        ],
    ),
    (
        Field::Course,
        [
            -1.2, -1.2, -1.2, -0.8, -2.0, -1.5, -0.8, -0.5, -1.5, -2.0, -1.0, -2.0, 0.5, 2.2, -0.2, -1.5, -0.5, 0.2,
            -0.3, 0.0, 0.0, 0.0, -1.2, -1.5, 0.0, -1.5,
        ],
    ),
    (
        Field::Talk,
        [
            -1.5, -1.0, -0.5, -0.5, -2.0, -1.2, -0.3, -1.0, -1.0, -1.0, -1.0, -1.0, 3.0, 0.0, 1.0, 0.3, 0.0, -0.2,
            -0.8, 0.0, 0.0, 0.0, -0.6, -1.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Event,
        [
            0.8, 0.5, -1.5, -1.5, -1.5, -1.5, -0.5, 2.2, -0.8, -1.5, -1.0, -2.0, -2.0, 0.3, -1.0, -2.0, -0.5, 0.0, 1.0,
            0.0, 0.0, 0.0, -1.2, 1.0, 0.0, 1.0,
        ],
    ),
    (
        Field::Grant,
        [
            -0.6, -0.5, -1.0, -0.3, -2.0, -1.2, 0.6, 0.0, -1.0, -1.0, -2.0, -2.0, 0.8, 0.0, 0.3, 0.0, 0.0, -0.2, -0.5,
            0.0, 0.0, 0.0, -1.0, -1.5, 0.0, -1.5,
        ],
    ),
    (
        Field::Amount,
        [
            -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -3.0, -2.0, 5.0, -2.0, -1.0, -2.0, -3.0, 0.0, 0.5,
            -1.0, 0.0, 0.0, 0.0, 0.0, -3.0, 0.0, -1.0,
        ],
    ),
    (
        Field::Role,
        [
            -1.5, -1.2, 1.2, -1.5, -2.0, -1.0, -1.0, -0.5, 2.8, 2.0, 4.0, -3.0, -1.0, -1.0, -0.8, -2.0, -0.5, 0.2,
            -0.2, 0.0, 0.0, 0.0, -0.3, -2.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Detail,
        [
            -1.0, -1.2, -1.2, -1.5, -1.8, -1.2, -0.5, -0.5, -0.8, -1.0, -1.0, 0.3, 0.2, -0.3, 1.8, 2.0, 1.0, -0.8,
            -0.3, 0.0, 0.0, 0.0, 0.6, -1.0, 0.0, -0.5,
        ],
    ),
    (
        Field::Patent,
        [
            -1.0, -0.8, -0.8, -0.5, -2.0, -1.5, -0.5, -0.3, -0.8, -0.8, -1.0, -2.0, 0.5, -0.5, 0.3, 0.0, 0.0, 0.0,
            -1.0, -2.0, -3.0, -2.0, -0.8, -1.0, 0.0, -1.5,
        ],
    ),
    (
        Field::Number,
        [
            -2.0, -1.5, -2.0, -2.0, -2.0, -2.0, -1.0, -1.0, -1.0, -1.0, -1.0, -2.0, -2.0, 0.0, -2.0, -3.0, 0.0, 0.0,
            -0.5, -2.0, 5.0, -2.0, -0.5, -2.0, 0.0, -1.0,
        ],
    ),
    (
        Field::People,
        [
            -2.0, -2.0, -2.0, -2.0, -1.0, 0.0, -1.0, -1.0, -1.0, -1.0, -1.0, -3.0, -2.0, -1.0, -2.0, -0.5, 0.0, 0.0,
            -1.0, 4.0, -3.0, -2.0, -0.5, -2.0, 0.0, 0.3,
        ],
    ),
    (
        Field::Status,
        [
            -2.0, -2.0, -2.0, -2.0, -2.0, -2.0, -1.0, -1.0, -1.0, -1.0, -1.0, -3.0, -2.0, -1.0, 0.0, -3.0, 0.0, 0.2,
            -1.0, -2.0, -3.0, 4.0, 0.0, -2.0, 0.0, -1.5,
        ],
    ),
];

/// Fields that only patents have: no others are told by people, numbers and status, which are costly to see.
pub const OF_PATENTS: [Field; 4] = [Field::Patent, Field::Number, Field::People, Field::Status];

/// A text that is a degree and nothing else, where one with its field of study is 1.
const WHOLE_DEGREE: f32 = 1.3;

/// Fewer words are no prose, however small ("ledgerlint"); from so many on they are all they look like.
const PROSE_WORDS: (usize, usize) = (3, 6);

/// How much of a sentence so many words may be: a few small ones are often a remark on a title ("soins à domicile").
fn sentence(n_words: usize) -> f32 {
    let (few, many) = PROSE_WORDS;
    if n_words < few { 0.0 } else { ((n_words - few + 1) as f32 / (many - few + 1) as f32).min(1.0) }
}

impl Cues {
    /// Looks at a text whose words are looked up already. `of_patents`: for fields among [`OF_PATENTS`], too.
    pub fn of(text: &str, all: Words, of_patents: bool, context: &Context) -> Self {
        let text = text.trim();
        let v = context.vocabulary;
        let has = |class| all.has(class);
        let words = text.split_whitespace().filter(|w| w.chars().any(char::is_alphabetic));
        let (mut n_words, mut n_small) = (0, 0);
        for word in words.clone() {
            n_words += 1;
            n_small += usize::from(word.starts_with(char::is_lowercase));
        }
        let small = n_small as f32 / n_words.max(1) as f32;
        let person = person::likeness(text, v);
        let (is_known, known_place) = context.known.tells(text);
        let digits = text.chars().filter(char::is_ascii_digit).count();
        Self {
            school: has(WordClass::School),
            organization: has(WordClass::Organization),
            job: has(WordClass::Job),
            degree: degree::split(text, v).map_or(0.0, |found| if found.area.is_none() { WHOLE_DEGREE } else { 1.0 }),
            place: place::likeness(text.trim_end_matches('.'), v).max(known_place),
            person,
            award: has(WordClass::Award),
            venue: has(WordClass::Venue),
            role: has(WordClass::ServiceRole),
            teaching_role: has(WordClass::TeachingRole),
            grant_role: f32::from(u8::from(v.is(WordClass::GrantRole, text))),
            money: f32::from(u8::from(0 < digits && text.contains(['€', '$', '£', '¥', '元', '￥']))),
            quoted: f32::from(u8::from(text.starts_with(['"', '“', '„', '«', '‘', '《', '「']))),
            code: f32::from(u8::from(has_course_code(text))),
            prose: ((small - 0.4) * 2.0).clamp(0.0, 1.0) * sentence(n_words),
            long: ((n_words as f32 - 8.0) / 8.0).clamp(0.0, 1.5),
            stop: f32::from(u8::from(text.ends_with('.'))),
            short: f32::from(u8::from(n_words <= 4)),
            acronym: f32::from(u8::from(is_acronym(text))),
            people: if of_patents { people(text, person, context) } else { 0.0 },
            number: f32::from(u8::from(of_patents && is_number(text))),
            status: f32::from(u8::from(of_patents && v.is(WordClass::Status, text))),
            small: f32::from(u8::from(1 < n_words && starts_small(words, v))),
            known: f32::from(u8::from(is_known)),
            certified: all.certified(),
            by: 0.0,
        }
    }

    fn list(&self) -> Weights {
        [
            self.school,
            self.organization,
            self.job,
            self.degree,
            self.place,
            self.person,
            self.award,
            self.venue,
            self.role,
            self.teaching_role,
            self.grant_role,
            self.money,
            self.quoted,
            self.code,
            self.prose,
            self.long,
            self.stop,
            self.short,
            self.acronym,
            self.people,
            self.number,
            self.status,
            self.small,
            self.known,
            1.0,
            self.by,
        ]
    }

    /// What the text says for each of `fields`, as log odds.
    pub fn scores(&self, fields: impl Iterator<Item = Field>) -> impl Iterator<Item = f32> {
        let cues = self.list();
        fields.map(move |field| self.score(field, &cues))
    }

    /// Log odds that the text is `field`.
    fn score(&self, field: Field, cues: &Weights) -> f32 {
        let row = WEIGHTS.iter().find(|(of, _)| *of == field);
        let certified =
            CERTIFIED.iter().find(|(of, _)| *of == field).map_or(0.0, |(_, weight)| weight * self.certified);
        row.map_or(0.0, |(_, weights)| weights.iter().zip(cues).map(|(w, cue)| w * cue).sum::<f32>()) + certified
    }
}

/// Whether the first word, after a little one ("in Physics"), is small: the text goes on with what stands before it.
fn starts_small<'a>(mut words: impl Iterator<Item = &'a str>, vocabulary: &Vocabulary) -> bool {
    let is_little = |word: &&str| word.starts_with(char::is_lowercase) && vocabulary.is(WordClass::Stop, word);
    let first = words.next().filter(|word| !is_little(word)).or_else(|| words.next());
    first.is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// "CS 3410", "EN204", "MATH-101": letters and a number of a course.
fn has_course_code(text: &str) -> bool {
    let mut words = text.split([' ', ':', '-', ',']).filter(|w| !w.is_empty()).take(2);
    let (Some(first), second) = (words.next(), words.next().unwrap_or_default()) else {
        return false;
    };
    let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_prefix = (2..=5).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
    let digits = first.get(letters.len()..).filter(|d| !d.is_empty()).unwrap_or(second);
    is_prefix && (2..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

/// "ACCA", "OSDI": one word of two to six capitals.
fn is_acronym(text: &str) -> bool {
    (2..=6).contains(&text.chars().count()) && text.chars().all(char::is_uppercase)
}

/// Mean likeness to a person of the parts between commas; a list of people is surer than one name. `person`: the
/// likeness of all of it.
fn people(text: &str, person: f32, context: &Context) -> f32 {
    let parts: Vec<&str> = text.split([',', '、', '，', ';']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.as_slice() == [text] {
        return person.min(MOST_PEOPLE);
    }
    let sum: f32 = parts.iter().map(|part| person::likeness(part, context.vocabulary)).sum();
    let more = parts.len().saturating_sub(1) as f32;
    (sum / parts.len().max(1) as f32 * (1.0 + FURTHER_PERSON * more)).min(MOST_PEOPLE)
}

/// What every further name in a list adds to its likeness, and where that ends.
const FURTHER_PERSON: f32 = 0.2;
const MOST_PEOPLE: f32 = 1.4;

/// "US 11,555,019 B2", "EP3456789", "ZL202110123456.7": at most five letters in front of at least five digits.
fn is_number(text: &str) -> bool {
    let n_digits = text.chars().filter(char::is_ascii_digit).count();
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    5 <= n_digits && n_letters <= 5 && text.split_whitespace().count() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_patents_are_told_by_people_numbers_and_status() {
        let cues = Cues { people: 1.0, number: 1.0, status: 1.0, ..Cues::default() };
        let others = WEIGHTS.iter().map(|(field, _)| *field).filter(|field| !OF_PATENTS.contains(field));
        for field in others {
            let [seen, unseen] = [&cues, &Cues::default()].map(|cues| cues.score(field, &cues.list()));
            assert!((seen - unseen).abs() < f32::EPSILON, "{field:?}");
        }
    }
}
