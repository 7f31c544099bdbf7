//! Accents that old fonts print as glyphs of their own: put on their letters.
//!
//! In: glyphs in painting order. Out: the same, an accent and the letter it is printed over as one glyph (NFC).

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Glyph;

/// How far, in ems, an accent may be raised or lowered against its letter.
const RAISE_EM: f32 = 0.45;

/// Joins accents with the letters before or after them.
pub fn compose(glyphs: &mut Vec<Glyph>) {
    // Most pages print no accent on its own.
    if !glyphs.iter().any(|glyph| mark_of(&glyph.text).is_some()) {
        return;
    }
    glyphs.dedup_by(|glyph, last| {
        let text = if may_join(last, glyph) { joined(&last.text, &glyph.text) } else { None };
        let Some(text) = text else { return false };
        last.x0 = last.x0.min(glyph.x0);
        last.x1 = last.x1.max(glyph.x1);
        if mark_of(&last.text).is_some() {
            (last.baseline, last.em, last.font) = (glyph.baseline, glyph.em, glyph.font);
        }
        last.text = text;
        true
    });
}

/// Whether one of two neighbours is an accent and is printed over or under the other.
fn may_join(first: &Glyph, second: &Glyph) -> bool {
    let mark = match (mark_of(&first.text), mark_of(&second.text)) {
        (Some(_), None) => first,
        (None, Some(_)) => second,
        _ => return false,
    };
    let other = if std::ptr::eq(mark, first) { second } else { first };
    if first.turn != second.turn || first.hidden != second.hidden {
        return false;
    }
    let is_level = (first.baseline - second.baseline).abs() < first.em.max(second.em) * RAISE_EM;
    // A combining mark without a width of its own follows its letter.
    let is_attached = std::ptr::eq(mark, second) && second.text.chars().all(is_combining_mark);
    let middle = (mark.x0 + mark.x1) * 0.5;
    is_level && (is_attached || other.x0 <= middle && middle <= other.x1)
}

/// The letter with its accent; `None` when the two make no letter.
fn joined(first: &str, second: &str) -> Option<SmolStr> {
    let (mark, letter) = match (mark_of(first), mark_of(second)) {
        (Some(mark), None) => (mark, second),
        (None, Some(mark)) => (mark, first),
        _ => return None,
    };
    let last = letter.chars().next_back()?;
    if let Some(crossed) = crossed(last, mark) {
        return Some(crossed);
    }
    if !last.is_alphabetic() && !is_combining_mark(last) {
        return None;
    }
    let dotted: String = letter.replace('ı', "i").replace('ȷ', "j");
    if dotted.nfd().last() == Some(mark) {
        // The letter came with this accent already.
        return Some(SmolStr::new(letter));
    }
    Some(dotted.chars().chain(std::iter::once(mark)).nfc().collect())
}

/// Letters with a stroke do not decompose, so they do not compose either.
fn crossed(letter: char, mark: char) -> Option<SmolStr> {
    let crossed = match (letter, mark) {
        ('l', '\u{335}' | '\u{337}' | '\u{338}') => 'ł',
        ('L', '\u{335}' | '\u{337}' | '\u{338}') => 'Ł',
        ('o', '\u{337}' | '\u{338}') => 'ø',
        ('O', '\u{337}' | '\u{338}') => 'Ø',
        _ => return None,
    };
    Some(SmolStr::new_inline(crossed.encode_utf8(&mut [0; 4])))
}

/// The combining mark that a glyph is, as a mark or as the spacing accent of old fonts.
fn mark_of(text: &str) -> Option<char> {
    // Most glyphs are letters without an accent: a look at each needs no table.
    if let [b' '..=b'_' | b'a'..=b'~', ..] = text.as_bytes() {
        return None;
    }
    let mut letters = text.chars();
    let letter = letters.next()?;
    if letters.next().is_some() {
        return None;
    }
    Some(match letter {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ if is_combining_mark(letter) => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::Pt;
    use crate::pdf::Turn;

    fn glyph(text: &str, x0: f32, x1: f32) -> Glyph {
        Glyph {
            text: text.into(),
            x0: Pt(x0),
            x1: Pt(x1),
            baseline: Pt(100.0),
            em: Pt(10.0),
            font: 0,
            color: 0,
            hidden: None,
            icon: None,
            turn: Turn::Upright,
            fake_bold: false,
        }
    }

    #[track_caller]
    fn check(glyphs: &[(&str, f32, f32)], expected: &[&str]) {
        let mut glyphs: Vec<Glyph> = glyphs.iter().map(|&(text, x0, x1)| glyph(text, x0, x1)).collect();
        compose(&mut glyphs);
        let texts: Vec<&str> = glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn an_accent_printed_over_a_letter_is_one_with_it() {
        check(&[("´", 10.0, 15.0), ("e", 10.2, 14.6)], &["é"]);
        check(&[("e", 10.2, 14.6), ("´", 10.0, 15.0)], &["é"]);
        check(&[("c", 10.0, 14.4), ("¸", 10.0, 14.4)], &["ç"]);
        check(&[("¨", 10.0, 15.0), ("ı", 11.0, 14.0)], &["ï"]);
        check(&[("\u{335}", 10.0, 12.8), ("L", 10.0, 16.0)], &["Ł"]);
    }

    #[test]
    fn a_combining_mark_joins_the_letter_before_it() {
        check(&[("o", 10.0, 15.0), ("\u{323}", 15.0, 15.0), ("\u{300}", 15.0, 15.0)], &["ọ\u{300}"]);
        check(&[("é", 10.0, 15.0), ("\u{301}", 15.0, 15.0)], &["é"]);
    }

    #[test]
    fn an_accent_that_stands_alone_stays() {
        check(&[("a", 10.0, 15.0), ("`", 15.0, 18.0), ("b", 18.0, 23.0)], &["a", "`", "b"]);
    }
}
