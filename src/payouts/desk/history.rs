//! All that happened to a payout, in the order of time: the questions and answers, the messages, the
//! money.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;

use crate::app::App;
use crate::banks::Bank;
use crate::destinations::arrival;
use crate::notices;
use crate::notices::Sending;
use crate::notices::State;
use crate::payouts::Ending;
use crate::payouts::Payout;
use crate::payouts::ReplyKind;
use crate::transfers;
use crate::transfers::Status;
use crate::web::Desk;
use crate::web::Result;

/// A line of the timeline.
pub(super) struct Event {
    pub(super) state: &'static str,
    pub(super) title: String,
    pub(super) more: String,
    pub(super) at: DateTime<Utc>,
}

/// The timeline of a payout.
pub(super) async fn of(app: &App, desk: &Desk, payout: &Payout) -> Result<Vec<Event>> {
    let mut events = vec![event("done", desk.w.payouts_event_made(), payout.created_at)];
    events.extend(sendings(desk, &notices::about(&app.db, payout.id.as_uuid()).await?));
    events.extend(openings(app, desk, payout).await?);
    events.extend(answers(app, desk, payout).await?);
    events.extend(money(app, desk, payout).await?);
    events.extend(ending(app, desk, payout).await?);
    events.sort_by_key(|event| event.at);
    Ok(events)
}

fn event(state: &'static str, title: String, at: DateTime<Utc>) -> Event {
    Event { state, title, more: String::new(), at }
}

/// The questions to the recipient, with what became of their messages.
fn sendings(desk: &Desk, sendings: &[Sending]) -> Vec<Event> {
    let asked = sendings.iter().filter(|sending| sending.kind == "payout_asked");
    let events = asked.map(|sending| {
        let (state, word) = match sending.state {
            State::Queued | State::Sending => ("now", desk.w.payouts_event_asking()),
            State::Failed | State::Dropped => ("fail", desk.w.payouts_event_not_asked()),
            State::Sent => ("now", desk.w.payouts_event_handed()),
            State::Unknown => ("now", desk.w.payouts_event_maybe_asked()),
            State::Delivered | State::Unread | State::Read => {
                ("done", desk.w.payouts_event_asked())
            }
        };
        let more = desk.digits(&sending.recipient);
        Event { more, ..event(state, word, sending.changed_at) }
    });
    events.collect()
}

async fn openings(app: &App, desk: &Desk, payout: &Payout) -> Result<Vec<Event>> {
    let rows = query!(
        "select side, opened_at from payout_openings where payout_id = $1",
        payout.id.as_uuid(),
    );
    let events = rows.fetch_all(&app.db).await?.into_iter().map(|row| {
        let title = match row.side.as_str() {
            "recipient" => desk.w.payouts_event_opened(),
            _ => desk.w.payouts_event_payer_opened(),
        };
        event("done", title, row.opened_at)
    });
    Ok(events.collect())
}

async fn answers(app: &App, desk: &Desk, payout: &Payout) -> Result<Vec<Event>> {
    let given = query!(
        r#"select bank, holder, confirmed_at as "at!",
            row_number() over (order by revision) = 1 as "is_first!"
        from payout_destinations
        where payout_id = $1 and confirmed_at is not null"#,
        payout.id.as_uuid(),
    );
    let given = given.fetch_all(&app.db).await?.into_iter().map(|row| {
        let bank = Bank::by_code(&row.bank).map(|bank| desk.bank(bank));
        let more: Vec<String> = bank.into_iter().chain(row.holder).collect();
        let title = if row.is_first {
            desk.w.payouts_event_given()
        } else {
            desk.w.payouts_event_given_other()
        };
        Event { more: more.join(" · "), ..event("done", title, row.at) }
    });
    let replies = query!(
        r#"select kind as "kind: ReplyKind", note, replied_at from payout_replies
        where payout_id = $1"#,
        payout.id.as_uuid(),
    );
    let replies = replies.fetch_all(&app.db).await?.into_iter().map(|row| {
        let title = match row.kind {
            ReplyKind::NotMe => desk.w.payouts_event_not_me(),
            ReplyKind::WrongAmount => desk.w.payouts_event_wrong_amount(),
            ReplyKind::No => desk.w.payouts_event_no(),
        };
        Event { more: row.note.unwrap_or_default(), ..event("fail", title, row.replied_at) }
    });
    let words = query!(
        "select approved, reason, members.name, given_at from payout_approvals
        join members on members.id = given_by
        where payout_id = $1",
        payout.id.as_uuid(),
    );
    let words = words.fetch_all(&app.db).await?.into_iter().map(|row| {
        let (state, title) = if row.approved {
            ("done", desk.w.payouts_event_approved())
        } else {
            ("fail", desk.w.payouts_event_disapproved())
        };
        let more: Vec<String> = std::iter::once(row.name).chain(row.reason).collect();
        Event { more: more.join(" · "), ..event(state, title, row.given_at) }
    });
    Ok(given.chain(replies).chain(words).collect())
}

async fn money(app: &App, desk: &Desk, payout: &Payout) -> Result<Vec<Event>> {
    let mut events = vec![];
    if let Some(at) = payout.funded_at {
        events.push(event("done", desk.w.payouts_event_paid(), at));
    }
    for transfer in transfers::of_purpose(&app.db, payout.id.as_uuid()).await? {
        if let (Some(at), Some(_)) = (transfer.settled_at, transfer.inside) {
            let about = app.paya.expected(at);
            let more = arrival::said(desk, about);
            events.push(Event { more, ..event("done", desk.w.payouts_event_inside(), at) });
            continue;
        }
        if let Some(at) = transfer.sent_at {
            events.push(event("done", desk.w.payouts_event_sent(), at));
        }
        if let Some(at) = transfer.late_at {
            events.push(event("now", desk.w.payouts_event_late(), at));
        }
        if let Some(at) = transfer.settled_at {
            let tracking = transfer
                .tracking
                .as_deref()
                .map(|number| desk.w.payouts_event_tracking(desk.digits(number)));
            let more = tracking.unwrap_or_default();
            events.push(Event { more, ..event("done", desk.w.payouts_event_settled(), at) });
        }
        let at = transfer.changed_at;
        match transfer.status {
            Status::Returned => events.push(event("fail", desk.w.payouts_event_returned(), at)),
            Status::Refused => events.push(event("fail", desk.w.payouts_event_refused(), at)),
            Status::Planned | Status::Sending | Status::Accepted | Status::Settled => (),
        }
    }
    Ok(events)
}

/// How its payer ended it, and who that was.
async fn ending(app: &App, desk: &Desk, payout: &Payout) -> Result<Option<Event>> {
    let row = query!(
        r#"select payout_endings.kind as "kind: Ending", members.name, ended_at from payout_endings
        join members on members.id = ended_by
        where payout_id = $1"#,
        payout.id.as_uuid(),
    );
    Ok(row.fetch_optional(&app.db).await?.map(|row| {
        let title = match row.kind {
            Ending::Cancelled => desk.w.payouts_event_cancelled(),
            Ending::TakenBack => desk.w.payouts_event_taken_back(),
        };
        Event { more: row.name, ..event("fail", title, row.ended_at) }
    }))
}
