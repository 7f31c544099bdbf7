//! Stub.
use super::Context;
use crate::model::Cv;
use crate::section::Section;

pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    super::other::extract(section, context, cv);
}
