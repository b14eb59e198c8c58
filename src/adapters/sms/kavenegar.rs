//! Kavenegar (`providers.md` 3.1; sources there: the vendor's SDKs for .NET, Node and Python).
//!
//! | | |
//! |---|---|
//! | address | `{base}/v1/{key}/{scope}/{method}.json`, POST of a form; the key is in the path |
//! | texts | `sms/send` with our number for the message (`localid`); `verify/lookup` for approved texts |
//! | asked after silence | `sms/statuslocalmessageid`, but for approved texts, which have no such number |
//! | how far it came | `sms/status`, up to 500 at a time; kept for 48 hours |
//! | cost | rial, with each message |
//! | taken | 200 with an entry that has a `messageid` |
//! | busy, surely not sent | 409, 451, and 429 of the web |
//! | refused | 400 406 411 413 414 417 419 422 428 431 |
//! | a person has to act | 401 403 404 405 407 412 416 418 420 424 426 427 429 430 432 501 |
//! | unknown | everything else: 402, 5xx, a page of HTML, half an answer, another reader's entry |
//!
//! A message's own status: 1 2 4 5 under way, 10 delivered, 6 11 13 failed, 14 blocked by its reader,
//! 100 not known there.

use std::time::Duration;

use async_trait::async_trait;
use chrono::DateTime;
use reqwest::Method;
use secrecy::ExposeSecret;
use secrecy::SecretString;
use serde_json::Value as Json;
use url::Url;

use super::Incoming;
use super::Sms;
use super::SmsSender;
use super::Template;
use super::Templates;
use crate::adapters::handover::Fate;
use crate::adapters::handover::Handover;
use crate::adapters::handover::LookUp;
use crate::adapters::handover::Refusal;
use crate::adapters::handover::Taken;
use crate::ids::NoticeId;
use crate::mobile::Mobile;
use crate::money::Money;
use crate::outbound::Client;
use crate::outbound::Reply;
use crate::outbound::Silence;
use crate::outbound::text;
use crate::outbound::whole;

/// Messages asked about in one call.
const ASKED_AT_ONCE: usize = 500;

/// Spaces that the two long slots of an approved text take.
const SPACES: [usize; 2] = [5, 8];

/// How the account is used.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where the company stands.
    pub base: Url,
    /// The account's key.
    pub key: SecretString,
    /// The line that texts come from; without it, the account's usual one.
    pub sender: Option<String>,
    /// The approved texts.
    pub templates: Templates,
}

/// The carrier.
pub struct Kavenegar {
    client: Client,
    settings: Settings,
}

impl Kavenegar {
    /// The carrier; a call takes at most `patience`.
    pub fn new(settings: Settings, patience: Duration) -> reqwest::Result<Self> {
        Ok(Self { client: Client::new(&settings.base, patience)?, settings })
    }

    async fn call(&self, method: &str, form: &[(&str, String)]) -> Result<Reply, Silence> {
        let version = if self.settings.base.path().trim_end_matches('/').ends_with("/v1") {
            ""
        } else {
            "/v1"
        };
        let path = format!("{version}/{}/{method}.json", self.settings.key.expose_secret());
        self.client.send(self.client.request(Method::POST, &path).form(form)).await
    }
}

