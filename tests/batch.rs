//! Many files at once: nothing is lost, nothing hostile costs the others, and a run can be broken off at any instant.
#![cfg(unix)]
// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of inputs and a place for the output beside it.
struct Stage {
    root: TempDir,
}

impl Stage {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("in")).unwrap();
        Self { root }
    }

    /// With `n` short CVs of different people.
    fn with_people(n: usize) -> Self {
        let stage = Self::new();
        for k in 0..n {
            stage.add(format!("{:02}/{k:04}.txt", k % 7), person(k).as_bytes());
        }
        stage
    }

    fn input(&self) -> PathBuf {
        self.root.path().join("in")
    }

    fn output(&self) -> PathBuf {
        self.root.path().join("out")
    }

    fn add(&self, name: impl AsRef<OsStr>, bytes: &[u8]) -> PathBuf {
        let path = self.input().join(name.as_ref());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = cvparse();
        command.current_dir(self.root.path()).args(["in", "-o", "out", "--reproducible"]).args(arguments);
        command
    }

    #[track_caller]
    fn run(&self, arguments: &[&str], code: i32) -> Output {
        let output = self.command(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout, b"");
        output
    }

    /// The lines of the report by path, without the summary.
    fn report(&self) -> BTreeMap<String, Value> {
        let lines = self.report_lines();
        let records = lines.into_iter().filter(|line| line.get("summary").is_none());
        records.map(|line| (line["path"].as_str().unwrap().to_owned(), line)).collect()
    }

    fn summary(&self) -> Value {
        self.report_lines().pop().unwrap()["summary"].clone()
    }

    fn report_lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(self.output().join("report.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn journal(&self) -> String {
        fs::read_to_string(self.output().join(".cvparse/journal.jsonl")).unwrap()
    }

    /// Every file of the output folder but our own state, by path.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut tree = BTreeMap::new();
        let mut folders = vec![self.output()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.extend((!path.ends_with(".cvparse")).then_some(path));
                    continue;
                }
                let bytes = match fs::read(&path) {
                    // While a run goes on, a document may take its place between the listing and this.
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    bytes => bytes.unwrap(),
                };
                tree.insert(path.strip_prefix(self.output()).unwrap().to_owned(), bytes);
            }
        }
        tree
    }

    fn temporary_files(&self) -> usize {
        self.tree().keys().filter(|path| path.file_name().unwrap().as_bytes().starts_with(b".cvparse-")).count()
    }
}

fn cvparse() -> Command {
    Command::new(assert_cmd::cargo::cargo_bin!("cvparse"))
}

fn person(k: usize) -> String {
    format!(
        "Ada Number{k}\nada{k}@example.org\n\nEducation\nUniversity of London\nBSc Mathematics, {}\n",
        1900 + k % 100
    )
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// What a file's single run prints.
fn single(path: &Path) -> Vec<u8> {
    cvparse().arg(path).output().unwrap().stdout
}

/// Files that no CV can be read from, with the code of each.
const HOSTILE: &[(&str, &[u8], &str)] = &[
    ("empty.pdf", b"", "not_pdf_or_text"),
    ("photo.pdf", b"\xff\xd8\xff\xe0\0\x10JFIF\0", "not_pdf_or_text"),
    ("cv.docx", b"PK\x03\x04\x14\0\0\0word/document.xml", "not_pdf_or_text"),
    ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<</Type/Cat", "damaged"),
    ("noise.bin", b"\x00\x01\x02\xfe\xff\x80\x00\x00", "not_pdf_or_text"),
];

#[test]
fn every_cv_is_as_in_its_single_run_with_hostile_files_beside_it() {
    let stage = Stage::new();
    for case in fs::read_dir(fixtures()).unwrap().map(|case| case.unwrap().path()).filter(|case| case.is_dir()) {
        for file in ["cv.pdf", "cv.txt"].iter().map(|file| case.join(file)).filter(|file| file.exists()) {
            let name = Path::new(case.file_name().unwrap()).join(file.file_name().unwrap());
            stage.add(name, &fs::read(&file).unwrap());
        }
    }
    for (name, bytes, _) in HOSTILE {
        stage.add(name, bytes);
    }
    stage.run(&[], 3);
    let report = stage.report();
    for (name, _, code) in HOSTILE {
        assert_eq!((&report[*name]["status"], &report[*name]["code"]), (&"failed".into(), &(*code).into()), "{name}");
        assert_eq!(report[*name].get("output"), None);
    }
    for (name, record) in report.iter().filter(|(_, record)| record["status"] != "failed") {
        let written = fs::read(stage.output().join(record["output"].as_str().unwrap())).unwrap();
        assert_eq!(written, single(&stage.input().join(name)), "{name}");
    }
    let summary = stage.summary();
    let count = |member: &str| summary[member].as_u64().unwrap();
    assert_eq!(count("failed"), HOSTILE.len() as u64);
    assert_eq!(count("files"), report.len() as u64);
    assert_eq!(count("files"), count("parsed") + count("partial") + count("failed") + count("skipped"));
}

/// The corpora of the developers; elsewhere they are not there.
const SHARED: &str = "../shared";

#[test]
fn strange_files_among_many_cvs_cost_only_themselves() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join(SHARED);
    if !shared.exists() {
        println!("SKIPPED: {SHARED} is not there");
        return;
    }
    let stage = Stage::new();
    for folder in ["corpus/dev", "robust/files"] {
        for path in fs::read_dir(shared.join(folder)).unwrap().map(|file| file.unwrap().path()) {
            let is_plain = path.is_file() && path.extension() != Some(OsStr::new("json"));
            if is_plain {
                stage.add(Path::new(folder).join(path.file_name().unwrap()), &fs::read(&path).unwrap());
            }
        }
    }
    let output = stage.command(&[]).output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)));
    let report = stage.report();
    assert_eq!(report.len(), files_below(&stage.input()));
    for (name, record) in &report {
        let alone = cvparse().arg(stage.input().join(name)).output().unwrap();
        if let Some(output) = record["output"].as_str() {
            assert_eq!(fs::read(stage.output().join(output)).unwrap(), alone.stdout, "{name}");
        } else {
            assert!(record["code"].is_string(), "{name}");
            assert_ne!(alone.status.code(), Some(0), "{name}");
        }
    }
}

