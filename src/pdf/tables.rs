//! The tables that say where the objects of a file are, as nearly all writers write them.
//!
//! In: the bytes of a file. Out: where each object is, and the trailer; `None` where anything is out of order.

use foldhash::{HashMap, HashMapExt};
use lopdf::{Dictionary, Document, Object, Stream};

use super::limits::{Budget, MAX_OBJECTS};
use super::objects;
use super::strict::Strict;
use super::tokens::is_white;

/// Sections of the tables: one for each time the file was saved.
const MAX_SECTIONS: usize = 64;
/// The mark of the file's end stands in so many last bytes.
const TAIL: usize = 1_024;
/// Bytes of the longest field of a table that is a stream.
const MAX_FIELD: usize = 4;

/// Where an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Nowhere: it was deleted.
    Free,
    /// In the file.
    At {
        /// Where.
        offset: usize,
        /// Its generation.
        generation: u16,
    },
    /// In an object stream.
    In {
        /// The number of the stream.
        container: u32,
    },
}

type Section = (Vec<(u32, Place)>, Dictionary);

/// All places, by the numbers of the objects, and the trailer of the newest section.
pub fn read(bytes: &[u8]) -> Option<Section> {
    let [b'%', b'P', b'D', b'F', b'-', b'0'..=b'9', b'.', b'0'..=b'9', b'\r' | b'\n', ..] = bytes else { return None };
    let mut places: HashMap<u32, Place> = HashMap::new();
    let mut trailer = None;
    let mut seen: Vec<usize> = Vec::new();
    let mut next = Some(start(bytes)?);
    while let Some(at) = next {
        if seen.contains(&at) || MAX_SECTIONS < seen.len() {
            return None;
        }
        seen.push(at);
        let (section, dict) = section(bytes, at)?;
        let hybrid = match dict.get(b"XRefStm") {
            Ok(at) => stream_section(bytes, usize::try_from(at.as_i64().ok()?).ok()?)?.0,
            Err(_) => Vec::new(),
        };
        if MAX_OBJECTS < places.len() + section.len() + hybrid.len() {
            return None;
        }
        // Newer sections come first; within one, the last entry of a number counts.
        for (number, place) in merged(section, hybrid) {
            places.entry(number).or_insert(place);
        }
        next = match dict.get(b"Prev") {
            Ok(Object::Integer(at)) => Some(usize::try_from(*at).ok()?),
            Ok(_) => return None,
            Err(_) => None,
        };
        trailer.get_or_insert(dict);
    }
    let mut places: Vec<(u32, Place)> = places.into_iter().collect();
    places.sort_unstable_by_key(|(number, _)| *number);
    Some((places, trailer?))
}

/// The entries of a table, and of the stream that tells what the table hides from readers that know no streams (Word
/// writes both).
fn merged(table: Vec<(u32, Place)>, hybrid: Vec<(u32, Place)>) -> HashMap<u32, Place> {
    let mut places: HashMap<u32, Place> = table.into_iter().collect();
    let told: HashMap<u32, Place> = hybrid.into_iter().collect();
    for (number, place) in told {
        let own = places.entry(number).or_insert(place);
        if *own == Place::Free {
            *own = place;
        }
    }
    places
}

/// Where the newest section starts, as the end of the file says.
fn start(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().rposition(|&byte| !is_white(byte))? + 1;
    let body = bytes.get(..end)?.strip_suffix(b"%%EOF")?;
    let tail = body.get(body.len().saturating_sub(TAIL)..)?;
    let keyword = body.len() - tail.len() + memchr::memmem::rfind(tail, b"startxref")?;
    let mut strict = Strict::new(body, keyword);
    strict.skip(b"startxref")?;
    strict.skip_line_end()?;
    let start = strict.digits()?;
    while strict.skip(b" ").is_some() {}
    strict.skip_line_end()?;
    strict.rest().is_empty().then_some(start as usize)
}

fn section(bytes: &[u8], at: usize) -> Option<Section> {
    let mut strict = Strict::new(bytes, at);
    if strict.skip(b"xref").is_none() {
        return stream_section(bytes, at);
    }
    let _ = strict.skip(b" ");
    strict.skip_line_end()?;
    let mut places = Vec::new();
    while strict.rest().first().is_some_and(u8::is_ascii_digit) {
        let first = strict.digits()?;
        strict.skip(b" ")?;
        let n_entries = strict.digits()?;
        let _ = strict.skip(b" ");
        strict.skip_line_end()?;
        for k in 0..n_entries {
            places.push((first.checked_add(k)?, entry(&mut strict)?));
        }
        if MAX_OBJECTS < places.len() {
            return None;
        }
    }
    strict.skip_white();
    strict.skip(b"trailer")?;
    strict.skip_white();
    let trailer = strict.dictionary()?;
    trailer.get(b"Size").and_then(Object::as_i64).ok()?;
    Some((places, trailer))
}

