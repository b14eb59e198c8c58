//! What waits for the merchant: money to decide about, money that the bank and we see differently,
//! links that are about to expire, messages that did not arrive, payers who ask for more time.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query;
use sqlx::query_file_as;
use sqlx::query_scalar;

use super::filter::Chosen;
use super::filter::Filter;
use super::period::Period;
use super::store;
use super::store::Undecided;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::WorkspaceId;
use crate::locale;
use crate::locale::Jalali;
use crate::locale::Voice;
use crate::money::Money;

/// A link with less time than this is about to expire.
const SOON: TimeDelta = TimeDelta::days(1);

/// A message that did not arrive, or a payer who asked for time, is old news after this time.
const FAILURE_AGE_MAX: TimeDelta = TimeDelta::days(7);

/// A payment that failed is old news after this time.
const REFUSAL_AGE_MAX: TimeDelta = TimeDelta::days(2);

/// Messages and payers that are named one by one.
const FAILURES_SHOWN: i64 = 3;

/// The state of no more than this many links is looked up for the start page.
pub(super) const LINKS_LOOKED_AT: i64 = 1_000;

/// One thing to do.
pub(super) struct Task {
    /// What has happened.
    pub(super) title: String,
    /// More about it.
    pub(super) small: String,
    /// Where it is done; the title leads there too.
    pub(super) path: String,
    /// The button.
    pub(super) button: String,
    /// Whether it is about money that somebody waits for.
    pub(super) is_urgent: bool,
    /// What the button does at once, where nothing has to be looked at first.
    pub(super) act: Option<String>,
}

/// The links that can still be paid.
pub(super) struct OpenLinks {
    pub(super) count: i64,
    pub(super) sum: Money,
    pub(super) looked_at: i64,
}

struct Expiring {
    count: i64,
    sum: Money,
    first: Option<DateTime<Utc>>,
    title: Option<String>,
    id: Option<LinkId>,
}

/// Somebody who would like to pay what is over.
struct Wish {
    id: LinkId,
    title: String,
    payer: Option<String>,
    wished_at: DateTime<Utc>,
}

struct Failure {
    channel: String,
    recipient: String,
    changed_at: DateTime<Utc>,
    link: Option<LinkId>,
    title: Option<String>,
}

