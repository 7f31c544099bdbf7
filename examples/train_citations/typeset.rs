//! Made-up references in made-up styles: the labels come for free.
//!
//! In: `styles.txt` (a small grammar of citation styles), `content.txt` (names, venues, publishers) and the titles and
//! names of annotated rows. Out: examples in which every word's label is known.

use std::collections::HashMap;

use cvparse::read::citation::features::Hint;
use cvparse::read::citation::model::Label;
use cvparse::read::citation::words::words;

use crate::crf::Example;
use crate::names;
use crate::random::Random;
use crate::rows::{Annotated, bit, opened};
use crate::scan;

/// Templates nest this deep at most.
const MAX_DEPTH: usize = 12;
/// Share of references that tell how they are set: of those on one line, and of the others.
const STYLED: [f32; 2] = [0.45, 0.7];
/// Share that starts with a number.
const NUMBERED: f32 = 0.25;

/// Share of articles and papers in ideographs.
const IDEOGRAPHIC: f32 = 0.07;
/// Share of articles, papers and books in Cyrillic.
const CYRILLIC: f32 = 0.02;
/// Share of references in the script of the countries that set them in a style of their own.
const AT_HOME: f32 = 0.8;
/// Share of references in which a space stands for what parts cells.
const PLAIN: f32 = 0.25;
/// Share of references in which a space stands for what parts lines.
const JOINED: f32 = 0.02;
/// Share of references that were scanned badly.
const SCANNED: f32 = 0.1;
/// Share of references that a speck of dirt precedes.
const SPECKED: f32 = 0.015;
/// Share of titles with a formula.
const FORMULAS: f32 = 0.04;
/// Share of journals with a name of one word that titles have, too.
const SHORT: f32 = 0.08;
/// Share of journals that are taken from the list of journals.
const LISTED: f32 = 0.3;
/// Share of titles that open with a word such as "In".
const OPENED: f32 = 0.03;
/// Share of titles and venues from the lists of our own, in many languages.
const OWN: f32 = 0.15;
/// Share of summaries of two sentences.
const SECOND: f32 = 0.4;
/// Share in which a line ends inside a field.
const BROKEN: f32 = 0.06;

/// What references are made of.
pub struct Stock {
    lists: HashMap<String, Vec<String>>,
    macros: Vec<(String, String)>,
    styles: Vec<(String, String)>,
    titles: Vec<String>,
    books: Vec<String>,
    venues: Vec<String>,
    people: Vec<(String, String)>,
}

/// A stretch of a reference: its text and the field that it belongs to.
pub struct Piece {
    /// The text.
    pub text: String,
    /// `None` for what stands between fields.
    pub label: Option<Label>,
}

/// The script of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Ideographs,
    Cyrillic,
}

impl Script {
    fn of(kind: &str, style: &str, random: &mut Random) -> Self {
        let share = random.unit();
        match kind {
            _ if style.contains("<CL>") || style.contains("<CH>") => Self::Ideographs,
            _ if share < AT_HOME && style.contains(['「', '『', '．', '，']) => Self::Ideographs,
            _ if share < AT_HOME && (style.contains(" // ") || style.contains("<RL>")) => Self::Cyrillic,
            "article" | "paper" if share < IDEOGRAPHIC => Self::Ideographs,
            "article" | "paper" | "book" if 1.0 - CYRILLIC < share => Self::Cyrillic,
            _ => Self::Latin,
        }
    }

    /// The list of `name`s in this script, where there is one of its own.
    pub fn list(self, name: &str) -> Option<String> {
        match self {
            Self::Latin => None,
            Self::Ideographs => Some(format!("cjk{name}")),
            Self::Cyrillic => Some(format!("ru{name}")),
        }
    }
}

type Record = HashMap<&'static str, String>;

