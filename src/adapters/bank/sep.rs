//! Saman's SEP, REST `OnlinePG` (`providers.md` 1.6; sources there: the vendor's document 3.6 as
//! restated by a driver that ran on real terminals, and two independent clients).
//!
//! | | |
//! |---|---|
//! | address | `{base}/onlinepg/onlinepg`, `{base}/verifyTxnRandomSessionkey/ipg/{Verify,Reverse}Transaction` |
//! | page | POST of a form with `Token` to the first; comes back by POST with `RefNum` and `ResNum` |
//! | unit | rial |
//! | proof of the amount | `OrginalAmount` (so spelt), without which nothing is believed |
//! | proof of the order | the receipt (`RefNum`), which serves one payment, see below |
//! | proof of the terminal | `TerminalNumber` |
//! | verified before | `ResultCode` 2 |
//! | without a callback | nothing can be asked: the bank gives unverified money back after 30 minutes |
//! | whether it is well | nothing can be asked without a receipt: whether its host answers |
//! | windows | the page 20 minutes (we ask for that), verification 30 after payment, reversal 50 |
//! | back to the payer | reversal of the whole, after verification; asked again it says 2, "repeated" |
//! | moved | `ResultCode` 0 or 2 with our `RefNum`, the amount and an `RRN` |
//! | refused | nothing brought in 90 minutes: whatever was paid has gone back by itself |
//! | went back | -6 |
//! | a person has to act | -104 -105 -106; of a request 5 8 12, too |
//! | no page | every other code of a request: this order is not taken, and the next gateway is asked |
//! | what the browser says | `RefNum` only; `State` and `Status` (1 … 12) prove nothing and are not read |
//! | unknown | -2, 5xx, a page of HTML, half an answer, every other code |
//!
//! The bank verifies one receipt for as many orders as it is asked about, so a receipt is kept for one
//! payment only before it is asked about (`payments_bank_receipt_is_unique`).

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use reqwest::Method;
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
pub const NAME: &str = "sep";

const PAGE: &str = "/onlinepg/onlinepg";

/// How long a payer may take before the bank's page, in minutes.
const PAGE_MINUTES: i64 = 20;

/// Whoever paid by then without our hearing of it has the money back.
const GONE_BACK: TimeDelta = TimeDelta::minutes(90);

/// The gateway.
pub struct Sep {
    client: Client,
    base: Url,
    terminal: String,
}

impl Sep {
    /// The gateway at its site, for one terminal. The bank knows us by the address of our machine, so
    /// the terminal is no secret.
    pub(super) fn new(site: Site, terminal: String) -> Self {
        Self { client: site.client, base: site.base, terminal }
    }

    fn terminal_number(&self) -> Value {
        self.terminal.parse::<i64>().map_or_else(|_| self.terminal.clone().into(), Value::from)
    }

    async fn ask(&self, method: &str, receipt: &str) -> Result<outbound::Reply, Silence> {
        let body = json!({ "RefNum": receipt, "TerminalNumber": self.terminal_number() });
        let path = format!("/verifyTxnRandomSessionkey/ipg/{method}Transaction");
        self.client.send(self.client.request(Method::POST, &path).json(&body)).await
    }
}

