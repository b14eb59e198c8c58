//! Ten thousand spoilt answers of each gateway, none of which may panic or be money that did not move.

use chrono::TimeDelta;
use serde_json::Value;
use serde_json::json;

use super::*;
use crate::outbound;

const AMOUNT: Money = Money::rials(24_500_000);

/// Spoils replies after which no money has moved: whatever byte a bad line changes, none has.
fn spoil(bodies: &[Value], read: impl Fn(&outbound::Reply) -> Vec<Answer>) {
    for round in 0..10_000_usize {
        let mut body = bodies[round % bodies.len()].to_string().into_bytes();
        let (place, change): (usize, u8) = (rand::random_range(0..body.len()), rand::random());
        match rand::random_range(0..3) {
            0 => body[place] = change,
            1 => body.truncate(place),
            _ => body.insert(place, change),
        }
        let status = [200, 202, 400, 409, 500][round % 5];
        let reply = outbound::Reply { status, retry_after: None, body };
        let text = String::from_utf8_lossy(&reply.body);
        let moved = read(&reply).into_iter().any(|says| matches!(says, Answer::Moved(_)));
        assert!(!moved, "{text}");
    }
}

/// A truncated proof is no proof.
fn cut(body: &Value, read: impl Fn(&outbound::Reply) -> Vec<Answer>) {
    let whole = body.to_string().into_bytes();
    for end in 0..=whole.len() {
        let body = whole[..end].to_vec();
        let says = read(&outbound::Reply { status: 200, retry_after: None, body });
        let moved = says.into_iter().any(|says| matches!(says, Answer::Moved(_)));
        assert_eq!(moved, end == whole.len(), "{end}");
    }
}

#[test]
fn ten_thousand_spoilt_replies_of_zarinpal_move_no_money() {
    let read = |reply: &outbound::Reply| {
        let standing = zarinpal::standing(reply);
        let stands = zarinpal::not_verified(&standing, TimeDelta::hours(25));
        zarinpal::verified(reply, AMOUNT).into_iter().chain([stands]).collect()
    };
    let bodies = [
        json!({"data": [], "errors": {"code": -51, "message": "x", "validations": []}}),
        json!({"data": {"code": 100, "status": "PAID"}, "errors": []}),
        json!({"data": [], "errors": {"authority": ["text", "-54"]}}),
    ];
    spoil(&bodies, read);
    cut(&json!({"data": {"code": 100, "ref_id": 201}, "errors": []}), read);
}

/// What was not given back is never read as given, and a truncated answer gives nothing.
#[test]
fn ten_thousand_spoilt_replies_to_a_refund_of_zarinpal_give_nothing_back() {
    let refund = RefundOrder {
        id: uuid::Uuid::nil(),
        amount: Money::rials(4_500_000),
        asked_at: DateTime::UNIX_EPOCH,
        given: Money::ZERO,
        began_at: DateTime::UNIX_EPOCH,
    };
    let resource = |amount: Value, status: &str| {
        let timeline = json!({"refund_amount": amount, "refund_status": status});
        json!({"data": {"resource": {"id": "385404123", "timeline": timeline}}})
    };
    let done = |reply: &outbound::Reply| {
        let says = zarinpal::refunds::given(reply, "385404123", &refund);
        let json = reply.json().unwrap_or_default();
        let stands = zarinpal::refunds::standing(&json["data"]["resource"]["timeline"], &refund);
        [says, stands].into_iter().any(|says| matches!(says, Return::Done { .. }))
    };
    let bodies = [
        json!({"errors": [{"message": "x", "extensions": {"category": "validation"}}], "data": null}),
        json!({"errors": [{"message": "x", "extensions": {"category": "internal"}}], "data": {"resource": null}}),
        resource(json!(4_500_000), "PENDING"),
        resource(json!(null), "COMPLETED"),
        resource(json!(0), "COMPLETED"),
        resource(json!("9_000_000"), "COMPLETED"),
    ];
    spoil(&bodies, |reply| {
        assert!(!done(reply), "{}", String::from_utf8_lossy(&reply.body));
        vec![]
    });
    let whole = resource(json!("4500000"), "COMPLETED").to_string().into_bytes();
    for end in 0..=whole.len() {
        let body = whole[..end].to_vec();
        assert_eq!(
            done(&outbound::Reply { status: 200, retry_after: None, body }),
            end == whole.len()
        );
    }
}

#[test]
fn ten_thousand_spoilt_replies_of_zibal_move_no_money() {
    let read = |reply: &outbound::Reply| {
        let stands = zibal::inquired(reply, TimeDelta::hours(25));
        zibal::verified(reply).into_iter().chain([stands]).collect()
    };
    let bodies = [
        json!({"result": 202, "message": "x"}),
        json!({"result": 100, "status": 2, "amount": 24_500_000, "orderId": "4081236701"}),
        json!({"result": 203, "status": -1, "refNumber": null}),
    ];
    spoil(&bodies, read);
    let whole = json!({"result": 100, "status": 1, "amount": 245, "orderId": "4", "refNumber": 1});
    cut(&whole, read);
}

#[test]
fn ten_thousand_spoilt_replies_of_sep_move_no_money() {
    let read = |reply: &outbound::Reply| vec![sep::verified(reply)];
    let gone = json!({"RefNum": "r", "RRN": "0", "TerminalNumber": 1, "OrginalAmount": 245});
    let bodies = [
        json!({"ResultCode": -2, "Success": false, "TransactionDetail": null}),
        json!({"ResultCode": -6, "Success": false, "TransactionDetail": gone}),
    ];
    spoil(&bodies, read);
    let detail = json!({"RefNum": "r", "RRN": "1", "TerminalNumber": 1, "OrginalAmount": 245});
    cut(&json!({"ResultCode": 0, "Success": true, "TransactionDetail": detail}), read);
}

#[test]
fn ten_thousand_spoilt_replies_of_payping_move_no_money() {
    let ours = Known {
        reference: "Ab12",
        receipt: Some("77"),
        bank_number: None,
        age: TimeDelta::minutes(3),
    };
    let read = |reply: &outbound::Reply| {
        let reported = payping::reported(reply, &ours);
        payping::verified(reply, "Ab12").into_iter().chain([reported]).collect()
    };
    let bodies = [
        json!({"title": "x", "status": 400, "metaData": {"code": 121, "errors": []}}),
        json!({"isPaid": false, "refId": "77", "amount": 2_450_000, "paymentStatus": 5}),
    ];
    spoil(&bodies, read);
    let whole = json!({"amount": 245, "clientRefId": "4", "paymentRefId": 7, "code": "Ab12"});
    cut(&whole, read);
}
