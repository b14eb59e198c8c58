//! A bill, as its manager sees it.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::building::noon;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::explain;
use crate::buildings::explain::Explained;
use crate::buildings::explain::place;
use crate::buildings::for_owner::PaidFor;
use crate::buildings::messages;
use crate::ids::ChargeId;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;

/// Shows a bill with all that it was computed from.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path((building, charge)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let charge: ChargeId = charge.parse().map_err(|_| Error::NotFound)?;
    let mut item = debts::item(&app.db, (building.id, charge)).await?.ok_or(Error::NotFound)?;
    let lines = explain::item(&app.db, desk.voice(), &mut item).await?;
    let page = ItemPage {
        v: &desk,
        building: &building,
        tab: "charges",
        title: messages::title_of(desk.voice(), &item),
        due: desk.day_full(noon(item.due_on)),
        offer: explain::offer(desk.voice(), &item),
        place: place(&desk, &item.block, &item.number),
        paid_for: PaidFor::of(&app, &desk, &item).await?,
        item: &item,
        lines: &lines,
    };
    desk.page(StatusCode::OK, &page)
}

#[derive(Template)]
#[template(path = "buildings/item.html")]
struct ItemPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    title: String,
    due: String,
    offer: Option<String>,
    place: String,
    paid_for: PaidFor,
    item: &'a Item,
    lines: &'a [Explained],
}
