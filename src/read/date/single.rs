//! One date: day, month, year, term, in any order and dress.

use super::Reader;
use super::lexeme::{Kind, Lexeme};
use crate::lang::DateWord;
use crate::model::PartialDate;

/// Years in which somebody who writes a CV today can have done something, or plans to.
const FIRST_YEAR: u32 = 1900;
const LAST_YEAR: u32 = 2099;

/// Years of two digits up to this one are of this century.
const PIVOT: u32 = 45;

/// What is printed of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Printed {
    year: Option<u16>,
    /// Second year of a term ("2019/20").
    second_year: Option<u16>,
    month: Option<u8>,
    day: Option<u8>,
    is_term: bool,
    /// The year has two digits without an apostrophe: it counts only where the other end has one as well.
    is_short: bool,
}

impl Printed {
    fn year(year: u16) -> Self {
        Self { year: Some(year), ..Self::default() }
    }

    /// The date, or the first year of the term.
    pub fn first(&self) -> Option<PartialDate> {
        let year = self.year?;
        Some(match (self.month, self.day) {
            (Some(month), Some(day)) => PartialDate::Day(year, month, day),
            (Some(month), None) => PartialDate::Month(year, month),
            _ => PartialDate::Year(year),
        })
    }

    /// The date, or the last year of the term.
    pub fn last(&self) -> Option<PartialDate> {
        self.second_year.map(PartialDate::Year).or_else(|| self.first())
    }

    /// Takes the year and month that `other`, the other end of the period, says and this one leaves out.
    pub fn inherit(&mut self, other: &Self) {
        if self.year.is_none() {
            self.year = other.year;
            self.month = self.month.or(if self.is_term { None } else { other.month });
        }
    }

    /// Whether it may stand in a list with `other`: all years, or all terms.
    pub fn goes_with(&self, other: &Self) -> bool {
        self.month.is_none() && other.month.is_none() && self.is_term == other.is_term
    }
}

/// A number as a year, if it is one.
pub(super) fn year(value: u32, n_digits: u8) -> Option<u16> {
    (n_digits == 4 && (FIRST_YEAR..=LAST_YEAR).contains(&value)).then_some(value as u16)
}

/// A complete date (it has a year) at `at`, and the lexeme after it.
pub(super) fn read(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    read_open(reader, at).and_then(complete)
}

/// The date that was read, if it is complete.
pub(super) fn complete(read: (Printed, usize)) -> Option<(Printed, usize)> {
    (read.0.year.is_some() && !read.0.is_short).then_some(read)
}

/// Reads one form of dates at a lexeme: the date, and the lexeme after it.
type Reading = fn(&Reader, usize) -> Option<(Printed, usize)>;

/// A date at `at` that may lack the year, as the start of a period may.
pub(super) fn read_open(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let readings: &[Reading] = match reader.get(at)?.kind {
        Kind::Number(..) => &[marked, year_first, numeric, day_first, short],
        Kind::Word(_) => &[marked, month_first, term],
        Kind::Sign(_) => &[short],
        Kind::Other => &[],
    };
    let longest = readings.iter().filter_map(|read| read(reader, at));
    // The first of the longest: the order above is the order of trust.
    let (date, end) = longest.reduce(|best, next| if best.1 < next.1 { next } else { best })?;
    Some((date, if date.year.is_some() { after_mark(reader, end) } else { end }))
}

/// `at`, or the lexeme after a mark of a year and its stop that stand there ("март 2019 г.").
fn after_mark(reader: &Reader, at: usize) -> usize {
    let after = at + usize::from(reader.is(at, DateWord::YearMark));
    let is_marked = after.checked_sub(1).is_some_and(|mark| reader.is(mark, DateWord::YearMark));
    let is_stop = is_marked && reader.is_sign(after, '.') && reader.get(after).is_some_and(|stop| !stop.is_spaced);
    // The stop of a mark that ends the text is not part of the date.
    after + usize::from(is_stop && reader.get(after + 1).is_some())
}

