//! The inquiry's answers: what each means, and ten thousand spoilt ones, none of which may panic or name
//! an account that nobody asked about.

use serde_json::Value;
use serde_json::json;

use super::jibit::Behind;
use super::jibit::account;
use super::jibit::behind;
use super::*;
use crate::outbound::Reply;

const ASKED: &str = "IR820540102680020817909002";
const OTHER: &str = "IR062960000000100324200001";

fn reply(status: u16, body: &Value) -> Reply {
    Reply { status, retry_after: None, body: body.to_string().into_bytes() }
}

fn asked() -> Iban {
    Iban::parse(ASKED).expect("a number of the vectors")
}

fn info(status: &str, owners: &Value) -> Value {
    json!({"value": ASKED, "ibanInfo": {
        "bank": "PARSIAN", "depositNumber": "0208-17909-002", "iban": ASKED, "status": status,
        "owners": owners,
    }})
}

#[test]
fn an_account_is_its_holders_as_the_bank_writes_them() {
    let one = json!([{"firstName": "امین", "lastName": "بهشتی"}]);
    let told = account(&reply(200, &info("ACTIVE", &one)), &asked());
    assert_eq!(told, Told::Account { iban: asked(), holder: "امین بهشتی".to_owned() });
    let two = json!([{"firstName": "امین", "lastName": "بهشتی"}, {"lastName": "سارا احمدی"}]);
    let told = account(&reply(200, &info("ACTIVE", &two)), &asked());
    let holder = "امین بهشتی، سارا احمدی".to_owned();
    assert_eq!(told, Told::Account { iban: asked(), holder });
    for (status, why) in
        [("BLOCK_WITHOUT_DEPOSIT", Unusable::Barred), ("IDLE", Unusable::NotActive)]
    {
        assert_eq!(account(&reply(200, &info(status, &one)), &asked()), Told::Unusable(why));
    }
}

#[test]
fn an_answer_about_another_account_or_without_a_name_is_none() {
    let mut body = info("ACTIVE", &json!([{"firstName": "a", "lastName": "b"}]));
    body["ibanInfo"]["iban"] = OTHER.into();
    assert_eq!(account(&reply(200, &body), &asked()), Told::Lost);
    assert_eq!(account(&reply(200, &info("ACTIVE", &json!([]))), &asked()), Told::Lost);
    let nameless = behind(&reply(200, &info("ACTIVE", &json!([]))));
    assert_eq!(nameless, Behind::Nameless(asked()), "a card's account is asked about in turn");
}

#[test]
fn each_complaint_of_the_inquiry_means_one_thing() {
    use Unusable as U;
    for (code, meaning) in [
        ("iban.not_found", Told::Unusable(U::NotThere)),
        ("card.not_found", Told::Unusable(U::NotThere)),
        ("card.not_active", Told::Unusable(U::NotActive)),
        ("card.black_listed", Told::Unusable(U::Barred)),
        ("providers.not_available", Told::NotNow),
        ("daily_limit.reached", Told::DayIsOver),
        ("balance.not_enough", Told::Misconfigured("balance.not_enough".to_owned())),
        ("matching.unknown", Told::Lost),
    ] {
        let list = json!({"errors": [{"code": code, "message": "x"}]});
        let on_top = json!({"code": code, "message": "x"});
        for body in [list, on_top] {
            assert_eq!(account(&reply(400, &body), &asked()), meaning, "{body}");
        }
    }
    assert_eq!(account(&reply(429, &json!({})), &asked()), Told::NotNow);
}

#[test]
fn ten_thousand_spoilt_replies_of_the_inquiry_name_no_other_account() {
    let whole = info("ACTIVE", &json!([{"firstName": "امین", "lastName": "بهشتی"}]));
    for round in 0..10_000_usize {
        let mut body = whole.to_string().into_bytes();
        let (place, change): (usize, u8) = (rand::random_range(0..body.len()), rand::random());
        match rand::random_range(0..3) {
            0 => body[place] = change,
            1 => body.truncate(place),
            _ => body.insert(place, change),
        }
        let status = [200, 400, 404, 500][round % 4];
        let reply = Reply { status, retry_after: None, body };
        if let Told::Account { iban, .. } = account(&reply, &asked()) {
            assert_eq!(iban, asked());
        }
        // A changed digit does not pass the check of the number.
        match behind(&reply) {
            Behind::Nameless(iban) | Behind::Told(Told::Account { iban, .. }) => {
                assert_eq!(iban, asked());
            }
            Behind::Told(_) => (),
        }
    }
}
