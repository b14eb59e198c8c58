//! Files that a visitor takes along.

use std::fs::File;
use std::io::Read;

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::Response;
use futures_util::stream;

/// Bytes of a finished file that are sent at once.
const BYTES_AT_ONCE: usize = 64 * 1024;

/// Plain text with a value for each column, as all spreadsheets read it.
pub const CSV: &str = "text/csv; charset=utf-8";
/// A workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Several files in one.
pub const ZIP: &str = "application/zip";
/// What programs read.
pub const JSON: &str = "application/json";
/// A picture that stays sharp in every size.
pub const SVG: &str = "image/svg+xml";
/// A picture.
pub const PNG: &str = "image/png";

/// Sends a file to be kept under a name. The name is ours: Latin letters, digits, dots and hyphens.
pub fn download(kind: &'static str, name: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    // Another name than ours leaves the browser to call the file what it likes.
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{name}\""))
        .unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    response
}

/// The next bytes of a finished file, and the file; `None` at its end. Reading blocks, so it is done elsewhere.
pub async fn piece(mut file: File) -> anyhow::Result<Option<(Vec<u8>, File)>> {
    let read = tokio::task::spawn_blocking(move || {
        let mut bytes = vec![0; BYTES_AT_ONCE];
        let count = file.read(&mut bytes)?;
        bytes.truncate(count);
        anyhow::Ok((bytes, file))
    });
    let (bytes, file) = read.await??;
    Ok((!bytes.is_empty()).then_some((bytes, file)))
}

/// A finished file, from its beginning, sent piece by piece.
pub fn body(file: File) -> Body {
    Body::from_stream(stream::try_unfold(file, piece))
}
