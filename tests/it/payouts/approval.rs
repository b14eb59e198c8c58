//! A second member's word: without it nothing above the limit is paid or sent.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::access::Role;
use peyvand::ids::PaymentId;
use peyvand::payouts;
use peyvand::payouts::PayoutError;

use crate::support::house::House;
use crate::support::page::Visitor;
use crate::support::payouts::CARD;
use crate::support::payouts::OTHERS_IBAN;
use crate::support::people::Shop;

/// A shop of two people that asks for a second word above five million toman, and a payout above that
/// which its recipient has answered.
struct Office {
    house: House,
    shop: Shop,
    path: String,
    /// Who made the payout.
    maker: Visitor,
    /// The other member.
    second: Visitor,
}

impl Office {
    async fn open() -> Self {
        let house = House::open().await;
        let shop = house.shop().await;
        let colleague = house.colleague(&shop, Role::Manager).await;
        let (maker, second) = (house.sign_in(&shop).await, house.sign_in(&colleague).await);
        let set = maker.submit("/payouts/limit", &[("above", "5,000,000")]).await;
        assert_eq!(set.location.as_deref(), Some("/payouts/limit"), "{}", set.text());
        let path = format!("/payouts/{}", house.payout(&shop).await);
        house.answer(CARD).await;
        Self { house, shop, path, maker, second }
    }

    async fn approval(&self, fields: &[(&str, &str)]) -> String {
        let page = format!("{}/approval", self.path);
        let shown = self.second.get(&page).await;
        let seen = shown.attribute("input[name=seen]", "value").unwrap_or_default();
        let fields = [&[("seen", seen.as_str())], fields].concat();
        self.second.submit(&page, &fields).await.text()
    }

    async fn see(&self, who: &Visitor) -> String {
        who.get(&self.path).await.text()
    }
}

