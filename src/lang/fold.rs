//! Text to folded words: what is compared when words are looked up.
//!
//! In: text as printed. Out: words and numbers in lower case without accents, each with its byte range. Characters
//! of scripts that put no spaces between words are words of their own. Nothing here knows any language.

use std::ops::Range;

use smol_str::{SmolStr, SmolStrBuilder, StrExt};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use crate::keys::Hash;

/// Parts of a dotted abbreviation ("Ph.D.", "D.Phil.") have at most this many letters, and one of two neighbours has
/// but one; others are words that lost a space ("end.Next").
const MAX_ABBREVIATION_PART: usize = 4;

/// A folded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without accents, without the dots of an abbreviation.
    pub text: SmolStr,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The hash of its text, by which the vocabulary knows it.
    pub(crate) hash: Hash,
}

impl Word {
    /// Where it stands, and its hash.
    pub(super) fn place(&self) -> Place {
        Place { start: self.start, end: self.end, hash: self.hash }
    }
}

/// Where a word stands, and its hash: all that its look-up needs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub start: usize,
    pub end: usize,
    pub hash: Hash,
}

/// A word whose text is spelt out only where it is no ASCII as printed.
struct Read {
    place: Place,
    folded: Option<SmolStr>,
}

impl Read {
    fn new(folded: SmolStr, range: Range<usize>) -> Self {
        let hash = Hash::of(folded.bytes());
        Self { place: Place { start: range.start, end: range.end, hash }, folded: Some(folded) }
    }

    /// Its text as it is compared; `text` is what it stands in.
    fn folded(&self, text: &str) -> SmolStr {
        let printed = || text.get(self.place.start..self.place.end).unwrap_or_default();
        self.folded.clone().unwrap_or_else(|| printed().to_ascii_lowercase_smolstr())
    }
}

/// The words and numbers of `text`.
///
/// ```
/// let words = cvparse::lang::words("Ph.D. in Génie-Civil, 北大");
/// let folded: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
/// assert_eq!(folded, ["phd", "in", "genie", "civil", "北", "大"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    words.extend(Words::of(text));
    words
}

/// The words of a text, one after the other.
#[derive(Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    /// Where the last word ends.
    at: usize,
}

impl<'a> Words<'a> {
    /// The words of `text`.
    pub fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    /// Where the words stand, and their hashes.
    pub(super) fn places(mut self) -> impl Iterator<Item = Place> {
        std::iter::from_fn(move || Some(self.read()?.place))
    }

    /// The next word.
    fn read(&mut self) -> Option<Read> {
        let mut word = self.part()?;
        while let Some(next) = self.further_part(&word) {
            let folded = format!("{}{}", word.folded(self.text), next.folded(self.text));
            word = Read::new(folded.into(), word.place.start..next.place.end);
        }
        Some(word)
    }

    /// The next word, or part of an abbreviation.
    fn part(&mut self) -> Option<Read> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let start = self.at + bytes.iter().position(|byte| !byte.is_ascii() || byte.is_ascii_alphanumeric())?;
        let (end, hash) = ascii_word(self.text, start);
        let is_whole = start < end && self.text.as_bytes().get(end).is_none_or(u8::is_ascii);
        let word = if is_whole {
            Read { place: Place { start, end, hash }, folded: None }
        } else {
            let range = next_of_any_script(self.text, start)?;
            Read::new(fold(self.text.get(range.clone())?), range)
        };
        self.at = word.place.end;
        Some(word)
    }

    /// The part of an abbreviation that follows `word`, its first part, behind a stop.
    fn further_part(&mut self, word: &Read) -> Option<Read> {
        let rest = self.text.as_bytes().get(word.place.end..)?;
        let is_open = matches!(rest, [b'.', next, ..] if next.is_ascii_alphabetic() || !next.is_ascii());
        if !is_open {
            return None;
        }
        let next = self.part().filter(|next| self.are_one(word, next));
        if next.is_none() {
            self.at = word.place.end;
        }
        next
    }

    /// Whether the two are parts of one abbreviation.
    fn are_one(&self, first: &Read, second: &Read) -> bool {
        let is_part = |word: &Read| {
            let folded = word.folded(self.text);
            folded.chars().count() <= MAX_ABBREVIATION_PART && folded.chars().all(|c| is_letter(c) && !is_sign(c))
        };
        let is_single = |Read { place, .. }: &Read| {
            self.text.get(place.start..place.end).is_some_and(|printed| printed.chars().nth(1).is_none())
        };
        let is_close = first.place.end + 1 == second.place.start;
        is_close && (is_single(first) || is_single(second)) && is_part(first) && is_part(second)
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let read = self.read()?;
        let Place { start, end, hash } = read.place;
        Some(Word { text: read.folded(self.text), start, end, hash })
    }
}

/// Where the letters or the digits of ASCII end that start at byte `start`, and their hash in small letters.
fn ascii_word(text: &str, start: usize) -> (usize, Hash) {
    let bytes = text.as_bytes().get(start..).unwrap_or_default();
    let is_number = bytes.first().is_some_and(u8::is_ascii_digit);
    let (mut end, mut hash) = (start, Hash::EMPTY);
    for byte in bytes {
        if !(if is_number { byte.is_ascii_digit() } else { byte.is_ascii_alphabetic() }) {
            break;
        }
        hash = hash.with(byte.to_ascii_lowercase());
        end += 1;
    }
    (end, hash)
}

