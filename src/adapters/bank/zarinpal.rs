//! Zarinpal v4 (`providers.md` 1.1; sources there: the vendor's documents and its SDK for Node, with
//! five independent clients).
//!
//! | | |
//! |---|---|
//! | address | `{base}/pg/v4/payment/{request,verify,inquiry,unVerified,reverse}.json`, POST of JSON |
//! | page | GET `{base}/pg/StartPay/{authority}`; comes back by GET with `Authority` and `Status` |
//! | unit | rial (`currency` is always `IRR`) |
//! | proof of the amount | our amount is part of the question; another one is refused with -50 |
//! | proof of the order | the authority, which belongs to one payment only; `order_id` when repeated |
//! | verified before | 101 |
//! | without a callback | inquiry by authority, and the list of what was paid and never verified |
//! | whether it is well | the list of what was never verified, which only a merchant that it knows may read |
//! | windows | verification: none written, we ask for 72 hours; reversal 30 minutes after payment |
//! | back to the payer | reversal of the whole in the window; after it the refunds of [`refunds`], with a key of their own |
//! | part to somebody else | `wages` of the request, where the contract has it: [`shares`] |
//! | moved | verify 100 and 101 with a `ref_id` |
//! | refused | -51 when the inquiry says `FAILED`; `REVERSED` is its own answer |
//! | another amount | -50 of a verification: nothing is verified, and a person looks |
//! | a person has to act | -10 -11 -13 -14 -15 -16 -17 -18 -19 -31 -38 -62, -53 -54 of a question |
//! | no page | every other code of a request (-9 -30 -32 … -42): this order is not taken, and the next gateway is asked |
//! | of a reversal | 100 done; -61 as the inquiry says; -53 -54 -60 -63 refused |
//! | busy, surely not done | -12 and 429 of the web |
//! | unknown | -52 -55, 5xx, a page of HTML, half an answer, every other code |
//!
//! -51 alone ends nothing: it is also said of a payer who is still at the bank.

pub(super) mod refunds;
mod shares;
mod unverified;

use async_trait::async_trait;
use chrono::TimeDelta;
use reqwest::Method;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value;
use serde_json::json;
use url::Url;

use self::refunds::Account;
use super::Answer;
use super::BankPage;
use super::Caps;
use super::Fault;
use super::Fields;
use super::Gateway;
use super::Go;
use super::Hint;
use super::Known;
use super::ListsUnverified;
use super::Order;
use super::Proof;
use super::Refunds;
use super::Refusal;
use super::Reply;
use super::Return;
use super::Reverses;
use super::Shares;
use super::wire;
use super::wire::Site;
use crate::money::Money;
use crate::outbound;
use crate::outbound::Client;
use crate::outbound::Silence;
use crate::outbound::whole;

/// The gateway's name in the books.
pub const NAME: &str = "zarinpal";

/// A payer who has not paid by then is not at the bank any more.
const GIVEN_UP: TimeDelta = TimeDelta::hours(24);

/// The gateway.
pub struct Zarinpal {
    client: Client,
    base: Url,
    merchant: SecretString,
    terminal: String,
    /// What gives back after the window, where the merchant's token for it is known.
    account: Option<Account>,
    /// Whether its contract lets a part of a payment go to somebody else's account.
    is_sharing: bool,
}

impl Zarinpal {
    /// The gateway at its site, for one merchant; with the site of its refunds and the token for them.
    pub(super) fn new(
        site: Site,
        merchant: SecretString,
        refunds: Option<(Site, SecretString)>,
    ) -> Self {
        let terminal = wire::alias(merchant.expose_secret());
        let account = refunds.map(|(site, token)| Account::new(site, token, merchant.clone()));
        let (client, base) = (site.client, site.base);
        Self { client, base, merchant, terminal, account, is_sharing: false }
    }

    async fn call(&self, method: &str, mut body: Value) -> Result<outbound::Reply, Silence> {
        body["merchant_id"] = self.merchant.expose_secret().into();
        let path = format!("/pg/v4/payment/{method}.json");
        self.client.send(self.client.request(Method::POST, &path).json(&body)).await
    }

    /// The page that was given.
    fn page(&self, reply: &outbound::Reply) -> Result<BankPage, Fault> {
        let reference = started(reply)?;
        let base = self.base.as_str().trim_end_matches('/');
        let go = Go::to(format!("{base}/pg/StartPay/{reference}"));
        Ok(BankPage { reference, go })
    }

    async fn status(&self, reference: &str) -> Result<(Standing, outbound::Reply), Silence> {
        let reply = self.call("inquiry", json!({ "authority": reference })).await?;
        Ok((standing(&reply), reply))
    }

