//! A CV to bytes, one file per format. Writers decide what to show; they know no PDF.

pub mod bibtex;
pub mod csl_json;
pub mod csv;
pub mod json;
pub mod ris;
pub mod schema;
pub mod works;
