//! Transfers that residents say they have made, for the manager to accept or refuse.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::form::Reader;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::BuildingError;
use crate::buildings::building::noon;
use crate::buildings::reported;
use crate::buildings::reported::Report;
use crate::buildings::web::serve;
use crate::ids::ReportId;
use crate::sessions::Tone;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::form::Form;
use crate::web::form::Mistakes;

/// Shows what waits.
pub(super) async fn index(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    draw(&app, (&desk, StatusCode::OK), &building, Mistakes::none()).await
}

/// Accepts a transfer or refuses it.
pub(super) async fn decide(
    State(app): State<App>,
    desk: Desk,
    Path((building, report)): Path<(String, String)>,
    Form(form): Form<DecisionForm>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: ReportId = report.parse().map_err(|_| Error::NotFound)?;
    let maker = (building.id, desk.session.member);
    let path = format!("{}/transfers", building.path());
    if form.act == "accept" {
        return match reported::accept(&app, maker, id).await {
            Err(BuildingError::NotAsShown) => {
                let told = desk.w.debts_transfer_was_refused();
                desk.go(&app, &path, Tone::Warn, told).await
            }
            done => {
                done?;
                desk.go(&app, &path, Tone::Ok, desk.w.debts_transfer_accepted()).await
            }
        };
    }
    let mut reader = Reader::new(&desk);
    let reason = reader.text("reason", &form.reason, (1, 200));
    if !reader.mistakes.is_empty() {
        let answer = (&desk, StatusCode::UNPROCESSABLE_ENTITY);
        return draw(&app, answer, &building, reader.mistakes).await;
    }
    reported::refuse(&app, maker, (id, &reason)).await?;
    desk.go(&app, &path, Tone::Ok, desk.w.debts_transfer_is_refused()).await
}

/// The picture of a transfer.
pub(super) async fn file(
    State(app): State<App>,
    desk: Desk,
    Path((building, report)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: ReportId = report.parse().map_err(|_| Error::NotFound)?;
    let file = reported::file_of(&app.db, (building.id, id)).await?;
    Ok(serve(file.ok_or(Error::NotFound)?))
}

async fn draw(
    app: &App,
    (desk, status): (&Desk, StatusCode),
    building: &Building,
    mistakes: Mistakes,
) -> Result<Response> {
    let page = ReportedPage {
        v: desk,
        building,
        tab: "report",
        reports: reported::waiting(&app.db, building.id).await?,
        mistakes,
    };
    desk.page(status, &page)
}

/// What becomes of a transfer, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct DecisionForm {
    act: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "buildings/reported.html")]
struct ReportedPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    reports: Vec<Report>,
    mistakes: Mistakes,
}

impl ReportedPage<'_> {
    fn day(&self, report: &Report) -> String {
        self.v.day_full(noon(report.paid_on))
    }
}
