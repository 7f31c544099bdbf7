//! Text to folded words: what is compared when words are looked up.
//!
//! In: text as printed. Out: words and numbers in lower case without accents, each with its byte range. Characters
//! of scripts that put no spaces between words are words of their own. Nothing here knows any language.

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Parts of a dotted abbreviation ("Ph.D.", "D.Phil.") have at most this many letters, and one of two neighbours has
/// but one; others are words that lost a space ("end.Next").
const MAX_ABBREVIATION_PART: usize = 4;

/// Bytes that a word has at most which needs no place on the heap.
const SHORT: usize = 23;

/// A folded word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// In lower case, without accents, without the dots of an abbreviation.
    pub text: SmolStr,
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
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
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        let kind = Kind::of(first);
        if kind == Kind::Gap {
            continue;
        }
        let mut end = start + first.len_utf8();
        while kind != Kind::Sign
            && let Some(&(at, c)) = chars.peek()
            && (Kind::of(c) == kind || is_mark(c))
        {
            end = at + c.len_utf8();
            chars.next();
        }
        let Some(printed) = text.get(start..end) else { continue };
        push(&mut words, text, Word { text: fold(printed), start, end });
    }
    words
}

/// Appends `word`, or lengthens the abbreviation before it.
fn push(words: &mut Vec<Word>, text: &str, word: Word) {
    let is_part = |w: &Word| {
        w.text.chars().count() <= MAX_ABBREVIATION_PART && w.text.chars().all(|c| c.is_alphabetic() && !is_sign(c))
    };
    let is_letter = |w: &Word| text.get(w.start..w.end).is_some_and(|printed| printed.chars().count() == 1);
    if let Some(last) = words.last_mut()
        && text.get(last.end..word.start) == Some(".")
        && is_part(last)
        && is_part(&word)
        && (is_letter(last) || is_letter(&word))
    {
        last.text = format!("{}{}", last.text, word.text).into();
        last.end = word.end;
    } else {
        words.push(word);
    }
}

/// `text` in lower case without accents; letters with strokes and ligatures as those without.
#[must_use]
pub fn fold(text: &str) -> SmolStr {
    if text.is_ascii() {
        return small(text);
    }
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

/// ASCII in lower case; a short word without a visit to the heap.
fn small(text: &str) -> SmolStr {
    let mut short = [0; SHORT];
    let Some(bytes) = short.get_mut(..text.len()) else { return text.to_ascii_lowercase().into() };
    bytes.copy_from_slice(text.as_bytes());
    bytes.make_ascii_lowercase();
    std::str::from_utf8(bytes).unwrap_or_default().into()
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
            _ if c.is_alphabetic() => Self::Letter,
            _ => Self::Gap,
        }
    }
}

/// A combining accent.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}')
}

/// A letter of a script without word spaces (Han, kana), or a syllable of Hangul, whose words are compounds.
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
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
