//! A reference string to words: runs of letters, numbers, links, and signs one by one.
//!
//! In: a reference; a line break or a tab in it says that a new line or a new cell starts there. Out: words with
//! their byte ranges and shapes. Nothing here knows what a word means.

use std::ops::Range;

use super::link;
use crate::lang::is_letter_or_digit;

/// What kind of word it is, seen from afar. Shapes of neighbours are what the model learns most from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A single capital letter: an initial.
    Initial,
    /// Two or three capitals: initials run together, or an acronym.
    Initials,
    /// Four or more capitals.
    Upper,
    /// A capital and small letters.
    Capitalised,
    /// Small letters.
    Lower,
    /// Capitals inside.
    Mixed,
    /// Four digits that may be a year.
    Year,
    /// An apostrophe and two digits: the year of a conference.
    ShortYear,
    /// One or two digits.
    Short,
    /// Three or four digits.
    Long,
    /// Five or more digits.
    Longer,
    /// Digits with letters.
    Alphanumeric,
    /// An address or identifier.
    Link,
    /// A few ideographs.
    IdeographShort,
    /// More ideographs.
    IdeographLong,
    /// A sign, folded: all dashes are `-`, all double quotes `"` or, where they say so, opening and closing.
    Sign(char),
}

/// A word of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub range: Range<usize>,
    /// What it looks like.
    pub shape: Shape,
    /// White space stands before it.
    pub is_spaced: bool,
    /// Hash of the word in small letters.
    pub hash: u32,
}

impl Word {
    /// The folded sign, if it is one.
    #[must_use]
    #[inline]
    pub fn sign(&self) -> Option<char> {
        match self.shape {
            Shape::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// It has letters and is no link.
    #[must_use]
    #[inline]
    pub fn is_letters(&self) -> bool {
        !matches!(
            self.shape,
            Shape::Sign(_) | Shape::Link | Shape::Year | Shape::ShortYear | Shape::Short | Shape::Long | Shape::Longer
        )
    }

    /// It starts with a capital, or is of a script without them.
    #[must_use]
    #[inline]
    pub fn starts_large(&self) -> bool {
        !matches!(self.shape, Shape::Lower | Shape::Sign(_) | Shape::Link)
    }

    /// It consists of digits alone.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self.shape, Shape::Year | Shape::Short | Shape::Long | Shape::Longer)
    }
}

/// Years before this one are numbers: references to older works are rare, volumes and pages of that size are not.
const YEAR_FIRST: u32 = 1700;
/// Years after this one are numbers.
const YEAR_LAST: u32 = 2049;
/// Ideographs up to this number are a name as likely as not.
const IDEOGRAPHS_OF_A_NAME: usize = 4;
/// Names of markup elements ("italic") have this many letters at most.
const MARKUP_LETTERS: usize = 8;
/// Characters that join the parts of a word.
const JOINTS: [char; 5] = ['\'', '’', '-', '‐', '‑'];

/// The words of `text`, from left to right.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 3);
    let mut is_spaced = true;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or_default();
        if let Some(length) = markup_length(rest) {
            at += length;
            continue;
        }
        if first.is_whitespace() && first != '\n' && first != '\t' {
            is_spaced = true;
            at += first.len_utf8();
            continue;
        }
        let (length, shape) = word(rest, first);
        let end = at + length.max(first.len_utf8());
        words.push(Word { range: at..end, shape, is_spaced, hash: hash_of(text.get(at..end).unwrap_or("")) });
        is_spaced = first == '\n' || first == '\t';
        at = end;
    }
    words
}

/// Number of bytes of the markup ("<i>", "</italic>") at the start of `rest`: it is no word.
#[must_use]
pub fn markup_length(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let end = name.find('>').filter(|end| (1..=MARKUP_LETTERS).contains(end))?;
    let is_name = name.bytes().take(end).all(|b| b.is_ascii_lowercase());
    is_name.then(|| rest.len() - name.len() + end + 1)
}

