//! The command as a person meets it: what it prints, where, and with which exit code.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::{contains, diff, is_empty, starts_with};
use serde_json::Value;

fn cvparse() -> Command {
    Command::cargo_bin("cvparse").unwrap()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

fn a_pdf() -> PathBuf {
    fixture("en-imprecv/cv.pdf")
}

fn a_text() -> PathBuf {
    fixture("seed-text/cv.txt")
}

/// A folder that holds one file.
fn folder_with(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

/// The file gives no document: nothing on standard output, one line that ends with `cause`, exit code `code`.
#[track_caller]
fn check_failure(path: &Path, code: i32, cause: &str) {
    let output = cvparse().arg(path).output().unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{line}");
    assert_eq!(output.stdout, b"");
    assert_eq!(line.lines().count(), 1, "{line}");
    assert!(line.starts_with("cvparse: ") && line.trim_end().ends_with(cause), "{line}");
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    assert!(line.contains(&name), "{line}");
}

fn json(output: &[u8]) -> Value {
    serde_json::from_slice(output).expect("standard output is one JSON document")
}

#[test]
fn a_pdf_becomes_one_document_on_standard_output() {
    let output = cvparse().arg(a_pdf()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"");
    assert_eq!(json(&output.stdout)["meta"]["cvparse"]["source"]["text"], "native");
}

#[test]
fn a_text_becomes_a_document_too() {
    let output = cvparse().arg(a_text()).output().unwrap();
    assert_eq!(json(&output.stdout)["meta"]["cvparse"]["source"]["text"], "plain");
}

#[test]
fn a_dash_is_standard_input() {
    let bytes = fs::read(a_pdf()).unwrap();
    let from_file = cvparse().arg(a_pdf()).output().unwrap();
    cvparse().arg("-").write_stdin(bytes).assert().code(0).stdout(from_file.stdout);
}

#[test]
fn the_type_is_told_by_content_and_not_by_name() {
    let (_folder, path) = folder_with("cv.doc", b"Ada Lovelace\nada@example.org\n");
    cvparse().arg(path).assert().code(0).stdout(contains("\"plain\""));
    let (_folder, path) = folder_with("cv.txt", &fs::read(a_pdf()).unwrap());
    cvparse().arg(path).assert().code(0).stdout(contains("\"native\""));
}

#[test]
fn a_text_that_claims_to_be_a_pdf_is_refused() {
    let (_folder, path) = folder_with("cv.pdf", b"Ada Lovelace\nada@example.org\n");
    check_failure(&path, 10, "plain text: rename it to have it read as that");
}

#[test]
fn compact_is_one_line() {
    let output = cvparse().arg("--compact").arg(a_text()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout).lines().count(), 1);
    assert_eq!(json(&output.stdout), json(&cvparse().arg(a_text()).output().unwrap().stdout));
}

#[test]
fn evidence_is_shown_only_when_asked_for() {
    let at = "/meta/cvparse/evidence";
    assert_eq!(json(&cvparse().arg(a_pdf()).output().unwrap().stdout).pointer(at), None);
    let with = json(&cvparse().arg("--evidence").arg(a_pdf()).output().unwrap().stdout);
    let name = &with.pointer(at).unwrap()["/basics/name"];
    assert_eq!(name["page"], 1);
    assert_eq!(name["bbox"].as_array().unwrap().len(), 4);
}

#[test]
fn a_language_can_be_given() {
    let output = cvparse().args(["--lang", "de,pt-BR"]).arg(a_text()).output().unwrap();
    assert_eq!(json(&output.stdout)["meta"]["cvparse"]["languages"], serde_json::json!(["de", "pt-BR"]));
    cvparse().args(["--lang", "german"]).arg(a_text()).assert().code(2).stdout(is_empty());
}

#[test]
fn output_goes_whole_into_a_file_and_leaves_nothing_else() {
    let (folder, path) = folder_with("cv.json", b"an older document that is longer than nothing");
    cvparse().arg(a_text()).arg("-o").arg(&path).assert().code(0).stdout(is_empty());
    let printed = cvparse().arg(a_text()).output().unwrap().stdout;
    assert_eq!(fs::read(&path).unwrap(), printed);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_failure_leaves_the_output_file_as_it_was() {
    let (_folder, path) = folder_with("cv.json", b"old");
    cvparse().arg("no-such-file.pdf").arg("-o").arg(&path).assert().code(1);
    assert_eq!(fs::read(&path).unwrap(), b"old");
}

#[test]
fn output_into_a_missing_folder_is_an_error() {
    cvparse().arg(a_text()).args(["-o", "no/such/cv.json"]).assert().code(1).stderr(contains("no such file or folder"));
}

#[test]
fn output_into_a_device_is_written_as_it_is() {
    cvparse().arg(a_text()).args(["-o", "/dev/null"]).assert().code(0);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let mut child = Process::new(assert_cmd::cargo::cargo_bin!("cvparse"))
        .arg(a_pdf())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn a_missing_file_and_a_folder_cannot_be_read() {
    check_failure(Path::new("no-such-file.pdf"), 1, "no such file or folder");
    check_failure(&fixture("seed-pdf"), 2, "(or --format jsonl or csv)");
}

#[test]
fn what_is_no_cv_is_named() {
    let table: [(&str, &[u8], &str); 5] = [
        ("empty.pdf", b"", "the file is empty"),
        ("photo.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "(a JPEG image)"),
        ("cv.docx", b"PK\x03\x04\x14\0\0\0word/document.xml", "(a Word document)"),
        ("page.txt", b"<html><p>Ada</p></html>", "(an HTML page)"),
        ("blank.txt", b" \n\n", "(only white space)"),
    ];
    for (name, bytes, cause) in table {
        let (_folder, path) = folder_with(name, bytes);
        check_failure(&path, 10, cause);
    }
}

#[test]
fn a_truncated_pdf_is_read_in_part_or_damaged() {
    let bytes = fs::read(a_pdf()).unwrap();
    let (_folder, path) = folder_with("cut.pdf", &bytes[..60]);
    let output = cvparse().arg(path).output().unwrap();
    assert_eq!(output.status.code(), Some(12), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, b"");
}

#[test]
fn a_file_over_the_limit_is_refused() {
    let (_folder, path) = folder_with("big.pdf", b"%PDF-1.4\n");
    fs::File::options().write(true).open(&path).unwrap().set_len(65 << 20).unwrap();
    let output = cvparse().arg(&path).output().unwrap();
    assert_eq!(output.status.code(), Some(14), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.stdout, b"");
}

#[test]
#[cfg(unix)]
fn a_name_that_drives_a_terminal_is_escaped() {
    let (_folder, path) = folder_with("a\u{1b}[2Jb\nc.pdf", b"");
    let output = cvparse().arg(path).output().unwrap();
    let line = String::from_utf8(output.stderr).unwrap();
    assert!(line.contains(r"a\u{1b}[2Jb\nc.pdf: the file is empty"), "{line}");
    assert_eq!(line.lines().count(), 1);
}

#[test]
fn wrong_use_is_told_on_standard_error() {
    cvparse().assert().code(2).stdout(is_empty()).stderr(contains("Usage"));
    for arguments in [&["--no-such-option"][..], &["a.pdf", "--lang"]] {
        cvparse().args(arguments).assert().code(2).stdout(is_empty()).stderr(contains("--help"));
    }
}

#[test]
fn the_schema_is_printed_as_it_lies_in_the_tree() {
    let kept = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/cv.schema.json")).unwrap();
    cvparse().arg("schema").assert().code(0).stdout(diff(kept));
}

#[test]
fn a_file_named_like_a_subcommand_is_reached_by_its_path() {
    let (folder, _path) = folder_with("schema", b"Ada Lovelace\n");
    cvparse().current_dir(folder.path()).arg("./schema").assert().code(0).stdout(contains("\"plain\""));
}

#[test]
fn text_prints_lines_in_reading_order() {
    let (_folder, path) = folder_with("cv.txt", b"Ada Lovelace\n\nEducation\nBSc, University of London, 1835\n");
    cvparse().arg("text").arg(&path).assert().code(0).stdout(starts_with("Ada Lovelace\nEducation\nBSc"));
    cvparse()
        .args(["text", "--sections"])
        .arg(&path)
        .assert()
        .code(0)
        .stdout(contains("basics\tAda Lovelace\n").and(contains("education\t# Education\n")));
    cvparse().args(["text", "no-such-file"]).assert().code(1).stdout(is_empty());
}

#[test]
fn help_names_every_exit_code() {
    let help = String::from_utf8(cvparse().arg("--help").output().unwrap().stdout).unwrap();
    for code in [0, 1, 2, 10, 11, 12, 13, 14, 15] {
        assert!(help.lines().any(|line| line.starts_with(&format!("  {code} "))), "{code} is not in\n{help}");
    }
}

#[test]
fn version_man_page_and_completions_are_printed() {
    cvparse().arg("--version").assert().code(0).stdout(diff(format!("cvparse {}\n", env!("CARGO_PKG_VERSION"))));
    cvparse().arg("man").assert().code(0).stdout(contains(".TH cvparse 1"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        cvparse().args(["completions", shell]).assert().code(0).stdout(contains("evidence"));
    }
}
