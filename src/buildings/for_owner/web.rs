//! The page on which anybody sees whether a certificate is genuine, and whether it still holds. Of names it
//! shows no more than where their words begin.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::Eyes;
use super::Paper;
use super::certificates;
use crate::app::App;
use crate::tokens::TokenDigest;
use crate::web::Result;
use crate::web::Visit;

/// Says whether a certificate is genuine; `None`: there is no such.
pub(in crate::buildings) async fn verify(
    app: &App,
    visit: &Visit,
    digest: &TokenDigest,
) -> Result<Option<Response>> {
    let Some(certificate) = certificates::by_token(&app.db, digest).await? else { return Ok(None) };
    let visit = visit.clone().in_unit(certificate.unit);
    let paper = Paper::of(app, visit.voice(), &certificate, Eyes::Anybodys).await?;
    visit.page(StatusCode::OK, &VerifyPage { v: &visit, paper }).map(Some)
}

#[derive(Template)]
#[template(path = "buildings/owner_certificate_verify.html")]
struct VerifyPage<'a> {
    v: &'a Visit,
    paper: Paper,
}
