//! Who is told what: residents of their bills, once for all their units, and the manager of money that
//! came.

use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

use super::BuildingError;
use super::building::end_of;
use super::building::month_of;
use super::building::today;
use super::debts;
use super::debts::Item;
use super::debts::Resident;
use super::draft::Inputs;
use super::for_owner;
use super::pay;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::ids::RunId;
use crate::locale::Voice;
use crate::members;
use crate::money::Money;
use crate::notices;
use crate::notices::Asked;
use crate::notices::ByHand;
use crate::notices::ChargePaid;
use crate::notices::Manner;
use crate::notices::Message;
use crate::notices::NewNotice;
use crate::notices::Receipt;
use crate::notices::Terms;
use crate::notices::To;
use crate::payments;

/// How a month is called on bills and in messages.
pub(super) fn title(v: &Voice, period: i32) -> String {
    let (year, month) = month_of(period);
    v.w.buildings_charge_of(v.month_name(month), v.year(year))
}

/// The same of a debt that may be of no month: it is from before, or credit that was given back.
pub(super) fn title_or_before(v: &Voice, period: Option<i32>, is_given_back: bool) -> String {
    match period {
        Some(period) => title(v, period),
        None if is_given_back => v.w.given_back_item(),
        None => v.w.debts_opening_debt(),
    }
}

/// How an item of a debt is called: a bill, or the fee for being late with one.
pub(super) fn title_of(v: &Voice, item: &Item) -> String {
    let bill = title_or_before(v, item.period, item.is_given_back);
    if item.is_fee { v.w.debts_fee_of(bill) } else { bill }
}

/// Writes to everybody who got a bill and still owes something, once for all their units: by SMS, by
/// e-mail where there is no number or the SMS fails.
pub(super) async fn write_issued(
    tx: &mut Tx,
    (run, residents): (RunId, &[Uuid]),
    inputs: &Inputs,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let totals = debts::totals(tx, residents, today(now)).await?;
    let residents = debts::of_ids(tx, residents).await?;
    let notices = residents.iter().filter_map(|resident| {
        let (owed, early) = totals.get(&resident.id)?;
        let mut ways = ways(resident).into_iter();
        let to = ways.next()?;
        let manner = Manner { language: resident.language, unit: resident.unit };
        let v = Voice::new(manner.language, manner.unit, now);
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: format!("issued:{run}:{}", resident.id),
            to,
            manner,
            message: Message::PaymentAsked(Asked {
                merchant: resident.building_name.clone(),
                title: title(&v, inputs.period),
                amount: Some(*owed),
                until: Some(end_of(inputs.due_on)),
                early: early.map(|(until, off)| (end_of(until), *owed - off)),
                door: resident.door(),
            }),
            about: Some(resident.id.as_uuid()),
            expires_at: None,
        };
        Some((notice, Terms { not_before: None, other: ways.next() }))
    });
    let notices: Vec<(NewNotice, Terms)> = notices.collect();
    let each: Vec<(&NewNotice, &Terms)> =
        notices.iter().map(|(notice, terms)| (notice, terms)).collect();
    notices::write_all(tx, &each, now).await?;
    Ok(())
}

/// Tells the manager and the payer that money of a resident came. Told twice is told once.
pub async fn tell_paid(app: &App, payment: PaymentId) -> Result<(), BuildingError> {
    let (db, now) = (&app.back_db, app.clock.now());
    let payment = payments::by_id(db, payment).await?;
    for_owner::certify(app, &payment).await?;
    let resident = payment.purpose.into();
    let resident = debts::by_id(db, resident).await?.ok_or(BuildingError::NotFound)?;
    let contacts = members::contacts(db, resident.workspace).await?;
    let message = Message::ChargePaid(ChargePaid {
        payer: resident.name.clone(),
        title: payment.title.clone(),
        amount: payment.amount,
        tracking: payment.order_number,
        building: resident.building,
        units: pay::units_of(db, payment.id, resident.id).await?,
    });
    let own = Manner { language: resident.language, unit: resident.unit };
    let mut readers = vec![(To::Account, own, message.clone())];
    for contact in contacts {
        let manner = Manner { language: contact.language, unit: resident.unit };
        readers.push((To::Sms(contact.mobile), manner, message.clone()));
        readers.extend(contact.email.map(|email| (To::Email(email), manner, message.clone())));
    }
    let receipt = Message::Receipt(Receipt {
        merchant: resident.building_name.clone(),
        amount: payment.amount,
        tracking: payment.order_number,
        payment: payment.id,
        suspended: payment.suspense.is_some(),
    });
    readers.extend(ways(&resident).into_iter().map(|to| (to, own, receipt.clone())));
    let mut tx = db::begin(db).await?;
    for (to, manner, message) in readers {
        let kind = if matches!(message, Message::Receipt(_)) { "receipt" } else { "manager" };
        let reader = to.address().map_or("account", |(_, reader)| reader);
        let notice = NewNotice {
            workspace: Some(resident.workspace),
            dedup_key: format!("{kind}:charge_paid:{}:{reader}", payment.id),
            to,
            manner,
            message,
            about: Some(resident.id.as_uuid()),
            expires_at: None,
        };
        notices::write(&mut tx, &notice, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}

/// Sends a resident the receipt of what they gave by hand.
pub(super) async fn write_by_hand(
    tx: &mut Tx,
    resident: &Resident,
    receipt: (Money, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    write_receipt(tx, resident, (receipt, false), now).await
}

/// Tells a resident that the receipt of what they gave by hand was wrong.
pub(super) async fn write_by_hand_reversed(
    tx: &mut Tx,
    resident: &Resident,
    receipt: (Money, i32),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    write_receipt(tx, resident, (receipt, true), now).await
}

async fn write_receipt(
    tx: &mut Tx,
    resident: &Resident,
    ((amount, number), taken_back): ((Money, i32), bool),
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let mut ways = ways(resident).into_iter();
    let Some(to) = ways.next() else { return Ok(()) };
    let notice = NewNotice {
        workspace: Some(resident.workspace),
        dedup_key: format!("by_hand:{}:{number}:{taken_back}", resident.building),
        to,
        manner: Manner { language: resident.language, unit: resident.unit },
        message: Message::ByHand(ByHand {
            building: resident.building_name.clone(),
            amount,
            number,
            taken_back,
            door: resident.door(),
        }),
        about: Some(resident.id.as_uuid()),
        expires_at: None,
    };
    let terms = Terms { not_before: None, other: ways.next() };
    notices::write_on(tx, &notice, &terms, now).await?;
    Ok(())
}

/// How a resident is reached, the SMS first.
pub(super) fn ways(resident: &Resident) -> Vec<To> {
    let sms = resident.mobile.clone().map(To::Sms);
    sms.into_iter().chain(resident.email.clone().map(To::Email)).collect()
}
