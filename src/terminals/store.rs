//! The SQL of terminals.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Credential;
use super::Terminal;
use super::Verdict;
use crate::config::BankGateway;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;

/// A terminal with what opens it.
pub(super) struct Sealed {
    pub(super) id: TerminalId,
    pub(super) gateway: BankGateway,
    pub(super) before_house: bool,
    pub(super) credential: Vec<u8>,
    pub(super) access_token: Option<Vec<u8>>,
}

/// A terminal about to be written down.
pub(super) struct New<'a> {
    pub(super) id: TerminalId,
    pub(super) workspace: WorkspaceId,
    pub(super) by: MemberId,
    pub(super) terminal: &'a str,
    /// The credential, and the token for refunds.
    pub(super) sealed: (&'a [u8], Option<&'a [u8]>),
}

pub(super) async fn of_workspace(
    db: &Pool,
    workspace: WorkspaceId,
    since: DateTime<Utc>,
) -> sqlx::Result<Vec<Terminal>> {
    query_as!(
        Terminal,
        r#"select id, workspace_id as "workspace", gateway as "gateway: BankGateway", tail,
            access_token is not null as "has_token!", before_house, is_on, added_at,
            verdict as "verdict: Verdict", verdict_code, verdict_at, worked_at,
            case when $2 < asked_at then unwell_since end as unwell_since
        from own_terminals
        left join gateway_health on name = id::text
        where workspace_id = $1 and removed_at is null
        order by before_house desc, place, id"#,
        workspace.as_uuid(),
        since,
    )
    .fetch_all(db)
    .await
}

/// Changes of a workspace's terminals wait for each other. How many it has.
pub(super) async fn lock(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<i64> {
    query!("select from workspaces where id = $1 for no key update", workspace.as_uuid())
        .execute(&mut **tx)
        .await?;
    query_scalar!(
        r#"select count(*) as "count!" from own_terminals
        where workspace_id = $1 and removed_at is null"#,
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

/// A new one is the last of those before the house.
pub(super) async fn insert(
    tx: &mut Tx,
    new: &New<'_>,
    credential: &Credential,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into own_terminals (id, workspace_id, gateway, terminal, credential, tail, before_house,
            place, is_on, added_by, added_at, access_token)
        select $1, $2, $3, $4, $5, $6, true, coalesce(max(place), 0) + 1, false, $7, $8, $9
        from own_terminals where workspace_id = $2 and before_house",
        new.id.as_uuid(),
        new.workspace.as_uuid(),
        credential.gateway.code(),
        new.terminal,
        new.sealed.0,
        credential.tail(),
        new.by.as_uuid(),
        now,
        new.sealed.1,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn switch(tx: &mut Tx, id: TerminalId, is_on: bool) -> sqlx::Result<()> {
    query!(
        "update own_terminals set is_on = $2 where id = $1 and removed_at is null",
        id.as_uuid(),
        is_on,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The order of preference; `None` stands for the gateways of the house.
pub(super) async fn order(
    tx: &mut Tx,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Option<TerminalId>>> {
    let rows = query!(
        r#"select id as "id: TerminalId", before_house from own_terminals
        where workspace_id = $1 and removed_at is null
        order by before_house desc, place, id"#,
        workspace.as_uuid(),
    );
    let rows = rows.fetch_all(&mut **tx).await?;
    let side = |is_before| {
        rows.iter().filter(move |row| row.before_house == is_before).map(|row| Some(row.id))
    };
    Ok(side(true).chain([None]).chain(side(false)).collect())
}

pub(super) async fn write_order(tx: &mut Tx, order: &[Option<TerminalId>]) -> sqlx::Result<()> {
    let house = order.iter().position(Option::is_none).unwrap_or(order.len());
    let ids = order.iter().flatten().map(|id| id.as_uuid()).collect::<Vec<Uuid>>();
    query!(
        "update own_terminals set place = ordered.place, before_house = ordered.place <= $2
        from unnest($1::uuid[]) with ordinality as ordered (id, place)
        where own_terminals.id = ordered.id",
        &ids,
        i64::try_from(house).unwrap_or(i64::MAX),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

pub(super) async fn remove(
    tx: &mut Tx,
    id: TerminalId,
    by: MemberId,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update own_terminals set is_on = false, removed_by = $2, removed_at = $3
        where id = $1 and removed_at is null",
        id.as_uuid(),
        by.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Keeps the last word about a terminal; the first good one switches it on.
pub(super) async fn write_verdict(
    tx: &mut Tx,
    id: TerminalId,
    (verdict, code): (Verdict, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update own_terminals
        set verdict = $2, verdict_code = left($3, 100), verdict_at = $4,
            is_on = is_on or $5 and worked_at is null and removed_at is null,
            worked_at = case when $5 then coalesce(worked_at, $4) else worked_at end
        where id = $1",
        id.as_uuid(),
        verdict as Verdict,
        code,
        now,
        verdict == Verdict::Works,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The terminals of a workspace to which payers are sent, the preferred first; and the names of all gateways
/// that were not well when they were last asked, if that was after a moment.
pub(super) async fn on(
    tx: &mut Tx,
    workspace: WorkspaceId,
    since: DateTime<Utc>,
) -> sqlx::Result<(Vec<Sealed>, Vec<String>)> {
    let rows = query!(
        r#"select names as "names!", own.id as "id?: TerminalId",
            own.gateway as "gateway?: BankGateway", own.before_house as "before_house?",
            own.credential as "credential?", own.access_token as "access_token?"
        from (
            select coalesce(array_agg(name), '{}') as names from gateway_health
            where unwell_since is not null and $2 < asked_at
        ) as unwell
        left join own_terminals as own
            on own.workspace_id = $1 and own.removed_at is null and own.is_on
        order by own.before_house desc, own.place, own.id"#,
        workspace.as_uuid(),
        since,
    );
    let mut rows = rows.fetch_all(&mut **tx).await?;
    let unwell = rows.first_mut().map(|row| std::mem::take(&mut row.names)).unwrap_or_default();
    let on = rows.into_iter().filter_map(|row| {
        Some(Sealed {
            id: row.id?,
            gateway: row.gateway?,
            before_house: row.before_house?,
            credential: row.credential?,
            access_token: row.access_token,
        })
    });
    Ok((on.collect(), unwell))
}

pub(super) async fn sealed(db: &Pool, id: TerminalId) -> sqlx::Result<Option<Sealed>> {
    query_as!(
        Sealed,
        r#"select id, gateway as "gateway: BankGateway", before_house, credential as "credential!",
            access_token
        from own_terminals
        where id = $1 and credential is not null"#,
        id.as_uuid(),
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn forget(
    db: &Pool,
    before: DateTime<Utc>,
    needed: &[TerminalId],
) -> sqlx::Result<()> {
    let needed: Vec<Uuid> = needed.iter().map(|id| id.as_uuid()).collect();
    query!(
        "update own_terminals set credential = null, access_token = null
        where removed_at < $1 and credential is not null and id <> all($2)",
        before,
        &needed,
    )
    .execute(db)
    .await?;
    Ok(())
}
