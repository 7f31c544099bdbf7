//! Text input: whatever the bytes are taken for, `cvparse::parse` and its JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"%PDF") {
        return;
    }
    if let Ok(parsed) = cvparse::parse(bytes, &cvparse::Options::default()) {
        let _ = cvparse::write::json::to_json(&parsed, cvparse::write::json::JsonOptions::default());
    }
});
