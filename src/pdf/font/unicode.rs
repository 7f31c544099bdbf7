//! `/ToUnicode`: which characters a code stands for, where the PDF says so.
//!
//! In: the CMap stream of a font. Out: a table of codes. The CMap parser is hayro-cmap's.

use hayro_cmap::{BfString, CMap};
use lopdf::Dictionary;
use smol_str::SmolStr;

use super::{clean, mend};
use crate::error::Error;
use crate::pdf::limits::{Budget, MAX_GLYPH_TEXT};
use crate::pdf::objects::Objects;

/// Codes of one font that are compared to see whether its table lies.
const MAX_PROBES: usize = 1_000;
/// With fewer codes nothing can be said.
const MIN_PROBES: usize = 6;
/// A table lies when it has this many codes for each character (small capitals and variants have two or three).
const LYING_SHARE: usize = 5;

/// Codes to characters.
#[derive(Debug, Default)]
pub struct ToUnicode {
    cmap: Option<CMap>,
}

/// What a table says about a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Text.
    Text(SmolStr),
    /// A character of private use: only the font knows.
    Private(char),
    /// Nothing that could be printed.
    Nothing,
}

impl Meaning {
    /// The only character, of private use or not.
    pub fn letter(&self) -> Option<char> {
        match self {
            Self::Text(text) => text.chars().next().filter(|_| text.chars().nth(1).is_none()),
            Self::Private(letter) => Some(*letter),
            Self::Nothing => None,
        }
    }
}

impl ToUnicode {
    /// The table of a font.
    pub fn load(objects: &Objects, dict: &Dictionary, budget: &mut Budget) -> Result<Self, Error> {
        let Some(stream) = objects.get_stream(dict, b"ToUnicode") else {
            return Ok(Self::default());
        };
        let decoded = objects.decoded(stream, budget)?;
        Ok(Self { cmap: parse(&decoded.bytes, decoded.is_whole) })
    }

    /// Whether the table gives many codes the same few characters: it was made to be useless.
    pub fn is_lying(&self, codes: impl Iterator<Item = u32>) -> bool {
        if self.cmap.is_none() {
            return false;
        }
        let codes: Vec<u32> = codes.take(MAX_PROBES).collect();
        let mut n_texts = 0;
        let mut distinct: Vec<SmolStr> = Vec::new();
        for code in &codes {
            let Meaning::Text(text) = self.get(*code) else { continue };
            if text == " " {
                continue;
            }
            n_texts += 1;
            if !distinct.contains(&text) {
                distinct.push(text);
            }
            // An honest table has said enough after a few codes.
            if codes.len() < distinct.len() * LYING_SHARE {
                return false;
            }
        }
        MIN_PROBES <= n_texts && distinct.len() * LYING_SHARE <= n_texts
    }

    /// What a code stands for.
    pub fn get(&self, code: u32) -> Meaning {
        match self.cmap.as_ref().and_then(|cmap| cmap.lookup_bf_string(code)) {
            None => Meaning::Nothing,
            Some(BfString::Char(letter)) => meaning(letter.encode_utf8(&mut [0; 4])),
            Some(BfString::String(text)) => meaning(&text),
        }
    }
}

/// A CMap of the file; of a damaged one, what is whole.
pub fn parse(bytes: &[u8], is_whole: bool) -> Option<CMap> {
    let parse = |bytes: &[u8]| CMap::parse(bytes, hayro_cmap::load_embedded);
    let whole = if is_whole { parse(bytes) } else { None };
    whole.or_else(|| parse(&mend::mended(bytes)))
}

fn meaning(raw: &str) -> Meaning {
    if MAX_GLYPH_TEXT < raw.len() {
        return Meaning::Nothing;
    }
    match clean::text(raw) {
        Some(text) => Meaning::Text(text),
        None => raw.chars().find(|&letter| clean::is_private(letter)).map_or(Meaning::Nothing, Meaning::Private),
    }
}
