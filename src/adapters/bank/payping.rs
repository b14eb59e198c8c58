//! `PayPing` v3 (`providers.md` 1.3; sources there: a copy of the vendor's reference, the vendor's sample
//! in PHP and one independent client).
//!
//! | | |
//! |---|---|
//! | address | `{base}/v3/pay`, `/v3/pay/verify`, `/v3/pay/reverse`, `{base}/v1/report/{code}`; bearer token |
//! | page | GET `{base}/v3/pay/start/{paymentCode}`; comes back by POST, details as JSON text in `data` |
//! | unit | **toman**; only here and only in this module |
//! | proof of the amount | repeated by verification and report, without the payer's fee |
//! | proof of the order | `clientRefId`, repeated by both |
//! | verified before | HTTP 409 with 110 (or 123); then the report is asked for what moved |
//! | without a callback | the report by `paymentCode`, which also names the receipt |
//! | whether it is well | the report of a payment that never was; only whoever it knows hears so |
//! | windows | verification 10 minutes after payment, then the money goes back; reversal 30 minutes |
//! | back to the payer | reversal of the whole (we create all payments reversible); after a refusal the report tells whether the money is still with us |
//! | moved | verify 200; report `paymentStatus` 1 with `isPaid` |
//! | refused | report `paymentStatus` 3 (cancelled); 0 and 2 after a day |
//! | not yet, or the report knows | verify 110 121 122 123 127 |
//! | another amount | verify 133 137: nothing is verified, and a person looks |
//! | a person has to act | 102 103 105 111 112 124, HTTP 401 and 403 |
//! | no page | every other code of a request (101 104 107 113 …): this order is not taken, and the next gateway is asked |
//! | busy, surely not done | 114 when a page is asked for, 429 |
//! | unknown | 202, 502, 109 155 156, report 4, a page of HTML, half an answer, every other code |

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
use super::Return;
use super::Reverses;
use super::wire;
use super::wire::Site;
use crate::money::Money;
use crate::outbound;
use crate::outbound::Client;
use crate::outbound::Silence;
use crate::outbound::text;
use crate::outbound::whole;

/// The gateway's name in the books.
pub const NAME: &str = "payping";

/// Its pages stand under this name.
pub(super) const PAGES: &str = "https://*.payping.ir";

/// No payment has this code.
const NO_PAYMENT: &str = "0";

/// A payer who has not paid by then is not at the bank any more.
const GIVEN_UP: TimeDelta = TimeDelta::hours(24);

/// The gateway.
pub struct Payping {
    client: Client,
    base: Url,
    token: SecretString,
    terminal: String,
}

impl Payping {
    /// The gateway at its site, for one merchant.
    pub(super) fn new(site: Site, token: SecretString) -> Self {
        let terminal = wire::alias(token.expose_secret());
        Self { client: site.client, base: site.base, token, terminal }
    }

    async fn call(&self, path: &str, body: Option<&Value>) -> Result<outbound::Reply, Silence> {
        let method = if body.is_some() { Method::POST } else { Method::GET };
        let request = self.client.request(method, path).bearer_auth(self.token.expose_secret());
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        self.client.send(request).await
    }

    async fn report(&self, reference: &str) -> Result<outbound::Reply, Silence> {
        self.call(&format!("/v1/report/{reference}"), None).await
    }

    async fn verify_receipt(
        &self,
        order: &Order<'_>,
        reference: &str,
        receipt: i64,
    ) -> Result<outbound::Reply, Silence> {
        let amount = order.amount.as_rials() / 10;
        let body = json!({ "paymentRefId": receipt, "paymentCode": reference, "amount": amount });
        self.call("/v3/pay/verify", Some(&body)).await
    }
}

