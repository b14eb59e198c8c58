//! What a program says: the body of a request and the query of its address. What is not known is refused,
//! so that a slip of the pen is not taken for nothing.

use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::FromRequestParts;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Kind;
use super::Mistake;
use super::Problem;
use super::problem::language;
use crate::app::App;
use crate::locale::Words;
use crate::locale::words;

/// The body of a request: JSON, with known fields only.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<App> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| is_json(kind.as_bytes())) {
            return Err(Problem::of(Kind::UnsupportedMediaType));
        }
        let w = words(language(request.headers()));
        let body = Bytes::from_request(request, app).await;
        let body = body.map_err(|wrong| match wrong.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::of(Kind::TooLarge),
            _ => Problem::of(Kind::BadRequest),
        })?;
        let value: Value = serde_json::from_slice(&body)
            .map_err(|_| Problem::of(Kind::BadRequest).saying(w.api_not_json()))?;
        if !value.is_object() {
            return Err(Problem::mistake(Mistake::at("", w.api_not_an_object())));
        }
        if !is_text(&value) {
            return Err(Problem::of(Kind::BadRequest).saying(w.api_not_text()));
        }
        // From the bytes and not from the value: a field that comes twice is a mistake.
        let mut json = serde_json::Deserializer::from_slice(&body);
        serde_path_to_error::deserialize(&mut json).map(Body).map_err(|error| {
            let (path, said) = (pointer(&error), error.inner().to_string());
            Problem::mistake(mistake(w, path, &said))
        })
    }
}

/// JSON has one encoding, so a character set other than UTF-8 is a mistake.
fn is_json(kind: &[u8]) -> bool {
    let kind = String::from_utf8_lossy(kind).to_ascii_lowercase();
    let (kind, parameters) = kind.split_once(';').unwrap_or((&kind, ""));
    let charset = parameters.split(';').find_map(|it| it.trim().strip_prefix("charset="));
    kind.trim() == "application/json"
        && charset.is_none_or(|charset| charset.trim_matches('"') == "utf-8")
}

/// Whether all texts are such as people can type.
fn is_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains(['\0', '\u{fffe}', '\u{ffff}']),
        Value::Array(values) => values.iter().all(is_text),
        Value::Object(fields) => {
            fields.iter().all(|(name, value)| !name.contains('\0') && is_text(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Where in the body, as a JSON pointer.
fn pointer<E>(error: &serde_path_to_error::Error<E>) -> String {
    use serde_path_to_error::Segment;
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
        Segment::Enum { .. } | Segment::Unknown => String::new(),
    };
    error.path().iter().map(part).collect()
}

/// A mistake of shape in words. The parser's own sentence is English and names what it found, so only
/// its kind is read.
fn mistake(w: &Words, path: String, said: &str) -> Mistake {
    let named = said.split('`').nth(1).unwrap_or_default();
    if said.starts_with("missing field") {
        Mistake::at(format!("{path}/{named}"), w.api_field_missing())
    } else if said.starts_with("unknown field") {
        let at =
            if path.ends_with(&format!("/{named}")) { path } else { format!("{path}/{named}") };
        Mistake::at(at, w.api_field_unknown())
    } else if said.starts_with("duplicate field") {
        Mistake::at(path, w.api_field_twice())
    } else {
        Mistake::at(path, w.api_field_wrong())
    }
}

/// What the query of an address asks for; known parameters only.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let w = words(language(&parts.headers));
        let query = parts.uri.query().unwrap_or_default();
        let fields = url::form_urlencoded::parse(query.as_bytes());
        let fields = serde_urlencoded::Deserializer::new(fields);
        serde_path_to_error::deserialize(fields).map(Asked).map_err(|error| {
            let said = error.inner().to_string();
            let path = error.path().to_string();
            let named = said.split('`').nth(1).unwrap_or_default();
            let detail = if said.starts_with("unknown field") {
                w.api_parameter_unknown()
            } else {
                w.api_parameter_wrong()
            };
            let parameter = if path == "." { named } else { path.as_str() };
            Problem::mistake(Mistake::of_parameter(parameter, detail))
        })
    }
}
