//! A file whose table of objects cannot be used: every object that can be found by looking for it.
//!
//! In: bytes. Out: a lopdf document with all objects that the file holds, the later of two with one number, object
//! streams unpacked. Used where lopdf gives the file up. Nothing is trusted but what stands there: an object is
//! `12 0 obj` and what follows, a stream ends at `endstream`.

use lopdf::encryption::decrypt_object;
use lopdf::{Dictionary, Document, EncryptionState, Object, ObjectId, Stream, StringFormat};

use super::filters::Decoded;
use super::limits::{self, Budget, MAX_OBJECT_STREAM_BYTES, MAX_OBJECTS};
use super::objects;
use super::tokens::{Operand, Tokens, is_white};
use crate::error::Error;

/// Digits of the longest object number.
const MAX_DIGITS: usize = 10;
/// Bytes of the comments that may stand between the number of an object and its start.
const MAX_COMMENT: usize = 100;
/// Bytes of the dictionary of an object stream before and after its type; they have a dozen short entries.
const MAX_DICTIONARY: usize = 4 << 10;

/// Everything found, in the order of the file.
#[derive(Default)]
struct Found {
    objects: Vec<(ObjectId, Object)>,
    trailer: Dictionary,
}

/// An object stream that was unpacked.
#[derive(Debug)]
pub struct Unpacked {
    /// Where its data end in the file.
    pub end: usize,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// That is all of it.
    pub is_whole: bool,
}

/// The object streams of a file, if they stay within their budget: whoever reads objects unpacks all of them.
pub fn object_streams(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Unpacked>, Error> {
    let mut all = Vec::new();
    let mut n_bytes = 0;
    let mut last = 0;
    let mut scan = Scan::new(bytes);
    let none = Document::new();
    for at in memchr::memmem::find_iter(bytes, b"/ObjStm") {
        budget.step()?;
        let start = at.saturating_sub(MAX_DICTIONARY).max(last);
        last = at;
        let before = bytes.get(start..at).unwrap_or_default();
        let Some(keyword) = memchr::memmem::rfind(before, b"obj").map(|at| start + at) else { continue };
        let head = bytes.get(..bytes.len().min(at + MAX_DICTIONARY)).unwrap_or_default();
        let Some((operand, end)) = Tokens::operand_at(head, keyword + b"obj".len()) else { continue };
        if let (Object::Stream(stream), end) = scan.with_stream(object(operand), end) {
            let Decoded { bytes, is_whole } = objects::decode(&none, &stream, budget)?;
            n_bytes += bytes.len();
            all.push(Unpacked { end, bytes, is_whole });
        }
        if MAX_OBJECT_STREAM_BYTES < n_bytes {
            return Err(limits::over(limits::mebibytes(MAX_OBJECT_STREAM_BYTES, "of objects"), "object streams"));
        }
    }
    Ok(all)
}

/// Collects the objects of a file by scanning it.
pub fn scan(bytes: &[u8], budget: &mut Budget) -> Result<Document, Error> {
    let mut found = find_all(bytes, budget)?;
    add_trailers(bytes, &mut found.trailer, budget)?;
    let mut document = Document::new();
    if !found.trailer.has(b"Root")
        && let Some(root) = catalog(&found.objects)
    {
        found.trailer.set("Root", Object::Reference(root));
    }
    document.trailer = found.trailer;
    if !document.trailer.has(b"Encrypt")
        && let Some(encrypt) = encryption(&found.objects)
    {
        document.trailer.set("Encrypt", Object::Reference(encrypt));
    }
    let order: Vec<ObjectId> = found.objects.iter().map(|(id, _)| *id).collect();
    document.objects = found.objects.into_iter().collect();
    if document.trailer.has(b"Encrypt") {
        decrypt(&mut document)?;
    }
    unpack(&mut document, &order, budget)?;
    Ok(document)
}

/// Objects that start with `12 0 obj`, wherever that stands outside of a stream.
fn find_all(bytes: &[u8], budget: &mut Budget) -> Result<Found, Error> {
    let mut found = Found::default();
    let mut scan = Scan::new(bytes);
    let mut at = 0;
    while let Some(length) = memchr::memmem::find(bytes.get(at..).unwrap_or_default(), b"obj") {
        budget.step()?;
        let keyword = at + length;
        at = keyword + b"obj".len();
        let is_end = bytes.get(..keyword).unwrap_or_default().ends_with(b"end");
        let number = number_before(bytes, keyword).map(|(id, _)| id);
        if is_end {
            continue;
        }
        let Some((operand, end)) = scan.operand(at) else { continue };
        // An object whose number is lost can be referred to by none, but may hold others.
        let is_holder = |operand: &Operand| operand.get(b"Type").and_then(Operand::name) == Some(b"ObjStm");
        let nobody = (u32::MAX - found.objects.len() as u32, 0);
        let Some(id) = number.or_else(|| is_holder(&operand).then_some(nobody)) else { continue };
        if MAX_OBJECTS <= found.objects.len() {
            return Err(limits::over(format!("{MAX_OBJECTS} objects"), "file"));
        }
        let (object, end) = scan.with_stream(object(operand), end);
        // A table whose file is cut right behind its dictionary still says what a trailer says.
        if let Some(dict) = dict_of(&object).filter(|dict| dict.has_type(b"XRef")) {
            merge_trailer(&mut found.trailer, dict);
        }
        found.objects.push((id, object));
        at = end;
    }
    Ok(found)
}

/// The `12 0 ` that ends before `keyword`, and where it begins.
fn number_before(bytes: &[u8], keyword: usize) -> Option<(ObjectId, usize)> {
    let start = keyword.saturating_sub(2 * MAX_DIGITS + MAX_COMMENT);
    let (rest, generation) = last_number(bytes.get(start..keyword)?)?;
    let (rest, number) = last_number(rest)?;
    Some(((number, generation as u16), start + rest.len()))
}

/// The number at the end of `head` (white space and comments may follow it), and what stands before it.
fn last_number(head: &[u8]) -> Option<(&[u8], u32)> {
    let trimmed = |head: &[u8]| head.iter().rposition(|&byte| !is_white(byte)).map_or(0, |at| at + 1);
    let mut head = head.get(..trimmed(head))?;
    while head.last().is_some_and(|byte| !byte.is_ascii_digit()) {
        let line = head.iter().rposition(|byte| matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
        let comment = line + head.get(line..)?.iter().position(|&byte| byte == b'%')?;
        head = head.get(..comment)?;
        head = head.get(..trimmed(head))?;
    }
    let start = head.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    let number = std::str::from_utf8(head.get(start..)?).ok()?.parse().ok()?;
    Some((head.get(..start)?, number))
}

/// Where a word stands next: looked for once, and not again at each object before it.
struct Next<'a> {
    bytes: &'a [u8],
    word: &'static [u8],
    found: Option<usize>,
    is_known: bool,
}

impl Next<'_> {
    /// The first place from `at` on; `at` never goes back.
    fn from(&mut self, at: usize) -> Option<usize> {
        if !self.is_known || self.found.is_some_and(|found| found < at) {
            let length = memchr::memmem::find(self.bytes.get(at..).unwrap_or_default(), self.word);
            self.found = length.map(|length| at + length);
            self.is_known = true;
        }
        self.found
    }
}