/// The end of a period that began with `start`: also "21" after "2019–", "June" after "2019 March –".
pub(super) fn read_end(reader: &Reader, at: usize, start: &Printed) -> Option<(Printed, usize)> {
    if let Some((end, next)) = read_open(reader, at)
        && (end.year.is_some() || (start.year.is_some() && start.month.is_some() && end.month.is_some()))
        && (!end.is_short || start.is_short)
        && (start.year.is_some() || end.year.is_some())
        && (!start.is_short || end.is_short || end.year.is_some())
    {
        return Some((end, next));
    }
    let (value, n_digits) = number(reader, at)?;
    if start.month.is_some() && start.day.is_some_and(|day| u32::from(day) < value) && value <= 31 {
        let day = Printed { day: Some(value as u8), ..*start };
        let after = after_ordinal(reader, at + 1);
        let (end, next) = with_year(reader, day, after + usize::from(reader.is_sign(after, ',')), after);
        return end.year.is_some().then_some((end, next));
    }
    let from = u32::from(start.year?);
    let is_next = n_digits == 2 && start.month.is_none() && from % 100 <= value;
    (is_next && is_end(reader, at + 1)).then(|| (Printed::year((from - from % 100 + value) as u16), at + 1))
}

/// What follows does not make a longer number of the one before.
fn is_end(reader: &Reader, at: usize) -> bool {
    reader
        .get(at)
        .is_none_or(|next| !matches!(next.kind, Kind::Number(..) | Kind::Sign('.' | '-' | '/' | '%')) || next.is_spaced)
}

fn number(reader: &Reader, at: usize) -> Option<(u32, u8)> {
    reader.get(at)?.number()
}

fn year_at(reader: &Reader, at: usize) -> Option<u16> {
    number(reader, at).and_then(|(value, n_digits)| year(value, n_digits))
}

fn month_number(value: u32, n_digits: u8) -> Option<u8> {
    (n_digits <= 2 && (1..=12).contains(&value)).then_some(value as u8)
}

fn month_number_at(reader: &Reader, at: usize) -> Option<u8> {
    number(reader, at).and_then(|(value, n_digits)| month_number(value, n_digits))
}

fn day_at(reader: &Reader, at: usize) -> Option<u8> {
    let (value, n_digits) = number(reader, at)?;
    (n_digits <= 2 && (1..=31).contains(&value)).then_some(value as u8)
}

fn month_name_at(reader: &Reader, at: usize) -> Option<u8> {
    match reader.get(at)?.kind {
        Kind::Word(words) => words.month(),
        _ => None,
    }
}

/// A sign without spaces around it.
fn tight_sign(reader: &Reader, at: usize) -> Option<char> {
    let (sign, next) = (reader.get(at)?, reader.get(at + 1)?);
    match sign.kind {
        Kind::Sign(c @ ('.' | '/' | '-')) if !sign.is_spaced && !next.is_spaced => Some(c),
        _ => None,
    }
}

/// A year of an era at `at` ("平成31", "令和元"), and the lexeme after it.
fn era_year(reader: &Reader, at: usize) -> Option<(u16, usize)> {
    let Kind::Word(words) = reader.get(at)?.kind else { return None };
    let before = words.era()?;
    let count = match number(reader, at + 1) {
        Some((count, n_digits)) if n_digits <= 3 => count as u16,
        None if reader.is(at + 1, DateWord::FirstYear) => 1,
        _ => return None,
    };
    Some((before + count, at + 2))
}

/// "2019年3月15日", "2019年", "3月", "平成31年4月".
fn marked(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let mut date = Printed::default();
    let mut next = at;
    let year = era_year(reader, at).or_else(|| Some((year_at(reader, at)?, at + 1)));
    if let Some((year, mark)) = year.filter(|&(_, mark)| reader.is(mark, DateWord::YearMark)) {
        date.year = Some(year);
        next = mark + 1;
    }
    if let Some(month) = month_number_at(reader, next).filter(|_| reader.is(next + 1, DateWord::MonthMark)) {
        date.month = Some(month);
        next += 2;
        if let Some(day) = day_at(reader, next).filter(|_| reader.is(next + 1, DateWord::DayMark)) {
            date.day = Some(day);
            next += 2;
        }
    }
    (at < next).then_some((date, next))
}

