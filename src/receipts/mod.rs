//! Receipts: what a payer keeps. Each has a number without a gap in its seller's book, says who the
//! seller is before the law, and carries a sign by which anybody can ask this house whether it is real.
//!
//! A number is given by the worker a moment after the money was booked, not in the statement that books
//! it: a counter there would make a queue of all payers of one shop. The numbers follow the moments of
//! booking; only payments that are booked within the same seconds by different workers may stand the
//! other way round.

mod receipt;
mod store;
mod transfer;
mod web;

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::ids::PaymentId;

pub use receipt::tax_in;

/// The room's pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/r/{token}", get(web::show))
        .route("/sent/{transfer}/{token}", get(transfer::show))
        .route("/verify", get(web::verify))
}

/// Gives a payment's receipt its number, and before it those of what was booked earlier. Twice is once;
/// money that is not its merchant's has no receipt.
pub async fn issue(app: &App, payment: PaymentId) -> sqlx::Result<()> {
    store::issue(&app.back_db, payment, app.clock.now()).await
}
