//! What we ask banks: written down before it is asked, and what they said after. While a call about a
//! payment is under way, nobody makes a second one, in whatever process.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Actor;
use super::Payment;
use super::own;
use crate::adapters::bank::Answer;
use crate::adapters::bank::Fault;
use crate::adapters::bank::Heard;
use crate::adapters::bank::Offered;
use crate::adapters::bank::Reply;
use crate::adapters::bank::Return;
use crate::db::Pool;
use crate::ids::PaymentId;
use crate::ids::TerminalId;
use crate::money::Money;

/// A call is taken to be under way for so long; three times as long as one may take.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(45);

/// What a bank is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Verify,
    Inquire,
    Reverse,
    Refund,
    InquireRefund,
}

impl Op {
    fn code(self) -> &'static str {
        match self {
            Op::Verify => "verify",
            Op::Inquire => "inquire",
            Op::Reverse => "reverse",
            Op::Refund => "refund",
            Op::InquireRefund => "inquire_refund",
        }
    }

    /// Whether it only asks. Should the machine fall in the moment after, the note of a question may be
    /// lost with it: it is asked again then. What moves money is on the disk before its bank hears of it.
    fn only_asks(self) -> bool {
        match self {
            Op::Verify | Op::Inquire | Op::InquireRefund => true,
            Op::Reverse | Op::Refund => false,
        }
    }
}

/// A call that this process makes.
#[derive(Clone, Debug)]
pub(super) struct Call {
    pub(super) payment: PaymentId,
    pub(super) seq: i16,
    pub(super) by: Actor,
}

/// A call with its outcome, as it is written down.
#[derive(Clone, Debug)]
pub(super) struct Ended {
    pub(super) call: Call,
    pub(super) outcome: &'static str,
    pub(super) code: Option<String>,
    pub(super) heard: Heard,
}

impl Ended {
    /// A call that asked what became of an order.
    pub(super) fn asked(call: Call, reply: &Reply<Answer>) -> Self {
        let (outcome, code) = match &reply.says {
            Answer::Moved(proof) if proof.first_time => ("moved", None),
            // An answer was lost before, or somebody else verifies with our key.
            Answer::Moved(_) => ("moved", Some("already")),
            Answer::Unverified { .. } => ("unverified", None),
            Answer::Refused(refusal) => ("refused", Some(refusal.code())),
            Answer::Reversed => ("reversed", None),
            Answer::OtherAmount => ("differs", None),
            Answer::Waiting => ("waiting", None),
            Answer::Busy { .. } => ("busy", None),
            Answer::Misconfigured { code } => ("misconfigured", Some(code.as_str())),
            Answer::Unknown => ("unknown", None),
        };
        Self { call, outcome, code: code.map(str::to_owned), heard: reply.heard.clone() }
    }

    /// A call that gave money back, or asked about that.
    pub(super) fn returned(call: Call, reply: &Reply<Return>) -> Self {
        let (outcome, code) = match &reply.says {
            Return::Done { .. } => ("done", None),
            Return::Pending => ("pending", None),
            Return::Refused { code } => ("refused", Some(code.as_str())),
            Return::NotFound => ("not_found", None),
            Return::Busy { .. } => ("busy", None),
            Return::Misconfigured { code } => ("misconfigured", Some(code.as_str())),
            Return::Unknown => ("unknown", None),
        };
        Self { call, outcome, code: code.map(str::to_owned), heard: reply.heard.clone() }
    }

    /// A call for a page when there is none.
    pub(super) fn not_started(
        (payment, seq): (PaymentId, i16),
        fault: &Fault,
        heard: Heard,
    ) -> Self {
        let (outcome, code) = match fault {
            Fault::Busy { .. } => ("busy", None),
            Fault::Rejected { code } => ("refused", Some(code.clone())),
            Fault::Misconfigured { code } => ("misconfigured", Some(code.clone())),
            Fault::Unknown => ("unknown", None),
        };
        Self { call: Call { payment, seq, by: Actor::Payer }, outcome, code, heard }
    }
}

/// Takes a payment to the bank, once, and writes down that the bank is about to be asked for a page.
pub(super) async fn claim(db: &Pool, id: PaymentId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "with claimed as (
            update payments
            set status = 'sending', changed_at = $2, changed_by = 'payer'
            where id = $1 and status = 'opened'
            returning id, amount
        )
        insert into bank_calls (payment_id, seq, op, amount, asked_at, lease_until)
        select id, 1, 'start', amount, $2, $3 from claimed",
        id.as_uuid(),
        now,
        now + LEASE,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a payment that got no page at one gateway to the next, and writes down that this one is about to be
