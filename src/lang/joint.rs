//! Lines to folded words with all that joins two headings ("&", "and", "/") as one word.
//!
//! Known to the build script, too, which lays the headings of the packs out in this form.

use smol_str::SmolStr;

use super::fold::{Word, words};

/// What all words that join two headings are written as.
pub(crate) const AND: &str = "&";

/// Characters that join two headings.
const JOINTS: [char; 9] = ['&', '/', ',', '+', '|', '·', '、', '•', ';'];

/// The words of a line, with all joints as one word; `is_joint` says which words join.
pub(crate) fn normal(line: &str, is_joint: impl Fn(&str) -> bool) -> Vec<Word> {
    let mut normal: Vec<Word> = Vec::new();
    let mut end = 0;
    for mut word in words(line) {
        let gap = line.get(end..word.start).unwrap_or_default();
        if end != 0 && gap.contains(JOINTS) {
            push_joint(&mut normal);
        }
        end = word.end;
        if is_joint(&word.text) {
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
        normal.push(Word { text: SmolStr::new_static(AND), start: 0, end: 0 });
    }
}

/// The letters of the words without the spaces between them.
pub(crate) fn squeeze(words: &[Word]) -> String {
    words.iter().map(|word| word.text.as_str()).collect()
}
