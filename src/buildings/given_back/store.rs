//! The SQL of credit that is given back.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::NewGivenBack;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ChargeId;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::money::Money;

/// What somebody owes for a unit of a building; `None`: nothing was ever booked of it.
pub(super) async fn party(
    tx: &mut Tx,
    building: BuildingId,
    (unit, resident): (UnitId, ResidentId),
) -> sqlx::Result<Option<Uuid>> {
    query_scalar!(
        "select id from parties where building_id = $1 and unit_id = $2 and resident_id = $3",
        building.as_uuid(),
        unit.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Whether a payout is the one that a form made for somebody before.
pub(super) async fn is_same(tx: &mut Tx, payout: PayoutId, party: Uuid) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from given_backs where payout_id = $1 and party_id = $2
        ) as "is!""#,
        payout.as_uuid(),
        party,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether credit of somebody is being given back: a payout was neither ended nor has its money left.
pub(super) async fn is_under_way(tx: &mut Tx, party: Uuid) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from given_backs
            where party_id = $1
            and not exists (
                select from payout_endings
                where payout_endings.payout_id = given_backs.payout_id
            )
            and not exists (
                select from transfers
                where purpose = given_backs.payout_id and status = 'settled'
            )
        ) as "is!""#,
        party,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Writes down that it is given back, and takes it from the credit.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, party): (BuildingId, Uuid),
    (new, member): (&NewGivenBack, MemberId),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into given_backs (payout_id, building_id, party_id, amount, given_by, given_at)
        values ($1, $2, $3, $4, $5, $6)",
        new.id.as_uuid(),
        building.as_uuid(),
        party,
        new.amount.as_rials(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into party_credits (id, party_id, given_back_id, amount, credited_at)
        values (id_at($4), $1, $2, $3, $4)",
        party,
        new.id.as_uuid(),
        (-new.amount).as_rials(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The payouts by which somebody of a unit was given credit back, the newest first.
pub(super) async fn of_party(
    db: &Pool,
    (unit, resident): (UnitId, ResidentId),
) -> sqlx::Result<Vec<(PayoutId, DateTime<Utc>)>> {
    let rows = query!(
        "select payout_id, given_at from given_backs
        join parties on parties.id = party_id
        where unit_id = $1 and resident_id = $2
        order by given_at desc, payout_id desc",
        unit.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.payout_id.into(), row.given_at)).collect())
}

/// Of which building's credit a payout gives back; `None`: it is for something else.
pub(in crate::buildings) async fn building_of(
    tx: &mut Tx,
    payout: PayoutId,
) -> sqlx::Result<Option<BuildingId>> {
    query_scalar!(
        r#"select building_id as "building: BuildingId" from given_backs where payout_id = $1"#,
        payout.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// When the credit was given back that an item asks for again; `None`: the item is for something else.
pub(in crate::buildings) async fn of_charge(
    db: &Pool,
    charge: ChargeId,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select given_at from charges
        join given_backs on given_backs.payout_id = charges.given_back_id
        where charges.id = $1",
        charge.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// What a building gave back, by the day on which it did; what came back again is not there.
pub(in crate::buildings) async fn sums(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<(NaiveDate, Money)>> {
    let rows = query!(
        r#"select (given_at at time zone 'Asia/Tehran')::date as "day!",
            sum(amount)::bigint as "amount!: Money"
        from given_backs
        where building_id = $1 and not exists (
            select from payout_endings
            where payout_endings.payout_id = given_backs.payout_id
        )
        group by 1"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.amount)).collect())
}

/// What sending it cost a building, by the day on which it left.
pub(in crate::buildings) async fn fees(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<(NaiveDate, Money)>> {
    let rows = query!(
        r#"select (settled_at at time zone 'Asia/Tehran')::date as "day!", fee as "fee: Money"
        from transfers
        join given_backs on payout_id = purpose
        where building_id = $1 and transfers.status = 'settled' and fee <> 0"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.day, row.fee)).collect())
}
