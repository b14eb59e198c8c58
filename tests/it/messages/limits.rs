//! What holds messages back: the reader's wish, the hours of the day, the day's money, and a workspace
//! whose messages fail.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::ids::NoticeId;
use peyvand::links::Channel;
use peyvand::notices::Message;
use peyvand::notices::To;
use peyvand::payments::Payer;
use peyvand::tokens::Door;

use super::Wired;
use super::states;
use super::write;
use crate::ops::operator;
use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::people::payer;
use crate::support::people::payers_mobile;

#[tokio::test]
async fn who_sends_eleven_to_our_line_is_asked_no_more_and_after_twelve_again() {
    for by_smsir in [false, true] {
        let wired = Wired::open().await;
        wired.plan().await;
        let now = wired.house.app.clock.now().timestamp();
        let from = "+989351112233";
        if by_smsir {
            wired.smsir.receives(from, "۱۱", now);
        } else {
            wired.kavenegar.receives(from, "لغو ۱۱", now);
        }
        wired.house.work().await;
        wired.ask().await;
        write(&wired.house, To::Sms(payers_mobile()), Message::PasswordChanged, None).await;
        wired.house.work().await;
        let refused = states(&wired.house, "payment_asked").await;
        assert_eq!(refused, ["sms failed: opted_out"]);
        assert_eq!(wired.at_carriers(), 1, "what is no request still comes");

        wired.kavenegar.receives(from, "12", now + 60);
        wired.house.live(TimeDelta::minutes(2)).await;
        wired.ask().await;
        wired.house.work().await;
        assert_eq!(wired.at_carriers(), 2);
    }
}

#[tokio::test]
async fn a_reader_of_a_letter_stops_more_by_a_button_and_not_by_looking() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payer = Payer { email: Some("reza@example.ir".to_owned()), mobile: None, ..payer() };
    house.link_sent(&shop, &payer, &[Channel::Email], None).await;
    house.work().await;
    let html = "select html from sandbox_messages where channel = 'email'";
    let html: String = sqlx::query_scalar(html).fetch_one(house.db()).await.unwrap();
    let page = html.split('"').find(|part| part.contains("/stop/")).unwrap();
    let page = page.strip_prefix(&house.app.origin).unwrap();

    let before = house.fingerprint().await;
    let shown = house.get(page).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.text().contains("reza@example.ir"));
    assert_eq!(house.fingerprint().await, before);
    house.submit(page, &[("wants", "no")]).await;
    assert!(house.get(page).await.text().contains("دیگر درخواست و یادآوری برای شما نمی‌فرستیم"));
    house.wind(TimeDelta::seconds(1));
    house.link_sent(&shop, &payer, &[Channel::Email], None).await;
    house.work().await;
    assert_eq!(states(&house, "payment_asked").await[1], "email failed: opted_out");

    house.submit(page, &[("wants", "yes")]).await;
    house.wind(TimeDelta::seconds(1));
    house.link_sent(&shop, &payer, &[Channel::Email], None).await;
    house.work().await;
    assert_eq!(states(&house, "payment_asked").await[2], "email delivered");
}

#[tokio::test]
async fn an_address_that_stops_messages_opens_only_with_its_own_token() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.link_sent(&shop, &payer(), &[Channel::Sms], None).await;
    let id: NoticeId = sqlx::query_scalar("select id from notices where channel = 'sms'")
        .fetch_one(house.db())
        .await
        .unwrap();
    let real = Door::Stop { notice: id }.path(&house.app.keys);
    assert_eq!(house.get(&real).await.status, StatusCode::OK);
    let other = Door::Stop { notice: NoticeId::new(house.app.clock.now()) }.path(&house.app.keys);
    let token = other.rsplit('/').next().unwrap();
    for path in [other.clone(), format!("/stop/{id}/{token}"), format!("/stop/{id}/x")] {
        assert_eq!(house.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        let pressed = house.submit(&path, &[("wants", "no")]).await;
        assert_eq!(pressed.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_workspace_that_has_spent_its_day_sends_no_requests_but_others_do() {
    let wired = Wired::open_with(&["--sms-day-workspace-rials=10000"]).await;
    for _ in 0..5 {
        wired.ask().await;
        wired.house.work().await;
        wired.house.wind(TimeDelta::seconds(1));
    }
    let states = states(&wired.house, "payment_asked").await;
    assert_eq!(states.iter().filter(|state| *state == "sms sent").count(), 3, "{states:?}");
    assert_eq!(states[4], "sms failed: day limit");
    let other = wired.house.shop().await;
    wired.house.link_sent(&other, &payer(), &[Channel::Sms], None).await;
    wired.house.work().await;
    assert_eq!(wired.at_carriers(), 4);
}

#[tokio::test]
async fn a_workspace_whose_requests_fail_is_held_until_a_person_of_the_house_has_looked() {
    let wired = Wired::open().await;
    let (house, shop) = (&wired.house, &wired.shop);
    for number in 0..20 {
        let mobile = format!("0936000{number:04}");
        if number % 3 == 0 {
            wired.kavenegar.blocks(&mobile);
        }
        ask(house, shop, &mobile).await;
        house.work().await;
    }
    assert_eq!(house.alarms().await, [""; 0], "19 of them say nothing yet");
    wired.kavenegar.blocks("09360009999");
    ask(house, shop, "09360009999").await;
    house.work().await;
    assert_eq!(house.alarms().await, ["messages_held"]);
    let before = wired.kavenegar.book().len();
    ask(house, shop, "09360008888").await;
    house.live(TimeDelta::minutes(30)).await;
    assert_eq!(wired.kavenegar.book().len(), before, "held");

    let (operator, _) = operator(house).await;
    let page = operator.get("/ops").await;
    let solve = page.attribute("form[action^='/ops/alarms/']", "action").unwrap();
    operator.submit(&solve, &[]).await;
    house.live(TimeDelta::minutes(15)).await;
    assert_eq!(wired.kavenegar.book().len(), before + 1);
    assert_eq!(house.alarms().await, [""; 0]);
}

async fn ask(house: &House, shop: &Shop, mobile: &str) {
    let mobile = peyvand::mobile::Mobile::parse(mobile).unwrap();
    let payer = Payer { mobile: Some(mobile), ..payer() };
    house.link_sent(shop, &payer, &[Channel::Sms], None).await;
    house.wind(TimeDelta::milliseconds(2));
}
