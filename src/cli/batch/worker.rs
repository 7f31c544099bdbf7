//! The worker: the same program in a process of its own, where a hostile file can do no harm.
//!
//! In: requests on standard input, each a name and the bytes of a file. Out: for each an [`Answer`] and the document
//! on standard output. It opens no file, and its memory is limited by the system; its time is watched by the parent.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::record::Cause;
use crate::cli::args::{Format, WorkerArgs};
use crate::cli::output::Failure;
use crate::cli::single;
use crate::write::csv;
use crate::write::json::{JsonOptions, to_json};
use crate::write::{bibtex, csl_json, ris};
use crate::{NoteCode, Options, Parsed, input};

/// Notes which say that text of the file is missing from the document.
const LOSSES: &[NoteCode] = &[NoteCode::RepairedFile, NoteCode::UnreadableGlyphs];

/// Digits of a hash by which a person is recognised.
const PERSON_DIGITS: usize = 24;

/// What became of a file; its document follows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Why there is no document.
    pub failure: Option<(Cause, String)>,
    /// Text of the file is missing from the document.
    pub is_partial: bool,
    /// How many notes of each code it holds.
    pub notes: BTreeMap<String, u32>,
    /// Hashes by which the same person is recognised.
    pub persons: Vec<String>,
    /// Peak memory of the process while it read this file, in KiB.
    pub peak_kib: Option<u64>,
}

/// Answers requests until there are no more.
///
/// # Errors
/// Whatever the system says of the pipes, which is the end of this worker and no more.
pub fn run(args: &WorkerArgs) -> Result<(), Failure> {
    let of_io = |error: io::Error| Failure::of_io("worker", &error);
    confine(args.memory).map_err(of_io)?;
    single::hush();
    let (mut requests, mut answers) = (io::stdin().lock(), io::stdout().lock());
    while let Some((name, bytes)) = read_request(&mut requests).map_err(of_io)? {
        reset_peak();
        let (mut answer, document) = answer(args, name, &bytes);
        answer.peak_kib = peak_kib();
        write_answer(&mut answers, &answer, &document).map_err(of_io)?;
    }
    Ok(())
}

fn answer(args: &WorkerArgs, name: String, bytes: &[u8]) -> (Answer, String) {
    let options = Options { languages: args.lang.clone() };
    let read = single::caught(|| input::check_claim(&name, bytes).and_then(|()| crate::parse(bytes, &options)));
    let failure = match read {
        Ok(Ok(parsed)) => return document(args, name, parsed),
        Ok(Err(error)) => (Cause::from(&error), error.to_string()),
        Err(_) => (Cause::Internal, "a bug in cvparse".to_owned()),
    };
    (Answer { failure: Some(failure), ..Answer::default() }, String::new())
}

fn document(args: &WorkerArgs, name: String, mut parsed: Parsed) -> (Answer, String) {
    let notes = &parsed.cv.meta.cvparse.notes;
    let mut answer = Answer {
        is_partial: notes.iter().any(|note| LOSSES.contains(&note.code)),
        persons: persons(&parsed),
        ..Answer::default()
    };
    for note in notes {
        let code = serde_json::to_value(note.code).ok();
        let code = code.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        *answer.notes.entry(code.to_owned()).or_default() += 1;
    }
    let json = JsonOptions { with_evidence: args.evidence, is_compact: args.compact || args.format == Format::Jsonl };
    let document = match args.format {
        Format::Bibtex => bibtex::to_bibtex(&parsed.cv),
        Format::CslJson => csl_json::to_csl_json(&parsed.cv),
        Format::Ris => ris::to_ris(&parsed.cv),
        Format::Json => to_json(&parsed, json),
        Format::Jsonl => {
            parsed.cv.meta.cvparse.source.file = Some(name);
            to_json(&parsed, json)
        }
        Format::Csv => csv::row(&name, &parsed.cv),
    };
    (answer, document)
}

/// Hashes of the e-mail address, and of the name with the telephone number: what is the same in two CVs of a person.
fn persons(parsed: &Parsed) -> Vec<String> {
    let basics = &parsed.cv.basics;
    let text = |value: &Option<crate::model::Text>| value.as_ref().map(|text| text.value.to_lowercase());
    let digits = |phone: String| phone.chars().filter(char::is_ascii_digit).collect::<String>();
    let by_email = text(&basics.email).map(|email| format!("email\0{email}"));
    let by_phone = text(&basics.name).zip(text(&basics.phone).map(digits).filter(|digits| !digits.is_empty()));
    let by_phone = by_phone.map(|(name, phone)| format!("phone\0{name}\0{phone}"));
    let hash = |key: String| crate::sha256(key.as_bytes()).chars().take(PERSON_DIGITS).collect();
    by_email.into_iter().chain(by_phone).map(hash).collect()
}

/// The code's own bounds come first; this is for what they miss.
fn confine(memory_mib: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let bytes = Some(memory_mib << 20);
    setrlimit(Resource::As, Rlimit { current: bytes, maximum: bytes })?;
    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) })?;
    // A parent that is killed must not leave a worker that hangs.
    #[cfg(target_os = "linux")]
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    Ok(())
}

/// Linux keeps the peak of a process until it is told to forget; elsewhere there is none.
fn reset_peak() {
    // Without it the peak is that of all files so far: a poorer figure, not a failure.
    let _ = std::fs::write(Path::new("/proc/self/clear_refs"), "5");
}

fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches("kB").trim().parse().ok()
}

/// Writes a request: name and bytes, each after its length.
///
/// # Errors
/// Whatever the system says of the pipe.
pub fn write_request(pipe: &mut impl Write, name: &str, bytes: &[u8]) -> io::Result<()> {
    write_block(pipe, name.as_bytes())?;
    write_block(pipe, bytes)?;
    pipe.flush()
}

fn read_request(pipe: &mut impl Read) -> io::Result<Option<(String, Vec<u8>)>> {
    let Some(name) = read_block(pipe)? else {
        return Ok(None);
    };
    let bytes = read_block(pipe)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok(Some((String::from_utf8_lossy(&name).into_owned(), bytes)))
}

fn write_answer(pipe: &mut impl Write, answer: &Answer, document: &str) -> io::Result<()> {
    write_block(pipe, &serde_json::to_vec(answer)?)?;
    write_block(pipe, document.as_bytes())?;
    pipe.flush()
}

/// Reads an answer and its document.
///
/// # Errors
/// Whatever the system says of the pipe, and its end.
pub fn read_answer(pipe: &mut impl Read) -> io::Result<(Answer, Vec<u8>)> {
    let answer = read_block(pipe)?.ok_or(ErrorKind::UnexpectedEof)?;
    let document = read_block(pipe)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok((serde_json::from_slice(&answer)?, document))
}

fn write_block(pipe: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    pipe.write_all(&(bytes.len() as u64).to_le_bytes())?;
    pipe.write_all(bytes)
}

/// A block after its length; `None` at the end of the pipe.
fn read_block(pipe: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match pipe.read_exact(&mut length) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::new();
    pipe.take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(Some(bytes)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut pipe = Vec::new();
        write_request(&mut pipe, "a.pdf", b"%PDF").unwrap();
        assert_eq!(read_request(&mut pipe.as_slice()).unwrap(), Some(("a.pdf".to_owned(), b"%PDF".to_vec())));
        assert_eq!(read_request(&mut [].as_slice()).unwrap(), None);
        assert!(read_request(&mut pipe.get(..20).unwrap()).is_err());
    }
}
