//! The SQL of certificates.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query_as;
use sqlx::query_scalar;

use super::store::Came;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BuildingId;
use crate::ids::CertificateId;
use crate::ids::ChargeId;
use crate::ids::PaymentId;
use crate::ids::ResidentId;
use crate::money::Money;
use crate::money::Unit;
use crate::tokens::Door;
use crate::tokens::TokenDigest;

/// A certificate.
#[derive(Clone, Debug)]
pub(in crate::buildings) struct Certificate {
    pub(in crate::buildings) id: CertificateId,
    pub(in crate::buildings) building_name: String,
    pub(in crate::buildings) number: i32,
    pub(in crate::buildings) payment: PaymentId,
    /// Who paid, and for whom.
    pub(in crate::buildings) payer: ResidentId,
    pub(in crate::buildings) owner: ResidentId,
    pub(in crate::buildings) payer_name: String,
    pub(in crate::buildings) owner_name: String,
    pub(in crate::buildings) block: String,
    pub(in crate::buildings) unit_number: String,
    pub(in crate::buildings) amount: Money,
    /// How the building writes amounts.
    pub(in crate::buildings) unit: Unit,
    pub(in crate::buildings) issued_at: DateTime<Utc>,
    /// The payment's tracking code, and when it came.
    pub(in crate::buildings) tracking: i64,
    pub(in crate::buildings) paid_at: DateTime<Utc>,
    /// When the bank took it back.
    pub(in crate::buildings) reversed_at: Option<DateTime<Utc>>,
}

impl Certificate {
    /// The page that says whether it is genuine.
    pub(in crate::buildings) fn door(&self) -> Door {
        Door::Certificate { certificate: self.id }
    }
}

macro_rules! certificates {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Certificate,
            r#"select owner_certificates.id, buildings.name as building_name, number,
                owner_certificates.payment_id as "payment", payers.resident_id as "payer",
                owners.resident_id as "owner", owner_certificates.payer_name, owner_name,
                owner_certificates.block, unit_number,
                owner_certificates.amount as "amount: Money", workspaces.unit as "unit: Unit", issued_at,
                payments.order_number as "tracking",
                coalesce(payments.paid_at, issued_at) as "paid_at!", payments.reversed_at
            from owner_certificates
            join buildings on buildings.id = owner_certificates.building_id
            join workspaces on workspaces.id = buildings.workspace_id
            join payments on payments.id = owner_certificates.payment_id
            join owner_payments on owner_payments.payment_id = owner_certificates.payment_id
            join parties as payers on payers.id = payer_party_id
            join parties as owners on owners.id = owner_party_id "# + $tail
            $(, $argument)*
        )
    };
}

/// One of a building.
pub(in crate::buildings) async fn one(
    db: &Pool,
    (building, id): (BuildingId, CertificateId),
) -> sqlx::Result<Option<Certificate>> {
    certificates!(
        "where owner_certificates.building_id = $1 and owner_certificates.id = $2",
        building.as_uuid(),
        id.as_uuid()
    )
    .fetch_optional(db)
    .await
}

/// The one that an address leads to.
pub(super) async fn by_token(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Certificate>> {
    certificates!("where owner_certificates.token_digest = $1", digest.as_slice())
        .fetch_optional(db)
        .await
}

/// Those of somebody who paid or was paid for, the newest first; at most a hundred.
pub(in crate::buildings) async fn of_resident(
    db: &Pool,
    resident: ResidentId,
) -> sqlx::Result<Vec<Certificate>> {
    certificates!(
        "where payers.resident_id = $1 or owners.resident_id = $1 order by number desc limit 100",
        resident.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// Those of a building, the newest first; at most two hundred.
pub(in crate::buildings) async fn of_building(
    db: &Pool,
    building: BuildingId,
) -> sqlx::Result<Vec<Certificate>> {
    certificates!(
        "where owner_certificates.building_id = $1 order by number desc limit 200",
        building.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// Those of payments that lie on an item, the oldest first.
pub(in crate::buildings) async fn of_charge(
    db: &Pool,
    charge: ChargeId,
) -> sqlx::Result<Vec<Certificate>> {
    certificates!(
        "where owner_certificates.payment_id in (
            select allocations.payment_id from allocations
            where charge_id = $1 and released_at is null
        ) order by number",
        charge.as_uuid()
    )
    .fetch_all(db)
    .await
}

/// An item of a certificate, and how much of it was paid.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The month; `None`: it is from before.
    pub(super) period: Option<i32>,
    pub(super) is_fee: bool,
    /// It is credit that was given back, and whose money was taken away afterwards.
    pub(super) is_given_back: bool,
    pub(super) amount: Money,
    /// The month was taken back afterwards; the money is the owner's credit.
    pub(super) is_withdrawn: bool,
}

/// What a payment was laid on when it came.
pub(super) async fn lines(db: &Pool, payment: PaymentId) -> sqlx::Result<Vec<Line>> {
    query_as!(
        Line,
        r#"select charge_runs.period as "period?", kind = 'fee' as "is_fee!",
            kind = 'given_back' as "is_given_back!", allocations.amount as "amount: Money",
            charges.reversed_at is not null as "is_withdrawn!"
        from allocations
        join charges on charges.id = allocations.charge_id
        left join charge_runs on charge_runs.id = charges.run_id
        where allocations.payment_id = $1
        order by charges.due_on, kind = 'fee', charges.id"#,
        payment.as_uuid(),
    )
    .fetch_all(db)
    .await
}

/// A certificate about to be issued.
pub(super) struct NewCertificate<'a> {
    pub(super) id: CertificateId,
    pub(super) payment: PaymentId,
    pub(super) payer_name: &'a str,
    pub(super) came: &'a Came,
    pub(super) digest: TokenDigest,
}

/// Writes a certificate down and gives its number; `None`: there is one. The caller holds the building, so that
/// one number follows the other.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewCertificate<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<i32>> {
    query_scalar!(
        "insert into owner_certificates (id, building_id, number, payment_id, payer_name, owner_name,
            block, unit_number, amount, issued_at, token_digest)
        select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
        from owner_certificates where building_id = $2
        on conflict (payment_id) do nothing
        returning number",
        new.id.as_uuid(),
        new.came.building.as_uuid(),
        new.payment.as_uuid(),
        new.payer_name,
        new.came.owner_name,
        new.came.block,
        new.came.number,
        new.came.laid.as_rials(),
        now,
        new.digest.as_slice(),
    )
    .fetch_optional(&mut **tx)
    .await
}
