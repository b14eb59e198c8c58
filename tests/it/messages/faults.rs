//! The faults of `money.md` C that concern messages: after each one the audit is clean (the house
//! checks it when it is dropped), nothing is sent twice and nothing is lost in silence.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use chrono::TimeDelta;
use peyvand::links::Channel;
use peyvand::notices::Message;
use peyvand::notices::To;
use peyvand::payments::Payer;
use serde_json::json;

use super::Wired;
use super::carriers;
use super::send_code;
use super::states;
use super::write;
use crate::support::fakes::kavenegar::Kavenegar;
use crate::support::fakes::smsir::SmsIr;
use crate::support::fakes::wire::Whim;
use crate::support::house::House;
use crate::support::people::payer;
use crate::support::people::payers_mobile;
use crate::support::program::Program;
use crate::support::program::until;

/// Everything that leaves a message done at the carrier and unknown to us.
fn silences() -> Vec<(&'static str, Whim)> {
    vec![
        ("hangs up", Whim::HangsUp),
        ("late", Whim::Late),
        ("HTML", Whim::Html),
        ("502", Whim::Status(502)),
        ("truncated", Whim::Truncated),
        ("drips", Whim::Drips(Duration::from_millis(50))),
    ]
}

#[tokio::test]
async fn f35_f36_a_carrier_that_refuses_our_key_or_address_is_an_alarm_and_the_other_one_sends() {
    for status in [416, 403, 401, 418] {
        let wired = Wired::open().await;
        wired.kavenegar.refuses(Some(status));
        wired.ask().await;
        send_code(&wired.house, &payers_mobile()).await;
        wired.house.work().await;
        assert_eq!((wired.kavenegar.book().len(), wired.smsir.book().len()), (0, 2), "{status}");
        assert_eq!(wired.house.alarms().await, ["carrier_misconfigured"], "{status}");
    }
}

#[tokio::test]
async fn f36_with_no_key_that_works_nothing_fails_for_an_hour_and_all_is_sent_after_it() {
    let wired = Wired::open().await;
    wired.kavenegar.refuses(Some(403));
    wired.smsir.refuses(Some(10));
    wired.ask().await;
    wired.house.live(TimeDelta::minutes(50)).await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms queued"]);
    wired.kavenegar.refuses(None);
    wired.house.live(TimeDelta::hours(3)).await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"]);
    assert_eq!(wired.at_carriers(), 1);
}

#[tokio::test]
async fn f37_a_carrier_that_names_a_time_is_left_alone_until_then() {
    let wired = Wired::open().await;
    let busy = |body| Whim::Says(429, body, "retry-after: 120\r\n");
    wired.kavenegar.next(busy(json!("slow down")));
    wired.smsir.next(busy(json!({"status": 20, "message": "", "data": null})));
    wired.ask().await;
    wired.house.work().await;
    wired.house.live(TimeDelta::seconds(119)).await;
    assert_eq!(wired.at_carriers(), 0);
    wired.house.live(TimeDelta::seconds(61)).await;
    assert_eq!(wired.at_carriers(), 1);
}

/// The program is killed in the moment in which the request has reached the carrier, which then sends
/// it. Another one finds out, and sends nothing again.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f38_killed_while_the_carrier_has_the_request_each_message_is_sent_once() {
    let (kavenegar, smsir) = (Kavenegar::start().await, SmsIr::start().await);
    let arguments = carriers(&kavenegar, &smsir);
    let house = House::open_with(&arguments).await;
    house.catch_up().await;
    let shop = house.shop().await;
    let program = Arc::new(Mutex::new(None::<Program>));
    let victim = program.clone();
    let kill = Whim::Meets(Arc::new(move || drop(victim.lock().unwrap().take())));
    kavenegar.next_at("sms/send.json", kill);
    house.link_sent(&shop, &payer(), &[Channel::Sms], None).await;

    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    *program.lock().unwrap() = Some(Program::worker_with(house.database(), &words));
    until("the request has reached the carrier", async || !kavenegar.book().is_empty()).await;
    until("the program is dead", async || program.lock().unwrap().is_none()).await;
    assert_eq!(states(&house, "payment_asked").await, ["sms sending"]);

    house.catch_up().await;
    house.live(TimeDelta::minutes(3)).await;
    assert_eq!(states(&house, "payment_asked").await, ["sms sent"]);
    assert_eq!(kavenegar.book().len() + smsir.book().len(), 1);
    let sent = kavenegar.requests();
    let sent = sent.iter().filter(|request| request.path.ends_with("sms/send.json")).count();
    assert_eq!(sent, 1, "it was asked about, not sent again");
}

