//! The best cut of a section into entries, over all cuts: the one whose entries are most alike.
//!
//! In: rows by block. Out: where entries start. For each way in which entries may open (a bullet, a job, a school, a dated
//! line, …) the best cut is found by dynamic programming; what each entry is worth is told by how many of its lines have a
//! date, a job, an employer, a degree (one each is best), by bullets that stand below its head, and by its opening.

use super::row::{N_CLASSES, Row, Sort};

/// An entry has at most this many rows.
const MAX_ROWS: usize = 60;

/// Worth of an entry having one date, where entries have dates.
const ONE_DATE: f32 = 1.5;
/// What no date costs.
const NO_DATE: f32 = -0.6;
/// What each further date costs.
const FURTHER_DATE: f32 = -1.5;
/// Worth of a date set aside that stands within an entry without one, where the dates seem to stand in their place.
const DATE_NEAR: f32 = 1.2;
/// The same where they have drifted: several stand together.
const DATE_ADRIFT: f32 = 0.5;
/// Worth of having one line of a class of words.
const ONE_OF_CLASS: f32 = 0.7;
/// What it costs to have none.
const NONE_OF_CLASS: f32 = -0.35;
/// What each further line costs.
const FURTHER_OF_CLASS: f32 = -0.8;
/// Worth of a cut with as many entries as dates stand together in a column.
const AS_MANY: f32 = 2.0;
/// Worth of opening as the others do; the negative, of not doing so.
const OPENS_ALIKE: f32 = 0.8;
/// What it costs that a line within an entry could open one.
const MISSED: f32 = -0.5;
/// What a head line below a body costs.
const BELOW_BODY: f32 = -0.9;
/// What it costs to start with a bullet, prose, label or place, where entries do not.
const BAD_START: f32 = -2.0;
/// Worth of an empty line above an entry; half of it is lost by one within its head.
const GAP: f32 = 0.3;
/// What an entry costs: few entries are the simpler reading.
const ENTRY: f32 = -0.4;
/// What an explicit numbering is worth, per entry.
const NUMBERED: f32 = 1.0;
/// So many lines that start with a period make a custom …
const MIN_PERIODS: usize = 3;
/// … which is as clear as a numbering: what each such entry is worth, and what it costs to start otherwise.
const PERIOD: f32 = 2.0;

/// How entries open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Any,
    Number,
    Bullet,
    Dated,
    /// A line that starts with a period, where at least [`MIN_PERIODS`] do, and few others have a date.
    Period,
    /// A line with words of this class.
    Class(usize),
    BelowBody,
    Outdent,
    Caps,
}

const OPENINGS: [Opening; 11] = [
    Opening::Any,
    Opening::Number,
    Opening::Bullet,
    Opening::Dated,
    Opening::Period,
    Opening::Class(0),
    Opening::Class(1),
    Opening::Class(2),
    Opening::BelowBody,
    Opening::Outdent,
    Opening::Caps,
];

/// Where entries start in each block; a block comes with the places of the dates set aside from it.
pub fn cut(blocks: &[(&[Row], Vec<usize>)]) -> Vec<Vec<usize>> {
    let customs = Customs::of(blocks);
    let mut best: Option<(f32, Vec<Vec<usize>>)> = None;
    // Periods at the start of lines are as clear as a numbering: no other reading is asked.
    let has_periods = customs.may_open(Opening::Period, blocks);
    for opening in OPENINGS {
        if has_periods && opening != Opening::Period {
            continue;
        }
        if !customs.may_open(opening, blocks) {
            continue;
        }
        let cuts: Vec<(f32, Vec<usize>)> =
            blocks.iter().map(|(rows, adrift)| Search { rows, adrift, opening, customs: &customs }.run()).collect();
        let score: f32 = cuts.iter().map(|(score, _)| score).sum();
        let n_columns =
            blocks.iter().zip(&cuts).filter(|((_, adrift), (_, starts))| is_column_of(adrift, starts)).count();
        let score = score + AS_MANY * n_columns as f32;
        if best.as_ref().is_none_or(|(top, _)| *top + 1e-3 < score) {
            best = Some((score, cuts.into_iter().map(|(_, starts)| starts).collect()));
        }
    }
    best.map(|(_, cuts)| cuts).unwrap_or_default()
}