impl Stock {
    /// Reads the data files and takes names and titles from `rows`.
    pub fn new(styles: &str, content: &str, journals: &str, rows: &[Annotated]) -> Self {
        let mut lists = lists(content);
        let listed = journals.lines().filter(|line| !line.starts_with('#')).flat_map(|line| line.split(" = "));
        lists.insert("listed".to_owned(), listed.map(str::to_owned).collect());
        let mut stock = Self {
            lists,
            macros: Vec::new(),
            styles: Vec::new(),
            titles: Vec::new(),
            books: Vec::new(),
            venues: Vec::new(),
            people: Vec::new(),
        };
        let mut kind = String::new();
        for line in styles.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            if let Some(rest) = line.strip_prefix('$').filter(|_| kind.is_empty()) {
                let (name, body) = rest.split_once(' ').unwrap_or((rest, ""));
                stock.macros.push((format!("${name}"), body.to_owned()));
            } else if let Some(name) = line.strip_suffix(':').filter(|name| !name.contains('<')) {
                name.clone_into(&mut kind);
            } else {
                stock.styles.push((kind.clone(), line.to_owned()));
            }
        }
        // The longest first: `$ppub` holds `$pp`.
        stock.macros.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        for row in rows {
            stock.take(row);
        }
        stock
    }

    fn take(&mut self, row: &Annotated) {
        if !row.title.is_empty() {
            let list = if row.venue.is_empty() { &mut self.books } else { &mut self.titles };
            list.push(row.title.clone());
        }
        if !row.venue.is_empty() && !row.venue.contains(['<', '“']) {
            self.venues.push(row.venue.clone());
        }
        self.people.extend(row.authors.iter().filter_map(|author| names::parts(author)));
    }

    /// One of the list `name` of the content file.
    pub fn one(&self, name: &str, random: &mut Random) -> String {
        self.lists.get(name).map_or(String::new(), |list| random.pick(list).clone())
    }

    /// The list `name` of the content file.
    pub fn list(&self, name: &str) -> &[String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Given and family name of somebody.
    pub fn person(&self, script: Script, random: &mut Random) -> (String, String) {
        if let (Some(given), Some(family)) = (script.list("given"), script.list("family")) {
            return (self.one(&given, random), self.one(&family, random));
        }
        if !self.people.is_empty() && random.chance(0.4) {
            return random.pick(&self.people).clone();
        }
        (self.one("given", random), self.one("family", random))
    }

    /// A made-up reference.
    pub fn example(&self, random: &mut Random) -> Example {
        let (kind, style) = random.pick(&self.styles).clone();
        let script = Script::of(&kind, &style, random);
        let record = self.record(&kind, script, random);
        let style = self.without_macros(&style);
        let mut pieces = Vec::new();
        if random.chance(NUMBERED) {
            pieces.push(Piece { text: marker(random), label: None });
        }
        let chars: Vec<char> = style.chars().collect();
        let mut at = 0;
        let (is_plain, is_joined) = (random.chance(PLAIN), random.chance(JOINED));
        let mut expansion = Expansion { stock: self, record: &record, random, script, is_plain, is_joined };
        let (body, _) = expansion.sequence(&chars, &mut at, 0);
        pieces.extend(body);
        if random.chance(SCANNED) {
            scan::misread(&mut pieces, random);
        }
        if random.chance(SPECKED) {
            pieces.insert(0, scan::speck(random));
        }
        labelled(&pieces, self.list("connectors"), random)
    }

    fn without_macros(&self, style: &str) -> String {
        let mut style = style.to_owned();
        for _ in 0..MAX_DEPTH {
            if !style.contains('$') {
                break;
            }
            for (name, body) in &self.macros {
                style = style.replace(name.as_str(), body);
            }
        }
        style
    }

    fn record(&self, kind: &str, script: Script, random: &mut Random) -> Record {
        let mut record = Record::new();
        let year = random.between(1950, 2026);
        let recent = random.between(1990, 2026);
        let year = if random.chance(0.7) { year.max(recent) } else { year };
        record.insert("Y", year.to_string());
        record.insert("y2", format!("{:02}", year % 100));
        record.insert("l", random.pick(&["a", "b", "c"]).to_string());
        record.insert("m", self.one("month", random));
        record.insert("se", self.one("season", random));
        record.insert("d", random.between(1, 31).to_string());
        record.insert("dn", format!("{:02}", random.between(1, 28)));
        record.insert("mn", format!("{:02}", random.between(1, 12)));
        record.insert("T", self.title(kind, script, random));
        record.insert("Z", self.summary(script, random));
        record.insert("V", self.venue(kind, script, random));
        let acronym = self.one("acronym", random);
        record.insert("K2", format!("{acronym}{}{:02}", random.pick(&["'", "’", " '", ""]), year % 100));
        record.insert("KY", format!("{acronym} {year}"));
        record.insert("K4", acronym);
        self.numbers(&mut record, random);
        for (field, list, share) in [
            ("P", "publisher", 1.0),
            ("L", if kind == "paper" { "city" } else { "place" }, 0.8),
            ("C", "city", 0.8),
            ("H", "school", 1.0),
            ("K", "thesiskind", 1.0),
            ("TR", "reportkind", 1.0),
            ("S", "status", 1.0),
            ("AX", "archive", 1.0),
            ("R", "series", 1.0),
            ("e", "edition", 0.4),
            ("O", "honour", 1.0),
            ("PK", "patentkind", 1.0),
            ("DK", "datakind", 1.0),
            ("R2", "repository", 1.0),
            ("w0", "linkword", 1.0),
            ("w1", "venueword", 1.0),
            ("w2", "authorword", 1.0),
            ("w3", "dateword", 1.0),
            ("w4", "injoint", 1.0),
            ("BL", "latincity", 1.0),
            ("SW", "software", 1.0),
            ("GR", "group", 1.0),
            ("CL", "cjkcity", 1.0),
            ("CH", "cjkschool", 1.0),
            ("CP", "cjkpublisher", 1.0),
            ("RL", "rucity", 1.0),
            ("RP", "rupublisher", 1.0),
        ] {
            if random.chance(share) {
                record.insert(field, self.one(list, random));
            }
        }
        record
    }

    /// What an entry tells of its work: one sentence or two.
    fn summary(&self, script: Script, random: &mut Random) -> String {
        if let Some(list) = script.list("summary") {
            return self.one(&list, random);
        }
        let first = self.sentence(random);
        if random.chance(SECOND) { format!("{first} {}", self.sentence(random)) } else { first }
    }

    fn sentence(&self, random: &mut Random) -> String {
        let title = self.title("article", Script::Latin, random);
        let mut letters = title.chars();
        let small: String = letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
        self.one("summary", random).replace("{}", &small)
    }

    fn numbers(&self, record: &mut Record, random: &mut Random) {
        if random.chance(0.9) {
            record.insert("v", volume(random));
        }
        if random.chance(0.6) {
            let issue = random.between(1, 24);
            record.insert("i", if random.chance(0.1) { format!("{issue}-{}", issue + 1) } else { issue.to_string() });
        }
        if random.chance(0.85) {
            record.insert("p", pages(random));
        }
        if random.chance(0.3) {
            let suffix = random.pick(&[
                "j.cell.2014.03.021",
                "s41586-020-2649-2",
                "nature12373",
                "3341301.3359630",
                "jcb.201210089",
                "(SICI)1097-0258",
            ]);
            record.insert("D", format!("10.{}/{suffix}", random.between(1000, 9999)));
        }
        if random.chance(0.25) {
            let address = random.pick(&[
                "www.nature.com/articles/x12",
                "arxiv.org/abs/1706.03762",
                "openreview.net/forum?id=aB3",
                "doi.org/10.1000/182",
                "www.oecd.org/reports/a.pdf",
            ]);
            record.insert("U", format!("{}{address}", random.pick(&["https://", "http://", ""])));
        }
        record.insert(
            "X",
            format!("{:02}{:02}.{:05}", random.between(7, 25), random.between(1, 12), random.below(99999)),
        );
        record.insert(
            "BX",
            format!(
                "20{:02}.{:02}.{:02}.{:06}",
                random.between(13, 25),
                random.between(1, 12),
                random.between(1, 28),
                random.below(999_999)
            ),
        );
        record.insert(
            "PN",
            match random.below(4) {
                0 => format!("US{:07}B2", random.between(1_000_000, 9_999_999)),
                1 => format!("EP{:07}", random.between(1_000_000, 9_999_999)),
                _ => format!("{},{:03},{:03}", random.between(5, 11), random.below(1000), random.below(1000)),
            },
        );
        record.insert("VN", format!("{}.{}", random.between(0, 4), random.below(12)));
        record.insert("x7", format!("{:07}", random.below(9_999_999)));
        record.insert(
            "N",
            format!(
                "{}-{}",
                random.pick(&["TR", "CS", "UCB/CSD", "MIT-LCS", "RR", "No. 12", "CMU-CS"]),
                random.between(1, 9999)
            ),
        );
    }

    fn title(&self, kind: &str, script: Script, random: &mut Random) -> String {
        if let Some(list) = script.list("title") {
            return self.one(&list, random);
        }
        if kind != "book" && random.chance(OWN) {
            return self.one("owntitle", random);
        }
        let pool =
            if kind == "book" && !self.books.is_empty() || random.chance(0.1) { &self.books } else { &self.titles };
        if pool.is_empty() {
            return self.one("confname", random);
        }
        let title = random.pick(pool).clone();
        let title = if random.chance(0.35) {
            let other = random.pick(pool);
            let tail = other.split_once(": ").map_or(other.as_str(), |(_, tail)| tail);
            let head = title.split_once(": ").map_or(title.as_str(), |(head, _)| head);
            match random.below(40) {
                0..=19 => head.to_owned(),
                // Signs that part fields elsewhere stand in titles, too.
                20 => format!("{head} – {tail}"),
                21 => format!("{head}, {tail}"),
                22 | 23 => format!("{head} {} ({tail})", random.pick(&["", "in 1998", "2"])).replace("  ", " "),
                24 => format!("{head}{}{tail}", random.pick(&[". ", "? ", " - ", " — "])),
                _ => format!("{head}: {tail}"),
            }
        } else {
            title
        };
        let title = if random.chance(0.2) { title_case(&title) } else { title };
        // A title may open with a word that elsewhere opens a venue.
        let title = if random.chance(OPENED) { format!("{} {title}", self.one("inopening", random)) } else { title };
        let title = if random.chance(FORMULAS) { self.with_formula(&title, random) } else { title };
        title.trim_end_matches(['.', ',', ';']).to_owned()
    }

    /// `title` with a formula at its end or for one of its words.
    fn with_formula(&self, title: &str, random: &mut Random) -> String {
        let formula = self.one("formula", random);
        let words: Vec<&str> = title.split(' ').collect();
        if random.chance(0.6) {
            return format!("{title} {} {formula}", self.one("formulaword", random)).replace("  ", " ");
        }
        let at = random.below(words.len());
        let printed = words.iter().enumerate().map(|(k, word)| if k == at { formula.as_str() } else { word });
        printed.collect::<Vec<_>>().join(" ")
    }

    fn venue(&self, kind: &str, script: Script, random: &mut Random) -> String {
        if let Some(list) = script.list("venue") {
            return self.one(&list, random);
        }
        match kind {
            "paper" => {
                let name = self.one("confname", random);
                let year = if random.chance(0.06) { format!("{} ", random.between(1990, 2026)) } else { String::new() };
                let prefix = if random.chance(0.5) { self.one("venueprefix", random) } else { String::new() };
                let ordinal = if random.chance(0.4) { format!("{}th ", random.between(4, 39)) } else { String::new() };
                let acronym = self.one("acronym", random);
                let suffix = match random.below(6) {
                    0 => format!(" ({acronym})"),
                    1 => format!(" ({acronym} '{:02})", random.below(26)),
                    2 => format!(" {acronym}"),
                    _ => String::new(),
                };
                if random.chance(0.15) { acronym } else { format!("{prefix}{year}{ordinal}{name}{suffix}") }
            }
            "chapter" => self.title("book", Script::Latin, random),
            _ if random.chance(SHORT) => self.one("shortjournal", random),
            _ if random.chance(OWN) => self.one("periodical", random),
            _ if random.chance(LISTED) => self.one("listed", random),
            _ if !self.venues.is_empty() && random.chance(0.55) => random.pick(&self.venues).clone(),
            _ => self.one("journal", random),
        }
    }
}

