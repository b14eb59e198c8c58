//! What was answered by the one whom it is for stands: who has the link and no code undoes nothing of it.

use axum::http::StatusCode;
use chrono::TimeDelta;

use crate::support::house::House;
use crate::support::page::Visitor;
use crate::support::payouts::CARD;

/// An answer of the recipient's, kept for the next time.
pub(super) async fn keeps(house: &House) -> Visitor {
    let recipient = house.visitor();
    let page = house.recipients_page().await;
    let path = format!("{page}/destination");
    house.wind(TimeDelta::minutes(1));
    recipient.submit(&path, &[("number", CARD)]).await;
    house.work().await;
    let code = house.recipients_code().await;
    recipient.submit(&path, &[("number", CARD), ("code", &code)]).await;
    recipient.submit(&format!("{page}/confirmation"), &[("keep", "yes")]).await;
    house.work().await;
    recipient
}

#[tokio::test]
async fn the_account_of_last_time_is_the_answer_after_a_code_and_no_number_is_typed() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    keeps(&house).await;
    let payout = house.payout(&shop).await;
    let page = house.recipients_page().await;

    let recipient = house.visitor();
    let shown = recipient.get(&page).await.text();
    assert!(shown.contains("همان حساب"), "{shown}");
    assert!(!shown.contains("۷۸۹۳") && !shown.contains("ملی ایران"), "whose phone is it? {shown}");
    let wrong = recipient.submit(&format!("{page}/destination"), &[("number", "123")]).await;
    assert!(wrong.text().contains("همان حساب"), "after a mistake it is still there");

    house.wind(TimeDelta::minutes(1));
    let path = format!("{page}/kept");
    let asked = recipient.submit(&path, &[]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    assert_eq!(asked.attribute("form.card", "action").as_deref(), Some(path.as_str()));
    assert!(!asked.text().contains("۷۸۹۳"), "{}", asked.text());
    house.work().await;
    let wrong = recipient.submit(&path, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(house.count("select count(*) from payout_destinations").await, 1);
    let code = house.recipients_code().await;
    let done = recipient.submit(&path, &[("code", &code)]).await;
    assert_eq!(done.location.as_deref(), Some(page.as_str()), "{}", done.text());
    house.work().await;

    let given = recipient.get(&page).await.text();
    assert!(given.contains("ملی ایران") && given.contains("نگه داشته شده است"), "{given}");
    let desk = house.sign_in(&shop).await;
    let shown = desk.get(&format!("/payouts/{payout}")).await;
    assert!(shown.text().contains("ملی ایران"), "{}", shown.text());
}

#[tokio::test]
async fn who_has_only_the_link_neither_declines_nor_changes_nor_forgets_what_was_proven() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = keeps(&house).await;
    let page = house.recipients_page().await;
    let answered = "select count(*) from payouts where revision = 1 and not exists (
        select from payout_replies where payout_id = payouts.id)";

    house.wind(TimeDelta::minutes(1));
    let stranger = house.visitor();
    let no = [("kind", "no"), ("note", "نمی‌خواهم")];
    for (act, fields) in [("reply", &no[..]), ("correction", &no[..0]), ("kept/end", &no[..0])] {
        let path = format!("{page}/{act}");
        let asked = stranger.submit(&path, fields).await;
        assert!(asked.location.is_none(), "{act}: {asked:?}");
        assert_eq!(asked.attribute("form.card", "action").as_deref(), Some(path.as_str()));
        let wrong = [fields, &[("code", "000000")]].concat();
        let answer = stranger.submit(&path, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
        house.wind(TimeDelta::minutes(1));
    }
    assert_eq!(house.count(answered).await, 1);
    assert_eq!(house.count("select count(*) from payout_accounts").await, 1);
    let told = house.sms_to(&shop.mobile).await;
    assert!(!told.iter().any(|text| text.contains("نمی‌خواهم")), "{told:?}");

    // The one whom it is for, from a browser that has shown it, and then from another with a code.
    recipient.submit(&format!("{page}/kept/end"), &[]).await;
    assert_eq!(house.count("select count(*) from payout_accounts").await, 0);
    let other = house.visitor();
    let path = format!("{page}/reply");
    let asked = other.submit(&path, &no).await;
    assert_eq!(asked.attribute("input[name=note]", "value").as_deref(), Some("نمی‌خواهم"));
    house.work().await;
    let code = house.recipients_code().await;
    other.submit(&path, &[no[0], no[1], ("code", &code)]).await;
    assert_eq!(house.count("select count(*) from payout_replies").await, 1);
}

#[tokio::test]
async fn where_the_money_goes_is_shown_to_the_browser_that_proved_itself_and_to_no_other() {
    let house = House::open().await;
    let shop = house.shop().await;
    house.payout(&shop).await;
    let recipient = house.answer(CARD).await;
    let page = house.recipients_page().await;
    let stranger = house.visitor();
    let tells = async |who: &Visitor| {
        let shown = who.get(&page).await;
        let text = shown.text();
        let receipt = shown.attribute("a[href^='/sent/']", "href").is_some();
        text.contains("ملی ایران") || text.contains("۷۸۹۳") || receipt
    };
    assert!(tells(&recipient).await, "their own browser has just shown who it is");
    assert!(!tells(&stranger).await, "they have the link and nothing else");
    house.pay_payout(&shop).await;
    assert!(!tells(&stranger).await);
    house.live(TimeDelta::minutes(31)).await;
    let shown = stranger.get(&page).await.text();
    assert!(shown.contains("پول به حساب رسید") && shown.contains("۶٬۲۰۰٬۰۰۰"), "{shown}");
    assert!(!tells(&stranger).await);
    assert!(!tells(&recipient).await, "half an hour later it has to be shown again");

    let path = format!("{page}/proof");
    let asked = stranger.submit(&path, &[]).await;
    assert_eq!(asked.attribute("form.card", "action").as_deref(), Some(path.as_str()));
    let wrong = stranger.submit(&path, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!tells(&stranger).await);
    house.prove(&recipient).await;
    assert!(tells(&recipient).await);
    assert!(!tells(&stranger).await);
}
