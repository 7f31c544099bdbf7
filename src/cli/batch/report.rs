//! The report: one line a file in the order of their paths, then one line that counts them.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use super::record::{Cause, Record, Status};
use crate::cli::say;
use crate::write::json::escape_controls;

/// Failures that the summary for a person names one by one.
const MAX_NAMED: usize = 10;

/// How many files ended how; the four add up to `files`, with those that were not reached.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// All files that were found.
    pub files: usize,
    /// With a document.
    pub parsed: usize,
    /// With a document that lacks text of the file.
    pub partial: usize,
    /// Without a document.
    pub failed: usize,
    /// Not to be parsed.
    pub skipped: usize,
    /// Not reached: the run was stopped.
    pub not_reached: usize,
    /// Among those with a document: the same bytes as another.
    pub same_bytes: usize,
    /// Why files failed or were skipped.
    pub codes: BTreeMap<Cause, usize>,
}

/// The last line of the report.
#[derive(Serialize)]
struct Last<'a> {
    summary: &'a Summary,
}

impl Summary {
    /// Counts `records` of `n_files` files.
    #[must_use]
    pub fn of(records: &[Record], n_files: usize) -> Self {
        let mut summary = Self { files: n_files, not_reached: n_files - records.len().min(n_files), ..Self::default() };
        for record in records {
            *match record.status {
                Status::Parsed => &mut summary.parsed,
                Status::Partial => &mut summary.partial,
                Status::Failed => &mut summary.failed,
                Status::Skipped => &mut summary.skipped,
            } += 1;
            summary.same_bytes += usize::from(record.same_bytes_as.is_some() && record.has_document());
            if let Some(code) = record.code {
                *summary.codes.entry(code).or_default() += 1;
            }
        }
        summary
    }

    /// For a person: the counts, the causes, and the first failures.
    #[must_use]
    pub fn for_a_person(&self, records: &[Record]) -> String {
        let Self { files, parsed, partial, failed, skipped, .. } = self;
        let mut text = format!("{files} files: {parsed} parsed, {partial} in part, {failed} failed, {skipped} skipped");
        if 0 < self.not_reached {
            let _ = write!(text, ", {} not reached", self.not_reached);
        }
        text.push('\n');
        for (code, n) in &self.codes {
            let _ = writeln!(text, "  {n:>6} {}", name_of(*code));
        }
        let failures = records.iter().filter(|record| record.status == Status::Failed);
        for record in failures.take(MAX_NAMED) {
            let message = record.message.as_deref().unwrap_or_default();
            let _ = writeln!(text, "  {}: {message}", say::escape(&record.name.path));
        }
        if MAX_NAMED < *failed {
            let _ = writeln!(text, "  … and {} more in the report", failed - MAX_NAMED);
        }
        text
    }
}

/// The lines of the report; without measures two runs of the same files compare byte by byte.
#[must_use]
pub fn lines(records: &[Record], summary: &Summary, has_measures: bool) -> String {
    let mut text = String::new();
    for record in records {
        let mut record = record.clone();
        if !has_measures {
            (record.ms, record.peak_kib) = (None, None);
        }
        text.push_str(&serde_json::to_string(&record).unwrap_or_default());
        text.push('\n');
    }
    text.push_str(&serde_json::to_string(&Last { summary }).unwrap_or_default());
    text.push('\n');
    escape_controls(text)
}

/// The code as the report spells it.
fn name_of(code: Cause) -> String {
    let value = serde_json::to_value(code).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
