//! Two-click payouts: somebody sets an amount and names a person, that person says where to, and
//! whoever pays agrees to the whole and pays once.
//!
//! The room knows who is asked and who agrees. How money comes in is the business of
//! [`crate::payments`], how it goes out of [`crate::transfers`]; a payout has arrived when its transfer
//! says so.

mod anew;
mod answers;
mod api;
mod approvals;
mod bulk;
mod desk;
mod destinations;
mod facts;
mod fields;
mod funding;
mod giving_back;
mod names;
mod payer;
mod payout;
mod proof;
mod proving;
mod recipient;
mod reply;
mod shares;
mod store;
mod told;

use axum::Router;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use thiserror::Error;
use utoipa_axum::router::OpenApiRouter;

use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids;
use crate::ids::MemberId;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::ledger::LedgerError;
use crate::members;
use crate::members::Contact;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::payments::PaymentError;
use crate::queue;
use crate::queue::Job;
use crate::transfers::TransferError;
use crate::web::Error;

use anew::Anew;
use anew::ask_anew;

pub use answers::answer;
pub use answers::decline;
pub use approvals::Approval;
pub use approvals::Word;
pub use approvals::decide;
pub use approvals::set_limit;
pub use bulk::NewBatch;
pub use bulk::make_payouts;
pub use bulk::upload;
pub use desk::PAYOUTS_MADE;
pub use desk::Pill;
pub use desk::pill;
pub use facts::fix_amount;
pub use facts::is_from_wallet;
pub use fields::Reader;
pub use fields::between;
pub use funding::begin_payment;
pub use funding::follow;
pub use funding::paid;
pub use payout::Ending;
pub use payout::FeeBorneBy;
pub use payout::Payout;
pub use payout::Reply;
pub use payout::ReplyKind;
pub use payout::Standing;
pub use shares::say_of_share;
pub use store::by_id;
pub use told::tell_expired;

/// A payout about to be made.
#[derive(Clone, Debug)]
pub struct NewPayout {
    /// Chosen before the form was shown, so that sending the form twice makes one payout.
    pub id: PayoutId,
    /// What for, as the recipient reads it.
    pub title: String,
    /// Whom it is for.
    pub recipient_name: String,
    /// Their mobile.
    pub recipient_mobile: Option<Mobile>,
    /// Their e-mail.
    pub recipient_email: Option<String>,
    /// How much.
    pub amount: Money,
    /// Who bears the house's fee.
    pub fee_borne_by: FeeBorneBy,
    /// Until when the recipient may answer.
    pub answer_until: DateTime<Utc>,
    /// How long the payer has after that.
    pub pay_time: TimeDelta,
}

impl NewPayout {
    /// Whether a payout is the one that this form made before.
    fn is(&self, payout: &Payout) -> bool {
        let to = (&self.recipient_name, &self.recipient_mobile, &self.recipient_email);
        (self.amount, self.fee_borne_by, self.pay_time, &self.title, to)
            == (
                payout.amount,
                payout.fee_borne_by,
                payout.pay_time,
                &payout.title,
                (&payout.recipient_name, &payout.recipient_mobile, &payout.recipient_email),
            )
    }
}