#[async_trait]
impl Gateway for Payping {
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
        // The report knows the receipt when no browser brought it.
        Caps { needs_receipt: false, verify_window: TimeDelta::hours(72), inquires: true }
    }

    async fn is_well(&self) -> Result<(), Fault> {
        match self.report(NO_PAYMENT).await {
            Ok(reply) => well(&reply),
            Err(silence) => Err(wire::silent_fault(silence)),
        }
    }

    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>> {
        if order.amount.as_rials() % 10 != 0 {
            return Reply::none(Err(Fault::Rejected { code: "not a whole toman".to_owned() }));
        }
        let body = json!({
            "amount": order.amount.as_rials() / 10,
            "returnUrl": order.callback,
            "payerIdentity": order.mobile.map(crate::mobile::Mobile::as_str),
            "description": order.title,
            "clientRefId": order.number.to_string(),
            "isReversible": true,
        });
        match self.call("/v3/pay", Some(&body)).await {
            Ok(reply) => {
                let page = started(&reply, order.amount).map(|reference| {
                    let base = self.base.as_str().trim_end_matches('/');
                    let go = Go::to(format!("{base}/v3/pay/start/{reference}"));
                    BankPage { reference, go }
                });
                let is_unreadable = page == Err(Fault::Unknown);
                wire::heard(page, is_unreadable, &reply)
            }
            Err(silence) => Reply::none(Err(wire::silent_fault(silence))),
        }
    }

    fn read_callback(&self, brought: &Fields) -> Hint {
        hint(brought)
    }

    async fn verify(&self, order: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        let brought = known.receipt.and_then(|receipt| receipt.parse().ok());
        let receipt = match brought {
            Some(receipt) => receipt,
            None => match self.report(known.reference).await {
                Ok(reply) => match reported(&reply, known) {
                    Answer::Unverified { receipt: Some(receipt) } => match receipt.parse() {
                        Ok(receipt) => receipt,
                        Err(_) => return wire::answered(Answer::Unknown, &reply),
                    },
                    answer => return wire::answered(answer, &reply),
                },
                Err(silence) => return wire::silent(silence),
            },
        };
        match self.verify_receipt(order, known.reference, receipt).await {
            Ok(reply) => match verified(&reply, known.reference) {
                Some(answer) => wire::answered(answer, &reply),
                None => self.inquire(order, known).await,
            },
            Err(silence) => wire::silent(silence),
        }
    }

    async fn inquire(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        match self.report(known.reference).await {
            Ok(reply) => wire::answered(reported(&reply, known), &reply),
            Err(silence) => wire::silent(silence),
        }
    }

    fn reverses(&self) -> Option<&dyn Reverses> {
        Some(self)
    }
}

#[async_trait]
impl Reverses for Payping {
    fn window(&self) -> TimeDelta {
        TimeDelta::minutes(30)
    }

    async fn reverse(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Return> {
        let receipt = known.bank_number.or(known.receipt).and_then(|text| text.parse::<i64>().ok());
        let Some(receipt) = receipt else {
            return Reply::none(Return::Refused { code: "no receipt".to_owned() });
        };
        let body = json!({ "paymentRefId": receipt, "paymentCode": known.reference });
        let reply = match self.call("/v3/pay/reverse", Some(&body)).await {
            Ok(reply) => reply,
            Err(silence) => return wire::silent_return(silence),
        };
        let says = reversed(&reply);
        if !matches!(says, Return::Refused { .. }) {
            let is_unreadable = says == Return::Unknown;
            return wire::heard(says, is_unreadable, &reply);
        }
        // What went back before cannot go back again: the answer to the first call may have been lost.
        match self.report(known.reference).await {
            Ok(report) => {
                let says = match still_paid(&report) {
                    Some(false) => Return::Done { number: None },
                    Some(true) => says,
                    None => Return::Unknown,
                };
                let is_unreadable = says == Return::Unknown;
                wire::heard(says, is_unreadable, &report)
            }
            Err(silence) => wire::silent_return(silence),
        }
    }
}

/// A field of an object whose names are written now with a small and now with a capital first letter.
fn of<'a>(json: &'a Value, name: &str) -> &'a Value {
    let fields = json.as_object();
    let found =
        fields.and_then(|fields| fields.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
    found.map_or(&Value::Null, |(_, value)| value)
}

fn error_code(reply: &outbound::Reply) -> Option<i64> {
    let json = reply.json()?;
    whole(of(of(&json, "metaData"), "code"))
}

fn is_misconfigured(code: i64) -> bool {
    matches!(code, 102 | 103 | 105 | 111 | 112 | 124)
}

/// What an answer about no payment says of the gateway.
pub(super) fn well(reply: &outbound::Reply) -> Result<(), Fault> {
    match (reply.status, error_code(reply)) {
        (_, Some(code)) if is_misconfigured(code) => {
            Err(Fault::Misconfigured { code: code.to_string() })
        }
        (401 | 403 | 429 | 500.., _) => Err(wire::foreign_fault(reply)),
        (_, Some(_)) | (404, _) => Ok(()),
        (200, None) if reply.json().is_some() => Ok(()),
        (_, None) => Err(Fault::Unknown),
    }
}

fn started(reply: &outbound::Reply, amount: Money) -> Result<String, Fault> {
    if reply.status == 200 {
        let json = reply.json().ok_or(Fault::Unknown)?;
        // The unit is wrong on one of the two sides: nobody is sent there.
        if wire::tomans(of(&json, "amount")).is_some_and(|theirs| theirs != amount) {
            return Err(Fault::Misconfigured { code: "another amount".to_owned() });
        }
        return wire::name(of(&json, "paymentCode")).ok_or(Fault::Unknown);
    }
    match error_code(reply) {
        Some(114) => Err(Fault::Busy { after: reply.retry_after }),
        Some(code) if is_misconfigured(code) => {
            Err(Fault::Misconfigured { code: code.to_string() })
        }
        Some(106 | 108) | None => Err(wire::foreign_fault(reply)),
        Some(code) => Err(Fault::Rejected { code: code.to_string() }),
    }
}

