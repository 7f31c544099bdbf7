//! A span to its pieces: the values of a contact line, the members of a list.
//!
//! In: a span. Out: the spans between its separators, brackets kept whole. Knows signs, no words.

use std::ops::Range;

use crate::read::Found;
use crate::read::date::Period;
use crate::span::Span;

/// Signs that part the values of a contact line and the members of a list, wherever they stand.
const BARS: &[char] = &[
    '|', '•', '∙', '⋅', '◦', '◇', '⋄', '♦', '■', '□', '●', '◆', '‣', '¦', '│', '❘', '｜', '▪', '▫', '★', '☆', '✦', '⸱',
    '○',
];

/// Signs that do so only with a space on a side: they also stand within words ("col·lega", "and/or", "R&D – lab").
const SPACED_BARS: &[char] = &['·', '・', '/', '~', '⁄', '／', '‧'];

/// What OCR makes of the bars of a contact line, with a space on both sides.
const MISREAD_BARS: &[char] = &['¢', '«', '»', '©', '®', '¤', '°', '+', '*', '¦', '§', '^'];

/// Signs between the members of a list.
const COMMAS: &[char] = &[',', ';', '，', '；', '、', '､'];

/// The parts of `span` between bars and before icons and other links, with the byte ranges of the parts; empty parts are left out.
#[must_use]
pub fn bars(span: &Span) -> Vec<(Range<usize>, Span)> {
    let is_cut = |text: &str, at, c| is_bar(text, at, c) || (MISREAD_BARS.contains(&c) && is_spaced(text, at, c));
    let mut cuts = separators(span.text(), is_cut);
    let icons = span.runs().iter().filter(|run| run.icon.is_some() && run.start != 0);
    cuts.extend(icons.map(|run| run.start..run.start));
    let links = span.runs().windows(2).filter_map(|pair| match pair {
        [a, b] if a.link.is_some() && b.link.is_some() && a.link != b.link => Some(b.start..b.start),
        _ => None,
    });
    cuts.extend(links);
    cuts.sort_by_key(|cut| (cut.start, cut.end));
    between(span, &cuts)
}

/// The members of a list: parts between commas, semicolons and bars.
#[must_use]
pub fn members(span: &Span) -> Vec<Span> {
    let cuts = separators(span.text(), |text, at, c| is_bar(text, at, c) || is_comma(text, at, c));
    between(span, &cuts).into_iter().map(|(_, part)| part).collect()
}

/// The parts of a text between semicolons and bars; commas part nothing.
#[must_use]
pub fn clauses(span: &Span) -> Vec<Span> {
    let cuts = separators(span.text(), |text, at, c| is_bar(text, at, c) || matches!(c, ';' | '；'));
    between(span, &cuts).into_iter().map(|(_, part)| part).collect()
}

/// Whether `text` lists something, its members parted by commas or bars.
#[must_use]
pub fn is_list(text: &str) -> bool {
    !separators(text, |text, at, c| is_bar(text, at, c) || is_comma(text, at, c)).is_empty()
}

/// Whether a separator is the last thing of `text`: the list goes on in the next line.
#[must_use]
pub fn is_open(text: &str) -> bool {
    let text = text.trim_end();
    let last = text.chars().next_back();
    last.is_some_and(|c| COMMAS.contains(&c) || BARS.contains(&c) || SPACED_BARS.contains(&c)) || depth(text) > 0
}

/// A label and what it labels: the parts before and after the first colon, where a list or text follows it.
///
/// The colon of an address ("https:") or a time ("10:30") labels nothing.
#[must_use]
pub fn labelled(span: &Span) -> Option<(Span, Span)> {
    let (label, value) = label_and_value(span.text())?;
    Some((span.slice(label).into_trimmed(), span.slice(value).into_trimmed()))
}

/// Where a label, which is not empty, and what it labels stand: see [`labelled`].
#[must_use]
pub fn label_and_value(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    // Most texts have no colon, nor a sign that starts like the wide one.
    memchr::memchr2(b':', WIDE_COLON, text.as_bytes())?;
    let mut level = 0_i32;
    for (at, c) in text.char_indices() {
        level += nesting(c);
        if level != 0 || !(c == ':' || c == '：') {
            continue;
        }
        let after = text.get(at + c.len_utf8()..)?;
        let is_inside_word = c == ':' && after.chars().next().is_some_and(is_unlabelled);
        if is_inside_word || text.get(..at)?.trim().is_empty() {
            return None;
        }
        return Some((0..at, at + c.len_utf8()..text.len()));
    }
    None
}

/// The first byte of "：".
const WIDE_COLON: u8 = 0xef;

/// A colon before this sign, without a space, is no label's.
fn is_unlabelled(next: char) -> bool {
    next == '/' || next.is_ascii_digit() || next == ':'
}

/// The bracketed remark at the end of `span`, and what stands before it: "English (C1)".
#[must_use]
pub fn remark(span: &Span) -> Option<(Span, Span)> {
    let last = span.text().trim_end().chars().next_back().filter(|c| matches!(c, ')' | ']' | '）'))?;
    let span = span.trim();
    let text = span.text();
    let mut level = 0_i32;
    for (at, c) in text.char_indices().rev() {
        level -= nesting(c);
        if level == 0 {
            let before = span.slice(0..at).into_trimmed();
            let inside = span.slice(at + c.len_utf8()..text.len() - last.len_utf8()).into_trimmed();
            return (!before.is_empty() && !inside.is_empty()).then_some((before, inside));
        }
    }
    None
}

