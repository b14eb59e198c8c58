//! Settling: money is set aside and its transfer planned in one transaction, and what does not arrive
//! is in the wallet again.

use chrono::DateTime;
use chrono::Utc;

use super::OwnAccount;
use super::WalletError;
use super::accounts;
use super::own::OwnAccounts;
use super::settlement;
use super::store;
use super::told;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::MemberId;
use crate::ids::TransferId;
use crate::ids::WalletSettlementId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::locale::Voice;
use crate::members;
use crate::members::Contact;
use crate::money::Money;
use crate::transfers;
use crate::transfers::NewTransfer;
use crate::transfers::Status;

/// The journals of a settlement: set aside, and put back.
const ASIDE: &str = "settlement_asked";
const BACK: &str = "settlement_returned";

/// How much of a wallet is to be settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HowMuch {
    /// This much, the fee in it.
    This(Money),
    /// All that may leave it.
    All,
}

/// A settlement that somebody asks for.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// Chosen before the form was shown, so that a second click is the same settlement.
    pub id: WalletSettlementId,
    /// Whose wallet.
    pub workspace: WorkspaceId,
    /// Who asks.
    pub member: MemberId,
    /// How much.
    pub how_much: HowMuch,
}

/// Settles a wallet because somebody asks. The same again changes nothing.
pub async fn settle(app: &App, asked: &Asked) -> Result<(), WalletError> {
    let now = app.clock.now();
    let who = Who::of(app, asked.workspace).await?;
    let today = transfers::sent_today(&app.db, asked.workspace, now).await?;
    let mut tx = db::begin(&app.db).await?;
    let available = available(&mut tx, asked.workspace).await?;
    if let Some((workspace, total)) = store::terms(&mut tx, asked.id).await? {
        let is_same = workspace == asked.workspace
            && (asked.how_much == HowMuch::All || asked.how_much == HowMuch::This(total));
        return if is_same { Ok(()) } else { Err(WalletError::OtherTerms) };
    }
    let own = OwnAccounts::of(accounts::living(&mut *tx, asked.workspace).await?, now);
    let account = own.in_use.ok_or(WalletError::NoAccount)?;
    let total = match asked.how_much {
        HowMuch::This(total) => total,
        HowMuch::All => available,
    };
    let (least, most) = bounds(app).ok_or(WalletError::NoAccount)?;
    if total < least {
        return Err(WalletError::LessThan(least));
    }
    if available < total {
        return Err(WalletError::Holds(available));
    }
    if most < total {
        return Err(WalletError::MoreThan(most));
    }
    if app.config.transfers_daily_max() < today + total {
        return Err(WalletError::TooMuchToday);
    }
    let new = New { id: asked.id, total, by: Some(asked.member) };
    set_aside(&mut tx, app, (&who, &account), new, now).await?;
    let said = total.as_rials().to_string();
    acts::note(&mut tx, Act::Settled, (asked.id.as_uuid(), &said), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// The smallest and the largest settlement, the fee in it; `None`: no rail brings money to accounts.
pub(super) fn bounds(app: &App) -> Option<(Money, Money)> {
    let (least, most) = app.rails.limits()?;
    let fee = app.config.settlement_fee();
    Some((least + fee, most))
}

/// What may leave a wallet; it stays so until the transaction ends.
pub(super) async fn available(tx: &mut Tx, workspace: WorkspaceId) -> sqlx::Result<Money> {
    let wallet = Account::Wallet(workspace).id();
    let balance = ledger::lock_balance(tx, wallet).await?.unwrap_or(Money::ZERO);
    Ok(super::free(balance, ledger::owed(tx, workspace).await?))
}

/// Whose wallet is settled and who hears of it, read before the transaction begins: one act never waits
/// for a second connection.
pub(super) struct Who {
    pub(super) workspace: WorkspaceId,
    pub(super) name: String,
    pub(super) voice: Voice,
    pub(super) contacts: Vec<Contact>,
}

impl Who {
    pub(super) async fn of(app: &App, workspace: WorkspaceId) -> sqlx::Result<Self> {
        let (name, language, unit) = store::workspace(&app.db, workspace).await?;
        let contacts = members::contacts(&app.db, workspace).await?;
        let voice = Voice::new(language, unit, app.clock.now());
        Ok(Self { workspace, name, voice, contacts })
    }
}

/// A settlement about to be made.
pub(super) struct New {
    pub(super) id: WalletSettlementId,
    pub(super) total: Money,
    /// `None`: the plan asks.
    pub(super) by: Option<MemberId>,
}

/// Sets the money aside and plans its transfer.
pub(super) async fn set_aside(
    tx: &mut Tx,
    app: &App,
    (who, account): (&Who, &OwnAccount),
    new: New,
    now: DateTime<Utc>,
) -> Result<(), WalletError> {
    let (workspace, fee) = (who.workspace, app.config.settlement_fee());
    let digest = settlement::digest(new.id, (new.total, fee), account);
    let row = store::NewSettlement {
        id: new.id,
        workspace,
        account: account.id,
        total: new.total,
        fee,
        digest: &digest,
        by: new.by,
    };
    store::insert_settlement(tx, &row, now).await?;
    let aside = ledger::open_account(tx, &Account::Settlements(workspace), now).await?;
    let journal = Journal::of(ASIDE, &new.id, now)
        .debit(Account::Wallet(workspace).id(), new.total)
        .credit(aside, new.total);
    ledger::post(tx, &journal).await?;
    let iban = accounts::open_number(tx, app, account.id).await?;
    let transfer = NewTransfer {
        workspace,
        purpose: new.id.as_uuid(),
        amount: new.total - fee,
        fee,
        debit_account: aside,
        iban: &iban,
        holder: account.holder.as_deref(),
        agreed_digest: digest,
        description: &who.voice.w.wallet_in_the_bank_statement(&who.name),
    };
    transfers::plan(tx, app, &transfer, now).await?;
    told::on_its_way(tx, who, (new.id, account), (new.total - fee, new.by.is_none()), now).await?;
    Ok(())
}

/// What follows from where a transfer has got to. Transfers for other purposes are none of our business.
pub async fn follow(app: &App, transfer: TransferId, to: &str) -> Result<(), WalletError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let transfer = transfers::by_id(db, transfer).await?;
    let id = WalletSettlementId::from(transfer.purpose);
    let Some(settlement) = store::by_id(db, id, transfer.workspace).await? else { return Ok(()) };
    let who = Who::of(app, settlement.workspace).await?;
    let mut tx = db::begin(db).await?;
    if to == Status::Settled.code() {
        told::arrived(&mut tx, &who, &settlement, now).await?;
    } else if to == transfers::LATE {
        told::late(&mut tx, &who, &settlement, now).await?;
    } else if [Status::Returned.code(), Status::Refused.code()].contains(&to) {
        let journal = Journal::of(BACK, &id, now)
            .debit(Account::Settlements(settlement.workspace).id(), settlement.total)
            .credit(Account::Wallet(settlement.workspace).id(), settlement.total);
        ledger::post(&mut tx, &journal).await?;
        told::came_back(&mut tx, &who, &settlement, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
