//! A piece to its atoms: what stands between commas, colons, dashes, bars, brackets and words like "at".
//!
//! In: a text. Out: its atoms, each with the separator before it. Nothing is decided here: which separators part fields
//! and which stand inside one is for the vote to say.

use std::ops::Range;

use super::cue::Field;
use crate::extract::Context;
use crate::keys::{Hash, Keys};
use crate::lang::{WordClass, WordSet, is_sign};

/// What stands between two atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Separator {
    Comma,
    Colon,
    /// A space between Chinese words.
    Space,
    Dash,
    Bar,
    /// The end of a quotation.
    Quote,
    /// The end of a sentence.
    Stop,
    /// The next atom stands in brackets.
    Bracket,
    /// A word before the name of who gives or employs ("at", "awarded by").
    By,
}

/// A stretch that no separator parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Where it stands, without brackets around it.
    pub inner: Range<usize>,
    /// The same with its brackets.
    pub outer: Range<usize>,
    /// What stands before it; of no meaning for the first.
    pub before: Separator,
}

/// A text has at most this many atoms; what follows stays with the last.
pub const MAX_ATOMS: usize = 12;

/// Signs that part wherever a space stands beside them.
const BARS: &[char] =
    &['|', '•', '·', '∙', '⋅', '►', '◆', '●', '¦', '‣', '▪', '♦', '⧫', '◦', '∣', '◊', '☆', '｜', '‖', '★', '■'];

/// Signs that part between spaces.
const DASHES: &[char] = &['–', '—', '/', '~', '-', '―'];

/// The atoms of a text, in order.
pub fn cut(text: &str, context: &Context) -> Vec<Atom> {
    let by: Vec<Range<usize>> = (context.vocabulary.find_all(WordClass::ByLabel, text).into_iter())
        .filter(|range| is_by(text, range, context))
        .collect();
    let mut atoms = Atoms { text, done: Vec::new(), from: 0, before: Separator::Comma };
    let mut inside = 0;
    for (at, c) in text.char_indices() {
        if at < inside || MAX_ATOMS <= atoms.done.len() + 1 {
            continue;
        }
        if let Some(word) = by.iter().find(|word| word.start == at) {
            atoms.close(at, word.end, Separator::By);
            inside = word.end;
        } else if c.is_alphanumeric() {
            // No separator.
        } else if let Some(end) = bracket(text, at, c) {
            atoms.close(at, at + c.len_utf8(), Separator::Bracket);
            atoms.close_bracket(end);
            inside = atoms.from;
        } else if let Some(separator) = separator(text, at, c, context) {
            atoms.close(at, at + c.len_utf8(), separator);
        } else if let Some(end) = closing(text, at, c) {
            inside = end;
            let is_all = !text.get(atoms.from..at).is_some_and(|t| t.chars().any(char::is_alphanumeric));
            let sign = text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            if is_all && QUOTES.contains(&c) && goes_on(text, end + sign) {
                atoms.close(end + sign, end + sign, Separator::Quote);
                inside = end + sign;
            }
        }
    }
    atoms.close(text.len(), text.len(), Separator::Comma);
    with_legal_forms(atoms.done, text)
}

/// Legal forms belong to the name before them ("Acme, Inc.").
fn with_legal_forms(atoms: Vec<Atom>, text: &str) -> Vec<Atom> {
    let mut whole: Vec<Atom> = Vec::with_capacity(atoms.len());
    for atom in atoms {
        let word = text.get(atom.inner.clone()).unwrap_or_default().trim();
        let is_form = atom.before == Separator::Comma && is_legal_form(word);
        match whole.last_mut().filter(|last| is_form && last.inner == last.outer) {
            Some(last) => {
                last.inner.end = atom.outer.end;
                last.outer.end = atom.outer.end;
            }
            None => whole.push(atom),
        }
    }
    whole
}

/// Whether `word` is a legal form of firms ("GmbH", "S.p.A.").
fn is_legal_form(word: &str) -> bool {
    static FORMS: WordSet = include!(concat!(env!("OUT_DIR"), "/legal_forms.rs"));
    if word.is_ascii() {
        return FORMS.has(Hash::of(word.bytes().map(|byte| byte.to_ascii_lowercase())));
    }
    FORMS.contains(&word.to_lowercase())
}

struct Atoms<'a> {
    text: &'a str,
    done: Vec<Atom>,
    /// Where the open atom starts, and what stands before it.
    from: usize,
    before: Separator,
}

impl Atoms<'_> {
    /// Ends the open atom at byte `at`; the next starts at `next`.
    fn close(&mut self, at: usize, next: usize, after: Separator) {
        let has_text = self.text.get(self.from..at).is_some_and(|t| t.chars().any(char::is_alphanumeric));
        if has_text {
            self.done.push(Atom { inner: self.from..at, outer: self.from..at, before: self.before });
            self.before = after;
        } else if self.before != Separator::Bracket {
            self.before = after;
        }
        self.from = next;
    }

    /// Ends the open atom at its closing bracket, which stands at `end`.
    fn close_bracket(&mut self, end: usize) {
        let sign = self.text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let open = self.text.get(..self.from).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
        let outer = self.from - open..end + sign;
        self.done.push(Atom { inner: self.from..end, outer, before: Separator::Bracket });
        self.from = end + sign;
        self.before = Separator::Comma;
    }
}

