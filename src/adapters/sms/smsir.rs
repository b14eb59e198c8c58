//! SMS.ir v1 (`providers.md` 3.2; sources there: the vendor's pages and two clients).
//!
//! | | |
//! |---|---|
//! | address | `{base}/v1/…`, JSON, the key in the header `X-API-KEY` |
//! | texts | `POST /send/bulk` from a line of ours; `POST /send/verify` for approved texts |
//! | asked after silence | not possible: the company keeps no name of ours |
//! | how far it came | `GET /send/{messageId}`, one at a time |
//! | cost | in credits, with each message; what a credit costs is a setting |
//! | taken | 1 with a `messageId` |
//! | busy, surely not sent | 20, and 429 of the web |
//! | refused | 103–109 110 114 116 118; 104 no such reader; 115 and an empty id: blocked |
//! | a person has to act | 10–14 101 102 113 117 119 123 |
//! | unknown | everything else: 0, 5xx, a page of HTML, half an answer |
//!
//! A message's own state: 1 delivered, 2 not on the handset, 3 5 under way, 4 6 failed, 7 blocked.

use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;
use reqwest::Method;
use reqwest::RequestBuilder;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value as Json;
use serde_json::json;
use url::Url;

use super::Incoming;
use super::Sms;
use super::SmsSender;
use super::Templates;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Refusal;
use crate::adapters::handover::Taken;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::outbound::Client;
use crate::outbound::Reply;
use crate::outbound::Silence;
use crate::outbound::text;
use crate::outbound::whole;

/// How the account is used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the company stands.
    pub base: Url,
    /// The account's key.
    pub key: SecretString,
    /// The line that texts come from.
    pub line: Option<i64>,
    /// The approved texts, by their numbers.
    pub templates: Templates,
    /// What one credit costs.
    pub credit: Money,
}

/// The carrier.
pub struct SmsIr {
    client: Client,
    settings: Settings,
}

impl SmsIr {
    /// The carrier; a call takes at most `patience`.
    pub fn new(settings: Settings, patience: Duration) -> reqwest::Result<Self> {
        Ok(Self { client: Client::new(&settings.base, patience)?, settings })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let version = if self.settings.base.path().trim_end_matches('/').ends_with("/v1") {
            ""
        } else {
            "/v1"
        };
        let request = self.client.request(method, &format!("{version}{path}"));
        request.header("X-API-KEY", self.settings.key.expose_secret())
    }
}

#[async_trait]
impl SmsSender for SmsIr {
    fn name(&self) -> &'static str {
        "smsir"
    }

    async fn send(&self, sms: &Sms<'_>) -> Handover {
        let approved = self.settings.templates.of(sms.template).zip(sms.template);
        let request = if let Some((name, template)) = approved {
            let Ok(number) = name.parse::<i64>() else {
                return Handover::Misconfigured(format!("smsir template {name}"));
            };
            let values = template.values.iter();
            let values: Vec<_> =
                values.map(|value| json!({"name": value.name, "value": value.short()})).collect();
            let body =
                json!({"mobile": sms.to.as_str(), "templateId": number, "parameters": values});
            self.request(Method::POST, "/send/verify").json(&body)
        } else {
            let Some(line) = self.settings.line else {
                return Handover::Misconfigured("smsir without a line".to_owned());
            };
            let body = json!({
                "lineNumber": line, "messageText": sms.text, "mobiles": [sms.to.as_str()],
            });
            self.request(Method::POST, "/send/bulk").json(&body)
        };
        match self.client.send(request).await {
            Ok(reply) => handover(&reply, self.settings.credit),
            Err(Silence::NotSent) => Handover::Busy { after: None },
            Err(Silence::Lost) => Handover::Unknown,
        }
    }

    async fn look_up(&self, _: &Sms<'_>) -> LookUp {
        LookUp::CannotSay
    }

    async fn fates(&self, references: &[String]) -> Option<Vec<(String, Fate)>> {
        let mut fates = vec![];
        for reference in references {
            // What was learnt so far counts, when the company grows silent in the middle.
            let request = self.request(Method::GET, &format!("/send/{reference}"));
            let Ok(reply) = self.client.send(request).await else { break };
            let Some((1, data)) = envelope(&reply) else { break };
            let same = text(&data["messageId"]).is_none_or(|id| id == *reference);
            let fate = whole(&data["deliveryState"]).and_then(fate).filter(|_| same);
            fates.extend(fate.map(|fate| (reference.clone(), fate)));
        }
        (references.is_empty() || !fates.is_empty()).then_some(fates)
    }

    async fn incoming(&self) -> Vec<Incoming> {
        if self.settings.line.is_none() {
            return vec![];
        }
        let request = self.request(Method::GET, "/receive/latest?count=100");
        let Ok(reply) = self.client.send(request).await else { return vec![] };
        let Some((1, data)) = envelope(&reply) else { return vec![] };
        let read = |entry: &Json| {
            let from = Mobile::parse(&text(&entry["mobile"])?).ok()?;
            let at = DateTime::from_timestamp(whole(&entry["receivedDateTime"])?, 0)?;
            Some(Incoming { from, text: text(&entry["messageText"])?, at })
        };
        data.as_array().into_iter().flatten().filter_map(read).collect()
    }
}

