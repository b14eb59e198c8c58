//! What owners of the units that somebody rents owe for them, and what of it the tenant is shown: the items that
//! are open and not disputed, and nothing else.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::store;
use super::veiled;
use crate::buildings::debts::Item;
use crate::buildings::debts::Resident;
use crate::buildings::early;
use crate::ids::ChargeId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::money::Money;

/// What one owner of a unit owes for it.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct OwnerDebt {
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) owner: ResidentId,
    /// All of it, what is disputed too: it counts when something younger would be paid early.
    items: Vec<Item>,
    /// Where several own the unit, which of them.
    pub(in crate::buildings) who: Option<String>,
}

impl OwnerDebt {
    /// What the tenant is shown and may pay.
    pub(in crate::buildings) fn payable(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.is_disputed)
    }

    /// The sum of that.
    pub(in crate::buildings) fn total(&self) -> Money {
        self.payable().map(|item| item.rest).sum()
    }

    /// What is let off of it to whoever pays it all on a day.
    pub(in crate::buildings) fn off(&self, day: NaiveDate) -> Money {
        early::off(&self.items, |item| !item.is_disputed, day)
    }

    /// What those of the items cost that were chosen, on a day.
    pub(super) fn amount(&self, named: &[ChargeId], day: NaiveDate) -> Money {
        let is_named = |item: &Item| named.contains(&item.id);
        let rest: Money = self.payable().filter(|item| is_named(item)).map(|item| item.rest).sum();
        rest - early::off(&self.items, |item| !item.is_disputed && is_named(item), day)
    }
}

/// What owners of the units that a tenant rents on a day owe for them; `None`: they rent none, or the building
/// does not let tenants pay for owners.
pub(in crate::buildings) async fn of_tenant(
    db: &mut PgConnection,
    tenant: &Resident,
    day: NaiveDate,
) -> sqlx::Result<Option<Vec<OwnerDebt>>> {
    let units = store::rented(&mut *db, tenant.id, day).await?;
    if units.is_empty() || !store::is_allowed(&mut *db, tenant.building).await? {
        return Ok(None);
    }
    let mut debts = vec![];
    for unit in units {
        let items = store::open_of_owners(&mut *db, (unit, tenant.id), day).await?;
        let apart: Vec<Vec<Item>> =
            items.chunk_by(|one, next| one.resident == next.resident).map(<[_]>::to_vec).collect();
        let are_several = 1 < apart.len();
        debts.extend(apart.into_iter().filter_map(|items| {
            let first = items.first()?;
            let (owner, name) = (first.resident, veiled(&first.debtor));
            Some(OwnerDebt { unit, owner, items, who: are_several.then_some(name) })
        }));
    }
    debts.retain(|debt| debt.total() != Money::ZERO);
    Ok(Some(debts))
}
