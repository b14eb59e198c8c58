//! The decision about a payment: a pure table of what we know against what the bank says.

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

use super::Payment;
use super::Status;
use super::Suspense;
use super::difference::Difference;
use crate::adapters::bank::Answer;
use crate::adapters::bank::Proof;
use crate::adapters::bank::Refusal;
use crate::money::Money;

/// What is to be done after a bank's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Book the money to its account, as the purpose's use of this number.
    Confirm(Proof, Option<i32>),
    /// Book the money to suspense.
    Suspend(Proof, Suspense),
    /// End it: no money moved.
    Refuse(Refusal),
    /// Book nothing and call a person: the bank's money is not what we asked for.
    Hold(Difference),
    /// The bank took confirmed money back: mirror it.
    TakeBack,
    /// The bank found money after it had refused: it waits in suspense.
    Find(Proof),
    /// The bank speaks of money that cannot be: call a person.
    Alarm,
    /// The bank does not talk to us until a person of the house has put something right.
    CallHouse(String),
    /// A part of it goes to somebody else once it is verified: its room says whether it may.
    AskRoom,
    /// Nothing is known; come back.
    AskAgainLater {
        /// The bank wants to be left in peace for so long.
        after: Option<TimeDelta>,
    },
    /// All is as it should be.
    Nothing,
}

impl Payment {
    /// What follows from a bank's answer. Reads nothing but this payment and the answer.
    pub fn after(&self, answer: &Answer) -> Next {
        if let Some(next) = self.before_its_part_may_go(answer) {
            return next;
        }
        match (self.status, answer) {
            // It says nothing of the money, whatever stands with us.
            (_, Answer::Misconfigured { code }) => Next::CallHouse(code.clone()),
            (Status::Sent, Answer::Moved(proof)) => self.after_money(proof),
            (Status::Sent, Answer::Refused(refusal)) => Next::Refuse(*refusal),
            (Status::Sent, Answer::Reversed) => Next::Refuse(Refusal::Reversed),
            (Status::Sent, Answer::OtherAmount) => Next::Hold(Difference::Amount),
            // The money may have moved; only a definite answer ends a payment.
            (Status::Sent, Answer::Unverified { .. } | Answer::Waiting | Answer::Unknown) => {
                Next::AskAgainLater { after: None }
            }
            (Status::Sent, Answer::Busy { after }) => Next::AskAgainLater { after: *after },
            (
                Status::Confirmed,
                Answer::Moved(_)
                // Nobody who said that it was paid can still wait for the payer: that it took too long is
                // our own guess.
                | Answer::Refused(Refusal::TimedOut)
                | Answer::OtherAmount
                | Answer::Unverified { .. }
                | Answer::Waiting
                | Answer::Busy { .. }
                | Answer::Unknown,
            ) => Next::Nothing,
            (
                Status::Refused,
                Answer::Refused(_)
                | Answer::Reversed
                | Answer::OtherAmount
                // What nobody verifies goes back by itself.
                | Answer::Unverified { .. }
                | Answer::Waiting
                | Answer::Busy { .. }
                | Answer::Unknown,
            ) => Next::Nothing,
            // The bank changed its mind.
            (Status::Confirmed, Answer::Refused(_) | Answer::Reversed) => Next::TakeBack,
            (Status::Refused, Answer::Moved(proof)) => Next::Find(proof.clone()),
            // No bank page was shown, so money for it cannot be.
            (
                Status::Opened | Status::Sending | Status::Abandoned,
                Answer::Moved(_) | Answer::Unverified { .. },
            ) => Next::Alarm,
            (
                Status::Opened | Status::Sending | Status::Abandoned,
                Answer::Refused(_)
                | Answer::Reversed
                | Answer::OtherAmount
                | Answer::Waiting
                | Answer::Busy { .. }
                | Answer::Unknown,
            ) => Next::Nothing,
        }
    }