/// As many dates stand together as there are entries.
fn is_column_of(adrift: &[usize], starts: &[usize]) -> bool {
    1 < adrift.len() && adrift.len() == starts.len() && adrift.windows(2).all(|pair| pair.first() == pair.last())
}

/// What the entries of a section have.
struct Customs {
    has_dates: bool,
    /// How common lines of each class are, against the commonest.
    classes: [f32; N_CLASSES],
    /// Empty lines part some rows and not all.
    has_gaps: bool,
    left: i32,
}

impl Customs {
    fn of(blocks: &[(&[Row], Vec<usize>)]) -> Self {
        let rows = || blocks.iter().flat_map(|(rows, _)| rows.iter());
        let is_head = |row: &&Row| !row.is_body();
        let mut counts = [0_usize; N_CLASSES];
        for row in rows().filter(is_head) {
            for (count, has) in counts.iter_mut().zip(row.classes) {
                *count += usize::from(has);
            }
        }
        let most = counts.iter().copied().max().unwrap_or_default().max(1);
        let n_gaps = rows().filter(|row| row.has_gap).count();
        Self {
            has_dates: rows().any(|row| row.is_dated && row.sort != Sort::Bullet)
                || rows().all(|row| row.sort == Sort::Bullet) && rows().any(|row| row.is_dated)
                || blocks.iter().any(|(_, adrift)| !adrift.is_empty()),
            classes: counts.map(|count| count as f32 / most as f32),
            has_gaps: 0 < n_gaps && n_gaps * 4 < rows().count() * 3,
            left: rows().map(|row| row.indent).min().unwrap_or_default(),
        }
    }

    /// Whether entries may open like this at all.
    fn may_open(&self, opening: Opening, blocks: &[(&[Row], Vec<usize>)]) -> bool {
        let first = blocks.iter().find_map(|(rows, _)| rows.first());
        let rows = || blocks.iter().flat_map(|(rows, _)| rows.iter());
        match opening {
            Opening::Any => true,
            Opening::BelowBody => rows().any(Row::is_body),
            Opening::Outdent => rows().any(|row| self.left < row.indent && !row.is_body()),
            Opening::Period => {
                let n_periods = rows().filter(|row| row.leads_with_period).count();
                let n_dated = rows().filter(|row| row.is_dated && !row.is_body()).count();
                // "Director of the school since 2023" stands below its job.
                let is_custom = MIN_PERIODS <= n_periods && 2 * n_dated <= 3 * n_periods;
                is_custom && first.is_some_and(|first| first.leads_with_period)
            }
            _ => first.is_some_and(|first| opens(first, None, opening, self)),
        }
    }
}

/// Whether a row opens an entry in this way.
fn opens(row: &Row, above: Option<&Row>, opening: Opening, customs: &Customs) -> bool {
    let is_head = !row.is_body() && row.sort != Sort::Place;
    match opening {
        Opening::Any => is_head,
        Opening::Number => row.sort == Sort::Number,
        Opening::Bullet => row.sort == Sort::Bullet,
        Opening::Dated => row.is_dated && is_head,
        Opening::Period => row.leads_with_period,
        Opening::Class(class) => is_head && row.classes.get(class).copied().unwrap_or_default(),
        Opening::BelowBody => is_head && above.is_none_or(Row::is_body),
        Opening::Outdent => is_head && row.indent <= customs.left,
        Opening::Caps => is_head && row.is_caps,
    }
}

/// The search for the best cut of one block.
struct Search<'a> {
    rows: &'a [Row],
    adrift: &'a [usize],
    opening: Opening,
    customs: &'a Customs,
}

