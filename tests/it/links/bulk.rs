//! Links by the thousand from one table.

use std::fmt::Write;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::links;
use peyvand::mobile::Mobile;

use super::make;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;

pub(super) const TABLE: &str = "بابت,مبلغ (تومان),نام پرداخت‌کننده,موبایل,شمارهٔ سفارش\r\n\
    سفارش ۱,۲٬۴۵۰٬۰۰۰,نرگس,09351112233,A-1\r\n\
    سفارش ۲,150000,کاوه,9351112244,A-2\r\n";

pub(super) async fn upload(desk: &Visitor, table: &str) -> (String, Page) {
    let sent = desk
        .upload("/links/bulk", &[("by", "sms"), ("days", "7")], ("a.csv", table.as_bytes()))
        .await;
    let path = sent.location.unwrap_or_else(|| panic!("not kept: {}", sent.html));
    let page = desk.get(&path).await;
    (path, page)
}

#[tokio::test]
async fn a_table_is_rehearsed_confirmed_made_and_sent_once() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (path, rehearsal) = upload(&desk, TABLE).await;
    assert_eq!(rehearsal.status, StatusCode::OK, "{}", rehearsal.text());
    let text = rehearsal.text();
    assert!(text.contains("۲٬۶۰۰٬۰۰۰ تومان"), "the sum: {text}");
    assert!(text.contains("۲ پیامک"), "{text}");
    assert_eq!(house.count("select count(*) from links").await, 0, "it was a rehearsal");

    let confirm = format!("{path}/confirmation");
    let _ = tokio::join!(desk.submit(&confirm, &[]), desk.submit(&confirm, &[]));
    house.work().await;
    assert_eq!(house.count("select count(*) from links").await, 2);
    assert!(desk.get(&path).await.text().contains("۲ از ۲"));
    let narges = Mobile::parse("09351112233").unwrap();
    assert_eq!(house.sms_to(&narges).await.len(), 0, "it can still be taken back");
    house.live(TimeDelta::minutes(11)).await;
    let texts = house.sms_to(&narges).await;
    assert_eq!(texts.len(), 1);
    let progress = desk.get(&path).await.texts("dl.facts dd");
    assert_eq!(progress[..3], ["۲ از ۲", "۰", "۲"], "made, waiting, sent");
    let (_, door) = texts[0].rsplit_once("/p/").unwrap();
    let payer = house.visitor().get(&format!("/p/{door}")).await;
    assert!(payer.text().contains("۲٬۴۵۰٬۰۰۰"), "{}", payer.text());

    let (again, page) = upload(&desk, TABLE).await;
    assert!(page.text().contains("لینک‌های این فایل پیش‌تر ساخته شده است"), "{}", page.text());
    assert!(page.texts("tbody th").is_empty(), "nothing in it is to be put right");
    desk.submit(&format!("{again}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(house.count("select count(*) from links").await, 2, "the same file makes no more");
}

#[tokio::test]
async fn what_is_wrong_with_a_table_is_said_by_row_and_nothing_is_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let wrong = format!("{TABLE},5000,,,\r\nسفارش ۴,x,,12,A-1\r\n");
    let (path, page) = upload(&desk, &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = page.text();
    for piece in ["۴ خطا", "بنویسید پول بابت چیست", "فقط با رقم", "شمارهٔ موبایل را کامل"]
    {
        assert!(text.contains(piece), "{piece}: {text}");
    }
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(house.count("select count(*) from links").await, 0);
    for (table, sentence) in [
        ("x,y\r\n1,2\r\n", "این ستون‌ها پیدا نشد"),
        ("", "فایل جدول را انتخاب کنید"),
        ("\u{0}\u{1}", "خراب است"),
    ] {
        let sent = desk.upload("/links/bulk", &[], ("a.csv", table.as_bytes())).await;
        let page = match &sent.location {
            Some(path) => desk.get(path).await,
            None => sent,
        };
        assert!(page.text().contains(sentence), "{sentence}: {}", page.text());
    }
}

const RIAL: &[(&str, &str)] =
    &[("name", "Sarv"), ("phone", ""), ("language", "fa"), ("unit", "rial")];

#[tokio::test]
async fn a_table_is_made_in_the_unit_in_which_it_was_confirmed() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let mut table = "بابت,مبلغ\r\n".to_owned();
    for row in 0..600 {
        write!(table, "سفارش {row},150000\r\n").unwrap();
    }
    let (path, _) = upload(&desk, &table).await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    let batch = path.rsplit('/').next().unwrap().parse().unwrap();
    assert!(links::make_links(&house.app, batch).await.unwrap(), "there are more");
    assert_eq!(desk.submit("/settings", RIAL).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    let other = "select count(*) from links where amount <> 1500000";
    assert_eq!(house.count(other).await, 0, "one table, one unit");
    assert_eq!(house.count("select count(*) from links").await, 600);
}

#[tokio::test]
async fn a_table_is_confirmed_in_the_unit_in_which_it_was_rehearsed() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let (path, page) = upload(&desk, "بابت,مبلغ\r\nسفارش ۱,150000\r\n").await;
    assert_eq!(page.texts("dl.facts dd")[1..3], ["تومان", "۱۵۰٬۰۰۰ تومان"]);
    desk.submit("/settings", RIAL).await;
    let page = desk.get(&path).await;
    assert_eq!(page.texts("dl.facts dd")[1..3], ["تومان", "۱٬۵۰۰٬۰۰۰ ریال"]);
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(house.count("select sum(amount)::bigint from links").await, 1_500_000);
}

