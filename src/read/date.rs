//! Dates and periods, in every language of the vocabulary.
//!
//! A date is read part by part ("15", "." , "März", "2019"), first alone, then with what makes it a period: a dash
//! or a word between two, "since" before it, a list of terms after it.

mod lexeme;
mod single;

use std::cell::RefCell;
use std::rc::Rc;

use super::Found;
use crate::lang::{DateWord, Memo, Vocabulary, is_sign};
use crate::model::PartialDate;
use lexeme::{Kind, Lexeme, lexemes};
use single::Printed;

/// A printed date or period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// First day. A single date ("2019") that is no "since …" is the `end` alone.
    pub start: Option<PartialDate>,
    /// Last day, or the single date.
    pub end: Option<PartialDate>,
    /// It goes on ("– present", "since 2020", "2019–").
    pub is_ongoing: bool,
}

impl Period {
    /// The date, where it is a single one and no period.
    #[must_use]
    pub fn single(&self) -> Option<PartialDate> {
        self.end.filter(|_| self.start.is_none() && !self.is_ongoing)
    }
}

/// All dates and periods in `text`, from left to right, not overlapping.
///
/// Reads months, seasons, terms and quarters in all languages, `2019–21`, `03/2019`, `2019年3月`, `since 2020`,
/// `2020 – heute`; seasons, terms and quarters give their year. Numbers that are no dates (pages, grades, ids,
/// postal codes) are left.
#[must_use]
pub fn find(text: &str, vocabulary: &Vocabulary) -> Vec<Found<Period>> {
    thread_local! {
        static KEPT: RefCell<Memo<Rc<[Found<Period>]>>> = RefCell::default();
    }
    if !may_hold_year(text) {
        return Vec::new();
    }
    KEPT.with_borrow_mut(|kept| kept.get(text, vocabulary, || read(text, vocabulary).into()).to_vec())
}

/// See [`find`].
fn read(text: &str, vocabulary: &Vocabulary) -> Vec<Found<Period>> {
    let lexemes = lexemes(text, vocabulary);
    let reader = Reader { lexemes: &lexemes, text, is_month_first: vocabulary.is_month_first() };
    let mut found = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        let read = reader.period(at).filter(|read| at < read.end && reader.is_free(read.first..read.end));
        let Some(read) = read else {
            at += 1;
            continue;
        };
        let (first, last) = (lexemes.get(read.first), lexemes.get(read.end - 1));
        if let (Some(first), Some(last)) = (first, last) {
            found.push(Found { value: read.period, range: first.range.start..last.range.end });
        }
        at = read.end;
    }
    found
}

/// What no date is without: two digits, or a sign that may name an era and its first year.
pub(crate) fn may_hold_year(text: &str) -> bool {
    let is_of_year = |c: char| matches!(c, '０'..='９') || is_sign(c);
    // Counted to the end: that is faster than to ask at each byte whether to go on.
    let n_digits: usize = text.bytes().map(|byte| usize::from(byte.is_ascii_digit())).sum();
    2 <= n_digits || !text.is_ascii() && text.chars().any(is_of_year)
}

/// Whether the dates in figures of `text` that can be read in one way only have the month first, and none the day.
///
/// ```
/// use cvparse::read::date::is_month_first;
/// assert!(is_month_first("9/1/2018 – 12/15/2019"));
/// assert!(!is_month_first("1/9/2018 – 15/12/2019"));
/// ```
#[must_use]
pub fn is_month_first(text: &str) -> bool {
    let mut is_shown = false;
    let lines = text.lines().filter(|line| line.contains('/'));
    for figures in lines.flat_map(|line| line.split(|c: char| !c.is_ascii_digit() && c != '/')) {
        let mut numbers = figures.split('/').map(|number| number.parse::<u16>().unwrap_or(u16::MAX));
        let (Some(first), Some(second), Some(year), None) =
            (numbers.next(), numbers.next(), numbers.next(), numbers.next())
        else {
            continue;
        };
        match (first, second) {
            _ if year == u16::MAX => {}
            (1..=12, 13..=31) => is_shown = true,
            (13..=31, 1..=12) => return false,
            _ => {}
        }
    }
    is_shown
}

