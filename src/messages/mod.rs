//! How a merchant writes to payers: the texts, the reminders and the second way; and the page on which
//! a payer says that no more of it is wanted.
//!
//! The room shows and sets; what is written to whom and when is the business of [`crate::notices`].

mod form;
mod settings;
mod stop;

use axum::Router;

use crate::app::App;

/// The pages about messages.
pub fn routes() -> Router<App> {
    Router::new().merge(settings::routes()).merge(stop::routes())
}
