//! What lay in the building's funds when it came here: written down, and taken back when it was wrong.

use std::ops::RangeInclusive;

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use chrono::NaiveDate;
use serde::Deserialize;

use super::form::Reader;
use super::opening_form::years;
use super::openings::ReversalForm;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::NewFundOpening;
use crate::buildings::building::date_of;
use crate::buildings::building::noon;
use crate::buildings::building::today;
use crate::buildings::fund_openings;
use crate::buildings::fund_openings::FundOpening;
use crate::buildings::openings::NOTE_CHARS_MAX;
use crate::ids::FundOpeningId;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/funds", get(index).post(create))
        .route("/buildings/{building}/funds/{brought}", get(show))
        .route("/buildings/{building}/funds/{brought}/reversal", post(reversal_create))
}

/// Shows what lay in the funds, with the form for those of which nothing is written down.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (FundForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes down what lay in a fund.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<FundForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let new = form.parse(&mut reader);
    if let Some(new) = new.filter(|_| reader.mistakes.is_empty()) {
        match buildings::bring_fund(&app, (building.id, desk.session.member), &new).await {
            Err(BuildingError::NotAsShown) => {
                reader.mistakes.add("fund", desk.w.levies_fund_stands());
            }
            done => {
                done?;
                return desk.go(&app, &path(&building), Tone::Ok, desk.w.buildings_saved()).await;
            }
        }
    }
    let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
    draw(&app, answer, &building, (form, reader.mistakes)).await
}

/// Shows one.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
) -> Result<Response> {
    let (building, one) = find(&app, &desk, &of).await?;
    let page = FundPage::of(&desk, (&building, &one), String::new(), Mistakes::none());
    desk.page(StatusCode::OK, &page)
}

/// Takes one back.
pub(super) async fn reversal_create(
    State(app): State<App>,
    desk: Desk,
    Path(of): Path<(String, String)>,
    Form(form): Form<ReversalForm>,
) -> Result<Response> {
    let (building, one) = find(&app, &desk, &of).await?;
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let page = FundPage::of(&desk, (&building, &one), form.reason, reader.mistakes);
        return desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let member = desk.session.member;
    fund_openings::reverse(&app, (building.id, one.id), (member, &reason)).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.levies_fund_reversed()).await
}

async fn find(
    app: &App,
    desk: &Desk,
    (building, brought): &(String, String),
) -> Result<(Building, FundOpening)> {
    let building = super::find(app, desk, building).await?;
    let id: FundOpeningId = brought.parse().map_err(|_| Error::NotFound)?;
    let all = fund_openings::all(&app.db, building.id).await?;
    let one = all.into_iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
    Ok((building, one))
}

fn path(building: &Building) -> String {
    format!("{}/funds", building.path())
}

/// What a fund is called.
pub(in crate::buildings) fn fund_word(v: &Voice, fund: Fund) -> String {
    match fund {
        Fund::Operating => v.w.buildings_fund_operating(),
        Fund::Reserve => v.w.buildings_fund_reserve(),
        Fund::Projects => v.w.buildings_fund_projects(),
    }
}

/// What lay in a fund, as it is typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FundForm {
    id: String,
    fund: String,
    amount: String,
    held_d: String,
    held_m: String,
    held_y: String,
    note: String,
}

impl FundForm {
    fn blank(v: &Visit) -> Self {
        let today = Jalali::of(v.now);
        Self {
            id: FundOpeningId::new(v.now).to_string(),
            held_d: today.day.to_string(),
            held_m: today.month.to_string(),
            held_y: today.year.to_string(),
            ..Self::default()
        }
    }

    /// `None`: something is missing, and the reader says what.
    fn parse(&self, reader: &mut Reader) -> Option<NewFundOpening> {
        let fund = Fund::parse(&self.fund);
        if fund.is_none() {
            reader.mistakes.add("fund", reader.v.w.buildings_missing());
        }
        let amount = reader.amount("amount", &self.amount);
        let held_on = self.day(reader);
        let note = reader.optional("note", &self.note, NOTE_CHARS_MAX);
        Some(NewFundOpening {
            id: self.id.parse().unwrap_or_else(|_| FundOpeningId::new(reader.v.now)),
            fund: fund?,
            amount,
            held_on: held_on?,
            note,
        })
    }

    fn day(&self, reader: &mut Reader) -> Option<NaiveDate> {
        let part = |text: &str| text.parse().unwrap_or(0);
        let year = self.held_y.parse().unwrap_or(0);
        let day = Jalali::new(year, part(&self.held_m), part(&self.held_d)).map(date_of);
        match day {
            None => reader.mistakes.add("held", reader.v.w.buildings_no_such_day()),
            Some(day) if today(reader.v.now) < day => {
                reader.mistakes.add("held", reader.v.w.buildings_day_to_come());
            }
            Some(_) => (),
        }
        day
    }
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (FundForm, Mistakes),
) -> Result<Response> {
    let all = fund_openings::all(&app.db, building.id).await?;
    let (living, void): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|one| one.reversed_at.is_none());
    let is_open = |fund: &Fund| living.iter().all(|one| one.fund != *fund);
    let open = Fund::ALL.into_iter().filter(is_open);
    let page = FundsPage {
        v: desk,
        building,
        tab: "report",
        open: open.map(|fund| (fund, fund_word(desk.voice(), fund))).collect(),
        total: living.iter().map(|one| one.amount).sum(),
        living,
        void,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

#[derive(Template)]
#[template(path = "buildings/funds.html")]
struct FundsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// The funds of which nothing stands.
    open: Vec<(Fund, String)>,
    total: Money,
    living: Vec<FundOpening>,
    void: Vec<FundOpening>,
    form: FundForm,
    mistakes: Mistakes,
}

impl FundsPage<'_> {
    fn name(&self, one: &FundOpening) -> String {
        fund_word(self.v.voice(), one.fund)
    }

    fn day(&self, one: &FundOpening) -> String {
        self.v.day_full(noon(one.held_on))
    }

    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}

#[derive(Template)]
#[template(path = "buildings/fund_opening.html")]
struct FundPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    /// The page of all of them.
    funds: String,
    name: String,
    day: String,
    one: &'a FundOpening,
    reason: String,
    mistakes: Mistakes,
}

impl<'a> FundPage<'a> {
    fn of(
        v: &'a Visit,
        (building, one): (&'a Building, &'a FundOpening),
        reason: String,
        mistakes: Mistakes,
    ) -> Self {
        Self {
            v,
            building,
            tab: "report",
            funds: path(building),
            name: fund_word(v.voice(), one.fund),
            day: v.day_full(noon(one.held_on)),
            one,
            reason,
            mistakes,
        }
    }
}
