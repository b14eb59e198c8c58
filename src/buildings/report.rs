//! What came in and went out, month by month, and who owes since when.

mod standing;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::PgExecutor;
use sqlx::query;

use super::Fund;
use super::building::days_late;
use super::building::noon;
use super::building::period_of;
use super::debts;
use super::fund_openings;
use super::given_back;
use super::openings;
use super::range::Months;
use super::suppliers;
use crate::charges;
use crate::charges::Aged;
use crate::charges::Report;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::ExpenseId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::money::Money;

pub(super) use standing::charged_units;
pub(super) use standing::laid_aside;

/// Months that a report shows.
const MONTHS_MAX: usize = 24;

/// What moved in a month.
#[derive(Clone, Copy, Debug)]
pub(super) struct Month {
    pub(super) period: i32,
    pub(super) moved: Report,
}

/// Somebody who owes for a unit, or has paid in advance.
pub(super) struct Debtor {
    pub(super) resident: ResidentId,
    pub(super) block: String,
    pub(super) number: String,
    pub(super) name: String,
    pub(super) aged: Aged,
    pub(super) credit: Money,
}

/// The months of a building from the first in which anything moved, newest first. Each begins with
/// what the one before it ended with.
pub(super) async fn months(
    db: &Pool,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Month>> {
    let mut months = all_months(&mut *db.acquire().await?, building, now).await?;
    months.reverse();
    months.truncate(MONTHS_MAX);
    Ok(months)
}

/// All of them, the oldest first.
async fn all_months(
    db: &mut PgConnection,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Month>> {
    let moves = moves(&mut *db, building, period_of(now)).await?;
    Ok(carried(moves, begins(db, building).await?).collect())
}

/// What a building holds by all that moved until now.
pub(super) async fn fund_end(
    db: &mut PgConnection,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Money> {
    let months = all_months(&mut *db, building, now).await?;
    match months.last() {
        Some(month) => Ok(month.moved.fund_end()),
        None => Ok(begins(db, building).await?.0),
    }
}

/// What moved in some months together: it begins with what the months before them ended with.
pub(super) async fn over(
    db: &Pool,
    building: BuildingId,
    range: Months,
    now: DateTime<Utc>,
) -> sqlx::Result<Report> {
    let mut db = db.acquire().await?;
    let begins = begins(&mut db, building).await?;
    let mut sum = Report { fund_start: begins.0, receivable_start: begins.1, ..Report::default() };
    for month in carried(moves(&mut db, building, period_of(now)).await?, begins) {
        if month.period < range.first {
            sum.fund_start = month.moved.fund_end();
            sum.receivable_start = month.moved.receivable_end();
        } else if range.has(month.period) {
            sum = sum.and(&month.moved);
        }
    }
    Ok(sum)
}

/// From the first month in which anything moved to the last, this month included.
pub(super) async fn span(
    db: &Pool,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Months> {
    let this_month = period_of(now);
    let moves = moves(&mut *db.acquire().await?, building, this_month).await?;
    let first = moves.first_key_value().map_or(this_month, |(first, _)| *first);
    let last = moves.last_key_value().map_or(this_month, |(last, _)| *last);
    Ok(Months { first: first.min(this_month), last: last.max(this_month) })
}

/// What lay in the funds and what units owed when the building came here.
async fn begins(db: &mut PgConnection, building: BuildingId) -> sqlx::Result<(Money, Money)> {
    let held = fund_openings::living(&mut *db, building).await?;
    let held = held.into_iter().map(|one| one.amount).sum();
    Ok((held, openings::sum(db, building).await?))
}

/// What moved in each month in which anything did.
async fn moves(
    db: &mut PgConnection,
    building: BuildingId,
    this_month: i32,
) -> sqlx::Result<BTreeMap<i32, Report>> {
    let mut moves: BTreeMap<i32, Report> = BTreeMap::new();
    let charged = query!(
        r#"select period, sum(amount)::bigint as "amount!: Money"
        from charges
        join charge_runs on charge_runs.id = charges.run_id
        where charges.building_id = $1 and charges.reversed_at is null and kind = 'principal'
        group by period"#,
        building.as_uuid(),
    );
    for row in charged.fetch_all(&mut *db).await? {
        moves.entry(row.period).or_default().issued = row.amount;
    }
    for (day, amount) in late_fees(&mut *db, building).await? {
        let month = moves.entry(period_of(noon(day))).or_default();
        month.late_fees = month.late_fees + amount;
    }
    let received = query!(
        r#"select (paid_at at time zone 'Asia/Tehran')::date as "day!",
            sum(amount)::bigint as "amount!: Money", sum(fee)::bigint as "fee!: Money"
        from payments
        join resident_payments on resident_payments.payment_id = payments.id
        where resident_payments.building_id = $1 and status = 'confirmed' and suspense is null
        and reversed_at is null
        group by 1"#,
        building.as_uuid(),
    );
    for row in received.fetch_all(&mut *db).await? {
        let month = moves.entry(period_of(noon(row.day))).or_default();
        month.receipts = month.receipts + row.amount;
        month.gateway_fees = month.gateway_fees + row.fee;
    }
    let by_hand = query!(
        r#"select received_on, way in ('waiver', 'early') as "is_waived!", sum(amount)::bigint as "amount!: Money"
        from settlements
        where building_id = $1 and reversed_at is null
        group by 1, 2"#,
        building.as_uuid(),
    );
    for row in by_hand.fetch_all(&mut *db).await? {
        let month = moves.entry(period_of(noon(row.received_on))).or_default();
        if row.is_waived {
            month.discounts = month.discounts + row.amount;
        } else {
            month.receipts = month.receipts + row.amount;
        }
    }
    for (day, moved) in paid_out(&mut *db, building).await? {
        let month = moves.entry(period_of(noon(day))).or_default();
        *month = month.and(&moved);
    }
    for spending in spendings(db, building, this_month).await? {
        for period in spending.months {
            let month = moves.entry(period).or_default();
            month.expenses = month.expenses + spending.amount;
        }
    }
    Ok(moves)
}

/// What sending money cost, and what was given back of credit, by their days.
async fn paid_out(
    db: &mut PgConnection,
    building: BuildingId,
) -> sqlx::Result<Vec<(NaiveDate, Report)>> {
    let mut fees = suppliers::fees(&mut *db, building).await?;
    fees.extend(given_back::fees(&mut *db, building).await?);
    let fees = fees
        .into_iter()
        .map(|(day, gateway_fees)| (day, Report { gateway_fees, ..Report::default() }));
    let given = given_back::sums(&mut *db, building).await?.into_iter();
    let given = given.map(|(day, given_back)| (day, Report { given_back, ..Report::default() }));
    Ok(fees.chain(given).collect())
}

/// What being late cost, by the day on which it was charged.
async fn late_fees(
    db: &mut PgConnection,
    building: BuildingId,
) -> sqlx::Result<Vec<(NaiveDate, Money)>> {
    let rows = query!(
        r#"select (posted_at at time zone 'Asia/Tehran')::date as "day!",
            sum(fee_postings.amount)::bigint as "amount!: Money"
        from fee_postings
        join charges on charges.id = fee_postings.charge_id
        where charges.building_id = $1 and charges.reversed_at is null
        group by 1"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.amount)).collect())
}

/// An expense with the months in which it was spent: that of its day or, of one that comes again, each from
/// there on.
pub(super) struct Spending {
    pub(super) id: ExpenseId,
    pub(super) title: String,
    pub(super) category: String,
    pub(super) fund: Fund,
    pub(super) supplier: Option<String>,
    /// In each of the months.
    pub(super) amount: Money,
    pub(super) months: RangeInclusive<i32>,
}

/// What was spent until a month, the newest first.
pub(super) async fn spendings(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    this_month: i32,
) -> sqlx::Result<Vec<Spending>> {
    let spent = query!(
        r#"select expenses.id, title, cost_categories.name as category, fund as "fund: Fund",
            supplier, amount as "amount: Money", spent_on, repeats, ended_before
        from expenses
        join cost_categories on cost_categories.id = category_id
        where expenses.building_id = $1 and deleted_at is null
        order by spent_on desc, expenses.id desc"#,
        building.as_uuid(),
    );
    let spent = spent.fetch_all(db).await?.into_iter().map(|row| {
        let first = period_of(noon(row.spent_on));
        let last = match row.ended_before {
            _ if !row.repeats => first,
            Some(end) => this_month.min(end - 1),
            None => this_month,
        };
        Spending {
            id: row.id.into(),
            title: row.title,
            category: row.category,
            fund: row.fund,
            supplier: row.supplier,
            amount: row.amount,
            months: first..=last,
        }
    });
    Ok(spent.collect())
}

/// Each month with what the one before it ended with; the first with what lay in the funds and what units
/// owed when the building came here. The oldest first.
fn carried(
    moves: BTreeMap<i32, Report>,
    (mut fund, mut owed): (Money, Money),
) -> impl Iterator<Item = Month> {
    moves.into_iter().map(move |(period, mut moved)| {
        (moved.fund_start, moved.receivable_start) = (fund, owed);
        (fund, owed) = (moved.fund_end(), moved.receivable_end());
        Month { period, moved }
    })
}

/// Who owes for which unit and since when, and who has paid in advance. Credit has its own column and
/// is never netted (`charges.md`, ageing).
pub(super) async fn debtors(
    db: &Pool,
    building: BuildingId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Debtor>> {
    let rows = query!(
        // The building's units and people are read in one go: asked for one by one, each costs its way down an
        // index of all houses.
        r#"with debts as materialized (
            select party_id, sum(rest) as owed, array_agg(due_on) as due, array_agg(rest) as rests
            from (
                select party_id, due_on, amount - paid as rest from charges
                where building_id = $1 and reversed_at is null and paid < amount
            ) as open
            group by party_id
        ),
        places as materialized (select id, block, number from units where building_id = $1),
        people as materialized (select id, name from residents where building_id = $1)
        select unit_id as "unit!: UnitId", resident_id as "resident!: ResidentId", block as "block!",
            number as "number!", name as "name!", due as "due!: Vec<NaiveDate>",
            rests as "rests!: Vec<Money>"
        from debts
        join parties on parties.id = party_id and parties.building_id = $1
        join places on places.id = unit_id
        join people on people.id = resident_id
        order by owed desc, unit_id, resident_id"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let credits = debts::credits(db, building).await?;
    let debtors = rows.into_iter().map(|row| {
        let late = row.due.iter().map(|due_on| days_late(*due_on, now)).zip(row.rests);
        let credit = credits.get(&(row.unit, row.resident));
        Debtor {
            resident: row.resident,
            block: row.block,
            number: row.number,
            name: row.name,
            aged: charges::age(late),
            credit: credit.copied().unwrap_or(Money::ZERO),
        }
    });
    Ok(debtors.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_with_what_the_one_before_it_ended_with() {
        let moved = |issued, receipts, expenses| Report {
            issued: Money::rials(issued),
            receipts: Money::rials(receipts),
            expenses: Money::rials(expenses),
            ..Report::default()
        };
        let two = BTreeMap::from([(7, moved(100, 60, 50)), (8, moved(100, 120, 90))]);
        let months = carried(two, (Money::rials(500), Money::rials(7)));
        let ends = months.map(|month| (month.moved.fund_end(), month.moved.receivable_end()));
        let ends: Vec<_> = ends.map(|(fund, owed)| (fund.as_rials(), owed.as_rials())).collect();
        assert_eq!(ends, [(510, 47), (540, 27)]);
    }
}
