//! Zarinpal's list of what was paid and never verified: the last hundred.

use async_trait::async_trait;
use serde_json::json;

use super::Zarinpal;
use super::code;
use super::is_misconfigured;
use crate::adapters::bank::Fault;
use crate::adapters::bank::ListsUnverified;
use crate::adapters::bank::Reply;
use crate::adapters::bank::UnverifiedLine;
use crate::adapters::bank::wire;
use crate::outbound;

#[async_trait]
impl ListsUnverified for Zarinpal {
    async fn unverified(&self) -> Reply<Result<Vec<UnverifiedLine>, Fault>> {
        match self.call("unVerified", json!({})).await {
            Ok(reply) => {
                let lines = unverified(&reply);
                let is_unreadable = lines.is_err();
                wire::heard(lines, is_unreadable, &reply)
            }
            Err(silence) => Reply::none(Err(wire::silent_fault(silence))),
        }
    }
}

fn unverified(reply: &outbound::Reply) -> Result<Vec<UnverifiedLine>, Fault> {
    let json = reply.json().ok_or_else(|| wire::foreign_fault(reply))?;
    match (code(&json), json["data"]["authorities"].as_array()) {
        (Some(100), Some(lines)) => Ok(lines
            .iter()
            .filter_map(|line| {
                let reference = wire::name(&line["authority"])?;
                let amount = wire::rials(&line["amount"]);
                let callback = line["callback_url"].as_str().map(str::to_owned);
                Some(UnverifiedLine { reference, amount, callback })
            })
            .collect()),
        (Some(100), None) => Ok(vec![]),
        (Some(-12), _) => Err(Fault::Busy { after: reply.retry_after }),
        (Some(code), _) if is_misconfigured(code) => {
            Err(Fault::Misconfigured { code: code.to_string() })
        }
        _ => Err(wire::foreign_fault(reply)),
    }
}
