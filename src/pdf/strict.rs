//! Objects as nearly all writers write them.
//!
//! In: the bytes of a file, or of an object stream, and a place in them. Out: the object that stands there, as lopdf reads
//! it. Whatever might be read in two ways (a comment, a number with two points, a name with a broken escape) is none:
//! files that have it are left to lopdf.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

use super::tokens::{Operand, Tokens, hex_digit, is_regular, is_white};

/// Arrays and dictionaries within each other.
const MAX_DEPTH: u8 = 24;
/// Brackets within a string.
const MAX_BRACKETS: usize = 90;

/// A place in some bytes.
#[derive(Debug, Clone, Copy)]
pub struct Strict<'a> {
    bytes: &'a [u8],
    /// The place.
    pub at: usize,
}

impl<'a> Strict<'a> {
    /// The place `at` in `bytes`.
    pub fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// What stands here and behind.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes behind white space.
    pub fn skip_white(&mut self) {
        while self.peek().is_some_and(is_white) {
            self.at += 1;
        }
    }

    /// Goes behind the end of a line; `None` where none is.
    pub fn skip_line_end(&mut self) -> Option<()> {
        self.at += match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return None,
        };
        Some(())
    }

    /// Goes behind `text`; `None` where it does not stand here.
    pub fn skip(&mut self, text: &[u8]) -> Option<()> {
        self.rest().starts_with(text).then(|| self.at += text.len())
    }

    /// A run of regular characters.
    fn word(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// A number of digits only.
    pub fn digits(&mut self) -> Option<u32> {
        count(self.word())
    }

    /// A number of digits only, and the white space behind it.
    pub fn count(&mut self) -> Option<u32> {
        let count = self.digits()?;
        self.skip_white();
        Some(count)
    }

    /// `12 0 obj`, and the white space behind it.
    pub fn header(&mut self) -> Option<ObjectId> {
        self.skip_white();
        let (number, generation) = (self.count()?, u16::try_from(self.count()?).ok()?);
        if self.word() != b"obj" {
            return None;
        }
        self.skip_white();
        Some((number, generation))
    }

    /// The object that stands here.
    pub fn object(&mut self) -> Option<Object> {
        self.object_within(0)
    }

    fn object_within(&mut self, depth: u8) -> Option<Object> {
        match self.peek()? {
            b'/' => self.name().map(Object::Name),
            b'[' => self.array(depth),
            b'<' if self.rest().starts_with(b"<<") => self.dictionary_within(depth).map(Object::Dictionary),
            b'(' => self.literal(),
            b'<' => self.hexadecimal(),
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number(),
            _ => match self.word() {
                b"true" => Some(Object::Boolean(true)),
                b"false" => Some(Object::Boolean(false)),
                b"null" => Some(Object::Null),
                _ => None,
            },
        }
    }

    fn array(&mut self, depth: u8) -> Option<Object> {
        if MAX_DEPTH < depth {
            return None;
        }
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.skip_white();
            if self.skip(b"]").is_some() {
                return Some(Object::Array(entries));
            }
            entries.push(self.object_within(depth + 1)?);
        }
    }

    /// The dictionary that stands here.
    pub fn dictionary(&mut self) -> Option<Dictionary> {
        self.dictionary_within(0)
    }

    fn dictionary_within(&mut self, depth: u8) -> Option<Dictionary> {
        if MAX_DEPTH < depth {
            return None;
        }
        self.skip(b"<<")?;
        let mut dict = Dictionary::new();
        loop {
            self.skip_white();
            if self.skip(b">>").is_some() {
                return Some(dict);
            }
            let key = self.name()?;
            self.skip_white();
            dict.set(key, self.object_within(depth + 1)?);
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.skip(b"/")?;
        let mut raw = self.word();
        if raw.is_empty() {
            return None;
        }
        let mut name = Vec::with_capacity(raw.len());
        while let Some((first, rest)) = raw.split_first() {
            raw = rest;
            if *first != b'#' {
                name.push(*first);
                continue;
            }
            let [high, low, after @ ..] = rest else { return None };
            name.push(hex_digit(*high)? << 4 | hex_digit(*low)?);
            raw = after;
        }
        Some(name)
    }

    /// A string in brackets: it must be closed.
    fn literal(&mut self) -> Option<Object> {
        let (text, raw) = self.string()?;
        let n_brackets = memchr::memchr_iter(b'(', raw).count();
        let is_whole = raw.ends_with(b")") && n_brackets < MAX_BRACKETS;
        is_whole.then_some(Object::String(text, StringFormat::Literal))
    }

    fn hexadecimal(&mut self) -> Option<Object> {
        let (text, raw) = self.string()?;
        let digits = raw.strip_prefix(b"<")?.strip_suffix(b">")?;
        let is_whole = digits.iter().all(|&byte| hex_digit(byte).is_some() || is_white(byte));
        is_whole.then_some(Object::String(text, StringFormat::Hexadecimal))
    }

    /// The string that stands here, and as it is written; one that ends where the bytes end may not be closed.
    fn string(&mut self) -> Option<(Vec<u8>, &'a [u8])> {
        let (Operand::Text(text), end) = Tokens::operand_at(self.bytes, self.at)? else { return None };
        let raw = self.bytes.get(self.at..end).filter(|_| end < self.bytes.len())?;
        self.at = end;
        Some((text.into_owned(), raw))
    }

    /// A number, or a reference.
    fn number(&mut self) -> Option<Object> {
        let word = self.word();
        let digits = word.strip_prefix(b"-").or_else(|| word.strip_prefix(b"+")).unwrap_or(word);
        let (n_points, n_digits) = digits.iter().fold((0, 0), |(points, n_digits), byte| {
            (points + usize::from(*byte == b'.'), n_digits + usize::from(byte.is_ascii_digit()))
        });
        if n_points + n_digits < digits.len() || n_digits == 0 {
            return None;
        }
        let text = std::str::from_utf8(word).ok()?;
        match n_points {
            0 if word.len() == digits.len() => self.reference(word),
            0 => text.parse().ok().map(Object::Integer),
            1 => text.parse().ok().map(Object::Real),
            _ => None,
        }
    }

    /// `first` as a number, or the reference that it starts.
    fn reference(&mut self, first: &[u8]) -> Option<Object> {
        let mut ahead = *self;
        ahead.skip_white();
        if let Some(generation) = ahead.count() {
            let word = ahead.word();
            if word == b"R" {
                self.at = ahead.at;
                return Some(Object::Reference((count(first)?, u16::try_from(generation).ok()?)));
            }
            if word.starts_with(b"R") {
                return None;
            }
        }
        std::str::from_utf8(first).ok()?.parse().ok().map(Object::Integer)
    }
}