/// "2019", "2019-03", "2019/03/15", "2019.3", "2019/20", "2019 March 15", "2019 Fall".
fn year_first(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let year = year_at(reader, at)?;
    let alone = Printed::year(year);
    if let Some(sign) = tight_sign(reader, at + 1) {
        let (value, n_digits) = number(reader, at + 2).unwrap_or_default();
        let is_next_year = n_digits == 2 && u32::from(year + 1) % 100 == value && sign == '/';
        let is_long = reader.get(at + 1).is_some_and(|dash| sign == '-' && 1 < dash.range.len());
        if is_next_year && tight_sign(reader, at + 3).is_none() {
            return Some((Printed { second_year: Some(year + 1), is_term: true, ..alone }, at + 3));
        }
        if let Some(month) = month_number(value, n_digits).filter(|_| !is_long) {
            let date = Printed { month: Some(month), ..alone };
            return match day_at(reader, at + 4).filter(|_| tight_sign(reader, at + 3) == Some(sign)) {
                Some(day) => Some((Printed { day: Some(day), ..date }, at + 5)),
                None => Some((date, at + 3)),
            };
        }
        if let Some(second) = year_at(reader, at + 2).filter(|&second| sign == '/' && second == year + 1) {
            return Some((Printed { second_year: Some(second), is_term: true, ..alone }, at + 3));
        }
    }
    if let Some(read) = year_and_stops(reader, at, alone) {
        return Some(read);
    }
    let mut next = at + 1;
    while reader.is_sign(next, ',')
        || reader.is_sign(next, '.')
        || reader.is_sign(next, '-') && !reader.get(next).is_some_and(|l| l.is_spaced)
    {
        next += 1;
    }
    if let Some(month) = month_name_at(reader, next).filter(|_| year_at(reader, after_month(reader, next)).is_none()) {
        let after = after_month(reader, next);
        let date = Printed { month: Some(month), ..alone };
        let is_day = |day: &u8| 0 < *day && year_at(reader, after).is_none() && !is_followed_by_year(reader, after + 1);
        return match day_at(reader, after).filter(is_day) {
            Some(day) => Some((Printed { day: Some(day), ..date }, after_ordinal(reader, after + 1))),
            None => Some((date, next + 1)),
        };
    }
    let is_term = reader.is(next, DateWord::Terms) && year_at(reader, next + 1).is_none() && next == at + 1;
    Some((Printed { is_term, ..alone }, if is_term { next + 1 } else { at + 1 }))
}

/// "2019. 3." and "2019. 3. 15.": stops with spaces after them, as Korean sets dates.
fn year_and_stops(reader: &Reader, at: usize, year: Printed) -> Option<(Printed, usize)> {
    let is_stop = |at: usize| reader.is_sign(at, '.') && reader.get(at).is_some_and(|stop| !stop.is_spaced);
    let month = month_number_at(reader, at + 2).filter(|_| is_stop(at + 1) && is_stop(at + 3))?;
    let date = Printed { month: Some(month), ..year };
    match day_at(reader, at + 4).filter(|_| is_stop(at + 5)) {
        Some(day) => Some((Printed { day: Some(day), ..date }, at + 6)),
        None => Some((date, at + 4)),
    }
}

fn is_followed_by_year(reader: &Reader, at: usize) -> bool {
    year_at(reader, at).is_some() || month_name_at(reader, at).is_some() || year_at(reader, at + 1).is_some()
}

