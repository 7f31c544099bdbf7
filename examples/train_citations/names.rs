//! Lists of made-up people in every order and punctuation that citation styles know.

use cvparse::read::citation::model::Label;

use crate::random::Random;
use crate::typeset::{Piece, Script, Stock};

/// Given and family name of a printed author ("Thráinsson, H.", "J. D. Anderson").
pub fn parts(author: &str) -> Option<(String, String)> {
    let (given, family) = match author.split_once(", ") {
        Some((family, given)) => (given, family),
        None => author.rsplit_once(' ')?,
    };
    let is_name = |part: &str| part.chars().next().is_some_and(char::is_uppercase) && !part.contains([',', '(', '<']);
    let is_long = family.trim_end_matches('.').chars().count() > 2 && family.chars().any(char::is_lowercase);
    (is_name(given) && is_long).then(|| (given.trim_end_matches('.').to_owned(), family.to_owned()))
}

#[derive(Clone, Copy)]
enum Form {
    GivenFamily,
    InitialsFamily,
    TightInitialsFamily,
    FamilyCommaInitials,
    FamilyCommaTight,
    FamilyCommaGiven,
    FamilyInitials,
    FamilyBareInitials,
    FamilyGiven,
}

const FORMS: [Form; 14] = [
    Form::GivenFamily,
    Form::GivenFamily,
    Form::GivenFamily,
    Form::InitialsFamily,
    Form::InitialsFamily,
    Form::TightInitialsFamily,
    Form::FamilyCommaInitials,
    Form::FamilyCommaInitials,
    Form::FamilyCommaTight,
    Form::FamilyCommaGiven,
    Form::FamilyCommaGiven,
    Form::FamilyInitials,
    Form::FamilyBareInitials,
    Form::FamilyGiven,
];

/// Share of the longer lists in which names before the last are left out ("…").
const SHORTENED: f32 = 0.08;

/// A list of people as pieces: the names labelled, what joins them too (it belongs to the field).
pub fn list(stock: &Stock, is_editors: bool, script: Script, random: &mut Random) -> Vec<Piece> {
    let label = Some(if is_editors { Label::Editor } else { Label::Author });
    let piece = |text: String| Piece { text, label };
    if !is_editors && random.chance(0.02) {
        return vec![piece(stock.one("group", random))];
    }
    let n_people = n_people(is_editors, random);
    if script == Script::Ideographs {
        let names: Vec<String> = (0..n_people).map(|_| stock.one("cjk", random)).collect();
        let glue = *random.pick(&["，", ", ", "、", ","]);
        return vec![piece(names.join(glue))];
    }
    let form = *random.pick(&FORMS);
    let is_first_inverted = matches!(form, Form::FamilyCommaGiven | Form::FamilyCommaInitials) && random.chance(0.25);
    let is_upper = random.chance(0.08);
    let glue = if random.chance(0.18) { "; " } else { ", " };
    let last = stock.one("last", random);
    let marks = random.chance(0.1);
    let is_shortened = 3 < n_people && random.chance(SHORTENED);
    let mut pieces = Vec::new();
    for k in 0..n_people {
        let form = match (is_first_inverted && 0 < k, form) {
            (true, Form::FamilyCommaGiven) => Form::GivenFamily,
            (true, _) => Form::InitialsFamily,
            _ => form,
        };
        let (given, family) = stock.person(script, random);
        let family = if is_upper { family.to_uppercase() } else { family };
        let (other, _) = stock.person(script, random);
        let middle = other.chars().next().filter(|c| c.is_uppercase()).unwrap_or('A');
        let printed = name(form, (&given, middle, &family), random);
        pieces.push(piece(printed));
        if marks && random.chance(0.4) {
            pieces.push(piece((*random.pick(&["*", "†", "∗", "*†", "‡"])).to_owned()));
        }
        let joint = match k + 2 == n_people {
            true if is_shortened => *random.pick(&[", ... ", ", … ", ", . . . ", ", ... & ", ", …, "]),
            true => last.as_str(),
            false => glue,
        };
        if k + 1 < n_people {
            pieces.push(piece(joint.to_owned()));
        }
    }
    if !is_editors && 1 < n_people && random.chance(0.03) {
        pieces.push(piece(format!("{last}{}", stock.one("group", random))));
    }
    if !is_editors && random.chance(0.07) {
        pieces.push(piece(format!("{}{}", random.pick(&[", ", " ", ", "]), stock.one("etal", random))));
    }
    pieces
}

fn n_people(is_editors: bool, random: &mut Random) -> usize {
    match random.below(10) {
        _ if is_editors => random.between(1, 3),
        0..=2 => 1,
        3 | 4 => 2,
        5..=8 => random.between(2, 6),
        _ => random.between(5, 14),
    }
}

/// A name: given name, middle initial (where one is printed) and family name in `form`.
fn name(form: Form, (given, middle, family): (&str, char, &str), random: &mut Random) -> String {
    let letters: Vec<char> = given
        .split([' ', '-', '.'])
        .filter_map(|part| part.chars().next())
        .filter(|c| c.is_uppercase())
        .take(3)
        .chain(random.chance(0.3).then_some(middle))
        .collect();
    let joined = |glue: &str| letters.iter().map(|c| format!("{c}.")).collect::<Vec<_>>().join(glue);
    let bare: String = letters.iter().collect();
    let suffix = if random.chance(0.01) { *random.pick(&[", Jr.", " Jr.", " III", " Jr"]) } else { "" };
    match form {
        Form::GivenFamily if random.chance(0.15) => {
            format!("{given} {middle}. {family}{suffix}")
        }
        Form::GivenFamily => format!("{given} {family}{suffix}"),
        Form::InitialsFamily => format!("{} {family}{suffix}", joined(" ")),
        Form::TightInitialsFamily => format!("{}{}{family}", joined(""), random.pick(&[" ", " ", ""])),
        Form::FamilyCommaInitials => format!("{family}, {}", joined(" ")),
        Form::FamilyCommaTight => format!("{family}, {}", joined("")),
        Form::FamilyCommaGiven => format!("{family}, {given}"),
        Form::FamilyInitials => format!("{family} {}", joined(random.pick::<&str>(&[" ", ""]))),
        Form::FamilyBareInitials => format!("{family} {bare}"),
        Form::FamilyGiven => format!("{family} {given}"),
    }
}