struct Expansion<'a> {
    stock: &'a Stock,
    record: &'a Record,
    random: &'a mut Random,
    script: Script,
    /// Nothing but a space is between its cells.
    is_plain: bool,
    /// Nothing but a space is between its lines.
    is_joined: bool,
}

impl Expansion<'_> {
    /// Expands up to the closing sign of this level; the flag says that a field was missing.
    fn sequence(&mut self, style: &[char], at: &mut usize, depth: usize) -> (Vec<Piece>, bool) {
        let (mut pieces, mut is_missing) = (Vec::new(), false);
        while let Some(&c) = style.get(*at) {
            match c {
                '}' | ']' | '|' if 0 < depth => break,
                '{' if depth < MAX_DEPTH => {
                    let (chosen, missing) = self.choice(style, at, depth + 1);
                    is_missing |= missing;
                    pieces.extend(chosen);
                }
                '[' if depth < MAX_DEPTH => {
                    *at += 1;
                    let (inner, missing) = self.sequence(style, at, depth + 1);
                    *at += 1;
                    if !missing {
                        pieces.extend(inner);
                    }
                }
                '<' => {
                    let end = style[*at..].iter().position(|c| *c == '>').map_or(style.len(), |k| *at + k);
                    let field: String = style[*at + 1..end].iter().collect();
                    *at = end + 1;
                    let value = self.field(&field);
                    is_missing |= value.is_empty();
                    pieces.extend(value);
                }
                _ => {
                    *at += 1;
                    let text = match c {
                        // Lines that were taken for one.
                        '~' if self.is_joined => ' ',
                        '~' => '\n',
                        // Plain text has lost the cell.
                        '^' if self.is_plain => ' ',
                        '^' => '\t',
                        '⟨' => '[',
                        '⟩' => ']',
                        other => other,
                    };
                    pieces.push(Piece { text: text.to_string(), label: None });
                }
            }
        }
        (pieces, is_missing)
    }

    fn choice(&mut self, style: &[char], at: &mut usize, depth: usize) -> (Vec<Piece>, bool) {
        let mut options = Vec::new();
        while style.get(*at).is_some_and(|c| *c != '}') {
            *at += 1;
            options.push(self.sequence(style, at, depth));
        }
        *at += 1;
        let complete = options.iter().filter(|(_, missing)| !missing).count();
        if 0 < complete {
            options.retain(|(_, missing)| !missing);
        }
        if options.is_empty() {
            return (Vec::new(), false);
        }
        let k = self.random.below(options.len());
        options.swap_remove(k)
    }

    fn field(&mut self, field: &str) -> Vec<Piece> {
        let label = match field {
            "A" | "E" => return names::list(self.stock, field == "E", self.script, self.random),
            "T" | "SW" => Label::Title,
            "V" | "K2" | "K4" | "KY" | "AX" | "R2" => Label::Venue,
            "Y" | "l" | "m" | "d" | "dn" | "mn" | "se" | "y2" => Label::Date,
            "v" | "i" => Label::Volume,
            "p" => Label::Pages,
            "P" | "H" | "RP" | "CP" | "CH" => Label::Publisher,
            "L" | "C" | "BL" | "RL" | "CL" => Label::Place,
            "D" | "U" | "X" | "x7" | "BX" | "PN" => Label::Link,
            "S" | "K" | "TR" | "PK" | "DK" => Label::Status,
            _ => Label::Other,
        };
        self.record.get(field).map(|text| Piece { text: text.clone(), label: Some(label) }).into_iter().collect()
    }
}

