//! Content streams: the operators of one page, whose fonts, forms and images are sound.
#![no_main]

use libfuzzer_sys::fuzz_target;

const FONT_MAP: &[u8] = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <41> <0041> endbfchar";
const CODE_MAP: &[u8] =
    b"1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0000> <ffff> 0 endcidrange";

fuzz_target!(|bytes: &[u8]| {
    let file = cvparse_fuzz::page(bytes, FONT_MAP, CODE_MAP);
    if let Ok(document) = cvparse::pdf::read(&file) {
        let _ = cvparse::layout::lay_out(&document);
    }
});
