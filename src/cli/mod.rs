//! The command line: arguments, files, exit codes. Only here do messages leave the program.

use std::process::ExitCode;

/// Runs the command on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
