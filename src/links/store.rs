//! The links' SQL.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use sqlx::query_as;
use sqlx::query_scalar;
use sqlx::types::Json;
use uuid::Uuid;

use super::Amount;
use super::Link;
use super::Standing;
use super::Terms;
use super::gate;
use super::gate::Pressed;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::locale::Language;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::payments::Payer;
use crate::tokens::TokenDigest;
use crate::web::paging::After;

/// A link as the database keeps it, with what is known of its merchant and its payments.
struct Row {
    id: LinkId,
    token_digest: TokenDigest,
    workspace: WorkspaceId,
    merchant: String,
    phone: Option<String>,
    unit: Unit,
    language: Language,
    title: String,
    description: Option<String>,
    reference: Option<String>,
    amount: Option<Money>,
    amount_min: Option<Money>,
    amount_max: Option<Money>,
    suggestions: Vec<i64>,
    expires_at: Option<DateTime<Utc>>,
    uses_max: Option<i32>,
    uses_taken: i64,
    total: Option<Money>,
    taken: Money,
    terms: Json<Terms>,
    labels: Vec<String>,
    grace_hours: i32,
    archived_at: Option<DateTime<Utc>>,
    one_is_paying: bool,
    payer_name: Option<String>,
    payer_mobile: Option<Mobile>,
    payer_email: Option<String>,
    direct: bool,
    version: i32,
    created_at: DateTime<Utc>,
    created_by: MemberId,
    closed_at: Option<DateTime<Utc>>,
}

impl From<Row> for Link {
    fn from(row: Row) -> Link {
        let amount = match row.amount {
            Some(amount) => Amount::Fixed(amount),
            None => Amount::Chosen {
                min: row.amount_min,
                max: row.amount_max,
                suggestions: row.suggestions.into_iter().map(Money::rials).collect(),
            },
        };
        Link {
            id: row.id,
            workspace: row.workspace,
            merchant: row.merchant,
            phone: row.phone,
            unit: row.unit,
            language: row.language,
            title: row.title,
            description: row.description,
            reference: row.reference,
            amount,
            expires_at: row.expires_at,
            uses_max: row.uses_max,
            uses_taken: row.uses_taken,
            total: row.total,
            taken: row.taken,
            terms: Terms { labels: row.labels, grace_hours: row.grace_hours, ..row.terms.0 },
            archived_at: row.archived_at,
            one_is_paying: row.one_is_paying,
            payer: Payer { name: row.payer_name, mobile: row.payer_mobile, email: row.payer_email },
            direct: row.direct,
            version: row.version,
            created_at: row.created_at,
            created_by: row.created_by,
            closed_at: row.closed_at,
        }
    }
}

/// The columns of a link, those that are never null by name: what the planner makes of a question must
/// not decide what a row may hold. `$counted` narrows whose payments are counted: the payer's page asks
/// only for the uses of a limited link, which an index knows by itself.
macro_rules! links {
    ($counted:literal, $tail:literal $(, $argument:expr)*) => {
        query_as!(
            Row,
            r#"select
                links.id as "id!", links.token_digest as "token_digest!: TokenDigest",
                links.workspace_id as "workspace!", workspaces.name as "merchant!",
                workspaces.phone, workspaces.unit as "unit!: Unit",
                workspaces.language as "language!: Language",
                links.title as "title!", links.description, links.reference,
                links.amount as "amount: Money", links.amount_min as "amount_min: Money",
                links.amount_max as "amount_max: Money", links.suggestions as "suggestions!",
                links.expires_at, links.uses_max,
                (
                    select count(*) from payments
                    where "# + $counted + r#"payments.purpose = links.id
                    and payments.status = 'confirmed' and payments.suspense is null
                ) as "uses_taken!",
                links.total as "total: Money",
                case when links.total is null then 0 else (
                    select coalesce(sum(payments.amount), 0)::bigint from payments
                    where "# + $counted + r#"payments.purpose = links.id
                    and payments.status = 'confirmed' and payments.suspense is null
                ) end as "taken!: Money",
                links.terms as "terms!: Json<Terms>", links.labels as "labels!", links.grace_hours as "grace_hours!",
                links.archived_at,
                (links.uses_max is not distinct from 1 or links.total is not null) and exists (
                    select from payments
                    where payments.purpose = links.id and payments.status = 'sent'
                ) as "one_is_paying!",
                links.payer_name, links.payer_mobile as "payer_mobile: Mobile", links.payer_email,
                links.direct as "direct!", links.version as "version!",
                links.created_at as "created_at!",
                links.created_by as "created_by!", link_closures.closed_at as "closed_at?"
            from links
            join workspaces on workspaces.id = links.workspace_id
            left join link_closures on link_closures.link_id = links.id "# + $tail
            $(, $argument)*
        )
    };
}

/// The link behind a secret address.
pub(super) async fn by_token(
    db: impl PgExecutor<'_>,
    digest: &TokenDigest,
) -> sqlx::Result<Option<Link>> {
    let row =
        links!("payments.use_number is not null and ", "where links.token_digest = $1", digest)
            .fetch_optional(db)
            .await?;
    Ok(row.map(Link::from))
}

/// The links behind many secret addresses, each with its digest.
pub(super) async fn by_tokens(
    db: impl PgExecutor<'_>,
    digests: &[&[u8]],
) -> sqlx::Result<Vec<(TokenDigest, Link)>> {
    let rows = links!(
        "payments.use_number is not null and ",
        "where links.token_digest = any($1)",
        digests as _
    );
    let rows = rows.fetch_all(db).await?;
    Ok(rows.into_iter().map(|row| (row.token_digest, Link::from(row))).collect())
}

