//! The residents' own account: what a person owes and has paid, in all buildings where their number is
//! known. Whoever is signed in has shown that the number is theirs. Whose number it is, is asked anew
//! for each page, so one that a manager takes away opens nothing any more.
//!
//! Everybody sees what they were charged themselves and nothing else, and of the building's money no
//! more than the time in which they were part of it.

mod bills;
mod certificates;
mod clearances;
mod conversation;
mod debt;
mod documents;
mod for_owner;
mod home;
mod news;
mod polls;
mod requests;
mod statement;
mod store;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::routing::post;

use super::building::today;
use super::debts;
use super::debts::Resident;
use super::desk;
use crate::app::App;
use crate::ids::ResidentId;
use crate::web::Error;
use crate::web::Member;
use crate::web::Result;
use crate::web::Visit;

pub(super) use store::Time;

pub(super) fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/my/{resident}/requests", get(requests::index).post(requests::create))
        .route("/my/{resident}/requests/{request}", get(conversation::show).post(conversation::say))
        .layer(DefaultBodyLimit::max(desk::FORM_BYTES_MAX));
    Router::new()
        .route("/my", get(home::index))
        .route("/my/{resident}", get(home::show).post(home::pay))
        .route("/my/{resident}/bills/{charge}", get(bills::show))
        .route("/my/{resident}/for-owner", get(for_owner::show).post(for_owner::pay))
        .route("/my/{resident}/certificates/{certificate}", get(certificates::show))
        .route("/my/{resident}/clearances/{clearance}", get(clearances::show))
        .route("/my/{resident}/documents", get(documents::index))
        .route("/my/{resident}/documents/{document}", get(documents::file))
        .route("/my/{resident}/polls", get(polls::index))
        .route("/my/{resident}/polls/{poll}", get(polls::show).post(polls::vote))
        .route("/my/{resident}/files/{expense}", get(bills::file))
        .route("/my/{resident}/statement", get(statement::show))
        .route("/my/{resident}/report", get(bills::report))
        .route("/my/{resident}/report/{month}", get(bills::month))
        .route("/my/{resident}/news", get(news::index))
        .route("/my/{resident}/news/{announcement}/reading", post(news::read))
        .route("/my/{resident}/requests/{request}/files/{place}", get(conversation::file))
        .merge(with_files)
}

/// What a building may say to somebody: of its money, so much of the time as was theirs.
pub(super) async fn time_of(app: &App, resident: &Resident) -> sqlx::Result<Time> {
    store::time_of(&app.db, resident.id, today(app.clock.now())).await
}

/// The person of a building that has the number of who is signed in.
async fn find(app: &App, me: &Member, id: &str) -> Result<Resident> {
    let id: ResidentId = id.parse().map_err(|_| Error::NotFound)?;
    let resident = debts::by_id(&app.db, id).await?;
    let own = |resident: &Resident| resident.mobile.as_ref() == Some(&me.person.mobile);
    resident.filter(own).ok_or(Error::NotFound)
}

/// The same visit, with amounts as a building writes them.
fn visit(me: &Member, resident: &Resident) -> Visit {
    Visit::clone(me).in_unit(resident.unit)
}

/// The page about one building.
fn path(resident: &Resident) -> String {
    format!("/my/{}", resident.id)
}

/// The sections of the account: of one building, where one is looked at.
struct Sections {
    building: Option<String>,
    at: &'static str,
}

impl Sections {
    fn of(resident: &Resident, at: &'static str) -> Self {
        Self { building: Some(path(resident)), at }
    }

    fn is_home(&self) -> bool {
        self.at == "home"
    }

    /// So many payments of a building are shown.
    fn payments_max(&self) -> usize {
        if self.is_home() { 3 } else { 100 }
    }
}