/// Where the first letters, digits or sign from byte `at` on stand, character by character.
fn next_of_any_script(text: &str, at: usize) -> Option<Range<usize>> {
    let mut chars = text.get(at..)?.char_indices().skip_while(|(_, c)| Kind::of(*c) == Kind::Gap);
    let (offset, first) = chars.next()?;
    let kind = Kind::of(first);
    let is_in = |c: &char| kind != Kind::Sign && (Kind::of(*c) == kind || is_mark(*c));
    let rest = chars.map(|(_, c)| c).take_while(is_in);
    let start = at + offset;
    Some(start..start + first.len_utf8() + rest.map(char::len_utf8).sum::<usize>())
}

/// `text` in lower case without accents; letters with strokes and ligatures as those without.
#[must_use]
pub fn fold(text: &str) -> SmolStr {
    if text.is_ascii() {
        return text.to_ascii_lowercase_smolstr();
    }
    let mut folded = SmolStrBuilder::new();
    for c in text.chars() {
        let Some(letter) = folded_letter(c) else { return fold_any_script(text) };
        folded.push(letter);
    }
    folded.finish()
}

/// The letters U+00C0 to U+00FF without their accents; `.` for those that are no letter or two.
const LATIN_1: &[u8; 64] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.y";

/// `c` folded, where that is known without tables of all scripts.
fn folded_letter(c: char) -> Option<char> {
    match c {
        _ if c.is_ascii() => Some(c.to_ascii_lowercase()),
        '\u{c0}'..='\u{ff}' => {
            LATIN_1.get(c as usize - 0xc0).map(|byte| char::from(*byte)).filter(|letter| *letter != '.')
        }
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => Some(c),
        _ => None,
    }
}

/// See [`fold`].
fn fold_any_script(text: &str) -> SmolStr {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            // These have no parts: most letters end here. Hangul would fall into single jamo.
            _ if c.is_ascii() => folded.push(c),
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => folded.push(c),
            _ => {
                let parts = std::iter::once(c).nfkd().filter(|&c| !is_mark(c));
                folded.extend(parts.flat_map(char::to_lowercase).map(unstroked));
            }
        }
    }
    expand(folded)
}

/// `text` without its accents: compatibility decomposition (NFKD), combining marks left out.
#[must_use]
pub fn without_marks(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            bare.push(c);
        } else {
            decompose_compatible(c, |part| bare.extend(Some(part).filter(|part| !is_combining_mark(*part))));
        }
    }
    bare
}

/// Letters that have no decomposition but a base letter.
fn unstroked(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        'ħ' => 'h',
        'ŋ' => 'n',
        _ => c,
    }
}

/// Letters that stand for two.
fn expand(folded: String) -> SmolStr {
    if !folded.contains(['ß', 'æ', 'œ', 'þ']) {
        return folded.into();
    }
    folded.replace('ß', "ss").replace('æ', "ae").replace('œ', "oe").replace('þ', "th").into()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// A character that is a word of its own.
    Sign,
    Gap,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_ascii_alphabetic() => Self::Letter,
            _ if c.is_ascii_digit() => Self::Digit,
            _ if c.is_ascii() => Self::Gap,
            '\u{ff10}'..='\u{ff19}' => Self::Digit,
            _ if is_sign(c) => Self::Sign,
            _ if is_letter(c) => Self::Letter,
            _ => Self::Gap,
        }
    }
}

/// What `char::is_alphabetic` says: of Latin script and punctuation without the tables of Unicode, which are slow.
#[inline]
#[must_use]
pub(crate) fn is_letter(c: char) -> bool {
    match c {
        '×' | '÷' | '\u{2000}'..='\u{206f}' => false,
        '\u{c0}'..='\u{24f}' => true,
        _ => c.is_alphabetic(),
    }
}

/// What `char::is_alphanumeric` says; see [`is_letter`].
#[inline]
#[must_use]
pub(crate) fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\u{c0}'..='\u{24f}' | '\u{2000}'..='\u{206f}' => is_letter(c),
        _ => c.is_alphanumeric(),
    }
}

/// A combining accent.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

/// A letter of a script without word spaces (Han, kana), or a syllable of Hangul, whose words are compounds.
#[must_use]
pub fn is_sign(c: char) -> bool {
    // Nearly all letters end here.
    '\u{3005}' <= c
        && matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let words = words(text);
        assert_eq!(words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), expected, "{text:?}");
        assert!(words.iter().all(|word| text.get(word.start..word.end).is_some()));
    }

    #[test]
    fn case_and_accents_are_folded() {
        check("École NORMALE Straße Łódź Þór", &["ecole", "normale", "strasse", "lodz", "thor"]);
        check("re\u{301}sume\u{301}", &["resume"]);
    }

    #[test]
    fn letters_are_told_as_unicode_tells_them() {
        for c in '\0'..='\u{ffff}' {
            assert_eq!((is_letter(c), is_letter_or_digit(c)), (c.is_alphabetic(), c.is_alphanumeric()), "{c:?}");
        }
    }

    #[test]
    fn letters_that_are_folded_at_once_are_folded_as_all_are() {
        for c in ('\0'..='\u{ffff}').filter(|c| folded_letter(*c).is_some()) {
            assert_eq!(fold(&format!("{c}é")), fold_any_script(&format!("{c}é")), "{c}");
        }
    }

    #[test]
    fn dotted_abbreviations_are_one_word() {
        check("S.p.A. and M.Sc. e.V. н.в.", &["spa", "and", "msc", "ev", "нв"]);
        check("end.Next", &["end", "next"]);
        check("J. R. Smith", &["j", "r", "smith"]);
    }

    #[test]
    fn numbers_part_from_letters() {
        check("Q3 2019年3月", &["q", "3", "2019", "年", "3", "月"]);
    }

    #[test]
    fn signs_without_spaces_are_words() {
        check("北京大学 서울대", &["北", "京", "大", "学", "서", "울", "대"]);
    }
}
