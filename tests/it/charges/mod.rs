//! The worked examples of the rules of charges: each is computed by the operation it names. The
//! variable `CHARGES_VECTORS` names another file of the same form to compute instead.

mod vectors;

use std::env;
use std::fs;
use std::path::Path;

use serde_json::Value;

#[test]
fn every_worked_example_comes_out_to_the_last_rial() {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/charges.json");
    let file = env::var_os("CHARGES_VECTORS").map_or(ours, Into::into);
    let examples: Vec<Value> = serde_json::from_slice(&fs::read(file).unwrap()).unwrap();
    let wrong: Vec<String> = examples.iter().filter_map(vectors::difference).collect();
    assert!(!examples.is_empty() && wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_operation_nobody_knows_is_a_failure() {
    let example = serde_json::json!({"id": "X", "op": "guess", "in": {}, "out": 1});
    assert!(vectors::difference(&example).is_some());
}
