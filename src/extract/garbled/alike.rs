//! How alike two names are, and what of their difference a bad scan explains.
//!
//! In: names. Out: similarities between 0 and 1. Letters that are easily taken for each other, and pairs that look
//! like one letter, differ by less than others do.

use unicode_normalization::UnicodeNormalization;

/// A name, prepared to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As printed.
    pub text: String,
    /// Letters in small and without accents, words parted by one space; digits as the letters they are taken for.
    letters: Vec<char>,
    /// The same without spaces.
    bare: String,
    /// The words of the name, folded likewise.
    words: Vec<String>,
}

impl Name {
    /// The name `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let loose = folded(&text.replace([',', '.', '-', '‐', '‑'], " "));
        let letters: Vec<char> = folded(text).chars().collect();
        let bare = letters.iter().filter(|c| **c != ' ').collect();
        Self { text: text.to_owned(), letters, bare, words: loose.split(' ').map(str::to_owned).collect() }
    }

    /// Number of letters.
    #[must_use]
    pub fn n_letters(&self) -> usize {
        self.bare.chars().count()
    }

    /// Words longer than an initial.
    pub fn long_words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str).filter(|word| 1 < word.chars().count())
    }

    /// Nothing but spaces, signs, accents and case parts the two.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.bare == other.bare
    }

    /// The two are forms of one name: each word is a word of the other, or an initial of one.
    #[must_use]
    pub fn is_form_of(&self, other: &Self) -> bool {
        if self.is_same(other) {
            return true;
        }
        let (short, long) = if self.words.len() <= other.words.len() { (self, other) } else { (other, self) };
        let mut left: Vec<&str> = long.words.iter().map(String::as_str).collect();
        let mut has_whole = false;
        for word in &short.words {
            let whole = left.iter().position(|other| other == word);
            let Some(at) = whole.or_else(|| left.iter().position(|other| is_initial_of(word, other))) else {
                return false;
            };
            has_whole |= whole.is_some() && 1 < word.chars().count();
            left.remove(at);
        }
        has_whole
    }
}

fn is_initial_of(a: &str, b: &str) -> bool {
    let is_one = |word: &str| word.chars().count() == 1;
    is_one(a) && b.starts_with(a) || is_one(b) && a.starts_with(b)
}

fn folded(text: &str) -> String {
    let plain = text.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace());
    let plain: String = plain.flat_map(char::to_lowercase).map(unconfused).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Digits that stand for letters in a bad scan.
fn unconfused(c: char) -> char {
    match c {
        '0' => 'o',
        '1' => 'l',
        '5' => 's',
        '6' | '8' => 'b',
        '9' => 'g',
        '2' => 'z',
        other => other,
    }
}

/// A well-formed name is taken for another one misread up to this share of other letters …
const MISREAD_SHARE: f32 = 0.25;
/// … if it has this many letters at least: in short names a letter or two make another person.
const MISREAD_LETTERS: usize = 5;

/// In a name of so many letters, those that look alike count for less.
const LONG_NAME: usize = 7;

/// `name` may be `other` with a few letters misread: not another form of it, and not much else.
#[must_use]
pub fn is_near(name: &Name, other: &Name) -> bool {
    let (a, b) = (name.n_letters(), other.n_letters());
    let longest = a.max(b);
    let allowed = MISREAD_SHARE * longest as f32;
    let is_alike = || {
        strsim::levenshtein(&name.bare, &other.bare) as f32 <= allowed
            || LONG_NAME <= longest && 1.0 - MISREAD_SHARE <= similarity(name, other)
    };
    MISREAD_LETTERS <= longest && a.abs_diff(b) as f32 <= allowed && is_alike() && !name.is_form_of(other)
}

/// A word shorter than this is another word where a letter differs ("Hu", "Lu").
const MISREAD_WORD: usize = 4;

/// `name` is near to `other`, and nothing but letters and pairs taken for others that look like them parts the two.
#[must_use]
pub fn is_misread(name: &Name, other: &Name) -> bool {
    let has_short = name.words.len() == other.words.len()
        && name.words.iter().zip(&other.words).any(|(a, b)| a != b && a.chars().count() < MISREAD_WORD);
    is_near(name, other) && !has_short && is_confusion(&name.bare, &other.bare)
}