    /// `None`: not paid, or not yet (-51).
    async fn ask_to_verify(&self, order: &Order<'_>, reference: &str) -> Option<Reply<Answer>> {
        let body = json!({ "amount": order.amount.as_rials(), "authority": reference });
        match self.call("verify", body).await {
            Ok(reply) => {
                verified(&reply, order.amount).map(|answer| wire::answered(answer, &reply))
            }
            Err(silence) => Some(wire::silent(silence)),
        }
    }
}

/// How an order stands, as the inquiry says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    AtTheBank,
    Paid,
    Verified,
    Failed,
    Reversed,
    Other(Answer),
}

#[async_trait]
impl Gateway for Zarinpal {
    fn name(&self) -> &'static str {
        NAME
    }

    fn terminal(&self) -> &str {
        &self.terminal
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(1_000_000_000))
    }

    fn caps(&self) -> Caps {
        Caps { needs_receipt: false, verify_window: TimeDelta::hours(72), inquires: true }
    }

    async fn is_well(&self) -> Result<(), Fault> {
        self.unverified().await.says.map(|_| ())
    }

    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>> {
        match self.call("request", asked(order)).await {
            Ok(reply) => {
                let page = self.page(&reply);
                let is_unreadable = page == Err(Fault::Unknown);
                wire::heard(page, is_unreadable, &reply)
            }
            Err(silence) => Reply::none(Err(wire::silent_fault(silence))),
        }
    }

    fn read_callback(&self, brought: &Fields) -> Hint {
        Hint { reference: brought.get("Authority").cloned(), receipt: None }
    }

    async fn verify(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        match self.ask_to_verify(order, known.reference).await {
            Some(reply) => reply,
            None => match self.status(known.reference).await {
                Ok((standing, reply)) => wire::answered(not_verified(&standing, known.age), &reply),
                Err(silence) => wire::silent(silence),
            },
        }
    }

    async fn inquire(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        match self.status(known.reference).await {
            // The number of the movement is only in the answer to a verification, and a second one
            // changes nothing.
            Ok((Standing::Verified, reply)) => {
                let said = self.ask_to_verify(order, known.reference).await;
                said.unwrap_or_else(|| wire::answered(Answer::Unknown, &reply))
            }
            Ok((standing, reply)) => wire::answered(not_verified(&standing, known.age), &reply),
            Err(silence) => wire::silent(silence),
        }
    }

    fn reverses(&self) -> Option<&dyn Reverses> {
        Some(self)
    }

    fn refunds(&self) -> Option<&dyn Refunds> {
        self.account.as_ref().map(|account| account as &dyn Refunds)
    }

    fn lists_unverified(&self) -> Option<&dyn ListsUnverified> {
        Some(self)
    }

    fn shares(&self) -> Option<&dyn Shares> {
        self.is_sharing.then_some(self)
    }
}

#[async_trait]
impl Reverses for Zarinpal {
    fn window(&self) -> TimeDelta {
        TimeDelta::minutes(30)
    }

