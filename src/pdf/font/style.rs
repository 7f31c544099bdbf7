//! What a face looks like, from its name and its descriptor.
//!
//! In: a font dictionary's descriptor and base font. Out: [`Font`]. The marks by which makers of fonts name their
//! styles ("Bd", "It", "CMBX") are data: `src/data/fonts/styles.tsv`.

use std::sync::LazyLock;

use lopdf::Dictionary;

use crate::pdf::Font;
use crate::pdf::objects::Objects;

const STYLES: &str = include_str!("../../data/fonts/styles.tsv");
/// Bits of `/Flags`.
const FIXED_PITCH: u32 = 1;
const ITALIC: u32 = 1 << 6;
const SMALL_CAPS: u32 = 1 << 17;
const FORCE_BOLD: u32 = 1 << 18;
/// `/FontWeight` from which a face is bold (600 is semibold).
const BOLD_WEIGHT: f32 = 600.0;
/// Letters of the tag before a subset's name ("ABCDEF+").
const SUBSET_TAG: usize = 6;

/// The style of a font.
pub fn style(objects: &Objects, dict: &Dictionary, descriptor: Option<&Dictionary>) -> Font {
    let name = objects.get_name(dict, b"BaseFont").or_else(|| objects.get_name(dict, b"Name")).unwrap_or_default();
    let name = String::from_utf8_lossy(name);
    let name = plain_name(&name);
    let number = |key: &[u8]| descriptor.and_then(|descriptor| objects.get_number(descriptor, key));
    let flags = number(b"Flags").map_or(0, |flags| flags as u32);
    let marks = marks_of(name);
    let has = |mark: &str| marks.contains(&mark);
    Font {
        bold: has("bold")
            || flags & FORCE_BOLD != 0
            || number(b"FontWeight").is_some_and(|weight| BOLD_WEIGHT <= weight),
        italic: has("italic") || flags & ITALIC != 0 || number(b"ItalicAngle").is_some_and(|angle| angle != 0.0),
        mono: has("mono") || flags & FIXED_PITCH != 0,
        small_caps: has("smallcaps") || flags & SMALL_CAPS != 0,
        name: name.to_owned(),
    }
}

/// A name without its subset tag.
pub fn plain_name(name: &str) -> &str {
    match name.split_once('+') {
        Some((tag, rest)) if tag.len() == SUBSET_TAG && tag.bytes().all(|byte| byte.is_ascii_uppercase()) => rest,
        _ => name,
    }
}

/// The styles that a name's marks stand for. A mark is looked for anywhere when it is long, else as a part of its own.
fn marks_of(name: &str) -> Vec<&'static str> {
    let lower = name.to_lowercase();
    let parts: Vec<&str> = parts_of(name);
    let is_there = |mark: &Mark| match mark {
        Mark::Start(start) => lower.starts_with(start),
        Mark::Part(part) => parts.contains(part),
        Mark::Anywhere(mark) => lower.contains(mark),
    };
    MARKS.iter().filter(|(mark, _)| is_there(mark)).map(|(_, style)| *style).collect()
}

/// A mark, and where in a name it is looked for.
enum Mark {
    Start(&'static str),
    Part(&'static str),
    Anywhere(&'static str),
}

/// The marks with their styles.
static MARKS: LazyLock<Vec<(Mark, &str)>> = LazyLock::new(|| {
    let marks = STYLES.lines().filter_map(|line| line.split_once('\t'));
    let read = |(mark, style): (&'static str, &'static str)| match mark.strip_prefix('^') {
        Some(start) => (Mark::Start(start), style),
        None if mark.chars().any(char::is_uppercase) => (Mark::Part(mark), style),
        None => (Mark::Anywhere(mark), style),
    };
    marks.map(read).collect()
});

/// A name at its hyphens, commas, spaces and capitals: "HelveticaNeueLT-BdIt" is Helvetica, Neue, L, T, Bd, It.
fn parts_of(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for word in name.split(|letter: char| !letter.is_alphanumeric()) {
        parts.push(word);
        let starts: Vec<usize> =
            word.char_indices().filter(|(_, letter)| letter.is_uppercase()).map(|(at, _)| at).collect();
        for (k, start) in starts.iter().enumerate() {
            let end = starts.get(k + 1).copied().unwrap_or(word.len());
            parts.extend(word.get(*start..end));
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[&str]) {
        let mut marks = marks_of(name);
        marks.sort_unstable();
        marks.dedup();
        assert_eq!(marks, expected, "{name}");
    }

    #[test]
    fn names_tell_styles() {
        check("Helvetica-Bold", &["bold"]);
        check("TimesNewRomanPS-BoldItalicMT", &["bold", "italic"]);
        check("CMBX10", &["bold"]);
        check("CMR10", &[]);
        check("CMTI10", &["italic"]);
        check("CMCSC10", &["smallcaps"]);
        check("NimbusRomNo9L-Medi", &["bold"]);
        check("FrutigerLT-Bd", &["bold"]);
        check("HelveticaNeueLT-BdIt", &["bold", "italic"]);
        check("SourceSansPro-Regular", &[]);
        check("Lato-Semibold", &["bold"]);
        check("Courier", &["mono"]);
        check("LMRomanCaps10-Regular", &["smallcaps"]);
        check("Bodoni", &[]);
    }

    #[test]
    fn a_subset_tag_is_no_part_of_the_name() {
        assert_eq!(plain_name("ABCDEF+CMR10"), "CMR10");
        assert_eq!(plain_name("A+B"), "A+B");
    }
}
