//! The SQL of what merchants decide about money in suspense.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_scalar;

use super::Payment;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;

/// What the merchant decided about money in suspense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Decision {
    /// Take it as a payment.
    Accepted,
    /// Give it back to the payer's card.
    GivenBack,
}

/// What has become of money in suspense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The merchant has not said.
    Undecided,
    /// It is the merchant's.
    Accepted,
    /// The bank has not said yet that it gave it back.
    BeingGivenBack,
    /// It is on the payer's card again.
    GivenBack,
}

/// Writes a decision about money in suspense, once. `None`: it is not in suspense in this workspace;
/// otherwise the decision that holds.
pub(super) async fn write(
    tx: &mut Tx,
    id: PaymentId,
    workspace: WorkspaceId,
    (decision, by): (Decision, Option<MemberId>),
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Decision>> {
    query!(
        "insert into suspense_decisions (payment_id, decision, decided_by, decided_at)
        select id, $3, $4, $5 from payments
        where id = $1 and workspace_id = $2 and suspense is not null and reversed_at is null
        -- Whoever books that the bank took it back waits for us, or we for them.
        for no key update
        on conflict (payment_id) do nothing",
        id.as_uuid(),
        workspace.as_uuid(),
        decision as Decision,
        by.map(MemberId::as_uuid),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"select suspense_decisions.decision as "decision: Decision"
        from suspense_decisions
        join payments on payments.id = suspense_decisions.payment_id
        where payments.id = $1 and payments.workspace_id = $2"#,
        id.as_uuid(),
        workspace.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Notes that a decision has been carried out.
pub(super) async fn carry_out(
    tx: &mut Tx,
    payment: &Payment,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with done as (
            update suspense_decisions set done_at = $2
            where payment_id = $1 and done_at is null
            returning payment_id, decision
        )
        update payments set accepted_at = $2
        from done
        where payments.id = done.payment_id and done.decision = 'accepted'",
        payment.id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The payments of which nobody has said since a moment what becomes of their money.
pub(super) async fn undecided(db: &Pool, since: DateTime<Utc>) -> sqlx::Result<Vec<PaymentId>> {
    let ids = query_scalar!(
        "select id from payments
        where suspense is not null and status = 'confirmed' and reversed_at is null
            and changed_at <= $1
            and not exists (select from suspense_decisions where payment_id = payments.id)
        order by changed_at limit 20",
        since,
    );
    Ok(ids.fetch_all(db).await?.into_iter().map(PaymentId::from).collect())
}

/// Writes the only decision about money that a bank found after it had refused, once.
pub(super) async fn give_found_back(
    tx: &mut Tx,
    id: PaymentId,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Decision>> {
    query!(
        "insert into suspense_decisions (payment_id, decision, decided_at)
        select payment_id, 'given_back', $2 from found_money where payment_id = $1
        on conflict (payment_id) do nothing",
        id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"select decision as "decision: Decision" from suspense_decisions
        join found_money using (payment_id)
        where payment_id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await
}

/// A decision to give back that is not carried out yet: when it was made.
pub(super) async fn to_give_back(db: &Pool, id: PaymentId) -> sqlx::Result<Option<DateTime<Utc>>> {
    query_scalar!(
        "select decided_at from suspense_decisions
        where payment_id = $1 and decision = 'given_back' and done_at is null",
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

/// What has become of money in suspense.
pub(super) async fn fate(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Fate> {
    let decided = query!(
        r#"select decision as "decision: Decision", done_at is not null as "is_done!"
        from suspense_decisions
        where payment_id = $1"#,
        id.as_uuid(),
    );
    Ok(match decided.fetch_optional(db).await?.map(|row| (row.decision, row.is_done)) {
        None => Fate::Undecided,
        Some((Decision::Accepted, _)) => Fate::Accepted,
        Some((Decision::GivenBack, false)) => Fate::BeingGivenBack,
        Some((Decision::GivenBack, true)) => Fate::GivenBack,
    })
}