/// asked. `false`: the payment was abandoned meanwhile.
pub(super) async fn move_on(
    db: &Pool,
    payment: &Payment,
    (gateway, seq): (&Offered, i16),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "with moved as (
            update payments
            set gateway = $3, terminal = $4, own_terminal_id = $5, credit_account = $6
            where id = $1 and status = 'sending'
            returning id, amount
        )
        insert into bank_calls (payment_id, seq, op, amount, asked_at, lease_until)
        select id, $2, 'start', amount, $7, $8 from moved",
        payment.id.as_uuid(),
        seq,
        gateway.name(),
        gateway.terminal(),
        gateway.own_terminal().map(TerminalId::as_uuid),
        own::credited(payment.workspace, payment.credit(), gateway).as_uuid(),
        now,
        now + LEASE,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A call that is about to be made.
#[derive(Clone, Copy, Debug)]
pub(super) struct Intent {
    pub(super) payment: PaymentId,
    pub(super) amount: Money,
    pub(super) op: Op,
    /// The refund that it is about.
    pub(super) refund: Option<Uuid>,
    pub(super) by: Actor,
}

/// Writes a call down that is about to be made. `None`: another one about the same payment is under
/// way or has ended it since it was looked at, or this refund was asked for and may have been given.
pub(super) async fn begin(
    db: &Pool,
    intent: Intent,
    now: DateTime<Utc>,
) -> sqlx::Result<Option<Call>> {
    let Intent { payment, amount, op, refund, by } = intent;
    let seq = query_scalar!(
        "with lost as (
            update bank_calls set outcome = 'unknown', answered_at = $5
            where payment_id = $1 and answered_at is null and lease_until <= $5
        )
        insert into bank_calls (payment_id, seq, op, amount, asked_at, lease_until, refund_id)
        select $1, coalesce(max(seq), 0) + 1, $2, $3, $5, $4, $6
        from bank_calls
        where payment_id = $1
        having not coalesce(bool_or(answered_at is null and lease_until > $5), false)
            and ($2 <> 'verify' or exists (
                select from payments
                where id = $1 and status not in ('confirmed', 'refused', 'abandoned')
                and (shared is null or taken_at is not null)
            ))
            and ($2 <> 'refund' or not coalesce(bool_or(
                op = 'refund' and refund_id = $6
                and coalesce(outcome, 'unknown') not in ('busy', 'misconfigured', 'refused')
            ), false))
            and (not $7 or set_config('synchronous_commit', 'off', true) is not null)
        on conflict do nothing
        returning seq",
        payment.as_uuid(),
        op.code(),
        amount.as_rials(),
        now + LEASE,
        now,
        refund,
        op.only_asks(),
    );
    let seq = seq.fetch_optional(db).await?;
    Ok(seq.map(|seq| Call { payment, seq, by }))
}

/// Writes down what came of a call.
pub(super) async fn end(db: &Pool, ended: &Ended, now: DateTime<Utc>) -> sqlx::Result<()> {
    query!(
        "update bank_calls
        set outcome = $3, answered_at = $4, code = left($5, 100), digest = $6, excerpt = $7
        where payment_id = $1 and seq = $2",
        ended.call.payment.as_uuid(),
        ended.call.seq,
        ended.outcome,
        now,
        ended.code,
        ended.heard.digest,
        ended.heard.excerpt,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The last attempt to give money back, the one that may have been lost included.
pub(super) struct Attempt {
    /// It was a reversal, which may be repeated.
    pub(super) was_reversal: bool,
    /// It surely gave nothing back.
    pub(super) did_nothing: bool,
}

/// `None`: none was made.
pub(super) async fn last_attempt(
    db: &Pool,
    payment: PaymentId,
    refund: Uuid,
) -> sqlx::Result<Option<Attempt>> {
    query_as!(
        Attempt,
        r#"select op = 'reverse' as "was_reversal!",
            coalesce(outcome, 'unknown') in ('busy', 'misconfigured', 'refused') as "did_nothing!"
        from bank_calls
        where payment_id = $1 and refund_id = $2 and op in ('reverse', 'refund')
        order by seq desc
        limit 1"#,
        payment.as_uuid(),
        refund,
    )
    .fetch_optional(db)
    .await
}

/// Whether a call about a payment is under way.
pub(super) async fn is_under_way(
    db: &Pool,
    payment: PaymentId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (
            select from bank_calls
            where payment_id = $1 and answered_at is null and lease_until > $2
        ) as "is!""#,
        payment.as_uuid(),
        now,
    )
    .fetch_one(db)
    .await
}
