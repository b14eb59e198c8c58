//! How a building stands at this moment: what lies in its funds, and which of its units were ever charged.

use std::collections::HashSet;

use sqlx::query;
use sqlx::query_scalar;

use crate::buildings::Fund;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::UnitId;
use crate::ledger::Account;
use crate::money::Money;

/// What lies in each fund by the ledger, before anything was spent out of it: what it began with, and what bills
/// that were not taken back laid aside for it.
pub(in crate::buildings) async fn laid_aside(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<(Fund, Money)>> {
    let accounts =
        Fund::ALL.map(|fund| Account::BuildingFund(building, fund.code()).id().as_uuid());
    let rows = query!(
        r#"select fund as "fund!: Fund", (
            (
                select coalesce(-sum(entries.amount), 0) from entries
                join journals on journals.id = entries.journal_id
                where entries.account_id = account
                and journals.kind in ('charge', 'charge_reversed')
            ) + (
                select coalesce(sum(fund_openings.amount), 0) from fund_openings
                where fund_openings.building_id = $1 and fund_openings.fund = funds.fund
                and reversed_at is null
            )
        )::bigint as "laid!: Money"
        from unnest($2::text[], $3::uuid[]) with ordinality as funds (fund, account, place)
        order by place"#,
        building.as_uuid(),
        &Fund::ALL.map(|fund| fund.code().to_owned()),
        &accounts,
    );
    let rows = rows.fetch_all(db).await?.into_iter();
    Ok(rows.map(|row| (row.fund, row.laid)).collect())
}

/// The units that were ever charged something that was not taken back.
pub(in crate::buildings) async fn charged_units(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<HashSet<UnitId>> {
    let units = query_scalar!(
        r#"select units.id as "unit: UnitId" from units
        where units.building_id = $1 and exists (
            select from parties
            join charges on charges.party_id = parties.id
            where parties.unit_id = units.id and charges.reversed_at is null
        )"#,
        building.as_uuid(),
    );
    Ok(units.fetch_all(db).await?.into_iter().collect())
}
