//! Labels to fields: the stretch of text that each field of a reference is.
//!
//! In: a reference, its words and their labels. Out: a [`Citation`]: byte ranges, trimmed of separators.

use std::ops::Range;

use super::lexicon::{self, folded, key_of, lexicon};
use super::model::Label;
use super::names::{List, Order, people};
use super::venues::{self, Venue};
use super::words::{Shape, Word, markup_length, words};

/// The fields of a reference, each where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The stretch that holds the authors.
    pub author_field: Option<Range<usize>>,
    /// The authors, as printed; see [`read_authors`].
    pub authors: Vec<Range<usize>>,
    /// "et al." stands after them.
    pub has_more: bool,
    /// The editors.
    pub editors: Vec<Range<usize>>,
    /// The title.
    pub title: Option<Range<usize>>,
    /// Journal, proceedings or book in which it appeared.
    pub venue: Option<Range<usize>>,
    /// The stretch that holds the date.
    pub date: Option<Range<usize>>,
    /// The year: four digits.
    pub year: Option<Range<usize>>,
    /// Volume.
    pub volume: Option<Range<usize>>,
    /// Issue.
    pub issue: Option<Range<usize>>,
    /// Pages or article number.
    pub pages: Option<Range<usize>>,
    /// Publisher, or the school of a thesis.
    pub publisher: Option<Range<usize>>,
    /// Place of the conference or the publisher.
    pub place: Option<Range<usize>>,
    /// Words on the state or kind of the work.
    pub status: Option<Range<usize>>,
    /// The value that those words stand for ("under review").
    pub state: Option<String>,
    /// Titles, author lists and years beyond the first: more than one reference seems to stand here.
    pub n_repeated: u32,
    /// CSL type.
    pub kind: Option<String>,
}

/// A field is taken up again after this many foreign words at most.
const BRIDGED_WORDS: usize = 1;

/// The fields that `labels` mark in `text`; the authors are left as one stretch.
#[must_use]
pub fn fields(text: &str, words: &[Word], labels: &[Label]) -> Citation {
    let best = |label| longest(text, words, labels, label);
    let mut citation = Citation {
        title: best(Label::Title).map(|range| title(text, whole_title(text, words, labels, range))),
        venue: best(Label::Venue)
            .map(|range| venue(text, whole_name(text, words, labels, range)))
            .filter(|range| is_venue(text, range)),
        publisher: best(Label::Publisher).map(|range| trimmed(text, range)).filter(|range| is_venue(text, range)),
        place: best(Label::Place).map(|range| place(text, range)),
        status: best(Label::Status).map(|range| trimmed(text, range)),
        ..Citation::default()
    };
    citation.venue = citation.venue.or_else(|| archive(text, words, labels));
    if let Some(range) = best(Label::Author) {
        let range = without_legend(text, range);
        let (range, tail) = without_tail(text, range);
        take_tail(text, tail, &mut citation);
        citation.author_field = Some(range);
    }
    if let Some(range) = best(Label::Editor) {
        citation.editors = editors(text, range);
    }
    dates(text, words, labels, &mut citation);
    numbers(text, words, labels, &mut citation);
    if let Some(pair) = conference(words, labels) {
        take_conference(text, pair, &mut citation);
    }
    citation.n_repeated = repeated(words, labels, Label::Title)
        + repeated(words, labels, Label::Author)
        + more_years(text, words, labels);
    citation.state = state(text, words, labels);
    citation.kind = kind(text, &citation);
    citation
}

/// A name of one word with the capitalised words of a publisher that go on without a sign: no name ends within "Cambridge
/// University Press".
fn whole_name(text: &str, words: &[Word], labels: &[Label], range: Range<usize>) -> Range<usize> {
    let goes_on = |(word, label): &(&Word, &Label)| {
        let starts_large = text.get(word.range.clone()).is_some_and(|text| text.starts_with(char::is_uppercase));
        word.sign().is_none() && starts_large && **label == Label::Publisher
    };
    if text.get(range.clone()).is_none_or(|name| name.trim().contains(char::is_whitespace)) {
        return range;
    }
    let after = words.iter().zip(labels).skip_while(|(word, _)| word.range.start < range.end);
    let end = after.take_while(goes_on).last().map_or(range.end, |(word, _)| word.range.end);
    range.start..end
}

