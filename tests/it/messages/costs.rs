//! What a message costs: none has more than two parts, whatever people and things are called.

use std::collections::BTreeSet;

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use peyvand::access::Role;
use peyvand::adapters::sms::parts;
use peyvand::ids::BuildingId;
use peyvand::ids::ChallengeId;
use peyvand::ids::InvitationId;
use peyvand::ids::LinkId;
use peyvand::ids::PaymentId;
use peyvand::ids::PayoutId;
use peyvand::ids::ResidentId;
use peyvand::locale::Language;
use peyvand::money::Money;
use peyvand::money::Unit;
use peyvand::notices;
use peyvand::notices::Announced;
use peyvand::notices::Asked;
use peyvand::notices::ByHand;
use peyvand::notices::ChargePaid;
use peyvand::notices::Decided;
use peyvand::notices::Expired;
use peyvand::notices::ForOwnerEvent;
use peyvand::notices::ForOwnerNews;
use peyvand::notices::HomeRequest;
use peyvand::notices::Invited;
use peyvand::notices::LeavingEvent;
use peyvand::notices::LeavingNews;
use peyvand::notices::Manner;
use peyvand::notices::Message;
use peyvand::notices::MonthEvent;
use peyvand::notices::MonthNews;
use peyvand::notices::Paid;
use peyvand::notices::PayoutEvent;
use peyvand::notices::PayoutNews;
use peyvand::notices::PollNews;
use peyvand::notices::Receipt;
use peyvand::notices::RefundRefused;
use peyvand::notices::RequestNews;
use peyvand::notices::WalletNews;
use peyvand::tokens::Door;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::json;
use uuid::Uuid;

use crate::support::house::House;

const LONG: &str = "نامی بسیار بلند که در هیچ پیامکی جا نمی‌شود و باید کوتاه شود";

/// What the largest payment at a bank comes to.
const AMOUNT: Money = Money::rials(1_999_999_999);

const TRACKING: i64 = 4_081_236_700;