/// The two parts of `a` and `b` that differ are the same letters misread: letters are neither lost nor added.
fn is_confusion(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        let pair = |word: &[char], at: usize| word.get(at..at + 2).and_then(|pair| pair.try_into().ok());
        let is_pair = |one: char, pair: Option<[char; 2]>| pair.is_some_and(|pair| PAIRS.contains(&(one, pair)));
        (i, j) = match (x, y) {
            _ if x == y => (i + 1, j + 1),
            _ if is_pair(x, pair(&b, j)) => (i + 1, j + 2),
            _ if is_pair(y, pair(&a, i)) => (i + 2, j + 1),
            _ if cost(x, y) < 1.0 => (i + 1, j + 1),
            _ => return false,
        };
    }
    i == a.len() && j == b.len()
}

/// Cost of taking a letter for one that looks like it, and of a pair for one letter.
const CONFUSED: f32 = 0.5;
/// Cost of a lost or added space.
const SPACE: f32 = 0.5;
/// Letters of one group are easily taken for each other.
const CONFUSABLE: [&str; 8] = ["aeouc", "hbkl", "nmruh", "sxz", "iljtfr", "gqypv", "vwy", "dcla"];
/// Pairs that look like one letter.
const PAIRS: [(char, [char; 2]); 8] = [
    ('m', ['r', 'n']),
    ('m', ['n', 'n']),
    ('n', ['r', 'i']),
    ('h', ['l', 'i']),
    ('d', ['c', 'l']),
    ('d', ['e', 'l']),
    ('w', ['v', 'v']),
    ('u', ['i', 'i']),
];

/// Similarity of two names: 1 less the share of their letters that differ.
#[must_use]
pub fn similarity(a: &Name, b: &Name) -> f32 {
    let (a, b) = (&a.letters, &b.letters);
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    1.0 - distance(a, b) / a.len().max(b.len()) as f32
}

/// Weighted edit distance (Levenshtein 1966), with steps of two letters for one.
fn distance(a: &[char], b: &[char]) -> f32 {
    let width = b.len() + 1;
    // The row before the last, the last, and the one being filled.
    let (mut before, mut above, mut row) = (vec![f32::MAX; width], vec![f32::MAX; width], first_row(b));
    for (i, &x) in a.iter().enumerate() {
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
        let x_before = i.checked_sub(1).and_then(|k| a.get(k)).copied();
        let mut left = above.first().copied().unwrap_or(0.0) + gap(x);
        if let Some(place) = row.first_mut() {
            *place = left;
        }
        for (j, &y) in b.iter().enumerate() {
            let at = |row: &[f32], back: usize| (j + 1).checked_sub(back).and_then(|k| row.get(k)).copied();
            let y_before = j.checked_sub(1).and_then(|k| b.get(k)).copied();
            let mut best = (left + gap(y)).min(at(&above, 0).map_or(f32::MAX, |cell| cell + gap(x)));
            best = best.min(at(&above, 1).map_or(f32::MAX, |cell| cell + cost(x, y)));
            if y_before.is_some_and(|first| PAIRS.contains(&(x, [first, y]))) {
                best = best.min(at(&above, 2).map_or(f32::MAX, |cell| cell + CONFUSED));
            }
            if x_before.is_some_and(|first| PAIRS.contains(&(y, [first, x]))) {
                best = best.min(at(&before, 1).map_or(f32::MAX, |cell| cell + CONFUSED));
            }
            if let Some(place) = row.get_mut(j + 1) {
                *place = best;
            }
            left = best;
        }
    }
    row.last().copied().unwrap_or(0.0)
}

fn first_row(b: &[char]) -> Vec<f32> {
    let mut total = 0.0;
    let mut row = vec![total];
    for &y in b {
        total += gap(y);
        row.push(total);
    }
    row
}

fn gap(letter: char) -> f32 {
    if letter == ' ' { SPACE } else { 1.0 }
}

fn cost(x: char, y: char) -> f32 {
    if x == y {
        return 0.0;
    }
    let is_near = CONFUSABLE.iter().any(|group| group.contains(x) && group.contains(y));
    if is_near { CONFUSED } else { 1.0 }
}

/// In an alignment of lists, names less alike than this are no pair.
const LEAST_PAIR: f32 = 0.3;