/// Signs that open quotations.
const QUOTES: &[char] = &['“', '„', '«', '《', '「', '"'];

/// Whether more text follows behind a quotation, and no separator first.
fn goes_on(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphanumeric)
}

/// The end of a bracket that opens at `at` and stands at the end of a part: "Acme (Berlin)", "Acme (Berlin), engineer".
fn bracket(text: &str, at: usize, c: char) -> Option<usize> {
    let before = text.get(..at)?;
    if !matches!(c, '(' | '（' | '[')
        || !before.chars().any(char::is_alphanumeric)
        || (c != '（' && !before.ends_with(char::is_whitespace))
    {
        return None;
    }
    let end = closing(text, at, c)?;
    let sign = text.get(end..)?.chars().next()?;
    let after = text.get(end + sign.len_utf8()..)?.trim_start();
    let is_part = after.is_empty() || after.starts_with([',', ';', '|', '–', '—', '-', '·', '•', '，', ':', '：']);
    (is_part && text.get(at + c.len_utf8()..end)?.starts_with(char::is_alphanumeric)).then_some(end)
}

/// Where the bracket or quotation that opens at `at` closes.
fn closing(text: &str, at: usize, c: char) -> Option<usize> {
    let close: &[char] = match c {
        '(' => &[')'],
        '（' => &['）'],
        '[' => &[']'],
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '《' => &['》'],
        '「' => &['」'],
        '"' => &['"'],
        _ => return None,
    };
    let mut depth = 1_i32;
    let inside = text.get(at + c.len_utf8()..)?;
    for (k, sign) in inside.char_indices() {
        let is_close = close.contains(&sign);
        depth += i32::from(sign == c && !is_close) - i32::from(is_close);
        if depth == 0 {
            return Some(at + c.len_utf8() + k);
        }
    }
    None
}

/// The separator that the sign at byte `at` is.
fn separator(text: &str, at: usize, c: char, context: &Context) -> Option<Separator> {
    let after = text.get(at + c.len_utf8()..).unwrap_or_default();
    let before = text.get(..at).unwrap_or_default();
    let spaced_before = before.is_empty() || before.ends_with(char::is_whitespace);
    let spaced_after = after.is_empty() || after.starts_with(char::is_whitespace);
    let next_is_digit = after.starts_with(|c: char| c.is_ascii_digit());
    match c {
        '，' | '；' | '、' => Some(Separator::Comma),
        ',' | ';' if !next_is_digit => Some(Separator::Comma),
        '：' => Some(Separator::Colon),
        '。' | '．' => Some(Separator::Stop),
        ':' if spaced_after => Some(Separator::Colon),
        '—' if !spaced_before && !spaced_after => Some(Separator::Dash),
        ' ' | '\u{3000}' if is_between_signs(before, after) => Some(Separator::Space),
        '.' if ends_sentence(text, at, context) => Some(Separator::Stop),
        _ if BARS.contains(&c) && (spaced_before || spaced_after) => Some(Separator::Bar),
        _ if DASHES.contains(&c) && spaced_before && spaced_after => Some(Separator::Dash),
        _ => None,
    }
}

/// Whether the stop at byte `at` may end a part of the text: not that of an initial, a title or an abbreviation.
fn ends_sentence(text: &str, at: usize, context: &Context) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + 1..).unwrap_or_default();
    let word = before.rsplit([' ', '.', '(']).next().unwrap_or_default();
    let next = after.strip_prefix(' ').and_then(|t| t.chars().next());
    let is_quoted = next.is_some_and(|c| QUOTES.contains(&c));
    let goes_on_large = next.is_some_and(|c| (c.is_alphanumeric() && !c.is_lowercase()) || CURRENCIES.contains(&c));
    let is_short_form = || context.vocabulary.is(WordClass::Title, word) || is_legal_form(&format!("{word}."));
    let may_end = is_quoted || 2 < word.chars().count() && goes_on_large;
    may_end && !is_short_form()
}

/// Signs before sums of money.
const CURRENCIES: &[char] = &['€', '$', '£', '¥', '￥'];

/// Chinese has no spaces between words: one that is printed parts names.
fn is_between_signs(before: &str, after: &str) -> bool {
    before.ends_with(is_sign) && after.starts_with(is_sign)
}

/// Whether a word like "at" stands between two names: printed small, a space on both sides.
fn is_by(text: &str, range: &Range<usize>, context: &Context) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let word = text.get(range.clone()).unwrap_or_default();
    let is_small = word.chars().all(|c| c.is_lowercase() || c.is_whitespace());
    let has_name = after.trim_start().starts_with(char::is_uppercase);
    // "Head of the" before it: it belongs to a phrase.
    let last = before.split_whitespace().next_back().unwrap_or_default();
    is_small
        && before.ends_with(' ')
        && after.starts_with(' ')
        && has_name
        && !context.vocabulary.is(WordClass::Stop, last)
}

