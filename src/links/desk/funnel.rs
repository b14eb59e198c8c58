//! How far links come on their way from the merchant to the money: how many reach each step, and how
//! long a step takes in the middle.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use sqlx::query_file_as;

use crate::app::App;
use crate::db::Pool;
use crate::ids::LinkId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;

/// Steps, and the seconds to each from the one before, in the middle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::links) struct Funnel {
    links: i64,
    sent: i64,
    delivered: i64,
    opened: i64,
    at_bank: i64,
    came_back: i64,
    paid: i64,
    machines: i64,
    to_delivered: Option<i64>,
    to_opened: Option<i64>,
    to_bank: Option<i64>,
    to_back: Option<i64>,
    to_paid: Option<i64>,
}

/// The funnel of one link, or of a workspace's links since a moment.
pub(in crate::links) async fn of(
    db: &Pool,
    (workspace, link): (WorkspaceId, Option<LinkId>),
    since: DateTime<Utc>,
) -> sqlx::Result<Funnel> {
    query_file_as!(
        Funnel,
        "src/links/sql/funnel.sql",
        workspace.as_uuid(),
        link.map(LinkId::as_uuid),
        since,
    )
    .fetch_one(db)
    .await
}

/// One step, as it is shown.
pub(in crate::links) struct Step {
    pub(in crate::links) name: String,
    pub(in crate::links) count: i64,
    pub(in crate::links) said: String,
    /// How much of the first step is left.
    pub(in crate::links) share: String,
    /// How long it took from the step before, in the middle.
    pub(in crate::links) took: String,
}

impl Funnel {
    pub(in crate::links) fn machines(&self) -> i64 {
        self.machines
    }

    pub(in crate::links) fn links(&self) -> i64 {
        self.links
    }

    pub(in crate::links) fn steps(&self, v: &Voice) -> Vec<Step> {
        let w = v.w;
        let steps = [
            (w.links_funnel_sent(), self.sent, None),
            (w.links_funnel_delivered(), self.delivered, self.to_delivered),
            (w.links_funnel_opened(), self.opened, self.to_opened),
            (w.links_funnel_bank(), self.at_bank, self.to_bank),
            (w.links_funnel_back(), self.came_back, self.to_back),
            (w.links_funnel_paid(), self.paid, self.to_paid),
        ];
        let step = |(name, count, seconds): (String, i64, Option<i64>)| Step {
            name,
            count,
            said: v.number(count),
            share: if self.links == 0 {
                String::new()
            } else {
                v.percent(count * 100 / self.links)
            },
            took: seconds
                .map(|seconds| v.duration(TimeDelta::seconds(seconds)))
                .unwrap_or_default(),
        };
        steps.map(step).into()
    }
}

/// What the address says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::links) struct Asked {
    days: String,
}

/// Shows the funnel of all links of some days.
pub(in crate::links) async fn show(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let days = match asked.days.as_str() {
        "7" => 7,
        "90" => 90,
        _ => 30,
    };
    let since = desk.now - TimeDelta::days(days);
    let funnel = of(&app.db, (desk.session.workspace, None), since).await?;
    desk.page(StatusCode::OK, &FunnelPage { v: &desk, days, steps: funnel.steps(&desk), funnel })
}

#[derive(Template)]
#[template(path = "links/funnel.html")]
struct FunnelPage<'a> {
    v: &'a Visit,
    days: i64,
    funnel: Funnel,
    steps: Vec<Step>,
}
