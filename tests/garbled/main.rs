//! Repair of garbled author lists in the setting of a CV, measured.
//!
//! Made-up names of our own are garbled, seeded, at two levels and put among clean lists which hold the same people;
//! the share of wrong repairs and of right ones is bounded, and clean lists must stay as they are. Where the project's
//! shared folder lies beside the checkout, its garbled lists are measured, too.

#![allow(clippy::print_stderr, clippy::unwrap_used, clippy::indexing_slicing, clippy::expect_used)]

mod garble;

use cvparse::extract::garbled::Names;
use cvparse::read::citation::names::{Order, people};
use garble::{Garbled, Random, garble};

/// Lists of a made-up CV beside the garbled one.
const N_CLEAN: usize = 5;
/// People of a made-up CV.
const N_COLLEAGUES: usize = 24;
/// Garbled lists of each level.
const N_LISTS: u64 = 60;

/// Names counted over many lists.
#[derive(Debug, Default)]
struct Count {
    all: usize,
    repaired: usize,
    wrong: usize,
    touched: usize,
}

impl Count {
    fn add(&mut self, clean: &[Vec<String>], owner: &str, garbled: &Garbled) {
        let mut lists = clean.to_vec();
        let printed = people(&garbled.text, Order::Given).names.into_iter();
        lists.push(printed.map(|range| garbled.text[range].to_owned()).collect());
        let names = Names::new(&lists, Some(owner));
        let last = lists.len() - 1;
        self.touched +=
            (0..last).filter(|&k| names.mended(k).is_some_and(|mended| mended.concat() != lists[k])).count();
        let mut left = garbled.people.clone();
        self.all += left.len();
        for name in names.mended(last).map_or(lists[last].clone(), |mended| mended.concat()) {
            match left.iter().position(|person| same(person, &name)) {
                Some(at) => {
                    left.remove(at);
                    self.repaired += 1;
                }
                None => self.wrong += usize::from(clean.iter().flatten().any(|person| same(person, &name))),
            }
        }
    }

    fn check(&self, what: &str, least_repaired: f32, most_wrong: f32) {
        let share = |count: usize| count as f32 / self.all as f32;
        let (repaired, wrong) = (share(self.repaired), share(self.wrong));
        eprintln!("{what}: repaired {repaired:.3}, wrong {wrong:.4} of {} names", self.all);
        assert_eq!(self.touched, 0, "{what}: clean lists were touched");
        assert!(wrong <= most_wrong, "{what}: {wrong} wrong");
        assert!(least_repaired <= repaired, "{what}: {repaired} repaired");
    }
}

/// The same name: spaces and dots do not count, all letters do.
fn same(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    letters(a) == letters(b)
}

/// Lists of the colleagues of one person; each of `team` stands in one of them at least.
fn lists(team: &[String], colleagues: &[String], random: &mut Random) -> Vec<Vec<String>> {
    let mut lists = vec![Vec::new(); N_CLEAN];
    for name in team {
        lists[random.below(N_CLEAN)].push(name.clone());
    }
    for list in &mut lists {
        for _ in 0..=random.below(5) {
            let name = random.pick(colleagues);
            if !list.contains(name) {
                list.push(name.clone());
            }
        }
    }
    lists
}

fn measured(level: u32) -> Count {
    let mut count = Count::default();
    for seed in 0..N_LISTS {
        let mut random = Random::new(seed);
        let colleagues = garble::people(N_COLLEAGUES, &mut random);
        let n_team = 2 + random.below(6);
        let team: Vec<String> = (0..n_team).map(|k| colleagues[(k * 3 + 1) % colleagues.len()].clone()).collect();
        let clean = lists(&team, &colleagues, &mut random);
        count.add(&clean, &team[0], &garble(&team, level, &mut random));
    }
    count
}

#[test]
fn lightly_garbled_names_are_repaired() {
    measured(2).check("level 2", 0.95, 0.005);
}

#[test]
fn heavily_garbled_names_are_repaired() {
    measured(3).check("level 3", 0.60, 0.01);
}

#[test]
fn clean_lists_of_near_names_stay_as_they_are() {
    for seed in 0..30 {
        let mut random = Random::new(1000 + seed);
        let people: Vec<String> = (0..40).map(|_| garble::near_person(&mut random)).collect();
        let lists: Vec<Vec<String>> =
            (0..15).map(|_| (0..2 + random.below(7)).map(|_| random.pick(&people).clone()).collect()).collect();
        let names = Names::new(&lists, Some(&people[0]));
        for (k, list) in lists.iter().enumerate() {
            let mended = names.mended(k).map_or(list.clone(), |mended| mended.concat());
            assert_eq!(&mended, list, "seed {seed}");
        }
    }
}

#[test]
fn the_shared_lists_are_repaired() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/refs/garbled.jsonl");
    let Ok(text) = std::fs::read_to_string(path) else {
        eprintln!("skipped: no ../shared/refs/garbled.jsonl beside this checkout");
        return;
    };
    let rows: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names = |row: &serde_json::Value| -> Vec<String> { serde_json::from_value(row["clean"].clone()).unwrap() };
    for (level, least, most) in [(2, 0.95, 0.005), (3, 0.60, 0.01)] {
        let mut count = Count::default();
        for (k, row) in rows.iter().enumerate().filter(|(_, row)| row["level"] == level) {
            let mut clean: Vec<Vec<String>> = (1..4).map(|n| names(&rows[(k + n * 37) % rows.len()])).collect();
            // The people of the garbled list stand in other entries, too, not all in one.
            for (n, name) in names(row).into_iter().enumerate() {
                clean[n % 3].push(name);
            }
            let map: Vec<Option<usize>> = serde_json::from_value(row["map"].clone()).unwrap();
            let people = map.into_iter().flatten().map(|at| names(row)[at].clone()).collect();
            let garbled = Garbled { text: row["garbled"].as_str().unwrap().to_owned(), people };
            count.add(&clean, &names(row)[0], &garbled);
        }
        count.check(&format!("shared, level {level}"), least, most);
    }
}
