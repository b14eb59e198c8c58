//! Zibal v1 (`providers.md` 1.2; sources there: the vendor's package for Node, a client for Python and
//! four independent ones).
//!
//! | | |
//! |---|---|
//! | address | `{base}/v1/{request,verify,inquiry}`, POST of JSON; the HTTP status is always 200 |
//! | page | GET `{base}/start/{trackId}`; comes back by GET with `trackId` and `success` |
//! | unit | rial |
//! | proof of the amount | repeated by verification and inquiry; without it nothing is believed |
//! | proof of the order | `orderId`, repeated by both |
//! | verified before | 201, and then the inquiry is asked for what moved |
//! | without a callback | inquiry by `trackId` |
//! | whether it is well | inquiry about somebody else's order: whom it knows it answers 203 |
//! | windows | none written; we verify for 72 hours |
//! | back to the payer | statuses 15, 16, 18 show that it exists; no source says how, so it is not offered |
//! | moved | verify 100 with status 1, amount and `refNumber`; inquiry status 1 with the same |
//! | refused | inquiry status 3 (cancelled), 4 8 9 10 11 12 (bank), 5 (funds), 6 (PIN), 7; -1 after a day |
//! | went back | inquiry status 15 16 18 |
//! | still open | inquiry status -1 (at the bank), 2 (paid and not verified) |
//! | a person has to act | 102 103 104 115; of a request 106 and 112, too |
//! | no page | every other code of a request (105 107 113 114 …): this order is not taken, and the next gateway is asked |
//! | unknown | verify 203, inquiry status -2, 5xx, a page of HTML, half an answer, every other code |
//!
//! 202 of a verification alone ends nothing: it is also said of a payer who is still at the bank.

use async_trait::async_trait;
use chrono::TimeDelta;
use reqwest::Method;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value;
use serde_json::json;
use url::Url;

use super::Answer;
use super::BankPage;
use super::Caps;
use super::Fault;
use super::Fields;
use super::Gateway;
use super::Go;
use super::Hint;
use super::Known;
use super::Order;
use super::Proof;
use super::Refusal;
use super::Reply;
use super::wire;
use super::wire::Site;
use crate::money::Money;
use crate::outbound;
use crate::outbound::Client;
use crate::outbound::Silence;
use crate::outbound::whole;

/// The gateway's name in the books.
pub const NAME: &str = "zibal";

/// Zibal's first order, which is nobody's here.
const NO_ORDER: &str = "1";

/// A payer who has not paid by then is not at the bank any more.
const GIVEN_UP: TimeDelta = TimeDelta::hours(24);

/// The gateway.
pub struct Zibal {
    client: Client,
    base: Url,
    merchant: SecretString,
    terminal: String,
}

impl Zibal {
    /// The gateway at its site, for one merchant.
    pub(super) fn new(site: Site, merchant: SecretString) -> Self {
        let terminal = wire::alias(merchant.expose_secret());
        Self { client: site.client, base: site.base, merchant, terminal }
    }

    async fn call(&self, method: &str, mut body: Value) -> Result<outbound::Reply, Silence> {
        body["merchant"] = self.merchant.expose_secret().into();
        let path = format!("/v1/{method}");
        self.client.send(self.client.request(Method::POST, &path).json(&body)).await
    }

    async fn ask(&self, method: &str, reference: &str) -> Result<outbound::Reply, Silence> {
        let track: Value = match reference.parse::<i64>() {
            Ok(number) => number.into(),
            Err(_) => reference.into(),
        };
        self.call(method, json!({ "trackId": track })).await
    }
}

