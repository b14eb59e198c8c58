//! The reports of a building: whatever happened in it, they add up with the books and with each other, and
//! behind each figure stand the lines that sum to it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use axum::http::StatusCode;
use chrono::NaiveDate;
use chrono::TimeDelta;
use peyvand::buildings;
use peyvand::buildings::Fund;
use peyvand::buildings::NewExpense;
use peyvand::buildings::NewReceipt;
use peyvand::buildings::NewWaiver;
use peyvand::buildings::Way;
use peyvand::ids::ExpenseId;
use peyvand::ids::SettlementId;
use peyvand::money::Money;
use peyvand::sheets;
use peyvand::tokens::Door;
use uuid::Uuid;

use super::Estate;
use super::estate::AZAR;
use super::estate::water;
use super::funding;
use super::money::go_to_bank;
use super::paying::issued;
use super::paying::pay;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

/// What each unit's accounts say, in the order of the units.
const ACCOUNTS: &str = "select coalesce(sum(entries.amount), 0)::bigint from units
    left join parties on parties.unit_id = units.id
    left join entries on entries.account_id = parties.account_id
    group by units.id order by number_order";

/// The months that are looked at: from before anything moved until after it.
const ALL: (i32, i32) = (AZAR - 2, AZAR + 8);

/// The page of somebody's debt.
async fn door(house: &House, name: &str) -> String {
    let query = "select id from residents where name = $1";
    let id: Uuid = sqlx::query_scalar(query).bind(name).fetch_one(house.db()).await.unwrap();
    format!("/b/{}", house.app.keys.token(&Door::Resident { resident: id.into() }))
}

fn code(period: i32) -> String {
    format!("{}-{:02}", period / 12, period % 12 + 1)
}

/// The first sheet of a workbook without its headings: the amounts of each row, by its name.
fn rows<const AMOUNTS: usize>(page: &Page) -> Vec<(String, [i64; AMOUNTS])> {
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let mut rows = vec![];
    sheets::read(&page.body, sheets::Limits { rows: 200, columns: 20 }, |row| {
        let amounts: Vec<i64> = row.cells.iter().filter_map(|cell| cell.parse().ok()).collect();
        rows.extend(amounts.try_into().ok().map(|amounts| (row.cells[0].clone(), amounts)));
    })
    .unwrap();
    rows
}

/// What moved for each unit: what it owed, what was charged, the fees, what was paid at the bank's page, in cash
/// and by card, what was let off, what was given back, and what it owes.
async fn by_unit(estate: &Estate, (from, to): (i32, i32)) -> Vec<[i64; 9]> {
    let path = format!("{}/by-unit.xlsx?from={}&to={}", estate.path(), code(from), code(to));
    rows(&estate.desk.get(&path).await).into_iter().map(|(_, amounts)| amounts).collect()
}

fn sum<const AMOUNTS: usize>(rows: &[[i64; AMOUNTS]]) -> [i64; AMOUNTS] {
    std::array::from_fn(|column| rows.iter().map(|row| row[column]).sum())
}

