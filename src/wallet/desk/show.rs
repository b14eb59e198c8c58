//! One settlement: where it stands, and what happened to it.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::Utc;

use super::Pill;
use super::home::find;
use super::pill;
use crate::app::App;
use crate::destinations::arrival;
use crate::wallet;
use crate::wallet::Settlement;
use crate::wallet::Standing;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;

/// Shows a settlement.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(settlement): Path<String>,
) -> Result<Response> {
    let settlement = find(&app, &desk, &settlement).await?;
    let standing = settlement.standing();
    let page = ShowPage {
        v: &desk,
        pill: pill(&desk, standing),
        events: events(&desk, &settlement),
        arrives: (standing == Standing::OnItsWay)
            .then(|| arrival::said(&desk, wallet::arrives(&app, &settlement))),
        receipt: settlement.receipt().map(|door| door.path(&app.keys)),
        standing,
        settlement: &settlement,
    };
    desk.page(StatusCode::OK, &page)
}

/// A line of the timeline.
struct Event {
    state: &'static str,
    title: String,
    more: String,
    at: DateTime<Utc>,
}

fn events(desk: &Desk, settlement: &Settlement) -> Vec<Event> {
    let w = desk.w;
    let event = |state, title, more: Option<String>, at| Event {
        state,
        title,
        more: more.unwrap_or_default(),
        at,
    };
    let by = settlement.asked_by.clone().unwrap_or_else(|| w.wallet_by_plan());
    let mut events = vec![event("done", w.wallet_event_set_aside(), Some(by), settlement.asked_at)];
    events.extend(settlement.sent_at.map(|at| event("done", w.wallet_event_sent(), None, at)));
    let tracking = settlement.tracking.as_deref().map(|it| w.wallet_tracking_is(desk.digits(it)));
    let settled = settlement.settled_at;
    events.extend(settled.map(|at| event("done", w.wallet_event_settled(), tracking, at)));
    if settlement.standing() == Standing::CameBack {
        events.push(event("fail", w.wallet_event_came_back(), None, settlement.changed_at));
    }
    events
}

#[derive(Template)]
#[template(path = "wallet/settlement.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    settlement: &'a Settlement,
    standing: Standing,
    pill: Pill,
    events: Vec<Event>,
    /// About when it arrives, while it is under way.
    arrives: Option<String>,
    /// Where its receipt is.
    receipt: Option<String>,
}
