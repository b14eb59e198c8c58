//! What a person of the house has to look at: money that differs, work that died. One open alarm for
//! each thing, however often it rings.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_as;

use crate::db::Pool;
use crate::ids::AlarmId;

/// What kind of thing wants a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    /// The bank's money is not what we asked for.
    PaymentDiffers,
    /// The bank has given no definite answer for three days.
    PaymentUnknown,
    /// The bank refused, and then found money after all.
    BankChangedItsMind,
    /// The bank speaks of money for a payment that has no page there.
    MoneyWithoutPage,
    /// The bank calls a payment taken back of which only a part was refunded.
    RefundDiffers,
    /// The bank took confirmed money back.
    BankTookBack,
    /// A statement that must always hold does not.
    BooksBroken,
    /// A gateway gave one reference to two orders.
    ReferenceReused,
    /// The bank does not give money back.
    GiveBackRefused,
    /// A gateway does not talk to us until something is put right.
    GatewayMisconfigured,
    /// A gateway does not settle parts of payments to others' accounts, although we believe that it does.
    SharingRefused,
    /// A gateway has answered nothing for minutes.
    GatewaySilent,
    /// A job failed so often that it is not tried by itself any more.
    JobDead,
    /// A job that is always tried again fails and fails.
    JobStuck,
    /// One-time codes are being guessed.
    CodesGuessed,
    /// Secret addresses are being guessed.
    LinksGuessed,
    /// Codes go to numbers that nobody reads them on.
    CodesPumped,
    /// A carrier of messages takes nothing until something is put right.
    CarrierMisconfigured,
    /// The day's money for SMS is spent.
    MessageMoneySpent,
    /// So many requests of a workspace fail that they are held.
    MessagesHeld,
    /// The rail has not said for ten minutes what became of a transfer.
    TransferUnknown,
    /// The recipient's bank sent money back.
    TransferReturned,
    /// The rail contradicts what it said before.
    RailChangedItsMind,
    /// Our account at a rail is too low.
    RailTooPoor,
    /// A rail does not take our orders.
    RailMisconfigured,
    /// A rail was silent too often; nothing goes over it.
    TransfersStopped,
    /// Nobody says whose account it is until something is put right.
    InquiryMisconfigured,
}

impl Kind {
    /// As the database and the tests write it.
    pub fn code(self) -> &'static str {
        match self {
            Kind::PaymentDiffers => "payment_differs",
            Kind::PaymentUnknown => "payment_unknown",
            Kind::BankChangedItsMind => "bank_changed_its_mind",
            Kind::MoneyWithoutPage => "money_without_page",
            Kind::RefundDiffers => "refund_differs",
            Kind::BankTookBack => "bank_took_back",
            Kind::BooksBroken => "books_broken",
            Kind::ReferenceReused => "reference_reused",
            Kind::GiveBackRefused => "give_back_refused",
            Kind::GatewayMisconfigured => "gateway_misconfigured",
            Kind::GatewaySilent => "gateway_silent",
            Kind::JobDead => "job_dead",
            Kind::JobStuck => "job_stuck",
            Kind::CodesGuessed => "codes_guessed",
            Kind::LinksGuessed => "links_guessed",
            Kind::CodesPumped => "codes_pumped",
            Kind::CarrierMisconfigured => "carrier_misconfigured",
            Kind::MessageMoneySpent => "message_money_spent",
            Kind::MessagesHeld => "messages_held",
            Kind::TransferUnknown => "transfer_unknown",
            Kind::TransferReturned => "transfer_returned",
            Kind::RailChangedItsMind => "rail_changed_its_mind",
            Kind::RailTooPoor => "rail_too_poor",
            Kind::SharingRefused => "sharing_refused",
            Kind::RailMisconfigured => "rail_misconfigured",
            Kind::TransfersStopped => "transfers_stopped",
            Kind::InquiryMisconfigured => "inquiry_misconfigured",
        }
    }
}

/// An open alarm.
#[derive(Debug)]
pub struct Alarm {
    /// Its name.
    pub id: AlarmId,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The id of the thing.
    pub about: String,
    /// What is known, without names and numbers of people.
    pub detail: String,
    /// Since when.
    pub raised_at: DateTime<Utc>,
}

/// Raises an alarm, unless the same one is open.
pub async fn raise(
    db: &Pool,
    kind: Kind,
    about: impl std::fmt::Display,
    detail: &str,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    let about = about.to_string();
    tracing::error!(alarm = kind.code(), about, detail, "an alarm was raised");
    metrics::counter!("peyvand_alarms_total", "kind" => kind.code()).increment(1);
    query!(
        "insert into alarms (id, kind, about, detail, raised_at)
        values ($1, $2, $3, left($4, 1000), $5)
        on conflict (kind, about) where solved_at is null do nothing",
        AlarmId::new(now).as_uuid(),
        kind.code(),
        about,
        detail,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The open alarms, oldest first; at most a hundred.
pub async fn open(db: &Pool) -> sqlx::Result<Vec<Alarm>> {
    query_as!(
        Alarm,
        r#"select id, kind as "kind: Kind", about, detail, raised_at
        from alarms
        where solved_at is null
        order by raised_at
        limit 100"#,
    )
    .fetch_all(db)
    .await
}

/// Lays an alarm aside: a person has looked. `false`: it was not open.
pub async fn solve(db: &Pool, id: AlarmId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update alarms set solved_at = $2 where id = $1 and solved_at is null",
        id.as_uuid(),
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Lays the alarm of a kind about a thing aside, if there is one: the thing itself was put right.
pub async fn solve_about(
    db: &Pool,
    kind: Kind,
    about: impl std::fmt::Display,
    now: DateTime<Utc>,
) -> sqlx::Result<()> {
    query!(
        "update alarms set solved_at = $3 where kind = $1 and about = $2 and solved_at is null",
        kind.code(),
        about.to_string(),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
