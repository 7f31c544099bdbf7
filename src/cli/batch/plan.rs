//! Where each document goes: the tree of the inputs again, `.json` appended to each name.
//!
//! In: paths below the common folder. Out: paths below the output folder, in the same order, no two of them equal
//! even on a file system that ignores case and accents' composition; all are UTF-8, none is hidden.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use unicode_normalization::UnicodeNormalization;

use super::REPORT;

/// Ending of a document.
const EXTENSION: &str = ".json";
/// Longest name of a file that every file system takes, in bytes.
const MAX_NAME: usize = 255;
/// Bytes of a long name that are kept before its hash.
const KEPT_NAME: usize = 200;
/// Digits of the hash that tells colliding names apart.
const HASH_DIGITS: usize = 8;

/// The path of the document of each of `inputs`.
#[must_use]
pub fn outputs(inputs: &[&Path]) -> Vec<String> {
    let mut outputs: Vec<String> = inputs.iter().map(|input| output(input)).collect();
    let mut n_by_fold: HashMap<String, u32> = HashMap::new();
    for output in &outputs {
        *n_by_fold.entry(fold(output)).or_default() += 1;
    }
    for (input, output) in inputs.iter().zip(&mut outputs) {
        let folded = fold(output);
        // The plainest of several keeps its name, so that a later newcomer does not move it.
        let is_crowded = n_by_fold.get(&folded).is_some_and(|n| 1 < *n);
        if is_crowded && folded != *output {
            *output = with_hash(output, input);
        }
    }
    outputs
}

fn output(input: &Path) -> String {
    let mut parts: Vec<String> = input.iter().map(|part| safe(part.as_encoded_bytes())).collect();
    if let Some(name) = parts.pop() {
        for folder in &mut parts {
            // A folder must not take the name of a document or of the report.
            if folder.to_lowercase().ends_with(EXTENSION) || folder.eq_ignore_ascii_case(REPORT) {
                folder.push('~');
            }
        }
        let is_long = MAX_NAME < name.len() + EXTENSION.len();
        let name = name + EXTENSION;
        parts.push(if is_long { with_hash(&name, input) } else { name });
    }
    parts.join("/")
}

/// `name~hash.json`, the name cut where it is long.
fn with_hash(output: &str, input: &Path) -> String {
    let (folder, name) = output.rsplit_once('/').map_or(("", output), |(folder, name)| (folder, name));
    let stem = name.strip_suffix(EXTENSION).unwrap_or(name);
    let kept = stem.get(..stem.floor_char_boundary(KEPT_NAME)).unwrap_or(stem);
    let hash = crate::sha256(input.as_os_str().as_encoded_bytes());
    let hash = hash.get(..HASH_DIGITS).unwrap_or_default();
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{kept}~{hash}{EXTENSION}")
}

/// What a file system that ignores case and composition takes for the same.
fn fold(path: &str) -> String {
    path.nfc().flat_map(char::to_lowercase).nfc().collect()
}

/// A name without bytes that are no UTF-8, without controls and not hidden: such bytes become `%1B`.
fn safe(name: &[u8]) -> String {
    let mut out = String::new();
    for chunk in name.utf8_chunks() {
        for c in chunk.valid().chars() {
            if crate::cli::say::is_unsafe(c) || (c == '.' && out.is_empty()) {
                percent(c.encode_utf8(&mut [0; 4]).as_bytes(), &mut out);
            } else {
                out.push(c);
            }
        }
        percent(chunk.invalid(), &mut out);
    }
    out
}

fn percent(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        let _ = write!(out, "%{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[track_caller]
    fn check(inputs: &[&str], expected: &[&str]) {
        let inputs: Vec<PathBuf> = inputs.iter().map(PathBuf::from).collect();
        let inputs: Vec<&Path> = inputs.iter().map(PathBuf::as_path).collect();
        assert_eq!(outputs(&inputs), expected);
    }

    #[test]
    fn the_tree_is_mirrored() {
        check(&["a.pdf", "sub/a.pdf", "a.txt"], &["a.pdf.json", "sub/a.pdf.json", "a.txt.json"]);
    }

    #[test]
    fn names_that_differ_by_case_or_composition_do_not_meet() {
        check(&["A.pdf", "a.pdf"], &["A.pdf~eea5b2c0.json", "a.pdf.json"]);
        let outputs = outputs(&[Path::new("Zoe\u{308}.pdf"), Path::new("Zo\u{eb}.pdf")]);
        assert_ne!(fold(&outputs[0]), fold(&outputs[1]));
    }

    #[test]
    fn a_folder_never_takes_the_place_of_a_document() {
        check(&["x", "x.json/y.pdf", "report.jsonl/z"], &["x.json", "x.json~/y.pdf.json", "report.jsonl~/z.json"]);
    }

    #[test]
    fn what_a_name_must_not_hold_is_written_in_hexadecimal() {
        check(&[".hidden", "a\u{1b}[2J.pdf", "-rf"], &["%2Ehidden.json", "a%1B[2J.pdf.json", "-rf.json"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_name_that_is_no_utf_8_becomes_one() {
        use std::os::unix::ffi::OsStrExt;
        let name = std::ffi::OsStr::from_bytes(b"Zo\xeb.pdf");
        assert_eq!(outputs(&[Path::new(name)]), ["Zo%EB.pdf.json"]);
    }

    #[test]
    fn a_name_at_the_limit_is_cut() {
        let long = "x".repeat(252);
        let outputs = outputs(&[Path::new(&long)]);
        assert!(outputs[0].len() <= MAX_NAME && outputs[0].contains('~'), "{}", outputs[0]);
    }
}