/// Whatever happened, everything adds up.
pub async fn adds_up(house: &House, estate: &Estate, when: &str) {
    let whole = by_unit(estate, ALL).await;
    let accounts: Vec<i64> = sqlx::query_scalar(ACCOUNTS).fetch_all(house.db()).await.unwrap();
    let closings: Vec<i64> = whole.iter().map(|row| row[8]).collect();
    assert_eq!(closings, accounts, "{when}: the accounts of the units");
    let mut before: Vec<i64> = whole.iter().map(|row| row[0]).collect();
    let mut together = vec![];
    for month in ALL.0..=ALL.1 {
        let rows = by_unit(estate, (month, month)).await;
        for (row, before) in rows.iter().zip(&mut before) {
            let [opening, billed, fees, gateway, cash, card, waived, given, closing] = *row;
            assert_eq!(opening, *before, "{when}: a month begins with what the last ended with");
            let moved = billed + fees - gateway - cash - card - waived + given;
            assert_eq!(opening + moved, closing, "{when}: what moved is all that moved");
            *before = closing;
        }
        together.push(sum(&rows));
    }
    let (moved, whole) = (sum(&together), sum(&whole));
    assert_eq!(moved[1..8], whole[1..8], "{when}: the months are the whole");

    let path =
        format!("{}/by-category.xlsx?from={}&to={}", estate.path(), code(ALL.0), code(ALL.1));
    let costs: Vec<(String, [i64; 4])> = rows(&estate.desk.get(&path).await);
    let costs: Vec<[i64; 4]> = costs.into_iter().map(|(_, amounts)| amounts).collect();
    let [spent, billed, owners, occupants] = sum(&costs);
    assert_eq!((billed, owners + occupants), (whole[1], whole[1]), "{when}: what was charged");

    let path = format!("{}/report.xlsx", estate.path());
    let months: Vec<(String, [i64; 8])> = rows(&estate.desk.get(&path).await);
    let months: Vec<[i64; 8]> = months.into_iter().map(|(_, amounts)| amounts).collect();
    let [issued, fees, received, waived, expenses, kept, given, _] = sum(&months);
    let of_units = [whole[1], whole[2], whole[6], whole[7]];
    assert_eq!([issued, fees, waived, given], of_units, "{when}");
    assert_eq!((received, expenses), (whole[3] + whole[4] + whole[5], spent), "{when}");
    let held = house.count("select coalesce(sum(amount), 0)::bigint from fund_openings").await;
    assert_eq!(months[0][7], held + received - expenses - kept - given, "{when}: the fund");
    of_years(estate, when).await;
}

/// A year ends with what the next begins with, and its units owe what their own report says.
async fn of_years(estate: &Estate, when: &str) {
    let mut ended = None;
    for year in [1404, 1405, 1406] {
        let page = estate.desk.get(&format!("{}/year.xlsx?year={year}", estate.path())).await;
        let rows: Vec<(String, [i64; 1])> = rows(&page);
        let amounts: Vec<i64> = rows.into_iter().map(|(_, [amount])| amount).collect();
        let [start, received, spent, kept, given, end, owed, issued, fees, waived, left] =
            amounts[..]
        else {
            panic!("{when}: eleven figures make a year: {amounts:?}");
        };
        assert_eq!(start + received - spent - kept - given, end, "{when}: {year}");
        assert_eq!(owed + issued + fees + given - waived - received, left, "{when}: {year}");
        assert_eq!(*ended.get_or_insert((start, owed)), (start, owed), "{when}: {year}");
        ended = Some((end, left));
        let units = sum(&by_unit(estate, (year * 12, year * 12 + 11)).await);
        assert_eq!((units[0], units[8]), (owed, left), "{when}: {year}");
    }
}

/// A building that has lived: something in its funds and on its units from before, two funds, and a cost that
/// comes again.
async fn lived(house: &House) -> (Shop, Estate) {
    let shop = house.shop().await;
    let estate = Estate::open(house, &shop).await;
    let maker = (estate.id, shop.owner);
    estate.brought(house).await;
    funding::held(house, maker).await;
    estate.decided(house).await;
    let mut categories = buildings::categories(house.db(), estate.id).await.unwrap();
    for (place, percent) in [(1, 100), (2, 37)] {
        categories[place].owner_percent = percent;
        categories[place].fund = Fund::Reserve;
        buildings::divide(&house.app, estate.id, &categories[place]).await.unwrap();
    }
    let now = house.app.clock.now();
    let guard = NewExpense {
        title: "Guard".to_owned(),
        amount: Money::rials(7_654_321),
        repeats: true,
        ..water((categories[2].id, ExpenseId::new(now)), now)
    };
    buildings::add_expense(&house.app, maker, &guard).await.unwrap();
    (shop, estate)
}

