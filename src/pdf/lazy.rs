//! A file that is in order: its objects are read when they are asked for. Most never are: images, structure, bookmarks.
//!
//! In: the bytes of a file. Out: its objects, the same as lopdf reads. What is not as the tables of the file say, or might
//! be read in two ways, breaks the promise ([`Lazy::is_broken`]): the file is then read anew, by lopdf.

use std::cell::{Cell, OnceCell};

use lopdf::{Dictionary, Object, ObjectId, Stream};

use super::objects::Source;
use super::repair::Unpacked;
use super::strict::Strict;
use super::tables::{self, Place};

/// Objects that are needed to read one (the length of a stream, in an object stream, whose length …).
const MAX_DEPTH: u8 = 8;

/// The objects of a file that is in order.
#[derive(Debug)]
pub struct Lazy<'a> {
    bytes: &'a [u8],
    /// What the file says of itself.
    pub trailer: Dictionary,
    /// By their numbers.
    entries: Vec<Entry>,
    /// By their numbers.
    containers: Vec<Container>,
    unpacked: Vec<Unpacked>,
    depth: Cell<u8>,
    is_broken: Cell<bool>,
}

#[derive(Debug)]
struct Entry {
    number: u32,
    place: Place,
    object: OnceCell<Option<Box<Object>>>,
}

/// An object stream.
#[derive(Debug)]
struct Container {
    number: u32,
    members: OnceCell<Option<Members>>,
}

/// The objects of an object stream.
#[derive(Debug)]
struct Members {
    /// Which of the streams that were unpacked it is.
    unpacked: usize,
    /// Number and place of each, by the numbers.
    places: Vec<(u32, usize)>,
}

impl<'a> Lazy<'a> {
    /// Opens a file whose object streams are `unpacked`; `None` where it is not in order, or encrypted.
    pub fn open(bytes: &'a [u8], unpacked: Vec<Unpacked>) -> Option<Self> {
        let (table, trailer) = tables::read(bytes)?;
        if trailer.has(b"Encrypt") {
            return None;
        }
        let is_there = |number: u32, place: &Place| match place {
            Place::At { offset, generation } => Strict::new(bytes, *offset).header() == Some((number, *generation)),
            Place::In { .. } | Place::Free => true,
        };
        if !table.iter().all(|(number, place)| is_there(*number, place)) {
            return None;
        }
        let container =
            |(_, place): &(u32, Place)| if let Place::In { container } = place { Some(*container) } else { None };
        let mut containers: Vec<u32> = table.iter().filter_map(container).collect();
        containers.sort_unstable();
        containers.dedup();
        let containers = containers.into_iter().map(|number| Container { number, members: OnceCell::new() }).collect();
        let entries =
            table.into_iter().map(|(number, place)| Entry { number, place, object: OnceCell::new() }).collect();
        let (depth, is_broken) = (Cell::new(0), Cell::new(false));
        let lazy = Self { bytes, trailer, entries, containers, unpacked, depth, is_broken };
        (lazy.has_pages() && !lazy.is_broken()).then_some(lazy)
    }

    /// The catalogue leads to a tree of pages, by references.
    fn has_pages(&self) -> bool {
        let follow = |dict: &Dictionary, key: &[u8]| self.find(dict.get(key).ok()?.as_reference().ok()?);
        let root = follow(&self.trailer, b"Root").and_then(|root| root.as_dict().ok());
        let pages = root.and_then(|root| follow(root, b"Pages")).and_then(|pages| pages.as_dict().ok());
        let kids = pages.and_then(|pages| pages.get(b"Kids").ok());
        kids.is_some_and(|kids| match kids {
            Object::Reference(id) => self.find(*id).is_some_and(|kids| kids.as_array().is_ok()),
            kids => kids.as_array().is_ok(),
        })
    }

    /// Something was asked for that is not as the file says: what was read so far is not to be believed.
    pub fn is_broken(&self) -> bool {
        self.is_broken.get()
    }

    /// Says that only lopdf can tell.
    pub fn give_up(&self) {
        self.is_broken.set(true);
    }

    fn entry(&self, number: u32) -> Option<&Entry> {
        let k = self.entries.binary_search_by_key(&number, |entry| entry.number).ok()?;
        self.entries.get(k)
    }

