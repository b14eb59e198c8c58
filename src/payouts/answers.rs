//! The recipient's answer to the question where to.

use super::Approval;
use super::Payout;
use super::PayoutError;
use super::Reply;
use super::Standing;
use super::approvals;
use super::destinations;
use super::facts;
use super::store;
use super::told;
use crate::access::Right;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::destinations::BankAccount;
use crate::destinations::Typed;
use crate::destinations::inquire;
use crate::ids::PayoutId;
use crate::members;
use crate::members::Contact;
use crate::notices::PayoutEvent;

/// Answers with a number, for a recipient whom we need not ask who they are.
pub async fn answer(app: &App, id: PayoutId, number: &str) -> Result<(), PayoutError> {
    let typed = Typed::parse(number).map_err(|_| PayoutError::NotNow)?;
    let account = inquire(app, typed).await.map_err(|_| PayoutError::NotNow)?;
    let has_holder = account.holder.is_some();
    give(app, id, &account).await?;
    if has_holder { confirm(app, id, false).await } else { Ok(()) }
}

/// Writes the account down that was found behind the number. Its owner looks at it before it counts;
/// where nobody could say whose it is, there is nothing more to look at.
pub(super) async fn give(
    app: &App,
    id: PayoutId,
    account: &BankAccount,
) -> Result<(), PayoutError> {
    let readers = Readers::of(app, id).await?;
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, app, id).await?;
    destinations::write(&mut tx, app, &payout, account, app.clock.now()).await?;
    if account.holder.is_none() {
        tell(&mut tx, app, id, &readers).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Notes that the recipient says that account and holder are right; `keeps` it for this payer.
pub(super) async fn confirm(app: &App, id: PayoutId, keeps: bool) -> Result<(), PayoutError> {
    let (now, readers) = (app.clock.now(), Readers::of(app, id).await?);
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, app, id).await?;
    if !destinations::confirm(&mut tx, &payout, now).await? {
        return Err(PayoutError::NotNow);
    }
    if keeps {
        destinations::keep(&mut tx, app, &payout, now).await?;
    }
    tell(&mut tx, app, id, &readers).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Answers with the account that was kept for this payer.
pub(super) async fn give_kept(app: &App, id: PayoutId) -> Result<(), PayoutError> {
    let (now, readers) = (app.clock.now(), Readers::of(app, id).await?);
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, app, id).await?;
    if !destinations::use_kept(&mut tx, app, &payout, now).await? {
        return Err(PayoutError::NotNow);
    }
    tell(&mut tx, app, id, &readers).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Notes the recipient's other answer and tells the payer, where the payout stands as they saw it: what
/// was answered in the meantime is not undone by who showed nothing.
pub async fn decline(
    app: &App,
    id: PayoutId,
    (reply, seen): (&Reply, Standing),
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let contacts = super::contacts(app, id).await?;
    let mut tx = db::begin(&app.db).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    match payout.standing(now) {
        Standing::AwaitingRecipient | Standing::AwaitingPayer if payout.standing(now) == seen => (),
        _ => return Err(PayoutError::NotNow),
    }
    if facts::write_reply(&mut tx, &payout, reply).await? {
        told::payer_of_reply(&mut tx, &payout, &contacts, reply, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Who is told of an answer. Read before a transaction begins: one act never waits for a second connection.
struct Readers {
    /// The payer's people, where it can be paid at once.
    payers: Vec<Contact>,
    /// Whoever may approve, where that comes first.
    approvers: Vec<Contact>,
}

impl Readers {
    async fn of(app: &App, id: PayoutId) -> Result<Self, PayoutError> {
        let payout = store::by_id(&app.db, id).await?.ok_or(PayoutError::NotFound)?;
        let approvers =
            members::contacts_who_may(&app.db, payout.workspace, Right::Approve).await?;
        Ok(Self { payers: super::contacts(app, id).await?, approvers })
    }
}

/// Tells the payer, with the link to pay, and plans what is told when they do not.
async fn tell(tx: &mut Tx, app: &App, id: PayoutId, readers: &Readers) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let payout = store::lock(tx, id).await?.ok_or(PayoutError::NotFound)?;
    super::plan_expiry(tx, &payout, now).await?;
    if approvals::of(&mut **tx, &payout, now).await? == Approval::NotNeeded {
        told::payer_of_answer(tx, &payout, &readers.payers, now).await?;
    } else {
        let event = (PayoutEvent::AwaitsApproval, "asks");
        told::payer_of_approval(tx, &payout, &readers.approvers, event, now).await?;
    }
    Ok(())
}

async fn lock(tx: &mut Tx, app: &App, id: PayoutId) -> Result<Payout, PayoutError> {
    let payout = store::lock(tx, id).await?.ok_or(PayoutError::NotFound)?;
    match payout.standing(app.clock.now()) {
        Standing::AwaitingRecipient => Ok(payout),
        _ => Err(PayoutError::NotNow),
    }
}
