//! What people owe, item by item.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::ChargeId;
use crate::ids::ResidentId;
use crate::ids::RunId;
use crate::ids::UnitId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit as MoneyUnit;
use crate::tokens::Door;
use crate::tokens::TokenDigest;

/// A person of a building, with how its manager writes.
#[derive(Clone, Debug)]
pub(super) struct Resident {
    pub(super) id: ResidentId,
    pub(super) building: BuildingId,
    pub(super) building_name: String,
    pub(super) workspace: crate::ids::WorkspaceId,
    pub(super) phone: Option<String>,
    pub(super) unit: MoneyUnit,
    pub(super) language: Language,
    pub(super) name: String,
    pub(super) mobile: Option<Mobile>,
    pub(super) email: Option<String>,
}

impl Resident {
    /// The page of what they owe.
    pub(super) fn door(&self) -> Door {
        Door::Resident { resident: self.id }
    }
}

macro_rules! residents {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Resident,
            r#"select residents.id, residents.building_id as "building",
                buildings.name as "building_name", buildings.workspace_id as "workspace",
                workspaces.phone, workspaces.unit as "unit: MoneyUnit",
                workspaces.language as "language: Language", residents.name,
                residents.mobile as "mobile: Mobile", residents.email
            from residents
            join buildings on buildings.id = residents.building_id
            join workspaces on workspaces.id = buildings.workspace_id "# + $tail
            $(, $argument)*
        )
    };
}

pub(super) async fn by_token(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Resident>> {
    residents!("where token_digest = $1", digest.as_slice()).fetch_optional(db).await
}

pub(super) async fn by_id(db: &Pool, id: ResidentId) -> sqlx::Result<Option<Resident>> {
    residents!("where residents.id = $1", id.as_uuid()).fetch_optional(db).await
}

/// The people who have a number, one in each building at most.
pub(super) async fn of_mobile(db: &Pool, mobile: &Mobile) -> sqlx::Result<Vec<Resident>> {
    residents!("where residents.mobile = $1 order by buildings.name, residents.id", mobile.as_str())
        .fetch_all(db)
        .await
}

/// Everybody of a building.
pub(super) async fn of_building(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Resident>> {
    residents!("where residents.building_id = $1 order by residents.id", building.as_uuid())
        .fetch_all(db)
        .await
}

/// Whoever is part of a building on a day: everybody, or those who own something there, or who rent.
pub(super) async fn present(
    tx: &mut Tx,
    (building, role): (BuildingId, Option<&str>),
    day: NaiveDate,
) -> sqlx::Result<Vec<Resident>> {
    residents!(
        "where residents.building_id = $1 and exists (
            select from occupancies
            where occupancies.resident_id = residents.id and ($2::text is null or role = $2)
            and since <= $3 and (until is null or $3 < until)
        ) order by residents.id",
        building.as_uuid(),
        role,
        day
    )
    .fetch_all(&mut **tx)
    .await
}

/// The people to whom a run wrote a bill, in the order of their ids.
pub(super) async fn of_run(db: &Pool, run: RunId) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select distinct resident_id from parties
        join charges on charges.party_id = parties.id
        where charges.run_id = $1
        order by resident_id",
        run.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// Some people, in the order of their ids.
pub(super) async fn of_ids(tx: &mut Tx, residents: &[Uuid]) -> sqlx::Result<Vec<Resident>> {
    residents!("where residents.id = any($1) order by residents.id", residents)
        .fetch_all(&mut **tx)
        .await
}

/// An item of a debt.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: ChargeId,
    pub(super) unit: UnitId,
    pub(super) block: String,
    pub(super) number: String,
    pub(super) resident: ResidentId,
    pub(super) debtor: String,
    /// The month that it was charged for; `None`: it is from before, or credit that was given back.
    pub(super) run: Option<RunId>,
    pub(super) period: Option<i32>,
    pub(super) due_on: NaiveDate,
    pub(super) amount: Money,
    pub(super) rest: Money,
    /// What is let off of it when it is paid early, and through which day.
    pub(super) early_amount: Option<Money>,
    pub(super) early_until: Option<NaiveDate>,
    /// Whether it is what being late with another item costs.
    pub(super) is_fee: bool,
    /// Whether it is credit that was given back, and whose money was taken away afterwards.
    pub(super) is_given_back: bool,
    /// Whether it is not asked for until somebody says what is right.
    pub(super) is_disputed: bool,
}

