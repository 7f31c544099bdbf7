//! Degrees and fields of study ("Ph.D. in Computer Science", "硕士 计算机科学"), marks and honours.
//!
//! In: a text. Out: where degree and field, or mark and rank, stand in it. Knows no sections.

use std::ops::Range;

use crate::lang::{Vocabulary, WordClass};
use crate::layout::is_cjk;

/// A degree is named within this many letters of the start: "Doctoral degree (Dr. rer. nat.)", not deep in a sentence.
const MAX_BEFORE: usize = 24;

/// A degree with its field has at most this many words; longer texts are prose.
const MAX_WORDS: usize = 16;

/// A label of a mark follows at most this many letters ("Overall ", "Cumulative ").
const MAX_BEFORE_LABEL: usize = 14;

/// A mark without a label is at most this long ("110/110 e lode con menzione").
const MAX_MARK: usize = 32;

/// Where degree and field stand in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Degree {
    /// The degree: "Ph.D.", "Bachelor of Science".
    pub study_type: Range<usize>,
    /// The field: "Computer Science".
    pub area: Option<Range<usize>>,
}

/// Reads a degree with its field; `None` when `text` names no degree.
///
/// Together, degree and field are the whole text but for the signs and the little word between them.
#[must_use]
pub fn split(text: &str, vocabulary: &Vocabulary) -> Option<Degree> {
    let found = vocabulary.find(WordClass::Degree, text)?;
    let before = text.get(..found.start)?;
    let is_late = MAX_BEFORE < before.chars().count() && !before.chars().any(is_cjk);
    if is_late || MAX_WORDS < text.split_whitespace().count() || ends_sentence(before) {
        return None;
    }
    let after = text.get(found.end..)?;
    // "Master Chef", "Bachelor thesis supervisor": a job word right after the degree, with nothing between.
    if !after.trim_start().starts_with([',', '(', '.', ':', '–', '-'])
        && vocabulary.has(WordClass::Job, first_words(after))
    {
        return None;
    }
    let end = study_end(text, without_connector(text, &found, vocabulary));
    let field = text.get(end..)?;
    let skip = connector(field, vocabulary);
    let area = trimmed(text, end + skip..text.len());
    Some(Degree { study_type: trimmed(text, 0..end), area: Some(area).filter(|area| !area.is_empty()) })
}

/// Where the degree's words end; packs hold "licence en" as one phrase.
fn without_connector(text: &str, found: &Range<usize>, vocabulary: &Vocabulary) -> usize {
    let words = text.get(found.clone()).unwrap_or_default();
    match words.rsplit_once(' ') {
        Some((before, last)) if vocabulary.is(WordClass::Stop, last) => found.start + before.len(),
        _ => found.end,
    }
}

/// Whether a sentence ends in `text`: a stop after a long word.
fn ends_sentence(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let word = text.get(..at).and_then(|t| t.rsplit([' ', '.']).next()).unwrap_or_default();
        3 < word.chars().count()
    })
}

/// The first two words: enough to tell "Master Chef" from "Master Engineering Management".
fn first_words(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Where the degree ends: after the stop of its abbreviation and the bracket that follows it ("B.A. (Mod.)").
fn study_end(text: &str, found: usize) -> usize {
    let mut end = found;
    let rest = text.get(end..).unwrap_or_default();
    if rest.starts_with('.') {
        end += 1;
    }
    let rest = text.get(end..).unwrap_or_default();
    let bracket = rest.trim_start();
    if bracket.starts_with(['(', '（'])
        && let Some(close) = bracket.find([')', '）'])
    {
        let n_sign = bracket.get(close..).and_then(|t| t.chars().next()).map_or(1, char::len_utf8);
        end += rest.len() - bracket.len() + close + n_sign;
    }
    end
}

/// Bytes between degree and field: signs, and one little word ("in", "en", "für").
fn connector(field: &str, vocabulary: &Vocabulary) -> usize {
    let is_sign = |c: char| c.is_whitespace() || ",:;–—-|·,，、：".contains(c);
    let rest = field.trim_start_matches(is_sign);
    let start = field.len() - rest.len();
    let word = rest.split_whitespace().next().unwrap_or_default();
    let is_little =
        word.chars().all(char::is_lowercase) && word.len() < rest.len() && vocabulary.is(WordClass::Stop, word);
    if is_little { start + word.len() } else { start }
}

/// `range` without white space and separators at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let is_edge = |c: char| c.is_whitespace() || ",:;–—-|·，、：".contains(c);
    let rest = part.trim_start_matches(is_edge);
    let start = range.start + part.len() - rest.len();
    start..start + rest.trim_end_matches(is_edge).len()
}

/// A mark or honours line without its label ("Overall GPA: 3.71/4.0 (top 9%)" → score, rank).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// "3.71/4.0", "First Class Honours".
    pub score: Range<usize>,
    /// "top 9%".
    pub rank: Option<Range<usize>>,
}

/// Reads a mark or honours; `None` when `text` is neither.
#[must_use]
pub fn score(text: &str, vocabulary: &Vocabulary) -> Option<Score> {
    let start = after_label(text, vocabulary);
    let value = trimmed(text, start.unwrap_or(0)..text.len());
    let body = text.get(value.clone())?.trim_end_matches('.');
    let value = value.start..value.start + body.len();
    let is_mark = if start.is_some() {
        has_mark(body) || is_honours(body, vocabulary)
    } else {
        is_bare_mark(body, vocabulary) || is_honours(body, vocabulary)
    };
    if !is_mark {
        return None;
    }
    let rank = rank(text, value.clone(), vocabulary);
    let score = rank.as_ref().map_or(value.clone(), |rank| trimmed_bracket(text, value.start..rank.start));
    Some(Score { score, rank })
}

