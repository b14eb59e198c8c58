//! Payouts by the hundred, from one table.

use std::fmt::Write;

use axum::http::StatusCode;
use chrono::TimeDelta;
use futures_util::future::join_all;
use peyvand::mobile::Mobile;
use peyvand::payouts;

use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

const TABLE: &str = "گیرنده,موبایل,ایمیل,مبلغ (تومان),بابت\r\n\
    امین بهشتی,09357774503,,۶٬۲۰۰٬۰۰۰,طراحی جلد\r\n\
    نرگس صادقی,09121110033,,5400000,ترجمه\r\n";

async fn upload(desk: &Visitor, table: &str) -> (String, Page) {
    let fields = [("days", "7"), ("fee", "payer")];
    let sent = desk.upload("/payouts/bulk", &fields, ("a.csv", table.as_bytes())).await;
    let path = sent.location.unwrap_or_else(|| panic!("not kept: {}", sent.html));
    let page = desk.get(&path).await;
    (path, page)
}

async fn payouts(house: &House) -> i64 {
    house.count("select count(*) from payouts").await
}

#[tokio::test]
async fn a_table_is_rehearsed_confirmed_and_its_recipients_are_asked_once() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (path, rehearsal) = upload(&desk, TABLE).await;
    assert_eq!(rehearsal.status, StatusCode::OK, "{}", rehearsal.text());
    let text = rehearsal.text();
    // 11,600,000 toman, and 0.2 percent of each.
    assert!(text.contains("۱۱٬۶۲۳٬۲۰۰ تومان"), "the sum: {text}");
    assert!(text.contains("۲ پیامک"), "{text}");
    assert_eq!(payouts(&house).await, 0, "it was a rehearsal");

    let confirm = format!("{path}/confirmation");
    let _ = tokio::join!(desk.submit(&confirm, &[]), desk.submit(&confirm, &[]));
    house.work().await;
    assert_eq!(payouts(&house).await, 2);
    let narges = Mobile::parse("09121110033").unwrap();
    assert_eq!(house.sms_to(&narges).await.len(), 0, "it can still be taken back");
    house.live(TimeDelta::minutes(11)).await;
    let texts = house.sms_to(&narges).await;
    assert_eq!(texts.len(), 1);
    assert!(texts[0].contains("/to/"), "{texts:?}");

    let (again, page) = upload(&desk, TABLE).await;
    assert!(page.text().contains("پیش‌تر ساخته شده است"), "{}", page.text());
    desk.submit(&format!("{again}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(payouts(&house).await, 2, "the same file makes no more");
}

#[tokio::test]
async fn what_is_wrong_with_a_table_is_said_by_row_and_nothing_is_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let wrong = format!("{TABLE}کاوه,,,x,\r\nامین بهشتی,09357774503,,6200000,طراحی جلد\r\n");
    let (path, page) = upload(&desk, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = page.text();
    for piece in
        ["۴ خطا", "ردیف ۴", "موبایل یا ایمیل گیرنده", "فقط با رقم", "این را بنویسید", "ردیف پیشین"]
    {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(payouts(&house).await, 0);
    let nothing = desk.upload("/payouts/bulk", &[], ("a.csv", b"")).await;
    assert!(nothing.text().contains("فایل جدول را انتخاب کنید"), "{}", nothing.text());
}

#[tokio::test]
async fn a_table_is_taken_back_before_anybody_was_asked_and_may_be_made_again() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (path, _) = upload(&desk, TABLE).await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    desk.submit(&format!("{path}/undoing"), &[]).await;
    house.live(TimeDelta::minutes(12)).await;
    let amin = Mobile::parse("09357774503").unwrap();
    assert_eq!(house.sms_to(&amin).await, [] as [String; 0], "nobody hears of it");

    let (again, _) = upload(&desk, TABLE).await;
    desk.submit(&format!("{again}/confirmation"), &[]).await;
    house.live(TimeDelta::minutes(12)).await;
    assert_eq!(house.sms_to(&amin).await.len(), 1);
    desk.submit(&format!("{again}/undoing"), &[]).await;
    let late = desk.get(&again).await.text();
    assert!(late.contains("برگرداندن ممکن نیست"), "{late}");
}

#[tokio::test]
async fn workers_that_make_the_same_table_together_make_each_row_once() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let mut rows = String::new();
    for row in 0..250 {
        write!(rows, "گیرنده {row},0912{row:07},,1000000,شمارهٔ {row}\r\n").unwrap();
    }
    let (path, page) = upload(&desk, &format!("گیرنده,موبایل,ایمیل,مبلغ,بابت\r\n{rows}")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    let id = path.rsplit('/').next().unwrap().parse().unwrap();
    let beside = house.beside().await;
    let make = |app| payouts::make_payouts(app, id);
    join_all([make(&house.app), make(&beside.app), make(&house.app)]).await;
    house.work().await;
    assert_eq!(payouts(&house).await, 250);
    let rows = "select count(distinct number) from payout_batch_rows";
    assert_eq!(house.count(rows).await, 250);
}

#[tokio::test]
async fn the_table_to_fill_in_is_read_as_it_is() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for kind in ["csv", "xlsx"] {
        let template = desk.get(&format!("/payouts/bulk/template.{kind}")).await;
        assert_eq!(template.status, StatusCode::OK, "{kind}");
    }
    let template = desk.get("/payouts/bulk/template.csv").await.html;
    let (_, page) = upload(&desk, &template).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
}
