//! Vocabulary packs: loading, detection, look-up. The words themselves are in `src/data/lang/*.toml`.
//!
//! In: a word or a line. Out: what kind of word it is in some language. There is no word of any language here.

mod class;
mod detect;
mod fold;
mod found;
mod heading;
mod joint;
mod known;
mod list;
mod memo;
mod misread;
#[cfg(test)]
#[allow(dead_code, reason = "the build script reads the rest")]
mod pack;
mod phrases;
mod spellings;
mod stem;

use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

pub use class::{DateWord, WordClass};
pub use fold::{Word, fold, is_sign, without_marks, words};
pub(crate) use fold::{Words, is_letter, is_letter_or_digit};
use found::Found;
use heading::Headings;
use known::Entry;
pub use list::{Groups, List, WordSet};
pub(crate) use memo::Memo;
use phrases::Phrases;

use crate::section::SectionKind;

/// What a line says as a heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// Kinds of section that it names, the foremost first.
    pub kinds: Vec<SectionKind>,
    /// The vocabulary holds the whole line (after folding), not only words in it.
    pub is_whole: bool,
}

/// A heading before its content on one line has at most this many words.
const MAX_OPENING: usize = 6;

/// Bytes of a text that may be one phrase: three times those of the longest.
const MAX_PHRASE: usize = 256;

/// How sure a hint is, where a word is 1.
const HINT_WEIGHT: f32 = 0.4;

/// Ends and stems of compounds have at least so many letters, and fewer than the word.
const MIN_AFFIX: usize = 2;

/// The tables that the build script makes of the packs.
mod tables {
    #![allow(clippy::unreadable_literal, clippy::enum_glob_use, reason = "written by the build script")]

    use super::known::{Entry, Piece};
    use super::spellings::Spellings;
    use crate::keys::Keys;
    use crate::section::SectionKind::{self, *};

    include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));
}

/// The words of some languages.
#[derive(Debug)]
pub struct Vocabulary {
    phrases: Phrases<Entry>,
    /// Frequent words, with the bits of the packs that they are frequent in.
    common: Phrases<u32>,
    /// Ends of compounds ("-ingenieur"), from their last byte to their first.
    suffixes: Phrases<Entry>,
    /// Stems of inflected words.
    prefixes: Phrases<Entry>,
    headings: Headings,
    /// The tag of each pack.
    tags: &'static [&'static str],
    /// Bits of the packs whose words count.
    packs: u32,
    /// Dates in figures are written with the month first ("3/15/2019"), as the CV itself shows.
    is_month_first: bool,
}

/// Classes of words that names are made of. A CV is worded in one language and quotes names of all: "Laurea
/// Magistrale" and "Müller GmbH" are read in an English one, too.
const QUOTED: u64 = WordClass::bits(&[
    WordClass::Job,
    WordClass::School,
    WordClass::Organization,
    WordClass::Degree,
    WordClass::Honours,
    WordClass::Language,
    WordClass::Award,
    WordClass::Venue,
    WordClass::Title,
    WordClass::Particle,
]);

