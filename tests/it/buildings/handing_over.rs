//! A building changes hands: everything of it in one file, and by that file it begins elsewhere as it stood.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::io::Read;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::buildings;
use serde_json::Value;
use zip::ZipArchive;

use super::Estate;
use super::funding;
use super::paying::address;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::page::Visitor;
use crate::support::people::Shop;

/// A hand-over of a building with one unit and nobody in it.
const SMALL: &str = r#"{"format": "peyvand.building", "version": 1,
    "handed_over_on": "2026-11-01", "currency": "IRR",
    "building": {"id": "018f0000-0000-7000-8000-000000000001", "name": "Yas", "address": null},
    "sums": [], "units": [{"id": "018f0000-0000-7000-8000-000000000002", "block": "",
        "number": "900", "floor": 1, "kind": "flat", "area": 8500, "persons": 1, "parkings": 0,
        "share": 0, "coefficient": 100, "bill_to": "each", "bill_to_person": null}],
    "people": [], "stays": [], "debts": [], "credits": [], "funds": [], "categories": [],
    "plans": [], "extras": [], "late_fees": [], "early_discounts": [], "promises": [],
    "reminders": [], "meters": []}"#;

/// Somebody has brought a small building, and not taken it over.
pub async fn brought(desk: &Visitor) {
    let kept = bring(desk, SMALL.as_bytes()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
}

const BUILDINGS: &str = "select count(*) from buildings";

/// What each unit owes, less what was paid in advance for it.
const BALANCES: &str = "select units.number, (coalesce((
        select sum(rest) from open_charges where open_charges.unit_id = units.id
    ), 0) - coalesce((
        select sum(amount) from party_credits
        join parties on parties.id = party_id where parties.unit_id = units.id
    ), 0))::bigint
    from units join buildings on buildings.id = building_id
    where buildings.name = 'Nastaran' order by number";

/// A building with meters, debts from before, money in a fund, an issued month, and people who paid too little
/// and too much.
async fn lived_in(house: &House) -> (Shop, Estate) {
    let shop = house.shop().await;
    let estate = Estate::open(house, &shop).await.metered(house).await;
    estate.extra(house).await;
    let estate = estate.issued(house).await;
    estate.decided(house).await;
    estate.brought(house).await;
    funding::held(house, (estate.id, shop.owner)).await;
    pay(house, &address(house, 2).await, "1500000").await;
    pay(house, &address(house, 3).await, "100000").await;
    (shop, estate)
}

/// Another house, with a manager who wants to take over.
async fn elsewhere() -> (House, Visitor) {
    let house = House::open().await;
    let shop = house.shop().await;
    let desk = house.sign_in(&shop).await;
    (house, desk)
}

async fn bundle(house: &House, shop: &Shop, estate: &Estate) -> Vec<u8> {
    let page = house.sign_in(shop).await.get(&format!("{}/hand-over.zip", estate.path())).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page.body
}

pub fn part(bundle: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bundle)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn book(bundle: &[u8]) -> Value {
    serde_json::from_str(&part(bundle, "building.json")).unwrap()
}

async fn bring(desk: &Visitor, file: &[u8]) -> Page {
    desk.upload("/buildings/take-over", &[], ("building.zip", file)).await
}

/// Brings a file, looks at what would come of it, and means it.
async fn take_over(desk: &Visitor, file: &[u8]) -> Page {
    let kept = bring(desk, file).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.text());
    let path = kept.location.unwrap();
    let shown = desk.get(&path).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
    desk.submit(&path, &[]).await
}

async fn balances(house: &House) -> BTreeMap<String, i64> {
    let rows: Vec<(String, i64)> = sqlx::query_as(BALANCES).fetch_all(house.db()).await.unwrap();
    rows.into_iter().collect()
}

