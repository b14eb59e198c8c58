//! What has happened to a link: its payments, its messages, and all of it in the order of time.

use chrono::DateTime;
use chrono::Utc;

use super::Link;
use super::Pill;
use super::Standing;
use crate::app::App;
use crate::ids::NoticeId;
use crate::links::Answer;
use crate::links::answers;
use crate::links::edits;
use crate::links::edits::Change;
use crate::links::edits::Edit;
use crate::links::edits::Field;
use crate::locale::isolate;
use crate::mobile::Mobile;
use crate::notices;
use crate::notices::Sending;
use crate::notices::State;
use crate::payments;
use crate::payments::Fate;
use crate::payments::Payment;
use crate::payments::Refund;
use crate::payments::Status;
use crate::web::Desk;
use crate::web::Result;
use crate::web::paging::After;

/// Everything that has happened.
pub(super) struct History {
    /// One page of them, and where the next begins.
    pub(super) payments: Vec<PaymentRow>,
    pub(super) next: Option<After>,
    pub(super) sendings: Vec<SendingRow>,
    pub(super) events: Vec<Event>,
}

/// One payment.
pub(super) struct PaymentRow {
    pub(super) payment: Payment,
    pub(super) at: DateTime<Utc>,
    pub(super) pill: Pill,
    pub(super) remark: String,
    /// The merchant has to decide about the money.
    pub(super) is_undecided: bool,
    /// Something of it can still be given back.
    pub(super) can_refund: bool,
    /// The bank has not said what became of it.
    pub(super) is_open: bool,
    /// What the payer answered.
    pub(super) answers: Vec<Answer>,
}

/// One message.
pub(super) struct SendingRow {
    pub(super) id: NoticeId,
    /// Its time has not come, and it can be taken back.
    pub(super) waits: bool,
    pub(super) icon: &'static str,
    pub(super) recipient: String,
    pub(super) what: String,
    pub(super) pill: Pill,
    pub(super) at: DateTime<Utc>,
    /// What it cost, why it failed, or when it is to go.
    pub(super) more: String,
    pub(super) has_failed: bool,
}

/// One thing that happened.
pub(super) struct Event {
    /// done, fail or now.
    pub(super) state: &'static str,
    pub(super) title: String,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) more: String,
}

/// Collects a link's history.
pub(super) async fn of(
    app: &App,
    desk: &Desk,
    link: &Link,
    after: Option<After>,
) -> Result<History> {
    let (payments, next) = payments::page_with_purpose(&app.db, link.id.as_uuid(), after).await?;
    let shown: Vec<_> = payments.iter().map(|payment| payment.id.as_uuid()).collect();
    let mut rows = vec![];
    for payment in payments {
        let fate = payments::fate(&app.db, &payment).await?;
        let can_refund = payments::refundable(app, &payment, fate).await?.is_some();
        rows.push(PaymentRow { can_refund, ..PaymentRow::of(desk, payment, fate) });
    }
    for (payment, answers) in answers::of_payments(&app.db, &shown).await? {
        if let Some(row) = rows.iter_mut().find(|row| row.payment.id.as_uuid() == payment) {
            row.answers = answers;
        }
    }
    let sendings = notices::about(&app.db, link.id.as_uuid()).await?;
    let sendings: Vec<_> = sendings.iter().map(|sending| SendingRow::of(desk, sending)).collect();
    let mut events = events(desk, link, &rows, &sendings);
    let shown: Vec<_> = rows.iter().map(|row| row.payment.id).collect();
    let refunds = payments::refunds_of(&app.db, &shown).await?;
    events.extend(refunds.iter().map(|refund| refunded(desk, refund)));
    let edits = edits::of_link(&app.db, link.id).await?;
    events.extend(edits.iter().map(|edit| edited(desk, edit)));
    // What is under way comes first, then the newest.
    events.sort_by_key(|event| std::cmp::Reverse(event.at.unwrap_or(DateTime::<Utc>::MAX_UTC)));
    Ok(History { payments: rows, next, sendings, events })
}