/// Where the value starts, after a label near the start of `text`.
fn after_label(text: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let label = vocabulary.find(WordClass::ScoreLabel, text)?;
    let before = text.get(..label.start)?;
    let rest = text.get(label.end..)?;
    let is_near = before.chars().count() <= MAX_BEFORE_LABEL && !before.chars().any(|c| c.is_ascii_digit());
    let goes_on = rest.chars().any(char::is_alphanumeric);
    (is_near && goes_on).then_some(label.end)
}

/// Something that can be a mark after a label: it starts with a number, or is one short word ("A", "1st").
fn has_mark(body: &str) -> bool {
    let n_words = body.split_whitespace().count();
    body.starts_with(|c: char| c.is_ascii_digit()) && n_words <= 8 || (body.chars().count() <= 3 && n_words == 1)
}

/// A mark that says itself what it is: "3.8/4.0", "110/110 e lode", "17 valores".
fn is_bare_mark(body: &str, vocabulary: &Vocabulary) -> bool {
    if MAX_MARK < body.chars().count() || !body.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let number: String = body.chars().take_while(|c| c.is_ascii_digit() || ".,".contains(*c)).collect();
    let rest = body.get(number.len()..).unwrap_or_default().trim_start();
    let whole = rest.strip_prefix('/').map(|whole| whole.trim_start().chars().take_while(char::is_ascii_digit).count());
    // "3/2019" is a date, "8.2/10" and "110/110" are marks.
    let is_share = whole.is_some_and(|n| (1..=3).contains(&n));
    is_share
        || (number.len() <= 5 && vocabulary.find(WordClass::ScoreLabel, rest).is_some_and(|label| label.start == 0))
}

/// Honours make up most of the text ("First Class Honours", "magna cum laude", "with Distinction").
fn is_honours(body: &str, vocabulary: &Vocabulary) -> bool {
    let Some(found) = vocabulary.find(WordClass::Honours, body) else {
        return false;
    };
    let n_all = body.chars().filter(|c| c.is_alphanumeric()).count();
    let inside = body.get(found).unwrap_or_default();
    let n_inside = inside.chars().filter(|c| c.is_alphanumeric()).count();
    n_all < n_inside * 2
}

/// "(top 9%)", "(3/120)": the rank in brackets at the end of a mark.
fn rank(text: &str, value: Range<usize>, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let body = text.get(value.clone())?;
    let open = body.rfind(['(', '（'])?;
    let inside = body.get(open..)?.trim_start_matches(['(', '（']);
    let start = value.start + body.len() - inside.len();
    let inside = inside.trim_end_matches([')', '）']);
    let is_rank = inside.contains('%') || vocabulary.has(WordClass::ScoreLabel, inside) || inside.contains('/');
    (0 < open && is_rank).then(|| start..start + inside.len())
}

/// `range` without the bracket that opens at its end.
fn trimmed_bracket(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    range.start..range.start + part.trim_end_matches(|c: char| c.is_whitespace() || "(（,".contains(c)).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &str)>) {
        let actual = split(text, Vocabulary::all());
        let actual = actual.map(|d| (&text[d.study_type], d.area.map_or("", |area| &text[area])));
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn a_degree_and_its_field_are_told_apart() {
        let cases = [
            ("Ph.D. in Computer Science", ("Ph.D.", "Computer Science")),
            ("B.A. (Mod.), Mathematics", ("B.A. (Mod.)", "Mathematics")),
            ("BEng Civil Engineering", ("BEng", "Civil Engineering")),
            ("Licenciatura, Contabilidade e Auditoria", ("Licenciatura", "Contabilidade e Auditoria")),
            ("Doctorat en physique", ("Doctorat", "physique")),
            ("MBA", ("MBA", "")),
            ("博士 计算机科学与技术", ("博士", "计算机科学与技术")),
        ];
        for (text, expected) in cases {
            check(text, Some(expected));
        }
    }

    #[test]
    fn jobs_and_prose_are_no_degrees() {
        for text in
            ["Head of Sales", "University of Leith", "Led the group. Supervised a master in physics and two bachelors"]
        {
            check(text, None);
        }
    }

    #[track_caller]
    fn check_score(text: &str, expected: Option<(&str, &str)>) {
        let actual = score(text, Vocabulary::all());
        let actual = actual.map(|s| (&text[s.score], s.rank.map_or("", |rank| &text[rank])));
        assert_eq!(actual, expected, "{text}");
    }

    #[test]
    fn marks_lose_their_label_and_rank() {
        let cases = [
            ("Overall GPA: 3.71/4.0 (top 9%)", ("3.71/4.0", "top 9%")),
            ("GPA 3.88", ("3.88", "")),
            ("Note: 1,3", ("1,3", "")),
            ("Média: 15 valores", ("15 valores", "")),
            ("17 valores", ("17 valores", "")),
            ("8.2/10", ("8.2/10", "")),
            ("magna cum laude", ("magna cum laude", "")),
            ("First Class Honours", ("First Class Honours", "")),
        ];
        for (text, expected) in cases {
            check_score(text, Some(expected));
        }
    }

    #[test]
    fn dates_and_prose_are_no_marks() {
        for text in
            ["3/2019", "2019", "Led a team of 12", "Computer Science", "Raised EBITDA margin from 9.4% to 15.1%"]
        {
            check_score(text, None);
        }
    }
}
