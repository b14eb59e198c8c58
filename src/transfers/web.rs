//! Where a rail calls by itself when something has become of a transfer. Its call carries no signature
//! and is not read: whoever knows the secret address makes us ask the rail a little sooner than we would
//! have, and the rail's answer to *our* question is what counts (`money.md` F77).

use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use chrono::TimeDelta;

use crate::app::App;
use crate::ids::TransferId;
use crate::queue;
use crate::queue::Job;
use crate::tokens::Door;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;
use crate::web::limits::Limit;
use crate::web::limits::Nearby;

/// Calls about one transfer that make us ask; a rail calls a few times in all.
static CALLS: Nearby = Nearby::new(Limit::new("rail_call", 6, TimeDelta::minutes(1)));

/// Calls that are about nothing, from one address of the net.
const STRANGE_CALLS: Limit = Limit::new("strange_rail_call", 60, TimeDelta::minutes(1));

/// The addresses that rails know.
pub(super) fn routes() -> Router<App> {
    Router::new().route("/rail/{transfer}/{token}", post(wake))
}

async fn wake(
    State(app): State<App>,
    visit: Visit,
    Path((transfer, token)): Path<(String, String)>,
) -> Result<StatusCode> {
    let known = transfer.parse().ok().filter(|id| app.keys.opens(&token, &door(*id)));
    let Some(id): Option<TransferId> = known else {
        limits::check(&app, &STRANGE_CALLS, visit.ip).await?;
        return Err(Error::NotFound);
    };
    let now = app.clock.now();
    if CALLS.wait_seconds(id.as_uuid(), now) == 0 {
        queue::bring_forward(&app.db, &Job::AskRail { transfer: id }, now).await?;
        app.work_bell.notify_one();
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The secret address of a transfer.
pub(super) fn door(transfer: TransferId) -> Door {
    Door::RailCall { transfer }
}
