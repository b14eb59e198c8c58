//! The rail's answers: what each means, and ten thousand spoilt ones, none of which may panic, be money
//! that left, or be a refusal of what was accepted.

use serde_json::Value;
use serde_json::json;

use super::jibit::returned;
use super::jibit::spendable;
use super::jibit::submitted;
use super::jibit::way;
use super::jibit::whereabouts;
use super::*;
use crate::banks::Bank;
use crate::outbound::Reply;

const OURS: &str = "po-018f6c1e-0000-7000-8000-000000000001-1";

fn reply(status: u16, body: &Value) -> Reply {
    Reply { status, retry_after: None, body: body.to_string().into_bytes() }
}

fn failure(code: &str) -> Value {
    json!({"fingerprint": "f", "errors": [{"code": code, "message": "x"}]})
}

fn stands(state: &str) -> Value {
    json!({"batchID": OURS, "transfers": [
        {"transferID": OURS, "state": state, "bankTransferID": "140509010001", "feeAmount": 5000},
    ]})
}

#[test]
fn an_order_is_accepted_only_when_it_alone_was_counted_and_nothing_was_rejected() {
    let said = |body: Value| submitted(&reply(200, &body), OURS);
    let accepted =
        json!({"submittedCount": 1, "totalAmountTransferred": 62_000_000, "rejections": []});
    assert_eq!(said(accepted), Submission::Accepted);
    assert_eq!(said(json!({"submittedCount": "1", "rejections": []})), Submission::Accepted);
    for strange in [
        json!({}),
        json!({"submittedCount": 0, "rejections": []}),
        json!({"submittedCount": 2, "rejections": []}),
        json!({"submittedCount": 0, "rejections": [{"transferID": "another", "code": "balances.not_enough"}]}),
    ] {
        assert_eq!(said(strange.clone()), Submission::Unknown, "{strange}");
    }
    let rejection =
        json!({"transferID": OURS, "errors": [{"code": "transfers.0.destination.not_valid"}]});
    let rejected = json!({"submittedCount": 0, "rejections": [rejection]});
    assert_eq!(said(rejected), Submission::Refused(Refusal::Account));
}

#[test]
fn each_complaint_of_the_rail_means_one_thing_and_a_strange_one_nothing() {
    for (code, meaning) in [
        ("transfer.already_exists", Submission::Accepted),
        ("balance.not_enough", Submission::TooPoor),
        ("balances.not_enough", Submission::TooPoor),
        ("providers.not_available", Submission::NotNow),
        ("forbidden", Submission::Misconfigured),
        ("transfers.0.source_bank.not_supported", Submission::Misconfigured),
        ("transfers.0.description.invalid_length", Submission::Misconfigured),
        ("transfers.0.destination.not_valid", Submission::Refused(Refusal::Account)),
        ("transfers.0.amount.exceeded_maximum_for_ach", Submission::Refused(Refusal::Limit)),
        ("server.error", Submission::Unknown),
        ("transfers.x.destination.not_valid", Submission::Unknown),
        ("something.new", Submission::Unknown),
    ] {
        assert_eq!(submitted(&reply(400, &failure(code)), OURS), meaning, "{code}");
        assert_eq!(submitted(&reply(502, &failure(code)), OURS), Submission::Unknown, "{code}");
    }
    let both = json!({"errors": [
        {"code": "transfers.0.amount.not_enough_for_ach"}, {"code": "transfer.already_exists"},
    ]});
    assert_eq!(submitted(&reply(400, &both), OURS), Submission::Accepted, "the gravest counts");
    assert_eq!(submitted(&reply(429, &json!({})), OURS), Submission::NotNow);
}

#[test]
fn what_left_is_not_final_and_what_came_back_never_left_for_good() {
    let said = |state: &str| whereabouts(&reply(200, &stands(state)), OURS);
    let left = Whereabouts::Settled(Some("140509010001".to_owned()));
    assert_eq!(said("TRANSFERRED"), left);
    assert_eq!(said("MANUALLY_FAILED"), Whereabouts::Returned);
    assert_eq!(said("FAILED"), Whereabouts::Refused(Refusal::Other));
    assert_eq!(said("CANCELLED"), Whereabouts::Refused(Refusal::Cancelled));
    assert_eq!(said("ON_HOLD_BALANCES_NOT_ENOUGH"), Whereabouts::WaitsForFunds);
    for state in ["INITIALIZED", "IN_PROGRESS", "RETRYING", "CANCELLING", "ON_HOLD"] {
        assert_eq!(said(state), Whereabouts::UnderWay, "{state}");
    }
    assert_eq!(said("SOMETHING_NEW"), Whereabouts::Unknown);
    let nothing = json!({"batchID": OURS, "transfers": []});
    assert_eq!(whereabouts(&reply(200, &nothing), OURS), Whereabouts::NotFound);
    let missing = failure("transfer.not_found");
    assert_eq!(whereabouts(&reply(404, &missing), OURS), Whereabouts::NotFound);
    let others = whereabouts(&reply(200, &stands("TRANSFERRED")), "po-2-1");
    assert_eq!(others, Whereabouts::Unknown, "another's transfer says nothing of ours");
}

