//! What happens to a payout, each thing as a row.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use super::payout::Ending;
use super::payout::Payout;
use super::payout::Reply;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::money::Money;
use crate::tokens::TokenDigest;

/// Opens a secret address; one that is open stays.
pub(super) async fn open_door(
    tx: &mut Tx,
    payout: PayoutId,
    (side, revision): (&str, i32),
    digest: &TokenDigest,
) -> sqlx::Result<()> {
    query!(
        "insert into payout_doors (token_digest, payout_id, side, revision)
        values ($1, $2, $3, $4)
        on conflict do nothing",
        digest,
        payout.as_uuid(),
        side,
        revision,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Notes that a person opened a page for the first time.
pub(super) async fn note_opening(
    db: &Pool,
    payout: PayoutId,
    (side, revision): (&str, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into payout_openings (payout_id, side, revision, opened_at)
        values ($1, $2, $3, $4)
        on conflict do nothing",
        payout.as_uuid(),
        side,
        revision,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// From now on nobody agrees on another amount: whoever made the payout took just this much from somewhere.
pub async fn fix_amount(tx: &mut Tx, payout: PayoutId) -> sqlx::Result<()> {
    query!("update payouts set amount_is_fixed = true where id = $1", payout.as_uuid())
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Begins the next question to the recipient, with the amount that holds from now on.
pub(super) async fn ask_anew(
    tx: &mut Tx,
    payout: &Payout,
    (amount, fee): (Money, Money),
    answer_until: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update payouts
        set revision = revision + 1, amount = $3, fee = $4, answer_until = greatest(answer_until, $5)
        where id = $1 and revision = $2",
        payout.id.as_uuid(),
        payout.revision,
        amount.as_rials(),
        fee.as_rials(),
        answer_until,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn write_reply(tx: &mut Tx, payout: &Payout, reply: &Reply) -> sqlx::Result<bool> {
    let done = query!(
        "insert into payout_replies (payout_id, revision, kind, proposal, note, replied_at)
        values ($1, $2, $3, $4, $5, $6)
        on conflict do nothing",
        payout.id.as_uuid(),
        payout.revision,
        reply.kind.code(),
        reply.proposal.map(Money::as_rials),
        reply.note,
        reply.replied_at,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes to what whoever pays agreed. `false`: they had agreed before.
pub(super) async fn write_consent(
    tx: &mut Tx,
    payout: &Payout,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into payout_consents (payout_id, revision, digest, given_at)
        values ($1, $2, $3, $4)
        on conflict do nothing",
        payout.id.as_uuid(),
        payout.revision,
        digest,
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn remember_payment(
    tx: &mut Tx,
    payout: &Payout,
    payment: PaymentId,
    digest: &[u8; 32],
) -> sqlx::Result<()> {
    query!(
        "insert into payout_payments (payment_id, payout_id, revision, digest)
        values ($1, $2, $3, $4)
        on conflict (payment_id) do nothing",
        payment.as_uuid(),
        payout.id.as_uuid(),
        payout.revision,
        digest,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// For what a payment was begun: the revision and the digest that its payer saw.
pub(super) async fn terms_of(
    tx: &mut Tx,
    payment: PaymentId,
) -> sqlx::Result<Option<(i32, Vec<u8>)>> {
    let row = query!(
        "select revision, digest from payout_payments where payment_id = $1",
        payment.as_uuid(),
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(|row| (row.revision, row.digest)))
}

/// Notes where the money came from. `false`: it was there before.
pub(super) async fn fund(
    tx: &mut Tx,
    payout: PayoutId,
    (payment, member): (Option<PaymentId>, Option<MemberId>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into payout_fundings (payout_id, payment_id, funded_by, funded_at)
        values ($1, $2, $3, $4)
        on conflict (payout_id) do nothing",
        payout.as_uuid(),
        payment.map(PaymentId::as_uuid),
        member.map(MemberId::as_uuid),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the money came out of the wallet.
pub async fn is_from_wallet(tx: &mut Tx, payout: PayoutId) -> sqlx::Result<bool> {
    let funding = query_scalar!(
        r#"select payment_id is null as "is!" from payout_fundings where payout_id = $1"#,
        payout.as_uuid(),
    );
    Ok(funding.fetch_optional(&mut **tx).await?.unwrap_or(false))
}

/// Ends a payout. `false`: it had ended before.
pub(super) async fn end(
    tx: &mut Tx,
    payout: PayoutId,
    ending: Ending,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let kind = match ending {
        Ending::Cancelled => "cancelled",
        Ending::TakenBack => "taken_back",
    };
    let done = query!(
        "insert into payout_endings (payout_id, kind, ended_by, ended_at) values ($1, $2, $3, $4)
        on conflict do nothing",
        payout.as_uuid(),
        kind,
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
