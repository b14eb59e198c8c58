//! Zarinpal v4, `providers.md` 1.1: `data` and `errors` take turns at being an empty list.

use serde_json::Value;
use serde_json::json;

use super::super::wire::Request;
use super::Book;
use super::Brought;
use super::CARD;
use super::Line;
use super::RefundMood;
use super::Stage;
use super::path;

/// Zarinpal keeps this much of each payment.
pub const FEE: i64 = 12_000;

/// The token of the account, whoever's it is.
pub const TOKEN: &str = "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.of-the-account";

pub(super) fn answer(book: &mut Book, request: &Request) -> (u16, Value) {
    let json = request.json();
    if request.path == "/api/v4/graphql/" {
        return account(book, request, &json);
    }
    let method = request.path.strip_prefix("/pg/v4/payment/").unwrap_or_default();
    let merchant = json["merchant_id"].as_str().unwrap_or_default();
    if request.method != "POST" || !book.knows(merchant) {
        return refused(-10);
    }
    let amount = json["amount"].as_i64();
    if method == "request.json" {
        return page(book, merchant, &json);
    }
    if method == "unVerified.json" {
        let lines = book.lines.iter();
        let lines = lines.filter(|line| line.stage == Stage::Paid && line.merchant == merchant);
        let lines: Vec<Value> = lines
            .map(|line| {
                json!({
                    "authority": line.reference, "amount": line.amount,
                    "callback_url": line.callback, "referer": "", "date": "2026-11-22 10:00:00",
                })
            })
            .collect();
        return said(&json!({ "code": "100", "message": "Success", "authorities": lines }));
    }
    let Some(line) = book.of(merchant, json["authority"].as_str().unwrap_or_default()) else {
        return refused(-53);
    };
    match method {
        "verify.json" => verify(line, amount),
        "inquiry.json" => {
            let status = match line.stage {
                Stage::AtTheBank => "IN_BANK",
                Stage::Cancelled => "FAILED",
                Stage::Paid => "PAID",
                Stage::Verified => "VERIFIED",
                Stage::WentBack => "REVERSED",
            };
            said(&json!({ "code": 100, "message": "Success", "status": status }))
        }
        // A part of it is at somebody else's bank.
        "reverse.json" if !line.settled.is_empty() => refused(-60),
        "reverse.json" => match line.stage {
            Stage::Paid | Stage::Verified => {
                line.stage = Stage::WentBack;
                line.reversed += 1;
                said(&json!({ "code": 100, "message": "Success" }))
            }
            Stage::AtTheBank | Stage::Cancelled | Stage::WentBack => refused(-61),
        },
        _ => (404, json!({})),
    }
}

/// A page is asked for.
fn page(book: &mut Book, merchant: &str, json: &Value) -> (u16, Value) {
    let (Some(amount), Some(callback), "IRR") = (
        json["amount"].as_i64(),
        json["callback_url"].as_str(),
        json["currency"].as_str().unwrap_or("IRR"),
    ) else {
        return refused(-9);
    };
    let wages = match parts(book, &json["wages"], amount) {
        Ok(wages) => wages,
        Err(code) => return refused(code),
    };
    let authority = format!("A{:0>35}", book.lines.len() + 1);
    let order = json["metadata"]["order_id"].as_str().unwrap_or_default().to_owned();
    book.order(authority.clone(), merchant, (order, amount, callback.to_owned()));
    let line = book.lines.last_mut().unwrap();
    json["description"].as_str().unwrap_or_default().clone_into(&mut line.description);
    line.wages = wages;
    said(&json!({
        "code": 100, "message": "Success", "authority": authority, "fee_type": "Merchant",
        "fee": FEE,
    }))
}

/// The parts that are to go to others' accounts, or the code with which they are refused.
fn parts(book: &Book, wages: &Value, whole: i64) -> Result<Vec<(String, i64)>, i64> {
    let Some(wages) = wages.as_array() else { return Ok(vec![]) };
    if let Some(code) = book.parts_refused {
        return Err(code);
    }
    let mut parts = vec![];
    for wage in wages {
        let iban = wage["iban"].as_str().ok_or(-39_i64)?;
        let amount = wage["amount"].as_i64().ok_or(-39_i64)?;
        if iban.len() != 26 || !iban.starts_with("IR") || wage["description"].as_str().is_none() {
            return Err(-39);
        }
        if amount < 10_000 {
            return Err(-36);
        }
        parts.push((iban.to_owned(), amount));
    }
    let sum: i64 = parts.iter().map(|(_, amount)| amount).sum();
    if sum < whole { Ok(parts) } else { Err(-34) }
}

