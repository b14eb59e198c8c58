//! Somebody leaves: what is open, what no bill says yet, and the certificate that anybody can have confirmed.

use axum::http::StatusCode;
use peyvand::adapters::sms::parts;
use peyvand::ids::ResidentId;
use peyvand::tokens::Door;

use super::Estate;
use super::account;
use super::estate::mobile;
use super::moving::comes;
use super::moving::page_of;
use super::paying;
use super::paying::address;
use super::paying::issued;
use crate::support::house::House;
use crate::support::page::Page;

/// The pages of somebody's stay on a unit.
pub async fn stay_of(house: &House, estate: &Estate, (name, number): (&str, &str)) -> String {
    let query = "select occupancies.id from occupancies
        join residents on residents.id = resident_id
        join units on units.id = unit_id
        where name = $1 and number = $2 order by since limit 1";
    let stay: uuid::Uuid =
        sqlx::query_scalar(query).bind(name).bind(number).fetch_one(house.db()).await.unwrap();
    page_of(house, estate, number, &format!("/stays/{stay}")).await
}

pub async fn leaves(estate: &Estate, stay: &str, (day, month): (&str, &str)) -> Page {
    let on = [("until_d", day), ("until_m", month), ("until_y", "1405"), ("behind", "0")];
    estate.desk.submit(&format!("{stay}/leaving"), &on).await
}

/// The page of what somebody owes.
pub async fn door_of(house: &House, name: &str) -> String {
    let query = "select id from residents where name = $1";
    let resident: uuid::Uuid =
        sqlx::query_scalar(query).bind(name).fetch_one(house.db()).await.unwrap();
    Door::Resident { resident: ResidentId::from(resident) }.path(&house.app.keys)
}

async fn clear(estate: &Estate, stay: &str) -> Page {
    estate.desk.submit(&format!("{stay}/clearance"), &[]).await
}

/// Reza, who owes nothing, leaves at the end of Azar and gets his certificate; gives its page.
pub async fn reza_is_cleared(house: &House, estate: &Estate) -> String {
    let stay = stay_of(house, estate, ("Reza", "2")).await;
    assert_eq!(leaves(estate, &stay, ("1", "10")).await.status, StatusCode::SEE_OTHER);
    let cleared = clear(estate, &stay).await;
    cleared.location.clone().unwrap_or_else(|| panic!("{cleared:?}"))
}

#[tokio::test]
async fn who_leaves_pays_what_is_open_and_their_days_and_the_certificate_is_genuine_for_everybody()
{
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let stay = stay_of(&house, &estate, ("Reza", "2")).await;
    let begun = leaves(&estate, &stay, ("12", "10")).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{begun:?}");
    let page = estate.desk.get(&format!("{stay}/leaving")).await.text();
    for said in ["۱۱ روز از ۳۰ روز", "از روی صورت‌حساب آذر", "۳۶۶٬۶۶۶"]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    // Nothing is issued while something is missing, and it is said what and how much.
    let before = house.fingerprint().await;
    let refused = clear(&estate, &stay).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let beside = refused.texts(".errors a[href='#clearance']").concat();
    assert!(beside.contains("۱٬۰۰۰٬۰۰۰") && beside.contains("۳۶۶٬۶۶۶"), "{beside}");
    assert_eq!(house.fingerprint().await, before);

    let door = address(&house, 2).await;
    let asked = house.get(&door).await.attribute("[name=amount]", "value").unwrap();
    paying::pay(&house, &door, &asked).await;
    let cleared = clear(&estate, &stay).await;
    let paper = cleared.location.unwrap_or_default();
    let printed = estate.desk.get(&paper).await;
    assert!(printed.text().contains("پیشاپیش پرداخت شده"), "{}", printed.text());
    assert_eq!(clear(&estate, &stay).await.location.as_ref(), Some(&paper), "twice is once");
    assert_eq!(house.count("select count(*) from clearances").await, 1);

    let verify = printed.attribute("a[href^='/verify/']", "href").unwrap();
    let (_, sign) = verify.rsplit_once('/').unwrap();
    let typed = house.get(&format!("/verify?r={}", sign.to_lowercase())).await;
    assert!(typed.location.is_some_and(|to| to.eq_ignore_ascii_case(&verify)));
    let genuine = house.get(&verify).await;
    assert!(genuine.text().contains("اصل است") && genuine.text().contains("Reza"));
    assert!(!genuine.html.contains(mobile(2).as_str()), "no more than the paper says");
    assert_eq!(house.get("/verify/nothing").await.status, StatusCode::NOT_FOUND);
    house.audit().await;
}

