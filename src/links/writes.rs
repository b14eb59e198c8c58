//! The SQL that changes links.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use sqlx::types::Json;
use uuid::Uuid;

use super::Amount;
use super::NewLink;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::BatchId;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::tokens::Door;
use crate::web::robots::Looker;

/// `false`: a link of that id, or of that number in the workspace, is there already. Which index sees it
/// first is chance when two come at once, so none is named.
pub(super) async fn insert(
    tx: &mut Tx,
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    new: &NewLink,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    const FIRST_VERSION: i32 = 1;
    let (min, max, suggestions) = limits(&new.amount);
    let door = Door::Link { link: new.id, version: FIRST_VERSION };
    let done = query!(
        "insert into links (
            id, workspace_id, title, description, reference, amount, amount_min, amount_max,
            suggestions, expires_at, uses_max, payer_name, payer_mobile, payer_email, direct,
            version, token_digest, created_at, created_by, terms, labels, grace_hours, total
        )
        values (
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
            $20, $21, $22, $23
        )
        on conflict do nothing",
        new.id.as_uuid(),
        workspace.as_uuid(),
        new.title,
        new.description,
        new.reference,
        new.amount.fixed().map(Money::as_rials),
        min,
        max,
        &suggestions,
        new.expires_at,
        new.uses_max,
        new.payer.name,
        new.payer.mobile.as_ref().map(Mobile::as_str),
        new.payer.email,
        new.direct,
        FIRST_VERSION,
        &app.keys.digest(&door),
        now,
        member.as_uuid(),
        Json(&new.terms) as _,
        &new.terms.labels,
        new.terms.grace_hours,
        new.terms.total(new.amount.fixed()).map(Money::as_rials),
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what the form says; the address and who made it stay.
pub(super) async fn update(tx: &mut Tx, id: LinkId, new: &NewLink) -> sqlx::Result<()> {
    let (min, max, suggestions) = limits(&new.amount);
    query!(
        "update links
        set title = $2, description = $3, reference = $4, amount = $5, amount_min = $6,
            amount_max = $7, suggestions = $8, expires_at = $9, uses_max = $10, payer_name = $11,
            payer_mobile = $12, payer_email = $13, direct = $14, terms = $15, labels = $16,
            grace_hours = $17, total = $18
        where id = $1",
        id.as_uuid(),
        new.title,
        new.description,
        new.reference,
        new.amount.fixed().map(Money::as_rials),
        min,
        max,
        &suggestions,
        new.expires_at,
        new.uses_max,
        new.payer.name,
        new.payer.mobile.as_ref().map(Mobile::as_str),
        new.payer.email,
        new.direct,
        Json(&new.terms) as _,
        &new.terms.labels,
        new.terms.grace_hours,
        new.terms.total(new.amount.fixed()).map(Money::as_rials),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

fn limits(amount: &Amount) -> (Option<i64>, Option<i64>, Vec<i64>) {
    match amount {
        Amount::Fixed(_) => (None, None, vec![]),
        Amount::Chosen { min, max, suggestions } => (
            min.map(Money::as_rials),
            max.map(Money::as_rials),
            suggestions.iter().map(|amount| amount.as_rials()).collect(),
        ),
    }
}

/// Gives a link another deadline.
pub(super) async fn prolong(tx: &mut Tx, link: LinkId, until: DateTime<Utc>) -> sqlx::Result<()> {
    query!("update links set expires_at = $2 where id = $1", link.as_uuid(), until)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Closes the links of a batch that nobody has closed; those that somebody has begun to pay.
pub(super) async fn close_batch(
    tx: &mut Tx,
    batch: BatchId,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        r#"with closed as (
            insert into link_closures (link_id, closed_by, closed_at)
            select id, $2, $3 from links where batch_id = $1
            on conflict (link_id) do nothing
            returning link_id
        )
        select distinct link_id as "link_id!" from closed join link_payments using (link_id)"#,
        batch.as_uuid(),
        member.as_uuid(),
        now,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether anybody has begun to pay it.
pub(super) async fn has_payments(tx: &mut Tx, link: LinkId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from link_payments where link_id = $1) as "has!""#,
        link.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// Lays links out of sight, or back. Only those of the workspace; how many changed.
pub(super) async fn archive(
    db: &Pool,
    (links, workspace): (&[Uuid], WorkspaceId),
    at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<u64> {
    let mut tx = db::begin(db).await?;
    let done = query!(
        "update links set archived_at = $3
        where id = any($1) and workspace_id = $2 and (archived_at is null) <> ($3::timestamptz is null)",
        links,
        workspace.as_uuid(),
        at,
    )
    .execute(&mut *tx)
    .await?;
    acts::note(&mut tx, Act::LinksArchived, (workspace.as_uuid(), ""), now).await?;
    tx.commit().await?;
    Ok(done.rows_affected())
}

pub(super) async fn remember_payment(
    tx: &mut Tx,
    link: LinkId,
    payment: PaymentId,
    looker: Looker,
) -> sqlx::Result<()> {
    query!(
        "insert into link_payments (payment_id, link_id, by_machine) values ($1, $2, $3)
        on conflict (payment_id) do nothing",
        payment.as_uuid(),
        link.as_uuid(),
        looker == Looker::Machine,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// `false`: it was closed before.
pub(super) async fn close(
    tx: &mut Tx,
    link: LinkId,
    member: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let done = query!(
        "insert into link_closures (link_id, closed_by, closed_at) values ($1, $2, $3)
        on conflict (link_id) do nothing",
        link.as_uuid(),
        member.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}
