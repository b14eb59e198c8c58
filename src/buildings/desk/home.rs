//! The home of a building: who has paid, what is owed, what the month cost.

use std::collections::BTreeMap;
use std::collections::HashMap;

use askama::Template;
use axum::extract::Path;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::charges::waiting;
use crate::app::App;
use crate::buildings::Building;
use crate::buildings::Unit;
use crate::buildings::building::days_late;
use crate::buildings::building::noon;
use crate::buildings::building::period_of;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Item;
use crate::buildings::explain::place;
use crate::buildings::messages;
use crate::buildings::report;
use crate::buildings::reported;
use crate::buildings::requests;
use crate::buildings::runs;
use crate::buildings::runs::Run;
use crate::buildings::store;
use crate::buildings::store::Sums;
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
    let spent = report::spendings(&app.db, building.id, this_month).await?.into_iter();
    let spent = spent.filter(|one| one.months.contains(&this_month));
    let spent: Vec<Money> = spent.map(|one| one.amount).collect();
    let transfers = reported::waiting(&app.db, building.id).await?;
    let page = ShowPage {
        v: &desk,
        building: &building,
        tab: "home",
        sums: store::sums(&app.db, building.id).await?,
        floors: floors(&desk, store::units(&app.db, building.id, today(desk.now)).await?, &open),
        debtors: debtors(&desk, &open),
        spent: spent.iter().copied().sum(),
        spendings: i64::try_from(spent.len()).unwrap_or(i64::MAX),
        transfers: i64::try_from(transfers.len()).unwrap_or(i64::MAX),
        requests: requests::count_waiting(&app.db, building.id).await?,
        waiting: waiting(&app, &desk, &building).await?,
        next: month_path(&building, run.as_ref().map_or(this_month, |run| run.period + 1)),
        run: run.as_ref().map(|run| progress(&desk, run)),
    };
    desk.page(StatusCode::OK, &page)
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

/// A unit on the facade.
pub(super) struct Window {
    id: UnitId,
    number: String,
    look: &'static str,
    icon: &'static str,
    word: String,
}

/// A floor of the facade.
pub(super) struct Floor {
    name: String,
    windows: Vec<Window>,
}

/// The facade, the highest floor first.
fn floors(v: &Visit, units: Vec<Unit>, open: &[Item]) -> Vec<Floor> {
    let mut floors: BTreeMap<(std::cmp::Reverse<i32>, String), Vec<Window>> = BTreeMap::new();
    let mut owed: HashMap<UnitId, Vec<&Item>> = HashMap::new();
    for item in open {
        owed.entry(item.unit).or_default().push(item);
    }
    for unit in units {
        let items = owed.remove(&unit.id).unwrap_or_default();
        let late = items.iter().any(|item| 0 < days_late(item.due_on, v.now));
        let part = items.iter().any(|item| item.rest != item.amount);
        let (look, icon, word) = match (items.is_empty(), late, part) {
            (true, ..) => ("ok", "tick", v.w.buildings_state_paid()),
            (false, true, _) => ("bad", "alert", v.w.buildings_state_late()),
            (false, false, true) => ("warn", "half", v.w.buildings_state_part()),
            (false, false, false) => ("warn", "clock", v.w.buildings_state_waiting()),
        };
        let number = v.digits(&unit.number);
        let window = Window { id: unit.id, number, look, icon, word };
        floors.entry((std::cmp::Reverse(unit.floor), unit.block)).or_default().push(window);
    }
    let named = |((floor, block), windows): ((std::cmp::Reverse<i32>, String), Vec<Window>)| {
        let floor = v.number(i64::from(floor.0));
        let name = if block.is_empty() { floor } else { format!("{}/{floor}", v.digits(&block)) };
        Floor { name, windows }
    };
    floors.into_iter().map(named).collect()
}

/// Somebody who owes.
struct Debtor {
    resident: ResidentId,
    who: String,
    items: i64,
    rest: Money,
}

/// Who owes most, first.
fn debtors(v: &Visit, open: &[Item]) -> Vec<Debtor> {
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
    debtors.truncate(DEBTORS_MAX);
    debtors
}

#[derive(Template)]
#[template(path = "buildings/show.html")]
struct ShowPage<'a> {
    v: &'a Visit,
    building: &'a Building,
    tab: &'a str,
    sums: Sums,
    floors: Vec<Floor>,
    debtors: Vec<Debtor>,
    spent: Money,
    spendings: i64,
    /// Transfers that residents say they have made, and nobody has looked at.
    transfers: i64,
    /// Requests that nobody has looked at.
    /// Months that wait for an approval, and where.
    waiting: Vec<(String, String)>,
    requests: i64,
    next: String,
    run: Option<Progress>,
}
