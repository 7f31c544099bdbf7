//! The schema in the tree is the one that the types give.

#[test]
fn the_schema_in_the_tree_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/cv.schema.json");
    let kept = std::fs::read_to_string(path).expect("schemas/cv.schema.json lies in the tree");
    assert!(
        kept == cvparse::write::schema::to_json(),
        "schemas/cv.schema.json is stale: run `cargo run -- schema > schemas/cv.schema.json`"
    );
}
