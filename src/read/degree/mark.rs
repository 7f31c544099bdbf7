//! Marks and honours: "Overall GPA: 3.71/4.0 (top 9%)", "Note: 1,3", "First Class Honours".
//!
//! In: a text. Out: where the mark stands in it without its label, and the rank beside it.

use std::ops::Range;

use crate::lang::{Vocabulary, WordClass, is_sign, words};

/// A label of a mark follows at most this many letters ("Overall ", "Cumulative ").
const MAX_BEFORE_LABEL: usize = 14;
/// A mark without a label is at most this long ("110/110 e lode con menzione").
const MAX_MARK: usize = 32;
/// The best mark of any scale is between these ("4.0", "150").
const SCALE: std::ops::RangeInclusive<f32> = 4.0..=150.0;
/// A mark may be above the best by so much ("4.1/4.0", "10.5/10").
const MAX_ABOVE: f32 = 1.1;
/// A lone decimal up to here is a mark ("1,3", "3.88", "9.1").
const MAX_DECIMAL: f32 = 10.0;
/// Share of the letters that may belong to other words than honours ("Graduated with distinction").
const MAX_OTHER: f32 = 0.4;
/// A mark in letters has at most so many ("A", "A+", "1st").
const MAX_LETTERS: usize = 3;

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
    // "mention bien": the label is a word of the honours.
    if is_honours(text, vocabulary) && label(text, vocabulary).is_none_or(|label| !label.is_parted) {
        return Some(Score { score: trimmed(text, 0..text.len()), rank: None });
    }
    let label = label(text, vocabulary);
    let value = trimmed(text, label.as_ref().map_or(0, |label| label.end)..text.len());
    let rank = rank(text, value.clone(), vocabulary);
    let score = rank.as_ref().map_or(value.clone(), |rank| trimmed(text, value.start..rank.start));
    let body = text.get(score.clone())?;
    let is_mark = match label {
        Some(Label { is_parted: true, .. }) => {
            is_number(body, vocabulary) || is_letter(body) || is_honours(body, vocabulary)
        }
        Some(_) => is_number(body, vocabulary),
        None => is_bare(body, vocabulary),
    };
    is_mark.then_some(Score { score, rank })
}

/// A label near the start of a text.
struct Label {
    /// Where the value starts.
    end: usize,
    /// A colon follows it.
    is_parted: bool,
}

fn label(text: &str, vocabulary: &Vocabulary) -> Option<Label> {
    let found = vocabulary.find(WordClass::ScoreLabel, text)?;
    let before = text.get(..found.start)?;
    let mut end = found.end;
    // "Nota media final": what the label goes on with.
    while let Some(next) = text.get(end..).and_then(|rest| next_label(rest, vocabulary)) {
        end += next;
    }
    let rest = text.get(end..)?;
    let is_near = before.chars().count() <= MAX_BEFORE_LABEL && !before.chars().any(|c| c.is_ascii_digit());
    let is_parted = rest.trim_start().starts_with([':', '：', '=', '–', '-']);
    (is_near && rest.chars().any(char::is_alphanumeric)).then_some(Label { end, is_parted })
}

/// Length of one more word of a label at the start of `rest`.
fn next_label(rest: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let gap = rest.len() - rest.trim_start().len();
    let found = vocabulary.find(WordClass::ScoreLabel, rest)?;
    (found.start == gap && !rest.get(found.clone())?.starts_with(|c: char| c.is_ascii_digit())).then_some(found.end)
}

/// A number after a label, alone or with its scale, honours or unit ("15 valores", "1,3 (sehr gut)").
fn is_number(body: &str, vocabulary: &Vocabulary) -> bool {
    let Some((_, rest)) = number(body) else { return false };
    let rest = rest.trim_start().trim_start_matches('%');
    let is_range = rest.starts_with(['-', '–']);
    !is_range && (rest.is_empty() || is_scale(body) || is_unit(rest, vocabulary))
}

/// Whether only words of marks follow a number.
fn is_unit(rest: &str, vocabulary: &Vocabulary) -> bool {
    let is_word = |word: &str| {
        vocabulary.has_any(&[WordClass::ScoreLabel, WordClass::Honours, WordClass::Stop, WordClass::Degree], word)
            || word.chars().any(|c| c.is_ascii_digit())
    };
    rest.starts_with(is_sign)
        || rest.split(|c: char| !c.is_alphanumeric() && c != '.' && c != ',').filter(|w| !w.is_empty()).all(is_word)
        || is_honours(rest, vocabulary)
}

