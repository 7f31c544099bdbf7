//! Whole pages through the layout.

use super::testing::{document, page, set, set_spaced};
use super::{Layout, Line, lay_out};
use crate::geom::Rect;
use crate::pdf::{Fill, Page};

/// Sets `lines` below each other at a leading of 12 points, from (`x`, `y`) on; the first in bold.
fn block(page: &mut Page, x: f32, y: f32, lines: &[&str]) {
    for (k, line) in lines.iter().enumerate() {
        set(page, x, y + 12.0 * k as f32, line, u16::from(k == 0));
    }
}

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

/// Sets `lines` so that they end at `x`, 17 points apart, from `y` on.
fn flush_right(page: &mut Page, x: f32, y: f32, lines: &[&str]) {
    for (k, line) in lines.iter().enumerate() {
        set(page, x - super::testing::PITCH * line.len() as f32, y + 17.0 * k as f32, line, 0);
    }
}

const SIDE: [&str; 8] = ["Skills", "Surveying", "Tide", "Awards", "Prize", "Tongues", "Irish", "Old tongue"];

#[test]
fn a_sidebar_that_is_set_flush_right_is_a_flow_of_its_own() {
    let mut p = page();
    set(&mut p, 50.0, 70.0, "a line across both that ends where the lines at the right of it do, or so", 0);
    for k in 0..20 {
        set(&mut p, 50.0, 103.0 + 12.0 * k as f32, "the main text runs on here and there", 0);
    }
    flush_right(&mut p, 560.0, 100.0, &SIDE);
    let layout = lay_out(&document(vec![p]));
    let side: Vec<&Line> = layout.lines.iter().filter(|line| line.flow == 1).collect();
    assert_eq!(side.iter().map(|line| line.text()).collect::<Vec<_>>(), SIDE);
    // The room of a short line is at its left: the next word would have fitted on it.
    assert!(side.iter().all(|line| line.is_flush_right));
    assert!(side.iter().filter(|line| line.text() != "Old tongue").all(|line| line.bbox.x1 < line.right_edge()));
    assert!(layout.lines.iter().filter(|line| line.flow == 0).all(|line| !line.is_flush_right));
}

