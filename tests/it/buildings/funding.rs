//! What lay in a building's funds when it came here.

use axum::http::StatusCode;
use chrono::NaiveDate;
use peyvand::buildings;
use peyvand::buildings::Fund;
use peyvand::buildings::NewFundOpening;
use peyvand::ids::BuildingId;
use peyvand::ids::FundOpeningId;
use peyvand::ids::MemberId;
use peyvand::money::Money;
use uuid::Uuid;

use super::Estate;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

/// What the books say that the manager holds.
const HAND: &str = "select coalesce(sum(amount), 0)::bigint from entries
    join accounts on accounts.id = account_id where kind = 'building_hand'";
const STAND: &str = "select count(*) from fund_openings where reversed_at is null";

/// 3,000,000 rial lay in the reserve on 30 Mehr, once.
pub async fn held(house: &House, maker: (BuildingId, MemberId)) {
    let new = NewFundOpening {
        id: FundOpeningId::from(maker.0.as_uuid()),
        fund: Fund::Reserve,
        amount: Money::rials(3_000_000),
        held_on: NaiveDate::from_ymd_opt(2026, 10, 22).unwrap(),
        note: None,
    };
    buildings::bring_fund(&house.app, maker, &new).await.unwrap();
}

/// Writes down so many toman of a fund, of a day of Mehr.
async fn bring(estate: &Estate, (fund, amount): (&str, &str), [day, month]: [&str; 2]) -> Page {
    let path = format!("{}/funds", estate.path());
    let id = estate.desk.get(&path).await.attribute("[name=id]", "value").unwrap_or_default();
    let fields = [
        ("id", &*id),
        ("fund", fund),
        ("amount", amount),
        ("held_d", day),
        ("held_m", month),
        ("held_y", "1405"),
        ("note", "حساب بانک ملی"),
    ];
    let done = estate.desk.submit(&path, &fields).await;
    // Sent twice, it is one.
    let again = estate.desk.submit(&path, &fields).await;
    assert_eq!(again.status, done.status);
    done
}

const MEHR: [&str; 2] = ["30", "7"];

#[tokio::test]
async fn what_lay_in_the_funds_is_where_the_report_begins_and_what_the_books_say() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await.issued(&house).await;
    for (fund, amount) in [("operating", "5000000"), ("projects", "500000")] {
        let done = bring(&estate, (fund, amount), MEHR).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    }
    assert_eq!((house.count(STAND).await, house.count(HAND).await), (2, 55_000_000));
    let report = estate.desk.get(&format!("{}/report", estate.path())).await;
    // 5,500,000 toman, less 4,000,000.3 for water.
    assert_eq!(report.texts("[data-l='ماندهٔ صندوق']"), ["۱٬۴۹۹٬۹۹۹٫۷"]);
    assert!(report.text().contains("موجودی اولیهٔ صندوق عمرانی"), "{}", report.text());
    let door = address(&house, 3).await;
    let told = house.get(&format!("{door}/report")).await.text();
    assert!(told.contains("۵٬۰۰۰٬۰۰۰ تومان") && told.contains("۳۰ مهر"), "{told}");
    let home = estate.desk.get(&estate.path()).await;
    let collected = home.texts(".tiles dd").remove(2);
    assert!(collected.starts_with('۰'), "no unit has paid it: {collected}");
    house.audit().await;
}

#[tokio::test]
async fn a_fund_begins_once_and_a_wrong_beginning_is_void_for_a_reason() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    assert_eq!(bring(&estate, ("reserve", "200000"), MEHR).await.status, StatusCode::SEE_OTHER);
    let other = bring(&estate, ("reserve", "300000"), MEHR).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(other.texts("#fund-err").len(), 1, "{}", other.text());
    assert_eq!((house.count(STAND).await, house.count(HAND).await), (1, 2_000_000));

    let query = "select id from fund_openings";
    let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/funds/{id}/reversal", estate.path());
    let mute = estate.desk.submit(&path, &[("reason", " ")]).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let done = estate.desk.submit(&path, &[("reason", "مال حساب جاری بود")]).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    assert_eq!((house.count(STAND).await, house.count(HAND).await), (0, 0));
    let shown = estate.desk.get(&format!("{}/funds", estate.path())).await.text();
    assert!(shown.contains("مال حساب جاری بود"), "{shown}");
    assert_eq!(bring(&estate, ("reserve", "300000"), MEHR).await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(HAND).await, 3_000_000);
    house.audit().await;
}

#[tokio::test]
async fn a_beginning_without_amount_fund_or_day_that_has_been_is_sent_back() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for (what, day) in [
        (("reserve", "zzz"), MEHR),
        (("reserve", "0"), MEHR),
        (("zzz", "1000"), MEHR),
        (("reserve", "1000"), ["31", "8"]),
        (("reserve", "1000"), ["1", "12"]),
    ] {
        let page = bring(&estate, what, day).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{what:?} {day:?}");
        assert_eq!(page.attribute("#note", "value").as_deref(), Some("حساب بانک ملی"));
    }
    assert_eq!(house.count("select count(*) from fund_openings").await, 0);
}
