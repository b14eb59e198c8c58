//! The SQL of settlements of leaving and their certificates.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Left;
use crate::buildings::occupancy;
use crate::buildings::occupancy::Known;
use crate::buildings::writing::named;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ClearanceId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::StayId;
use crate::ids::UnitId;
use crate::ledger;
use crate::ledger::Account;
use crate::money::Money;
use crate::tokens::Door;
use crate::tokens::TokenDigest;

/// A certificate.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Clearance {
    pub(in crate::buildings) id: ClearanceId,
    pub(in crate::buildings) building_name: String,
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) resident: ResidentId,
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) name: String,
    pub(in crate::buildings) is_owner: bool,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) unit_number: String,
    pub(in crate::buildings) since: Option<NaiveDate>,
    pub(in crate::buildings) until: NaiveDate,
    pub(in crate::buildings) billed_through: Option<i32>,
    /// What the days after that were estimated to cost.
    pub(in crate::buildings) ahead: Money,
    pub(in crate::buildings) issued_by: String,
    pub(in crate::buildings) issued_at: DateTime<Utc>,
    pub(in crate::buildings) revoked_at: Option<DateTime<Utc>>,
    pub(in crate::buildings) revocation_reason: Option<String>,
    /// What is open of them in the unit at this moment.
    pub(in crate::buildings) open_now: Money,
}

impl Clearance {
    /// The page that says whether it is genuine.
    pub(in crate::buildings) fn door(&self) -> Door {
        door(self.id)
    }
}

pub(super) fn door(clearance: ClearanceId) -> Door {
    Door::Clearance { clearance }
}

macro_rules! clearances {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Clearance,
            r#"select clearances.id, buildings.name as building_name, clearances.number,
                parties.resident_id as "resident", parties.unit_id as "unit", clearances.name,
                is_owner, clearances.block, unit_number, since, until, billed_through,
                ahead as "ahead: Money", members.name as issued_by, issued_at, revoked_at,
                revocation_reason,
                (
                    select coalesce(sum(rest), 0)::bigint from open_charges
                    where open_charges.party_id = clearances.party_id
                ) as "open_now!: Money"
            from clearances
            join buildings on buildings.id = clearances.building_id
            join parties on parties.id = clearances.party_id
            join members on members.id = issued_by "# + $tail
            $(, $argument)*
        )
    };
}

