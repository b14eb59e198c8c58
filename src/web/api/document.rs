//! The document that describes the API (OpenAPI 3.1): what the rooms say of their routes, and what holds
//! for all of them.

use serde_json::Value;
use serde_json::json;
use utoipa::PartialSchema;
use utoipa::openapi::OpenApi;

use super::Mistake;
use super::problem::Drawn;
use super::problem::MEDIA_TYPE;
use crate::app::App;

/// What stands above everything.
const ABOUT: &str = "Payment links, payments, refunds, payout links, the wallet, buildings and webhooks of \
    one workspace, by the same rules as its pages.\n\n\
    Amounts are integers in rial. Times are RFC 3339. Unknown fields are refused. Lists come a page at a \
    time, by cursor. Each POST carries an Idempotency-Key: the same key and body again is the same answer. \
    What goes wrong is a problem by RFC 9457, with sentences in Persian or English by Accept-Language.";

/// Adds what holds for every operation.
pub(super) fn finish(app: &App, described: &OpenApi) -> Value {
    let mut document = serde_json::to_value(described).unwrap_or_default();
    document["info"] = json!({
        "title": "Peyvand",
        "version": "1",
        "description": ABOUT,
    });
    document["servers"] = json!([{ "url": app.origin }]);
    document["components"]["securitySchemes"]["key"] = json!({
        "type": "http",
        "scheme": "bearer",
        "description": "A key of a workspace, made under its settings. Which scope an operation needs \
            stands beside it.",
    });
    let schemas = &mut document["components"]["schemas"];
    schemas["Problem"] = serde_json::to_value(Drawn::schema()).unwrap_or_default();
    schemas["Mistake"] = serde_json::to_value(Mistake::schema()).unwrap_or_default();
    point_onwards(&mut document["paths"]);
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for (_, item) in paths {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            operation["responses"]["default"] = json!({
                "description": "What went wrong.",
                "content": { MEDIA_TYPE: { "schema": { "$ref": "#/components/schemas/Problem" } } },
            });
            if method == "post" {
                add_parameter(operation, idempotency_key());
            }
        }
    }
    without_zero_bytes(&mut document);
    document
}

/// Says of every text what holds for each (`problem::refuse_zero_bytes`): there is no zero byte in it.
fn without_zero_bytes(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let kind = fields.get("type");
            let is_text =
                kind == Some(&json!("string")) || kind == Some(&json!(["string", "null"]));
            if is_text && !["enum", "format", "pattern"].iter().any(|it| fields.contains_key(*it)) {
                fields.insert("pattern".to_owned(), json!("^[^\\x00]*$"));
            }
            fields.values_mut().for_each(without_zero_bytes);
        }
        Value::Array(values) => values.iter_mut().for_each(without_zero_bytes),
        _ => (),
    }
}

/// Says where one goes from what was made or listed: the operations that take its id.
fn point_onwards(paths: &mut Value) {
    let known = paths.clone();
    for (path, item) in paths.as_object_mut().into_iter().flatten() {
        for (place, id) in [
            ("/post/responses/201", "$response.body#/id"),
            ("/get/responses/200", "$response.body#/items/0/id"),
        ] {
            let Some(answer) = item.pointer_mut(place) else { continue };
            for (operation, name) in onwards(&known, path) {
                let mut parameters = json!({ name: id });
                for above in names(path) {
                    parameters[above] = format!("$request.path.{above}").into();
                }
                answer["links"][operation] =
                    json!({ "operationId": operation, "parameters": parameters });
            }
        }
    }
}

/// The operations about one of the things that a path lists, and how each calls its id.
fn onwards<'a>(paths: &'a Value, path: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let all = paths.as_object().into_iter().flatten();
    all.filter_map(move |(other, operations)| {
        let (name, rest) = other.strip_prefix(path)?.strip_prefix("/{")?.split_once('}')?;
        (!rest.contains('{')).then_some((name, operations.as_object()?))
    })
    .flat_map(|(name, operations)| {
        operations.values().filter_map(move |it| Some((it["operationId"].as_str()?, name)))
    })
}

/// The names in a path.
fn names(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": true,
        "description": "Your name for this request, new for each thing that you want done, such as a UUID. \
            The same key with the same body is answered as before; with another body it is refused.",
        "schema": { "type": "string", "pattern": "^[!-~]{1,200}$" },
    })
}

fn add_parameter(operation: &mut Value, parameter: Value) {
    match operation["parameters"].as_array_mut() {
        Some(parameters) => parameters.push(parameter),
        None => operation["parameters"] = json!([parameter]),
    }
}
