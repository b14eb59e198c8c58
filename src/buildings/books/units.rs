//! By unit: what it owed, what was charged and paid, and what it owes.

use std::iter::Sum;
use std::ops::Add;

use sqlx::query;

use crate::buildings::range::Months;
use crate::db::Pool;
use crate::ids::BuildingId;
use crate::ids::UnitId;
use crate::money::Money;

/// What moved on the accounts of a unit, its owners' and its tenants' together. Debts are positive; below
/// zero it is what was paid in advance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::buildings) struct Moves {
    /// What was owed when the months began.
    pub(in crate::buildings) opening: Money,
    pub(in crate::buildings) billed: Money,
    pub(in crate::buildings) late_fees: Money,
    /// Paid at a bank's page.
    pub(in crate::buildings) gateway: Money,
    /// Paid in cash.
    pub(in crate::buildings) cash: Money,
    /// Paid from card to card.
    pub(in crate::buildings) card: Money,
    /// Let off.
    pub(in crate::buildings) waived: Money,
    /// Given back of what was paid in advance.
    pub(in crate::buildings) given_back: Money,
    /// What was owed when the months ended.
    pub(in crate::buildings) closing: Money,
}

impl Add for Moves {
    type Output = Moves;

    fn add(self, other: Moves) -> Moves {
        Moves {
            opening: self.opening + other.opening,
            billed: self.billed + other.billed,
            late_fees: self.late_fees + other.late_fees,
            gateway: self.gateway + other.gateway,
            cash: self.cash + other.cash,
            card: self.card + other.card,
            waived: self.waived + other.waived,
            given_back: self.given_back + other.given_back,
            closing: self.closing + other.closing,
        }
    }
}

impl Sum for Moves {
    fn sum<I: Iterator<Item = Moves>>(moves: I) -> Moves {
        moves.fold(Moves::default(), Add::add)
    }
}

/// A unit with what moved on its accounts.
pub(in crate::buildings) struct OfUnit {
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) moves: Moves,
}

/// What moved on the accounts of each unit of a building in some months, in the order of the units. The
/// closing is the sum of the books themselves, and no sum of the columns.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
    range: Months,
) -> sqlx::Result<Vec<OfUnit>> {
    let (first, after) = range.days();
    let rows = query!(
        r#"select units.id, block, number,
            coalesce(sum(amount) filter (where turn < 0), 0)::bigint as "opening!: Money",
            coalesce(sum(amount) filter (where turn = 0 and what = 'billed'), 0)::bigint
                as "billed!: Money",
            coalesce(sum(amount) filter (where turn = 0 and what = 'late_fee'), 0)::bigint
                as "late_fees!: Money",
            coalesce(-sum(amount) filter (where turn = 0 and what = 'gateway'), 0)::bigint
                as "gateway!: Money",
            coalesce(-sum(amount) filter (where turn = 0 and what = 'cash'), 0)::bigint
                as "cash!: Money",
            coalesce(-sum(amount) filter (where turn = 0 and what = 'card'), 0)::bigint
                as "card!: Money",
            coalesce(-sum(amount) filter (where turn = 0 and what = 'waived'), 0)::bigint
                as "waived!: Money",
            coalesce(sum(amount) filter (where turn = 0 and what = 'given_back'), 0)::bigint
                as "given_back!: Money",
            coalesce(sum(amount) filter (where turn <= 0), 0)::bigint as "closing!: Money"
        from units
        left join (
            select unit_id, what, amount, case
                when coalesce(period < $2, day < $4) then -1
                when coalesce(period <= $3, day < $5) then 0
                else 1
            end as turn
            from unit_movements
            where unit_movements.building_id = $1
        ) as moved on moved.unit_id = units.id
        where units.building_id = $1
        group by units.id
        order by block, floor, number_order, units.id"#,
        building.as_uuid(),
        range.first,
        range.last,
        first,
        after,
    )
    .fetch_all(db)
    .await?;
    let of_unit = rows.into_iter().map(|row| OfUnit {
        unit: row.id.into(),
        block: row.block,
        number: row.number,
        moves: Moves {
            opening: row.opening,
            billed: row.billed,
            late_fees: row.late_fees,
            gateway: row.gateway,
            cash: row.cash,
            card: row.card,
            waived: row.waived,
            given_back: row.given_back,
            closing: row.closing,
        },
    });
    Ok(of_unit.collect())
}
