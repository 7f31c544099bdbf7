//! The object layer: opens a file, follows references and decodes streams, all within the budget.
//!
//! In: bytes. Out: [`Objects`], which hands out dictionaries, numbers and decoded streams; whatever is missing or of
//! the wrong type reads as absent. Nothing here knows pages or text.

use std::cell::Cell;

use lopdf::xref::XrefEntry;
use lopdf::{DecompressError, Dictionary, LoadOptions, Object, ObjectId, Stream};

use super::filters::{self, Decoded, Params};
use super::lazy::Lazy;
use super::limits::{self, Budget, MAX_OBJECT_STREAM_BYTES, MAX_OBJECTS, MAX_REFERENCES, MAX_STREAM_BYTES};
use super::repair::Unpacked;
use super::{repair, structure};
use crate::error::Error;

/// Filters that one stream may go through.
const MAX_FILTERS: usize = 16;

/// Where objects are looked up.
pub trait Source {
    /// The object of that number: of that generation, or of the newest where that one is missing (writers forget to
    /// count).
    fn find(&self, id: ObjectId) -> Option<&Object>;
}

impl Source for lopdf::Document {
    fn find(&self, id: ObjectId) -> Option<&Object> {
        let any = || self.objects.range((id.0, 0)..=(id.0, u16::MAX)).next_back().map(|(_, object)| object);
        self.objects.get(&id).or_else(any)
    }
}

/// The objects of a file that was opened.
#[derive(Debug)]
pub struct Objects<'a> {
    store: Store<'a>,
    /// The table of objects was rebuilt by scanning the file.
    pub is_repaired: bool,
    /// A stream could not be decoded to its end.
    is_damaged: Cell<bool>,
}

#[derive(Debug)]
enum Store<'a> {
    /// All are read.
    Whole(Box<lopdf::Document>),
    /// Each is read when it is asked for.
    Lazy(Box<Lazy<'a>>),
}

impl Source for Store<'_> {
    fn find(&self, id: ObjectId) -> Option<&Object> {
        match self {
            Self::Whole(document) => document.find(id),
            Self::Lazy(lazy) => lazy.find(id),
        }
    }
}

impl<'a> Objects<'a> {
    /// Opens a file that is in order, to read its objects when they are asked for; `None` where it is not.
    pub fn lazy(bytes: &'a [u8], unpacked: Vec<Unpacked>) -> Option<Self> {
        let store = Store::Lazy(Box::new(Lazy::open(bytes, unpacked)?));
        Some(Self { store, is_repaired: false, is_damaged: Cell::new(false) })
    }
}