#[tokio::test]
async fn a_revoked_certificate_says_so_with_the_reason_to_whoever_asks() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    paying::pay(&house, &address(&house, 2).await, "").await;
    let paper = reza_is_cleared(&house, &estate).await;
    let verify = estate.desk.get(&paper).await.attribute("a[href^='/verify/']", "href").unwrap();
    let revoke = format!("{paper}/revocation");
    let why = estate.desk.submit(&revoke, &[("reason", " ")]).await;
    assert_eq!(why.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(house.get(&verify).await.text().contains("اصل است"));
    for reason in ["چک برگشت خورد", "دوباره"] {
        estate.desk.submit(&revoke, &[("reason", reason)]).await;
    }
    let said = house.get(&verify).await.text();
    assert!(said.contains("باطل شده") && said.contains("چک برگشت خورد"), "{said}");
    assert!(!said.contains("اصل است") && !said.contains("دوباره"));
    let stay = stay_of(&house, &estate, ("Reza", "2")).await;
    let anew = clear(&estate, &stay).await.location.unwrap();
    assert!(estate.desk.get(&anew).await.text().contains("شمارهٔ گواهی ۲"));
    house.audit().await;
}

#[tokio::test]
async fn money_for_days_without_a_bill_is_credit_of_the_unit_that_is_left() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    // Of Mina's two units the one to which no credit would go by itself.
    let query = "select number from parties
        join units on units.id = unit_id
        join residents on residents.id = resident_id
        where residents.name = 'Mina' order by parties.id desc limit 1";
    let number: String = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = page_of(&house, &estate, &number, "/occupant").await;
    let who = [("role", "owner"), ("name", "Sara"), ("mobile", "09350000008"), ("persons", "1")];
    let on = [("since_d", "11"), ("since_m", "10"), ("since_y", "1405")];
    let sold = estate.desk.submit(&path, &[&who[..], &on].concat()).await;
    assert_eq!(sold.status, StatusCode::SEE_OTHER, "{sold:?}");
    let stay = stay_of(&house, &estate, ("Mina", &number)).await;
    estate.desk.submit(&format!("{stay}/leaving"), &[]).await;
    let door = address(&house, 3).await;
    let asked = house.get(&door).await.attribute("[name=amount]", "value").unwrap();
    paying::pay(&house, &door, &asked).await;
    let credits = "select number, sum(party_credits.amount)::bigint from party_credits
        join parties on parties.id = party_id
        join units on units.id = unit_id group by number";
    let credits: Vec<(String, i64)> = sqlx::query_as(credits).fetch_all(house.db()).await.unwrap();
    let [(of, credit)] = &credits[..] else { panic!("{credits:?}") };
    // Ten days of thirty, in whole toman.
    assert!(*of == number && (3_333_333..3_333_343).contains(credit), "{credits:?}");
    assert_eq!(clear(&estate, &stay).await.status, StatusCode::SEE_OTHER);
    house.audit().await;
}

