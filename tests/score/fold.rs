//! When two values count as equal: exactly, as names, as texts, as places.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// How alike two texts must be to be the same.
const SAME_TEXT: f64 = 0.92;
/// How many words two places or degrees must share.
const SAME_WORDS: f64 = 0.85;
/// Between network and handle of a profile.
pub const PROFILE_SEPARATOR: char = '\u{1f}';

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is valid")
}

/// Letters, digits, marks, `+` and `#`, compatibility forms and case folded.
pub fn fold(text: &str) -> String {
    let lower = text.nfkc().flat_map(char::to_lowercase).collect::<String>().replace('ß', "ss").replace('ς', "σ");
    let is_kept = |c: &char| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '+' | '#');
    lower.chars().filter(is_kept).collect()
}

pub fn name(a: &str, b: &str) -> bool {
    let a = fold(a);
    !a.is_empty() && a == fold(b)
}

/// As printed; "(spotlight)", "to appear in" and an arXiv number may be there or not.
pub fn venue(a: &str, b: &str) -> bool {
    static EXTRA: LazyLock<Regex> = LazyLock::new(|| {
        regex(
            r"(?i)\s*\((?:spotlight|oral|poster|highlight|best [\w ]+)\)$|^(?:in|to appear (?:in|at)|(?:under review|submitted|accepted) (?:at|to|by|in))[:\s]+",
        )
    });
    let bare = |text: &str| EXTRA.replace_all(text.trim(), "").into_owned();
    let is_arxiv = |text: &str| fold(text).starts_with("arxiv");
    name(&bare(a), &bare(b)) || (is_arxiv(a) && is_arxiv(b))
}

/// With or without its label: "GPA 3.4" is "3.4".
pub fn score(a: &str, b: &str) -> bool {
    let (short, long) = by_length(a, b);
    !short.is_empty()
        && (short == long || (2 <= short.chars().count() && (long.ends_with(&short) || long.starts_with(&short))))
}

/// With or without the remark that follows it.
pub fn start(a: &str, b: &str) -> bool {
    let (short, long) = by_length(a, b);
    3 <= short.chars().count() && long.starts_with(&short)
}

fn by_length(a: &str, b: &str) -> (String, String) {
    let (a, b) = (fold(a), fold(b));
    if b.chars().count() < a.chars().count() { (b, a) } else { (a, b) }
}

pub fn text(a: &str, b: &str) -> bool {
    SAME_TEXT <= ratio(a, b)
}

pub fn date(a: &str, b: &str) -> bool {
    a.trim() == b.trim()
}

pub fn email(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

pub fn phone(a: &str, b: &str) -> bool {
    let digits = |text: &str| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.trim_start_matches('0').to_owned()
    };
    !digits(a).is_empty() && digits(a) == digits(b)
}

pub fn url(a: &str, b: &str) -> bool {
    static START: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:https?://)?(?:www\.)?"));
    let bare = |text: &str| {
        let lower = text.trim().to_lowercase();
        START.replace(&lower, "").trim_end_matches('/').to_owned()
    };
    !bare(a).is_empty() && bare(a) == bare(b)
}

/// The handle must agree, the network where truth names one.
pub fn profile(truth: &str, found: &str) -> bool {
    let (network, handle) = truth.split_once(PROFILE_SEPARATOR).unwrap_or_default();
    let (found_network, found_handle) = found.split_once(PROFILE_SEPARATOR).unwrap_or_default();
    let bare = |handle: &str| fold(handle.trim_end_matches('/').rsplit('/').next().unwrap_or_default());
    !bare(handle).is_empty()
        && bare(handle) == bare(found_handle)
        && (network.is_empty() || fold(network) == fold(found_network))
}

/// The same words in any order; a remark in parentheses may be there or not.
pub fn words(a: &str, b: &str) -> bool {
    static REMARK: LazyLock<Regex> = LazyLock::new(|| regex(r"\s*\([^)]*\)"));
    static BETWEEN: LazyLock<Regex> = LazyLock::new(|| regex(r"[\s,;/|()\u{2013}\u{2014}-]+"));
    let bare = |text: &str| REMARK.replace_all(text, "").into_owned();
    let (bare_a, bare_b) = (bare(a), bare(b));
    if name(a, b) || name(&bare_a, &bare_b) {
        return true;
    }
    let is_shorter = bare_a != a || bare_b != b;
    if is_shorter && !bare_a.trim().is_empty() && !bare_b.trim().is_empty() {
        return words(&bare_a, &bare_b);
    }
    let is_word = |word: &String| !word.is_empty() && !["in", "of", "the", "and"].contains(&word.as_str());
    let set = |text: &str| BETWEEN.split(text).map(fold).filter(is_word).collect::<HashSet<String>>();
    let (a, b) = (set(a), set(b));
    let n_shared = a.intersection(&b).count();
    !a.is_empty() && !b.is_empty() && SAME_WORDS <= 2.0 * n_shared as f64 / (a.len() + b.len()) as f64
}

/// Ratcliff and Obershelp's similarity of the folded texts; 0 where one is less than half as long.
pub fn ratio(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (fold(a).chars().collect(), fold(b).chars().collect());
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short == 0 || 2 * short < long {
        return 0.0;
    }
    2.0 * n_matching(&a, &b) as f64 / (a.len() + b.len()) as f64
}

/// Characters in the longest common blocks, taken greedily from the longest.
fn n_matching(a: &[char], b: &[char]) -> usize {
    let mut places: HashMap<char, Vec<usize>> = HashMap::new();
    for (j, c) in b.iter().enumerate() {
        places.entry(*c).or_default().push(j);
    }
    let mut left = vec![(0, a.len(), 0, b.len())];
    let mut n_matching = 0;
    while let Some((a_from, a_to, b_from, b_to)) = left.pop() {
        let (a_at, b_at, length) = longest_match(a, &places, (a_from, a_to), (b_from, b_to));
        if length == 0 {
            continue;
        }
        n_matching += length;
        left.push((a_from, a_at, b_from, b_at));
        left.push((a_at + length, a_to, b_at + length, b_to));
    }
    n_matching
}

/// The longest block in both ranges, the earliest in `a` and then in `b`.
fn longest_match(
    a: &[char],
    places: &HashMap<char, Vec<usize>>,
    (a_from, a_to): (usize, usize),
    (b_from, b_to): (usize, usize),
) -> (usize, usize, usize) {
    let mut best = (a_from, b_from, 0);
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    for (i, c) in a.iter().enumerate().take(a_to).skip(a_from) {
        let mut next = HashMap::new();
        for &j in places.get(c).into_iter().flatten().filter(|j| (b_from..b_to).contains(*j)) {
            let n = 1 + j.checked_sub(1).and_then(|before| lengths.get(&before)).copied().unwrap_or(0);
            next.insert(j, n);
            if best.2 < n {
                best = (i + 1 - n, j + 1 - n, n);
            }
        }
        lengths = next;
    }
    best
}
