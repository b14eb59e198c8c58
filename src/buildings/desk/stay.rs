//! Somebody's time on a unit, put right where it was written down wrongly.

use std::ops::RangeInclusive;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::Reader;
use super::people::moved;
use super::people::path;
use super::people_form::day_of;
use super::people_form::person;
use super::people_form::said;
use super::people_form::written;
use super::people_form::years;
use super::units;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Person;
use crate::buildings::Unit;
use crate::buildings::arrivals;
use crate::buildings::arrivals::said_homes;
use crate::buildings::building::PERSONS_MAX;
use crate::buildings::building::noon;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::import::share_in;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Known;
use crate::buildings::store;
use crate::db;
use crate::ids::StayId;
use crate::locale::Jalali;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;
use crate::web::form::sent;

type Of = (String, String, String);

/// Shows it.
pub(super) async fn edit(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
) -> Result<Response> {
    let (building, unit, known) = find(&app, &desk, of).await?;
    let who = debts::by_id(&app.db, known.resident).await?.ok_or(Error::NotFound)?;
    let form = StayForm::of(&desk, &known, &who);
    let page = StayPage::of(&desk, (&building, &unit), &known, (form, Mistakes::none()));
    desk.page(StatusCode::OK, &page)
}

/// Changes it.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
    Form(form): Form<StayForm>,
) -> Result<Response> {
    let (building, unit, known) = find(&app, &desk, of).await?;
    let mut reader = Reader::new(&desk);
    let changed = form.parse(&mut reader, &known);
    let person = form.person(&mut reader, &unit);
    if let Some(changed) = changed.filter(|_| reader.mistakes.is_empty()) {
        let mut tx = db::begin(&app.db).await?;
        store::lock(&mut tx, building.id).await?;
        let first = known.since.min(changed.since);
        if let Some(person) = &person {
            let is = (&*person.name, person.mobile.as_ref(), person.email.as_deref());
            let done = arrivals::correct(&mut tx, building.id, known.resident, is).await?;
            if let Err(holder) = done {
                let homes = said_homes(&desk, arrivals::homes(&mut tx, holder.id).await?);
                reader.mistakes.add("mobile", desk.w.people_mobile_is_taken(&holder.name, homes));
            }
        }
        if reader.mistakes.is_empty() {
            match occupancy::correct_all(&mut tx, &[changed]).await? {
                Ok(()) => return moved(&app, &desk, tx, (&building, &unit), first).await,
                Err(refusal) => reader.mistakes.add("since", said(&desk, &refusal)),
            }
        }
    }
    let page = StayPage::of(&desk, (&building, &unit), &known, (form, reader.mistakes));
    desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Takes it out.
pub(super) async fn removal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<Of>,
) -> Result<Response> {
    let (building, unit, known) = find(&app, &desk, of).await?;
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building.id).await?;
    occupancy::remove(&mut tx, known.id).await?;
    moved(&app, &desk, tx, (&building, &unit), known.since).await
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, unit, stay): Of,
) -> Result<(Building, Unit, Known)> {
    let (building, unit) = units::find(app, desk, &(building, unit)).await?;
    let id: StayId = stay.parse().map_err(|_| Error::NotFound)?;
    let known = occupancy::one(&app.db, (unit.id, id)).await?.ok_or(Error::NotFound)?;
    Ok((building, unit, known))
}

/// Somebody's time, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct StayForm {
    /// What they are called and how they are reached; nothing: that is not spoken of.
    #[serde(deserialize_with = "sent")]
    name: Option<String>,
    mobile: String,
    email: String,
    since_d: String,
    since_m: String,
    since_y: String,
    before: String,
    /// `left`, or `there`.
    is: String,
    until_d: String,
    until_m: String,
    until_y: String,
    share: String,
    persons: String,
}

impl StayForm {
    fn of(v: &Visit, known: &Known, who: &Resident) -> Self {
        let parts = |day: NaiveDate| {
            let day = Jalali::of(noon(day));
            (day.day.to_string(), day.month.to_string(), day.year.to_string())
        };
        let (since_d, since_m, since_y) = parts(known.since);
        let (until_d, until_m, until_y) =
            parts(known.until.unwrap_or(crate::buildings::building::today(v.now)));
        Self {
            name: Some(who.name.clone()),
            mobile: who.mobile.as_ref().map(|mobile| v.mobile(mobile)).unwrap_or_default(),
            email: who.email.clone().unwrap_or_default(),
            since_d,
            since_m,
            since_y,
            before: if known.was_there { "yes" } else { "" }.to_owned(),
            is: if known.until.is_some() { "left" } else { "there" }.to_owned(),
            until_d,
            until_m,
            until_y,
            share: v.digits(&written(known.share)),
            persons: known.persons.map(|count| v.number(count.into())).unwrap_or_default(),
        }
    }

    /// Who they are, where the form says it.
    fn person(&self, reader: &mut Reader, unit: &Unit) -> Option<Person> {
        let name = self.name.as_deref()?;
        let fields = [("name", name), ("mobile", &self.mobile), ("email", &self.email)];
        Some(person(reader, unit, fields))
    }

    /// `None`: something is missing, and the reader says what.
    fn parse(&self, reader: &mut Reader, known: &Known) -> Option<Known> {
        let v = reader.v;
        if !["left", "there"].contains(&self.is.as_str()) {
            reader.mistakes.add("is", v.w.buildings_missing());
        }
        let since = day_of(reader, "since", (&self.since_d, &self.since_m, &self.since_y));
        let until = if self.is == "left" {
            Some(day_of(reader, "until", (&self.until_d, &self.until_m, &self.until_y))?)
        } else {
            None
        };
        let (since, was_there) = (since?, !self.before.is_empty());
        if until.is_some_and(|until| until <= since) {
            reader.mistakes.add("until", v.w.people_ends_before_it_begins());
        }
        let share = if known.is_owner && self.share != v.digits(&written(known.share)) {
            share_in(&self.share).ok().flatten().unwrap_or_else(|| {
                reader.mistakes.add("share", v.w.people_not_a_share());
                known.share
            })
        } else {
            known.share
        };
        let says_persons = !known.is_owner && !self.persons.trim().is_empty();
        let persons =
            says_persons.then(|| reader.number("persons", &self.persons, (1, 0, PERSONS_MAX)));
        Some(Known { share, persons, since, until, was_there, ..known.clone() })
    }
}

#[derive(Template)]
#[template(path = "buildings/stay.html")]
struct StayPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    unit: &'a Unit,
    known: &'a Known,
    form: StayForm,
    mistakes: Mistakes,
    back: String,
}

impl<'a> StayPage<'a> {
    fn of(
        v: &'a Visit,
        (building, unit): (&'a Building, &'a Unit),
        known: &'a Known,
        (form, mistakes): (StayForm, Mistakes),
    ) -> Self {
        let back = path(building, unit);
        Self { v, building, tab: "units", unit, known, form, mistakes, back }
    }

    fn place(&self) -> String {
        place(self.v, &self.unit.block, &self.unit.number)
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }

    fn name(&self) -> &str {
        self.form.name.as_deref().unwrap_or(&self.known.name)
    }
}
