//! The contract as JSON Schema (draft 2020-12), made from the types of `model`.
//!
//! In: nothing but the types. Out: the document that `cvparse schema` prints and `schemas/cv.schema.json` keeps.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Map, Value, json};

use crate::model::{CONTRACT_VERSION, Cv};

/// Name of the schema; every document names it in `$schema`. Its end is [`CONTRACT_VERSION`].
pub const SCHEMA_ID: &str = "urn:cvparse:schema:cv:1.0.0";

/// The schema, indented, with a line break at the end.
#[must_use]
pub fn to_json() -> String {
    let text = serde_json::to_string_pretty(&schema()).unwrap_or_default();
    text + "\n"
}

/// The schema of the documents that [`crate::write::json`] writes.
#[must_use]
pub fn schema() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RecursiveTransform(tighten));
    let mut generated = settings.into_generator().into_root_schema_for::<Cv>();
    let mut schema = Map::new();
    for (key, value) in [
        ("$schema", generated.remove("$schema").unwrap_or_default()),
        ("$id", json!(SCHEMA_ID)),
        ("title", json!("CV")),
        ("description", json!("A CV as cvparse writes it: JSON Resume 1.0.0 and what it lacks")),
        ("version", json!(CONTRACT_VERSION)),
    ] {
        schema.insert(key.to_owned(), value);
        generated.remove(key);
    }
    if let Some(properties) = generated.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("$schema".to_owned(), json!({ "const": SCHEMA_ID }));
    }
    schema.extend(generated.as_object().cloned().unwrap_or_default());
    Value::Object(schema)
}

/// What is absent is left out: no member is null, no list and no text is empty.
fn tighten(schema: &mut Schema) {
    strip_null(schema);
    if schema.get("type") == Some(&json!("array")) && !schema.get("minItems").is_some_and(Value::is_number) {
        schema.insert("minItems".to_owned(), json!(1));
    }
    let is_bare_text = schema.get("type") == Some(&json!("string"))
        && ["pattern", "format", "enum", "const"].iter().all(|key| schema.get(*key).is_none());
    if is_bare_text {
        schema.insert("minLength".to_owned(), json!(1));
    }
}

/// `["string", "null"]` → `"string"`; `anyOf: [X, null]` → X.
fn strip_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            schema.insert("type".to_owned(), only);
        }
    }
    let Some(Value::Array(mut choices)) = schema.remove("anyOf") else {
        return;
    };
    choices.retain(|choice| choice.get("type") != Some(&json!("null")));
    match choices.as_slice() {
        [Value::Object(only)] => only.iter().for_each(|(key, value)| {
            schema.insert(key.clone(), value.clone());
        }),
        _ => {
            schema.insert("anyOf".to_owned(), Value::Array(choices));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pointer: &str, expected: &Value) {
        assert_eq!(schema().pointer(pointer), Some(expected), "at {pointer}");
    }

    #[test]
    fn the_name_ends_with_the_version_of_the_contract() {
        assert!(SCHEMA_ID.ends_with(&format!(":{CONTRACT_VERSION}")));
        check("/version", &json!(CONTRACT_VERSION));
    }

    #[test]
    fn no_member_may_be_null() {
        assert!(!to_json().contains("\"null\""));
        check("/$defs/Basics/properties/name/type", &json!("string"));
    }

    #[test]
    fn an_email_and_an_address_have_their_format() {
        check("/$defs/Basics/properties/email/format", &json!("email"));
        check("/$defs/Work/properties/url/format", &json!("uri"));
    }

    #[test]
    fn unknown_members_are_refused() {
        check("/additionalProperties", &json!(false));
        check("/$defs/Publication/additionalProperties", &json!(false));
    }
}
