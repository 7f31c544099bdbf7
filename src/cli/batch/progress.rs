//! The progress bar: on a terminal's standard error and nowhere else.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Files done, rate, time left, failures so far. No name of a file: it could drive the terminal.
const TEMPLATE: &str = "{wide_bar} {pos}/{len} {per_sec} {eta} left {msg}";

/// A bar for `n_files` files; it draws nothing where nobody looks.
#[must_use]
pub fn bar(n_files: usize) -> ProgressBar {
    let is_watched = std::io::stderr().is_terminal();
    let target = if is_watched { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(n_files as u64), target);
    bar.with_style(ProgressStyle::with_template(TEMPLATE).unwrap_or_else(|_| ProgressStyle::default_bar()))
}