impl Vocabulary {
    /// The words of all packs (laid out at build time: nothing is parsed here).
    #[must_use]
    pub fn all() -> &'static Self {
        static ALL: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::of(&[]));
        &ALL
    }

    /// The words for CVs that are worded in `languages` (tags such as "de" or "pt-BR"), and of the first pack, which
    /// holds what is said in all the world; all words where no pack has one of these tags.
    ///
    /// What other packs say of headings, dates, labels, levels and little words is left out; names ([`QUOTED`]) are
    /// known in all languages.
    #[must_use]
    pub fn of(languages: &[String]) -> Self {
        let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
        let is_chosen = |tag: &str| languages.iter().any(|language| primary(language) == primary(tag));
        let chosen =
            tables::TAGS.iter().enumerate().filter(|(_, tag)| is_chosen(tag)).fold(0, |bits, (k, _)| bits | 1 << k);
        let packs = if chosen == 0 { u32::MAX } else { chosen | 1 };
        Vocabulary {
            phrases: Phrases { keys: tables::PHRASES, values: tables::ENTRIES },
            common: Phrases { keys: tables::COMMON_WORDS, values: tables::COMMON_IN },
            suffixes: Phrases { keys: tables::SUFFIXES, values: tables::ENTRIES },
            prefixes: Phrases { keys: tables::PREFIXES, values: tables::ENTRIES },
            headings: Headings {
                pieces: Phrases { keys: tables::PIECES_OF_HEADINGS, values: tables::PIECES },
                squeezed: Phrases { keys: tables::SQUEEZED_HEADINGS, values: tables::KINDS },
                spellings: &tables::SPELLINGS,
                packs,
            },
            tags: tables::TAGS,
            packs,
            is_month_first: false,
        }
    }

    /// The same words for a CV that writes the month of a date in figures first, or does not.
    #[must_use]
    pub fn with_month_first(self, is_month_first: bool) -> Self {
        Self { is_month_first, ..self }
    }

    /// Whether dates in figures have the month first where either may be the month ("3/4/2019").
    #[must_use]
    pub fn is_month_first(&self) -> bool {
        self.is_month_first
    }

    /// Tags of the languages in which `text` is written, the foremost first; never empty.
    #[must_use]
    pub fn detect(&self, text: &str) -> Vec<String> {
        detect::detect(self, text)
    }

    /// What `line` says as a heading (case, accents and punctuation do not matter).
    #[must_use]
    pub fn heading(&self, line: &str) -> Option<Heading> {
        thread_local! {
            static KEPT: RefCell<Memo<Option<Heading>>> = RefCell::default();
        }
        KEPT.with_borrow_mut(|kept| kept.get(line, self, || self.headings.read(line)))
    }

    /// What `line` says as a heading that OCR misread by a few letters; `None` where it is one as printed, or where
    /// all of its words are known otherwise.
    #[must_use]
    pub fn misread_heading(&self, line: &str) -> Option<Heading> {
        let words = words(line);
        let is_known =
            |k: usize| words.get(k..).is_some_and(|rest| self.phrases.longest(line, rest, |_| true).is_some());
        if words.is_empty() || (0..words.len()).all(is_known) || self.heading(line).is_some() {
            return None;
        }
        self.headings.misread(line).map(|kind| Heading { kinds: vec![kind], is_whole: true })
    }

    /// The kind of the headings of one word that share the stem of `word`, or that end the compound that it is.
    #[must_use]
    pub fn akin_heading(&self, word: &str) -> Option<SectionKind> {
        stem::kind(word, &self.headings)
    }

    /// The heading that `line` starts with, and the byte where it ends; `None` when nothing follows it.
    #[must_use]
    pub fn opening_heading(&self, line: &str) -> Option<(Heading, usize)> {
        let ends = words(line).into_iter().take(MAX_OPENING).map(|word| word.end).filter(|end| *end < line.len());
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| {
            let heading = self.heading(line.get(..end)?).filter(|heading| heading.is_whole)?;
            Some((heading, end))
        })
    }

    /// Whether `text` holds a word or phrase of `class`, on word boundaries, case folded (CJK: anywhere).
    #[must_use]
    pub fn has(&self, class: WordClass, text: &str) -> bool {
        self.classes(text) & class.bit() != 0
    }

    /// Whether `text` holds a word or phrase of one of `classes`.
    #[must_use]
    pub fn has_any(&self, classes: &[WordClass], text: &str) -> bool {
        self.classes(text) & WordClass::bits(classes) != 0
    }

    /// The classes that `text` has words or phrases of, as their bits.
    #[must_use]
    pub fn classes(&self, text: &str) -> u64 {
        self.evidence(text).0
    }

    /// The classes that `text` has words or phrases of, and those that it has hints of, as their bits.
    #[must_use]
    pub fn evidence(&self, text: &str) -> (u64, u64) {
        Found::of(self, text).evidence()
    }

    /// Byte range of the first (longest) word or phrase of `class` in `text`.
    #[must_use]
    pub fn find(&self, class: WordClass, text: &str) -> Option<Range<usize>> {
        Found::of(self, text).ranges(class).next()
    }

    /// Byte ranges of all words and phrases of `class` in `text`, not overlapping.
    #[must_use]
    pub fn find_all(&self, class: WordClass, text: &str) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        for range in Found::of(self, text).ranges(class) {
            if found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
        }
        found
    }

    /// Whether all of `text` is one word or phrase of `class`.
    #[must_use]
    pub fn is(&self, class: WordClass, text: &str) -> bool {
        self.is_any(&[class], text)
    }

    /// Whether all of `text` is one word or phrase of one of `classes`.
    #[must_use]
    pub fn is_any(&self, classes: &[WordClass], text: &str) -> bool {
        self.classes_of_whole(text) & WordClass::bits(classes) != 0
    }

    /// The classes of which all of `text` is one word or phrase, as their bits.
    #[must_use]
    pub fn classes_of_whole(&self, text: &str) -> u64 {
        if MAX_PHRASE < text.len() { 0 } else { Found::of(self, text).whole() }
    }

    /// How strongly the words of `text` speak for `class`: 0 no word does, 1 one does; between, only hints do.
    #[must_use]
    pub fn weight(&self, class: WordClass, text: &str) -> f32 {
        match self.evidence(text) {
            (words, _) if words & class.bit() != 0 => 1.0,
            (_, hints) if hints & class.bit() != 0 => HINT_WEIGHT,
            _ => 0.0,
        }
    }

    /// Share of the words of `text` that belong to words and phrases of `class`: 0 to 1.
    #[must_use]
    pub fn coverage(&self, class: WordClass, text: &str) -> f32 {
        let found = Found::of(self, text);
        let is_in = |range: &Range<usize>, word: &Word| range.start <= word.start && word.end <= range.end;
        let covered = self.find_all(class, text);
        let n_covered = found.words.iter().filter(|word| covered.iter().any(|range| is_in(range, word))).count();
        n_covered as f32 / found.words.len().max(1) as f32
    }

    /// What the phrase at the first of `words` does in a date, and how many words it has. The longest counts.
    #[must_use]
    pub fn date_phrase(&self, text: &str, words: &[Word]) -> Option<(usize, DateWords)> {
        let is_of_dates = |entry: &Entry| entry.packs & self.packs != 0 && (entry.dates != 0 || entry.era != 0);
        let (n_words, entry) = self.phrases.longest(text, words, is_of_dates)?;
        Some((n_words, DateWords { does: entry.dates, era: entry.era }))
    }

    /// Calls `visit` with length and entry of every phrase, stem or end of a compound at the first of `words` that is
    /// evidence for a class.
    fn visit(&self, text: &str, words: &[Word], mut visit: impl FnMut(usize, Entry)) {
        let Some(word) = words.first() else { return };
        let mut visit = |n_words: usize, entry: &Entry| {
            if entry.words | entry.hints | entry.tails == 0 {
                return;
            }
            let Some(last) = words.get(n_words.saturating_sub(1)) else { return };
            visit(n_words, entry.among(self.packs).as_printed(text, word.start..last.end, n_words));
        };
        let shortest = word.text.char_indices().nth(MIN_AFFIX).map(|(at, _)| at);
        if let Some(shortest) = shortest {
            let n_bytes_of_word = word.text.len();
            self.prefixes.starts(word.text.bytes(), |n_bytes, entry| {
                if (shortest..n_bytes_of_word).contains(&n_bytes) {
                    visit(1, entry);
                }
            });
            self.suffixes.starts(word.text.bytes().rev(), |n_bytes, entry| {
                if n_bytes + shortest <= n_bytes_of_word {
                    visit(1, entry);
                }
            });
        }
        self.phrases.walk(text, words, visit);
    }
}

