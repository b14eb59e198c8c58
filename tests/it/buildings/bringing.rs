//! What units bring from before their building came here.

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::tokens::Door;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

/// What Leila owes, and what she has paid in advance.
const OWED: &str = "select coalesce(sum(rest), 0)::bigint from open_charges
    join residents on residents.id = resident_id where name = 'Leila'";
const CREDIT: &str = "select coalesce(sum(amount), 0)::bigint from party_credits";
const USED: &str =
    "select coalesce(sum(amount), 0)::bigint from allocations where released_at is null";
const OPENINGS: &str = "select count(*) from opening_balances";

/// The page of a unit.
async fn unit(house: &House, estate: &Estate, number: &str) -> String {
    let query = "select id from units where number = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(number).fetch_one(house.db()).await.unwrap();
    format!("{}/units/{id}", estate.path())
}

/// Writes down what Leila brings with unit 1, in toman, of 30 Mehr.
async fn bring(house: &House, estate: &Estate, side: &str, amount: &str) -> Page {
    let path = unit(house, estate, "1").await;
    let form = estate.desk.get(&path).await;
    let id = form.attribute("form[action$=openings] [name=id]", "value").unwrap();
    let fields = [
        ("id", &*id),
        ("whose", "owner"),
        ("side", side),
        ("amount", amount),
        ("since_d", "30"),
        ("since_m", "7"),
        ("since_y", "1405"),
        ("note", "دفتر قدیمی"),
    ];
    let done = estate.desk.submit(&format!("{path}/openings"), &fields).await;
    // Sent twice, it is one.
    let again = estate.desk.submit(&format!("{path}/openings"), &fields).await;
    assert_eq!(again.status, done.status);
    done
}

/// The address of all that Leila owes.
async fn door(house: &House) -> String {
    let query = "select id from residents where name = 'Leila'";
    let leila: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    Door::Resident { resident: leila.into() }.path(&house.app.keys)
}

/// Leila pays a part of all that she owes, in toman.
async fn pay(house: &House, amount: &str) {
    let door = door(house).await;
    let page = house.get(&door).await;
    let of = |name: &str| page.attribute(&format!("[name={name}]"), "value").unwrap();
    let (payment, shown) = (of("payment"), of("shown"));
    let fields = [("payment", &*payment), ("shown", &shown), ("amount", amount)];
    let sent = house.submit(&format!("{door}/pay"), &fields).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{sent:?}");
    house.bank.pay(&sent.location.unwrap()).await;
    house.live(TimeDelta::minutes(3)).await;
}

async fn take_back(house: &House, estate: &Estate, reason: &str) -> Page {
    let query = "select id from opening_balances where reversed_at is null";
    let id: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/openings/{id}/reversal", estate.path());
    estate.desk.submit(&path, &[("reason", reason)]).await
}

#[tokio::test]
async fn a_debt_from_before_is_owed_asked_for_aged_and_explained_without_any_month() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    assert_eq!(bring(&house, &estate, "debt", "200000").await.status, StatusCode::SEE_OTHER);
    assert_eq!((house.count(OPENINGS).await, house.count(OWED).await), (1, 2_000_000));
    let door = door(&house).await;
    let shown = house.get(&door).await;
    assert!(shown.text().contains("بدهی پیشین"), "{}", shown.text());
    let item: Uuid =
        sqlx::query_scalar("select id from open_charges").fetch_one(house.db()).await.unwrap();
    let bill = house.get(&format!("{door}/bills/{item}")).await.text();
    assert!(bill.contains("دفتر قدیمی") && bill.contains("۳۰ مهر"), "{bill}");
    // 30 Mehr is a month and more ago.
    let report = estate.desk.get(&format!("{}/report", estate.path())).await;
    let late = report.texts("[data-l='تا ۶۰ روز']");
    assert!(late.contains(&"۲۰۰٬۰۰۰".to_owned()), "{late:?} {}", report.text());
    house.audit().await;
    // A late fee is for bills; what is from before bears none.
    estate.decided(&house).await;
    peyvand::buildings::charge_late_fees(&house.app).await.unwrap();
    assert_eq!(house.count("select count(*) from fee_postings").await, 0);
    pay(&house, "200000").await;
    assert_eq!(house.count(OWED).await, 0);
    house.audit().await;
}

#[tokio::test]
async fn what_was_paid_in_advance_is_used_by_the_next_month() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    assert_eq!(bring(&house, &estate, "credit", "50000").await.status, StatusCode::SEE_OTHER);
    assert_eq!((house.count(CREDIT).await, house.count(OWED).await), (500_000, 0));
    house.audit().await;
    estate.issue(AZAR).await;
    house.work().await;
    assert_eq!(house.count(CREDIT).await, 0);
    assert_eq!(house.count(USED).await, 500_000);
    // It was never there: the month is owed to the last rial again.
    assert_eq!(
        take_back(&house, &estate, "مال واحد دیگری بود").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!((house.count(CREDIT).await, house.count(USED).await), (0, 0));
    house.audit().await;
}

