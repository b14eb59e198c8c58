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
    document
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
