//! Makes up people, and garbles lists of them as a bad scan does.

/// A small generator of random numbers (splitmix64): the same on every machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    pub fn chance(&mut self, share: f64) -> bool {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64 <= share
    }

    pub fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

const GIVEN: &[&str] = &[
    "Amarantha",
    "Bertrand",
    "Cosima",
    "Dagobert",
    "Edelgard",
    "Florian",
    "Gwendolyn",
    "Hildebrand",
    "Isolde",
    "Jovana",
    "Kasimir",
    "Leocadia",
    "Mordecai",
    "Nathalia",
    "Oswaldo",
    "Perpetua",
    "Quentin",
    "Rosamund",
    "Sigismund",
    "Tancredi",
    "Ulrike",
    "Valentina",
    "Wilhelmina",
    "Xaverio",
    "Yolande",
    "Zbigniew",
];

const FAMILY: &[&str] = &[
    "Abercrombie",
    "Brandywine",
    "Castelbarco",
    "Drummersdorf",
    "Eskildsen",
    "Featherstone",
    "Gravensteen",
    "Hollandsworth",
    "Ivarsson",
    "Jankowitz",
    "Kessenbrock",
    "Lindqvister",
    "Montefalcone",
    "Nightingale",
    "Oppenheimer",
    "Pemberley",
    "Quickswood",
    "Ravensburg",
    "Silberstein",
    "Thistlewood",
    "Underhill",
    "Vandermeer",
    "Winterfeldt",
    "Yarborough",
    "Zimmerwald",
    "van der Maas",
    "de la Torre",
    "Ostrowski",
    "Baptista",
    "Kirkegaard",
];

/// Made-up people, with full given names or initials, no two of one family.
pub fn people(n_people: usize, random: &mut Random) -> Vec<String> {
    let has_initials = random.chance(0.5);
    let mut families: Vec<&str> = FAMILY.to_vec();
    let mut people = Vec::new();
    for _ in 0..n_people.min(FAMILY.len()) {
        let family = families.swap_remove(random.below(families.len()));
        let given = random.pick(GIVEN);
        people.push(if has_initials { format!("{}. {family}", &given[..1]) } else { format!("{given} {family}") });
    }
    people
}

/// A person whose name is near to those of others.
pub fn near_person(random: &mut Random) -> String {
    const SHORT: &[&str] = &[
        "Xin", "Xuan", "Xing", "Chao", "Chang", "Zili", "Zhili", "Bing", "Bin", "Yi", "Yimin", "Rui", "Ruidong",
        "Peng", "Ping", "Hao", "Hang", "Lei", "Lin", "Min", "Ming", "Wei", "Wen",
    ];
    const NEAR: &[&str] = &[
        "Liu", "Lin", "Jin", "Jia", "Li", "Lu", "Wu", "Wang", "Wong", "Zhang", "Zhong", "Zhou", "Zhu", "Chen", "Cheng",
        "Chang", "Sun", "Song", "Xu", "Xue", "Ma", "Mao", "He", "Hu", "Han",
    ];
    format!("{} {}", random.pick(SHORT), random.pick(NEAR))
}

/// A garbled list, and the people who stand in it.
pub struct Garbled {
    pub text: String,
    pub people: Vec<String>,
}

const CONFUSED: &[(char, &[&str])] = &[
    ('a', &["o", "e", "u"]),
    ('b', &["h", "6"]),
    ('c', &["e", "o"]),
    ('d', &["cl", "a"]),
    ('e', &["c", "o"]),
    ('f', &["t", "r"]),
    ('g', &["q", "y", "9"]),
    ('h', &["b", "li"]),
    ('i', &["l", "1", "j"]),
    ('k', &["h", "x"]),
    ('l', &["1", "i", "t"]),
    ('m', &["rn", "nn"]),
    ('n', &["u", "h", "ri"]),
    ('o', &["a", "0", "c"]),
    ('q', &["g"]),
    ('r', &["t", "n"]),
    ('s', &["5", "e"]),
    ('t', &["f", "l"]),
    ('u', &["n", "a"]),
    ('v', &["y", "w"]),
    ('w', &["vv"]),
    ('x', &["k"]),
    ('y', &["v", "g"]),
    ('z', &["2", "s"]),
    ('B', &["8", "R"]),
    ('G', &["C", "6"]),
    ('I', &["l", "1"]),
    ('O', &["0", "Q"]),
    ('S', &["5"]),
    ('M', &["N"]),
    ('W', &["VV"]),
    ('D', &["O"]),
    ('E', &["F"]),
    ('Z', &["2"]),
];
const SHAPES: &[&str] = &["aeouc", "hbkl", "nmru", "sxz", "iljtf", "gqypv"];

/// Garbles a list: level 2 touches an eighth of the letters, level 3 a third; names may be left out, run together or
/// broken, and most of level 3 is in small letters.
pub fn garble(team: &[String], level: u32, random: &mut Random) -> Garbled {
    let rate = if level == 2 { 0.12 } else { 0.35 };
    let is_small = level == 3 || random.chance(0.5);
    let mut parts = Vec::new();
    let mut people = Vec::new();
    for name in team {
        if level == 3 && 2 < team.len() && random.chance(0.08) {
            continue;
        }
        people.push(name.clone());
        let mut garbled: String = name.chars().map(|c| letter(c, rate, level, random)).collect();
        if random.chance(0.25) {
            garbled = respaced(&garbled, random);
        }
        parts.push(if is_small { garbled.to_lowercase() } else { garbled });
    }
    let mut text = parts.first().cloned().unwrap_or_default();
    let lost = if level == 2 && 2 < parts.len() && random.chance(0.3) { 1 + random.below(parts.len() - 1) } else { 0 };
    for (k, part) in parts.iter().enumerate().skip(1) {
        text.push_str(if k == lost { " " } else { ", " });
        text.push_str(part);
    }
    Garbled { text, people }
}

fn letter(c: char, rate: f64, level: u32, random: &mut Random) -> String {
    if !c.is_alphabetic() || !random.chance(rate) {
        return c.to_string();
    }
    if level == 3 && random.chance(0.5) {
        let shape = SHAPES.iter().find(|shape| shape.contains(c));
        let others: Vec<char> = shape.map_or(vec![c], |shape| shape.chars().filter(|other| *other != c).collect());
        return random.pick(&others).to_string();
    }
    let found = CONFUSED.iter().find(|(letter, _)| *letter == c);
    found.map_or(c.to_string(), |(_, others)| (*random.pick(others)).to_owned())
}

/// A space lost or added.
fn respaced(name: &str, random: &mut Random) -> String {
    if name.contains(' ') && random.chance(0.5) {
        return name.replacen(' ', "", 1);
    }
    let chars: Vec<char> = name.chars().collect();
    let at = 1 + random.below(chars.len() - 1);
    let (before, after): (String, String) = (chars[..at].iter().collect(), chars[at..].iter().collect());
    format!("{before} {after}")
}
