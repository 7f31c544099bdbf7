//! Lines to folded words with all that joins two headings ("&", "and", "/") as one word.
//!
//! Known to the build script, too, which lays the headings of the packs out in this form.

use smol_str::SmolStr;

use super::fold::{Word, Words};
use crate::keys::Hash;

/// What all words that join two headings are written as.
pub(crate) const AND: &str = "&";

/// Characters that join two headings.
const JOINTS: [char; 9] = ['&', '/', ',', '+', '|', '·', '、', '•', ';'];

/// The words of a line, with all joints as one word; `is_joint` says which words join.
pub(crate) fn normal(line: &str, is_joint: impl Fn(Hash) -> bool) -> Vec<Word> {
    let mut normal: Vec<Word> = Vec::new();
    let mut end = 0;
    for mut word in Words::of(line) {
        let gap = line.get(end..word.start).unwrap_or_default();
        if end != 0 && gap.contains(JOINTS) {
            push_joint(&mut normal);
        }
        end = word.end;
        if is_joint(word.hash) {
            push_joint(&mut normal);
        } else {
            // Places do not matter below: words stand side by side.
            word.start = 0;
            word.end = 0;
            normal.push(word);
        }
    }
    normal
}

fn push_joint(normal: &mut Vec<Word>) {
    if normal.last().is_some_and(|last| last.text != AND) {
        normal.push(Word { text: SmolStr::new_static(AND), start: 0, end: 0, hash: Hash::of(AND.bytes()) });
    }
}

/// A bit for each letter that stands in a word: most words are told from another by these alone.
pub(crate) fn bag(letters: impl Iterator<Item = char>) -> u32 {
    letters.fold(0, |bag, c| bag | 1 << (c as u32 % u32::BITS))
}
