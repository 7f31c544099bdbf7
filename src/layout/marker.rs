//! Bullets, dashes and numbers that open a line.

/// Signs that are bullets when they stand alone before a text.
const BULLETS: &str = "•◦▪▫‣⁃∙·・･●○■□◆◇❖➢➤►▸▶▹✓✔✦★☆–—-−*»›§¤o\u{f0b7}\u{f0a7}\u{f0d8}\u{f076}\u{25AA}\u{2219}";

/// Those of them that stand within texts, too.
const TEXT_SIGNS: &str = "o–—-−*·»›";

/// A number of an entry has at most this many digits: four would be a year.
const MAX_DIGITS: usize = 3;

/// Splits "• text", "[12] text", "3. text" into the marker and the byte where the text starts.
///
/// A marker alone gives the end of the text.
pub fn split(text: &str) -> Option<(&str, usize)> {
    let start = text.len() - text.trim_start().len();
    let body = text.get(start..)?;
    let end = body.find(char::is_whitespace).unwrap_or(body.len());
    let first = body.get(..end)?;
    if is_marker(first) {
        let rest = body.get(end..)?;
        let skip = rest.len() - rest.trim_start().len();
        return Some((first, start + end + skip));
    }
    // A bullet set close to its text; letters and dashes need the space.
    let sign = body.chars().next().filter(|c| is_bullet(*c) && !TEXT_SIGNS.contains(*c))?;
    let sign_text = body.get(..sign.len_utf8())?;
    Some((sign_text, start + sign.len_utf8()))
}

/// Whether a marker is a bullet wherever it stands.
pub fn is_dot(marker: &str) -> bool {
    !is_number(marker) && !marker.contains(|c| TEXT_SIGNS.contains(c))
}

/// Whether a word is a bullet or the number of an entry.
pub fn is_marker(word: &str) -> bool {
    let mut chars = word.chars();
    let is_bullet = chars.next().is_some_and(is_bullet) && chars.next().is_none();
    is_bullet || is_number(word)
}

fn is_bullet(letter: char) -> bool {
    // Most words start with a letter or a digit of ASCII.
    (!letter.is_ascii_alphanumeric() || letter == 'o') && BULLETS.contains(letter)
}

/// "[12]", "(3)", "3.", "3)": the number of an entry.
pub fn is_number(word: &str) -> bool {
    let bracketed = word.strip_prefix('[').and_then(|w| w.strip_suffix(']').or_else(|| w.strip_suffix("].")));
    let inner = bracketed
        .or_else(|| word.strip_prefix('(').and_then(|w| w.strip_suffix(')')))
        .or_else(|| word.strip_suffix('.'))
        .or_else(|| word.strip_suffix(')'));
    let Some(inner) = inner else {
        return false;
    };
    // "(415) 555-0188" opens a telephone number.
    if word.starts_with('(') && MAX_DIGITS <= inner.len() {
        return false;
    }
    // "[J12]", "[C3]" number journals and conferences apart.
    let digits = if bracketed.is_some() { inner.trim_start_matches(|c: char| c.is_ascii_uppercase()) } else { inner };
    let n_letters = inner.len() - digits.len();
    !digits.is_empty() && digits.len() <= MAX_DIGITS && n_letters <= 3 && digits.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let actual = split(text).map(|(marker, rest)| (marker, &text[rest..]));
        assert_eq!(actual, expected);
    }

    #[test]
    fn a_bullet_opens_a_line() {
        check("• Led a team", Some(("•", "Led a team")));
        check("- Led a team", Some(("-", "Led a team")));
        check("▪Led a team", Some(("▪", "Led a team")));
    }

    #[test]
    fn a_number_opens_an_entry() {
        check("[12] A. Bee", Some(("[12]", "A. Bee")));
        check("3. A. Bee", Some(("3.", "A. Bee")));
        check("[J4] A. Bee", Some(("[J4]", "A. Bee")));
    }

    #[test]
    fn words_years_and_ranges_are_no_markers() {
        check("2019. A year", None);
        check("-5 degrees", None);
        check("oboe player", None);
        check("(415) 555-0188", None);
        check("A. Bee", None);
    }
}