fn files_below(folder: &Path) -> usize {
    let children = fs::read_dir(folder).unwrap().map(|child| child.unwrap().path());
    children.map(|path| if path.is_dir() { files_below(&path) } else { 1 }).sum()
}

#[test]
fn the_number_of_workers_changes_nothing() {
    let stage = Stage::with_people(60);
    for (name, bytes, _) in HOSTILE {
        stage.add(name, bytes);
    }
    stage.run(&["--jobs", "1"], 3);
    let one = stage.tree();
    fs::remove_dir_all(stage.output()).unwrap();
    stage.run(&["--jobs", "5"], 3);
    assert_eq!(one, stage.tree());
}

#[test]
fn a_second_run_parses_only_what_is_new() {
    let stage = Stage::with_people(5);
    let kept = stage.add("kept.txt", person(100).as_bytes());
    let changed = stage.add("changed.txt", person(101).as_bytes());
    stage.run(&[], 0);
    let before = stage.journal();
    File::options().write(true).open(kept).unwrap().set_modified(std::time::SystemTime::now()).unwrap();
    fs::write(changed, person(102)).unwrap();
    stage.run(&[], 0);
    let journal = stage.journal();
    let new: Vec<&str> = journal.strip_prefix(&before).unwrap().lines().collect();
    assert_eq!(new.len(), 1, "{new:?}");
    assert!(new[0].contains("changed.txt"), "{new:?}");
    stage.run(&["--compact"], 0);
    assert_eq!(stage.journal().lines().filter(|line| line.contains("done")).count(), 7 + 1 + 7, "other options");
}

#[test]
fn what_failed_is_parsed_again_only_when_asked_for() {
    let stage = Stage::new();
    stage.add("cut.pdf", HOSTILE[3].1);
    let n_done = |arguments: &[&str]| {
        stage.run(arguments, 3);
        stage.journal().lines().filter(|line| line.contains("done")).count()
    };
    assert_eq!(n_done(&[]), 1);
    assert_eq!(n_done(&[]), 1);
    assert_eq!(n_done(&["--retry-failed"]), 2);
    assert_eq!(n_done(&["--no-resume"]), 3);
}

#[test]
fn a_missing_document_is_made_again() {
    let stage = Stage::with_people(3);
    stage.run(&[], 0);
    let whole = stage.tree();
    fs::remove_file(stage.output().join("01/0001.txt.json")).unwrap();
    stage.run(&[], 0);
    assert_eq!(whole, stage.tree());
}

