//! Zibal v1, `providers.md` 1.2: always HTTP 200, and no amount in the verification.

use serde_json::Value;
use serde_json::json;

use super::super::wire::Request;
use super::Book;
use super::Brought;
use super::CARD;
use super::Line;
use super::Stage;
use super::path;

pub(super) fn answer(book: &mut Book, request: &Request) -> (u16, Value) {
    let json = request.json();
    let merchant = json["merchant"].as_str().unwrap_or_default();
    if !book.knows(merchant) {
        return said(102);
    }
    if request.path == "/v1/request" {
        let (Some(amount), Some(callback)) =
            (json["amount"].as_i64(), json["callbackUrl"].as_str())
        else {
            return said(106);
        };
        if amount <= 1_000 {
            return said(105);
        }
        let track = 3_700_000_001 + i64::try_from(book.lines.len()).unwrap();
        let order = json["orderId"].as_str().unwrap_or_default().to_owned();
        book.order(track.to_string(), merchant, (order, amount, callback.to_owned()));
        return (200, json!({ "result": 100, "message": "success", "trackId": track }));
    }
    let track = json["trackId"].as_i64().unwrap_or_default().to_string();
    let Some(line) = book.of(merchant, &track) else { return said(203) };
    match request.path.as_str() {
        "/v1/verify" => verify(line),
        "/v1/inquiry" => {
            let mut told = told(line);
            told["createdAt"] = "2026-11-22T10:00:00".into();
            (200, told)
        }
        _ => (404, json!({})),
    }
}

fn verify(line: &mut Line) -> (u16, Value) {
    match line.stage {
        Stage::Paid => {
            line.stage = Stage::Verified;
            line.verified += 1;
            (200, told(line))
        }
        Stage::Verified => said(201),
        Stage::AtTheBank | Stage::Cancelled | Stage::WentBack => said(202),
    }
}

fn told(line: &Line) -> Value {
    let status = match line.stage {
        Stage::AtTheBank => -1,
        Stage::Cancelled => 3,
        Stage::Paid => 2,
        Stage::Verified => 1,
        Stage::WentBack => 18,
    };
    json!({
        "result": 100, "message": "success", "status": status, "amount": line.paid,
        "refNumber": line.rrn, "cardNumber": CARD, "orderId": line.order, "description": "",
        "paidAt": "2026-11-22T10:00:30.000000",
    })
}

fn said(result: i64) -> (u16, Value) {
    (200, json!({ "result": result, "message": "so" }))
}

pub(super) fn brings(line: &Line) -> Brought {
    let (success, status) = if line.stage == Stage::Cancelled { (0, 3) } else { (1, 2) };
    let Line { reference, order, callback, .. } = line;
    let query = format!("success={success}&trackId={reference}&orderId={order}&status={status}");
    Brought { path: format!("{}?{query}", path(callback)), form: None }
}
