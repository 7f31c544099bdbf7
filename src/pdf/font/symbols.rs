//! Pictures for letters: icon fonts and symbol fonts, whose codes stand for signs and never for the letters they sit on.
//!
//! In: the name of a font, what is known of a glyph. Out: the icon it is, or the sign it prints. The tables are data:
//! `src/data/icons.tsv` (family and code or `*` and glyph name, to icon) and `src/data/glyphs/wingdings.tsv`.

use smol_str::SmolStr;

use super::clean;
use super::encoding::{self, Known};
use crate::span::Icon;
use crate::table::{Table, table};

static ICONS: Table = table!("icons");
static WINGDINGS: Table = table!("glyphs/wingdings");
/// Families of icon fonts: what their font's name holds, and their name in the table.
const FAMILIES: [(&str, &str); 15] = [
    ("fontawesome5freesolid", "fontawesome5solid"),
    ("fontawesome5freeregular", "fontawesome5regular"),
    ("fontawesome5brands", "fontawesome5brands"),
    ("fontawesome", "fontawesome"),
    ("academicons", "academicons"),
    ("bootstrapicons", "bootstrap-icons"),
    ("materialdesignicons", "materialdesignicons"),
    ("materialicons", "materialicons"),
    ("materialsymbols", "materialicons"),
    ("typicons", "typicons"),
    ("marvosym", "marvosym"),
    ("simpleicons", "simpleicons"),
    ("ionicons", "ionicons"),
    ("octicons", "octicons"),
    ("icomoon", "icomoon"),
];
/// The family whose codes stand for icons in fonts that do not say what they are.
const COMMON_FAMILY: &str = "fontawesome";
/// Codes of symbol fonts as Unicode sees them: the code from here on.
const SYMBOL_BASE: u32 = 0xF000;
/// Bullets of word processors, in whatever font.
const BULLETS: [(u32, &str); 5] = [(0xF0B7, "•"), (0xF0A7, "▪"), (0xF0A8, "◻"), (0xF0D8, "➢"), (0xF0FC, "✓")];

/// What kind of pictures a font holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pictures {
    /// None: its codes are letters.
    None,
    /// Icons of a family of the table.
    Icons(&'static str),
    /// Wingdings.
    Wingdings,
    /// Symbol.
    Symbol,
}

/// What the name of a font says about its pictures.
pub fn pictures(font_name: &str) -> Pictures {
    let folded: String = font_name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    if let Some((_, family)) = FAMILIES.iter().find(|(part, _)| folded.contains(part)) {
        return Pictures::Icons(family);
    }
    if folded.contains("wingdings") {
        Pictures::Wingdings
    } else if folded.starts_with("symbol") || folded.contains("opensymbol") {
        Pictures::Symbol
    } else {
        Pictures::None
    }
}

/// The icon that a glyph is: by its character, else by its name. A glyph of an icon font is some icon in any case.
pub fn icon(pictures: Pictures, name: &str, letter: Option<char>) -> Option<Icon> {
    let by_code = |family: &str| icon_at(family, &format!("{:04X}", u32::from(letter?)));
    match pictures {
        Pictures::None if letter.is_none_or(char::is_alphanumeric) => None,
        Pictures::Icons(_) if letter == Some(' ') || name == "space" => None,
        Pictures::Icons(family) => {
            let found = by_code(family).or_else(|| icon_at(family, name));
            let found = found.or_else(|| icon_at("*", &plain(name)));
            found.or_else(|| by_code(COMMON_FAMILY)).or_else(|| by_code("unicode")).or(Some(Icon::Other))
        }
        Pictures::None if letter.is_some_and(clean::is_private) => by_code(COMMON_FAMILY),
        _ => by_code("unicode"),
    }
}

/// Whether a glyph of an icon font is one of those that lists have as bullets.
pub fn is_bullet(pictures: Pictures, name: &str, letter: Option<char>) -> bool {
    let Pictures::Icons(family) = pictures else {
        return false;
    };
    let row = |family: &str, key: &str| ICONS.find(&format!("{family}/{key}"));
    let by_code = |family: &str| row(family, &format!("{:04X}", u32::from(letter?)));
    let found = row(family, name)
        .or_else(|| row("*", &plain(name)))
        .or_else(|| by_code(family))
        .or_else(|| by_code(COMMON_FAMILY));
    found == Some("Bullet")
}

