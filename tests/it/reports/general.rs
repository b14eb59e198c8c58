//! The general ledger: all services in one list whose sums are the books', and months that are closed.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::TimeDelta;
use peyvand::access::Role;
use peyvand::ids::DecisionId;
use peyvand::ids::ExpenseId;

use crate::buildings::Estate;
use crate::buildings::early;
use crate::buildings::leaving;
use crate::buildings::paying;
use crate::buildings::suppliers;
use crate::support::house::House;
use crate::support::page::Page;
use crate::support::people::Shop;

const LEDGER: &str = "/accounting/ledger?lang=en&from=1405/1/1&to=1406/1/1";
const FILE: &str = "/accounting/ledger.csv?lang=en&from=1405/1/1&to=1406/1/1";

/// A journal is a workspace's when an account of its own, or of its building, is in it.
const JOURNALS: &str = "select count(distinct journal_id) from entries
    join accounts on accounts.id = account_id
    where kind = 'debts' or kind like 'building%'
    or owner = (select id::text from workspaces order by opened_at limit 1)";

/// A shop that was paid, gave a part back and accepted what came twice, and whose building was charged for,
/// paid and pays its supplier.
async fn busy(house: &House) -> (Shop, Estate) {
    let shop = house.shop().await;
    let [first, second] = house.paid_twice(house.link(&shop).await).await;
    let desk = house.sign_in(&shop).await;
    let part = [("id", ""), ("from", "/links"), ("amount", "1000")];
    desk.submit(&format!("/payments/{}/refund", first.id), &part).await;
    house.work().await;
    let accept = format!("/payments/{}/acceptance", second.id);
    desk.submit(&accept, &[("from", "/links")]).await;
    house.work().await;
    let estate = Estate::open(house, &shop).await;
    let id = DecisionId::new(house.app.clock.now());
    early::offered(house, (estate.id, shop.owner), (id, 0)).await;
    let estate = estate.issued(house).await;
    estate.brought(house).await;
    paying::pay(house, &paying::address(house, 2).await, "1500000").await;
    leaving::reza_is_cleared(house, &estate).await;
    suppliers::is_paid(house, &shop, &estate).await;
    (shop, estate)
}

