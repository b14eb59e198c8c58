//! Headers that keep a page safe in the browser, and the check that a request was meant for us.

use std::sync::Arc;

use axum::extract::Request;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;

use super::Error;
use super::assets;
use super::visit::language_cookie;
use super::visit::named_language;
use crate::app::App;

/// No address of ours asks more than this (`money.md` B46): the longest is a selection of fifty links.
const QUERY_BYTES_MAX: usize = 8 * 1024;

/// Nor with more fields.
const FIELDS_MAX: usize = 200;

/// All headers of a request together (`money.md` B66); a browser sends a tenth of it.
const HEADER_BYTES_MAX: usize = 32 * 1024;

/// The headers of every answer, made once.
pub struct Policy {
    headers: Vec<(HeaderName, HeaderValue)>,
    host: String,
    secure: bool,
}

impl Policy {
    /// The policy of a house at this address.
    pub fn new(app: &App) -> Self {
        let (style, script) = assets::carried_hashes();
        // Browsers hold the redirect that follows a form against this list as well.
        let csp = format!(
            "default-src 'none'; script-src 'self' {script}; style-src 'self' {style}; \
             img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
             object-src 'none'; frame-ancestors 'none'; form-action 'self' {}",
            app.gateways.page_origins().join(" ")
        );
        let secure = app.origin.starts_with("https://");
        let mut headers = vec![
            fixed("x-content-type-options", "nosniff"),
            fixed("cross-origin-opener-policy", "same-origin"),
            fixed("cross-origin-resource-policy", "same-origin"),
            fixed("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=()"),
            fixed("referrer-policy", "same-origin"),
        ];
        if let Ok(csp) = HeaderValue::from_str(&csp) {
            headers.push((header::CONTENT_SECURITY_POLICY, csp));
        }
        if secure {
            let year = "max-age=31536000; includeSubDomains";
            headers.push((header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(year)));
        }
        let host = app.origin.split_once("://").map_or("", |(_, host)| host).to_owned();
        Self { headers, host, secure }
    }

    /// What every answer bears.
    pub fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }
}

fn header_bytes(request: &Request) -> usize {
    request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum()
}

fn fixed(name: &'static str, value: &'static str) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static(name), HeaderValue::from_static(value))
}

/// The layer: refuses requests for another host, keeps a chosen language, adds the headers. Pages
/// are kept by nobody unless they say so themselves.
pub async fn guard(State(policy): State<Arc<Policy>>, request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).map_or(b"" as &[u8], HeaderValue::as_bytes);
    // Over plain http the machine may be called by any of its names: a phone in the same room, a
    // container, a health check.
    let is_ours = !policy.secure || host == policy.host.as_bytes();
    let query = request.uri().query().unwrap_or_default();
    let chosen = named_language(query);
    let mut response = if !is_ours {
        Error::WrongHost.into_response()
    } else if QUERY_BYTES_MAX < query.len() {
        StatusCode::URI_TOO_LONG.into_response()
    } else if FIELDS_MAX < query.split('&').count() {
        StatusCode::BAD_REQUEST.into_response()
    } else if HEADER_BYTES_MAX < header_bytes(&request) {
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE.into_response()
    } else {
        next.run(request).await
    };

    let headers = response.headers_mut();
    headers.reserve(policy.headers.len() + 1);
    for (name, value) in &policy.headers {
        // A page that shows somebody else's HTML is stricter than we are, in its own way; and who
        // leaves for a bank says from where.
        let may_differ = [header::CONTENT_SECURITY_POLICY, header::REFERRER_POLICY].contains(name);
        if !may_differ || !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let kept = chosen.map(|language| language_cookie(language, policy.secure));
    if let Some(Ok(cookie)) = kept.as_deref().map(HeaderValue::from_str) {
        headers.append(header::SET_COOKIE, cookie);
    }
    response
}
