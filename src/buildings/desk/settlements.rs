//! What was settled by hand, one by one: a debt is let off, and what was written wrongly is taken back.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use super::residents;
use super::residents::way_word;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::NewWaiver;
use crate::buildings::Way;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::settlements;
use crate::buildings::settlements::Settlement;
use crate::ids::ChargeId;
use crate::ids::SettlementId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Asks how much of an item is let off, and why.
pub(super) async fn waiver_new(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, item) = find_item(&app, &desk, &of).await?;
    let form = WaiverForm {
        id: SettlementId::new(desk.now).to_string(),
        amount: desk.amount_typed(item.rest),
        reason: String::new(),
    };
    let page = WaiverPage::of(&desk, (&building, &item), form, Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Lets a resident off a part of an item.
pub(super) async fn waiver_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<WaiverForm>,
) -> Result<Response> {
    let (building, item) = find_item(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let new = NewWaiver {
        id: form.id.parse().unwrap_or_else(|_| SettlementId::new(desk.now)),
        charge: item.id,
        amount: reader.amount("amount", &form.amount),
        reason: reader.text("reason", &form.reason, (1, 200)),
    };
    if reader.mistakes.is_empty() {
        let maker = (building.id, desk.session.member);
        let whose = (item.resident, today(desk.now));
        match settlements::waive(&app, maker, whose, &new).await {
            Err(BuildingError::NotAsShown) => {
                let rest = desk.amount_unit(item.rest);
                reader.mistakes.add("amount", desk.w.buildings_waived_too_much(rest));
            }
            done => {
                done?;
                let path = residents::path(&building, item.resident);
                let told = desk.w.buildings_waived_told(desk.amount_unit(new.amount));
                return desk.go(&app, &path, Tone::Ok, told).await;
            }
        }
    }
    let page = WaiverPage::of(&desk, (&building, &item), form, reader.mistakes);
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub(super) async fn find_item(
    app: &App,
    desk: &Desk,
    (building, charge): &(String, String),
) -> Result<(Building, Item)> {
    let building = super::find(app, desk, building).await?;
    let charge: ChargeId = charge.parse().map_err(|_| Error::NotFound)?;
    let item = debts::item(&app.db, (building.id, charge)).await?.ok_or(Error::NotFound)?;
    Ok((building, item))
}

/// Shows what was settled by hand.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, settlement, resident) = find(&app, &desk, &of).await?;
    let one = (&building, &settlement, &resident);
    let page = SettlementPage::of(&desk, one, String::new(), Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Takes back what was written wrongly.
pub(super) async fn reversal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ReversalForm>,
) -> Result<Response> {
    let (building, settlement, resident) = find(&app, &desk, &of).await?;
    // What was let off by a rule goes with the money it came with, and by nobody's hand.
    if settlement.way == Way::Early {
        return Err(Error::NotFound);
    }
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let one = (&building, &settlement, &resident);
        let page = SettlementPage::of(&desk, one, form.reason, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let why = (desk.session.member, reason.as_str());
    settlements::reverse(&app, (&settlement, &resident), why).await?;
    let path = residents::path(&building, resident.id);
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_settlement_reversed()).await
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, settlement): &(String, String),
) -> Result<(Building, Settlement, Resident)> {
    let building = super::find(app, desk, building).await?;
    let id: SettlementId = settlement.parse().map_err(|_| Error::NotFound)?;
    let settlement = settlements::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    let resident = debts::by_id(&app.db, settlement.resident).await?.ok_or(Error::NotFound)?;
    Ok((building, settlement, resident))
}

/// What is let off, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct WaiverForm {
    id: String,
    amount: String,
    reason: String,
}

/// Why something is taken back, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReversalForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/waiver.html")]
struct WaiverPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    back: String,
    title: String,
    place: String,
    item: &'a Item,
    form: WaiverForm,
    mistakes: Mistakes,
}

impl<'a> WaiverPage<'a> {
    fn of(
        v: &'a Visit,
        (building, item): (&'a Building, &'a Item),
        form: WaiverForm,
        mistakes: Mistakes,
    ) -> Self {
        let back = residents::path(building, item.resident);
        let title = messages::title_of(v.voice(), item);
        let place = place(v, &item.block, &item.number);
        Self { v, building, tab: "units", back, title, place, item, form, mistakes }
    }
}

#[derive(Template)]
#[template(path = "buildings/settlement.html")]
struct SettlementPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    back: String,
    way: String,
    day: String,
    settlement: &'a Settlement,
    resident: &'a Resident,
    reason: String,
    mistakes: Mistakes,
}

impl<'a> SettlementPage<'a> {
    fn of(
        v: &'a Visit,
        (building, settlement, resident): (&'a Building, &'a Settlement, &'a Resident),
        reason: String,
        mistakes: Mistakes,
    ) -> Self {
        Self {
            v,
            building,
            tab: "units",
            back: residents::path(building, resident.id),
            way: way_word(v, settlement),
            day: v.day_full(noon(settlement.received_on)),
            settlement,
            resident,
            reason,
            mistakes,
        }
    }
}