#[tokio::test]
async fn above_the_limit_nothing_is_paid_until_another_member_has_agreed() {
    let office = Office::open().await;
    let house = &office.house;
    let texts = house.sms_to(&office.shop.mobile).await;
    assert!(texts.iter().any(|it| it.contains("منتظر تأیید نفر دوم")), "{texts:?}");
    assert!(office.maker.get("/payouts").await.text().contains("منتظر تأیید نفر دوم"));
    // Who made it cannot agree to it.
    let own = office.maker.get(&format!("{}/approval", office.path)).await;
    assert_eq!(own.status, StatusCode::SEE_OTHER);
    let page = format!("{}/approval", office.path);
    let posted = office.maker.submit(&page, &[("word", "yes")]).await;
    assert_eq!(posted.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count("select count(*) from payout_approvals").await, 0);

    office.approval(&[("word", "yes")]).await;
    house.work().await;
    let noted = "select count(*) from acts where kind = 'payout_approved'";
    assert_eq!(house.count(noted).await, 1);
    assert!(office.see(&office.maker).await.contains("این واریز را تأیید کرد"));
    house.pay_payout(&office.shop).await;
    house.live(TimeDelta::minutes(10)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_payers_page_and_its_button_refuse_what_the_second_member_has_not_seen() {
    let office = Office::open().await;
    let house = &office.house;
    office.approval(&[("word", "yes")]).await;
    house.work().await;
    let page = house.payers_page(&office.shop).await;
    let shown = house.get(&page).await;
    let seen = shown.attribute("input[name=seen]", "value").unwrap();
    // As if nobody had agreed, while the page still stands open.
    house.run("delete from payout_approvals").await;
    let pressed = house.submit(&format!("{page}/payment"), &[("seen", &seen)]).await;
    assert_eq!(pressed.status, StatusCode::OK);
    assert!(pressed.text().contains("عضو دیگری باید"), "{}", pressed.text());
    assert!(house.get(&page).await.attribute("input[name=seen]", "value").is_none());
    assert_eq!(house.count("select count(*) from payments").await, 0);
}

#[tokio::test]
async fn whoever_agreed_does_not_send_the_money_out_of_the_wallet_themselves() {
    let office = Office::open().await;
    let house = &office.house;
    house.earn(&office.shop, 3).await;
    let before = office.see(&office.maker).await;
    assert!(!before.contains("پرداخت از کیف پول"), "{before}");
    office.approval(&[("word", "yes")]).await;
    assert!(!office.see(&office.second).await.contains("پرداخت از کیف پول"));
    let shown = office.maker.get(&office.path).await;
    let seen = shown.attribute("input[name=seen]", "value").unwrap();
    let act = format!("{}/sending", office.path);
    office.second.submit(&act, &[("seen", &seen)]).await;
    house.live(TimeDelta::minutes(5)).await;
    assert!(house.rail_book().await.is_empty());
    office.maker.submit(&act, &[("seen", &seen)]).await;
    house.live(TimeDelta::minutes(5)).await;
    assert_eq!(house.rail_book().await.len(), 1);
}

#[tokio::test]
async fn a_no_has_a_reason_and_ends_it_until_the_recipient_answers_anew() {
    let office = Office::open().await;
    let house = &office.house;
    let again = office.approval(&[("word", "no"), ("reason", " ")]).await;
    assert!(again.contains("بنویسید چرا"), "{again}");
    office.approval(&[("word", "no"), ("reason", "این مبلغ را نمی‌شناسم")]).await;
    house.work().await;
    let shown = office.see(&office.maker).await;
    assert!(shown.contains("این مبلغ را نمی‌شناسم"), "{shown}");
    let texts = house.sms_to(&office.shop.mobile).await;
    assert!(texts.iter().any(|it| it.contains("تأیید نشد")), "{texts:?}");
    // The word is given once.
    office.approval(&[("word", "yes")]).await;
    assert!(office.see(&office.maker).await.contains("تأیید نکرد"));
}

#[tokio::test]
async fn a_yes_counts_for_the_account_that_was_seen_and_for_no_other() {
    let office = Office::open().await;
    let house = &office.house;
    office.approval(&[("word", "yes")]).await;
    house.work().await;
    house.take_account_back().await;
    house.answer(OTHERS_IBAN).await;
    let shown = office.see(&office.second).await;
    assert!(shown.contains("بررسی و تأیید"), "{shown}");
    let page = format!("{}/approval", office.path);
    // What was seen before the correction is not what stands there.
    office.second.submit(&page, &[("word", "yes"), ("seen", "00")]).await;
    assert!(office.see(&office.second).await.contains("بررسی و تأیید"));
}

#[tokio::test]
async fn a_limit_wants_two_people_is_tightened_at_once_and_loosened_after_a_day() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let alone = desk.submit("/payouts/limit", &[("above", "5000000")]).await;
    assert_eq!(alone.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(alone.text().contains("عضو دیگری ندارد"), "{}", alone.text());

    let colleague = house.colleague(&shop, Role::Manager).await;
    desk.submit("/payouts/limit", &[("above", "5000000")]).await;
    house.work().await;
    let told = house.sms_to(&colleague.mobile).await;
    assert!(told.last().unwrap().contains("تأیید نفر دوم"), "{told:?}");
    house.wind(TimeDelta::seconds(1));
    desk.submit("/payouts/limit", &[("above", "")]).await;
    let shown = desk.get("/payouts/limit").await.text();
    assert!(shown.contains("بیش از ۵٬۰۰۰٬۰۰۰ تومان تأیید نفر دوم لازم است"), "{shown}");
    let payout = house.payout(&shop).await;
    house.answer(CARD).await;
    let begin = async || {
        let payment = PaymentId::new(house.app.clock.now());
        payouts::begin_payment(&house.app, payout, payment).await
    };
    assert!(matches!(begin().await, Err(PayoutError::NotApproved)));
    house.wind(TimeDelta::hours(24));
    begin().await.unwrap();
}

#[tokio::test]
async fn a_limit_and_a_word_want_a_fresh_proof() {
    let office = Office::open().await;
    office.house.wind(TimeDelta::minutes(6));
    for page in [
        office.second.get(&format!("{}/approval", office.path)).await,
        office.second.submit(&format!("{}/approval", office.path), &[("word", "yes")]).await,
        office.maker.submit("/payouts/limit", &[("above", "")]).await,
    ] {
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(office.house.count("select count(*) from payout_approvals").await, 0);
}

#[tokio::test]
async fn whoever_may_only_approve_is_asked_to() {
    let house = House::open().await;
    let shop = house.shop().await;
    let approver = house.colleague(&shop, Role::Approver).await;
    let maker = house.sign_in(&shop).await;
    maker.submit("/payouts/limit", &[("above", "5,000,000")]).await;
    house.payout(&shop).await;
    house.answer(CARD).await;
    let told = house.sms_to(&approver.mobile).await;
    assert!(told.iter().any(|text| text.contains("منتظر تأیید نفر دوم")), "{told:?}");
}
