//! Bytes to text: UTF-8, UTF-16 with its mark, or Windows-1252 where that is plausible.
//!
//! In: bytes. Out: text with `\n` at line ends, `\u{c}` between pages and no other control character, or `None` when
//! the bytes are no text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Control characters that a text may hold, as a share of its characters: OCR leaves a few.
const MAX_CONTROLS: f32 = 0.01;

/// Letters beyond ASCII that a Windows-1252 text may hold, as a share: European languages stay below a fifth.
const MAX_HIGH_BYTES: f32 = 0.3;

/// The text that `bytes` are, if they are one.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<String> {
    let text = match Encoding::for_bom(bytes) {
        Some((encoding, n_bom)) => encoding.decode_without_bom_handling_and_without_replacement(bytes.get(n_bom..)?),
        None => UTF_8.decode_without_bom_handling_and_without_replacement(bytes).or_else(|| western(bytes)),
    }?;
    let n_controls = text.chars().filter(|c| is_stray(*c)).count() as f32;
    let is_text = !text.contains('\0') && n_controls <= MAX_CONTROLS * text.chars().count() as f32;
    is_text.then(|| tidy(&text))
}

fn western(bytes: &[u8]) -> Option<std::borrow::Cow<'_, str>> {
    // Bytes that Windows-1252 leaves undefined; the decoder would make control characters of them.
    let is_undefined = |b: &&u8| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let n_high = bytes.iter().filter(|b| !b.is_ascii()).count() as f32;
    let is_plausible = n_high <= MAX_HIGH_BYTES * bytes.len() as f32 && !bytes.iter().any(|b| is_undefined(&b));
    is_plausible.then(|| WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

fn is_stray(c: char) -> bool {
    c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')
}

fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !is_stray(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Option<&str>) {
        assert_eq!(decode(bytes).as_deref(), expected);
    }

    #[test]
    fn utf_8_is_read_with_and_without_its_mark() {
        check("Zoë".as_bytes(), Some("Zoë"));
        check(b"\xef\xbb\xbfZo\xc3\xab", Some("Zoë"));
    }

    #[test]
    fn utf_16_is_read_by_its_mark() {
        check(b"\xff\xfeZ\0o\0\xeb\0", Some("Zoë"));
        check(b"\xfe\xff\0Z\0o\0\xeb", Some("Zoë"));
    }

    #[test]
    fn windows_1252_is_the_last_resort() {
        check(b"Zo\xeb \x96 M\xfcnchen", Some("Zoë – München"));
        check(b"\xe9\xe8\xfc\xf6", None);
        check(b"Zo\xeb \x81", None);
    }

    #[test]
    fn line_ends_are_unified_and_page_breaks_kept() {
        check(b"a\r\nb\rc\x0cd", Some("a\nb\nc\u{c}d"));
    }

    #[test]
    fn a_stray_control_character_is_dropped_but_many_are_no_text() {
        let page = "word ".repeat(50);
        check(format!("{page}\u{1b}").as_bytes(), Some(page.as_str()));
        check(b"\x01\x02\x03abc", None);
        check(b"abc\0", None);
    }
}
