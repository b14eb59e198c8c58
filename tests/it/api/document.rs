//! The document that describes the API, and the page that is drawn out of it.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use serde_json::Value;

use crate::access::programs::API;
use crate::support::house::House;
use crate::support::machine::all_scopes;

#[tokio::test]
async fn every_route_of_the_api_is_described_and_every_description_is_a_route() {
    let house = House::open().await;
    let shop = house.shop().await;
    let machine = house.machine(&shop).await;
    let document = machine.get("/api/v1/openapi.json").await;
    assert_eq!(document.status, StatusCode::OK);
    assert_eq!(document.json["openapi"], "3.1.0");
    let mut described = BTreeSet::new();
    let scopes: Vec<&str> = all_scopes().iter().map(|scope| scope.code()).collect();
    for (path, item) in document.json["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert(format!("{} {path}", method.to_uppercase()));
            let scope = operation["security"][0]["key"][0].as_str().unwrap();
            assert!(scopes.contains(&scope), "{method} {path} needs {scope}");
            assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            let names = operation["parameters"].as_array().into_iter().flatten();
            let is_once = names.clone().any(|it| it["name"] == "Idempotency-Key");
            assert_eq!(is_once, method == "post", "{method} {path}");
        }
    }
    let known = API.iter().map(|(method, path, ..)| format!("{method} {path}")).collect();
    assert_eq!(described, known);
    refers_to_what_is_there(&document.json, &document.json);
}

/// Every reference of the document leads somewhere.
fn refers_to_what_is_there(document: &Value, value: &Value) {
    match value {
        Value::Object(fields) => {
            if let Some(place) = fields.get("$ref").and_then(Value::as_str) {
                let pointer = place.strip_prefix('#').unwrap();
                assert!(document.pointer(pointer).is_some(), "{place} leads nowhere");
            }
            for field in fields.values() {
                refers_to_what_is_there(document, field);
            }
        }
        Value::Array(values) => {
            for value in values {
                refers_to_what_is_there(document, value);
            }
        }
        _ => (),
    }
}

#[tokio::test]
async fn the_manual_says_in_both_languages_what_each_operation_does() {
    let house = House::open().await;
    for language in ["fa", "en"] {
        let page = house.get(&format!("/api?lang={language}")).await;
        assert_eq!(page.status, StatusCode::OK);
        let operations = page.texts("article:not([id^='shape-']) > h3");
        let described: Vec<&str> = operations.iter().map(|it| it.trim()).collect();
        assert!(API.len() <= described.len(), "{described:?}");
        assert!(described.iter().all(|sentence| !sentence.is_empty()), "{described:?}");
        let sections = page.texts("section.manual > h2");
        assert!(sections.iter().all(|word| !word.trim().is_empty()), "{sections:?}");
        for (_, path, ..) in API {
            assert!(page.html.contains(path), "{path} is not in the manual");
        }
    }
}