/// The rows of a list without the names that programs give.
fn rows(book: &Value, list: &str) -> Vec<Value> {
    let mut rows = book[list].as_array().unwrap().clone();
    for row in &mut rows {
        for name in ["id", "unit", "person", "bill_to_person"] {
            row.as_object_mut().unwrap().remove(name);
        }
    }
    rows.sort_by_key(Value::to_string);
    rows
}

#[tokio::test]
async fn a_building_begins_elsewhere_as_it_stood() {
    let here = House::open().await;
    let (shop, estate) = lived_in(&here).await;
    let file = bundle(&here, &shop, &estate).await;
    let (there, desk) = elsewhere().await;
    let done = take_over(&desk, &file).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());

    let balances_here = balances(&here).await;
    assert!(balances_here.values().any(|owed| *owed < 0), "somebody has paid too much");
    assert!(balances_here.values().any(|owed| 0 < *owed), "and somebody too little");
    assert_eq!(balances(&there).await, balances_here);

    // Fetched again where it is now, it says the same.
    let path = done.location.unwrap();
    let again = desk.get(&format!("{path}/hand-over.zip")).await;
    let (before, after) = (book(&file), book(&again.body));
    for list in ["sums", "units", "people", "stays", "credits", "categories", "extras", "meters"] {
        assert_eq!(rows(&before, list), rows(&after, list), "{list}");
    }
    assert_ne!(before["sums"][0]["amount"], 0, "there is money in the fund");
    let meters = after["meters"].as_array().unwrap().len();
    assert_eq!(after["readings"].as_array().unwrap().len(), meters, "the last of each");

    let attached = desk.get(&format!("{path}/taken-over.zip")).await;
    assert_eq!(attached.body, file, "what was before stays readable");

    // Nobody is written to, also when everybody is late.
    there.wind(TimeDelta::days(40));
    buildings::remind(&there.app).await.unwrap();
    there.work().await;
    assert_eq!(there.count("select count(*) from notices").await, 0);
    here.audit().await;
    there.audit().await;
}

#[tokio::test]
async fn the_same_file_twice_is_one_building_and_a_later_one_is_refused() {
    let here = House::open().await;
    let (shop, estate) = lived_in(&here).await;
    let file = bundle(&here, &shop, &estate).await;
    let (there, desk) = elsewhere().await;
    let kept = bring(&desk, &file).await.location.unwrap();
    let (one, other) = tokio::join!(desk.submit(&kept, &[]), desk.submit(&kept, &[]));
    assert_eq!(one.location, other.location, "two clicks are one building");
    let again = bring(&desk, &file).await.location.unwrap();
    let shown = desk.get(&again).await;
    assert_eq!(shown.location, one.location);
    assert_eq!(there.count(BUILDINGS).await, 1);

    let own = bring(&estate.desk, &file).await.location.unwrap();
    assert_eq!(estate.desk.get(&own).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    here.wind(TimeDelta::days(1));
    let later = bundle(&here, &shop, &estate).await;
    let kept = bring(&desk, &later).await.location.unwrap();
    let refused = desk.submit(&kept, &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("همین حالا در این فضا هست"), "{}", refused.text());
    assert_eq!(there.count(BUILDINGS).await, 1);
    there.audit().await;
}

#[tokio::test]
async fn a_rehearsal_writes_nothing_and_says_what_does_not_hold_together() {
    let here = House::open().await;
    let (shop, estate) = lived_in(&here).await;
    let good = book(&bundle(&here, &shop, &estate).await);
    let (there, desk) = elsewhere().await;
    let whole = good.to_string();
    let path = bring(&desk, whole.as_bytes()).await.location.unwrap();
    let before = there.fingerprint().await;
    assert_eq!(desk.get(&path).await.status, StatusCode::OK, "the JSON alone will do");
    assert_eq!(there.fingerprint().await, before);

    let change = |at: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(at).unwrap() = value;
        changed.to_string()
    };
    let nobody = serde_json::json!("018f0000-0000-7000-8000-000000000000");
    let cases = [
        ("no file at all".to_owned(), "پروندهٔ تحویل ساختمان نیست"),
        ("{\"format\": \"other\"}".to_owned(), "چیزی در این پرونده درست نیست"),
        (change("/format", "other".into()), "پروندهٔ تحویل ساختمان نیست"),
        (change("/version", 2.into()), "نسخهٔ تازه‌تری"),
        (change("/sums/0/amount", i64::MAX.into()), "sums.fund"),
        (change("/sums/1/amount", 1.into()), "با ریز آن‌ها نمی‌خواند"),
        (change("/debts/0/rest", (-1).into()), "debts.rest"),
        (change("/debts/0/person", nobody.clone()), "چیزی در این پرونده درست نیست"),
        (change("/stays/0/unit", nobody), "چیزی در این پرونده درست نیست"),
        (change("/stays/0/role", "king".into()), "occupancies_role_is_known"),
        (change("/people/0/name", "\u{0}".into()), "residents_name_has_a_length"),
        (change("/people/0/mobile", "1".into()), "residents_mobile_is_canonical"),
        (change("/units/0/area", (-1).into()), "units"),
        (change("/meters/0/last", 9_999_999_999_i64.into()), "meters.last"),
        (change("/extras/0/since", "1405-13".into()), "1405-13"),
    ];
    for (file, said) in cases {
        let mut page = bring(&desk, file.as_bytes()).await;
        if let Some(path) = &page.location {
            page = desk.get(path).await;
        }
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}: {}", page.text());
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
    assert_eq!(there.count(BUILDINGS).await, 0);
}

