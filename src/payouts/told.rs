//! What a payout's two people hear at each step.

use chrono::DateTime;
use chrono::Utc;

use super::Payout;
use super::PayoutError;
use super::ReplyKind;
use super::Standing;
use super::payout::Reply;
use super::store;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::PayoutId;
use crate::ids::WorkspaceId;
use crate::members;
use crate::members::Contact;
use crate::money::Money;
use crate::money::Unit;
use crate::notices;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::PayoutEvent;
use crate::notices::PayoutNews;
use crate::notices::Terms;
use crate::notices::To;
use crate::notices::WalletNews;
use crate::payments::Payment;
use crate::transfers::Transfer;

/// The same question to the same recipient is sent at most once in this time.
const COOL_DOWN_SECONDS: i64 = 60;

/// Asks the recipient where to, not before a moment where one is given. `false`: they were asked less
/// than a minute ago.
pub(super) async fn ask_recipient(
    tx: &mut Tx,
    payout: &Payout,
    ask_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let event = PayoutEvent::Asked { until: payout.answer_until, door: payout.recipient_door() };
    let minute = now.timestamp() / COOL_DOWN_SECONDS;
    let key = format!("asked:{}:{minute}", payout.revision);
    let when = When { not_before: ask_at, expires_at: Some(payout.answer_until) };
    recipient(tx, payout, (event, &key), when, now).await
}

/// Tells the payer that the recipient said where to, with the link to pay.
pub(super) async fn payer_of_answer(
    tx: &mut Tx,
    payout: &Payout,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let event = PayoutEvent::Ready { door: payout.payer_door() };
    let key = format!("ready:{}", payout.revision);
    payer(tx, payout, contacts, (event, payout.total(), &key), now).await
}

