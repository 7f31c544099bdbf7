//! Where the time goes: each stage alone and the whole parse, warm and in one process, over the fixtures; then the same
//! work in growing amounts, which shows what grows faster than its input.
//!
//! `cargo bench --bench stages [-- FILE…]`: the stages over some files (default: the fixtures), then pages and
//! publications by the number. `-- --test` does everything once in small: it shows that the bench works and measures
//! nothing. Times are the least of [`N_ROUNDS`] rounds, since other work of the machine only ever adds to them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use cvparse::lang::Vocabulary;
use cvparse::write::json::{JsonOptions, to_json};
use cvparse::{Options, extract, input, layout, pdf, read, section};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

/// Rounds of each measurement.
const N_ROUNDS: usize = 7;
/// Amounts of pages and of publications.
const AMOUNTS: [usize; 4] = [1, 10, 100, 1_000];
/// The same for a trial.
const TRIAL: [usize; 2] = [1, 4];
/// Files of a trial.
const N_TRIAL: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let is_trial = arguments.iter().any(|argument| argument == "--test");
    let named: Vec<PathBuf> =
        arguments.iter().filter(|argument| !argument.starts_with('-')).map(PathBuf::from).collect();
    let mut files = if named.is_empty() { fixtures() } else { named };
    let mut amounts = AMOUNTS.to_vec();
    let mut n_rounds = N_ROUNDS;
    if is_trial {
        files.truncate(N_TRIAL);
        amounts = TRIAL.to_vec();
        n_rounds = 1;
    }
    println!("| file | pages | pdf | layout | sections | extract | json | whole | whole ÷ pdf |");
    println!("|---|---|---|---|---|---|---|---|---|");
    let ratios: Vec<f64> = files.iter().filter_map(|file| stages(file, n_rounds)).collect();
    println!("\nmedian of whole ÷ pdf: {:.2}\n", median(ratios));
    println!("| amount | text of pages, ms | whole of pages, ms | publications, ms | cite, ms |");
    println!("|---|---|---|---|---|");
    for amount in amounts {
        scaling(amount, n_rounds);
    }
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path().join("cv.pdf")).collect();
    files.retain(|file| file.exists());
    files.sort();
    files
}

/// Prints the milliseconds of each stage, and returns how often the time of our PDF layer goes into the whole.
fn stages(file: &Path, n_rounds: usize) -> Option<f64> {
    let bytes = std::fs::read(file).expect("a file that can be read");
    let document = pdf::read(&bytes).ok()?;
    let vocabulary = Vocabulary::all();
    let lines = layout::lay_out(&document);
    let sections = section::split(&lines, vocabulary);
    let parsed = cvparse::parse(&bytes, &Options::default()).ok()?;
    let times = [
        least(n_rounds, || pdf::read(&bytes)),
        least(n_rounds, || layout::lay_out(&document)),
        least(n_rounds, || section::split(&lines, vocabulary)),
        least(n_rounds, || extract::extract(sections.clone(), &lines.furniture, vocabulary)),
        least(n_rounds, || to_json(&parsed, JsonOptions::default())),
        least(n_rounds, || cvparse::parse(&bytes, &Options::default())),
    ];
    let ratio = times[5] / times[0];
    let cells = times.map(|time| format!("{time:.2}")).join(" | ");
    let name = file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    println!("| {name} | {} | {cells} | {ratio:.2} |", document.pages.len());
    Some(ratio)
}

/// Prints what so many pages and so many publications take.
fn scaling(amount: usize, n_rounds: usize) {
    let pages = pages(amount);
    let list = publications(amount);
    let cv = format!("Ada Lovelace\nada@example.org\n\nPublications\n{list}");
    let references: Vec<read::citation::Input> =
        list.lines().map(|text| read::citation::Input { text, hints: Vec::new() }).collect();
    let times = [
        least(n_rounds, || input::read(&pages)),
        least(n_rounds, || cvparse::parse(&pages, &Options::default())),
        least(n_rounds, || cvparse::parse(cv.as_bytes(), &Options::default())),
        least(n_rounds, || read::citation::read_list(&references, None)),
    ];
    println!("| {amount} | {} |", times.map(|time| format!("{time:.2}")).join(" | "));
}