/// The word at the start of `rest`: its number of bytes, and what it looks like.
fn word(rest: &str, first: char) -> (usize, Shape) {
    if let Some(length) = link::link_length(rest).or_else(|| link::identifier_length(rest)) {
        return (length, Shape::Link);
    }
    if let Some(length) = short_year_length(rest, first) {
        return (length, Shape::ShortYear);
    }
    if is_ideograph(first) {
        let length = rest.find(|c| !is_ideograph(c)).unwrap_or(rest.len());
        let is_short = rest.chars().take_while(|c| is_ideograph(*c)).count() <= IDEOGRAPHS_OF_A_NAME;
        return (length, if is_short { Shape::IdeographShort } else { Shape::IdeographLong });
    }
    if first == '&' {
        return (1, Shape::Lower);
    }
    if !is_wordly(first) {
        return (first.len_utf8(), Shape::Sign(folded_sign(first)));
    }
    let characters = Characters::of(rest);
    let word = rest.get(..characters.n_bytes).unwrap_or("");
    (
        characters.n_bytes,
        if characters.n_digits == 0 { characters.shape(first) } else { number_shape(word, &characters) },
    )
}

/// What the characters of a word are.
#[derive(Debug, Default)]
struct Characters {
    n_bytes: usize,
    n_chars: usize,
    /// ASCII digits.
    n_digits: usize,
    n_letters: usize,
    n_upper: usize,
    is_joined: bool,
}

impl Characters {
    /// The word at the start of `rest`: letters and digits, with hyphens and apostrophes between letters.
    fn of(rest: &str) -> Self {
        let mut characters = Self::default();
        let mut is_after_letter = false;
        let mut chars = rest.chars().peekable();
        while let Some(c) = chars.next() {
            let is_letter = c.is_alphabetic();
            let is_joint =
                is_after_letter && JOINTS.contains(&c) && chars.peek().is_some_and(|next| next.is_alphabetic());
            let is_part = is_letter || is_joint || is_wordly(c);
            if !is_part || is_ideograph(c) {
                break;
            }
            characters.n_bytes += c.len_utf8();
            characters.n_chars += 1;
            characters.n_digits += usize::from(c.is_ascii_digit());
            characters.n_letters += usize::from(is_letter);
            characters.n_upper += usize::from(c.is_uppercase());
            characters.is_joined |= is_joint;
            is_after_letter = is_letter;
        }
        characters
    }

    /// The shape of a word without digits.
    fn shape(&self, first: char) -> Shape {
        match (self.n_upper, self.n_letters) {
            (0, _) => Shape::Lower,
            (1, 1) => Shape::Initial,
            (upper, letters) if upper == letters && letters <= 3 => Shape::Initials,
            (upper, letters) if upper == letters => Shape::Upper,
            (1, _) if first.is_uppercase() => Shape::Capitalised,
            _ if self.is_joined && first.is_uppercase() => Shape::Capitalised,
            _ => Shape::Mixed,
        }
    }
}

/// Number of bytes of "'24" at the start of `rest`.
fn short_year_length(rest: &str, first: char) -> Option<usize> {
    let digits = rest.get(first.len_utf8()..).filter(|_| matches!(first, '\'' | '’' | '‘'))?;
    let n_digits = digits.bytes().take_while(u8::is_ascii_digit).count();
    let goes_on = digits.chars().nth(2).is_some_and(char::is_alphanumeric);
    (n_digits == 2 && !goes_on).then(|| first.len_utf8() + 2)
}

fn is_wordly(c: char) -> bool {
    is_letter_or_digit(c) || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

/// Han, kana and hangul: scripts in which words are not spaced.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '々' | '〇')
}

fn number_shape(word: &str, characters: &Characters) -> Shape {
    if characters.n_digits < characters.n_chars {
        let year = word.get(..4).and_then(|digits| digits.parse().ok());
        let is_lettered_year =
            word.len() == 5 && year.is_some_and(|year: u32| (YEAR_FIRST..=YEAR_LAST).contains(&year));
        return if is_lettered_year { Shape::Year } else { Shape::Alphanumeric };
    }
    match characters.n_digits {
        1 | 2 => Shape::Short,
        4 if word.parse().is_ok_and(|year: u32| (YEAR_FIRST..=YEAR_LAST).contains(&year)) => Shape::Year,
        3 | 4 => Shape::Long,
        _ => Shape::Longer,
    }
}