#[tokio::test]
async fn who_takes_everything_along_has_just_proved_who_they_are_and_it_is_written_down() {
    let here = House::open().await;
    let (_, estate) = lived_in(&here).await;
    let acts = "select count(*) from acts where kind = 'building_handed_over'";
    here.wind(TimeDelta::minutes(6));
    let asked = estate.desk.get(&format!("{}/hand-over.zip", estate.path())).await;
    assert_eq!(asked.status, StatusCode::FORBIDDEN);
    assert_eq!(here.count(acts).await, 0);
    let (shop, estate) = (here.shop().await, estate);
    let stranger = here.sign_in(&shop).await;
    let refused = stranger.get(&format!("{}/hand-over.zip", estate.path())).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND, "it is nobody else's");
}

#[tokio::test]
async fn the_files_are_safe_to_open_and_need_nothing_beside_themselves() {
    let here = House::open().await;
    let (shop, estate) = lived_in(&here).await;
    sqlx::query("update residents set name = '=1+1' where name = 'Mina'")
        .execute(here.db())
        .await
        .unwrap();
    let acts = "select count(*) from acts where kind = 'building_handed_over'";
    let file = bundle(&here, &shop, &estate).await;
    assert_eq!(here.count(acts).await, 1);
    let people = part(&file, "csv/people.csv");
    assert!(people.starts_with("\u{feff}نام | Name,موبایل | Mobile"), "{people}");
    assert!(people.contains("'=1+1"), "{people}");
    let bills = part(&file, "csv/bills.csv");
    assert!(bills.contains("1405/09,1,,1,Leila,شارژ,"), "{bills}");
    assert!(part(&file, "csv/lines.csv").contains("Water"));
    assert!(part(&file, "csv/receipts.csv").contains("درگاه"));
    let read = part(&file, "README.txt");
    for list in book(&file).as_object().unwrap().iter().filter(|(_, list)| list.is_array()) {
        assert!(read.contains(&format!("\n{}: ", list.0)), "{} is not described", list.0);
        let page = part(&file, &format!("pages/{}.html", list.0));
        assert!(page.contains("</html>") && !page.contains("http"), "{page}");
        assert!(part(&file, "index.html").contains(&format!("pages/{}.html", list.0)));
    }
}
