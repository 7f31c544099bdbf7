//! Postal codes: where one may stand in a part of an address.

use std::ops::Range;

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

/// Forms that only postal codes have: Britain, Canada, the Netherlands, Ireland, Portugal, Brazil and nine digits of the
/// United States, Japan, Poland. `A` is a capital of ASCII, `9` a digit, `X` either, `W` a digit or a W; what a `?` stands
/// behind may be missing. Of several that fit at one place the first counts.
const CERTAIN: [&str; 8] =
    ["AA?9X? 9AA", "A9A ?9A9", "9999 ?AA", "A9W XXXX", "9999-999", "99999-9999?", "〒?999-9999", "99-999"];

/// Letters of countries that stand before a number and a dash ("D-10115").
const COUNTRIES: [&str; 37] = [
    "A", "AT", "AX", "B", "BE", "CH", "CZ", "D", "DE", "DK", "E", "ES", "F", "FI", "FL", "FR", "H", "HR", "HU", "I",
    "IS", "IT", "L", "LT", "LU", "LV", "MD", "N", "NL", "NO", "P", "PL", "PT", "RO", "S", "SE", "SI",
];

/// Numbers behind the letters of a country.
const BARE: [&str; 2] = ["999 ?99", "99999?"];

/// Four to six digits, perhaps with a gap; house numbers and years look like that, too.
const PLAIN: [&str; 2] = ["999 999?", "99999?9?"];

/// Digits of the shortest codes ("AB1 2CD").
const MIN_DIGITS: usize = 2;

/// Postal codes that may be in `text`, the surest first.
pub(super) fn find(text: &str) -> Vec<Code> {
    // Every code has two digits, and most texts have none.
    if text.bytes().filter(u8::is_ascii_digit).count() < MIN_DIGITS {
        return Vec::new();
    }
    // The forms know letters of ASCII only.
    let is_free = |range: &Range<usize>| {
        let before = text.get(..range.start).and_then(|before| before.chars().next_back());
        let after = text.get(range.end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    let mut codes: Vec<Code> = each(text, |rest| of_forms(&CERTAIN, rest).or_else(|| of_country(rest)))
        .filter(|(whole, _)| is_free(whole))
        .map(|(whole, range)| Code { range, whole, is_certain: true })
        .collect();
    for (found, _) in each(text, |rest| of_forms(&PLAIN, rest)) {
        if is_free(&found) && codes.iter().all(|code| code.whole.end <= found.start || found.end <= code.whole.start) {
            codes.push(Code { range: found.clone(), whole: found, is_certain: false });
        }
    }
    codes
}

/// All that `read` finds where words begin or end, one behind the other: the whole, and its number.
fn each(
    text: &str,
    read: impl Fn(&str) -> Option<(usize, usize)>,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let mut end = 0;
    let mut is_in_word = false;
    text.char_indices().filter_map(move |(at, c)| {
        let was_in_word = std::mem::replace(&mut is_in_word, is_of_word(c));
        if at < end || was_in_word == is_in_word {
            return None;
        }
        let (letters, length) = read(text.get(at..)?)?;
        end = at + length;
        Some((at..end, at + letters..end))
    })
}

/// Length of the first of `forms` that fits at the start of `text`; before its number stands nothing.
fn of_forms(forms: &[&str], text: &str) -> Option<(usize, usize)> {
    forms.iter().find_map(|form| fits(form, text)).map(|length| (0, length))
}

/// Bytes of the letters of a country and their dash at the start of `text`, and with the number behind them.
fn of_country(text: &str) -> Option<(usize, usize)> {
    let n_letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (country, rest) = text.split_at_checked(n_letters)?;
    let number = rest.strip_prefix(['-', '–']).filter(|_| COUNTRIES.contains(&country))?;
    let start = text.len() - number.len();
    Some((start, start + of_forms(&BARE, number)?.1))
}

/// Bytes at the start of `text` that a form fits, where no word goes on behind them; as many as can be.
fn fits(form: &str, text: &str) -> Option<usize> {
    let mut signs = form.chars();
    let Some(sign) = signs.next() else { return (!text.starts_with(is_of_word)).then_some(0) };
    let rest = signs.as_str();
    let (may_lack, rest) = rest.strip_prefix('?').map_or((false, rest), |rest| (true, rest));
    let first = text.chars().next().filter(|c| is_like(sign, *c)).map(char::len_utf8);
    let taken = first.and_then(|length| Some(length + fits(rest, text.get(length..)?)?));
    taken.or_else(|| may_lack.then(|| fits(rest, text)).flatten())
}

/// Whether the sign of a form stands for `c`.
fn is_like(sign: char, c: char) -> bool {
    match sign {
        'A' => c.is_ascii_uppercase(),
        '9' => c.is_ascii_digit(),
        'X' => c.is_ascii_uppercase() || c.is_ascii_digit(),
        'W' => c.is_ascii_digit() || c == 'W',
        _ => c == sign,
    }
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of a text, the certain ones marked.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mark = |code: &Code| if code.is_certain { "!" } else { "" };
        let found: Vec<String> =
            find(text).iter().map(|code| format!("{}{}", mark(code), &text[code.range.clone()])).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn codes_are_told_by_their_forms() {
        check("London SW1A 2AA", &["!SW1A 2AA"]);
        check("1012AB Amsterdam, D02 X285 Dublin", &["!1012AB", "!D02 X285"]);
        check("D-10115 Berlin, SE–123 45", &["!10115", "!123 45"]);
        check("Boston, MA 02134-1234", &["!02134-1234"]);
        check("12 Rue X, 69002 Lyon", &["69002"]);
        check("110 000, 1234567, X1234", &["110 000"]);
    }
}
