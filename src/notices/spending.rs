//! What SMS may cost in a day: all of the house's, its one-time codes, and each workspace's. Somebody
//! who pumps messages through our forms, or a workspace gone wild, stops there.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use chrono_tz::Asia::Tehran;
use sqlx::query;
use sqlx::query_scalar;

use super::class::Class;
use super::handing::Waiting;
use crate::app::App;
use crate::db::Pool;
use crate::ids::WorkspaceId;
use crate::money::Money;

/// The scopes that a message is charged to, with what each may spend in a day.
fn scopes(app: &App, waiting: &Waiting) -> Vec<(String, i64)> {
    let limits = &app.config.messages;
    let mut scopes = vec![];
    if waiting.message.class() == Class::Code {
        scopes.push(("codes".to_owned(), limits.sms_day_codes_rials));
    }
    if let Some(workspace) = waiting.workspace {
        scopes.push((scope_of(workspace), limits.sms_day_workspace_rials));
    }
    scopes.push(("house".to_owned(), limits.sms_day_rials));
    scopes
}

fn scope_of(workspace: WorkspaceId) -> String {
    format!("workspace:{workspace}")
}

fn day(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&Tehran).date_naive()
}

/// Charges the day with what a message will cost. `Some`: that scope has nothing left, and nothing is
/// charged.
pub(super) async fn reserve(
    app: &App,
    waiting: &Waiting,
    price: Money,
) -> sqlx::Result<Option<String>> {
    let (scopes, limits): (Vec<_>, Vec<_>) = scopes(app, waiting).into_iter().unzip();
    query_scalar!(
        "select reserve_message_cost($1, $2, $3, $4)",
        day(app.clock.now()),
        &scopes,
        &limits,
        price.as_rials(),
    )
    .fetch_one(&app.back_db)
    .await
}

/// Gives the day back what was charged for a message that was not sent.
pub(super) async fn release(app: &App, waiting: &Waiting, price: Money) -> sqlx::Result<()> {
    correct(app, waiting, (app.clock.now(), -price.as_rials())).await
}

/// Corrects what a day was charged for a message by the difference to its real price.
pub(super) async fn correct(
    app: &App,
    waiting: &Waiting,
    (handed_at, by): (DateTime<Utc>, i64),
) -> sqlx::Result<()> {
    if by == 0 {
        return Ok(());
    }
    let scopes: Vec<_> = scopes(app, waiting).into_iter().map(|(scope, _)| scope).collect();
    query!(
        "update message_spending set rials = greatest(0, rials + $3)
        where day = $1 and scope = any($2)",
        day(handed_at),
        &scopes,
        by,
    )
    .execute(&app.back_db)
    .await?;
    Ok(())
}

/// What the SMS of a workspace have cost today.
pub(super) async fn of_workspace(
    db: &Pool,
    workspace: WorkspaceId,
    now: DateTime<Utc>,
) -> sqlx::Result<Money> {
    let spent = query_scalar!(
        "select rials from message_spending where day = $1 and scope = $2",
        day(now),
        scope_of(workspace),
    );
    Ok(Money::rials(spent.fetch_optional(db).await?.unwrap_or_default()))
}

/// Forgets the sums of days long past.
pub(super) async fn forget(db: &Pool, before: DateTime<Utc>) -> sqlx::Result<()> {
    query!("delete from message_spending where day < $1", day(before)).execute(db).await?;
    Ok(())
}
