//! `PayPing` v3, `providers.md` 1.3: everything in toman, and the way back by a form with JSON in it.

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
    let bearer = request.headers.get("authorization").and_then(|it| it.strip_prefix("Bearer "));
    let merchant = bearer.unwrap_or_default();
    if !book.knows(merchant) {
        return refused(401, 103);
    }
    if let Some(code) = request.path.strip_prefix("/v1/report/") {
        return book.of(merchant, code).map_or_else(|| refused(404, 122), |line| report(line));
    }
    if request.path == "/v3/pay" {
        let (Some(amount), Some(order), Some(callback)) =
            (json["amount"].as_i64(), json["clientRefId"].as_str(), json["returnUrl"].as_str())
        else {
            return refused(400, 101);
        };
        let code = format!("pp{:0>8}", book.lines.len() + 1);
        book.order(code.clone(), merchant, (order.to_owned(), amount * 10, callback.to_owned()));
        let url = format!("https://api.payping.ir/v3/pay/start/{code}");
        return (200, json!({ "paymentCode": code, "url": url, "amount": amount, "payerWage": 0 }));
    }
    let code = json["paymentCode"].as_str().unwrap_or_default();
    let Some(line) = book.of(merchant, code) else { return refused(404, 122) };
    if json["paymentRefId"].as_i64() != line.receipt.parse().ok() {
        return refused(400, 133);
    }
    match request.path.as_str() {
        "/v3/pay/verify" => verify(line, json["amount"].as_i64()),
        "/v3/pay/reverse" => match line.stage {
            Stage::Verified => {
                (line.stage, line.reversed) = (Stage::WentBack, line.reversed + 1);
                (200, json!({ "amount": line.paid / 10, "reversedDate": "2026-11-22T10:01:00" }))
            }
            Stage::AtTheBank | Stage::Cancelled | Stage::Paid | Stage::WentBack => {
                refused(409, 134)
            }
        },
        _ => (404, json!({})),
    }
}

fn verify(line: &mut Line, amount: Option<i64>) -> (u16, Value) {
    match line.stage {
        Stage::Paid if amount != Some(line.paid / 10) => refused(400, 137),
        Stage::Paid => {
            (line.stage, line.verified) = (Stage::Verified, line.verified + 1);
            let receipt = line.receipt.parse::<i64>().unwrap();
            let told = json!({
                "amount": line.paid / 10, "cardNumber": CARD, "cardHashPan": "0".repeat(64),
                "clientRefId": line.order, "paymentRefId": receipt, "code": line.reference,
                "payedDate": "2026-11-22T10:00:00", "payerWage": 0, "businessWage": 1_200,
                "gatewayAmount": line.paid / 10, "paypingVat": 0,
            });
            (200, told)
        }
        Stage::Verified => refused(409, 110),
        Stage::AtTheBank | Stage::Cancelled | Stage::WentBack => refused(400, 121),
    }
}

fn report(line: &Line) -> (u16, Value) {
    let status = match line.stage {
        Stage::AtTheBank => 2,
        Stage::Cancelled | Stage::WentBack => 3,
        Stage::Paid => 5,
        Stage::Verified => 1,
    };
    let is_paid = matches!(line.stage, Stage::Paid | Stage::Verified);
    let told = json!({
        "isPaid": is_paid, "refId": line.receipt.parse::<i64>().unwrap(), "amount": line.paid / 10,
        "clientRefId": line.order, "rrn": line.rrn, "paymentStatus": status, "cardNumber": CARD,
    });
    (200, told)
}

fn refused(status: u16, code: i64) -> (u16, Value) {
    let errors = json!([{ "message": "no" }]);
    (
        status,
        json!({ "title": "no", "status": status, "metaData": { "code": code, "errors": errors } }),
    )
}

pub(super) fn brings(line: &Line) -> Brought {
    let is_paid = line.stage != Stage::Cancelled;
    let mut data = json!({
        "clientRefId": line.order, "paymentCode": line.reference, "amount": line.paid / 10,
        "gatewayAmount": line.paid / 10,
    });
    if is_paid {
        data["paymentRefId"] = line.receipt.parse::<i64>().unwrap().into();
        data["cardNumber"] = CARD.into();
    }
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("status", if is_paid { "1" } else { "0" })
        .append_pair("errorCode", "")
        .append_pair("data", &data.to_string())
        .finish();
    Brought { path: path(&line.callback), form: Some(form) }
}