#[async_trait]
impl Gateway for Sep {
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
        Caps { needs_receipt: true, verify_window: GONE_BACK, inquires: false }
    }

    async fn is_well(&self) -> Result<(), Fault> {
        match self.client.send(self.client.request(Method::GET, "/")).await {
            Ok(reply) if reply.status < 500 => Ok(()),
            Ok(_) => Err(Fault::Unknown),
            Err(silence) => Err(wire::silent_fault(silence)),
        }
    }

    async fn start(&self, order: &Order<'_>) -> Reply<Result<BankPage, Fault>> {
        let mut body = json!({
            "action": "token",
            "TerminalId": self.terminal_number(),
            "Amount": order.amount.as_rials(),
            "ResNum": order.number.to_string(),
            "RedirectUrl": order.callback,
            "TokenExpiryInMin": PAGE_MINUTES,
        });
        if let Some(mobile) = order.mobile {
            body["CellNumber"] = mobile.as_str().into();
        }
        let request = self.client.request(Method::POST, PAGE).json(&body);
        match self.client.send(request).await {
            Ok(reply) => {
                let page = started(&reply).map(|reference| {
                    let address = format!("{}{PAGE}", self.base.as_str().trim_end_matches('/'));
                    let fields = [("Token", reference.clone()), ("GetMethod", String::new())];
                    let fields: BTreeMap<_, _> =
                        fields.map(|(name, value)| (name.to_owned(), value)).into();
                    BankPage { reference, go: Go { address, fields } }
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
        self.inquire(order, known).await
    }

    async fn inquire(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Answer> {
        let Some(receipt) = known.receipt else {
            let is_gone = GONE_BACK < known.age;
            let says = if is_gone { Answer::Refused(Refusal::TimedOut) } else { Answer::Waiting };
            return Reply::none(says);
        };
        match self.ask("Verify", receipt).await {
            Ok(reply) => wire::answered(verified(&reply), &reply),
            Err(silence) => wire::silent(silence),
        }
    }

    fn reverses(&self) -> Option<&dyn Reverses> {
        Some(self)
    }
}

#[async_trait]
impl Reverses for Sep {
    fn window(&self) -> TimeDelta {
        TimeDelta::minutes(50)
    }

    async fn reverse(&self, _: &Order<'_>, known: &Known<'_>) -> Reply<Return> {
        let Some(receipt) = known.receipt else {
            return Reply::none(Return::Refused { code: "no receipt".to_owned() });
        };
        match self.ask("Reverse", receipt).await {
            Ok(reply) => {
                let says = reversed(&reply);
                let is_unreadable = says == Return::Unknown;
                wire::heard(says, is_unreadable, &reply)
            }
            Err(silence) => wire::silent_return(silence),
        }
    }
}

/// What a browser brought back, whatever terminal it comes from.
pub(super) fn hint(brought: &Fields) -> Hint {
    let filled = |name| brought.get(name).filter(|text| !text.is_empty()).cloned();
    Hint { reference: filled("Token"), receipt: filled("RefNum") }
}

fn is_misconfigured(code: i64) -> bool {
    matches!(code, -106..=-104)
}

fn started(reply: &outbound::Reply) -> Result<String, Fault> {
    let Some(json) = reply.json() else { return Err(wire::foreign_fault(reply)) };
    match whole(&json["status"]) {
        Some(1) => {
            // It goes into a form, never into an address.
            let token = text(&json["token"]).filter(|token| token.len() <= 200);
            token.ok_or(Fault::Unknown)
        }
        Some(_) => {
            let code = whole(&json["errorCode"]).unwrap_or_default();
            let is_ours = matches!(code, 5 | 8 | 12) || is_misconfigured(code);
            let code = code.to_string();
            Err(if is_ours { Fault::Misconfigured { code } } else { Fault::Rejected { code } })
        }
        None => Err(wire::foreign_fault(reply)),
    }
}

pub(super) fn verified(reply: &outbound::Reply) -> Answer {
    let Some(json) = reply.json() else { return wire::foreign_answer(reply) };
    match whole(&json["ResultCode"]) {
        Some(code @ (0 | 2)) if json["Success"] != false => {
            moved(&json["TransactionDetail"], code == 0).unwrap_or(Answer::Unknown)
        }
        Some(-6) => Answer::Reversed,
        Some(code) if is_misconfigured(code) => Answer::Misconfigured { code: code.to_string() },
        Some(_) => Answer::Unknown,
        None => wire::foreign_answer(reply),
    }
}

fn moved(detail: &Value, first_time: bool) -> Option<Answer> {
    Some(Answer::Moved(Proof {
        amount: Some(wire::rials(&detail["OrginalAmount"])?),
        order_number: None,
        terminal: Some(text(&detail["TerminalNumber"])?),
        // An answer about another receipt is held, because money may have moved for it.
        receipt: Some(text(&detail["RefNum"])?),
        first_time,
        bank_number: wire::number(&detail["RRN"])?,
        card: wire::card(&detail["MaskedPan"]),
        fee: Money::ZERO,
        shared: None,
    }))
}

fn reversed(reply: &outbound::Reply) -> Return {
    let Some(json) = reply.json() else { return wire::foreign_return(reply) };
    match whole(&json["ResultCode"]) {
        Some(0 | 2) if json["Success"] != false => {
            Return::Done { number: wire::number(&json["TransactionDetail"]["RRN"]) }
        }
        Some(-6) => Return::Refused { code: "-6".to_owned() },
        Some(code) if is_misconfigured(code) => Return::Misconfigured { code: code.to_string() },
        Some(_) => Return::Unknown,
        None => wire::foreign_return(reply),
    }
}