/// Whether all of `text` is one date or period, but for brackets and marks around it.
#[must_use]
pub fn is_whole(text: &str, vocabulary: &Vocabulary) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric();
    match find(text, vocabulary).as_slice() {
        [only] => {
            let (before, after) = (text.get(..only.range.start), text.get(only.range.end..));
            before.is_some_and(|rest| rest.chars().all(is_mark)) && after.is_some_and(|rest| rest.chars().all(is_mark))
        }
        _ => false,
    }
}

/// Whether `text` is dates and signs between them, and nothing else.
#[must_use]
pub fn is_all(text: &str, vocabulary: &Vocabulary) -> bool {
    let found = find(text, vocabulary);
    let starts = std::iter::once(0).chain(found.iter().map(|date| date.range.end));
    let ends = found.iter().map(|date| date.range.start).chain([text.len()]);
    let mut between = starts.zip(ends).filter_map(|(from, to)| text.get(from..to));
    !found.is_empty() && between.all(|rest| !rest.chars().any(char::is_alphanumeric))
}

/// A period, and the lexemes of it.
struct Read {
    period: Period,
    first: usize,
    end: usize,
}

/// The lexemes of a text, read from any of them.
struct Reader<'a> {
    lexemes: &'a [Lexeme],
    text: &'a str,
    /// Where two numbers may both be the month, the first is.
    is_month_first: bool,
}