    /// The object of an entry, for the first time.
    fn read(&self, entry: &Entry) -> Option<Object> {
        let object = match entry.place {
            Place::Free => return None,
            Place::At { offset, .. } => self.read_at(offset),
            Place::In { container } => self.read_in(container, entry.number),
        };
        if object.is_none() {
            self.give_up();
        }
        object
    }

    fn read_at(&self, offset: usize) -> Option<Object> {
        let (object, data) = self.object_at(offset)?;
        match (object, data) {
            (Object::Dictionary(dict), Some(data)) => {
                let length = self.length_of(&dict, data)?;
                Some(Object::Stream(Stream::new(dict, self.bytes.get(data..data + length)?.to_vec())))
            }
            (object, _) => Some(object),
        }
    }

    /// The object at `offset`, and where its data start if it is a stream.
    fn object_at(&self, offset: usize) -> Option<(Object, Option<usize>)> {
        let mut strict = Strict::new(self.bytes, offset);
        strict.header()?;
        let object = strict.object()?;
        strict.skip_white();
        let is_stream = matches!(object, Object::Dictionary(_)) && strict.skip(b"stream").is_some();
        if !is_stream {
            return Some((object, None));
        }
        while strict.skip(b" ").or_else(|| strict.skip(b"\t")).is_some() {}
        strict.skip_line_end()?;
        Some((object, Some(strict.at)))
    }

    /// Bytes of a stream whose data start at `data`, if `endstream` stands where they end.
    fn length_of(&self, dict: &Dictionary, data: usize) -> Option<usize> {
        let length = match dict.get(b"Length").ok()? {
            Object::Integer(length) => *length,
            Object::Reference(id) => {
                let is_of_generation = match self.entry(id.0)?.place {
                    Place::At { generation, .. } => generation == id.1,
                    Place::In { .. } => id.1 == 0,
                    Place::Free => false,
                };
                let Object::Integer(length) = self.find(*id).filter(|_| is_of_generation)? else { return None };
                *length
            }
            _ => return None,
        };
        let length = usize::try_from(length).ok()?;
        let mut end = Strict::new(self.bytes, data.checked_add(length)?);
        let _ = end.skip_line_end();
        end.skip(b"endstream").map(|()| length)
    }

    fn read_in(&self, container: u32, number: u32) -> Option<Object> {
        let k = self.containers.binary_search_by_key(&container, |container| container.number).ok()?;
        let container = self.containers.get(k)?;
        if container.members.get().is_none() {
            let members = self.members(container.number);
            let _ = container.members.set(members);
        }
        let members = container.members.get()?.as_ref()?;
        let k = members.places.binary_search_by_key(&number, |(number, _)| *number).ok()?;
        let (_, at) = members.places.get(k)?;
        let mut strict = Strict::new(&self.unpacked.get(members.unpacked)?.bytes, *at);
        strict.skip_white();
        strict.object()
    }

    fn members(&self, container: u32) -> Option<Members> {
        let Place::At { offset, .. } = self.entry(container)?.place else { return None };
        let (Object::Dictionary(dict), Some(data)) = self.object_at(offset)? else { return None };
        let end = data + self.length_of(&dict, data)?;
        let unpacked = self.unpacked.iter().position(|unpacked| unpacked.end == end && unpacked.is_whole)?;
        let first = usize::try_from(dict.get(b"First").and_then(Object::as_i64).ok()?).ok()?;
        let n_members = usize::try_from(dict.get(b"N").and_then(Object::as_i64).ok()?).ok()?;
        let bytes = &self.unpacked.get(unpacked)?.bytes;
        let is_usual = dict.has_type(b"ObjStm") && tables::has_usual_filter(&dict);
        let mut header = Strict::new(bytes.get(..first).filter(|_| is_usual)?, 0);
        header.skip_white();
        let mut places = Vec::with_capacity(n_members.min(first));
        while !header.rest().is_empty() {
            let (number, at) = (header.count()?, first.checked_add(header.count()? as usize)?);
            places.push((number, at));
        }
        places.sort_unstable();
        let is_once = places.windows(2).all(|pair| matches!(pair, [a, b] if a.0 != b.0));
        (is_once && places.len() == n_members).then_some(Members { unpacked, places })
    }
}

