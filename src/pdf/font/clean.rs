//! One glyph's characters as they would be typed: ligatures apart, look-alikes of the hyphen and the space as such.
//!
//! In: what an encoding says that a glyph stands for. Out: text to show, or `None` when that is no text at all
//! (controls, private use, the replacement character).

use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization;

/// Characters as they would be typed; `None` when nothing is left.
pub fn text(raw: &str) -> Option<SmolStr> {
    let mut bytes = raw.bytes();
    if let (Some(byte @ b' '..=b'~'), None) = (bytes.next(), bytes.next()) {
        return Some(SmolStr::new_inline(char::from(byte).encode_utf8(&mut [0; 4])));
    }
    let mut clean = String::with_capacity(raw.len());
    for letter in raw.chars() {
        push(&mut clean, letter);
    }
    // A letter and its accent as two characters are one as it is typed.
    let text: SmolStr = if clean.is_ascii() { SmolStr::new(&clean) } else { clean.nfc().collect() };
    (!text.is_empty()).then_some(text)
}

fn push(clean: &mut String, letter: char) {
    match letter {
        // Producers look the code of the hyphen's glyph up and find the soft hyphen; U+2011 is a hyphen when typed.
        '\u{AD}' | '\u{2010}' | '\u{2011}' => clean.push('-'),
        '\t' | '\n' | '\r' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' => clean.push(' '),
        // Controls, zero-width characters, marks of direction and selectors of variants are not printed.
        '\u{0}'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFFC}'..='\u{FFFF}' => {}
        _ if is_private(letter) || is_noncharacter(letter) => {}
        // Latin ligatures, Arabic forms, and radicals that producers find instead of the ideograph.
        // Mathematical alphabets are letters in another face.
        RADICAL..='\u{2EF3}' => clean.push(ideograph(letter)),
        '\u{FB00}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}'
        | '\u{2F00}'..='\u{2FDF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{1D400}'..='\u{1D7FF}' => clean.extend(std::iter::once(letter).nfkc()),
        _ => clean.push(letter),
    }
}

/// The first radical of [`IDEOGRAPHS`].
const RADICAL: char = '\u{2E80}';

/// For each radical of the block "CJK Radicals Supplement" the ideograph that it looks like, in the order of the block:
/// these have no decomposition in Unicode ("⻓" for "长").
const IDEOGRAPHS: &str = include_str!("../../data/glyphs/radicals.txt");

/// The ideograph that looks like a radical.
fn ideograph(radical: char) -> char {
    let place = u32::from(radical) - u32::from(RADICAL);
    IDEOGRAPHS.chars().nth(place as usize).unwrap_or(radical)
}

/// A character that means something only in its own font.
pub fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFD}')
}

fn is_noncharacter(letter: char) -> bool {
    u32::from(letter) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_come_out_as_they_are_typed() {
        let table = [
            ("A", Some("A")),
            ("ﬃ", Some("ffi")),
            ("\u{2011}", Some("-")),
            ("\u{AD}", Some("-")),
            ("\u{A0}", Some(" ")),
            ("\u{0}", None),
            ("\u{F095}", None),
            ("\u{200B}", None),
            ("⼈", Some("人")),
            ("⻓", Some("长")),
            ("𝐀", Some("A")),
            ("é", Some("é")),
            ("e\u{301}", Some("é")),
        ];
        for (raw, expected) in table {
            assert_eq!(text(raw).as_deref(), expected, "{raw:?}");
        }
    }
}