#[tokio::test]
async fn f63_while_all_carriers_are_down_money_moves_and_the_backlog_goes_by_urgency() {
    let wired = Wired::open().await;
    wired.kavenegar.always(Some(Whim::Says(409, json!({"return": {"status": 409}}), "")));
    wired.smsir.refuses(Some(20));
    wired.ask().await;
    let stale = send_code(&wired.house, &payers_mobile()).await;
    let sent = wired.house.send(wired.house.link(&wired.shop).await).await;
    wired.house.bank.pay(&sent.page).await;
    wired.house.get(&sent.back).await;
    wired.house.live(TimeDelta::minutes(30)).await;
    assert!(wired.house.balance(wired.shop.workspace).await > peyvand::money::Money::ZERO);
    assert_eq!(wired.at_carriers(), 0);

    wired.kavenegar.always(None);
    let fresh = send_code(&wired.house, &payers_mobile()).await;
    wired.house.live(TimeDelta::hours(2)).await;
    let texts = wired.kavenegar.to(payers_mobile().as_str());
    let code = |challenge| wired.house.app.keys.code(challenge);
    assert!(texts[0].contains(&code(fresh)), "the code goes first: {texts:?}");
    assert!(!texts.iter().any(|text| text.contains(&code(stale))), "an old code is dropped");
    assert_eq!(texts.len(), 3, "code, receipt and request: {texts:?}");
}

#[tokio::test]
async fn f63_a_code_goes_by_the_other_carrier_at_once_when_the_first_is_down() {
    let wired = Wired::open().await;
    wired.kavenegar.always(Some(Whim::Says(451, json!({"return": {"status": 451}}), "")));
    let code = send_code(&wired.house, &payers_mobile()).await;
    wired.house.work().await;
    let text = &wired.smsir.to(payers_mobile().as_str())[0];
    assert!(text.contains(&wired.house.app.keys.code(code)));
}

#[tokio::test]
async fn f64_what_was_sent_and_not_answered_is_asked_about_and_not_sent_again() {
    for (name, whim) in silences() {
        let wired = Wired::open().await;
        wired.kavenegar.next(whim);
        wired.ask().await;
        wired.house.live(TimeDelta::minutes(3)).await;
        assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"], "{name}");
        assert_eq!(wired.at_carriers(), 1, "{name}");
        let sent = wired.kavenegar.requests();
        let sent = sent.iter().filter(|request| request.path.ends_with("send.json")).count();
        assert_eq!(sent, 1, "{name}");
    }
}

#[tokio::test]
async fn f64_what_the_carrier_never_had_is_sent_once_more_and_never_a_third_time() {
    let wired = Wired::open().await;
    wired.kavenegar.next(Whim::HangsUpBefore);
    wired.ask().await;
    wired.house.work().await;
    wired.house.live(TimeDelta::seconds(50)).await;
    assert_eq!(wired.at_carriers(), 0, "not found at once is not proof");
    wired.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"]);
    assert_eq!(wired.at_carriers(), 1);

    wired.kavenegar.forgets();
    for _ in 0..2 {
        wired.kavenegar.next(Whim::HangsUpBefore);
        wired.ask().await;
        wired.house.work().await;
        wired.house.wind(TimeDelta::minutes(1));
        wired.kavenegar.next(Whim::Says(200, not_there(), ""));
        wired.kavenegar.next(Whim::HangsUpBefore);
        wired.house.work().await;
        wired.house.live(TimeDelta::minutes(3)).await;
    }
    let states = states(&wired.house, "payment_asked").await;
    assert_eq!(states[1..], ["sms failed: lost twice", "sms failed: lost twice"]);
    assert_eq!(wired.at_carriers(), 0);
}

#[tokio::test]
async fn f64_a_code_is_never_sent_again_whatever_the_silence_and_wherever_it_went() {
    for (name, whim) in silences() {
        let wired = Wired::open().await;
        wired.kavenegar.next(whim.clone());
        send_code(&wired.house, &payers_mobile()).await;
        wired.house.live(TimeDelta::minutes(3)).await;
        assert_eq!(states(&wired.house, "code").await, ["sms failed: unknown"], "{name}");
        assert_eq!(wired.at_carriers(), 1, "{name}");

        wired.kavenegar.refuses(Some(409));
        wired.smsir.next(whim);
        send_code(&wired.house, &payers_mobile()).await;
        wired.house.live(TimeDelta::minutes(3)).await;
        assert_eq!(wired.smsir.book().len(), 1, "{name}");
    }
}

