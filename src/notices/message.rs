//! What a message says, as data; and the sentences that are made of it at the moment of sending.

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use super::Announced;
use super::ByHand;
use super::ChargePaid;
use super::Decided;
use super::Expired;
use super::ForOwnerNews;
use super::HomeRequest;
use super::Invited;
use super::LeavingNews;
use super::Manner;
use super::MonthNews;
use super::PayoutNews;
use super::PollNews;
use super::RefundRefused;
use super::Said;
use super::Texts;
use super::WalletNews;
use super::class::Class;
use super::safe;
use super::texts;
use crate::adapters::sms::parts;
use crate::app::App;
use crate::ids::ChallengeId;
use crate::ids::LinkId;
use crate::ids::PaymentId;
use crate::locale::Language;
use crate::locale::Voice;
use crate::locale::isolate;
use crate::money::Money;
use crate::tokens;
use crate::tokens::Door;

/// Names of people and things are cut at this length, so that an SMS stays within two parts.
const NAME_CHARS_MAX: usize = 24;

/// The same of a Persian name in an English message, in which it makes every letter cost as much as a
/// Persian one, and English needs more of them.
const PERSIAN_IN_ENGLISH_CHARS_MAX: usize = 20;

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
    /// An app is asked for as the second step of signing in, or no longer.
    SecondStep {
        /// Whether it is.
        on: bool,
    },
    /// A device may sign a member in, or no longer.
    Passkey {
        /// Whether it may.
        kept: bool,
    },
    /// To somebody who is asked to join a workspace.
    Invited(Invited),
    /// A merchant asks for money.
    PaymentAsked(Asked),
    /// A merchant reminds a payer of what was asked.
    PaymentReminded(Asked),
    /// To the merchant: money came.
    Paid(Paid),
    /// To the manager of a building: a resident paid.
    ChargePaid(ChargePaid),
    /// To a resident: what they gave by hand is written down, or was written down wrongly.
    ByHand(ByHand),
    /// To a resident: their building has something to say.
    Announced(Announced),
    /// To somebody who leaves a unit: they can settle, or have a certificate.
    Leaving(LeavingNews),
    /// To an owner and to their tenant, who paid for them.
    ForOwner(ForOwnerNews),
    /// To somebody who may vote: a poll in a building is open.
    Poll(PollNews),
    /// To the manager or the resident: about what a resident has asked of the manager.
    HomeRequest(HomeRequest),
    /// To members of a building: about a month that has to be approved.
    Month(MonthNews),
    /// To the payer: the payment arrived.
    Receipt(Receipt),
    /// To the payer: the merchant has accepted a payment that waited, or gives it back.
    Decided(Decided),
    /// To the merchant: the bank gave a refund back to nobody; its money is in the wallet again.
    RefundRefused(RefundRefused),
    /// To the merchant: nobody paid in time, or not everybody.
    Expired(Expired),
    /// To the people of a workspace: nothing has arrived at a program of theirs for days.
    WebhookGivenUp {
        /// Where that program is.
        host: String,
    },
    /// To one of a payout's two people.
    Payout(PayoutNews),
    /// To those who belong to a workspace: something about its wallet.
    Wallet(WalletNews),
    /// To the payer: there is nothing to pay any more.
    Withdrawn {
        /// Who asked.
        merchant: String,
        /// What for.
        title: String,
    },
}

/// What a payer is asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Who asks.
    pub merchant: String,
    /// What for.
    pub title: String,
    /// How much; `None`: the payer decides.
    pub amount: Option<Money>,
    /// Until when.
    pub until: Option<DateTime<Utc>>,
    /// Until when it is paid early, and how much that is.
    #[serde(default)]
    pub early: Option<(DateTime<Utc>, Money)>,
    /// The payer's page.
    pub door: Door,
}

/// What a merchant is told of money that came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// From whom.
    pub payer: Option<String>,
    /// What for.
    pub title: String,
    /// How much.
    pub amount: Money,
    /// The tracking code.
    pub tracking: i64,
    /// The link.
    pub link: LinkId,
    /// Whether the merchant has to decide about it first.
    pub suspended: bool,
}

/// What a payer is told of a payment that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// To whom.
    pub merchant: String,
    /// How much.
    pub amount: Money,
    /// The tracking code.
    pub tracking: i64,
    /// The payment.
    pub payment: PaymentId,
    /// Whether the merchant decides about it first.
    pub suspended: bool,
}

