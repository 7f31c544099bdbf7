//! Codes to glyph names and glyph names to text: the tables that PDF takes for granted.
//!
//! In: the name of an encoding, a code, a glyph name. Out: a glyph name, text. The tables are data
//! (`src/data/glyphs/`), sorted, and searched where they lie: nothing is built at the start of the program.

use smol_str::SmolStr;

use super::clean;
use crate::table::{Table, table};

static NAMES: Table = table!("glyphs/names");
static DINGBATS: Table = table!("glyphs/dingbats");
/// The glyph names of each encoding, in the order of [`Known`].
static ENCODINGS: [Names; 6] = include!(concat!(env!("OUT_DIR"), "/encodings.rs"));
static OT1: Table = table!("glyphs/ot1");
static T1: Table = table!("glyphs/t1");
static TS1: Table = table!("glyphs/ts1");
static WIDTHS: Table = table!("glyphs/widths");

/// Glyph names of all codes, one after the other, and where each ends.
struct Names {
    text: &'static str,
    ends: [u16; 256],
}

/// An encoding that PDF knows by name; the value is its place in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Adobe's own, of most Type 1 fonts.
    Standard = 0,
    /// Windows code page 1252.
    WinAnsi = 1,
    /// Mac OS Roman.
    MacRoman = 2,
    /// Small capitals, old-style figures and fractions.
    MacExpert = 3,
    /// The font Symbol.
    Symbol = 4,
    /// The font `ZapfDingbats`.
    Dingbats = 5,
}

impl Known {
    /// The encoding of that name.
    pub fn by_name(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"StandardEncoding" => Self::Standard,
            b"WinAnsiEncoding" => Self::WinAnsi,
            b"MacRomanEncoding" => Self::MacRoman,
            b"MacExpertEncoding" => Self::MacExpert,
            _ => return None,
        })
    }

    /// The glyph name of a code; empty where there is none.
    pub fn name(self, code: u8) -> &'static str {
        let Some(names) = ENCODINGS.get(self as usize) else { return "" };
        let end_of = |code: u8| names.ends.get(usize::from(code)).map_or(0, |end| usize::from(*end));
        let start = code.checked_sub(1).map_or(0, end_of);
        names.text.get(start..end_of(code)).unwrap_or_default()
    }
}

/// The faces whose widths every reader of PDF knows; the value is the column in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum StandardFace {
    Courier,
    Helvetica,
    HelveticaBold,
    Times,
    TimesBold,
    TimesItalic,
    TimesBoldItalic,
    Symbol,
    Dingbats,
}

/// Width of every glyph of Courier, in thousandths of an em.
const COURIER_WIDTH: f32 = 600.0;

impl StandardFace {
    /// Width of a glyph in thousandths of an em.
    pub fn width(self, glyph_name: &str) -> Option<f32> {
        if self == Self::Courier {
            return Some(COURIER_WIDTH);
        }
        let row = WIDTHS.find(glyph_name)?;
        row.split('\t').nth(self as usize - 1)?.parse().ok()
    }
}

/// An encoding of TeX, as bitmap fonts have it: they keep no names but codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tex {
    /// The oldest, with half of the codes.
    Ot1,
    /// Letters with accents in the upper half.
    T1,
    /// Signs.
    Ts1,
}

/// What a code of an encoding of TeX prints where it is not ASCII.
pub fn text_in_tex(code: u8, encoding: Tex) -> Option<SmolStr> {
    let table = match encoding {
        Tex::Ot1 => &OT1,
        Tex::T1 => &T1,
        Tex::Ts1 => &TS1,
    };
    table.find(&format!("{code:02X}")).map(SmolStr::new_static)
}

/// The character that a name like `uniF095` or `u1F4DE` is made of, of private use or not.
pub fn char_of(name: &str) -> Option<char> {
    let digits = name.strip_prefix("uni").filter(|digits| digits.len() == 4);
    hex_char(digits.or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())))?)
}

/// What a glyph of that name stands for; `None` when the name says nothing.
///
/// After the Adobe Glyph List Specification: `Aacute`, `f_f_i`, `A.sc`, `uni00C9`, `u1F4DE`.
pub fn text_of(name: &str, is_dingbat: bool) -> Option<SmolStr> {
    let stem = match name.split_once('.') {
        Some(("", _)) => return None,
        Some((stem, _)) => stem,
        None => name,
    };
    let mut text = String::new();
    for part in stem.split('_') {
        push_component(&mut text, part, is_dingbat)?;
    }
    clean::text(&text)
}

fn push_component(text: &mut String, part: &str, is_dingbat: bool) -> Option<()> {
    let listed = is_dingbat.then(|| DINGBATS.find(part)).flatten().or_else(|| NAMES.find(part));
    if let Some(codes) = listed {
        text.extend(codes.split(' ').filter_map(hex_char));
        return Some(());
    }
    if let Some(digits) = part.strip_prefix("uni")
        && 4 <= digits.len()
        && digits.len() % 4 == 0
        && digits.is_ascii()
    {
        for start in (0..digits.len()).step_by(4) {
            text.push(hex_char(digits.get(start..start + 4)?)?);
        }
        return Some(());
    }
    let digits = part.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))?;
    text.push(hex_char(digits)?);
    Some(())
}

fn hex_char(digits: &str) -> Option<char> {
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rows;

    #[test]
    fn bitmap_fonts_of_tex_are_read_by_their_encoding() {
        for (code, encoding, expected) in [
            (0x15, Tex::T1, Some("–")),
            (0x15, Tex::Ot1, Some("˘")),
            (0xED, Tex::T1, Some("í")),
            (0x88, Tex::Ts1, Some("•")),
            (b'A', Tex::T1, None),
        ] {
            assert_eq!(text_in_tex(code, encoding).as_deref(), expected, "{code:X}");
        }
    }

    #[test]
    fn every_table_is_sorted() {
        for table in ["names", "dingbats", "ot1", "t1", "ts1", "widths"] {
            assert!(rows(&format!("glyphs/{table}")).is_sorted_by_key(|(key, _)| key.clone()));
        }
    }

    #[test]
    fn glyph_names_say_what_they_stand_for() {
        let table = [
            ("A", Some("A")),
            ("eacute", Some("é")),
            ("f_f_i", Some("ffi")),
            ("ffi", Some("ffi")),
            ("A.sc", Some("A")),
            ("uni00C9", Some("É")),
            ("uni00660069", Some("fi")),
            ("u1F4DE", Some("\u{1F4DE}")),
            ("Asmall", Some("a")),
            ("zerooldstyle", Some("0")),
            (".notdef", None),
            ("g123", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(text_of(name, false).as_deref(), expected, "{name}");
        }
        assert_eq!(text_of("a10", true).as_deref(), Some("✡"));
    }

    #[test]
    fn known_encodings_name_their_codes() {
        assert_eq!(Known::WinAnsi.name(0xE9), "eacute");
        assert_eq!(
            (Known::Symbol.name(0), Known::Symbol.name(0xFE), Known::Symbol.name(0xFF)),
            ("", "bracerightbt", "")
        );
        assert_eq!(StandardFace::TimesBold.width("A"), Some(722.0));
    }
}
