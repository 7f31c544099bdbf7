//! What the project depends on: only licences that `deny.toml` allows, and no crate that opens the network.

// A test may panic: that is how it fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::process::Command;

use serde_json::Value;

struct Package {
    name: String,
    licence: String,
    source: String,
}

/// Every crate of `Cargo.lock`: those of the tests and of other platforms, too.
fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let text = |package: &Value, member: &str| package[member].as_str().unwrap_or_default().to_owned();
    let package = |package| Package {
        name: text(package, "name"),
        licence: text(package, "license"),
        source: text(package, "source"),
    };
    metadata["packages"].as_array().expect("a list").iter().map(package).collect()
}

fn rules() -> toml::Table {
    include_str!("../deny.toml").parse().expect("deny.toml is TOML")
}

/// Whether an SPDX expression (`A OR B`, `A AND (B OR C)`, `A/B`) can be met with what is allowed.
fn is_met(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // Without a parser of its own: parentheses only ever bind an OR here, so AND is the outer operator.
    let is_alternative_met = |part: &str| part.split(" OR ").any(|name| is_allowed(name.trim(), allowed));
    expression.split(" AND ").all(is_alternative_met)
}

/// An exception only ever grants more.
fn is_allowed(name: &str, allowed: &[&str]) -> bool {
    allowed.contains(&name.split(" WITH ").next().unwrap_or_default().trim())
}

#[test]
fn every_licence_is_allowed() {
    let rules = rules();
    let allowed: Vec<&str> =
        rules["licenses"]["allow"].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
    let packages = packages();
    let other: Vec<String> = packages
        .iter()
        .filter(|package| !is_met(&package.licence, &allowed))
        .map(|package| format!("{}: {}", package.name, package.licence))
        .collect();
    assert!(other.is_empty(), "{}", other.join("\n"));
}

#[test]
fn nothing_opens_the_network() {
    let rules = rules();
    let banned: Vec<&str> =
        rules["bans"]["deny"].as_array().unwrap().iter().filter_map(|row| row["crate"].as_str()).collect();
    let found: Vec<String> =
        packages().into_iter().map(|package| package.name).filter(|name| banned.contains(&name.as_str())).collect();
    assert!(found.is_empty(), "{}", found.join(", "));
}

#[test]
fn every_crate_comes_from_a_registry() {
    for package in packages() {
        let is_ours = package.name == env!("CARGO_PKG_NAME");
        assert!(is_ours || package.source.starts_with("registry+"), "{}: {}", package.name, package.source);
    }
}

#[test]
fn an_expression_is_met_by_what_is_allowed() {
    let allowed = ["MIT", "Zlib"];
    let table = [
        ("MIT OR Apache-2.0", true),
        ("GPL-3.0", false),
        ("MIT AND GPL-3.0", false),
        ("(MIT OR GPL-3.0) AND Zlib", true),
        ("GPL-3.0/MIT", true),
        ("MIT WITH LLVM-exception", true),
        ("", false),
    ];
    for (expression, expected) in table {
        assert_eq!(is_met(expression, &allowed), expected, "{expression}");
    }
}
