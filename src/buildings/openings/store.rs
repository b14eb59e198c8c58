//! The SQL of what units bring from before.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::NewOpening;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ChargeId;
use crate::ids::MemberId;
use crate::ids::OpeningId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::money::Money;

/// Something from before, as it was written down.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Opening {
    pub(in crate::buildings) id: OpeningId,
    pub(in crate::buildings) party: Uuid,
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) is_credit: bool,
    pub(in crate::buildings) amount: Money,
    pub(in crate::buildings) since: NaiveDate,
    pub(in crate::buildings) note: Option<String>,
    pub(in crate::buildings) recorded_by: String,
    pub(in crate::buildings) recorded_at: DateTime<Utc>,
    pub(in crate::buildings) reversed_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) reversal_reason: Option<String>,
}

macro_rules! openings {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Opening,
            r#"select opening_balances.id, opening_balances.party_id as "party",
                units.id as "unit", units.block, units.number, residents.id as "resident",
                residents.name, is_credit, opening_balances.amount as "amount: Money", since, note,
                members.name as recorded_by, recorded_at, opening_balances.reversed_at,
                reversal_reason
            from opening_balances
            join parties on parties.id = opening_balances.party_id
            join units on units.id = parties.unit_id
            join residents on residents.id = parties.resident_id
            join members on members.id = opening_balances.recorded_by "# + $tail
            $(, $argument)*
        )
    };
}

/// What units of a building brought and is not taken back, in the order of the units.
pub(in crate::buildings) async fn living(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Opening>> {
    openings!(
        "where opening_balances.building_id = $1 and reversed_at is null
        order by units.block, units.floor, units.number_order, units.id, residents.id, since",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// Everything that was written down for a unit, the newest first.
pub(in crate::buildings) async fn of_unit(
    db: &Pool,
    (building, unit): (BuildingId, UnitId),
) -> sqlx::Result<Vec<Opening>> {
    openings!(
        "where opening_balances.building_id = $1 and units.id = $2
        order by recorded_at desc, opening_balances.id desc",
        building.as_uuid(),
        unit.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// One of a building.
pub(in crate::buildings) async fn one(
    db: &Pool,
    (building, id): (BuildingId, OpeningId),
) -> sqlx::Result<Option<Opening>> {
    openings!(
        "where opening_balances.building_id = $1 and opening_balances.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The one that an item stands for.
pub(in crate::buildings) async fn of_charge(
    db: &Pool,
    charge: ChargeId,
) -> sqlx::Result<Option<Opening>> {
    openings!(
        "join charges on charges.opening_id = opening_balances.id where charges.id = $1",
        charge.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// What all units of a building brought: debts, less what was paid in advance.
pub(in crate::buildings) async fn sum(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(sum(case when is_credit then -amount else amount end), 0)::bigint
            as "sum!: Money"
        from opening_balances where building_id = $1 and reversed_at is null"#,
        building.as_uuid(),
    )
    .fetch_one(db)
    .await
}

fn each<T>(openings: &[NewOpening], of: fn(&NewOpening) -> T) -> Vec<T> {
    openings.iter().map(of).collect()
}

pub(super) async fn insert_parties(
    tx: &mut Tx,
    building: BuildingId,
    openings: &[NewOpening],
) -> sqlx::Result<()> {
    query!(
        "insert into parties (id, building_id, unit_id, resident_id, account_id)
        select party, $1, unit, resident, account
        from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[])
            as rows (party, unit, resident, account)
        on conflict do nothing",
        building.as_uuid(),
        &each(openings, NewOpening::party),
        &each(openings, |one| one.unit.as_uuid()),
        &each(openings, |one| one.resident.as_uuid()),
        &each(openings, |one| one.account().id().as_uuid()),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Gives the ids of those that were not there.
pub(super) async fn insert(
    tx: &mut Tx,
    (building, member): (BuildingId, MemberId),
    openings: &[NewOpening],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Uuid>> {
    let notes: Vec<Option<String>> = each(openings, |one| one.note.clone());
    query_scalar!(
        "insert into opening_balances
            (id, building_id, party_id, is_credit, amount, since, note, recorded_by, recorded_at)
        select id, $1, party, is_credit, amount, since, note, $2, $3
        from unnest($4::uuid[], $5::uuid[], $6::boolean[], $7::bigint[], $8::date[], $9::text[])
            as rows (id, party, is_credit, amount, since, note)
        on conflict do nothing
        returning id",
        building.as_uuid(),
        member.as_uuid(),
        now,
        &each(openings, |one| one.id.as_uuid()),
        &each(openings, NewOpening::party),
        &each(openings, |one| one.is_credit),
        &each(openings, |one| one.amount.as_rials()),
        &each(openings, |one| one.since),
        &notes as &[Option<String>],
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether one of the same party and day stands on other terms.
pub(super) async fn another_stands(tx: &mut Tx, openings: &[NewOpening]) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from unnest($1::uuid[], $2::boolean[], $3::bigint[], $4::date[])
                as rows (party, is_credit, amount, since)
            join opening_balances on party_id = rows.party and opening_balances.since = rows.since
                and reversed_at is null
            where opening_balances.is_credit <> rows.is_credit
            or opening_balances.amount <> rows.amount
        ) as "stands!""#,
        &each(openings, NewOpening::party),
        &each(openings, |one| one.is_credit),
        &each(openings, |one| one.amount.as_rials()),
        &each(openings, |one| one.since),
    )
    .fetch_one(&mut **tx)
    .await
}

/// A debt becomes an item, and what was paid in advance is credit of its party.
pub(super) async fn write_items(
    tx: &mut Tx,
    came: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into charges
            (id, building_id, opening_id, party_id, place, kind, amount, due_on, debtor)
        select id_at($2), opening_balances.building_id, opening_balances.id, party_id, 0, 'opening',
            amount, since, residents.name
        from opening_balances
        join parties on parties.id = party_id
        join residents on residents.id = parties.resident_id
        where opening_balances.id = any($1) and not is_credit",
        came,
        now,
    )
    .execute(&mut **tx)
    .await?;
    query!(
        "insert into party_credits (id, party_id, opening_id, amount, credited_at)
        select id_at($2), party_id, id, amount, $2
        from opening_balances where id = any($1) and is_credit",
        came,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `false`: it was taken back before.
pub(super) async fn mark_reversed(
    tx: &mut Tx,
    opening: OpeningId,
    (member, reason): (MemberId, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update opening_balances set reversed_at = $2, reversed_by = $3, reversal_reason = $4
        where id = $1 and reversed_at is null",
        opening.as_uuid(),
        now,
        member.as_uuid(),
        reason,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a credit away again, and what was used of it from the newest items that it was used for.
pub(super) async fn take_credit(
    tx: &mut Tx,
    opening: &Opening,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        r#"select free_used_credit($1, $2, $3) as "nothing: ()""#,
        opening.party,
        opening.amount.as_rials(),
        now,
    )
    .fetch_one(&mut **tx)
    .await?;
    query!(
        "insert into party_credits (id, party_id, opening_id, amount, credited_at)
        values (id_at($4), $1, $2, $3, $4)",
        opening.party,
        opening.id.as_uuid(),
        (-opening.amount).as_rials(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
