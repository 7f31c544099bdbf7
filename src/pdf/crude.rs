//! Text of glyphs in painting order, without layout: for notes and for measurements of this layer alone.

use super::Glyph;

/// A gap of this many ems ends a word where no space glyph says so.
const WORD_GAP_EM: f32 = 0.15;
/// A step back of this many ems starts a new word.
const STEP_BACK_EM: f32 = -1.0;
/// Baselines this far apart, in ems, are of two lines.
const LINE_STEP_EM: f32 = 0.5;

/// The characters of some glyphs, with spaces and line ends where the geometry shows them.
pub fn text<'a>(glyphs: impl Iterator<Item = &'a Glyph>) -> String {
    let mut text = String::with_capacity(glyphs.size_hint().1.unwrap_or_default());
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        if let Some(last) = last {
            let em = last.em.max(glyph.em);
            let step = (last.baseline - glyph.baseline).abs();
            if last.turn != glyph.turn || em * LINE_STEP_EM < step {
                text.push('\n');
            } else if !(STEP_BACK_EM..WORD_GAP_EM).contains(&((glyph.x0 - last.x1) / em)) {
                text.push(' ');
            }
        }
        match glyph.text.as_bytes() {
            [letter] => text.push(char::from(*letter)),
            _ => text.push_str(&glyph.text),
        }
        last = Some(glyph);
    }
    text
}
