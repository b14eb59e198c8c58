//! People come and go, own parts, and receive each other's bills.

use axum::http::StatusCode;
use peyvand::buildings;
use peyvand::buildings::Person;

use super::Estate;
use super::estate::AZAR;
use super::estate::mobile;
use super::estate::people;
use super::paying::address;
use crate::support::house::House;
use crate::support::page::Page;

/// A page of a unit.
pub(super) async fn page_of(house: &House, estate: &Estate, number: &str, page: &str) -> String {
    let query = "select id from units where number = $1";
    let unit: uuid::Uuid =
        sqlx::query_scalar(query).bind(number).fetch_one(house.db()).await.unwrap();
    format!("{}/units/{unit}{page}", estate.path())
}

/// What somebody is charged for a unit this month.
async fn bill(house: &House, name: &str, number: &str) -> i64 {
    let query = "select coalesce(sum(charges.amount), 0)::bigint from charges
        join parties on parties.id = party_id
        join units on units.id = unit_id
        where debtor = $1 and number = $2 and reversed_at is null";
    sqlx::query_scalar(query).bind(name).bind(number).fetch_one(house.db()).await.unwrap()
}

async fn tenant_leaves(house: &House, estate: &Estate, day: &str) -> Page {
    let path = page_of(house, estate, "2", "/occupant").await;
    let on = [("until_d", day), ("until_m", "9"), ("until_y", "1405")];
    estate.desk.submit(&path, &[&[("act", "leave"), ("behind", "0")], &on[..]].concat()).await
}

pub(super) async fn comes(
    house: &House,
    estate: &Estate,
    (role, number): (&str, &str),
    (name, digits, day): (&str, &str, &str),
) -> Page {
    let path = page_of(house, estate, number, "/occupant").await;
    let who = [("role", role), ("name", name), ("mobile", digits), ("persons", "2")];
    let on = [("since_d", day), ("since_m", "9"), ("since_y", "1405")];
    estate.desk.submit(&path, &[&who[..], &on[..]].concat()).await
}

async fn issued(house: &House, estate: &Estate) {
    assert_eq!(estate.issue(AZAR).await.status, StatusCode::SEE_OTHER);
    house.work().await;
    house.audit().await;
}

#[tokio::test]
async fn a_month_in_which_one_leaves_and_another_comes_is_divided_by_days_and_empty_ones_are_the_owners()
 {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    assert_eq!(tenant_leaves(&house, &estate, "12").await.status, StatusCode::SEE_OTHER);
    let nima = comes(&house, &estate, ("tenant", "2"), ("Nima", "09350000008", "20")).await;
    assert_eq!(nima.status, StatusCode::SEE_OTHER, "{}", nima.text());
    issued(&house, &estate).await;
    // Of 10,000,001 rial: 11 days, 8 empty ones, 11 days.
    let mut bills = vec![];
    for name in ["Reza", "Leila", "Nima"] {
        bills.push(bill(&house, name, "2").await);
    }
    assert_eq!(bills, [3_666_667, 2_666_667, 3_666_667]);
    assert_eq!(bill(&house, "Leila", "1").await, 10_000_001);
    // Each bill says for how many days it is.
    let door = address(&house, 2).await;
    let item = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    let said = house.get(&item).await.text();
    assert!(said.contains("۱۱ روز از ۳۰ روز"), "{said}");
    // And the history who was there when.
    let history = estate.desk.get(&page_of(&house, &estate, "2", "").await).await.text();
    for said in ["تا ۱۲ آذر ۱۴۰۵", "از ۲۰ آذر ۱۴۰۵"] {
        assert!(history.contains(said), "{said}: {history}");
    }
}

#[tokio::test]
async fn a_cost_of_a_named_day_is_borne_by_whoever_lives_there_on_it() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let category = "select id from cost_categories where place = 0";
    let category: uuid::Uuid = sqlx::query_scalar(category).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/categories/{category}", estate.path());
    let rule = [("key", "area"), ("percent", "100"), ("other_key", "equal")];
    let day = |day| [&rule[..], &[("owner_percent", "0"), ("borne_on", day)]].concat();
    let wrong = estate.desk.submit(&path, &day("32")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.attribute("#borne_on", "aria-invalid").is_some(), "{}", wrong.text());
    assert_eq!(estate.desk.submit(&path, &day("۲۵")).await.status, StatusCode::SEE_OTHER);
    let kept = estate.desk.get(&path).await.attribute("[name=borne_on]", "value");
    assert_eq!(kept.as_deref(), Some("۲۵"));
    tenant_leaves(&house, &estate, "12").await;
    comes(&house, &estate, ("tenant", "2"), ("Nima", "09350000008", "20")).await;
    issued(&house, &estate).await;
    let mut bills = vec![];
    for name in ["Reza", "Leila", "Nima"] {
        bills.push(bill(&house, name, "2").await);
    }
    assert_eq!(bills, [0, 0, 10_000_001]);
    let charge = "select charges.id from charges where debtor = 'Nima'";
    let charge: uuid::Uuid = sqlx::query_scalar(charge).fetch_one(house.db()).await.unwrap();
    let said = estate.desk.get(&format!("{}/bills/{charge}", estate.path())).await.text();
    assert!(said.contains("کسی است که روز ۲۵ ماه ساکن باشد"), "{said}");
}

