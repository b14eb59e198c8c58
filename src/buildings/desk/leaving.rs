//! Somebody leaves a unit: what they still have to pay there, and the certificate when nothing is missing.

use std::ops::RangeInclusive;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::clearances;
use super::form::Reader;
use super::giving_back;
use super::giving_back::Credit;
use super::giving_back::CreditForm;
use super::people;
use super::people::Shown;
use super::people_form::day_of;
use super::people_form::said;
use super::people_form::years;
use super::units;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Unit;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::explain::place;
use crate::buildings::leaving;
use crate::buildings::leaving::Ahead;
use crate::buildings::leaving::By;
use crate::buildings::leaving::Clearance;
use crate::buildings::leaving::Left;
use crate::buildings::leaving::Reckoning;
use crate::buildings::messages;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Known;
use crate::buildings::occupancy::Refusal;
use crate::buildings::promises;
use crate::buildings::promises::Standing;
use crate::buildings::store;
use crate::db;
use crate::ids::StayId;
use crate::locale::Jalali;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) type Of = (String, String, String);

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/units/{unit}/stays/{stay}/leaving", get(show).post(create))
        .route("/buildings/{building}/units/{unit}/stays/{stay}/clearance", post(clearance_create))
        .route("/buildings/{building}/units/{unit}/stays/{stay}/credit", post(giving_back::create))
        .merge(clearances::routes())
}

/// Somebody on a unit of a building, and everybody who was ever there.
pub(super) struct Found {
    pub(super) building: Building,
    pub(super) unit: Unit,
    pub(super) known: Known,
    all: Vec<Known>,
}

pub(super) async fn find(app: &App, desk: &Desk, (building, unit, stay): Of) -> Result<Found> {
    let (building, unit) = units::find(app, desk, &(building, unit)).await?;
    let id: StayId = stay.parse().map_err(|_| Error::NotFound)?;
    let found = leaving::stay(app, (unit.id, id)).await?;
    let (known, all) = found.ok_or(Error::NotFound)?;
    Ok(Found { building, unit, known, all })
}

/// The page of somebody's leaving.
pub(super) fn path(building: &Building, known: &Known) -> String {
    format!("{}/stays/{}/leaving", building.unit_path(&known.unit), known.id)
}

/// Shows what somebody has to pay before they go.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
) -> Result<Response> {
    let found = find(&app, &desk, of).await?;
    draw(&app, (&desk, StatusCode::OK), &found, nothing_typed(&desk), None).await
}

/// Begins to settle; where no last day is written down yet, a tenant's is.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
    Form(form): Form<DayForm>,
) -> Result<Response> {
    let found = find(&app, &desk, of).await?;
    let mut reader = Reader::new(&desk);
    let on = form.parse(&mut reader, &found.known);
    if reader.mistakes.is_empty() {
        let mut tx = db::begin(&app.db).await?;
        store::lock(&mut tx, found.building.id).await?;
        let mut known = found.known.clone();
        let mut refused = None;
        if let Some((day, behind)) = on {
            refused = occupancy::vacate(&mut tx, found.unit.id, day, behind).await?.err();
            if !known.was_there && day <= known.since {
                refused = Some(Refusal::BeforeTheyCame(known.since));
            }
            known.until = Some(day);
            let about = (found.unit.id.as_uuid(), found.unit.number.as_str());
            acts::note(&mut tx, Act::PeopleMoved, about, desk.now).await?;
        }
        match refused {
            Some(refusal) => reader.mistakes.add("until", said(&desk, &refusal)),
            None if known.until.is_none() => {
                reader.mistakes.add("until", desk.w.leaving_owner_stays());
            }
            None => {
                let maker = (found.building.id, desk.session.member);
                leaving::begin(&mut tx, maker, &known, desk.now).await?;
                let month = known.until.map_or(0, |day| period_of(noon(day)));
                let issued = occupancy::issued_from(&mut tx, (found.building.id, month)).await?;
                tx.commit().await?;
                let path = path(&found.building, &known);
                let (tone, told) = match issued.filter(|_| on.is_some()) {
                    Some(newest) => {
                        let bill = messages::title(desk.voice(), newest);
                        (Tone::Warn, desk.w.people_issued_stays(bill))
                    }
                    None => (Tone::Ok, desk.w.leaving_begun(&known.name)),
                };
                return desk.go(&app, &path, tone, told).await;
            }
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, &found, (form, reader.mistakes), None).await
}

/// Issues the certificate; while something is missing it says what and how much.
pub(super) async fn clearance_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
) -> Result<Response> {
    let found = find(&app, &desk, of).await?;
    let maker = (found.building.id, desk.session.member);
    let left = Left { known: &found.known, block: &found.unit.block, number: &found.unit.number };
    let is_gone = leaving::is_gone(&found.known, &found.all);
    let done = if is_gone {
        leaving::clear(&app, maker, &left).await
    } else {
        Err(BuildingError::NotAsShown)
    };
    match done {
        Err(BuildingError::NotAsShown) => {
            let mut mistakes = Mistakes::none();
            mistakes.add("clearance", refusal(&app, &desk, (&found, is_gone)).await?);
            let filled = (DayForm::today(&desk), mistakes);
            draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), &found, filled, None).await
        }
        done => {
            let path = clearances::path(&found.building, done?);
            desk.go(&app, &path, Tone::Ok, desk.w.leaving_cleared(&found.known.name)).await
        }
    }
}

/// Why there is no certificate.
async fn refusal(app: &App, v: &Visit, (found, is_gone): (&Found, bool)) -> Result<String> {
    if !is_gone {
        return Ok(v.w.leaving_not_gone(&found.known.name));
    }
    let mut db = app.db.acquire().await?;
    let reckoning = leaving::reckon(&mut db, found.building.id, &found.known, v.now).await?;
    Ok(missing(v, &reckoning))
}

