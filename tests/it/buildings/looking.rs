//! A month is looked at before it is issued: until when it is to be paid, and what other keys would give.

use std::pin::pin;
use std::time::Duration;
use std::time::Instant;

use axum::http::StatusCode;
use tokio::time::sleep;

use super::Estate;
use super::estate::AZAR;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

fn path(estate: &Estate) -> String {
    format!("{}/charges/{AZAR}", estate.path())
}

async fn look(estate: &Estate, asked: &str) -> Page {
    estate.desk.get(&format!("{}?{asked}", path(estate))).await
}

#[tokio::test]
async fn the_manager_says_until_when_a_month_is_to_be_paid() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    for wrong in
        ["due_d=5&due_m=9&due_y=1405", "due_d=31&due_m=9&due_y=1405", "due_d=1&due_m=12&due_y=1406"]
    {
        let page = look(&estate, wrong).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.attribute("[name=digest]", "value").is_none(), "{wrong} is not issued");
    }
    let usual = look(&estate, "").await.attribute("[name=digest]", "value").unwrap();
    let wrong = [("digest", &*usual), ("due_d", "5"), ("due_m", "9"), ("due_y", "1405")];
    let refused = estate.desk.submit(&path(&estate), &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = look(&estate, "due_d=25&due_m=9&due_y=1405").await;
    assert!(page.text().contains("۲۵ آذر"), "{}", page.text());
    let digest = page.attribute("[name=digest]", "value").unwrap();
    // Another day is another month than the one that was shown.
    let other = [("digest", &*digest), ("due_d", "26"), ("due_m", "9"), ("due_y", "1405")];
    let refused = estate.desk.submit(&path(&estate), &other).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = [("digest", &*digest), ("due_d", "25"), ("due_m", "9"), ("due_y", "1405")];
    let issued = estate.desk.submit(&path(&estate), &shown).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text());
    house.work().await;
    let due = "select count(*) from charges where due_on = '2026-12-16'";
    assert_eq!(house.count(due).await, 4);
    let door = house.get(&address(&house, 1).await).await;
    assert!(door.text().contains("۲۵ آذر"), "{}", door.text());
    house.audit().await;
}

#[tokio::test]
async fn a_mix_of_keys_stands_beside_the_others_and_changes_nothing() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run(
            "update units set area = 2500 * number_order, persons = 5 - number_order;
            update expenses set amount = 10000000",
        )
        .await;
    let page = look(&estate, "area=40&persons=40").await;
    let heading = "اگر همه بر مبنای ۴۰٪ متراژ؛ ۴۰٪ نفرات؛ ۲۰٪ تساوی";
    let mixed = page.texts(&format!("[data-l='{heading}']"));
    // Area 1:2:3:4 and persons 4:3:2:1 of four tenths each, and a quarter of two tenths.
    assert_eq!(mixed, ["۲۵۰٬۰۰۰"; 4], "{}", page.text());
    let mixed = look(&estate, "area=100&persons=0").await;
    let heading = "اگر همه بر مبنای ۱۰۰٪ متراژ";
    let mixed = mixed.texts(&format!("[data-l='{heading}']"));
    assert_eq!(mixed, ["۱۰۰٬۰۰۰", "۲۰۰٬۰۰۰", "۳۰۰٬۰۰۰", "۴۰۰٬۰۰۰"]);
    for wrong in ["area=60&persons=50", "area=-1", "area=many"] {
        assert_eq!(look(&estate, wrong).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    assert_eq!(house.count("select count(*) from charge_runs").await, 0);
}

#[tokio::test]
async fn a_month_of_many_units_is_looked_at_page_by_page() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house
        .run(
            "insert into units (id, building_id, floor, number, number_order, kind, area, persons,
                parkings, share, coefficient)
            select gen_random_uuid(), building_id, 100 + floor, (100 + number)::text, 100 + number,
                'flat', 8000, 1, 0, 0, 100
            from (select distinct building_id from units) as estate,
                generate_series(1, 296) as number, lateral (select number / 4 as floor) as floors",
        )
        .await;
    let units = |page: &Page| page.texts("tbody [role=rowheader]").len();
    let first = look(&estate, "due_d=25&due_m=9&due_y=1405&area=40&persons=40").await;
    assert_eq!(units(&first), 200);
    assert!(first.attribute("[rel=prev]", "href").is_none());
    let next = first.attribute("[rel=next]", "href").expect("there is another page");
    let second = estate.desk.get(&next).await;
    assert_eq!(units(&second), 100);
    assert!(second.attribute("[rel=next]", "href").is_none());
    // What was asked is kept, and what is issued is the whole month.
    assert!(second.text().contains("۴۰٪ متراژ") && second.text().contains("۲۵ آذر"));
    let total = |page: &Page| page.texts(".tiles dd").first().cloned();
    assert_eq!(total(&second), total(&first));
    let back = second.attribute("[rel=prev]", "href").expect("there is a page before");
    assert_eq!(units(&estate.desk.get(&back).await), 200);
}

/// Units of a building of which a month takes long to be computed.
const MANY: i64 = 20_000;

/// As many more, each owned by somebody.
const BUILD: &str = "with built as (
        insert into units (id, building_id, floor, number, number_order, kind, area, persons,
            parkings, share, coefficient)
        select gen_random_uuid(), building_id, 100 + number / 4, (100 + number)::text,
            100 + number, 'flat', 8000, 1, 0, 0, 100
        from (select distinct building_id from units) as estate, generate_series(1, 20000) as number
        returning id
    )
    insert into occupancies (id, unit_id, resident_id, role, since, was_there)
    select gen_random_uuid(), built.id, owner.id, 'owner', '2020-03-20', true
    from built, (select id from residents order by id limit 1) as owner";

/// How long something took, and how long whoever shares its thread had to wait at the most meanwhile.
async fn hindered(work: impl Future<Output = Page>) -> (Page, Duration, Duration) {
    let began = Instant::now();
    let (mut seen, mut longest) = (began, Duration::ZERO);
    let mut work = pin!(work);
    loop {
        let done = tokio::select! {
            biased;
            done = &mut work => Some(done),
            () = sleep(Duration::from_millis(1)) => None,
        };
        longest = longest.max(seen.elapsed());
        seen = Instant::now();
        if let Some(page) = done {
            return (page, began.elapsed(), longest);
        }
    }
}

/// All in this test share one thread, so whoever computes on it holds up everybody.
#[tokio::test]
async fn whoever_looks_at_a_large_month_or_confirms_it_holds_up_no_other_visitor() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run(BUILD).await;
    let mut looks = vec![];
    // A machine that does something else meanwhile hinders one look or another, and not each.
    let page = loop {
        let (page, took, longest) = hindered(look(&estate, "")).await;
        looks.push((longest, took));
        if longest < took / 4 {
            break page;
        }
        assert!(looks.len() < 6, "looked at: {looks:?}");
    };
    let shown = page.attribute("[name=digest]", "value").expect("it may be issued");
    let form: Vec<(String, String)> = ["due_d", "due_m", "due_y"]
        .map(|name| {
            let value = page.attribute(&format!("[type=hidden][name={name}]"), "value").unwrap();
            (name.to_owned(), value)
        })
        .to_vec();
    let mut form: Vec<(&str, &str)> =
        form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    form.push(("digest", &shown));
    let to = path(&estate);
    let (issued, took, longest) = hindered(estate.desk.submit(&to, &form)).await;
    assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text());
    assert!(longest < took / 2, "confirmed: {longest:?} of {took:?}");
    assert_eq!(house.count("select bills::bigint from charge_runs").await, MANY + 4);
}
