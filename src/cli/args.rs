//! Arguments: their shape and their help, which is also the man page and the completions.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
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

    /// A PDF or text file; - is standard input
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,

    /// Say where every value stood on the page and how sure it is
    #[arg(long)]
    pub evidence: bool,

    /// One line instead of indented
    #[arg(long)]
    pub compact: bool,

    /// Write here instead of standard output; the file appears whole or not at all
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// Languages of the CV (BCP 47, comma separated) instead of detecting them
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = language_tag)]
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
