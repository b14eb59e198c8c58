//! A resident pays: chosen items, everything, or a part.

use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::BuildingError;
use super::debts;
use super::debts::Resident;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::ChargeId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::money::Money;
use crate::payments;
use crate::payments::Afterwards;
use crate::payments::Credit;
use crate::payments::NewPayment;
use crate::payments::Payee;
use crate::payments::Payer;
use crate::payments::Purpose;
use crate::queue::Job;

/// Opens a payment of a resident for the oldest of what they owe; what is more becomes credit.
pub async fn begin_payment(
    app: &App,
    resident: ResidentId,
    payment: PaymentId,
    amount: Money,
) -> Result<(), BuildingError> {
    let resident = debts::by_id(&app.db, resident).await?.ok_or(BuildingError::NotFound)?;
    let shown = {
        let mut tx = db::begin(&app.db).await?;
        debts::total(&mut tx, resident.id).await?
    };
    start(app, &resident, payment, (amount, shown), &[]).await
}

/// Writes down that a resident is about to pay so much, for these items first. `shown` is what they
/// owed when the page was drawn: when that has changed, nothing is opened.
pub(super) async fn start(
    app: &App,
    resident: &Resident,
    id: PaymentId,
    (amount, shown): (Money, Money),
    named: &[ChargeId],
) -> Result<(), BuildingError> {
    let new = new_payment(resident, NewOf { id, amount, title: resident.building_name.clone() });
    let named: Vec<Uuid> = named.iter().map(|charge| charge.as_uuid()).collect();
    let mut tx = db::begin(&app.db).await?;
    query_scalar!("select id from residents where id = $1 for share", resident.id.as_uuid(),)
        .fetch_one(&mut *tx)
        .await?;
    if debts::total(&mut tx, resident.id).await? != shown {
        return Err(BuildingError::NotAsShown);
    }
    payments::open(&mut tx, app, &new).await?;
    query!(
        "insert into resident_payments (payment_id, building_id, resident_id, named)
        values ($1, $2, $3, $4)
        on conflict (payment_id) do nothing",
        id.as_uuid(),
        resident.building.as_uuid(),
        resident.id.as_uuid(),
        &named,
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The units for which a payment was laid on something; of one that is all credit, those of its resident.
pub(super) async fn units_of(
    db: &Pool,
    payment: PaymentId,
    resident: ResidentId,
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = query!(
        "select block, number from units
        where id in (
            select parties.unit_id from allocations
            join charges on charges.id = allocations.charge_id
            join parties on parties.id = charges.party_id
            where allocations.payment_id = $1
            union select unit_id from parties
            where resident_id = $2
            and not exists (select from allocations where allocations.payment_id = $1)
        )
        order by block, floor, number_order, id",
        payment.as_uuid(),
        resident.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.block, row.number)).collect())
}

/// Which payment is about to be opened, how much it is, and what for.
pub(super) struct NewOf {
    pub(super) id: PaymentId,
    pub(super) amount: Money,
    pub(super) title: String,
}

/// A payment of a resident, for whatever is owed to their building.
pub(super) fn new_payment(resident: &Resident, NewOf { id, amount, title }: NewOf) -> NewPayment {
    NewPayment {
        id,
        amount,
        title,
        payer: Payer {
            name: Some(resident.name.clone()),
            mobile: resident.mobile.clone(),
            email: resident.email.clone(),
        },
        payee: Payee {
            workspace: resident.workspace,
            name: resident.building_name.clone(),
            phone: resident.phone.clone(),
            unit: resident.unit,
            credit: Credit::Payee,
        },
        purpose: Purpose {
            id: resident.id.as_uuid(),
            uses_max: None,
            total_max: None,
            open_until: None,
            back_after: None,
        },
        afterwards: Afterwards::default(),
        again: resident.door(),
        on_paid: Job::ChargePaid { payment: id },
    }
}
