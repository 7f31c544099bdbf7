//! The index of `src/data/citations.model`.

use std::path::Path;

use crate::{record, table};

pub fn write() -> Result<(), String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/data/citations.model");
    let model = std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let records = model.get(record::HEAD..).ok_or_else(|| format!("{}: no model", path.display()))?;
    table::write_file("citations.index", &record::index(records))
}
