//! What happens when two people, or a person and a bank, act on a link at the same time.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::links;
use peyvand::mobile::Mobile;
use peyvand::payments::Suspense;

use super::address;
use super::form;
use super::make;
use crate::support::house::House;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_link_cancelled_while_the_bank_thinks_leaves_the_money_to_the_merchants_decision() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    house.bank.pay(&sent.page).await;
    // The bank writes down that it told us, and somebody holds its book meanwhile.
    let mut book = house.db().begin().await.unwrap();
    sqlx::query("select from sandbox_bank_orders for update").execute(&mut *book).await.unwrap();
    let name = (link.id, shop.workspace);
    let close = async {
        let waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'
            and datname = current_database()";
        crate::support::program::until("the bank is asked", async || 1 <= house.count(waits).await)
            .await;
        links::close(&house.app, name, shop.owner, false).await.unwrap();
        book.rollback().await.unwrap();
    };
    tokio::join!(house.get(&sent.back), close);
    assert_eq!(house.payment(sent.id).await.suspense, Some(Suspense::Withdrawn));
    house.work().await;
}

#[tokio::test]
async fn nobody_begins_to_pay_a_link_that_was_cancelled_a_moment_ago() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let new = house.payment_of(link);
    links::close(&house.app, (link.id, shop.workspace), shop.owner, false).await.unwrap();
    let pressed = house.press_pay(link, new.id).await;
    assert_eq!(pressed.status, StatusCode::GONE);
    assert_eq!(house.bank.orders().await, 0);
}

#[tokio::test]
async fn a_paid_link_is_not_cancelled_and_its_payer_is_not_told_so() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    let path = format!("/links/{}", link.id);
    let closed = desk.submit(&format!("{path}/closure"), &[("tell", "yes")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(desk.get(&path).await.text().contains("این لینک دیگر باز نیست و لغو نشد."));
    house.work().await;
    assert_eq!(house.count("select count(*) from link_closures").await, 0);
    assert_eq!(
        house.count("select count(*) from sandbox_messages where body like '%لغو%'").await,
        0
    );
}

#[tokio::test]
async fn a_form_that_was_changed_and_sent_again_says_that_its_link_was_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let id = desk.get("/links/new").await.attribute("[name=id]", "value").unwrap();
    let first = [("id", id.as_str()), ("title", "یک")];
    assert_eq!(desk.submit("/links", &form(&first)).await.status, StatusCode::SEE_OTHER);
    let changed = [("id", id.as_str()), ("title", "دو"), ("amount", "900000")];
    let again = desk.submit("/links", &form(&changed)).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text().contains("این فرم پیش‌تر فرستاده"), "{}", again.text());
    assert_ne!(again.attribute("[name=id]", "value"), Some(id));
    assert_eq!(house.count("select count(*) from links").await, 1);
}

#[tokio::test]
async fn two_people_may_be_sent_the_same_link_in_the_same_minute() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let page = make(&desk, &[("mobile", "09351112233"), ("by", "sms")]).await;
    let path = page.attribute("form[action$='/messages']", "action").unwrap();
    desk.submit(&path, &[("mobile", "09361112233"), ("by", "sms")]).await;
    house.work().await;
    for mobile in ["09351112233", "09361112233"] {
        assert_eq!(house.sms_to(&Mobile::parse(mobile).unwrap()).await.len(), 1, "{mobile}");
    }
}

#[tokio::test]
async fn a_payer_who_waits_for_the_bank_is_not_taken_there_a_second_time() {
    let house = House::open().await;
    let shop = house.shop().await;
    let link = house.link(&shop).await;
    let sent = house.send(link).await;
    house.bank.fall_silent(&sent.page).await;
    house.get(&sent.back).await;
    let page = house.visitor().get(&house.door(link)).await;
    assert!(page.attribute("#forward", "id").is_none());
    assert!(page.text().contains("منتظر پاسخ بانک"), "{}", page.text());
    house.live(TimeDelta::minutes(20)).await;
}

#[tokio::test]
async fn enter_in_the_amount_presses_no_suggestion() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let open = [("kind", "open"), ("amount", ""), ("suggestion", "100000")];
    let page = house.visitor().get(&address(&make(&desk, &open).await)).await;
    // A browser presses the first button of a form.
    assert_eq!(page.attribute("form button", "class").as_deref(), Some("sr"));
    assert!(page.attribute("form button[name=chosen]", "value").is_some());
}
