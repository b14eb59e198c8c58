//! Forms: what was typed stays, and each mistake has a sentence beside its field.

use axum::body::Body;
use axum::body::Bytes;
use axum::extract::FromRequest;
use axum::extract::Request;
use axum::http::StatusCode;
use percent_encoding::percent_decode;
use serde::Deserialize;
use serde::Deserializer;
use serde::de::DeserializeOwned;

use super::Error;

/// A form without a file is no larger than this.
pub const FORM_BYTES_MAX: usize = 64 * 1024;

/// Reads a field that a form may lack: one that was sent empty was sent.
pub fn sent<'de, D: Deserializer<'de>>(field: D) -> Result<Option<String>, D::Error> {
    String::deserialize(field).map(Some)
}

/// The mistakes in a form, in the order of its fields; sentences in the visitor's language.
#[derive(Debug, Default)]
pub struct Mistakes(Vec<(&'static str, String)>);

impl Mistakes {
    /// None yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Notes a mistake in a field.
    pub fn add(&mut self, field: &'static str, sentence: impl Into<String>) {
        self.0.push((field, sentence.into()));
    }

    /// The sentence beside a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, sentence)| sentence.as_str())
    }

    /// All of them.
    pub fn all(&self) -> &[(&'static str, String)] {
        &self.0
    }

    /// Whether the form is right.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn count(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX)
    }

    /// Takes a parsed value, or notes why there is none.
    pub fn take<T, M>(
        &mut self,
        field: &'static str,
        parsed: Result<T, M>,
        sentence: impl FnOnce(M) -> String,
    ) -> Option<T> {
        parsed.map_err(|mistake| self.add(field, sentence(mistake))).ok()
    }
}

/// A form's fields. What no page of ours would send is refused without a word about why.
pub struct Form<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Form<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        let body = Bytes::from_request(Request::from_parts(parts.clone(), body), state).await;
        let body = body.map_err(|wrong| match wrong.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
            _ => Error::BadRequest,
        })?;
        if !is_text(&body) {
            return Err(Error::BadRequest);
        }
        let request = Request::from_parts(parts, Body::from(body));
        match axum_extra::extract::Form::from_request(request, state).await {
            Ok(axum_extra::extract::Form(fields)) => Ok(Form(fields)),
            Err(_) => Err(Error::BadRequest),
        }
    }
}

/// Whether a form is made of what people can type. A zero byte, what is no character of Unicode, and
/// bytes that are no UTF-8 come from no page of ours.
fn is_text(body: &[u8]) -> bool {
    let is_text = |part: &[u8]| {
        let text = percent_decode(part).decode_utf8();
        text.is_ok_and(|text| !text.contains(['\0', '\u{fffe}', '\u{ffff}']))
    };
    body.split(|byte| matches!(byte, b'&' | b'=')).all(is_text)
}

/// The fields of a query; what cannot be read counts as not given.
pub struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> axum::extract::FromRequestParts<S>
    for Query<T>
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut axum::http::request::Parts,
        state: &S,
    ) -> Result<Self, Self::Rejection> {
        let query = axum_extra::extract::Query::from_request_parts(parts, state).await;
        Ok(Query(query.map(|axum_extra::extract::Query(fields)| fields).unwrap_or_default()))
    }
}
