//! The money of a payout: agreeing and paying, what follows when the payment is confirmed, and what
//! follows from where its transfer gets to.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Payout;
use super::PayoutError;
use super::Standing;
use super::approvals;
use super::destinations;
use super::facts;
use super::payout::Destination;
use super::purpose;
use super::shares;
use super::store;
use super::told;
use crate::acts;
use crate::acts::Act;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::iban::Iban;
use crate::ids::MemberId;
use crate::ids::PaymentId;
use crate::ids::PayoutId;
use crate::ids::TransferId;
use crate::ids::WorkspaceId;
use crate::ledger;
use crate::ledger::Account;
use crate::ledger::Journal;
use crate::ledger::LedgerError;
use crate::members;
use crate::members::Contact;
use crate::money::Money;
use crate::payments;
use crate::payments::Afterwards;
use crate::payments::Credit;
use crate::payments::Fate;
use crate::payments::NewPayment;
use crate::payments::Payee;
use crate::payments::Payer;
use crate::payments::Payment;
use crate::payments::Purpose;
use crate::queue::Job;
use crate::tokens::Door;
use crate::transfers;
use crate::transfers::Inside;
use crate::transfers::NewTransfer;
use crate::transfers::Status;

/// Money in suspense is looked after this often, until its owner has decided.
const SUSPENSE_LOOK: TimeDelta = TimeDelta::minutes(1);

/// Writes down that somebody is about to pay for what stands there at this moment.
pub async fn begin_payment(app: &App, id: PayoutId, payment: PaymentId) -> Result<(), PayoutError> {
    let payout = store::by_id(&app.db, id).await?.ok_or(PayoutError::NotFound)?;
    let seen = payout.digest().ok_or(PayoutError::NotNow)?;
    start_payment(app, id, payment, &seen).await
}

/// Writes down that somebody is about to pay for what they saw. No bank has heard of it yet.
pub(super) async fn start_payment(
    app: &App,
    id: PayoutId,
    payment: PaymentId,
    seen: &[u8],
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let contacts = super::contacts(app, id).await?;
    let mut tx = db::begin(&app.db).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    match payout.standing(now) {
        Standing::AwaitingPayer | Standing::Paying if payout.funded_at.is_none() => (),
        _ => return Err(PayoutError::NotNow),
    }
    let digest = agreed(&payout, seen)?;
    approvals::check(&mut tx, &payout, None, now).await?;
    let new = NewPayment {
        id: payment,
        amount: payout.total(),
        title: payout.title.clone(),
        payer: Payer {
            name: Some(payout.payer.clone()),
            mobile: contacts.first().map(|contact| contact.mobile.clone()),
            email: None,
        },
        payee: Payee {
            workspace: payout.workspace,
            name: payout.recipient_name.clone(),
            phone: None,
            unit: payout.unit,
            credit: Credit::Payouts,
        },
        afterwards: Afterwards::default(),
        purpose: Purpose {
            id: purpose(&payout),
            uses_max: Some(1),
            total_max: None,
            back_after: None,
            open_until: Some(payout.until()),
        },
        again: payout.payer_door(),
        on_paid: Job::PayoutPaid { payout: id, payment },
    };
    payments::open(&mut tx, app, &new).await?;
    facts::remember_payment(&mut tx, &payout, payment, &digest).await?;
    tx.commit().await?;
    Ok(())
}

