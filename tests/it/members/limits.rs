use axum::http::StatusCode;
use axum::http::header;
use chrono::TimeDelta;

use super::NOBODYS;
use super::PASSWORD;
use super::SARAS;
use super::ask;
use super::is_in;
use super::log_in;
use super::wrong;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::statements::statements_of;

fn waits(page: &Page) -> i64 {
    assert_eq!(page.status, 429, "{page:?}");
    page.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_number_is_sent_one_code_a_minute_and_five_an_hour() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    house.wind(TimeDelta::seconds(20));
    let again = house.submit(&format!("{path}/again"), &[]).await;
    assert_eq!(waits(&again), 41);
    assert!(again.text().contains("۴۱ ثانیه دیگر دوباره امتحان کنید"), "{again:?}");
    let elsewhere = house.visitor();
    let other = elsewhere.submit("/login/forgotten", &[("mobile", SARAS)]).await;
    assert_eq!(waits(&other), 41, "whatever it is for, and whoever asks");

    for _ in 0..4 {
        house.pass_a_minute();
        ask(&house.visitor(), SARAS).await;
    }
    house.pass_a_minute();
    let sixth = house.visitor().submit("/login/code", &[("mobile", SARAS)]).await;
    assert!(waits(&sixth) > 60);
    assert_eq!(house.work().await, 5);
}

#[tokio::test]
async fn a_number_is_sent_ten_codes_a_day() {
    let house = House::open().await;
    house.member(SARAS).await;
    for _ in 0..2 {
        for _ in 0..5 {
            ask(&house.visitor(), SARAS).await;
            house.pass_a_minute();
        }
        house.wind(TimeDelta::hours(1));
    }
    let next = house.visitor().submit("/login/code", &[("mobile", SARAS)]).await;
    assert!(waits(&next) > 60, "{next:?}");
}

#[tokio::test]
async fn a_browser_may_ask_for_six_codes_an_hour() {
    let house = House::open().await;
    for number in 0..6 {
        ask(&house, &format!("0912000{number:04}")).await;
    }
    let next = house.submit("/login/code", &[("mobile", "09120009999")]).await;
    assert!(waits(&next) > 0 && next.text().contains("از اینترنت شما"), "{next:?}");
    ask(&house.visitor(), "09120009999").await;
}

#[tokio::test]
async fn a_network_may_ask_for_thirty_codes_an_hour() {
    let house = House::open().await;
    for number in 0..30 {
        ask(&house.visitor(), &format!("0912000{number:04}")).await;
    }
    let next = house.visitor().submit("/login/code", &[("mobile", "09120009999")]).await;
    assert!(waits(&next) > 0 && next.text().contains("از اینترنت شما"), "{next:?}");
}

#[tokio::test]
async fn a_number_is_good_for_twenty_tries_of_codes_a_day() {
    let house = House::open().await;
    house.member(SARAS).await;
    for _ in 0..4 {
        house.wind(TimeDelta::minutes(13));
        let visitor = house.visitor();
        let path = ask(&visitor, SARAS).await;
        for _ in 0..5 {
            assert_eq!(visitor.submit(&path, &[("code", "000000")]).await.status, 422);
        }
    }
    house.wind(TimeDelta::minutes(13));
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    assert!(waits(&house.submit(&path, &[("code", &code)]).await) > 60);
}

#[tokio::test]
async fn ten_wrong_passwords_shut_the_password_and_leave_the_owner_the_code() {
    let house = House::open().await;
    house.member(SARAS).await;
    let attacker = house.visitor();
    for _ in 0..10 {
        assert_eq!(log_in(&attacker, SARAS, "not the password").await.status, 422);
    }
    let shut = log_in(&attacker, SARAS, PASSWORD).await;
    assert!(waits(&shut) > 0 && shut.text().contains("با کد پیامکی وارد شوید"), "{shut:?}");
    assert_eq!(log_in(&attacker, NOBODYS, PASSWORD).await.status, 422, "other numbers are open");

    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 303);
    assert!(is_in(&house).await);
    house.wind(TimeDelta::minutes(15));
    assert_eq!(log_in(&attacker, SARAS, PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_network_may_try_fifty_passwords_in_a_quarter_of_an_hour() {
    let house = House::open().await;
    for number in 0..50 {
        let mobile = format!("0912000{number:04}");
        assert_eq!(log_in(&house, &mobile, PASSWORD).await.status, 422);
    }
    assert!(waits(&log_in(&house, SARAS, PASSWORD).await) > 0);
}

/// Counted, because a clock would hear the neighbours on the machine as well.
#[tokio::test]
async fn an_unknown_number_costs_what_a_known_one_costs() {
    let house = House::open().await;
    house.member(SARAS).await;
    let (known, for_known) = statements_of(log_in(&house, SARAS, "not the password")).await;
    let (unknown, for_unknown) = statements_of(log_in(&house, NOBODYS, "not the password")).await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, known.status));
    let weighed = for_known.iter().filter(|told| *told == "a password is weighed");
    assert_eq!(weighed.count(), 1, "{for_known:#?}");
    assert_eq!(for_known, for_unknown);
}