/// A file that is looked through from its start to its end.
struct Scan<'a> {
    bytes: &'a [u8],
    end_of_object: Next<'a>,
    end_of_stream: Next<'a>,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let next = |word| Next { bytes, word, found: None, is_known: false };
        Self { bytes, end_of_object: next(b"endobj"), end_of_stream: next(b"endstream") }
    }

    /// What stands at `at`, up to the next `endobj` at most: a string that is not closed costs one object and not all.
    fn operand(&mut self, at: usize) -> Option<(Operand<'a>, usize)> {
        let end = self.end_of_object.from(at).unwrap_or(self.bytes.len());
        Tokens::operand_at(self.bytes.get(..end)?, at)
    }

    /// The object with its stream, if `stream` follows it, and where it ends.
    fn with_stream(&mut self, object: Object, end: usize) -> (Object, usize) {
        let Object::Dictionary(dict) = object else { return (object, end) };
        let rest = self.bytes.get(end..).unwrap_or_default();
        let white = rest.iter().take_while(|&&byte| is_white(byte)).count();
        let Some(data) = rest.get(white..).and_then(|rest| rest.strip_prefix(b"stream")) else {
            return (Object::Dictionary(dict), end);
        };
        let data = data
            .strip_prefix(b"\r\n")
            .or_else(|| data.strip_prefix(b"\n"))
            .or_else(|| data.strip_prefix(b"\r"))
            .unwrap_or(data);
        let start = self.bytes.len() - data.len();
        let length = declared_length(&dict, data).unwrap_or_else(|| self.stream_length(start));
        let content = data.get(..length).unwrap_or(data).to_vec();
        (Object::Stream(Stream::new(dict, content)), start + length)
    }

    /// Bytes of a stream up to the next `endstream`, or to where its object must be over.
    fn stream_length(&mut self, start: usize) -> usize {
        let end = self.end_of_stream.from(start).unwrap_or(self.bytes.len());
        object_end(self.bytes.get(start..end).unwrap_or_default()).unwrap_or(end - start)
    }
}

