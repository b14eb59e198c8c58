//! The SQL of acts.

use chrono::DateTime;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query;
use sqlx::query_as;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Act;
use super::Actor;
use crate::db::Tx;
use crate::ids::ApiKeyId;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;

/// An act, as its list shows it.
#[derive(Debug)]
pub struct Line {
    /// Its name, by which the list goes on.
    pub id: Uuid,
    /// Who did it.
    pub member_name: String,
    /// The key of the program that did it in their name.
    pub key_name: Option<String>,
    /// What, as [`Act::code`] has it.
    pub kind: String,
    /// The thing it was done to.
    pub about: Option<Uuid>,
    /// What else there is to say.
    pub said: Option<String>,
    /// From where.
    pub ip: String,
    /// When.
    pub done_at: DateTime<Utc>,
}

/// What the list is to show.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Of which workspace.
    pub workspace: WorkspaceId,
    /// Only of this member.
    pub member: Option<MemberId>,
    /// Only of this kind.
    pub act: Option<Act>,
    /// Only what was done at this moment or later.
    pub from: Option<DateTime<Utc>>,
    /// Only what was done before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Only what comes after this line in the list.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// So many lines.
    pub limit: i64,
}

pub(super) async fn insert(
    tx: &mut Tx,
    (id, act): (Uuid, Act),
    actor: &Actor,
    (about, said): (Uuid, Option<&str>),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "insert into acts (id, workspace_id, member_id, key_id, kind, about, said, ip, done_at)
        values ($1, $2, $3, $9, $4, $5, $6, $7, $8)",
        id,
        actor.workspace.map(WorkspaceId::as_uuid),
        actor.member.as_uuid(),
        act.code(),
        about,
        said,
        actor.ip.to_canonical().to_string(),
        now,
        actor.key.map(ApiKeyId::as_uuid) as Option<Uuid>,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The acts of a workspace, the latest first.
pub async fn list(db: impl PgExecutor<'_>, asked: &Asked) -> sqlx::Result<Vec<Line>> {
    query_as!(
        Line,
        r#"select acts.id, members.name as member_name, api_keys.name as "key_name?", acts.kind, acts.about, acts.said, acts.ip,
            acts.done_at
        from acts
        join members on members.id = acts.member_id
        left join api_keys on api_keys.id = acts.key_id
        where acts.workspace_id = $1
        and ($2::uuid is null or acts.member_id = $2)
        and ($3::text is null or acts.kind = $3)
        and ($4::timestamptz is null or acts.done_at >= $4)
        and ($5::timestamptz is null or acts.done_at < $5)
        and ($6::timestamptz is null or (acts.done_at, acts.id) < ($6, $7))
        order by acts.done_at desc, acts.id desc
        limit $8"#,
        asked.workspace.as_uuid(),
        asked.member.map(MemberId::as_uuid) as Option<Uuid>,
        asked.act.map(Act::code),
        asked.from,
        asked.until,
        asked.after.map(|(at, _)| at),
        asked.after.map(|(_, id)| id) as Option<Uuid>,
        asked.limit,
    )
    .fetch_all(db)
    .await
}

/// The last line of the last block. Nobody else closes one until the end of the transaction.
pub(super) async fn last_block(tx: &mut Tx) -> sqlx::Result<Option<Uuid>> {
    sqlx::raw_sql("lock table act_blocks in share row exclusive mode").execute(&mut **tx).await?;
    query_scalar!("select last_id from act_blocks order by number desc limit 1")
        .fetch_optional(&mut **tx)
        .await
}

/// Lines that are in no block, from an id on, the first first.
pub(super) async fn outside_of_blocks(
    tx: &mut Tx,
    from: Uuid,
    limit: i64,
) -> sqlx::Result<Vec<Uuid>> {
    query_scalar!(
        "select id from acts
        where id >= $1 and id not in (
            select unnest(acts) from act_blocks where last_id >= $1
        )
        order by id
        limit $2",
        from,
        limit,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Writes a block of lines; its number and its digest.
pub(super) async fn close(
    tx: &mut Tx,
    lines: &[Uuid],
    now: DateTime<Utc>,
) -> sqlx::Result<(i32, Vec<u8>)> {
    let row = query!(
        "insert into act_blocks (number, acts, last_id, digest, closed_at)
        select coalesce(max(number), 0) + 1, $1,
            greatest($3, (array_agg(last_id order by number desc))[1]), acts_digest(coalesce(
            (array_agg(digest order by number desc))[1], ''::bytea
        ), $1), $2
        from act_blocks
        returning number, digest",
        lines,
        now,
        lines.last().copied(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok((row.number, row.digest))
}