/// A title with the few words behind it that belong to nothing: no sign or break parts them from it, and the venue
/// follows.
fn whole_title(text: &str, words: &[Word], labels: &[Label], range: Range<usize>) -> Range<usize> {
    let after = || words.iter().zip(labels).skip_while(|(word, _)| word.range.start < range.end);
    let loose = after().take_while(|(word, label)| **label == Label::Other && word.is_letters());
    let n_loose = loose.clone().count();
    let is_venue_next = after().nth(n_loose).is_some_and(|(word, label)| *label == Label::Venue && word.is_letters());
    let is_broken = text.get(range.clone()).is_some_and(|title| title.ends_with(['\n', '\t']));
    // "in" introduces the venue.
    let is_title = |last: &&Word| {
        let last = text.get(last.range.clone()).unwrap_or("");
        is_venue_next && !is_broken && n_loose <= LOOSE_WORDS && !lexicon().before_venue.contains(&folded(last))
    };
    let end = loose.last().map(|(word, _)| word).filter(is_title).map(|word| word.range.end);
    range.start..end.unwrap_or(range.end)
}

/// So many words between a title and its venue are the end of the title.
const LOOSE_WORDS: usize = 2;

/// The repository of preprints that a reference without a venue names beside title and people ("arXiv preprint").
fn archive(text: &str, words: &[Word], labels: &[Label]) -> Option<Range<usize>> {
    let is_archive =
        |word: &Word| text.get(word.range.clone()).is_some_and(|text| lexicon().archive.contains(&folded(text)));
    let is_beside = |label: &Label| !matches!(label, Label::Title | Label::Author | Label::Editor);
    let mut found = words.iter().zip(labels).filter(|(word, label)| is_beside(label) && is_archive(word));
    found.next().map(|(word, _)| trimmed(text, word.range.clone()))
}

/// The authors without a legend of their marks in brackets ("(* indicates equal contribution)").
fn without_legend(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or("");
    let is_legend = |(_, after): &(usize, &str)| after.trim_start().starts_with(LEGEND_MARKS);
    let mut brackets = part.match_indices('(').map(|(at, sign)| (at, part.get(at + sign.len()..).unwrap_or("")));
    let end = brackets.find(is_legend).map_or(part.len(), |(at, _)| at);
    range.start..range.start + part.get(..end).unwrap_or(part).trim_end().len()
}

/// Marks beside names that a legend explains.
const LEGEND_MARKS: &[char] = &['*', '∗', '†', '‡', '§', '¶', '⋆', '#'];

/// The people of the author field.
#[must_use]
pub fn author_list<'a>(text: &'a str, words: &[Word], citation: &Citation) -> List<'a> {
    let field = citation.author_field.clone().unwrap_or_default();
    let start = words.partition_point(|word| word.range.start < field.start);
    let end = words.partition_point(|word| word.range.end <= field.end);
    List::new(text, words.get(start..end).unwrap_or(&[]))
}

/// Reads the author field.
pub fn read_authors(list: &List, order: Order, citation: &mut Citation) {
    let found = list.people(order);
    citation.authors = found.names;
    citation.has_more = found.has_more;
}

/// The authors without what stands on the line above their first name and is the end of another field: no name is torn
/// over lines that do not go on. Returns the authors, and that end.
fn without_tail(text: &str, range: Range<usize>) -> (Range<usize>, Option<Range<usize>>) {
    let part = text.get(range.clone()).unwrap_or("");
    let first = part.split([',', ';']).next().unwrap_or("");
    let Some(at) = first.rfind('\n') else { return (range, None) };
    let (above, below) = (first.get(..at).unwrap_or(""), first.get(at + 1..).unwrap_or(""));
    let is_name = 1 < below.split_whitespace().count() && above.split_whitespace().count() <= TAIL_WORDS;
    if !is_name {
        return (range, None);
    }
    let start = range.start + at + 1;
    (start..range.end, Some(range.start..range.start + at))
}

/// What is left of a field on the line above a list of names has at most this many words.
const TAIL_WORDS: usize = 2;

/// Gives the end of a torn title back to it.
fn take_tail(text: &str, tail: Option<Range<usize>>, citation: &mut Citation) {
    let (Some(tail), Some(title)) = (tail, citation.title.as_mut()) else { return };
    let is_next = text.get(title.end..tail.start).is_some_and(|between| between.chars().all(char::is_whitespace));
    if is_next {
        title.end = tail.end;
    }
}