impl Item {
    /// What is let off to whoever pays the rest on a day, and through which day.
    pub(super) fn early(&self, today: NaiveDate) -> Option<(Money, NaiveDate)> {
        let (amount, until) = self.early_amount.zip(self.early_until)?;
        (today <= until && Money::ZERO < self.rest).then(|| (amount.min(self.rest), until))
    }
}

macro_rules! items {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Item,
            r#"select charges.id, units.id as "unit", units.block, units.number,
                parties.resident_id as "resident", charges.debtor, charges.run_id as "run: RunId",
                charge_runs.period as "period?", charges.due_on, charges.amount as "amount: Money",
                charges.amount - charges.paid as "rest!: Money",
                charges.early_amount as "early_amount: Money", charges.early_until,
                charges.kind = 'fee' as "is_fee!", charges.kind = 'given_back' as "is_given_back!",
                exists (
                    select from charge_disputes
                    where charge_disputes.charge_id = charges.id and closed_at is null
                ) as "is_disputed!"
            from charges
            left join charge_runs on charge_runs.id = charges.run_id
            join parties on parties.id = charges.party_id
            join units on units.id = parties.unit_id "# + $tail
            $(, $argument)*
        )
    };
}

pub(super) use items;

/// Everything a resident owes, newest first. None is left out: their sum is what is paid.
pub(super) async fn open_of_resident(db: &Pool, resident: ResidentId) -> sqlx::Result<Vec<Item>> {
    items!(
        "where charges.id in (select id from open_charges where resident_id = $1)
        order by charges.due_on desc, charges.place",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// What a resident has settled, newest first; at most two hundred.
pub(super) async fn settled_of_resident(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<Vec<Item>> {
    items!(
        "where parties.resident_id = $1 and charges.reversed_at is null
        and charges.paid = charges.amount
        order by charges.due_on desc, charges.place
        limit 200",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// Everything that is owed for a unit and the two hundred newest items that are settled, newest first.
pub(super) async fn of_unit(
    db: &Pool,
    (building, unit): (BuildingId, UnitId),
) -> sqlx::Result<Vec<Item>> {
    items!(
        "where charges.building_id = $1 and units.id = $2 and charges.reversed_at is null
        and (
            charges.paid < charges.amount or charges.id in (
                select charges.id from charges
                join parties on parties.id = charges.party_id
                where parties.unit_id = $2 and charges.reversed_at is null
                and charges.paid = charges.amount
                order by charges.due_on desc
                limit 200
            )
        )
        order by charges.due_on desc, charges.place",
        building.as_uuid(),
        unit.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// The open items of a building, oldest first.
pub(super) async fn open_of_building(db: &Pool, building: BuildingId) -> sqlx::Result<Vec<Item>> {
    items!(
        "where charges.id in (select id from open_charges where building_id = $1)
        order by charges.due_on, charges.place",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// Items of a building, and of one unit if it is named, the newest first; those of months that were taken
/// back are not there.
pub(super) async fn page(
    db: &Pool,
    (building, unit): (BuildingId, Option<Uuid>),
    after: Option<Uuid>,
    limit: usize,
) -> sqlx::Result<Vec<Item>> {
    items!(
        "where charges.building_id = $1 and ($2::uuid is null or units.id = $2)
        and charges.reversed_at is null and ($3::uuid is null or charges.id < $3)
        order by charges.id desc
        limit $4",
        building.as_uuid(),
        unit,
        after,
        i64::try_from(limit).unwrap_or(i64::MAX)
    )
    .fetch_all(db)
    .await
}

/// One item of a building.
pub(super) async fn item(
    db: &Pool,
    (building, charge): (BuildingId, ChargeId),
) -> sqlx::Result<Option<Item>> {
    items!(
        "where charges.building_id = $1 and charges.id = $2",
        building.as_uuid(),
        charge.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// What the sources of its run cost an item's party: the source's place, and the amount.
pub(super) async fn lines(db: &Pool, charge: ChargeId) -> sqlx::Result<Vec<(usize, Money)>> {
    let rows = query!(
        r#"select source as "source!", amount as "amount!: Money" from charge_lines
        where charge_id = $1 order by source"#,
        charge.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (usize::try_from(row.source).unwrap_or(0), row.amount)).collect())
}

/// What a resident owes.
pub(super) async fn total(tx: &mut Tx, resident: ResidentId) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(sum(rest), 0)::bigint as "sum!: Money" from open_charges
        where resident_id = $1"#,
        resident.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// What residents owe and what is let off to whoever of them pays everything today, with the last day on
/// which it is. Whoever owes nothing is not there.
pub(super) async fn totals(
    tx: &mut Tx,
    residents: &[Uuid],
    today: NaiveDate,
) -> sqlx::Result<HashMap<ResidentId, (Money, Option<(NaiveDate, Money)>)>> {
    let rows = query!(
        r#"select resident_id as "resident!: ResidentId", sum(rest)::bigint as "owed!: Money",
            coalesce(sum(least(early_amount, rest)) filter (where $2 <= early_until), 0)::bigint
                as "off!: Money",
            min(early_until) filter (where $2 <= early_until) as until
        from open_charges
        join charges on charges.id = open_charges.id
        where resident_id = any($1)
        group by resident_id"#,
        residents,
        today,
    )
    .fetch_all(&mut **tx)
    .await?;
    let total = |owed, until: Option<NaiveDate>, off| (owed, until.map(|until| (until, off)));
    Ok(rows.into_iter().map(|row| (row.resident, total(row.owed, row.until, row.off))).collect())
}

/// What a resident has paid in advance.
pub(super) async fn credit(db: &Pool, resident: ResidentId) -> sqlx::Result<Money> {
    query_scalar!(
        r#"select coalesce(sum(amount), 0)::bigint as "sum!: Money" from party_credits
        join parties on parties.id = party_credits.party_id
        where parties.resident_id = $1"#,
        resident.as_uuid(),
    )
    .fetch_one(db)
    .await
}

/// Whether a person still owes anything, so that asking makes sense.
pub async fn is_owed(db: &Pool, person: Uuid) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from open_charges where resident_id = $1) as "owes!""#,
        person,
    )
    .fetch_one(db)
    .await
}

/// Who owes how much, all units together, the largest debt first: in a building, or in all of them.
pub async fn owing(
    db: &Pool,
    building: Option<BuildingId>,
) -> sqlx::Result<Vec<(ResidentId, String, Money)>> {
    let rows = query!(
        r#"select residents.id, residents.name, sum(rest)::bigint as "rest!: Money"
        from open_charges
        join residents on residents.id = open_charges.resident_id
        where $1::uuid is null or open_charges.building_id = $1
        group by residents.id
        order by sum(rest) desc, residents.id"#,
        building.map(BuildingId::as_uuid),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.name, row.rest)).collect())
}

/// What is left of what parties of a building have paid in advance.
pub(super) async fn credits(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<HashMap<(UnitId, ResidentId), Money>> {
    let rows = query!(
        r#"select unit_id, resident_id, sum(amount)::bigint as "amount!: Money"
        from party_credits
        join parties on parties.id = party_credits.party_id
        where building_id = $1
        group by parties.id
        having sum(amount) > 0"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let of = rows.into_iter().map(|row| ((row.unit_id.into(), row.resident_id.into()), row.amount));
    Ok(of.collect())
}
