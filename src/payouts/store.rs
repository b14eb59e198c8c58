//! The payouts' SQL: making them, and reading them with what happened.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use super::NewPayout;
use super::payout::Destination;
use super::payout::Ending;
use super::payout::FeeBorneBy;
use super::payout::Payout;
use super::payout::Reply;
use super::payout::ReplyKind;
use crate::banks::Bank;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::tokens::TokenDigest;
use crate::transfers::Status;
use crate::web::paging::After;

/// A payout as the database keeps it, with what is known of its payer and what happened.
struct Row {
    id: PayoutId,
    workspace: WorkspaceId,
    payer: String,
    unit: Unit,
    language: Language,
    title: String,
    recipient_name: String,
    recipient_mobile: Option<Mobile>,
    recipient_email: Option<String>,
    amount: Money,
    amount_is_fixed: bool,
    fee: Money,
    fee_borne_by: FeeBorneBy,
    answer_until: DateTime<Utc>,
    pay_seconds: i64,
    revision: i32,
    created_at: DateTime<Utc>,
    made_by: MemberId,
    bank: Option<String>,
    tail: Option<String>,
    card: Option<String>,
    holder: Option<String>,
    fingerprint: Option<Vec<u8>>,
    given_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    reply: Option<ReplyKind>,
    proposal: Option<Money>,
    note: Option<String>,
    replied_at: Option<DateTime<Utc>>,
    is_agreed: bool,
    is_paying: bool,
    funded_at: Option<DateTime<Utc>>,
    ending: Option<Ending>,
    transfer: Option<Status>,
    late_at: Option<DateTime<Utc>>,
    settled_inside_at: Option<DateTime<Utc>>,
}

impl Row {
    fn destination(&self) -> Option<Destination> {
        Some(Destination {
            bank: Bank::by_code(self.bank.as_deref()?)?,
            tail: self.tail.clone()?,
            card: self.card.clone(),
            holder: self.holder.clone(),
            fingerprint: self.fingerprint.as_deref()?.try_into().ok()?,
            given_at: self.given_at?,
            confirmed_at: self.confirmed_at,
        })
    }

    fn reply(&self) -> Option<Reply> {
        Some(Reply {
            kind: self.reply?,
            proposal: self.proposal,
            note: self.note.clone(),
            replied_at: self.replied_at?,
        })
    }
}

impl From<Row> for Payout {
    fn from(row: Row) -> Payout {
        Payout {
            destination: row.destination(),
            reply: row.reply(),
            id: row.id,
            workspace: row.workspace,
            payer: row.payer,
            unit: row.unit,
            language: row.language,
            title: row.title,
            recipient_name: row.recipient_name,
            recipient_mobile: row.recipient_mobile,
            recipient_email: row.recipient_email,
            amount: row.amount,
            amount_is_fixed: row.amount_is_fixed,
            fee: row.fee,
            fee_borne_by: row.fee_borne_by,
            answer_until: row.answer_until,
            pay_time: TimeDelta::seconds(row.pay_seconds),
            revision: row.revision,
            created_at: row.created_at,
            made_by: row.made_by,
            is_agreed: row.is_agreed,
            is_paying: row.is_paying,
            funded_at: row.funded_at,
            ending: row.ending,
            transfer: row.transfer,
            late_at: row.late_at,
            settled_inside_at: row.settled_inside_at,
        }
    }
}

macro_rules! payouts {
    ($tail:literal $(, $argument:expr)*) => {
        query_as!(
            Row,
            r#"select
                payouts.id, payouts.workspace_id as "workspace", workspaces.name as "payer",
                workspaces.unit as "unit: Unit", workspaces.language as "language: Language",
                payouts.title, payouts.recipient_name,
                payouts.recipient_mobile as "recipient_mobile: Mobile", payouts.recipient_email,
                payouts.amount as "amount: Money", payouts.amount_is_fixed, payouts.fee as "fee: Money",
                payouts.fee_borne_by as "fee_borne_by: FeeBorneBy", payouts.answer_until,
                payouts.pay_seconds, payouts.revision, payouts.created_at,
                payouts.created_by as "made_by: MemberId",
                destinations.bank as "bank?", destinations.tail as "tail?",
                destinations.card as "card?", destinations.holder as "holder?",
                destinations.fingerprint as "fingerprint?", destinations.given_at as "given_at?",
                destinations.confirmed_at as "confirmed_at?",
                replies.kind as "reply?: ReplyKind", replies.proposal as "proposal?: Money",
                replies.note as "note?", replies.replied_at as "replied_at?",
                exists (
                    select from payout_consents
                    where payout_id = payouts.id and revision = payouts.revision
                ) as "is_agreed!",
                exists (
                    select from payout_payments
                    join payments on payments.id = payout_payments.payment_id
                    where payout_payments.payout_id = payouts.id
                    and payout_payments.revision = payouts.revision
                    and payments.status in ('sending', 'sent')
                ) as "is_paying!",
                fundings.funded_at as "funded_at?", endings.kind as "ending?: Ending",
                (
                    select status from transfers
                    where purpose = payouts.id order by try_number desc limit 1
                ) as "transfer?: Status",
                (
                    select late_at from transfers
                    where purpose = payouts.id and status in ('planned', 'sending', 'accepted')
                ) as "late_at?",
                (
                    select settled_at from transfers
                    where purpose = payouts.id and inside is not null and status = 'settled'
                ) as "settled_inside_at?"
            from payouts
            join workspaces on workspaces.id = payouts.workspace_id
            left join payout_destinations as destinations
                on destinations.payout_id = payouts.id and destinations.revision = payouts.revision
            left join payout_replies as replies
                on replies.payout_id = payouts.id and replies.revision = payouts.revision
            left join payout_fundings as fundings on fundings.payout_id = payouts.id
            left join payout_endings as endings on endings.payout_id = payouts.id "# + $tail
            $(, $argument)*
        )
    };
}