/// The runs of words with `label`; runs with little between them are one.
fn runs(words: &[Word], labels: &[Label], label: Label) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    // An address is no part of a list of names, whatever stands around it.
    let is_foreign = |at: usize| label == Label::Author && words.get(at).is_some_and(|word| word.shape == Shape::Link);
    let marked = labels.iter().enumerate().filter(|(at, found)| **found == label && !is_foreign(*at));
    for (at, _) in marked {
        match runs.last_mut() {
            Some(run) if at <= run.end + BRIDGED_WORDS => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.into_iter()
        .filter_map(|run| Some(words.get(run.start)?.range.start..words.get(run.end - 1)?.range.end))
        .collect()
}

/// Where a conference stands with its year ("`EuroSys` '18"); of several the one on a line with a date.
fn conference(words: &[Word], labels: &[Label]) -> Option<Range<usize>> {
    let is_acronym = |at: usize, is_tight: bool| {
        words.get(at).is_some_and(|word| match word.shape {
            Shape::Initials | Shape::Upper | Shape::Mixed => true,
            Shape::Capitalised => is_tight,
            _ => false,
        }) && labels.get(at).is_some_and(|label| !matches!(label, Label::Author | Label::Editor))
    };
    let mut best: Option<(Range<usize>, bool)> = None;
    for (at, year) in words.iter().enumerate().filter(|(_, word)| word.shape == Shape::ShortYear) {
        let Some(mut first) = at.checked_sub(1).filter(|&k| is_acronym(k, !year.is_spaced)) else { continue };
        while let Some(before) = first.checked_sub(1).filter(|&k| is_acronym(k, false)) {
            first = before;
        }
        let line_end = words.iter().skip(at).take_while(|word| word.sign() != Some('\n'));
        let is_dated = line_end.clone().any(|word| word.shape == Shape::Year);
        if best.as_ref().is_none_or(|(_, dated)| is_dated && !dated) {
            let start = words.get(first).map_or(year.range.start, |word| word.range.start);
            best = Some((start..year.range.end, is_dated));
        }
    }
    best.map(|(range, _)| range)
}

/// The conference is the venue, unless a venue on one line holds all of it; it is no part of the title.
fn take_conference(text: &str, pair: Range<usize>, citation: &mut Citation) {
    let is_one_line = |range: &Range<usize>| text.get(range.clone()).is_some_and(|t| !t.contains('\n'));
    let holds_it = |range: &Range<usize>| range.start <= pair.start && pair.end <= range.end && is_one_line(range);
    let touches = |range: &Range<usize>| range.start <= pair.end && pair.start <= range.end;
    let inside_title = citation.title.as_ref().is_some_and(|title| title.start < pair.start && pair.end < title.end);
    let is_venue =
        |venue: &Range<usize>| holds_it(venue) || is_one_line(venue) && !touches(venue) && !is_acronym(text, venue);
    if inside_title || citation.venue.as_ref().is_some_and(is_venue) {
        return;
    }
    if let Some(title) = citation.title.as_mut().filter(|title| title.start < pair.start && pair.start < title.end) {
        *title = trimmed(text, title.start..pair.start);
    }
    citation.venue = Some(pair);
}

/// The range is one word, or an acronym with its year: a venue as good as any other such.
fn is_acronym(text: &str, range: &Range<usize>) -> bool {
    text.get(range.clone()).is_some_and(|venue| !venue.contains(char::is_whitespace))
}

/// Runs of `label` after the first that are long enough to be a field of their own.
fn repeated(words: &[Word], labels: &[Label], label: Label) -> u32 {
    let mut n_runs = 0;
    let mut length = 0;
    for (word, found) in words.iter().zip(labels).chain([(&END, &Label::Other)]) {
        if *found == label {
            length += usize::from(word.is_letters());
        } else if word.sign().is_none() {
            n_runs += u32::from(FIELD_WORDS <= length);
            length = 0;
        }
    }
    n_runs.saturating_sub(1)
}

/// Years marked as dates beyond the first: a work has one, and perhaps its conference's beside it.
fn more_years(text: &str, words: &[Word], labels: &[Label]) -> u32 {
    let is_year = |(word, label): &(&Word, &Label)| word.shape == Shape::Year && **label == Label::Date;
    let years = words.iter().zip(labels).filter(is_year);
    let mut years: Vec<&str> = years.filter_map(|(word, _)| text.get(word.range.clone())?.get(..4)).collect();
    years.sort_unstable();
    years.dedup();
    years.len().saturating_sub(1) as u32
}

/// Closes the last run.
const END: Word = Word { range: 0..0, shape: Shape::Lower, is_spaced: true, hash: 0 };
/// A stretch of this many words is a field of its own.
const FIELD_WORDS: usize = 3;

fn longest(text: &str, words: &[Word], labels: &[Label], label: Label) -> Option<Range<usize>> {
    let has_content =
        |range: &Range<usize>| text.get(range.clone()).is_some_and(|t| t.chars().any(char::is_alphanumeric));
    runs(words, labels, label).into_iter().rev().filter(has_content).max_by_key(Range::len)
}

fn shifted(ranges: &[Range<usize>], by: usize) -> Vec<Range<usize>> {
    ranges.iter().map(|range| range.start + by..range.end + by).collect()
}

/// `range` without white space and separators at its ends; brackets and quotes go where they are not balanced inside.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = range;
    for _ in 0..4 {
        let Some(part) = text.get(range.clone()) else { return 0..0 };
        let is_loose = |c: char| {
            c.is_whitespace()
                || matches!(
                    c,
                    ',' | ';'
                        | ':'
                        | '.'
                        | '·'
                        | '|'
                        | '/'
                        | '-'
                        | '–'
                        | '—'
                        | '，'
                        | '。'
                        | '．'
                        | '：'
                        | '、'
                        | '；'
                        | '•'
                )
        };
        let start = part.len() - part.trim_start_matches(is_loose).len();
        let end = part.trim_end_matches(is_loose).len();
        let next = range.start + start..range.start + end.max(start);
        let next = unwrapped(text, next);
        if next == range {
            break;
        }
        range = next;
    }
    with_markup(text, range)
}