/// Bytes of an entry without the end of its line.
const ENTRY: usize = 18;

/// `0000000015 00000 n`, and the end of the line.
fn entry(strict: &mut Strict) -> Option<Place> {
    let [fields @ .., kind @ (b'n' | b'f')] = strict.rest().get(..ENTRY)? else { return None };
    let [offset @ .., b' '] = fields.get(..11)? else { return None };
    let [generation @ .., b' '] = fields.get(11..)? else { return None };
    let number = |digits: &[u8]| {
        let digits =
            std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
        digits.parse::<u32>().ok()
    };
    let (offset, generation) = (number(offset)? as usize, number(generation)?);
    strict.at += ENTRY;
    strict.at += match strict.rest() {
        [b' ', b'\r', b'\n', ..] => return None,
        [b' ', b'\r' | b'\n', ..] | [b'\r', b'\n', ..] => 2,
        [b'\r' | b'\n', ..] => 1,
        _ => return None,
    };
    match kind {
        b'f' => Some(Place::Free),
        _ => Some(Place::At { offset, generation: u16::try_from(generation).ok()? }),
    }
}

/// A section that is a stream.
fn stream_section(bytes: &[u8], at: usize) -> Option<Section> {
    let mut strict = Strict::new(bytes, at);
    strict.header()?;
    let dict = strict.dictionary().filter(|dict| dict.has_type(b"XRef") && has_usual_filter(dict))?;
    strict.skip_white();
    strict.skip(b"stream")?;
    strict.skip_line_end()?;
    let length = usize::try_from(dict.get(b"Length").and_then(Object::as_i64).ok()?).ok()?;
    let data = strict.rest().get(..length)?;
    let mut end = Strict::new(bytes, strict.at + length);
    let _ = end.skip_line_end();
    end.skip(b"endstream")?;
    // Nothing of it is counted: lopdf does not count it either.
    let stream = Stream::new(dict, data.to_vec());
    let decoded = objects::decode(&Document::new(), &stream, &mut Budget::new()).ok()?;
    let places = rows(&stream.dict, &decoded.bytes).filter(|_| decoded.is_whole)?;
    Some((places, stream.dict))
}

/// Whether a stream is plain or packed as lopdf unpacks it: it knows no short names of filters.
pub fn has_usual_filter(dict: &Dictionary) -> bool {
    dict.get(b"Filter").map_or(true, |filter| filter.as_name().is_ok_and(|name| name == b"FlateDecode"))
}

/// The rows of a section that is a stream.
fn rows(dict: &Dictionary, bytes: &[u8]) -> Option<Vec<(u32, Place)>> {
    let number = |object: &Object| u32::try_from(object.as_i64().ok()?).ok();
    let numbers = |key: &[u8]| {
        let array = dict.get(key).and_then(Object::as_array).ok()?;
        array.iter().map(number).collect::<Option<Vec<u32>>>()
    };
    let size = number(dict.get(b"Size").ok()?)?;
    let index = if dict.has(b"Index") { numbers(b"Index")? } else { vec![0, size] };
    let widths = numbers(b"W")?;
    let &[kind, second, third] = widths.as_slice() else { return None };
    let [kind, second, third] = [kind, second, third].map(|width| width as usize);
    if [kind, second, third].iter().any(|width| MAX_FIELD < *width)
        || second == 0
        || third == 0
        || kind + second + third < 3
    {
        return None;
    }
    let field = |row: &[u8]| row.iter().fold(0_u32, |value, byte| value << 8 | u32::from(*byte));
    let mut rows = bytes.chunks_exact(kind + second + third);
    let mut places = Vec::new();
    for pair in index.chunks(2) {
        let &[first, n_rows] = pair else { return None };
        if MAX_OBJECTS < places.len().saturating_add(n_rows as usize) {
            return None;
        }
        for k in 0..n_rows {
            let row = rows.next()?;
            let (what, row) = row.split_at_checked(kind)?;
            let (one, two) = row.split_at_checked(second)?;
            let place = match if kind == 0 { 1 } else { field(what) } {
                0 => Place::Free,
                1 => Place::At { offset: field(one) as usize, generation: u16::try_from(field(two)).ok()? },
                2 => Place::In { container: field(one) },
                _ => return None,
            };
            places.push((first.checked_add(k)?, place));
        }
    }
    Some(places)
}