impl Source for Lazy<'_> {
    /// Whatever generation is asked for: a number has one object.
    fn find(&self, id: ObjectId) -> Option<&Object> {
        let Some(entry) = self.entry(id.0) else {
            // An object stream may hold more objects than the tables name.
            if !self.unpacked.is_empty() {
                self.give_up();
            }
            return None;
        };
        if entry.object.get().is_none() {
            let depth = self.depth.get();
            if MAX_DEPTH < depth {
                self.give_up();
                return None;
            }
            self.depth.set(depth + 1);
            let object = self.read(entry);
            self.depth.set(depth);
            // Who reads in a circle has set it already.
            let _ = entry.object.set(object.map(Box::new));
        }
        entry.object.get()?.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pdf::limits::Budget;
    use crate::pdf::repair;

    /// How many files of `paths` are in order; of these every object is the one that lopdf reads.
    #[track_caller]
    fn check(paths: impl Iterator<Item = std::path::PathBuf>, least: usize) {
        let mut n_orderly = 0;
        for path in paths {
            let bytes = std::fs::read(&path).unwrap();
            let unpacked = repair::object_streams(&bytes, &mut Budget::new()).unwrap();
            let Some(lazy) = Lazy::open(&bytes, unpacked) else { continue };
            let all = lopdf::Document::load_mem(&bytes).unwrap();
            let is_same = all.objects.iter().all(|(id, object)| lazy.find(*id) == Some(object));
            assert!(is_same || lazy.is_broken(), "{}", path.display());
            n_orderly += usize::from(!lazy.is_broken());
        }
        assert!(least <= n_orderly, "{n_orderly} are in order");
    }

    #[test]
    fn the_objects_of_fixtures_are_those_that_lopdf_reads() {
        check(glob::glob("fixtures/*/cv.pdf").unwrap().flatten(), 18);
    }

    #[test]
    fn what_a_table_hides_and_its_stream_tells_is_found() {
        let mut file = b"%PDF-1.5\n".to_vec();
        let mut offsets = Vec::new();
        for object in [
            "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
            "2 0 obj\n<</Type/Pages/Count 1/Kids[4 0 R]>>\nendobj\n",
            "3 0 obj\n<</Type/ObjStm/N 1/First 4/Length 19>>stream\n4 0 <</Type /Page>>\nendstream\nendobj\n",
        ] {
            offsets.push(file.len());
            file.extend(object.bytes());
        }
        let stream = file.len();
        file.extend(
            b"5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Index[4 1]/Length 4>>stream\n\x02\x00\x03\x00\nendstream\nendobj\n",
        );
        let table = file.len();
        let free = "0000000000 65535 f \n";
        file.extend(format!("xref\n0 5\n{free}").bytes());
        for offset in offsets {
            file.extend(format!("{offset:010} 00000 n \n").bytes());
        }
        file.extend(format!("{free}trailer\n<</Size 6/Root 1 0 R/XRefStm {stream}>>\n").bytes());
        file.extend(format!("startxref\n{table}\n%%EOF\n").bytes());
        let lazy = Lazy::open(&file, repair::object_streams(&file, &mut Budget::new()).unwrap()).unwrap();
        let all = lopdf::Document::load_mem(&file).unwrap();
        assert!(lazy.find((4, 0)).is_some());
        for id in 1..5 {
            assert_eq!(lazy.find((id, 0)), all.objects.get(&(id, 0)), "{id}");
        }
    }

    #[test]
    fn a_file_whose_table_is_wrong_is_not_in_order() {
        let file = std::fs::read("fixtures/en-imprecv/cv.pdf").unwrap();
        let unpacked = |bytes: &[u8]| repair::object_streams(bytes, &mut Budget::new()).unwrap();
        assert!(Lazy::open(&file, unpacked(&file)).is_some());
        for broken in [[b"%PDF-1.5\n%".as_slice(), file.get(8..).unwrap()].concat(), file[..file.len() / 2].to_vec()] {
            assert!(Lazy::open(&broken, unpacked(&broken)).is_none());
        }
    }
}
