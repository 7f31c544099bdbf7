//! The project judges itself: what cvparse says of the fixtures, against what their pages say.
//!
//! The floors in `tests/score.toml` only rise. After an improvement, lift them with
//! `RAISE_FLOORS=1 cargo test --test score`; the file keeps any floor that is higher than what was measured.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

#[path = "../common/mod.rs"]
mod common;
mod count;
mod fold;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use common::Fixture;
use count::Score;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Floors keep three decimals; the rest is cut off.
const DECIMALS: f64 = 1000.0;

const FLOORS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/score.toml");

const HEAD: &str = "\
# F1 below which the score of the fixtures must not fall; they only rise.
# Lift them after an improvement: RAISE_FLOORS=1 cargo test --test score
# micro: over all leaves; macro: mean over all fields; fixtures: micro of each.
";

#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    micro: f64,
    #[serde(rename = "macro")]
    macro_mean: f64,
    fixtures: BTreeMap<String, f64>,
}

impl Floors {
    fn kept() -> Self {
        let text = fs::read_to_string(FLOORS).unwrap_or_default();
        if text.is_empty() { Self::default() } else { toml::from_str(&text).expect("tests/score.toml holds floors") }
    }

    fn measured() -> Self {
        let mut all = Score::default();
        let mut fixtures = BTreeMap::new();
        for fixture in common::fixtures() {
            let score = Score::of(&truth(&fixture), &fixture.document());
            fixtures.insert(fixture.name, cut(score.micro()));
            all.add(&score);
        }
        Self { micro: cut(all.micro()), macro_mean: cut(all.macro_mean()), fixtures }
    }

    fn raised(mut self, other: &Self) -> Self {
        self.micro = self.micro.max(other.micro);
        self.macro_mean = self.macro_mean.max(other.macro_mean);
        for (name, floor) in &other.fixtures {
            let kept = self.fixtures.entry(name.clone()).or_default();
            *kept = kept.max(*floor);
        }
        self
    }
}

/// What the page says, typed in by hand.
fn truth(fixture: &Fixture) -> Value {
    let text = fs::read_to_string(fixture.folder.join("truth.json")).expect("a fixture has a truth");
    serde_json::from_str(&text).expect("a truth is JSON")
}

fn cut(f1: f64) -> f64 {
    (f1 * DECIMALS).floor() / DECIMALS
}

/// The measurement takes seconds and both tests need it.
static MEASURED: LazyLock<Floors> = LazyLock::new(Floors::measured);

#[test]
fn the_score_of_no_fixture_falls_below_its_floor() {
    let mut floors = Floors::kept();
    if std::env::var_os("RAISE_FLOORS").is_some() {
        floors = floors.raised(&MEASURED);
        fs::write(Path::new(FLOORS), HEAD.to_owned() + &toml::to_string(&floors).expect("floors are TOML"))
            .expect("written");
    }
    println!("micro {:.3} macro {:.3}", MEASURED.micro, MEASURED.macro_mean);
    let fallen = |name: &str, measured: f64, floor: f64| {
        println!("{name:28} {measured:.3} (floor {floor:.3})");
        (measured < floor).then(|| format!("{name}: {measured:.3} is below its floor of {floor:.3}"))
    };
    let all = [("micro", MEASURED.micro, floors.micro), ("macro", MEASURED.macro_mean, floors.macro_mean)];
    let each = MEASURED.fixtures.iter().map(|(name, measured)| {
        let floor = floors.fixtures.get(name).copied().unwrap_or_default();
        (name.as_str(), *measured, floor)
    });
    let fallen: Vec<String> =
        all.into_iter().chain(each).filter_map(|(name, measured, floor)| fallen(name, measured, floor)).collect();
    assert!(fallen.is_empty(), "{}", fallen.join("\n"));
}

#[test]
fn every_floor_belongs_to_a_fixture() {
    let names: Vec<String> = common::fixtures().into_iter().map(|fixture| fixture.name).collect();
    for name in Floors::kept().fixtures.keys() {
        assert!(names.contains(name), "{name} has a floor but no folder");
    }
}

mod comparison {
    use super::fold;

    #[track_caller]
    fn check(same: fn(&str, &str) -> bool, table: &[(&str, &str, bool)]) {
        for (a, b, expected) in table {
            assert_eq!(same(a, b), *expected, "{a:?} and {b:?}");
        }
    }

    #[test]
    fn names_are_equal_but_for_case_punctuation_and_spaces() {
        check(
            fold::name,
            &[
                ("Dr. Ada  Lovelace", "DR ADA LOVELACE", true),
                ("José", "Jose", false),
                ("C++", "C", false),
                ("", "", false),
            ],
        );
    }

    #[test]
    fn texts_may_differ_a_little() {
        check(
            fold::text,
            &[
                ("Led a team of twelve people", "Led a team of twelve  people.", true),
                ("Led a team of twelve people", "Led a team of twelve people and a dog", false),
            ],
        );
        assert!((fold::ratio("abcd", "bcde") - 0.75).abs() < 1e-9);
    }

    #[test]
    fn places_are_sets_of_words() {
        check(
            fold::words,
            &[("Leeds, UK", "UK; Leeds", true), ("Leeds (remote)", "Leeds", true), ("Leeds", "York", false)],
        );
    }

    #[test]
    fn addresses_lose_scheme_and_last_slash() {
        check(fold::url, &[("https://www.ada.org/", "ada.org", true), ("ada.org/a", "ada.org/b", false)]);
    }

    #[test]
    fn telephone_numbers_are_their_digits() {
        check(fold::phone, &[("+44 20 79", "(0)44-2079", true), ("12", "21", false)]);
    }

    #[test]
    fn scores_and_venues_may_carry_a_label() {
        check(fold::score, &[("3.4", "GPA 3.4", true), ("3.4", "3.5", false)]);
        check(
            fold::venue,
            &[("NSDI'24", "in NSDI'24 (spotlight)", true), ("arXiv:1", "arXiv", true), ("A", "B", false)],
        );
    }
}
