//! Sections made by hand for the tests: a line of text per line, a tab between cells, `**bold**`, `- ` a bullet,
//! `## ` a sub-heading, leading spaces an indent, `> ` a label column before the first tab.

use std::sync::LazyLock;

use crate::extract::Context;
use crate::geom::{Pt, Rect};
use crate::lang::Vocabulary;
use crate::layout::{Line, Marker};
use crate::model::Cv;
use crate::section::{Part, Section, SectionKind};
use crate::span::{Run, Span, Style};

const ADVANCE: f32 = 5.0;
const EM: f32 = 10.0;
const LEADING: f32 = 12.0;
const CELL: f32 = 150.0;

/// A span in one style at the top left of page 1.
pub fn span(text: &str) -> Span {
    styled(text, 0.0, LEADING, EM)
}

/// A span whose `**…**` parts are bold, from `x` on, with its baseline at `y`.
pub fn styled(text: &str, x: f32, y: f32, em: f32) -> Span {
    let mut span = Span::default();
    let mut pen = x;
    for (k, part) in text.split("**").enumerate().filter(|(_, part)| !part.is_empty()) {
        let width = ADVANCE * part.chars().count() as f32;
        let style = Style { bold: k % 2 == 1, em: Pt(em), ..Style::default() };
        let bbox = Rect::new(pen, y - em, pen + width, y);
        span.push("", &Span::new(part, Run { start: 0, page: 1, bbox, style, link: None, icon: None }));
        pen += width;
    }
    span
}

/// Line `n` of a page.
pub fn line(text: &str, n: usize) -> Line {
    let y = LEADING * (n as f32 + 1.0);
    let (text, has_label) = text.strip_prefix("> ").map_or((text, false), |rest| (rest, true));
    let indent = text.len() - text.trim_start_matches(' ').len();
    let text = text.trim_start_matches(' ');
    let (text, em) = text.strip_prefix("! ").map_or((text, EM), |rest| (rest, 2.0 * EM));
    let (text, marker) = text.strip_prefix("- ").map_or((text, None), |rest| (rest, Some(bullet(indent))));
    let x = ADVANCE * indent as f32 + if marker.is_some() { EM } else { 0.0 };
    let cells: Vec<Span> =
        text.split('\t').enumerate().map(|(k, cell)| styled(cell, x + CELL * k as f32, y, em)).collect();
    let bbox = cells.iter().map(Span::bbox).reduce(|a, b| a.union(&b)).unwrap();
    let column = Rect::new(0.0, 0.0, 500.0, 800.0);
    Line {
        page: 1,
        column,
        bbox,
        baseline: Pt(y),
        em: Pt(em),
        cells,
        marker,
        has_label,
        leading: Some(Pt(LEADING)),
        ..Line::default()
    }
}

fn bullet(indent: usize) -> Marker {
    Marker { text: "•".to_owned(), is_number: false, x0: Pt(ADVANCE * indent as f32) }
}

/// A section of `kind` with these lines.
pub fn section(kind: SectionKind, heading: Option<&str>, text: &str) -> Section {
    let part = |(n, text): (usize, &str)| match text.strip_prefix("## ") {
        Some(heading) => Part::SubHeading(styled(heading, 0.0, LEADING * n as f32, EM)),
        None => Part::Line(line(text, n)),
    };
    Section { kind, also: Vec::new(), heading: heading.map(span), parts: text.lines().enumerate().map(part).collect() }
}

/// What an extractor makes of a section.
pub fn run(extractor: super::Extractor, section: &Section) -> Cv {
    static VOCABULARY: LazyLock<&Vocabulary> = LazyLock::new(Vocabulary::all);
    let mut context = Context::new(&VOCABULARY);
    let mut cv = Cv::default();
    extractor(section, &mut context, &mut cv);
    cv
}
