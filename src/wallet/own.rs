//! The workspace's own account: typed, looked up, confirmed, and not used before its time.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::WalletError;
use super::accounts;
use super::told;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::banks::Bank;
use crate::db;
use crate::destinations::BankAccount;
use crate::ids::MemberId;
use crate::ids::WorkspaceId;
use crate::members;

/// An account that takes the place of another, and the first one of a workspace that has only just been
/// opened, waits so long (`money.md` E5).
const COOL_OFF: TimeDelta = TimeDelta::hours(24);

/// The numbers of accounts that ended are kept this long.
const KEPT: TimeDelta = TimeDelta::days(90);

/// An account of a workspace, as pages may know it.
#[derive(Clone, Debug)]
pub struct OwnAccount {
    /// Its name.
    pub id: uuid::Uuid,
    /// The bank's code.
    pub bank: String,
    /// The last four digits.
    pub tail: String,
    /// The card that it was found by, masked.
    pub card: Option<String>,
    /// Whose it is, as its bank says; `None`: nobody could say.
    pub holder: Option<String>,
    /// A digest by which the same account is known again.
    pub fingerprint: Vec<u8>,
    /// When it was typed.
    pub given_at: DateTime<Utc>,
    /// When a member said that it is right.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// From when on money may go there.
    pub usable_at: Option<DateTime<Utc>>,
}

impl OwnAccount {
    /// Whether money may go there at a moment.
    pub fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.usable_at.is_some_and(|at| at <= now)
    }

    /// The bank.
    pub fn bank(&self) -> Option<Bank> {
        Bank::by_code(&self.bank)
    }
}

/// The accounts of a workspace that have not ended, by what they are for.
#[derive(Clone, Debug, Default)]
pub struct OwnAccounts {
    /// To this one money goes.
    pub in_use: Option<OwnAccount>,
    /// This one takes its place when its time has come.
    pub coming: Option<OwnAccount>,
    /// This one waits for somebody to say that it is right.
    pub unconfirmed: Option<OwnAccount>,
}

impl OwnAccounts {
    /// Sorts the accounts that have not ended, the newest first.
    pub(super) fn of(accounts: Vec<OwnAccount>, now: DateTime<Utc>) -> Self {
        let mut sorted = Self::default();
        for account in accounts {
            let place = match account.usable_at {
                None => &mut sorted.unconfirmed,
                Some(at) if now < at => &mut sorted.coming,
                Some(_) => &mut sorted.in_use,
            };
            place.get_or_insert(account);
        }
        sorted
    }
}

/// Writes down the account that somebody named; it counts when they have looked at its holder. One that
/// waits to be confirmed gives way.
pub async fn give(
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    account: &BankAccount,
) -> Result<(), WalletError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    accounts::lock(&mut tx, workspace).await?;
    accounts::end_unconfirmed(&mut tx, workspace, now).await?;
    accounts::insert(&mut tx, app, (workspace, member), account, now).await?;
    Ok(tx.commit().await?)
}

/// Notes that account and holder are right, and tells everybody who belongs to the workspace. Says from
/// when on it is used.
pub async fn confirm(app: &App, workspace: WorkspaceId) -> Result<DateTime<Utc>, WalletError> {
    let now = app.clock.now();
    let contacts = members::contacts(&app.db, workspace).await?;
    let mut tx = db::begin(&app.db).await?;
    let opened_at = accounts::lock(&mut tx, workspace).await?;
    let own = OwnAccounts::of(accounts::living(&mut *tx, workspace).await?, now);
    let account = own.unconfirmed.ok_or(WalletError::NotNow)?;
    // The same account once more is no change.
    let before = own.in_use.as_ref().or(own.coming.as_ref());
    let is_change = before.is_some_and(|old| old.fingerprint != account.fingerprint);
    let usable_at = if is_change { now + COOL_OFF } else { now.max(opened_at + COOL_OFF) };
    if let Some(coming) = &own.coming {
        accounts::end(&mut tx, coming.id, now).await?;
    }
    accounts::confirm(&mut tx, account.id, (now, usable_at)).await?;
    acts::note(&mut tx, Act::AccountConfirmed, (account.id, ""), now).await?;
    told::of_account(&mut tx, workspace, (&account, usable_at), &contacts, now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(usable_at)
}

/// Takes an account back that is not in use yet: whoever did not ask for it is safe again.
pub async fn take_back(app: &App, workspace: WorkspaceId) -> Result<(), WalletError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    accounts::lock(&mut tx, workspace).await?;
    let own = OwnAccounts::of(accounts::living(&mut *tx, workspace).await?, now);
    let waiting = own.unconfirmed.into_iter().chain(own.coming);
    let waiting: Vec<_> = waiting.map(|account| account.id).collect();
    if waiting.is_empty() {
        return Err(WalletError::NotNow);
    }
    for account in waiting {
        accounts::end(&mut tx, account, now).await?;
        acts::note(&mut tx, Act::AccountTakenBack, (account, ""), now).await?;
    }
    Ok(tx.commit().await?)
}

/// Ends accounts whose place another one has taken, and forgets the numbers of those that ended long
/// ago. The bank and the last four digits stay for the settlements.
pub async fn forget(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    accounts::end_replaced(&app.back_db, now).await?;
    accounts::forget_numbers(&app.back_db, now - KEPT).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: u128, usable_at: Option<DateTime<Utc>>) -> OwnAccount {
        OwnAccount {
            id: uuid::Uuid::from_u128(name),
            bank: "017".to_owned(),
            tail: "6789".to_owned(),
            card: None,
            holder: None,
            fingerprint: vec![],
            given_at: DateTime::UNIX_EPOCH,
            confirmed_at: usable_at,
            usable_at,
        }
    }

    #[test]
    fn the_old_account_stays_in_use_until_the_new_ones_time_has_come() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(9);
        let newest_first = || {
            let tomorrow = account(2, Some(now + TimeDelta::hours(24)));
            vec![tomorrow, account(1, Some(now - TimeDelta::days(3)))]
        };
        let name = |account: Option<OwnAccount>| account.map(|it| it.id.as_u128());
        let today = OwnAccounts::of(newest_first(), now);
        assert_eq!((name(today.in_use), name(today.coming)), (Some(1), Some(2)));
        let later = OwnAccounts::of(newest_first(), now + TimeDelta::hours(24));
        assert_eq!((name(later.in_use), name(later.coming)), (Some(2), None));
    }
}
