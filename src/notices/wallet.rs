//! What those who belong to a workspace are told of its wallet, as data and in words.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

use super::Said;
use super::class::Class;
use crate::app::App;
use crate::locale::Voice;
use crate::money::Money;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum WalletNews {
    /// Its money goes to another account.
    OwnAccount {
        /// The last four digits of the account.
        tail: String,
        /// From when on.
        usable_at: DateTime<Utc>,
    },
    /// Payouts above another limit want a second member's word.
    SecondWord {
        /// Above which amount; `None`: never.
        above: Option<Money>,
        /// From when on.
        effective_at: DateTime<Utc>,
    },
    /// Money was set aside and is under way.
    OnItsWay {
        /// The settlement.
        settlement: Uuid,
        /// How much arrives.
        amount: Money,
        /// The last four digits of the account.
        tail: String,
        /// Whether the plan asked for it.
        is_planned: bool,
    },
    /// The money left for the account.
    Arrived {
        /// The settlement.
        settlement: Uuid,
        /// How much.
        amount: Money,
        /// The last four digits of the account.
        tail: String,
        /// The bank's number for the movement.
        tracking: Option<String>,
    },
    /// It takes longer than usual; nothing is sent again for that.
    Late {
        /// The settlement.
        settlement: Uuid,
        /// How much.
        amount: Money,
        /// The last four digits of the account.
        tail: String,
    },
    /// It did not arrive, and is in the wallet again.
    CameBack {
        /// The settlement.
        settlement: Uuid,
        /// How much.
        amount: Money,
        /// The last four digits of the account.
        tail: String,
    },
}

impl WalletNews {
    /// What kind of message it is.
    pub(super) fn class(&self) -> Class {
        match self {
            WalletNews::OwnAccount { .. }
            | WalletNews::SecondWord { .. }
            | WalletNews::Late { .. }
            | WalletNews::OnItsWay { .. } => Class::Notice,
            WalletNews::Arrived { .. } | WalletNews::CameBack { .. } => Class::Receipt,
        }
    }

    pub(super) fn say(&self, app: &App, v: &Voice) -> Said {
        let w = v.w;
        let (line, more, path) = match self {
            WalletNews::OwnAccount { tail, usable_at } => (
                w.notices_wallet_account(v.moment_short(*usable_at), v.digits(tail)),
                Some(w.notices_wallet_account_not_you()),
                "/wallet/account".to_owned(),
            ),
            WalletNews::SecondWord { above, effective_at } => {
                let from = v.moment_short(*effective_at);
                let line = match above {
                    Some(above) => w.notices_second_word_above(from, v.amount_unit(*above)),
                    None => w.notices_second_word_off(from),
                };
                (line, None, "/payouts/limit".to_owned())
            }
            WalletNews::OnItsWay { amount, tail, is_planned, .. } => {
                let (amount, tail) = (v.amount_unit(*amount), v.digits(tail));
                let line = if *is_planned {
                    w.notices_wallet_planned(amount, tail)
                } else {
                    w.notices_wallet_on_its_way(amount, tail)
                };
                (line, None, "/wallet".to_owned())
            }
            WalletNews::Arrived { amount, tail, tracking, .. } => (
                w.notices_wallet_arrived(v.amount_unit(*amount), v.digits(tail)),
                tracking.as_deref().map(|number| w.notices_wallet_tracking(v.digits(number))),
                "/wallet".to_owned(),
            ),
            WalletNews::Late { amount, tail, .. } => (
                w.notices_wallet_late(v.amount_unit(*amount), v.digits(tail)),
                Some(w.notices_payout_not_again()),
                "/wallet".to_owned(),
            ),
            WalletNews::CameBack { amount, tail, .. } => (
                w.notices_wallet_came_back(v.amount_unit(*amount), v.digits(tail)),
                None,
                "/wallet".to_owned(),
            ),
        };
        let subject = line.clone();
        let lines = std::iter::once(line).chain(more).collect();
        Said { subject, lines, action: Some((w.notices_see(), app.address(&path))) }
    }
}