#[async_trait]
impl SmsSender for Kavenegar {
    fn name(&self) -> &'static str {
        "kavenegar"
    }

    async fn send(&self, sms: &Sms<'_>) -> Handover {
        let receptor = ("receptor", sms.to.as_str().to_owned());
        let approved = self.settings.templates.of(sms.template).zip(sms.template);
        let reply = if let Some((name, template)) = approved {
            let mut form = vec![receptor, ("template", name.to_owned())];
            form.push(("type", "sms".to_owned()));
            form.extend(slots(template));
            self.call("verify/lookup", &form).await
        } else {
            let mut form = vec![receptor, ("message", sms.text.to_owned())];
            form.push(("localid", local_id(sms.id).to_string()));
            form.extend(self.settings.sender.clone().map(|sender| ("sender", sender)));
            self.call("sms/send", &form).await
        };
        match reply {
            Ok(reply) => handover(&reply, sms.to),
            Err(Silence::NotSent) => Handover::Busy { after: None },
            Err(Silence::Lost) => Handover::Unknown,
        }
    }

    async fn look_up(&self, sms: &Sms<'_>) -> LookUp {
        if self.settings.templates.of(sms.template).is_some() {
            return LookUp::CannotSay;
        }
        let form = [("localid", local_id(sms.id).to_string())];
        match self.call("sms/statuslocalmessageid", &form).await {
            Ok(reply) => looked_up(&reply, local_id(sms.id)),
            Err(_) => LookUp::Silent,
        }
    }

    async fn fates(&self, references: &[String]) -> Option<Vec<(String, Fate)>> {
        let mut fates = vec![];
        for some in references.chunks(ASKED_AT_ONCE) {
            let reply = self.call("sms/status", &[("messageid", some.join(","))]).await.ok()?;
            let answer = Answer::of(&reply).filter(|answer| answer.status == 200)?;
            fates.extend(answer.entries.iter().filter_map(|entry| {
                let fate = fate(whole(&entry["status"])?)?;
                Some((text(&entry["messageid"])?, fate))
            }));
        }
        Some(fates)
    }

    async fn incoming(&self) -> Vec<Incoming> {
        let Some(sender) = self.settings.sender.clone() else { return vec![] };
        let form = [("linenumber", sender), ("isread", "0".to_owned())];
        let Ok(reply) = self.call("sms/receive", &form).await else { return vec![] };
        let answer = Answer::of(&reply).filter(|answer| answer.status == 200);
        let entries = answer.map(|answer| answer.entries).unwrap_or_default();
        let read = |entry: &Json| {
            let from = Mobile::parse(&text(&entry["sender"])?).ok()?;
            let at = DateTime::from_timestamp(whole(&entry["date"])?, 0)?;
            Some(Incoming { from, text: text(&entry["message"])?, at })
        };
        entries.iter().filter_map(read).collect()
    }
}

/// The envelope of every answer.
struct Answer {
    status: i64,
    entries: Vec<Json>,
}

impl Answer {
    fn of(reply: &Reply) -> Option<Self> {
        let json = reply.json()?;
        let status = whole(&json["return"]["status"])?;
        let entries = json["entries"].as_array().cloned().unwrap_or_default();
        Some(Self { status, entries })
    }
}

fn handover(reply: &Reply, to: &Mobile) -> Handover {
    let Some(answer) = Answer::of(reply) else {
        return match reply.status {
            429 => Handover::Busy { after: reply.retry_after },
            _ => Handover::Unknown,
        };
    };
    let code = || format!("kavenegar {}", answer.status);
    match answer.status {
        200 => match answer.entries.as_slice() {
            [entry] if is_to(entry, to) => {
                taken(entry).map_or(Handover::Unknown, |taken| match taken.fate {
                    Fate::Failed(refusal) => Handover::Refused(refusal),
                    _ => Handover::Taken(taken),
                })
            }
            _ => Handover::Unknown,
        },
        409 | 451 => Handover::Busy { after: reply.retry_after },
        411 => Handover::Refused(Refusal::NoSuchReader),
        400 | 406 | 413 | 414 | 417 | 419 | 422 | 428 | 431 => {
            Handover::Refused(Refusal::Other(code()))
        }
        401 | 403 | 404 | 405 | 407 | 412 | 416 | 418 | 420 | 424 | 426 | 427 | 429 | 430 | 432
        | 501 => Handover::Misconfigured(code()),
        _ => Handover::Unknown,
    }
}

/// Whether an entry is about our reader, however the number is written.
fn is_to(entry: &Json, to: &Mobile) -> bool {
    text(&entry["receptor"]).is_none_or(|receptor| Mobile::parse(&receptor).as_ref() == Ok(to))
}

