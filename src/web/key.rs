//! The key of a session's forms (`money.md` E9). The layer against forged requests goes by what a
//! browser says of where a form came from; this goes by what only a page of ours can know. Whoever is
//! signed in gets it in every form of every page, without a template having to think of it, and no
//! act of theirs is done without it.

use axum::body::Body;
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;

use super::Error;
use super::visit::header_text;
use crate::sessions::Session;
use crate::tokens::Keys;

/// The hidden field.
const FIELD: &str = "form_key";

/// What the key is made of, beside the session.
const MARK: &str = "form";

/// A form is no larger than this.
const BODY_BYTES_MAX: usize = 64 * 1024;

const FORM: &str = "application/x-www-form-urlencoded";

/// The key that came with a form.
#[derive(Clone)]
struct Brought(String);

/// The key of a session's forms.
pub fn of(keys: &Keys, session: &Session) -> String {
    keys.mark(MARK, &session.digest)
}

/// Whether a request may do something in the name of a session: it only looks, or it brings the key.
/// A form with a file has no key yet; what it carries is shown first, and done by a form that has.
pub fn is_with(parts: &Parts, keys: &Keys, session: &Session) -> bool {
    if parts.method != Method::POST || kind(&parts.headers).starts_with("multipart/form-data") {
        return true;
    }
    let brought = parts.extensions.get::<Brought>();
    brought.is_some_and(|Brought(key)| keys.is_mark(key, MARK, &session.digest))
}

/// The layer that takes the key out of a form, so that no form has to know it.
pub async fn take(request: Request, next: Next) -> Response {
    let is_form = request.method() == Method::POST && kind(request.headers()).starts_with(FORM);
    if !is_form || !request.headers().contains_key(header::COOKIE) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, BODY_BYTES_MAX).await else {
        return Error::TooLarge.into_response();
    };
    let mut rest = Vec::with_capacity(body.len());
    for pair in body.split(|byte| *byte == b'&') {
        match pair.strip_prefix(FIELD.as_bytes()).and_then(|rest| rest.strip_prefix(b"=")) {
            Some(key) => {
                let key = String::from_utf8_lossy(key).into_owned();
                parts.extensions.insert(Brought(key));
            }
            None => {
                if !rest.is_empty() {
                    rest.push(b'&');
                }
                rest.extend_from_slice(pair);
            }
        }
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    next.run(Request::from_parts(parts, Body::from(rest))).await
}

/// A page with the key in each of its forms that do something.
pub fn put(page: &str, key: &str) -> String {
    let field = format!(r#"<input type="hidden" name="{FIELD}" value="{key}">"#);
    let mut keyed = String::with_capacity(page.len() + 8 * field.len());
    let mut rest = page;
    while let Some(at) = rest.find("<form ") {
        let tag = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let end = rest[tag..].find("</form>").map_or(rest.len(), |end| tag + end);
        keyed.push_str(&rest[..end]);
        if rest[at..tag].contains(r#"method="post""#) {
            keyed.push_str(&field);
        }
        rest = &rest[end..];
    }
    keyed.push_str(rest);
    keyed
}

fn kind(headers: &HeaderMap) -> &str {
    header_text(headers, header::CONTENT_TYPE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_that_does_something_gets_the_key_and_no_other() {
        let page = r#"<form class="a" method="post" action="/x"><p></p></form>
            <form method="get"></form><formula method="post">"#;
        let keyed = put(page, "k");
        let field = r#"<input type="hidden" name="form_key" value="k">"#;
        assert_eq!(keyed.matches(field).count(), 1);
        assert!(keyed.contains(&format!(r#"action="/x"><p></p>{field}</form>"#)));
        assert_eq!(keyed.replace(field, ""), page);
    }
}