#[tokio::test]
async fn no_message_costs_more_than_two_parts_however_long_the_names() {
    let house = House::open().await;
    let now = house.app.clock.now();
    let all = every(now);
    let mut wrong = vec![];
    for language in [Language::Fa, Language::En] {
        for message in &all {
            let manner = Manner { language, unit: Unit::Rial };
            let text = notices::say(&house.app, manner, message).sms();
            if 2 < parts(&text) {
                wrong.push(format!("{} parts: {text}", parts(&text)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// A kind that is added has to be thought of here.
#[test]
fn there_is_an_example_of_every_kind_of_message() {
    let all: Vec<Value> = every(DateTime::UNIX_EPOCH).iter().map(|it| json!(it)).collect();
    let named = |at: &str| -> BTreeSet<String> {
        let found = all.iter().filter_map(|message| message.pointer(at));
        found.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    assert_eq!(named("/says"), known::<Message>(&json!({ "says": "" })));
    let mut events = known::<PayoutEvent>(&json!({ "event": "" }));
    events.extend(known::<MonthEvent>(&json!({ "event": "" })));
    assert_eq!(named("/event/event"), events);
    assert_eq!(named("/event"), known::<WalletNews>(&json!({ "event": "" })));
    let news = all.iter().filter_map(|message| message.get("news")?.as_object());
    let news: BTreeSet<String> = news.flat_map(|news| news.keys().cloned()).collect();
    assert_eq!(news, known::<RequestNews>(&json!("")));
}

/// The names of a type's variants, which serde counts up when it is given one that is none of them.
fn known<T: DeserializeOwned>(unknown: &Value) -> BTreeSet<String> {
    let error =
        serde_json::from_value::<T>(unknown.clone()).err().expect("there is no such variant");
    let error = error.to_string();
    let quoted = error.split('`').skip(1).step_by(2);
    quoted.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn every(now: DateTime<Utc>) -> Vec<Message> {
    [of_links(now), of_members(now), of_buildings(now), of_payouts(now), of_wallets(now)].concat()
}

fn long() -> String {
    LONG.to_owned()
}

fn of_links(now: DateTime<Utc>) -> Vec<Message> {
    let (link, payment) = (LinkId::new(now), PaymentId::new(now));
    let soon = now + TimeDelta::days(3);
    let asked = Asked {
        merchant: long(),
        title: long(),
        amount: Some(AMOUNT),
        until: Some(soon),
        early: Some((soon, AMOUNT)),
        door: Door::Link { link, version: 1 },
    };
    let open = Asked { amount: None, until: None, early: None, ..asked.clone() };
    let paid = |suspended| {
        let (payer, title) = (Some(long()), long());
        Message::Paid(Paid { payer, title, amount: AMOUNT, tracking: TRACKING, link, suspended })
    };
    let receipt = |suspended| {
        let merchant = long();
        let tracking = TRACKING;
        Message::Receipt(Receipt { merchant, amount: AMOUNT, tracking, payment, suspended })
    };
    let decided = |accepted| {
        let merchant = long();
        let tracking = TRACKING;
        Message::Decided(Decided { merchant, amount: AMOUNT, tracking, payment, accepted })
    };
    let expired = |payments, amount| {
        Message::Expired(Expired { payer: Some(long()), title: long(), amount, link, payments })
    };
    let title = long();
    vec![
        Message::PaymentAsked(asked.clone()),
        Message::PaymentAsked(open.clone()),
        Message::PaymentReminded(asked),
        Message::PaymentReminded(open),
        paid(false),
        paid(true),
        receipt(false),
        receipt(true),
        decided(false),
        decided(true),
        expired(0, Some(AMOUNT)),
        expired(3, None),
        Message::RefundRefused(RefundRefused { title, amount: AMOUNT, tracking: TRACKING, link }),
        Message::Withdrawn { merchant: long(), title: long() },
    ]
}

fn of_members(now: DateTime<Utc>) -> Vec<Message> {
    let invited = Role::ALL.map(|role| {
        Message::Invited(Invited {
            workspace: long(),
            role,
            is_of_a_building: true,
            until: now,
            door: Door::Invitation { invitation: InvitationId::new(now) },
        })
    });
    let others = [
        Message::Code { challenge: ChallengeId::new(now) },
        Message::AccountExists,
        Message::PasswordChanged,
        Message::MobileChanged,
        Message::SecondStep { on: true },
        Message::SecondStep { on: false },
        Message::Passkey { kept: true },
        Message::Passkey { kept: false },
        Message::WebhookGivenUp { host: "events.a-shop-with-a-long-name.example".to_owned() },
    ];
    invited.into_iter().chain(others).collect()
}

/// Somebody paid for several units.
fn charge_paid(building: BuildingId) -> Message {
    Message::ChargePaid(ChargePaid {
        payer: long(),
        title: long(),
        amount: AMOUNT,
        tracking: TRACKING,
        building,
        units: ["101", "102", "103"].map(|number| ("12".to_owned(), number.to_owned())).to_vec(),
    })
}

fn of_buildings(now: DateTime<Utc>) -> Vec<Message> {
    let (building, resident) = (BuildingId::new(now), ResidentId::new(now));
    let by_hand = |taken_back| {
        let door = Door::Resident { resident };
        Message::ByHand(ByHand {
            building: long(),
            amount: AMOUNT,
            number: 99_999,
            taken_back,
            door,
        })
    };
    let requests = [
        RequestNews::Asked { building, who: long() },
        RequestNews::SaidMore { building, who: long() },
        RequestNews::Seen { resident },
        RequestNews::InWork { resident },
        RequestNews::Done { resident },
        RequestNews::Refused { resident },
        RequestNews::Answered { resident },
    ];
    let requests = requests
        .map(|news| Message::HomeRequest(HomeRequest { building: long(), number: 99_999, news }));
    let months = [
        MonthEvent::Asked { total: Money::rials(999_999_999_999) },
        MonthEvent::Approved,
        MonthEvent::Declined { reason: long() },
        MonthEvent::Rule { is_needed: true, from: now },
        MonthEvent::Rule { is_needed: false, from: now },
    ];
    let months = months.map(|event| {
        let (name, title) = (long(), Some("شارژ اردیبهشت ۱۴۰۵".to_owned()));
        let about = Some(Uuid::nil());
        Message::Month(MonthNews { building, name, about, title, event })
    });
    let door = Door::Resident { resident };
    let news = Announced { building: long(), title: long(), door };
    let others = [by_hand(false), by_hand(true), charge_paid(building), Message::Announced(news)];
    let leaving = [LeavingEvent::Begun, LeavingEvent::Cleared { number: 99_999 }];
    let leaving =
        leaving.map(|step| Message::Leaving(LeavingNews { building: long(), step, door }));
    let for_owners = [
        ForOwnerEvent::Paid { amount: AMOUNT, number: 99_999 },
        ForOwnerEvent::Certified { number: 99_999, credit: None },
        ForOwnerEvent::Certified { number: 99_999, credit: Some(AMOUNT) },
        ForOwnerEvent::NothingLeft { amount: AMOUNT },
    ];
    let for_owners =
        for_owners.map(|step| Message::ForOwner(ForOwnerNews { building: long(), step, door }));
    let polls = [false, true].map(|is_reminder| {
        let (building, question) = (long(), long());
        Message::Poll(PollNews { building, question, until: now, is_reminder })
    });
    let others = others.into_iter().chain(leaving).chain(for_owners).chain(polls);
    requests.into_iter().chain(months).chain(others).collect()
}

fn of_payouts(now: DateTime<Utc>) -> Vec<Message> {
    let payout = PayoutId::new(now);
    let door = || Door::PayoutRecipient { payout };
    let tail = || "1234".to_owned();
    let events = [
        PayoutEvent::Asked { until: now, door: door() },
        PayoutEvent::Ready { door: door() },
        PayoutEvent::AwaitsApproval,
        PayoutEvent::NotApproved { reason: long() },
        PayoutEvent::NotThem,
        PayoutEvent::OtherAmount { proposal: Some(AMOUNT) },
        PayoutEvent::Refused,
        PayoutEvent::Paid,
        PayoutEvent::OnItsWay { tail: tail(), door: door() },
        PayoutEvent::Sent,
        PayoutEvent::Arrived { tail: tail(), door: door() },
        PayoutEvent::Late,
        PayoutEvent::LateForYou { tail: tail(), door: door() },
        PayoutEvent::Failed,
        PayoutEvent::DidNotArrive { tail: tail() },
        PayoutEvent::Ended,
        PayoutEvent::Expired,
        PayoutEvent::Suspended,
        PayoutEvent::NotTaken,
    ];
    let news = |event| {
        Message::Payout(PayoutNews { payout, other: long(), title: long(), amount: AMOUNT, event })
    };
    events.into_iter().map(news).collect()
}

fn of_wallets(now: DateTime<Utc>) -> Vec<Message> {
    let (settlement, tail) = (Uuid::nil(), || "1234".to_owned());
    let amount = Money::rials(999_999_999_999);
    let tracking = Some("140512345678901234".to_owned());
    let news = [
        WalletNews::OwnAccount { tail: tail(), usable_at: now },
        WalletNews::SecondWord { above: Some(amount), effective_at: now },
        WalletNews::SecondWord { above: None, effective_at: now },
        WalletNews::OnItsWay { settlement, amount, tail: tail(), is_planned: true },
        WalletNews::Arrived { settlement, amount, tail: tail(), tracking },
        WalletNews::Late { settlement, amount, tail: tail() },
        WalletNews::CameBack { settlement, amount, tail: tail() },
    ];
    news.map(Message::Wallet).into()
}
