//! A resident, as the manager sees them: what they owe, and what they gave by hand.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

use super::expense_form::years;
use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::NewReceipt;
use crate::buildings::Way;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::for_owner;
use crate::buildings::for_owner::Listed;
use crate::buildings::messages;
use crate::buildings::settlements;
use crate::buildings::settlements::Settlement;
use crate::ids::ResidentId;
use crate::ids::SettlementId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows a resident.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, resident) = find(&app, &desk, &of).await?;
    let filled = (ReceiptForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &resident), filled).await
}

/// Writes down what they gave by hand.
pub(super) async fn receipt_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ReceiptForm>,
) -> Result<Response> {
    let (building, resident) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, resident.id);
    if reader.mistakes.is_empty() {
        let maker = (building.id, desk.session.member);
        match settlements::receive(&app, maker, &new).await {
            Err(BuildingError::NotFound) => {
                reader.mistakes.add("amount", desk.w.buildings_never_billed());
            }
            done => {
                done?;
                let told = desk.w.buildings_received_by_hand(desk.amount_unit(new.amount));
                let path = path(&building, resident.id);
                return desk.go(&app, &path, Tone::Ok, told).await;
            }
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, (&building, &resident), (form, reader.mistakes)).await
}

/// The page of a resident.
pub(super) fn path(building: &Building, resident: ResidentId) -> String {
    format!("{}/residents/{resident}", building.path())
}

/// A resident of the building.
pub(super) async fn find(
    app: &App,
    desk: &Desk,
    (building, resident): &(String, String),
) -> Result<(Building, Resident)> {
    let building = super::find(app, desk, building).await?;
    let id: ResidentId = resident.parse().map_err(|_| Error::NotFound)?;
    let resident = debts::by_id(&app.db, id).await?;
    let resident = resident.filter(|resident| resident.building == building.id);
    Ok((building, resident.ok_or(Error::NotFound)?))
}

/// How something was settled, in words.
pub(in crate::buildings) fn way_word(v: &Visit, settlement: &Settlement) -> String {
    let number = settlement.number.map(|number| v.digits(&number.to_string()));
    match (settlement.way, number) {
        (Way::Cash, Some(number)) => v.w.buildings_cash_receipt(number),
        (Way::Card, Some(number)) => v.w.buildings_card_receipt(number),
        (Way::Early, _) => v.w.debts_early(),
        _ => v.w.buildings_waived(),
    }
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, resident): (&Building, &Resident),
    (form, mistakes): (ReceiptForm, Mistakes),
) -> Result<Response> {
    let owed = debts::open_of_resident(&app.db, resident.id).await?;
    let page = ResidentPage {
        v: desk,
        building,
        tab: "units",
        path: path(building, resident.id),
        resident,
        form,
        mistakes,
        items: i64::try_from(owed.len()).unwrap_or(i64::MAX),
        total: owed.iter().map(|item| item.rest).sum(),
        credit: debts::credit(&app.db, resident.id).await?,
        owed,
        settled: settlements::of_resident(&app.db, resident.id).await?,
        certified: for_owner::of_resident(&app.db, resident.id)
            .await?
            .iter()
            .map(|certificate| Listed::of(desk, certificate, &building.path()))
            .collect(),
    };
    desk.page(status, &page)
}

/// What was given by hand, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ReceiptForm {
    id: String,
    way: String,
    amount: String,
    day_d: String,
    day_m: String,
    day_y: String,
    reference: String,
}

impl ReceiptForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: SettlementId::new(v.now).to_string(),
            way: Way::Cash.code().to_owned(),
            day_d: today.day.to_string(),
            day_m: today.month.to_string(),
            day_y: today.year.to_string(),
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader, resident: ResidentId) -> NewReceipt {
        let now = reader.v.now;
        NewReceipt {
            id: self.id.parse().unwrap_or_else(|_| SettlementId::new(now)),
            resident,
            way: if self.way == Way::Card.code() { Way::Card } else { Way::Cash },
            amount: reader.amount("amount", &self.amount),
            received_on: self.day(reader),
            reference: reader.optional("reference", &self.reference, 40),
        }
    }

    /// The day on which it came, which has been.
    fn day(&self, reader: &mut Reader) -> NaiveDate {
        let (day, month) = (self.day_d.parse().unwrap_or(0), self.day_m.parse().unwrap_or(0));
        let day = Jalali::new(self.day_y.parse().unwrap_or(0), month, day).map(date_of);
        let today = today(reader.v.now);
        match day {
            Some(day) if day <= today => day,
            Some(_) => {
                reader.mistakes.add("day", reader.v.w.buildings_day_to_come());
                today
            }
            None => {
                reader.mistakes.add("day", reader.v.w.buildings_no_such_day());
                today
            }
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/resident.html")]
struct ResidentPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    path: String,
    resident: &'a Resident,
    form: ReceiptForm,
    mistakes: Mistakes,
    owed: Vec<Item>,
    items: i64,
    total: Money,
    credit: Money,
    settled: Vec<Settlement>,
    /// What they paid for the owner of a unit, or a tenant for them.
    certified: Vec<Listed>,
}

impl ResidentPage<'_> {
    fn title(&self, item: &Item) -> String {
        messages::title_of(self.v.voice(), item)
    }

    fn place(&self, item: &Item) -> String {
        place(self.v, &item.block, &item.number)
    }

    fn way(&self, settlement: &Settlement) -> String {
        way_word(self.v, settlement)
    }

    fn day(&self, settlement: &Settlement) -> String {
        self.v.day_full(noon(settlement.received_on))
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
