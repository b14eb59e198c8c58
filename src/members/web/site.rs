//! The pages for visitors: what this is, and on what terms.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::money::Money;
use crate::web::Result;
use crate::web::Visit;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/", get(index)).route("/terms", get(terms)).route("/privacy", get(privacy))
}

async fn index(visit: Visit) -> Result<Response> {
    let sample = Money::rials(24_500_000);
    visit.page(StatusCode::OK, &LandingPage { v: &visit, sample })
}

async fn terms(visit: Visit) -> Result<Response> {
    visit.page(StatusCode::OK, &TermsPage { v: &visit })
}

async fn privacy(visit: Visit) -> Result<Response> {
    visit.page(StatusCode::OK, &PrivacyPage { v: &visit })
}

#[derive(Template)]
#[template(path = "members/landing.html")]
struct LandingPage<'a> {
    v: &'a Visit,
    /// The amount in the picture of a payment.
    sample: Money,
}

#[derive(Template)]
#[template(path = "members/terms.html")]
struct TermsPage<'a> {
    v: &'a Visit,
}

#[derive(Template)]
#[template(path = "members/privacy.html")]
struct PrivacyPage<'a> {
    v: &'a Visit,
}
