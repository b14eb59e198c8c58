//! The merchant's pages about links.

mod bulk;
mod bulk_form;
mod edit;
pub(super) mod funnel;
mod handing;
mod history;
mod index;
mod new;
mod refund;
mod selection;
mod show;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::routing::post;

use super::Link;
use super::Standing;
use super::store;
use crate::app::App;
use crate::ids::LinkId;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::tables;

pub(super) use new::LINKS_MADE;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/links", get(index::index).post(new::create))
        .route("/links/new", get(new::new))
        .route("/l/{short}", get(show::short))
        .route("/links/{link}", get(show::show))
        .route("/links/{link}/messages", post(show::message_create))
        .route("/links/{link}/messages/{message}/withdrawal", post(show::withdrawal_create))
        .route("/links/funnel", get(funnel::show))
        .route("/links/bulk", get(bulk::new).post(bulk::create).layer(table_size()))
        .route("/links/bulk/template.csv", get(bulk::template_csv))
        .route("/links/bulk/template.xlsx", get(bulk::template_xlsx))
        .route("/links/bulk/{batch}", get(bulk::show))
        .route("/links/bulk/{batch}/confirmation", post(bulk::confirmation_create))
        .route("/links/bulk/{batch}/undoing", post(bulk::undoing_create))
        .route("/links/{link}/qr.svg", get(handing::svg))
        .route("/links/{link}/qr.png", get(handing::png))
        .route("/links/{link}/poster", get(handing::poster))
        .route("/links/{link}/renewal", post(show::renewal_create))
        .route("/links/selection", post(selection::act))
        .route("/links/{link}/edit", get(edit::edit).post(edit::update))
        .route("/links/{link}/archive", post(selection::archive_one))
        .route("/payments/{payment}/refund", get(refund::new).post(refund::create))
        .route("/links/{link}/closure", get(show::closure_new).post(show::closure_create))
}

/// A table may be larger than a form.
fn table_size() -> DefaultBodyLimit {
    DefaultBodyLimit::max(tables::FORM_BYTES_MAX)
}

/// The link that a member of its workspace asks for. A link of others is not there for whoever sees
/// only their own.
async fn find(app: &App, desk: &Desk, id: &str) -> Result<Link> {
    let id: LinkId = id.parse().map_err(|_| Error::NotFound)?;
    let link = store::of_workspace(&app.db, id, desk.session.workspace).await?;
    let is_seen = |link: &Link| desk.session.links_of().is_none_or(|own| link.created_by == own);
    link.filter(is_seen).ok_or(Error::NotFound)
}

/// A pill's look: kind, icon and word.
struct Pill {
    kind: &'static str,
    icon: &'static str,
    word: String,
}

/// How a link stands, in a pill. A link that takes many payments and waits for more is active.
fn pill(desk: &Desk, link: &Link) -> Pill {
    let w = desk.w;
    let (kind, icon, word) = match link.standing(desk.now) {
        Standing::Open if link.uses_max == Some(1) => ("warn", "clock", w.links_awaiting()),
        Standing::Open => ("ok", "tick", w.links_active()),
        Standing::Paid => ("ok", "tick", w.links_paid()),
        Standing::Closed => ("", "cross", w.links_closed()),
        Standing::Expired => ("", "clock", w.links_expired()),
    };
    Pill { kind, icon, word }
}
