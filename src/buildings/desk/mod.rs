//! The manager's pages.

mod about;
mod announcement;
mod approval;
mod bills;
mod board;
mod books;
mod charge_form;
mod charges;
mod clearances;
mod costs;
mod demands;
mod deposit;
mod deposits;
mod disputes;
mod document_form;
mod documents;
mod early_discounts;
mod expense;
mod expense_form;
mod extras;
mod facade;
mod for_owners;
mod form;
mod funds;
mod giving_back;
mod handover;
mod home;
mod import;
mod index;
mod key_form;
mod late_fees;
mod leaving;
mod levies;
mod levy;
mod levy_form;
mod lobby;
mod meters;
mod month;
mod month_rows;
mod opening_form;
mod openings;
mod owners;
mod people;
mod people_form;
mod poll_form;
mod polls;
mod promises;
mod reading;
mod reading_form;
mod reading_table;
mod readings;
mod reminders;
mod report;
mod reported;
mod requests;
mod residents;
mod rules;
mod same_person;
mod scope_form;
mod settlements;
mod stay;
mod suppliers;
mod told;
mod unit_table;
mod units;
mod unread;
mod upcoming;
mod warnings;
pub(super) mod way_back;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::routing::post;

use super::Building;
use super::store;
use crate::app::App;
use crate::ids::BuildingId;
use crate::web::Desk;
use crate::web::Error;
use crate::web::Result;

pub(super) use documents::document_kind;
pub(super) use documents::file_said;
pub(super) use expense_form::file_of as picture_in;
pub(super) use form::Reader;
pub(super) use form::file as read_file;
pub(super) use funds::fund_word;
pub(super) use index::BuildingForm;
pub(super) use index::categories as usual_categories;
pub(super) use meters::kind_word as meter_word;
pub(super) use report::Brought;
pub(super) use report::brought;
pub(super) use requests::kind_word;
pub(super) use requests::request_files;
pub(super) use requests::request_title;
pub(super) use requests::state_pill;
pub(super) use requests::step_word;
pub(super) use residents::way_word;
pub(super) use units::area_said;

/// A file is no larger than this.
const FILE_BYTES_MAX: usize = 5 * 1024 * 1024;

/// What is read of a form, so that whoever sends a larger file is told so.
pub(super) const FORM_BYTES_MAX: usize = 32 * 1024 * 1024;

pub(super) fn routes() -> Router<App> {
    let with_files = Router::new()
        .route("/buildings/{building}/expenses", get(costs::index).post(costs::create))
        .route("/buildings/{building}/expenses/{expense}", get(expense::edit).post(expense::update))
        .route("/buildings/{building}/people", get(import::new).post(import::create))
        .route("/buildings/{building}/unit-table", get(unit_table::new).post(unit_table::create))
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX));
    Router::new()
        .route("/buildings", get(index::index).post(index::create))
        .route("/buildings/new", get(index::new))
        .route("/buildings/{building}", get(home::show))
        .route("/buildings/{building}/units", get(units::index))
        .route("/buildings/{building}/units/{unit}", get(units::edit).post(units::update))
        .route("/buildings/{building}/people.xlsx", get(import::template))
        .route("/buildings/{building}/units.xlsx", get(unit_table::template))
        .route("/buildings/{building}/expenses/{expense}/end", post(costs::end))
        .route("/buildings/{building}/expenses/{expense}/deletion", post(expense::deletion_create))
        .route("/buildings/{building}/expenses/{expense}/payouts", post(suppliers::create))
        .route("/buildings/{building}/files/{expense}", get(costs::file))
        .route("/buildings/{building}/plan", get(rules::plan_edit).post(rules::plan_create))
        .route("/buildings/{building}/residents/{resident}", get(residents::show))
        .route(
            "/buildings/{building}/residents/{resident}/receipts",
            post(residents::receipt_create),
        )
        .route(
            "/buildings/{building}/bills/{charge}/waiver",
            get(settlements::waiver_new).post(settlements::waiver_create),
        )
        .route(
            "/buildings/{building}/bills/{charge}/dispute",
            get(disputes::show).post(disputes::create),
        )
        .route("/buildings/{building}/bills/{charge}/dispute/end", post(disputes::end))
        .route("/buildings/{building}/promises", get(promises::index).post(promises::update))
        .route("/buildings/{building}/promises/{promise}/end", post(promises::end))
        .route("/buildings/{building}/runs/{run}/notice", get(lobby::show))
        .route(
            "/buildings/{building}/residents/{resident}/demand",
            get(demands::show).post(demands::create),
        )
        .route("/buildings/{building}/report.xlsx", get(report::workbook))
        .route("/buildings/{building}/reminders", get(reminders::edit).post(reminders::update))
        .route("/buildings/{building}/settlements/{settlement}", get(settlements::show))
        .route(
            "/buildings/{building}/settlements/{settlement}/reversal",
            post(settlements::reversal_create),
        )
        .route("/buildings/{building}/report", get(report::show))
        .route("/buildings/{building}/bills/{charge}", get(bills::show))
        .merge(with_files.merge(openings::routes()).merge(meters::routes()))
        .merge(people::routes().merge(extras::routes()).merge(leaving::routes()).merge(months()))
        .merge(decisions().merge(deposits::routes()).merge(handover::routes()))
        .merge(polls::routes().merge(for_owners::routes()))
        .merge(talk().merge(mending()))
        .merge(books::routes())
}