impl Search<'_> {
    fn run(&self) -> (f32, Vec<usize>) {
        let n = self.rows.len();
        // best[j]: the score of the best cut of the first j rows, and where its last entry starts.
        let mut best: Vec<(f32, usize)> = vec![(f32::MIN, 0); n + 1];
        if let Some((nothing, _)) = best.first_mut() {
            *nothing = 0.0;
        }
        for from in 0..n {
            let before = best.get(from).map_or(0.0, |(score, _)| *score);
            let mut entry = Entry::from(from, self);
            for (k, row) in self.rows.iter().enumerate().skip(from).take(MAX_ROWS) {
                entry.add(row, self);
                let score = before + entry.worth(k + 1, self);
                if let Some(top) = best.get_mut(k + 1).filter(|(top, _)| *top < score) {
                    *top = (score, from);
                }
            }
        }
        let mut starts = Vec::new();
        let mut at = n;
        while 0 < at {
            at = best.get(at).map_or(0, |(_, from)| *from);
            starts.push(at);
        }
        starts.reverse();
        (best.last().map_or(0.0, |(score, _)| *score), starts)
    }

    /// What it is worth that an entry starts with a row.
    fn start(&self, first: &Row, above: Option<&Row>) -> f32 {
        let mut worth = 0.0;
        if self.opening != Opening::Any {
            worth += if opens(first, above, self.opening, self.customs) { OPENS_ALIKE } else { -OPENS_ALIKE };
        }
        let may_start = match first.sort {
            Sort::Bullet => self.opening == Opening::Bullet,
            Sort::Label | Sort::Prose | Sort::Place => false,
            Sort::Number | Sort::Plain => true,
        };
        worth += if may_start { 0.0 } else { BAD_START };
        worth += if self.customs.has_gaps && first.has_gap { GAP } else { 0.0 };
        match self.opening {
            Opening::Number if first.sort == Sort::Number => worth + NUMBERED,
            Opening::Period => worth + if first.leads_with_period { PERIOD } else { -PERIOD },
            _ => worth,
        }
    }

    /// Several dates stand together: at least some left their entries.
    fn has_drifted(&self) -> bool {
        self.adrift.windows(2).any(|pair| pair.first() == pair.last())
    }
}

/// The rows of an entry that grows row by row, as far as they tell what it is worth.
struct Entry {
    /// Number of its first row.
    from: usize,
    /// What its start is worth.
    start: f32,
    n_rows: usize,
    /// Rows that have its date.
    n_dates: usize,
    /// Rows of its head with words of each class; the head ends where its body starts.
    classes: [usize; N_CLASSES],
    has_body: bool,
    /// What stands within it and should not.
    inside: f32,
}

impl Entry {
    /// Without rows yet.
    fn from(from: usize, search: &Search) -> Self {
        let above = from.checked_sub(1).and_then(|k| search.rows.get(k));
        let start = search.rows.get(from).map_or(0.0, |first| search.start(first, above));
        Self { from, start, n_rows: 0, n_dates: 0, classes: [0; N_CLASSES], has_body: false, inside: 0.0 }
    }

    /// Adds the next row.
    fn add(&mut self, row: &Row, search: &Search) {
        let is_first = self.n_rows == 0;
        let is_dated = match search.opening {
            Opening::Period => row.leads_with_period,
            _ => row.is_dated && (is_first || row.sort != Sort::Bullet),
        };
        self.n_dates += usize::from(is_dated);
        if !is_first {
            let above = search.rows.get(self.from + self.n_rows - 1);
            if search.opening != Opening::Any && opens(row, above, search.opening, search.customs) {
                self.inside += MISSED;
            }
            if self.has_body && !row.is_body() {
                self.inside += BELOW_BODY;
            }
            if search.customs.has_gaps && row.has_gap && !row.is_body() {
                self.inside -= GAP / 2.0;
            }
            self.has_body |= row.is_body();
        }
        if !self.has_body {
            for (count, has) in self.classes.iter_mut().zip(row.classes) {
                *count += usize::from(has);
            }
        }
        self.n_rows += 1;
    }

    /// What it is worth with the rows up to `to`.
    fn worth(&self, to: usize, search: &Search) -> f32 {
        ENTRY + self.start + self.dates(to, search) + self.classes(search) + self.inside
    }

    fn dates(&self, to: usize, search: &Search) -> f32 {
        if !search.customs.has_dates {
            return 0.0;
        }
        match self.n_dates {
            0 => match search.adrift.iter().filter(|at| self.from < **at && **at <= to).count() {
                0 => NO_DATE,
                _ if search.has_drifted() => DATE_ADRIFT,
                n => DATE_NEAR + FURTHER_DATE * (n - 1) as f32,
            },
            n => ONE_DATE + FURTHER_DATE * (n - 1) as f32,
        }
    }

    fn classes(&self, search: &Search) -> f32 {
        let mut worth = 0.0;
        for (n, common) in self.classes.iter().zip(search.customs.classes) {
            worth += common
                * match n {
                    0 => NONE_OF_CLASS,
                    n => ONE_OF_CLASS + FURTHER_OF_CLASS * (n - 1) as f32,
                };
        }
        worth
    }
}
