//! How a notice ends, and what follows: the flag on a reader who cannot be reached, the other way to
//! the same reader, the hold on a workspace whose messages fail.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;

use super::NewNotice;
use super::State;
use super::To;
use super::class::Class;
use super::handing::Waiting;
use super::holds;
use super::readers;
use super::readers::Reason;
use super::spending;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Refusal;
use crate::adapters::handover::Taken;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::NoticeId;
use crate::ids::WorkspaceId;
use crate::money::Money;
use crate::queue::Priority;

/// A carrier is first asked after this time how far a message has come.
pub(super) const ASKED_FIRST: TimeDelta = TimeDelta::seconds(30);

/// The carrier has it.
pub(super) async fn take(app: &App, waiting: &Waiting, taken: &Taken) -> sqlx::Result<()> {
    let now = app.clock.now();
    let is_sms = matches!(waiting.to, To::Sms(_));
    let (state, check_at) = match &taken.fate {
        Fate::Delivered => (State::Delivered, None),
        Fate::UnderWay => (State::Sent, is_sms.then(|| now + ASKED_FIRST)),
        Fate::Failed(refusal) => return fail(app, waiting, refusal).await,
    };
    let row = query!(
        r#"update notices
        set state = $2, provider_reference = $3, cost = $4, check_at = $5, changed_at = $6
        where id = $1 and state = 'sending'
        returning reserved, handed_at as "handed_at!""#,
        waiting.id.as_uuid(),
        state as State,
        taken.reference,
        taken.cost.map(Money::as_rials),
        check_at,
        now,
    );
    let row = row.fetch_optional(&app.back_db).await?;
    metrics::counter!("peyvand_notices_total", "state" => "taken").increment(1);
    if let (Some(row), Some(cost)) = (row, taken.cost) {
        let by = cost.as_rials() - row.reserved;
        spending::correct(app, waiting, (row.handed_at, by)).await?;
    }
    Ok(())
}

/// It will not arrive.
pub(super) async fn fail(app: &App, waiting: &Waiting, refusal: &Refusal) -> sqlx::Result<()> {
    metrics::counter!("peyvand_notices_total", "state" => "refused").increment(1);
    let now = app.clock.now();
    let mut tx = db::begin(&app.back_db).await?;
    if !set(&mut tx, waiting.id, (State::Failed, Some(refusal.code())), now).await? {
        return Ok(());
    }
    let unused = free(&mut tx, waiting.id).await?;
    if let (Some(reason), Some((channel, recipient))) =
        (flag(&waiting.to, refusal), waiting.to.address())
    {
        readers::refuse(&mut tx, (channel, recipient), reason, now).await?;
    }
    go_other_way(&mut tx, waiting, now).await?;
    tx.commit().await?;
    if let Some((at, rials)) = unused {
        spending::correct(app, waiting, (at, -rials)).await?;
    }
    app.work_bell.notify_one();
    holds::consider(app, waiting).await
}

/// Nobody can say whether it was sent, and it is not sent again.
pub(super) async fn give_up(app: &App, waiting: &Waiting) -> sqlx::Result<()> {
    metrics::counter!("peyvand_notices_total", "state" => "unknown").increment(1);
    let now = app.clock.now();
    let mut tx = db::begin(&app.back_db).await?;
    if set(&mut tx, waiting.id, (State::Unknown, None), now).await? {
        go_other_way(&mut tx, waiting, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// It is not worth sending any more.
pub(super) async fn drop(app: &App, waiting: &Waiting) -> sqlx::Result<()> {
    let mut tx = db::begin(&app.back_db).await?;
    set(&mut tx, waiting.id, (State::Dropped, None), app.clock.now()).await?;
    tx.commit().await
}

/// What a refusal says of its reader for later.
fn flag(to: &To, refusal: &Refusal) -> Option<Reason> {
    match (to, refusal) {
        (To::Sms(_), Refusal::Blocked) => Some(Reason::Blocked),
        (To::Email(_), Refusal::NoSuchReader) => Some(Reason::Bounced),
        _ => None,
    }
}

/// `false`: it was over before.
async fn set(
    tx: &mut Tx,
    id: NoticeId,
    (state, failure): (State, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "update notices
        set state = $2, failure = left($3, 200), check_at = null, changed_at = $4
        where id = $1 and state in ('queued', 'sending', 'sent')",
        id.as_uuid(),
        state as State,
        failure,
        now,
    );
    Ok(done.execute(&mut **tx).await?.rows_affected() == 1)
}

/// Takes back what the day was charged for a message that no carrier has taken.
async fn free(tx: &mut Tx, id: NoticeId) -> sqlx::Result<Option<(DateTime<Utc>, i64)>> {
    let row = query!(
        r#"with before as (
            select reserved from notices
            where id = $1 and provider_reference is null and reserved > 0 and handed_at is not null
        )
        update notices set reserved = 0
        from before
        where notices.id = $1
        returning notices.handed_at as "handed_at!", before.reserved"#,
        id.as_uuid(),
    );
    let row = row.fetch_optional(&mut **tx).await?;
    Ok(row.map(|row| (row.handed_at, row.reserved)))
}

/// Writes the same message to the same reader by the other way, unless it went there anyway or the
/// workspace does not want that.
async fn go_other_way(tx: &mut Tx, waiting: &Waiting, now: DateTime<Utc>) -> sqlx::Result<()> {
    let Some(other) = &waiting.other else { return Ok(()) };
    let Some((channel, recipient)) = other.address() else { return Ok(()) };
    let is_wanted = query_scalar!(
        r#"select coalesce((
            select other_channel from message_settings where workspace_id = $1
        ), true) and not exists (
            select from notices
            where about = $2 and channel = $3 and recipient = $4
            and kind = (select kind from notices where id = $5)
            and state not in ('failed', 'dropped') and created_at > $6
        ) as "is_wanted!""#,
        waiting.workspace.map(WorkspaceId::as_uuid),
        waiting.about,
        channel,
        recipient,
        waiting.id.as_uuid(),
        now - TimeDelta::hours(12),
    );
    if !is_wanted.fetch_one(&mut **tx).await? {
        return Ok(());
    }
    let notice = NewNotice {
        workspace: waiting.workspace,
        to: other.clone(),
        manner: waiting.manner,
        message: waiting.message.clone(),
        about: waiting.about,
        dedup_key: format!("other:{}", waiting.id),
        expires_at: waiting.expires_at,
    };
    super::write(tx, &notice, now).await?;
    Ok(())
}

impl Class {
    /// How urgent a message of the class is; the order of `money.md` E7.
    pub(super) fn priority(self) -> Priority {
        match self {
            Class::Code => Priority::Code,
            Class::Receipt => Priority::Receipt,
            Class::Notice | Class::Request => Priority::Notice,
            Class::Reminder | Class::News => Priority::Reminder,
        }
    }
}
