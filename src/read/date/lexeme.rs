//! Text to the lexemes of dates: numbers, words that dates know, signs.

use std::ops::Range;

use crate::lang::{DateWord, DateWords, Vocabulary, Word, words};

/// What a stretch of text is to a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A number and how many digits it has.
    Number(u32, u8),
    /// A word of dates.
    Word(DateWords),
    /// Any other word.
    Other,
    /// A mark between numbers and words; all dashes are `-`, all apostrophes `'`.
    Sign(char),
}

/// A stretch of text, and what it is to a date.
#[derive(Debug, Clone)]
pub(super) struct Lexeme {
    pub kind: Kind,
    pub range: Range<usize>,
    /// White space stands before it.
    pub is_spaced: bool,
}

impl Lexeme {
    pub fn is(&self, word: DateWord) -> bool {
        matches!(self.kind, Kind::Word(words) if words.is(word))
    }

    pub fn is_sign(&self, sign: char) -> bool {
        self.kind == Kind::Sign(sign)
    }

    pub fn number(&self) -> Option<(u32, u8)> {
        match self.kind {
            Kind::Number(value, n_digits) => Some((value, n_digits)),
            _ => None,
        }
    }
}

/// Splits `text` into lexemes. White space is dropped.
pub(super) fn lexemes(text: &str, vocabulary: &Vocabulary) -> Vec<Lexeme> {
    let words = words(text);
    let mut lexemes = Vec::with_capacity(words.len() * 2);
    let mut end = 0;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        push_signs(&mut lexemes, text, end..word.start);
        let rest = words.get(at..).unwrap_or_default();
        let (n_words, kind) = kind(text, rest, word, vocabulary);
        end = rest.get(n_words - 1).map_or(word.end, |last| last.end);
        let is_spaced = text.get(..word.start).is_some_and(|before| before.ends_with(char::is_whitespace));
        lexemes.push(Lexeme { kind, range: word.start..end, is_spaced });
        at += n_words;
    }
    push_signs(&mut lexemes, text, end..text.len());
    lexemes
}

/// What the phrase at the first of `rest` is, and how many words it has (at least one).
fn kind(text: &str, rest: &[Word], word: &Word, vocabulary: &Vocabulary) -> (usize, Kind) {
    if let Some((n_words, words)) = vocabulary.date_phrase(text, rest) {
        return (n_words.max(1), Kind::Word(words));
    }
    let mut value = 0_u32;
    for c in word.text.chars() {
        let Some(digit) = c.to_digit(10) else { return (1, Kind::Other) };
        value = value.saturating_mul(10).saturating_add(digit);
    }
    (1, Kind::Number(value, word.text.len().min(u8::MAX.into()) as u8))
}

fn push_signs(lexemes: &mut Vec<Lexeme>, text: &str, range: Range<usize>) {
    let mut is_spaced = false;
    for (at, c) in text.get(range.clone()).unwrap_or_default().char_indices() {
        if c.is_whitespace() {
            is_spaced = true;
            continue;
        }
        let start = range.start + at;
        lexemes.push(Lexeme { kind: Kind::Sign(normal(c)), range: start..start + c.len_utf8(), is_spaced });
        is_spaced = false;
    }
}

/// All dashes as `-`, all apostrophes as `'`, wide signs as narrow ones.
fn normal(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '～' | '〜' | '－' | '→' | '➔' | '⟶' | '\u{ad}' | '﹘' | '⁃' => {
            '-'
        }
        '’' | '‘' | '`' | '´' | 'ʼ' => '\'',
        '／' | '⁄' => '/',
        '．' => '.',
        '，' | '、' => ',',
        '（' => '(',
        '）' => ')',
        _ => c,
    }
}