/// A glyph's name as the table has those of all families: some fonts part words by "_".
fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace('_', "-")
}

/// The sign that a glyph of private use or of a symbol font prints.
pub fn sign(pictures: Pictures, code: u32) -> Option<SmolStr> {
    if pictures == Pictures::None {
        return BULLETS.iter().find(|(bullet, _)| *bullet == code).map(|(_, sign)| SmolStr::new_static(sign));
    }
    let low = u8::try_from(code.checked_sub(SYMBOL_BASE).unwrap_or(code)).ok()?;
    match pictures {
        Pictures::Wingdings => WINGDINGS.find(&format!("{low:02X}")).map(SmolStr::new_static),
        Pictures::Symbol => encoding::text_of(Known::Symbol.name(low), false),
        _ => None,
    }
}

fn icon_at(family: &str, key: &str) -> Option<Icon> {
    Some(match ICONS.find(&format!("{family}/{key}"))? {
        "Phone" => Icon::Phone,
        "Email" => Icon::Email,
        "Home" => Icon::Home,
        "Place" => Icon::Place,
        "Web" => Icon::Web,
        "Calendar" => Icon::Calendar,
        "Birthday" => Icon::Birthday,
        "GitHub" => Icon::GitHub,
        "GitLab" => Icon::GitLab,
        "LinkedIn" => Icon::LinkedIn,
        "Orcid" => Icon::Orcid,
        "Scholar" => Icon::Scholar,
        "ResearchGate" => Icon::ResearchGate,
        "Twitter" => Icon::Twitter,
        "Mastodon" => Icon::Mastodon,
        "StackOverflow" => Icon::StackOverflow,
        "Facebook" => Icon::Facebook,
        "Instagram" => Icon::Instagram,
        "YouTube" => Icon::YouTube,
        "Xing" => Icon::Xing,
        "Skype" => Icon::Skype,
        "Telegram" => Icon::Telegram,
        "WhatsApp" => Icon::WhatsApp,
        "Kaggle" => Icon::Kaggle,
        "Medium" => Icon::Medium,
        _ => Icon::Other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::rows;

    #[test]
    fn the_tables_are_sorted() {
        for table in ["icons", "glyphs/wingdings"] {
            assert!(rows(table).is_sorted_by_key(|(key, _)| key.clone()));
        }
    }

    #[test]
    fn icons_are_known_by_font_and_code_or_name() {
        let table = [
            ("FontAwesome5Free-Solid", "", Some('\u{F095}'), Some(Icon::Phone)),
            ("FontAwesome5Brands-Regular", "github", None, Some(Icon::GitHub)),
            ("FontAwesome6Free-Solid", "envelope", Some('a'), Some(Icon::Email)),
            ("Academicons", "", Some('\u{E9D9}'), Some(Icon::Orcid)),
            ("FontAwesome", "g17", None, Some(Icon::Other)),
            ("FontAwesome", "map_marker", None, Some(Icon::Place)),
            ("Helvetica", "at", Some('@'), None),
            ("Helvetica", "", Some('☎'), Some(Icon::Phone)),
            ("Unknown", "", Some('\u{F09B}'), Some(Icon::GitHub)),
            ("Wingdings", "", Some('\u{F0A7}'), None),
        ];
        for (font, name, letter, expected) in table {
            assert_eq!(icon(pictures(font), name, letter), expected, "{font} {name} {letter:?}");
        }
    }

    #[test]
    fn bullets_of_symbol_fonts_are_signs() {
        let table = [
            ("Symbol", 0xF0B7, Some("•")),
            ("SymbolMT", 0xB7, Some("•")),
            ("Wingdings-Regular", 0xA7, Some("▪")),
            ("OpenSymbol", 0xF0B7, Some("•")),
            ("Calibri", 0xF0B7, Some("•")),
            ("Calibri", 0x41, None),
        ];
        for (font, code, expected) in table {
            assert_eq!(sign(pictures(font), code).as_deref(), expected, "{font} {code:X}");
        }
    }
}
