//! An item that its debtor does not accept, on a page of its own.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use super::residents;
use super::settlements::find_item;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::debts::Item;
use crate::buildings::disputes;
use crate::buildings::disputes::Dispute;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Asks what is said against an item, or shows it.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, item) = find_item(&app, &desk, &of).await?;
    let dispute = disputes::of_item(&app.db, item.id).await?;
    let filled = (String::new(), Mistakes::none());
    let page = DisputePage::of(&desk, (&building, &item), dispute, filled);
    desk.page(StatusCode::OK, &page)
}

/// Writes it down; nobody is reminded of the item from now on.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<DisputeForm>,
) -> Result<Response> {
    let (building, item) = find_item(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let dispute = disputes::of_item(&app.db, item.id).await?;
        let filled = (form.reason, reader.mistakes);
        let page = DisputePage::of(&desk, (&building, &item), dispute, filled);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    disputes::open(&app.db, (item.id, desk.session.member), &reason, desk.now).await?;
    let back = residents::path(&building, item.resident);
    desk.go(&app, &back, Tone::Ok, desk.w.debts_disputed_told()).await
}

/// It is settled; the item is asked for again.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, item) = find_item(&app, &desk, &of).await?;
    disputes::close(&app.db, (item.id, desk.session.member), desk.now).await?;
    let back = residents::path(&building, item.resident);
    desk.go(&app, &back, Tone::Ok, desk.w.debts_dispute_ended()).await
}

/// What is said against an item, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DisputeForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/dispute.html")]
struct DisputePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    back: String,
    title: String,
    place: String,
    item: &'a Item,
    dispute: Option<Dispute>,
    reason: String,
    mistakes: Mistakes,
}

impl<'a> DisputePage<'a> {
    fn of(
        v: &'a Visit,
        (building, item): (&'a Building, &'a Item),
        dispute: Option<Dispute>,
        (reason, mistakes): (String, Mistakes),
    ) -> Self {
        Self {
            v,
            building,
            tab: "units",
            back: residents::path(building, item.resident),
            title: messages::title_of(v.voice(), item),
            place: place(v, &item.block, &item.number),
            item,
            dispute,
            reason,
            mistakes,
        }
    }
}