fn taken(entry: &Json) -> Option<Taken> {
    let reference = whole(&entry["messageid"]).filter(|id| 0 < *id)?.to_string();
    let cost = whole(&entry["cost"]).filter(|cost| (0..=1_000_000).contains(cost));
    let fate = match whole(&entry["status"]) {
        Some(status) => fate(status)?,
        None => Fate::UnderWay,
    };
    Some(Taken { reference, fate, cost: cost.map(Money::rials) })
}

/// `None`: the message is not known there, or its status is none that we know.
fn fate(status: i64) -> Option<Fate> {
    let failed = |status: i64| Fate::Failed(Refusal::Other(format!("kavenegar status {status}")));
    match status {
        1 | 2 | 4 | 5 => Some(Fate::UnderWay),
        10 => Some(Fate::Delivered),
        6 | 11 | 13 => Some(failed(status)),
        14 => Some(Fate::Failed(Refusal::Blocked)),
        _ => None,
    }
}

fn looked_up(reply: &Reply, id: i64) -> LookUp {
    let Some(answer) = Answer::of(reply).filter(|answer| answer.status == 200) else {
        return LookUp::Silent;
    };
    let [entry] = answer.entries.as_slice() else { return LookUp::Silent };
    let is_ours = whole(&entry["localid"]).is_none_or(|local| local == id);
    match whole(&entry["status"]) {
        _ if !is_ours => LookUp::Silent,
        Some(100) => LookUp::NotThere,
        Some(_) => taken(entry).map_or(LookUp::Silent, LookUp::Kept),
        None => LookUp::Silent,
    }
}

/// Our number for a message: 62 random bits of its id.
fn local_id(id: NoticeId) -> i64 {
    let bits = id.as_uuid().as_u128() & ((1 << 62) - 1);
    i64::try_from(bits).unwrap_or_default()
}

/// The values of an approved text in the company's slots: words without spaces in the first three,
/// names in the two that take some.
fn slots(template: &Template) -> Vec<(&'static str, String)> {
    let words = template.values.iter().filter(|value| !value.has_spaces);
    let names = template.values.iter().filter(|value| value.has_spaces);
    let words = words.zip(["token", "token2", "token3"]).map(|(value, slot)| {
        let bare = value.value.replace([' ', '\n', '_'], "\u{200c}");
        (slot, bare)
    });
    let names = names.zip(["token10", "token20"]).zip(SPACES);
    let names = names.map(|((value, slot), spaces)| (slot, with_spaces(&value.value, spaces)));
    words.chain(names).collect()
}

/// A name with no more spaces than its slot takes; further words are joined by a half-space.
fn with_spaces(name: &str, spaces_max: usize) -> String {
    let mut spaces = 0;
    let letters = name.chars().map(|letter| match letter {
        ' ' | '\n' => {
            spaces += 1;
            if spaces <= spaces_max { ' ' } else { '\u{200c}' }
        }
        letter => letter,
    });
    letters.collect()
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    #[test]
    fn values_go_into_the_slots_that_take_them() {
        let template = Template {
            name: "asked",
            values: vec![
                Value::words("MERCHANT", "کتاب‌فروشی سرو"),
                Value::word("AMOUNT", "۲٬۴۵۰٬۰۰۰"),
                Value::word("LINK", "a_b c"),
                Value::words("TITLE", "a b c d e f g h i j k"),
            ],
        };
        let expected = [
            ("token", "۲٬۴۵۰٬۰۰۰"),
            ("token2", "a\u{200c}b\u{200c}c"),
            ("token10", "کتاب‌فروشی سرو"),
            ("token20", "a b c d e f g h i\u{200c}j\u{200c}k"),
        ];
        assert_eq!(slots(&template), expected.map(|(slot, value)| (slot, value.to_owned())));
    }
}