/// Bytes of a stream as its dictionary says, if `endstream` stands there.
fn declared_length(dict: &Dictionary, data: &[u8]) -> Option<usize> {
    let length = usize::try_from(dict.get(b"Length").ok()?.as_i64().ok()?).ok()?;
    let after = data.get(length..)?;
    let white = after.iter().take_while(|&&byte| is_white(byte)).count();
    after.get(white..)?.starts_with(b"endstream").then_some(length)
}

/// Where an object is over that does not say so: before `endobj` and what follows objects, or before another's number.
fn object_end(data: &[u8]) -> Option<usize> {
    let ends = memchr::memmem::find_iter(data, b"obj").filter_map(|at| {
        if let Some((_, start)) = number_before(data, at) {
            return Some(start);
        }
        let start = at.checked_sub(b"end".len())?;
        let after = data.get(at + b"obj".len()..)?;
        let white = after.iter().take_while(|&&byte| is_white(byte)).count();
        let follows = |rest: &[u8]| {
            let words: [&[u8]; 3] = [b"xref", b"trailer", b"startxref"];
            rest.first().is_none_or(u8::is_ascii_digit) || words.iter().any(|word| rest.starts_with(word))
        };
        (data.get(start..at) == Some(b"end") && follows(after.get(white..)?)).then_some(start)
    });
    ends.into_iter().next()
}

/// `trailer << … >>`, wherever it stands; of two values the later wins.
fn add_trailers(bytes: &[u8], trailer: &mut Dictionary, budget: &mut Budget) -> Result<(), Error> {
    for at in memchr::memmem::find_iter(bytes, b"trailer") {
        budget.step()?;
        if let Some((operand, _)) = Tokens::operand_at(bytes, at + b"trailer".len())
            && let Object::Dictionary(dict) = object(operand)
        {
            merge_trailer(trailer, &dict);
        }
    }
    Ok(())
}

fn merge_trailer(trailer: &mut Dictionary, other: &Dictionary) {
    for key in [b"Root".as_slice(), b"Encrypt", b"ID"] {
        if let Ok(value) = other.get(key) {
            trailer.set(key, value.clone());
        }
    }
}

/// The last catalogue of the file.
fn catalog(found: &[(ObjectId, Object)]) -> Option<ObjectId> {
    let is_catalog = |object: &Object| matches!(object, Object::Dictionary(dict) if dict.has_type(b"Catalog"));
    found.iter().rev().find(|(_, object)| is_catalog(object)).map(|(id, _)| *id)
}

/// The encryption dictionary of a file whose trailer is lost.
fn encryption(found: &[(ObjectId, Object)]) -> Option<ObjectId> {
    let is_name = |value: &Object, name: &[u8]| value.as_name().is_ok_and(|value| value == name);
    let is_encryption = |dict: &Dictionary| {
        dict.get(b"Filter").is_ok_and(|filter| is_name(filter, b"Standard")) && dict.has(b"O") && dict.has(b"U")
    };
    found.iter().rev().find(|(_, object)| dict_of(object).is_some_and(is_encryption)).map(|(id, _)| *id)
}

fn dict_of(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dict) => Some(dict),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// Decrypts every object with the empty user password.
fn decrypt(document: &mut Document) -> Result<(), Error> {
    normalize_encryption(document);
    if document.authenticate_user_password("").is_err() {
        // Without the file's identifier no password fits, the empty one or another.
        let is_lost = !document.trailer.has(b"ID");
        let lost = Error::Damaged { what: "what it is encrypted with is lost".to_owned() };
        return Err(if is_lost { lost } else { Error::NeedsPassword });
    }
    let state = EncryptionState::decode(document, "").map_err(|_| Error::NeedsPassword)?;
    let own = document.trailer.get(b"Encrypt").and_then(Object::as_reference).ok();
    for (id, object) in &mut document.objects {
        if Some(*id) != own {
            // An object that cannot be decrypted stays as it is; the others are read.
            let _ = decrypt_object(&state, *id, object);
        }
    }
    document.trailer.remove(b"Encrypt");
    Ok(())
}

