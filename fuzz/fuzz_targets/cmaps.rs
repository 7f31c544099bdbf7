//! CMaps: what a font says that its codes are. The first half of the input is its `/ToUnicode`, the rest its encoding.
#![no_main]

use libfuzzer_sys::fuzz_target;

/// Codes of one byte, of two and of four, in both fonts.
const CONTENT: &[u8] =
    b"BT /F1 9 Tf 50 700 Td (Ada \x01\x7f\xff) Tj /F2 9 Tf 0 -20 Td <00410042810082FFFFFFFF0001> Tj (odd) Tj ET";

fuzz_target!(|bytes: &[u8]| {
    let (font_map, code_map) = bytes.split_at(bytes.len() / 2);
    let _ = cvparse::pdf::read(&cvparse_fuzz::page(CONTENT, font_map, code_map));
    let _ = cvparse::pdf::read(&cvparse_fuzz::page(CONTENT, bytes, bytes));
});