#[tokio::test]
async fn a_row_that_was_confirmed_is_made_though_the_gateway_takes_less_by_then() {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    let (path, page) = upload(&desk, "بابت,مبلغ\r\nسفارش ۱,150000000\r\n").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    let other = ["--gateway=zarinpal,sandbox", "--zarinpal-merchant=a-merchant"];
    let other = house.beside_with(&other.map(str::to_owned)).await;
    let desk = other.sign_in(&shop).await;
    let (_, page) = upload(&desk, "بابت,مبلغ\r\nسفارش ۱,150000001\r\n").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "it takes less");
    other.work().await;
    assert_eq!(house.count("select sum(amount)::bigint from links").await, 1_500_000_000);
}

#[tokio::test]
async fn the_heading_of_the_amounts_says_in_which_unit_they_are() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for heading in ["مبلغ (ریال)", "مبلغ ( ريال ) *", "Amount (Rial)"] {
        let table = format!("بابت,{heading}\r\nسفارش ۱,1500000\r\n");
        let (_, page) = upload(&desk, &table).await;
        let facts = page.texts("dl.facts dd");
        assert_eq!(facts[1..3], ["ریال", "۱۵۰٬۰۰۰ تومان"], "{heading}");
    }
    let (path, _) = upload(&desk, "بابت,مبلغ (ریال)\r\nسفارش ۱,1500000\r\n").await;
    desk.submit(&format!("{path}/confirmation"), &[]).await;
    house.work().await;
    assert_eq!(house.count("select sum(amount)::bigint from links").await, 1_500_000);
    // Thousands would be read a thousand times too small.
    for heading in ["مبلغ (هزار تومان)", "مبلغ (دلار)"] {
        let table = format!("بابت,{heading}\r\nسفارش ۱,1500000\r\n");
        let (_, page) = upload(&desk, &table).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{heading}");
        assert!(page.text().contains("(تومان) یا (ریال)"), "{}", page.text());
        assert!(page.texts("dl.facts").is_empty(), "nothing was read: {}", page.text());
    }
}

#[tokio::test]
async fn the_sample_table_is_read_back_in_both_languages() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    for language in ["fa", "en"] {
        let table = desk.get(&format!("/links/bulk/template.csv?lang={language}")).await.html;
        let (_, page) = upload(&desk, &table).await;
        assert_eq!(page.status, StatusCode::OK, "{language}: {}", page.text());
        let book = desk.get(&format!("/links/bulk/template.xlsx?lang={language}")).await;
        let sent = desk.upload("/links/bulk", &[("by", "email")], ("a.xlsx", &book.body)).await;
        let page = desk.get(&sent.location.unwrap()).await;
        assert_eq!(page.status, StatusCode::OK, "{language}: {}", page.text());
    }
}

