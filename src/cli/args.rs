//! Arguments: their shape and their help, which is also the man page and the completions.

use std::num::NonZeroU16;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::exit;

/// Name of the command.
pub const NAME: &str = "cvparse";

/// Reads a PDF CV and writes schema-valid JSON (JSON Resume and what it lacks).
///
/// One JSON document goes to standard output and nothing else; one line on standard error says why there is none.
/// A file that is named like a subcommand is reached as ./NAME.
#[derive(Debug, Parser)]
#[command(name = NAME, version, after_help = exit::HELP, args_conflicts_with_subcommands = true)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Args {
    /// What else to do.
    #[command(subcommand)]
    pub command: Option<Command>,

    /// PDF or text files, folders or patterns; - alone is standard input
    #[arg(value_name = "FILE")]
    pub inputs: Vec<PathBuf>,

    /// Say where every value stood on the page and how sure it is
    #[arg(long)]
    pub evidence: bool,

    /// One line instead of indented
    #[arg(long)]
    pub compact: bool,

    /// Write here instead of standard output: a file, which appears whole or not at all; a folder for many files
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Languages in which the CV is worded (BCP 47, comma separated), instead of detecting them
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = language_tag)]
    pub lang: Vec<String>,

    /// Options for many files.
    #[command(flatten)]
    pub many: Many,
}

/// Options for many files.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Many files")]
pub struct Many {
    /// One JSON file each (into the folder of -o), or one stream of JSON lines or CSV rows
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,

    /// Read paths from a list, one a line; - is standard input
    #[arg(long, value_name = "LIST")]
    pub files_from: Option<PathBuf>,

    /// The same, each path ended by a NUL byte
    #[arg(long, value_name = "LIST", conflicts_with = "files_from")]
    pub files0_from: Option<PathBuf>,

    /// How many files are read at once [default: all cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroU16>,

    /// Seconds that a file may take
    #[arg(long, value_name = "S", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub timeout: u64,

    /// MiB of memory that a file may take
    #[arg(long, value_name = "MIB", default_value_t = 512, value_parser = clap::value_parser!(u64).range(256..=1 << 20))]
    pub memory: u64,

    /// MiB that a file may have
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=64))]
    pub max_size: u64,

    /// Go on where an earlier run of the same options in the same folder ended; this is the default
    #[arg(long, conflicts_with = "no_resume")]
    pub resume: bool,

    /// Parse everything again, also what an earlier run in the same folder has done
    #[arg(long)]
    pub no_resume: bool,

    /// Parse again what failed in an earlier run
    #[arg(long)]
    pub retry_failed: bool,

    /// Replace files in the folder that cvparse did not write
    #[arg(long)]
    pub force: bool,

    /// Write the report here, too (for many files into a folder it is always in DIR/report.jsonl)
    #[arg(long, value_name = "PATH")]
    pub report: Option<PathBuf>,

    /// Leave times and memory out of the report, so that two runs compare byte by byte
    #[arg(long)]
    pub reproducible: bool,
}

/// How many documents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One indented document a file
    Json,
    /// One document a line, on standard output
    Jsonl,
    /// One row an applicant, on standard output
    Csv,
    /// The publications of one CV as BibTeX
    Bibtex,
    /// The publications of one CV as CSL-JSON
    CslJson,
    /// The publications of one CV as RIS
    Ris,
}

impl Format {
    /// It is written for one CV at a time, and tells of publications alone.
    #[must_use]
    pub fn is_bibliography(self) -> bool {
        matches!(self, Self::Bibtex | Self::CslJson | Self::Ris)
    }
}

/// What a worker must know; the parent gives it.
#[derive(Debug, clap::Args)]
#[allow(missing_docs)]
pub struct WorkerArgs {
    #[arg(long)]
    pub memory: u64,
    #[arg(long, value_enum)]
    pub format: Format,
    #[arg(long)]
    pub evidence: bool,
    #[arg(long)]
    pub compact: bool,
    #[arg(long, value_delimiter = ',', value_parser = language_tag)]
    pub lang: Vec<String>,
}

/// What the command does besides parsing.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the JSON Schema of the documents
    Schema,
    /// Read reference strings, one a line, and print each as a line of JSON
    Cite {
        /// A text file; - is standard input
        file: PathBuf,
    },
    /// Print the lines of a file in reading order
    Text {
        /// A PDF or text file; - is standard input
        file: PathBuf,
        /// Put the section of each line before it
        #[arg(long)]
        sections: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// Print the man page
    Man,
    /// Read files for another cvparse
    #[command(hide = true)]
    Worker(WorkerArgs),
}

/// `de`, `pt-BR`: subtags of letters and digits.
fn language_tag(text: &str) -> Result<String, String> {
    let mut subtags = text.split('-');
    let is_language = |tag: &str| (2..=3).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphabetic());
    let is_subtag = |tag: &str| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric());
    let is_tag = subtags.next().is_some_and(is_language) && subtags.all(is_subtag);
    if is_tag { Ok(text.to_owned()) } else { Err("not a language tag such as de or pt-BR".to_owned()) }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_language_tag_has_the_shape_of_bcp_47() {
        let table = [("de", true), ("pt-BR", true), ("zh-Hans-CN", true), ("german", false), ("", false), ("d", false)];
        for (tag, expected) in table {
            assert_eq!(language_tag(tag).is_ok(), expected, "{tag:?}");
        }
    }
}