/// "15.3.2019", "3/15/2019", "03/2019", "3.2019".
fn numeric(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let (first, n_digits) = number(reader, at).filter(|&(_, n_digits)| n_digits <= 2)?;
    let sign = separator(reader, at + 1)?;
    if let Some(year) = year_at(reader, at + 2) {
        let month = month_number(first, n_digits)?;
        return Some((Printed { month: Some(month), ..Printed::year(year) }, at + 3));
    }
    let (second, _) = number(reader, at + 2).filter(|&(_, n_digits)| n_digits <= 2)?;
    (separator(reader, at + 3) == Some(sign)).then_some(())?;
    let year = year_at(reader, at + 4).or_else(|| full_year(number(reader, at + 4)?))?;
    // Day first, as most of the world writes; month first where only that is a date, or where the CV's other dates are.
    let is_month_first = 12 < second || (reader.is_month_first && sign == '/' && first <= 12);
    let (day, month) = if is_month_first { (second, first) } else { (first, second) };
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(())?;
    Some((Printed { month: Some(month as u8), day: Some(day as u8), ..Printed::year(year) }, at + 5))
}

/// A sign between the numbers of a date, spaces around it allowed where it is no dash.
fn separator(reader: &Reader, at: usize) -> Option<char> {
    match reader.get(at)?.kind {
        Kind::Sign(c @ ('/' | '.')) => Some(c),
        _ => tight_sign(reader, at),
    }
}

/// The year that two digits mean.
fn full_year((value, n_digits): (u32, u8)) -> Option<u16> {
    (n_digits == 2).then(|| (if value <= PIVOT { 2000 + value } else { 1900 + value }) as u16)
}

/// "15. März 2019", "1er mars", "15 de marzo de 2019", "15 Mar".
fn day_first(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let day = day_at(reader, at)?;
    let dash = after_ordinal(reader, at + 1);
    let mut next = dash;
    while reader.is(next, DateWord::Of) || reader.is_sign(next, '-') && tight_sign(reader, next).is_some() {
        next += 1;
    }
    let month = month_name_at(reader, next);
    let Some(month) = month else {
        // "15–17 March 2019", "3.–5. Mai": a day whose month comes with the other end.
        let is_range = reader.is_sign(dash, '-') && day_at(reader, dash + 1).is_some();
        let is_day = is_range && month_name_at(reader, after_ordinal(reader, dash + 2)).is_some();
        return is_day.then_some((Printed { day: Some(day), ..Printed::default() }, dash));
    };
    let date = Printed { day: Some(day), month: Some(month), ..Printed::default() };
    Some(with_year(reader, date, after_month(reader, next), next + 1))
}

/// The lexeme after "th", "er", "º", "." behind the number of a day.
fn after_ordinal(reader: &Reader, at: usize) -> usize {
    // OCR puts a space before "th".
    let is_glued = |lexeme: &Lexeme| {
        lexeme.is(DateWord::Ordinal) || (!lexeme.is_spaced && matches!(lexeme.kind, Kind::Sign('.' | '°' | 'º' | 'ª')))
    };
    let mut next = at;
    while next < at + 2 && reader.get(next).is_some_and(is_glued) {
        next += 1;
    }
    next
}

/// The lexeme after the name of a month and the marks behind it.
fn after_month(reader: &Reader, at: usize) -> usize {
    let mut next = at + 1;
    while next < at + 4
        && (reader.is_sign(next, '.')
            || reader.is_sign(next, ',')
            || reader.is_sign(next, '/')
            || reader.is(next, DateWord::Of)
            || tight_sign(reader, next).is_some())
    {
        next += 1;
    }
    next
}

/// `date` with the year at `at` or, without one, as it is, ending at `end`.
fn with_year(reader: &Reader, date: Printed, at: usize, end: usize) -> (Printed, usize) {
    if let Some(year) = year_at(reader, at) {
        return (Printed { year: Some(year), ..date }, at + 1);
    }
    if reader.is_sign(at, '\'')
        && let Some(year) = number(reader, at + 1).and_then(full_year)
    {
        return (Printed { year: Some(year), ..date }, at + 2);
    }
    // "Nov 94": no day has such a number.
    if date.day.is_none()
        && !date.is_term
        && let Some(year) =
            number(reader, at).filter(|&(value, _)| 31 < value && is_end(reader, at + 1)).and_then(full_year)
    {
        return (Printed { year: Some(year), ..date }, at + 1);
    }
    (date, end)
}