/// Takes in the markup around `range` where it opens right before and closes right after: it is part of what is printed.
fn with_markup(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(length) = text.get(range.end..).filter(|after| after.starts_with("</")).and_then(markup_length) else {
        return range;
    };
    let before = text.get(..range.start).unwrap_or("");
    let opened = before.rfind('<').filter(|&at| {
        let tag = before.get(at..).unwrap_or("");
        !tag.starts_with("</") && markup_length(tag) == Some(tag.len())
    });
    opened.map_or(range.clone(), |start| start..range.end + length)
}

const PAIRS: [(char, char); 12] = [
    ('(', ')'),
    ('[', ']'),
    ('“', '”'),
    ('"', '"'),
    ('‘', '’'),
    ('«', '»'),
    ('\'', '\''),
    ('„', '“'),
    ('（', '）'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
];

/// Takes one pair of brackets or quotes off the ends, or one sign of a pair whose other half is not there.
fn unwrapped(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else { return range };
    let (Some(first), Some(last)) = (part.chars().next(), part.chars().next_back()) else { return range };
    let inner = range.start + first.len_utf8()..range.end - last.len_utf8();
    let count = |c: char| part.chars().filter(|found| *found == c).count();
    let is_end = |(open, close): &(char, char)| [first, last].iter().any(|end| end == open || end == close);
    for (open, close) in PAIRS.into_iter().filter(is_end) {
        let is_alone = if open == close { count(open) == 1 } else { count(open) != count(close) };
        // "):45–67": the other half stands in the field before or after.
        let is_bracket = matches!(close, ')' | ']' | '）');
        if is_bracket && first == close {
            return inner.start..range.end;
        }
        if is_bracket && last == open {
            return range.start..inner.end;
        }
        if first == open && last == close && inner.start <= inner.end && (open == close || count(open) == 1) {
            return inner;
        }
        // An apostrophe inside ("L'Oiseau") is no lone quote: only the ends are looked at.
        if first == open && is_alone && (open == close || count(close) < count(open)) {
            return inner.start..range.end;
        }
        if last == close && is_alone && (open == close || count(open) < count(close)) && close != '\'' && close != '’'
        {
            return range.start..inner.end;
        }
    }
    range
}

/// The dot of an abbreviation ("U.S.") stays.
fn place(text: &str, range: Range<usize>) -> Range<usize> {
    let end = range.end;
    let range = trimmed(text, range);
    let last = text.get(range.clone()).and_then(|place| place.rsplit(' ').next()).unwrap_or("");
    let is_dotted = last.contains('.') && text.get(range.end..end).is_some_and(|rest| rest.starts_with('.'));
    range.start..range.end + usize::from(is_dotted)
}

/// Without the mark of its kind ("[J]").
fn title(text: &str, range: Range<usize>) -> Range<usize> {
    let range = trimmed(text, range);
    match mark(text, &range) {
        Some((at, _)) if at < range.end => trimmed(text, range.start..at),
        _ => range,
    }
}

/// The mark in square brackets at the end of a title or right behind it: where it starts, and the kind it stands for.
fn mark(text: &str, title: &Range<usize>) -> Option<(usize, &'static str)> {
    let inside = |at: usize| {
        let (mark, _) = text.get(at..)?.strip_prefix('[')?.split_once(']')?;
        // "[J/OL]" is a journal read online.
        let code = mark.split('/').next()?.trim();
        Some((at, lexicon().mark.value(code)?))
    };
    let last = text.get(title.clone())?.rfind('[').map(|at| title.start + at);
    let behind = title.end + text.get(title.end..)?.find(|c: char| !c.is_whitespace())?;
    last.and_then(inside).or_else(|| inside(behind))
}

/// Without "in" before it and without what belongs to other fields at its end.
fn venue(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, range);
    for _ in 0..2 {
        let part = text.get(range.clone()).unwrap_or("");
        let Some(cut) = leading_connector(part) else { break };
        range = trimmed(text, range.start + cut..range.end);
    }
    range
}

