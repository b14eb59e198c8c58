//! Buildings: units and people in, costs in, and once a month fair and explained shares out, with one
//! click to pay.
//!
//! The room knows who lives where, what a month cost and who was told. How a cost is divided is the
//! business of [`crate::charges`], how money moves that of [`crate::payments`]; what a payment is laid
//! on is decided by the database, in the transaction that confirms it (`migrations/0020_buildings.sql`).

mod account;
mod api;
mod approvals;
mod arrivals;
mod aside;
mod bearers;
mod board;
mod books;
mod building;
mod changes;
mod costs;
mod days;
mod debts;
mod demands;
mod deposits;
mod desk;
mod disputes;
mod documents;
mod draft;
mod early;
mod error;
mod explain;
mod extras;
mod fees;
mod files;
mod for_owner;
mod fund_openings;
mod fund_pages;
mod fund_report;
mod given_back;
mod handover;
mod history;
mod import;
mod inputs;
mod keys;
mod leaving;
mod levies;
mod lobby;
mod mending;
mod messages;
mod meters;
mod moves;
mod occupancy;
mod openings;
mod owed;
mod paid_out;
mod pay;
mod polls;
mod promises;
mod range;
mod reach;
mod rehearsal;
mod reminders;
mod report;
mod reported;
mod requests;
mod rule;
mod runs;
mod scope;
mod settlements;
mod store;
mod suppliers;
mod unit_input;
mod unit_table;
mod web;
mod workbook;
mod writing;

use axum::Router;
use utoipa_axum::router::OpenApiRouter;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::RunId;
use crate::ids::WorkspaceId;
use crate::locale::Voice;
use crate::money::Money;

pub use approvals::Word;
pub use approvals::answer;
pub use approvals::ask_for_approval;
pub use approvals::need_approval;
pub use board::Audience;
pub use board::NewAnnouncement;
pub use board::NewWording;
pub use board::announce;
pub use board::edit as edit_announcement;
pub use board::is_up;
pub use board::read_news;
pub use building::Building;
pub use building::Fund;
pub use building::Key;
pub use building::NewBuilding;
pub use building::Unit;
pub use building::UnitKind;
pub use building::period_of;
pub use changes::change_expense;
pub use costs::Category;
pub use costs::NewExpense;
pub use costs::NewPlan;
pub use costs::add_expense;
pub use costs::add_plan;
pub use costs::categories;
pub use debts::is_owed;
pub use debts::owing;
pub use deposits::bring_statement;
pub use documents::DocumentKind;
pub use documents::Label;
pub use documents::NewVersion;
pub use documents::Readers;
pub use documents::add_document;
pub use documents::change_document;
pub use documents::remove_document;
pub use draft::Draft;
pub use draft::Inputs;
pub use draft::Plan;
pub use early::NewEarlyDiscount;
pub use error::BuildingError;
pub use extras::NewExtra;
pub use extras::add_extra;
pub use fees::Form as FeeForm;
pub use fees::NewDecision;
pub use fees::charge_late_fees;
pub use for_owner::begin_payment as begin_payment_for_owner;
pub use fund_openings::NewFundOpening;
pub use fund_openings::bring_fund;
pub use given_back::GivingBack;
pub use given_back::NewGivenBack;
pub use given_back::give_back;
pub use import::Person;
pub use keys::Keys;
pub use leaving::begin_leaving;
pub use leaving::clear_stay;
pub use levies::NewLevy;
pub use levies::levy;
pub use messages::tell_paid;
pub use meters::How;
pub use meters::MeterKind;
pub use meters::MeterRefusal;
pub use meters::NewMeter;
pub use meters::NewReading;
pub use meters::Place;
pub use meters::ReadingMistake;
pub use meters::add_meter;
pub use meters::read_meters;
pub use openings::NewOpening;
pub use openings::bring;
pub use paid_out::follow;
pub use pay::begin_payment;
pub use polls::NewPoll;
pub use polls::PollWeight;
pub use polls::Voters;
pub use polls::call_off_poll;
pub use polls::is_polled;
pub use polls::make_poll;
pub use polls::turn_polls;
pub use polls::vote;
pub use promises::PromiseRules;
pub use promises::end_promises;
pub use promises::promise;
pub use reminders::Rules as ReminderRules;
pub use reminders::remind;
pub use requests::NewRequest;
pub use requests::NewStep;
pub use requests::NewWords;
pub use requests::RequestKind;
pub use requests::RequestState;
pub use requests::make_request;
pub use requests::say_more;
pub use requests::take_step;
pub use runs::issue;
pub use runs::issue_on;
pub use scope::Scope;
pub use settlements::NewReceipt;
pub use settlements::NewWaiver;
pub use settlements::Way;
pub use settlements::receive;
pub use settlements::waive;
pub use suppliers::NewSupplierPayout;
pub use suppliers::Paying;
pub use suppliers::pay_supplier;

