//! Transfers that residents say they have made. What somebody says is not money: a manager looks at the
//! picture and at the account, and accepts it as given by hand, or refuses it for a reason.

mod store;
mod web;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;

use super::desk;
use crate::app::App;

pub(super) use store::Report;
pub(super) use store::accept;
pub(super) use store::decide_by;
pub(super) use store::file_of;
pub(super) use store::refuse;
pub(super) use store::waiting;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/b/{token}/transfer", get(web::new).post(web::create))
        .layer(DefaultBodyLimit::max(desk::FORM_BYTES_MAX))
}
