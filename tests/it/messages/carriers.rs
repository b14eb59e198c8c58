//! What the carriers are told, and what of it is shown.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::adapters::sms::parts;
use peyvand::locale::Language;

use super::Wired;
use super::send_code;
use super::states;
use crate::support::people::payers_mobile;

#[tokio::test]
async fn a_request_goes_out_once_and_its_way_and_price_are_shown_on_the_link() {
    let wired = Wired::open().await;
    let link = wired.ask().await;
    wired.plan().await;
    wired.house.work().await;
    let book = wired.kavenegar.book();
    assert_eq!(book.len(), 1);
    assert_eq!(book[0].to, payers_mobile().as_str());
    assert!(book[0].text.contains("/p/") && book[0].local_id.is_some());
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"]);

    wired.kavenegar.all_are(10);
    wired.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms delivered"]);
    let owner = wired.house.sign_in(&wired.shop).await;
    let page = owner.get(&format!("/links/{}", link.id)).await;
    assert_eq!(page.status, StatusCode::OK);
    let cost = 150 * parts(&book[0].text);
    let digits: String = cost.to_string().chars().map(persian).collect();
    assert!(page.text().contains("رسید") && page.text().contains(&digits), "{}", page.text());
}

#[tokio::test]
async fn an_approved_text_goes_by_its_name_with_values_that_fit_either_carrier() {
    let texts = "--kavenegar-templates=code=t-code,asked=t-asked,receipt=t-receipt";
    let wired = Wired::open_with(&[texts, "--smsir-templates=code=1,asked=2,receipt=3"]).await;
    let code = send_code(&wired.house, &payers_mobile()).await;
    wired.house.work().await;
    let link = wired.ask().await;
    wired.house.work().await;
    let book = wired.kavenegar.book();
    assert_eq!(book[0].template.as_deref(), Some("t-code"));
    assert_eq!(book[0].text, wired.house.app.keys.code(code));
    assert_eq!(book[1].template.as_deref(), Some("t-asked"));
    let token = wired.house.door(link).replace("/p/", "");
    assert!(book[1].text.replace('|', "").contains(&token), "{} in {}", token, book[1].text);

    // The other carrier refuses a value of more than 25 letters; ours are shorter.
    wired.kavenegar.refuses(Some(418));
    wired.ask().await;
    wired.house.work().await;
    let book = wired.smsir.book();
    assert_eq!(book.len(), 1);
    assert_eq!(book[0].template, Some(2));
    assert_eq!(wired.house.alarms().await, ["carrier_misconfigured"]);
}

#[tokio::test]
async fn a_number_that_has_blocked_us_is_flagged_and_asked_no_more() {
    let wired = Wired::open().await;
    wired.kavenegar.blocks(payers_mobile().as_str());
    let link = wired.ask().await;
    wired.house.work().await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms failed: blocked"]);
    assert_eq!(wired.smsir.book().len(), 0, "nobody goes around a block");
    let flags = "select count(*) from message_refusers where reason = 'blocked'";
    assert_eq!(wired.house.count(flags).await, 1);
    let owner = wired.house.sign_in(&wired.shop).await;
    let page = owner.get(&format!("/links/{}", link.id)).await;
    assert!(page.text().contains("گیرنده پیامک‌های این فرستنده را بسته است"), "{}", page.text());

    wired.ask().await;
    wired.house.work().await;
    assert_eq!(wired.kavenegar.book().len(), 1, "the second is not even tried");
}

/// SMS.ir says it by an empty name for the message, or by a code of its own for approved texts.
#[tokio::test]
async fn a_block_at_the_other_carrier_is_understood_too() {
    for templates in ["--smsir-templates=", "--smsir-templates=asked=2"] {
        let wired = Wired::open_with(&["--sms=smsir,kavenegar", templates]).await;
        wired.smsir.blocks(payers_mobile().as_str());
        wired.ask().await;
        wired.house.work().await;
        assert_eq!(states(&wired.house, "payment_asked").await, ["sms failed: blocked"]);
        assert_eq!(wired.at_carriers(), 0);
        assert_eq!(wired.house.count("select sum(rials)::bigint from message_spending").await, 0);
    }
}

#[tokio::test]
async fn either_carrier_tells_later_that_a_message_arrived() {
    let wired = Wired::open().await;
    wired.plan().await;
    wired.kavenegar.refuses(Some(409));
    wired.ask().await;
    wired.house.work().await;
    assert_eq!(wired.smsir.book().len(), 1);
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms sent"]);
    wired.smsir.all_are(1);
    wired.house.live(TimeDelta::minutes(2)).await;
    assert_eq!(states(&wired.house, "payment_asked").await, ["sms delivered"]);
    let cost = "select cost from notices where carrier = 'smsir'";
    let parts = "select parts::bigint * 2000 from notices where carrier = 'smsir'";
    assert_eq!(wired.house.count(cost).await, wired.house.count(parts).await);
}

#[tokio::test]
async fn a_carrier_is_not_asked_for_ever_about_a_message() {
    let wired = Wired::open().await;
    wired.ask().await;
    wired.house.work().await;
    for _ in 0..60 {
        wired.house.wind(TimeDelta::hours(1));
        peyvand::notices::ask_carriers(&wired.house.app).await.unwrap();
    }
    let waiting = "select count(*) from notices where check_at is not null";
    assert_eq!(wired.house.count(waiting).await, 0);
    let asked = wired.kavenegar.requests();
    let asked = asked.iter().filter(|request| request.path.ends_with("sms/status.json")).count();
    assert!(asked < 15, "{asked} questions about one message");
}

fn persian(digit: char) -> char {
    assert_eq!(Language::Fa.code(), "fa");
    char::from_u32(0x6F0 + u32::from(digit) - 0x30).unwrap()
}