/// Gives the encryption dictionary the form that lopdf reads: an object of its own, with a key length in bits.
fn normalize_encryption(document: &mut Document) {
    if let Ok(Object::Dictionary(direct)) = document.trailer.get(b"Encrypt").cloned() {
        document.max_id = document.objects.keys().next_back().map_or(0, |id| id.0);
        let id = document.add_object(direct);
        document.trailer.set("Encrypt", Object::Reference(id));
    }
    let Ok(id) = document.trailer.get(b"Encrypt").and_then(Object::as_reference) else { return };
    let Ok(dict) = document.get_dictionary_mut(id) else { return };
    let version = dict.get(b"V").and_then(Object::as_i64).unwrap_or(0);
    let length = dict.get(b"Length").and_then(Object::as_i64).unwrap_or(0);
    let bits = match version {
        1 => 40,
        2 | 3 if 0 < length && length < 40 => length.saturating_mul(8),
        4 => 128,
        5 => 256,
        _ => return,
    };
    dict.set("Length", Object::Integer(bits));
}

/// Adds the objects of object streams; those that stand in the file by themselves win.
fn unpack(document: &mut Document, order: &[ObjectId], budget: &mut Budget) -> Result<(), Error> {
    let mut unpacked = Vec::new();
    for id in order {
        budget.step()?;
        let Some(Object::Stream(stream)) = document.objects.get(id) else { continue };
        if stream.dict.has_type(b"ObjStm") {
            let bytes = objects::decode(document, stream, budget)?.bytes;
            unpack_one(&stream.dict, &bytes, &mut unpacked, budget)?;
        }
    }
    // From the last on: of two with one number the later wins.
    for (id, object) in unpacked.into_iter().rev() {
        document.objects.entry(id).or_insert(object);
    }
    if !document.trailer.has(b"Root") {
        let is_catalog = |object: &Object| matches!(object, Object::Dictionary(dict) if dict.has_type(b"Catalog"));
        if let Some(id) = document.objects.iter().find(|(_, object)| is_catalog(object)).map(|(id, _)| *id) {
            document.trailer.set("Root", Object::Reference(id));
        }
    }
    Ok(())
}

fn unpack_one(
    dict: &Dictionary,
    bytes: &[u8],
    unpacked: &mut Vec<(ObjectId, Object)>,
    budget: &mut Budget,
) -> Result<(), Error> {
    let Ok(first) = dict.get(b"First").and_then(Object::as_i64) else { return Ok(()) };
    let first = usize::try_from(first).unwrap_or(usize::MAX).min(bytes.len());
    let header = String::from_utf8_lossy(bytes.get(..first).unwrap_or_default()).into_owned();
    let mut numbers = header.split_ascii_whitespace().map_while(|word| word.parse::<u32>().ok());
    while let (Some(number), Some(offset)) = (numbers.next(), numbers.next()) {
        budget.step()?;
        if MAX_OBJECTS <= unpacked.len() {
            return Err(limits::over(format!("{MAX_OBJECTS} objects"), "object streams"));
        }
        if let Some((operand, _)) = Tokens::operand_at(bytes, first.saturating_add(offset as usize)) {
            unpacked.push(((number, 0), object(operand)));
        }
    }
    Ok(())
}

/// An operand as an object; it nests no deeper than the tokens let it.
fn object(operand: Operand) -> Object {
    match operand {
        Operand::Number(number) if number.fract() == 0.0 => Object::Integer(number as i64),
        Operand::Number(number) => Object::Real(number),
        Operand::Name(name) => Object::Name(name.into_owned()),
        Operand::Text(text) => Object::String(text.into_owned(), StringFormat::Literal),
        Operand::Array(entries) => Object::Array(entries.into_iter().map(object).collect()),
        Operand::Dict(entries) => Object::Dictionary(dictionary(entries)),
        Operand::Reference(number, generation) => Object::Reference((number, generation)),
        Operand::Truth(truth) => Object::Boolean(truth),
        Operand::Null => Object::Null,
    }
}

fn dictionary(entries: Vec<Operand>) -> Dictionary {
    let mut dict = Dictionary::new();
    let mut entries = entries.into_iter().peekable();
    while let Some(entry) = entries.next() {
        // What is no name where a key should stand lost its key; the next name is a key again.
        if let Operand::Name(key) = entry
            && let Some(value) = entries.next()
        {
            dict.set(key.into_owned(), object(value));
        }
    }
    dict
}