fn labelled(pieces: &[Piece], connectors: &[String], random: &mut Random) -> Example {
    let mut text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let mut inserted = usize::MAX;
    if random.chance(BROKEN) {
        let broken = scan::broken(&text, random);
        if text.len() < broken.len() {
            inserted = text.bytes().zip(broken.bytes()).take_while(|(a, b)| a == b).count();
        }
        text = broken;
    }
    let mut ends = Vec::new();
    let mut end = 0;
    for piece in pieces {
        end += piece.text.len();
        ends.push(end + usize::from(inserted < end));
    }
    let words = words(&text);
    let label_at = |at: usize| ends.iter().position(|&end| at < end).and_then(|k| pieces[k].label);
    let marked: Vec<u16> = words.iter().map(|word| label_at(word.range.start).map_or(0, bit)).collect();
    let is_long = text.contains(['\n', '\t']);
    let hints = if random.chance(STYLED[usize::from(is_long)]) { hints(pieces, random) } else { Vec::new() };
    Example { allowed: opened(&text, &words, &marked, connectors, bit(Label::Other)), words, hints }
}

fn hints(pieces: &[Piece], random: &mut Random) -> Vec<Hint> {
    let italic: &[Label] = match random.below(8) {
        0..=3 => &[Label::Venue],
        4 => &[Label::Title],
        5 => &[Label::Venue, Label::Date, Label::Place],
        6 => &[Label::Author],
        _ => &[],
    };
    let strong: &[Label] = match random.below(8) {
        0..=2 => &[Label::Title],
        3 => &[Label::Volume],
        4 => &[Label::Venue],
        _ => &[],
    };
    let owner = if random.chance(0.6) { random.below(4) } else { usize::MAX };
    let (mut at, mut n_authors) = (0, 0);
    let mut hints = Vec::new();
    for piece in pieces {
        let range = at..at + piece.text.len();
        at = range.end;
        let is_author = piece.label == Some(Label::Author) && piece.text.len() > 3;
        let is_owner = is_author && n_authors == owner;
        n_authors += usize::from(is_author);
        let has = |labels: &[Label]| piece.label.is_some_and(|label| labels.contains(&label));
        hints.push(Hint { range, is_strong: has(strong) || is_owner, is_italic: has(italic) });
    }
    hints
}

