//! "Is this link real?": whoever got a message types the address or the code in it, and is told whose
//! page it is, or that it is none of ours.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Link;
use super::store;
use crate::app::App;
use crate::tokens;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::limits;

/// What was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    code: String,
}

/// Asks for the code, or answers.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let typed = asked.code.trim();
    if typed.is_empty() {
        return visit.page(
            StatusCode::OK,
            &CheckPage { v: &visit, asked: &asked, answer: Verdict::NotAsked },
        );
    }
    let found = match code(&app, typed).and_then(tokens::digest_of) {
        Some(digest) => store::by_token(&app.db, &digest).await?,
        None => None,
    };
    if found.is_none() {
        limits::count_miss(&app, &visit).await?;
    }
    let answer = found.as_ref().map_or(Verdict::Unknown, Verdict::Ours);
    let page = CheckPage { v: &visit, asked: &asked, answer };
    visit.page(StatusCode::OK, &page)
}

/// The code, alone or at the end of an address of this house. An address of another house that ends
/// with the same code is not ours.
fn code<'a>(app: &App, typed: &'a str) -> Option<&'a str> {
    let Some((before, code)) = typed.rsplit_once('/') else { return Some(typed) };
    let bare =
        |text: &str| text.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    (bare(before) == format!("{}/p", bare(&app.origin))).then_some(code)
}

/// What is said of a code.
enum Verdict<'a> {
    /// Nobody has asked yet.
    NotAsked,
    /// It is none of ours.
    Unknown,
    /// It is the page of this link.
    Ours(&'a Link),
}

#[derive(Template)]
#[template(path = "links/check.html")]
struct CheckPage<'a> {
    v: &'a Visit,
    asked: &'a Asked,
    answer: Verdict<'a>,
}
