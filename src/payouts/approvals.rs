//! A second member's word. Above a limit of the workspace a payout is neither paid nor sent before
//! another member than the one who made it has seen what is agreed to, and has said yes; and whoever
//! said yes does not send the money out of the wallet themselves.
//!
//! A limit is made stricter at once. Loosening it takes a day, and everybody who belongs to the
//! workspace is told: otherwise one member alone could take the second one's word away.

use std::collections::HashSet;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Payout;
use super::PayoutError;
use super::Standing;
use super::told;
use crate::access::Right;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::members;
use crate::money::Money;
use crate::notices::PayoutEvent;

/// A looser limit counts after this time.
const LOOSENED_AFTER: TimeDelta = TimeDelta::hours(24);

/// How it stands with the second member's word about what is agreed to now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Nobody has to be asked.
    NotNeeded,
    /// Nobody has said anything yet.
    Waiting,
    /// Somebody said yes.
    Given {
        /// Who.
        by: MemberId,
        /// Their name.
        name: String,
    },
    /// Somebody said no.
    Refused {
        /// Their name.
        name: String,
        /// Why.
        reason: String,
    },
}

/// What a second member says.
#[derive(Clone, Debug)]
pub enum Word {
    /// It may be paid.
    Yes,
    /// It may not, and why; 1 to 300 characters.
    No(String),
}

/// The limits of a workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Limits {
    /// Above this a second member is asked; `None`: never.
    pub(super) above: Option<Money>,
    /// The limit that will count, and from when on.
    pub(super) coming: Option<(Option<Money>, DateTime<Utc>)>,
}

/// The limits of a workspace at a moment.
pub(super) async fn limits(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Limits> {
    let rows = query!(
        r#"select above as "above: Money", effective_at from payout_limits
        where workspace_id = $1 order by set_at desc, id desc"#,
        workspace.as_uuid(),
    );
    let rows = rows.fetch_all(db).await?;
    let in_force = rows.iter().position(|row| row.effective_at <= now);
    let above = in_force.and_then(|place| rows.get(place)?.above);
    let newer = &rows[..in_force.unwrap_or(rows.len())];
    Ok(Limits { above, coming: newer.first().map(|row| (row.above, row.effective_at)) })
}

/// Sets the limit above which a second member is asked; `None`: never. Says from when on it counts.
/// Where there is no second member nothing is set.
pub async fn set_limit(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    above: Option<Money>,
) -> Result<DateTime<Utc>, PayoutError> {
    let now = app.clock.now();
    let who = (workspace, member);
    if above.is_some() && !members::is_another_who_may(&app.db, who, Right::Approve).await? {
        return Err(PayoutError::NotApproved);
    }
    let contacts = members::contacts(&app.db, workspace).await?;
    let present = limits(&app.db, workspace, now).await?.above;
    let is_looser = match (present, above) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some(present), Some(above)) => present < above,
    };
    let effective_at = if is_looser { now + LOOSENED_AFTER } else { now };
    let id = ids::at(now);
    let mut tx = db::begin(&app.db).await?;
    query!(
        "insert into payout_limits (id, workspace_id, above, set_by, set_at, effective_at)
        values ($1, $2, $3, $4, $5, $6)",
        id,
        workspace.as_uuid(),
        above.map(Money::as_rials),
        member.as_uuid(),
        now,
        effective_at,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::PayoutLimitChanged, (id, ""), now).await?;
    told::members_of_limit(&mut tx, (workspace, id), (above, effective_at), &contacts, now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(effective_at)
}

struct Row {
    above: Option<Money>,
    digest: Option<Vec<u8>>,
    approved: Option<bool>,
    reason: Option<String>,
    by: Option<MemberId>,
    name: Option<String>,
}