/// How often a link was pressed of late, and whether this payment is one of those.
pub(super) async fn pressed(
    db: &Pool,
    link: LinkId,
    own: PaymentId,
    now: DateTime<Utc>,
) -> sqlx::Result<Pressed> {
    query_as!(
        Pressed,
        r#"select
            count(*) filter (
                where payments.opened_at > $3
                and payments.status in ('opened', 'sending', 'sent')
            ) as "live!",
            count(*) as "day!",
            coalesce(bool_or(payments.id = $2), false) as "is_known!"
        from link_payments
        join payments on payments.id = link_payments.payment_id
        where link_payments.link_id = $1 and payments.opened_at > $4"#,
        link.as_uuid(),
        own.as_uuid(),
        now - gate::LIFE,
        now - TimeDelta::days(1),
    )
    .fetch_one(db)
    .await
}

/// Whose a link is.
pub(super) async fn workspace_of(db: &Pool, id: LinkId) -> sqlx::Result<Option<WorkspaceId>> {
    let found = query_scalar!("select workspace_id from links where id = $1", id.as_uuid());
    Ok(found.fetch_optional(db).await?.map(WorkspaceId::from))
}

/// A link of a workspace.
pub(super) async fn of_workspace(
    db: &Pool,
    id: LinkId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Link>> {
    let row = links!(
        "",
        "where links.id = $1 and links.workspace_id = $2",
        id.as_uuid(),
        workspace.as_uuid()
    );
    Ok(row.fetch_optional(db).await?.map(Link::from))
}

/// A link, for the machine's own work.
pub(super) async fn by_id(db: &Pool, id: LinkId) -> sqlx::Result<Option<Link>> {
    Ok(links!("", "where links.id = $1", id.as_uuid()).fetch_optional(db).await?.map(Link::from))
}

/// A link that nobody closes until the end of the transaction.
pub(super) async fn share(tx: &mut Tx, id: LinkId) -> sqlx::Result<Option<Link>> {
    let row = links!("", "where links.id = $1 for share of links", id.as_uuid());
    Ok(row.fetch_optional(&mut **tx).await?.map(Link::from))
}

/// A link of a workspace, which nobody else changes until the end of the transaction.
pub(super) async fn lock(
    tx: &mut Tx,
    id: LinkId,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Link>> {
    let row = links!(
        "",
        "where links.id = $1 and links.workspace_id = $2 for no key update of links",
        id.as_uuid(),
        workspace.as_uuid()
    );
    Ok(row.fetch_optional(&mut **tx).await?.map(Link::from))
}

/// What the list shows.
pub(super) struct Filter<'a> {
    pub(super) workspace: WorkspaceId,
    /// Only what this member made; `None`: everybody's.
    pub(super) made_by: Option<MemberId>,
    pub(super) standing: Option<Standing>,
    /// Only what was laid out of sight, or only what was not; `None`: both.
    pub(super) archived: Option<bool>,
    /// Only links with this label; empty: all.
    pub(super) label: &'a str,
    /// Words that the link must have, as a query of PostgreSQL's; empty: all links.
    pub(super) words: &'a str,
    pub(super) after: Option<After>,
    /// How many a page holds.
    pub(super) rows: usize,
}

/// A page of a workspace's links, newest first, with one more row when there is more.
pub(super) async fn list(
    db: &Pool,
    filter: &Filter<'_>,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Link>> {
    let standing = filter.standing.map(|standing| match standing {
        Standing::Open => "open",
        Standing::Paid => "paid",
        Standing::Closed => "closed",
        Standing::Expired => "expired",
    });
    let rows = links!(
        "",
        "where links.workspace_id = $1
        and ($2::timestamptz is null or (links.created_at, links.id) < ($2, $3))
        and ($4 = '' or links.words @@ to_tsquery('simple', $4))
        and ($5::text is null or $5 = case
            when links.uses_max is not null and links.uses_max <= (
                select count(*) from payments
                where payments.purpose = links.id
                and payments.status = 'confirmed' and payments.suspense is null
            ) then 'paid'
            when links.total is not null and links.total <= (
                select coalesce(sum(payments.amount), 0) from payments
                where payments.purpose = links.id
                and payments.status = 'confirmed' and payments.suspense is null
            ) then 'paid'
            when link_closures.link_id is not null then 'closed'
            when links.expires_at + make_interval(hours => links.grace_hours) <= $6 then 'expired'
            else 'open'
        end)
        and ($8::boolean is null or (links.archived_at is not null) = $8)
        and ($9 = '' or links.labels @> array[$9])
        and ($10::uuid is null or links.created_by = $10)
        order by links.created_at desc, links.id desc
        limit $7",
        filter.workspace.as_uuid(),
        filter.after.map(|after| after.at),
        filter.after.map(|after| after.id),
        filter.words,
        standing as _,
        now,
        i64::try_from(filter.rows + 1).unwrap_or(i64::MAX),
        filter.archived,
        filter.label,
        filter.made_by.map(MemberId::as_uuid) as Option<Uuid>
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Link::from).collect())
}

/// Some links of a workspace, newest first; of one member's, or of everybody's.
pub(super) async fn some(
    db: impl PgExecutor<'_>,
    (links, workspace): (&[Uuid], WorkspaceId),
    made_by: Option<MemberId>,
) -> sqlx::Result<Vec<Link>> {
    let rows = links!(
        "",
        "where links.id = any($1) and links.workspace_id = $2
        and ($3::uuid is null or links.created_by = $3)
        order by links.created_at desc, links.id desc",
        links,
        workspace.as_uuid(),
        made_by.map(MemberId::as_uuid) as Option<Uuid>
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(Link::from).collect())
}
