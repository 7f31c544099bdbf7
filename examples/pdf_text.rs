//! Prints the glyphs of a PDF crudely, in painting order: a look at what the PDF layer hands over.

use std::io::Write;

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("no file"))?;
    let document = cvparse::pdf::read(&std::fs::read(path)?)?;
    std::io::stdout().write_all(cvparse::pdf::crude_text(&document).as_bytes())?;
    Ok(())
}
