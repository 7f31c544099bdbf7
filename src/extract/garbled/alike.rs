//! How alike two names are, and what of their difference a bad scan explains.
//!
//! In: names. Out: similarities between 0 and 1. Letters that are easily taken for each other, and pairs that look
//! like one letter, differ by less than others do.

use std::borrow::Borrow;
use std::cell::OnceCell;
use std::sync::LazyLock;

use foldhash::{HashMap, HashMapExt};
use unicode_normalization::UnicodeNormalization;

/// A letter, and which it is easily taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    char: char,
    /// The groups of [`CONFUSABLE`] that it is in, a bit each.
    groups: u8,
    /// Some pair of letters looks like it.
    is_double: bool,
}

impl Letter {
    fn new(letter: char) -> Self {
        static SMALL: LazyLock<Vec<Letter>> = LazyLock::new(|| ('a'..='z').map(Letter::compared).collect());
        let known = (letter as usize).checked_sub('a' as usize).and_then(|k| SMALL.get(k));
        known.copied().unwrap_or_else(|| Self::compared(letter))
    }

    /// The letter, compared with all groups and pairs.
    fn compared(letter: char) -> Self {
        let groups = CONFUSABLE.iter().enumerate().filter(|(_, group)| group.contains(letter));
        let groups = groups.fold(0, |groups, (k, _)| groups | 1 << k);
        Self { char: letter, groups, is_double: PAIRS.iter().any(|(one, _)| *one == letter) }
    }

    /// The pair looks like this letter.
    fn is_pair(self, first: Self, second: Self) -> bool {
        self.is_double && PAIRS.contains(&(self.char, [first.char, second.char]))
    }

    fn gap(self) -> f32 {
        if self.char == ' ' { SPACE } else { 1.0 }
    }

    /// Cost of taking it for another one.
    fn cost(self, other: Self) -> f32 {
        match (self.char == other.char, self.groups & other.groups) {
            (true, _) => 0.0,
            (false, 0) => 1.0,
            (false, _) => CONFUSED,
        }
    }
}

/// A name, prepared to be compared.
#[derive(Debug, Clone)]
pub struct Name {
    /// As printed.
    pub text: String,
    /// Letters in small and without accents, words parted by one space; digits as the letters they are taken for.
    letters: Vec<Letter>,
    /// The same without spaces.
    bare: String,
    /// Its letters, sorted. Few names are asked.
    sorted: OnceCell<Vec<char>>,
    /// The words of the name, folded likewise and parted by one space each.
    words: String,
    /// Where each letter and the space stand; `None` where it has others, or too many. Few names are asked.
    places: OnceCell<Option<Box<Places>>>,
    /// Where, spaces left out, each letter stands or one that looks like it; likewise.
    like: OnceCell<Option<Box<Places>>>,
    /// What tells it from most other names.
    pub outline: Outline,
}

/// Where in a name each of the letters from a to z stands, and the space: a bit each.
type Places = [u64; 27];

/// The number of a letter in [`Places`].
fn number(letter: Letter) -> Option<usize> {
    match letter.char {
        ' ' => Some(26),
        'a'..='z' => Some(letter.char as usize - 'a' as usize),
        _ => None,
    }
}

fn places(letters: &[Letter]) -> Option<Box<Places>> {
    let mut places = Box::new([0; 27]);
    for (k, letter) in (0..).zip(letters) {
        *places.get_mut(number(*letter)?)? |= 1u64.checked_shl(k)?;
    }
    Some(places)
}

/// Where in a name, spaces left out, each of the letters stands or one that looks like it.
fn places_of_like(letters: &[Letter]) -> Option<Box<Places>> {
    let mut like = Box::new([0; 27]);
    for (k, letter) in (0..).zip(letters.iter().filter(|letter| letter.char != ' ')) {
        number(*letter)?;
        let bit = 1u64.checked_shl(k)?;
        for (other, place) in ('a'..='z').zip(like.iter_mut()) {
            *place |= if letter.cost(Letter::new(other)) < 1.0 { bit } else { 0 };
        }
    }
    Some(like)
}

