//! Asking the recipient anew.

use chrono::TimeDelta;

use super::Payout;
use super::PayoutError;
use super::Standing;
use super::facts;
use super::shares;
use super::store;
use super::told;
use crate::app::App;
use crate::db;
use crate::ids::PayoutId;

/// Who is asked anew has so long to answer at least.
const ANSWER_TIME: TimeDelta = TimeDelta::days(7);

/// Why the recipient is asked anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anew {
    /// The recipient wants to correct what they gave; they are at the page already.
    Correction,
    /// The payer does not accept the account that was given.
    OtherAccount,
    /// The payer accepts the amount that the recipient proposed.
    ProposedAmount,
    /// The money did not reach the account, or the payer asks once more after another answer.
    Again,
}

impl Anew {
    fn is_possible(self, payout: &Payout, standing: Standing) -> bool {
        match self {
            Anew::Correction | Anew::OtherAccount => standing == Standing::AwaitingPayer,
            Anew::ProposedAmount => {
                let proposal = payout.reply.as_ref().and_then(|reply| reply.proposal);
                let is_open = payout.funded_at.is_none() && !payout.amount_is_fixed;
                standing == Standing::Declined && proposal.is_some() && is_open
            }
            Anew::Again => {
                matches!(standing, Standing::Declined | Standing::Failed | Standing::Expired)
            }
        }
    }
}

/// Begins the next question to the recipient. What was agreed or paid for the old answer does not count
/// for the new one.
pub(super) async fn ask_anew(app: &App, id: PayoutId, why: Anew) -> Result<(), PayoutError> {
    let now = app.clock.now();
    let mut tx = db::begin(&app.db).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    if !why.is_possible(&payout, payout.standing(now)) {
        return Err(PayoutError::NotNow);
    }
    let proposal = payout.reply.as_ref().and_then(|reply| reply.proposal);
    let terms = match (why, proposal) {
        (Anew::ProposedAmount, Some(amount)) => (amount, app.config.payout_fee(amount)),
        _ => (payout.amount, payout.fee),
    };
    // Whoever is on the way to the bank for the old answer pays into suspense, not to an account that
    // its owner has taken back.
    shares::withdraw(&mut tx, &payout, now).await?;
    facts::ask_anew(&mut tx, &payout, terms, now + ANSWER_TIME).await?;
    let payout = store::lock(&mut tx, id).await?.ok_or(PayoutError::NotFound)?;
    super::open_payer_door(&mut tx, app, &payout).await?;
    super::plan_expiry(&mut tx, &payout, now).await?;
    if why != Anew::Correction {
        told::ask_recipient(&mut tx, &payout, None, now).await?;
    }
    tx.commit().await?;
    app.work_bell.notify_one();
    Ok(())
}
