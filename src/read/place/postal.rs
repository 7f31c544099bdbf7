//! Postal codes: where one may stand in a part of an address.

use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::Regex;

/// A postal code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    /// Where it stands, without the letter of the country.
    pub range: Range<usize>,
    /// Where it stands, with it ("D-10115").
    pub whole: Range<usize>,
    /// Nothing but a postal code looks like that.
    pub is_certain: bool,
}

/// Forms that only postal codes have: Britain, Canada, the Netherlands, Ireland, Portugal, Brazil, Japan, nine digits
/// of the United States, Poland, and numbers with the letters of a country before them.
const CERTAIN: &str = r"(?x)\b(?:
    [A-Z]{1,2}\d[A-Z\d]?\ \d[A-Z]{2} | [A-Z]\d[A-Z]\ ?\d[A-Z]\d | \d{4}\ ?[A-Z]{2} | [A-Z]\d[\dW]\ [A-Z\d]{4}
    | \d{4}-\d{3} | \d{5}-\d{3,4} | 〒?\d{3}-\d{4} | \d{2}-\d{3}
    | (?:A|AT|AX|B|BE|CH|CZ|D|DE|DK|E|ES|F|FI|FL|FR|H|HR|HU|I|IS|IT|L|LT|LU|LV|MD|N|NL|NO|P|PL|PT|RO|S|SE|SI|SK)
        [-–](?P<bare>\d{3}\ ?\d{2}|\d{4,5})
    )\b";
/// Four to six digits, perhaps with a gap; house numbers and years look like that, too.
const PLAIN: &str = r"\b(?:\d{3} \d{2,3}|\d{4,6})\b";

/// Digits of the shortest codes ("AB1 2CD").
const MIN_DIGITS: usize = 2;

static FORMS: LazyLock<Option<(Regex, Regex)>> =
    LazyLock::new(|| Some((Regex::new(CERTAIN).ok()?, Regex::new(PLAIN).ok()?)));

/// Postal codes that may be in `text`, the surest first.
pub(super) fn find(text: &str) -> Vec<Code> {
    // Every code has two digits, and most texts have none.
    if text.bytes().filter(u8::is_ascii_digit).count() < MIN_DIGITS {
        return Vec::new();
    }
    let Some((certain, plain)) = &*FORMS else { return Vec::new() };
    // The patterns know letters of ASCII only.
    let is_free = |range: &Range<usize>| {
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let mut codes = Vec::new();
    for captures in certain.captures_iter(text) {
        let Some(whole) = captures.get(0).filter(|whole| is_free(&whole.range())) else { continue };
        let range = captures.name("bare").map_or(whole.range(), |bare| bare.range());
        codes.push(Code { range, whole: whole.range(), is_certain: true });
    }
    for found in plain.find_iter(text) {
        if is_free(&found.range())
            && codes.iter().all(|code| code.whole.end <= found.start() || found.end() <= code.whole.start)
        {
            codes.push(Code { range: found.range(), whole: found.range(), is_certain: false });
        }
    }
    codes
}