/// What a browser brought back, under older names, too (`providers.md` 1.3).
pub(super) fn hint(brought: &Fields) -> Hint {
    let field = |name: &str| {
        brought.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    };
    let data: Value =
        field("data").and_then(|data| serde_json::from_str(data).ok()).unwrap_or_default();
    let receipt = whole(of(&data, "paymentRefId"))
        .or_else(|| field("PaymentRefId")?.parse().ok())
        .filter(|receipt| 0 < *receipt);
    Hint {
        reference: text(of(&data, "paymentCode")),
        receipt: receipt.map(|receipt| receipt.to_string()),
    }
}

/// `None`: the report knows more.
pub(super) fn verified(reply: &outbound::Reply, reference: &str) -> Option<Answer> {
    match (reply.status, error_code(reply)) {
        (200, _) => {
            let json = reply.json()?;
            let is_ours = text(of(&json, "code")).is_none_or(|code| code == reference);
            let receipt = wire::number(of(&json, "paymentRefId")).filter(|_| is_ours);
            Some(receipt.and_then(|receipt| moved(&json, receipt, true)).unwrap_or(Answer::Unknown))
        }
        (202 | 502, _) => Some(Answer::Unknown),
        (_, Some(110 | 121 | 122 | 123 | 127)) => None,
        (_, Some(109 | 155 | 156)) => Some(Answer::Unknown),
        (_, Some(133 | 137)) => Some(Answer::OtherAmount),
        (_, Some(code)) if is_misconfigured(code) => {
            Some(Answer::Misconfigured { code: code.to_string() })
        }
        (401 | 403 | 429, _) | (_, None) => Some(wire::foreign_answer(reply)),
        (_, Some(_)) => Some(Answer::Unknown),
    }
}

pub(super) fn reported(reply: &outbound::Reply, known: &Known<'_>) -> Answer {
    let json = match (reply.status, reply.json()) {
        (200, Some(json)) => json,
        _ if error_code(reply).is_some_and(is_misconfigured) => {
            let code = error_code(reply).unwrap_or_default().to_string();
            return Answer::Misconfigured { code };
        }
        _ => return wire::foreign_answer(reply),
    };
    let receipt = wire::number(of(&json, "refId"));
    let is_paid = *of(&json, "isPaid") == Value::Bool(true);
    match whole(of(&json, "paymentStatus")) {
        Some(1) if is_paid => {
            let moved = receipt.and_then(|receipt| moved(&json, receipt, false));
            moved.unwrap_or(Answer::Unknown)
        }
        Some(0 | 2) if GIVEN_UP < known.age => Answer::Refused(Refusal::TimedOut),
        Some(0 | 2) => Answer::Waiting,
        Some(3) => Answer::Refused(Refusal::Cancelled),
        Some(5) => Answer::Unverified { receipt },
        _ => Answer::Unknown,
    }
}

fn moved(json: &Value, receipt: String, first_time: bool) -> Option<Answer> {
    let amount = wire::tomans(of(json, "amount"))?;
    Some(Answer::Moved(Proof {
        amount: Some(amount),
        order_number: Some(whole(of(json, "clientRefId"))?),
        terminal: None,
        receipt: None,
        first_time,
        bank_number: receipt,
        card: wire::card(of(json, "cardNumber")),
        fee: wire::fee_of(amount, wire::tomans(of(json, "businessWage"))),
        shared: None,
    }))
}

/// Whether the report says that a payment's money is with us; `None`: it says nothing of that.
fn still_paid(report: &outbound::Reply) -> Option<bool> {
    let json = report.json().filter(|_| report.status == 200)?;
    whole(of(&json, "paymentStatus"))?;
    of(&json, "isPaid").as_bool()
}

fn reversed(reply: &outbound::Reply) -> Return {
    match (reply.status, error_code(reply)) {
        (200, _)
            if reply.json().is_some_and(|json| wire::tomans(of(&json, "amount")).is_some()) =>
        {
            Return::Done { number: None }
        }
        (_, Some(code @ (126 | 131 | 132 | 134 | 135))) => {
            Return::Refused { code: code.to_string() }
        }
        (_, Some(code)) if is_misconfigured(code) => {
            Return::Misconfigured { code: code.to_string() }
        }
        (200, _) | (_, Some(_)) => Return::Unknown,
        (_, None) => wire::foreign_return(reply),
    }
}
