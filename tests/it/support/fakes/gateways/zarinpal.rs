//! Zarinpal v4, `providers.md` 1.1: `data` and `errors` take turns at being an empty list.

use serde_json::Value;
use serde_json::json;

use super::super::wire::Request;
use super::Book;
use super::Brought;
use super::CARD;
use super::Line;
use super::Stage;
use super::path;

/// Zarinpal keeps this much of each payment.
pub const FEE: i64 = 12_000;

pub(super) fn answer(book: &mut Book, request: &Request) -> (u16, Value) {
    let json = request.json();
    let method = request.path.strip_prefix("/pg/v4/payment/").unwrap_or_default();
    let merchant = json["merchant_id"].as_str().unwrap_or_default();
    if request.method != "POST" || !book.knows(merchant) {
        return refused(-10);
    }
    let amount = json["amount"].as_i64();
    if method == "request.json" {
        let (Some(amount), Some(callback), "IRR") =
            (amount, json["callback_url"].as_str(), json["currency"].as_str().unwrap_or("IRR"))
        else {
            return refused(-9);
        };
        let authority = format!("A{:0>35}", book.lines.len() + 1);
        let order = json["metadata"]["order_id"].as_str().unwrap_or_default().to_owned();
        book.order(authority.clone(), merchant, (order, amount, callback.to_owned()));
        return said(&json!({
            "code": 100, "message": "Success", "authority": authority, "fee_type": "Merchant",
            "fee": FEE,
        }));
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

fn verify(line: &mut Line, amount: Option<i64>) -> (u16, Value) {
    let code = match line.stage {
        Stage::Paid => 100,
        Stage::Verified => 101,
        Stage::AtTheBank | Stage::Cancelled | Stage::WentBack => return refused(-51),
    };
    if amount != Some(line.paid) {
        return refused(-50);
    }
    line.stage = Stage::Verified;
    line.verified += 1;
    said(&json!({
        "code": code, "message": "Verified", "card_hash": "0".repeat(64), "card_pan": CARD,
        "ref_id": line.rrn.parse::<i64>().unwrap(), "fee_type": "Merchant", "fee": FEE, "wages": null,
        "order_id": line.order,
    }))
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