/// Milliseconds of the quickest of some rounds, after one that warms the caches up.
fn least<T>(n_rounds: usize, job: impl Fn() -> T) -> f64 {
    black_box(job());
    let rounds = (0..n_rounds).map(|_| {
        let start = Instant::now();
        black_box(job());
        start.elapsed()
    });
    rounds.min().unwrap_or(Duration::ZERO).as_secs_f64() * 1_000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// A CV of so many pages: a list of jobs that goes on and on.
fn pages(n_pages: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages_id = document.new_object_id();
    let font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" });
    let resources = document.add_object(dictionary! { "Font" => dictionary! { "F1" => font } });
    let kids: Vec<Object> = (0..n_pages)
        .map(|page| {
            let content = document.add_object(Stream::new(Dictionary::new(), page_content(page).into_bytes()));
            let page = dictionary! { "Type" => "Page", "Parent" => pages_id, "Contents" => content, "Resources" => resources,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
            document.add_object(page).into()
        })
        .collect();
    document.objects.insert(
        pages_id,
        dictionary! { "Type" => "Pages", "Count" => i64::try_from(n_pages).unwrap(), "Kids" => kids }.into(),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages_id });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes it");
    bytes
}

fn page_content(page: usize) -> String {
    let mut lines = Vec::new();
    if page == 0 {
        lines.extend(["Ada Lovelace", "ada@example.org", "", "Experience"].map(str::to_owned));
    }
    for job in 0..8 {
        let year = 1900 + (page * 8 + job) % 120;
        lines.push(format!("Software Engineer, Firm {page} {job} Ltd, London    {year} - {}", year + 1));
        lines.push(format!("Built and ran the {}th service of the firm with a team of five", page + job));
        lines.push("Wrote the guide that new colleagues learn from".to_owned());
        lines.push(String::new());
    }
    let shown = lines.iter().map(|line| format!("({line}) Tj T*\n"));
    format!("BT /F1 10 Tf 14 TL 60 780 Td\n{}ET", shown.collect::<String>())
}

/// So many references, one a line.
fn publications(n_references: usize) -> String {
    const STARTS: [&str; 12] = ["Sil", "Chen", "Oka", "Mor", "Had", "Tan", "Web", "Ros", "Lind", "Bau", "Kim", "Fer"];
    const ENDS: [&str; 11] = ["va", "ning", "for", "eau", "dad", "aka", "ers", "si", "gren", "mann", "nandez"];
    const WORDS: [&str; 7] = ["learning", "graphs", "robust", "models", "adaptive", "networks", "sampling"];
    let reference = |k: usize| {
        // Other people in each: names are compared with all others.
        let name = |step: usize| {
            let initial = char::from(b'A' + (k / 7 + step) as u8 % 26);
            format!("{initial}. {}{}", STARTS[(k * 5 + step) % STARTS.len()], ENDS[(k * 3 + step) % ENDS.len()])
        };
        let title: Vec<&str> = (0..5).map(|step| WORDS[(k + step * step) % WORDS.len()]).collect();
        let (authors, title) = (format!("{}, {}", name(0), name(1)), title.join(" "));
        let (volume, issue, page, year) = (1 + k % 40, 1 + k % 9, 1 + k % 400, 1990 + k % 35);
        format!(
            "{authors} and A. Lovelace. On {title} of {k} kinds. Journal of Applied Studies, vol. {volume}, no. {issue}, \
             pp. {page}-{}, {year}.",
            page + 11
        )
    };
    (0..n_references).map(reference).collect::<Vec<String>>().join("\n")
}