/// Pays out of the wallet, or agrees to a new account for money that is there already. One click, no
/// bank.
pub(super) async fn pay_from_house(
    app: &App,
    (payout, workspace): (PayoutId, WorkspaceId),
    member: MemberId,
    seen: &[u8],
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let payout = super::lock(&mut tx, (payout, workspace)).await?;
    if payout.standing(now) != Standing::AwaitingPayer {
        return Err(PayoutError::NotNow);
    }
    let digest = agreed(&payout, seen)?;
    approvals::check(&mut tx, &payout, Some(member), now).await?;
    if payout.funded_at.is_none() {
        shares::withdraw(&mut tx, &payout, now).await?;
        facts::fund(&mut tx, payout.id, (None, Some(member)), now).await?;
        let journal = Journal::of("payout_funded", &payout.id, now)
            .debit(Account::Wallet(workspace).id(), payout.total())
            .credit(Account::Payouts(workspace).id(), payout.total());
        match ledger::post(&mut tx, &journal).await {
            Ok(_) => (),
            Err(LedgerError::NotEnough) => return Err(PayoutError::NotEnough),
            Err(error) => return Err(error.into()),
        }
    }
    send(&mut tx, app, &payout, &digest, now).await?;
    told::recipient_of_payment(&mut tx, &payout, now).await?;
    acts::note(&mut tx, Act::PayoutSent, (payout.id.as_uuid(), &payout.title), now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// What follows from a payment that was confirmed. `Some`: its money waits in suspense; come again then.
pub async fn paid(
    app: &App,
    id: PayoutId,
    payment: PaymentId,
) -> Result<Option<DateTime<Utc>>, PayoutError> {
    let now = app.clock.now();
    let payment = payments::by_id(&app.back_db, payment).await?;
    let contacts = super::contacts(app, id).await?;
    if payment.suspense.is_some() {
        return suspended(app, id, (&payment, &contacts), now).await;
    }
    let mut tx = db::begin(&app.back_db).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    let terms = facts::terms_of(&mut tx, payment.id).await?.ok_or(PayoutError::NotFound)?;
    if facts::fund(&mut tx, id, (Some(payment.id), None), now).await? {
        if payment.fee != Money::ZERO {
            // What the gateway kept is borne by the house, out of its own fee.
            let journal = Journal::of("payout_funded", &id, now)
                .debit(Account::PayoutFees.id(), payment.fee)
                .credit(Account::Payouts(payout.workspace).id(), payment.fee);
            ledger::post(&mut tx, &journal).await?;
        }
        // A payment counts for the answer that its payer saw. Where that was taken back at the last
        // moment the money waits, and its payer is asked about the new one.
        let digest =
            payout.digest().filter(|digest| (payout.revision, &digest[..]) == (terms.0, &terms.1));
        if let (Some(digest), Some(part)) = (digest, payment.shared) {
            went(&mut tx, app, &payout, (&payment, part, &digest)).await?;
        } else if let Some(digest) = digest {
            send(&mut tx, app, &payout, &digest, now).await?;
        } else if payment.shared.is_some() {
            // Nothing was changed since it went to the recipient; a person has to look.
            return Err(PayoutError::Changed);
        }
        told::payer_of_payment(&mut tx, &payout, &payment, &contacts, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(None)
}

/// Money that came too late or twice is the payer's own: when they accept it, it goes to the wallet.
async fn suspended(
    app: &App,
    id: PayoutId,
    (payment, contacts): (&Payment, &[Contact]),
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, PayoutError> {
    let payout = store::by_id(&app.back_db, id).await?.ok_or(PayoutError::NotFound)?;
    let fate = payments::fate(&app.back_db, payment).await?;
    let mut tx = db::begin(&app.back_db).await?;
    told::payer_of_suspense(&mut tx, &payout, payment, contacts, now).await?;
    let again = match fate {
        Some(Fate::Accepted) => {
            let rest = payment.amount - payment.fee;
            let journal = Journal::of("payout_extra", &payment.id, now)
                .debit(Account::Payouts(payout.workspace).id(), rest)
                .credit(Account::Wallet(payout.workspace).id(), rest);
            ledger::post(&mut tx, &journal).await?;
            None
        }
        Some(Fate::GivenBack) => None,
        Some(Fate::Undecided | Fate::BeingGivenBack) | None => Some(now + SUSPENSE_LOOK),
    };
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(again)
}

/// Notes the consent and plans the transfer, together.
async fn send(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<(), PayoutError> {
    let iban = agree(tx, app, payout, digest, now).await?;
    let new = transfer(payout, &iban, digest);
    if transfers::plan(tx, app, &new, now).await? { Ok(()) } else { Err(PayoutError::NotNow) }
}

/// Notes the consent and that the gateway has settled the recipient's part inside the payment, together.
async fn went(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    (payment, part, digest): (&Payment, Money, &[u8; 32]),
) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let iban = agree(tx, app, payout, digest, now).await?;
    let new = NewTransfer { amount: part, ..transfer(payout, &iban, digest) };
    let inside = Inside { payment: payment.id, gateway: &payment.gateway };
    if transfers::record(tx, app, (&new, inside), now).await? {
        Ok(())
    } else {
        Err(PayoutError::NotNow)
    }
}

/// Notes to what whoever pays agreed; the account that it was.
async fn agree(
    tx: &mut Tx,
    app: &App,
    payout: &Payout,
    digest: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Iban, PayoutError> {
    if !facts::write_consent(tx, payout, digest, now).await? {
        return Err(PayoutError::NotNow);
    }
    destinations::open(tx, app, payout).await
}

fn transfer<'a>(payout: &'a Payout, iban: &'a Iban, digest: &[u8; 32]) -> NewTransfer<'a> {
    NewTransfer {
        workspace: payout.workspace,
        purpose: payout.id.as_uuid(),
        amount: payout.arrives(),
        fee: payout.fee,
        debit_account: Account::Payouts(payout.workspace).id(),
        iban,
        holder: payout.destination.as_ref().and_then(|to| to.holder.as_deref()),
        agreed_digest: *digest,
        description: &payout.title,
    }
}

/// What follows from where a transfer has got to: both are told. Transfers for other purposes are none
/// of our business.
pub async fn follow(app: &App, transfer: TransferId, to: &str) -> Result<(), PayoutError> {
    let transfer = transfers::by_id(&app.back_db, transfer).await?;
    let id = PayoutId::from(transfer.purpose);
    let Some(payout) = store::by_id(&app.back_db, id).await? else { return Ok(()) };
    let now = app.clock.now();
    let contacts = members::contacts(&app.back_db, payout.workspace).await?;
    let mut tx = db::begin(&app.back_db).await?;
    if to == Status::Settled.code() {
        told::arrived(&mut tx, &payout, &transfer, &contacts, now).await?;
    } else if to == transfers::LATE {
        told::late(&mut tx, &payout, &transfer, &contacts, now).await?;
    } else {
        told::failed(&mut tx, &payout, &transfer, &contacts, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// What whoever pays agrees to, if it is what stands there now.
fn agreed(payout: &Payout, seen: &[u8]) -> Result<[u8; 32], PayoutError> {
    let digest = payout.digest().ok_or(PayoutError::NotNow)?;
    if digest == seen { Ok(digest) } else { Err(PayoutError::Changed) }
}

/// What the wallet of a workspace holds.
pub(super) async fn wallet(app: &App, workspace: WorkspaceId) -> sqlx::Result<Money> {
    ledger::balance(&app.db, Account::Wallet(workspace).id()).await
}

/// Whether so much may still leave the house today.
pub(super) async fn fits_today(app: &App, payout: &Payout) -> sqlx::Result<bool> {
    let sent = transfers::sent_today(&app.db, payout.workspace, app.clock.now()).await?;
    Ok(sent + payout.arrives() <= app.config.transfers_daily_max())
}

/// The receipt of a payout whose money reached its account.
pub(super) async fn receipt(app: &App, payout: &Payout) -> sqlx::Result<Option<String>> {
    let transfers = transfers::of_purpose(&app.db, payout.id.as_uuid()).await?;
    let arrived = transfers.into_iter().find(|transfer| transfer.status == Status::Settled);
    Ok(arrived.map(|it| Door::Transfer { transfer: it.id }.path(&app.keys)))
}

/// The destination of the present answer, once its owner said that it is right.
pub(super) fn confirmed(payout: &Payout) -> Option<&Destination> {
    payout.destination.as_ref().filter(|to| to.confirmed_at.is_some())
}