/// The range holds more than words on the state of the work ("In Preprint").
fn is_venue(text: &str, range: &Range<usize>) -> bool {
    says_venue(text.get(range.clone()).unwrap_or(""))
}

/// `text` is more than words on the state of a work.
#[must_use]
pub fn says_venue(text: &str) -> bool {
    let words = folded(text);
    !words.is_empty() && lexicon().status.value(&words).is_none()
}

/// Bytes of the longest connector ("presented at", "in:") at the start of `part`.
fn leading_connector(part: &str) -> Option<usize> {
    let first = part.chars().next()?.to_lowercase().next()?;
    let connectors = lexicon().before_venue.iter().filter(|connector| connector.starts_with(first));
    let starts = connectors.filter(|connector| {
        let head = part.get(..connector.len()).map(str::to_lowercase);
        let next = part.get(connector.len()..).and_then(|rest| rest.chars().next());
        head.as_deref() == Some(**connector) && next.is_some_and(|c| !c.is_alphanumeric() && c != '\'' && c != '-')
    });
    starts.map(|connector| connector.len()).max()
}

fn editors(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut range = trimmed(text, range);
    for _ in 0..2 {
        let part = text.get(range.clone()).unwrap_or("");
        let head = part.split_whitespace().next().unwrap_or("");
        let tail = part.split_whitespace().next_back().unwrap_or("");
        let is_mark = |word: &str| {
            let word = folded(word);
            lexicon().editor.contains(&word) || lexicon().before_venue.contains(&word) || word == "by"
        };
        if is_mark(head) {
            range = trimmed(text, range.start + head.len()..range.end);
        } else if is_mark(tail) && tail.len() < part.len() {
            range = trimmed(text, range.start..range.end - tail.len());
        }
    }
    shifted(&people(text.get(range.clone()).unwrap_or(""), Order::Unknown).names, range.start)
}