/// How many letters must at least be changed, lost or added to make one name of the other; 0 where the name has no
/// [`Places`].
fn n_edits(name: &Name, other: &Name) -> u32 {
    let places = name.places.get_or_init(|| places(&name.letters));
    places.as_ref().map_or(0, |places| distance_to(places, name.letters.len(), other.letters.iter()))
}

/// The same for letters that are not even alike, spaces left out.
fn n_unlike(name: &Name, other: &Name) -> u32 {
    let like = name.like.get_or_init(|| places_of_like(&name.letters));
    let letters = other.letters.iter().filter(|letter| letter.char != ' ');
    like.as_ref().map_or(0, |like| distance_to(like, name.n_letters(), letters))
}

/// The distance of Levenshtein, all cells of a column at once (Myers 1999, as Hyyrö 2003 has it), of a name of so many
/// letters; 0 where it has none.
fn distance_to<'a>(places: &Places, n_letters: usize, other: impl Iterator<Item = &'a Letter>) -> u32 {
    let Some(last) = n_letters.checked_sub(1).map(|k| 1u64 << k) else { return 0 };
    // Cells that are one more than the cell above them, and one less.
    let (mut more, mut less) = (u64::MAX, 0u64);
    let mut n_edits = n_letters as u32;
    for letter in other {
        let same = number(*letter).and_then(|k| places.get(k)).copied().unwrap_or(0);
        let diagonal = ((same & more).wrapping_add(more) ^ more) | same | less;
        // The same against the cell at their left.
        let (right_more, right_less) = (less | !(diagonal | more), diagonal & more);
        n_edits += u32::from(right_more & last != 0);
        n_edits -= u32::from(right_less & last != 0);
        let right_more = right_more << 1 | 1;
        (more, less) = (right_less << 1 | !(diagonal | right_more), right_more & diagonal);
    }
    n_edits
}

impl Name {
    /// The name `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let words = folded(text, |c| matches!(c, ',' | '.' | '-' | '‐' | '‑'));
        let letters = folded(text, |_| false);
        let bare = letters.replace(' ', "");
        let letters: Vec<Letter> = letters.chars().map(Letter::new).collect();
        let outline = Outline::of(&letters);
        Self {
            text: text.to_owned(),
            letters,
            bare,
            sorted: OnceCell::new(),
            words,
            places: OnceCell::new(),
            like: OnceCell::new(),
            outline,
        }
    }

    /// Number of letters.
    #[must_use]
    pub fn n_letters(&self) -> usize {
        self.outline.n_letters as usize
    }

    fn sorted(&self) -> &[char] {
        self.sorted.get_or_init(|| {
            let mut letters: Vec<char> = self.bare.chars().collect();
            letters.sort_unstable();
            letters
        })
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.words.split(' ')
    }

    /// Words longer than an initial.
    pub fn long_words(&self) -> impl Iterator<Item = &str> {
        self.words().filter(|word| 1 < word.chars().count())
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
        let is_shorter = self.words().count() <= other.words().count();
        let (short, long) = if is_shorter { (self, other) } else { (other, self) };
        let mut left: Vec<&str> = long.words().collect();
        let mut has_whole = false;
        for word in short.words() {
            let whole = left.iter().position(|other| *other == word);
            let Some(at) = whole.or_else(|| left.iter().position(|other| is_initial_of(word, other))) else {
                return false;
            };
            has_whole |= whole.is_some() && 1 < word.chars().count();
            left.remove(at);
        }
        has_whole
    }
}

/// Some letter looks like the pair.
fn is_some_pair(first: Letter, second: Letter) -> bool {
    PAIRS.iter().any(|(_, pair)| *pair == [first.char, second.char])
}