/// Why a payout does not do what was asked of it.
#[derive(Debug, Error)]
pub enum PayoutError {
    /// There is none here.
    #[error("no such payout")]
    NotFound,
    /// It stands where this cannot be done.
    #[error("the payout does not stand where this can be done")]
    NotNow,
    /// The form made another payout before.
    #[error("the form made another payout before")]
    OtherTerms,
    /// What is agreed to is not what stands there now.
    #[error("the payout changed after it was shown")]
    Changed,
    /// A second member has not said yes, or would be saying it to themselves.
    #[error("a second member has not agreed")]
    NotApproved,
    /// The wallet does not hold enough.
    #[error("the wallet does not hold enough")]
    NotEnough,
    /// A number cannot be opened: its key is missing.
    #[error(transparent)]
    Sealed(#[from] crate::sealed::CannotOpen),
    /// The payment did not go on.
    #[error(transparent)]
    Payment(#[from] PaymentError),
    /// The transfer did not go on.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The books refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The pages of payouts: the recipient's, the payer's, and the account's.
pub fn routes() -> Router<App> {
    Router::new().merge(recipient::routes()).merge(payer::routes()).merge(desk::routes())
}

/// The same for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}

/// Proofs of who one is are kept this long.
const PROOFS_KEPT: TimeDelta = TimeDelta::days(1);

/// How long whoever pays has after the recipient's answer, unless they say otherwise.
pub const PAY_TIME: TimeDelta = TimeDelta::days(7);

/// Numbers of accounts are kept this long after they were needed (`money.md` E13).
const ACCOUNTS_KEPT: TimeDelta = TimeDelta::days(90);

/// Forgets what has been kept long enough.
pub async fn forget(app: &App, now: DateTime<Utc>) -> sqlx::Result<()> {
    proof::forget(app, now - PROOFS_KEPT).await?;
    bulk::forget(app, now).await?;
    destinations::forget(app, now - ACCOUNTS_KEPT).await
}

/// Makes a payout and asks its recipient where to. The same again changes nothing.
pub async fn create(
    app: &App,
    owner: (WorkspaceId, MemberId),
    new: &NewPayout,
) -> Result<PayoutId, PayoutError> {
    let mut tx = db::begin(&app.db).await?;
    make(&mut tx, app, owner, (new, None), app.clock.now()).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(new.id)
}

/// The same in the caller's transaction; whoever commits it rings the bell.
pub async fn create_on(
    tx: &mut Tx,
    app: &App,
    owner: (WorkspaceId, MemberId),
    new: &NewPayout,
) -> Result<(), PayoutError> {
    make(tx, app, owner, (new, None), app.clock.now()).await
}

/// Makes a payout in the caller's transaction; its recipient is not asked before `ask_at`, where that is
/// given.
async fn make(
    tx: &mut Tx,
    app: &App,
    (workspace, member): (WorkspaceId, MemberId),
    (new, ask_at): (&NewPayout, Option<DateTime<Utc>>),
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    let fee = app.config.payout_fee(new.amount);
    let made = store::insert(tx, (workspace, member), new, fee, now).await?;
    let payout = store::lock(tx, new.id).await?.ok_or(PayoutError::NotFound)?;
    if made {
        ledger::open_account(tx, &Account::Payouts(workspace), now).await?;
        acts::note(tx, Act::PayoutMade, (payout.id.as_uuid(), &payout.title), now).await?;
        let digest = app.keys.digest(&payout.recipient_door());
        facts::open_door(tx, payout.id, ("recipient", 0), &digest).await?;
        open_payer_door(tx, app, &payout).await?;
        plan_expiry(tx, &payout, now).await?;
        told::ask_recipient(tx, &payout, ask_at, now).await?;
    } else if payout.workspace != workspace || !new.is(&payout) {
        return Err(PayoutError::OtherTerms);
    }
    Ok(())
}

/// Sends the question to the recipient once more. `false`: it was sent a moment ago.
pub async fn ask_again(
    app: &App,
    (payout, workspace): (PayoutId, WorkspaceId),
) -> Result<bool, PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, (payout, workspace)).await?;
    if payout.standing(now) != Standing::AwaitingRecipient {
        return Err(PayoutError::NotNow);
    }
    let sent = told::ask_recipient(&mut tx, &payout, None, now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(sent)
}

/// Whether a payout waits for its recipient's answer. What is no payout waits for nobody.
pub async fn asks(app: &App, id: PayoutId) -> sqlx::Result<bool> {
    let payout = store::by_id(&app.back_db, id).await?;
    Ok(payout.is_some_and(|it| it.standing(app.clock.now()) == Standing::AwaitingRecipient))
}

/// Ends a payout that was not paid for.
pub async fn cancel(
    app: &App,
    (payout, workspace): (PayoutId, WorkspaceId),
    member: MemberId,
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, (payout, workspace)).await?;
    match payout.standing(now) {
        Standing::AwaitingRecipient
        | Standing::Declined
        | Standing::AwaitingPayer
        | Standing::Paying
        | Standing::Expired
            if payout.funded_at.is_none() => {}
        _ => return Err(PayoutError::NotNow),
    }
    shares::withdraw(&mut tx, &payout, now).await?;
    if facts::end(&mut tx, payout.id, Ending::Cancelled, member, now).await? {
        acts::note(&mut tx, Act::PayoutEnded, (payout.id.as_uuid(), &payout.title), now).await?;
        told::recipient_of_end(&mut tx, &payout, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Takes money that did not reach its recipient back into the wallet, whole.
pub async fn take_back(
    app: &App,
    (payout, workspace): (PayoutId, WorkspaceId),
    member: MemberId,
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let payout = lock(&mut tx, (payout, workspace)).await?;
    let waits = match payout.standing(now) {
        Standing::Failed => true,
        Standing::AwaitingRecipient | Standing::Declined | Standing::AwaitingPayer => {
            payout.funded_at.is_some()
        }
        _ => false,
    };
    if !waits {
        return Err(PayoutError::NotNow);
    }
    if facts::end(&mut tx, payout.id, Ending::TakenBack, member, now).await? {
        acts::note(&mut tx, Act::PayoutEnded, (payout.id.as_uuid(), &payout.title), now).await?;
        let journal = Journal::of("payout_taken_back", &payout.id, now)
            .debit(Account::Payouts(payout.workspace).id(), payout.total())
            .credit(Account::Wallet(payout.workspace).id(), payout.total());
        ledger::post(&mut tx, &journal).await?;
        told::recipient_of_end(&mut tx, &payout, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Opens the payer's address for the present revision.
async fn open_payer_door(tx: &mut Tx, app: &App, payout: &Payout) -> sqlx::Result<()> {
    let digest = app.keys.digest(&payout.payer_door());
    facts::open_door(tx, payout.id, ("payer", payout.revision), &digest).await
}

/// Plans what is told when whoever has to act now does not.
async fn plan_expiry(tx: &mut Tx, payout: &Payout, now: DateTime<Utc>) -> sqlx::Result<()> {
    let until = payout.until();
    let expiry = Job::PayoutExpired { payout: payout.id, until: until.timestamp() };
    queue::add_at(tx, &expiry, until, now).await
}

/// Who is told of the money of a payout's payer. Read before a transaction begins: one act never waits
/// for a second connection.
async fn contacts(app: &App, id: PayoutId) -> Result<Vec<Contact>, PayoutError> {
    let payout = store::by_id(&app.db, id).await?.ok_or(PayoutError::NotFound)?;
    Ok(members::contacts(&app.db, payout.workspace).await?)
}

/// A payout of a workspace, which nobody else changes until the end of the transaction.
async fn lock(
    tx: &mut Tx,
    (payout, workspace): (PayoutId, WorkspaceId),
) -> Result<Payout, PayoutError> {
    let payout = store::lock(tx, payout).await?.ok_or(PayoutError::NotFound)?;
    if payout.workspace == workspace { Ok(payout) } else { Err(PayoutError::NotFound) }
}

/// The name under which payments compete for a payout: one for each question, so that money for an old
/// answer never counts for a new one.
fn purpose(payout: &Payout) -> uuid::Uuid {
    let name = format!("{}:{}", payout.id, payout.revision);
    ids::of_digest(&crate::tokens::digest(&name))
}

/// An address as whoever owns it knows it again.
fn masked_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let head: String = name.chars().take(2).collect();
    format!("{head}•••@{host}")
}

impl From<PayoutError> for Error {
    fn from(error: PayoutError) -> Error {
        match error {
            PayoutError::NotFound => Error::NotFound,
            PayoutError::NotNow
            | PayoutError::OtherTerms
            | PayoutError::Changed
            | PayoutError::NotApproved
            | PayoutError::NotEnough => Error::Conflict,
            PayoutError::Payment(error) => error.into(),
            PayoutError::Database(error) => error.into(),
            error
            @ (PayoutError::Sealed(_) | PayoutError::Transfer(_) | PayoutError::Ledger(_)) => {
                Error::Internal(error.into())
            }
        }
    }
}
