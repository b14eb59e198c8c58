//! The accounts' questions to the database.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_file_as;
use sqlx::query_scalar;
use sqlx::types::Json;
use uuid::Uuid;

use super::filter::Filter;
use super::row::Answered;
use super::row::Row;
use crate::app::App;
use crate::db;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::ledger::Account;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::payments::Decision;
use crate::payments::Status;
use crate::payments::Suspense;

/// Rows are counted up to here; beyond it people are told "more than".
pub(super) const COUNT_MAX: i64 = 1_000;

/// Labels are offered from so many links.
const LABELS_OF: i64 = 500;

/// What was taken in one step of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) count: i64,
    pub(super) gross: Money,
    pub(super) fee: Money,
    /// What of it is at terminals of the merchant's own, and in no wallet.
    pub(super) own: Money,
}

impl Sum {
    pub(super) fn net(self) -> Money {
        self.gross - self.fee
    }

    pub(super) fn of<'a>(sums: impl IntoIterator<Item = &'a Sum>) -> Sum {
        sums.into_iter().fold(Sum::default(), |all, sum| Sum {
            count: all.count + sum.count,
            gross: all.gross + sum.gross,
            fee: all.fee + sum.fee,
            own: all.own + sum.own,
        })
    }
}

/// Money that waits for the merchant to decide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Undecided {
    pub(super) count: i64,
    pub(super) sum: Money,
    /// When the oldest of it came.
    pub(super) since: DateTime<Utc>,
}

/// A moment of the database at which all numbers of a page are read: of the copy that is kept for reports,
/// or of the database itself while the copy does not answer.
pub(super) async fn snapshot(app: &App) -> sqlx::Result<Tx> {
    let Some(copy) = &app.reports_db else { return present(app).await };
    match moment(copy).await {
        Ok(tx) => Ok(tx),
        Err(error) => {
            tracing::warn!(%error, "reports are read from the database itself");
            present(app).await
        }
    }
}

/// The same for who must see what they did a moment ago.
pub(super) async fn present(app: &App) -> sqlx::Result<Tx> {
    moment(&app.db).await
}

/// The questions are planned anew each time, because the best way differs with what is asked.
async fn moment(db: &Pool) -> sqlx::Result<Tx> {
    let mut tx = db::snapshot(db).await?;
    query!("select set_config('plan_cache_mode', 'force_custom_plan', true) as plans")
        .fetch_one(&mut *tx)
        .await?;
    Ok(tx)
}

/// The payments that were asked for, newest first, beginning after the filter's row.
pub(super) async fn rows(tx: &mut Tx, filter: &Filter, limit: usize) -> sqlx::Result<Vec<Row>> {
    let (start, end) = (filter.period.start(), filter.period.end());
    let after = filter.after.map_or((end, Uuid::max()), |after| (after.at, after.id));
    query_file_as!(
        Row,
        "src/reports/sql/rows.sql",
        filter.workspace.as_uuid(),
        start,
        end,
        filter.chosen.code(),
        filter.purposes() as _,
        filter.words,
        filter.min.map(Money::as_rials),
        filter.max.map(Money::as_rials),
        filter.maker.map(MemberId::as_uuid),
        after.0,
        after.1,
        i64::try_from(limit).unwrap_or(i64::MAX),
        filter.label,
    )
    .fetch_all(&mut **tx)
    .await
}

/// The last payments about which a bank has been asked.
pub(super) async fn latest(
    tx: &mut Tx,
    workspace: WorkspaceId,
    limit: i64,
) -> sqlx::Result<Vec<Row>> {
    query_file_as!(
        Row,
        "src/reports/sql/rows.sql",
        workspace.as_uuid(),
        DateTime::UNIX_EPOCH,
        DateTime::<Utc>::MAX_UTC,
        "answered",
        None::<Vec<Uuid>> as _,
        "",
        None::<i64>,
        None::<i64>,
        None::<Uuid>,
        DateTime::<Utc>::MAX_UTC,
        Uuid::max(),
        limit,
        "",
    )
    .fetch_all(&mut **tx)
    .await
}

/// How many payments were asked for, counted no further than one over [`COUNT_MAX`].
pub(super) async fn count(tx: &mut Tx, filter: &Filter) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(*) as "count!"
        from (
            select from chosen_payments($1, $2, $3, $4, $5, $6, $7, $8, $9, $11) limit $10
        ) as counted"#,
        filter.workspace.as_uuid(),
        filter.period.start(),
        filter.period.end(),
        filter.chosen.code(),
        filter.purposes() as _,
        filter.words,
        filter.min.map(Money::as_rials),
        filter.max.map(Money::as_rials),
        filter.maker.map(MemberId::as_uuid),
        COUNT_MAX + 1,
        filter.label,
    )
    .fetch_one(&mut **tx)
    .await
}

