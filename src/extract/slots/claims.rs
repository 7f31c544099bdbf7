//! What pieces and paragraphs say themselves, taken out before the vote: labelled values, marks, addresses.
//!
//! In: the pieces of an entry's head and the paragraphs of its body. Out: the pieces that are left; fields and details
//! go to the entry. A label may stand in the piece ("GPA: 3.9"), or be a piece of its own before its value.

use std::ops::Range;

use super::atom::{self, Atom};
use super::form::{self, Label};
use super::piece::{self, Piece};
use super::{Context, Field, Filled, Plan};
use crate::entry::Paragraph;
use crate::lang::WordClass;
use crate::model::Confidence;
use crate::span::Span;

/// A label names the field.
const CLAIMED: Confidence = Confidence(0.96);

/// Takes what is claimed; returns the pieces that are open to the vote.
pub fn take(all: Vec<Piece>, body: &[Paragraph], plan: &Plan, context: &Context, one: &mut Filled) -> Vec<Piece> {
    let mut claims = Claims { plan, context, one, label: None, form: None };
    let mut open = Vec::new();
    for piece in all {
        if !claims.takes_form(&piece.span) && !claims.takes(&piece.span) {
            open.extend(claims.take_parts(piece));
        }
    }
    for paragraph in body {
        if !claims.takes_form(&paragraph.span) && !claims.takes(&paragraph.span) {
            claims.one.details.push(paragraph.span.clone());
        }
    }
    open
}

struct Claims<'a, 'b> {
    plan: &'a Plan,
    context: &'a Context<'b>,
    one: &'a mut Filled,
    /// The label that stood alone before, and the field that it names.
    label: Option<(Field, Span)>,
    /// The field that the label of a form named which stood alone before.
    form: Option<Field>,
}

impl Claims<'_, '_> {
    /// Takes a label of a form, and the value behind it.
    fn takes_form(&mut self, span: &Span) -> bool {
        let named = self.form.take().map(|field| (field, span.clone()));
        match form::label(span.text(), self.plan, self.context) {
            Some(Label::Of(field)) => self.form = Some(field),
            Some(Label::Period) => {}
            None => return self.takes_labelled(span, named),
        }
        true
    }

    /// Takes the value behind a label, on the same line or after it.
    fn takes_labelled(&mut self, span: &Span, named: Option<(Field, Span)>) -> bool {
        let Some((field, value)) = form::labelled(span, self.plan, self.context).or(named) else { return false };
        let values = form::values(field, &value, self.plan, self.context);
        self.one.fields.extend(values.into_iter().map(|(field, value)| (field, value, CLAIMED)));
        true
    }

    /// Takes a text that is a label, follows one, or claims a field.
    fn takes(&mut self, span: &Span) -> bool {
        if let Some(field) = (self.plan.label)(span.text(), self.context) {
            self.label = Some((field, span.clone()));
            return true;
        }
        let claim = (self.plan.claim)(span, self.context);
        let labelled = claim.or_else(|| self.after_label(span));
        // Courses run on; a mark, a thesis or an advisor is one text.
        if self.label.as_ref().is_some_and(|(field, _)| *field != Field::Courses) {
            self.label = None;
        }
        let Some((field, value)) = labelled else { return false };
        self.one.fields.push((field, value, CLAIMED));
        true
    }

    /// The value of a text that follows a label which stands alone.
    fn after_label(&self, span: &Span) -> Option<(Field, Span)> {
        let (field, label) = self.label.as_ref()?;
        if *field == Field::Courses {
            return Some((*field, span.trim()));
        }
        let mut joined = label.trim_matches(|c| c.is_whitespace() || c == ':' || c == '：');
        joined.push(": ", span);
        (self.plan.claim)(&joined, self.context).filter(|(of, _)| of == field)
    }

    /// Takes parts that claim a field out of a piece ("Lyon, GPA: 3.7", "B.A. (3.9/4.0)"); returns what is left.
    fn take_parts(&mut self, piece: Piece) -> Option<Piece> {
        let piece = self.without_honours(piece);
        let text = piece.span.text();
        let atoms = atom::cut(text, self.context);
        let mut end = text.len();
        for (k, atom) in atoms.iter().enumerate().skip(1).rev() {
            let range = if atom.inner == atom.outer { atom.inner.start..end } else { atom.inner.clone() };
            let part = piece::trim(piece.span.slice(range));
            let is_last = text.get(atom.outer.end..end).is_some_and(|t| !t.chars().any(char::is_alphanumeric));
            let claim = (self.plan.claim)(&part, self.context).filter(|_| is_last || atom.inner == atom.outer);
            let Some((field, value)) = claim.filter(|(field, _)| is_told(*field, atom, text)) else { continue };
            self.one.fields.push((field, value, CLAIMED));
            end = self.label_before(&piece, &atoms, k);
        }
        let n_bytes = text.len();
        let is_cut = end < n_bytes;
        let rest = piece::trim(if is_cut { piece.span.slice(0..end) } else { piece.span });
        let atoms = if rest.text().len() < n_bytes { atom::cut(rest.text(), self.context) } else { atoms };
        rest.text().contains(char::is_alphanumeric).then_some(Piece { span: rest, atoms, ..piece })
    }

    /// Takes honours that end a piece without a separator ("Trinity College summa cum laude").
    fn without_honours(&mut self, piece: Piece) -> Piece {
        if !self.plan.has_degrees() {
            return piece;
        }
        let text = piece.span.text();
        let tail = self.context.vocabulary.find_all(WordClass::Honours, text).pop();
        let is_said = |tail: &Range<usize>| {
            let phrase = text.get(tail.clone()).unwrap_or_default();
            let has_before = text.get(..tail.start).is_some_and(|t| t.trim_end().ends_with(char::is_alphanumeric));
            phrase.contains(' ') && has_before && tail.end == text.trim_end().len()
        };
        let Some(tail) = tail.filter(is_said) else { return piece };
        self.one.fields.push((Field::Score, piece.span.slice(tail.clone()), CLAIMED));
        Piece { span: piece::trim(piece.span.slice(0..tail.start)), ..piece }
    }

    /// Where what is left of a piece ends whose atom `k` is taken: a label before it goes, too ("…, GPA: 3.7").
    fn label_before(&self, piece: &Piece, atoms: &[Atom], k: usize) -> usize {
        let mut end = 0;
        for before in atoms.iter().take(k).rev() {
            end = before.outer.end;
            if (self.plan.label)(piece.span.slice(before.inner.clone()).text(), self.context).is_none() {
                return end;
            }
            end = before.outer.start;
        }
        end
    }
}

/// Whether a part may claim a field: "(Hons)" in brackets belongs to its degree, "(3.9)" and "(summa cum laude)" do not.
fn is_told(field: Field, atom: &Atom, text: &str) -> bool {
    let is_bracket = atom.inner != atom.outer;
    let inside = text.get(atom.inner.clone()).unwrap_or_default();
    let is_whole = inside.contains(|c: char| c.is_ascii_digit()) || inside.trim().contains(' ');
    !is_bracket || field != Field::Score || is_whole
}
