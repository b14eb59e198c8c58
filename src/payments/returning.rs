//! Money on its way back to a payer's card. While a gateway can take a payment back whole, it does; later
//! it refunds. A reversal may be asked for as often as one likes. A refund may not: one of which nobody
//! knows whether it was given is asked about, and a person decides when the bank knows nothing of it.

use chrono::DateTime;
use chrono::Utc;

use super::Actor;
use super::Payment;
use super::PaymentError;
use super::bank;
use super::calls;
use super::calls::Attempt;
use super::calls::Ended;
use super::calls::Intent;
use super::calls::Op;
use super::own;
use crate::adapters::bank::Answer;
use crate::adapters::bank::Offered;
use crate::adapters::bank::RefundOrder;
use crate::adapters::bank::Refunds;
use crate::adapters::bank::Reply;
use crate::adapters::bank::Return;
use crate::app::App;

/// Why a reversal was refused that was never asked for.
pub(super) const WINDOW_OVER: &str = "the bank's window is over";

/// How money goes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// In the bank's window, whole and free of charge, or not at all.
    Reversal,
    /// By the gateway's refund.
    Refund,
    /// By a reversal where that is possible, otherwise by a refund.
    AsPossible,
}

/// Asks the bank of a payment to give money back, or how that stands. To be called again until the
/// answer is definite.
pub(super) async fn send_back(
    app: &App,
    payment: &Payment,
    refund: &RefundOrder,
    way: Way,
) -> Result<Return, PaymentError> {
    let gateway = own::gateway(app, payment).await?;
    let last = calls::last_attempt(&app.back_db, payment.id, refund.id).await?;
    let now = app.clock.now();
    let is_lost_reversal = last.as_ref().is_some_and(|last| last.was_reversal && !last.did_nothing);
    let back = Back { app, payment, gateway, refund, is_lost_reversal, now };
    match (way, last) {
        // It is harmless when repeated.
        (Way::Reversal | Way::AsPossible, None | Some(Attempt { was_reversal: true, .. }))
            if back.can_reverse() =>
        {
            back.call(Op::Reverse).await
        }
        (Way::Reversal, None | Some(Attempt { did_nothing: true, .. })) => {
            Ok(Return::Refused { code: WINDOW_OVER.to_owned() })
        }
        (_, None | Some(Attempt { did_nothing: true, .. })) => back.call(Op::Refund).await,
        // It may have been done: what the bank knows of it is asked until it is clear or a person
        // decides.
        (_, Some(Attempt { did_nothing: false, .. })) => {
            match back.call(Op::InquireRefund).await? {
                Return::Refused { .. } if is_lost_reversal && way == Way::AsPossible => {
                    back.call(Op::Refund).await
                }
                answer => Ok(answer),
            }
        }
    }
}

struct Back<'a> {
    app: &'a App,
    payment: &'a Payment,
    gateway: Offered,
    refund: &'a RefundOrder,
    /// A reversal was asked for, and its answer was lost.
    is_lost_reversal: bool,
    now: DateTime<Utc>,
}

impl Back<'_> {
    /// Whether the gateway can still take the whole payment back, and the whole is what is wanted.
    fn can_reverse(&self) -> bool {
        let whole = self.payment.found.unwrap_or(self.payment.amount);
        let until = self.payment.reversed_until(&*self.gateway);
        self.refund.amount == whole && until.is_some_and(|until| self.now < until)
    }

    async fn call(&self, op: Op) -> Result<Return, PaymentError> {
        let db = &self.app.back_db;
        let intent = Intent {
            payment: self.payment.id,
            amount: self.refund.amount,
            op,
            refund: Some(self.refund.id),
            by: Actor::Reconciler,
        };
        let Some(call) = calls::begin(db, intent, self.now).await? else {
            return Ok(Return::Busy { after: None });
        };
        let reply = self.ask(op).await?;
        calls::end(db, &Ended::returned(call, &reply), self.app.clock.now()).await?;
        if let Return::Misconfigured { code } = &reply.says {
            bank::call_house(self.app, &self.gateway, code).await?;
        }
        Ok(reply.says)
    }

    async fn ask(&self, op: Op) -> Result<Reply<Return>, PaymentError> {
        let known = bank::known(self.payment, self.now).ok_or(PaymentError::NotFound)?;
        let callback = bank::callback(self.app, self.payment.id);
        let order = bank::order(self.payment, &callback);
        let cannot = || Reply::none(Return::Refused { code: "not by this gateway".to_owned() });
        Ok(match (op, self.gateway.reverses(), self.gateway.refunds()) {
            (Op::Reverse, Some(it), _) => it.reverse(&order, &known).await,
            (Op::Refund, _, Some(it)) if it.least() <= self.refund.amount => {
                it.refund(&order, &known, self.refund).await
            }
            // Whether the payment itself stands says what became of its reversal.
            (Op::InquireRefund, ..) if self.is_lost_reversal && self.gateway.caps().inquires => {
                let reply = self.gateway.inquire(&order, &known).await;
                Reply { says: of_reversal(reply.says), heard: reply.heard }
            }
            (Op::InquireRefund, ..) if self.is_lost_reversal => Reply::none(Return::Unknown),
            (Op::InquireRefund, _, Some(it)) => {
                Refunds::inquire_refund(it, &order, &known, self.refund).await
            }
            _ => cannot(),
        })
    }
}

/// What became of a reversal, by how its payment stands.
fn of_reversal(answer: Answer) -> Return {
    match answer {
        Answer::Reversed => Return::Done { number: None },
        Answer::Moved(_) => Return::Refused { code: "the payment stands".to_owned() },
        Answer::Busy { after } => Return::Busy { after },
        Answer::Misconfigured { code } => Return::Misconfigured { code },
        Answer::Refused(_)
        | Answer::Unverified { .. }
        | Answer::OtherAmount
        | Answer::Waiting
        | Answer::Unknown => Return::Unknown,
    }
}
