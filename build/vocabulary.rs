//! The packs to one vocabulary: phrases, ends and stems of compounds, headings.

use std::collections::BTreeMap;
use std::fmt::Debug;

use crate::class::WordClass;
use crate::fold::{Word, fold, is_sign, words};
use crate::joint::{AND, bag, normal};
use crate::keys::Hash;
use crate::known::{Entry, GOES_ON, MIN_BYTES, Piece};
use crate::pack::{Pack, packs};
use crate::section::SectionKind;
use crate::table::{self, Values};

/// Phrases, as the hashes of their words, with their values.
type Phrases<T> = BTreeMap<Vec<Hash>, T>;

pub fn write() -> Result<(), String> {
    let packs = packs()?;
    let tags: Vec<&str> = packs.iter().map(|pack| pack.tag.as_str()).collect();
    let words = Words::of(&packs);
    let headings = Headings::of(&packs);
    let (mut entries, mut pieces, mut kinds, mut common) = (Values::new(), Values::new(), Values::new(), Values::new());
    let squeezed = headings.squeezed.iter().map(|(text, kind)| (vec![Hash::of(text.bytes())], *kind)).collect();
    let statics = [
        ("PHRASES", "Keys", phrases("phrases", &words.phrases, &mut entries)?),
        ("SUFFIXES", "Keys", affixes("suffixes", &words.suffixes, &mut entries)?),
        ("PREFIXES", "Keys", affixes("prefixes", &words.prefixes, &mut entries)?),
        ("PIECES_OF_HEADINGS", "Keys", phrases("headings", &headings.pieces, &mut pieces)?),
        ("SQUEEZED_HEADINGS", "Keys", phrases("squeezed", &squeezed, &mut kinds)?),
        ("SPELLINGS", "Spellings", spellings(&headings.squeezed)),
        ("COMMON_WORDS", "Keys", phrases("common", &words.common, &mut common)?),
        ("COMMON_IN", "&[u32]", common.literal()),
        ("ENTRIES", "&[Entry]", entries.literal()),
        ("PIECES", "&[Piece]", pieces.literal()),
        ("KINDS", "&[SectionKind]", kinds.literal()),
        ("TAGS", "&[&str]", format!("&{tags:?}")),
    ];
    let text: String =
        statics.map(|(name, kind, value)| format!("pub(super) static {name}: {kind} = {value};\n")).concat();
    table::write_file("vocabulary.rs", text.as_bytes())
}

/// Writes the set of `phrases` and of what they start with, and returns its expression. Values go to `values`.
fn phrases<T: Debug + PartialEq + Copy>(
    name: &str,
    phrases: &Phrases<T>,
    values: &mut Values<T>,
) -> Result<String, String> {
    let mut numbers: BTreeMap<Hash, u16> = BTreeMap::new();
    for (words, value) in phrases {
        let mut start: Option<Hash> = None;
        for word in words {
            if let Some(start) = start {
                *numbers.entry(start).or_default() |= GOES_ON;
            }
            start = Some(start.map_or(*word, |start| start.and(*word)));
        }
        let number = values.place(*value) + 1;
        *numbers.entry(start.ok_or(format!("{name}: a phrase of no words"))?).or_default() |= number;
    }
    table::write(name, numbers.into_iter())
}

/// Writes the set of stems or ends and of what they start with, and returns its expression.
fn affixes(name: &str, affixes: &BTreeMap<Vec<u8>, Entry>, values: &mut Values<Entry>) -> Result<String, String> {
    let mut numbers: BTreeMap<Hash, u16> = BTreeMap::new();
    for (affix, value) in affixes {
        if affix.len() < MIN_BYTES {
            return Err(format!("{name}: {affix:?} is too short"));
        }
        for n_bytes in MIN_BYTES..affix.len() {
            *numbers.entry(Hash::of(affix.iter().take(n_bytes).copied())).or_default() |= GOES_ON;
        }
        *numbers.entry(Hash::of(affix.iter().copied())).or_default() |= values.place(*value) + 1;
    }
    table::write(name, numbers.into_iter())
}

/// The value of the headings, spelt without spaces.
fn spellings(squeezed: &BTreeMap<String, SectionKind>) -> String {
    let n_letters = |text: &str| text.chars().count();
    let mut all: Vec<(&String, &SectionKind)> = squeezed.iter().collect();
    all.sort_by_key(|(text, _)| n_letters(text));
    let (mut whole, mut ends, mut shorter) = (String::new(), Vec::new(), Vec::new());
    for (k, (text, _)) in all.iter().enumerate() {
        shorter.resize(shorter.len().max(n_letters(text) + 1), k);
        whole.push_str(text);
        ends.push(whole.len());
    }
    let bags: Vec<u32> = all.iter().map(|(text, _)| bag(text.chars())).collect();
    let kinds: Vec<&SectionKind> = all.iter().map(|(_, kind)| *kind).collect();
    format!(
        "Spellings {{ text: {whole:?}, ends: &{ends:?}, bags: &{bags:?}, kinds: &{kinds:?}, shorter: &{shorter:?} }}"
    )
}

/// The words of all packs.
#[derive(Default)]
struct Words {
    phrases: Phrases<Entry>,
    /// Bits of the packs in which a phrase is frequent.
    common: Phrases<u32>,
    /// From their last byte to their first.
    suffixes: BTreeMap<Vec<u8>, Entry>,
    prefixes: BTreeMap<Vec<u8>, Entry>,
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
    pieces: Phrases<Piece>,
    squeezed: BTreeMap<String, SectionKind>,
}

impl Headings {
    fn of(packs: &[Pack]) -> Self {
        let mut all = Self::default();
        for (k, pack) in packs.iter().enumerate() {
            for joint in &pack.heading_words.and {
                all.piece(key(&words(joint)), k).is_joint = true;
            }
            all.piece(vec![Hash::of(AND.bytes())], k).is_joint = true;
            for fill in &pack.heading_words.fill {
                all.piece(key(&words(fill)), k).is_fill = true;
            }
        }
        // All joints first: they part the headings.
        for (k, pack) in packs.iter().enumerate() {
            for (kind, heading) in pack.headings.iter().flat_map(|(kind, list)| list.iter().map(move |h| (kind, h))) {
                let folded = normal(heading, |word| all.is_joint(word));
                let squeezed = folded.iter().map(|word| word.text.as_str()).collect();
                all.squeezed.entry(squeezed).or_insert(*kind);
                all.piece(key(&folded), k).kind.get_or_insert(*kind);
            }
        }
        all
    }

    fn piece(&mut self, key: Vec<Hash>, k: usize) -> &mut Piece {
        let piece = self.pieces.entry(key).or_default();
        piece.packs |= 1 << k;
        piece
    }

    fn is_joint(&self, word: Hash) -> bool {
        self.pieces.get([word].as_slice()).is_some_and(|piece| piece.is_joint)
    }
}

/// The words of a phrase as a key.
fn key(words: &[Word]) -> Vec<Hash> {
    words.iter().map(|word| word.hash).collect()
}
