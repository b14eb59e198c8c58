//! Payouts in the account of their payer.

mod approval;
mod bulk;
mod history;
mod index;
mod limit;
mod new;
mod show;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::routing::post;

use super::Ending;
use super::Payout;
use super::Standing;
use super::store;
use crate::app::App;
use crate::ids::PayoutId;
use crate::locale::Voice;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::tables;

pub use new::PAYOUTS_MADE;
pub(super) use new::PayoutForm;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/payouts", get(index::index).post(new::create))
        .route("/payouts/new", get(new::new))
        .route("/payouts/{payout}", get(show::show))
        .route("/payouts/{payout}/question", post(show::question_create))
        .route("/payouts/{payout}/proposal", post(show::proposal_create))
        .route("/payouts/{payout}/sending", post(show::sending_create))
        .route("/payouts/{payout}/approval", get(approval::new).post(approval::create))
        .merge(bulk_routes())
        .route("/payouts/limit", get(limit::edit).post(limit::update))
        .route("/payouts/{payout}/end", get(show::end_new).post(show::end_create))
        .route("/o/{short}", get(show::short))
}

fn bulk_routes() -> Router<App> {
    let upload = post(bulk::create).layer(DefaultBodyLimit::max(tables::FORM_BYTES_MAX));
    Router::new()
        .route("/payouts/bulk", get(bulk::new).merge(upload))
        .route("/payouts/bulk/template.csv", get(bulk::template_csv))
        .route("/payouts/bulk/template.xlsx", get(bulk::template_xlsx))
        .route("/payouts/bulk/{batch}", get(bulk::show))
        .route("/payouts/bulk/{batch}/confirmation", post(bulk::confirmation_create))
        .route("/payouts/bulk/{batch}/undoing", post(bulk::undoing_create))
}

/// A payout of the workspace looked at.
async fn find(app: &App, desk: &Desk, id: &str) -> Result<Payout> {
    let id: PayoutId = id.parse().map_err(|_| Error::NotFound)?;
    let payout = store::of_workspace(&app.db, id, desk.session.workspace).await?;
    payout.ok_or(Error::NotFound)
}

/// A state as a small sign.
pub struct Pill {
    /// Its colour.
    pub kind: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its word.
    pub word: String,
}

/// Where a payout stands, as a sign.
pub fn pill(v: &Voice, standing: Standing) -> Pill {
    let w = v.w;
    let (kind, icon, word) = match standing {
        Standing::AwaitingRecipient => ("warn", "clock", w.payouts_awaiting_recipient()),
        Standing::Declined => ("bad", "alert", w.payouts_declined()),
        Standing::AwaitingPayer => ("warn", "clock", w.payouts_awaiting_you()),
        Standing::Paying => ("warn", "clock", w.payouts_at_bank()),
        Standing::Sending => ("warn", "clock", w.payouts_sending()),
        Standing::Settled => ("ok", "tick", w.payouts_settled()),
        Standing::Failed => ("bad", "alert", w.payouts_failed()),
        Standing::Expired => ("", "clock", w.payouts_expired()),
        Standing::Ended(Ending::Cancelled) => ("", "cross", w.payouts_cancelled()),
        Standing::Ended(Ending::TakenBack) => ("", "cross", w.payouts_taken_back()),
    };
    Pill { kind, icon, word }
}

/// The sign of a payout that waits for a second member.
fn waits_for_approval(desk: &Desk) -> Pill {
    Pill { kind: "warn", icon: "clock", word: desk.w.payouts_awaiting_approval() }
}
