//! Telephone numbers, as printed in many countries.

use std::ops::{Range, RangeInclusive};

use super::Found;
use crate::lang::{Vocabulary, WordClass};

/// Signs between the first and the last digit, digits among them.
const INNER: Range<usize> = 4..25;

/// Digits of an extension.
const MAX_EXTENSION: usize = 5;

/// Digits of a number: local ones have six, international ones at most fifteen (E.164).
const MIN_DIGITS: usize = 6;
const MAX_DIGITS: usize = 15;

/// Without a label or a plus sign, shorter numbers are something else.
const MIN_BARE_DIGITS: usize = 7;

/// Without label, plus sign or groups, shorter numbers are identifiers.
const MIN_SOLID_DIGITS: usize = 9;

/// How many bytes before a number may hold its label.
const LABEL_REACH: usize = 28;

/// The numbers in `text`, as printed.
pub(super) fn find(text: &str) -> Vec<Found<String>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(number) = next(text, at) {
        at = number.end;
        let range = trimmed(text, number);
        let Some(printed) = text.get(range.clone()) else { continue };
        if is_free(text, &range) && is_phone(printed, is_labelled(text, range.start)) {
            found.push(Found { value: printed.to_owned(), range });
        }
    }
    found
}

/// The first stretch from byte `from` on of digits in groups, perhaps with a country code, brackets and an extension.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    if rest.bytes().filter(u8::is_ascii_digit).count() < MIN_DIGITS {
        return None;
    }
    let mut starts =
        rest.char_indices().filter(|(_, c)| is_digit(*c) || c.is_whitespace() || matches!(c, '+' | '＋' | '('));
    starts.find_map(|(at, _)| Some(from + at..from + at + number_length(rest.get(at..)?)?))
}

/// Bytes of the number at the start of `text`.
fn number_length(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['+', '＋']).unwrap_or(text);
    let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let inner = rest.strip_prefix(is_digit)?;
    let mut end = None;
    for (k, (at, c)) in inner.char_indices().enumerate().take(INNER.end) {
        if is_digit(c) && INNER.contains(&k) {
            end = Some(at + c.len_utf8());
        }
        if !is_digit(c) && !is_between(c) {
            break;
        }
    }
    let end = text.len() - inner.len() + end?;
    Some(end + extension_length(text.get(end..)?))
}

/// Bytes of the extension ("x 12", "ext. 12", "#12") at the start of `text`.
fn extension_length(text: &str) -> usize {
    let rest = text.strip_prefix(char::is_whitespace).unwrap_or(text);
    let mark = ["ext.", "ext", "x", "#"]
        .into_iter()
        .find(|mark| rest.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)));
    let Some(rest) = mark.and_then(|mark| rest.get(mark.len()..)) else { return 0 };
    let rest = rest.strip_prefix(char::is_whitespace).unwrap_or(rest);
    let digits = rest.char_indices().take(MAX_EXTENSION).take_while(|(_, c)| is_digit(*c));
    digits.last().map_or(0, |(at, c)| text.len() - rest.len() + at + c.len_utf8())
}

/// What may stand between the digits of a number.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '.' | '-' | '/' | '–' | '‑' | '·' | '‒')
}

/// A digit, of full width too.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// The range without white space at its ends and without an opening bracket that has no partner.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(printed) = text.get(range.clone()) else { return range };
    let mut start = range.start + (printed.len() - printed.trim_start().len());
    let end = range.end - (printed.len() - printed.trim_end().len());
    if printed.trim_start().starts_with('(') && !printed.contains(')') {
        start += 1;
    }
    start..end
}

/// No letter, digit or sign of an address touches the number.
fn is_free(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|before| before.chars().next_back());
    let after = text.get(range.end..).and_then(|after| after.chars().next());
    let touches = |c: char| c.is_alphanumeric() && !crate::lang::is_sign(c);
    before.is_none_or(|c| !touches(c) && !matches!(c, '/' | '.' | '-' | '_' | '@' | '=' | '#' | '$' | '€' | '£' | '〒'))
        && after.is_none_or(|c| !touches(c) && !matches!(c, '@' | '_' | '%' | '€'))
}

