//! What lay in a building's funds on the day it came here: written down once for each fund, booked under a kind
//! of journal of its own, and mirrored for a reason when it was wrong. The money is in the hands of whoever
//! manages the building, and in no wallet of ours.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::BuildingError;
use super::Fund;
use super::store;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::FundOpeningId;
use crate::ids::MemberId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::money::Money;

/// What lay in a fund, about to be written down.
#[derive(Clone, Debug)]
pub struct NewFundOpening {
    /// Chosen before the form was shown.
    pub id: FundOpeningId,
    /// In which fund.
    pub fund: Fund,
    /// How much; less than nothing, where more was spent than there was, which comes with a hand-over only.
    pub amount: Money,
    /// On which day.
    pub held_on: NaiveDate,
    /// Where it is, or by which book.
    pub note: Option<String>,
}

/// What lay in a fund.
#[derive(Clone, Debug)]
pub(super) struct FundOpening {
    pub(super) id: FundOpeningId,
    pub(super) fund: Fund,
    pub(super) amount: Money,
    pub(super) held_on: NaiveDate,
    pub(super) note: Option<String>,
    pub(super) recorded_by: String,
    pub(super) recorded_at: DateTime<Utc>,
    pub(super) reversed_at: Option<DateTime<Utc>>,
    pub(super) reversal_reason: Option<String>,
}

/// Writes down what lay in a fund. The same again changes nothing; where the fund has another that stands,
/// it is [`BuildingError::NotAsShown`].
pub async fn bring_fund(
    app: &App,
    (building, member): (BuildingId, MemberId),
    new: &NewFundOpening,
) -> Result<(), BuildingError> {
    let mut tx = db::begin(&app.db).await?;
    bring_on(&mut tx, (building, member), new, app.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// The same in the caller's transaction.
pub(super) async fn bring_on(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewFundOpening,
    now: DateTime<Utc>,
) -> Result<(), BuildingError> {
    store::lock(tx, building).await?;
    if !insert(tx, (building, member), new, now).await? {
        return if is_there(tx, (building, new.id)).await? {
            Ok(())
        } else {
            Err(BuildingError::NotAsShown)
        };
    }
    let (hand, before) = (Account::BuildingHand(building), Account::BuildingOpening(building));
    ledger::open_accounts(tx, &[hand, before], now).await?;
    let (debtor, creditor) = if new.amount < Money::ZERO { (before, hand) } else { (hand, before) };
    let amount = new.amount.max(Money::ZERO - new.amount);
    let journal = Journal::of("fund_opening", &new.id, now)
        .debit(debtor.id(), amount)
        .credit(creditor.id(), amount);
    ledger::post_all(tx, &[journal]).await?;
    acts::note(tx, Act::FundBrought, (building.as_uuid(), ""), now).await?;
    Ok(())
}

/// `false`: it is there already, or another of the same fund is.
async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    new: &NewFundOpening,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into fund_openings
            (id, building_id, fund, amount, held_on, note, recorded_by, recorded_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict do nothing",
        new.id.as_uuid(),
        building.as_uuid(),
        new.fund.code(),
        new.amount.as_rials(),
        new.held_on,
        new.note,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn is_there(tx: &mut Tx, (building, id): (BuildingId, FundOpeningId)) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from fund_openings where building_id = $1 and id = $2
        ) as "is_there!""#,
        building.as_uuid(),
        id.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// All that were written down for a building, those that stand first and each by its fund.
pub(super) async fn all(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<FundOpening>> {
    query_as!(
        FundOpening,
        r#"select fund_openings.id, fund as "fund: Fund", amount as "amount: Money", held_on, note,
            members.name as recorded_by, recorded_at, reversed_at, reversal_reason
        from fund_openings
        join members on members.id = recorded_by
        where building_id = $1
        order by reversed_at is not null, array_position($2::text[], fund), fund_openings.id desc"#,
        building.as_uuid(),
        &Fund::ALL.map(|fund| fund.code().to_owned()),
    )
    .fetch_all(db)
    .await
}

/// Those that stand, by their funds.
pub(super) async fn living(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<FundOpening>> {
    let mut all = all(db, building).await?;
    all.retain(|one| one.reversed_at.is_none());
    Ok(all)
}

/// Takes back what was written down wrongly. Done twice is done once.
pub(super) async fn reverse(
    app: &App,
    (building, id): (BuildingId, FundOpeningId),
    (member, reason): (MemberId, &str),
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    store::lock(&mut tx, building).await?;
    let done = query!(
        "update fund_openings set reversed_at = $3, reversed_by = $4, reversal_reason = $5
        where building_id = $1 and id = $2 and reversed_at is null",
        building.as_uuid(),
        id.as_uuid(),
        now,
        member.as_uuid(),
        reason,
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(());
    }
    ledger::mirror(&mut tx, ("fund_opening", &id), ("fund_opening_reversed", &id), now).await?;
    acts::note(&mut tx, Act::FundVoided, (building.as_uuid(), reason), now).await?;
    tx.commit().await?;
    Ok(())
}
