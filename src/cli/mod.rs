//! The command line: arguments, files, exit codes. Only here do messages leave the program.
//!
//! In: the process's arguments and streams. Out: a document on standard output or in a file, and an exit code of
//! [`exit::Exit`]. What a CV is, is not known here.

mod args;
mod batch;
pub mod cite;
pub mod exit;
mod output;
mod say;
mod single;
mod text;
mod watch;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Args, Command};
use exit::Exit;
use output::Failure;

/// Runs the command on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return of_clap(&error).into(),
    };
    match run(&args) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            say::failure(&failure);
            failure.exit.into()
        }
    }
}

fn run(args: &Args) -> Result<Exit, Failure> {
    match &args.command {
        None if batch::is_meant(args) => return batch::run(args),
        None => single::run(args)?,
        Some(Command::Worker(args)) => batch::worker::run(args)?,
        Some(Command::Schema) => output::to_stdout(crate::write::schema::to_json().as_bytes())?,
        Some(Command::Cite { file }) => cite::run(file)?,
        Some(Command::Text { file, sections }) => text::run(file, *sections)?,
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Args::command(), args::NAME, &mut script);
            output::to_stdout(&script)?;
        }
        Some(Command::Man) => {
            let mut page = Vec::new();
            let rendered = clap_mangen::Man::new(Args::command()).render(&mut page);
            rendered.map_err(|error| Failure::of_io(args::NAME, &error))?;
            output::to_stdout(&page)?;
        }
    }
    Ok(Exit::Parsed)
}

/// Help and version are answers; everything else that clap says is a wrong use.
fn of_clap(error: &clap::Error) -> Exit {
    // A closed pipe must end quietly here, too.
    let _ = error.print();
    if error.use_stderr() { Exit::Usage } else { Exit::Parsed }
}
