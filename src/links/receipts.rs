//! What merchant and payer hear: that a link was paid, and that its time passed.

use super::Late;
use super::Link;
use super::LinkError;
use super::invitations;
use super::store;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::LinkId;
use crate::ids::PaymentId;
use crate::ids::RefundId;
use crate::members;
use crate::members::Contact;
use crate::money::Money;
use crate::notices;
use crate::notices::Decided;
use crate::notices::Expired;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Paid;
use crate::notices::Receipt;
use crate::notices::RefundRefused;
use crate::notices::To;
use crate::payments;
use crate::payments::Fate;
use crate::payments::Payment;
use crate::payments::Suspense;

/// Tells merchant and payer that money for a link came. Told twice is told once.
pub async fn tell_paid(app: &App, link: LinkId, payment: PaymentId) -> Result<(), LinkError> {
    let link = store::by_id(&app.back_db, link).await?.ok_or(LinkError::NotFound)?;
    let payment = payments::by_id(&app.back_db, payment).await?;
    let contacts = members::contacts(&app.back_db, link.workspace).await?;
    if payment.suspense == Some(Suspense::Late) && link.terms.late == Late::GiveBack {
        payments::give_back_by_rule(app, payment.id, link.workspace).await?;
    }

    let told = Message::Paid(Paid {
        payer: payment.payer_name.clone(),
        title: link.title.clone(),
        amount: payment.amount,
        tracking: payment.order_number,
        link: link.id,
        suspended: payment.suspense.is_some(),
    });
    let cause = format!("paid:{}", payment.id);
    let mut tx = db::begin(&app.back_db).await?;
    tell_merchant(&mut tx, app, &link, &contacts, (&told, &cause)).await?;
    for to in payer_of(&link, &payment) {
        let message = Message::Receipt(Receipt {
            merchant: link.merchant.clone(),
            amount: payment.amount,
            tracking: payment.order_number,
            payment: payment.id,
            suspended: payment.suspense.is_some(),
        });
        let notice = NewNotice {
            workspace: Some(link.workspace),
            dedup_key: key("receipt", &payment.id.to_string(), &to),
            to,
            manner: invitations::manner(&link),
            message,
            about: Some(link.id.as_uuid()),
            expires_at: None,
        };
        notices::write(&mut tx, &notice, app.clock.now()).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Tells the payer what the merchant decided about money that waited. Told twice is told once.
pub async fn tell_decided(app: &App, link: LinkId, payment: PaymentId) -> Result<(), LinkError> {
    let link = store::by_id(&app.back_db, link).await?.ok_or(LinkError::NotFound)?;
    let payment = payments::by_id(&app.back_db, payment).await?;
    let accepted = match payments::fate(&app.back_db, &payment).await? {
        Some(Fate::Accepted) => true,
        Some(Fate::GivenBack) => false,
        Some(Fate::Undecided | Fate::BeingGivenBack) | None => return Ok(()),
    };
    let mut tx = db::begin(&app.back_db).await?;
    let cause = ("decided", &*payment.id.to_string());
    tell_payer(&mut tx, app, (&link, &payment), (payment.amount, accepted), cause).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Tells the payer that money went back, or the merchant that the bank gave nothing back. Told twice is
/// told once.
pub async fn tell_refunded(app: &App, link: LinkId, refund: RefundId) -> Result<(), LinkError> {
    let link = store::by_id(&app.back_db, link).await?.ok_or(LinkError::NotFound)?;
    let refund = payments::refund_by_id(&app.back_db, refund).await?.ok_or(LinkError::NotFound)?;
    let payment = payments::by_id(&app.back_db, refund.payment).await?;
    let mut tx = db::begin(&app.back_db).await?;
    if refund.refused_at.is_some() {
        let contacts = members::contacts(&app.back_db, link.workspace).await?;
        let message = Message::RefundRefused(RefundRefused {
            title: link.title.clone(),
            amount: refund.amount,
            tracking: payment.order_number,
            link: link.id,
        });
        let cause = format!("refund_refused:{}", refund.id);
        tell_merchant(&mut tx, app, &link, &contacts, (&message, &cause)).await?;
    } else {
        let cause = ("refunded", &*refund.id.to_string());
        tell_payer(&mut tx, app, (&link, &payment), (refund.amount, false), cause).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Tells the merchant that a link's time has passed, unless it was paid or closed before.
pub async fn tell_expired(app: &App, link: LinkId) -> Result<(), LinkError> {
    let link = store::by_id(&app.back_db, link).await?.ok_or(LinkError::NotFound)?;
    if link.standing(app.clock.now()) != super::Standing::Expired {
        return Ok(());
    }
    let contacts = members::contacts(&app.back_db, link.workspace).await?;
    let message = Message::Expired(Expired {
        payer: link.payer.name.clone(),
        title: link.title.clone(),
        amount: link.amount.fixed(),
        link: link.id,
        payments: link.uses_taken,
    });
    let until = link.open_until().map_or(0, |until| until.timestamp());
    let cause = format!("expired:{}:{until}", link.id);
    let mut tx = db::begin(&app.back_db).await?;
    tell_merchant(&mut tx, app, &link, &contacts, (&message, &cause)).await?;
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

async fn tell_merchant(
    tx: &mut Tx,
    app: &App,
    link: &Link,
    contacts: &[Contact],
    (message, cause): (&Message, &str),
) -> sqlx::Result<()> {
    let personal = contacts.iter().flat_map(|contact| {
        let email = contact.email.clone().map(To::Email);
        let ways = std::iter::once(To::Sms(contact.mobile.clone())).chain(email);
        ways.map(|to| (to, contact.language))
    });
    for (to, language) in personal.chain([(To::Account, link.language)]) {
        let notice = NewNotice {
            workspace: Some(link.workspace),
            dedup_key: key("merchant", cause, &to),
            to,
            manner: Manner { language, unit: link.unit },
            message: message.clone(),
            about: Some(link.id.as_uuid()),
            expires_at: None,
        };
        notices::write(tx, &notice, app.clock.now()).await?;
    }
    Ok(())
}

/// Tells the payer what became of an amount: it was accepted, or it is on their card again.
async fn tell_payer(
    tx: &mut Tx,
    app: &App,
    (link, payment): (&Link, &Payment),
    (amount, accepted): (Money, bool),
    (kind, cause): (&str, &str),
) -> sqlx::Result<()> {
    for to in payer_of(link, payment) {
        let notice = NewNotice {
            workspace: Some(link.workspace),
            dedup_key: key(kind, cause, &to),
            to,
            manner: invitations::manner(link),
            message: Message::Decided(Decided {
                merchant: link.merchant.clone(),
                amount,
                tracking: payment.order_number,
                payment: payment.id,
                accepted,
            }),
            about: Some(link.id.as_uuid()),
            expires_at: None,
        };
        notices::write(tx, &notice, app.clock.now()).await?;
    }
    Ok(())
}

fn payer_of(link: &Link, payment: &Payment) -> Vec<To> {
    let mobile = payment.payer_mobile.clone().or_else(|| link.payer.mobile.clone());
    let email = payment.payer_email.clone().or_else(|| link.payer.email.clone());
    mobile.map(To::Sms).into_iter().chain(email.map(To::Email)).collect()
}

fn key(kind: &str, cause: &str, to: &To) -> String {
    match to {
        To::Sms(mobile) => format!("{kind}:{cause}:sms:{}", mobile.as_str()),
        To::Email(address) => format!("{kind}:{cause}:email:{address}"),
        To::Account => format!("{kind}:{cause}:account"),
    }
}
