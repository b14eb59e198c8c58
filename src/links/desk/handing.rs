//! Handing a link on: its code as files, and a poster for the counter.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::find;
use crate::app::App;
use crate::links::Link;
use crate::links::picture;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::download;
use crate::web::download::download;
use crate::web::qr;
use crate::web::qr::Qr;

/// The code as SVG.
pub(super) async fn svg(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let svg = picture::svg(&address(&app, &link)).ok_or(Error::NotFound)?;
    Ok(download(download::SVG, "link.svg", svg))
}

/// The code as PNG.
pub(super) async fn png(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let png = picture::png(&address(&app, &link)).ok_or(Error::NotFound)?;
    Ok(download(download::PNG, "link.png", png))
}

/// The code on a page of its own, to be printed.
pub(super) async fn poster(
    State(app): State<App>,
    desk: Desk,
    Path(link): Path<String>,
) -> Result<Response> {
    let link = find(&app, &desk, &link).await?;
    let address = address(&app, &link);
    let qr = qr::draw(&address).ok_or(Error::NotFound)?;
    desk.page(StatusCode::OK, &PosterPage { v: &desk, link: &link, address, qr })
}

fn address(app: &App, link: &Link) -> String {
    app.address(&link.door().path(&app.keys))
}

/// The same words and the address, in the ways that messengers take them. A preview there shows no
/// name and no amount.
pub(super) fn messengers(v: &Visit, address: &str) -> Vec<(String, String)> {
    let encode =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let (text, url) = (encode(&v.w.links_pay_neutral()), encode(address));
    vec![
        (v.w.links_share_telegram(), format!("https://t.me/share/url?url={url}&text={text}")),
        (v.w.links_share_whatsapp(), format!("https://wa.me/?text={text}%20{url}")),
        (v.w.links_share_eitaa(), format!("https://eitaa.com/share/url?url={url}&text={text}")),
    ]
}

#[derive(Template)]
#[template(path = "links/poster.html")]
struct PosterPage<'a> {
    v: &'a Visit,
    link: &'a Link,
    address: String,
    qr: Qr,
}
