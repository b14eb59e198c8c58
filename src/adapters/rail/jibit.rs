//! Jibit Transferor v2 (`providers.md` 2.1 and 2.5; sources there: the vendor's SDK made from its own
//! documents, and independent clients). H, M and L say how sure it is, as there.
//!
//! | | |
//! |---|---|
//! | address | `{base}/transfers`, `/transfers/filter`, `/balances`, JSON, bearer [H] |
//! | unit | rial (`currency` is always `IRR`) [H] |
//! | ids | `batchID` and `transferID` are our reference; one transfer a batch [H] |
//! | way | inside one of our banks `NORMAL`, up to PAYA's cap `ACH`, above it `RTGS` (SATNA) [H, the caps M] |
//! | asked for twice | `transfer.already_exists`: it was taken before, and is asked about [H] |
//! | asked after silence | inquiry by our reference; an empty list proves nothing for a day [H] |
//! | left for the account | `TRANSFERRED`; **not final**, the bank may send it back for days [H] |
//! | came back | `MANUALLY_FAILED`; also in the list of returns, ten days back [H, the ten days M] |
//! | never left | `FAILED`, `CANCELLED` [H] |
//! | waits for our money | `ON_HOLD_BALANCES_NOT_ENOUGH` there, `balance(s).not_enough` at the door [H] |
//! | surely not made | 429, `providers.not_available`: again later; `transfers.N.destination.*` and `.amount.*`: refused |
//! | a person has to act | `forbidden`, `transfers.N.source_bank.not_supported`, other complaints about our form [H] |
//! | unknown | `server.error`, 5xx, a page of HTML, half an answer, every other code |
//! | tells by itself | `notifyURL`, without a signature: a wake-up, after which we ask [H] |
//!
//! A rejection stands in an answer with status 200 as well.

use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;
use chrono::SecondsFormat;
use chrono::TimeDelta;
use chrono::Utc;
use reqwest::Method;
use serde_json::Value;
use serde_json::json;

use super::ListsReturns;
use super::Order;
use super::Rail;
use super::Refusal;
use super::Submission;
use super::TellsBalance;
use super::Whereabouts;
use crate::adapters::jibit;
use crate::adapters::jibit::Failure;
use crate::adapters::jibit::Keys;
use crate::adapters::jibit::Session;
use crate::banks::Bank;
use crate::clock::Clock;
use crate::iban::Iban;
use crate::money::Money;
use crate::outbound;
use crate::outbound::text;
use crate::outbound::whole;

/// The rail's name in the books.
pub const NAME: &str = "jibit";

/// One order of PAYA carries no more (central bank circular of Ordibehesht 1404).
const PAYA_MAX: Money = Money::rials(2_000_000_000);

/// Fields take no more of a text.
const DESCRIPTION_CHARS_MAX: usize = 250;
const NAME_CHARS_MAX: usize = 100;

/// Transfers on a page of a list: an answer is read up to 64 KiB.
const PAGE_SIZE: usize = 50;
const PAGES_MAX: usize = 40;

/// The rail.
pub struct Jibit {
    session: Session,
    /// The banks at which our money there has an account of its own.
    own_banks: Vec<Bank>,
}

impl Jibit {
    /// The rail at an address; a call takes at most `patience`.
    pub fn new(
        keys: Keys,
        own_banks: Vec<Bank>,
        clock: Clock,
        patience: Duration,
    ) -> reqwest::Result<Self> {
        Ok(Self { session: Session::new(keys, clock, patience)?, own_banks })
    }

    async fn page_of_returns(&self, since: DateTime<Utc>, page: usize) -> Option<Vec<String>> {
        let (page, size) = (page.to_string(), PAGE_SIZE.to_string());
        let from = since.to_rfc3339_opts(SecondsFormat::Micros, true);
        let query = [
            ("state", "MANUALLY_FAILED"),
            ("from", from.as_str()),
            ("page", page.as_str()),
            ("size", size.as_str()),
        ];
        let asked = (Method::GET, "/transfers/filter");
        let reply = self.session.call(asked, |call| call.query(&query)).await.ok()?;
        returned(&reply)
    }
}

