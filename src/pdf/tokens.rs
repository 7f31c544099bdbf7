//! Bytes of a content stream to operators with their operands.
//!
//! In: a decompressed content stream, whole or broken. Out: one operator after the other, with the operands before
//! it. Garbage is skipped byte by byte, so that the rest of the stream is still read; nothing here can fail, and
//! nothing here knows what an operator means (but that binary data follow `ID`).

use std::borrow::Cow;

use super::limits::MAX_NESTING;

/// Operands kept for one operator; `TJ` has one (an array), `scn` at most 32.
const MAX_OPERANDS: usize = 64;
/// Entries kept of all arrays and dictionaries of one operator: a whole page as one `TJ` stays within it.
const MAX_ENTRIES: usize = 100_000;
/// What a digit is worth, by its place behind the point: a division for each digit would take its time.
const WORTHS: [f64; 8] = [worth(0), worth(1), worth(2), worth(3), worth(4), worth(5), worth(6), worth(7)];
/// From this place on a digit is worth nothing.
const LAST_PLACE: usize = 330;
/// Entries that most arrays have no more of: room for them is made at once.
const ARRAY: usize = 24;
/// Bytes after a supposed `EI` that must look like content.
const LOOK_AHEAD: usize = 12;

/// What stands before an operator.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<'a> {
    /// A number; what cannot be read as one is 0.
    Number(f32),
    /// A name without its slash, `#xx` resolved.
    Name(Cow<'a, [u8]>),
    /// A string, escapes resolved.
    Text(Cow<'a, [u8]>),
    /// An array.
    Array(Vec<Operand<'a>>),
    /// A dictionary, keys and values alternating.
    Dict(Vec<Operand<'a>>),
    /// `12 0 R`, in an array or dictionary.
    Reference(u32, u16),
    /// `true` or `false`.
    Truth(bool),
    /// `null`.
    Null,
}

impl Operand<'_> {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f32> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// The name, if it is one.
    pub fn name(&self) -> Option<&[u8]> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }

    /// The value of `key`, if this is a dictionary that has it.
    pub fn get(&self, key: &[u8]) -> Option<&Self> {
        let Self::Dict(entries) = self else { return None };
        entries.chunks_exact(2).find(|pair| pair.first().and_then(Operand::name) == Some(key))?.get(1)
    }
}

/// The numbers among the operands of an operator.
pub struct Numbers {
    all: [f32; MAX_OPERANDS],
    n_numbers: usize,
}

impl Numbers {
    /// Those among `operands`.
    pub fn of(operands: &[Operand]) -> Self {
        let mut numbers = Self { all: [0.0; MAX_OPERANDS], n_numbers: 0 };
        for (slot, number) in numbers.all.iter_mut().zip(operands.iter().filter_map(Operand::number)) {
            *slot = number;
            numbers.n_numbers += 1;
        }
        numbers
    }
}

impl std::ops::Deref for Numbers {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        self.all.get(..self.n_numbers).unwrap_or_default()
    }
}

/// A content stream that is being read.
#[derive(Debug)]
pub struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Entries of arrays and dictionaries that may still be kept for this operator.
    entries_left: usize,
    /// This is an object of the file, not a content stream: words are no operators.
    is_object: bool,
    /// No inline image ends behind this place: looked for once, and not again for each that begins.
    is_past_images: bool,
}