/// The rows of a file, without its head.
fn rows(file: &Page) -> Vec<Vec<String>> {
    assert_eq!(file.status, StatusCode::OK);
    let mut lines = csv::Reader::from_reader(file.html.trim_start_matches('\u{feff}').as_bytes());
    lines.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What each account of the page was at the end, in rial, by its name and building.
fn closings(page: &Page) -> BTreeMap<String, i64> {
    let names = page.texts("section[aria-labelledby=books] tbody th");
    let figures = page.texts("section[aria-labelledby=books] tbody td");
    let figures: Vec<&[String]> = figures.chunks(4).collect();
    let closing = |(name, row): (String, &[String])| {
        let figure = |text: &String| {
            let text = text.replace([',', '\u{200e}'], "").replace('−', "-");
            let (whole, rest) = text.split_once('.').unwrap_or((&text, "0"));
            let rial = format!("{whole}{rest}").parse::<i64>();
            rial.unwrap_or_else(|_| panic!("{text}"))
        };
        let [opening, came, went, closing] = [0, 1, 2, 3].map(|at| &row[at]);
        (closing != "—").then(|| {
            let sum = figure(opening) + figure(came) - figure(went);
            assert_eq!(sum, figure(closing), "{name}");
            (name, sum)
        })
    };
    names.into_iter().zip(figures).filter_map(closing).collect()
}

#[tokio::test]
async fn all_services_stand_in_one_list_and_every_sum_is_that_of_the_books() {
    let house = House::open().await;
    let (shop, estate) = busy(&house).await;
    let desk = house.sign_in(&shop).await;
    let page = desk.get(LEDGER).await;
    let closings = closings(&page);
    let wallet = house.balance(shop.workspace).await.as_rials();
    assert_eq!(closings["Wallet"], wallet);

    // The file has every journal once, and its lines sum to what the page says.
    let rows = rows(&desk.get(FILE).await);
    let mut journals: Vec<&str> = rows.iter().map(|row| row[2].as_str()).collect();
    journals.dedup();
    let listed = journals.len();
    journals.sort_unstable();
    journals.dedup();
    assert_eq!(journals.len(), listed, "no journal comes twice");
    assert_eq!(i64::try_from(listed).unwrap(), house.count(JOURNALS).await);
    let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
    for row in &rows {
        let figure = |at: usize| row[at].parse::<i64>().unwrap_or(0);
        *sums.entry(&row[6]).or_default() += figure(7) - figure(8);
    }
    assert_eq!(sums["Wallet"], wallet);
    let debts: i64 =
        sums.iter().filter(|(book, _)| book.starts_with("Unit")).map(|(_, sum)| *sum).sum();
    assert_eq!(debts, of_building(&closings, "Debts of units"));
    let fees: i64 = rows.iter().map(|row| row[9].parse::<i64>().unwrap_or(0)).sum();
    assert!(page.text().contains(&format!("{} toman", grouped(fees))), "{fees} {}", page.text());

    // What a building's books hold is what they say of whose it is.
    let held = ["Debts of units", "Paid at the gateway", "Received outside the gateway", "Waived"];
    let held: i64 = held.iter().map(|book| of_building(&closings, book)).sum();
    let of = ["Balances from before", "Charged for"];
    let of: i64 = of.iter().map(|book| of_building(&closings, book)).sum();
    assert_eq!(held, of);
    assert!(page.text().contains("collected"), "{}", page.text());
    let expenses = desk.get(&format!("{}/expenses", estate.path())).await;
    assert_eq!(expenses.status, StatusCode::OK);
    assert!(page.text().contains("4,000,000.3"), "the expense is told too: {}", page.text());
    house.audit().await;
}

fn of_building(closings: &BTreeMap<String, i64>, book: &str) -> i64 {
    closings.iter().filter(|(name, _)| name.starts_with(book)).map(|(_, sum)| sum).sum()
}

/// Rial as toman, in groups of three.
fn grouped(rial: i64) -> String {
    let whole = (rial / 10).to_string();
    let groups: Vec<&str> =
        whole.as_bytes().rchunks(3).rev().map(|part| str::from_utf8(part).unwrap()).collect();
    let rest = if rial % 10 == 0 { String::new() } else { format!(".{}", rial % 10) };
    format!("{}{rest}", groups.join(","))
}

#[tokio::test]
async fn one_account_is_looked_at_alone_and_nobody_elses() {
    let house = House::open().await;
    let (shop, estate) = busy(&house).await;
    let desk = house.sign_in(&shop).await;
    let page = desk.get(LEDGER).await;
    for book in page.attributes("section[aria-labelledby=books] tbody th a", "href") {
        let alone = desk.get(&book).await;
        let rows = alone.texts("section[aria-labelledby=rows] tbody th");
        assert!(!rows.is_empty(), "{book}");
        for path in alone.attributes("section[aria-labelledby=rows] tbody th a", "href") {
            assert_eq!(desk.get(&path).await.status, StatusCode::OK, "{path}");
        }
    }
    let debts = format!("{LEDGER}&book=debts:{}", estate.id);
    let rows = desk.get(&debts).await.texts("section[aria-labelledby=rows] tbody th");
    assert!(rows.iter().all(|row| !row.contains("Received by link")), "{rows:?}");
    let stranger = house.sign_in(&house.shop().await).await;
    for path in [LEDGER, &debts] {
        let page = stranger.get(path).await;
        assert!(page.texts("tbody tr").is_empty(), "{path}");
        assert!(!page.text().contains("Nastaran"), "{path}");
    }
    assert_eq!(desk.get("/accounting/ledger?from=zzz").await.status, 422);
    assert_eq!(desk.get("/accounting/ledger.xlsx").await.status, StatusCode::OK);
    house.audit().await;
}

const CLOSINGS: &str = "select count(*) from month_closings";

#[tokio::test]
async fn a_month_is_closed_and_every_later_report_of_it_is_checked() {
    let house = House::open().await;
    let (shop, estate) = busy(&house).await;
    let azar = "/accounting/ledger?lang=en&from=1405/9/1&to=1405/9/30";
    let month = [("month", "16868")];
    let desk = house.sign_in(&shop).await;
    assert!(!desk.get(azar).await.text().contains("Close Azar"), "it is not over");
    let early = desk.submit("/accounting/closings", &month).await;
    assert_eq!(early.status, StatusCode::BAD_REQUEST);
    let small = ExpenseId::new(house.app.clock.now());
    estate.spend(&house, &shop, (small, 5_000_000)).await;
    house.wind(TimeDelta::days(31));
    let desk = house.sign_in(&shop).await;
    assert!(desk.get(azar).await.text().contains("Close Azar"));
    for _ in 0..2 {
        let closed = desk.submit("/accounting/closings", &month).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(house.count(CLOSINGS).await, 1, "the same is not kept twice");
    let page = desk.get(azar).await;
    assert!(page.text().contains("As it was when closed"), "{}", page.text());
    assert!(!page.text().contains("Close Azar"), "{}", page.text());
    let digest = page.texts("code").pop().unwrap();
    assert_eq!(digest.len(), 64);

    // An expense of that month that is changed later is told, with what it said then and what it says now.
    sqlx::query("update expenses set amount = amount + 10 where id = $1")
        .bind(small.as_uuid())
        .execute(house.db())
        .await
        .unwrap();
    let page = desk.get(azar).await;
    let told = page.texts("section[aria-labelledby=closing] li").concat();
    assert!(told.contains("4,500,000.3 toman when closed, 4,500,001.3 toman now"), "{told}");
    assert!(page.text().contains("Changed since it was closed"), "{}", page.text());
    desk.submit("/accounting/closings", &month).await;
    assert_eq!(house.count(CLOSINGS).await, 2);
    let page = desk.get(azar).await;
    assert!(page.text().contains("As it was when closed"), "{}", page.text());
    assert!(page.text().contains("closing number 2"), "{}", page.text());
    assert_ne!(page.texts("code").pop().unwrap(), digest);
    for change in ["update month_closings set digest = ''", "delete from month_closings"] {
        assert!(sqlx::query(change).execute(house.db()).await.is_err(), "{change}");
    }
    let viewer = house.colleague(&shop, Role::Viewer).await;
    let viewer = house.sign_in(&viewer).await;
    assert!(viewer.get(azar).await.text().contains("As it was when closed"));
    assert_eq!(viewer.submit("/accounting/closings", &month).await.status, 403);
    for wrong in ["", "x", "999999999", "-5"] {
        let refused = desk.submit("/accounting/closings", &[("month", wrong)]).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
    house.audit().await;
}
