//! The turns of plans. A turn is a row, so that it is taken once, however many workers look; when none
//! looked on its day, it is taken when one looks again.

use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

use super::Plan;
use super::WalletError;
use super::accounts;
use super::own::OwnAccounts;
use super::settle;
use super::settle::New;
use super::settle::Who;
use super::settlement;
use super::store;
use crate::app::App;
use crate::db;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;

/// What came of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub(super) enum Outcome {
    /// A settlement was made.
    Settled,
    /// There was less than the plan wants.
    TooLittle,
    /// There was no account to which money might go.
    NoAccount,
}

impl Outcome {
    pub(super) fn code(self) -> &'static str {
        match self {
            Outcome::Settled => "settled",
            Outcome::TooLittle => "too_little",
            Outcome::NoAccount => "no_account",
        }
    }
}

/// Takes every turn that has come and that nobody has taken.
pub async fn take_turns(app: &App) -> Result<(), WalletError> {
    let now = app.clock.now();
    for (workspace, plan, taken) in store::plans(&app.back_db).await? {
        match plan.due(now) {
            Some(day) if taken.is_none_or(|taken| taken < day) => {
                take(app, workspace, (&plan, day), now).await?;
            }
            _ => (),
        }
    }
    Ok(())
}

async fn take(
    app: &App,
    workspace: WorkspaceId,
    (plan, day): (&Plan, NaiveDate),
    now: DateTime<Utc>,
) -> Result<(), WalletError> {
    let who = Who::of(app, workspace).await?;
    let Some((least, most)) = settle::bounds(app) else { return Ok(()) };
    let mut tx = db::begin(&app.back_db).await?;
    // Whoever holds the wallet decides; the turn's row says whether it was taken meanwhile.
    let available = settle::available(&mut tx, workspace).await?;
    if store::is_taken(&mut tx, workspace, day).await? {
        return Ok(());
    }
    let own = OwnAccounts::of(accounts::living(&mut *tx, workspace).await?, now);
    let total = settlement::planned(available, plan.reserve, (plan.least.max(least), most));
    let (outcome, settlement) = match (&own.in_use, total) {
        (None, _) => (Outcome::NoAccount, None),
        (Some(_), None) => (Outcome::TooLittle, None),
        (Some(account), Some(total)) => {
            let id = WalletSettlementId::new(now);
            settle::set_aside(&mut tx, app, (&who, account), New { id, total, by: None }, now)
                .await?;
            (Outcome::Settled, Some(id))
        }
    };
    store::write_turn(&mut tx, (workspace, day), (outcome, settlement), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