/// "A", "A+", "1st".
fn is_letter(body: &str) -> bool {
    body.chars().count() <= MAX_LETTERS && body.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
}

/// A mark that says itself what it is: "3.8/4.0", "110/110 e lode", "17 valores", "1,3".
fn is_bare(body: &str, vocabulary: &Vocabulary) -> bool {
    let Some((value, rest)) = number(body) else { return false };
    if MAX_MARK < body.chars().count() {
        return false;
    }
    if is_scale(body) {
        let rest = rest.trim_start().trim_start_matches('/').trim_start();
        return number(rest).is_some_and(|(_, rest)| is_unit(rest.trim_start(), vocabulary));
    }
    if rest.trim() == "%" {
        return value <= 100.0;
    }
    let is_decimal = rest.is_empty() && value <= MAX_DECIMAL && body.contains(['.', ',']) && body.len() <= 4;
    let has_unit = vocabulary.find(WordClass::ScoreLabel, rest).is_some_and(|label| label.start <= 1);
    is_decimal || (has_unit && is_unit(rest.trim_start(), vocabulary))
}

/// "8.2/10": a number over the best mark, and no date ("3/2019", "10/10/2020", "05/12").
fn is_scale(body: &str) -> bool {
    let Some((value, rest)) = number(body) else { return false };
    let Some(rest) = rest.trim_start().strip_prefix('/') else { return false };
    let Some((best, rest)) = number(rest.trim_start()) else { return false };
    !body.starts_with('0') && SCALE.contains(&best) && value <= best * MAX_ABOVE && !rest.starts_with(['/', '-', '.'])
}

/// The number at the start of `text`, and what follows it.
fn number(text: &str) -> Option<(f32, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(text.len());
    let digits = text.get(..end)?.trim_end_matches(['.', ',']);
    let value = digits.replace(',', ".").parse().ok()?;
    Some((value, text.get(digits.len()..)?))
}

/// Honours make up most of the text ("First Class Honours", "magna cum laude", "Graduated with distinction").
fn is_honours(body: &str, vocabulary: &Vocabulary) -> bool {
    let n_letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let found = vocabulary.find_all(WordClass::Honours, body);
    let inside: usize = found.iter().filter_map(|range| body.get(range.clone())).map(n_letters).sum();
    let others = (words(body).into_iter())
        .filter(|word| !found.iter().any(|range| range.contains(&word.start)))
        .filter_map(|word| body.get(word.start..word.end))
        .filter(|word| !vocabulary.is(WordClass::Stop, word) && !vocabulary.is(WordClass::ScoreLabel, word));
    let outside: usize = others.map(n_letters).sum();
    0 < inside && outside as f32 <= MAX_OTHER * (inside + outside) as f32
}

/// The rank behind a mark: "(top 9%)", "(3/120)", ", rank 2/120".
fn rank(text: &str, value: Range<usize>, vocabulary: &Vocabulary) -> Option<Range<usize>> {
    let body = text.get(value.clone())?;
    number(body)?;
    let open = body.rfind(['(', '（']).or_else(|| body.find(", "))?;
    let inside = body.get(open..)?.trim_start_matches(['(', '（', ',', ' ']);
    let start = value.start + body.len() - inside.len();
    let inside = inside.trim_end_matches([')', '）']);
    let is_rank = inside.contains('%') || vocabulary.has(WordClass::ScoreLabel, inside) || inside.contains('/');
    (0 < open && is_rank).then(|| start..start + inside.len())
}

/// `range` without signs at its ends, nor a bracket that opens at its end.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let is_edge = |c: char| c.is_whitespace() || ",:;–—-|·，、：.=".contains(c);
    let whole = part.trim_matches(is_edge);
    if let Some(inside) = whole.strip_prefix(['(', '（']).and_then(|rest| rest.strip_suffix([')', '）']))
        && !inside.contains(['(', ')', '（', '）'])
    {
        let start = range.start + part.find(inside).unwrap_or(0);
        return start..start + inside.len();
    }
    let rest = part.trim_start_matches(is_edge);
    let start = range.start + part.len() - rest.len();
    start..start + rest.trim_end_matches(|c| is_edge(c) || "(（".contains(c)).len()
}
