//! What reaches standard error: one line, and nothing in it that drives a terminal.

use std::io::Write;
use std::path::Path;

use super::args::NAME;
use super::output::{Failure, is_stream};

/// Longest name or message that is shown, in characters; longer ones lose their middle.
const MAX_SHOWN: usize = 160;

/// Says why there is no answer.
pub fn failure(failure: &Failure) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{NAME}: {}", failure.message);
}

/// A file's name as it may be shown.
#[must_use]
pub fn name(path: &Path) -> String {
    if is_stream(path) { "standard input".to_owned() } else { escape(&path.to_string_lossy()) }
}

/// `text` without its middle if it is long, control and bidirectional format characters written as escapes.
#[must_use]
pub fn escape(text: &str) -> String {
    shorten(text).chars().flat_map(escape_one).collect()
}

/// Characters that move the cursor, start a command or turn the reading direction.
#[must_use]
pub fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn escape_one(c: char) -> impl Iterator<Item = char> {
    let (plain, escaped) = if is_unsafe(c) { (None, Some(c.escape_default())) } else { (Some(c), None) };
    plain.into_iter().chain(escaped.into_iter().flatten())
}

fn shorten(text: &str) -> String {
    let n_chars = text.chars().count();
    if n_chars <= MAX_SHOWN {
        return text.to_owned();
    }
    let half = MAX_SHOWN / 2;
    let start = text.chars().take(half);
    let end = text.chars().skip(n_chars - half);
    start.chain(std::iter::once('…')).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    #[test]
    fn a_name_in_any_script_is_shown_as_it_is() {
        check("简历 Zoë.pdf", "简历 Zoë.pdf");
    }

    #[test]
    fn what_drives_a_terminal_is_written_as_an_escape() {
        check("a\u{1b}[2J\n\u{9b}b", "a\\u{1b}[2J\\n\\u{9b}b");
        check("cv\u{202e}fdp.exe", "cv\\u{202e}fdp.exe");
    }

    #[test]
    fn a_long_name_loses_its_middle() {
        let long = "x".repeat(100) + &"y".repeat(100);
        check(&long, &format!("{}…{}", "x".repeat(80), "y".repeat(80)));
    }
}