/// The year among the words marked as date; the stretch around it that holds month and day.
fn dates(text: &str, words: &[Word], labels: &[Label], citation: &mut Citation) {
    let years = || words.iter().zip(labels).filter(|(word, _)| word.shape == Shape::Year);
    let is_date = |(_, label): &(&Word, &Label)| **label == Label::Date;
    let first = years().find(is_date).map(|(word, _)| word);
    // "EMNLP 2023" on one line and "Dec 2023" on another: the year behind the venue is part of its name.
    let venue_year = first.filter(|year| is_of_venue(text, year, citation.venue.as_ref()));
    let other =
        venue_year.and_then(|of_venue| years().filter(is_date).map(|(word, _)| word).find(|word| *word != of_venue));
    if let (Some(year), Some(venue), Some(_)) = (venue_year, citation.venue.as_mut(), other) {
        venue.end = year.range.end;
    }
    let marked = other.or(first);
    let spare =
        || years().rfind(|(_, label)| !matches!(label, Label::Title | Label::Pages | Label::Volume | Label::Link));
    let Some(year) = marked.or_else(|| spare().map(|(word, _)| word)) else { return };
    citation.year = Some(year.range.start..year.range.start + 4).filter(|range| text.get(range.clone()).is_some());
    let runs = runs(words, labels, Label::Date);
    let around = runs.into_iter().find(|run| run.start <= year.range.start && year.range.end <= run.end);
    citation.date = Some(trimmed(text, around.unwrap_or(year.range.clone())));
}

/// The year stands right behind the venue, with a space between.
fn is_of_venue(text: &str, year: &Word, venue: Option<&Range<usize>>) -> bool {
    venue.is_some_and(|venue| text.get(venue.end..year.range.start) == Some(" "))
}

/// Volume and issue out of the words marked as volume, pages out of theirs.
fn numbers(text: &str, words: &[Word], labels: &[Label], citation: &mut Citation) {
    let printed = |word: &Word| folded(text.get(word.range.clone()).unwrap_or(""));
    let mut is_issue = false;
    let mut last: Option<&Word> = None;
    for (word, _) in words.iter().zip(labels).filter(|(_, label)| **label == Label::Volume) {
        if word.sign().is_some() {
            let opens = matches!(word.sign(), Some('(' | ',' | '/' | '.' | ':'));
            is_issue |= opens && citation.volume.is_some();
        } else if lexicon().issue.contains(&printed(word)) {
            is_issue = true;
        } else if lexicon().volume.contains(&printed(word)) {
            is_issue = false;
        } else {
            let place = if is_issue { &mut citation.issue } else { &mut citation.volume };
            match place {
                None => *place = Some(word.range.clone()),
                Some(range) if last.is_some_and(|last| last.sign() == Some('-')) => range.end = word.range.end,
                Some(_) => {}
            }
        }
        last = Some(word);
    }
    citation.pages = longest(text, words, labels, Label::Pages).map(|range| pages(text, range));
    part_issue(text, citation);
}

/// The issue that was read with the pages after a volume: "13.6, jkad071".
fn part_issue(text: &str, citation: &mut Citation) {
    let (Some(pages), Some(_), None) = (citation.pages.clone(), &citation.volume, &citation.issue) else { return };
    let part = text.get(pages.clone()).unwrap_or("");
    // "397(10279):1045": a bracket that opens before the pages closes within them.
    let is_inside = text.get(..pages.start).is_some_and(|before| before.ends_with('('));
    if let Some((issue, _)) = part.split_once(')').filter(|_| is_inside) {
        citation.issue = Some(pages.start..pages.start + issue.len());
        citation.pages = Some(trimmed(text, pages.start + issue.len() + 1..pages.end));
        return;
    }
    let Some((issue, rest)) = part.split_once(',') else { return };
    let is_issue = !issue.is_empty() && issue.len() <= ISSUE_DIGITS && issue.bytes().all(|b| b.is_ascii_digit());
    if is_issue && rest.starts_with(' ') {
        citation.issue = Some(pages.start..pages.start + issue.len());
        citation.pages = Some(trimmed(text, pages.start + issue.len()..pages.end));
    }
}

/// An issue has at most this many digits.
const ISSUE_DIGITS: usize = 3;

/// Pages without their label.
fn pages(text: &str, range: Range<usize>) -> Range<usize> {
    let mut range = trimmed(text, range);
    for _ in 0..2 {
        let part = text.get(range.clone()).unwrap_or("");
        let head = part.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        if head.is_empty() || !lexicon().pages.contains(&head.to_lowercase()) {
            break;
        }
        // "S12" is a page of a supplement, "S. 12" is page 12.
        let rest = part.get(head.len()..).unwrap_or("");
        if !rest.starts_with([' ', '.', ':']) && head.chars().count() == 1 {
            break;
        }
        range = trimmed(text, range.start + head.len()..range.end);
    }
    range
}

