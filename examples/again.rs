//! Reads files over and over in one process: what callgrind counts without the start of a process.
//!
//! `cargo build --release --example again`, then
//! `valgrind --tool=callgrind --toggle-collect='again::measured' target/release/examples/again FILE…`: all files are read
//! once, and then once more, which counts.

fn main() {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let all: Vec<Vec<u8>> = files.iter().filter_map(|file| std::fs::read(file).ok()).collect();
    for bytes in &all {
        drop(cvparse::parse(bytes, &cvparse::Options::default()));
    }
    measured(&all);
}

#[inline(never)]
fn measured(all: &[Vec<u8>]) {
    for bytes in all {
        drop(std::hint::black_box(cvparse::parse(bytes, &cvparse::Options::default())));
    }
}
