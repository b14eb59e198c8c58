//! The notice for the lobby, on a sheet of its own.

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::app::App;
use crate::buildings::Building;
use crate::buildings::aside::aside;
use crate::buildings::building::noon;
use crate::buildings::explain::called;
use crate::buildings::explain::place;
use crate::buildings::lobby;
use crate::buildings::messages;
use crate::buildings::runs;
use crate::ids::RunId;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::qr;
use crate::web::qr::Qr;

/// Shows the notice of a month.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path((building, run)): Path<(String, String)>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let id: RunId = run.parse().map_err(|_| Error::NotFound)?;
    let run = runs::one(&app.db, (building.id, id)).await?.ok_or(Error::NotFound)?;
    if run.done_at.is_none() || run.reversed_at.is_some() {
        return Err(Error::NotFound);
    }
    let inputs = runs::inputs(&app.db, id).await?;
    let voice = *desk.voice();
    let costs = aside(move || -> Vec<(String, Money)> {
        inputs.sources.iter().map(|source| (called(&voice, source), source.amount)).collect()
    })
    .await?;
    let posted = lobby::posted(&app, (building.id, id)).await?;
    let unit = |one: lobby::Posted| -> Option<Unit> {
        let address = app.address(&one.door().path(&app.keys));
        let qr = qr::draw(&address)?;
        Some(Unit { place: place(&desk, &one.block, &one.number), amount: one.amount, qr })
    };
    let page = NoticePage {
        v: &desk,
        building: &building,
        back: format!("{}/charges", building.path()),
        title: messages::title(desk.voice(), run.period),
        due: desk.day_full(noon(run.due_on)),
        today: desk.day_full(desk.now),
        total: run.total,
        costs: costs.into_iter().filter(|(_, amount)| *amount != Money::ZERO).collect(),
        units: posted.into_iter().filter_map(unit).collect(),
    };
    desk.page(StatusCode::OK, &page)
}

/// A unit on the notice.
struct Unit {
    place: String,
    amount: Money,
    qr: Qr,
}

#[derive(Template)]
#[template(path = "buildings/lobby.html")]
struct NoticePage<'a> {
    v: &'a Visit,
    building: &'a Building,
    back: String,
    title: String,
    due: String,
    today: String,
    total: Money,
    costs: Vec<(String, Money)>,
    units: Vec<Unit>,
}