fn is_initial_of(a: &str, b: &str) -> bool {
    let is_one = |word: &str| word.chars().count() == 1;
    is_one(a) && b.starts_with(a) || is_one(b) && a.starts_with(b)
}

/// Letters and digits of `text`, folded; one space for what is white or a gap.
fn folded(text: &str, is_gap: impl Fn(char) -> bool) -> String {
    let spaced = text.chars().map(|c| if is_gap(c) { ' ' } else { c });
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        fold(spaced, &mut folded);
    } else {
        fold(spaced.nfkd(), &mut folded);
    }
    folded
}

fn fold(spaced: impl Iterator<Item = char>, folded: &mut String) {
    let mut is_after_gap = false;
    for c in spaced {
        is_after_gap |= c.is_whitespace();
        if !c.is_alphanumeric() {
            continue;
        }
        if std::mem::take(&mut is_after_gap) && !folded.is_empty() {
            folded.push(' ');
        }
        if c.is_ascii() {
            folded.push(unconfused(c.to_ascii_lowercase()));
        } else {
            folded.extend(c.to_lowercase().map(unconfused));
        }
    }
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
const MISREAD_LETTERS: u32 = 5;

/// In a name of so many letters, those that look alike count for less.
const LONG_NAME: u32 = 7;

/// `name` may be `other` with a few letters misread: not another form of it, and not much else.
#[must_use]
pub fn is_near(name: &Name, other: &Name) -> bool {
    name.outline.may_be_near(&other.outline) && is_alike(name, other) && !name.is_form_of(other)
}

fn is_alike(name: &Name, other: &Name) -> bool {
    let n_edits = n_edits(name, other);
    let Nearness { is_plain, is_similar } = name.outline.nearness(&other.outline, n_edits);
    let longest = name.n_letters().max(other.n_letters());
    let allowed = MISREAD_SHARE * longest as f32;
    // A letter that is none of the other's differs, wherever it stands: most names need not be aligned.
    let may_be = || longest as f32 - allowed <= n_shared(name.sorted(), other.sorted()) as f32;
    is_plain && may_be() && strsim::levenshtein(&name.bare, &other.bare) as f32 <= allowed
        || is_similar && {
            let least = 1.0 - MISREAD_SHARE;
            similarity_within(name, other, least, n_edits).is_some_and(|similarity| least <= similarity)
        }
}

/// What tells most names apart before their letters are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Outline {
    /// For each letter from a to z a bit where the name has it, and another where it has it twice or more.
    seen: u64,
    /// Its letters that are in none of those bits.
    n_unseen: u32,
    n_letters: u32,
    n_spaces: u32,
    /// How many pairs of its letters look like one letter, at most.
    n_pairs: u32,
}

/// How two names may be near to each other.
struct Nearness {
    /// No more letters differ than may be misread.
    is_plain: bool,
    /// So few that they may all be letters that look alike.
    is_similar: bool,
}

impl Outline {
    fn of(letters: &[Letter]) -> Self {
        let n_spaces = letters.iter().filter(|letter| letter.char == ' ').count();
        let n_pairs = letters.windows(2).filter(|pair| matches!(pair, [a, b] if is_some_pair(*a, *b))).count();
        let mut seen = 0u64;
        for letter in letters.iter().filter(|letter| letter.char.is_ascii_lowercase()) {
            let once = 1u64 << (2 * (letter.char as u32 - 'a' as u32));
            seen |= if seen & once == 0 { once } else { once << 1 };
        }
        let n_letters = letters.len() - n_spaces;
        Self {
            seen,
            n_unseen: n_letters as u32 - seen.count_ones(),
            n_letters: n_letters as u32,
            n_spaces: n_spaces as u32,
            n_pairs: n_pairs as u32,
        }
    }

    /// The names may be near to each other (see [`is_near`]), by how many letters they share at most: all others differ.
    #[must_use]
    pub fn may_be_near(&self, other: &Self) -> bool {
        self.least_seen(other).is_some_and(|least| least <= n_both(self.seen, other.seen))
    }