    async fn reverse(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Return> {
        let reply = match self.call("reverse", json!({ "authority": known.reference })).await {
            Ok(reply) => reply,
            Err(silence) => return wire::silent_return(silence),
        };
        if let Some(says) = reversed(&reply) {
            let is_unreadable = says == Return::Unknown;
            return wire::heard(says, is_unreadable, &reply);
        }
        match self.status(known.reference).await {
            Ok((Standing::Reversed, reply)) => {
                Reply::read(Return::Done { number: None }, &reply.body)
            }
            Ok((Standing::Verified | Standing::Failed, reply)) => {
                Reply::read(Return::Refused { code: "-61".to_owned() }, &reply.body)
            }
            Ok((_, reply)) => Reply::unreadable(Return::Unknown, &reply.body),
            Err(silence) => wire::silent_return(silence),
        }
    }
}

/// The code of an answer, wherever it stands: in `data` when all is well, else in `errors`, each of
/// which is an empty list when the other one speaks.
fn code(json: &Value) -> Option<i64> {
    let in_data = whole(&json["data"]["code"]);
    in_data.or_else(|| whole(&json["errors"]["code"])).or_else(|| {
        let errors = json["errors"].as_object()?;
        errors.values().find_map(|error| whole(error.as_array()?.get(1)?))
    })
}

fn is_misconfigured(code: i64) -> bool {
    matches!(code, -10 | -11 | -19..=-13 | -31 | -38 | -62)
}

/// What a page is asked for with.
fn asked(order: &Order<'_>) -> Value {
    let mut metadata = json!({ "order_id": order.number.to_string() });
    if let Some(mobile) = order.mobile {
        metadata["mobile"] = mobile.as_str().into();
    }
    json!({
        "amount": order.amount.as_rials(),
        "currency": "IRR",
        "description": refunds::description(order),
        "callback_url": order.callback,
        "metadata": metadata,
    })
}

fn started(reply: &outbound::Reply) -> Result<String, Fault> {
    let Some(json) = reply.json() else { return Err(wire::foreign_fault(reply)) };
    match code(&json) {
        Some(100) => {
            let authority = wire::name(&json["data"]["authority"]);
            authority.filter(|text| text.len() == 36).ok_or(Fault::Unknown)
        }
        Some(-12) => Err(Fault::Busy { after: reply.retry_after }),
        Some(code) if is_misconfigured(code) => {
            Err(Fault::Misconfigured { code: code.to_string() })
        }
        Some(code) => Err(Fault::Rejected { code: code.to_string() }),
        None => Err(wire::foreign_fault(reply)),
    }
}

/// `None`: not paid, or not yet; the inquiry knows which.
pub(super) fn verified(reply: &outbound::Reply, amount: Money) -> Option<Answer> {
    let Some(json) = reply.json() else { return Some(wire::foreign_answer(reply)) };
    let data = &json["data"];
    match code(&json) {
        // Without the bank's number it is no proof.
        Some(code @ (100 | 101)) if whole(&data["code"]) == Some(code) => {
            Some(wire::number(&data["ref_id"]).map_or(Answer::Unknown, |bank_number| {
                let fee = wire::rials(&data["fee"]).filter(|_| data["fee_type"] == "Merchant");
                Answer::Moved(Proof {
                    amount: wire::rials(&data["amount"]),
                    order_number: whole(&data["order_id"]),
                    terminal: None,
                    receipt: None,
                    first_time: code == 100,
                    bank_number,
                    card: wire::card(&data["card_pan"]),
                    fee: wire::fee_of(amount, fee),
                    shared: shares::told(&data["wages"]),
                })
            }))
        }
        Some(-51) => None,
        Some(-12) => Some(Answer::Busy { after: reply.retry_after }),
        Some(-50) => Some(Answer::OtherAmount),
        Some(code) if is_misconfigured(code) || matches!(code, -53 | -54) => {
            Some(Answer::Misconfigured { code: code.to_string() })
        }
        Some(_) => Some(Answer::Unknown),
        None => Some(wire::foreign_answer(reply)),
    }
}

pub(super) fn standing(reply: &outbound::Reply) -> Standing {
    let Some(json) = reply.json() else { return Standing::Other(wire::foreign_answer(reply)) };
    match (code(&json), json["data"]["status"].as_str()) {
        (Some(100), Some("IN_BANK" | "PENDING")) => Standing::AtTheBank,
        (Some(100), Some("PAID")) => Standing::Paid,
        (Some(100), Some("VERIFIED")) => Standing::Verified,
        (Some(100), Some("FAILED")) => Standing::Failed,
        (Some(100), Some("REVERSED")) => Standing::Reversed,
        (Some(-12), _) => Standing::Other(Answer::Busy { after: reply.retry_after }),
        (Some(code), _) if is_misconfigured(code) => {
            Standing::Other(Answer::Misconfigured { code: code.to_string() })
        }
        (Some(_), _) => Standing::Other(Answer::Unknown),
        (None, _) => Standing::Other(wire::foreign_answer(reply)),
    }
}

/// What the standing of an order means that could not be verified.
pub(super) fn not_verified(standing: &Standing, age: TimeDelta) -> Answer {
    match standing {
        Standing::AtTheBank if GIVEN_UP < age => Answer::Refused(Refusal::TimedOut),
        Standing::AtTheBank => Answer::Waiting,
        Standing::Paid => Answer::Unverified { receipt: None },
        // It contradicts what the verification said a moment before.
        Standing::Verified => Answer::Unknown,
        Standing::Failed => Answer::Refused(Refusal::Other),
        Standing::Reversed => Answer::Reversed,
        Standing::Other(answer) => answer.clone(),
    }
}

/// `None`: it cannot go back, or it went back before; the inquiry knows which.
fn reversed(reply: &outbound::Reply) -> Option<Return> {
    let Some(json) = reply.json() else { return Some(wire::foreign_return(reply)) };
    match code(&json) {
        Some(100) => Some(Return::Done { number: None }),
        Some(-61) => None,
        Some(-12) => Some(Return::Busy { after: reply.retry_after }),
        Some(code @ (-60 | -63 | -54 | -53)) => Some(Return::Refused { code: code.to_string() }),
        Some(code) if is_misconfigured(code) => {
            Some(Return::Misconfigured { code: code.to_string() })
        }
        Some(_) => Some(Return::Unknown),
        None => Some(wire::foreign_return(reply)),
    }
}