/// Somebody fills in the sign-up form for a number.
async fn sign_up(visitor: &Visitor, mobile: &str) -> Page {
    let fields = [
        ("name", "نرگس"),
        ("business", ""),
        ("mobile", mobile),
        ("email", ""),
        ("password", PASSWORD),
    ];
    visitor.submit("/signup", &fields).await
}

/// Sign-up is closed for new numbers, to whoever asks, and those who have an account get in.
async fn is_shut_for_new_numbers(house: &House) {
    for mobile in [NOBODYS, SARAS] {
        let shut = sign_up(&house.visitor(), mobile).await;
        assert!(waits(&shut) <= 3601 && shut.text().contains("شماره‌های تازه"), "{shut:?}");
        assert_eq!(shut.attribute("input[name=name]", "value").as_deref(), Some("نرگس"));
    }
    assert_eq!(house.alarms().await, ["codes_pumped"]);
    let path = ask(house, SARAS).await;
    let code = house.code(SARAS).await;
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 303);
}

#[tokio::test]
async fn a_flood_of_codes_shuts_the_door_for_new_numbers_until_the_hour_is_over() {
    let house = House::open().await;
    house.member(SARAS).await;
    house
        .run(
            "insert into code_hours values ('2026-11-22T10:00Z', 299), ('2026-11-22T11:00Z', 299),
            ('2026-11-15T11:00Z', 100)",
        )
        .await;
    assert_eq!(sign_up(&house.visitor(), "09120000001").await.status, 303, "the 300th");
    is_shut_for_new_numbers(&house).await;
    house.wind(TimeDelta::hours(1));
    assert_eq!(sign_up(&house.visitor(), "09120000002").await.status, 303);
    house.run("update code_hours set sent = 300 where hour = '2026-11-15T11:00Z'").await;
    assert_eq!(sign_up(&house.visitor(), "09120000003").await.status, 303, "as a week ago");
}

#[tokio::test]
async fn codes_that_nobody_writes_shut_the_door_for_new_numbers() {
    let house = House::open().await;
    house.member(SARAS).await;
    house
        .run(
            "insert into challenges
                (id, purpose, mobile, browser, expires_at, created_at, used_at, was_sent)
            select gen_random_uuid(), 'sign_up', '0935' || lpad(n::text, 7, '0'), '',
                '2026-11-22T09:02Z', '2026-11-22T09:00Z',
                case when n <= 40 then timestamptz '2026-11-22T09:01Z' end, true
            from generate_series(1, 200) as n",
        )
        .await;
    assert_eq!(
        sign_up(&house.visitor(), "09120000001").await.status,
        303,
        "one in five is written"
    );
    house.run("update challenges set used_at = null where mobile = '09350000001'").await;
    is_shut_for_new_numbers(&house).await;
}

#[tokio::test]
async fn while_codes_are_guessed_a_network_tries_six_a_minute() {
    let house = House::open().await;
    house.member(SARAS).await;
    let path = ask(&house, SARAS).await;
    let code = house.code(SARAS).await;
    house.submit(&path, &[("code", &wrong(&code))]).await;
    house.run("update rate_limits set tat = tat + interval '10 minutes' where key = 'code_fail_site:all'")
        .await;
    let other = house.visitor();
    let others = ask(&other, NOBODYS).await;
    for _ in 0..5 {
        assert_eq!(other.submit(&others, &[("code", "000000")]).await.status, 422);
    }
    assert_eq!(house.alarms().await, ["codes_guessed"]);
    house.submit(&path, &[("code", &wrong(&code))]).await;
    let shut = house.submit(&path, &[("code", &code)]).await;
    assert!(waits(&shut) <= 11 && shut.text().contains("از اینترنت شما"), "{shut:?}");
    house.wind(TimeDelta::seconds(10));
    assert_eq!(house.submit(&path, &[("code", &code)]).await.status, 303);
}
