//! How a merchant's messages are sent: in their own words, at their time, again before the deadline,
//! by a second way; and to whom word goes that nothing is to be paid any more.

use axum::http::StatusCode;
use chrono::DateTime;
use chrono::TimeDelta;
use peyvand::links::Channel;
use peyvand::notices;
use peyvand::notices::Rules;
use peyvand::notices::Settings;
use peyvand::payments::Payer;

use super::Wired;
use super::states;
use crate::support::house::House;
use crate::support::people::Shop;
use crate::support::people::payer;
use crate::support::people::payers_mobile;

const OWN: &str = "سلام! {کسب‌وکار} {مبلغ} برای {بابت} می‌خواهد.";

#[tokio::test]
async fn a_request_for_what_is_paid_closed_or_over_is_never_sent_and_a_receipt_always_is() {
    let house = House::open().await;
    let shop = house.shop().await;
    let soon = house.app.clock.now() + TimeDelta::minutes(5);
    let sms = [Channel::Sms];
    let paid = house.link_sent(&shop, &payer(), &sms, None).await;
    let closed = house.link_sent(&shop, &payer(), &sms, None).await;
    house.link_sent(&shop, &payer(), &sms, Some(soon)).await;
    let sent = house.send(paid).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    let owner = house.sign_in(&shop).await;
    owner.submit(&format!("/links/{}/closure", closed.id), &[]).await;
    house.wind(TimeDelta::minutes(10));
    house.work().await;
    assert_eq!(states(&house, "payment_asked").await, ["sms dropped"; 3]);
    assert_eq!(states(&house, "receipt").await, ["sms delivered"]);
}

#[tokio::test]
async fn word_of_a_withdrawal_goes_to_everybody_the_link_was_sent_to() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link_sent(&shop, &payer(), &[Channel::Sms], None).await;
    house.work().await;
    let owner = house.sign_in(&shop).await;
    let messages = format!("/links/{}/messages", link.id);
    house.wind(TimeDelta::minutes(2));
    owner.submit(&messages, &[("by", "sms"), ("mobile", "09367778899")]).await;
    owner.submit(&messages, &[("by", "email"), ("email", "ali@example.ir")]).await;
    house.work().await;
    owner.submit(&format!("/links/{}/closure", link.id), &[("tell", "yes")]).await;
    house.work().await;
    let told = "select string_agg(recipient, ' ' order by recipient) from notices where kind = 'withdrawn'";
    let told: String = sqlx::query_scalar(told).fetch_one(house.db()).await.unwrap();
    assert_eq!(told, "09351112233 09367778899 ali@example.ir");
}

#[tokio::test]
async fn a_payer_hears_what_was_decided_about_money_that_waited() {
    for (way, word) in
        [("acceptance", "پرداخت شما را پذیرفت"), ("giving-back", "پول شما را به کارتتان برگرداند")]
    {
        let house = House::open().await;
        let shop = house.shop().await;
        let [_, second] = house.paid_twice(house.link(&shop).await).await;
        house.work().await;
        let owner = house.sign_in(&shop).await;
        for _ in 0..2 {
            let path = format!("/payments/{}/{way}", second.id);
            owner.submit(&path, &[("from", "/links")]).await;
            house.work().await;
        }
        let texts = house.sms_to(&payers_mobile()).await;
        let told: Vec<_> = texts.iter().filter(|text| text.contains(word)).collect();
        assert_eq!(told.len(), 1, "{texts:#?}");
        assert!(told[0].contains("۲٬۴۵۰٬۰۰۰ تومان") && told[0].contains("/r/"), "{}", told[0]);
    }
}

/// The rules are a day before the deadline and two days after the request.
#[tokio::test]
async fn a_payer_is_reminded_by_the_rules_within_the_days_hours_until_they_pay() {
    let house = House::open().await;
    let shop = house.shop().await;
    let settings = Settings { rules: Rules::new(vec![1], vec![2]), ..Settings::default() };
    let now = house.app.clock.now();
    notices::save_settings(house.db(), shop.workspace, &settings, now).await.unwrap();
    // Sunday half past one; the deadline is Friday at nine in the evening.
    let due = at("2026-11-27T21:00:00+03:30");
    let paid = house.link_sent(&shop, &payer(), &[Channel::Sms], Some(due)).await;
    let unpaid = Payer { mobile: Some("09367778899".parse_mobile()), ..payer() };
    house.link_sent(&shop, &unpaid, &[Channel::Sms], Some(due)).await;
    days(&house, 47).await;
    assert_eq!(reminders(&house).await, 0, "two days are not over");
    days(&house, 2).await;
    assert_eq!(reminders(&house).await, 2);
    let sent = house.send(paid).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    days(&house, 24 * 5).await;
    assert_eq!(reminders(&house).await, 3, "who has paid is reminded no more");
    let hours = "select count(*) from notices where kind = 'payment_reminded'
        and extract(hour from changed_at at time zone 'Asia/Tehran') not between 9 and 20";
    assert_eq!(house.count(hours).await, 0);
    let text = house.sms_to(&"09367778899".parse_mobile()).await;
    assert!(text[1].starts_with("یادآوری ") && text[1].contains("لغو۱۱"), "{}", text[1]);
}