/// What stands before and after the first spaced dash: "English – fluent".
#[must_use]
pub fn dashed(span: &Span) -> Option<(Span, Span)> {
    let text = span.text();
    let dashes = text.char_indices().filter(|(_, c)| matches!(c, '-' | '–' | '—' | '―' | '−'));
    let (at, c) = dashes.into_iter().find(|&(at, c)| is_spaced(text, at, c))?;
    let (before, after) = (span.slice(0..at).into_trimmed(), span.slice(at + c.len_utf8()..text.len()).into_trimmed());
    (!before.is_empty() && !after.is_empty()).then_some((before, after))
}

/// How many brackets of `text` are open at its end; negative when more close than open.
#[must_use]
pub fn depth(text: &str) -> i32 {
    text.chars().map(nesting).sum()
}

/// How many letters and digits `text` has.
#[must_use]
pub fn n_letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// Whether `text` is nothing but the dates `found` in it and signs.
#[must_use]
pub fn only_dates(text: &str, found: &[Found<Period>]) -> bool {
    let mut rest = 0;
    let mut at = 0;
    for date in found {
        rest += text.get(at..date.range.start).map_or(0, n_letters);
        at = date.range.end;
    }
    rest + text.get(at..).map_or(0, n_letters) == 0
}

fn nesting(c: char) -> i32 {
    match c {
        '(' | '[' | '（' | '「' | '【' => 1,
        ')' | ']' | '）' | '」' | '】' => -1,
        _ => 0,
    }
}

/// Byte ranges of the signs outside brackets for which `is_separator` holds (it gets text, offset and sign).
fn separators(text: &str, is_separator: impl Fn(&str, usize, char) -> bool) -> Vec<Range<usize>> {
    // A bracket that is never closed (a wrapped line) must not swallow the rest.
    let heeds_brackets = depth(text) == 0;
    let mut level = 0_i32;
    let mut found = Vec::new();
    for (at, c) in text.char_indices() {
        level += nesting(c);
        if (level <= 0 || !heeds_brackets) && is_separator(text, at, c) {
            found.push(at..at + c.len_utf8());
        }
    }
    found
}

fn is_bar(text: &str, at: usize, c: char) -> bool {
    BARS.contains(&c) || (SPACED_BARS.contains(&c) && is_spaced(text, at, c))
}

fn is_comma(text: &str, at: usize, c: char) -> bool {
    // "1,000 users" is one member.
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let (before, after) = around(text, at, c);
    COMMAS.contains(&c) && !(is_digit(before) && is_digit(after))
}

/// A space, or the end of the text, on both sides.
fn is_spaced(text: &str, at: usize, c: char) -> bool {
    let (before, after) = around(text, at, c);
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

fn around(text: &str, at: usize, c: char) -> (Option<char>, Option<char>) {
    let before = text.get(..at).and_then(|t| t.chars().next_back());
    let after = text.get(at + c.len_utf8()..).and_then(|t| t.chars().next());
    (before, after)
}

/// The trimmed parts of `span` between `cuts`, and where they stand; parts without text or icon are left out.
fn between(span: &Span, cuts: &[Range<usize>]) -> Vec<(Range<usize>, Span)> {
    let ends = cuts.iter().map(|cut| cut.start).chain([span.text().len()]);
    let mut start = 0;
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    for (k, end) in ends.enumerate() {
        if start <= end {
            parts.push((start..end, span.slice(start..end).into_trimmed()));
        }
        start = cuts.get(k).map_or(end, |cut| cut.end);
    }
    parts.retain(|(_, part)| !part.is_empty() || part.icon().is_some());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::testing::span;

    #[track_caller]
    fn check(parts: &[Span], expected: &[&str]) {
        let actual: Vec<&str> = parts.iter().map(Span::text).collect();
        assert_eq!(actual, expected);
    }

    fn cut_at_bars(text: &str) -> Vec<Span> {
        bars(&span(text)).into_iter().map(|(_, part)| part).collect()
    }

    #[test]
    fn bars_part_a_contact_line() {
        check(
            &cut_at_bars("Bonn | +49 1 2 • a@b.example · x.example/~y"),
            &["Bonn", "+49 1 2", "a@b.example", "x.example/~y"],
        );
    }

    #[test]
    fn misread_bars_part_a_contact_line_too() {
        check(&cut_at_bars("Bonn ¢ Germany « +49 1 2"), &["Bonn", "Germany", "+49 1 2"]);
    }

    #[test]
    fn a_slash_within_a_word_parts_nothing() {
        check(&members(&span("SAP FI/CO, S&OP / lean")), &["SAP FI/CO", "S&OP", "lean"]);
    }

    #[test]
    fn brackets_are_kept_whole() {
        check(
            &members(&span("Python (NumPy, pandas), R; 1,000 things、写作")),
            &["Python (NumPy, pandas)", "R", "1,000 things", "写作"],
        );
    }

    #[test]
    fn a_bracket_that_is_not_closed_swallows_nothing() {
        check(&members(&span("Python (NumPy, pandas, R")), &["Python (NumPy", "pandas", "R"]);
    }

    #[test]
    fn a_colon_parts_label_and_list() {
        let cases = [
            ("Tools: Git, Make", Some(("Tools", "Git, Make"))),
            ("编程：Python", Some(("编程", "Python"))),
            ("Email:a@b.example", Some(("Email", "a@b.example"))),
            ("https://a.example", None),
            ("std::vector", None),
            ("at 10:30", None),
        ];
        for (text, expected) in cases {
            let actual = labelled(&span(text));
            assert_eq!(actual.as_ref().map(|(a, b)| (a.text(), b.text())), expected, "{text}");
        }
    }

    #[test]
    fn a_remark_may_hold_brackets() {
        let (before, inside) = remark(&span("Anglais (courant (C1))")).unwrap();
        assert_eq!((before.text(), inside.text()), ("Anglais", "courant (C1)"));
    }
}