/// What it costs that a separator stands inside a field.
#[allow(clippy::match_same_arms, reason = "a table: the first row that fits counts")]
pub fn absorbed(field: Field, separator: Separator) -> f32 {
    let is_title = matches!(
        field,
        Field::Award | Field::Certificate | Field::Project | Field::Course | Field::Talk | Field::Grant | Field::Patent
    );
    match (field, separator) {
        (_, Separator::Bar) => 3.0,
        (Field::Detail, _) => 0.0,
        (Field::People, Separator::Comma) => -0.2,
        (Field::Place, Separator::Comma) => -0.1,
        (Field::Area, Separator::Comma) => 0.3,
        (Field::Degree, Separator::Comma) => 1.5,
        (Field::Role | Field::Event, Separator::Comma) => 0.7,
        // "Name – what it is", "Name: what it is".
        (Field::Project, Separator::Dash | Separator::Colon) => 1.2,
        (_, Separator::Comma) if is_title => 0.4,
        (_, Separator::Colon) if is_title => 0.1,
        (_, Separator::Dash) if is_title => 0.6,
        (_, Separator::By) => 0.4,
        (_, Separator::Bracket) => 0.2,
        (_, Separator::Space) if is_title => 0.3,
        (_, Separator::Space) => 0.8,
        (_, Separator::Comma | Separator::Colon) => 0.9,
        (Field::School, Separator::Dash) => 1.5,
        (_, Separator::Dash) => 1.2,
        (_, Separator::Stop | Separator::Quote) => 1.5,
    }
}

/// What it costs that `field` follows another after `separator`, where the slot's fields are parted by `usual`.
#[allow(clippy::match_same_arms, reason = "a table: the first row that fits counts")]
pub fn parted(field: Field, separator: Separator, usual: Option<Separator>) -> f32 {
    match (field, separator) {
        (Field::Place, Separator::Comma | Separator::Bracket | Separator::Stop) => 0.2,
        // "(part-time)", "(with tenure)" are remarks on what stands before them.
        (Field::Detail, Separator::Bracket) => 3.5,
        (_, Separator::Bracket) => 1.5,
        (_, Separator::Quote) => 0.0,
        (Field::Detail, Separator::Stop) => 0.2,
        (Field::Detail, _) => 1.2,
        // "CS 3410: Operating Systems" is one title.
        (_, Separator::Colon) if usual == Some(separator) => 0.5,
        _ if usual == Some(separator) => 0.0,
        (Field::Organization | Field::School | Field::Event, Separator::By) => 0.1,
        (_, Separator::Bar) => 0.3,
        // "MSc, Physics - University of Bonn": degree and field may have a sign of their own between them.
        (Field::Area, Separator::Comma) => 0.3,
        (Field::School, Separator::Dash) => 0.4,
        (_, Separator::Dash) => 0.7,
        _ => 0.9,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Vocabulary;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let context = Context::new(Vocabulary::all());
        let atoms = cut(text, &context);
        let actual: Vec<&str> = atoms.iter().map(|atom| text[atom.inner.clone()].trim()).collect();
        assert_eq!(actual, expected);
    }

    #[test]
    fn commas_dashes_and_bars_part() {
        check("Engineer, Acme – Berlin | 3,5 t", &["Engineer", "Acme", "Berlin", "3,5 t"]);
    }

    #[test]
    fn a_bracket_at_the_end_is_an_atom_and_holds_others() {
        check("Acme (Berlin, Germany), engineer", &["Acme", "Berlin, Germany", "engineer"]);
        check("Institute (South) of Physics", &["Institute (South) of Physics"]);
    }

    #[test]
    fn a_small_word_before_a_name_parts() {
        check("Engineer at Acme", &["Engineer", "Acme"]);
        check("Head of the at Acme", &["Head of the at Acme"]);
    }

    #[test]
    fn a_space_between_chinese_words_parts() {
        check("云科技有限公司 产品经理 成都", &["云科技有限公司", "产品经理", "成都"]);
        check("PMP 项目管理", &["PMP 项目管理"]);
    }

    #[test]
    fn legal_forms_belong_to_their_name() {
        check("Engineer, Acme, Inc., Boston", &["Engineer", "Acme, Inc.", "Boston"]);
        check("Acme Ltd. Foods", &["Acme Ltd. Foods"]);
        check("Engineer, Google", &["Engineer", "Google"]);
    }

    #[test]
    fn quotations_are_whole() {
        check("“Now, then: at Rest”, Talk", &["“Now, then: at Rest”", "Talk"]);
        check("“Now, then.” Talk 2024", &["“Now, then.”", "Talk 2024"]);
    }

    #[test]
    fn a_hyphen_within_a_word_parts_nothing() {
        check("Jean-Luc S.A.-Frères", &["Jean-Luc S.A.-Frères"]);
    }
}
