//! What an output folder already holds: an append-only file of one line a document.
//!
//! A line is written before a document takes its place ("writing") and after ("done"), so that whatever instant a run
//! is killed at, the next one knows which files are ours and which are whole. A torn last line is dropped.

use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::{Name, Record};

/// What was made of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Program version and options, hashed: another run's entries are not reused.
    pub run: String,
    /// Size of the document in bytes; 0 without one.
    pub size: u64,
    /// Hashes by which the same person is recognised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// The line of the report.
    pub record: Record,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Writing(String),
    Done(Box<Entry>),
}

/// The journal of an output folder.
#[derive(Debug)]
pub struct Journal {
    file: File,
    entries: HashMap<Name, Entry>,
    ours: HashSet<String>,
}

impl Journal {
    /// Opens the journal at `path` or begins it.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn open(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let n_whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        file.set_len(n_whole as u64)?;
        file.seek(SeekFrom::End(0))?;
        let mut journal = Self { file, entries: HashMap::new(), ours: HashSet::new() };
        for line in bytes.get(..n_whole).unwrap_or_default().split(|byte| *byte == b'\n') {
            // A line that a full disk tore in the middle of the file is as good as none.
            if let Ok(line) = serde_json::from_slice(line) {
                journal.take(line);
            }
        }
        Ok(journal)
    }

    fn take(&mut self, line: Line) {
        match line {
            Line::Writing(output) => {
                self.ours.insert(output);
            }
            Line::Done(entry) => {
                self.entries.insert(entry.record.name.clone(), *entry);
            }
        }
    }

    /// What the run `run` made of the file `name` when its bytes were `sha256`.
    #[must_use]
    pub fn entry(&self, name: &Name, run: &str, sha256: &str) -> Option<&Entry> {
        let is_same = |entry: &&Entry| entry.run == run && entry.record.sha256.as_deref() == Some(sha256);
        self.entries.get(name).filter(is_same)
    }

    /// Whether the file `output` of the folder was written by us.
    #[must_use]
    pub fn is_ours(&self, output: &str) -> bool {
        self.ours.contains(output)
    }

    /// Notes that `output` is about to be written.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn writing(&mut self, output: &str) -> io::Result<()> {
        if self.is_ours(output) {
            return Ok(());
        }
        self.append(Line::Writing(output.to_owned()))
    }

    /// Notes what was made of a file.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn done(&mut self, entry: Entry) -> io::Result<()> {
        self.append(Line::Done(Box::new(entry)))
    }

    fn append(&mut self, line: Line) -> io::Result<()> {
        let mut text = serde_json::to_string(&line)?;
        text.push('\n');
        self.file.write_all(text.as_bytes())?;
        self.take(line);
        Ok(())
    }

    /// Waits until all of it is on the disk.
    ///
    /// # Errors
    /// Whatever the system says.
    pub fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn entry(path: &str, sha256: &str) -> Entry {
        let mut record = Record::parsed(Name::from(Path::new(path)));
        record.sha256 = Some(sha256.to_owned());
        Entry { run: "r".to_owned(), size: 1, persons: Vec::new(), record }
    }

    /// After `lines` and then `torn`, the journal knows exactly `known`.
    #[track_caller]
    fn check(lines: &[(&str, &str)], torn: &str, known: &[(&str, &str)]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = Journal::open(&path).unwrap();
        for (name, sha256) in lines {
            journal.writing(&format!("{name}.json")).unwrap();
            journal.done(entry(name, sha256)).unwrap();
        }
        journal.file.write_all(torn.as_bytes()).unwrap();
        drop(journal);
        let journal = Journal::open(&path).unwrap();
        for (name, sha256) in known {
            let name = Name::from(Path::new(name));
            assert!(journal.entry(&name, "r", sha256).is_some(), "{name:?} is lost");
            assert!(journal.entry(&name, "another run", sha256).is_none());
            assert!(journal.is_ours(&format!("{}.json", name.path)));
        }
        assert_eq!(journal.entries.len(), known.len());
        assert!(fs::read(&path).unwrap().ends_with(b"\n"));
    }

    #[test]
    fn the_last_line_of_a_file_counts() {
        check(&[("a", "1"), ("b", "1"), ("a", "2")], "", &[("a", "2"), ("b", "1")]);
    }

    #[test]
    fn a_torn_last_line_is_dropped() {
        check(&[("a", "1")], r#"{"done":{"run":"r","si"#, &[("a", "1")]);
    }

    #[test]
    fn a_line_torn_long_ago_costs_only_itself() {
        check(&[("a", "1")], "{\"done\":{\"ru\n", &[("a", "1")]);
    }
}
