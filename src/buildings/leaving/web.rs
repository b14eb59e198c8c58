//! The page on which anybody sees whether a certificate is genuine. It says no more than the paper does.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::Paper;
use super::store;
use crate::app::App;
use crate::buildings::for_owner;
use crate::tokens;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;

/// Says whether a certificate is genuine.
pub(super) async fn verify(
    State(app): State<App>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response> {
    let mut found = None;
    if let Some(digest) = tokens::digest_of(&token) {
        // What a tenant paid for an owner is certified at the same address.
        if let Some(page) = for_owner::verify(&app, &visit, &digest).await? {
            return Ok(page);
        }
        found = store::by_token(&app.db, &digest).await?;
    }
    let Some(clearance) = found else {
        limits::count_miss(&app, &visit).await?;
        return visit.page(StatusCode::NOT_FOUND, &VerifyPage { v: &visit, paper: None });
    };
    let paper = Some(Paper::of(&app, visit.voice(), &clearance));
    visit.page(StatusCode::OK, &VerifyPage { v: &visit, paper })
}

#[derive(Template)]
#[template(path = "buildings/clearance_verify.html")]
struct VerifyPage<'a> {
    v: &'a Visit,
    paper: Option<Paper>,
}
