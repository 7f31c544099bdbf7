//! Small capitals: text set as capitals at two sizes comes out as it would be typed.

use crate::geom::Pt;
use crate::span::{Run, Span};

/// Small capitals are this much smaller than the capitals beside them (TeX's are at 0.75 to 0.85).
const SMALL: std::ops::RangeInclusive<f32> = 0.6..=0.88;

/// Lower-cases the smaller capitals of a cell in which every letter is a capital at one of two sizes.
pub fn mend(span: Span) -> Span {
    let Some(large) = sizes(&span) else {
        return span;
    };
    let mut mended = Span::default();
    for (k, run) in span.runs().iter().enumerate() {
        let text = span.text().get(span.run_range(k)).unwrap_or_default();
        let is_small = SMALL.contains(&(run.style.em / large));
        let text = if is_small { text.to_lowercase() } else { text.to_owned() };
        let mut style = run.style;
        style.em = large;
        style.small_caps = true;
        mended.push("", &Span::new(text, Run { style, ..run.clone() }));
    }
    mended
}

/// The larger size, where the span is set in capitals at two sizes and some word starts large and goes on small.
fn sizes(span: &Span) -> Option<Pt> {
    let large = span.runs().iter().map(|run| run.style.em).reduce(Pt::max)?;
    let mut goes_on_small = false;
    let mut last_large = false;
    for (k, run) in span.runs().iter().enumerate() {
        let text = span.text().get(span.run_range(k))?;
        if text.chars().any(char::is_lowercase) {
            return None;
        }
        let ratio = run.style.em / large;
        let is_small = SMALL.contains(&ratio);
        if !is_small && ratio < 0.97 {
            return None;
        }
        let starts_lettered = text.chars().next().is_some_and(char::is_alphabetic);
        goes_on_small |= is_small && last_large && starts_lettered;
        last_large = !is_small && text.chars().next_back().is_some_and(char::is_alphabetic);
    }
    goes_on_small.then_some(large)
}