/// A word for "telephone" stands right before.
fn is_labelled(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let from = before.char_indices().map(|(at, _)| at).find(|from| before.len() - from <= LABEL_REACH).unwrap_or(0);
    let near = before.get(from..).unwrap_or_default();
    let near = near.rsplit([',', ';', '|', '\n']).next().unwrap_or_default();
    Vocabulary::all().has(WordClass::PhoneLabel, near)
}

fn is_phone(printed: &str, is_labelled: bool) -> bool {
    let digits = printed.chars().filter(char::is_ascii_digit).count();
    if !(MIN_DIGITS..=MAX_DIGITS + 5).contains(&digits) || is_other(printed) {
        return false;
    }
    let groups: Vec<&str> = printed.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    if printed.starts_with(['+', '＋']) || printed.starts_with("00") {
        return MIN_BARE_DIGITS <= digits;
    }
    if is_labelled {
        return true;
    }
    match groups.len() {
        1 => (MIN_SOLID_DIGITS..=12).contains(&digits),
        // Long groups side by side are identifiers.
        2 => MIN_BARE_DIGITS <= digits && !is_range(&groups) && groups.iter().all(|group| group.len() <= 9),
        _ => (MIN_BARE_DIGITS..=MAX_DIGITS).contains(&digits) && groups.iter().all(|group| group.len() <= 6),
    }
}

/// A part of the form of a number.
enum Part {
    /// So many digits.
    Digits(RangeInclusive<usize>),
    /// Four digits that may be a year.
    Year,
    /// The same, or its last two digits.
    ShortYear,
    /// One of these signs.
    Sign(&'static [char]),
    /// A space, or none.
    Gap,
    /// These letters.
    Text(&'static str),
}

use Part::{Digits, Gap, ShortYear, Sign, Text, Year};

const DASHES: Part = Sign(&['-', '–']);
const DATE_SIGNS: Part = Sign(&['-', '.', '/']);
const MONTH_SIGNS: Part = Sign(&['/', '.']);
const HYPHEN: Part = Sign(&['-']);

/// Forms of other numbers: spans of years and of months, postal codes, ORCIDs.
const WHOLE_FORMS: [&[Part]; 4] = [
    &[Year, Gap, Sign(&['-', '–', '/', '.']), Gap, Year],
    &[Digits(1..=2), MONTH_SIGNS, ShortYear, Gap, DASHES, Gap, Digits(1..=2), MONTH_SIGNS, ShortYear],
    &[Digits(4..=5), HYPHEN, Digits(3..=4)],
    &[Digits(4..=4), HYPHEN, Digits(4..=4), HYPHEN, Digits(4..=4), HYPHEN, Digits(3..=4)],
];

/// What other numbers start with: dates, spans of months, DOIs.
const FIRST_FORMS: [&[Part]; 4] = [
    &[Year, DATE_SIGNS, Digits(1..=2), DATE_SIGNS, Digits(1..=2)],
    &[Digits(1..=2), DATE_SIGNS, Digits(1..=2), DATE_SIGNS, Year],
    &[Year, DATE_SIGNS, Digits(1..=2), Gap, DASHES],
    &[Text("10."), Digits(4..=usize::MAX), Text("/")],
];

/// Whether `printed` has the form of another number: a date, a postal code, an ISBN, a sum of money, an address of the net.
fn is_other(printed: &str) -> bool {
    let is_whole = |form: &&[Part]| behind(form, printed).is_some_and(str::is_empty);
    WHOLE_FORMS.iter().any(is_whole)
        || FIRST_FORMS.iter().any(|form| behind(form, printed).is_some())
        || is_isbn(printed)
        || is_sum(printed)
}

/// What stands behind `form` at the start of `text`.
fn behind<'a>(form: &[Part], text: &'a str) -> Option<&'a str> {
    form.iter().try_fold(text, |rest, part| part.strip(rest))
}

