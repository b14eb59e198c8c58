//! What residents may promise, and what they have.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::promises;
use crate::buildings::promises::Promise;
use crate::buildings::promises::PromiseRules;
use crate::ids::PromiseId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows the rules and the promises that stand.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let rules = promises::rules(&app.db, building.id).await?;
    let filled = (RulesForm::of(&desk, &rules), Mistakes::none());
    draw(&app, (&desk, StatusCode::OK), &building, filled).await
}

/// Sets other rules. Promises that stand are not touched.
pub(super) async fn update(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
    Form(form): Form<RulesForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let mut reader = Reader::new(&desk);
    let rules = form.parse(&mut reader);
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, &building, (form, reader.mistakes)).await;
    }
    promises::set(&app.db, (building.id, desk.session.member), &rules, desk.now).await?;
    desk.go(&app, &path(&building), Tone::Ok, desk.w.buildings_saved()).await
}

/// Takes a promise off the books.
pub(super) async fn end(
    State(app): State<App>,
    desk: Desk,
    Path((building, promise)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: PromiseId = promise.parse().map_err(|_| Error::NotFound)?;
    if !promises::withdraw(&app.db, (building.id, id), desk.now).await? {
        return Err(Error::NotFound);
    }
    desk.go(&app, &path(&building), Tone::Ok, desk.w.debts_promise_withdrawn()).await
}

/// The page of a building's promises.
fn path(building: &Building) -> String {
    format!("{}/promises", building.path())
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    (form, mistakes): (RulesForm, Mistakes),
) -> Result<Response> {
    let page = PromisesPage {
        v: desk,
        building,
        tab: "report",
        promises: promises::standing_of_building(&app.db, building.id).await?,
        form,
        mistakes,
    };
    desk.page(status, &page)
}

/// The rules, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct RulesForm {
    is_on: String,
    parts_max: String,
    days_max: String,
    rests_fees: String,
}

impl RulesForm {
    fn of(v: &Visit, rules: &PromiseRules) -> Self {
        let tick = |is_on: bool| if is_on { "yes".to_owned() } else { String::new() };
        Self {
            is_on: tick(rules.is_on),
            parts_max: v.digits(&rules.parts_max.to_string()),
            days_max: v.digits(&rules.days_max.to_string()),
            rests_fees: tick(rules.rests_fees),
        }
    }

    fn parse(&self, reader: &mut Reader) -> PromiseRules {
        let parts = reader.number("parts_max", &self.parts_max, (1, 1, 12));
        let days = reader.number("days_max", &self.days_max, (1, 1, 400));
        PromiseRules {
            is_on: self.is_on == "yes",
            parts_max: i16::try_from(parts).unwrap_or(1),
            days_max: i16::try_from(days).unwrap_or(1),
            rests_fees: self.rests_fees == "yes",
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/promises.html")]
struct PromisesPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    promises: Vec<Promise>,
    form: RulesForm,
    mistakes: Mistakes,
}