impl PaymentRow {
    fn of(desk: &Desk, payment: Payment, fate: Option<Fate>) -> Self {
        let w = desk.w;
        let (kind, icon, word) = match (payment.status, fate) {
            (Status::Confirmed, _) if payment.reversed_at.is_some() => {
                ("bad", "again", w.links_payment_taken_back())
            }
            (_, Some(Fate::Accepted)) | (Status::Confirmed, None) => {
                ("ok", "tick", w.links_payment_paid())
            }
            (_, Some(Fate::Undecided)) => ("warn", "clock", w.links_payment_undecided()),
            (_, Some(Fate::BeingGivenBack)) => ("warn", "clock", w.links_payment_on_its_way_back()),
            (_, Some(Fate::GivenBack)) => ("", "cross", w.links_payment_given_back()),
            (Status::Sent, None) if payment.held.is_some() => {
                ("bad", "alert", w.links_payment_held())
            }
            (Status::Opened | Status::Sending | Status::Sent, None) => {
                ("", "again", w.links_payment_at_bank())
            }
            (Status::Refused, None) => ("bad", "alert", w.links_payment_failed()),
            (Status::Abandoned, None) => ("", "cross", w.links_payment_abandoned()),
        };
        let remark = match (&payment.refusal, payment.suspense) {
            (Some(code), _) if payment.status == Status::Refused => {
                payments::refusal(desk.voice(), code)
            }
            (_, Some(reason)) => suspense(desk, reason),
            _ => String::new(),
        };
        let is_undecided = fate == Some(Fate::Undecided);
        let is_open = payment.status == Status::Sent && payment.held.is_none();
        let at = payment.paid_at.unwrap_or(payment.changed_at);
        let (pill, answers) = (Pill { kind, icon, word }, vec![]);
        Self { payment, at, pill, remark, is_undecided, can_refund: false, is_open, answers }
    }
}

fn suspense(desk: &Desk, reason: payments::Suspense) -> String {
    match reason {
        payments::Suspense::Late => desk.w.links_suspense_late(),
        payments::Suspense::Extra => desk.w.links_suspense_extra(),
        payments::Suspense::Withdrawn => desk.w.links_suspense_withdrawn(),
    }
}

impl SendingRow {
    fn of(desk: &Desk, sending: &Sending) -> Self {
        let w = desk.w;
        let is_sms = sending.channel == "sms";
        let what = match sending.kind.as_str() {
            "payment_asked" => w.links_sending_asked(),
            "charge_paid" | "paid" => w.links_sending_paid(),
            "receipt" | "by_hand" => w.links_sending_receipt(),
            "payment_reminded" => w.links_sending_reminded(),
            "decided" => w.links_sending_decided(),
            "refund_refused" => w.links_sending_refund_refused(),
            "expired" => w.links_sending_expired(),
            "withdrawn" => w.links_sending_withdrawn(),
            _ => String::new(),
        };
        let (kind, icon, word) = match sending.state {
            State::Queued | State::Sending => ("", "clock", w.links_sending_queued()),
            State::Sent => ("", "tick", w.links_sending_sent()),
            State::Delivered | State::Unread | State::Read => {
                ("ok", "tick", w.links_sending_delivered())
            }
            State::Failed => ("bad", "alert", w.links_sending_failed()),
            State::Unknown => ("warn", "alert", w.links_sending_unknown()),
            State::Dropped => ("", "cross", w.links_sending_dropped()),
        };
        let recipient = match Mobile::parse(&sending.recipient) {
            Ok(mobile) if is_sms => desk.mobile(&mobile),
            _ => sending.recipient.clone(),
        };
        let waits = sending.state == State::Queued
            && sending.not_before.is_some_and(|at| desk.now < at)
            && sending.kind == "payment_asked";
        Self {
            id: sending.id,
            waits,
            icon: if is_sms { "sms" } else { "email" },
            recipient,
            what,
            pill: Pill { kind, icon, word },
            at: sending.changed_at,
            more: more(desk, sending),
            has_failed: sending.state == State::Failed,
        }
    }
}

