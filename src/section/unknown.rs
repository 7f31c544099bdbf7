//! Looks of headings that no vocabulary knows, told by how their lines stand on the page.
//!
//! In: the lines, and which of them may be headings. Out: looks whose lines are all short, alone, distinct, apart from what
//! stands above, and never two in a row: nothing else on a CV is set like that throughout.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt, HashSet};

use super::style::Look;
use crate::geom::Pt;
use crate::lang::{Vocabulary, WordClass};
use crate::layout::Line;
use crate::read::{date, person};

/// A look has at least so many lines.
const MIN_LINES: usize = 3;

/// At least this share of the lines of a look stand as headings do.
const SHARE: f32 = 0.8;

/// At most this share of the lines of a look have words of entries.
const MAX_ENTRIES: f32 = 0.25;

/// The space above a heading is this much wider than that between the lines of a paragraph.
const SPACE_ABOVE: f32 = 1.25;

/// On average a heading and its content have at least so many lines.
const LINES_PER_HEADING: f32 = 2.5;

/// From this likeness on, a line is the name of a person.
const NAME: f32 = 0.6;

/// How the lines of a look stand.
#[derive(Default)]
struct Stand {
    n_apart: usize,
    n_followed: usize,
    n_beside_rule: usize,
    /// The lines.
    at: Vec<usize>,
}

/// The looks that stand as headings do; `all` are those of the lines, and `may_be` says which lines may be headings.
pub fn looks(lines: &[Line], all: &[Look], may_be: &[bool], vocabulary: &Vocabulary) -> Vec<Look> {
    let leading = usual_leading(lines);
    let mut stands: BTreeMap<Look, Stand> = BTreeMap::new();
    let mut spoilt: HashMap<Look, usize> = HashMap::new();
    for (k, (line, look)) in lines.iter().zip(all).enumerate().filter(|(_, (line, _))| !line.is_plain) {
        let look = *look;
        if may_be.get(k) != Some(&true) {
            *spoilt.entry(look).or_default() += 1;
            continue;
        }
        let next = lines.get(k + 1).filter(|next| next.flow == line.flow).and_then(|_| all.get(k + 1));
        let stand = stands.entry(look).or_default();
        stand.at.push(k);
        stand.n_apart += usize::from(is_apart(line, leading));
        stand.n_followed += usize::from(next.is_some_and(|next| *next != look));
        stand.n_beside_rule += usize::from(line.rule_above || line.rule_below);
    }
    let is_heading = |(look, stand): &(Look, Stand)| {
        let n_spoilt = spoilt.get(look).copied().unwrap_or_default();
        stand.is_of_headings(n_spoilt, lines, vocabulary)
    };
    let mut found: Vec<(Look, Stand)> = stands.into_iter().filter(is_heading).collect();
    found.sort_by_key(|(look, stand)| (std::cmp::Reverse((stand.n_beside_rule, look.size)), stand.at.len()));
    found.into_iter().map(|(look, _)| look).collect()
}

impl Stand {
    fn is_of_headings(&self, n_spoilt: usize, lines: &[Line], vocabulary: &Vocabulary) -> bool {
        let n = self.at.len() as f32;
        MIN_LINES <= self.at.len()
            && SHARE * (n + n_spoilt as f32) <= n
            && SHARE * n <= self.n_apart as f32
            && SHARE * n <= self.n_followed as f32
            && LINES_PER_HEADING * n <= lines.len() as f32
            && self.says_headings(lines, vocabulary)
    }

    /// Whether hardly any line has words of entries, and no two say the same.
    fn says_headings(&self, lines: &[Line], vocabulary: &Vocabulary) -> bool {
        let texts: Vec<String> = self.at.iter().filter_map(|at| Some(lines.get(*at)?.text())).collect();
        let n_entries = texts.iter().filter(|text| is_entry(text, vocabulary)).count();
        let distinct: HashSet<String> = texts.iter().map(|text| text.to_lowercase()).collect();
        n_entries as f32 <= MAX_ENTRIES * self.at.len() as f32 && distinct.len() == self.at.len()
    }
}

/// Whether `text` may be the heading before all others: not a name, nothing of an entry.
pub fn may_be_first(text: &str, vocabulary: &Vocabulary) -> bool {
    person::likeness(text, vocabulary) < NAME && !is_entry(text, vocabulary)
}

/// Leading within paragraphs, in ems: most lines have it or less.
fn usual_leading(lines: &[Line]) -> f32 {
    let mut all: Vec<f32> = lines.iter().filter_map(|line| Some(line.leading? / line.em)).collect();
    all.sort_by(f32::total_cmp);
    all.get(all.len() / 3).copied().unwrap_or_default()
}

fn is_apart(line: &Line, usual: f32) -> bool {
    line.rule_above || line.has_label || line.leading.is_none_or(|leading: Pt| usual * SPACE_ABOVE <= leading / line.em)
}

/// Words of a title, a degree, a school or an employer, or a date.
fn is_entry(text: &str, vocabulary: &Vocabulary) -> bool {
    let classes = [WordClass::Job, WordClass::Degree, WordClass::School, WordClass::Organization, WordClass::Fluency];
    vocabulary.has_any(&classes, text) || !date::find(text, vocabulary).is_empty()
}