/// Which name of `b` stands for each of `a`, in order (Needleman and Wunsch 1970, over names), with their similarity.
#[must_use]
pub fn align(a: &[Name], b: &[Name]) -> Vec<Option<(usize, f32)>> {
    let pairs: Vec<Vec<f32>> = a.iter().map(|x| b.iter().map(|y| similarity(x, y)).collect()).collect();
    let pair = |i: usize, j: usize| pairs.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
    let gain = |i: usize, j: usize| (pair(i, j) - LEAST_PAIR).max(0.0);
    let mut best = vec![vec![0.0_f32; b.len() + 1]];
    for i in 0..a.len() {
        let mut row = vec![0.0_f32];
        for j in 0..b.len() {
            let above = best.last().map_or(&[][..], Vec::as_slice);
            let at = |k: usize| above.get(k).copied().unwrap_or(0.0);
            let left = row.last().copied().unwrap_or(0.0);
            row.push(left.max(at(j + 1)).max(at(j) + gain(i, j)));
        }
        best.push(row);
    }
    let cell = |i: usize, j: usize| best.get(i).and_then(|row| row.get(j)).copied().unwrap_or(0.0);
    let mut found = vec![None; a.len()];
    let (mut i, mut j) = (a.len(), b.len());
    while 0 < i && 0 < j {
        if cell(i, j) <= cell(i - 1, j) {
            i -= 1;
        } else if cell(i, j) <= cell(i, j - 1) {
            j -= 1;
        } else {
            (i, j) = (i - 1, j - 1);
            if let Some(place) = found.get_mut(i) {
                *place = Some((j, pair(i, j)));
            }
        }
    }
    found
}

/// How well two lists align: the mean similarity of the pairs, over the longer list.
#[must_use]
pub fn list_similarity(a: &[Name], b: &[Name]) -> f32 {
    let total: f32 = align(a, b).into_iter().flatten().map(|(_, similarity)| similarity).sum();
    total / a.len().max(b.len()).max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, is_form: bool, near: bool) {
        let (a, b) = (Name::new(a), Name::new(b));
        assert_eq!((a.is_form_of(&b), is_near(&a, &b)), (is_form, near), "{a:?} {b:?}");
    }

    #[test]
    fn forms_of_a_name_are_not_near_names() {
        check("A. Bee", "Anna Bee", true, false);
        check("Bee, Anna", "Anna Bee", true, false);
        check("R. Kohler", "R. Köhler", true, false);
    }

    #[test]
    fn a_misread_letter_makes_a_near_name() {
        check("Dagrnar Hollis", "Dagmar Hollis", false, true);
        check("Xin Liu", "Xin Jin", false, false);
        check("Xuanzhe Liu", "Xin Liu", false, false);
    }

    #[test]
    fn letters_that_look_alike_are_misread() {
        for (a, b, expected) in [
            ("A. Hollandswarth", "A. Hollandsworth", true),
            ("Dagrnar Hollis", "Dagmar Hollis", true),
            ("Anna Anderson", "Anna Andersson", false),
            ("Yibo Hu", "Yibo Lu", false),
        ] {
            assert_eq!(is_misread(&Name::new(a), &Name::new(b)), expected, "{a} {b}");
        }
    }

    #[test]
    fn misread_letters_cost_less_than_others() {
        let score = |a: &str, b: &str| similarity(&Name::new(a), &Name::new(b));
        assert!(score("Bingyang Wa", "Bingyang Wu") > score("Bingyang Ws", "Bingyang Wu"));
        assert!(score("rnarla", "marla") > 0.85);
    }

    #[test]
    fn lists_align_in_order() {
        let names = |all: &[&str]| all.iter().map(|name| Name::new(name)).collect::<Vec<_>>();
        let clean = names(&["Bingyang Wu", "Ruidong Zhu", "Zili Zhang", "Peng Sun", "Xuanzhe Liu", "Xin Jin"]);
        let garbled = names(&["bingyang wa", "halaong zha", "zha zhang", "r eng ban", "haanzhe zha", "hir bin"]);
        let pairs: Vec<_> = align(&garbled, &clean).into_iter().map(|pair| pair.map(|(at, _)| at)).collect();
        assert_eq!(pairs, (0..6).map(Some).collect::<Vec<_>>());
    }
}
