//! Tables of keys and values: where the value of each key stands.

use crate::table;

/// Every table that is searched by key, below `src/data`.
const TABLES: [&str; 9] = [
    "glyphs/dingbats",
    "glyphs/names",
    "glyphs/ot1",
    "glyphs/widths",
    "glyphs/wingdings",
    "icons",
    "places/cities",
    "places/countries",
    "places/regions",
];

pub fn write() -> Result<(), String> {
    for name in TABLES {
        let text = table::read(&format!("{name}.tsv"))?;
        let mut builder = fst::MapBuilder::memory();
        let mut start = 0;
        for (k, line) in text.split_terminator('\n').enumerate() {
            let key = line.split('\t').next().unwrap_or_default();
            let value = start + (key.len() + 1).min(line.len());
            let place = |error| format!("src/data/{name}.tsv, line {}: {key:?} is not sorted: {error}", k + 1);
            builder.insert(key, value as u64).map_err(place)?;
            start += line.len() + 1;
        }
        let bytes = builder.into_inner().map_err(|error| format!("{name}: {error}"))?;
        table::write_file(&format!("{name}.fst"), &bytes)?;
    }
    Ok(())
}
