//! Forms: entries whose values stand beside labels ("Name and address of employer", "职位"), in a column or behind a colon.
//!
//! In: a piece, or a paragraph. Out: the field that its label names, and the values behind the label. What a label says
//! needs no vote; a label is no value.

use super::cue::Field;
use super::{Context, Plan};
use crate::extract::pieces;
use crate::lang::WordClass;
use crate::read::place;
use crate::span::Span;

/// What the label of a form says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The field of what stands behind it.
    Of(Field),
    /// A period stands behind it: dates are read wherever they stand.
    Period,
}

/// Labels of forms and what stands behind them.
const LABELS: [(WordClass, Label); 7] = [
    (WordClass::PositionLabel, Label::Of(Field::Position)),
    (WordClass::EmployerLabel, Label::Of(Field::Organization)),
    (WordClass::SchoolLabel, Label::Of(Field::School)),
    (WordClass::DegreeLabel, Label::Of(Field::Degree)),
    (WordClass::AreaLabel, Label::Of(Field::Area)),
    (WordClass::DutiesLabel, Label::Of(Field::Detail)),
    (WordClass::PeriodLabel, Label::Period),
];

/// From this likeness on, what follows a name is its address.
const PLACE: f32 = 0.6;

/// What a text says which is nothing but a label of this kind of section.
pub fn label(text: &str, plan: &Plan, context: &Context) -> Option<Label> {
    let text = text.trim().trim_end_matches([':', '：']);
    if !context.vocabulary.is_any(&LABELS.map(|(class, _)| class), text) {
        return None;
    }
    let takes = |label: &Label| match label {
        Label::Of(field) => *field == Field::Detail || plan.fields.contains(field),
        Label::Period => true,
    };
    let named = LABELS.iter().find(|(class, label)| takes(label) && context.vocabulary.is(*class, text));
    named.map(|(_, label)| *label)
}

/// Field and text of a value behind a label and a colon ("Position: Cook").
pub fn labelled(span: &Span, plan: &Plan, context: &Context) -> Option<(Field, Span)> {
    let text = span.text();
    let colon = text.find([':', '：'])?;
    let sign = text.get(colon..)?.chars().next()?;
    let Label::Of(field) = label(text.get(..colon)?, plan, context)? else { return None };
    let value = span.slice(colon + sign.len_utf8()..text.len()).trim();
    (!value.is_empty()).then_some((field, value))
}

/// The values in what stands behind a label: an employer or a school may bring its address.
pub fn values(field: Field, value: &Span, plan: &Plan, context: &Context) -> Vec<(Field, Span)> {
    // "Abitur (1,4)": the mark of a degree in brackets.
    if let Some((before, inside)) = pieces::remark(value).filter(|_| field == Field::Degree)
        && let Some(claimed) = (plan.claim)(&inside, context).filter(|(field, _)| *field == Field::Score)
    {
        return vec![(field, before), claimed];
    }
    let whole = vec![(field, value.trim())];
    let has_address = matches!(field, Field::Organization | Field::School) && plan.fields.contains(&Field::Place);
    let text = value.text();
    let Some(comma) = text.find([',', '，']).filter(|_| has_address) else { return whole };
    let (name, rest) = (value.slice(0..comma).trim(), value.slice(comma..text.len()));
    let rest = rest.trim_matches(|c| c.is_whitespace() || matches!(c, ',' | '，' | '.'));
    let ends = rest.text().match_indices([',', '，']).map(|(at, sign)| at + sign.len()).chain([0]);
    let is_place =
        |at: usize| rest.text().get(at..).is_some_and(|tail| PLACE <= place::likeness(tail.trim(), context.vocabulary));
    if ends.into_iter().any(is_place) { vec![(field, name), (Field::Place, rest)] } else { whole }
}