/// The links of a workspace that can still be paid, among its newest.
pub(super) async fn open_links(
    tx: &mut Tx,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<OpenLinks> {
    let workspace = workspace.as_uuid();
    query_file_as!(OpenLinks, "src/reports/sql/open_links.sql", workspace, now, LINKS_LOOKED_AT)
        .fetch_one(&mut **tx)
        .await
}

/// What waits, the most pressing first.
pub(super) async fn tasks(
    tx: &mut Tx,
    v: &Voice,
    workspace: WorkspaceId,
) -> sqlx::Result<Vec<Task>> {
    let undecided = store::undecided(tx, workspace).await?;
    let held = held(tx, workspace).await?;
    let wishes = wishes(tx, workspace, v.now).await?;
    let expiring = expiring(tx, workspace, v.now).await?;
    let failures = failures(tx, workspace, v.now).await?;
    let refused = refused(tx, workspace, v.now).await?;
    Ok(undecided
        .map(|some| undecided_task(v, workspace, some))
        .into_iter()
        .chain(held.map(|(count, since)| held_task(v, workspace, count, since)))
        .chain(wishes.iter().map(|wish| wish_task(v, wish)))
        .chain(expiring_task(v, &expiring))
        .chain((0 < refused).then(|| refused_task(v, workspace, refused)))
        .chain(failures.iter().map(|failure| failure_task(v, failure)))
        .collect())
}

async fn held(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Option<(i64, DateTime<Utc>)>> {
    let found = query!(
        r#"select count(*) as "count!", min(happened_at) as "since"
        from chosen_payments($1, '-infinity', 'infinity', 'waiting', null, '', null, null, null, '')
        where held is not null"#,
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await?;
    Ok(found.since.map(|since| (found.count, since)))
}

async fn expiring(
    tx: &mut Tx,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Expiring> {
    query_file_as!(
        Expiring,
        "src/reports/sql/expiring_links.sql",
        workspace.as_uuid(),
        now,
        now + SOON,
        LINKS_LOOKED_AT,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Purposes for which payments failed lately and none has come since.
async fn refused(tx: &mut Tx, workspace: WorkspaceId, now: DateTime<Utc>) -> sqlx::Result<i64> {
    query_scalar!(
        r#"select count(distinct purpose) as "count!"
        from chosen_payments($1, $2, 'infinity', 'failed', null, '', null, null, null, '') as failed
        where status = 'refused' and not exists (
            select from payments
            where payments.purpose = failed.purpose and payments.status in ('sent', 'confirmed')
            and payments.opened_at > failed.opened_at
        )"#,
        workspace.as_uuid(),
        now - REFUSAL_AGE_MAX,
    )
    .fetch_one(&mut **tx)
    .await
}

async fn failures(
    tx: &mut Tx,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Failure>> {
    query_file_as!(
        Failure,
        "src/reports/sql/failed_notices.sql",
        workspace.as_uuid(),
        now - FAILURE_AGE_MAX,
        FAILURES_SHOWN,
    )
    .fetch_all(&mut **tx)
    .await
}

async fn wishes(
    tx: &mut Tx,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Wish>> {
    query_file_as!(
        Wish,
        "src/reports/sql/wishes.sql",
        workspace.as_uuid(),
        now - FAILURE_AGE_MAX,
        now,
        FAILURES_SHOWN,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Whether a workspace has neither a link nor a payment yet.
pub(super) async fn is_new(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<bool> {
    query_scalar!(
        r#"select not exists (select from links where workspace_id = $1)
            and not exists (select from payments where workspace_id = $1) as "is_new!""#,
        workspace.as_uuid(),
    )
    .fetch_one(&mut **tx)
    .await
}

fn undecided_task(v: &Voice, workspace: WorkspaceId, some: Undecided) -> Task {
    Task {
        title: v.w.reports_task_undecided(some.count, v.number(some.count)),
        small: v.w.reports_task_sum(v.amount_unit(some.sum)),
        path: listed(v, workspace, Chosen::Suspended, some.since),
        button: v.w.reports_decide(),
        is_urgent: true,
        act: None,
    }
}

fn held_task(v: &Voice, workspace: WorkspaceId, count: i64, since: DateTime<Utc>) -> Task {
    Task {
        title: v.w.reports_task_held(count, v.number(count)),
        small: v.w.reports_task_held_why(),
        path: listed(v, workspace, Chosen::Waiting, since),
        button: v.w.reports_see_payments(),
        is_urgent: false,
        act: None,
    }
}

fn wish_task(v: &Voice, wish: &Wish) -> Task {
    let title = locale::isolate(&wish.title);
    let title = match &wish.payer {
        Some(payer) => v.w.reports_task_wish_of(locale::isolate(payer), title),
        None => v.w.reports_task_wish(title),
    };
    let path = format!("/links/{}", wish.id);
    Task {
        title,
        small: v.moment(wish.wished_at),
        button: v.w.reports_grant(),
        is_urgent: true,
        act: Some(format!("{path}/renewal")),
        path,
    }
}

fn expiring_task(v: &Voice, expiring: &Expiring) -> Option<Task> {
    let (title, first) = (expiring.title.as_deref()?, expiring.first?);
    let sum = match expiring.sum {
        Money::ZERO => v.moment(first),
        sum => v.w.reports_task_sum(v.amount_unit(sum)),
    };
    Some(match (expiring.count, expiring.id) {
        (1, Some(id)) => Task {
            title: v.w.reports_task_expires(locale::isolate(title), v.moment(first)),
            small: sum,
            path: format!("/links/{id}"),
            button: v.w.reports_see_link(),
            is_urgent: false,
            act: None,
        },
        (count, _) => Task {
            title: v.w.reports_task_expiring(count, v.number(count)),
            small: sum,
            path: "/links".to_owned(),
            button: v.w.reports_see_links(),
            is_urgent: false,
            act: None,
        },
    })
}

fn refused_task(v: &Voice, workspace: WorkspaceId, count: i64) -> Task {
    Task {
        title: v.w.reports_task_refused(count, v.number(count)),
        small: v.w.reports_task_refused_why(),
        path: listed(v, workspace, Chosen::Failed, v.now - REFUSAL_AGE_MAX),
        button: v.w.reports_see_payments(),
        is_urgent: false,
        act: None,
    }
}

fn failure_task(v: &Voice, failure: &Failure) -> Task {
    let recipient = locale::isolate(&v.digits(&failure.recipient));
    let title = match failure.channel.as_str() {
        "sms" => v.w.reports_task_sms_failed(recipient),
        _ => v.w.reports_task_email_failed(locale::isolate(&failure.recipient)),
    };
    let moment = v.moment(failure.changed_at);
    let small = match &failure.title {
        Some(title) => v.w.reports_task_about(locale::isolate(title), moment),
        None => moment,
    };
    let path = failure.link.map_or("/links".to_owned(), |link| format!("/links/{link}"));
    Task { title, small, path, button: v.w.reports_see_link(), is_urgent: false, act: None }
}

/// Where the payments of a kind are listed, from a moment on.
pub(super) fn listed(
    v: &Voice,
    workspace: WorkspaceId,
    chosen: Chosen,
    since: DateTime<Utc>,
) -> String {
    let period = Period { from: Jalali::of(since), to: Jalali::of(v.now) };
    Filter::of(workspace, period, chosen).address("/accounting", ("", ""))
}
