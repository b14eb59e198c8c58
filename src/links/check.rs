//! "Is this link real?": whoever got a message types the address or the code in it, and is told whose
//! page it is, or that it is none of ours.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use url::Url;

use super::Link;
use super::store;
use crate::app::App;
use crate::locale::clean;
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
    let typed = clean(&asked.code);
    if typed.is_empty() {
        return visit.page(
            StatusCode::OK,
            &CheckPage { v: &visit, asked: &asked, answer: Verdict::NotAsked },
        );
    }
    let found = match code(&app.origin, &typed).and_then(|code| tokens::digest_of(&code)) {
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

/// The code: alone, or in an address that leads a browser to this house and to nobody else.
fn code(origin: &str, typed: &str) -> Option<String> {
    let typed = one_address(typed)?;
    if !typed.contains('/') {
        return Some(typed.to_owned());
    }
    let has_scheme = typed
        .split_once("://")
        .is_some_and(|(scheme, _)| scheme.bytes().all(|letter| letter.is_ascii_alphabetic()));
    let url = if has_scheme { Url::parse(typed) } else { Url::parse(&format!("https://{typed}")) };
    let url = url.ok()?;
    let own = Url::parse(origin).ok()?;
    let is_ours = matches!(url.scheme(), "http" | "https")
        && url.username().is_empty()
        && url.password().is_none()
        && (url.host(), url.port()) == (own.host(), own.port());
    let mut path = url.path_segments().filter(|_| is_ours)?;
    let (door, code) = (path.next()?, path.next()?);
    (door == "p" && path.all(str::is_empty)).then(|| code.to_owned())
}

/// The only address in what was typed, be it the whole message, without the signs behind it. Where
/// there are two, nothing is said of either.
fn one_address(typed: &str) -> Option<&str> {
    let words = typed.split(' ').map(|word| word.trim_end_matches(['/', '.', '،', ',', ')']));
    let words: Vec<&str> = words.collect();
    let mut addresses = words.iter().copied().filter(|word| word.contains(['/', '.']));
    match (words.as_slice(), addresses.next(), addresses.next()) {
        ([only], ..) => Some(only),
        (_, address, None) => address,
        (_, _, Some(_)) => None,
    }
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