/// What came into the wallet and to terminals of the merchant's own in each step of the filter's period,
/// whatever state the filter shows. A step begins at its moment; the last one ends with the period.
pub(super) async fn sums(
    tx: &mut Tx,
    filter: &Filter,
    begins: &[DateTime<Utc>],
) -> sqlx::Result<Vec<Sum>> {
    let found = query!(
        r#"select width_bucket(happened_at, $10::timestamptz[]) as "step!", count(*) as "count!",
            sum(amount)::bigint as "gross!: Money", sum(fee)::bigint as "fee!: Money",
            coalesce(sum(amount) filter (where credit_account = $12), 0)::bigint as "own!: Money"
        from chosen_payments($1, $2, $3, $4, $5, $6, $7, $8, $9, $11)
        group by 1"#,
        filter.workspace.as_uuid(),
        filter.period.start(),
        filter.period.end(),
        "booked",
        filter.purposes() as _,
        filter.words,
        filter.min.map(Money::as_rials),
        filter.max.map(Money::as_rials),
        filter.maker.map(MemberId::as_uuid),
        begins,
        filter.label,
        Account::OwnTerminalTaken(filter.workspace).id().as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    let mut sums = vec![Sum::default(); begins.len()];
    for step in found {
        let place = usize::try_from(step.step - 1).unwrap_or_default();
        if let Some(sum) = sums.get_mut(place) {
            *sum = Sum { count: step.count, gross: step.gross, fee: step.fee, own: step.own };
        }
    }
    Ok(sums)
}

/// The money of a workspace that waits for a decision.
pub(super) async fn undecided(
    tx: &mut Tx,
    workspace: WorkspaceId,
) -> sqlx::Result<Option<Undecided>> {
    let found = query!(
        r#"select count(*) as "count!", sum(amount)::bigint as "sum: Money",
            min(happened_at) as "since"
        from chosen_payments($1, '-infinity', 'infinity', 'suspended', null, '', null, null, null, '')"#,
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await?;
    let some = found.sum.zip(found.since);
    Ok(some.map(|(sum, since)| Undecided { count: found.count, sum, since }))
}

/// Something that is known by a name.
#[derive(Clone, Debug)]
pub(super) struct Named<I> {
    pub(super) id: I,
    pub(super) name: String,
}

/// The newest links of a workspace that have certain words in title or reference.
pub(super) async fn links(
    db: &Pool,
    workspace: WorkspaceId,
    words: &str,
    limit: usize,
) -> sqlx::Result<Vec<Named<LinkId>>> {
    let found = query!(
        r#"select id as "id: LinkId", title
        from links
        where workspace_id = $1
        and words @@ to_tsquery('simple', $2)
        and searchable(title || ' ' || coalesce(reference, '')) @@ to_tsquery('simple', $2)
        order by created_at desc, id desc
        limit $3"#,
        workspace.as_uuid(),
        words,
        i64::try_from(limit).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(|row| Named { id: row.id, name: row.title }).collect())
}

/// One link of a workspace, if it is there.
pub(super) async fn link(
    db: &Pool,
    workspace: WorkspaceId,
    link: LinkId,
) -> sqlx::Result<Vec<Named<LinkId>>> {
    let found = query!(
        r#"select id as "id: LinkId", title from links where workspace_id = $1 and id = $2"#,
        workspace.as_uuid(),
        link.as_uuid(),
    )
    .fetch_all(db)
    .await?;
    Ok(found.into_iter().map(|row| Named { id: row.id, name: row.title }).collect())
}

/// The labels of a workspace's newest links.
pub(super) async fn labels(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Vec<String>> {
    query_scalar!(
        r#"select distinct label as "label!"
        from (
            select labels from links
            where workspace_id = $1 and labels <> '{}'
            order by created_at desc
            limit $2
        ) as newest, unnest(labels) as label
        order by 1"#,
        workspace.as_uuid(),
        LABELS_OF,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Who may have made links in a workspace.
pub(super) async fn makers(
    tx: &mut Tx,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Named<MemberId>>> {
    let found = query!(
        r#"select members.id as "id: MemberId", members.name
        from workspace_members
        join members on members.id = workspace_members.member_id
        where workspace_id = $1
        order by members.name, members.id"#,
        workspace.as_uuid(),
    )
    .fetch_all(&mut **tx)
    .await?;
    Ok(found.into_iter().map(|row| Named { id: row.id, name: row.name }).collect())
}

/// Whether some building knows a number as one of its people's.
pub(super) async fn lives_somewhere(tx: &mut Tx, mobile: &Mobile) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select exists (select from guests where mobile = $1) as "lives!""#,
        mobile.as_str(),
    )
    .fetch_one(&mut **tx)
    .await
}
