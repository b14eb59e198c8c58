//! Money in. One engine for all three services: a room opens a payment and says, as data, what is to
//! happen when it is paid; this module takes the payer to the bank, asks the bank what became of it,
//! and books the money exactly once.
//!
//! It refuses to believe a browser: what a payer brings back from the bank is a hint to ask the bank,
//! with our own amount and reference. It knows no links and no buildings.

mod api;
mod bank;
mod calls;
mod decisions;
mod desk;
mod difference;
mod mind;
mod next;
mod own;
mod payment;
mod places;
mod refund_store;
mod refunds;
mod returning;
mod settle;
mod shares;
mod store;
mod suspense;
mod sweep;
mod watch;
mod web;

use axum::Router;
use axum::response::Response;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use sqlx::PgExecutor;
use thiserror::Error;
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use crate::adapters::bank::NoGateway;
use crate::adapters::bank::Offered;
use crate::app::App;
use crate::db::Pool;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::WorkspaceId;
use crate::ledger::LedgerError;
use crate::locale::Voice;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::money::Unit;
use crate::queue;
use crate::queue::Job;
use crate::terminals::TerminalError;
use crate::tokens::Door;
use crate::tokens::Keys;
use crate::tokens::TokenDigest;
use crate::web::Visit;
use crate::web::paging;
use crate::web::paging::After;
use crate::web::paging::PAGE_ROWS;

pub use bank::send_sharing;
pub use bank::send_to_bank;
pub use decisions::Decision;
pub use decisions::Fate;
pub use mind::collect_debts;
pub use mind::give_found_back;
pub use own::forget_terminals;
pub use payment::Payment;
pub use payment::Status;
pub use payment::Suspense;
pub use refund_store::refund_by_id;
pub use refund_store::refunds_of;
pub use refunds::NewRefund;
pub use refunds::Refund;
pub use refunds::RefundError;
pub use refunds::Refundable;
pub use refunds::give as give_refund;
pub use refunds::refund;
pub use refunds::refundable;
pub use refunds::said as refund_refusal;
pub use refunds::why_refused;
pub use settle::Outcome;
pub use settle::ask_again;
pub use settle::look_into;
pub use settle::settle;
pub use shares::keep_back;
pub use shares::let_go;
pub use shares::withdraw;
pub use suspense::decide;
pub use suspense::give_back;
pub use suspense::give_back_by_rule;
pub use sweep::sweep_unverified;
pub use watch::is_well;
pub use watch::watch_gateways;
pub use web::take_to_bank;
pub use web::take_to_bank_sharing;

/// Where no pages are turned, so many payments are shown.
const NEWEST: usize = 50;

/// A payment that has reached no bank page after this time never will.
const ABANDON_AFTER: TimeDelta = TimeDelta::minutes(15);

/// Who changed a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// The payer pressed "pay".
    Payer,
    /// The payer's browser came back from the bank.
    Return,
    /// The machine asked by itself.
    Reconciler,
    /// A person of the house or of the workspace.
    Operator,
}

impl Actor {
    fn code(self) -> &'static str {
        match self {
            Actor::Payer => "payer",
            Actor::Return => "return",
            Actor::Reconciler => "reconciler",
            Actor::Operator => "operator",
        }
    }
}

/// Who pays, as far as we were told. Nobody needs an account to pay.
#[derive(Clone, Debug, Default)]
pub struct Payer {
    /// The name.
    pub name: Option<String>,
    /// The mobile that gets the receipt.
    pub mobile: Option<Mobile>,
    /// The address that gets the receipt.
    pub email: Option<String>,
}

/// To whom and what for, as the receipt will say for ever.
#[derive(Clone, Debug)]
pub struct Payee {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its name at this moment.
    pub name: String,
    /// Its telephone for customers.
    pub phone: Option<String>,
    /// How it writes amounts.
    pub unit: Unit,
    /// What becomes of the money.
    pub credit: Credit,
}