fn marker(random: &mut Random) -> String {
    let number = random.between(1, 150);
    match random.below(7) {
        0 | 1 => format!("[{number}] "),
        2 | 3 => format!("{number}. "),
        4 => format!("({number}) "),
        5 => format!("{number} "),
        _ => format!("[{}{number}] ", random.pick(&["J", "C", "P", "B"])),
    }
}

fn volume(random: &mut Random) -> String {
    let most = if random.chance(0.8) { 130 } else { 600 };
    random.between(1, most).to_string()
}

fn pages(random: &mut Random) -> String {
    let most = if random.chance(0.7) { 400 } else { 3000 };
    let first = random.between(1, most);
    let last = first + random.between(1, 40);
    match random.below(12) {
        0..=5 => format!("{first}{}{last}", random.pick(&["-", "–", "–", "-", "--"])),
        6 | 7 => format!("{first}-{}", last % 100),
        8 => format!("{first}"),
        9 => format!("e{first}"),
        10 => format!("{:06}", random.below(400_000)),
        _ => format!("{first}ff"),
    }
}

fn title_case(title: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        if word.chars().count() < 4 { word.to_owned() } else { format!("{first}{}", chars.as_str()) }
    };
    title.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

fn lists(content: &str) -> HashMap<String, Vec<String>> {
    let lines = content.lines().filter(|line| !line.starts_with('#'));
    let lines = lines.filter_map(|line| line.split_once(": "));
    lines.map(|(name, list)| (name.to_owned(), list.split('|').map(str::to_owned).collect())).collect()
}
