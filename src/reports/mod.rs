//! What a merchant looks at: the start page and the accounts. A reading room: it may read every table
//! and writes none but the questions that people keep and the closings of months, so nothing that is shown here
//! can change what is true.
//!
//! All numbers of a page are read in one snapshot, and sums and rows come from the same choice
//! (`chosen_payments`), so a total can never disagree with its list or with the books.

mod accounting;
mod acts;
mod api;
mod chart;
mod days;
mod export;
mod filter;
mod form;
mod general;
mod home;
mod outgoing;
mod payments_sheet;
mod period;
mod row;
mod sheet;
mod statement;
mod store;
mod stream;
mod views;
mod waiting;

use axum::Router;
use axum::routing::get;
use axum::routing::post;
use utoipa_axum::router::OpenApiRouter;

use crate::app::App;

pub use general::Month;
pub use general::close_month;

/// The wallet for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/home", get(home::show))
        .route("/home/news/reading", post(home::reading_create))
        .route("/accounting", get(accounting::index))
        .route("/accounting.csv", get(export::payments_csv))
        .route("/accounting.xlsx", get(export::payments_xlsx))
        .route("/accounting/statement", get(statement::show))
        .route("/accounting/statement.csv", get(export::statement_csv))
        .route("/accounting/statement.xlsx", get(export::statement_xlsx))
        .route("/accounting/outgoing", get(outgoing::show))
        .route("/accounting/outgoing.csv", get(export::outgoing_csv))
        .route("/accounting/outgoing.xlsx", get(export::outgoing_xlsx))
        .route("/accounting/ledger", get(general::show))
        .route("/accounting/ledger.csv", get(export::ledger_csv))
        .route("/accounting/ledger.xlsx", get(export::ledger_xlsx))
        .route("/accounting/closings", post(general::closing_create))
        .route("/accounting/acts", get(acts::index))
        .route("/accounting/acts.csv", get(export::acts_csv))
        .route("/accounting/acts.xlsx", get(export::acts_xlsx))
        .route("/accounting/views", post(views::create))
        .route("/accounting/views/{view}/removal", post(views::removal_create))
}