#[async_trait]
impl Rail for Jibit {
    fn name(&self) -> &'static str {
        NAME
    }

    fn limits(&self) -> (Money, Money) {
        (Money::rials(10_000), Money::rials(100_000_000_000))
    }

    fn blind_time(&self) -> TimeDelta {
        TimeDelta::hours(24)
    }

    async fn submit(&self, order: &Order<'_>) -> Submission {
        let mut transfer = json!({
            "transferID": order.reference,
            "transferMode": way(&self.own_banks, order.iban, order.amount),
            "destination": order.iban.as_str(),
            "amount": order.amount.as_rials(),
            "currency": "IRR",
            "description": first_chars(order.description, DESCRIPTION_CHARS_MAX),
            "cancellable": false,
        });
        // One holder has two names, which the bank reads one after the other; several have none.
        if let Some((first, last)) = order.holder.and_then(names) {
            transfer["destinationFirstName"] = first_chars(first, NAME_CHARS_MAX).into();
            transfer["destinationLastName"] = first_chars(last, NAME_CHARS_MAX).into();
        }
        if let Some(address) = order.notify {
            transfer["notifyURL"] = address.into();
        }
        let body = json!({
            "batchID": order.reference,
            "submissionMode": "TRANSFER",
            "transfers": [transfer],
        });
        let asked = (Method::POST, "/transfers");
        match self.session.call(asked, |call| call.json(&body)).await {
            Ok(reply) => submitted(&reply, order.reference),
            Err(Failure::NotAsked) => Submission::NotNow,
            Err(Failure::Misconfigured(_)) => Submission::Misconfigured,
            Err(Failure::Lost) => Submission::Unknown,
        }
    }

    async fn inquire(&self, reference: &str) -> Whereabouts {
        let query = [("batchID", reference), ("transferID", reference)];
        let asked = (Method::GET, "/transfers");
        match self.session.call(asked, |call| call.query(&query)).await {
            Ok(reply) => whereabouts(&reply, reference),
            Err(_) => Whereabouts::Unknown,
        }
    }

    fn lists_returns(&self) -> Option<&dyn ListsReturns> {
        Some(self)
    }

    fn tells_balance(&self) -> Option<&dyn TellsBalance> {
        Some(self)
    }
}

#[async_trait]
impl ListsReturns for Jibit {
    fn window(&self) -> TimeDelta {
        TimeDelta::days(10)
    }

    async fn returned(&self, since: DateTime<Utc>) -> Option<Vec<String>> {
        let mut references = vec![];
        for page in 1..=PAGES_MAX {
            let lines = self.page_of_returns(since, page).await?;
            let is_last = lines.len() < PAGE_SIZE;
            references.extend(lines);
            if is_last {
                break;
            }
        }
        Some(references)
    }
}

#[async_trait]
impl TellsBalance for Jibit {
    async fn spendable(&self) -> Option<Money> {
        let reply = self.session.call((Method::GET, "/balances"), |call| call).await.ok()?;
        spendable(&reply)
    }
}

/// How the money goes: inside a bank at once, by PAYA as far as that carries, and else by SATNA.
pub(super) fn way(own_banks: &[Bank], iban: &Iban, amount: Money) -> &'static str {
    if iban.bank().is_some_and(|bank| own_banks.contains(&bank)) {
        "NORMAL"
    } else if amount <= PAYA_MAX {
        "ACH"
    } else {
        "RTGS"
    }
}

fn first_chars(text: &str, max: usize) -> String {
    text.chars().take(max).collect()
}

/// First and last name of one holder; `None` for several, or a single word.
fn names(holder: &str) -> Option<(&str, &str)> {
    holder.split_once(' ').filter(|_| !holder.contains(['،', ',']))
}

/// What an answer to an order means. Whatever is not surely a refusal may have been an acceptance.
pub(super) fn submitted(reply: &outbound::Reply, reference: &str) -> Submission {
    if reply.status == 429 {
        return Submission::NotNow;
    }
    let Some(json) = reply.json().filter(|_| reply.status < 500) else {
        return Submission::Unknown;
    };
    let codes = jibit::codes(&json);
    if !codes.is_empty() {
        return complaint(&codes);
    }
    let rejections = json["rejections"].as_array().map(Vec::as_slice).unwrap_or_default();
    match rejections {
        [] if whole(&json["submittedCount"]) == Some(1) => Submission::Accepted,
        [one] if is_ours(one, reference) => complaint(&reasons(one)),
        _ => Submission::Unknown,
    }
}

/// The reasons of a rejection, in either of the forms that a failure has.
fn reasons(rejection: &Value) -> Vec<&str> {
    let single = rejection["code"].as_str();
    jibit::codes(rejection).into_iter().chain(single).collect()
}