#[tokio::test]
async fn what_an_owner_bears_of_a_month_in_which_they_sell_is_theirs_until_that_day() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update cost_categories set owner_percent = 100 where place = 0").await;
    comes(&house, &estate, ("owner", "1"), ("Sara", "09350000008", "16")).await;
    issued(&house, &estate).await;
    let bills = [bill(&house, "Leila", "1").await, bill(&house, "Sara", "1").await];
    assert_eq!(bills, [5_000_001, 5_000_000]);
    assert_eq!(bill(&house, "Leila", "2").await, 10_000_001, "she keeps the other");
}

#[tokio::test]
async fn three_owners_bear_a_half_a_third_and_a_sixth() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = page_of(&house, &estate, "4", "/owners").await;
    let from = [("from_d", "1"), ("from_m", "9"), ("from_y", "1405")];
    let ana = [("new_name", "Ana"), ("new_mobile", "09350000006"), ("new_share", "۱/۳")];
    let too_much = estate.desk.submit(&path, &[&ana[..], &from].concat()).await;
    assert_eq!(too_much.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_much.text().contains("از کل واحد بیشتر"), "{}", too_much.text());
    let half = [("share_0", "50")];
    let too_little = estate.desk.submit(&path, &[&half, &ana[..], &from].concat()).await;
    assert_eq!(too_little.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_little.text().contains("۸۳٫۳۳٪ است و به کل واحد نمی‌رسد"), "{}", too_little.text());
    assert!(too_little.attribute("#shares", "aria-describedby").is_some());
    // Who leaves the share open has what is left.
    let done = estate.desk.submit(&path, &[&half, &ana[..2], &from].concat()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    // Two who have as much since the same day stand in no order.
    let people = page_of(&house, &estate, "4", "/people").await;
    let owners = estate.desk.get(&people).await.texts("label[for^=share_]");
    let anas = owners.iter().position(|label| label.contains("Ana")).unwrap();
    let third = [(["share_0", "share_1"][anas], "1/3")];
    let bita = [("new_name", "Bita"), ("new_mobile", "09350000007"), ("new_share", "1/6")];
    let done = estate.desk.submit(&path, &[&third, &bita[..], &from].concat()).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    issued(&house, &estate).await;
    let mut bills = vec![];
    for name in ["Mina", "Ana", "Bita"] {
        bills.push(bill(&house, name, "4").await);
    }
    assert_eq!(bills, [5_000_000, 3_333_330, 1_666_670]);
    let units = estate.desk.get(&format!("{}/units", estate.path())).await.text();
    assert!(units.contains("و ۲ نفر دیگر"), "{units}");
    let door = address(&house, 6).await;
    let item = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    assert!(house.get(&item).await.text().contains("۳۳٫۳۳"));
}

#[tokio::test]
async fn one_of_a_unit_receives_everything_where_that_is_set() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update cost_categories set owner_percent = 30 where place = 0").await;
    let path = page_of(&house, &estate, "2", "/bill-to").await;
    assert_eq!(estate.desk.submit(&path, &[("to", "tenant")]).await.status, StatusCode::SEE_OTHER);
    issued(&house, &estate).await;
    assert_eq!(
        [bill(&house, "Reza", "2").await, bill(&house, "Leila", "2").await],
        [10_000_001, 0]
    );

    let other = House::open().await;
    let estate = Estate::open(&other, &other.shop().await).await;
    let path = page_of(&other, &estate, "2", "/bill-to").await;
    let leila = "select id from residents where name = 'Leila'";
    let leila: uuid::Uuid = sqlx::query_scalar(leila).fetch_one(other.db()).await.unwrap();
    assert_eq!(
        estate.desk.submit(&path, &[("to", &uuid::Uuid::nil().to_string())]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    estate.desk.submit(&path, &[("to", &leila.to_string())]).await;
    issued(&other, &estate).await;
    assert_eq!(
        [bill(&other, "Reza", "2").await, bill(&other, "Leila", "2").await],
        [0, 10_000_001]
    );
}

#[tokio::test]
async fn what_only_one_unit_pays_is_a_line_of_its_own_until_it_ends() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let path = page_of(&house, &estate, "2", "/extras").await;
    let extra = [("title", "پارکینگ دوم"), ("amount", "۱۵۰٬۰۰۰"), ("bears", "occupant")];
    let since = [("since_m", "9"), ("since_y", "1405")];
    let made = estate.desk.submit(&path, &[&extra[..], &since].concat()).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    let later = [("title", "x"), ("amount", "1000"), ("since_m", "9"), ("since_y", "1405")];
    let before = [("until_m", "8"), ("until_y", "1405")];
    let wrong = estate.desk.submit(&path, &[&later[..], &before].concat()).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = estate.desk.get(&format!("{}/charges/{AZAR}", estate.path())).await.text();
    assert!(draft.contains("پارکینگ دوم"));
    issued(&house, &estate).await;
    assert_eq!(bill(&house, "Reza", "2").await, 11_500_001);
    assert_eq!(house.count("select sum(total)::bigint from charge_runs").await, 41_500_003);
    let door = address(&house, 2).await;
    let item = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    assert!(house.get(&item).await.text().contains("ویژهٔ همین واحد"));
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from unit_extras").fetch_one(house.db()).await.unwrap();
    estate.desk.submit(&format!("{path}/{id}/end"), &[("last", "this")]).await;
    let next = estate.desk.get(&format!("{}/charges/{}", estate.path(), AZAR + 1)).await.text();
    assert!(!next.contains("پارکینگ دوم"));
}

