//! Text that knows where it stands: the currency of every stage from `layout` to `extract`.
//!
//! A [`Span`] is a string with the run (place, style, link) of every stretch of it. Cutting and joining spans
//! keeps that, so that whatever a reader finds in a `&str` can be cut out by its byte range and still tells
//! page, box and raw text.

use std::ops::Range;
use std::sync::Arc;

use crate::geom::{Pt, Rect};
use crate::model::{Confidence, Evidence, Printed};

/// What an icon-font glyph means, where its font and glyph name say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Icon {
    Phone,
    Email,
    Home,
    Place,
    Web,
    Calendar,
    Birthday,
    GitHub,
    GitLab,
    LinkedIn,
    Orcid,
    Scholar,
    ResearchGate,
    Twitter,
    Mastodon,
    StackOverflow,
    Facebook,
    Instagram,
    YouTube,
    Xing,
    Skype,
    Telegram,
    WhatsApp,
    Kaggle,
    Medium,
    Other,
}

/// Raised, lowered or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[allow(missing_docs)]
pub enum Script {
    #[default]
    Normal,
    Super,
    Sub,
}

/// How a run is set.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Style {
    /// Bold, by the font's name, weight or flags, or by a fake (stroked or printed twice).
    pub bold: bool,
    /// Italic or oblique.
    pub italic: bool,
    /// Underlined by a rule close below the baseline.
    pub underline: bool,
    /// Printed in small capitals: `text` is already as it would be typed.
    pub small_caps: bool,
    /// Height of the em on the page.
    pub em: Pt,
    /// Fill colour, `0xRRGGBB`.
    pub color: u32,
    /// Number of the font in the document: equal numbers, equal face.
    pub font: u16,
    /// Superscript or subscript.
    pub script: Script,
}

/// A stretch of a span in one style at one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// Byte offset in the span's text where the run starts; it ends where the next one starts.
    pub start: usize,
    /// Page number, from 1.
    pub page: u32,
    /// Where it stands.
    pub bbox: Rect,
    /// How it is set.
    pub style: Style,
    /// Target of the link that covers it.
    pub link: Option<Arc<str>>,
    /// The icon it is, if it is one (its text is then empty or one space).
    pub icon: Option<Icon>,
}

/// Text with the runs it consists of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Span {
    text: String,
    runs: Vec<Run>,
}

impl Span {
    /// A span of one run; `run.start` is set to 0.
    #[must_use]
    pub fn new(text: impl Into<String>, run: Run) -> Self {
        Self { text: text.into(), runs: vec![Run { start: 0, ..run }] }
    }

