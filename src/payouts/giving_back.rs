//! A payout that gives the money of a payment back. It moves as every payout does; that it belongs to a payment is
//! what the accounts say of it.

use sqlx::query;
use sqlx::query_scalar;

use super::NewPayout;
use super::PayoutError;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::payments;
use crate::payments::Payment;
use crate::payments::Status;

/// The payment of a workspace that is to be given back. `None`: no payment was named; another workspace's, and one
/// that never arrived, is not there.
pub(super) async fn payment(
    app: &App,
    workspace: WorkspaceId,
    named: &str,
) -> Result<Option<Payment>, PayoutError> {
    if named.is_empty() {
        return Ok(None);
    }
    let id: PaymentId = named.parse().map_err(|_| PayoutError::NotFound)?;
    let payment = payments::by_id(&app.db, id).await?;
    let is_theirs = payment.workspace == workspace && payment.status == Status::Confirmed;
    if is_theirs { Ok(Some(payment)) } else { Err(PayoutError::NotFound) }
}

/// Makes a payout, and writes down which payment it gives back. The same again changes nothing.
pub(super) async fn create(
    app: &App,
    owner: (WorkspaceId, MemberId),
    new: &NewPayout,
    payment: &Payment,
) -> Result<PayoutId, PayoutError> {
    let mut tx = db::begin(&app.db).await?;
    super::make(&mut tx, app, owner, (new, None), app.clock.now()).await?;
    query!(
        "insert into payout_refunds (payout_id, payment_id) values ($1, $2) on conflict do nothing",
        new.id.as_uuid(),
        payment.id.as_uuid(),
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(new.id)
}

/// The tracking code of the payment that a payout gives back.
pub(super) async fn number(db: &Pool, payout: PayoutId) -> sqlx::Result<Option<i64>> {
    let number = query_scalar!(
        "select order_number from payout_refunds
        join payments on payments.id = payment_id
        where payout_id = $1",
        payout.as_uuid(),
    );
    number.fetch_optional(db).await
}