/// A payout with what happened to it.
pub async fn by_id(db: &Pool, id: PayoutId) -> sqlx::Result<Option<Payout>> {
    let row = payouts!("where payouts.id = $1", id.as_uuid());
    Ok(row.fetch_optional(db).await?.map(Payout::from))
}

pub(super) async fn of_workspace(
    db: &Pool,
    id: PayoutId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Payout>> {
    let row = payouts!(
        "where payouts.id = $1 and payouts.workspace_id = $2",
        id.as_uuid(),
        workspace.as_uuid()
    );
    Ok(row.fetch_optional(db).await?.map(Payout::from))
}

/// A payout that nobody else changes until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: PayoutId) -> sqlx::Result<Option<Payout>> {
    // The lock first, in a statement of its own: what happened is read after whoever held it.
    query!("select from payouts where id = $1 for no key update", id.as_uuid())
        .fetch_optional(&mut **tx)
        .await?;
    let row = payouts!("where payouts.id = $1", id.as_uuid());
    Ok(row.fetch_optional(&mut **tx).await?.map(Payout::from))
}

/// The payout behind a secret address of a side, and which revision the address is for.
pub(super) async fn by_token(
    db: &Pool,
    digest: &TokenDigest,
    side: &str,
) -> sqlx::Result<Option<(Payout, i32)>> {
    let door = query!(
        r#"select payout_id as "payout: PayoutId", revision from payout_doors
        where token_digest = $1 and side = $2"#,
        digest,
        side,
    );
    let Some(door) = door.fetch_optional(db).await? else { return Ok(None) };
    Ok(by_id(db, door.payout).await?.map(|payout| (payout, door.revision)))
}

/// What the list shows.
pub(super) struct Filter<'a> {
    pub(super) workspace: WorkspaceId,
    /// Words that the payout must have, as a query of PostgreSQL's; empty: all.
    pub(super) words: &'a str,
    pub(super) after: Option<After>,
    /// How many a page holds.
    pub(super) rows: usize,
}

/// A page of a workspace's payouts, newest first, with one more row when there is more.
pub(super) async fn list(db: &Pool, filter: &Filter<'_>) -> sqlx::Result<Vec<Payout>> {
    let rows = payouts!(
        "where payouts.workspace_id = $1
        and ($2::timestamptz is null or (payouts.created_at, payouts.id) < ($2, $3))
        and ($4 = '' or payouts.words @@ to_tsquery('simple', $4))
        order by payouts.created_at desc, payouts.id desc
        limit $5",
        filter.workspace.as_uuid(),
        filter.after.map(|after| after.at),
        filter.after.map(|after| after.id),
        filter.words,
        i64::try_from(filter.rows + 1).unwrap_or(i64::MAX)
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Payout::from).collect())
}

/// `false`: a payout of that name is there already.
pub(super) async fn insert(
    tx: &mut Tx,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewPayout,
    fee: Money,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into payouts (
            id, workspace_id, title, recipient_name, recipient_mobile, recipient_email, amount,
            fee, fee_borne_by, answer_until, pay_seconds, created_at, created_by
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict (id) do nothing",
        new.id.as_uuid(),
        workspace.as_uuid(),
        new.title,
        new.recipient_name,
        new.recipient_mobile.as_ref().map(Mobile::as_str),
        new.recipient_email,
        new.amount.as_rials(),
        fee.as_rials(),
        new.fee_borne_by.code(),
        new.answer_until,
        new.pay_time.num_seconds(),
        now,
        member.as_uuid(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