    /// [`Payment::after`] at a moment: money that arrives after the payee's last one is late.
    pub fn after_at(&self, answer: &Answer, at: DateTime<Utc>) -> Next {
        match self.after(answer) {
            Next::Confirm(proof, _)
                if self.taken_at.is_none() && self.back_after.is_some_and(|last| last < at) =>
            {
                Next::Suspend(proof, Suspense::Late)
            }
            next => next,
        }
    }

    fn after_money(&self, proof: &Proof) -> Next {
        if proof.amount.is_some_and(|amount| amount != self.amount) {
            return Next::Hold(Difference::Amount);
        }
        if proof.order_number.is_some_and(|number| number != self.order_number) {
            return Next::Hold(Difference::Order);
        }
        if proof.terminal.as_ref().is_some_and(|terminal| *terminal != self.terminal) {
            return Next::Hold(Difference::Terminal);
        }
        if proof.receipt.as_ref().is_some_and(|receipt| Some(receipt) != self.bank_receipt.as_ref())
        {
            return Next::Hold(Difference::Receipt);
        }
        if proof.shared.is_some() && proof.shared != self.shared {
            return Next::Hold(Difference::Share);
        }
        let mut proof = proof.clone();
        // What the gateway of a payee's own keeps is between the two.
        if self.own_terminal.is_some() {
            proof.fee = Money::ZERO;
        }
        // Its room said that it may go: whatever came after was too late.
        if self.taken_at.is_some() {
            return Next::Confirm(proof, self.use_number);
        }
        if self.withdrawn_at.is_some() {
            return Next::Suspend(proof, Suspense::Withdrawn);
        }
        if self.open_until.is_some_and(|until| until <= self.opened_at) {
            return Next::Suspend(proof, Suspense::Late);
        }
        let is_used_up = self.uses_max.is_some_and(|max| max <= self.uses_taken);
        let is_too_much =
            self.total_max.is_some_and(|total| total < self.total_taken + self.amount);
        // Each payment of a limited purpose takes the next number, which only one can take: whoever
        // counted before another one was booked counts again.
        match (self.uses_max, self.total_max) {
            _ if is_used_up || is_too_much => Next::Suspend(proof, Suspense::Extra),
            (None, None) => Next::Confirm(proof, None),
            (Some(_), _) | (_, Some(_)) => Next::Confirm(proof, Some(self.uses_taken + 1)),
        }
    }

    /// When to ask the bank next. A silent bank is asked after 1, 2, 5, 10, 20 and 40 seconds and then
    /// each minute; after half an hour each hour, and after three days by a person only (`None`).
    pub fn ask_again_at(&self, asked: usize, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        const IMPATIENT: [i64; 6] = [1, 2, 5, 10, 20, 40];
        let age = now - self.changed_at;
        if TimeDelta::hours(72) <= age {
            return None;
        }
        if TimeDelta::minutes(30) <= age {
            return Some(now + TimeDelta::hours(1));
        }
        Some(now + TimeDelta::seconds(IMPATIENT.get(asked).copied().unwrap_or(60)))
    }

