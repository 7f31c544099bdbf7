//! Tables of keys and values: the distinct values, and where that of each key stands; the codes of countries; the columns
//! of the encodings of fonts.

use std::collections::{BTreeSet, HashMap};

use crate::keys::Hash;
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
        let (mut values, mut places, mut keys) = (String::new(), HashMap::new(), Vec::new());
        for line in text.lines() {
            let (key, value) = line.split_once('\t').unwrap_or((line, ""));
            let place = *places.entry(value).or_insert_with(|| {
                values.push_str(value);
                values.push('\n');
                values.len() - value.len() - 1
            });
            let place = u16::try_from(place).map_err(|_| format!("src/data/{name}.tsv: too many values"))?;
            keys.push((Hash::of(key.bytes()), place));
        }
        let keys = table::write(name, keys.into_iter())?;
        let literal = format!("Table::new({keys}, {values:?})");
        table::write_file(&format!("{name}.rs"), literal.as_bytes())?;
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
