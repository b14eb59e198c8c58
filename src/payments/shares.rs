//! Payments of which the gateway settles a part to somebody else's account inside them (shared settlement), so
//! that no transfer has to bring it there.
//!
//! That part goes when the payment is *verified*, and neither a reversal nor a refund fetches it back. So the
//! order of things is another one than for other payments. Where those are verified first, and money that is
//! unwelcome waits in suspense, of these the bank is only inquired about until it says that the payer has
//! paid; then the room that opened the payment is asked, by the job [`crate::queue::Job::of_share`] names, and
//! its word is written down before anything is verified:
//!
//! * *It may go.* From this row on the payment has its use of the purpose, no other takes it, and nobody
//!   withdraws what it is for ([`withdraw`] says so). Then it is verified, as often as it takes.
//! * *Not now*: a stop stands, or the day's limit is reached. The word is given later. The bank keeps the money
//!   unverified meanwhile; when its time for that is over, it is the payer's again and the payment is refused.
//! * *Never*: what it was for has changed, was withdrawn, or is paid for. Nothing is verified, and the bank gives
//!   the payer the whole back by itself (`providers.md` 0.5). No rial of it is in our books.
//!
//! What was never let go and is verified all the same was verified by somebody else with our key: the
//! recipient has the money, and the payer did not mean it any more. It is booked nowhere, held, and a person is
//! called. A bank that first refused and then speaks of such money calls one too.

use chrono::DateTime;
use chrono::Utc;
use sqlx::query;
use sqlx::query_scalar;
use uuid::Uuid;

use super::Payment;
use super::Status;
use super::Suspense;
use super::difference::Difference;
use super::next::Next;
use crate::adapters::bank::Answer;
use crate::adapters::bank::BankPage;
use crate::adapters::bank::NotShared;
use crate::adapters::bank::Offered;
use crate::adapters::bank::Order;
use crate::adapters::bank::Part;
use crate::adapters::bank::Reply;
use crate::adapters::bank::Shares;
use crate::alarms;
use crate::alarms::Kind;
use crate::app::App;
use crate::db;
use crate::db::Tx;
use crate::ids::PaymentId;
use crate::queue;

impl Payment {
    /// Whether its room has to say if a part of it may go to somebody else.
    pub fn waits_for_word(&self) -> bool {
        self.status == Status::Sent
            && self.shared.is_some()
            && self.taken_at.is_none()
            && self.left.is_none()
    }

    /// What follows from a bank's answer while a part of it may not go; `None`: what follows for every
    /// payment.
    pub(super) fn before_its_part_may_go(&self, answer: &Answer) -> Option<Next> {
        if self.status != Status::Sent || self.shared.is_none() || self.taken_at.is_some() {
            return None;
        }
        match (answer, self.left) {
            (Answer::Moved(_) | Answer::Unverified { .. }, None) => Some(Next::AskRoom),
            (Answer::Moved(_), Some(_)) => Some(Next::Hold(Difference::Share)),
            _ => None,
        }
    }
}

/// The part of a payment that a gateway is asked to settle; `None`: the whole comes to us.
pub(super) fn part_at<'a>(
    gateway: &'a Offered,
    payment: &Payment,
    part: Option<&'a Part>,
) -> Option<(&'a dyn Shares, &'a Part)> {
    let (shares, part) = (gateway.shares()?, part?);
    let is_possible = gateway.own_terminal().is_none()
        && payment.withdrawn_at.is_none()
        && shares.least() <= part.amount
        && part.amount < payment.amount;
    is_possible.then_some((shares, part))
}

/// Asks a gateway for a page, with the part that it is to settle or without one.
pub(super) async fn start(
    gateway: &Offered,
    order: &Order<'_>,
    part: Option<(&dyn Shares, &Part)>,
) -> Reply<Result<BankPage, NotShared>> {
    if let Some((shares, part)) = part {
        return shares.start_shared(order, part).await;
    }
    let reply = gateway.start(order).await;
    Reply { says: reply.says.map_err(NotShared::Page), heard: reply.heard }
}

/// Calls the house because a gateway does not settle parts. One alarm for each reason, however many payments meet
/// it; who pays notices nothing, because the ordinary way is taken.
pub(super) async fn part_was_refused(
    app: &App,
    gateway: &Offered,
    (code, is_ours_to_mend): (&str, bool),
) -> sqlx::Result<()> {
    let name = gateway.name();
    tracing::warn!(gateway = name, code, "the gateway does not settle a part");
    if !is_ours_to_mend {
        return Ok(());
    }
    let (about, now) = (format!("{name}:{code}"), app.clock.now());
    let detail = format!("{name} does not settle a recipient's part inside a payment: {code}");
    alarms::raise(&app.back_db, Kind::SharingRefused, about, &detail, now).await
}