    /// Whether nothing more can become of it.
    pub fn is_over(&self) -> bool {
        matches!(self.status, Status::Confirmed | Status::Refused | Status::Abandoned)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use sqlx::types::Json;
    use uuid::Uuid;

    use super::*;
    use crate::ids::LinkId;
    use crate::ids::PaymentId;
    use crate::money::Unit;
    use crate::queue::Job;
    use crate::tokens::Door;

    pub(in crate::payments) fn payment(status: Status) -> Payment {
        let id = PaymentId::from(Uuid::from_u128(1));
        let link = LinkId::from(Uuid::from_u128(2));
        Payment {
            id,
            workspace: Uuid::nil().into(),
            order_number: 40_812_367,
            gateway: "sandbox".to_owned(),
            amount: Money::rials(24_500_000),
            title: "Order 347".to_owned(),
            payee_name: "Sarv".to_owned(),
            payee_phone: None,
            payer_name: None,
            payer_mobile: None,
            payer_email: None,
            unit: Unit::Toman,
            purpose: link.as_uuid(),
            uses_max: Some(1),
            uses_taken: 0,
            total_max: None,
            total_taken: Money::ZERO,
            open_until: None,
            back_after: None,
            withdrawn_at: None,
            again: Json(Door::Link { link, version: 1 }),
            on_paid: Json(Job::LinkPaid { link, payment: id }),
            credit_account: Uuid::nil().into(),
            status,
            changed_at: DateTime::UNIX_EPOCH,
            opened_at: DateTime::UNIX_EPOCH,
            paid_at: None,
            bank_reference: None,
            bank_page: None,
            bank_form: None,
            bank_receipt: None,
            terminal: "0001234".to_owned(),
            own_terminal: None,
            bank_number: None,
            card: None,
            fee: Money::ZERO,
            refusal: None,
            suspense: None,
            held: None,
            thanks: None,
            return_to: None,
            reversed_at: None,
            refunded: Money::ZERO,
            refunding: Money::ZERO,
            found: None,
            shared: None,
            taken_at: None,
            left: None,
            use_number: None,
        }
    }

    pub(in crate::payments) fn proof() -> Proof {
        Proof {
            amount: Some(Money::rials(24_500_000)),
            order_number: Some(40_812_367),
            terminal: Some("0001234".to_owned()),
            receipt: None,
            first_time: true,
            bank_number: "730012884510".to_owned(),
            card: None,
            fee: Money::ZERO,
            shared: None,
        }
    }

    #[test]
    fn silence_ends_no_payment() {
        for status in [Status::Sent, Status::Confirmed, Status::Refused] {
            for answer in [Answer::Unknown, Answer::Waiting] {
                let next = payment(status).after(&answer);
                let expected = match status {
                    Status::Sent => Next::AskAgainLater { after: None },
                    _ => Next::Nothing,
                };
                assert_eq!(next, expected, "{status:?} {answer:?}");
            }
        }
    }

    #[test]
    fn money_of_another_amount_or_order_is_booked_nowhere() {
        let sent = payment(Status::Sent);
        let tenth = Proof { amount: Some(Money::rials(2_450_000)), ..proof() };
        assert_eq!(sent.after(&Answer::Moved(tenth)), Next::Hold(Difference::Amount));
        let other = Proof { order_number: Some(1), ..proof() };
        assert_eq!(sent.after(&Answer::Moved(other)), Next::Hold(Difference::Order));
        let elsewhere = Proof { terminal: Some("9".to_owned()), ..proof() };
        assert_eq!(sent.after(&Answer::Moved(elsewhere)), Next::Hold(Difference::Terminal));
        let another = Proof { receipt: Some("r2".to_owned()), ..proof() };
        let asked = Payment { bank_receipt: Some("r1".to_owned()), ..sent };
        assert_eq!(asked.after(&Answer::Moved(another)), Next::Hold(Difference::Receipt));
    }

    #[test]
    fn the_first_payer_takes_the_only_use_and_the_second_waits_in_suspense() {
        let first = payment(Status::Sent);
        let moved = Answer::Moved(proof());
        assert_eq!(first.after(&moved), Next::Confirm(proof(), Some(1)));
        let second = Payment { uses_taken: 1, ..first };
        assert_eq!(second.after(&moved), Next::Suspend(proof(), Suspense::Extra));
    }

    #[test]
    fn parts_of_a_total_are_welcome_up_to_the_last_rial_of_it() {
        let moved = Answer::Moved(proof());
        let part = |taken| Payment {
            uses_max: None,
            uses_taken: 1,
            total_max: Some(Money::rials(49_000_000)),
            total_taken: Money::rials(taken),
            ..payment(Status::Sent)
        };
        assert_eq!(part(24_500_000).after(&moved), Next::Confirm(proof(), Some(2)));
        let over = part(24_500_001).after(&moved);
        assert_eq!(over, Next::Suspend(proof(), Suspense::Extra));
    }

    #[test]
    fn money_after_the_last_moment_of_a_merchant_who_wants_none_is_late() {
        let last = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let sent = Payment { back_after: Some(last), ..payment(Status::Sent) };
        let moved = Answer::Moved(proof());
        assert_eq!(sent.after_at(&moved, last), Next::Confirm(proof(), Some(1)));
        let late = sent.after_at(&moved, last + TimeDelta::seconds(1));
        assert_eq!(late, Next::Suspend(proof(), Suspense::Late));
    }

    #[test]
    fn what_a_gateway_of_the_payees_own_keeps_is_not_booked() {
        let own = Some(Uuid::from_u128(3).into());
        let sent = Payment { own_terminal: own, ..payment(Status::Sent) };
        let kept = Proof { fee: Money::rials(12_000), ..proof() };
        let next = sent.after(&Answer::Moved(kept));
        assert_eq!(next, Next::Confirm(Proof { fee: Money::ZERO, ..proof() }, Some(1)));
    }

    #[test]
    fn who_began_in_time_is_welcome_however_late_the_money_comes() {
        let began = DateTime::UNIX_EPOCH + TimeDelta::hours(1);
        let moved = Answer::Moved(proof());
        let until = |open_until| Payment {
            opened_at: began,
            open_until: Some(open_until),
            ..payment(Status::Sent)
        };
        let in_time = until(began + TimeDelta::seconds(1));
        assert!(matches!(in_time.after(&moved), Next::Confirm(..)));
        assert_eq!(until(began).after(&moved), Next::Suspend(proof(), Suspense::Late));
    }

    #[test]
    fn money_for_a_withdrawn_request_waits_for_the_merchant() {
        let withdrawn =
            Payment { withdrawn_at: Some(DateTime::UNIX_EPOCH), ..payment(Status::Sent) };
        let next = withdrawn.after(&Answer::Moved(proof()));
        assert_eq!(next, Next::Suspend(proof(), Suspense::Withdrawn));
    }

    #[test]
    fn a_bank_that_changes_its_mind_ends_nothing_anew() {
        for answer in [Answer::Refused(Refusal::NoFunds), Answer::Reversed] {
            assert_eq!(payment(Status::Confirmed).after(&answer), Next::TakeBack);
        }
        let late = Answer::Refused(Refusal::TimedOut);
        assert_eq!(payment(Status::Confirmed).after(&late), Next::Nothing);
        let moved = Answer::Moved(proof());
        assert_eq!(payment(Status::Refused).after(&moved), Next::Find(proof()));
        let unverified = Answer::Unverified { receipt: None };
        assert_eq!(payment(Status::Refused).after(&unverified), Next::Nothing);
        for status in [Status::Abandoned, Status::Opened, Status::Sending] {
            assert_eq!(payment(status).after(&moved), Next::Alarm, "{status:?}");
        }
    }

    #[test]
    fn a_bank_that_does_not_know_us_ends_nothing_and_calls_the_house() {
        let stranger = Answer::Misconfigured { code: "401".to_owned() };
        for status in [Status::Sent, Status::Confirmed, Status::Refused] {
            assert_eq!(payment(status).after(&stranger), Next::CallHouse("401".to_owned()));
        }
        let after = Some(TimeDelta::minutes(10));
        let busy = Answer::Busy { after };
        assert_eq!(payment(Status::Sent).after(&busy), Next::AskAgainLater { after });
    }

    #[test]
    fn a_silent_bank_is_asked_for_three_days_and_then_by_a_person() {
        let sent = payment(Status::Sent);
        let after = |minutes: i64, asked| {
            let now = sent.changed_at + TimeDelta::minutes(minutes);
            sent.ask_again_at(asked, now).map(|at| (at - now).num_seconds())
        };
        assert_eq!([after(0, 0), after(0, 3), after(9, 12)], [Some(1), Some(10), Some(60)]);
        assert_eq!(after(31, 40), Some(3600));
        assert_eq!(after(72 * 60, 100), None);
    }
}
