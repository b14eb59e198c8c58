//! The SQL of payments for owners.

use std::collections::HashMap;

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use sqlx::PgConnection;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use crate::acts;
use crate::acts::Act;
use crate::buildings::debts::Item;
use crate::buildings::debts::items;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::CertificateId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::ids::RunId;
use crate::ids::UnitId;
use crate::money::Money;

/// Whether tenants of a building may pay for owners; until a manager says otherwise they may.
pub(in crate::buildings) async fn is_allowed(
    db: impl PgExecutor<'_>,
    building: BuildingId,
) -> sqlx::Result<bool> {
    let rule = query_scalar!(
        "select is_on from owner_payment_rules where building_id = $1",
        building.as_uuid(),
    );
    Ok(rule.fetch_optional(db).await?.unwrap_or(true))
}

/// Says whether they may. What is under way at the bank is not touched.
pub(in crate::buildings) async fn set_allowed(
    db: &Pool,
    (building, member): (BuildingId, MemberId),
    is_on: bool,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut tx = db::begin(db).await?;
    query!(
        "insert into owner_payment_rules (building_id, is_on, set_by, set_at)
        values ($1, $2, $3, $4)
        on conflict (building_id) do update set is_on = $2, set_by = $3, set_at = $4",
        building.as_uuid(),
        is_on,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::RulesChanged, (building.as_uuid(), ""), now).await?;
    tx.commit().await
}

/// The units that somebody rents on a day.
pub(super) async fn rented(
    db: &mut PgConnection,
    resident: ResidentId,
    day: NaiveDate,
) -> sqlx::Result<Vec<UnitId>> {
    query_scalar!(
        r#"select units.id as "id: UnitId" from occupancies
        join units on units.id = unit_id
        where resident_id = $1 and role = 'tenant' and since <= $2
        and (until is null or $2 < until)
        order by block, floor, number_order, units.id"#,
        resident.as_uuid(),
        day,
    )
    .fetch_all(db)
    .await
}

/// What those who own a unit on a day owe for it, owner by owner, the oldest first.
pub(super) async fn open_of_owners(
    db: &mut PgConnection,
    (unit, tenant): (UnitId, ResidentId),
    day: NaiveDate,
) -> sqlx::Result<Vec<Item>> {
    items!(
        "where charges.id in (
            select open_charges.id from open_charges
            where open_charges.unit_id = $1 and open_charges.resident_id <> $2
        ) and exists (
            select from occupancies
            where occupancies.unit_id = $1 and occupancies.resident_id = parties.resident_id
            and role = 'owner' and since <= $3 and (until is null or $3 < until)
        ) order by parties.resident_id, charges.due_on, charges.kind = 'fee', charges.place",
        unit.as_uuid(),
        tenant.as_uuid(),
        day
    )
    .fetch_all(db)
    .await
}

/// Holds an owner's items as they are: no money is laid on them meanwhile.
pub(super) async fn hold(tx: &mut Tx, owner: ResidentId) -> sqlx::Result<()> {
    query!("select id from residents where id = $1 for share", owner.as_uuid())
        .fetch_optional(&mut **tx)
        .await?;
    Ok(())
}

/// A payment that is about to be for an owner's items.
pub(super) struct NewOwnerPayment<'a> {
    pub(super) payment: PaymentId,
    pub(super) building: BuildingId,
    pub(super) payer: ResidentId,
    pub(super) payer_party: Uuid,
    pub(super) owner: (UnitId, ResidentId),
    pub(super) named: &'a [Uuid],
}

/// Writes down for whose items a payment is; `false`: that was written down before, and was otherwise.
pub(super) async fn insert(tx: &mut Tx, new: &NewOwnerPayment<'_>) -> sqlx::Result<bool> {
    query!(
        "insert into resident_payments (payment_id, building_id, resident_id, named)
        select $1, $2, $3, $4
        on conflict (payment_id) do nothing",
        new.payment.as_uuid(),
        new.building.as_uuid(),
        new.payer.as_uuid(),
        new.named,
    )
    .execute(&mut **tx)
    .await?;
    // A payment of their own that went to the bank before does not become one for somebody else.
    query!(
        "insert into owner_payments (payment_id, payer_party_id, owner_party_id)
        select $1, $2, parties.id from parties
        join payments on payments.id = $1 and payments.status = 'opened'
        where unit_id = $3 and resident_id = $4
        and exists (select from resident_payments where payment_id = $1 and named = $5)
        on conflict (payment_id) do nothing",
        new.payment.as_uuid(),
        new.payer_party,
        new.owner.0.as_uuid(),
        new.owner.1.as_uuid(),
        new.named,
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"select exists (
            select from owner_payments
            join resident_payments on resident_payments.payment_id = owner_payments.payment_id
            join parties on parties.id = owner_party_id
            where owner_payments.payment_id = $1 and named = $2
            and parties.unit_id = $3 and parties.resident_id = $4
        ) as "is_so!""#,
        new.payment.as_uuid(),
        new.named,
        new.owner.0.as_uuid(),
        new.owner.1.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// A payment for an owner's items, as it came.
pub(super) struct Came {
    pub(super) building: BuildingId,
    pub(super) payer: ResidentId,
    pub(super) owner: ResidentId,
    pub(super) owner_name: String,
    pub(super) block: String,
    pub(super) number: String,
    /// What was laid on the items, and what is the payer's credit.
    pub(super) laid: Money,
    pub(super) credit: Money,
}

/// A confirmed payment for an owner's items; `None`: it is none.
pub(super) async fn came(db: &Pool, payment: PaymentId) -> sqlx::Result<Option<Came>> {
    query_as!(
        Came,
        r#"select payers.building_id as "building", payers.resident_id as "payer",
            owners.resident_id as "owner", residents.name as owner_name, units.block, units.number,
            (
                select coalesce(sum(amount), 0)::bigint from allocations where payment_id = $1
            ) as "laid!: Money",
            (
                select coalesce(sum(amount), 0)::bigint from party_credits
                where payment_id = $1 and party_id = payers.id and amount > 0
            ) as "credit!: Money"
        from owner_payments
        join payments on payments.id = owner_payments.payment_id
        join parties as payers on payers.id = payer_party_id
        join parties as owners on owners.id = owner_party_id
        join residents on residents.id = owners.resident_id
        join units on units.id = owners.unit_id
        where owner_payments.payment_id = $1 and status = 'confirmed' and suspense is null"#,
        payment.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// Of a payment for an owner: of which unit, and its certificate once there is one.
pub(in crate::buildings) struct Paid {
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) number: String,
    pub(in crate::buildings) certificate: Option<(CertificateId, i32)>,
}

/// Those payments of somebody that were for owners.
pub(in crate::buildings) async fn paid_by(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<HashMap<PaymentId, Paid>> {
    let rows = query!(
        r#"select owner_payments.payment_id as "payment: PaymentId", units.block, units.number,
            owner_certificates.id as "certificate?: CertificateId",
            owner_certificates.number as "certificate_number?"
        from owner_payments
        join parties on parties.id = payer_party_id
        join units on units.id = parties.unit_id
        left join owner_certificates
            on owner_certificates.payment_id = owner_payments.payment_id
        where parties.resident_id = $1"#,
        resident.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    let paid = rows.into_iter().map(|row| {
        let certificate = row.certificate.zip(row.certificate_number);
        (row.payment, Paid { block: row.block, number: row.number, certificate })
    });
    Ok(paid.collect())
}
