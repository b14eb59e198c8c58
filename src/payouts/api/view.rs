//! A payout as programs see it.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::app::App;
use crate::payouts::Ending;
use crate::payouts::FeeBorneBy;
use crate::payouts::Payout;
use crate::payouts::Standing;

/// Who bears a fee.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = FeeBorneBy)]
pub(super) enum Bearer {
    /// It is added to what is paid.
    #[default]
    Payer,
    /// It is taken out of what arrives.
    Recipient,
}

/// A payout link.
#[derive(Serialize, ToSchema)]
#[schema(as = Payout)]
pub(super) struct PayoutView {
    /// Its id.
    id: Uuid,
    /// The recipient's page. Whoever knows the address can answer, after a code to the recipient.
    url: String,
    /// What for, as the recipient reads it.
    title: String,
    /// What the payer means to give, in rial.
    amount: i64,
    /// What the house takes, in rial.
    fee: i64,
    /// Who bears the fee.
    fee_borne_by: Bearer,
    /// Where it stands.
    state: State,
    /// What the recipient is called.
    recipient_name: String,
    /// The recipient's mobile.
    recipient_mobile: Option<String>,
    /// The recipient's e-mail address.
    recipient_email: Option<String>,
    /// The bank of the account that the recipient named, by its code.
    bank: Option<String>,
    /// The last four digits of that account.
    account_tail: Option<String>,
    /// Whose account it is, as the bank says.
    account_holder: Option<String>,
    /// Until when the recipient may answer.
    answer_until: DateTime<Utc>,
    /// How many days whoever pays has after the recipient's answer.
    pay_days: i64,
    /// Until when whoever pays may pay, once the recipient has answered.
    pay_until: Option<DateTime<Utc>>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was paid for.
    funded_at: Option<DateTime<Utc>>,
}

/// Where a payout stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = PayoutState)]
enum State {
    /// The recipient has not said where to.
    AwaitingRecipient,
    /// The recipient answered something else.
    Declined,
    /// The recipient has said where to; a person of the workspace agrees and pays.
    AwaitingPayer,
    /// The payer is at the bank.
    Paying,
    /// The money is on its way.
    Sending,
    /// The money left for the account.
    Settled,
    /// The money did not reach the account; it is the payer's.
    Failed,
    /// Its time is over.
    Expired,
    /// It was cancelled before it was paid for.
    Cancelled,
    /// The money went back to the wallet.
    TakenBack,
}

impl PayoutView {
    pub(super) fn of(app: &App, payout: &Payout, now: DateTime<Utc>) -> Self {
        let to = payout.destination.as_ref();
        Self {
            id: payout.id.as_uuid(),
            url: app.address(&payout.recipient_door().path(&app.keys)),
            title: payout.title.clone(),
            amount: payout.amount.as_rials(),
            fee: payout.fee.as_rials(),
            fee_borne_by: match payout.fee_borne_by {
                FeeBorneBy::Payer => Bearer::Payer,
                FeeBorneBy::Recipient => Bearer::Recipient,
            },
            state: state(payout.standing(now)),
            recipient_name: payout.recipient_name.clone(),
            recipient_mobile: payout.recipient_mobile.as_ref().map(|it| it.as_str().to_owned()),
            recipient_email: payout.recipient_email.clone(),
            bank: to.map(|to| to.bank.code().to_owned()),
            account_tail: to.map(|to| to.tail.clone()),
            account_holder: to.and_then(|to| to.holder.clone()),
            answer_until: payout.answer_until,
            pay_days: payout.pay_time.num_days(),
            pay_until: to.and_then(|to| to.confirmed_at).map(|_| payout.until()),
            created_at: payout.created_at,
            funded_at: payout.funded_at,
        }
    }
}

fn state(standing: Standing) -> State {
    match standing {
        Standing::AwaitingRecipient => State::AwaitingRecipient,
        Standing::Declined => State::Declined,
        Standing::AwaitingPayer => State::AwaitingPayer,
        Standing::Paying => State::Paying,
        Standing::Sending => State::Sending,
        Standing::Settled => State::Settled,
        Standing::Failed => State::Failed,
        Standing::Expired => State::Expired,
        Standing::Ended(Ending::Cancelled) => State::Cancelled,
        Standing::Ended(Ending::TakenBack) => State::TakenBack,
    }
}