    /// So many bits must be seen in both names at least, whichever they are, or the names are not near to each other;
    /// `None` where they are not by their lengths.
    fn least_seen(&self, other: &Self) -> Option<u32> {
        let (a, b) = (self.n_letters, other.n_letters);
        let longest = a.max(b);
        if longest < MISREAD_LETTERS || MISREAD_SHARE * (longest as f32) < a.abs_diff(b) as f32 {
            return None;
        }
        // As `nearness` has it: the most edits with which the names are near.
        let n_all = self.n_all().max(other.n_all());
        let n_plain = (MISREAD_SHARE * longest as f32) as u32 + self.n_spaces + other.n_spaces;
        let n_similar = (most(n_all, 1.0 - MISREAD_SHARE) / CONFUSED) as u32 + self.n_pairs + other.n_pairs;
        let n_edits = if LONG_NAME <= longest { n_plain.max(n_similar) } else { n_plain };
        let n_beside = self.n_unseen.min(other.n_unseen) + self.n_spaces.min(other.n_spaces);
        Some(n_all.saturating_sub(n_edits + n_beside))
    }

    /// How names may be near between which there are at least `n_edits`.
    fn nearness(&self, other: &Self, n_edits: u32) -> Nearness {
        let longest = self.n_letters.max(other.n_letters);
        // Without its spaces a name is nearer to the other by no more edits than there are spaces.
        let n_bare = n_edits.saturating_sub(self.n_spaces + other.n_spaces);
        Nearness {
            is_plain: n_bare as f32 <= MISREAD_SHARE * longest as f32,
            is_similar: LONG_NAME <= longest && self.may_be_similar(other, 1.0 - MISREAD_SHARE, n_edits),
        }
    }

    /// The similarity of the names may be `least`, where there are at least `n_edits` between them.
    fn may_be_similar(&self, other: &Self, least: f32, n_edits: u32) -> bool {
        // No edit costs less than a confusion does, and a pair taken for one letter is two edits.
        let n_steps = n_edits.saturating_sub(self.n_pairs + other.n_pairs);
        CONFUSED * n_steps as f32 <= most(self.n_all().max(other.n_all()), least)
    }

    /// Number of letters and spaces.
    fn n_all(&self) -> u32 {
        self.n_letters + self.n_spaces
    }
}

/// Number of bits that both have.
#[inline]
fn n_both(seen: u64, other: u64) -> u32 {
    (seen & other).count_ones()
}

/// The outlines of many names, to be looked through for those near to one: all that have the same numbers are one group.
#[derive(Debug, Default)]
pub struct Outlines(Vec<(Outline, Vec<(u64, usize)>)>);

impl Outlines {
    /// The outlines of names, which are told by their places.
    #[must_use]
    pub fn new<'a>(names: impl Iterator<Item = &'a Name>) -> Self {
        let mut groups: HashMap<Outline, Vec<(u64, usize)>> = HashMap::new();
        for (place, Name { outline, .. }) in names.enumerate() {
            groups.entry(Outline { seen: 0, ..*outline }).or_default().push((outline.seen, place));
        }
        Self(groups.into_iter().collect())
    }

    /// The places of those names that may be near to `name` (see [`Outline::may_be_near`]), in no order.
    pub fn near(&self, name: &Name) -> impl Iterator<Item = usize> {
        let outline = name.outline;
        let groups = self.0.iter().filter_map(move |(group, names)| Some((outline.least_seen(group)?, names)));
        groups.flat_map(move |(least, names)| {
            let is_near = move |(seen, _): &&(u64, usize)| least <= n_both(outline.seen, *seen);
            names.iter().filter(is_near).map(|(_, place)| *place)
        })
    }
}

