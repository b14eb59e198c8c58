//! The notice in the lobby: what a month cost, what it is for each unit, and a code for each. Whoever stands
//! there may read the code of a neighbour, so its page knows no name and no debt; it sends the link to the
//! numbers that the manager has.

use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::building::end_of;
use super::building::today;
use super::debts;
use super::debts::Resident;
use super::early;
use super::explain::place;
use super::messages;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::RunId;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::money::Money;
use crate::notices;
use crate::notices::Asked;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Terms;
use crate::tokens;
use crate::tokens::Door;
use crate::web::Error;
use crate::web::Result;
use crate::web::Visit;
use crate::web::limits;

pub(super) fn routes() -> Router<App> {
    Router::new().route("/u/{token}", get(show).post(send))
}

/// A unit on the notice: how it is called, what a month is for it, and its page.
pub(super) struct Posted {
    pub(super) unit: UnitId,
    pub(super) block: String,
    pub(super) number: String,
    pub(super) amount: Money,
}

impl Posted {
    /// The page that its code opens.
    pub(super) fn door(&self) -> Door {
        door(self.unit)
    }
}

fn door(unit: UnitId) -> Door {
    Door::Unit { unit }
}

/// The units of a run in their order, each with all that is charged for it. From now on their codes open
/// their pages.
pub(super) async fn posted(
    app: &App,
    (building, run): (BuildingId, RunId),
) -> sqlx::Result<Vec<Posted>> {
    let rows = query!(
        r#"select units.id, units.block, units.number, sum(charges.amount)::bigint as "amount!: Money"
        from charges
        join parties on parties.id = charges.party_id
        join units on units.id = parties.unit_id
        where charges.building_id = $1 and charges.run_id = $2 and charges.kind = 'principal'
        group by units.id
        order by units.block, units.floor, units.number_order, units.id"#,
        building.as_uuid(),
        run.as_uuid(),
    )
    .fetch_all(&app.db)
    .await?;
    let posted: Vec<Posted> = rows
        .into_iter()
        .map(|row| Posted {
            unit: row.id.into(),
            block: row.block,
            number: row.number,
            amount: row.amount,
        })
        .collect();
    let units: Vec<Uuid> = posted.iter().map(|one| one.unit.as_uuid()).collect();
    let digests: Vec<Vec<u8>> =
        posted.iter().map(|one| app.keys.digest(&one.door()).to_vec()).collect();
    query!(
        "update units set token_digest = digest
        from unnest($1::uuid[], $2::bytea[]) as doors (unit, digest)
        where units.id = unit and token_digest is null",
        &units,
        &digests,
    )
    .execute(&app.db)
    .await?;
    Ok(posted)
}

/// Shows what the code of a unit is for.
async fn show(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response> {
    let unit = find(&app, &visit, &token).await?;
    visit.page(StatusCode::OK, &UnitPage::of(&visit, &unit, &token, false))
}

/// Sends the link to who owes something for the unit. The answer is the same when nobody does.
async fn send(State(app): State<App>, visit: Visit, Path(token): Path<String>) -> Result<Response> {
    let unit = find(&app, &visit, &token).await?;
    limits::check(&app, &limits::PAYMENTS_FROM_IP, visit.ip).await?;
    for resident in owing(&app.db, unit.id).await? {
        if let Some(resident) = debts::by_id(&app.db, resident).await? {
            ask(&app, &resident, visit.now).await?;
        }
    }
    app.work_bell.notify_one();
    visit.page(StatusCode::OK, &UnitPage::of(&visit, &unit, &token, true))
}

/// Asks somebody for what they owe, once a day however often the code is read.
async fn ask(app: &App, resident: &Resident, now: DateTime<Utc>) -> Result<(), BuildingError> {
    let items = debts::open_of_resident(&app.db, resident.id).await?;
    let oldest = items.iter().min_by_key(|item| item.due_on);
    let mut ways = messages::ways(resident).into_iter();
    let (Some(to), Some(oldest)) = (ways.next(), oldest) else { return Ok(()) };
    let manner = Manner { language: resident.language, unit: resident.unit };
    let v = Voice::new(manner.language, manner.unit, now);
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("lobby:{}:{}", resident.id, today(now)),
        to,
        manner,
        message: Message::PaymentAsked(Asked {
            merchant: resident.building_name.clone(),
            title: messages::title_or_before(&v, oldest.period, oldest.is_given_back),
            amount: Some(items.iter().map(|item| item.rest).sum()),
            until: Some(end_of(oldest.due_on)).filter(|until| now < *until),
            early: early::of_all(&items, today(now)),
            door: resident.door(),
        }),
        about: Some(resident.id.as_uuid()),
        expires_at: None,
    };
    let terms = Terms { not_before: None, other: ways.next() };
    let mut tx = db::begin(&app.db).await?;
    notices::write_on(&mut tx, &notice, &terms, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Who owes something for a unit.
async fn owing(db: &Pool, unit: UnitId) -> sqlx::Result<Vec<ResidentId>> {
    query_scalar!(
        r#"select distinct resident_id as "resident!: ResidentId" from open_charges
        where unit_id = $1"#,
        unit.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A unit, as its page calls it.
struct Named {
    id: UnitId,
    block: String,
    number: String,
    building: String,
}

async fn find(app: &App, visit: &Visit, token: &str) -> Result<Named> {
    if let Some(digest) = tokens::digest_of(token) {
        let unit = query!(
            "select units.id, block, number, buildings.name as building from units
            join buildings on buildings.id = units.building_id
            where token_digest = $1",
            digest.as_slice(),
        );
        if let Some(row) = unit.fetch_optional(&app.db).await? {
            let (block, number, building) = (row.block, row.number, row.building);
            return Ok(Named { id: row.id.into(), block, number, building });
        }
    }
    limits::count_miss(app, visit).await?;
    Err(Error::NotFound)
}

#[derive(Template)]
#[template(path = "buildings/lobby_unit.html")]
struct UnitPage<'a> {
    v: &'a Visit,
    building: &'a str,
    place: String,
    token: &'a str,
    is_sent: bool,
}

impl<'a> UnitPage<'a> {
    fn of(v: &'a Visit, unit: &'a Named, token: &'a str, is_sent: bool) -> Self {
        let place = place(v, &unit.block, &unit.number);
        Self { v, building: &unit.building, place, token, is_sent }
    }
}
