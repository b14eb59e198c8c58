//! The page that explains the API, drawn out of the document that describes it: what programs read and
//! what people read cannot differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::Extension;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde_json::Value;

use super::sentences::operation;
use super::sentences::section;
use crate::app::App;
use crate::web::Result;
use crate::web::Visit;
use crate::web::api;
use crate::webhooks::TYPES;

pub(super) fn routes(document: &Value) -> Router<App> {
    let manual = Arc::new(Manual::of(document));
    Router::new().route("/api", get(show)).layer(Extension(manual))
}

async fn show(
    State(app): State<App>,
    Extension(manual): Extension<Arc<Manual>>,
    visit: Visit,
) -> Result<Response> {
    let problems = api::problems(visit.w);
    let page =
        ManualPage { v: &visit, manual: &manual, problems, origin: &app.origin, events: &TYPES };
    visit.page(StatusCode::OK, &page)
}

/// The document in the order of the page.
struct Manual {
    /// The operations by what they are about.
    sections: Vec<(String, Vec<Operation>)>,
    /// The shapes of bodies and answers.
    shapes: Vec<Shape>,
}

/// One operation.
struct Operation {
    id: String,
    method: String,
    path: String,
    scope: String,
    parameters: Vec<Field>,
    /// The shape of its body.
    body: Option<String>,
    /// The shape of its answer.
    answer: Option<String>,
}

/// The shape of an object.
struct Shape {
    name: String,
    fields: Vec<Field>,
    /// What it may be, where it is a word.
    words: Vec<String>,
}

/// A field or a parameter.
struct Field {
    name: String,
    kind: String,
    is_required: bool,
}

impl Manual {
    /// The order in which things are explained.
    const TAGS: [&str; 8] =
        ["links", "payments", "refunds", "payouts", "wallet", "buildings", "charges", "webhooks"];

    fn of(document: &Value) -> Self {
        let mut by_tag: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
        for (path, item) in document["paths"].as_object().into_iter().flatten() {
            for method in ["get", "post", "patch", "delete"] {
                if let Some(described) = item.get(method) {
                    let tag = text(&described["tags"][0]);
                    by_tag.entry(tag).or_default().push(Operation::of(method, path, described));
                }
            }
        }
        let sections = Self::TAGS.iter().filter_map(|tag| by_tag.remove_entry(*tag)).collect();
        let shapes = document["components"]["schemas"].as_object().into_iter().flatten();
        Self { sections, shapes: shapes.map(|(name, shape)| Shape::of(name, shape)).collect() }
    }
}

impl Operation {
    fn of(method: &str, path: &str, described: &Value) -> Self {
        let parameters = described["parameters"].as_array().into_iter().flatten();
        let security = described["security"][0]["key"][0].as_str();
        let answers = described["responses"].as_object().into_iter().flatten();
        let answer = answers
            .filter(|(status, _)| status.starts_with('2'))
            .find_map(|(_, answer)| shape_of(&answer["content"]["application/json"]["schema"]));
        Self {
            id: text(&described["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            scope: security.unwrap_or_default().to_owned(),
            parameters: parameters
                .map(|parameter| Field {
                    name: text(&parameter["name"]),
                    kind: kind(&parameter["schema"]),
                    is_required: parameter["required"] == true,
                })
                .collect(),
            body: shape_of(&described["requestBody"]["content"]["application/json"]["schema"]),
            answer,
        }
    }
}

impl Shape {
    fn of(name: &str, shape: &Value) -> Self {
        let required = |field: &str| {
            shape["required"].as_array().is_some_and(|all| all.iter().any(|it| it == field))
        };
        let fields = shape["properties"].as_object().into_iter().flatten();
        let fields = fields.map(|(name, field)| Field {
            name: name.clone(),
            kind: kind(field),
            is_required: required(name),
        });
        let named = shape["enum"].as_array().into_iter().flatten().map(text);
        let described = shape["oneOf"].as_array().into_iter().flatten();
        let described = described.flat_map(|one| one["enum"].as_array().into_iter().flatten());
        let words = named.chain(described.map(text)).collect();
        Self { name: name.to_owned(), fields: fields.collect(), words }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The name of the shape that a schema refers to.
fn shape_of(schema: &Value) -> Option<String> {
    schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).map(str::to_owned)
}

/// What a field holds, in a few signs.
fn kind(schema: &Value) -> String {
    if let Some(name) = shape_of(schema) {
        return name;
    }
    for one_of in ["oneOf", "anyOf", "allOf"] {
        if let Some(kinds) = schema[one_of].as_array() {
            return kinds.iter().map(kind).collect::<Vec<_>>().join(" | ");
        }
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>(),
        one => vec![text(one)],
    };
    let format = schema["format"].as_str().filter(|it| !it.starts_with("int"));
    let named = kinds.into_iter().map(|kind| match (kind.as_str(), format) {
        ("array", _) => format!("[{}]", self::kind(&schema["items"])),
        ("string", Some(format)) => format.to_owned(),
        _ => kind,
    });
    let named = named.collect::<Vec<_>>().join(" | ");
    let bound = |name: &str| schema[name].as_i64().map(|bound| bound.to_string());
    let least = bound("minimum").or_else(|| bound("minLength"));
    let most = bound("maximum").or_else(|| bound("maxLength")).or_else(|| bound("maxItems"));
    match (least, most) {
        (Some(least), Some(most)) => format!("{named} {least}…{most}"),
        (None, Some(most)) => format!("{named} …{most}"),
        (Some(least), None) => format!("{named} {least}…"),
        (None, None) => named,
    }
}

#[derive(Template)]
#[template(path = "programs/manual.html")]
struct ManualPage<'a> {
    v: &'a Visit,
    manual: &'a Manual,
    problems: Vec<(&'static str, u16, String)>,
    origin: &'a str,
    /// The types of events.
    events: &'a [&'a str],
}

impl ManualPage<'_> {
    fn section(&self, tag: &str) -> String {
        section(self.v.w, tag)
    }

    fn sentence(&self, id: &str) -> String {
        operation(self.v.w, id)
    }
}