impl Message {
    /// What kind of message it is.
    pub(super) fn class(&self) -> Class {
        match self {
            Message::Code { .. } => Class::Code,
            Message::ChargePaid(_)
            | Message::ByHand(_)
            | Message::ForOwner(_)
            | Message::Receipt(_)
            | Message::Paid(_)
            | Message::RefundRefused(_)
            | Message::Decided(_) => Class::Receipt,
            Message::AccountExists
            | Message::PasswordChanged
            | Message::MobileChanged
            | Message::SecondStep { .. }
            | Message::Passkey { .. }
            | Message::Invited(_)
            | Message::HomeRequest(_)
            | Message::Leaving(_)
            | Message::Month(_)
            | Message::WebhookGivenUp { .. }
            | Message::Expired(_)
            | Message::Withdrawn { .. } => Class::Notice,
            Message::PaymentAsked(_) => Class::Request,
            Message::PaymentReminded(_) => Class::Reminder,
            Message::Announced(_) | Message::Poll(_) => Class::News,
            Message::Payout(news) => news.class(),
            Message::Wallet(news) => news.class(),
        }
    }

    /// Puts the message into words: into those of its workspace, where it has its own and they fit,
    /// otherwise into ours.
    pub(super) fn say(&self, app: &App, manner: Manner, texts: &Texts) -> Said {
        let said = self.say_plainly(app, manner);
        let v = Voice::new(manner.language, manner.unit, app.clock.now());
        let own = texts.of(self).map(|text| texts::fill(text, &self.values(&v)));
        match own {
            Some(own) => {
                let ours = said.clone();
                let said = Said { lines: vec![own], ..said };
                if parts(&said.sms()) <= texts::PARTS_MAX { said } else { ours }
            }
            None => said,
        }
    }

    fn say_plainly(&self, app: &App, manner: Manner) -> Said {
        let v = Voice::new(manner.language, manner.unit, app.clock.now());
        match self {
            Message::Code { challenge } => super::code::say(app, &v, *challenge),
            Message::AccountExists => Said {
                subject: v.w.notices_account_exists_subject(),
                lines: vec![v.w.notices_account_exists()],
                action: Some((v.w.notices_sign_in(), app.address("/login"))),
            },
            Message::PasswordChanged => Said {
                subject: v.w.notices_password_changed_subject(),
                lines: vec![v.w.notices_password_changed()],
                action: Some((v.w.notices_new_password(), app.address("/login/forgotten"))),
            },
            Message::MobileChanged => Said {
                subject: v.w.notices_mobile_changed_subject(),
                lines: vec![v.w.notices_mobile_changed()],
                action: None,
            },
            Message::SecondStep { on } => {
                let said = if *on { v.w.notices_second_on() } else { v.w.notices_second_off() };
                Said { subject: said.clone(), lines: vec![said], action: None }
            }
            Message::Passkey { kept } => {
                let w = v.w;
                let said = if *kept { w.notices_passkey_kept() } else { w.notices_passkey_gone() };
                Said { subject: said.clone(), lines: vec![said], action: None }
            }
            Message::Invited(invited) => invited.say(app, &v),
            Message::PaymentAsked(asked) => asked.say(app, &v),
            Message::PaymentReminded(asked) => asked.remind(app, &v),
            Message::Decided(decided) => decided.say(app, &v),
            Message::RefundRefused(refused) => refused.say(app, &v),
            Message::Paid(paid) => paid.say(app, &v),
            Message::ChargePaid(paid) => paid.say(app, &v),
            Message::ByHand(receipt) => receipt.say(app, &v),
            Message::Announced(news) => news.say(app, &v),
            Message::Leaving(news) => news.say(app, &v),
            Message::ForOwner(news) => news.say(app, &v),
            Message::Poll(news) => news.say(app, &v),
            Message::HomeRequest(request) => request.say(app, &v),
            Message::Month(news) => news.say(app, &v),
            Message::Receipt(receipt) => receipt.say(app, &v),
            Message::Expired(expired) => expired.say(app, &v),
            Message::WebhookGivenUp { host } => super::webhook::given_up(app, &v, host),
            Message::Payout(news) => news.say(app, &v),
            Message::Wallet(news) => news.say(app, &v),
            Message::Withdrawn { merchant, title } => {
                let said = v.w.notices_withdrawn(short(&v, merchant), short(&v, title));
                Said { subject: said.clone(), lines: vec![said], action: None }
            }
        }
    }
}

