//! What the payer reads of the messages and the ends of a payout, and how long an account's number lasts.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::rail::sandbox::Mood;

use crate::support::house::House;
use crate::support::payouts::CARD;
use crate::support::payouts::OTHERS_IBAN;

#[tokio::test]
async fn the_payer_reads_whether_the_link_was_sent_reached_the_phone_or_did_not() {
    let house = House::open().await;
    let shop = house.shop().await;
    let payout = house.payout(&shop).await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payouts/{payout}");
    for (change, says) in [
        (
            "update notices set state = 'sent' where kind = 'payout_asked'",
            "هنوز خبری از رسیدنش نیست",
        ),
        ("update notices set state = 'unknown' where kind = 'payout_asked'", "معلوم نیست"),
        ("update notices set state = 'failed' where kind = 'payout_asked'", "لینک نرسید"),
        (
            "update notices set state = 'delivered' where kind = 'payout_asked'",
            "لینک به گیرنده رسید",
        ),
    ] {
        house.run(change).await;
        let shown = desk.get(&path).await.text();
        assert!(shown.contains(says), "{says}: {shown}");
        let reached = change.contains("delivered");
        assert_eq!(shown.contains("لینک به گیرنده رسید"), reached, "{change}: {shown}");
    }
}

#[tokio::test]
async fn the_kind_of_a_message_holds_nothing_of_its_words() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let path = format!("{}/reply", house.recipients_page().await);
    let wants = [("kind", "wrong_amount"), ("amount", "۷٬۰۰۰٬۰۰۰")];
    house.visitor().submit(&path, &wants).await;
    house.work().await;
    let kinds = "select count(*) from notices where kind !~ '^[a-z_]+$'";
    assert_eq!(house.count(kinds).await, 0);
    let known =
        "select count(*) from notices where kind in ('payout_asked', 'payout_other_amount')";
    assert!(house.count(known).await >= 2);
}

#[tokio::test]
async fn cancelling_and_taking_back_and_another_account_are_lines_of_the_timeline() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    let recipient = house.answer(CARD).await;
    let page = house.recipients_page().await;
    house.wind(TimeDelta::seconds(1));
    recipient.submit(&format!("{page}/correction"), &[]).await;
    recipient.submit(&format!("{page}/destination"), &[("number", OTHERS_IBAN)]).await;
    recipient.submit(&format!("{page}/confirmation"), &[]).await;
    house.work().await;
    let shown = desk.get(&path).await.text();
    assert!(shown.contains("گیرنده حساب دیگری ثبت کرد"), "{shown}");
    desk.submit(&format!("{path}/end"), &[]).await;
    let shown = desk.get(&path).await.text();
    assert!(shown.contains("پرداخت‌کننده آن را لغو کرد"), "{shown}");

    house.rail_is(Mood::Refusing).await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(10)).await;
    desk.submit(&format!("{path}/end"), &[]).await;
    let shown = desk.get(&path).await.text();
    assert!(shown.contains("پول به کیف پول برگشت"), "{shown}");
}

#[tokio::test]
async fn money_that_waits_for_its_payer_waits_with_the_number_of_its_account() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.rail_is(Mood::Refusing).await;
    let path = format!("/payouts/{}", house.payout(&shop).await);
    house.answer(CARD).await;
    house.pay_payout(&shop).await;
    house.live(TimeDelta::minutes(10)).await;
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("{path}/question"), &[]).await;
    house.work().await;
    house.answer(OTHERS_IBAN).await;

    house.wind(TimeDelta::days(91));
    peyvand::payouts::forget(&house.app, house.app.clock.now()).await.unwrap();
    let kept = "select count(*) from payout_destinations where iban <> ''";
    assert_eq!(
        house.count(kept).await,
        1,
        "the old answer is forgotten, the one that waits is not"
    );
    house.rail_is(Mood::Prompt).await;
    let desk = house.sign_in(&shop).await;
    let seen = desk.get(&path).await.attribute("input[name=seen]", "value").unwrap();
    let sent = desk.submit(&format!("{path}/sending"), &[("seen", seen.as_str())]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}