/// What a merchant wants to know of a message besides how far it has come.
fn more(desk: &Desk, sending: &Sending) -> String {
    let w = desk.w;
    let failure = || match sending.failure.as_deref() {
        Some("opted_out") => Some(w.links_sending_opted_out()),
        Some("blocked") => Some(w.links_sending_blocked()),
        Some("no such reader" | "bounced") => Some(w.links_sending_nobody()),
        Some("day limit") => Some(w.links_sending_limit()),
        Some(_) | None => None,
    };
    match (sending.state, sending.not_before, sending.cost, sending.parts) {
        (State::Failed, ..) => failure().unwrap_or_default(),
        (State::Queued, Some(at), ..) if desk.now < at => w.links_sending_at(desk.moment(at)),
        (_, _, Some(cost), Some(parts)) => {
            let parts = i64::from(parts);
            w.links_sending_cost(parts, desk.number(parts), desk.amount_unit(cost))
        }
        _ => String::new(),
    }
}

/// A refund, as far as it has come.
fn refunded(desk: &Desk, refund: &Refund) -> Event {
    let (w, amount) = (desk.w, desk.amount_unit(refund.amount));
    let (state, title, at) = match (refund.done_at, refund.refused_at) {
        (Some(at), _) => ("done", w.payments_refunded(amount), at),
        (_, Some(at)) => ("fail", w.links_event_refund_refused(amount), at),
        (None, None) => ("done", w.payments_refunding(amount), refund.asked_at),
    };
    let by = w.links_event_refund_by(isolate(&refund.asked_by));
    let why = refund.refusal.iter().map(|code| payments::why_refused(desk, code));
    let more = why.chain([by]).chain(refund.reason.clone()).collect::<Vec<_>>().join("\n");
    Event { state, title, at: Some(at), more }
}

/// An edit, with what was and what is.
fn edited(desk: &Desk, edit: &Edit) -> Event {
    let w = desk.w;
    let line = |change: &Change| {
        let name = match change.field {
            Field::Title => w.links_what_for(),
            Field::Description => w.links_description(),
            Field::Reference => w.links_reference_of(),
            Field::Amount => w.links_amount(),
            Field::Deadline => w.links_deadline(),
            Field::Uses => w.links_how_often_short(),
            Field::Payer => w.links_payer(),
            Field::Asks => w.links_asks(),
            Field::Afterwards => w.links_afterwards(),
            Field::Late => w.links_late(),
            Field::Labels => w.links_labels(),
            Field::Direct => w.links_direct(),
        };
        let said = |text: &str| if text.is_empty() { "—".to_owned() } else { isolate(text) };
        w.links_event_change(name, said(&change.was), said(&change.is))
    };
    let lines: Vec<String> = edit.changes.iter().map(line).collect();
    let title = match &edit.by {
        Some(name) => w.links_event_edited_by(isolate(name)),
        None => w.links_event_edited(),
    };
    Event { state: "done", title, at: Some(edit.at), more: lines.join("\n") }
}

/// All that happened, newest first.
fn events(
    desk: &Desk,
    link: &Link,
    payments: &[PaymentRow],
    sendings: &[SendingRow],
) -> Vec<Event> {
    let w = desk.w;
    let done = |title: String, at, more: String| Event { state: "done", title, at: Some(at), more };
    let mut events = vec![done(w.links_event_made(), link.created_at, String::new())];
    events.extend(
        link.closed_at
            .map(|at| Event { state: "fail", ..done(w.links_event_closed(), at, String::new()) }),
    );
    if link.standing(desk.now) == Standing::Expired {
        events.extend(
            link.expires_at.map(|at| Event {
                state: "fail",
                ..done(w.links_event_expired(), at, String::new())
            }),
        );
    }
    for row in payments {
        let payment = &row.payment;
        let has_failed = matches!(payment.status, Status::Refused | Status::Abandoned);
        let amount = desk.amount_unit(payment.amount);
        let title = w.links_event_payment(&amount, &row.pill.word);
        let state = if has_failed || payment.held.is_some() { "fail" } else { "done" };
        events.push(Event { state, title, at: Some(row.at), more: row.remark.clone() });
    }
    for row in sendings {
        let title = w.links_event_sending(&row.what, &row.pill.word);
        let state = if row.has_failed { "fail" } else { "done" };
        events.push(Event { state, title, at: Some(row.at), more: row.recipient.clone() });
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.at));
    if link.standing(desk.now) == Standing::Open {
        let title = w.links_event_waiting();
        let until = link.expires_at.map(|until| w.links_event_until(desk.moment(until)));
        let more = until.unwrap_or_else(|| w.links_no_deadline());
        events.insert(0, Event { state: "now", title, at: None, more });
    }
    events
}