/// The status and the data of an answer.
fn envelope(reply: &Reply) -> Option<(i64, Json)> {
    let mut json = reply.json()?;
    Some((whole(&json["status"])?, json["data"].take()))
}

fn handover(reply: &Reply, credit: Money) -> Handover {
    let Some((status, data)) = envelope(reply) else {
        return match reply.status {
            429 => Handover::Busy { after: reply.retry_after },
            _ => Handover::Unknown,
        };
    };
    let code = || format!("smsir {status}");
    match status {
        1 => taken(&data, credit),
        20 => Handover::Busy { after: reply.retry_after },
        104 => Handover::Refused(Refusal::NoSuchReader),
        115 => Handover::Refused(Refusal::Blocked),
        103 | 105..=110 | 114 | 116 | 118 => Handover::Refused(Refusal::Other(code())),
        10..=14 | 101 | 102 | 113 | 117 | 119 | 123 => Handover::Misconfigured(code()),
        _ => Handover::Unknown,
    }
}

fn taken(data: &Json, credit: Money) -> Handover {
    let id = match &data["messageIds"] {
        Json::Array(ids) => match ids.as_slice() {
            // So the company says that the only reader is on the list of those who want nothing.
            [Json::Null] => return Handover::Refused(Refusal::Blocked),
            [id] => whole(id),
            _ => None,
        },
        _ => whole(&data["messageId"]),
    };
    match id {
        Some(0) => Handover::Refused(Refusal::Blocked),
        Some(id) if 0 < id => Handover::Taken(Taken {
            reference: id.to_string(),
            fate: Fate::UnderWay,
            cost: thousandths(&data["cost"])
                .map(|cost| Money::rials(cost * credit.as_rials() / 1000)),
        }),
        _ => Handover::Unknown,
    }
}

/// A number of credits, which may have decimals, in thousandths.
fn thousandths(value: &Json) -> Option<i64> {
    let written = text(value)?;
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    let (whole, rest): (i64, i64) = (whole.parse().ok()?, rest.parse().ok()?);
    ((0..10_000).contains(&whole) && 0 <= rest).then_some(whole * 1000 + rest)
}

fn fate(state: i64) -> Option<Fate> {
    let failed = |state: i64| Fate::Failed(Refusal::Other(format!("smsir state {state}")));
    match state {
        1 => Some(Fate::Delivered),
        3 | 5 => Some(Fate::UnderWay),
        2 | 4 | 6 => Some(failed(state)),
        7 => Some(Fate::Failed(Refusal::Blocked)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_are_counted_in_thousandths() {
        let of = |value: Json| thousandths(&value);
        assert_eq!([of(json!(1)), of(json!(1.5)), of(json!("2.25"))], [1000, 1500, 2250].map(Some));
        assert_eq!([of(json!(-1)), of(json!("x")), of(json!(null))], [None; 3]);
    }
}
