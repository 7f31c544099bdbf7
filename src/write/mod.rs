//! A CV to bytes, one file per format. Writers decide what to show; they know no PDF.

pub mod csv;
pub mod json;
pub mod schema;
