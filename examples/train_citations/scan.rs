//! What a bad scan does to a reference: letters misread, spaces lost or added, lines broken anywhere, specks.

use cvparse::read::citation::model::Label;

use crate::random::Random;
use crate::typeset::Piece;

/// Share of the letters that are misread in names, at most; in other fields it is a quarter of that.
const MISREAD: f32 = 0.3;
/// Share of the references whose names are all in small letters, of those that were scanned badly.
const SMALL: f32 = 0.35;
/// Share of the commas between names that are lost.
const LOST_COMMAS: f32 = 0.05;
/// What letters are taken for.
const CONFUSED: [(&str, &str); 30] = [
    ("a", "o"),
    ("a", "u"),
    ("b", "h"),
    ("c", "e"),
    ("d", "cl"),
    ("e", "c"),
    ("f", "t"),
    ("g", "q"),
    ("h", "li"),
    ("h", "b"),
    ("i", "l"),
    ("i", "1"),
    ("l", "1"),
    ("l", "i"),
    ("m", "rn"),
    ("n", "u"),
    ("n", "ri"),
    ("o", "0"),
    ("o", "c"),
    ("r", "t"),
    ("s", "5"),
    ("t", "f"),
    ("u", "n"),
    ("v", "y"),
    ("w", "vv"),
    ("z", "2"),
    ("B", "8"),
    ("O", "0"),
    ("S", "5"),
    ("I", "l"),
];

/// Misreads the pieces of a reference.
pub fn misread(pieces: &mut [Piece], random: &mut Random) {
    let rate = random.unit() * MISREAD;
    let is_small = random.chance(SMALL);
    for piece in pieces {
        let is_author = piece.label == Some(Label::Author);
        let is_text = matches!(piece.label, Some(Label::Title | Label::Venue | Label::Editor | Label::Publisher));
        if is_author && piece.text.trim() == "," {
            piece.text = joint(&piece.text, random);
        } else if is_author {
            let misread = letters(&piece.text, rate, random);
            piece.text = if is_small { misread.to_lowercase() } else { misread };
        } else if is_text {
            piece.text = letters(&piece.text, rate / 4.0, random);
        }
    }
}

/// What becomes of the comma between two names.
fn joint(printed: &str, random: &mut Random) -> String {
    match random.unit() {
        share if share < LOST_COMMAS => " ".to_owned(),
        share if share < 2.0 * LOST_COMMAS => ",".to_owned(),
        share if share < 3.0 * LOST_COMMAS => " , ".to_owned(),
        _ => printed.to_owned(),
    }
}

/// `text` with that share of its letters misread, left out, or torn apart.
fn letters(text: &str, rate: f32, random: &mut Random) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if !random.chance(rate) {
            out.push(c);
            continue;
        }
        match random.below(8) {
            0 if c == ' ' => {}
            1 if c.is_alphabetic() => {}
            2 if c.is_alphabetic() => {
                out.push(' ');
                out.push(c);
            }
            _ => out.push_str(&confused(c, random)),
        }
    }
    // A field has a letter at least: its label needs a word.
    if out.trim().is_empty() { text.to_owned() } else { out }
}

fn confused(c: char, random: &mut Random) -> String {
    let printed = c.to_string();
    let others: Vec<&str> = CONFUSED.iter().filter(|(letter, _)| *letter == printed).map(|(_, other)| *other).collect();
    if others.is_empty() { printed } else { (*random.pick(&others)).to_owned() }
}

/// A sign that no one printed.
pub fn speck(random: &mut Random) -> Piece {
    let signs = ["° ", "_ ", "¬ ", "• ", "| ", "^ ", "··\n", "•¬\n", "~ "];
    Piece { text: (*random.pick(&signs)).to_owned(), label: None }
}

/// `text` with a line break for one of its spaces, or within a word.
pub fn broken(text: &str, random: &mut Random) -> String {
    if random.chance(0.3) {
        let letters: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let inner = |at: &&usize| {
            let (before, after) = text.split_at(**at);
            before.ends_with(char::is_alphabetic) && after.starts_with(char::is_alphabetic)
        };
        let inner: Vec<&usize> = letters.iter().filter(inner).collect();
        if inner.is_empty() {
            return text.to_owned();
        }
        let (before, after) = text.split_at(**random.pick(&inner));
        return format!("{before}\n{after}");
    }
    let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
    if spaces.is_empty() {
        return text.to_owned();
    }
    let at = *random.pick(&spaces);
    format!("{}\n{}", &text[..at], &text[at + 1..])
}
