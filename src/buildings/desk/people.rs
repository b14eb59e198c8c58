//! The people of a unit: who comes and who leaves on which day, who owns how much of it, and who receives
//! its bill.

use std::ops::RangeInclusive;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

use super::form::Reader;
use super::owners;
use super::people_form::BillToForm;
use super::people_form::OccupantForm;
use super::people_form::OwnersForm;
use super::people_form::said;
use super::people_form::years;
use super::same_person::Asked;
use super::stay;
use super::units;
use super::way_back;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Person;
use crate::buildings::Unit;
use crate::buildings::arrivals;
use crate::buildings::arrivals::Holder;
use crate::buildings::arrivals::Same;
use crate::buildings::bearers::BillTo;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::building::today;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Known;
use crate::buildings::occupancy::Newcomer;
use crate::buildings::occupancy::Refusal;
use crate::buildings::occupancy::WHOLE;
use crate::buildings::store;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/units/{unit}/people", get(show))
        .route("/buildings/{building}/units/{unit}/occupant", post(occupant_create))
        .route("/buildings/{building}/units/{unit}/owners", post(owners::update))
        .route("/buildings/{building}/units/{unit}/bill-to", post(bill_to_update))
        .route(
            "/buildings/{building}/units/{unit}/stays/{stay}",
            get(stay::edit).post(stay::update),
        )
        .route(
            "/buildings/{building}/units/{unit}/stays/{stay}/removal",
            post(stay::removal_create),
        )
}

/// Shows who is there and who was.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    draw(&app, (&desk, StatusCode::OK), (&building, &unit), Filled::default()).await
}

/// Somebody moves in or out.
pub(super) async fn occupant_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<OccupantForm>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let leaves = form.act == "leave";
    let on = form.day(&mut reader);
    let behind = form.behind(&mut reader);
    let person = (!leaves).then(|| form.person(&mut reader, &unit));
    let mut asked = None;
    if let Some(on) = on.filter(|_| reader.mistakes.is_empty()) {
        let mut tx = db::begin(&app.db).await?;
        store::lock(&mut tx, building.id).await?;
        let done = match &person {
            None => occupancy::vacate(&mut tx, unit.id, on, behind).await?.map_err(No::Move),
            Some(person) => {
                let of = (building.id, unit.id);
                come(&mut tx, (&app, desk.now), of, (&form, person), on).await?
            }
        };
        match done {
            Ok(()) => return moved(&app, &desk, tx, (&building, &unit), on).await,
            Err(No::Move(refusal)) => {
                reader.mistakes.add(form.day_field(), said(&desk, &refusal));
            }
            Err(No::Known(holder)) => {
                let of = (holder, form.name.as_str());
                let question = Asked::of(&mut tx, &desk, "mobile", of).await?;
                reader.mistakes.add("mobile", question.sentence());
                asked = Some(question);
            }
        }
    }
    let filled = Filled { occupant: form, mistakes: reader.mistakes, asked, ..Filled::default() };
    draw(&app, (&desk, StatusCode::UNPROCESSABLE_ENTITY), (&building, &unit), filled).await
}

/// Why somebody does not come, or leave.
enum No {
    /// Others are there on those days, or nobody is.
    Move(Refusal),
    /// Their mobile is of somebody who is called otherwise.
    Known(Holder),
}

/// Somebody comes into a unit as its owner, or its tenant.
async fn come(
    tx: &mut Tx,
    (app, now): (&App, DateTime<Utc>),
    (building, unit): (BuildingId, UnitId),
    (form, person): (&OccupantForm, &Person),
    on: NaiveDate,
) -> Result<Result<(), No>> {
    let there = occupancy::of_unit(&mut **tx, unit).await?;
    let there: Vec<_> = there.iter().map(|one| one.resident.as_uuid()).collect();
    let how = (there.as_slice(), Same::parse(&form.same), now);
    let resident = match arrivals::find_or_make(tx, app, building, person, how).await? {
        Ok(resident) => resident,
        Err(holder) => return Ok(Err(No::Known(holder))),
    };
    if person.is_owner && person.persons.is_some() {
        store::measure(tx, unit, (None, person.persons)).await?;
    }
    let new = Newcomer {
        resident,
        share: WHOLE,
        persons: person.persons.filter(|_| !person.is_owner),
        since: on,
        was_there: !form.before.is_empty(),
    };
    let done = occupancy::settle(tx, (unit, person.is_owner), on, &[new], now).await?;
    Ok(done.map_err(No::Move))
}

/// Says who receives the bill of a unit.
pub(super) async fn bill_to_update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<BillToForm>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let known = occupancy::of_unit(&app.db, unit.id).await?;
    let Some(to) = form.parse(&owners_on(known, today(desk.now))) else {
        let mut mistakes = Mistakes::none();
        mistakes.add("to", desk.w.buildings_missing());
        let filled = Filled { mistakes, ..Filled::default() };
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, (&building, &unit), filled).await;
    };
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building.id).await?;
    occupancy::set_bill_to(&mut tx, unit.id, to).await?;
    let about = (unit.id.as_uuid(), unit.number.as_str());
    acts::note(&mut tx, Act::UnitChanged, about, desk.now).await?;
    tx.commit().await?;
    let path = way_back::or_draft(&desk, &building, path(&building, &unit));
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await
}