/// A number of digits only.
fn count(word: &[u8]) -> Option<u32> {
    let is_count = !word.is_empty() && word.iter().all(u8::is_ascii_digit);
    if is_count { std::str::from_utf8(word).ok()?.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What lopdf reads where the same stands in a file.
    fn by_lopdf(text: &str) -> Object {
        let head = "%PDF-1.4\n";
        let body = format!("1 0 obj\n{text}\nendobj\n");
        let start = head.len() + body.len();
        let offset = head.len();
        let file = format!(
            "{head}{body}xref\n0 2\n0000000000 65535 f \n{offset:010} 00000 n \ntrailer\n<</Size 2/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        );
        lopdf::Document::load_mem(file.as_bytes()).unwrap().objects[&(1, 0)].clone()
    }

    #[test]
    fn what_is_read_is_what_lopdf_reads() {
        for text in [
            "<</Type/Page/Kids[3 0 R 4 0 R]/Count 2/Box[0 0 -1.5 +.25 .5 5.]/A#20B true/C null>>",
            "(a \\(b\\) (c) \\101\\n\\\r\nd\re)",
            "<48 65 6c6C6>",
            "[1 0 2 0 R 7 8]",
            "[[]<<>>/X(a)<61>false]",
            "12",
            "-7",
        ] {
            let mut strict = Strict::new(text.as_bytes(), 0);
            let closed = format!("{text}\n");
            let mut closed = Strict { bytes: closed.as_bytes(), ..strict };
            let read = closed.object().or_else(|| strict.object());
            assert_eq!(read, Some(by_lopdf(text)), "{text}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not_read() {
        for text in
            ["<</A 1 % b\n>>", "1.2.3 ", "/A#GB ", "(a", "<6x>", "12abc ", "<</A>>", "[1 0 RG]", "--5 ", "<</A 1"]
        {
            assert_eq!(Strict::new(text.as_bytes(), 0).object(), None, "{text}");
        }
    }
}