impl Objects<'_> {
    /// Opens a file as it is written.
    pub fn open(bytes: &[u8]) -> Result<Self, Error> {
        let document = load(bytes)?;
        if document.trailer.has(b"Encrypt") && !document.was_encrypted() {
            return Err(Error::NeedsPassword);
        }
        if !is_open_to_users(&document) {
            return Err(Error::NeedsPassword);
        }
        let is_repaired = document.xref_recovery.is_some();
        Self::new(document, is_repaired)
    }

    /// Opens a file by looking for its objects.
    pub fn salvage(bytes: &[u8], budget: &mut Budget) -> Result<Self, Error> {
        Self::new(repair::scan(bytes, budget)?, true)
    }

    fn new(document: lopdf::Document, is_repaired: bool) -> Result<Self, Error> {
        if MAX_OBJECTS < document.objects.len() {
            return Err(limits::over(format!("{MAX_OBJECTS} objects"), "file"));
        }
        Ok(Self { store: Store::Whole(Box::new(document)), is_repaired, is_damaged: Cell::new(false) })
    }

    /// What was read so far is not to be believed: the file is not in order.
    pub fn is_broken(&self) -> bool {
        matches!(&self.store, Store::Lazy(lazy) if lazy.is_broken())
    }

    /// Whether an object is missing that the file's table says is there, or said before it was rebuilt; one that was
    /// deleted is not missed.
    pub fn is_missing(&self, object: &Object) -> bool {
        let Object::Reference(id) = object else {
            return false;
        };
        let is_there = self.store.find(*id).is_some();
        // A file in order lacks nothing.
        let Store::Whole(document) = &self.store else { return false };
        let entry = document.reference_table.get(id.0);
        !is_there
            && (self.is_repaired || matches!(entry, Some(XrefEntry::Normal { .. } | XrefEntry::Compressed { .. })))
    }

    /// The catalogue, or nothing.
    pub fn catalog(&self) -> Option<&Dictionary> {
        let trailer = match &self.store {
            Store::Whole(document) => &document.trailer,
            Store::Lazy(lazy) => &lazy.trailer,
        };
        self.dict(trailer.get(b"Root").ok())
    }

    /// All objects, by number.
    pub fn all(&self) -> impl Iterator<Item = (ObjectId, &Object)> {
        let all = match &self.store {
            Store::Whole(document) => Some(&document.objects),
            Store::Lazy(lazy) => {
                lazy.give_up();
                None
            }
        };
        all.into_iter().flatten().map(|(id, object)| (*id, object))
    }

    /// The object itself, references followed; `None` for null, dangling and circular ones.
    pub fn resolve<'a>(&'a self, object: &'a Object) -> Option<&'a Object> {
        resolve(&self.store, object)
    }

    /// The value of `key`, references followed.
    pub fn get<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        self.resolve(dict.get(key).ok()?)
    }

    /// A dictionary (a stream counts as its dictionary).
    pub fn dict<'a>(&'a self, object: Option<&'a Object>) -> Option<&'a Dictionary> {
        match self.resolve(object?)? {
            Object::Dictionary(dict) => Some(dict),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    /// The dictionary at `key`.
    pub fn get_dict<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        self.dict(dict.get(key).ok())
    }

    /// The array at `key`.
    pub fn get_array<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [Object]> {
        if let Object::Array(array) = self.get(dict, key)? { Some(array) } else { None }
    }

    /// The stream at `key`.
    pub fn get_stream<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a Stream> {
        if let Object::Stream(stream) = self.get(dict, key)? { Some(stream) } else { None }
    }

    /// The name at `key`.
    pub fn get_name<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        if let Object::Name(name) = self.get(dict, key)? { Some(name) } else { None }
    }

    /// The number at `key`.
    pub fn get_number(&self, dict: &Dictionary, key: &[u8]) -> Option<f32> {
        self.number(dict.get(key).ok()?)
    }

    /// The string at `key`, as bytes.
    pub fn get_text<'a>(&'a self, dict: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
        if let Object::String(text, _) = self.get(dict, key)? { Some(text) } else { None }
    }

    /// A finite number.
    pub fn number(&self, object: &Object) -> Option<f32> {
        let number = match self.resolve(object)? {
            Object::Integer(number) => *number as f32,
            Object::Real(number) => *number,
            _ => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The numbers of the array at `key`; entries that are none are left out.
    pub fn get_numbers(&self, dict: &Dictionary, key: &[u8]) -> Vec<f32> {
        let array = self.get_array(dict, key).unwrap_or_default();
        array.iter().filter_map(|object| self.number(object)).collect()
    }

    /// The decoded bytes of a stream, as far as they can be decoded. Only a broken budget is an error.
    pub fn decode(&self, stream: &Stream, budget: &mut Budget) -> Result<Vec<u8>, Error> {
        self.decoded(stream, budget).map(|decoded| decoded.bytes)
    }

    /// The same, and whether they came to their end without damage.
    pub fn decoded(&self, stream: &Stream, budget: &mut Budget) -> Result<Decoded, Error> {
        let decoded = decode(&self.store, stream, budget)?;
        if !decoded.is_whole {
            self.is_damaged.set(true);
        }
        Ok(decoded)
    }

    /// Whether a stream that was decoded so far is damaged.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged.get()
    }
}

/// Follows references; `None` for null, dangling and circular ones.
fn resolve<'a>(source: &'a impl Source, mut object: &'a Object) -> Option<&'a Object> {
    for _ in 0..MAX_REFERENCES {
        match object {
            Object::Reference(id) => object = source.find(*id)?,
            Object::Null => return None,
            _ => return Some(object),
        }
    }
    None
}

