//! The packs to one vocabulary: phrases, ends and stems of compounds, headings.

use std::collections::BTreeMap;

use crate::class::WordClass;
use crate::fold::{fold, words};
use crate::joint::{AND, normal, squeeze};
use crate::known::{Entry, Piece};
use crate::pack::{Pack, packs};
use crate::section::SectionKind;
use crate::table::{self, Values};

/// Stands between two words of a phrase: no byte of UTF-8 (`WORD_END` in `src/lang/phrases.rs`).
const WORD_END: u8 = 0xff;

/// Keys to values, as they become tables.
type Keys<T> = BTreeMap<Vec<u8>, T>;

pub fn write() -> Result<(), String> {
    let packs = packs()?;
    let tags: Vec<&str> = packs.iter().map(|pack| pack.tag.as_str()).collect();
    let words = Words::of(&packs);
    let headings = Headings::of(&packs);
    let (mut entries, mut pieces, mut kinds) = (Values::new(), Values::new(), Values::new());
    let statics = [
        ("PHRASES", "[u8]", table::write("phrases", &words.phrases, &mut entries)?),
        ("SUFFIXES", "[u8]", table::write("suffixes", &words.suffixes, &mut entries)?),
        ("PREFIXES", "[u8]", table::write("prefixes", &words.prefixes, &mut entries)?),
        ("PIECES_OF_HEADINGS", "[u8]", table::write("headings", &headings.pieces, &mut pieces)?),
        ("SQUEEZED_HEADINGS", "[u8]", table::write("squeezed", &headings.squeezed, &mut kinds)?),
        ("ENTRIES", "[Entry]", entries.literal()),
        ("PIECES", "[Piece]", pieces.literal()),
        ("KINDS", "[SectionKind]", kinds.literal()),
        ("TAGS", "[&str]", format!("&{tags:?}")),
    ];
    let text: String =
        statics.map(|(name, kind, value)| format!("pub(super) static {name}: &{kind} = {value};\n")).concat();
    table::write_file("vocabulary.rs", text.as_bytes())
}

/// The words of all packs.
#[derive(Default)]
struct Words {
    phrases: Keys<Entry>,
    /// From their last byte to their first.
    suffixes: Keys<Entry>,
    prefixes: Keys<Entry>,
}

impl Words {
    fn of(packs: &[Pack]) -> Self {
        let mut all = Self::default();
        for (k, pack) in packs.iter().enumerate() {
            for (class, phrases) in &pack.words {
                for phrase in phrases {
                    all.entry(phrase).words |= class.bit();
                }
            }
            for (class, phrases) in &pack.hints {
                for phrase in phrases {
                    all.entry(phrase).hints |= class.bit();
                }
            }
            for (word, phrases) in &pack.dates {
                for phrase in phrases {
                    all.entry(phrase).dates |= word.bit();
                }
            }
            for phrase in pack.detect.common.iter().chain(pack.words.get(&WordClass::Stop).into_iter().flatten()) {
                all.entry(phrase).common |= 1 << k;
            }
        }
        all
    }

    fn entry(&mut self, phrase: &str) -> &mut Entry {
        if let Some(end) = phrase.strip_prefix('*') {
            self.suffixes.entry(fold(end).bytes().rev().collect()).or_default()
        } else if let Some(stem) = phrase.strip_suffix('*') {
            self.prefixes.entry(fold(stem).bytes().collect()).or_default()
        } else {
            self.phrases.entry(key(&words(phrase))).or_default()
        }
    }
}

/// The headings of all packs.
#[derive(Default)]
struct Headings {
    pieces: Keys<Piece>,
    squeezed: Keys<SectionKind>,
}

impl Headings {
    fn of(packs: &[Pack]) -> Self {
        let mut all = Self::default();
        for joint in packs.iter().flat_map(|pack| &pack.heading_words.and) {
            all.pieces.entry(key(&words(joint))).or_default().is_joint = true;
        }
        all.pieces.entry(AND.into()).or_default().is_joint = true;
        for fill in packs.iter().flat_map(|pack| &pack.heading_words.fill) {
            all.pieces.entry(key(&words(fill))).or_default().is_fill = true;
        }
        for (kind, headings) in packs.iter().flat_map(|pack| &pack.headings) {
            for heading in headings {
                let folded = normal(heading, |word| all.is_joint(word));
                all.squeezed.entry(squeeze(&folded).into_bytes()).or_insert(*kind);
                all.pieces.entry(key(&folded)).or_default().kind.get_or_insert(*kind);
            }
        }
        all
    }

    fn is_joint(&self, word: &str) -> bool {
        self.pieces.get(word.as_bytes()).is_some_and(|piece| piece.is_joint)
    }
}

/// The words of a phrase as a key.
fn key(words: &[crate::fold::Word]) -> Vec<u8> {
    let words: Vec<&[u8]> = words.iter().map(|word| word.text.as_bytes()).collect();
    words.join(&WORD_END)
}
