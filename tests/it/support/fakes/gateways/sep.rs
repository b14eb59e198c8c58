//! Saman's SEP, `providers.md` 1.6: forms both ways, and one receipt is verified for whoever asks.

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
    match request.path.as_str() {
        "/onlinepg/onlinepg" => {
            let (Some(amount), Some(order), Some(callback), true) = (
                json["Amount"].as_i64(),
                json["ResNum"].as_str(),
                json["RedirectUrl"].as_str(),
                json["action"] == "token" && book.knows(&json["TerminalId"].to_string()),
            ) else {
                return (200, json!({ "status": -1, "errorCode": "5", "errorDesc": "no" }));
            };
            let token = format!("t{:0>30}", book.lines.len() + 1);
            let terminal = json["TerminalId"].to_string();
            book.order(token.clone(), &terminal, (order.to_owned(), amount, callback.to_owned()));
            (200, json!({ "status": 1, "token": token }))
        }
        "/verifyTxnRandomSessionkey/ipg/VerifyTransaction" => {
            moved(book, &json, |line| match line.stage {
                Stage::Paid => {
                    (line.stage, line.verified) = (Stage::Verified, line.verified + 1);
                    0
                }
                Stage::Verified => 2,
                Stage::WentBack => -6,
                Stage::AtTheBank | Stage::Cancelled => -2,
            })
        }
        "/verifyTxnRandomSessionkey/ipg/ReverseTransaction" => {
            moved(book, &json, |line| match line.stage {
                Stage::Verified => {
                    (line.stage, line.reversed) = (Stage::WentBack, line.reversed + 1);
                    0
                }
                Stage::WentBack => 2,
                Stage::AtTheBank | Stage::Cancelled | Stage::Paid => -2,
            })
        }
        _ => (404, json!({})),
    }
}

fn moved(book: &mut Book, json: &Value, act: impl Fn(&mut Line) -> i64) -> (u16, Value) {
    let terminal = json["TerminalNumber"].to_string();
    if !book.knows(&terminal) {
        return (200, json!({ "ResultCode": -105, "Success": false }));
    }
    let receipt = json["RefNum"].as_str().unwrap_or_default();
    let other = book.other_receipt.clone();
    let Some(line) =
        book.lines.iter_mut().find(|line| line.receipt == receipt && line.merchant == terminal)
    else {
        return (200, json!({ "ResultCode": -2, "Success": false }));
    };
    let code = act(line);
    let detail = json!({
        "RRN": line.rrn, "RefNum": other.unwrap_or_else(|| line.receipt.clone()), "MaskedPan": CARD,
        "HashedPan": "0".repeat(64), "TerminalNumber": terminal.parse::<i64>().unwrap(), "OrginalAmount": line.paid,
        "AffectiveAmount": line.paid, "StraceDate": "2026-11-22 10:00:00", "StraceNo": "100428",
    });
    let success = matches!(code, 0 | 2);
    (200, json!({ "TransactionDetail": detail, "ResultCode": code, "Success": success }))
}

pub(super) fn brings(line: &Line) -> Brought {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("MID", &line.merchant).append_pair("TerminalId", &line.merchant);
    form.append_pair("ResNum", &line.order).append_pair("Token", &line.reference);
    if line.stage == Stage::Cancelled {
        form.append_pair("State", "CanceledByUser").append_pair("Status", "1");
        form.append_pair("RefNum", "").append_pair("RRN", "");
    } else {
        form.append_pair("State", "OK").append_pair("Status", "2");
        form.append_pair("RefNum", &line.receipt).append_pair("RRN", &line.rrn);
        form.append_pair("Amount", &line.paid.to_string()).append_pair("SecurePan", CARD);
    }
    Brought { path: path(&line.callback), form: Some(form.finish()) }
}
