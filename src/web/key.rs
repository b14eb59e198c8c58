//! The key of a session's forms (`money.md` E9). The layer against forged requests goes by what a
//! browser says of where a form came from; this goes by what only a page of ours can know. Whoever is
//! signed in gets it in every form of every page, without a template having to think of it, and no
//! act of theirs is done without it.

use axum::body::Body;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::IntoResponse;
use axum::response::Response;
use futures_util::StreamExt;
use futures_util::stream;

use super::Error;
use super::form::FORM_BYTES_MAX;
use super::visit::header_text;
use crate::sessions::Person;
use crate::tokens::Keys;

/// The hidden field.
const FIELD: &str = "form_key";

/// What the key is made of, beside the session.
const MARK: &str = "form";

/// In a form with a file the key comes first, within so many bytes.
const HEAD_BYTES: usize = 1024;

const FORM: &str = "application/x-www-form-urlencoded";

const FORM_WITH_FILE: &str = "multipart/form-data";

/// The key that came with a form.
#[derive(Clone)]
struct Brought(String);

/// The key of a session's forms.
pub fn of(keys: &Keys, session: &Person) -> String {
    keys.mark(MARK, &session.digest)
}

/// Whether a request may do something in the name of a session: it only looks, or it brings the key.
pub fn is_with(parts: &Parts, keys: &Keys, session: &Person) -> bool {
    let brought = parts.extensions.get::<Brought>();
    parts.method != Method::POST
        || brought.is_some_and(|Brought(key)| keys.is_mark(key, MARK, &session.digest))
}

/// The layer that takes the key out of a form, so that no form has to know it.
pub async fn take(request: Request, next: Next) -> Response {
    if request.method() != Method::POST || !request.headers().contains_key(header::COOKIE) {
        return next.run(request).await;
    }
    let kind = header_text(request.headers(), header::CONTENT_TYPE);
    let taken = if kind.starts_with(FORM) {
        of_fields(request).await
    } else if kind.starts_with(FORM_WITH_FILE) {
        of_file(request).await
    } else {
        Ok(request)
    };
    match taken {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn of_fields(request: Request) -> Result<Request, Error> {
    let (mut parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Error::TooLarge)?;
    let mut rest = Vec::with_capacity(body.len());
    for pair in body.split(|byte| *byte == b'&') {
        let key = pair.strip_prefix(FIELD.as_bytes()).and_then(|rest| rest.strip_prefix(b"="));
        if let Some(key) = key {
            let key = String::from_utf8_lossy(key).into_owned();
            parts.extensions.insert(Brought(key));
        } else {
            if !rest.is_empty() {
                rest.push(b'&');
            }
            rest.extend_from_slice(pair);
        }
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok(Request::from_parts(parts, Body::from(rest)))
}

/// The file itself is not waited for: whoever reads it knows how large it may be.
async fn of_file(request: Request) -> Result<Request, Error> {
    let (mut parts, body) = request.into_parts();
    let mut body = body.into_data_stream();
    let mut head = vec![];
    while head.len() < HEAD_BYTES
        && let Some(piece) = body.next().await
    {
        head.extend_from_slice(&piece.map_err(|_| Error::BadRequest)?);
    }
    if let Some((key, end)) = first_field(&head) {
        parts.extensions.insert(Brought(key));
        head.drain(..end);
        parts.headers.remove(header::CONTENT_LENGTH);
    }
    let whole = stream::iter([Ok(Bytes::from(head))]).chain(body);
    Ok(Request::from_parts(parts, Body::from_stream(whole)))
}

/// The key, if the first field is one, and where the second begins.
fn first_field(head: &[u8]) -> Option<(String, usize)> {
    let line = |from: usize| {
        let end = head.get(from..)?.windows(2).position(|pair| pair == b"\r\n")?;
        Some((std::str::from_utf8(&head[from..from + end]).ok()?, from + end + 2))
    };
    let (_boundary, name_at) = line(0)?;
    let (name, gap_at) = line(name_at)?;
    let (gap, key_at) = line(gap_at)?;
    let (key, end) = line(key_at)?;
    let is_key =
        name.eq_ignore_ascii_case(&format!("content-disposition: form-data; name=\"{FIELD}\""));
    (is_key && gap.is_empty()).then(|| (key.to_owned(), end))
}

/// A page with the key in each of its forms that do something: at the end, and before a file.
pub fn put(page: &str, key: &str) -> String {
    let field = format!(r#"<input type="hidden" name="{FIELD}" value="{key}">"#);
    let mut keyed = String::with_capacity(page.len() + 8 * field.len());
    let mut rest = page;
    while let Some(at) = rest.find("<form ") {
        let tag = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let end = rest[tag..].find("</form>").map_or(rest.len(), |end| tag + end);
        let place = if rest[at..tag].contains(FORM_WITH_FILE) { tag } else { end };
        keyed.push_str(&rest[..place]);
        if rest[at..tag].contains(r#"method="post""#) {
            keyed.push_str(&field);
        }
        keyed.push_str(&rest[place..end]);
        rest = &rest[end..];
    }
    keyed.push_str(rest);
    keyed
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
    #[test]
    fn before_a_file_the_key_comes_first_and_is_taken_away() {
        let page =
            r#"<form method="post" enctype="multipart/form-data" action="/x"><p></p></form>"#;
        let field = r#"<input type="hidden" name="form_key" value="k">"#;
        assert!(put(page, "k").contains(&format!(r#"action="/x">{field}<p></p></form>"#)));
        let key = "--b\r\nContent-Disposition: form-data; name=\"form_key\"\r\n\r\nk\r\n";
        let file = "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n\0\r\n--b--\r\n";
        let both = format!("{key}{file}");
        assert_eq!(first_field(both.as_bytes()), Some(("k".to_owned(), key.len())));
        for other in [file, "", "--b", "\r\n\r\n\r\n\r\n", &key[..key.len() - 2]] {
            assert_eq!(first_field(other.as_bytes()), None, "{other}");
        }
    }
}