    /// An empty span with room for a text of so many bytes in so many runs.
    #[must_use]
    pub fn with_room(n_bytes: usize, n_runs: usize) -> Self {
        Self { text: String::with_capacity(n_bytes), runs: Vec::with_capacity(n_runs) }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The runs, in text order.
    #[must_use]
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// No visible character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends `text`, set as `run` says, after `glue` (which belongs to the run before it).
    pub fn push_run(&mut self, glue: &str, text: &str, run: Run) {
        if !self.runs.is_empty() {
            self.text.push_str(glue);
        }
        self.runs.push(Run { start: self.text.len(), ..run });
        self.text.push_str(text);
    }

    /// Appends `other` after `glue` (which belongs to the run before it).
    pub fn push(&mut self, glue: &str, other: &Self) {
        if !self.runs.is_empty() {
            self.text.push_str(glue);
        }
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|run| Run { start: run.start + offset, ..run.clone() }));
    }

    /// Cuts the last `n_bytes` bytes off (a hyphen at a line's end); nothing happens inside a character.
    pub fn cut_end(&mut self, n_bytes: usize) {
        let end = self.text.len().saturating_sub(n_bytes);
        if self.text.is_char_boundary(end) {
            *self = self.slice(0..end);
        }
    }

    /// The part at byte range `range`, with its runs cut to it (boxes in proportion to the text).
    ///
    /// A range that is out of bounds or inside a character gives an empty span.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let Some(text) = self.text.get(range.clone()) else {
            return Self::default();
        };
        // The first run may start before the range; one that starts where the range ends is an icon at most.
        let first = self.runs.partition_point(|run| run.start < range.start).saturating_sub(1);
        let last = self.runs.partition_point(|run| run.start <= range.end);
        let mut runs = Vec::with_capacity(last.saturating_sub(first));
        for (k, run) in self.runs.iter().enumerate().take(last).skip(first) {
            let end = self.runs.get(k + 1).map_or(self.text.len(), |next| next.start);
            let (from, to) = (run.start.max(range.start), end.min(range.end));
            let is_icon_inside = run.start == end && range.start <= run.start && run.start <= range.end;
            if to <= from && !is_icon_inside {
                continue;
            }
            let length = (end - run.start).max(1) as f32;
            let width = run.bbox.width();
            let bbox = Rect {
                x0: run.bbox.x0 + width * ((from - run.start) as f32 / length),
                x1: run.bbox.x0 + width * (to.saturating_sub(run.start) as f32 / length),
                ..run.bbox
            };
            runs.push(Run { start: from.saturating_sub(range.start), bbox, ..run.clone() });
        }
        Self { text: text.to_owned(), runs }
    }

    /// The same without white space at both ends.
    #[must_use]
    pub fn trim(&self) -> Self {
        self.trim_matches(char::is_whitespace)
    }

    /// The same as [`Span::trim`] of a span that is needed no longer.
    #[must_use]
    pub fn into_trimmed(self) -> Self {
        self.trimmed(char::is_whitespace)
    }

    /// The same without characters for which `strip` holds at both ends.
    #[must_use]
    pub fn trim_matches(&self, strip: impl Fn(char) -> bool) -> Self {
        match self.within(strip) {
            all if all.len() == self.text.len() => self.clone(),
            kept => self.slice(kept),
        }
    }

    /// The same as [`Span::trim_matches`] of a span that is needed no longer: most have nothing to strip and stay as they
    /// are.
    #[must_use]
    pub fn trimmed(self, strip: impl Fn(char) -> bool) -> Self {
        match self.within(strip) {
            all if all.len() == self.text.len() => self,
            kept => self.slice(kept),
        }
    }

    /// What of the text is left without characters for which `strip` holds at both ends.
    fn within(&self, strip: impl Fn(char) -> bool) -> Range<usize> {
        let rest = self.text.trim_start_matches(&strip);
        let start = self.text.len() - rest.len();
        start..start + rest.trim_end_matches(&strip).len()
    }

    /// Byte range of run `k` in the text.
    #[must_use]
    pub fn run_range(&self, k: usize) -> Range<usize> {
        let start = self.runs.get(k).map_or(self.text.len(), |run| run.start);
        let end = self.runs.get(k + 1).map_or(self.text.len(), |run| run.start);
        start..end.max(start)
    }

    /// The run that holds byte `at`.
    #[must_use]
    pub fn run_at(&self, at: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.start <= at);
        self.runs.get(after.checked_sub(1)?)
    }

    /// Page of the first run (1 when there is none).
    #[must_use]
    pub fn page(&self) -> u32 {
        self.runs.first().map_or(1, |run| run.page)
    }

    /// The box around all runs on the first run's page.
    #[must_use]
    pub fn bbox(&self) -> Rect {
        let page = self.page();
        let boxes = self.runs.iter().filter(|run| run.page == page).map(|run| run.bbox);
        boxes.reduce(|a, b| a.union(&b)).unwrap_or_default()
    }

    /// The style in which most of the text is set.
    #[must_use]
    pub fn style(&self) -> Style {
        let Some((first, others)) = self.runs.split_first() else { return Style::default() };
        if others.iter().all(|run| run.style == first.style) {
            return first.style;
        }
        let length = |k: usize| self.text.get(self.run_range(k)).map_or(0, |t| t.trim().len());
        let longest = (0..self.runs.len()).rev().max_by_key(|&k| length(k));
        longest.and_then(|k| self.runs.get(k)).map(|run| run.style).unwrap_or_default()
    }

    /// Whether all of its letters are bold.
    #[must_use]
    pub fn is_bold(&self) -> bool {
        self.all_runs(|style| style.bold)
    }

    /// Whether all of its letters are italic.
    #[must_use]
    pub fn is_italic(&self) -> bool {
        self.all_runs(|style| style.italic)
    }

    fn all_runs(&self, holds: impl Fn(&Style) -> bool) -> bool {
        let has_letters =
            |k: usize| self.text.get(self.run_range(k)).is_some_and(|t| t.chars().any(char::is_alphanumeric));
        let mut lettered = self.runs.iter().enumerate().filter(|(k, _)| has_letters(*k)).peekable();
        lettered.peek().is_some() && lettered.all(|(_, run)| holds(&run.style))
    }

    /// The first link on it.
    #[must_use]
    pub fn link(&self) -> Option<&str> {
        self.runs.iter().find_map(|run| run.link.as_deref())
    }

    /// The first icon on it.
    #[must_use]
    pub fn icon(&self) -> Option<Icon> {
        self.runs.iter().find_map(|run| run.icon)
    }

    /// `value` with this span as its evidence.
    #[must_use]
    pub fn printed<T>(&self, value: T, confidence: Confidence) -> Printed<T> {
        let evidence =
            Evidence { page: self.page(), bbox: self.bbox(), confidence, raw: self.text.clone(), repaired: false };
        Printed { value, evidence }
    }

    /// Its own text, trimmed, as a value.
    #[must_use]
    pub fn as_text(&self, confidence: Confidence) -> Printed<String> {
        match self.within(char::is_whitespace) {
            all if all.len() == self.text.len() => self.printed(self.text.clone(), confidence),
            kept => {
                let span = self.slice(kept);
                span.printed(span.text.clone(), confidence)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(x0: f32, x1: f32, bold: bool) -> Run {
        let style = Style { bold, ..Style::default() };
        Run { start: 0, page: 1, bbox: Rect::new(x0, 0.0, x1, 10.0), style, link: None, icon: None }
    }

    fn two() -> Span {
        let mut span = Span::new("Ada", run(0.0, 30.0, true));
        span.push(" ", &Span::new("Lovelace", run(40.0, 120.0, false)));
        span
    }

    #[test]
    fn a_slice_keeps_place_and_style_of_its_part() {
        let part = two().slice(4..8);
        assert_eq!(part.text(), "Love");
        assert_eq!(part.bbox(), Rect::new(40.0, 0.0, 80.0, 10.0));
        assert!(!part.is_bold());
    }

    #[test]
    fn a_slice_out_of_bounds_or_inside_a_character_is_empty() {
        assert!(two().slice(4..99).is_empty());
        assert!(Span::new("é", run(0.0, 5.0, false)).slice(1..2).is_empty());
    }

    #[test]
    fn evidence_tells_box_and_raw_text() {
        let value = two().as_text(Confidence(0.5));
        assert_eq!(value.value, "Ada Lovelace");
        assert_eq!(value.evidence.bbox, Rect::new(0.0, 0.0, 120.0, 10.0));
        assert_eq!(value.evidence.raw, "Ada Lovelace");
    }

    #[test]
    fn the_style_of_a_span_is_that_of_most_of_its_text() {
        assert!(!two().style().bold);
        assert!(two().slice(0..3).is_bold());
    }
}