/// Tells the payer's members how it stands with the second member's word.
pub(super) async fn payer_of_approval(
    tx: &mut Tx,
    payout: &Payout,
    contacts: &[Contact],
    (event, what): (PayoutEvent, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("{what}:{}", payout.revision);
    payer(tx, payout, contacts, (event, payout.total(), &key), now).await
}

/// Tells everybody who belongs to a workspace above which amount a second member is asked.
pub(super) async fn members_of_limit(
    tx: &mut Tx,
    (workspace, limit): (WorkspaceId, uuid::Uuid),
    (above, effective_at): (Option<Money>, DateTime<Utc>),
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    for contact in contacts {
        let email = contact.email.clone().map(To::Email);
        for to in std::iter::once(To::Sms(contact.mobile.clone())).chain(email) {
            let notice = NewNotice {
                workspace: Some(workspace),
                dedup_key: format!("payout_limit:{limit}:{}", way(&to)),
                to,
                manner: Manner { language: contact.language, unit: Unit::default() },
                message: Message::Wallet(WalletNews::SecondWord { above, effective_at }),
                about: Some(limit),
                expires_at: None,
            };
            notices::write(tx, &notice, now).await?;
        }
    }
    Ok(())
}

/// Tells the payer what the recipient answered instead.
pub(super) async fn payer_of_reply(
    tx: &mut Tx,
    payout: &Payout,
    contacts: &[Contact],
    reply: &Reply,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let event = match reply.kind {
        ReplyKind::NotMe => PayoutEvent::NotThem,
        ReplyKind::WrongAmount => PayoutEvent::OtherAmount { proposal: reply.proposal },
        ReplyKind::No => PayoutEvent::Refused,
    };
    let key = format!("reply:{}", payout.revision);
    payer(tx, payout, contacts, (event, payout.total(), &key), now).await
}

/// Tells both that it was paid for.
pub(super) async fn payer_of_payment(
    tx: &mut Tx,
    payout: &Payout,
    payment: &Payment,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("paid:{}", payment.id);
    payer(tx, payout, contacts, (PayoutEvent::Paid, payment.amount, &key), now).await?;
    recipient_of_payment(tx, payout, now).await
}

/// Tells the recipient that the money is on its way.
pub(super) async fn recipient_of_payment(
    tx: &mut Tx,
    payout: &Payout,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let event = PayoutEvent::OnItsWay { tail: tail(payout), door: payout.recipient_door() };
    let key = format!("on_its_way:{}", payout.revision);
    recipient(tx, payout, (event, &key), When::default(), now).await?;
    Ok(())
}

/// Tells the payer that money waits for their decision.
pub(super) async fn payer_of_suspense(
    tx: &mut Tx,
    payout: &Payout,
    payment: &Payment,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("suspended:{}", payment.id);
    payer(tx, payout, contacts, (PayoutEvent::Suspended, payment.amount, &key), now).await
}

/// Tells the payer that a payment is not taken, and that its bank gives it back.
pub(super) async fn payer_of_leaving(
    tx: &mut Tx,
    payout: &Payout,
    payment: &Payment,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("not_taken:{}", payment.id);
    payer(tx, payout, contacts, (PayoutEvent::NotTaken, payment.amount, &key), now).await
}

/// Tells both that the money reached the account.
pub(super) async fn arrived(
    tx: &mut Tx,
    payout: &Payout,
    transfer: &Transfer,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let (tail, door) = (tail(payout), payout.recipient_door());
    let events = (PayoutEvent::Sent, PayoutEvent::Arrived { tail, door });
    both(tx, (payout, transfer, contacts), ("arrived", events), now).await
}

/// Tells both that it takes longer than usual, unless it has got somewhere in the meantime.
pub(super) async fn late(
    tx: &mut Tx,
    payout: &Payout,
    transfer: &Transfer,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    if payout.late_at.is_none() {
        return Ok(());
    }
    let (tail, door) = (tail(payout), payout.recipient_door());
    let events = (PayoutEvent::Late, PayoutEvent::LateForYou { tail, door });
    both(tx, (payout, transfer, contacts), ("late", events), now).await
}

/// Tells payer and recipient what became of a transfer, each in their own words, once for each word.
async fn both(
    tx: &mut Tx,
    (payout, transfer, contacts): (&Payout, &Transfer, &[Contact]),
    (word, (for_payer, for_recipient)): (&str, (PayoutEvent, PayoutEvent)),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let key = format!("{word}:{}", transfer.id);
    payer(tx, payout, contacts, (for_payer, transfer.amount, &key), now).await?;
    recipient(tx, payout, (for_recipient, &key), When::default(), now).await?;
    Ok(())
}

/// Tells both that it did not, or that it came back.
pub(super) async fn failed(
    tx: &mut Tx,
    payout: &Payout,
    transfer: &Transfer,
    contacts: &[Contact],
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let events = (PayoutEvent::Failed, PayoutEvent::DidNotArrive { tail: tail(payout) });
    both(tx, (payout, transfer, contacts), ("failed", events), now).await
}

/// Tells the recipient that there is nothing to answer any more.
pub(super) async fn recipient_of_end(
    tx: &mut Tx,
    payout: &Payout,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    recipient(tx, payout, (PayoutEvent::Ended, "ended"), When::default(), now).await?;
    Ok(())
}

/// Tells the payer that the time is over, unless what it was for has happened.
pub async fn tell_expired(app: &App, id: PayoutId) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let payout = store::by_id(&app.back_db, id).await?.ok_or(PayoutError::NotFound)?;
    if payout.standing(now) != Standing::Expired {
        return Ok(());
    }
    let contacts = members::contacts(&app.back_db, payout.workspace).await?;
    let mut tx = db::begin(&app.back_db).await?;
    let key = format!("expired:{}", payout.until().timestamp());
    let news = (PayoutEvent::Expired, payout.total(), key.as_str());
    payer(&mut tx, &payout, &contacts, news, now).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// When a message may go, and from when on it is pointless.
#[derive(Clone, Copy, Default)]
struct When {
    not_before: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
}

async fn recipient(
    tx: &mut Tx,
    payout: &Payout,
    (event, key): (PayoutEvent, &str),
    when: When,
    now: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let message = Message::Payout(PayoutNews {
        payout: payout.id,
        other: payout.payer.clone(),
        title: payout.title.clone(),
        amount: payout.arrives(),
        event,
    });
    let mobile = payout.recipient_mobile.clone().map(To::Sms);
    let email = payout.recipient_email.clone().map(To::Email);
    let mut is_new = false;
    for to in mobile.into_iter().chain(email) {
        let notice = NewNotice {
            workspace: Some(payout.workspace),
            dedup_key: format!("payout:{}:recipient:{key}:{}", payout.id, way(&to)),
            to,
            manner: Manner { language: payout.language, unit: payout.unit },
            message: message.clone(),
            about: Some(payout.id.as_uuid()),
            expires_at: when.expires_at,
        };
        let terms = Terms { not_before: when.not_before, other: None };
        is_new |= notices::write_on(tx, &notice, &terms, now).await?;
    }
    Ok(is_new)
}

async fn payer(
    tx: &mut Tx,
    payout: &Payout,
    contacts: &[Contact],
    (event, amount, key): (PayoutEvent, Money, &str),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let message = Message::Payout(PayoutNews {
        payout: payout.id,
        other: payout.recipient_name.clone(),
        title: payout.title.clone(),
        amount,
        event,
    });
    let personal = contacts.iter().flat_map(|contact| {
        let email = contact.email.clone().map(To::Email);
        let ways = std::iter::once(To::Sms(contact.mobile.clone())).chain(email);
        ways.map(|to| (to, contact.language))
    });
    for (to, language) in personal.chain([(To::Account, payout.language)]) {
        let notice = NewNotice {
            workspace: Some(payout.workspace),
            dedup_key: format!("payout:{}:payer:{key}:{}", payout.id, way(&to)),
            to,
            manner: Manner { language, unit: payout.unit },
            message: message.clone(),
            about: Some(payout.id.as_uuid()),
            expires_at: None,
        };
        notices::write(tx, &notice, now).await?;
    }
    Ok(())
}

fn tail(payout: &Payout) -> String {
    payout.destination.as_ref().map(|to| to.tail.clone()).unwrap_or_default()
}

fn way(to: &To) -> String {
    match to {
        To::Sms(mobile) => format!("sms:{}", mobile.as_str()),
        To::Email(address) => format!("email:{address}"),
        To::Account => "account".to_owned(),
    }
}
