//! The SQL of buildings, units and people.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;

use super::Building;
use super::Fund;
use super::NewBuilding;
use super::Unit;
use super::UnitKind;
use super::building::DEFAULTS;
use super::building::number_order;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::BuildingId;
use crate::ids::MemberId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::locale::Language;
use crate::money::Money;
use crate::money::Unit as MoneyUnit;

/// How much of the building a person's unit is, in millionths: nothing until somebody says so.
const NO_SHARE: i32 = 0;

pub(super) async fn insert(
    tx: &mut Tx,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewBuilding,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if insert_bare(tx, (workspace, member), (new.id, &new.name, new.address.as_deref()), now)
        .await?
    {
        insert_categories(tx, new, now).await?;
        insert_units(tx, new, now).await?;
    }
    Ok(())
}

/// A building with its accounts, without units and categories; `false`: it is there.
pub(super) async fn insert_bare(
    tx: &mut Tx,
    (workspace, member): (WorkspaceId, MemberId),
    (id, name, address): (BuildingId, &str, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let cash = ledger::open_account(tx, &Account::BuildingCash(id), now).await?;
    let done = query!(
        "insert into buildings
            (id, workspace_id, name, address, cash_account, created_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (id) do nothing",
        id.as_uuid(),
        workspace.as_uuid(),
        name,
        address,
        cash.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    for fund in Fund::ALL {
        let account = Account::BuildingFund(id, fund.code());
        let account = ledger::open_account(tx, &account, now).await?;
        query!(
            "insert into building_funds (building_id, kind, account_id) values ($1, $2, $3)",
            id.as_uuid(),
            fund.code(),
            account.as_uuid(),
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(true)
}

async fn insert_categories(tx: &mut Tx, new: &NewBuilding, now: DateTime<Utc>) -> sqlx::Result<()> {
    for (place, (name, (key, owner_percent, fund))) in
        (0_i32..).zip(new.categories.iter().zip(DEFAULTS))
    {
        query!(
            "insert into cost_categories (id, building_id, place, name, key, owner_percent, fund)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (building_id, name) do nothing",
            ids::at(now),
            new.id.as_uuid(),
            place,
            name,
            key.code(),
            owner_percent,
            fund.code(),
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// The units of equal floors, numbered through each block from below.
async fn insert_units(tx: &mut Tx, new: &NewBuilding, now: DateTime<Utc>) -> sqlx::Result<()> {
    let (mut unit_ids, mut blocks, mut floors, mut numbers) = (vec![], vec![], vec![], vec![]);
    for block in &new.blocks {
        for number in 0..new.floors * new.on_floor {
            unit_ids.push(ids::at(now));
            blocks.push(block.clone());
            floors.push(number / new.on_floor + 1);
            numbers.push(number + 1);
        }
    }
    query!(
        "insert into units (id, building_id, block, floor, number, number_order, kind, area,
            persons, parkings, share, coefficient)
        select id, $1, block, floor, number::text, number, 'flat', $6, 1, 0, $7, 100
        from unnest($2::uuid[], $3::text[], $4::integer[], $5::integer[])
            as made (id, block, floor, number)",
        new.id.as_uuid(),
        &unit_ids,
        &blocks,
        &floors,
        &numbers,
        new.area,
        NO_SHARE,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

macro_rules! buildings {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Building,
            r#"select buildings.id, buildings.workspace_id as "workspace", buildings.name,
                buildings.address,
                (select count(*) from units where units.building_id = buildings.id) as "units!",
                workspaces.language as "language: Language", workspaces.unit as "unit: MoneyUnit",
                workspaces.phone
            from buildings
            join workspaces on workspaces.id = buildings.workspace_id "# + $tail
            $(, $argument)*
        )
    };
}

/// The buildings of a workspace, oldest first; at most a hundred.
pub(super) async fn of_workspace(db: &Pool, workspace: WorkspaceId) -> sqlx::Result<Vec<Building>> {
    buildings!(
        "where workspace_id = $1 order by created_at, buildings.id limit 100",
        workspace.as_uuid()
    )
    .fetch_all(db)
    .await
}

pub(super) async fn one_of_workspace(
    db: &Pool,
    id: BuildingId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Building>> {
    buildings!("where buildings.id = $1 and workspace_id = $2", id.as_uuid(), workspace.as_uuid())
        .fetch_optional(db)
        .await
}

/// A month is not issued while somebody changes what it costs, nor the other way round.
pub(super) async fn lock(tx: &mut Tx, building: BuildingId) -> sqlx::Result<()> {
    query!("select id from buildings where id = $1 for no key update", building.as_uuid())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

/// In which language a building's manager writes.
pub(super) async fn language(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Language> {
    query_scalar!(
        r#"select workspaces.language as "language: Language" from buildings
        join workspaces on workspaces.id = buildings.workspace_id
        where buildings.id = $1"#,
        building.as_uuid(),
    )
    .fetch_one(db)
    .await
}

macro_rules! units {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Unit,
            r#"select units.id, units.block, units.floor, units.number,
                units.kind as "kind: UnitKind", units.area,
                coalesce(tenant.persons, units.persons) as "persons!",
                units.persons as own_persons, units.parkings, units.share, units.coefficient,
                owner.id as "owner_id?: ResidentId", owner.name as "owner?",
                coalesce(owner.others, 0) as "co_owners!",
                tenant.id as "tenant_id?: ResidentId", tenant.name as "tenant?"
            from units
            left join lateral (
                select residents.id, residents.name, count(*) over () - 1 as others
                from occupancies
                join residents on residents.id = resident_id
                where unit_id = units.id and role = 'owner' and (was_there or since <= $2)
                and (until is null or $2 < until)
                order by occupancies.share desc, since, occupancies.id
                limit 1
            ) as owner on true
            left join lateral (
                select residents.id, residents.name, occupancies.persons from occupancies
                join residents on residents.id = resident_id
                where unit_id = units.id and role = 'tenant' and (was_there or since <= $2)
                and (until is null or $2 < until)
                order by since desc
                limit 1
            ) as tenant on true "# + $tail
            $(, $argument)*
        )
    };
}

/// The units of a building in their order, with who is there on a day.
pub(super) async fn units(
    db: impl PgExecutor<'_>,
    building: BuildingId,
    day: NaiveDate,
) -> sqlx::Result<Vec<Unit>> {
    units!(
        "where units.building_id = $1
        order by units.block, units.floor, units.number_order, units.id",
        building.as_uuid(),
        day
    )
    .fetch_all(db)
    .await
}

/// The units of a building in their order, without whoever is there: a month reads that by its days.
pub(super) async fn bare_units(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<Vec<Unit>> {
    query_as!(
        Unit,
        r#"select id, block, floor, number, kind as "kind: UnitKind", area, persons,
            persons as own_persons, parkings, share, coefficient,
            null::uuid as "owner_id: ResidentId", null as owner, 0::bigint as "co_owners!",
            null::uuid as "tenant_id: ResidentId", null as tenant
        from units
        where building_id = $1
        order by block, floor, number_order, id"#,
        building.as_uuid(),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn unit(
    db: &Pool,
    (building, unit): (BuildingId, UnitId),
    day: NaiveDate,
) -> sqlx::Result<Option<Unit>> {
    units!(
        "where units.building_id = $1 and units.id = $3",
        building.as_uuid(),
        day,
        unit.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// Changes what a unit is charged by.
pub(super) async fn update_unit(
    tx: &mut Tx,
    building: BuildingId,
    unit: &Unit,
) -> sqlx::Result<()> {
    query!(
        "update units
        set number = $3, number_order = $4, kind = $5, area = $6, parkings = $7, share = $8,
            coefficient = $9, floor = $10
        where building_id = $1 and id = $2",
        building.as_uuid(),
        unit.id.as_uuid(),
        unit.number,
        number_order(&unit.number),
        unit.kind.code(),
        unit.area,
        unit.parkings,
        unit.share,
        unit.coefficient,
        unit.floor,
    )
    .execute(&mut **tx)
    .await?;
    measure(tx, unit.id, (None, Some(unit.persons))).await
}

/// Adds a unit; `false`: there is one of this number.
pub(super) async fn insert_unit(
    tx: &mut Tx,
    building: BuildingId,
    unit: &Unit,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into units (id, building_id, block, floor, number, number_order, kind, area,
            persons, parkings, share, coefficient)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (building_id, block, number) do nothing",
        unit.id.as_uuid(),
        building.as_uuid(),
        unit.block,
        unit.floor,
        unit.number,
        number_order(&unit.number),
        unit.kind.code(),
        unit.area,
        unit.persons,
        unit.parkings,
        unit.share,
        unit.coefficient,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says how large a unit is and how many people live there, as far as somebody has said so. Where a tenant
/// came with a number of people, it is that number which is another now.
pub(super) async fn measure(
    tx: &mut Tx,
    unit: UnitId,
    (area, persons): (Option<i32>, Option<i32>),
) -> sqlx::Result<()> {
    query!(
        "with said as (
            update occupancies set persons = coalesce($3, persons)
            where unit_id = $1 and role = 'tenant' and until is null and persons is not null
            returning unit_id
        )
        update units set area = coalesce($2, area), persons = case
            when exists (select from said) then persons else coalesce($3, persons) end
        where id = $1",
        unit.as_uuid(),
        area,
        persons,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What lies in a building's accounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums {
    /// Money that came in, through the gateway and by hand; what lay in the funds before is not among it.
    pub(super) cash: Money,
    /// What is owed.
    pub(super) owed: Money,
    /// How many units owe.
    pub(super) debtors: i64,
}

pub(super) async fn sums(db: &Pool, building: BuildingId) -> sqlx::Result<Sums> {
    query_as!(
        Sums,
        r#"select
            coalesce((
                select sum(entries.amount) from entries
                where entries.account_id = $2 or entries.account_id = $3
            ) - (
                select coalesce(sum(amount), 0) from fund_openings
                where fund_openings.building_id = $1 and reversed_at is null
            ), 0)::bigint as "cash!: Money",
            coalesce(sum(rest), 0)::bigint as "owed!: Money",
            count(distinct unit_id) as "debtors!"
        from open_charges
        where building_id = $1"#,
        building.as_uuid(),
        Account::BuildingCash(building).id().as_uuid(),
        Account::BuildingHand(building).id().as_uuid(),
    )
    .fetch_one(db)
    .await
}
