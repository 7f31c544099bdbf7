//! The structure tree of a tagged file: most of its objects, and no text in any of them.
//!
//! In: bytes of a file. Out: the same, where objects of the structure tree are null, so that the parser is done with
//! each of them at once. What an object is must stand at its start, as all who write such trees have it.

use std::borrow::Cow;

use super::tokens::is_white;

/// Names the type of such an object.
const TYPE: &[u8] = b"/StructElem";
/// What such an object becomes; shorter than what stands before its type.
const NULL: &[u8] = b"null";
/// Bytes before the type in which the object starts: a few of white space, and `<</Type`.
const MAX_HEAD: usize = 32;

/// `bytes` with its objects of the structure tree emptied.
pub fn emptied(bytes: &[u8]) -> Cow<'_, [u8]> {
    let mut emptied = Cow::Borrowed(bytes);
    for at in memchr::memmem::find_iter(bytes, TYPE) {
        let Some(start) = start_of(bytes, at) else { continue };
        if let Some(head) = emptied.to_mut().get_mut(start..start + NULL.len()) {
            head.copy_from_slice(NULL);
        }
    }
    emptied
}

/// Where the object starts whose type stands at `at`; `None` where it is not the first that an object says.
fn start_of(bytes: &[u8], at: usize) -> Option<usize> {
    let head = bytes.get(at.saturating_sub(MAX_HEAD)..at)?;
    let opened = trimmed(trimmed(head).strip_suffix(b"/Type")?).strip_suffix(b"<<")?;
    trimmed(opened).ends_with(b"obj").then(|| at - (head.len() - opened.len()))
}

/// `head` without the white space at its end.
fn trimmed(head: &[u8]) -> &[u8] {
    let end = head.iter().rposition(|&byte| !is_white(byte)).map_or(0, |last| last + 1);
    head.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected: &str) {
        assert_eq!(String::from_utf8_lossy(&emptied(file.as_bytes())), expected);
    }

    #[test]
    fn objects_of_the_structure_tree_are_emptied() {
        check("1 0 obj<</Type/StructElem/S/P>>endobj", "1 0 objnullype/StructElem/S/P>>endobj");
        check("1 0 obj\r\n<< /Type /StructElem >>\nendobj", "1 0 obj\r\nnullType /StructElem >>\nendobj");
    }

    #[test]
    fn what_only_speaks_of_them_stays() {
        for file in
            ["1 0 obj<</S/P/Type/StructElem>>", "(<</Type/StructElem>>)", "/StructElem", "1 0 obj<</Type/Page>>"]
        {
            check(file, file);
        }
    }
}
