//! Lays the words of `src/data` out at build time, so that the program parses nothing when it starts.
//!
//! In: packs, lists and names as people edit them. Out: files in `OUT_DIR` that are compiled in and searched where they
//! lie: sets of keys (`*.starts`, `*.records`) and Rust literals. A file that cannot be read ends the build and says where.

// Cargo reads what a build script prints.
#![allow(clippy::print_stdout)]

mod citations;
#[path = "../src/lang/class.rs"]
#[allow(dead_code, reason = "shared with the program")]
mod class;
#[path = "../src/lang/fold.rs"]
#[allow(dead_code, reason = "shared with the program")]
mod fold;
#[path = "../src/lang/joint.rs"]
mod joint;
#[path = "../src/keys.rs"]
#[allow(dead_code, reason = "shared with the program")]
mod keys;
#[path = "../src/section/kind.rs"]
#[allow(dead_code, reason = "shared with the program")]
mod kind;
#[path = "../src/lang/known.rs"]
mod known;
mod lists;
mod names;
#[path = "../src/lang/pack.rs"]
mod pack;
#[path = "../src/read/citation/record.rs"]
#[allow(dead_code, reason = "shared with the program")]
mod record;
mod table;
mod tables;
mod vocabulary;

/// Where the shared files expect the kinds of sections.
mod section {
    pub(crate) use crate::kind::SectionKind;
}

use class::{DateWord, WordClass};

fn main() {
    println!("cargo::rerun-if-changed=src/data");
    link_unwinder();
    for result in [vocabulary::write(), lists::write(), names::write(), tables::write(), citations::write()] {
        if let Err(error) = result {
            // One line each: Cargo takes no more.
            for line in error.lines().filter(|line| !line.trim().is_empty()) {
                println!("cargo::error={line}");
            }
        }
    }
}

/// Has GCC's unwinder linked in where the system's C library is GNU's: as a library of its own it costs each start of the
/// program 0.17 ms, a sixth of what starting takes.
fn link_unwinder() {
    let is = |key: &str, value: &str| std::env::var(key).is_ok_and(|it| it == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        println!("cargo::rustc-link-lib=gcc_eh");
    }
}
