//! JSON: the contract itself.

use crate::Parsed;

/// How the document is written.
#[derive(Debug, Clone, Copy, Default)]
pub struct JsonOptions {
    /// Show where every value stood (`meta.cvparse.evidence`).
    pub with_evidence: bool,
    /// One line instead of indented.
    pub is_compact: bool,
}

/// The CV as one JSON document, with a line break at the end.
#[must_use]
pub fn to_json(parsed: &Parsed, options: JsonOptions) -> String {
    let _ = options;
    let mut text = serde_json::to_string_pretty(&parsed.cv).unwrap_or_default();
    text.push('\n');
    text
}
