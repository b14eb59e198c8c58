//! The list of payouts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::Pill;
use super::pill;
use super::waits_for_approval;
use crate::app::App;
use crate::payouts::Payout;
use crate::payouts::approvals;
use crate::payouts::store;
use crate::payouts::store::Filter;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Query;
use crate::web::paging;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;
use crate::web::search;

/// What the address of the list says.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    q: String,
    after: String,
}

/// Shows a workspace's payouts, newest first.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let after = After::parse(&asked.after);
    let words = search::query(&asked.q);
    let filter =
        Filter { workspace: desk.session.workspace, words: &words, after, rows: PAGE_ROWS };
    let payouts = store::list(&app.db, &filter).await?;
    let (payouts, next) =
        paging::cut(payouts, |payout| After { at: payout.created_at, id: payout.id.as_uuid() });
    let workspace = desk.session.workspace;
    let waiting = approvals::waiting(&app.db, (workspace, &payouts), desk.now).await?;
    let page = IndexPage {
        v: &desk,
        has_rail: app.rails.preferred().is_some(),
        previous: after.map(|_| address(&asked.q, None)),
        next: next.map(|next| address(&asked.q, Some(next))),
        rows: payouts
            .iter()
            .map(|payout| PayoutRow::of(&desk, payout, waiting.contains(&payout.id)))
            .collect(),
        asked: &asked,
    };
    desk.page(StatusCode::OK, &page)
}

fn address(q: &str, after: Option<After>) -> String {
    let after = after.map(|after| after.text()).unwrap_or_default();
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(
            [("q", q), ("after", &after)].into_iter().filter(|(_, value)| !value.is_empty()),
        )
        .finish();
    if query.is_empty() { "/payouts".to_owned() } else { format!("/payouts?{query}") }
}

#[derive(Template)]
#[template(path = "payouts/index.html")]
struct IndexPage<'a> {
    v: &'a Visit,
    has_rail: bool,
    asked: &'a Asked,
    rows: Vec<PayoutRow<'a>>,
    previous: Option<String>,
    next: Option<String>,
}

struct PayoutRow<'a> {
    payout: &'a Payout,
    pill: Pill,
    amount: String,
    when: String,
}

impl<'a> PayoutRow<'a> {
    fn of(desk: &Desk, payout: &'a Payout, waits: bool) -> Self {
        Self {
            pill: if waits {
                waits_for_approval(desk)
            } else {
                pill(desk, payout.standing(desk.now))
            },
            amount: desk.amount(payout.amount),
            when: desk.moment(payout.created_at),
            payout,
        }
    }
}
