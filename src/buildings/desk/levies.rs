//! Special levies: what they are for, how far they are, and what each unit still has before it.

use std::ops::RangeInclusive;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::extract::Multipart;
use axum::extract::Path;
use axum::extract::State;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use axum::routing::post;
use serde::Deserialize;

use super::expense_form::years;
use super::funds::fund_word;
use super::key_form::OfferedKeys;
use super::levy;
use super::levy_form;
use super::levy_form::LevyForm;
use super::scope_form::Scopes;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::Fund;
use crate::buildings::Unit;
use crate::buildings::building::today;
use crate::buildings::draft::UnitInput;
use crate::buildings::levies;
use crate::buildings::levies::Levy;
use crate::buildings::levies::State as Instalment;
use crate::buildings::messages;
use crate::buildings::occupancy::People;
use crate::buildings::period_of;
use crate::buildings::runs;
use crate::buildings::store;
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
        .route("/buildings/{building}/levies", get(index).post(create))
        .route("/buildings/{building}/levies/new", get(new))
        .route("/buildings/{building}/levies/{levy}", get(levy::show).post(levy::update))
        .layer(DefaultBodyLimit::max(super::FORM_BYTES_MAX))
        .route("/buildings/{building}/levies/{levy}/end", post(end))
        .route("/buildings/{building}/levies/{levy}/deletion", post(levy::deletion_create))
}

/// Shows the levies, each with how far it is.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (units, inputs) = units_of(&app, &building).await?;
    let mut db = app.db.acquire().await.map_err(BuildingError::from)?;
    let mut rows = vec![];
    for levy in levies::all(&app.db, building.id).await? {
        let standing = levies::standing(&mut db, &levy, (&units, &inputs)).await?;
        let asked = standing.count(Instalment::Asked);
        let count = i64::from(levy.months);
        rows.push(Row {
            of: desk.w.levies_asked_of(desk.number(asked), desk.number(count)),
            asked: standing.sum(Instalment::Asked),
            is_over: !standing.months.is_empty() && standing.count(Instalment::ToCome) == 0,
            levy,
        });
    }
    let page = LeviesPage { v: &desk, building: &building, tab: "charges", rows };
    desk.page(StatusCode::OK, &page)
}

/// The form of a new one.
pub(super) async fn new(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let filled = (LevyForm::blank(&desk), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Writes a levy down.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let (form, file) = LevyForm::read(form.map_err(|_| Error::BadRequest)?).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    match form.parse(&desk, &units, file) {
        Ok(new) => {
            let period = buildings::levy(&app, (building.id, desk.session.member), &new).await?;
            let told = desk.w.levies_kept(messages::title(desk.voice(), period));
            let path = format!("{}/{}", path(&building), new.id);
            desk.go(&app, &path, Tone::Ok, told).await
        }
        Err(mistakes) => {
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            draw(&app, answer, &building, (form, mistakes)).await
        }
    }
}

/// A levy ends early, before a month that is not issued.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path(place): Path<(String, String)>,
    Form(form): Form<EndForm>,
) -> Result<Response> {
    let (building, levy) = levy::find(&app, &desk, &place).await?;
    let path = format!("{}/{}", path(&building), levy.id);
    let before = form.before.parse().unwrap_or(i32::MIN);
    let maker = (desk.session.member, before);
    match levies::end(&app, (building.id, levy.id), maker).await {
        Ok(()) => {
            let told = desk.w.levies_ended(messages::title(desk.voice(), before));
            desk.go(&app, &path, Tone::Ok, told).await
        }
        Err(BuildingError::NotAsShown) => {
            let mut mistakes = Mistakes::none();
            mistakes.add("before", desk.w.levies_choose_month());
            let form = LevyForm::of(&desk, &levy);
            let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
            levy::draw(&app, answer, (&building, &levy), (form, mistakes)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// From which month on, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EndForm {
    before: String,
}

/// The page of all of them.
pub(super) fn path(building: &Building) -> String {
    format!("{}/levies", building.path())
}

/// The units of a building, and what of each a month is computed from.
pub(super) async fn units_of(
    app: &App,
    building: &Building,
) -> Result<(Vec<Unit>, Vec<UnitInput>)> {
    let now = app.clock.now();
    let units = store::units(&app.db, building.id, today(now)).await?;
    let mut db = app.db.acquire().await?;
    let people = People::of(&mut db, building.id, period_of(now)).await?;
    let inputs = people.in_units(&units);
    Ok((units, inputs))
}

/// The first month that is not issued.
pub(super) async fn first_open(app: &App, desk: &Desk, building: &Building) -> Result<i32> {
    let newest = runs::newest(&app.db, building.id).await?;
    Ok(newest.map_or_else(|| period_of(desk.now), |run| run.period + 1))
}

/// The funds with their names.
pub(super) fn funds(v: &Visit) -> [(Fund, String); 3] {
    Fund::ALL.map(|fund| (fund, fund_word(v.voice(), fund)))
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (LevyForm, Mistakes),
) -> Result<Response> {
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let first_open = first_open(app, desk, building).await?;
    let page = NewPage {
        v: desk,
        building,
        tab: "charges",
        keys: form.keys.offered(desk.voice(), None),
        scopes: form.scope.offered(desk.voice(), &units),
        back: path(building),
        firsts: levy_form::months(desk, first_open, &form.period),
        funds: funds(desk),
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// A levy in the list.
struct Row {
    levy: Levy,
    asked: Money,
    /// How many of its instalments were asked for.
    of: String,
    is_over: bool,
}

#[derive(Template)]
#[template(path = "buildings/levies.html")]
struct LeviesPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "buildings/levy_new.html")]
struct NewPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    form: LevyForm,
    mistakes: Mistakes,
    keys: OfferedKeys,
    scopes: Scopes,
    back: String,
    firsts: Vec<(String, String)>,
    funds: [(Fund, String); 3],
}

impl NewPage<'_> {
    fn years(&self) -> RangeInclusive<i32> {
        years(self.v)
    }
}