/// One sign for all that mean the same.
fn folded_sign(sign: char) -> char {
    match sign {
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－' => '-',
        '„' | '‟' | '«' | '“' | '「' | '『' | '《' | '〈' => '“',
        '»' | '”' | '」' | '』' | '》' | '〉' => '”',
        '‘' | '‚' | '`' | '‹' => '‘',
        '’' | '´' | '›' => '’',
        '，' | '、' => ',',
        '．' | '。' => '.',
        '：' => ':',
        '；' => ';',
        '（' => '(',
        '）' => ')',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '？' => '?',
        '！' => '!',
        '·' | '•' | '∙' | '|' | '¦' => '|',
        '*' | '†' | '‡' | '§' | '¶' | '∗' | '⋆' | '★' | '☆' | '#' => '*',
        other => other,
    }
}

/// FNV-1a over the small letters.
fn hash_of(word: &str) -> u32 {
    let mut hash = Hash::new(0);
    for c in word.chars() {
        if c.is_ascii() {
            hash.add(u32::from(c.to_ascii_lowercase()));
        } else {
            c.to_lowercase().for_each(|c| hash.add(c as u32));
        }
    }
    hash.0
}

/// A 32-bit hash that numbers can be added to (FNV-1a, by the word): features are known by it alone.
#[derive(Debug, Clone, Copy)]
pub struct Hash(pub u32);

impl Hash {
    /// A hash that starts with `seed`.
    #[must_use]
    #[inline]
    pub fn new(seed: u32) -> Self {
        let mut hash = Self(0x811c_9dc5);
        hash.add(seed);
        hash
    }

    /// Adds a number.
    #[inline]
    pub fn add(&mut self, value: u32) {
        let mixed = (self.0 ^ value).wrapping_mul(0x0100_0193);
        self.0 = mixed ^ (mixed >> 15);
    }
}

impl Shape {
    /// A number for the shape, signs by their code point.
    #[must_use]
    #[inline]
    pub fn code(self) -> u32 {
        match self {
            Self::Initial => 1,
            Self::Initials => 2,
            Self::Upper => 3,
            Self::Capitalised => 4,
            Self::Lower => 5,
            Self::Mixed => 6,
            Self::Year => 7,
            Self::Short => 8,
            Self::Long => 9,
            Self::Longer => 10,
            Self::Alphanumeric => 11,
            Self::Link => 12,
            Self::IdeographShort => 13,
            Self::IdeographLong => 14,
            Self::ShortYear => 15,
            // Code points below 32 do not occur as signs but for the breaks, which are their own.
            Self::Sign(sign) => 100 + sign as u32,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        let actual: Vec<&str> = words.iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn hyphens_and_apostrophes_stay_in_a_name() {
        check("Molla-Herman, D’Arcy", &["Molla-Herman", ",", "D’Arcy"]);
    }

    #[test]
    fn volume_and_pages_come_apart() {
        check("31(12):2023–48.", &["31", "(", "12", ")", ":", "2023", "–", "48", "."]);
    }

    #[test]
    fn the_year_of_a_conference_is_one_word() {
        check("NSDI'24, O'Neill", &["NSDI", "'24", ",", "O'Neill"]);
    }

    #[test]
    fn a_doi_is_one_word_without_the_full_stop() {
        check("doi:10.1000/x(1)y.", &["doi", ":", "10.1000/x(1)y", "."]);
    }

    #[test]
    fn the_identifier_of_a_preprint_is_one_word() {
        check("arXiv:2401.01234v2.", &["arXiv", ":", "2401.01234v2", "."]);
        check("bioRxiv 2023.05.11.540999", &["bioRxiv", "2023.05.11.540999"]);
        check("31.12.2024, 12.3456", &["31", ".", "12", ".", "2024", ",", "12", ".", "3456"]);
    }

    #[test]
    fn ideographs_are_runs() {
        check("陈思远，赵琳. 软件", &["陈思远", "，", "赵琳", ".", "软件"]);
    }
}
