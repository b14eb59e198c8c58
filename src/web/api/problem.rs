//! Problems: how a request of a program can end badly, by RFC 9457. The sentences are in the language that
//! the request prefers, so a problem is put into words by the layer that knows it.

use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api_keys::Scope;
use crate::app::App;
use crate::locale::Language;
use crate::locale::Words;
use crate::locale::words;
use crate::web::Error;
use crate::web::error::COME_AGAIN_SECONDS;
use crate::web::form::Mistakes;
use crate::web::trace::RequestId;

/// What kind of problem it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read.
    BadRequest,
    /// There is no key, or one that opens nothing.
    Unauthorized,
    /// The key may not do this.
    MissingScope(Scope),
    /// There is no such thing in the key's workspace.
    NotFound,
    /// The address knows other methods.
    MethodNotAllowed,
    /// It is not as the program believed.
    Conflict,
    /// A request with this idempotency key is being worked on.
    InFlight,
    /// It was there and is over.
    Gone,
    /// The body is too large.
    TooLarge,
    /// The body is no JSON.
    UnsupportedMediaType,
    /// Fields are wrong.
    Mistakes,
    /// The idempotency key stands for another request.
    KeyReused,
    /// A POST without an idempotency key.
    KeyMissing,
    /// Too often.
    TooMany,
    /// Our fault.
    Internal,
    /// Not now.
    Busy,
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Kind::BadRequest | Kind::KeyMissing => StatusCode::BAD_REQUEST,
            Kind::Unauthorized => StatusCode::UNAUTHORIZED,
            Kind::MissingScope(_) => StatusCode::FORBIDDEN,
            Kind::NotFound => StatusCode::NOT_FOUND,
            Kind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Kind::Conflict | Kind::InFlight => StatusCode::CONFLICT,
            Kind::Gone => StatusCode::GONE,
            Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Kind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Kind::Mistakes | Kind::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Kind::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Kind::Busy => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The last part of the problem's type.
    fn slug(self) -> &'static str {
        match self {
            Kind::BadRequest => "bad-request",
            Kind::Unauthorized => "unauthorized",
            Kind::MissingScope(_) => "missing-scope",
            Kind::NotFound => "not-found",
            Kind::MethodNotAllowed => "method-not-allowed",
            Kind::Conflict => "conflict",
            Kind::InFlight => "in-flight",
            Kind::Gone => "gone",
            Kind::TooLarge => "too-large",
            Kind::UnsupportedMediaType => "unsupported-media-type",
            Kind::Mistakes => "mistakes",
            Kind::KeyReused => "idempotency-key-reused",
            Kind::KeyMissing => "idempotency-key-missing",
            Kind::TooMany => "too-many-requests",
            Kind::Internal => "internal",
            Kind::Busy => "busy",
        }
    }

    fn title(self, w: &Words) -> String {
        match self {
            Kind::BadRequest => w.api_bad_request(),
            Kind::Unauthorized => w.api_unauthorized(),
            Kind::MissingScope(scope) => w.api_missing_scope(scope.code()),
            Kind::NotFound => w.api_not_found(),
            Kind::MethodNotAllowed => w.api_method_not_allowed(),
            Kind::Conflict => w.api_conflict(),
            Kind::InFlight => w.api_in_flight(),
            Kind::Gone => w.api_gone(),
            Kind::TooLarge => w.api_too_large(),
            Kind::UnsupportedMediaType => w.api_unsupported_media_type(),
            Kind::Mistakes => w.api_mistakes(),
            Kind::KeyReused => w.api_key_reused(),
            Kind::KeyMissing => w.api_key_missing(),
            Kind::TooMany => w.api_too_many(),
            Kind::Internal => w.api_internal(),
            Kind::Busy => w.api_busy(),
        }
    }

    /// The kind of an answer that nobody of ours has made.
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Kind::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Kind::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Kind::TooLarge,
            StatusCode::SERVICE_UNAVAILABLE => Kind::Busy,
            status if status.is_client_error() => Kind::BadRequest,
            _ => Kind::Internal,
        }
    }
}

/// All kinds, as the page explains them: the last part of the type, the status, and the title.
pub(crate) fn problems(w: &Words) -> Vec<(&'static str, u16, String)> {
    let kinds = [
        Kind::BadRequest,
        Kind::KeyMissing,
        Kind::Unauthorized,
        Kind::MissingScope(Scope::LinksWrite),
        Kind::NotFound,
        Kind::MethodNotAllowed,
        Kind::Conflict,
        Kind::InFlight,
        Kind::Gone,
        Kind::TooLarge,
        Kind::UnsupportedMediaType,
        Kind::Mistakes,
        Kind::KeyReused,
        Kind::TooMany,
        Kind::Internal,
        Kind::Busy,
    ];
    kinds.map(|kind| (kind.slug(), kind.status().as_u16(), kind.title(w))).to_vec()
}

/// A mistake in one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Mistake)]
pub struct Mistake {
    /// Where in the body, as a JSON pointer (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    pointer: Option<String>,
    /// Which parameter of the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<String>,
    /// What is wrong with it.
    detail: String,
}

impl Mistake {
    /// In a field of the body; the pointer is empty or begins with a slash.
    pub fn at(pointer: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: Some(pointer.into()), parameter: None, detail: detail.into() }
    }

    /// In a parameter of the address.
    pub fn of_parameter(parameter: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { pointer: None, parameter: Some(parameter.into()), detail: detail.into() }
    }
}