impl Reader<'_> {
    fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    fn is(&self, at: usize, word: DateWord) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is(word))
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.is_sign(sign))
    }

    /// The longest of what may stand at `at`: "since …", "from … to …", "… – …", a list, a single date.
    fn period(&self, at: usize) -> Option<Read> {
        if self.is(at, DateWord::Since)
            && let Some(read) = self.since(at)
        {
            return Some(read);
        }
        if self.is(at, DateWord::From)
            && let Some(read) =
                self.after_words(at + 1).and_then(|first| self.range(first)).map(|read| Read { first: at, ..read })
        {
            return Some(read);
        }
        let first = self.may_start(at).then(|| single::read_open(self, at))??;
        self.range_from(at, first).or_else(|| {
            let first = single::complete(first)?;
            self.list(at, first).or_else(|| self.alone(at, first))
        })
    }

    /// Whether the lexeme may be the first of a date: other words are none, nor is a sign but that of "'21".
    fn may_start(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| matches!(lexeme.kind, Kind::Number(..) | Kind::Word(_) | Kind::Sign('\'')))
    }

    /// `at`, or the first lexeme after words that do not change a date.
    fn after_words(&self, at: usize) -> Option<usize> {
        let is_word = |at: usize| {
            (self.is(at, DateWord::About) || self.is(at, DateWord::Of))
                && self
                    .get(at)
                    .is_some_and(|lexeme| matches!(lexeme.kind, Kind::Word(words) if words.month().is_none()))
        };
        (at..at + 3).find(|&at| !(is_word(at) || (self.is_sign(at, '.') && is_word(at.wrapping_sub(1)))))
    }

    /// "since 2019", "seit März 2019", "2019年起"; with an end after it, it is a range.
    fn since(&self, at: usize) -> Option<Read> {
        let first = self.after_words(at + 1)?;
        if let Some(read) = self.range(first) {
            return Some(Read { first: at, ..read });
        }
        let (date, mut end) = single::read(self, first)?;
        let period = Period { start: Some(date.first()?), end: None, is_ongoing: true };
        // "since 2020 – present" and the like.
        while self.is(end, DateWord::Present) {
            end += 1;
        }
        Some(Read { period, first: at, end })
    }

    /// The lexeme after a word that stands right after the end it goes with ("2021年3月まで").
    fn after_until(&self, at: usize) -> usize {
        let is_after = self.is(at, DateWord::Until) && self.get(at).is_some_and(|lexeme| !lexeme.is_spaced);
        at + usize::from(is_after && self.is_mark(at - 1))
    }

    /// The lexeme after words that say of the date before `at` that it is a start: "2019 onwards", "2018'den beri".
    fn after_onward(&self, at: usize) -> Option<usize> {
        let word = at + usize::from(self.is_sign(at, '\''));
        let is_close = |lexeme: &Lexeme| self.is(word, DateWord::Onward) || !lexeme.is_spaced;
        let is_onward = self.is(word, DateWord::Onward) || self.is(word, DateWord::Since);
        (is_onward && self.get(word).is_some_and(is_close)).then_some(word + 1)
    }

    /// "March 2019 – June 2020", "2019–21", "2019 – heute", "2019–".
    fn range(&self, at: usize) -> Option<Read> {
        self.range_from(at, single::read_open(self, at)?)
    }

    /// The range whose start is at `at`, and the lexeme after it.
    fn range_from(&self, at: usize, (mut start, after): (Printed, usize)) -> Option<Read> {
        let (mut right, is_sign) = self.between(after)?;
        right = self.after_words(right)?;
        let read = |period, end| Some(Read { period, first: at, end });
        if self.is(right, DateWord::Present) {
            let mut end = right + 1;
            while self.is(end, DateWord::Present) {
                end += 1;
            }
            return read(Period { start: Some(start.first()?), end: None, is_ongoing: true }, end);
        }
        if let Some((mut end, next)) = single::read_end(self, right, &start) {
            start.inherit(&end);
            end.inherit(&start);
            let (first, last) = (start.first()?, end.last()?);
            if first.year() <= last.year() {
                let next = self.after_until(next);
                return read(Period { start: Some(first), end: Some(last), is_ongoing: false }, next);
            }
            return None;
        }
        if is_sign && self.is_open_end(right) {
            return read(Period { start: Some(start.first()?), end: None, is_ongoing: true }, right);
        }
        None
    }

    /// The lexeme after a dash or a word that stands between start and end; whether it was a dash.
    fn between(&self, at: usize) -> Option<(usize, bool)> {
        if self.is_sign(at, '-') {
            let n_dashes = (at..).take_while(|&at| self.is_sign(at, '-')).take(3).count();
            let mut next = at + n_dashes;
            if self.is(next, DateWord::To) && !self.is(next, DateWord::Present) {
                next += 1;
            }
            return Some((next, true));
        }
        if self.is_sign(at, ',') && self.is(at + 1, DateWord::To) {
            return Some((at + 2, false));
        }
        if self.is(at, DateWord::To) || self.is(at, DateWord::Until) {
            return Some((at + 1, false));
        }
        // "2021 present": the dash was lost.
        let is_parted = self.get(at).is_some_and(|lexeme| lexeme.is_spaced) || self.is_mark(at.wrapping_sub(1));
        let is_lost = is_parted && self.is(at, DateWord::Present);
        is_lost.then_some((at, false))
    }

    /// The sign after the number of a year, month or day.
    fn is_mark(&self, at: usize) -> bool {
        [DateWord::YearMark, DateWord::MonthMark, DateWord::DayMark].iter().any(|&mark| self.is(at, mark))
    }

    /// Nothing that could be an end follows a dash.
    fn is_open_end(&self, at: usize) -> bool {
        self.get(at)
            .is_none_or(|lexeme| matches!(lexeme.kind, Kind::Sign(')' | ']' | ',' | ';' | '|' | ':' | '•' | '·')))
    }

    /// "Fall 2016, Fall 2018 and Spring 2020", "2016, 2018, 2019": from the first to the last.
    fn list(&self, at: usize, (first, mut end): (Printed, usize)) -> Option<Read> {
        let mut dates = vec![first];
        loop {
            let mut next = end;
            while self.is_joint(next) && next < end + 2 {
                next += 1;
            }
            if next == end {
                break;
            }
            let Some((date, after)) = single::read(self, next).filter(|(date, _)| date.goes_with(&first)) else {
                break;
            };
            dates.push(date);
            end = after;
        }
        if dates.len() < 2 {
            return None;
        }
        let start = dates.iter().filter_map(Printed::first).min()?;
        let last = dates.iter().filter_map(Printed::last).max()?;
        let start = (start != last).then_some(start);
        Some(Read { period: Period { start, end: Some(last), is_ongoing: false }, first: at, end })
    }

    fn is_joint(&self, at: usize) -> bool {
        let is_sign = [',', '/', '&', ';', '+'].iter().any(|&sign| self.is_sign(at, sign));
        is_sign || self.is(at, DateWord::Of) || self.is(at, DateWord::To)
    }

    /// One date, or one term that spans two years.
    fn alone(&self, at: usize, (date, end): (Printed, usize)) -> Option<Read> {
        let last = date.last()?;
        let start = date.first().filter(|&first| first != last);
        if let Some(end) = self.after_onward(end) {
            let period = Period { start: date.first(), end: None, is_ongoing: true };
            return Some(Read { period, first: at, end });
        }
        Some(Read { period: Period { start, end: Some(last), is_ongoing: false }, first: at, end })
    }

    /// The lexemes are no part of a longer number or name: "10.1000/2019.3", "NSDI'24", "555-2019", "pp. 1998–2001".
    fn is_free(&self, range: std::ops::Range<usize>) -> bool {
        let (Some(first), Some(last)) = (self.get(range.start), self.get(range.end - 1)) else { return false };
        let before = self.text.get(..first.range.start).unwrap_or_default();
        let after = self.text.get(last.range.end..).unwrap_or_default();
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        if first.number().is_some() && (is_after_number(before) || self.is_number_of_many(range.start)) {
            return false;
        }
        if first.is_sign('\'') && before.ends_with(char::is_alphanumeric) {
            return false;
        }
        // "(1994a)" in lists of references.
        let after = after
            .strip_prefix(['a', 'b', 'c', 'd', 'e'])
            .filter(|rest| !rest.starts_with(char::is_alphanumeric))
            .unwrap_or(after);
        let mut signs = after.chars();
        let sign = signs.next();
        let is_inside = matches!(sign, Some('.' | ':' | '/' | '-' | ',')) && is_digit(signs.next());
        !(last.number().is_some() && (is_inside || sign.is_some_and(is_glued)))
    }

    /// A number of three or more digits that is no year stands right before: a telephone number goes on.
    fn is_number_of_many(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|at| self.get(at));
        before
            .and_then(Lexeme::number)
            .is_some_and(|(value, n_digits)| 3 <= n_digits && single::year(value, n_digits).is_none())
    }
}