/// Somebody gives two thirds of what they owe, so many days ago.
async fn give(
    house: &House,
    (estate, shop): (&Estate, &Shop),
    name: &str,
    (way, days): (Way, i64),
) -> SettlementId {
    let owing = buildings::owing(house.db(), None).await.unwrap();
    let (resident, _, owed) = owing.into_iter().find(|(_, who, _)| who == name).unwrap();
    let now = house.app.clock.now();
    let receipt = NewReceipt {
        id: SettlementId::new(now),
        resident,
        way,
        amount: Money::rials(owed.as_rials() * 2 / 3),
        received_on: (now - TimeDelta::days(days)).date_naive(),
        reference: None,
    };
    buildings::receive(&house.app, (estate.id, shop.owner), &receipt).await.unwrap();
    house.work().await;
    receipt.id
}

/// A part of the largest debt of somebody is let off.
async fn let_off(house: &House, (estate, shop): (&Estate, &Shop), name: &str) {
    let query = "select open_charges.id, resident_id from open_charges
        join residents on residents.id = resident_id where name = $1 order by rest desc limit 1";
    let (charge, resident): (Uuid, Uuid) =
        sqlx::query_as(query).bind(name).fetch_one(house.db()).await.unwrap();
    let now = house.app.clock.now();
    let waiver = NewWaiver {
        id: SettlementId::new(now),
        charge: charge.into(),
        amount: Money::rials(123_457),
        reason: "Decided".to_owned(),
    };
    let whose = (resident.into(), now.date_naive());
    buildings::waive(&house.app, (estate.id, shop.owner), whose, &waiver).await.unwrap();
}