#[test]
fn the_same_bytes_are_parsed_once_and_the_same_person_is_reported() {
    let stage = Stage::new();
    stage.add("a.txt", person(1).as_bytes());
    stage.add("b.txt", person(1).as_bytes());
    stage.add("c.txt", format!("{}\nSkills\nAnalysis\n", person(1)).as_bytes());
    stage.run(&[], 0);
    let report = stage.report();
    assert_eq!(report["b.txt"]["same_bytes_as"], "a.txt");
    assert_eq!(report["b.txt"].get("same_person_as"), None);
    assert_eq!(report["c.txt"]["same_person_as"], "a.txt");
    assert_eq!(
        fs::read(stage.output().join("a.txt.json")).unwrap(),
        fs::read(stage.output().join("b.txt.json")).unwrap()
    );
    assert_eq!(stage.journal().lines().filter(|line| line.contains("done")).count(), 2);
    assert!(!stage.journal().contains("example.org"), "no text of a CV is in the journal");
}

#[test]
fn what_is_no_file_is_skipped_at_once() {
    let stage = Stage::with_people(1);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        stage.input().join("pipe.pdf"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(stage.input().join("socket.pdf")).unwrap();
    fs::create_dir(stage.input().join("folder.pdf")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", stage.input().join("out.pdf")).unwrap();
    std::os::unix::fs::symlink(stage.input(), stage.input().join("loop")).unwrap();
    stage.add(".DS_Store", b"Bud1");
    stage.run(&[], 0);
    let report = stage.report();
    let codes: Vec<(&str, &str)> = report
        .iter()
        .filter(|(_, record)| record["status"] == "skipped")
        .map(|(name, record)| (name.as_str(), record["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        codes,
        [
            (".DS_Store", "hidden"),
            ("folder.pdf", "not_regular"),
            ("loop", "link_to_folder"),
            ("out.pdf", "link_outside"),
            ("pipe.pdf", "not_regular"),
            ("socket.pdf", "not_regular")
        ]
    );
}

#[test]
fn odd_names_are_mirrored_and_never_reach_the_terminal() {
    let stage = Stage::new();
    let long = format!("{}.txt", "x".repeat(246));
    let names: [&[u8]; 7] = [
        b"no\xffutf8.txt",
        b"new\nline.txt",
        b"\"quote'.txt",
        b"-rf.txt",
        b"\x1b[2Jesc.txt",
        b"sub/a.txt",
        long.as_bytes(),
    ];
    for (k, name) in names.iter().enumerate() {
        stage.add(OsStr::from_bytes(name), if k < 3 { b"" } else { b"Ada Lovelace\n" });
    }
    let output = stage.run(&[], 3);
    assert!(!output.stderr.contains(&0x1b));
    let report = fs::read(stage.output().join("report.jsonl")).unwrap();
    assert!(!report.contains(&0x1b));
    assert_eq!(stage.report().len(), names.len());
    assert!(stage.report()["no\u{fffd}utf8.txt"]["path_b64"].is_string());
    assert!(stage.output().join("%1B[2Jesc.txt.json").exists());
    let files = fs::read_dir(stage.output()).unwrap().map(|file| file.unwrap().file_name());
    assert!(files.into_iter().all(|name| name.to_str().is_some()));
}

#[test]
fn names_that_differ_only_in_case_have_documents_of_their_own() {
    let stage = Stage::new();
    for (k, name) in ["a.md", "A.MD", "a.txt", "sub/a.md", "Zoe\u{308}.txt", "Zo\u{eb}.txt"].iter().enumerate() {
        stage.add(name, person(k).as_bytes());
    }
    stage.run(&[], 0);
    let outputs: Vec<String> = stage.tree().into_keys().map(|path| path.to_string_lossy().to_lowercase()).collect();
    assert_eq!(outputs.len(), 6 + 1, "{outputs:?}");
}

#[test]
fn a_file_that_is_not_ours_is_not_replaced() {
    let stage = Stage::with_people(1);
    let place = stage.output().join("00/0000.txt.json");
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(&place, "mine").unwrap();
    stage.run(&[], 3);
    assert_eq!(fs::read(&place).unwrap(), b"mine");
    assert_eq!(stage.report()["00/0000.txt"]["code"], "output_exists");
    stage.run(&["--force"], 0);
    assert_ne!(fs::read(&place).unwrap(), b"mine");
}

#[test]
fn documents_are_for_their_owner_only() {
    let stage = Stage::with_people(1);
    stage.run(&[], 0);
    let mode = fs::metadata(stage.output().join("00/0000.txt.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_link_in_the_output_folder_does_not_lead_out_of_it() {
    let stage = Stage::with_people(1);
    let outside = stage.root.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::create_dir(stage.output()).unwrap();
    std::os::unix::fs::symlink(&outside, stage.output().join("00")).unwrap();
    stage.run(&[], 1);
    assert_eq!(fs::read_dir(outside).unwrap().count(), 0);
}

#[test]
fn the_inputs_are_left_alone() {
    let stage = Stage::with_people(3);
    let list = |path: &Path| {
        let mut files: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort();
        files
    };
    fs::set_permissions(stage.input(), fs::Permissions::from_mode(0o555)).unwrap();
    let before = list(&stage.input().join("00"));
    stage.run(&[], 0);
    assert_eq!(before, list(&stage.input().join("00")));
    fs::set_permissions(stage.input(), fs::Permissions::from_mode(0o755)).unwrap();
    let output = cvparse().arg(stage.input()).arg("-o").arg(stage.input()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "the output folder is an input");
}

#[test]
fn an_output_folder_within_the_inputs_is_not_read() {
    let stage = Stage::with_people(2);
    for _ in 0..2 {
        let status = cvparse().current_dir(stage.input()).args([".", "-o", "parsed"]).status().unwrap();
        assert_eq!(status.code(), Some(0));
    }
    let report = fs::read_to_string(stage.input().join("parsed/report.jsonl")).unwrap();
    assert_eq!(report.lines().count(), 2 + 1);
}

#[test]
fn a_folder_in_use_says_by_whom() {
    let stage = Stage::with_people(1);
    stage.run(&[], 0);
    let path = stage.output().join(".cvparse/lock");
    fs::write(&path, "4711").unwrap();
    let lock = File::open(&path).unwrap();
    lock.lock().unwrap();
    let output = stage.run(&[], 1);
    assert!(String::from_utf8_lossy(&output.stderr).contains("in use by process 4711"));
}

#[test]
fn lists_and_patterns_name_files() {
    let stage = Stage::with_people(3);
    stage.add("new\nline.txt", person(50).as_bytes());
    fs::write(stage.root.path().join("list"), "in/00/0000.txt\nin/missing.txt\n").unwrap();
    fs::write(stage.root.path().join("list0"), "in/new\nline.txt\0in/01/0001.txt\0").unwrap();
    let n_lines = |arguments: &[&str], code: i32| {
        let output =
            cvparse().current_dir(stage.root.path()).args(arguments).args(["--format", "jsonl"]).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().lines().count()
    };
    assert_eq!(n_lines(&["--files-from", "list"], 3), 1);
    assert_eq!(n_lines(&["--files0-from", "list0"], 0), 2);
    assert_eq!(n_lines(&["in/*/000?.txt"], 0), 3);
    assert_eq!(n_lines(&["no-such-*.pdf"], 2), 0);
}

#[test]
fn json_lines_name_their_files_in_order() {
    let stage = Stage::with_people(20);
    let output = cvparse()
        .args(["--format", "jsonl", "--jobs", "3", "--report", "/dev/null"])
        .arg(stage.input())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let documents: Vec<Value> = output
        .stdout
        .split(|b| *b == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    let files: Vec<&str> =
        documents.iter().map(|document| document["meta"]["cvparse"]["source"]["file"].as_str().unwrap()).collect();
    assert_eq!(files.len(), 20);
    assert!(files.is_sorted());
}

#[test]
fn csv_is_one_row_an_applicant_without_formulas() {
    let stage = Stage::with_people(2);
    stage.add(
        "evil.txt",
        b"Ada Evil\n=cmd@example.org\nPhone: +44 20 5555 0171\n\nSkills\n=HYPERLINK(\"http://x.example\"), @SUM(1)\n",
    );
    stage.add("empty.pdf", b"");
    let output = cvparse().args(["--format", "csv"]).arg(stage.input()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    assert_eq!(&reader.headers().unwrap()[0], "file");
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}

#[test]
fn a_reader_that_has_had_enough_ends_the_run_quietly() {
    let stage = Stage::with_people(50);
    let mut command = cvparse();
    command.args(["--format", "jsonl"]).arg(stage.input()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn a_file_that_takes_too_much_costs_only_itself() {
    let stage = Stage::with_people(3);
    stage.add("huge.txt", "Ada Lovelace, London, ada@example.org\n".repeat(400_000).as_bytes());
    stage.add("large.txt", &vec![b'a'; 3 << 20]);
    stage.run(&["--timeout", "1", "--memory", "256", "--max-size", "2"], 3);
    assert_eq!(stage.report()["huge.txt"]["code"], "over_limit");
    fs::remove_dir_all(stage.output()).unwrap();
    stage.run(&["--timeout", "6", "--memory", "256"], 3);
    let code = stage.report()["huge.txt"]["code"].as_str().unwrap().to_owned();
    assert!(["timeout", "memory", "over_limit"].contains(&code.as_str()), "{code}");
    assert_eq!(stage.report()["00/0000.txt"]["status"], "parsed");
}

#[test]
fn a_worker_that_dies_is_replaced() {
    let stage = Stage::with_people(120);
    let child = start(&stage);
    wait_for_documents(&stage, 3);
    for worker in workers(child.id()) {
        // It may have ended by itself.
        let _ = kill_process(worker, Signal::KILL);
    }
    let output = child.wait_with_output().unwrap();
    assert!(matches!(output.status.code(), Some(0 | 3)));
    assert_eq!(stage.report().len(), 120);
    stage.run(&["--retry-failed"], 0);
}

#[test]
fn a_signal_ends_the_run_in_good_order() {
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        let stage = Stage::with_people(400);
        let child = start(&stage);
        wait_for_documents(&stage, 3);
        let started = Instant::now();
        kill_process(pid(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(started.elapsed() < Duration::from_secs(2));
        assert_eq!(output.status.code(), Some(code));
        assert_eq!(stage.temporary_files(), 0);
        assert!(0 < stage.summary()["not_reached"].as_u64().unwrap());
        stage.run(&[], 0);
        assert_eq!(stage.report().len(), 400);
    }
}

/// Instants at which the run is killed.
const N_KILLS: u64 = 100;

#[test]
fn a_run_killed_at_any_instant_is_completed_by_the_next() {
    let unbroken = Stage::with_people(200);
    unbroken.run(&[], 0);
    let stage = Stage::with_people(200);
    for k in 0..N_KILLS {
        let mut child = start(&stage);
        // Spread over the run without a pattern; the numbers are the same in every run of the test.
        std::thread::sleep(Duration::from_millis(k * 7919 % 331));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let documents = stage.tree().into_iter().filter(|(path, _)| path.extension() == Some(OsStr::new("json")));
        for (path, bytes) in documents {
            assert_eq!(Some(&bytes), unbroken.tree_file(&path).as_ref(), "{} is torn", path.display());
        }
        if stage.output().join("report.jsonl").exists() {
            fs::remove_dir_all(stage.output()).unwrap();
        }
    }
    stage.run(&[], 0);
    assert_eq!(stage.tree(), unbroken.tree());
}

impl Stage {
    fn tree_file(&self, path: &Path) -> Option<Vec<u8>> {
        fs::read(self.output().join(path)).ok()
    }
}

#[test]
fn a_torn_journal_costs_one_file_at_most() {
    let stage = Stage::with_people(10);
    stage.run(&[], 0);
    let whole = stage.tree();
    let path = stage.output().join(".cvparse/journal.jsonl");
    let journal = fs::read(&path).unwrap();
    fs::write(&path, &journal[..journal.len() - 40]).unwrap();
    stage.run(&[], 0);
    assert_eq!(whole, stage.tree());
}

#[test]
fn a_full_disk_is_told_and_what_is_written_stays_whole() {
    let stage = Stage::with_people(300);
    fs::create_dir(stage.output()).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=300k", "tmpfs"]).arg(stage.output()).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        println!("SKIPPED: no tmpfs can be mounted here, so no disk can be filled");
        return;
    }
    let output = stage.command(&[]).output().unwrap();
    let documents = stage.tree();
    let resized = Command::new("mount").args(["-o", "remount,size=30m"]).arg(stage.output()).status().unwrap();
    let resumed = stage.command(&[]).output().unwrap();
    let n_documents = stage.tree().len();
    assert!(Command::new("umount").arg(stage.output()).status().unwrap().success());
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the disk is full"));
    for (path, bytes) in documents {
        assert!(serde_json::from_slice::<Value>(&bytes).is_ok(), "{} is torn", path.display());
    }
    assert!(resized.success());
    assert_eq!((resumed.status.code(), n_documents), (Some(0), 300 + 1));
}

fn start(stage: &Stage) -> Child {
    stage.command(&[]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

fn pid(child: &Child) -> Pid {
    Pid::from_raw(child.id().cast_signed()).unwrap()
}

fn workers(parent: u32) -> Vec<Pid> {
    let mut workers = Vec::new();
    for task in fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten() {
        let children = fs::read_to_string(task.path().join("children")).unwrap_or_default();
        workers.extend(children.split_whitespace().filter_map(|id| Pid::from_raw(id.parse().ok()?)));
    }
    workers
}

/// Waits until the run is under way.
fn wait_for_documents(stage: &Stage, n: usize) {
    let started = Instant::now();
    while stage.tree().len() < n {
        assert!(started.elapsed() < Duration::from_mins(1), "no document appears");
        std::thread::sleep(Duration::from_millis(2));
    }
}