/// The pages of buildings: the residents' and the manager's.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(web::routes())
        .merge(fund_pages::routes())
        .merge(lobby::routes())
        .merge(leaving::routes())
        .merge(reported::routes())
        .merge(board::routes())
        .merge(account::routes())
        .merge(desk::routes())
}

/// Buildings for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}

/// Makes a building with its units, its funds and the categories of its costs. The same building again
/// changes nothing.
pub async fn create(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewBuilding,
) -> Result<BuildingId, BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::insert(&mut tx, (workspace, member), new, now).await?;
    acts::note(&mut tx, Act::BuildingMade, (new.id.as_uuid(), &new.name), now).await?;
    tx.commit().await?;
    Ok(new.id)
}

/// What the categories of costs are called where nobody has named them, in the order of the legal
/// defaults.
pub fn usual_categories(v: &Voice) -> [String; 9] {
    desk::usual_categories(v)
}

/// Changes how a category of costs is divided.
pub async fn divide(
    app: &App,
    building: BuildingId,
    category: &Category,
) -> Result<(), BuildingError> {
    Ok(costs::update_category(&app.db, building, category, app.clock.now()).await?)
}

/// The buildings that a workspace looks after, the oldest first; at most a hundred.
pub async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<Building>> {
    store::of_workspace(db, workspace).await
}

/// Everything that a month would be computed from if it were issued now.
pub async fn month(app: &App, building: BuildingId, period: i32) -> Result<Inputs, BuildingError> {
    let due = (period, building::due_day(period, app.clock.now()));
    let mut db = app.db.acquire().await?;
    inputs::gather(&mut db, building, due).await
}

/// Puts people into their units. Nothing changes where they are there already.
pub async fn settle_in(
    app: &App,
    building: BuildingId,
    people: &[Person],
) -> Result<usize, BuildingError> {
    arrivals::apply(app, building, people).await
}

/// Writes down what a building decided about bills that are paid late.
/// [`BuildingError::NotAsShown`]: another decision holds for some of the same bills.
pub async fn decide_late_fees(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &NewDecision,
) -> Result<(), BuildingError> {
    fees::record(&app.db, maker, new, app.clock.now()).await
}

/// Writes down what a building decided about bills that are paid early.
/// [`BuildingError::NotAsShown`]: another decision holds for some of the same bills.
pub async fn decide_early_discount(
    app: &App,
    maker: (BuildingId, MemberId),
    new: &NewEarlyDiscount,
) -> Result<(), BuildingError> {
    early::record(&app.db, maker, new, app.clock.now()).await
}

/// What is let off to a resident who pays everything that they owe today.
pub async fn let_off_today(app: &App, resident: ResidentId) -> Result<Money, BuildingError> {
    let mut tx = db::begin(&app.db).await?;
    let today = building::today(app.clock.now());
    let totals = debts::totals(&mut tx, &[resident.as_uuid()], today).await?;
    let early = totals.get(&resident).and_then(|(_, early)| *early);
    Ok(early.map_or(Money::ZERO, |(_, off)| off))
}

/// Sets what residents of a building may promise.
pub async fn set_promises(
    app: &App,
    maker: (BuildingId, MemberId),
    rules: &PromiseRules,
) -> Result<(), BuildingError> {
    promises::set(&app.db, maker, rules, app.clock.now()).await?;
    Ok(())
}

/// Sets when a building reminds its residents, from the next reminder on.
pub async fn set_reminders(
    app: &App,
    maker: (BuildingId, MemberId),
    rules: &ReminderRules,
) -> Result<(), BuildingError> {
    reminders::set(&app.db, maker, rules, app.clock.now()).await?;
    Ok(())
}

/// The month that a run is about; `None`: there is no such run.
pub async fn run_of(
    app: &App,
    building: BuildingId,
    period: i32,
) -> Result<Option<RunId>, BuildingError> {
    Ok(runs::living(&app.db, building, period).await?.map(|run| run.id))
}
