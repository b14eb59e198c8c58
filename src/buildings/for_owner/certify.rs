//! Once money of a tenant has come for an owner's items, there is a certificate of it, and both hear of it.

use super::certificates;
use super::certificates::NewCertificate;
use super::store;
use super::tell;
use crate::app::App;
use crate::buildings::BuildingError;
use crate::buildings::store as buildings;
use crate::db;
use crate::ids::CertificateId;
use crate::money::Money;
use crate::payments::Payment;
use crate::tokens::Door;

/// Issues the certificate of a payment that was for an owner's items, and tells payer and owner. Done twice is
/// done once. Money of which nothing could be laid on them has no certificate, and neither has what the bank
/// has taken back already.
pub(in crate::buildings) async fn certify(
    app: &App,
    payment: &Payment,
) -> Result<(), BuildingError> {
    let now = app.clock.now();
    let Some(came) = store::came(&app.back_db, payment.id).await? else { return Ok(()) };
    if payment.reversed_at.is_some() {
        return Ok(());
    }
    let mut tx = db::begin(&app.back_db).await?;
    // One number after the other.
    buildings::lock(&mut tx, came.building).await?;
    let mut certificate = None;
    if came.laid != Money::ZERO {
        let id = CertificateId::new(now);
        let new = NewCertificate {
            id,
            payment: payment.id,
            payer_name: payment.payer_name.as_deref().unwrap_or_default(),
            came: &came,
            digest: app.keys.digest(&Door::Certificate { certificate: id }),
        };
        let Some(number) = certificates::insert(&mut tx, &new, now).await? else { return Ok(()) };
        certificate = Some((id, number));
        tell::owner(&mut tx, (payment.id, &came), number, now).await?;
    }
    tell::payer(&mut tx, (payment.id, &came), certificate, now).await?;
    tx.commit().await?;
    Ok(())
}