/// What becomes of a payment's money, and so where it may be paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Credit {
    /// It is the payee's: it comes into the wallet, or is with the payee already when it is paid at a
    /// terminal of their own.
    Payee,
    /// It goes on to somebody else's account, so the house must have it: only its own gateways take it.
    Payouts,
}

/// The thing that is paid for. Payments with the same purpose compete for its uses.
#[derive(Clone, Copy, Debug)]
pub struct Purpose {
    /// Its name.
    pub id: Uuid,
    /// How many payments it takes; `None` is any number.
    pub uses_max: Option<i32>,
    /// How much all payments together may bring; `None` is any sum.
    pub total_max: Option<Money>,
    /// Until when a payment may begin.
    pub open_until: Option<DateTime<Utc>>,
    /// Money that arrives after this is late, although it began in time.
    pub back_after: Option<DateTime<Utc>>,
}

/// What the payee wants said on the receipt.
#[derive(Clone, Debug, Default)]
pub struct Afterwards {
    /// A sentence to the payer.
    pub thanks: Option<String>,
    /// Where the payer may go on to; begins with `https://`.
    pub return_to: Option<String>,
}

/// A payment about to be opened.
#[derive(Clone, Debug)]
pub struct NewPayment {
    /// Chosen before the form was shown, so that a second click is the same payment.
    pub id: PaymentId,
    /// How much.
    pub amount: Money,
    /// What for, in the payee's words.
    pub title: String,
    /// Who pays.
    pub payer: Payer,
    /// Who is paid.
    pub payee: Payee,
    /// What is paid for.
    pub purpose: Purpose,
    /// What the receipt says besides.
    pub afterwards: Afterwards,
    /// Where to try again after a refusal.
    pub again: Door,
    /// What is to happen when it is paid.
    pub on_paid: Job,
}