/// The state of the work, where a word says so outside title and names.
fn state(text: &str, words: &[Word], labels: &[Label]) -> Option<String> {
    let mut rest = String::new();
    for (word, label) in words.iter().zip(labels) {
        let printed = text.get(word.range.clone()).unwrap_or("");
        if matches!(label, Label::Title | Label::Author | Label::Editor) {
            rest.push_str(" \u{1}");
            continue;
        }
        if word.is_spaced {
            rest.push(' ');
        }
        rest.push_str(printed);
    }
    key_of(lexicon().status, &rest).map(str::to_owned)
}

/// CSL type by the words of venue, status and publisher.
fn kind(text: &str, citation: &Citation) -> Option<String> {
    let part = |range: &Option<Range<usize>>| range.clone().and_then(|range| text.get(range)).unwrap_or("");
    let (venue, status) = (part(&citation.venue), part(&citation.status));
    if let Some((_, kind)) = citation.title.as_ref().and_then(|title| mark(text, title)) {
        return Some(kind.to_owned());
    }
    if let Some(kind) = key_of(lexicon().kind, status).filter(|_| !status.is_empty()) {
        return Some(kind.to_owned());
    }
    if lexicon::place(&venue.to_lowercase(), lexicon().archive).is_some() {
        return Some("article".to_owned());
    }
    if venue.is_empty() {
        return citation.publisher.is_some().then(|| "book".to_owned());
    }
    let named = key_of(lexicon().kind, venue);
    let is_book = citation.publisher.is_some() && (citation.place.is_some() || !citation.editors.is_empty());
    match named {
        Some(kind) => Some(kind.to_owned()),
        None if !citation.editors.is_empty() || is_book => Some("chapter".to_owned()),
        None if citation.volume.is_some() => Some("article-journal".to_owned()),
        None => listed(venue).map(str::to_owned),
    }
}

/// The kind by the list of venues, the year behind the name left out.
fn listed(venue: &str) -> Option<&'static str> {
    let words = words(venue);
    let is_year = |word: &&Word| !matches!(word.shape, Shape::Year | Shape::ShortYear);
    let n_words = words.iter().take_while(is_year).count();
    match venues::kind(words.get(..n_words)?)? {
        Venue::Journal => Some("article-journal"),
        Venue::Conference => Some("paper-conference"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels of a text whose words in `named` have `label`; all others are of no field.
    fn labelled(text: &str, named: &[(&str, Label)]) -> (Vec<Word>, Vec<Label>) {
        let words = words(text);
        let label = |word: &Word| named.iter().find(|(name, _)| *name == &text[word.range.clone()]);
        let labels = words.iter().map(|word| label(word).map_or(Label::Other, |(_, label)| *label)).collect();
        (words, labels)
    }

    #[test]
    fn a_legend_of_marks_is_no_author() {
        let text = "A. Bee*, C. Dee (* indicates equal contribution)";
        assert_eq!(&text[without_legend(text, 0..text.len())], "A. Bee*, C. Dee");
        assert_eq!(without_legend("A. Bee (Zoo)", 0..12), 0..12);
    }

    #[test]
    fn an_archive_beside_the_title_is_the_venue() {
        let text = "On Things, arXiv preprint";
        let (words, labels) = labelled(text, &[("preprint", Label::Status)]);
        assert_eq!(archive(text, &words, &labels).map(|range| &text[range]), Some("arXiv"));
        let (words, labels) = labelled(text, &[("arXiv", Label::Title)]);
        assert_eq!(archive(text, &words, &labels), None);
    }

    #[test]
    fn an_issue_before_the_pages_is_none_of_them() {
        let text = "13.6, jkad071";
        let mut citation = Citation { volume: Some(0..2), pages: Some(3..13), ..Citation::default() };
        part_issue(text, &mut citation);
        assert_eq!((citation.issue, citation.pages), (Some(3..4), Some(6..13)));
    }

    #[test]
    fn no_name_ends_within_a_publisher() {
        let text = "Cambridge University Press, Leeds";
        let publisher = [("University", Label::Publisher), ("Press", Label::Publisher)];
        let (words, labels) = labelled(text, &publisher);
        assert_eq!(&text[whole_name(text, &words, &labels, 0..9)], "Cambridge University Press");
        let (words, labels) = labelled(text, &[]);
        assert_eq!(&text[whole_name(text, &words, &labels, 0..9)], "Cambridge");
    }
}
