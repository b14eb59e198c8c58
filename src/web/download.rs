//! Files that a visitor takes along.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header;
use axum::response::Response;

/// Plain text with a value for each column, as all spreadsheets read it.
pub const CSV: &str = "text/csv; charset=utf-8";
/// A workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
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