/// Why a payment does not go on.
#[derive(Debug, Error)]
pub enum PaymentError {
    /// There is none.
    #[error("no such payment")]
    NotFound,
    /// The id was used for a payment on other terms.
    #[error("the payment was opened on other terms")]
    OtherTerms,
    /// It has ended; only its result can be shown.
    #[error("the payment has ended")]
    Over,
    /// Its gateway takes nothing back any more, and the house has none of its money.
    #[error("the gateway takes nothing back")]
    NothingBack,
    /// Another click is being sent to the bank at this moment.
    #[error("the payment is being sent to the bank")]
    BeingSent,
    /// The bank gave no page. No money moved.
    #[error("the bank gave no page: {0}")]
    NoBankPage(String),
    /// The amount is outside what the gateway takes.
    #[error("the gateway takes between {min:?} and {max:?}")]
    OutsideLimits {
        /// The smallest amount.
        min: Money,
        /// The largest amount.
        max: Money,
    },
    /// Its terminal cannot be asked.
    #[error(transparent)]
    Terminal(#[from] TerminalError),
    /// The ledger refused.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The database did not answer as it should.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<NoGateway> for PaymentError {
    fn from(why: NoGateway) -> Self {
        match why {
            NoGateway::OutsideLimits { min, max } => PaymentError::OutsideLimits { min, max },
            NoGateway::Down => PaymentError::NoBankPage("the gateways are down".to_owned()),
        }
    }
}

/// The merchant's decisions about payments.
pub fn routes() -> Router<App> {
    desk::routes()
}

/// Payments and refunds for programs.
pub fn api_routes() -> OpenApiRouter<App> {
    api::routes()
}

/// The way back from the bank: a cross-site request that needs no session and is exempt from the
/// check against forged requests.
pub fn bank_routes() -> Router<App> {
    web::bank_routes()
}

/// Writes down that somebody is about to pay. No bank has heard of it yet.
///
/// The same id on the same terms again changes nothing; on other terms it is
/// [`PaymentError::OtherTerms`].
pub async fn open(tx: &mut Tx, app: &App, new: &NewPayment) -> Result<(), PaymentError> {
    let now = app.clock.now();
    let offered = own::offered(app, tx, (new.payee.workspace, new.payee.credit)).await?;
    let gateway = match Offered::choose(&offered, new.amount, now) {
        Ok(gateway) => gateway,
        // A second click goes to the page that the first one found.
        Err(NoGateway::Down) if store::terms(tx, new.id).await? == Some(terms(new)) => {
            return Ok(());
        }
        Err(why) => return Err(why.into()),
    };
    let receipt = app.keys.digest(&Door::Receipt { payment: new.id });
    while !store::insert(tx, new, &gateway, &receipt, now).await? {
        match store::terms(tx, new.id).await? {
            Some(known) if known == terms(new) => return Ok(()),
            Some(_) => return Err(PaymentError::OtherTerms),
            // The tracking code was taken; the next one is another.
            None => (),
        }
    }
    let job = Job::AbandonPayment { payment: new.id };
    queue::add_at(tx, &job, now + ABANDON_AFTER, now).await?;
    Ok(())
}

/// On which terms an id is the same payment again.
fn terms(new: &NewPayment) -> (Uuid, Money) {
    (new.purpose.id, new.amount)
}

/// Ends a payment that never reached a bank page: no money can have moved.
pub async fn abandon(app: &App, id: PaymentId) -> Result<(), PaymentError> {
    Ok(store::abandon(&app.back_db, id, Actor::Reconciler, None, app.clock.now()).await?)
}

/// The payments with a purpose, newest first; at most fifty.
pub async fn with_purpose(db: &Pool, purpose: Uuid) -> sqlx::Result<Vec<Payment>> {
    store::with_purpose(db, purpose, None, NEWEST).await
}

/// A page of the payments with a purpose, newest first, and where the next page begins.
pub async fn page_with_purpose(
    db: &Pool,
    purpose: Uuid,
    after: Option<After>,
) -> sqlx::Result<(Vec<Payment>, Option<After>)> {
    let payments = store::with_purpose(db, purpose, after, PAGE_ROWS + 1).await?;
    Ok(paging::cut(payments, |payment| After { at: payment.opened_at, id: payment.id.as_uuid() }))
}

/// The payments whose money differs from what was asked, oldest first; at most a hundred.
pub async fn held(db: &Pool) -> sqlx::Result<Vec<Payment>> {
    store::held(db).await
}

/// The payments about whose money in suspense its merchant has said nothing since a moment, oldest first; at
/// most twenty.
pub async fn undecided(db: &Pool, since: DateTime<Utc>) -> Result<Vec<Payment>, PaymentError> {
    let mut payments = vec![];
    for id in decisions::undecided(db, since).await? {
        payments.push(by_id(db, id).await?);
    }
    Ok(payments)
}

/// One payment.
pub async fn by_id(db: &Pool, id: PaymentId) -> Result<Payment, PaymentError> {
    store::by_id(db, id).await?.ok_or(PaymentError::NotFound)
}

/// The payment behind the secret address of its result.
pub async fn by_receipt(db: &Pool, digest: &TokenDigest) -> sqlx::Result<Option<Payment>> {
    store::by_receipt(db, digest).await
}

/// Shows a payer how a payment stands that is not confirmed.
pub fn show_result(app: &App, visit: &Visit, payment: &Payment) -> crate::web::Result<Response> {
    web::show(app, visit, payment)
}

/// What has become of a payment's money in suspense; `None` when it never was there.
pub async fn fate(db: impl PgExecutor<'_>, payment: &Payment) -> sqlx::Result<Option<Fate>> {
    match payment.suspense {
        Some(_) => decisions::fate(db, payment.id).await.map(Some),
        None => Ok(None),
    }
}

/// Why a bank refused, in the reader's language.
pub fn refusal(v: &Voice, code: &str) -> String {
    web::refusal(v, code)
}

/// The path of a payment's result and receipt.
pub fn receipt_path(keys: &Keys, payment: PaymentId) -> String {
    Door::Receipt { payment }.path(keys)
}
