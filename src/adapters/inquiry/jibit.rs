//! Jibit's inquiries, ide v1 (`providers.md` 2.4; sources there: the vendor's SDK and an independent
//! client). H, M and L say how sure it is, as there.
//!
//! | | |
//! |---|---|
//! | address | `GET {base}/ibans?value=`, `GET {base}/cards?number=&iban=true`, bearer [H] |
//! | an account | `ibanInfo {iban, bank, status, owners: [{firstName, lastName}]}` [H] |
//! | its status | `BLOCK_WITHOUT_DEPOSIT` and `IDLE` take no money; others do [L] |
//! | a card | the account behind it; where no owner is named, that account is asked about [M] |
//! | no such | `iban.not_valid`, `iban.not_found`, `card.not_valid`, `card.not_found` [H] |
//! | not in use | `card.not_active`; barred: `card.black_listed` [H] |
//! | later | `providers.not_available`, 429 [H] |
//! | no more today | `daily_limit.reached` [H] |
//! | a person has to act | `forbidden`, `balance.not_enough` (each question is paid for) [H] |
//! | unknown | everything else |
//!
//! An answer about another account than was asked about counts as none. A question changes nothing, so
//! that it may be asked again; it may be billed again.

use std::time::Duration;

use async_trait::async_trait;
use reqwest::Method;
use serde_json::Value;

use super::Company;
use super::Told;
use super::Unusable;
use crate::adapters::jibit;
use crate::adapters::jibit::Failure;
use crate::adapters::jibit::Keys;
use crate::adapters::jibit::Session;
use crate::card::CardNumber;
use crate::clock::Clock;
use crate::iban::Iban;
use crate::outbound::Reply;

/// A holder's name is kept as far as this.
const HOLDER_CHARS_MAX: usize = 120;

/// The company.
pub struct JibitInquiry {
    session: Session,
}

impl JibitInquiry {
    /// The company at an address; a call takes at most `patience`.
    pub fn new(keys: Keys, clock: Clock, patience: Duration) -> reqwest::Result<Self> {
        Ok(Self { session: Session::new(keys, clock, patience)? })
    }

    async fn ask(&self, path: &str, query: &[(&str, &str)]) -> Result<Reply, Told> {
        let asked = self.session.call((Method::GET, path), |call| call.query(query)).await;
        asked.map_err(|failure| match failure {
            Failure::NotAsked => Told::NotNow,
            Failure::Misconfigured(code) => Told::Misconfigured(code),
            Failure::Lost => Told::Lost,
        })
    }
}

#[async_trait]
impl Company for JibitInquiry {
    fn name(&self) -> &'static str {
        "jibit"
    }

    async fn of_account(&self, iban: &Iban) -> Told {
        match self.ask("/ibans", &[("value", iban.as_str())]).await {
            Ok(reply) => account(&reply, iban),
            Err(told) => told,
        }
    }

    async fn of_card(&self, card: &CardNumber) -> Told {
        let query = [("number", card.as_str()), ("iban", "true")];
        let behind = match self.ask("/cards", &query).await {
            Ok(reply) => behind(&reply),
            Err(told) => return told,
        };
        match behind {
            Behind::Nameless(iban) => self.of_account(&iban).await,
            Behind::Told(told) => told,
        }
    }
}

/// What an answer about a card means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// Its account, and nobody's name.
    Nameless(Iban),
    Told(Told),
}

/// What an answer about an account means.
pub(super) fn account(reply: &Reply, asked: &Iban) -> Told {
    match info(reply) {
        Ok((iban, Some(holder))) if iban == *asked => Told::Account { iban, holder },
        Ok(_) => Told::Lost,
        Err(told) => told,
    }
}

/// What an answer about a card means.
pub(super) fn behind(reply: &Reply) -> Behind {
    match info(reply) {
        Ok((iban, Some(holder))) => Behind::Told(Told::Account { iban, holder }),
        Ok((iban, None)) => Behind::Nameless(iban),
        Err(told) => Behind::Told(told),
    }
}

/// The account of an answer with its holders.
fn info(reply: &Reply) -> Result<(Iban, Option<String>), Told> {
    if reply.status == 429 {
        return Err(Told::NotNow);
    }
    let json = reply.json().filter(|_| reply.status < 500).ok_or(Told::Lost)?;
    if let Some(code) = code(&json) {
        return Err(meaning(code));
    }
    let info = &json["ibanInfo"];
    let iban = info["iban"].as_str().and_then(|iban| Iban::parse(iban).ok()).ok_or(Told::Lost)?;
    match info["status"].as_str() {
        Some("BLOCK_WITHOUT_DEPOSIT") => Err(Told::Unusable(Unusable::Barred)),
        Some("IDLE") => Err(Told::Unusable(Unusable::NotActive)),
        _ => Ok((iban, holder(&info["owners"]))),
    }
}

/// Failures of this service come with their code on top as well as in the list.
fn code(json: &Value) -> Option<&str> {
    jibit::codes(json).first().copied().or_else(|| json["code"].as_str())
}

fn meaning(code: &str) -> Told {
    match code {
        "iban.not_valid" | "iban.not_found" | "card.not_valid" | "card.not_found" => {
            Told::Unusable(Unusable::NotThere)
        }
        "card.not_active" => Told::Unusable(Unusable::NotActive),
        "card.black_listed" => Told::Unusable(Unusable::Barred),
        "providers.not_available" => Told::NotNow,
        "daily_limit.reached" => Told::DayIsOver,
        "forbidden" | "balance.not_enough" => Told::Misconfigured(code.to_owned()),
        _ => Told::Lost,
    }
}

fn holder(owners: &Value) -> Option<String> {
    let owners = owners.as_array()?.iter().map(|owner| {
        let name = |field: &str| owner[field].as_str().unwrap_or_default().trim().to_owned();
        format!("{} {}", name("firstName"), name("lastName")).trim().to_owned()
    });
    let names: Vec<String> = owners.filter(|name| !name.is_empty()).collect();
    let joined: String = names.join("، ").chars().take(HOLDER_CHARS_MAX).collect();
    (!joined.is_empty()).then_some(joined)
}
