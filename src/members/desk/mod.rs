//! The settings of who is signed in: their business, themselves, their open sessions, their
//! workspaces.

mod business;
mod devices;
mod me;
mod passkeys;
mod proof;
mod second;
mod secrets;
mod seller;
mod team;
mod workspaces;

use axum::Router;

use crate::app::App;

pub use proof::Proven;
pub use workspaces::elsewhere;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .merge(business::routes())
        .merge(seller::routes())
        .merge(me::routes())
        .merge(secrets::routes())
        .merge(second::routes())
        .merge(passkeys::routes())
        .merge(proof::routes())
        .merge(devices::routes())
        .merge(team::routes())
        .merge(workspaces::routes())
}
