//! Every fixture, stage by stage: a snapshot beside it of its lines, its sections and its document.
//!
//! A snapshot is what cvparse does today; `truth.json` is what the page says. After a change, look at the difference
//! and accept it with `INSTA_UPDATE=always cargo test --test fixtures`.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

mod common;

use std::fmt::Write;

use common::Fixture;
use cvparse::input::{self, Input};
use cvparse::lang::Vocabulary;
use cvparse::layout::Line;
use cvparse::section::{self, Part};
use serde_json::Value;

/// Between the cells of a line.
const CELL: &str = " ¦ ";

fn input(fixture: &Fixture) -> Input {
    input::read(&fixture.bytes()).unwrap_or_else(|error| panic!("{}: {error}", fixture.name))
}

#[track_caller]
fn check(fixture: &Fixture, stage: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(&fixture.folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(format!("{}: {stage}", fixture.name));
    settings.bind(|| insta::assert_snapshot!(stage, text));
}

fn line(line: &Line) -> String {
    let cells: Vec<&str> = line.cells.iter().map(cvparse::span::Span::text).collect();
    let marker = line.marker.as_ref().map(|marker| format!("[{}] ", marker.text)).unwrap_or_default();
    format!("{marker}{}", cells.join(CELL))
}

#[test]
fn lines_stand_in_reading_order() {
    for fixture in common::fixtures() {
        let layout = input(&fixture).layout;
        let mut text = String::new();
        let mut place = (0, 0);
        for of_flow in &layout.lines {
            if place != (of_flow.page, of_flow.flow) {
                place = (of_flow.page, of_flow.flow);
                writeln!(text, "-- page {}, flow {}", place.0, place.1).expect("a string can be written");
            }
            writeln!(text, "{}", line(of_flow)).expect("a string can be written");
        }
        for furniture in &layout.furniture {
            writeln!(text, "-- furniture of page {}: {}", furniture.page, line(furniture)).expect("as above");
        }
        check(&fixture, "lines", &text);
    }
}

#[test]
fn sections_open_at_their_headings() {
    for fixture in common::fixtures() {
        let mut text = String::new();
        for section in section::split(&input(&fixture).layout, Vocabulary::all()) {
            let heading = section.heading.as_ref().map_or("", |heading| heading.text());
            writeln!(text, "== {:?} {:?}: {heading}", section.kind, section.also).expect("a string can be written");
            for part in &section.parts {
                match part {
                    Part::Line(of_section) => writeln!(text, "{}", line(of_section)),
                    Part::SubHeading(span) => writeln!(text, "-- {}", span.text()),
                }
                .expect("a string can be written");
            }
        }
        check(&fixture, "sections", &text);
    }
}

#[test]
fn documents_say_what_the_page_says() {
    for fixture in common::fixtures() {
        let mut document = fixture.document();
        // These change with every release and every byte, and say nothing about the reading.
        for pointer in ["/meta/cvparse/version", "/meta/cvparse/source/sha256"] {
            if let Some(value) = document.pointer_mut(pointer) {
                *value = Value::from("…");
            }
        }
        let text = serde_json::to_string_pretty(&document).expect("a document is JSON");
        check(&fixture, "cv", &text);
    }
}

#[test]
fn documents_conform_to_both_schemas() {
    let ours = validator(include_str!("../schemas/cv.schema.json"));
    let theirs = validator(include_str!("../schemas/jsonresume-1.0.0.json"));
    let mut wrong = Vec::new();
    for fixture in common::fixtures() {
        let evident = evident_document(&fixture);
        let plain = fixture.document();
        for (schema, validator) in [("cv", &ours), ("jsonresume", &theirs)] {
            for document in [&plain, &evident] {
                let errors = validator.iter_errors(document);
                wrong.extend(errors.map(|e| format!("{} ({schema}) {}: {e}", fixture.name, e.instance_path())));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_value_has_its_evidence() {
    for fixture in common::fixtures() {
        let document = evident_document(&fixture);
        let evidence = document.pointer("/meta/cvparse/evidence").and_then(Value::as_object).expect("it was asked for");
        for (pointer, of_value) in evidence {
            assert!(document.pointer(pointer).is_some(), "{}: {pointer} leads nowhere", fixture.name);
            let page = of_value.get("page").and_then(Value::as_u64).unwrap_or_default();
            assert!(0 < page, "{}: {pointer} stands on no page", fixture.name);
        }
    }
}

fn evident_document(fixture: &Fixture) -> Value {
    let parsed = cvparse::parse(&fixture.bytes(), &cvparse::Options::default());
    let options = cvparse::write::json::JsonOptions { with_evidence: true, is_compact: true };
    let json = cvparse::write::json::to_json(&parsed.expect("a fixture is read"), options);
    serde_json::from_str(&json).expect("a document is JSON")
}

fn validator(schema: &str) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema is valid")
}