#[test]
fn gaps_in_lines_of_tags_are_no_gutter() {
    let mut p = page();
    for k in 0..6 {
        let y = 100.0 + 14.0 * k as f32;
        let x = 20.0 * (k % 3) as f32;
        set(&mut p, 50.0, y, "menu engineer", 0);
        set(&mut p, 140.0 + x, y, "butcher", 0);
        set(&mut p, 240.0 + x, y, "pastry", 0);
    }
    let layout = lay_out(&document(vec![p]));
    assert!(layout.lines.iter().all(|line| line.flow == 0), "{:?}", layout.lines.iter().map(shown).collect::<Vec<_>>());
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

#[test]
fn a_page_number_above_a_wide_margin_is_furniture_and_a_number_in_the_text_is_not() {
    let mut p = page();
    set(&mut p, 50.0, 700.0, "1", 0);
    set(&mut p, 50.0, 715.0, "Text of a page", 0);
    set(&mut p, 290.0, 740.0, "1", 0);
    check(p, &["0:1", "0:Text of a page"]);
}

#[test]
fn a_sidebar_painted_in_one_piece_is_a_flow_even_on_common_baselines() {
    let mut p = page();
    block(&mut p, 50.0, 100.0, &["side bar"; 20]);
    block(&mut p, 200.0, 100.0, &["the main text runs on here"; 30]);
    let layout = lay_out(&document(vec![p]));
    let actual: Vec<String> = layout.lines.iter().map(shown).collect();
    let expected = [vec!["0:side bar"; 20], vec!["1:the main text runs on here"; 30]].concat();
    assert_eq!(actual, expected);
}

#[test]
fn labels_of_two_lines_stay_beside_their_text() {
    let mut p = page();
    let mut expected = Vec::new();
    for k in 0..6 {
        let y = 100.0 + 50.0 * k as f32;
        set(&mut p, 50.0, y, "May 2019", 0);
        set(&mut p, 50.0, y + 12.0, "to June", 0);
        block(&mut p, 120.0, y, &["Head", "the main text runs on", "and on"]);
        expected.extend(["0:>May 2019 | Head", "0:>to June | the main text runs on", "0:and on"]);
    }
    check(p, &expected);
}

#[test]
fn dates_at_the_right_painted_in_one_piece_stay_on_their_lines() {
    let mut p = page();
    let heads = ["Delta Institute", "Lundby", "University of Kirkwall", "Acme", "Globex"];
    for (k, date) in ["2019 - 2021", "May 2016 - 2018", "2014", "2012 - 2013", "to 2011"].iter().enumerate() {
        set(&mut p, 540.0 - 5.0 * date.len() as f32, 100.0 + 60.0 * k as f32, date, 0);
    }
    for (k, head) in heads.iter().enumerate() {
        block(&mut p, 50.0, 100.0 + 60.0 * k as f32, &[head, "the main text runs on here", "and on"]);
    }
    let layout = lay_out(&document(vec![p]));
    assert!(layout.lines.iter().all(|line| line.flow == 0));
    assert_eq!(layout.lines.iter().filter(|line| line.cells.len() == 2).count(), 5);
}

#[test]
fn cards_are_read_one_after_the_other_and_row_by_row() {
    let mut p = page();
    set(&mut p, 50.0, 80.0, "EDUCATION", 1);
    block(&mut p, 50.0, 100.0, &["School A", "2012 - 2014", "Physics"]);
    block(&mut p, 320.0, 100.0, &["School B", "2010 - 2012", "Chemistry"]);
    block(&mut p, 50.0, 160.0, &["School C", "2008 - 2010", "Biology"]);
    block(&mut p, 320.0, 160.0, &["School D", "2006 - 2008", "Latin"]);
    let upper = ["0:School A", "0:2012 - 2014", "0:Physics", "0:School B", "0:2010 - 2012", "0:Chemistry"];
    let lower = ["0:School C", "0:2008 - 2010", "0:Biology", "0:School D", "0:2006 - 2008", "0:Latin"];
    let layout = check(p, &[&["0:EDUCATION"][..], &upper, &lower].concat());
    assert_eq!(layout.lines[4].inset, crate::geom::Pt(270.0));
    assert_eq!(layout.lines[4].leading, Some(crate::geom::Pt(30.0)));
}

#[test]
fn the_cells_of_a_table_painted_row_by_row_are_no_cards() {
    let mut p = page();
    for k in 0..4 {
        let y = 100.0 + 12.0 * k as f32;
        set(&mut p, 50.0, y, "Delta Institute", 1);
        set(&mut p, 320.0, y, "Berlin", 1);
    }
    check(p, &["0:Delta Institute | Berlin"; 4]);
}

#[test]
fn a_sidebar_goes_on_with_a_single_line_on_the_next_page() {
    let mut pages = Vec::new();
    for (number, n_side) in [(1, 20), (2, 1)] {
        let mut p = Page { number, ..page() };
        block(&mut p, 50.0, 100.0, &vec!["side bar"; n_side]);
        block(&mut p, 200.0, 100.0, &["the main text runs on here"; 30]);
        pages.push(p);
    }
    let layout = lay_out(&document(pages));
    let n_side = layout.lines.iter().take_while(|line| line.text() == "side bar").count();
    assert_eq!(n_side, 21);
}

#[test]
fn text_below_two_columns_with_its_heading_follows_both() {
    let mut p = page();
    block(&mut p, 50.0, 100.0, &["left column"; 25]);
    block(&mut p, 320.0, 100.0, &["right column"; 20]);
    set(&mut p, 50.0, 430.0, "AWARDS", 1);
    for k in 0..3 {
        set(
            &mut p,
            50.0,
            450.0 + 12.0 * k as f32,
            "this text runs over the whole width of the page, left and right",
            0,
        );
    }
    let layout = lay_out(&document(vec![p]));
    let actual: Vec<String> = layout.lines.iter().map(Line::text).collect();
    assert_eq!(actual.iter().position(|text| text == "AWARDS"), Some(45));
}

#[test]
fn words_without_a_printed_space_between_are_cells_where_spaces_are_printed() {
    let mut p = page();
    for k in 0..3 {
        set_spaced(&mut p, 50.0, 100.0 + 12.0 * k as f32, "the main text has its spaces");
    }
    set_spaced(&mut p, 50.0, 150.0, "SQL");
    set_spaced(&mut p, 72.0, 150.0, "machine learning");
    check(p, &[&["0:the main text has its spaces"; 3][..], &["0:SQL | machine learning"]].concat());
}

/// Markers of the lines on a page with a dot at (`x`, `y`) and two texts on the baseline 100.
#[track_caller]
fn check_dot(x: f32, y: f32, expected: &[Option<&str>]) {
    let mut p = page();
    p.dots.push(Rect::new(x, y, x + 4.0, y + 4.0));
    set(&mut p, 60.0, 100.0, "Led a team", 0);
    set(&mut p, 60.0, 112.0, "and more", 0);
    let layout = lay_out(&document(vec![p]));
    let markers: Vec<Option<&str>> =
        layout.lines.iter().map(|line| line.marker.as_ref().map(|marker| marker.text.as_str())).collect();
    assert_eq!(markers, expected);
}

#[test]
fn a_dot_drawn_before_a_line_is_its_bullet() {
    check_dot(48.0, 95.0, &[Some("•"), None]);
}

#[test]
fn a_dot_far_off_or_behind_a_line_is_no_bullet() {
    check_dot(20.0, 95.0, &[None, None]);
    check_dot(112.0, 95.0, &[None, None]);
    check_dot(48.0, 80.0, &[None, None]);
}

/// Rules around cells whose edges are these.
fn ruled(page: &mut Page, xs: &[f32], ys: &[f32]) {
    let (Some((x0, x1)), Some((y0, y1))) = (xs.first().zip(xs.last()), ys.first().zip(ys.last())) else { return };
    page.rules.extend(ys.iter().map(|y| Rect::new(*x0, *y, *x1, y + 0.5)));
    page.rules.extend(xs.iter().map(|x| Rect::new(*x, *y0, x + 0.5, *y1)));
}

#[test]
fn cells_of_a_ruled_table_that_wrap_are_read_as_cells() {
    let mut p = page();
    ruled(&mut p, &[45.0, 120.0, 220.0, 400.0], &[85.0, 120.0, 160.0]);
    for (k, y) in [100.0, 135.0].into_iter().enumerate() {
        set(&mut p, 50.0, y, "2019", 0);
        block(&mut p, 125.0, y, &["The Institute", "of Delta"]);
        block(&mut p, 225.0, y, &["head of", "the main lab", "and more"][..=k + 1]);
    }
    let first = ["0:>2019 | The Institute of Delta | head of", "0:the main lab"];
    let second = ["0:>2019 | The Institute of Delta | head of", "0:the main lab", "0:and more"];
    check(p, &[&first[..], &second].concat());
}

#[test]
fn labels_in_the_middle_of_what_they_name_stand_before_it() {
    let mut p = page();
    for k in 0..3 {
        let y = 100.0 + 60.0 * k as f32;
        set(&mut p, 50.0, y + 14.0, "SKILLS", 1);
        block(&mut p, 160.0, y, &["the main text runs on", "and on", "and on"]);
    }
    check(p, &["0:>SKILLS | the main text runs on", "0:and on", "0:and on"].repeat(3));
}

#[test]
fn tags_are_cells() {
    let mut p = page();
    set(&mut p, 50.0, 100.0, "machine learning SQL", 0);
    for (x0, x1) in [(48.0, 132.0), (133.0, 155.0)] {
        p.frames.push(Rect::new(x0, 90.0, x1, 104.0));
    }
    check(p, &["0:machine learning | SQL"]);
}

#[test]
fn turned_headings_are_labels_of_what_they_name() {
    let mut p = page();
    for (k, heading) in ["Work", "School"].into_iter().enumerate() {
        let y = 100.0 + 100.0 * k as f32;
        let at = p.glyphs.len();
        // Upwards from (60, y + 40): in the page turned the same way, x is the height above the bottom.
        set(&mut p, 842.0 - y - 40.0, 60.0, heading, 1);
        for glyph in p.glyphs.iter_mut().skip(at) {
            glyph.turn = crate::pdf::Turn::Counter;
        }
        block(&mut p, 80.0, y, &["Head", "the main text runs on", "and on"]);
    }
    let text = ["0:the main text runs on", "0:and on"];
    check(p, &[&["0:>Work | Head"], &text[..], &["0:>School | Head"], &text].concat());
}

#[test]
fn entries_left_and_right_of_a_line_of_time_are_one_flow() {
    let mut p = page();
    let mut expected = Vec::new();
    for k in 0..6 {
        let x = if k % 2 == 0 { 50.0 } else { 320.0 };
        block(&mut p, x, 100.0 + 60.0 * k as f32, &["2019", "Head", "text of it", "and more"]);
        expected.extend(["0:2019", "0:Head", "0:text of it", "0:and more"]);
    }
    check(p, &expected);
}

#[test]
fn the_label_of_several_rows_stands_alone_before_them() {
    let mut p = page();
    ruled(&mut p, &[45.0, 120.0], &[85.0, 145.0]);
    ruled(&mut p, &[120.0, 200.0, 400.0], &[85.0, 105.0, 125.0, 145.0]);
    set(&mut p, 50.0, 118.0, "Schools", 1);
    for (k, year) in ["2010", "2015", "2019"].into_iter().enumerate() {
        let y = 98.0 + 20.0 * k as f32;
        set(&mut p, 130.0, y, year, 0);
        set(&mut p, 210.0, y, "University of Delta", 0);
    }
    let rows = ["2010", "2015", "2019"].map(|year| format!("0:>{year} | University of Delta"));
    let layout = check(p, &["0:>Schools", &rows[0], &rows[1], &rows[2]]);
    assert_eq!(layout.lines.iter().filter(|line| line.is_inner).count(), 3);
}