impl Entry {
    /// The entry as far as the packs of these bits count.
    fn among(&self, packs: u32) -> Self {
        if self.packs & packs != 0 {
            return *self;
        }
        Self { words: self.words & QUOTED, hints: self.hints & QUOTED, tails: self.tails & QUOTED, ..Self::default() }
    }

    /// The entry without the classes that the word is not in as it is printed: names are capitalised, and so are the
    /// short forms that are ordinary words otherwise ("SE", "MA", "Inc" beside "se", "ma", "inc").
    fn as_printed(&self, text: &str, range: Range<usize>, n_words: usize) -> Self {
        let mut entry = *self;
        let after = text.get(range.end..).unwrap_or_default();
        if after.starts_with(is_sign) {
            entry.hints |= entry.tails;
        } else {
            entry.words |= entry.tails;
        }
        let printed = text.get(range).unwrap_or_default();
        let mut signs = printed.chars();
        let (first, last) = (signs.next(), signs.next_back());
        let (is_small, n_letters) = (first.is_some_and(char::is_lowercase), n_letters(printed));
        // "S. L." ends the name of a firm; before a name it is initials.
        if n_words > 1
            && n_letters == n_words
            && first.is_some_and(char::is_uppercase)
            && after.trim_start_matches(['.', ' ']).starts_with(char::is_alphabetic)
        {
            entry.words &= !WordClass::Organization.bit();
        }
        if !is_small && (n_words > 1 || n_letters > MAX_SHORT) {
            return entry;
        }
        let mut unfit = 0;
        // "s.r.o." and "a. s." are written small.
        let is_dotted = printed.contains('.') && n_letters <= MAX_LEGAL_FORM;
        if is_small && !is_dotted {
            unfit |= WordClass::Organization.bit();
        }
        let is_fit = match n_letters {
            // "e.V." and "S.A." have their dots, "KG" its capitals.
            0..=2 => printed.contains('.') || last.is_none_or(char::is_uppercase),
            MAX_SHORT => printed.contains(char::is_uppercase),
            _ => true,
        };
        if n_words == 1 && !is_fit && !printed.contains(is_sign) {
            unfit |= SHORT_FORMS;
        }
        entry.words &= !unfit;
        entry.hints &= !unfit;
        entry
    }
}

