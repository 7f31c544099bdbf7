//! What the tests over whole files share: the fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// A CV in the tree with its truth.
pub struct Fixture {
    /// Name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The file itself.
    pub file: PathBuf,
}

impl Fixture {
    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(&self.file).expect("a fixture can be read")
    }

    /// What cvparse says.
    pub fn document(&self) -> Value {
        let parsed = cvparse::parse(&self.bytes(), &cvparse::Options::default());
        let parsed = parsed.unwrap_or_else(|error| panic!("{}: {error}", self.name));
        let json = cvparse::write::json::to_json(&parsed, cvparse::write::json::JsonOptions::default());
        serde_json::from_str(&json).expect("a document is JSON")
    }
}

/// All fixtures, by name.
pub fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).expect("fixtures/ lies in the tree").map(|entry| entry.expect("a folder").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders.into_iter().map(fixture).collect()
}

fn fixture(folder: PathBuf) -> Fixture {
    let file = ["cv.pdf", "cv.txt"].iter().map(|name| folder.join(name)).find(|path| path.exists());
    let name = folder.file_name().expect("a folder has a name").to_string_lossy().into_owned();
    let file = file.unwrap_or_else(|| panic!("fixtures/{name} holds no cv.pdf or cv.txt"));
    Fixture { name, folder, file }
}