/// The decoded bytes of a stream, as far as they can be decoded, and whether that is all of them.
///
/// Only a broken budget is an error.
pub fn decode(source: &impl Source, stream: &Stream, budget: &mut Budget) -> Result<Decoded, Error> {
    let mut decoded = None;
    for (k, (name, params)) in filters(source, &stream.dict).into_iter().enumerate() {
        if MAX_FILTERS <= k {
            return Err(limits::over(format!("{MAX_FILTERS} filters"), "a stream"));
        }
        let params = params.map_or_else(Params::default, |params| parameters(source, params));
        let (input, is_whole) = match &decoded {
            Some(Decoded { bytes, is_whole }) => (bytes, *is_whole),
            None => (&stream.content, true),
        };
        let step = filters::decode(name, params, input, budget.stream_bytes())
            .map_err(|_| limits::over(limits::mebibytes(MAX_STREAM_BYTES, "decompressed"), "a stream"))?;
        budget.decompressed(step.bytes.len())?;
        decoded = Some(Decoded { is_whole: is_whole && step.is_whole, ..step });
    }
    Ok(decoded.unwrap_or_else(|| Decoded { bytes: stream.content.clone(), is_whole: true }))
}

/// Filters of a stream, with their parameters.
fn filters<'a>(source: &'a impl Source, dict: &'a Dictionary) -> Vec<(&'a [u8], Option<&'a Dictionary>)> {
    let get = |key: &[u8], short: &[u8]| resolve(source, dict.get(key).or_else(|_| dict.get(short)).ok()?);
    let dictionary = |object: &'a Object| object.as_dict().ok();
    let params = get(b"DecodeParms", b"DP");
    let nth = |k: usize| match params? {
        Object::Array(all) => resolve(source, all.get(k)?).and_then(dictionary),
        single => dictionary(single),
    };
    match get(b"Filter", b"F") {
        Some(Object::Name(name)) => vec![(name, nth(0))],
        Some(Object::Array(names)) => {
            let full = |entry| match resolve(source, entry)? {
                Object::Name(name) => Some(name.as_slice()),
                _ => None,
            };
            let filters = names.iter().enumerate();
            filters.filter_map(|(k, entry)| Some((full(entry)?, nth(k)))).collect()
        }
        _ => Vec::new(),
    }
}

/// The parameters of a filter; what is absent, or no number of its kind, has its default.
fn parameters(source: &impl Source, dict: &Dictionary) -> Params {
    let get = |key: &[u8]| resolve(source, dict.get(key).ok()?)?.as_i64().ok();
    let size =
        |key, default| get(key).and_then(|value| usize::try_from(value).ok()).filter(|n| 0 < *n).unwrap_or(default);
    Params {
        predictor: get(b"Predictor").unwrap_or(1),
        columns: size(b"Columns", 1),
        colors: size(b"Colors", 1),
        bits: size(b"BitsPerComponent", 8),
        early_change: get(b"EarlyChange") != Some(0),
    }
}

/// Whether the empty password is the user's; lopdf opens a file with the owner's, too.
///
/// The dictionary that lopdf has removed is made again from what it kept.
fn is_open_to_users(document: &lopdf::Document) -> bool {
    let Some(encrypt) = document.encryption_state.as_ref().and_then(|state| state.encode().ok()) else { return true };
    let mut probe = lopdf::Document::new();
    let id = probe.add_object(encrypt);
    probe.trailer.set("Encrypt", Object::Reference(id));
    if let Ok(id) = document.trailer.get(b"ID") {
        probe.trailer.set("ID", resolve(document, id).cloned().unwrap_or(Object::Null));
    }
    probe.authenticate_user_password("").is_ok() || probe.authenticate_owner_password("").is_err()
}

fn load(bytes: &[u8]) -> Result<lopdf::Document, Error> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_OBJECT_STREAM_BYTES), ..LoadOptions::default() };
    lopdf::Document::load_mem_with_options(&structure::emptied(bytes), options).map_err(|error| match error {
        lopdf::Error::InvalidPassword => Error::NeedsPassword,
        lopdf::Error::Decompress(DecompressError::MemoryLimitExceeded { .. }) => {
            limits::over(limits::mebibytes(MAX_OBJECT_STREAM_BYTES, "of objects"), "object streams")
        }
        lopdf::Error::UnsupportedSecurityHandler(_) => {
            Error::Damaged { what: "encrypted in an unknown way".to_owned() }
        }
        _ => Error::Damaged { what: "no table of objects".to_owned() },
    })
}
