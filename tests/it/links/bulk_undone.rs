//! A table is sent at its time, and taken back until then.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::mobile::Mobile;
use uuid::Uuid;

use super::bulk::TABLE;
use super::bulk::upload;
use crate::support::house::House;
use crate::support::people::Link;

/// Two days after the test's morning, at nine.
const LATER: [(&str, &str); 8] = [
    ("by", "sms"),
    ("days", "7"),
    ("sending", "later"),
    ("send_d", "3"),
    ("send_m", "9"),
    ("send_y", "1405"),
    ("send_h", "09"),
    ("send_i", "00"),
];

#[tokio::test]
async fn a_table_is_sent_at_the_chosen_time_and_taken_back_until_then() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let mut paths = vec![];
    for table in [TABLE.to_owned(), TABLE.replace("A-", "B-").replace("0935", "0936")] {
        let sent = desk.upload("/links/bulk", &LATER, ("a.csv", table.as_bytes())).await;
        let path = sent.location.unwrap();
        let told = desk.get(&path).await.text();
        assert!(told.contains("پیام‌ها سه‌شنبه ۳ آذر، ساعت ۹:۰۰ فرستاده می‌شوند"), "{told}");
        desk.submit(&format!("{path}/confirmation"), &[]).await;
        paths.push(path);
    }
    house.live(TimeDelta::days(1)).await;
    assert_eq!(house.count("select count(*) from links").await, 4, "they are made at once");
    let texts = async |mobile| house.sms_to(&Mobile::parse(mobile).unwrap()).await.len();
    assert_eq!(texts("09351112233").await, 0, "it is not the time");
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("{}/undoing", paths[1]), &[]).await;
    house.live(TimeDelta::days(1)).await;
    assert_eq!(texts("09351112233").await, 1);
    assert_eq!(texts("09361112233").await, 0, "it was taken back");
}

#[tokio::test]
async fn no_table_is_sent_when_its_links_are_over_or_too_soon_to_be_taken_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let upload_at = async |changes: &[(&str, &str)], table: &str| {
        let kept = LATER.iter().filter(|(name, _)| changes.iter().all(|(new, _)| new != name));
        let fields: Vec<_> = kept.chain(changes).copied().collect();
        desk.upload("/links/bulk", &fields, ("a.csv", table.as_bytes())).await
    };
    for (changes, sentence) in [
        ([("send_m", "13")], "چنین روزی"),
        ([("send_y", "1404")], "این زمان گذشته"),
        ([("days", "1")], "پس از مهلت لینک است"),
    ] {
        let page = upload_at(&changes, TABLE).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{changes:?}");
        assert!(page.text().contains(sentence), "{sentence}: {}", page.text());
        let hour = page.attribute("#send-h option[selected]", "value");
        assert_eq!(hour.as_deref(), Some("09"), "what was chosen stays");
    }
    // Nobody is told of the second row, so it may end when it likes.
    let early = "بابت,مبلغ,موبایل,مهلت\r\nسفارش ۱,150000,09351112233,1\r\nسفارش ۲,150000,,1\r\n";
    let page = desk.get(&upload_at(&[], early).await.location.unwrap()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.texts("tbody th"), ["ردیف ۲"], "{}", page.text());
    assert!(page.text().contains("پیش از زمان فرستادن پیام‌ها تمام می‌شود"), "{}", page.text());

    // Whoever confirms after the chosen time still has ten minutes.
    let today = [("send_d", "1"), ("send_h", "14"), ("send_i", "15")];
    let path = upload_at(&today, TABLE).await.location.expect("it is a time to come");
    house.wind(TimeDelta::hours(3));
    let desk = house.sign_in(&shop).await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.live(TimeDelta::minutes(9)).await;
    let narges = Mobile::parse("09351112233").unwrap();
    assert_eq!(house.sms_to(&narges).await.len(), 0, "it can still be taken back");
    house.live(TimeDelta::minutes(2)).await;
    assert_eq!(house.sms_to(&narges).await.len(), 1);
}

#[tokio::test]
async fn a_table_is_taken_back_until_its_messages_go_out() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (path, _) = upload(&desk, TABLE).await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    let stranger = house.sign_in(&house.shop().await).await;
    let undo = format!("{path}/undoing");
    let list = desk.get("/links/bulk").await;
    assert!(
        list.attribute(&format!("a[href='{path}']"), "href").is_some(),
        "whoever left comes back"
    );
    let others = stranger.get("/links/bulk").await;
    assert!(others.attribute(&format!("a[href='{path}']"), "href").is_none());
    assert_eq!(stranger.submit(&undo, &[]).await.status, StatusCode::NOT_FOUND);
    desk.submit(&undo, &[]).await;
    house.live(TimeDelta::minutes(11)).await;
    let narges = Mobile::parse("09351112233").unwrap();
    assert_eq!(house.sms_to(&narges).await.len(), 0, "nobody is asked to pay");
    assert_eq!(house.count("select count(*) from link_closures").await, 2);

    // What was taken back may be made anew; and then it is too late to take it back.
    let (path, page) = upload(&desk, TABLE).await;
    assert_eq!(page.status, StatusCode::OK, "its numbers are free again: {}", page.text());
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.live(TimeDelta::minutes(11)).await;
    desk.submit(&format!("{path}/undoing"), &[]).await;
    assert_eq!(house.count("select count(*) from link_closures").await, 2);
    assert_eq!(house.sms_to(&narges).await.len(), 1);
}

#[tokio::test]
async fn a_paid_link_keeps_its_number_when_its_table_is_taken_back() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let (path, _) = upload(&desk, TABLE).await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    let of_number = async |reference: &str| -> Uuid {
        let id = sqlx::query_scalar("select id from links where reference = $1").bind(reference);
        id.fetch_one(house.db()).await.unwrap()
    };
    let (paid, other) = (of_number("A-1").await, of_number("A-2").await);
    let link =
        Link { id: paid.into(), workspace: shop.workspace, uses_max: None, open_until: None };
    let sent = house.send(link).await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    desk.submit(&format!("{path}/undoing"), &[]).await;
    assert_eq!(of_number("A-1").await, paid);
    let told = desk.get(&format!("/links/{other}")).await.text();
    assert!(told.contains("A-2\u{2069} ← —"), "its own page tells where the number went: {told}");
    let (_, page) = upload(&desk, TABLE).await;
    let mistakes = page.texts("tbody th");
    assert_eq!(mistakes, ["ردیف ۲"], "what is paid is not asked for again: {}", page.text());
}