/// What stands in a stream that is no content, one after the other.
#[derive(Debug)]
pub enum Part<'a> {
    /// A value.
    Operand(Operand<'a>),
    /// A word.
    Operator(&'a [u8]),
}

/// One thing in the stream.
enum Token<'a> {
    Operand(Operand<'a>),
    Operator(&'a [u8]),
    Close,
    Nothing,
}

impl<'a> Tokens<'a> {
    /// A stream, from its start.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, entries_left: MAX_ENTRIES, is_object: false, is_past_images: false }
    }

    /// The next operator, its operands in `operands`; `None` at the end.
    pub fn next(&mut self, operands: &mut Vec<Operand<'a>>) -> Option<&'a [u8]> {
        operands.clear();
        self.entries_left = MAX_ENTRIES;
        loop {
            // Most of what stands in a stream are numbers: they need no token.
            self.skip_white();
            let token = match self.peek()? {
                byte if starts_number(byte) => Token::Operand(Operand::Number(self.number())),
                _ => self.token(0)?,
            };
            match token {
                Token::Operand(operand) => {
                    if operands.len() == MAX_OPERANDS {
                        operands.remove(0);
                    }
                    operands.push(operand);
                }
                Token::Operator(b"BI") => {
                    self.skip_inline_image();
                    operands.clear();
                    return Some(b"BI");
                }
                Token::Operator(operator) => return Some(operator),
                Token::Close | Token::Nothing => {}
            }
        }
    }

    /// The next value or word; brackets that close nothing are skipped.
    pub fn next_part(&mut self) -> Option<Part<'a>> {
        self.entries_left = MAX_ENTRIES;
        loop {
            match self.token(0)? {
                Token::Operand(operand) => return Some(Part::Operand(operand)),
                Token::Operator(word) => return Some(Part::Operator(word)),
                Token::Close | Token::Nothing => {}
            }
        }
    }

    /// What starts at byte `at` of `bytes`, and where it ends; `None` when that is no operand.
    pub fn operand_at(bytes: &'a [u8], at: usize) -> Option<(Operand<'a>, usize)> {
        let mut tokens = Self { bytes, at, entries_left: MAX_ENTRIES, is_object: true, is_past_images: false };
        match tokens.token(0)? {
            Token::Operand(operand) => Some((operand, tokens.at)),
            _ => None,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_white(&mut self) {
        while let Some(byte) = self.peek() {
            if is_white(byte) {
                self.at += 1;
            } else if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else {
                break;
            }
        }
    }

    fn token(&mut self, depth: usize) -> Option<Token<'a>> {
        self.skip_white();
        let byte = self.peek()?;
        Some(match byte {
            b'/' => Token::Operand(Operand::Name(self.name())),
            b'(' => Token::Operand(Operand::Text(self.literal())),
            b'<' if self.bytes.get(self.at + 1) == Some(&b'<') => {
                self.at += 2;
                Token::Operand(Operand::Dict(self.entries(depth + 1)))
            }
            b'<' => Token::Operand(Operand::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                Token::Operand(Operand::Array(self.entries(depth + 1)))
            }
            b']' => {
                self.at += 1;
                Token::Close
            }
            b'>' => {
                self.at += if self.bytes.get(self.at + 1) == Some(&b'>') { 2 } else { 1 };
                Token::Close
            }
            b')' | b'{' | b'}' => {
                self.at += 1;
                Token::Nothing
            }
            byte if starts_number(byte) => Token::Operand(Operand::Number(self.number())),
            _ => self.word(),
        })
    }

    /// What stands up to the closing bracket; an operator inside closes it too (the bracket is missing).
    fn entries(&mut self, depth: usize) -> Vec<Operand<'a>> {
        if MAX_NESTING < depth {
            return Vec::new();
        }
        // Arrays within arrays are rare, and may be many.
        let mut entries = Vec::with_capacity(if depth == 1 && !self.is_object { ARRAY } else { 0 });
        loop {
            let start = self.at;
            match self.token(depth) {
                Some(Token::Operand(operand)) if 0 < self.entries_left => {
                    self.entries_left -= 1;
                    entries.push(operand);
                }
                Some(Token::Operand(_) | Token::Nothing) => {}
                Some(Token::Operator(b"R")) => join_reference(&mut entries),
                // A word in an object is damage to one value; the entries after it are sound.
                Some(Token::Operator(word)) if self.is_object && !ends_object(word) && 0 < self.entries_left => {
                    self.entries_left -= 1;
                    entries.push(Operand::Null);
                }
                Some(Token::Operator(_)) => {
                    self.at = start;
                    return entries;
                }
                Some(Token::Close) | None => return entries,
            }
        }
    }

    fn word(&mut self) -> Token<'a> {
        let word = self.regular();
        match word {
            b"true" | b"false" => Token::Operand(Operand::Truth(word == b"true")),
            b"null" => Token::Operand(Operand::Null),
            b"" => {
                self.at += 1;
                Token::Nothing
            }
            _ => Token::Operator(word),
        }
    }

    /// A run of regular characters.
    fn regular(&mut self) -> &'a [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn name(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let [first, tail @ ..] = rest {
            if let (b'#', [high, low, after @ ..]) = (first, tail)
                && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
            {
                name.push(high << 4 | low);
                rest = after;
            } else {
                name.push(*first);
                rest = tail;
            }
        }
        Cow::Owned(name)
    }

    fn literal(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let start = self.at;
        let mut depth = 1_usize;
        let mut is_plain = true;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    is_plain = false;
                    self.at += 1;
                }
                b'\r' => is_plain = false,
                b'(' => depth += 1,
                b')' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        let end = if depth == 0 { self.at - 1 } else { self.bytes.len() };
        let raw = self.bytes.get(start..end).unwrap_or_default();
        if is_plain { Cow::Borrowed(raw) } else { Cow::Owned(unescape(raw)) }
    }

    fn hexadecimal(&mut self) -> Cow<'a, [u8]> {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let end = memchr::memchr(b'>', rest);
        let digits = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += 1 + digits.len() + usize::from(end.is_some());
        let mut text = Vec::with_capacity(digits.len().div_ceil(2));
        let mut high = None;
        for digit in digits.iter().filter_map(|&byte| hex_digit(byte)) {
            match high.take() {
                None => high = Some(digit),
                Some(first) => text.push(first << 4 | digit),
            }
        }
        text.extend(high.map(|digit| digit << 4));
        Cow::Owned(text)
    }

    /// A number as careless producers write it: `--5`, `1.2.3`, `5-3`, `.`, `1e4`; what follows is dropped with it.
    fn number(&mut self) -> f32 {
        let is_negative = self.peek() == Some(b'-');
        while matches!(self.peek(), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let mut value = 0.0_f64;
        while let Some(digit) = self.digit() {
            value = value * 10.0 + digit;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            let mut place = 0;
            while let Some(digit) = self.digit() {
                value += digit * WORTHS.get(place).copied().unwrap_or_else(|| worth(place));
                place += 1;
            }
        }
        // "1rg": the operator is glued to its operand. Whatever else follows is dropped.
        let is_glued = |byte: u8| byte.is_ascii_alphabetic() && byte != b'e' && byte != b'x';
        if self.peek().is_some_and(|byte| is_regular(byte) && !is_glued(byte)) {
            self.regular();
        }
        let value = if is_negative { -value } else { value } as f32;
        if value.is_finite() { value } else { 0.0 }
    }

    /// The digit that stands here, if one does.
    fn digit(&mut self) -> Option<f64> {
        let digit = self.peek()?.wrapping_sub(b'0');
        (digit <= 9).then(|| {
            self.at += 1;
            f64::from(digit)
        })
    }

    /// Goes behind an inline image; when it has no end, only behind its `ID`.
    fn skip_inline_image(&mut self) {
        while let Some(token) = self.token(0) {
            match token {
                Token::Operator(b"ID") => break,
                Token::Operator(b"EI") => return,
                _ => {}
            }
        }
        if self.is_past_images {
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let end = memchr::memmem::find_iter(rest, b"EI").find(|&at| is_image_end(rest, at));
        self.is_past_images = end.is_none();
        self.at += end.map_or(0, |at| at + 2);
    }
}

fn starts_number(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')
}

/// What a digit is worth that stands so many places behind the first one after the point.
const fn worth(place: usize) -> f64 {
    let (mut worth, mut left) = (0.1, if place < LAST_PLACE { place } else { LAST_PLACE });
    while 0 < left {
        worth /= 10.0;
        left -= 1;
    }
    worth
}

/// `12 0 R`: the two numbers become a reference.
fn join_reference(entries: &mut Vec<Operand>) {
    if let [.., Operand::Number(number), Operand::Number(generation)] = entries.as_slice() {
        let reference = Operand::Reference(*number as u32, *generation as u16);
        entries.truncate(entries.len() - 2);
        entries.push(reference);
    }
}

/// Whether a word says that an object is over, closed or not.
fn ends_object(word: &[u8]) -> bool {
    matches!(word, b"obj" | b"endobj" | b"stream" | b"endstream" | b"xref" | b"trailer" | b"startxref")
}

/// Whether `EI` at `at` ends the image and is not in its data: white space around it and content behind it.
fn is_image_end(rest: &[u8], at: usize) -> bool {
    let is_after_white = at.checked_sub(1).and_then(|k| rest.get(k)).is_some_and(|&byte| is_white(byte));
    let after = rest.get(at + 2..).unwrap_or_default();
    is_after_white
        && after.first().is_none_or(|&byte| is_white(byte))
        && after.iter().take(LOOK_AHEAD).all(|&byte| matches!(byte, b' '..=b'~') || (is_white(byte) && byte != 0))
}

fn unescape(raw: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(raw.len());
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        if byte == b'\r' {
            bytes.next_if_eq(&b'\n');
            text.push(b'\n');
            continue;
        }
        if byte != b'\\' {
            text.push(byte);
            continue;
        }
        match bytes.next() {
            Some(b'n') => text.push(b'\n'),
            Some(b'r') => text.push(b'\r'),
            Some(b't') => text.push(b'\t'),
            Some(b'b') => text.push(8),
            Some(b'f') => text.push(12),
            Some(b'\n') | None => {}
            Some(b'\r') => {
                bytes.next_if_eq(&b'\n');
            }
            Some(first @ b'0'..=b'7') => {
                let mut code = u32::from(first - b'0');
                for _ in 0..2 {
                    let Some(digit) = bytes.next_if(|byte| matches!(byte, b'0'..=b'7')) else {
                        break;
                    };
                    code = code * 8 + u32::from(digit - b'0');
                }
                text.push((code & 0xFF) as u8);
            }
            Some(other) => text.push(other),
        }
    }
    text
}

/// White space of PDF.
pub fn is_white(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

/// Neither white space nor a delimiter.
pub fn is_regular(byte: u8) -> bool {
    IS_REGULAR.get(usize::from(byte)).copied().unwrap_or_default()
}

/// For each byte whether it is regular: a look at a table is one look, and comparing takes a dozen.
#[allow(clippy::indexing_slicing, reason = "checked when it is compiled")]
const IS_REGULAR: [bool; 256] = {
    let mut is_regular = [true; 256];
    let mut others = b"\0\t\n\x0C\r ()<>[]{}/%".as_slice();
    while let [byte, rest @ ..] = others {
        is_regular[*byte as usize] = false;
        others = rest;
    }
    is_regular
};

/// Value of a hexadecimal digit.
pub fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