#[test]
fn an_account_at_one_of_our_banks_is_reached_inside_it_and_a_large_sum_goes_by_satna() {
    let parsian = Iban::parse("IR820540102680020817909002").expect("a number of the vectors");
    let (small, large) = (Money::rials(2_000_000_000), Money::rials(2_000_000_010));
    assert_eq!(way(&[Bank::Parsian], &parsian, large), "NORMAL");
    assert_eq!(way(&[Bank::Melli], &parsian, small), "ACH");
    assert_eq!(way(&[], &parsian, large), "RTGS");
}

#[test]
fn the_lists_are_read_in_either_dress_and_half_a_list_is_none() {
    let line = json!({"transferID": OURS, "state": "MANUALLY_FAILED"});
    let body = json!({"elements": [line, {"transferID": "po-2-1", "state": "TRANSFERRED"}]});
    assert_eq!(returned(&reply(200, &body)), Some(vec![OURS.to_owned()]));
    assert_eq!(returned(&reply(500, &body)), None);
    let balances = json!({"balances": [
        {"balanceType": "WLT", "amount": 7}, {"balanceType": "STL", "amount": "1200000000"},
    ]});
    assert_eq!(spendable(&reply(200, &balances)), Some(Money::rials(1_200_000_000)));
    let absurd =
        json!({"balances": [{"balanceType": "STL", "amount": i64::MAX, "currency": "TOMAN"}]});
    assert_eq!([spendable(&reply(200, &absurd)), spendable(&reply(200, &json!({})))], [None, None]);
}

/// Changes, cuts or lengthens a body at one place.
fn spoil(body: &Value) -> Vec<u8> {
    let mut body = body.to_string().into_bytes();
    let (place, change): (usize, u8) = (rand::random_range(0..body.len()), rand::random());
    match rand::random_range(0..3) {
        0 => body[place] = change,
        1 => body.truncate(place),
        _ => body.insert(place, change),
    }
    body
}

#[test]
fn ten_thousand_spoilt_replies_of_the_rail_move_no_money_either_way() {
    let under_way = [stands("IN_PROGRESS"), stands("ON_HOLD"), json!({"transfers": []})];
    let left = [stands("TRANSFERRED")];
    let accepted =
        json!({"submittedCount": 1, "totalAmountTransferred": 62_000_000, "rejections": []});
    let refused = failure("transfers.0.destination.not_valid");
    for round in 0..10_000_usize {
        let status = [200, 202, 404, 500, 502][round % 5];
        let spoilt = |body: &Value| Reply { status, retry_after: None, body: spoil(body) };
        let now = whereabouts(&spoilt(&under_way[round % under_way.len()]), OURS);
        assert!(!matches!(now, Whereabouts::Settled(_) | Whereabouts::Returned), "{now:?}");
        assert!(
            !matches!(now, Whereabouts::Refused(_)),
            "what is under way is not given back: {now:?}"
        );
        let now = whereabouts(&spoilt(&left[0]), OURS);
        assert!(!matches!(now, Whereabouts::Returned | Whereabouts::Refused(_)), "{now:?}");
        let now = submitted(&spoilt(&accepted), OURS);
        assert!(matches!(now, Submission::Accepted | Submission::Unknown), "{now:?}");
        let now = submitted(&spoilt(&refused), OURS);
        assert_ne!(now, Submission::Accepted);
        let _ = (returned(&spoilt(&left[0])), spendable(&spoilt(&accepted)));
    }
}

#[test]
fn a_truncated_word_that_the_money_left_is_none() {
    let whole = stands("TRANSFERRED").to_string().into_bytes();
    for end in 0..=whole.len() {
        let body = whole[..end].to_vec();
        let now = whereabouts(&Reply { status: 200, retry_after: None, body }, OURS);
        assert_eq!(matches!(now, Whereabouts::Settled(_)), end == whole.len(), "{end}");
    }
}
