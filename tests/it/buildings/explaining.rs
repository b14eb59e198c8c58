//! A line of a bill says all that it was computed from, in the words and the money of whoever reads it.

use axum::http::StatusCode;

use super::Estate;
use super::estate::AZAR;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

const PLAN: [(&str, &str); 6] = [
    ("base", "700,000"),
    ("square_metre", "1000"),
    ("person", "50000"),
    ("parking", "20000"),
    ("round_up", "10000"),
    ("note", "مجمع آبان"),
];

/// Leila's bill of unit 1, in a language.
async fn bill(house: &House, language: &str) -> Page {
    let door = address(house, 1).await;
    let item = house.get(&door).await.attribute("[name=item]", "value").unwrap();
    house.get(&format!("{door}/bills/{item}?lang={language}")).await
}

#[tokio::test]
async fn the_fixed_charge_of_a_unit_is_reckoned_part_by_part_with_its_version() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let plan = format!("{}/plan", estate.path());
    assert_eq!(estate.desk.submit(&plan, &PLAN).await.status, StatusCode::SEE_OTHER);
    house.run("update units set area = 8550, persons = 3, parkings = 1 where number = '1'").await;
    let estate = estate.issued(&house).await;
    let text = bill(&house, "fa").await.text();
    for said in [
        "برای هر واحد: ۷۰۰٬۰۰۰ تومان",
        "برای هر متر مربع: ۱٬۰۰۰ تومان × ۸۵٫۵ متر مربع = ۸۵٬۵۰۰ تومان",
        "برای هر نفر: ۵۰٬۰۰۰ تومان × ۳ نفر = ۱۵۰٬۰۰۰ تومان",
        "برای هر پارکینگ: ۲۰٬۰۰۰ تومان × ۱ = ۲۰٬۰۰۰ تومان",
        "جمع ۹۵۵٬۵۰۰ تومان، گردشده رو به بالا به مضرب ۱۰٬۰۰۰ تومان",
        "شارژ ثابت این واحد: ۹۶۰٬۰۰۰ تومان",
        "نسخهٔ ۱ شارژ ثابت، از آذر ۱۴۰۵",
        "مجمع آبان",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let english = bill(&house, "en").await.text();
    assert!(
        english.contains("For a square metre: 1,000 toman × 85.5 m² = 85,500 toman"),
        "{english}"
    );
    assert!(english.contains("Fixed charge") && !english.contains("شارژ ثابت"), "{english}");
    let draft = format!("{}/charges/{AZAR}?lang=en", estate.path());
    let draft = estate.desk.get(&draft).await.text();
    assert!(draft.contains("Fixed charge") && !draft.contains("شارژ ثابت"), "{draft}");
    let units = estate.desk.get(&format!("{}/units?lang=fa", estate.path())).await.text();
    assert!(units.contains("۸۵٫۵ متر مربع"), "{units}");
}

#[tokio::test]
async fn a_divided_cost_is_told_in_one_money_and_its_weights_in_what_they_count() {
    let house = House::open().await;
    Estate::open(&house, &house.shop().await).await.issued(&house).await;
    let page = bill(&house, "fa").await;
    let text = page.text();
    for said in [
        "سهم هر واحد = ۴٬۰۰۰٬۰۰۰٫۳ تومان × عدد مبنای واحد ÷ ۳۴۰ متر مربع",
        "۰٫۳ تومان باقی‌مانده",
        "سهم به تومان",
        "۸۵ متر مربع",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let shares = page.texts("[data-l='سهم به تومان']");
    let most = "۱٬۰۰۰٬۰۰۰٫۱";
    assert_eq!(shares, [most, most, most, "۱٬۰۰۰٬۰۰۰"], "they sum to the whole");

    house.run("update workspaces set unit = 'rial'").await;
    let text = bill(&house, "fa").await.text();
    assert!(text.contains("سهم به ریال") && !text.contains("تومان ×"), "{text}");
}

#[tokio::test]
async fn each_version_of_the_fixed_charge_is_listed_with_when_who_and_how_much() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let plan = format!("{}/plan", estate.path());
    estate.desk.submit(&plan, &PLAN).await;
    // Sent twice, it is one.
    estate.desk.submit(&plan, &PLAN).await;
    let page = estate.desk.get(&plan).await;
    assert_eq!(page.texts("section .list > li > div > strong"), ["نسخهٔ ۱، از آذر ۱۴۰۵"]);
    house.run("update fixed_plans set valid_from = valid_from - 2, created_by = null").await;
    let second = [("base", "800000"), ("note", "هیئت‌مدیره")];
    estate.desk.submit(&plan, &second).await;
    let page = estate.desk.get(&plan).await;
    let versions = page.texts("section .list > li > div > strong");
    assert_eq!(versions, ["نسخهٔ ۲، از آذر ۱۴۰۵", "نسخهٔ ۱، از مهر ۱۴۰۵"]);
    let rows = page.texts("section .list > li");
    assert!(rows[0].contains("در حال اجرا") && !rows[1].contains("در حال اجرا"), "{rows:?}");
    assert!(rows[0].contains("برای هر واحد: ۸۰۰٬۰۰۰ تومان"), "{rows:?}");
    assert!(rows[0].contains("هیئت‌مدیره") && rows[0].contains("Sara"), "{rows:?}");
    assert!(rows[1].contains("برای هر متر مربع: ۱٬۰۰۰ تومان"), "{rows:?}");
    assert!(rows[1].contains("مجمع آبان") && !rows[1].contains("Sara"), "{rows:?}");
}
