//! Stub.
use super::Context;
use crate::layout::Line;
use crate::model::Cv;
use crate::section::Section;

pub fn take_name(sections: &mut [Section], furniture: &[Line], context: &mut Context, cv: &mut Cv) {
    let _ = (sections, furniture, context, cv);
}
pub fn extract(section: &Section, context: &mut Context, cv: &mut Cv) {
    let _ = (section, context, cv);
}
pub fn complete(furniture: &[Line], context: &mut Context, cv: &mut Cv) {
    let _ = (furniture, context, cv);
}
