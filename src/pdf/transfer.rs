//! A file that was transferred as text, as it was before.
//!
//! In: the bytes of a file that cannot be read well. Out: its bytes without what a transfer did to them, if that can be
//! seen and undone: line ends made longer, or bytes taken for letters and written as UTF-8. Nothing here knows objects.

/// The bytes as they were sent; `None` when they do not look changed.
pub fn undone(bytes: &[u8]) -> Option<Vec<u8>> {
    from_letters(bytes).or_else(|| with_short_ends(bytes))
}

/// Every line ends with two bytes, in compressed data too, where chance sets one: a transfer added the first.
fn with_short_ends(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut short = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for at in memchr::memchr_iter(b'\n', bytes) {
        short.extend_from_slice(bytes.get(start..at)?.strip_suffix(b"\r")?);
        short.push(b'\n');
        start = at + 1;
    }
    short.extend_from_slice(bytes.get(start..)?);
    (0 < start).then_some(short)
}

/// Each byte was taken for a letter of Latin-1 and written as UTF-8: compressed data are never UTF-8 by chance.
fn from_letters(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.is_ascii() {
        return None;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    text.chars().map(|letter| u8::try_from(letter).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Option<&[u8]>) {
        assert_eq!(undone(bytes).as_deref(), expected);
    }

    #[test]
    fn line_ends_that_are_all_long_become_short() {
        check(b"%PDF\r\nx\r\r\n\xff\xfe", Some(b"%PDF\nx\r\n\xff\xfe"));
        check(b"%PDF\r\nx\n\xff\xfe", None);
        check(b"%PDF", None);
    }

    #[test]
    fn letters_become_bytes_again() {
        check("%PDF\nÿ\u{80}".as_bytes(), Some(b"%PDF\n\xff\x80"));
        check("%PDF\n–".as_bytes(), None);
    }
}
