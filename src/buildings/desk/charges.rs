//! The charge of a month: drafted, looked at, issued, and taken back if it was wrong.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use serde::Deserialize;

use super::charge_form::LookForm;
use super::home::Progress;
use super::home::month_path;
use super::home::progress;
use super::month::Month;
use super::month::MonthPage;
use super::month::Wanted;
use super::upcoming::Upcoming;
use crate::app::App;
use crate::buildings;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::approvals;
use crate::buildings::messages;
use crate::buildings::runs;
use crate::buildings::runs::Run;
use crate::ids::RunId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Query;
use crate::web::limits;
use crate::web::limits::Limit;

/// Months that are issued for one building (`money.md` E11).
const RUNS: Limit = Limit::new("charge_run", 5, TimeDelta::hours(1));

/// Shows the months that were issued.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let all = runs::all(&app.db, building.id).await?;
    let newest = all.iter().filter(|run| run.reversed_at.is_none()).map(|run| run.period).max();
    let page = RunsPage {
        v: &desk,
        building: &building,
        tab: "charges",
        rows: all.into_iter().map(|run| (progress(&desk, &run), run)).collect(),
        upcoming: Upcoming::of(&app, &desk, &building, newest).await?,
        waiting: waiting(&app, &desk, &building).await?,
    };
    desk.page(StatusCode::OK, &page)
}

/// Shows a month as it would be issued now, computed anew at each look.
pub(super) async fn preview(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Query(form): Query<LookForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let month = Month::of(&app, &desk, &building, (&month, &form)).await?;
    let page = MonthPage::of(&app, &desk, &building, &month).await?;
    let is_right = month.wanted.look.mistakes.is_empty();
    let status = if is_right { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    desk.page(status, &page)
}

/// Issues a month as it was shown. What has changed since is shown first.
pub(super) async fn create(
    State(app): State<App>,
    desk: Desk,
    Path((building, month)): Path<(String, String)>,
    Form(form): Form<IssueForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let wanted = Wanted::of(&app, &desk, &building, (&month, &form.look())).await?;
    limits::check(&app, &RUNS, building.id).await?;
    let issued = match wanted.shown(&form.digest) {
        Ok(shown) => buildings::issue(&app, (building.id, desk.session.member), &shown).await,
        Err(error) => Err(error),
    };
    match issued {
        Ok(_) => {
            let text = desk.w.buildings_issued(messages::title(desk.voice(), wanted.period));
            desk.go(&app, &building.path(), Tone::Ok, text).await
        }
        Err(
            BuildingError::NotAsShown
            | BuildingError::NobodyBears(_)
            | BuildingError::NobodyOwes(_),
        ) => MonthPage::changed(&app, &desk, &building, wanted).await,
        // The page says how it stands with the approval.
        Err(BuildingError::NotApproved) => {
            let month = wanted.computed(&app, &desk, &building).await?;
            let page = MonthPage::of(&app, &desk, &building, &month).await?;
            desk.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Takes a wrong run back.
pub(super) async fn reversal_create(
    State(app): State<App>,
    desk: Desk,
    Path((building, run)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let run: RunId = run.parse().map_err(|_| Error::NotFound)?;
    let run = runs::one(&app.db, (building.id, run)).await?.ok_or(Error::NotFound)?;
    runs::reverse(&app, (building.id, run.id), desk.session.member).await?;
    let path = month_path(&building, run.period);
    desk.go(&app, &path, Tone::Ok, desk.w.buildings_reversed()).await
}

/// The months that wait for another member's approval: what each is called, and its page.
pub(super) async fn waiting(
    app: &App,
    v: &Visit,
    building: &Building,
) -> Result<Vec<(String, String)>, BuildingError> {
    let months = approvals::waiting(&app.db, building.id).await?.into_iter();
    let named = months.map(|period| (messages::title(v, period), month_path(building, period)));
    Ok(named.collect())
}

/// What the manager confirms.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct IssueForm {
    /// What was shown.
    pub(super) digest: String,
    due_d: String,
    due_m: String,
    due_y: String,
}

impl IssueForm {
    /// The month as it was looked at.
    pub(super) fn look(&self) -> LookForm {
        LookForm {
            due_d: self.due_d.clone(),
            due_m: self.due_m.clone(),
            due_y: self.due_y.clone(),
            ..LookForm::default()
        }
    }
}

#[derive(Template)]
#[template(path = "buildings/runs.html")]
struct RunsPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    rows: Vec<(Progress, Run)>,
    upcoming: Upcoming,
    /// What waits for an approval, and where.
    waiting: Vec<(String, String)>,
}

impl RunsPage<'_> {
    /// Whether a month was taken back and is not issued again.
    fn is_open(&self, period: i32) -> bool {
        !self.rows.iter().any(|(_, run)| run.period == period && run.reversed_at.is_none())
    }
}