#[tokio::test]
async fn people_are_counted_on_each_day_where_a_cost_goes_by_person_days() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    house.run("update cost_categories set key = 'person_days' where place = 0").await;
    // One person in each unit; in the second for ten days only.
    tenant_leaves(&house, &estate, "11").await;
    issued(&house, &estate).await;
    let of_second = bill(&house, "Reza", "2").await + bill(&house, "Leila", "2").await;
    assert_eq!(of_second, 4_000_000);
    assert_eq!(bill(&house, "Leila", "1").await, 12_000_001);
}

#[tokio::test]
async fn a_move_into_a_month_whose_bills_are_sent_changes_none_and_says_so() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    issued(&house, &estate).await;
    let done = tenant_leaves(&house, &estate, "12").await;
    let page = estate.desk.get(&done.location.unwrap()).await.text();
    assert!(page.contains("خودبه‌خود عوض نمی‌شود"), "{page}");
    assert_eq!(bill(&house, "Reza", "2").await, 10_000_001);
}

#[tokio::test]
async fn a_move_that_cannot_be_is_refused_beside_its_field() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    comes(&house, &estate, ("tenant", "1"), ("Nima", "09350000008", "20")).await;
    let before = house.fingerprint().await;
    let earlier = comes(&house, &estate, ("tenant", "1"), ("Omid", "09350000009", "12")).await;
    let path = page_of(&house, &estate, "1", "/occupant").await;
    let leave = |month: &'static str, day: &'static str| {
        [("act", "leave"), ("until_d", day), ("until_m", month), ("until_y", "1405")]
    };
    let too_early = estate.desk.submit(&path, &leave("9", "12")).await;
    let too_late = estate.desk.submit(&path, &leave("12", "29")).await;
    let no_day = estate.desk.submit(&path, &leave("9", "31")).await;
    let nobody = page_of(&house, &estate, "3", "/occupant").await;
    let nobody = estate.desk.submit(&nobody, &leave("9", "12")).await;
    for (page, field, said) in [
        (earlier, "since", "اول آن را اصلاح کنید"),
        (too_early, "until", "پیش از آن نمی‌تواند"),
        (too_late, "until", "دورتر از"),
        (no_day, "until", ""),
        (nobody, "until", "مستأجری در این واحد نیست"),
    ] {
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        let beside = page.texts(&format!(".errors a[href='#{field}']"));
        assert!(beside.iter().any(|text| text.contains(said)), "{said}: {beside:?}");
    }
    assert_eq!(house.fingerprint().await, before);
}

#[tokio::test]
async fn a_move_that_was_written_down_wrongly_is_put_right_and_the_act_is_kept() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    comes(&house, &estate, ("tenant", "1"), ("Nima", "09350000008", "20")).await;
    let query = "select occupancies.id from occupancies
        join residents on residents.id = resident_id where name = 'Nima'";
    let stay: uuid::Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = page_of(&house, &estate, "1", &format!("/stays/{stay}")).await;
    let since = |day: &'static str| [("since_d", day), ("since_m", "9"), ("since_y", "1405")];
    let until = [("is", "left"), ("until_d", "10"), ("until_m", "9"), ("until_y", "1405")];
    let backwards = estate.desk.submit(&path, &[&since("15")[..], &until].concat()).await;
    assert_eq!(backwards.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(backwards.text().contains("پایان باید پس از آغاز باشد"));
    let right = estate.desk.submit(&path, &[&since("16")[..], &[("is", "there")]].concat()).await;
    assert_eq!(right.status, StatusCode::SEE_OTHER);
    let moves = "select count(*) from acts where kind = 'people_moved'";
    assert_eq!(house.count(moves).await, 2);
    issued(&house, &estate).await;
    let bills = [bill(&house, "Leila", "1").await, bill(&house, "Nima", "1").await];
    assert_eq!(bills, [5_000_001, 5_000_000]);
    estate.desk.submit(&format!("{path}/removal"), &[]).await;
    assert_eq!(house.count(moves).await, 3);
    assert_eq!(house.count("select count(*) from occupancies").await, 5);
}