/// How long that takes is for the benchmark.
#[tokio::test]
async fn a_table_of_fifty_thousand_rows_is_rehearsed_while_its_merchant_waits() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let mut table = "بابت,مبلغ,موبایل\r\n".to_owned();
    for row in 0..50_000 {
        write!(table, "سفارش {row},150000,0935{row:07}\r\n").unwrap();
    }
    let (_, page) = upload(&desk, &table).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("۵۰٬۰۰۰"));
    let one_more = format!("{table}x,1000,\r\n");
    let (_, page) = upload(&desk, &one_more).await;
    assert!(page.text().contains("بیش از ۵۰٬۰۰۰ ردیف"), "{}", page.text());
}

#[tokio::test]
async fn a_table_in_rial_where_toman_is_meant_is_asked_about_before_anything_is_made() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    make(&desk, &[("amount", "150000")]).await;
    make(&desk, &[("amount", "245000")]).await;
    let rial = "بابت,مبلغ\r\nسفارش ۱,1500000\r\nسفارش ۲,2450000\r\nسفارش ۳,2450000\r\n";
    let (_, page) = upload(&desk, rial).await;
    assert!(page.text().contains("۲۴٬۵۰۰٬۰۰۰ ریال"), "{}", page.text());
    let (_, page) = upload(&desk, &rial.replace("0000", "000")).await;
    assert!(!page.text().contains("مبلغ میانه"), "{}", page.text());
}

#[tokio::test]
async fn a_zero_byte_in_a_table_or_its_name_is_no_fault() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let table = TABLE.replace("نرگس", "نر\0گس");
    let fields = [("by", "sms\0"), ("by", "sms"), ("days", "7\0")];
    let sent = desk.upload("/links/bulk", &fields, ("a.csv", table.as_bytes())).await;
    let path = sent.location.unwrap_or_else(|| panic!("not kept: {}", sent.html));
    let page = desk.get(&path).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.text());
    assert!(page.text().contains("خراب است"), "{}", page.text());
    for (field, name) in [("x\0", "a.csv"), ("by", "a\0.csv")] {
        let sent = desk.upload("/links/bulk", &[(field, "y")], (name, b"x")).await;
        assert_eq!(sent.status, StatusCode::BAD_REQUEST, "{field:?} {name:?}");
    }
}

#[tokio::test]
async fn a_table_that_is_too_large_is_told_so_and_what_was_chosen_stays() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let table = TABLE.repeat(1 + 8 * 1024 * 1024 / TABLE.len());
    let fields = [("by", "email"), ("days", "30")];
    let page = desk.upload("/links/bulk", &fields, ("a.csv", table.as_bytes())).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains("از ۸ مگابایت بزرگ‌تر است"), "{}", page.text());
    let days = page.attribute("#days option[selected]", "value");
    assert_eq!(days.as_deref(), Some("30"));
    assert_eq!(page.attributes("[name=by][checked]", "value"), ["email"]);
    assert_eq!(house.count("select count(*) from link_batches").await, 0);
}

#[tokio::test]
async fn a_member_has_five_tables_an_hour_worked_off_and_rehearses_as_many_as_they_like() {
    let house = House::open().await;
    let desk = house.sign_in(&house.shop().await).await;
    let mut paths = vec![];
    for number in 0..6 {
        let (path, page) = upload(&desk, &TABLE.replace("A-", &format!("B{number}-"))).await;
        assert_eq!(page.status, StatusCode::OK);
        paths.push(format!("{path}/confirmation"));
    }
    for path in &paths[..5] {
        assert_eq!(desk.submit(path, &[]).await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(desk.submit(&paths[5], &[]).await.status, StatusCode::TOO_MANY_REQUESTS);
    house.work().await;
    assert_eq!(house.count("select count(*) from links").await, 10);
    house.wind(TimeDelta::minutes(12));
    assert_eq!(desk.submit(&paths[5], &[]).await.status, StatusCode::SEE_OTHER);
}
