//! What is let off to whoever pays early: nothing unless the building has decided so (`charges.md`,
//! early-payment discount). The offer is frozen on each bill when it is issued. It is given by the
//! database, in the transaction that lays the money on what is owed, and goes again with that money.

use std::borrow::Borrow;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::BuildingError;
use super::building::end_of;
use super::building::today;
use super::debts::Item;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::charges;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::DecisionId;
use crate::ids::MemberId;
use crate::ids::RunId;
use crate::ledger;
use crate::ledger::Account;
use crate::money::Money;

/// What a building decided about bills that are paid early.
#[derive(Clone, Debug)]
pub struct NewEarlyDiscount {
    /// Chosen before the form was shown.
    pub id: DecisionId,
    /// Who decided it and what, in their words.
    pub words: String,
    /// When.
    pub decided_on: NaiveDate,
    /// How much is let off, in hundredths of a percent of the bill; half of it at most.
    pub points: u32,
    /// The offer ends so many days before the last day of payment.
    pub days_before: u16,
    /// For bills whose last day of payment is this day or later.
    pub valid_from: NaiveDate,
}

/// A decision that is written down.
#[derive(Clone, Debug)]
pub(super) struct EarlyDiscount {
    pub(super) id: DecisionId,
    pub(super) words: String,
    pub(super) decided_on: NaiveDate,
    pub(super) points: i32,
    pub(super) days_before: i32,
    pub(super) valid_from: NaiveDate,
    /// Bills whose last day of payment is this day or later are offered nothing.
    pub(super) ended_on: Option<NaiveDate>,
    pub(super) recorded_by: String,
}

/// What the bills of a month are offered.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    points: u32,
    /// The last day on which it is paid early.
    pub(super) until: NaiveDate,
}

impl Offer {
    /// What is let off of a bill. `None`: less than a rial.
    pub(super) fn of(self, bill: Money) -> Option<Money> {
        Some(charges::discount(bill, self.points)).filter(|off| Money::ZERO < *off)
    }
}

/// What a building decided, the newest first.
pub(super) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<EarlyDiscount>> {
    query_as!(
        EarlyDiscount,
        "select early_discounts.id, words, decided_on, points, days_before, valid_from, ended_on,
            members.name as recorded_by
        from early_discounts
        join members on members.id = early_discounts.recorded_by
        where building_id = $1
        order by valid_from desc, recorded_at desc",
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// The decision that holds for bills that fall due on a day.
pub(super) async fn held(
    db: &Pool,
    (building, due_on): (BuildingId, NaiveDate),
) -> sqlx::Result<Option<EarlyDiscount>> {
    let every = of_building(db, building).await?.into_iter();
    let mut holds =
        every.filter(|one| one.valid_from <= due_on && one.ended_on.is_none_or(|end| due_on < end));
    Ok(holds.next())
}

/// Whether one holds for bills that fall due from a day on, or did: there is one for each bill.
pub(super) async fn one_holds(
    db: &Pool,
    building: BuildingId,
    from: NaiveDate,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from early_discounts
            where building_id = $1 and (ended_on is null or ended_on > $2)
        ) as "holds!""#,
        building.as_uuid(),
        from,
    )
    .fetch_one(db)
    .await
}

/// Writes a decision down. The same again changes nothing; while another holds for some of the same bills
/// it is [`BuildingError::NotAsShown`].
pub(super) async fn record(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    new: &NewEarlyDiscount,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    let mut tx = db::begin(db).await?;
    record_on(&mut tx, (building, member), new, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in the caller's transaction.
pub(super) async fn record_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewEarlyDiscount,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    store::lock(tx, building).await?;
    let others = query_scalar!(
        r#"select count(*) as "count!" from early_discounts
        where building_id = $1 and id <> $2 and (ended_on is null or ended_on > $3)"#,
        building.as_uuid(),
        new.id.as_uuid(),
        new.valid_from,
    )
    .fetch_one(&mut **tx)
    .await?;
    if 0 < others {
        return Err(BuildingError::NotAsShown);
    }
    let waived = ledger::open_account(tx, &Account::BuildingWaived(building), now).await?;
    query!(
        "insert into early_discounts (id, building_id, words, decided_on, points, days_before,
            valid_from, waived_account, recorded_by, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.words,
        new.decided_on,
        i32::try_from(new.points).unwrap_or(i32::MAX),
        i32::from(new.days_before),
        new.valid_from,
        waived.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    let about = (new.id.as_uuid(), new.words.as_str());
    acts::note(tx, Act::EarlyDiscountDecided, about, now).await?;
    Ok(())
}

/// Ends a decision: bills that are issued from now on are offered nothing. What was offered stays. Done
/// twice is done once.
pub(super) async fn end(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    decision: DecisionId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update early_discounts set ended_on = greatest($3::date, valid_from), ended_by = $4
        where building_id = $1 and id = $2 and ended_on is null",
        building.as_uuid(),
        decision.as_uuid(),
        today(now),
        member.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 1 {
        acts::note(&mut tx, Act::EarlyDiscountEnded, (decision.as_uuid(), ""), now).await?;
    }
    tx.commit().await
}

/// Freezes for a month that is about to be issued what its bills are offered.
pub(super) async fn freeze(tx: &mut Tx, run: RunId) -> sqlx::Result<()> {
    query!(
        "update charge_runs set early_discount_id = early_discounts.id
        from early_discounts
        where charge_runs.id = $1 and early_discounts.building_id = charge_runs.building_id
        and valid_from <= due_on and (ended_on is null or due_on < ended_on)",
        run.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What the bills of a month are offered, as it was frozen. An offer that ends before the month is issued
/// is none.
pub(super) async fn of_run(tx: &mut Tx, run: RunId) -> sqlx::Result<Option<Offer>> {
    let row = query!(
        r#"select points, due_on - days_before as "until!" from charge_runs
        join early_discounts on early_discounts.id = early_discount_id
        where charge_runs.id = $1
        and (begun_at at time zone 'Asia/Tehran')::date <= due_on - days_before"#,
        run.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    let offer = |points: i32, until| Offer { points: u32::try_from(points).unwrap_or(0), until };
    Ok(row.map(|row| offer(row.points, row.until)))
}

/// What is let off to whoever pays these of the items that they owe. A bill counts as paid early when
/// nothing older of its party stays open.
pub(super) fn off<I: Borrow<Item>>(
    items: &[I],
    chosen: impl Fn(&Item) -> bool,
    today: NaiveDate,
) -> Money {
    let items = || items.iter().map(Borrow::borrow);
    let stays = |bill: &Item| {
        items().any(|older: &Item| {
            older.unit == bill.unit && older.due_on < bill.due_on && !chosen(older)
        })
    };
    let paid = items().filter(|item| chosen(item) && !stays(item));
    paid.filter_map(|item| item.early(today)).map(|(off, _)| off).sum()
}

/// Until when everything that somebody owes is paid early, and how much that is.
pub(super) fn of_all(items: &[Item], today: NaiveDate) -> Option<(DateTime<Utc>, Money)> {
    let until = items.iter().filter_map(|item| item.early(today)).map(|(_, until)| until).min()?;
    let owed: Money = items.iter().map(|item| item.rest).sum();
    Some((end_of(until), owed - off(items, |_| true, today)))
}