#[tokio::test]
async fn a_workspace_writes_in_its_own_words_and_sees_them_before() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    let form = [("asked", OWN), ("other", "yes"), ("before", "1")];
    let preview = [&form[..], &[("act", "preview")]].concat();
    let page = owner.submit("/settings/messages", &preview).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.text().contains("سلام! \u{2068}Sarv\u{2069} ۲٬۴۵۰٬۰۰۰ تومان برای سفارش ۳۴۷"),
        "{}",
        page.text()
    );
    assert!(page.text().contains("این پیامک ۲ بخش است."), "{}", page.text());
    assert_eq!(own_texts(&house, &shop).await, None, "a preview keeps nothing");

    owner.submit("/settings/messages", &[&form[..], &[("act", "save")]].concat()).await;
    assert_eq!(own_texts(&house, &shop).await.as_deref(), Some(OWN));
    house.link_sent(&shop, &payer(), &[Channel::Sms], None).await;
    house.work().await;
    let text = &house.sms_to(&payers_mobile()).await[0];
    assert!(text.starts_with("سلام! ") && text.contains("/p/"), "{text}");
}

#[tokio::test]
async fn a_text_with_an_address_an_unknown_name_or_no_amount_is_refused_beside_its_field() {
    let house = House::open().await;
    let shop = house.shop().await;
    let owner = house.sign_in(&shop).await;
    for (text, sentence) in [
        ("{کسب‌وکار} {مبلغ} evil.ir", "نشانی اینترنتی و شمارهٔ تلفن را از متن بردارید."),
        ("{کسب‌وکار} {مبلغ} {پول}", "«پول» از نام‌های آکولادی ما نیست."),
        ("{کسب‌وکار} سلام", "«مبلغ» را در آکولاد بیاورید"),
    ] {
        let page = owner.submit("/settings/messages", &[("asked", text)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            page.text().contains(sentence)
                && page.html.contains("evil.ir") == text.contains("evil")
        );
    }
    let many = ["0", "1", "2", "3"].map(|day| ("before", day));
    let page = owner.submit("/settings/messages", &many).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(own_texts(&house, &shop).await, None);
}

#[tokio::test]
async fn the_second_way_is_not_taken_when_the_merchant_does_not_want_it_or_took_it_anyway() {
    for (other_way, channels, letters) in [
        (true, &[Channel::Sms][..], 1),
        (false, &[Channel::Sms], 0),
        (true, &[Channel::Sms, Channel::Email], 1),
    ] {
        let wired = Wired::open().await;
        let settings = Settings { other_way, ..Settings::default() };
        let now = wired.house.app.clock.now();
        let workspace = wired.shop.workspace;
        notices::save_settings(wired.house.db(), workspace, &settings, now).await.unwrap();
        wired.kavenegar.refuses(Some(411));
        let payer = Payer { email: Some("reza@example.ir".to_owned()), ..payer() };
        wired.ask_whom(&payer, channels).await;
        wired.house.work().await;
        let count = "select count(*) from sandbox_messages where channel = 'email'";
        assert_eq!(wired.house.count(count).await, letters, "{other_way} {channels:?}");
    }
}

#[tokio::test]
async fn a_text_typed_by_a_stranger_puts_no_address_and_no_number_into_our_sms() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.run("update workspaces set name = 'Bank melli www.evil.ir'").await;
    let link = house.link_sent(&shop, &payer(), &[Channel::Sms], None).await;
    house.run("update links set title = 'زنگ بزنید ۰۹۱۲۳۴۵۶۷۸۹'").await;
    house.work().await;
    let sent = house.send(link).await;
    house.run("update payments set payer_name = 't.me/evil 0912 345 6789'").await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    let mut texts = house.sms_to(&payers_mobile()).await;
    texts.extend(house.sms_to(&shop.mobile).await);
    assert!(3 <= texts.len());
    for text in texts {
        let ours = text.lines().last().unwrap().to_owned();
        let typed = text.replace(&ours, "");
        for foreign in ["evil", "t.me", "0912", "۰۹۱۲"] {
            assert!(!typed.contains(foreign), "{foreign} in {text}");
        }
    }
}

fn at(text: &str) -> DateTime<chrono::Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// Lets hours pass, one after the other.
async fn days(house: &House, hours: i64) {
    for _ in 0..hours {
        house.wind(TimeDelta::hours(1));
        house.work().await;
    }
}

async fn reminders(house: &House) -> i64 {
    house
        .count(
            "select count(*) from notices where kind = 'payment_reminded' and state = 'delivered'",
        )
        .await
}

async fn own_texts(house: &House, shop: &Shop) -> Option<String> {
    notices::settings(house.db(), shop.workspace).await.unwrap().texts.asked
}

trait ParseMobile {
    fn parse_mobile(&self) -> peyvand::mobile::Mobile;
}

impl ParseMobile for str {
    fn parse_mobile(&self) -> peyvand::mobile::Mobile {
        peyvand::mobile::Mobile::parse(self).unwrap()
    }
}
