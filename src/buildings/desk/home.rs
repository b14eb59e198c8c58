//! The home of a building: who has paid, what is owed, what the month cost.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::charges::waiting;
use super::facade;
use super::facade::Floor;
use super::funds::fund_word;
use super::upcoming::Upcoming;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::report;
use crate::buildings::report::Spending;
use crate::buildings::reported;
use crate::buildings::requests;
use crate::buildings::runs;
use crate::buildings::runs::Run;
use crate::buildings::store;
use crate::buildings::store::Sums;
use crate::ids::BuildingId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::money::Money;
use crate::web::Desk;
use crate::web::Result;
use crate::web::Visit;

/// Debtors shown on the home page.
const DEBTORS_MAX: usize = 12;

/// Shows a building.
pub(super) async fn show(
    State(app): State<App>,
    desk: Desk,
    Path(building): Path<String>,
) -> Result<Response> {
    let building = super::find(&app, &desk, &building).await?;
    let run = runs::newest(&app.db, building.id).await?;
    let open = debts::open_of_building(&app.db, building.id).await?;
    let this_month = period_of(desk.now);
    let spendings = report::spendings(&app.db, building.id, this_month).await?;
    let spent = spendings.iter().filter(|one| one.months.contains(&this_month));
    let spent: Vec<Money> = spent.map(|one| one.amount).collect();
    let transfers = reported::waiting(&app.db, building.id).await?;
    let charged = report::charged_units(&app.db, building.id).await?;
    let units = store::units(&app.db, building.id, today(desk.now)).await?;
    let (debtors, debtors_count) = debtors(&desk, &open);
    let page = ShowPage {
        v: &desk,
        building: &building,
        tab: "home",
        sums: store::sums(&app.db, building.id).await?,
        held: report::fund_end(&mut *app.db.acquire().await?, building.id, desk.now).await?,
        funds: funds(&app, &desk, building.id, &spendings).await?,
        floors: facade::floors(&desk, units, (&open, &charged)),
        debtors,
        debtors_count,
        spent: spent.iter().copied().sum(),
        spendings: i64::try_from(spent.len()).unwrap_or(i64::MAX),
        transfers: i64::try_from(transfers.len()).unwrap_or(i64::MAX),
        requests: requests::count_waiting(&app.db, building.id).await?,
        waiting: waiting(&app, &desk, &building).await?,
        upcoming: Upcoming::of(&app, &desk, &building, run.as_ref().map(|run| run.period)).await?,
        run: run.as_ref().map(|run| progress(&desk, run)),
    };
    desk.page(StatusCode::OK, &page)
}

/// What lies in each fund by the bills, whether they are paid or not, after what was spent out of it.
async fn funds(
    app: &App,
    v: &Visit,
    building: BuildingId,
    spendings: &[Spending],
) -> Result<Vec<(String, Money)>> {
    let laid = report::laid_aside(&app.db, building).await?;
    let left = laid.into_iter().map(|(fund, laid)| {
        let spent = spendings.iter().filter(|one| one.fund == fund);
        let spent: Money = spent.flat_map(|one| one.months.clone().map(|_| one.amount)).sum();
        (fund_word(v, fund), laid - spent)
    });
    Ok(left.collect())
}

/// The page of a month's charges.
pub(super) fn month_path(building: &Building, period: i32) -> String {
    format!("{}/charges/{period}", building.path())
}

/// How far a month has been collected.
pub(super) struct Progress {
    pub(super) title: String,
    pub(super) due: String,
    pub(super) percent: String,
    pub(super) total: Money,
    pub(super) paid: Money,
    /// So many bills are written, while the month is being issued.
    pub(super) writing: Option<(i64, i64)>,
}

pub(super) fn progress(v: &Visit, run: &Run) -> Progress {
    let (total, paid) = (i128::from(run.total.as_rials()), i128::from(run.paid.as_rials()));
    let percent = i64::try_from(paid * 100 / total.max(1)).unwrap_or(0);
    Progress {
        title: messages::title(v.voice(), run.period),
        due: v.day_full(noon(run.due_on)),
        percent: v.percent(percent),
        total: run.total,
        paid: run.paid,
        writing: run.done_at.is_none().then_some((i64::from(run.written), i64::from(run.bills))),
    }
}

/// Somebody who owes.
struct Debtor {
    resident: ResidentId,
    who: String,
    items: i64,
    rest: Money,
}

/// Who owes most, first, and how many owe anything.
fn debtors(v: &Visit, open: &[Item]) -> (Vec<Debtor>, i64) {
    let mut sums: BTreeMap<(UnitId, &str), (i64, Money, &Item)> = BTreeMap::new();
    for item in open {
        let sum = sums.entry((item.unit, item.debtor.as_str())).or_insert((0, Money::ZERO, item));
        *sum = (sum.0 + 1, sum.1 + item.rest, item);
    }
    let debtor = |((_, name), (items, rest, item)): ((UnitId, &str), (i64, Money, &Item))| {
        let place = place(v, &item.block, &item.number);
        Debtor { resident: item.resident, who: v.w.buildings_who(place, name), items, rest }
    };
    let mut debtors: Vec<Debtor> = sums.into_iter().map(debtor).collect();
    debtors.sort_by_key(|debtor| std::cmp::Reverse(debtor.rest));
    let count = i64::try_from(debtors.len()).unwrap_or(i64::MAX);
    debtors.truncate(DEBTORS_MAX);
    (debtors, count)
}

#[derive(Template)]
#[template(path = "buildings/show.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    sums: Sums,
    /// What the building holds by everything that came in and went out.
    held: Money,
    /// Each fund, and what lies in it by the bills.
    funds: Vec<(String, Money)>,
    floors: Vec<Floor>,
    debtors: Vec<Debtor>,
    /// How many there are, with those who are not shown.
    debtors_count: i64,
    spent: Money,
    spendings: i64,
    /// Transfers that residents say they have made, and nobody has looked at.
    transfers: i64,
    /// Months that wait for an approval, and where.
    waiting: Vec<(String, String)>,
    /// Requests that nobody has looked at.
    requests: i64,
    upcoming: Upcoming,
    run: Option<Progress>,
}
