//! What a message says, as data; and the sentences that are made of it at the moment of sending.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Manner;
use crate::app::App;
use crate::ids::ChallengeId;
use crate::ids::LinkId;
use crate::ids::PaymentId;
use crate::locale::Voice;
use crate::locale::words;
use crate::money::Money;
use crate::tokens::Door;

/// Names of people and things are cut at this length, so that an SMS stays within two parts.
const NAME_CHARS_MAX: usize = 24;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum Message {
    /// A one-time code.
    Code {
        /// The challenge from which the code follows.
        challenge: ChallengeId,
    },
    /// Somebody tried to sign up with a number that has an account.
    AccountExists,
    /// The password of an account is a new one.
    PasswordChanged,
    /// To the old number: an account has a new one.
    MobileChanged,
    /// A merchant asks for money.
    PaymentAsked {
        /// Who asks.
        merchant: String,
        /// What for.
        title: String,
        /// How much; `None`: the payer decides.
        amount: Option<Money>,
        /// Until when.
        until: Option<DateTime<Utc>>,
        /// The payer's page.
        door: Door,
    },
    /// To the merchant: money came.
    Paid {
        /// From whom.
        payer: Option<String>,
        /// What for.
        title: String,
        /// How much.
        amount: Money,
        /// The tracking code.
        tracking: i64,
        /// The link.
        link: LinkId,
        /// Whether the merchant has to decide about it first.
        suspended: bool,
    },
    /// To the payer: the payment arrived.
    Receipt {
        /// To whom.
        merchant: String,
        /// How much.
        amount: Money,
        /// The tracking code.
        tracking: i64,
        /// The payment.
        payment: PaymentId,
        /// Whether the merchant decides about it first.
        suspended: bool,
    },
    /// To the merchant: nobody paid in time.
    Expired {
        /// For whom it was.
        payer: Option<String>,
        /// What for.
        title: String,
        /// How much.
        amount: Option<Money>,
        /// The link.
        link: LinkId,
    },
    /// To the payer: there is nothing to pay any more.
    Withdrawn {
        /// Who asked.
        merchant: String,
        /// What for.
        title: String,
    },
}

/// A message in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The subject line of an e-mail.
    pub subject: String,
    /// The sentences.
    pub lines: Vec<String>,
    /// What can be done about it: the words of a button, and its address.
    pub action: Option<(String, String)>,
}

impl Said {
    /// As an SMS: the address stands alone in the last line.
    pub fn sms(&self) -> String {
        let address = self.action.iter().map(|(_, address)| address);
        self.lines.iter().chain(address).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

impl Message {
    /// Puts the message into words.
    pub(super) fn say(&self, app: &App, manner: Manner) -> Said {
        let v = Voice::new(manner.language, manner.unit, app.clock.now());
        let w = words(manner.language);
        match self {
            Message::Code { challenge } => code(app, &v, *challenge),
            Message::AccountExists => Said {
                subject: w.notices_account_exists_subject(),
                lines: vec![w.notices_account_exists()],
                action: Some((w.notices_sign_in(), app.address("/login"))),
            },
            Message::PasswordChanged => Said {
                subject: w.notices_password_changed_subject(),
                lines: vec![w.notices_password_changed()],
                action: Some((w.notices_new_password(), app.address("/login/forgotten"))),
            },
            Message::MobileChanged => Said {
                subject: w.notices_mobile_changed_subject(),
                lines: vec![w.notices_mobile_changed()],
                action: None,
            },
            Message::PaymentAsked { merchant, title, amount, until, door } => {
                let (merchant, title) = (short(merchant), short(title));
                let what = match amount {
                    Some(amount) => w.notices_asked(&v.amount_unit(*amount), &merchant, &title),
                    None => w.notices_asked_open(&merchant, &title),
                };
                let until = until.map(|until| w.notices_until(&v.moment_short(until)));
                Said {
                    subject: what.clone(),
                    lines: std::iter::once(what).chain(until).collect(),
                    action: Some((w.notices_pay(), app.address(&door.path(&app.keys)))),
                }
            }
            Message::Paid { payer, title, amount, tracking, link, suspended } => {
                let title = short(title);
                let payer = payer.as_deref().map_or_else(|| w.notices_someone(), short);
                let amount = v.amount_unit(*amount);
                let tracking = v.digits(&tracking.to_string());
                let said = match suspended {
                    true => w.notices_paid_suspended(&amount, &payer),
                    false => w.notices_paid(&amount, &payer),
                };
                let path = format!("/links/{link}");
                Said {
                    subject: said.clone(),
                    lines: vec![said, w.notices_tracking_of(&title, &tracking)],
                    action: Some((w.notices_see(), app.address(&path))),
                }
            }
            Message::Receipt { merchant, amount, tracking, payment, suspended } => {
                let merchant = short(merchant);
                let said = match suspended {
                    true => w.notices_receipt_suspended(&merchant),
                    false => w.notices_receipt(&merchant),
                };
                let amount = v.amount_unit(*amount);
                let tracking = v.digits(&tracking.to_string());
                let path = Door::Receipt { payment: *payment }.path(&app.keys);
                Said {
                    subject: said.clone(),
                    lines: vec![said, w.notices_amount_tracking(&amount, &tracking)],
                    action: Some((w.notices_receipt_button(), app.address(&path))),
                }
            }
            Message::Expired { payer, title, amount, link } => {
                let said = w.notices_expired(&short(title));
                let amount = amount.map(|amount| v.amount_unit(amount));
                let who = match (payer.as_deref().map(short), amount) {
                    (Some(payer), Some(amount)) => Some(w.notices_who_amount(&amount, &payer)),
                    (one, other) => one.or(other),
                };
                let path = format!("/links/{link}");
                Said {
                    subject: said.clone(),
                    lines: std::iter::once(said).chain(who).collect(),
                    action: Some((w.notices_see(), app.address(&path))),
                }
            }
            Message::Withdrawn { merchant, title } => {
                let said = w.notices_withdrawn(&short(merchant), &short(title));
                Said { subject: said.clone(), lines: vec![said], action: None }
            }
        }
    }
}

fn code(app: &App, v: &Voice, challenge: ChallengeId) -> Said {
    let code = app.keys.code(challenge);
    let host = app.origin.split_once("://").map_or("", |(_, host)| host);
    let host = host.split(':').next().unwrap_or_default();
    Said {
        subject: v.w.notices_code_subject(),
        lines: vec![
            v.w.notices_code(&v.digits(&code)),
            v.w.notices_code_secret(),
            // By this line a browser may offer the code itself (the WebOTP convention).
            format!("@{host} #{code}"),
        ],
        action: None,
    }
}

fn short(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS_MAX {
        return name.to_owned();
    }
    let kept: String = name.chars().take(NAME_CHARS_MAX - 1).collect();
    format!("{}…", kept.trim_end())
}