#[tokio::test]
async fn a_debt_that_was_wrong_is_mirrored_for_a_reason_and_its_money_becomes_credit() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let owed = house.count(OWED).await;
    bring(&house, &estate, "debt", "200000").await;
    // It is older than the bill, so it is paid first.
    pay(&house, "150000").await;
    assert_eq!(house.count(OWED).await, owed + 500_000);
    assert_eq!(take_back(&house, &estate, " ").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    house.wind(TimeDelta::minutes(1));
    assert_eq!(take_back(&house, &estate, "پرداخت شده بود").await.status, StatusCode::SEE_OTHER);
    assert_eq!((house.count(OWED).await, house.count(CREDIT).await), (owed, 1_500_000));
    house.audit().await;
    let page = estate.desk.get(&unit(&house, &estate, "1").await).await.text();
    assert!(page.contains("برگشت خورد"), "{page}");
    // Once it is void, the same may be written down as it should have been.
    house.wind(TimeDelta::minutes(1));
    assert_eq!(bring(&house, &estate, "debt", "20000").await.status, StatusCode::SEE_OTHER);
    assert_eq!(house.count(OWED).await, owed + 200_000);
    house.audit().await;
}

#[tokio::test]
async fn what_cannot_be_is_said_beside_its_field_and_nothing_is_written() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = unit(&house, &estate, "1").await;
    for (whose, side, amount, year) in [
        ("tenant", "debt", "1000", "1405"),
        ("owner", "debt", "", "1405"),
        ("owner", "debt", "1000", "5"),
        ("owner", "credit", "1000", "1410"),
    ] {
        let fields = [
            ("whose", whose),
            ("side", side),
            ("amount", amount),
            ("since_d", "1"),
            ("since_m", "1"),
            ("since_y", year),
        ];
        let page = estate.desk.submit(&format!("{path}/openings"), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{whose} {side} {amount} {year}");
        let typed = page.attribute("form[action$=openings] [name=amount]", "value");
        assert_eq!(typed.as_deref(), Some(amount));
    }
    assert_eq!(house.count(OPENINGS).await, 0);
}

const TABLE: &str = "بلوک,شمارهٔ واحد,نقش,بدهکار (ریال),بستانکار (ریال),تاریخ,بابت
,۱,مالک,۲٬۰۰۰٬۰۰۰,,۱۴۰۵/۰۷/۳۰,دفتر قدیمی
,2,tenant,,500000,1405/08/01,
,3,مالک,,,,
";

async fn upload(estate: &Estate, table: &str) -> Page {
    let path = format!("{}/openings", estate.path());
    estate.desk.upload(&path, &[], ("openings.csv", table.as_bytes())).await
}

/// Looks at a table first, and then does what was shown.
async fn import(estate: &Estate, table: &str) -> Page {
    let shown = upload(estate, table).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    let text = shown.texts("textarea[name=rehearsed]").into_iter().next();
    let Some(rehearsed) = text else { return shown };
    let path = format!("{}/openings", estate.path());
    let fields = [("rehearsed", &*rehearsed)];
    estate.desk.upload(&path, &fields, ("none.csv", b"")).await
}

#[tokio::test]
async fn the_same_table_twice_brings_nothing_twice() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    upload(&estate, TABLE).await;
    assert_eq!(house.count(OPENINGS).await, 0, "a rehearsal writes nothing");
    assert_eq!(import(&estate, TABLE).await.status, StatusCode::SEE_OTHER);
    let written = (house.count(OPENINGS).await, house.count(OWED).await, house.count(CREDIT).await);
    assert_eq!(written, (2, 2_000_000, 500_000));
    let again = import(&estate, TABLE).await;
    assert!(again.text().contains("۲ ردیف از پیش ثبت شده است"), "{}", again.text());
    assert_eq!(house.count(OPENINGS).await, 2);
    let other = TABLE.replace("۲٬۰۰۰٬۰۰۰", "3000000");
    let refused = upload(&estate, &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("ردیف ۲"), "{}", refused.text());
    house.audit().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_table_is_said_row_by_row() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let wrong = [
        ",9,owner,1000,,1405/07/30,",
        ",1,tenant,1000,,1405/07/30,",
        ",1,cousin,1000,,1405/07/30,",
        ",1,owner,1000,1000,1405/07/30,",
        ",1,owner,1000,,1405/13/30,",
        ",1,owner,,1000,1409/01/01,",
        ",1,owner,many,,1405/07/30,",
    ];
    let head = "block,unit number,role,owed (rial),paid in advance (rial),date,for";
    for row in wrong {
        let page = upload(&estate, &format!("{head}\n{row}\n")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{row}");
    }
    let headless = "unit number,role\n1,owner\n";
    let mixed =
        format!("{}\n,1,owner,1,,1405/07/30,\n", head.replace("owed (rial)", "owed (toman)"));
    for table in [headless, &mixed, "", &format!("{head}\n")] {
        let page = upload(&estate, table).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{table}");
    }
    assert_eq!(house.count(OPENINGS).await, 0);
}
