//! Links and identifiers: words that hold signs.
//!
//! In: a text. Out: how long the link or the identifier at its start is.

/// What a link starts with, in small letters.
const LINK_STARTS: [&str; 7] = ["http://", "https://", "www.", "doi.org/", "dx.doi.org/", "ftp://", "10."];

/// Number of bytes of the link at the start of `rest`, without the punctuation that ends the sentence.
pub(super) fn link_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    // Most words are none: a look at the first letter tells.
    if !matches!(bytes.first().map(u8::to_ascii_lowercase), Some(b'h' | b'w' | b'd' | b'f' | b'1')) {
        return None;
    }
    let starts_with =
        |start: &str| bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()));
    let is_link = LINK_STARTS.iter().any(|start| starts_with(start));
    if !is_link {
        return None;
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”')).unwrap_or(rest.len());
    let link = rest.get(..end)?;
    if link.starts_with("10.") && !(link.contains('/') && link.len() > "10.1000/".len()) {
        return None;
    }
    let mut link = link.trim_end_matches(['.', ',', ';', ':']);
    if link.ends_with(')') && !link.contains('(') || link.ends_with(']') && !link.contains('[') {
        link = link.trim_end_matches([')', ']', '.', ',']);
    }
    Some(link.len())
}

/// Parts of the shortest dotted number that is an identifier ("2023.05.11.540999"): a date has fewer.
const IDENTIFIER_PARTS: usize = 4;

/// Number of bytes of the identifier of a preprint at the start of `rest`: numbers with dots between them, without
/// spaces ("2401.01234v2", "2023.05.11.540999").
pub(super) fn identifier_length(rest: &str) -> Option<usize> {
    // Most words are none: they are not cut into parts.
    if !rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches('.');
    let bare = number.rsplit_once('v').filter(|(_, version)| !version.is_empty() && is_digits(version));
    let parts: Vec<&str> = bare.map_or(number, |(bare, _)| bare).split('.').collect();
    let is_dotted = parts.iter().all(|part| is_digits(part));
    let is_identifier = match parts.as_slice() {
        // Year and month of two digits each, then four or five more.
        [month, serial] => month.len() == 4 && (4..=5).contains(&serial.len()) && is_month(month.get(2..)?),
        parts => IDENTIFIER_PARTS <= parts.len(),
    };
    (is_dotted && is_identifier).then_some(number.len())
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_month(digits: &str) -> bool {
    digits.parse().is_ok_and(|month: u32| (1..=12).contains(&month))
}
