//! The formal demand, as a page to be printed, and the count of its ten days.

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
use super::residents;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::demands;
use crate::buildings::demands::Demand;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::locale::Jalali;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::qr;
use crate::web::qr::Qr;

/// Shows what would be demanded today.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, resident) = residents::find(&app, &desk, &of).await?;
    let filled = (ServedForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), (&building, &resident), filled).await
}

/// Writes down when it was served.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ServedForm>,
) -> Result<Response> {
    let (building, resident) = residents::find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let served = form.on();
    let owed: Money = demanded(&app, &resident).await?.iter().map(|item| item.rest).sum();
    match served {
        None => reader.mistakes.add("day", desk.w.buildings_no_such_day()),
        Some(day) if today(desk.now) < day => {
            reader.mistakes.add("day", desk.w.buildings_day_to_come());
        }
        Some(_) if owed == Money::ZERO => {
            reader.mistakes.add("day", desk.w.debts_demand_nothing());
        }
        Some(_) => (),
    }
    let Some(served) = served.filter(|_| reader.mistakes.is_empty()) else {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &resident), (form, reader.mistakes)).await;
    };
    let whose = (building.id, resident.id);
    let maker = (desk.session.member, desk.now);
    demands::record(&app.db, whose, (owed, served), maker).await?;
    let back = format!("{}/demand", residents::path(&building, resident.id));
    desk.go(&app, &back, Tone::Ok, desk.w.buildings_saved()).await
}

/// What may be demanded: what is open and not disputed, the oldest first.
async fn demanded(app: &App, resident: &Resident) -> sqlx::Result<Vec<Item>> {
    let mut items = debts::open_of_resident(&app.db, resident.id).await?;
    items.retain(|item| !item.is_disputed);
    items.reverse();
    Ok(items)
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, resident): (&Building, &Resident),
    (form, mistakes): (ServedForm, Mistakes),
) -> Result<Response> {
    let items = demanded(app, resident).await?;
    let address = app.address(&resident.door().path(&app.keys));
    let page = DemandPage {
        v: desk,
        building,
        resident,
        path: residents::path(building, resident.id),
        total: items.iter().map(|item| item.rest).sum(),
        served: demands::of_resident(&app.db, resident.id).await?,
        qr: qr::draw(&address).ok_or(Error::NotFound)?,
        today: desk.day_full(desk.now),
        items,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// When it was served, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ServedForm {
    #[serde(rename = "day_d")]
    day: String,
    #[serde(rename = "day_m")]
    month: String,
    #[serde(rename = "day_y")]
    year: String,
}

impl ServedForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            day: today.day.to_string(),
            month: today.month.to_string(),
            year: today.year.to_string(),
        }
    }

    fn on(&self) -> Option<NaiveDate> {
        let (day, month) = (self.day.parse().ok()?, self.month.parse().ok()?);
        Jalali::new(self.year.parse().ok()?, month, day).map(date_of)
    }
}

#[derive(Template)]
#[template(path = "buildings/demand.html")]
struct DemandPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    resident: &'a Resident,
    path: String,
    items: Vec<Item>,
    total: Money,
    served: Vec<Demand>,
    qr: Qr,
    today: String,
    form: ServedForm,
    mistakes: Mistakes,
}

impl DemandPage<'_> {
    fn title(&self, item: &Item) -> String {
        messages::title_of(self.v.voice(), item)
    }

    fn place(&self, item: &Item) -> String {
        place(self.v, &item.block, &item.number)
    }

    fn due(&self, item: &Item) -> String {
        self.v.day_full(noon(item.due_on))
    }

    /// How the ten days of a demand stand.
    fn count(&self, demand: &Demand) -> String {
        let (w, v) = (self.v.w, self.v);
        let (served, last) =
            (v.day_full(noon(demand.served_on)), v.day_full(noon(demand.last_day())));
        let left = (demand.last_day() - today(v.now)).num_days();
        if left < 0 {
            w.debts_demand_is_over(served, last)
        } else {
            w.debts_demand_runs(served, last, v.number(left))
        }
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
