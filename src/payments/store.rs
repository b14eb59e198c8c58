//! The payments' SQL. Every change names the status that it starts from; no row changed means that
//! somebody else was faster, and the caller looks again.

use std::collections::BTreeMap;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use sqlx::types::Json;
use uuid::Uuid;

use super::Actor;
use super::NewPayment;
use super::Payment;
use super::Status;
use super::Suspense;
use super::calls::Ended;
use super::difference::Difference;
use super::own;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::Heard;
use crate::adapters::bank::Offered;
use crate::adapters::bank::Proof;
use crate::adapters::bank::Refusal;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::TerminalId;
use crate::ledger::Journal;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::queue::Job;
use crate::queue::Priority;
use crate::queue::Row;
use crate::tokens::Door;
use crate::tokens::TokenDigest;
use crate::web::paging::After;

/// The bank is asked by itself for the first time after this.
const FIRST_LOOK: TimeDelta = TimeDelta::minutes(1);

/// On what terms money is booked.
pub(super) struct Terms {
    pub(super) use_number: Option<i32>,
    pub(super) suspense: Option<Suspense>,
}

macro_rules! payments {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Payment,
            r#"select
                id, workspace_id as "workspace", order_number, gateway, amount as "amount: Money",
                title, payee_name, payee_phone, payer_name, payer_mobile as "payer_mobile: Mobile",
                payer_email, unit as "unit: Unit", purpose, uses_max, open_until, withdrawn_at,
                total_max as "total_max: Money", back_after, thanks, return_to,
                again as "again: Json<Door>",
                on_paid as "on_paid: Json<Job>",
                credit_account, status as "status: Status", changed_at, opened_at, paid_at,
                bank_reference, bank_page, bank_receipt, terminal,
                own_terminal_id as "own_terminal: TerminalId", bank_number,
                bank_form as "bank_form: Json<BTreeMap<String, String>>", card, fee as "fee: Money", refusal,
                suspense as "suspense: Suspense", held, reversed_at, shared as "shared: Money",
                taken_at, left_why as "left: Suspense", use_number,
                case when status = 'refused' then (
                    select amount from found_money where payment_id = payments.id
                ) end as "found: Money",
                case when status <> 'confirmed' then 0 else (
                    select coalesce(sum(amount), 0)::bigint from refunds
                    where payment_id = payments.id and done_at is not null
                ) end as "refunded!: Money",
                case when status <> 'confirmed' then 0 else (
                    select coalesce(sum(amount), 0)::bigint from refunds
                    where payment_id = payments.id and done_at is null and refused_at is null
                ) end as "refunding!: Money",
                case when uses_max is null and total_max is null then 0 else (
                    select count(*)::integer from payments as others
                    where others.purpose = payments.purpose and others.use_number is not null
                ) end as "uses_taken!",
                case when total_max is null then 0 else (
                    select coalesce(sum(others.amount), 0)::bigint from payments as others
                    where others.purpose = payments.purpose and others.use_number is not null
                ) end as "total_taken!: Money"
            from payments "# + $tail
            $(, $argument)*
        )
    };
}

