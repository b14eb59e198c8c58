//! The wallet in the account of its workspace.

mod account;
mod home;
mod plan;
mod show;

use axum::Router;
use axum::routing::get;
use axum::routing::post;

use super::Standing;
use crate::app::App;
use crate::web::Desk;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/wallet", get(home::show))
        .route("/wallet/settlements", post(home::create))
        .route("/wallet/settlements/{money_out}", get(show::show))
        .route("/wallet/account", get(account::show).post(account::create))
        .route("/wallet/account/new", get(account::new))
        .route("/wallet/account/confirmation", post(account::confirmation_create))
        .route("/wallet/account/end", post(account::end))
        .route("/wallet/plan", get(plan::edit).post(plan::update))
}

/// A state as a small sign: its colour, its icon and its word.
struct Pill {
    kind: &'static str,
    icon: &'static str,
    word: String,
}

fn pill(desk: &Desk, standing: Standing) -> Pill {
    let (kind, icon, word) = match standing {
        Standing::OnItsWay => ("warn", "clock", desk.w.wallet_on_its_way()),
        Standing::Settled => ("ok", "tick", desk.w.wallet_settled()),
        Standing::CameBack => ("bad", "again", desk.w.wallet_came_back()),
    };
    Pill { kind, icon, word }
}
