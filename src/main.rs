//! The command: exit code and nothing else. Everything is in `cvparse::cli`.

fn main() -> std::process::ExitCode {
    cvparse::cli::main()
}
