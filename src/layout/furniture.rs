//! Running headers, footers and page numbers: lines that repeat at the edge of the pages.
//!
//! In: the lines of all pages. Out: the same, furniture taken out. Knows no language: furniture shows by place,
//! repetition and its page number.

use super::Line;
use crate::geom::Pt;

/// Furniture stands within this share of the page's height from its top or bottom.
const MARGIN: f32 = 0.1;

/// Takes furniture out of `lines` (all pages, any order). `heights` are those of the pages, from page 1.
pub fn take(lines: &mut Vec<Line>, heights: &[Pt]) -> Vec<Line> {
    let keys: Vec<Option<String>> = lines.iter().map(|line| edge_key(line, heights)).collect();
    let is_furniture: Vec<bool> = lines
        .iter()
        .zip(&keys)
        .map(|(line, key)| {
            key.as_ref().is_some_and(|key| is_numbered(line, heights) || repeats(line, key, lines, &keys))
        })
        .collect();
    let mut flags = is_furniture.into_iter();
    let (taken, kept) = std::mem::take(lines).into_iter().partition(|_| flags.next().unwrap_or(false));
    *lines = kept;
    taken
}

/// The text with its digits masked, when the line stands at the edge of its page.
fn edge_key(line: &Line, heights: &[Pt]) -> Option<String> {
    let height = *heights.get(line.page.checked_sub(1)? as usize)?;
    let y = line.baseline / height;
    if MARGIN < y && y < 1.0 - MARGIN {
        return None;
    }
    Some(line.text().chars().map(|c| if c.is_ascii_digit() { '#' } else { c }).collect())
}

/// The same text (digits apart) stands at the same height of another page.
fn repeats(line: &Line, key: &str, lines: &[Line], keys: &[Option<String>]) -> bool {
    lines.iter().zip(keys).any(|(other, other_key)| {
        let near = (other.baseline - line.baseline).abs() / line.em.max(other.em) < 1.0;
        other.page != line.page && near && other_key.as_deref() == Some(key)
    })
}

/// The line is its page's number, or ends with "n/N" or "n of N" of this page and document.
fn is_numbered(line: &Line, heights: &[Pt]) -> bool {
    let text = line.text();
    let numbers: Vec<u32> = text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    match numbers.as_slice() {
        [n] => *n == line.page && n_letters == 0,
        [.., n, total] => {
            *n == line.page && *total as usize == heights.len() && text.trim().ends_with(&total.to_string())
        }
        _ => false,
    }
}