/// Has the room of a payment asked whether a part of it may go.
pub(super) async fn ask_room(app: &App, payment: &Payment) -> sqlx::Result<()> {
    let Some(job) = payment.on_paid.of_share() else { return Ok(()) };
    let mut tx = db::begin(&app.back_db).await?;
    queue::add(&mut tx, &job, app.clock.now()).await?;
    tx.commit().await
}

/// A room's word that the part of a payment may go. `false`: another payment has the use of its purpose, or the
/// word was given before.
pub async fn let_go(tx: &mut Tx, id: PaymentId, now: DateTime<Utc>) -> sqlx::Result<bool> {
    let done = query!(
        "update payments set taken_at = $2, use_number = 1
        where id = $1 and status = 'sent' and shared is not null
        and taken_at is null and left_why is null and withdrawn_at is null and held is null
        and not exists (
            select from payments as others
            where others.purpose = payments.purpose and others.use_number is not null
        )",
        id.as_uuid(),
        now,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A room's word that it may never go, and why.
pub async fn keep_back(tx: &mut Tx, id: PaymentId, why: Suspense) -> sqlx::Result<()> {
    query!(
        "update payments set left_why = $2
        where id = $1 and status = 'sent' and shared is not null and taken_at is null",
        id.as_uuid(),
        why as Suspense,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Says that a purpose was withdrawn by its owner. Money that still arrives for it waits in suspense, or is never
/// verified. `false`: it is too late for that, a payment for it was taken.
pub async fn withdraw(tx: &mut Tx, purpose: Uuid, now: DateTime<Utc>) -> sqlx::Result<bool> {
    query!(
        "update payments
        set withdrawn_at = $2
        where purpose = $1 and status in ('opened', 'sending', 'sent') and withdrawn_at is null
        and taken_at is null",
        purpose,
        now,
    )
    .execute(&mut **tx)
    .await?;
    query_scalar!(
        r#"select not exists (
            select from payments where purpose = $1 and use_number is not null
        ) as "is_free!""#,
        purpose,
    )
    .fetch_one(&mut **tx)
    .await
}

#[cfg(test)]
mod tests {
    use super::super::next::tests::payment;
    use super::super::next::tests::proof;
    use super::*;
    use crate::money::Money;

    const PART: Money = Money::rials(24_400_000);

    fn shared() -> Payment {
        Payment { shared: Some(PART), ..payment(Status::Sent) }
    }

    #[test]
    fn before_its_room_has_said_so_no_answer_ends_a_payment_with_a_part() {
        for answer in [Answer::Unverified { receipt: None }, Answer::Moved(proof())] {
            assert_eq!(shared().after(&answer), Next::AskRoom, "{answer:?}");
        }
        let withdrawn = Payment { withdrawn_at: Some(DateTime::UNIX_EPOCH), ..shared() };
        assert_eq!(withdrawn.after(&Answer::Moved(proof())), Next::AskRoom);
    }

    #[test]
    fn what_may_never_go_is_left_to_the_bank_and_held_when_it_went() {
        let left = Payment { left: Some(Suspense::Withdrawn), ..shared() };
        let unverified = Answer::Unverified { receipt: None };
        assert_eq!(left.after(&unverified), Next::AskAgainLater { after: None });
        assert_eq!(left.after(&Answer::Moved(proof())), Next::Hold(Difference::Share));
    }

    #[test]
    fn what_may_go_is_confirmed_whatever_comes_after() {
        let taken =
            Payment { taken_at: Some(DateTime::UNIX_EPOCH), use_number: Some(1), ..shared() };
        let late = Payment {
            uses_taken: 1,
            open_until: Some(DateTime::UNIX_EPOCH),
            back_after: Some(DateTime::UNIX_EPOCH),
            ..taken.clone()
        };
        let after = late
            .after_at(&Answer::Moved(proof()), DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(1));
        assert_eq!(after, Next::Confirm(proof(), Some(1)));
        let told = crate::adapters::bank::Proof { shared: Some(PART), ..proof() };
        assert_eq!(taken.after(&Answer::Moved(told.clone())), Next::Confirm(told, Some(1)));
    }

    #[test]
    fn another_part_than_ours_is_booked_nowhere() {
        let taken =
            Payment { taken_at: Some(DateTime::UNIX_EPOCH), use_number: Some(1), ..shared() };
        let other = crate::adapters::bank::Proof { shared: Some(Money::rials(1)), ..proof() };
        assert_eq!(taken.after(&Answer::Moved(other.clone())), Next::Hold(Difference::Share));
        let ordinary = payment(Status::Sent);
        assert_eq!(ordinary.after(&Answer::Moved(other)), Next::Hold(Difference::Share));
    }
}