fn verify(line: &mut Line, amount: Option<i64>) -> (u16, Value) {
    let code = match line.stage {
        Stage::Paid => 100,
        Stage::Verified => 101,
        Stage::AtTheBank | Stage::Cancelled | Stage::WentBack => return refused(-51),
    };
    if amount != Some(line.paid) {
        return refused(-50);
    }
    line.verify();
    let wages = line.settled.iter().map(|(iban, amount)| json!({"iban": iban, "amount": amount}));
    let wages: Option<Vec<Value>> = (!line.settled.is_empty()).then(|| wages.collect());
    said(&json!({
        "code": code, "message": "Verified", "card_hash": "0".repeat(64), "card_pan": CARD,
        "ref_id": line.rrn.parse::<i64>().unwrap(), "fee_type": "Merchant", "fee": FEE, "wages": wages,
        "order_id": line.order,
    }))
}

/// The account's own door: its terminals, its transactions, and refunds.
fn account(book: &mut Book, request: &Request, json: &Value) -> (u16, Value) {
    let bearer = request.headers.get("authorization").map(String::as_str);
    if request.method != "POST" || bearer != Some(&format!("Bearer {TOKEN}")) {
        return complains("Unauthenticated.", "authentication");
    }
    let (query, variables) = (json["query"].as_str().unwrap_or_default(), &json["variables"]);
    if query.contains("Terminals") {
        let terminals = book.merchants().iter().enumerate();
        let terminals = terminals.map(|(place, key)| json!({"id": place.to_string(), "key": key}));
        return (200, json!({"data": {"Terminals": terminals.collect::<Vec<_>>()}}));
    }
    if query.contains("Session") {
        let terminal = variables["terminal_id"].as_str().and_then(|id| id.parse::<usize>().ok());
        let Some(merchant) = terminal.and_then(|at| book.merchants().get(at).cloned()) else {
            return complains("no such terminal", "validation");
        };
        let number = |name: &str| usize::try_from(variables[name].as_u64().unwrap()).unwrap();
        let lines = book.lines.iter().enumerate().rev();
        let lines = lines.filter(|(_, line)| line.merchant == merchant);
        let lines = lines.skip(number("offset")).take(number("limit"));
        let lines: Vec<Value> = lines.map(|(place, line)| transaction(place, line)).collect();
        return (200, json!({"data": {"Session": lines}}));
    }
    assert!(query.contains("AddRefund"), "{query}");
    let place: usize = variables["session_id"].as_str().unwrap().parse().unwrap();
    let amount = variables["amount"].as_i64().unwrap();
    let mood = book.refunds;
    let line = &mut book.lines[place - FIRST];
    let status = match mood {
        RefundMood::Well => "COMPLETED",
        RefundMood::Says(status) => status,
        RefundMood::Refuses(words) => return complains(words, "validation"),
        RefundMood::Fails => return complains("Internal server error", "internal"),
    };
    let given: i64 = line.refunds.iter().sum();
    let is_with_others = !line.settled.is_empty();
    if line.stage != Stage::Verified
        || is_with_others
        || amount < 20_000
        || line.paid < given + amount
    {
        return complains("amount is not refundable", "validation");
    }
    line.refunds.push(amount);
    line.refund_status = status;
    (200, json!({"data": {"resource": transaction(place - FIRST, line)}}))
}

/// The number of the first transaction.
const FIRST: usize = 385_404_100;

fn transaction(place: usize, line: &Line) -> Value {
    let status = match line.stage {
        Stage::AtTheBank => "IN_BANK",
        Stage::Cancelled => "FAILED",
        Stage::Paid => "PAID",
        Stage::Verified => "VERIFIED",
        Stage::WentBack => "REVERSED",
    };
    let so_far: i64 = line.refunds.iter().sum();
    let refund = (0 < so_far).then_some(so_far);
    json!({
        "id": (FIRST + place).to_string(), "terminal_id": "0", "status": status,
        "amount": line.amount, "description": line.description,
        "created_at": line.at.to_rfc3339(),
        "timeline": {
            "refund_amount": refund, "refund_time": refund.map(|_| "2026-11-22 12:00:00"),
            "refund_status": refund.map(|_| line.refund_status),
        },
    })
}

fn complains(words: &str, category: &str) -> (u16, Value) {
    let error = json!({"message": words, "extensions": {"category": category}});
    (200, json!({"errors": [error], "data": null}))
}

fn said(data: &Value) -> (u16, Value) {
    (200, json!({ "data": data, "errors": [] }))
}

fn refused(code: i64) -> (u16, Value) {
    let errors = json!({ "code": code, "message": "no", "validations": [] });
    (401, json!({ "data": [], "errors": errors }))
}

pub(super) fn brings(line: &Line) -> Brought {
    let status = if line.stage == Stage::Cancelled { "NOK" } else { "OK" };
    let path = path(&line.callback);
    Brought { path: format!("{path}?Authority={}&Status={status}", line.reference), form: None }
}
