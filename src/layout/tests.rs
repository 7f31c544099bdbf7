//! Whole pages through the layout.

use super::testing::{document, page, set};
use super::{Layout, Line, lay_out};
use crate::geom::Rect;
use crate::pdf::{Fill, Page};

fn shown(line: &Line) -> String {
    let cells: Vec<&str> = line.cells.iter().map(crate::span::Span::text).collect();
    let label = if line.has_label { ">" } else { "" };
    format!("{}:{label}{}", line.flow, cells.join(" | "))
}

#[track_caller]
fn check(page: Page, expected: &[&str]) -> Layout {
    let layout = lay_out(&document(vec![page]));
    let actual: Vec<String> = layout.lines.iter().map(shown).collect();
    assert_eq!(actual, expected);
    layout
}

#[test]
fn a_wide_gap_parts_two_cells_of_one_line() {
    let mut p = page();
    set(&mut p, 50.0, 100.0, "Fairhaven University", 1);
    set(&mut p, 450.0, 100.0, "2008 - 2013", 0);
    check(p, &["0:Fairhaven University | 2008 - 2013"]);
}

#[test]
fn a_sidebar_with_lines_of_its_own_is_a_flow_of_its_own() {
    let mut p = page();
    for k in 0..20 {
        set(&mut p, 50.0, 100.0 + 17.0 * k as f32, "side bar", 0);
    }
    for k in 0..28 {
        set(&mut p, 200.0, 103.0 + 12.0 * k as f32, "the main text runs on here and there", 0);
    }
    let layout = lay_out(&document(vec![p]));
    assert_eq!(layout.lines.iter().map(|line| line.flow).max(), Some(1));
    assert_eq!(layout.lines.iter().filter(|line| line.text() == "side bar").count(), 20);
}

#[test]
fn labels_on_the_baselines_of_their_text_are_no_sidebar() {
    let mut p = page();
    for k in 0..8 {
        let y = 100.0 + 12.0 * k as f32;
        if k % 2 == 0 {
            set(&mut p, 50.0, y, "2019", 0);
        }
        set(&mut p, 120.0, y, "the main text runs on here", 0);
    }
    let label = "0:>2019 | the main text runs on here";
    let text = "0:the main text runs on here";
    check(p, &[label, text, label, text, label, text, label, text]);
}

#[test]
fn a_shaded_sidebar_is_a_flow_even_on_common_baselines() {
    let mut p = page();
    p.fills.push(Fill { bbox: Rect::new(0.0, 0.0, 180.0, 842.0), color: 0x00DD_DDEE });
    for k in 0..6 {
        let y = 100.0 + 12.0 * k as f32;
        set(&mut p, 50.0, y, "side bar", 0);
        set(&mut p, 200.0, y, "the main text runs on here", 0);
    }
    let layout = lay_out(&document(vec![p]));
    let actual: Vec<String> = layout.lines.iter().map(shown).collect();
    assert_eq!(actual, [["0:side bar"; 6], ["1:the main text runs on here"; 6]].concat());
}

#[test]
fn letter_spaced_text_is_joined() {
    let mut p = page();
    for (k, c) in "EDUCATION".chars().enumerate() {
        set(&mut p, 50.0 + 8.0 * k as f32, 100.0, &c.to_string(), 0);
    }
    check(p, &["0:EDUCATION"]);
}

#[test]
fn a_bullet_is_a_marker_and_not_text() {
    let mut p = page();
    set(&mut p, 50.0, 100.0, "• Led a team", 0);
    let layout = check(p, &["0:Led a team"]);
    assert_eq!(layout.lines[0].marker.as_ref().map(|marker| marker.text.as_str()), Some("•"));
}

#[test]
fn running_footers_and_page_numbers_are_furniture() {
    let mut pages = Vec::new();
    for number in 1..=2 {
        let mut p = Page { number, ..page() };
        set(&mut p, 50.0, 100.0, "Text of a page", 0);
        set(&mut p, 250.0, 820.0, &format!("Ada Lovelace {number}/2"), 0);
        pages.push(p);
    }
    let layout = lay_out(&document(pages));
    assert_eq!(layout.lines.len(), 2);
    assert_eq!(layout.furniture.len(), 2);
}