#[tokio::test]
async fn before_any_bill_the_days_are_estimated_by_what_the_month_costs_so_far() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    comes(&house, &estate, ("owner", "1"), ("Sara", "09350000008", "20")).await;
    let stay = stay_of(&house, &estate, ("Leila", "1")).await;
    estate.desk.submit(&format!("{stay}/leaving"), &[]).await;
    let page = estate.desk.get(&format!("{stay}/leaving")).await.text();
    assert!(page.contains("هزینه‌هایی که تا این لحظه برای این ماه ثبت شده"), "{page}");
    // 19 days of 30 of 10,000,001 rial.
    assert!(page.contains("۶۳۳٬۳۳۳"), "{page}");
    let door = door_of(&house, "Leila").await;
    let asked = house.get(&door).await.attribute("[name=amount]", "value").unwrap();
    assert_eq!(asked, "۶۳۳٬۳۳۴", "in whole toman");
}

#[tokio::test]
async fn who_is_still_on_the_unit_is_not_cleared_and_a_day_that_cannot_be_is_refused() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    estate.rented(&house).await;
    let reza = stay_of(&house, &estate, ("Reza", "2")).await;
    // Leila rented her unit before she bought it.
    let leila = stay_of(&house, &estate, ("Leila", "1")).await;
    for stay in [&reza, &leila] {
        let refused = clear(&estate, stay).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text().contains("هنوز در این واحد است"), "{}", refused.text());
    }
    for (day, month) in [("29", "12"), ("31", "9")] {
        let refused = leaves(&estate, &reza, (day, month)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.texts(".errors a[href='#until']").len(), 1);
    }
    assert_eq!(house.count("select count(*) from leavings").await, 0);
    assert_eq!(house.count("select count(*) from clearances").await, 0);
    house.leave_unchecked();
}

#[tokio::test]
async fn a_resident_finds_their_certificate_in_their_account_and_nobody_elses() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    paying::pay(&house, &address(&house, 2).await, "").await;
    reza_is_cleared(&house, &estate).await;
    let place = async |visitor: &crate::support::page::Visitor| {
        visitor.get("/my").await.attribute("h2 a[href^='/my/']", "href").unwrap()
    };
    let reza = account::sign_in(&house, 2).await;
    let page = reza.get(&place(&reza).await).await;
    let paper = page.attribute("a[href*='/clearances/']", "href").unwrap();
    assert!(reza.get(&paper).await.text().contains("گواهی تسویه‌حساب"));
    let (_, id) = paper.rsplit_once('/').unwrap();
    let leila = account::sign_in(&house, 1).await;
    let hers = format!("{}/clearances/{id}", place(&leila).await);
    assert_eq!(leila.get(&hers).await.status, StatusCode::NOT_FOUND);
    assert_eq!(leila.get(&paper).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn who_leaves_is_told_that_they_can_settle_and_of_their_certificate() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    let before = house.sms_to(&mobile(2)).await.len();
    house.wind(chrono::TimeDelta::minutes(1));
    let stay = stay_of(&house, &estate, ("Reza", "2")).await;
    for _ in 0..2 {
        leaves(&estate, &stay, ("12", "10")).await;
    }
    house.work().await;
    let told = house.sms_to(&mobile(2)).await.split_off(before);
    assert!(told.len() == 1 && told[0].contains("تسویهٔ رفتن"), "{told:?}");
    assert!(told[0].ends_with(&address(&house, 2).await) && parts(&told[0]) <= 2, "{told:?}");

    let door = address(&house, 2).await;
    let asked = house.get(&door).await.attribute("[name=amount]", "value").unwrap();
    paying::pay(&house, &door, &asked).await;
    house.work().await;
    house.wind(chrono::TimeDelta::minutes(1));
    let before = house.sms_to(&mobile(2)).await.len();
    for _ in 0..2 {
        clear(&estate, &stay).await;
    }
    house.work().await;
    let told = house.sms_to(&mobile(2)).await.split_off(before);
    assert!(told.len() == 1 && told[0].contains("گواهی تسویه‌حساب ۱"), "{told:?}");
    assert!(parts(&told[0]) <= 2, "{told:?}");
    let verify = told[0].lines().last().unwrap().strip_prefix(&house.app.origin).unwrap();
    assert_eq!(house.get(verify).await.status, StatusCode::OK);
}
