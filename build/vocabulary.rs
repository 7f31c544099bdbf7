//! The packs to one vocabulary: phrases, ends and stems of compounds, headings.

use std::collections::BTreeMap;

use crate::class::WordClass;
use crate::fold::{fold, is_sign, words};
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
    let (mut entries, mut pieces, mut kinds, mut common) = (Values::new(), Values::new(), Values::new(), Values::new());
    let statics = [
        ("PHRASES", "[u8]", table::write("phrases", &words.phrases, &mut entries)?),
        ("SUFFIXES", "[u8]", table::write("suffixes", &words.suffixes, &mut entries)?),
        ("PREFIXES", "[u8]", table::write("prefixes", &words.prefixes, &mut entries)?),
        ("PIECES_OF_HEADINGS", "[u8]", table::write("headings", &headings.pieces, &mut pieces)?),
        ("SQUEEZED_HEADINGS", "[u8]", table::write("squeezed", &headings.squeezed, &mut kinds)?),
        ("COMMON_WORDS", "[u8]", table::write("common", &words.common, &mut common)?),
        ("COMMON_IN", "[u32]", common.literal()),
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
    /// Bits of the packs in which a phrase is frequent.
    common: Keys<u32>,
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
                    all.add(phrase, *class, k);
                }
            }
            for (class, phrases) in &pack.hints {
                for phrase in phrases {
                    all.entry(phrase, k).hints |= class.bit();
                }
            }
            for (word, phrases) in &pack.dates {
                for phrase in phrases {
                    all.entry(phrase, k).dates |= word.bit();
                }
            }
            for (era, year) in &pack.eras {
                all.entry(era, k).era = *year;
            }
            for phrase in pack.detect.common.iter().chain(pack.words.get(&WordClass::Stop).into_iter().flatten()) {
                if !phrase.starts_with('*') && !phrase.ends_with('*') {
                    *all.common.entry(key(&words(phrase))).or_default() |= 1 << k;
                }
                all.entry(phrase, k);
            }
        }
        all
    }

    /// Adds a word of `class` of the pack of number `k`.
    fn add(&mut self, phrase: &str, class: WordClass, k: usize) {
        match phrase.strip_prefix('*').filter(|end| end.chars().all(is_sign)) {
            Some(end) => self.entry(end, k).tails |= class.bit(),
            None => self.entry(phrase, k).words |= class.bit(),
        }
    }

    fn entry(&mut self, phrase: &str, k: usize) -> &mut Entry {
        let entry = if let Some(end) = phrase.strip_prefix('*') {
            self.suffixes.entry(fold(end).bytes().rev().collect()).or_default()
        } else if let Some(stem) = phrase.strip_suffix('*') {
            self.prefixes.entry(fold(stem).bytes().collect()).or_default()
        } else {
            self.phrases.entry(key(&words(phrase))).or_default()
        };
        entry.packs |= 1 << k;
        entry
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
        for (k, pack) in packs.iter().enumerate() {
            for joint in &pack.heading_words.and {
                all.piece(key(&words(joint)), k).is_joint = true;
            }
            all.piece(AND.into(), k).is_joint = true;
            for fill in &pack.heading_words.fill {
                all.piece(key(&words(fill)), k).is_fill = true;
            }
        }
        // All joints first: they part the headings.
        for (k, pack) in packs.iter().enumerate() {
            for (kind, heading) in pack.headings.iter().flat_map(|(kind, list)| list.iter().map(move |h| (kind, h))) {
                let folded = normal(heading, |word| all.is_joint(word));
                all.squeezed.entry(squeeze(&folded).into_bytes()).or_insert(*kind);
                all.piece(key(&folded), k).kind.get_or_insert(*kind);
            }
        }
        all
    }

    fn piece(&mut self, key: Vec<u8>, k: usize) -> &mut Piece {
        let piece = self.pieces.entry(key).or_default();
        piece.packs |= 1 << k;
        piece
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