/// What is missing, and how much.
fn missing(v: &Visit, reckoning: &Reckoning) -> String {
    let (open, ahead) = (reckoning.open, reckoning.ahead_missing());
    match (open == Money::ZERO, ahead == Money::ZERO) {
        (false, false) => v.w.leaving_missing_both(v.amount_unit(open), v.amount_unit(ahead)),
        (false, true) => v.w.leaving_missing_open(v.amount_unit(open)),
        (true, false) => v.w.leaving_missing_ahead(v.amount_unit(ahead)),
        (true, true) => v.w.leaving_nothing_missing(),
    }
}

/// The form of the last day as it begins.
pub(super) fn nothing_typed(v: &Visit) -> (DayForm, Mistakes) {
    (DayForm::today(v), Mistakes::none())
}

pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    found: &Found,
    (form, mistakes): (DayForm, Mistakes),
    typed: Option<(CreditForm, Mistakes)>,
) -> Result<Response> {
    let (building, known) = (&found.building, &found.known);
    let resident = debts::by_id(&app.db, known.resident).await?.ok_or(Error::NotFound)?;
    let mut items = debts::open_of_resident(&app.db, known.resident).await?;
    items.retain(|item| item.unit == known.unit);
    let mut db = app.db.acquire().await?;
    let reckoning = leaving::reckon(&mut db, building.id, known, desk.now).await?;
    let is_gone = leaving::is_gone(known, &found.all);
    let spare = if is_gone {
        leaving::spare(&mut db, building.id, (known, &found.all), desk.now).await?
    } else {
        Money::ZERO
    };
    drop(db);
    let whose = (building.id, known.resident);
    let shown = Shown::all(desk, std::slice::from_ref(known));
    let page = LeavingPage {
        v: desk,
        building,
        tab: "units",
        unit: &found.unit,
        shown,
        is_gone,
        is_begun: leaving::is_begun(&app.db, known.id).await?,
        path: path(building, known),
        people: people::path(building, &found.unit),
        address: app.address(&resident.door().path(&app.keys)),
        credit: Credit::read(app, desk, (found, &resident, spare), typed).await?,
        standing: promises::standing_of(&app.db, whose, desk.now).await?,
        clearances: leaving::of_stay(&app.db, known.id).await?,
        known,
        items,
        reckoning,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// The last day of a tenant, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DayForm {
    until_d: String,
    until_m: String,
    until_y: String,
    /// How many people stay when the tenant leaves.
    behind: String,
}

impl DayForm {
    fn today(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            until_d: today.day.to_string(),
            until_m: today.month.to_string(),
            until_y: today.year.to_string(),
            behind: String::new(),
        }
    }

    /// The day on which a tenant leaves, and how many stay; `None`: a day is written down, or it is the
    /// owner's to sell.
    fn parse(
        &self,
        reader: &mut Reader,
        known: &Known,
    ) -> Option<(chrono::NaiveDate, Option<i32>)> {
        if known.until.is_some() || known.is_owner {
            return None;
        }
        let day = day_of(reader, "until", (&self.until_d, &self.until_m, &self.until_y))?;
        let behind = (!self.behind.trim().is_empty())
            .then(|| reader.number("behind", &self.behind, (1, 0, PERSONS_MAX)));
        Some((day, behind))
    }
}

#[derive(Template)]
#[template(path = "buildings/leaving.html")]
struct LeavingPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    unit: &'a Unit,
    known: &'a Known,
    /// The same in words.
    shown: Vec<Shown>,
    /// Whether they left, and are not on the unit by another title.
    is_gone: bool,
    is_begun: bool,
    path: String,
    /// The page of the unit's people.
    people: String,
    /// Where they pay.
    address: String,
    standing: Standing,
    clearances: Vec<Clearance>,
    credit: Credit,
    items: Vec<Item>,
    reckoning: Reckoning,
    form: DayForm,
    mistakes: Mistakes,
}

impl LeavingPage<'_> {
    fn place(&self) -> String {
        place(self.v, &self.unit.block, &self.unit.number)
    }

    fn title(&self, item: &Item) -> String {
        messages::title_of(self.v.voice(), item)
    }

    fn due(&self, item: &Item) -> String {
        self.v.day_full(noon(item.due_on))
    }

    fn month(&self, period: i32) -> String {
        leaving::month(self.v, period)
    }

    /// By what a month is estimated.
    fn how(&self, month: &Ahead) -> String {
        let v = self.v;
        let (days, of) = (v.number(month.days.into()), v.number(month.of.into()));
        match month.by {
            By::Draft => v.w.leaving_by_draft(days, of),
            By::LastBill(bill) => v.w.leaving_by_last_bill(
                days,
                of,
                leaving::month(v, bill.period),
                v.number(bill.days.into()),
                v.amount_unit(bill.amount),
            ),
            By::Nothing => v.w.leaving_by_nothing(days, of),
        }
    }

    fn missing(&self) -> String {
        missing(self.v, &self.reckoning)
    }

    fn is_settled(&self) -> bool {
        self.reckoning.missing() == Money::ZERO
    }

    /// The certificate that stands.
    fn stands(&self) -> bool {
        self.clearances.iter().any(|one| one.revoked_at.is_none())
    }

    fn clearance(&self, clearance: &Clearance) -> (String, String) {
        let number = self.v.number(clearance.number.into());
        (clearances::path(self.building, clearance.id), self.v.w.leaving_clearance_no(number))
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