/// `false`: the id is taken, or (once in a billion) the tracking code is.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &NewPayment,
    gateway: &Offered,
    receipt: &TokenDigest,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into payments (
            id, workspace_id, order_number, gateway, terminal, amount, title,
            payee_name, payee_phone, payer_name, payer_mobile, payer_email, unit,
            purpose, uses_max, open_until, again, on_paid, credit_account, receipt_digest,
            total_max, back_after, thanks, return_to, own_terminal_id, status, changed_at, changed_by,
            opened_at
        )
        values (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
            $22, $23, $24, $25, $26, 'opened', $21, 'payer', $21
        )
        on conflict do nothing",
        new.id.as_uuid(),
        new.payee.workspace.as_uuid(),
        rand::random_range(1_000_000_000..10_000_000_000_i64),
        gateway.name(),
        gateway.terminal(),
        new.amount.as_rials(),
        new.title,
        new.payee.name,
        new.payee.phone.as_deref(),
        new.payer.name.as_deref(),
        new.payer.mobile.as_ref().map(Mobile::as_str),
        new.payer.email.as_deref(),
        new.payee.unit as Unit,
        new.purpose.id,
        new.purpose.uses_max,
        new.purpose.open_until,
        serde_json::to_value(new.again).unwrap_or_default(),
        serde_json::to_value(&new.on_paid).unwrap_or_default(),
        own::credited(new.payee.workspace, new.payee.credit, gateway).as_uuid(),
        receipt,
        now,
        new.purpose.total_max.map(Money::as_rials),
        new.purpose.back_after,
        new.afterwards.thanks.as_deref(),
        new.afterwards.return_to.as_deref(),
        gateway.own_terminal().map(TerminalId::as_uuid),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn terms(tx: &mut Tx, id: PaymentId) -> sqlx::Result<Option<(Uuid, Money)>> {
    let row = query!(
        r#"select purpose, amount as "amount: Money" from payments where id = $1"#,
        id.as_uuid(),
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(row.map(|row| (row.purpose, row.amount)))
}

pub(super) async fn by_id(db: impl PgExecutor<'_>, id: PaymentId) -> sqlx::Result<Option<Payment>> {
    payments!("where id = $1", id.as_uuid()).fetch_optional(db).await
}

pub(super) async fn by_ids(db: &Pool, ids: &[Uuid]) -> sqlx::Result<Vec<Payment>> {
    payments!("where id = any($1)", ids).fetch_all(db).await
}

pub(super) async fn by_receipt(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Payment>> {
    payments!("where receipt_digest = $1", digest).fetch_optional(db).await
}

pub(super) async fn with_purpose(
    db: &Pool,
    purpose: Uuid,
    after: Option<After>,
    limit: usize,
) -> sqlx::Result<Vec<Payment>> {
    payments!(
        "where purpose = $1 and ($2::timestamptz is null or (opened_at, id) < ($2, $3))
        order by opened_at desc, id desc
        limit $4",
        purpose,
        after.map(|after| after.at),
        after.map(|after| after.id),
        i64::try_from(limit).unwrap_or(i64::MAX)
    )
    .fetch_all(db)
    .await
}

pub(super) async fn held(db: &Pool) -> sqlx::Result<Vec<Payment>> {
    payments!("where held is not null order by changed_at limit 100").fetch_all(db).await
}

/// Remembers the receipt that a browser brought from the bank; the last one counts.
pub(super) async fn remember_receipt(db: &Pool, id: PaymentId, receipt: &str) -> sqlx::Result<()> {
    query!(
        "update payments set bank_receipt = $2
        where id = $1 and status = 'sent' and bank_receipt is distinct from $2",
        id.as_uuid(),
        receipt,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a payment that reached no page of the bank; a call that was never answered ends with it.
pub(super) async fn abandon(
    db: &Pool,
    id: PaymentId,
    by: Actor,
    refusal: Option<&str>,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "with ended as (
            update payments
            set status = 'abandoned', changed_at = $2, changed_by = $3, refusal = $4
            where id = $1 and status in ('opened', 'sending')
            returning id
        )
        update bank_calls set outcome = 'unknown', answered_at = $2
        from ended
        where payment_id = ended.id and answered_at is null",
        id.as_uuid(),
        now,
        by.code(),
        refusal,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// `false`: the payment was abandoned meanwhile; its page must not be shown.
pub(super) async fn remember(
    db: &Pool,
    payment: &Payment,
    (page, shared): (&BankPage, Option<Money>),
    (heard, seq): (&Heard, i16),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let form = (!page.go.fields.is_empty()).then_some(Json(&page.go.fields));
    let job = Job::AskBank { payment: payment.id };
    let job = Row::of(&job, Priority::Money, now + FIRST_LOOK, now);
    let sent = query_scalar!(
        r#"with sent as (
            update payments
            set status = 'sent', changed_at = $4, changed_by = 'payer',
                bank_reference = $2, bank_page = $3, bank_form = $5, shared = $14
            where id = $1 and status = 'sending'
            returning id
        ), call as (
            update bank_calls set outcome = 'started', answered_at = $4, digest = $6
            from sent
            where payment_id = sent.id and seq = $13
        )
        select add_job($7, $8, $9, $10, $11, $12, $4)::text as "added" from sent"#,
        payment.id.as_uuid(),
        page.reference,
        page.go.address,
        now,
        form as _,
        heard.digest,
        job.id,
        job.kind,
        job.payload,
        job.dedup_key as _,
        job.priority,
        job.run_at,
        seq,
        shared.map(Money::as_rials),
    )
    .fetch_optional(db)
    .await?;
    Ok(sent.is_some())
}

/// Books money: the bank's word, the payment's end, the journal and the room's job, in one statement.
/// `false`: the payment is not as it was when the terms were decided: it has ended, or its purpose was
/// withdrawn meanwhile. Nothing follows from a word to a question of which there is no note.
pub(super) async fn confirm(
    db: &Pool,
    payment: &Payment,
    proof: &Proof,
    terms: &Terms,
    (journal, ended): (&Journal, &Ended),
) -> sqlx::Result<bool> {
    let now = journal.at;
    let job = Row::of(&payment.on_paid, Priority::Money, now, now);
    let booked = query!(
        r#"with call as (
            update bank_calls set outcome = $22, answered_at = $2, code = $23, digest = $10
            where payment_id = $1 and seq = $9
            returning payment_id
        ), ended as (
            update payments
            set status = 'confirmed', changed_at = $2, changed_by = $3, paid_at = $2, held = null,
                use_number = $4, suspense = $5, bank_number = $6, card = $7, fee = $8
            from call
            where id = call.payment_id and status = 'sent' and withdrawn_at is not distinct from $21
            returning id
        )
        select post_journal($11, $12, $13, $2, $14, $15) as "posted!",
            add_job($16, $17, $18, $19, $20, $2, $2)::text as added
        from ended"#,
        payment.id.as_uuid(),
        now,
        ended.call.by.code(),
        terms.use_number,
        terms.suspense as Option<Suspense>,
        proof.bank_number,
        proof.card,
        proof.fee.as_rials(),
        ended.call.seq,
        ended.heard.digest,
        journal.id.as_uuid(),
        journal.kind,
        journal.source_key,
        &journal.accounts(),
        &journal.amounts(),
        job.id,
        job.kind,
        job.payload,
        job.dedup_key as _,
        job.priority,
        payment.withdrawn_at,
        ended.outcome,
        ended.code,
    )
    .fetch_optional(db)
    .await?;
    Ok(booked.is_some())
}

pub(super) async fn refuse(
    db: &Pool,
    id: PaymentId,
    refusal: Refusal,
    ended: &Ended,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "with call as (
            update bank_calls set outcome = $6, answered_at = $2, code = $4, digest = $7
            where payment_id = $1 and seq = $5
            returning payment_id
        )
        update payments
        set status = 'refused', changed_at = $2, changed_by = $3, refusal = $4, held = null,
            use_number = null
        from call
        where id = call.payment_id and status = 'sent'",
        id.as_uuid(),
        now,
        ended.call.by.code(),
        refusal.code(),
        ended.call.seq,
        ended.outcome,
        ended.heard.digest,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn hold(
    db: &Pool,
    id: PaymentId,
    difference: Difference,
    ended: &Ended,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "with call as (
            update bank_calls set outcome = 'differs', answered_at = $4, code = $2, digest = $5
            where payment_id = $1 and seq = $3
            returning payment_id
        )
        update payments set held = $2 from call where id = call.payment_id and status = 'sent'",
        id.as_uuid(),
        difference.code(),
        ended.call.seq,
        now,
        ended.heard.digest,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
