//! What a merchant looks at: the start page and the accounts. A reading room: it may read every table
//! and writes none, so nothing that is shown here can change what is true.
//!
//! All numbers of a page are read in one snapshot, and sums and rows come from the same choice
//! (`chosen_payments`), so a total can never disagree with its list or with the books.

mod accounting;
mod chart;
mod export;
mod filter;
mod form;
mod home;
mod period;
mod row;
mod store;
mod waiting;

use axum::Router;
use axum::routing::get;
use axum::routing::post;

use crate::app::App;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/home", get(home::show))
        .route("/home/news/reading", post(home::reading_create))
        .route("/accounting", get(accounting::index))
        .route("/accounting.csv", get(export::show))
}