/// One of a building.
pub(in crate::buildings) async fn one(
    db: &Pool,
    (building, id): (BuildingId, ClearanceId),
) -> sqlx::Result<Option<Clearance>> {
    clearances!(
        "where clearances.building_id = $1 and clearances.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The one that an address leads to.
pub(super) async fn by_token(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Clearance>> {
    clearances!("where clearances.token_digest = $1", digest.as_slice()).fetch_optional(db).await
}

/// Those of a stay, the newest first.
pub(in crate::buildings) async fn of_stay(db: &Pool, stay: StayId) -> sqlx::Result<Vec<Clearance>> {
    clearances!("where stay_id = $1 order by clearances.number desc", stay.as_uuid())
        .fetch_all(db)
        .await
}

/// Those of somebody, the newest first.
pub(in crate::buildings) async fn of_resident(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<Vec<Clearance>> {
    clearances!(
        "where parties.resident_id = $1 order by clearances.number desc",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// What is open of somebody in a unit, and what they have paid in advance there.
pub(super) async fn balance(
    db: &mut PgConnection,
    (unit, resident): (UnitId, ResidentId),
) -> sqlx::Result<(Money, Money)> {
    let row = query!(
        r#"select (
                select coalesce(sum(rest), 0)::bigint from open_charges
                where unit_id = $1 and resident_id = $2
            ) as "open!: Money",
            (
                select coalesce(sum(amount), 0)::bigint from party_credits
                join parties on parties.id = party_id
                where unit_id = $1 and resident_id = $2
            ) as "credit!: Money""#,
        unit.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_one(db)
    .await?;
    Ok((row.open, row.credit))
}

/// The newest month all of whose bills are written.
pub(super) async fn billed_through(
    db: &mut PgConnection,
    building: BuildingId,
) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "select max(period) from charge_runs
        where building_id = $1 and reversed_at is null and done_at is not null",
        building.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// The newest bill of somebody for a unit: of which month, and how much.
pub(super) async fn last_bill(
    db: &mut PgConnection,
    (unit, resident): (UnitId, ResidentId),
) -> sqlx::Result<Option<(i32, Money)>> {
    let row = query!(
        r#"select period, amount as "amount: Money" from charges
        join charge_runs on charge_runs.id = run_id
        join parties on parties.id = party_id
        where unit_id = $1 and resident_id = $2 and kind = 'principal'
        and charges.reversed_at is null
        order by period desc limit 1"#,
        unit.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.period, row.amount)))
}

/// What somebody owes for a unit has an account, though nothing may have been billed yet.
pub(in crate::buildings) async fn open_party(
    tx: &mut Tx,
    building: BuildingId,
    (unit, resident): (UnitId, ResidentId),
    now: DateTime<Utc>,
) -> sqlx::Result<Uuid> {
    let party = named("party", unit.as_uuid(), resident.as_uuid());
    let account = ledger::open_account(tx, &Account::Debts(party), now).await?;
    query!(
        "insert into parties (id, building_id, unit_id, resident_id, account_id)
        values ($1, $2, $3, $4, $5)
        on conflict do nothing",
        party,
        building.as_uuid(),
        unit.as_uuid(),
        resident.as_uuid(),
        account.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(party)
}

pub(super) async fn begin(
    tx: &mut Tx,
    (stay, party): (StayId, Uuid),
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into leavings (stay_id, party_id, begun_by, begun_at) values ($1, $2, $3, $4)
        on conflict (stay_id) do update set ended_at = null",
        stay.as_uuid(),
        party,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn end(tx: &mut Tx, stay: StayId, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update leavings set ended_at = $2 where stay_id = $1 and ended_at is null",
        stay.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whether somebody is settling.
pub(in crate::buildings) async fn is_begun(db: &Pool, stay: StayId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from leavings where stay_id = $1 and ended_at is null
        ) as "is!""#,
        stay.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// The stays for which somebody is settling.
pub(super) async fn going_on(
    db: &mut PgConnection,
    resident: ResidentId,
) -> sqlx::Result<Vec<Known>> {
    let rows = query!(
        r#"select unit_id as "unit: UnitId", stay_id as "stay: StayId" from leavings
        join parties on parties.id = party_id
        where resident_id = $1 and ended_at is null
        order by begun_at, stay_id"#,
        resident.as_uuid(),
    )
    .fetch_all(&mut *db)
    .await?;
    let mut stays = vec![];
    for row in rows {
        let all = occupancy::of_unit(&mut *db, row.unit).await?;
        stays.extend(all.into_iter().find(|known| known.id == row.stay));
    }
    Ok(stays)
}

pub(in crate::buildings) async fn lock_resident(
    tx: &mut Tx,
    resident: ResidentId,
) -> sqlx::Result<()> {
    query!("select id from residents where id = $1 for no key update", resident.as_uuid())
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}

/// The certificate of a stay that was not revoked.
pub(super) async fn living(tx: &mut Tx, stay: StayId) -> sqlx::Result<Option<ClearanceId>> {
    query_scalar!(
        r#"select id as "id: ClearanceId" from clearances
        where stay_id = $1 and revoked_at is null"#,
        stay.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// A certificate about to be issued.
pub(super) struct NewClearance<'a> {
    pub(super) id: ClearanceId,
    pub(super) building: BuildingId,
    pub(super) party: Uuid,
    pub(super) left: Left<'a>,
    pub(super) until: NaiveDate,
    pub(super) billed_through: Option<i32>,
    pub(super) ahead: Money,
    pub(super) digest: TokenDigest,
}

/// Writes a certificate down, and gives its number. The caller holds the building, so that one number follows
/// the other.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewClearance<'_>,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<i32> {
    let known = new.left.known;
    query_scalar!(
        "insert into clearances (id, building_id, number, party_id, stay_id, name, is_owner, block,
            unit_number, since, until, billed_through, ahead, issued_by, issued_at, token_digest)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
            $14, $15
        from clearances where building_id = $2
        returning number",
        new.id.as_uuid(),
        new.building.as_uuid(),
        new.party,
        known.id.as_uuid(),
        known.name,
        known.is_owner,
        new.left.block,
        new.left.number,
        Some(known.since).filter(|_| !known.was_there),
        new.until,
        new.billed_through,
        new.ahead.as_rials(),
        member.as_uuid(),
        now,
        new.digest.as_slice(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// Whether it was not revoked before.
pub(super) async fn revoke(
    tx: &mut Tx,
    id: ClearanceId,
    (member, reason): (MemberId, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update clearances set revoked_by = $2, revoked_at = $3, revocation_reason = $4
        where id = $1 and revoked_at is null",
        id.as_uuid(),
        member.as_uuid(),
        now,
        reason,
    )
    .execute(&mut **tx)
    .await?;
    Ok(0 < done.rows_affected())
}