/// What several complaints about one order mean together: the gravest counts.
fn complaint(codes: &[&str]) -> Submission {
    let meanings: Vec<Submission> = codes.iter().map(|code| meaning(code)).collect();
    for gravest in [Submission::Accepted, Submission::Unknown] {
        if meanings.contains(&gravest) {
            return gravest;
        }
    }
    meanings.first().copied().unwrap_or(Submission::Unknown)
}

fn meaning(code: &str) -> Submission {
    const OUR_FORM: [&str; 5] = [
        "forbidden",
        "invalid.request_body",
        "batchID.invalid_length",
        "submissionMode.not_valid",
        "transfers.invalid_length",
    ];
    let of_field = code.strip_prefix("transfers.").and_then(|rest| {
        let (place, field) = rest.split_once('.')?;
        place.bytes().all(|byte| byte.is_ascii_digit()).then_some(field)
    });
    match (code, of_field) {
        ("transfer.already_exists", _) => Submission::Accepted,
        ("balance.not_enough" | "balances.not_enough", _) => Submission::TooPoor,
        ("providers.not_available", _) => Submission::NotNow,
        (code, _) if OUR_FORM.contains(&code) => Submission::Misconfigured,
        (_, Some("destination.not_valid")) => Submission::Refused(Refusal::Account),
        (_, Some("source_bank.not_supported")) => Submission::Misconfigured,
        (_, Some(field)) if field.starts_with("amount.") => Submission::Refused(Refusal::Limit),
        (_, Some(field)) if field.ends_with(".invalid_length") || field.ends_with(".not_valid") => {
            Submission::Misconfigured
        }
        _ => Submission::Unknown,
    }
}

fn is_ours(line: &Value, reference: &str) -> bool {
    text(&line["transferID"]).is_some_and(|id| id == reference)
}

/// What an answer to a question means.
pub(super) fn whereabouts(reply: &outbound::Reply, reference: &str) -> Whereabouts {
    let Some(json) = reply.json().filter(|_| reply.status < 500 && reply.status != 429) else {
        return Whereabouts::Unknown;
    };
    if !jibit::codes(&json).is_empty() {
        let is_missing = |code: &&str| code.ends_with(".not_found");
        let is_nowhere = jibit::codes(&json).iter().all(is_missing);
        return if is_nowhere { Whereabouts::NotFound } else { Whereabouts::Unknown };
    }
    let Some(lines) = json["transfers"].as_array() else { return Whereabouts::Unknown };
    if lines.is_empty() {
        return Whereabouts::NotFound;
    }
    let Some(line) = lines.iter().find(|line| is_ours(line, reference)) else {
        return Whereabouts::Unknown;
    };
    match line["state"].as_str() {
        Some(
            "INITIALIZED"
            | "FEE_COMPUTED"
            | "CORE_SUBMITTED"
            | "DESTINATION_IDENTIFIED"
            | "ON_HOLD"
            | "ON_HOLD_WAIT_FOR_MANUAL_SUBMISSION"
            | "ON_HOLD_WAIT_FOR_VERIFY"
            | "IN_PROGRESS"
            | "RETRYING"
            | "CANCELLING",
        ) => Whereabouts::UnderWay,
        Some("ON_HOLD_BALANCES_NOT_ENOUGH") => Whereabouts::WaitsForFunds,
        Some("TRANSFERRED") => {
            let number = text(&line["bankTransferID"]).map(|number| number.trim().to_owned());
            Whereabouts::Settled(number.filter(|it| (1..=100).contains(&it.len())))
        }
        Some("MANUALLY_FAILED") => Whereabouts::Returned,
        Some("FAILED") => Whereabouts::Refused(Refusal::Other),
        Some("CANCELLED") => Whereabouts::Refused(Refusal::Cancelled),
        _ => Whereabouts::Unknown,
    }
}

/// The references on a page of the list of returns.
pub(super) fn returned(reply: &outbound::Reply) -> Option<Vec<String>> {
    let json = reply.json().filter(|_| reply.status < 300)?;
    let lines = json["elements"].as_array()?;
    let came_back = lines.iter().filter(|line| line["state"] == "MANUALLY_FAILED");
    Some(came_back.filter_map(|line| text(&line["transferID"])).collect())
}

/// What may be spent of our money there.
pub(super) fn spendable(reply: &outbound::Reply) -> Option<Money> {
    let json = reply.json().filter(|_| reply.status < 300)?;
    let lines = json["balances"].as_array()?;
    let line = lines.iter().find(|line| line["balanceType"] == "STL")?;
    let unit = if line["currency"] == "TOMAN" { 10 } else { 1 };
    whole(&line["amount"])?.checked_mul(unit).map(Money::rials)
}
