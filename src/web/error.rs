//! The ways in which a request can end badly, each with a page that says what to do next. A room turns
//! its own errors into these, by name.

use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::response::IntoResponse;
use axum::response::Redirect;
use axum::response::Response;

/// What everybody has who is signed in, with a workspace or without.
const OWN: &str = "/my";

/// Whoever is put off because too much is going on may come again after so many seconds.
pub const COME_AGAIN_SECONDS: i64 = 3;

/// A request that ended badly.
#[derive(Debug)]
pub enum Error {
    /// There is no such thing, or the visitor may not know that there is.
    NotFound,
    /// It was there and is over.
    Gone,
    /// It is not as the visitor believed.
    Conflict,
    /// A request that no page of ours makes.
    BadRequest,
    /// A form from another site, or from a page of an earlier sign-in.
    Forbidden,
    /// More than a form of ours can be.
    TooLarge,
    /// A name that is not ours.
    WrongHost,
    /// Too often; try again after some seconds.
    TooMany {
        /// The seconds.
        wait: i64,
    },
    /// Not now; whoever comes again goes on from what is there.
    Busy,
    /// Sign in first, then go on to this path.
    SignIn {
        /// The path.
        next: String,
    },
    /// Whoever has no workspace has nothing here; they go on to what is theirs.
    NoWorkspace,
    /// Our fault.
    Internal(anyhow::Error),
}

/// A bad end that has not been drawn yet; the faults layer draws it in the visitor's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault;

impl Error {
    fn status(&self) -> StatusCode {
        match self {
            Error::NotFound => StatusCode::NOT_FOUND,
            Error::Gone => StatusCode::GONE,
            Error::Conflict => StatusCode::CONFLICT,
            Error::BadRequest => StatusCode::BAD_REQUEST,
            Error::Forbidden => StatusCode::FORBIDDEN,
            Error::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Error::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Error::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Error::SignIn { .. } | Error::NoWorkspace => StatusCode::SEE_OTHER,
            Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        match self {
            Error::SignIn { next } => {
                let query = url::form_urlencoded::Serializer::new(String::new())
                    .append_pair("next", &next)
                    .finish();
                // Whoever lives in a building has a number and no password.
                let door = if next.starts_with(OWN) { "/login/code" } else { "/login" };
                Redirect::to(&format!("{door}?{query}")).into_response()
            }
            Error::NoWorkspace => Redirect::to(OWN).into_response(),
            Error::TooMany { wait } => {
                let mut response = (status, axum::Extension(Fault)).into_response();
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.max(1)));
                response
            }
            Error::Internal(error) => {
                tracing::error!(error = format!("{error:#}"), "a request failed");
                (status, axum::Extension(Fault)).into_response()
            }
            Error::NotFound
            | Error::Gone
            | Error::Conflict
            | Error::BadRequest
            | Error::Forbidden
            | Error::TooLarge
            | Error::WrongHost
            | Error::Busy => (status, axum::Extension(Fault)).into_response(),
        }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let is_away = match &error {
            sqlx::Error::PoolTimedOut => return Error::Busy,
            sqlx::Error::Io(_) => true,
            sqlx::Error::Database(told) => match told.code().as_deref() {
                // A lock was not to be had in time.
                Some("55P03") => return Error::Busy,
                // The server goes down, has fallen, or is not up yet.
                Some("57P01" | "57P02" | "57P03") => true,
                // It lacks room: on the disk, in memory, for connections.
                Some(code) => code.starts_with("53"),
                None => false,
            },
            _ => false,
        };
        if is_away {
            tracing::warn!(%error, "the database cannot do it now");
            return Error::Busy;
        }
        Error::Internal(error.into())
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Error::Internal(error.into())
    }
}
