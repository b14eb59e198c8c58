//! A tenant goes to the bank for items of the owner.

use uuid::Uuid;

use super::OwnerDebt;
use super::owed;
use super::store;
use super::store::NewOwnerPayment;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::building::today;
use crate::buildings::debts;
use crate::buildings::debts::Resident;
use crate::buildings::explain::place;
use crate::buildings::leaving;
use crate::buildings::pay::NewOf;
use crate::buildings::pay::new_payment;
use crate::db;
use crate::ids::ChargeId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::ids::UnitId;
use crate::locale::Voice;
use crate::money::Money;
use crate::payments;
use crate::payments::PaymentError;

/// What a tenant chose of what an owner owes, and what they saw when they did.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Chosen {
    pub(in crate::buildings) unit: UnitId,
    pub(in crate::buildings) owner: ResidentId,
    pub(in crate::buildings) named: Vec<ChargeId>,
    /// All that they could have chosen, and what was to be let off of it.
    pub(in crate::buildings) shown: (Money, Money),
}

/// Opens a payment of a tenant for everything that the owner of the unit owes for it, where it is one owner;
/// gives how much that is.
pub async fn begin_payment(
    app: &App,
    tenant: ResidentId,
    payment: PaymentId,
) -> Result<Money, BuildingError> {
    let tenant = debts::by_id(&app.db, tenant).await?.ok_or(BuildingError::NotFound)?;
    let day = today(app.clock.now());
    let mut db = app.db.acquire().await?;
    let owed = owed::of_tenant(&mut db, &tenant, day).await?.unwrap_or_default();
    drop(db);
    let debt = owed.first().ok_or(BuildingError::NotFound)?;
    let chosen = Chosen {
        unit: debt.unit,
        owner: debt.owner,
        named: debt.payable().map(|item| item.id).collect(),
        shown: (debt.total(), debt.off(day)),
    };
    start(app, &tenant, payment, &chosen).await?;
    Ok(debt.amount(&chosen.named, day))
}

/// Writes down that a tenant is about to pay these items of an owner. [`BuildingError::NotAsShown`]: what the
/// owner owes has changed since it was shown, or it is not theirs to pay any more; nothing is opened.
pub(in crate::buildings) async fn start(
    app: &App,
    tenant: &Resident,
    id: PaymentId,
    chosen: &Chosen,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let day = today(now);
    let mut tx = db::begin(&app.db).await?;
    store::hold(&mut tx, chosen.owner).await?;
    let owed = owed::of_tenant(&mut tx, tenant, day).await?.unwrap_or_default();
    let is_it = |debt: &&OwnerDebt| (debt.unit, debt.owner) == (chosen.unit, chosen.owner);
    let debt = owed.iter().find(is_it).ok_or(BuildingError::NotAsShown)?;
    let is_payable = |id: &ChargeId| debt.payable().any(|item| item.id == *id);
    if (debt.total(), debt.off(day)) != chosen.shown || !chosen.named.iter().all(is_payable) {
        return Err(BuildingError::NotAsShown);
    }
    let v = Voice::new(tenant.language, tenant.unit, now);
    let title = debt.payable().next().map(|item| place(&v, &item.block, &item.number));
    let amount = debt.amount(&chosen.named, day);
    let of = NewOf { id, amount, title: v.w.for_owner_of(title.unwrap_or_default()) };
    payments::open(&mut tx, app, &new_payment(tenant, of)).await?;
    let whose = (chosen.unit, tenant.id);
    let payer_party = leaving::open_party(&mut tx, tenant.building, whose, now).await?;
    let named: Vec<Uuid> = chosen.named.iter().map(|charge| charge.as_uuid()).collect();
    let new = NewOwnerPayment {
        payment: id,
        building: tenant.building,
        payer: tenant.id,
        payer_party,
        owner: (chosen.unit, chosen.owner),
        named: &named,
    };
    if !store::insert(&mut tx, &new).await? {
        return Err(PaymentError::OtherTerms.into());
    }
    tx.commit().await?;
    Ok(())
}