/// Words of so many letters and fewer may be short forms.
const MAX_SHORT: usize = 3;

/// Legal forms that are written small and with dots have at most so many letters ("sp. z o.o.").
const MAX_LEGAL_FORM: usize = 5;

/// Classes that have short forms which are other words in lower case.
const SHORT_FORMS: u64 = WordClass::bits(&[
    WordClass::Organization,
    WordClass::School,
    WordClass::Degree,
    WordClass::Job,
    WordClass::Honours,
]);

/// How many letters `text` has; digits are none.
pub(crate) fn n_letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter(*c)).count()
}

/// What a phrase may do in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateWords {
    /// Bits of what it may do.
    does: u32,
    /// The year before the first of the era that it names; 0: it names none.
    era: u16,
}

impl DateWords {
    /// Whether it may do that.
    #[must_use]
    pub fn is(self, word: DateWord) -> bool {
        self.does & word.bit() != 0
    }

    /// The number of the month that it names.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        let month = self.does.trailing_zeros() as u8;
        (month < 12).then_some(month + 1)
    }

    /// The year before the first of the era that it names.
    #[must_use]
    pub fn era(self) -> Option<u16> {
        (self.era != 0).then_some(self.era)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The classes among these that `text` has words of.
    #[track_caller]
    fn check(text: &str, expected: &[WordClass]) {
        let classes = [
            WordClass::Job,
            WordClass::School,
            WordClass::Organization,
            WordClass::Degree,
            WordClass::Language,
            WordClass::Fluency,
        ];
        let found: Vec<WordClass> = classes.into_iter().filter(|class| Vocabulary::all().has(*class, text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn fields_are_told_by_their_words() {
        use WordClass::{Degree, Fluency, Job, Language, Organization, School};
        check("Senior Software Engineer", &[Job]);
        check("Wissenschaftliche Mitarbeiterin", &[Job]);
        check("Projektentwicklerin", &[Job]);
        check("Ingénieure d’études", &[Job]);
        check("产品经理", &[Job]);
        check("Kaserer Maschinenbau GmbH", &[Organization]);
        check("Ayuntamiento de Zamora", &[Organization]);
        check("Università degli Studi di Ferrara", &[School]);
        check("东海大学", &[School]);
        check("B.Sc. Physics", &[Degree]);
        check("Norwegisch", &[Language]);
        check("língua materna", &[Fluency]);
        check("Rubén Castellanos", &[]);
    }

    #[test]
    fn short_forms_count_as_they_are_printed() {
        check("se me ocurre, as part of it", &[]);
        check("Lindholm AS", &[WordClass::Organization]);
        check("Tessuti Riva S.p.A.", &[WordClass::Organization]);
        check("Sportverein Au e.V.", &[WordClass::Organization]);
        check("a network of people", &[]);
        check("Ås, H.", &[]);
    }

    #[test]
    fn ends_of_runs_of_signs_are_words_only_there() {
        check("江苏省科技厅", &[WordClass::Organization]);
        check("企业知识图谱构建关键技术", &[]);
        check("大学生创新训练计划", &[]);
        check("江源大学 计算机学院", &[WordClass::School]);
    }

    #[test]
    fn chosen_languages_restrict_how_a_cv_is_worded_but_not_the_names_it_quotes() {
        let german = Vocabulary::of(&["de-AT".to_owned()]);
        assert!(german.heading("Ausbildung").is_some() && german.heading("Education").is_some());
        assert!(german.heading("Formación académica").is_none());
        let words = words("enero");
        assert!(
            german.date_phrase("enero", &words).is_none() && Vocabulary::all().date_phrase("enero", &words).is_some()
        );
        assert!(german.has(WordClass::School, "Università di Ferrara"));
        assert!(!german.is(WordClass::PhoneLabel, "teléfono") && german.is(WordClass::PhoneLabel, "Telefon"));
        assert!(Vocabulary::of(&["eo".to_owned()]).heading("Formación académica").is_some());
    }

    #[test]
    fn hints_weigh_less_than_words() {
        let vocabulary = Vocabulary::all();
        let weights = ["GmbH", "Software", "Ursula"].map(|word| vocabulary.weight(WordClass::Organization, word));
        assert!(weights.is_sorted_by(|a, b| a > b), "{weights:?}");
    }

    #[test]
    fn the_longest_phrase_is_found_on_word_boundaries() {
        let vocabulary = Vocabulary::all();
        let text = "Assistant Professor of Law";
        assert_eq!(vocabulary.find(WordClass::Job, text), Some(0..19));
        assert!(!vocabulary.has(WordClass::Language, "Polishing"));
        assert!(vocabulary.is(WordClass::Fluency, "(C1)"));
    }
}
