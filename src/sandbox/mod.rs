//! The rooms of a pretend world, mounted only in development: the bank's page, where a person plays
//! payer and bank, the rail's book, and the inbox, where every SMS and e-mail is read.
//!
//! The pretend companies behave like real ones and keep books of their own; these pages only write
//! there what a person does. Nothing here touches a payment.

mod bank;
mod inbox;
mod rail;

use axum::Router;

use crate::app::App;

/// The pages of the pretend bank, of the pretend rail and of the inbox.
pub fn routes() -> Router<App> {
    Router::new().merge(bank::routes()).merge(inbox::routes()).merge(rail::routes())
}

/// An address of ours as a path, so that it is found under whatever name the visitor came by.
fn here<'a>(app: &App, address: &'a str) -> &'a str {
    match address.strip_prefix(app.origin.as_str()) {
        Some(path) if path.starts_with('/') => path,
        _ => address,
    }
}