/// What a building is made of, put right.
fn mending() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/about", get(about::edit).post(about::update))
        .route("/buildings/{building}/units/{unit}/removal", post(units::removal_create))
        .route(
            "/buildings/{building}/categories/new",
            get(rules::category_new).post(rules::category_create),
        )
        .route(
            "/buildings/{building}/categories/{category}",
            get(rules::category_edit).post(rules::category_update),
        )
}

/// The charge of a month, and its approval.
fn months() -> Router<App> {
    Router::new()
        .route("/buildings/{building}/charges", get(charges::index))
        .route("/buildings/{building}/charges/{month}", get(charges::preview).post(charges::create))
        .route("/buildings/{building}/charges/{month}/question", post(approval::question_create))
        .route("/buildings/{building}/charges/{month}/approval", post(approval::create))
        .route("/buildings/{building}/approval", get(approval::edit).post(approval::update))
        .route("/m/{short}", get(approval::short))
        .route("/buildings/{building}/runs/{run}/reversal", post(charges::reversal_create))
}

/// What a building decided to collect and about bills that are paid early or late, and what it began with.
fn decisions() -> Router<App> {
    levies::routes()
        .merge(funds::routes())
        .route(
            "/buildings/{building}/early-discounts",
            get(early_discounts::index).post(early_discounts::create),
        )
        .route("/buildings/{building}/early-discounts/{decision}/end", post(early_discounts::end))
        .route("/buildings/{building}/late-fees", get(late_fees::index).post(late_fees::create))
        .route("/buildings/{building}/late-fees/{decision}/end", post(late_fees::end))
}

/// What the manager and the residents say to each other.
fn talk() -> Router<App> {
    Router::new()
        .merge(documents::routes())
        .route("/buildings/{building}/transfers", get(reported::index))
        .route("/buildings/{building}/transfers/{report}", post(reported::decide))
        .route("/buildings/{building}/transfers/{report}/file", get(reported::file))
        .route("/buildings/{building}/news", get(board::index).post(board::create))
        .route(
            "/buildings/{building}/news/{announcement}",
            get(announcement::show).post(announcement::update),
        )
        .route("/buildings/{building}/news/{announcement}/end", post(board::end))
        .route("/buildings/{building}/requests", get(requests::index))
        .route("/buildings/{building}/requests/{request}", get(requests::show).post(requests::step))
        .route("/buildings/{building}/requests/{request}/files/{place}", get(requests::file))
}

/// The building that a member of its workspace asks for.
async fn find(app: &App, desk: &Desk, id: &str) -> Result<Building> {
    let id: BuildingId = id.parse().map_err(|_| Error::NotFound)?;
    store::one_of_workspace(&app.db, id, desk.session.workspace).await?.ok_or(Error::NotFound)
}