/// How it stands with the second member's word about a payout at a moment.
pub(super) async fn of(
    db: impl PgExecutor<'_>,
    payout: &Payout,
    now: DateTime<Utc>,
) -> sqlx::Result<Approval> {
    let row = query_as!(
        Row,
        r#"select limits.above as "above?: Money", words.digest as "digest?",
            words.approved as "approved?", words.reason, words.given_by as "by?: MemberId",
            members.name as "name?"
        from (
            select (
                select above from payout_limits
                where workspace_id = $1 and effective_at <= $2
                order by set_at desc, id desc limit 1
            ) as above
        ) as limits
        left join payout_approvals as words on words.payout_id = $3 and words.revision = $4
        left join members on members.id = words.given_by"#,
        payout.workspace.as_uuid(),
        now,
        payout.id.as_uuid(),
        payout.revision,
    )
    .fetch_one(db)
    .await?;
    if row.above.is_none_or(|above| payout.total() <= above) {
        return Ok(Approval::NotNeeded);
    }
    let is_about_this =
        payout.digest().is_some_and(|digest| row.digest.as_deref() == Some(&digest));
    Ok(match (row.approved.filter(|_| is_about_this), row.by, row.name) {
        (Some(true), Some(by), Some(name)) => Approval::Given { by, name },
        (Some(false), Some(_), Some(name)) => {
            Approval::Refused { name, reason: row.reason.unwrap_or_default() }
        }
        _ => Approval::Waiting,
    })
}

/// Which of these payouts wait for a second member's word.
pub(super) async fn waiting(
    db: &Pool,
    (workspace, payouts): (WorkspaceId, &[Payout]),
    now: DateTime<Utc>,
) -> sqlx::Result<HashSet<PayoutId>> {
    let Some(above) = limits(db, workspace, now).await?.above else { return Ok(HashSet::new()) };
    let ids: Vec<Uuid> = payouts.iter().map(|payout| payout.id.as_uuid()).collect();
    let agreed = query_scalar!(
        r#"select payouts.id as "id: PayoutId" from payouts
        join payout_approvals on payout_id = payouts.id
            and payout_approvals.revision = payouts.revision
        where approved and payouts.id = any($1)"#,
        &ids,
    );
    let agreed: HashSet<PayoutId> = agreed.fetch_all(db).await?.into_iter().collect();
    let waits = payouts.iter().filter(|payout| {
        payout.standing(now) == Standing::AwaitingPayer
            && above < payout.total()
            && !agreed.contains(&payout.id)
    });
    Ok(waits.map(|payout| payout.id).collect())
}

/// Refuses what a second member has to agree to and has not; `sender` is who sends the money out of the
/// house, where somebody does.
pub(super) async fn check(
    tx: &mut Tx,
    payout: &Payout,
    sender: Option<MemberId>,
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    match of(&mut **tx, payout, now).await? {
        Approval::NotNeeded => Ok(()),
        Approval::Given { by, .. } if sender != Some(by) => Ok(()),
        Approval::Given { .. } | Approval::Waiting | Approval::Refused { .. } => {
            Err(PayoutError::NotApproved)
        }
    }
}

/// Takes a second member's word about what they saw.
pub async fn decide(
    app: &App,
    (payout, workspace): (PayoutId, WorkspaceId),
    (member, seen): (MemberId, &[u8]),
    word: &Word,
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let contacts = super::contacts(app, payout).await?;
    let mut tx = db::begin(&app.db).await?;
    let payout = super::lock(&mut tx, (payout, workspace)).await?;
    if payout.standing(now) != Standing::AwaitingPayer {
        return Err(PayoutError::NotNow);
    }
    if payout.made_by == member {
        return Err(PayoutError::NotApproved);
    }
    let digest = payout.digest().filter(|digest| digest == seen).ok_or(PayoutError::Changed)?;
    if of(&mut *tx, &payout, now).await? != Approval::Waiting {
        return Err(PayoutError::NotNow);
    }
    let reason = match word {
        Word::Yes => None,
        Word::No(reason) => Some(reason.as_str()),
    };
    query!(
        "insert into payout_approvals
            (payout_id, revision, digest, approved, reason, given_by, given_at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict do nothing",
        payout.id.as_uuid(),
        payout.revision,
        &digest,
        reason.is_none(),
        reason,
        member.as_uuid(),
        now,
    )
    .execute(&mut *tx)
    .await?;
    let act = if reason.is_none() { Act::PayoutApproved } else { Act::PayoutDeclined };
    acts::note(&mut tx, act, (payout.id.as_uuid(), &payout.title), now).await?;
    match word {
        Word::Yes => told::payer_of_answer(&mut tx, &payout, &contacts, now).await?,
        Word::No(reason) => {
            let event = PayoutEvent::NotApproved { reason: reason.clone() };
            told::payer_of_approval(&mut tx, &payout, &contacts, (event, "no"), now).await?;
        }
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
