//! Where a payment is paid, and where its money is then: at a gateway of the house, which owes it to the
//! house, or at a terminal of the payee's own. Then it is with the payee, and the books keep it in three
//! accounts of its own: what the terminals took, what of it is for something, and what waits. No wallet
//! hears of it.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::query_scalar;

use super::Credit;
use super::Payment;
use super::PaymentError;
use crate::adapters::bank::Gateway;
use crate::adapters::bank::Offered;
use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::AccountId;
use crate::ids::TerminalId;
use crate::ids::WorkspaceId;
use crate::ledger::Account;
use crate::terminals;

/// A payment that ended so long ago is not asked about any more.
const ASKED_ABOUT: TimeDelta = TimeDelta::days(8);

impl Payment {
    /// What becomes of its money.
    pub(super) fn credit(&self) -> Credit {
        let is_for_payouts = self.credit_account == Account::Payouts(self.workspace).id();
        if is_for_payouts { Credit::Payouts } else { Credit::Payee }
    }

    /// The account of whoever took the money.
    pub(super) fn taking_account(&self) -> AccountId {
        match self.own_terminal {
            Some(_) => Account::OwnTerminal(self.workspace).id(),
            None => Account::GatewayClearing(&self.gateway).id(),
        }
    }

    /// The account in which its money waits while it is unwelcome.
    pub(super) fn waiting_account(&self) -> AccountId {
        match self.own_terminal {
            Some(_) => Account::OwnTerminalWaiting(self.workspace).id(),
            None => Account::Suspense.id(),
        }
    }

    /// The account in which its money waits on the way back to its payer.
    pub(super) fn refunding_account(&self) -> Account<'static> {
        match self.own_terminal {
            Some(_) => Account::OwnTerminalWaiting(self.workspace),
            None => Account::Refunds(self.workspace),
        }
    }

    /// Until when a gateway takes its money back whole; `None`: it never does.
    pub(super) fn reversed_until(&self, gateway: &dyn Gateway) -> Option<DateTime<Utc>> {
        if self.shared.is_some() {
            return None;
        }
        let paid_at = self.paid_at.unwrap_or(self.changed_at);
        gateway.reverses().map(|it| paid_at + it.window())
    }
}

/// Whether the whole of a payment can go back at its gateway now.
pub(super) fn gives_back(payment: &Payment, gateway: &dyn Gateway, now: DateTime<Utc>) -> bool {
    let is_in_window = payment.reversed_until(gateway).is_some_and(|until| now < until);
    is_in_window || gateway.refunds().is_some_and(|refunds| refunds.least() <= payment.amount)
}

/// The account that a payment at a gateway credits.
pub(super) fn credited(workspace: WorkspaceId, credit: Credit, gateway: &Offered) -> AccountId {
    let account = match (credit, gateway.own_terminal()) {
        (Credit::Payouts, _) => Account::Payouts(workspace),
        (Credit::Payee, Some(_)) => Account::OwnTerminalTaken(workspace),
        (Credit::Payee, None) => Account::Wallet(workspace),
    };
    account.id()
}

/// The gateways at which a payment to a workspace may be paid, the preferred first.
pub(super) async fn offered(
    app: &App,
    tx: &mut Tx,
    (workspace, credit): (WorkspaceId, Credit),
) -> sqlx::Result<Vec<Offered>> {
    match credit {
        Credit::Payee => terminals::offered(app, tx, workspace).await,
        Credit::Payouts => terminals::offered_by_house(app, tx).await,
    }
}

/// The gateway that a payment went to, with the credentials under which it went there.
pub(super) async fn gateway(app: &App, payment: &Payment) -> Result<Offered, PaymentError> {
    match payment.own_terminal {
        Some(id) => Ok(terminals::open(app, id).await?),
        None => app.gateways.by_name(&payment.gateway).cloned().ok_or(PaymentError::NotFound),
    }
}

/// The terminals of workspaces at which a payment began after a moment.
pub(super) async fn in_use(db: &Pool, since: DateTime<Utc>) -> sqlx::Result<Vec<TerminalId>> {
    query_scalar!(
        r#"select distinct own_terminal_id as "id!: TerminalId" from payments
        where own_terminal_id is not null and opened_at > $1"#,
        since,
    )
    .fetch_all(db)
    .await
}

/// So many terminals are asked at once whether they are well, those first that were asked longest ago.
const WATCHED_MAX: i64 = 100;

/// The terminals of workspaces that are on and in use: somebody began to pay there within the hour, or
/// somebody would if it were well, for a day.
pub(super) async fn to_be_watched(db: &Pool, now: DateTime<Utc>) -> sqlx::Result<Vec<TerminalId>> {
    query_scalar!(
        r#"select id as "id!: TerminalId" from own_terminals
        left join gateway_health on name = id::text
        where is_on and (
            exists (select from payments where own_terminal_id = own_terminals.id and $1 < opened_at)
            or $2 < unwell_since
        )
        order by asked_at nulls first
        limit $3"#,
        now - TimeDelta::hours(1),
        now - TimeDelta::days(1),
        WATCHED_MAX,
    )
    .fetch_all(db)
    .await
}

/// Forgets the credentials of removed terminals that no payment needs any more. Safe to repeat at any time.
pub async fn forget_terminals(app: &App) -> sqlx::Result<()> {
    let long_ago = app.clock.now() - ASKED_ABOUT;
    let needed = query_scalar!(
        r#"select distinct own_terminal_id as "id!: TerminalId" from payments
        where own_terminal_id is not null and (
            changed_at > $1 or status in ('opened', 'sending', 'sent')
            or exists (
                select from suspense_decisions where payment_id = payments.id and done_at is null
            )
            or exists (
                select from refunds
                where payment_id = payments.id and done_at is null and refused_at is null
            )
        )"#,
        long_ago,
    )
    .fetch_all(&app.back_db)
    .await?;
    terminals::forget(&app.back_db, long_ago, &needed).await
}
