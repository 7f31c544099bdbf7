//! CSV: one row an applicant, the columns that a recruiter looks at, for a spreadsheet.
//!
//! In: a name and a CV. Out: a row; [`header`] is the first. Every cell is quoted, and no cell is a formula: text that
//! a spreadsheet would compute (OWASP, "CSV Injection") gets an apostrophe before it.

use csv::{QuoteStyle, Terminator, WriterBuilder};

use crate::model::{Cv, Text};

/// The columns.
const COLUMNS: &[&str] = &[
    "file",
    "name",
    "label",
    "email",
    "phone",
    "city",
    "countryCode",
    "position",
    "employer",
    "since",
    "degree",
    "institution",
    "languages",
    "skills",
    "publications",
    "url",
    "notes",
];

/// Begins the file so that spreadsheets take it for UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Between the values of one cell.
const SEPARATOR: &str = "; ";

/// The first row.
#[must_use]
pub fn header() -> String {
    let columns = COLUMNS.iter().map(|column| (*column).to_owned()).collect();
    format!("{BYTE_ORDER_MARK}{}", line(columns))
}

/// The row of one CV, read from the file called `file`.
#[must_use]
pub fn row(file: &str, cv: &Cv) -> String {
    let basics = &cv.basics;
    let location = basics.location.as_ref();
    let job = cv.work.first();
    let degree = cv.education.first();
    line(vec![
        file.to_owned(),
        text(basics.name.as_ref()),
        text(basics.label.as_ref()),
        text(basics.email.as_ref()),
        text(basics.phone.as_ref()),
        text(location.and_then(|location| location.city.as_ref())),
        text(location.and_then(|location| location.country_code.as_ref())),
        text(job.and_then(|job| job.position.as_ref())),
        text(job.and_then(|job| job.name.as_ref())),
        job.and_then(|job| job.start_date.as_ref()).map(|date| date.value.to_string()).unwrap_or_default(),
        text(degree.and_then(|degree| degree.study_type.as_ref())),
        text(degree.and_then(|degree| degree.institution.as_ref())),
        joined(cv.languages.iter().filter_map(|language| language.language.as_ref())),
        joined(cv.skills.iter().flat_map(|skill| {
            let name = skill.name.iter().filter(|_| skill.keywords.is_empty());
            name.chain(&skill.keywords)
        })),
        cv.publications.len().to_string(),
        text(basics.url.as_ref()),
        cv.meta.cvparse.notes.len().to_string(),
    ])
}

fn text(value: Option<&Text>) -> String {
    value.map(|text| text.value.clone()).unwrap_or_default()
}

fn joined<'a>(values: impl Iterator<Item = &'a Text>) -> String {
    values.map(|text| text.value.as_str()).collect::<Vec<&str>>().join(SEPARATOR)
}

fn line(cells: Vec<String>) -> String {
    let mut writer =
        WriterBuilder::new().quote_style(QuoteStyle::Always).terminator(Terminator::CRLF).from_writer(Vec::new());
    // A vector takes all that is written to it.
    let _ = writer.write_record(cells.into_iter().map(|cell| defused(&cell)));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The cell as text that no spreadsheet computes, without control characters.
fn defused(cell: &str) -> String {
    let plain: String = cell.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_formula = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
    // Spreadsheets look past blanks and quotes for the sign.
    let start = plain.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).chars().next();
    if start.is_some_and(is_formula) { format!("'{plain}") } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Evidence, Printed};

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let mut cv = Cv::default();
        cv.basics.name = Some(Printed { value: name.to_owned(), evidence: Evidence::default() });
        let row = row("a.pdf", &cv);
        assert!(row.starts_with(&format!("\"a.pdf\",{expected},")), "{row}");
        assert_eq!(row.matches("\r\n").count(), 1);
    }

    #[test]
    fn a_cell_is_quoted() {
        check("Ada \"Countess\" Lovelace, Ms", "\"Ada \"\"Countess\"\" Lovelace, Ms\"");
    }

    #[test]
    fn a_formula_is_defused() {
        for formula in ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\"=1"] {
            let shown: String = formula.replace('\t', " ").replace('"', "\"\"");
            check(formula, &format!("\"'{shown}\""));
        }
    }

    #[test]
    fn a_row_has_as_many_cells_as_the_header() {
        let n_cells = |line: &str| line.matches("\",\"").count();
        assert_eq!(n_cells(&header()), n_cells(&row("a", &Cv::default())));
    }

    #[test]
    fn a_line_break_in_a_value_does_not_make_a_row() {
        check("Ada\r\nLovelace", "\"Ada  Lovelace\"");
    }
}
