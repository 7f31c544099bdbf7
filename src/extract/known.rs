//! What the CV itself has told: schools, firms and places read before, by which later ones are known.
//!
//! In: the [`Cv`] as far as it is read. Out: whether a text names something that was read with confidence.

use std::collections::BTreeSet;

use crate::keys::Hash;
use crate::lang::fold;
use crate::model::{Confidence, Cv, Text};

/// Values below this teach nothing.
const SURE: Confidence = Confidence(0.85);

/// How much a text that was a place once looks like one.
const PLACE: f32 = 0.9;

/// Names that were read with confidence.
#[derive(Debug, Default)]
pub struct Known {
    /// Hashes of the folded names.
    organizations: BTreeSet<Hash>,
    places: BTreeSet<Hash>,
    /// How many schools, jobs and courses it has learnt from.
    n_read: [usize; 3],
}

impl Known {
    /// Learns from what was read since it learnt last: entries are only added.
    pub fn learn(&mut self, cv: &Cv) {
        let [n_schools, n_firms, n_taught] =
            std::mem::replace(&mut self.n_read, [cv.education.len(), cv.work.len(), cv.teaching.len()]);
        let (education, work) = (cv.education.iter().skip(n_schools), cv.work.iter().skip(n_firms));
        let schools = education.clone().map(|entry| &entry.institution);
        let firms = work.clone().map(|entry| &entry.name);
        let taught = cv.teaching.iter().skip(n_taught).map(|entry| &entry.institution);
        add(&mut self.organizations, schools.chain(firms).chain(taught));
        let home = cv.basics.location.iter().map(|location| &location.city);
        let worked = work.map(|entry| &entry.location);
        let studied = education.map(|entry| &entry.location);
        add(&mut self.places, home.chain(worked).chain(studied));
    }

    /// Whether `text` is the name of a school or firm read before, and how much it looks like a place, because it was one
    /// before.
    pub fn tells(&self, text: &str) -> (bool, f32) {
        if self.organizations.is_empty() && self.places.is_empty() {
            return (false, 0.0);
        }
        let name = hash(text);
        (self.organizations.contains(&name), if self.places.contains(&name) { PLACE } else { 0.0 })
    }
}

fn add<'a>(names: &mut BTreeSet<Hash>, new: impl Iterator<Item = &'a Option<Text>>) {
    let sure = new.flatten().filter(|text| SURE.0 <= text.evidence.confidence.0);
    names.extend(sure.map(|text| hash(&text.value)).filter(|name| *name != Hash::EMPTY));
}

/// The hash of a name, folded.
fn hash(name: &str) -> Hash {
    if name.is_ascii() {
        return Hash::of(name.bytes().map(|byte| byte.to_ascii_lowercase()));
    }
    Hash::of(fold(name).bytes())
}
