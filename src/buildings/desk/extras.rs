//! What one unit pays each month beside what all pay.

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

use super::form::Reader;
use super::units;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::NewExtra;
use crate::buildings::Unit;
use crate::buildings::add_extra;
use crate::buildings::building::month_of;
use crate::buildings::building::period_of;
use crate::buildings::explain::place;
use crate::buildings::extras;
use crate::buildings::extras::Extra;
use crate::ids::ExtraId;
use crate::locale::Jalali;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// How many years back and ahead a month may lie.
const YEARS: i32 = 5;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/units/{unit}/extras", get(index).post(create))
        .route("/buildings/{building}/units/{unit}/extras/{extra}/end", post(end))
}

/// Shows them.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let answer = (&desk, StatusCode::OK);
    let filled = (ExtraForm::blank(&desk), Mistakes::none());
    draw(&app, answer, (&building, &unit), filled).await
}

/// Writes one down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ExtraForm>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader, &unit);
    if reader.mistakes.is_empty() {
        add_extra(&app, desk.session.member, &new).await?;
        let path = path(&building, &unit);
        return desk.go(&app, &path, Tone::Ok, desk.w.buildings_saved()).await;
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, (&building, &unit), (form, reader.mistakes)).await
}

/// Ends one with this month, or with the month before.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, unit, extra)): Path<(String, String, String)>,
    Form(form): Form<EndForm>,
) -> Result<Response> {
    let (building, unit) = units::find(&app, &desk, &(building, unit)).await?;
    let id: ExtraId = extra.parse().map_err(|_| Error::NotFound)?;
    let all = extras::of_unit(&app.db, unit.id).await?;
    let extra = all.iter().find(|extra| extra.id == id).ok_or(Error::NotFound)?;
    let this = period_of(desk.now);
    let last = if form.last == "before" { this - 1 } else { this };
    extras::end(&app.db, (unit.id, extra), last, desk.now).await?;
    desk.go(&app, &path(&building, &unit), Tone::Ok, desk.w.buildings_saved()).await
}

fn path(building: &Building, unit: &Unit) -> String {
    format!("{}/extras", building.unit_path(&unit.id))
}

/// With which month one ends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EndForm {
    /// `before`, or this month.
    last: String,
}

/// One, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ExtraForm {
    id: String,
    title: String,
    amount: String,
    /// `owner`, or who lives there.
    bears: String,
    since_m: String,
    since_y: String,
    /// Empty: until it is ended.
    until_m: String,
    until_y: String,
}

impl ExtraForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: ExtraId::new(v.now).to_string(),
            since_m: today.month.to_string(),
            since_y: today.year.to_string(),
            until_y: today.year.to_string(),
            ..Self::default()
        }
    }

    fn parse(&self, reader: &mut Reader, unit: &Unit) -> NewExtra {
        let w = reader.v.w;
        let now = reader.v.now;
        let this = Jalali::of(now).year;
        let month = |m: &str, y: &str| -> Option<i32> {
            let (month, year) = (m.parse::<i32>().ok()?, y.parse::<i32>().ok()?);
            let is_near = (this - YEARS..=this + YEARS).contains(&year);
            (is_near && (1..=12).contains(&month)).then_some(year * 12 + month - 1)
        };
        let since = month(&self.since_m, &self.since_y);
        if since.is_none() {
            reader.mistakes.add("since", w.people_no_such_month());
        }
        let until =
            if self.until_m.is_empty() { None } else { month(&self.until_m, &self.until_y) };
        if until.is_none() && !self.until_m.is_empty() {
            reader.mistakes.add("until", w.people_no_such_month());
        }
        if until.zip(since).is_some_and(|(until, since)| until < since) {
            reader.mistakes.add("until", w.people_ends_before_it_begins());
        }
        NewExtra {
            id: self.id.parse().unwrap_or_else(|_| ExtraId::new(now)),
            unit: unit.id,
            title: reader.text("title", &self.title, (1, 80)),
            amount: reader.amount("amount", &self.amount),
            owner_bears: self.bears == "owner",
            since: since.unwrap_or_default(),
            until,
        }
    }
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    (building, unit): (&Building, &Unit),
    (form, mistakes): (ExtraForm, Mistakes),
) -> Result<Response> {
    let extras = extras::of_unit(&app.db, unit.id).await?;
    let page = ExtrasPage { v: desk, building, tab: "units", unit, extras, form, mistakes };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/extras.html")]
struct ExtrasPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    unit: &'a Unit,
    extras: Vec<Extra>,
    form: ExtraForm,
    mistakes: Mistakes,
}

impl ExtrasPage<'_> {
    fn place(&self) -> String {
        place(self.v, &self.unit.block, &self.unit.number)
    }

    fn years(&self) -> RangeInclusive<i32> {
        let this = Jalali::of(self.v.now).year;
        this - YEARS..=this + YEARS
    }

    /// From which month until which, and whether it goes on.
    fn time(&self, extra: &Extra) -> String {
        let month = |period: i32| {
            let (year, month) = month_of(period);
            self.v.w.people_month(self.v.month_name(month), self.v.year(year))
        };
        match extra.until {
            None => self.v.w.people_from(month(extra.since)),
            Some(last) if last == extra.since => month(last),
            Some(last) => self.v.w.people_months(month(extra.since), month(last)),
        }
    }

    fn goes_on(&self, extra: &Extra) -> bool {
        extra.until.is_none_or(|last| period_of(self.v.now) <= last)
    }
}