/// A request that ended badly.
#[derive(Clone, Debug)]
pub struct Problem {
    kind: Kind,
    detail: Option<String>,
    mistakes: Vec<Mistake>,
    wait: Option<i64>,
}

impl Problem {
    /// A problem of a kind.
    pub fn of(kind: Kind) -> Self {
        Self { kind, detail: None, mistakes: vec![], wait: None }
    }

    /// The same with a sentence about this case, in the language of the request.
    #[must_use]
    pub fn saying(self, detail: impl Into<String>) -> Self {
        Self { detail: Some(detail.into()), ..self }
    }

    /// The same, to be tried again after some seconds.
    #[must_use]
    pub fn after(self, wait: i64) -> Self {
        Self { wait: Some(wait.max(1)), ..self }
    }

    /// Fields are wrong.
    pub fn mistakes(mistakes: Vec<Mistake>) -> Self {
        Self { mistakes, ..Self::of(Kind::Mistakes) }
    }

    /// One field is wrong.
    pub fn mistake(mistake: Mistake) -> Self {
        Self::mistakes(vec![mistake])
    }

    /// The mistakes of a form whose fields have other places in the body.
    pub fn of_form(mistakes: &Mistakes, pointer: impl Fn(&str) -> String) -> Self {
        let all = mistakes.all().iter();
        Self::mistakes(all.map(|(field, said)| Mistake::at(pointer(field), said)).collect())
    }
}

impl<E: Into<Error>> From<E> for Problem {
    fn from(error: E) -> Self {
        match error.into() {
            // Whoever has a key has a workspace, and no page to be sent to.
            Error::NotFound | Error::SignIn { .. } | Error::NoWorkspace => Self::of(Kind::NotFound),
            Error::Gone => Self::of(Kind::Gone),
            Error::Conflict => Self::of(Kind::Conflict),
            Error::BadRequest | Error::Forbidden | Error::WrongHost => Self::of(Kind::BadRequest),
            Error::TooLarge => Self::of(Kind::TooLarge),
            Error::TooMany { wait } => Self::of(Kind::TooMany).after(wait),
            Error::Busy => Self::of(Kind::Busy).after(COME_AGAIN_SECONDS),
            Error::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "a request of a program failed");
                Self::of(Kind::Internal)
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        if let Some(wait) = self.wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem in words, as RFC 9457 has it.
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Drawn {
    /// What kind of problem it is; programs go by this.
    r#type: String,
    /// The kind in words.
    title: String,
    /// The HTTP status once more.
    status: u16,
    /// This case in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<Mistake>,
    /// The number under which we find the request in our log.
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<String>,
}

/// The layer that puts problems into words. What ended badly without one of ours gets one.
pub async fn draw(State(app): State<App>, request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let mut response = next.run(request).await;
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let problem = response.extensions_mut().remove::<Problem>();
    let is_drawn = response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it == MEDIA_TYPE);
    if problem.is_none() && is_drawn {
        // An answer of before, in the words of before.
        return response;
    }
    let problem = problem.unwrap_or_else(|| Problem::of(Kind::of(status)));
    let drawn = Drawn {
        r#type: app.address(&format!("/api#{}", problem.kind.slug())),
        title: problem.kind.title(words(language)),
        status: status.as_u16(),
        detail: problem.detail,
        errors: problem.mistakes,
        incident: id.filter(|_| status.is_server_error()),
    };
    let kind = [(header::CONTENT_TYPE, MEDIA_TYPE), (header::CONTENT_LANGUAGE, language.code())];
    let mut drawn = (status, kind, axum::Json(drawn)).into_response();
    drawn.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE));
    for (name, value) in response.headers() {
        if *name != header::CONTENT_TYPE && *name != header::CONTENT_LENGTH {
            drawn.headers_mut().insert(name.clone(), value.clone());
        }
    }
    drawn
}

/// The media type of a problem.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// The layer that refuses addresses with a byte that no column of ours can hold.
pub async fn refuse_zero_bytes(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if address.contains("%00") {
        return Problem::of(Kind::BadRequest).into_response();
    }
    next.run(request).await
}

/// The language that a program prefers of ours; Persian where it names neither.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let wish = |part: &str| {
        let (tag, weight) = part.split_once(';').unwrap_or((part, "q=1"));
        let language = Language::parse(&tag.trim().get(..2)?.to_ascii_lowercase())?;
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        // Weights are compared as thousandths: 0.8 is 800.
        let digits = weight.split_once('.').map_or("", |(_, digits)| digits);
        let thousandths: u16 = format!("{digits:0<3}").get(..3)?.parse().ok()?;
        Some((if weight.starts_with('1') { 1000 } else { thousandths }, language))
    };
    let wishes = accepted.unwrap_or_default().split(',').filter_map(wish);
    // Of equal ones the first counts.
    let best = wishes.reduce(|best, next| if best.0 < next.0 { next } else { best });
    best.filter(|(weight, _)| 0 < *weight).map_or(Language::Fa, |(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_one_that_weighs_most() {
        let of = |accepted: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static(accepted));
            language(&headers)
        };
        assert_eq!(language(&HeaderMap::new()), Language::Fa);
        assert_eq!(of("en-GB,en;q=0.9"), Language::En);
        assert_eq!(of("de, fa;q=0.5, en;q=0.7"), Language::En);
        assert_eq!(of("fa, en"), Language::Fa);
        assert_eq!((of("de"), of("en;q=0"), of("*")), (Language::Fa, Language::Fa, Language::Fa));
    }
}
