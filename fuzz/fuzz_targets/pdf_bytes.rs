//! Bytes of a whole file, from the object table to the document: `cvparse::parse`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // A header, so that the fuzzer cannot stray into plain text, which has a target of its own.
    let file = if bytes.starts_with(b"%PDF-1") { bytes.to_vec() } else { [b"%PDF-1.7\n", bytes].concat() };
    let _ = cvparse::parse(&file, &cvparse::Options::default());
});