async fn reverse_newest_month(house: &House, estate: &Estate) {
    let query = "select id from charge_runs where reversed_at is null order by period desc limit 1";
    let run: Uuid = sqlx::query_scalar(query).fetch_one(house.db()).await.unwrap();
    let path = format!("{}/runs/{run}/reversal", estate.path());
    assert_eq!(estate.desk.submit(&path, &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whatever_happens_in_a_building_its_reports_add_up_with_the_books_and_with_each_other() {
    let house = House::open().await;
    let (shop, mut estate) = lived(&house).await;
    adds_up(&house, &estate, "before the first month").await;
    for month in AZAR..AZAR + 5 {
        let cost = (ExpenseId::new(house.app.clock.now()), 11_111_113 + i64::from(month));
        estate.spend(&house, &shop, cost).await;
        estate.issue(month).await;
        house.work().await;
        adds_up(&house, &estate, "a month is issued").await;
        pay(&house, &door(&house, "Leila").await, "312345").await;
        let receipt = give(&house, (&estate, &shop), "Reza", (Way::Cash, 5)).await;
        give(&house, (&estate, &shop), "Mina", (Way::Card, 5)).await;
        adds_up(&house, &estate, "money came in").await;
        let_off(&house, (&estate, &shop), "Mina").await;
        house.wind(TimeDelta::days(25));
        estate.desk = house.sign_in(&shop).await;
        buildings::charge_late_fees(&house.app).await.unwrap();
        adds_up(&house, &estate, "somebody is late").await;
        if month % 2 == 0 {
            let path = format!("{}/settlements/{receipt}/reversal", estate.path());
            let void = estate.desk.submit(&path, &[("reason", "اشتباه بود")]).await;
            assert_eq!(void.status, StatusCode::SEE_OTHER);
            reverse_newest_month(&house, &estate).await;
            adds_up(&house, &estate, "what was wrong is taken back").await;
            estate.issue(month).await;
            house.work().await;
        }
        house.wind(TimeDelta::days(5));
        estate.desk = house.sign_in(&shop).await;
    }
    let sent = go_to_bank(&house, &door(&house, "Leila").await, "").await;
    house.bank.pay(&sent.page).await;
    house.get(&sent.back).await;
    house.work().await;
    adds_up(&house, &estate, "all is paid").await;
    house.bank.change_mind(&sent.page).await;
    house.live(TimeDelta::minutes(6)).await;
    adds_up(&house, &estate, "the bank took it back").await;
    behind_each_figure(
        &estate.desk.get(&format!("{}/report", estate.path())).await,
        async |path| estate.desk.get(path).await,
    )
    .await;
    house.audit().await;
}

/// Each figure of a report opens a page on which it stands again, over lines that sum to it.
async fn behind_each_figure(report: &Page, open: impl AsyncFn(&str) -> Page) {
    let figures = report.texts("td a[href*='#']").into_iter();
    let opened: Vec<(String, String)> =
        figures.zip(report.attributes("td a[href*='#']", "href")).collect();
    assert!(7 <= opened.len(), "{opened:?}");
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for (figure, address) in opened {
        let (path, anchor) = address.split_once('#').unwrap();
        let page = match pages.entry(path.to_owned()) {
            Entry::Vacant(entry) => entry.insert(open(path).await),
            Entry::Occupied(entry) => entry.into_mut(),
        };
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let selector = match anchor {
            "fund-end" => "#fund-end dl > :last-child dd".to_owned(),
            anchor => format!("#{anchor} header strong"),
        };
        let again = page.texts(&selector).concat();
        assert!(again.starts_with(&figure), "{address}: {figure} became {again}");
    }
}

#[tokio::test]
async fn residents_open_the_lines_behind_each_figure_of_their_time_and_see_nobodys_name() {
    let house = House::open().await;
    let (shop, estate) = issued(&house).await;
    let door = door(&house, "Reza").await;
    give(&house, (&estate, &shop), "Mina", (Way::Cash, 0)).await;
    let report = house.get(&format!("{door}/report")).await;
    behind_each_figure(&report, async |path| house.get(path).await).await;
    let month = house.get(&format!("{door}/report/{AZAR}")).await;
    assert!(month.text().contains("Water"), "what was spent is told: {}", month.text());
    assert!(!month.text().contains("Mina"), "who paid is not: {}", month.text());
    let desk = estate.desk.get(&format!("{}/report/{AZAR}", estate.path())).await;
    assert!(desk.text().contains("Mina"), "the manager knows: {}", desk.text());
    assert!(desk.attribute("#expenses li a", "href").is_some());
    assert!(month.attribute("#expenses li a", "href").is_none());
    // Reza rents since this month: what was before it is not his to know.
    sqlx::query("update occupancies set since = $1 where role = 'tenant'")
        .bind(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
        .execute(house.db())
        .await
        .unwrap();
    let before = house.get(&format!("{door}/report/{}", AZAR - 1)).await;
    assert_eq!(before.status, StatusCode::NOT_FOUND);
    for nonsense in ["x", "99999999999", "7"] {
        let page = house.get(&format!("{door}/report/{nonsense}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nonsense}");
    }
}

#[tokio::test]
async fn months_that_make_no_report_are_said_beside_the_field_and_break_nothing() {
    let house = House::open().await;
    let (_, estate) = issued(&house).await;
    for report in ["by-unit", "by-category"] {
        let path = format!("{}/{report}", estate.path());
        let reversed = estate.desk.get(&format!("{path}?from=1405-09&to=1405-07")).await;
        assert_eq!(reversed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(reversed.text().contains("جای آن‌ها را عوض کنید"), "{}", reversed.text());
        let long = estate.desk.get(&format!("{path}?from=1395-01&to=1405-09")).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(long.text().contains("حداکثر برای ۶۰ ماه"), "{}", long.text());
        let nonsense = estate.desk.get(&format!("{path}?from=x")).await;
        assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
        let sheet = estate.desk.get(&format!("{path}.xlsx?from=1405-09&to=1405-07")).await;
        assert_eq!(sheet.status, StatusCode::BAD_REQUEST);
    }
    for year in ["x", "99999", "-1"] {
        let page = estate.desk.get(&format!("{}/year?year={year}", estate.path())).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{year}");
    }
}