/// The most that may differ between names so alike, the longer of them so long.
fn most(n_letters: u32, least: f32) -> f32 {
    (1.0 - least) * n_letters as f32 + ROUNDING
}

/// Number of elements that two sorted slices have in common.
#[must_use]
pub fn n_shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut n_shared = 0;
    while let (Some(mine), Some(yours)) = (a.peek(), b.peek()) {
        let order = mine.cmp(yours);
        n_shared += usize::from(order.is_eq());
        a.next_if(|_| order.is_le());
        b.next_if(|_| order.is_ge());
    }
    n_shared
}

/// A word shorter than this is another word where a letter differs ("Hu", "Lu").
const MISREAD_WORD: usize = 4;

/// `name` is near to `other`, and nothing but letters and pairs taken for others that look like them parts the two.
#[must_use]
pub fn is_misread(name: &Name, other: &Name) -> bool {
    let has_short = || {
        name.words().count() == other.words().count()
            && name.words().zip(other.words()).any(|(a, b)| a != b && a.chars().count() < MISREAD_WORD)
    };
    is_near(name, other) && !has_short() && is_confusion(name, other)
}

/// The two parts of `a` and `b` that differ are the same letters misread: letters are neither lost nor added.
fn is_confusion(a: &Name, b: &Name) -> bool {
    let bare = |name: &Name| name.letters.iter().copied().filter(|letter| letter.char != ' ').collect::<Vec<_>>();
    let (a, b) = (bare(a), bare(b));
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        let is_pair = |one: Letter, word: &[Letter], at: usize| match word.get(at..at + 2) {
            Some([first, second]) => one.is_pair(*first, *second),
            _ => false,
        };
        (i, j) = match (x, y) {
            _ if x == y => (i + 1, j + 1),
            _ if is_pair(x, &b, j) => (i + 1, j + 2),
            _ if is_pair(y, &a, i) => (i + 2, j + 1),
            _ if x.cost(y) < 1.0 => (i + 1, j + 1),
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
#[cfg(test)]
fn similarity(a: &Name, b: &Name) -> f32 {
    similarity_from(a, b, 0.0).unwrap_or(0.0)
}

/// The names are as similar as `least`.
#[must_use]
pub fn is_similar(a: &Name, b: &Name, least: f32) -> bool {
    similarity_from(a, b, least).is_some_and(|similarity| least <= similarity)
}

/// The name of `all` that is most similar to `name`, and how much it is: `least` at least.
#[must_use]
pub fn nearest<'a>(name: &Name, least: f32, all: impl Iterator<Item = &'a Name>) -> Option<(&'a Name, f32)> {
    let mut best: Option<(&Name, f32)> = None;
    for other in all {
        let top = best.map_or(least, |(_, top)| top);
        if let Some(similarity) = similarity_from(name, other, top).filter(|similarity| top <= *similarity) {
            best = Some((other, similarity));
        }
    }
    best
}

/// The similarity of two names; `None` where it is certainly less than `least`.
fn similarity_from(a: &Name, b: &Name, least: f32) -> Option<f32> {
    let n_letters = a.outline.n_all().max(b.outline.n_all());
    let most = most(n_letters, least);
    if a.letters.is_empty() || b.letters.is_empty() {
        return None;
    }
    let n_edits = if most < CONFUSED * n_letters as f32 { n_edits(a, b) } else { 0 };
    if !a.outline.may_be_similar(&b.outline, least, n_edits) {
        return None;
    }
    similarity_within(a, b, least, n_edits)
}

/// The similarity of two names between which there are at least `n_edits`; `None` where it is certainly less than `least`.
fn similarity_within(a: &Name, b: &Name, least: f32, n_edits: u32) -> Option<f32> {
    let n_letters = a.outline.n_all().max(b.outline.n_all());
    let most = most(n_letters, least);
    // Each edit costs half a letter, one of letters that are not alike another half; but a pair taken for one letter,
    // which is two such edits, costs no more than a half in all.
    let n_halves = || (n_edits + n_unlike(a, b)).saturating_sub(3 * (a.outline.n_pairs + b.outline.n_pairs));
    if most < CONFUSED * n_letters as f32 && most < CONFUSED * n_halves() as f32 {
        return None;
    }
    Some(1.0 - distance(&a.letters, &b.letters, most)? / n_letters as f32)
}

/// What sums of costs may be wrong by.
const ROUNDING: f32 = 0.01;

/// Weighted edit distance (Levenshtein 1966), with steps of two letters for one; `None` where it is certainly more than
/// `most`.
fn distance(a: &[Letter], b: &[Letter], most: f32) -> Option<f32> {
    let width = b.len() + 1;
    // The row before the last, the last, and the one being filled.
    let (mut before, mut above, mut row) = (vec![f32::MAX; width], vec![f32::MAX; width], first_row(b));
    let mut x_before = None;
    let mut least_above = 0.0;
    for &x in a {
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
        let mut left = above.first().copied().unwrap_or(0.0) + x.gap();
        let mut least = left;
        if let Some(place) = row.first_mut() {
            *place = left;
        }
        let mut y_before = None;
        // What stood above, two places before this one and one.
        let mut diagonals = (f32::MAX, above.first().copied().unwrap_or(f32::MAX));
        let rows = row.iter_mut().skip(1).zip(above.iter().skip(1)).zip(&before);
        for (((place, &up), &up_before), &y) in rows.zip(b) {
            let mut best = (left + y.gap()).min(up + x.gap()).min(diagonals.1 + x.cost(y));
            if y_before.is_some_and(|first| x.is_pair(first, y)) {
                best = best.min(diagonals.0 + CONFUSED);
            }
            if x_before.is_some_and(|first| y.is_pair(first, x)) {
                best = best.min(up_before + CONFUSED);
            }
            *place = best;
            (left, least, diagonals) = (best, least.min(best), (diagonals.1, up));
            y_before = Some(y);
        }
        // A step of two letters leaps over one row.
        if most < least && most < least_above {
            return None;
        }
        (x_before, least_above) = (Some(x), least);
    }
    row.last().copied()
}

fn first_row(b: &[Letter]) -> Vec<f32> {
    let mut total = 0.0;
    let mut row = vec![total];
    for y in b {
        total += y.gap();
        row.push(total);
    }
    row
}

/// In an alignment of lists, names less alike than this are no pair.
const LEAST_PAIR: f32 = 0.3;

/// Which name of `b` stands for each of `a`, in order (Needleman and Wunsch 1970, over names), with their similarity.
#[must_use]
pub fn align<N: Borrow<Name>>(a: &[N], b: &[N]) -> Vec<Option<(usize, f32)>> {
    let similarity = |x, y| similarity_from(x, y, LEAST_PAIR).unwrap_or(0.0);
    let pairs: Vec<Vec<f32>> =
        a.iter().map(|x| b.iter().map(|y| similarity(x.borrow(), y.borrow())).collect()).collect();
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
pub fn list_similarity<N: Borrow<Name>>(a: &[N], b: &[N]) -> f32 {
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
    fn edits_are_those_of_levenshtein() {
        let names = ["", "Bee", "A. Bee", "Anna Anderson", "Dagrnar Hollis", "Dagmar Hollis", "Å. Ørsted", "陈思远"];
        for (a, b) in names.iter().flat_map(|a| names.map(|b| (Name::new(a), Name::new(b)))) {
            let spelt = |name: &Name| name.letters.iter().map(|letter| letter.char).collect::<String>();
            let expected = if places(&a.letters).is_some() { strsim::levenshtein(&spelt(&a), &spelt(&b)) } else { 0 };
            let expected = if a.letters.is_empty() { 0 } else { expected };
            assert_eq!(n_edits(&a, &b) as usize, expected, "{a:?} {b:?}");
        }
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