impl Asked {
    /// As [`Asked::say`], to somebody who was asked before. Its last sentence says how to get no more.
    fn remind(&self, app: &App, v: &Voice) -> Said {
        let (merchant, title) = (short(v, &self.merchant), short(v, &self.title));
        let what = match self.amount {
            Some(amount) => v.w.notices_reminded(&merchant, v.amount_unit(amount), &title),
            None => v.w.notices_reminded_open(&merchant, &title),
        };
        let until = self.until.map(|until| v.w.notices_until(v.moment_short(until)));
        let early = self.early(v);
        let stop = v.w.notices_stop_by_sms();
        Said {
            lines: std::iter::once(what.clone()).chain(early).chain(until).chain([stop]).collect(),
            subject: what,
            ..self.say(app, v)
        }
    }

    /// What is to be paid by whoever pays early.
    fn early(&self, v: &Voice) -> Option<String> {
        let (until, amount) = self.early?;
        Some(v.w.notices_early(v.day(until), v.amount_unit(amount)))
    }

    fn say(&self, app: &App, v: &Voice) -> Said {
        let (merchant, title) = (short(v, &self.merchant), short(v, &self.title));
        let what = match self.amount {
            Some(amount) => v.w.notices_asked(&merchant, v.amount_unit(amount), &title),
            None => v.w.notices_asked_open(&merchant, &title),
        };
        let until = self.until.map(|until| v.w.notices_until(v.moment_short(until)));
        Said {
            subject: what.clone(),
            lines: std::iter::once(what).chain(self.early(v)).chain(until).collect(),
            action: Some((v.w.notices_pay(), app.address(&self.door.path(&app.keys)))),
        }
    }
}

impl Paid {
    fn say(&self, app: &App, v: &Voice) -> Said {
        let payer = self.payer.as_deref();
        let payer = payer.map_or_else(|| v.w.notices_someone(), |payer| short(v, payer));
        let amount = v.amount_unit(self.amount);
        let said = if self.suspended {
            v.w.notices_paid_suspended(&payer, &amount)
        } else {
            v.w.notices_paid(&payer, &amount)
        };
        let tracking = v.digits(&self.tracking.to_string());
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_tracking_of(short(v, &self.title), tracking)],
            action: Some((v.w.notices_see(), app.address(&link_path(self.link)))),
        }
    }
}

impl Receipt {
    fn say(&self, app: &App, v: &Voice) -> Said {
        let merchant = short(v, &self.merchant);
        let said = if self.suspended {
            v.w.notices_receipt_suspended(&merchant)
        } else {
            v.w.notices_receipt(&merchant)
        };
        let tracking = v.digits(&self.tracking.to_string());
        let path = Door::Receipt { payment: self.payment }.path(&app.keys);
        Said {
            subject: said.clone(),
            lines: vec![said, v.w.notices_amount_tracking(v.amount_unit(self.amount), tracking)],
            action: Some((v.w.notices_receipt_button(), app.address(&path))),
        }
    }
}

/// The merchant's page about a link, as short as may be.
pub(super) fn link_path(link: LinkId) -> String {
    format!("/l/{}", tokens::short(link.as_uuid()))
}

/// A name as it may stand in a message of ours, kept apart where it runs the other way than the
/// sentence around it.
pub(super) fn short(v: &Voice, name: &str) -> String {
    let chars_max = match v.language {
        Language::En if is_persian(name) => PERSIAN_IN_ENGLISH_CHARS_MAX,
        Language::Fa | Language::En => NAME_CHARS_MAX,
    };
    short_to(v, name, chars_max)
}

/// The same of another length.
pub(super) fn short_to(v: &Voice, name: &str, chars_max: usize) -> String {
    let name = cut_to(name, chars_max);
    let is_latin = name.chars().any(|letter| letter.is_ascii_alphabetic());
    match v.language {
        Language::Fa if is_latin => isolate(&name),
        Language::En if is_persian(&name) => isolate(&name),
        Language::Fa | Language::En => name,
    }
}

fn is_persian(name: &str) -> bool {
    name.chars().any(|letter| matches!(letter, '\u{600}'..='\u{6ff}'))
}

/// A name without what no stranger may put into a message of ours, and not too long for one.
pub(super) fn cut(name: &str) -> String {
    cut_to(name, NAME_CHARS_MAX)
}

pub(super) fn cut_to(name: &str, chars_max: usize) -> String {
    let name = safe::plain(name);
    if name.chars().count() <= chars_max {
        return name;
    }
    let kept: String = name.chars().take(chars_max - 1).collect();
    format!("{}…", kept.trim_end())
}