/// "March 2019", "Mar. '19", "March 15th, 2019", "Sep-21", "March".
fn month_first(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let month = month_name_at(reader, at)?;
    let date = Printed { month: Some(month), ..Printed::default() };
    let next = after_month(reader, at);
    let (whole, end) = with_year(reader, date, next, at + 1);
    if whole.year.is_some() {
        return Some((whole, end));
    }
    if let Some(day) = day_at(reader, next) {
        let mut after = after_ordinal(reader, next + 1);
        let day_end = after;
        while reader.is_sign(after, ',') || reader.is(after, DateWord::Of) {
            after += 1;
        }
        let with_day = Printed { day: Some(day), ..date };
        let (whole, end) = with_year(reader, with_day, after, day_end);
        if whole.year.is_some() {
            return Some((whole, end));
        }
        let is_range = reader.is_sign(day_end, '-')
            && (day_at(reader, day_end + 1).is_some() || month_name_at(reader, day_end + 1).is_some());
        if let Some(year) = number(reader, next)
            .and_then(full_year)
            .filter(|_| !is_range || month_name_at(reader, day_end + 1).is_some())
        {
            return Some((Printed { year: Some(year), is_short: true, ..date }, next + 1));
        }
        return Some((with_day, day_end));
    }
    Some((date, at + 1))
}

/// "Fall 2019", "WS 2019/20", "Q3 2020", "Spring/Summer 2019", "été 2019", "Fall".
fn term(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    let mut next = at;
    while next < at + 6
        && (reader.is(next, DateWord::Terms)
            || at < next
                && (['/', '&', ',', '.', '-'].iter().any(|&sign| reader.is_sign(next, sign))
                    || reader.is(next, DateWord::Of)
                    || reader.is(next, DateWord::To))
                && term_follows(reader, next + 1))
    {
        next += 1;
    }
    (at < next).then_some(())?;
    let date = Printed { is_term: true, ..Printed::default() };
    let mut after = next;
    while after < next + 2
        && (reader.is_sign(after, ',')
            || reader.is(after, DateWord::Of)
            || reader.is_sign(after, '.')
            || reader.is_sign(after, ':'))
    {
        after += 1;
    }
    let Some(year) = year_at(reader, after) else {
        let (short, end) = with_year(reader, date, after, next);
        return Some((short, end));
    };
    let second = (tight_sign(reader, after + 1).filter(|&sign| sign != '.'))
        .and_then(|_| number(reader, after + 2))
        .and_then(|(value, n_digits)| self::second_year(year, value, n_digits));
    let end = after + if second.is_some() { 3 } else { 1 };
    Some((Printed { year: Some(year), second_year: second, ..date }, end))
}

/// A further term, or the year of this one.
fn term_follows(reader: &Reader, at: usize) -> bool {
    reader.is(at, DateWord::Terms)
}

fn second_year(year: u16, value: u32, n_digits: u8) -> Option<u16> {
    let next = year + 1;
    let is_next = (n_digits == 2 && u32::from(next % 100) == value) || (n_digits == 4 && u32::from(next) == value);
    is_next.then_some(next)
}

/// "'21", and "03/21" where the other end is like it.
fn short(reader: &Reader, at: usize) -> Option<(Printed, usize)> {
    if reader.is_sign(at, '\'') {
        let (value, n_digits) = number(reader, at + 1).filter(|_| !reader.get(at + 1).is_some_and(|l| l.is_spaced))?;
        return Some((Printed::year(full_year((value, n_digits))?), at + 2));
    }
    let month = month_number_at(reader, at)?;
    if tight_sign(reader, at + 1) == Some('/')
        && let Some(year) = number(reader, at + 2).and_then(full_year)
    {
        return Some((Printed { month: Some(month), is_short: true, ..Printed::year(year) }, at + 3));
    }
    // "03–06/2019": a month whose year comes with the other end.
    let is_range = reader.is_sign(at + 1, '-') && month_number_at(reader, at + 2).is_some();
    let is_year = is_range && separator(reader, at + 3).is_some() && year_at(reader, at + 4).is_some();
    is_year.then_some((Printed { month: Some(month), ..Printed::default() }, at + 1))
}
