//! Tables of keys and values: where the value of each key stands; the codes of countries; the columns of the encodings of fonts.

use std::collections::BTreeSet;

use crate::table;

/// Every table that is searched by key, below `src/data`.
const TABLES: [&str; 11] = [
    "glyphs/dingbats",
    "glyphs/names",
    "glyphs/ot1",
    "glyphs/t1",
    "glyphs/ts1",
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
    country_codes()?;
    encodings()
}

/// The distinct values of the table of countries.
fn country_codes() -> Result<(), String> {
    let text = table::read("places/countries.tsv")?;
    let codes: BTreeSet<&str> = text.lines().filter_map(|row| Some(row.split_once('\t')?.1)).collect();
    table::write_file("country_codes.rs", format!("List(&{:?})", codes.iter().collect::<Vec<_>>()).as_bytes())
}

/// The table of encodings (a row for each code, a column for each encoding) by columns: names and where each ends.
fn encodings() -> Result<(), String> {
    let text = table::read("glyphs/encodings.tsv")?;
    let mut rows = text.lines();
    let n_columns = rows.next().map_or(0, |head| head.split('\t').count());
    let mut columns = vec![(String::new(), Vec::new()); n_columns];
    for row in rows {
        for ((names, ends), name) in columns.iter_mut().zip(row.split('\t')) {
            names.push_str(name);
            ends.push(names.len());
        }
    }
    let literal = |(names, ends): &(String, Vec<usize>)| format!("Names {{ text: {names:?}, ends: {ends:?} }}");
    // The first column has the codes.
    let literals: Vec<String> = columns.iter().skip(1).map(literal).collect();
    table::write_file("encodings.rs", format!("[{}]", literals.join(",\n")).as_bytes())
}