#[tokio::test]
async fn a_table_says_shares_and_days_and_the_same_table_twice_changes_nothing() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    let table = "block,unit,role,name,mobile,email,area,persons,share,since
        ,3,owner,Mina,09350000003,,,,1/2,
        ,3,owner,Ana,09350000006,,,,1/2,
        ,4,tenant,Omid,09350000009,,,2,,1405/09/16
        ,2,tenant,Reza,09350000002,,,,,1405/01/01
    ";
    let table = table.lines().map(str::trim).collect::<Vec<_>>().join("\n");
    let path = format!("{}/people", estate.path());
    let rehearsed = estate.desk.upload(&path, &[], ("people.csv", table.as_bytes())).await;
    assert_eq!(rehearsed.status, StatusCode::OK, "{}", rehearsed.text());
    let meant = rehearsed.texts("textarea[name=rehearsed]").remove(0);
    let bring =
        async || estate.desk.upload(&path, &[("rehearsed", &meant)], ("none.csv", b"")).await;
    let done = bring().await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    // The pages keep what they were asked and what they said; people and units stay as they are.
    let people = "select hashtext(
        (select string_agg(occupancies::text, ',' order by id) from occupancies)
        || (select string_agg(residents::text, ',' order by id) from residents)
        || (select string_agg(units::text, ',' order by id) from units)
    )::bigint";
    let before = house.count(people).await;
    bring().await;
    assert_eq!(house.count(people).await, before);
    let known = "select count(*) from occupancies where since = '2026-03-21' and not was_there";
    assert_eq!(house.count(known).await, 1, "Reza is there since the first day of the year");
    issued(&house, &estate).await;
    let mut third = [bill(&house, "Mina", "3").await, bill(&house, "Ana", "3").await];
    third.sort_unstable();
    // From today on, the first of the month, the half of it is hers.
    assert_eq!(third, [5_000_000, 5_000_001]);
    let fourth = [bill(&house, "Mina", "4").await, bill(&house, "Omid", "4").await];
    assert_eq!(fourth, [5_000_000, 5_000_000]);
    for wrong in ["3/2", "0", "150", "x"] {
        let table = format!("a\n,3,owner,Mina,09350000003,,,,{wrong},\n");
        let page = estate.desk.upload(&path, &[], ("people.csv", table.as_bytes())).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
}

#[tokio::test]
async fn a_month_that_was_frozen_before_anybody_asked_for_days_still_explains_itself() {
    let house = House::open().await;
    Estate::open(&house, &house.shop().await).await.issued(&house).await;
    house
        .run(
            "update charge_runs set inputs =
                regexp_replace(inputs, ',\"(person_days|empty_days)\":[0-9]+', '', 'g')",
        )
        .await;
    let kept = "select count(*) from charge_runs where inputs like '%_days%'
        or inputs like '%stays%' or inputs like '%bill_to%'";
    assert_eq!(house.count(kept).await, 0, "the usual unit is frozen as it always was");
    let door = address(&house, 2).await;
    let item = house.get(&door).await.attribute("a[href*='/bills/']", "href").unwrap();
    let page = house.get(&item).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Water") && page.html.contains("<details>"));
    assert!(!page.text().contains("روز از"));
    house.leave_unchecked();
}

#[tokio::test]
async fn who_is_to_come_is_nobody_there_yet() {
    let house = House::open().await;
    let estate = Estate::open(&house, &house.shop().await).await;
    comes(&house, &estate, ("owner", "1"), ("Sara", "09350000008", "20")).await;
    let units = estate.desk.get(&format!("{}/units", estate.path())).await.text();
    assert!(units.contains("Leila") && !units.contains("Sara"), "{units}");
    house.wind(chrono::TimeDelta::days(11));
    let sara = [Person { name: "Sara".to_owned(), mobile: Some(mobile(8)), ..people().remove(0) }];
    assert_eq!(buildings::settle_in(&house.app, estate.id, &sara).await.unwrap(), 0);
    let owns = "select count(*) from occupancies where role = 'owner' and until is null";
    assert_eq!(house.count(owns).await, 4);
}