/// SMS.ir cannot be asked: what it may have is shown as unknown, and stays so.
#[tokio::test]
async fn f64_what_nobody_can_be_asked_about_stays_unknown_and_is_not_sent_again() {
    for (name, whim) in silences() {
        let wired = Wired::open_with(&["--sms=smsir"]).await;
        wired.smsir.next(whim);
        let link = wired.ask().await;
        wired.house.live(TimeDelta::hours(1)).await;
        assert_eq!(states(&wired.house, "payment_asked").await, ["sms unknown"], "{name}");
        assert_eq!(wired.smsir.book().len(), 1, "{name}");
        let owner = wired.house.sign_in(&wired.shop).await;
        let page = owner.get(&format!("/links/{}", link.id)).await;
        assert!(page.text().contains("معلوم نیست رسید یا نه"), "{name}");
    }
}

#[tokio::test]
async fn f64_numbers_as_texts_are_read_and_another_readers_entry_is_not() {
    let wired = Wired::open().await;
    wired.kavenegar.next(Whim::NumbersAsTexts);
    wired.ask().await;
    wired.house.work().await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"]);

    let other = json!({"return": {"status": 200, "message": ""}, "entries": [
        {"messageid": 1, "status": 1, "receptor": "09120000099", "cost": 1},
    ]});
    wired.kavenegar.next(Whim::Says(200, other, ""));
    wired.house.wind(TimeDelta::seconds(1));
    wired.ask().await;
    wired.house.work().await;
    assert_eq!(states(&wired.house, "payment_asked").await[1], "sms sending");
}

#[tokio::test]
async fn f65_taken_and_never_delivered_it_goes_by_e_mail_and_is_shown() {
    let wired = Wired::open().await;
    wired.plan().await;
    let payer = Payer { email: Some("reza@example.ir".to_owned()), ..payer() };
    let link = wired.ask_whom(&payer, &[Channel::Sms]).await;
    wired.house.work().await;
    wired.kavenegar.all_are(11);
    wired.house.live(TimeDelta::minutes(2)).await;
    let states = states(&wired.house, "payment_asked").await;
    assert_eq!(states, ["sms failed: kavenegar status 11", "email delivered"]);
    let letters = "select count(*) from sandbox_messages where recipient = 'reza@example.ir'";
    assert_eq!(wired.house.count(letters).await, 1);
    let owner = wired.house.sign_in(&wired.shop).await;
    let page = owner.get(&format!("/links/{}", link.id)).await;
    assert!(page.text().contains("نرسید"), "{}", page.text());
}

#[tokio::test]
async fn f66_pumping_stops_at_the_days_money_and_receipts_still_go() {
    let wired = Wired::open_with(&["--sms-day-codes-rials=60000"]).await;
    for number in 0..200 {
        let stranger = format!("0936{number:07}");
        send_code(&wired.house, &peyvand::mobile::Mobile::parse(&stranger).unwrap()).await;
    }
    wired.house.work().await;
    let spent = "select coalesce(sum(cost), 0)::bigint from notices where kind = 'code'";
    let spent = wired.house.count(spent).await;
    assert!((30_000..=60_000).contains(&spent), "{spent}");
    assert_eq!(wired.house.alarms().await, ["message_money_spent"]);
    let counted = "select rials from message_spending where scope = 'codes'";
    assert_eq!(wired.house.count(counted).await, spent);

    wired.ask().await;
    wired.house.work().await;
    assert_eq!(wired.at_carriers(), 1, "what is no code has money of its own");
    wired.house.wind(TimeDelta::days(1));
    let real = send_code(&wired.house, &payers_mobile()).await;
    wired.house.work().await;
    let texts = wired.kavenegar.to(payers_mobile().as_str());
    assert!(texts.last().unwrap().contains(&wired.house.app.keys.code(real)));
}

/// `money.md` J5: what the carriers have, after doubled answers and all, is at most one text for each
/// message, and nothing for a number that is no Iranian mobile.
#[tokio::test]
async fn j5_the_carriers_have_no_code_twice_and_no_message_more_than_twice() {
    let wired = Wired::open().await;
    for _ in 0..5 {
        send_code(&wired.house, &payers_mobile()).await;
        write(&wired.house, To::Sms(payers_mobile()), Message::PasswordChanged, None).await;
    }
    wired.house.work().await;
    wired.house.live(TimeDelta::minutes(5)).await;
    let mut texts = wired.kavenegar.to(payers_mobile().as_str());
    assert_eq!(texts.len(), 10);
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), 6, "five codes and one sentence");
    assert!(wired.kavenegar.book().iter().all(|kept| kept.to.starts_with("09")));
}

fn not_there() -> serde_json::Value {
    json!({"return": {"status": 200, "message": ""}, "entries": [
        {"messageid": 0, "status": 100},
    ]})
}