/// Writes a move of a day down, and says so; of a month whose bills are sent, that they stay as they are.
pub(super) async fn moved(
    app: &App,
    desk: &Desk,
    mut tx: Tx,
    (building, unit): (&Building, &Unit),
    on: NaiveDate,
) -> Result<Response> {
    let about = (unit.id.as_uuid(), unit.number.as_str());
    acts::note(&mut tx, Act::PeopleMoved, about, desk.now).await?;
    let month = period_of(noon(on));
    let issued = occupancy::issued_from(&mut tx, (building.id, month)).await?;
    tx.commit().await?;
    let path = way_back::or_draft(desk, building, path(building, unit));
    match issued {
        Some(newest) => {
            let bill = messages::title(desk.voice(), newest);
            desk.go(app, &path, Tone::Warn, desk.w.people_issued_stays(bill)).await
        }
        None => desk.go(app, &path, Tone::Ok, desk.w.buildings_saved()).await,
    }
}

/// The page of a unit's people.
pub(super) fn path(building: &Building, unit: &Unit) -> String {
    format!("{}/people", building.unit_path(&unit.id))
}

/// Who owns a unit on a day, the largest part first.
pub(super) fn owners_on(known: Vec<Known>, day: NaiveDate) -> Vec<Known> {
    let mut owners: Vec<Known> =
        known.into_iter().filter(|one| one.is_owner && one.is_there(day)).collect();
    owners.sort_by_key(|one| (std::cmp::Reverse(one.share), one.since, one.id.as_uuid()));
    owners
}

/// The forms of the page, one of them perhaps as somebody sent it.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) occupant: OccupantForm,
    pub(super) owners: Option<OwnersForm>,
    pub(super) mistakes: Mistakes,
    pub(super) asked: Option<Asked>,
}

pub(super) async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, unit): (&Building, &Unit),
    filled: Filled,
) -> Result<Response> {
    let known = occupancy::of_unit(&app.db, unit.id).await?;
    let there = owners_on(known.clone(), today(desk.now));
    let page = PeoplePage {
        v: desk,
        building,
        tab: "units",
        unit,
        people: Shown::all(desk, &known),
        occupant: filled.occupant.filled(desk, unit),
        owners: filled.owners.unwrap_or_default().filled(desk, &there),
        bill_to: occupancy::bill_to(&app.db, unit.id).await?,
        has_tenant: known.iter().any(|one| !one.is_owner && one.until.is_none()),
        nobody_yet: known.is_empty(),
        there,
        mistakes: filled.mistakes,
        asked: filled.asked,
    };
    desk.page(status, &page)
}

/// Somebody of a unit's history, in words.
pub(super) struct Shown {
    pub(super) known: Known,
    pub(super) role: String,
    pub(super) time: String,
    /// How many people came.
    pub(super) count: Option<String>,
    pub(super) is_there: bool,
}

impl Shown {
    pub(super) fn all(v: &Visit, known: &[Known]) -> Vec<Self> {
        let day = |day: NaiveDate| v.day_full(noon(day));
        let one = |one: &Known| Shown {
            known: one.clone(),
            role: role(v, one),
            time: match (one.was_there, one.until) {
                (true, None) => v.w.people_always(),
                (true, Some(until)) => v.w.people_until(day(until)),
                (false, None) => v.w.people_from(day(one.since)),
                (false, Some(until)) => v.w.people_from_until(day(one.since), day(until)),
            },
            count: one.persons.map(i64::from).map(|count| v.w.people_count(count, v.number(count))),
            is_there: one.is_there(today(v.now)),
        };
        known.iter().map(one).collect()
    }
}

/// What somebody is to a unit: its tenant, its owner, or the owner of so much.
fn role(v: &Voice, one: &Known) -> String {
    match (one.is_owner, one.share) {
        (false, _) => v.w.buildings_tenant(),
        (true, WHOLE) => v.w.buildings_owner(),
        (true, share) => v.w.people_owner_of(percent(v, share)),
    }
}

/// Millionths as a percent, rounded for reading.
fn percent(v: &Voice, share: i32) -> String {
    v.points(u32::try_from((share + 50) / 100).unwrap_or(0))
}

#[derive(Template)]
#[template(path = "buildings/unit_people.html")]
struct PeoplePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    unit: &'a Unit,
    people: Vec<Shown>,
    occupant: OccupantForm,
    owners: OwnersForm,
    bill_to: BillTo,
    has_tenant: bool,
    nobody_yet: bool,
    there: Vec<Known>,
    mistakes: Mistakes,
    asked: Option<Asked>,
}

impl PeoplePage<'_> {
    /// What is asked about the mobile in a field.
    fn asks(&self, field: &str) -> Option<&Asked> {
        self.asked.as_ref().filter(|asked| asked.field == field)
    }

    fn place(&self) -> String {
        place(self.v, &self.unit.block, &self.unit.number)
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    fn is_to(&self, resident: &crate::ids::ResidentId) -> bool {
        self.bill_to == BillTo::Owner(*resident)
    }

    /// The fields of the owners' shares: the name of each, whose it is, and what it is.
    fn shares(&self) -> Vec<(String, String, String)> {
        let field = |(place, one): (usize, &Known)| {
            let name = format!("share_{place}");
            let typed = self.owners.shares.get(&name).cloned().unwrap_or_default();
            (name, self.v.w.people_share_of(&one.name), typed)
        };
        self.there.iter().enumerate().map(field).collect()
    }
}