/// What stands before a number makes it part of a longer one, or of a name.
fn is_after_number(before: &str) -> bool {
    let mut signs = before.chars().rev();
    let (Some(sign), last) = (signs.next(), signs.next()) else { return false };
    let is_digit = last.is_some_and(|c| c.is_ascii_digit());
    match sign {
        ':' => is_digit || last == Some(')'),
        '.' | ',' | '-' | '+' | '–' => is_digit,
        '/' | '\'' | '’' => last.is_some_and(char::is_alphanumeric),
        _ => is_glued(sign),
    }
}

/// A sign that makes one name or amount of the number beside it.
fn is_glued(c: char) -> bool {
    (c.is_alphanumeric() && !crate::lang::is_sign(c)) || matches!(c, '@' | '#' | '_' | '$' | '€' | '£' | '%')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `2019-03/2020`, `2019/` (ongoing), `/2019` (single), as the period is written below.
    fn written(period: &Period) -> String {
        let date = |date: Option<PartialDate>| date.map_or(String::new(), |date| date.to_string());
        let end = if period.is_ongoing { "…".to_owned() } else { date(period.end) };
        if period.start.is_none() { end } else { format!("{}/{end}", date(period.start)) }
    }

    #[track_caller]
    fn check(table: &[(&str, &str)]) {
        let mut wrong = Vec::new();
        for (text, expected) in table {
            let found: Vec<String> = find(text, Vocabulary::all()).iter().map(|found| written(&found.value)).collect();
            if found.join(" ") != *expected {
                wrong.push(format!("{text:?}: {} instead of {expected}", found.join(" ")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn single_dates_are_as_precise_as_the_page() {
        check(&[
            ("2019", "2019"),
            ("March 2019", "2019-03"),
            ("Mar. 2019", "2019-03"),
            ("Sept 2008", "2008-09"),
            ("March 15, 2019", "2019-03-15"),
            ("March 15th, 2019", "2019-03-15"),
            ("15th of March 2019", "2019-03-15"),
            ("15. März 2019", "2019-03-15"),
            ("17 avril 2019", "2019-04-17"),
            ("1er mars 2019", "2019-03-01"),
            ("15 de marzo de 2019", "2019-03-15"),
            ("marzo de 2019", "2019-03"),
            ("2019-03-15", "2019-03-15"),
            ("2019-03", "2019-03"),
            ("03/2019", "2019-03"),
            ("3.2019", "2019-03"),
            ("15.03.2019", "2019-03-15"),
            ("4-21-2010", "2010-04-21"),
            ("2019/03/15", "2019-03-15"),
            ("2019 March 15", "2019-03-15"),
            ("2010, Dec.", "2010-12"),
            ("May, 2010", "2010-05"),
            ("Fall 2016", "2016"),
            ("Q3 2020", "2020"),
            ("WS 2019/20", "2019/2020"),
            ("Sommersemester 2019", "2019"),
            ("printemps 2018", "2018"),
            ("'21", "2021"),
            ("Jan '98", "1998-01"),
            ("12-Mar-2014", "2014-03-12"),
            ("(2014)", "2014"),
            ("2019/2020", "2019/2020"),
            ("(1994a)", "1994"),
            ("May 5 th, 2009", "2009-05-05"),
            ("2019年3月", "2019-03"),
            ("2019 年 3 月 15 日", "2019-03-15"),
            ("17 aprile 2019", "2019-04-17"),
            ("3 de março de 2019", "2019-03-03"),
            ("out. 2019", "2019-10"),
            ("dicembre 2019", "2019-12"),
            ("a.a. 2018/2019", "2018/2019"),
            ("2019年秋季", "2019"),
            ("3 maart 2019", "2019-03-03"),
            ("październik 2018 r.", "2018-10"),
            ("15 października 2018", "2018-10-15"),
            ("våren 2019", "2019"),
            ("Şubat 2019", "2019-02"),
            ("Nov 94", "1994-11"),
            ("březen 2019", "2019-03"),
            ("15 марта 2019 г.", "2019-03-15"),
            ("янв. 2019", "2019-01"),
            ("2019년 3월 1일", "2019-03-01"),
            ("2019. 3.", "2019-03"),
            ("2019. 3. 15.", "2019-03-15"),
            ("平成31年4月", "2019-04"),
            ("令和元年5月", "2019-05"),
            ("民國108年9月", "2019-09"),
        ]);
    }

    #[test]
    fn numbers_are_read_as_the_cv_writes_them() {
        check(&[("3/4/2019", "2019-04-03"), ("3/14/2019", "2019-03-14")]);
        let american = Vocabulary::of(&[]).with_month_first(true);
        for (text, expected) in [("3/4/2019", "2019-03-04"), ("14/3/2019", "2019-03-14"), ("3.4.2019", "2019-04-03")] {
            let found = find(text, &american);
            assert_eq!(found.iter().map(|found| written(&found.value)).collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn periods_have_both_ends() {
        check(&[
            ("2019–21", "2019/2021"),
            ("2019-2021", "2019/2021"),
            ("2010–11", "2010/2011"),
            ("Sept 2008 – Dec 2012", "2008-09/2012-12"),
            ("2023-11 — 2024-02", "2023-11/2024-02"),
            ("01/2020 - 03/2021", "2020-01/2021-03"),
            ("01/20 – 03/21", "2020-01/2021-03"),
            ("Sep 21 – Dec 22", "2021-09/2022-12"),
            ("March – June 2019", "2019-03/2019-06"),
            ("15–17 March 2019", "2019-03-15/2019-03-17"),
            ("March 15-17, 2019", "2019-03-15/2019-03-17"),
            ("Jan 5 – Mar 3, 2020", "2020-01-05/2020-03-03"),
            ("03–06/2019", "2019-03/2019-06"),
            ("from 2019 to 2021", "2019/2021"),
            ("von 2019 bis 2021", "2019/2021"),
            ("de mars 2019 à juin 2020", "2019-03/2020-06"),
            ("du 3 mars 2019 au 5 juin 2020", "2019-03-03/2020-06-05"),
            ("desde 2019 hasta 2021", "2019/2021"),
            ("enero de 2019 a marzo de 2020", "2019-01/2020-03"),
            ("1998/2003", "1998/2003"),
            ("Fall 2016 – Spring 2018", "2016/2018"),
            ("2019.09 - 2023.06", "2019-09/2023-06"),
            ("2019 -- 2021", "2019/2021"),
            ("2021 – expected May 2025", "2021/2025-05"),
            ("WS 2016/17 – SS 2018", "2016/2018"),
            ("2015年9月-2019年6月", "2015-09/2019-06"),
            ("2015年9月至2019年6月", "2015-09/2019-06"),
            ("2015.09—2019.06", "2015-09/2019-06"),
            ("dal 2015 al 2019", "2015/2019"),
            ("da marzo 2015 a giugno 2019", "2015-03/2019-06"),
            ("janeiro de 2015 até junho de 2019", "2015-01/2019-06"),
            ("set 2015 – dez 2019", "2015-09/2019-12"),
            ("dal 3/2015 al 6/2019", "2015-03/2019-06"),
            ("с 2019 г. по 2021 г.", "2019/2021"),
            ("сентябрь 2015 г. – июнь 2019 г.", "2015-09/2019-06"),
            ("2019–2021 гг.", "2019/2021"),
            ("od 2019 r. do 2021 r.", "2019/2021"),
            ("2019年4月から2021年3月まで", "2019-04/2021-03"),
            ("2019. 3. ~ 2021. 2.", "2019-03/2021-02"),
            ("2019년 3월부터 2021년 2월까지", "2019-03/2021-02"),
        ]);
    }

    #[test]
    fn what_goes_on_has_no_end() {
        check(&[
            ("since Mar 2021", "2021-03/…"),
            ("seit 2020", "2020/…"),
            ("depuis janvier 2020", "2020-01/…"),
            ("desde 2020", "2020/…"),
            ("2019 – present", "2019/…"),
            ("Jan 2019 - Now", "2019-01/…"),
            ("2019 – heute", "2019/…"),
            ("mars 2019 – aujourd'hui", "2019-03/…"),
            ("mars 2019 – aujourd’hui", "2019-03/…"),
            ("2019 à ce jour", "2019/…"),
            ("2019 - actualidad", "2019/…"),
            ("enero 2019 a la fecha", "2019-01/…"),
            ("2019–", "2019/…"),
            ("(2019 – )", "2019/…"),
            ("March 2019 to date", "2019-03/…"),
            ("2020 - ongoing", "2020/…"),
            ("2019年3月–至今", "2019-03/…"),
            ("2019年3月至今", "2019-03/…"),
            ("2019.03-现在", "2019-03/…"),
            ("自2020年起", "2020/…"),
            ("01/2022 - presente", "2022-01/…"),
            ("dal 2020", "2020/…"),
            ("2020 – oggi", "2020/…"),
            ("gennaio 2020 - in corso", "2020-01/…"),
            ("2020 – atual", "2020/…"),
            ("mar. 2020 – até ao presente", "2020-03/…"),
            ("desde março de 2020", "2020-03/…"),
            ("sinds 2020", "2020/…"),
            ("mei 2019 – heden", "2019-05/…"),
            ("od 2019", "2019/…"),
            ("10.2019 – obecnie", "2019-10/…"),
            ("2019 – pågående", "2019/…"),
            ("Eylül 2019 – halen", "2019-09/…"),
            ("2018'den beri", "2018/…"),
            ("2019 onwards", "2019/…"),
            ("март 2019 – н.в.", "2019-03/…"),
            ("09.2015 – по настоящее время", "2015-09/…"),
            ("od roku 2020", "2020/…"),
            ("2019년 3월 ~ 현재", "2019-03/…"),
            ("2019年4月～現在に至る", "2019-04/…"),
            ("2019年4月より", "2019-04/…"),
        ]);
    }

    #[test]
    fn lists_run_from_the_first_to_the_last() {
        check(&[
            ("Fall 2016, Fall 2018", "2016/2018"),
            ("Fall 2016, Spring 2017 and Fall 2019", "2016/2019"),
            ("2016, 2018, 2019", "2016/2019"),
            ("Spring & Fall 2019", "2019"),
            ("Fall 2019, Spring 2019", "2019"),
            ("Spring 2017, 2018", "2017 2018"),
        ]);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        check(&[
            ("10.1000/2019.03", ""),
            ("NSDI'24", ""),
            ("312-555-2019", ""),
            ("+44 20 5555 2019", ""),
            ("$2000", ""),
            ("GPA 3.71/4.0", ""),
            ("Room 2019f", ""),
            ("12(3):1998–2012", ""),
            ("0000-0001-2010-3700", ""),
            ("arXiv:2005.12345", ""),
            ("15/20", ""),
            ("may lead a team", ""),
            ("9,000 users", ""),
        ]);
    }

    #[test]
    fn dates_are_found_in_lines() {
        check(&[
            ("Engineer, Acme Inc. (2019–2021), Berlin", "2019/2021"),
            ("2019 – Senior engineer", "2019"),
            ("PhD in Physics, May 2014 | MSc, 2010", "2014-05 2010"),
            ("Kim et al. Nature Physics, 12 (3), 2019.", "2019"),
        ]);
        let found = find("Acme (since 2019)", Vocabulary::all());
        assert_eq!(found.first().map(|found| found.range.clone()), Some(6..16));
    }
}