impl Part {
    fn strip<'a>(&self, text: &'a str) -> Option<&'a str> {
        let n_digits = || text.bytes().take_while(u8::is_ascii_digit).count();
        let is_year = || text.starts_with("19") || text.starts_with("20");
        match self {
            Digits(range) => text.get(n_digits().min(*range.end())..).filter(|_| *range.start() <= n_digits()),
            Year => text.get(4..).filter(|_| 4 <= n_digits() && is_year()),
            ShortYear if n_digits() == 4 => Year.strip(text),
            ShortYear => Digits(2..=2).strip(text),
            Sign(signs) => text.strip_prefix(*signs),
            Gap => Some(text.strip_prefix(is_space).unwrap_or(text)),
            Text(letters) => text.strip_prefix(letters),
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// "978-3…"
fn is_isbn(printed: &str) -> bool {
    let rest = printed.strip_prefix("978").or_else(|| printed.strip_prefix("979"));
    let rest = rest.map(|rest| rest.strip_prefix(['-', ' ']).unwrap_or(rest));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// "1.234,567", "12.5", "10.0.0.1"
fn is_sum(printed: &str) -> bool {
    let is_group = |group: &str, range: RangeInclusive<usize>| {
        range.contains(&group.len()) && group.bytes().all(|b| b.is_ascii_digit())
    };
    let mut groups = printed.split(['.', ',']);
    let is_first = groups.next().is_some_and(|group| is_group(group, 1..=3));
    let n_groups = groups.clone().count();
    let is_thousands = is_first && 0 < n_groups && groups.all(|group| is_group(group, 3..=3));
    let is_decimal =
        printed.split_once('.').is_some_and(|(a, b)| [a, b].iter().all(|part| is_group(part, 1..=usize::MAX)));
    let is_host = || printed.split('.').count() == 4 && printed.split('.').all(|group| is_group(group, 1..=3));
    is_thousands || is_decimal || is_host()
}

/// "1234–1245": pages, years, sums.
fn is_range(groups: &[&str]) -> bool {
    let [first, second] = groups else { return false };
    let (Ok(from), Ok(to)) = (first.parse::<u64>(), second.parse::<u64>()) else { return false };
    let is_year = |n: u64| (1900..2100).contains(&n);
    first.len() == second.len() && from < to && (to - from < 1000 || (is_year(from) && is_year(to)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_many_countries_are_found_as_printed() {
        for (text, expected) in [
            ("+44 20 5555 0171", "+44 20 5555 0171"),
            ("+44 (0)20 5555 0171", "+44 (0)20 5555 0171"),
            ("Tel.: 06 55 50 12 74 | Lyon", "06 55 50 12 74"),
            ("312-555-0119", "312-555-0119"),
            ("(312) 555-0119", "(312) 555-0119"),
            ("(312) 555-0119 ext. 12", "(312) 555-0119 ext. 12"),
            ("312.555.0119", "312.555.0119"),
            ("+1.312.555.0119", "+1.312.555.0119"),
            ("915 550 164", "915 550 164"),
            ("955 55 50 18", "955 55 50 18"),
            ("0171 / 555 01 23", "0171 / 555 01 23"),
            ("030/5550123", "030/5550123"),
            ("+49 (0) 30 555 01-23", "+49 (0) 30 555 01-23"),
            ("手机：13812345678", "13812345678"),
            ("+86 138-1234-5678", "+86 138-1234-5678"),
            ("(11) 95555-0123", "(11) 95555-0123"),
            ("+39 055 555 0123", "+39 055 555 0123"),
            ("Phone: 555 0107", "555 0107"),
            ("+90 (532) 555 01 23", "+90 (532) 555 01 23"),
            ("M: 5550107", "5550107"),
        ] {
            assert_eq!(find(text).first().map_or("", |found| &found.value), expected, "{text:?}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "2019 – 2021",
            "2019-03-15",
            "15.03.2019",
            "03/2019 – 05/2021",
            "0000-0001-5109-3700",
            "3000-121 Coimbra",
            "60622-1234",
            "ISBN 978-3-16-148410-0",
            "10.1145/3544548.3581234",
            "1.998.000",
            "€1,998,000",
            "pp. 1234-1245",
            "arXiv:2005.12345",
            "License #041.555019",
            "github.com/ada-5550123",
            "192.168.0.1",
            "2019.09 - 2023.06",
        ] {
            assert_eq!(find(text), Vec::new(), "{text:?}");
        }
    }
}