#[async_trait]
impl Gateway for Zibal {
    fn name(&self) -> &'static str {
        NAME
    }

    fn terminal(&self) -> &str {
        &self.terminal
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(2_000_000_000))
    }

    fn caps(&self) -> Caps {
        Caps { needs_receipt: false, verify_window: TimeDelta::hours(72), inquires: true }
    }

    async fn is_well(&self) -> Result<(), Fault> {
        match self.ask("inquiry", NO_ORDER).await {
            Ok(reply) => well(&reply),
            Err(silence) => Err(wire::silent_fault(silence)),
        }
    }

    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>> {
        let mut body = json!({
            "amount": order.amount.as_rials(),
            "callbackUrl": order.callback,
            "description": order.title,
            "orderId": order.number.to_string(),
        });
        if let Some(mobile) = order.mobile {
            body["mobile"] = mobile.as_str().into();
        }
        match self.call("request", body).await {
            Ok(reply) => {
                let page = started(&reply).map(|reference| {
                    let base = self.base.as_str().trim_end_matches('/');
                    let go = Go::to(format!("{base}/start/{reference}"));
                    BankPage { reference, go }
                });
                let is_unreadable = page == Err(Fault::Unknown);
                wire::heard(page, is_unreadable, &reply)
            }
            Err(silence) => Reply::none(Err(wire::silent_fault(silence))),
        }
    }

    fn read_callback(&self, brought: &Fields) -> Hint {
        Hint { reference: brought.get("trackId").cloned(), receipt: None }
    }

    async fn verify(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        let reply = match self.ask("verify", known.reference).await {
            Ok(reply) => reply,
            Err(silence) => return wire::silent(silence),
        };
        match verified(&reply) {
            Some(answer) => wire::answered(answer, &reply),
            None => self.inquire(order, known).await,
        }
    }

    async fn inquire(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        match self.ask("inquiry", known.reference).await {
            Ok(reply) => wire::answered(inquired(&reply, known.age), &reply),
            Err(silence) => wire::silent(silence),
        }
    }
}

/// What every answer may say before it says anything of an order.
fn of_code(code: i64) -> Option<Answer> {
    matches!(code, 102..=104 | 115).then(|| Answer::Misconfigured { code: code.to_string() })
}

/// What an answer about no order of ours says of the gateway.
pub(super) fn well(reply: &outbound::Reply) -> Result<(), Fault> {
    match reply.json().and_then(|json| whole(&json["result"])) {
        Some(code @ (102..=104 | 115)) => Err(Fault::Misconfigured { code: code.to_string() }),
        Some(_) => Ok(()),
        None => Err(wire::foreign_fault(reply)),
    }
}

fn started(reply: &outbound::Reply) -> Result<String, Fault> {
    let Some(json) = reply.json() else { return Err(wire::foreign_fault(reply)) };
    match whole(&json["result"]) {
        Some(100) => {
            let track = whole(&json["trackId"]).filter(|track| 0 < *track);
            track.map(|track| track.to_string()).ok_or(Fault::Unknown)
        }
        Some(code @ (102..=104 | 106 | 112 | 115)) => {
            Err(Fault::Misconfigured { code: code.to_string() })
        }
        Some(code) => Err(Fault::Rejected { code: code.to_string() }),
        None => Err(wire::foreign_fault(reply)),
    }
}

/// `None`: the inquiry knows more.
pub(super) fn verified(reply: &outbound::Reply) -> Option<Answer> {
    let Some(json) = reply.json() else { return Some(wire::foreign_answer(reply)) };
    match whole(&json["result"]) {
        // Half an answer is no proof; the whole is in the inquiry. So is what became of money that is paid and
        // not confirmed (status 2): the call was well received, and that is all.
        Some(100) if whole(&json["status"]) == Some(1) => moved(&json, true),
        Some(100 | 201 | 202) => None,
        Some(code) => Some(of_code(code).unwrap_or(Answer::Unknown)),
        None => Some(wire::foreign_answer(reply)),
    }
}

pub(super) fn inquired(reply: &outbound::Reply, age: TimeDelta) -> Answer {
    let Some(json) = reply.json() else { return wire::foreign_answer(reply) };
    match (whole(&json["result"]), whole(&json["status"])) {
        (Some(100 | 201 | 202), Some(status)) => match status {
            -1 if GIVEN_UP < age => Answer::Refused(Refusal::TimedOut),
            -1 => Answer::Waiting,
            1 => moved(&json, false).unwrap_or(Answer::Unknown),
            2 => Answer::Unverified { receipt: None },
            3 => Answer::Refused(Refusal::Cancelled),
            5 => Answer::Refused(Refusal::NoFunds),
            6 => Answer::Refused(Refusal::WrongSecret),
            4 | 7..=12 => Answer::Refused(Refusal::Other),
            15 | 16 | 18 => Answer::Reversed,
            _ => Answer::Unknown,
        },
        (Some(code), _) => of_code(code).unwrap_or(Answer::Unknown),
        (None, _) => wire::foreign_answer(reply),
    }
}

fn moved(json: &Value, first_time: bool) -> Option<Answer> {
    Some(Answer::Moved(Proof {
        amount: Some(wire::rials(&json["amount"])?),
        order_number: Some(whole(&json["orderId"])?),
        terminal: None,
        receipt: None,
        first_time,
        bank_number: wire::number(&json["refNumber"])?,
        card: wire::card(&json["cardNumber"]),
        fee: Money::ZERO,
        shared: None,
    }))
}
