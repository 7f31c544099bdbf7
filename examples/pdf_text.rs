//! Prints the glyphs of a PDF crudely, in painting order, and what was noted: a look at what the PDF layer hands over.
//!
//! `cargo run --example pdf_text -- FILE [--notes | --glyphs]`

use std::fmt::Write as _;
use std::io::Write as _;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or_else(|| anyhow::anyhow!("no file"))?;
    let document = cvparse::pdf::read(&std::fs::read(path)?)?;
    let mut text = cvparse::pdf::crude_text(&document);
    let more = arguments.next();
    if more.as_deref() == Some("--glyphs") {
        for glyph in document.pages.iter().flat_map(|page| &page.glyphs) {
            let font = document.fonts.get(usize::from(glyph.font)).map_or("", |font| font.name.as_str());
            writeln!(text, "{glyph:?} {font}")?;
        }
    }
    if more.is_some() {
        for note in &document.notes {
            writeln!(text, "{:?} page {:?}: {} {:?}", note.code, note.page, note.message, note.excerpt)?;
        }
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
