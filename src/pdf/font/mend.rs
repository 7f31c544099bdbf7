//! A damaged CMap as a whole one.
//!
//! In: a CMap that the parser gave up, since a code of it is cut, or junk stands in or behind it. Out: a CMap of the
//! entries that are whole; of two for one code the first, since damage lies towards the end.

use std::collections::HashSet;
use std::fmt::Write as _;

use crate::pdf::tokens::{Operand, Part, Tokens};

/// Bytes of the longest code.
const MAX_CODE_BYTES: usize = 4;

/// The whole entries of a CMap, as a CMap.
pub fn mended(bytes: &[u8]) -> Vec<u8> {
    let mut mended = String::new();
    let mut told = HashSet::new();
    let mut tokens = Tokens::new(bytes);
    let mut block: Option<Block> = None;
    let mut row: Vec<Operand> = Vec::new();
    while let Some(part) = tokens.next_part() {
        match part {
            Part::Operator(word) => {
                if let (b"def", [Operand::Name(key), Operand::Number(value)]) = (word, row.as_slice())
                    && key.as_ref() == b"WMode"
                {
                    _ = write!(mended, "/WMode {value} def ");
                }
                // A word that is none of a CMap's is junk within a block, and the block goes on behind it.
                block = Block::opened_by(word).or(if word.starts_with(b"end") { None } else { block });
                row.clear();
            }
            Part::Operand(operand) => {
                row.push(operand);
                let Some(block) = block else {
                    row.drain(..row.len().saturating_sub(2));
                    continue;
                };
                if block.n_operands() <= row.len() {
                    if let Some(Operand::Text(code)) = row.first()
                        && told.insert((block.is_of_characters(), code.to_vec()))
                    {
                        block.write(&row, &mut mended);
                    }
                    row.clear();
                }
            }
        }
    }
    mended.into_bytes()
}

/// A list of entries of one form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Codespace,
    CidRange,
    CidChar,
    BfRange,
    BfChar,
}

impl Block {
    fn opened_by(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"begincodespacerange" => Self::Codespace,
            b"begincidrange" => Self::CidRange,
            b"begincidchar" => Self::CidChar,
            b"beginbfrange" => Self::BfRange,
            b"beginbfchar" => Self::BfChar,
            _ => return None,
        })
    }

    fn n_operands(self) -> usize {
        if matches!(self, Self::CidRange | Self::BfRange) { 3 } else { 2 }
    }

    /// What it tells of a code: characters, or its number.
    fn is_of_characters(self) -> Option<bool> {
        match self {
            Self::Codespace => None,
            other => Some(matches!(other, Self::BfRange | Self::BfChar)),
        }
    }

    /// Writes an entry, if it is one.
    fn write(self, row: &[Operand], mended: &mut String) {
        match (self, row) {
            (Self::Codespace, [Operand::Text(low), Operand::Text(high)]) if is_range(low, high) => {
                _ = write!(mended, "1 begincodespacerange {} {} endcodespacerange ", hex(low), hex(high));
            }
            (Self::CidRange, [Operand::Text(low), Operand::Text(high), Operand::Number(cid)])
                if is_range(low, high) && 0.0 <= *cid =>
            {
                _ = write!(mended, "1 begincidrange {} {} {} endcidrange ", hex(low), hex(high), *cid as u32);
            }
            (Self::CidChar, [Operand::Text(code), Operand::Number(cid)]) if is_range(code, code) && 0.0 <= *cid => {
                _ = write!(mended, "1 begincidchar {} {} endcidchar ", hex(code), *cid as u32);
            }
            (Self::BfRange, [Operand::Text(low), Operand::Text(high), Operand::Text(text)])
                if is_range(low, high) && !text.is_empty() =>
            {
                _ = write!(mended, "1 beginbfrange {} {} {} endbfrange ", hex(low), hex(high), hex(text));
            }
            (Self::BfRange, [Operand::Text(low), Operand::Text(high), Operand::Array(texts)])
                if is_range(low, high) =>
            {
                for (code, text) in (number(low)..=number(high)).zip(texts) {
                    let code = code.to_be_bytes();
                    let code = code.get(code.len() - low.len()..).unwrap_or_default();
                    Self::BfChar.write(&[Operand::Text(code.into()), text.clone()], mended);
                }
            }
            (Self::BfChar, [Operand::Text(code), Operand::Text(text)]) if is_range(code, code) && !text.is_empty() => {
                _ = write!(mended, "1 beginbfchar {} {} endbfchar ", hex(code), hex(text));
            }
            _ => {}
        }
    }
}

/// Two codes of one length, in order.
fn is_range(low: &[u8], high: &[u8]) -> bool {
    (1..=MAX_CODE_BYTES).contains(&low.len()) && low.len() == high.len() && low <= high
}

fn number(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len() + 2);
    text.push('<');
    for byte in bytes {
        _ = write!(text, "{byte:02x}");
    }
    text.push('>');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(damaged: &str, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&mended(damaged.as_bytes())).trim_end(), expected);
    }

    #[test]
    fn whole_entries_before_the_damage_stay() {
        check(
            "2 beginbfchar <41> <0041> <42> <00",
            "1 beginbfchar <41> <0041> endbfchar 1 beginbfchar <42> <00> endbfchar",
        );
        check("1 beginbfrange <41> <43> <0041> endbfrange end end <40", "1 beginbfrange <41> <43> <0041> endbfrange");
    }

    #[test]
    fn junk_within_a_block_costs_one_entry() {
        check("beginbfchar <41> xyz <42> <0042> endbfchar", "1 beginbfchar <42> <0042> endbfchar");
        check("beginbfchar <4142434445> <0041> <42> <0042>", "1 beginbfchar <42> <0042> endbfchar");
    }

    #[test]
    fn what_is_told_first_of_a_code_counts() {
        check("beginbfchar <41> <0041> <41> <4e00>", "1 beginbfchar <41> <0041> endbfchar");
    }

    #[test]
    fn a_list_of_texts_is_given_code_by_code() {
        check(
            "beginbfrange <0041> <0049> [<0061> <0062>] endbfrange",
            "1 beginbfchar <0041> <0061> endbfchar 1 beginbfchar <0042> <0062> endbfchar",
        );
    }

    #[test]
    fn codes_and_the_direction_of_writing_stay() {
        check(
            "/WMode 1 def begincodespacerange <00> <ff> endcodespacerange begincidrange <01> <09> 7 endcidrange (",
            "/WMode 1 def 1 begincodespacerange <00> <ff> endcodespacerange 1 begincidrange <01> <09> 7 endcidrange",
        );
    }
}
