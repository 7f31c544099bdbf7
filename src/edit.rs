//! How many letters two texts differ by, within a bound: what OCR and hands mistake stays near.
//!
//! In: two texts. Out: their edit distance (Levenshtein), where it is small. Knows no language.

/// How many letters must be changed, put in or left out to make `a` of `b`; `None` when more than `limit`.
///
/// ```
/// let letters = |text: &str| text.chars().collect::<Vec<char>>();
/// assert_eq!(cvparse::edit::distance(&letters("vounteeing"), &letters("volunteering"), 2), Some(2));
/// assert_eq!(cvparse::edit::distance(&letters("work"), &letters("talks"), 2), None);
/// ```
#[must_use]
pub fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if limit < a.len().abs_diff(b.len()) {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut least = left;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(x != y);
            diagonal = *cell;
            left = changed.min(left + 1).min(*cell + 1);
            *cell = left;
            least = least.min(left);
        }
        if limit < least {
            return None;
        }
    }
    row.last().copied().filter(|n_errors| *n_errors <= limit)
}

/// Whether at most one letter in `per_error` differs.
#[must_use]
pub fn is_near(a: &[char], b: &[char], per_error: usize) -> bool {
    let limit = a.len().max(b.len()) / per_error.max(1);
    distance(a, b, limit).is_some()
}
