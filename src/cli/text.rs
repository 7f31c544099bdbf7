//! `cvparse text`: the lines of a file in reading order, for people who ask why.

use std::path::Path;

use super::output::{self, Failure};
use super::single::guard;
use crate::input::Input;
use crate::lang::Vocabulary;
use crate::section::{self, Part, Section};
use crate::{Error, input};

/// Prints the lines of the file at `path`, each after its section where `with_sections` is set.
///
/// # Errors
/// The one [`Failure`] that leaves no lines.
pub fn run(path: &Path, with_sections: bool) -> Result<(), Failure> {
    let text = guard(path, |bytes| lines(bytes, with_sections))?;
    output::to_stdout(text.as_bytes())
}

fn lines(bytes: &[u8], with_sections: bool) -> Result<String, Error> {
    let input = input::read(bytes)?;
    Ok(if with_sections { by_section(&input) } else { tidy(&input.layout.text()) + "\n" })
}

fn by_section(input: &Input) -> String {
    section::split(&input.layout, Vocabulary::all()).iter().map(of_section).collect()
}

fn of_section(section: &Section) -> String {
    let kind = format!("{:?}", section.kind).to_lowercase();
    let heading = section.heading.iter().map(|heading| format!("{kind}\t# {}\n", tidy(heading.text())));
    let parts = section.parts.iter().map(|part| match part {
        Part::Line(line) => format!("{kind}\t{}\n", tidy(&line.text())),
        Part::SubHeading(span) => format!("{kind}\t## {}\n", tidy(span.text())),
    });
    heading.chain(parts).collect()
}

/// Text of strangers goes to a terminal: control characters become spaces.
fn tidy(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}
